//! The envelopes that all answers come in.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{ArrayBuilder, ObjectBuilder, Ref, RefOr};

use crate::domain::Day;
use crate::store::view::{
    ClaimView, EventView, IndicatorView, MilestoneView, MissionView, PlayerView, ProgramView, SourceView, TimelineView,
    TrendView, VehicleView,
};
use crate::store::{FacetCount, Snapshot};

/// What an answer speaks for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Meta {
    /// Version of the data set: a hash of its content. For a past day, a hash of what was known then.
    #[schema(example = "0b6f3c1d9a7e2458")]
    pub dataset_version: String,
    /// The past day that was asked about; null for the present.
    pub as_of: Option<Day>,
    /// The day (UTC) for which statuses such as `stale` were evaluated: today, or the past day that was asked about.
    pub evaluated_on: Day,
}

impl Meta {
    /// What answers of a snapshot speak for.
    pub fn of(snapshot: &Snapshot) -> Self {
        Self { dataset_version: snapshot.version().into_owned(), as_of: snapshot.as_of(), evaluated_on: snapshot.day() }
    }
}

/// Where a page stands in its list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PageInfo {
    /// Exact number of records of the whole selection.
    #[schema(example = 42)]
    pub total: u64,
    /// Greatest number of records on a page.
    #[schema(example = 20, minimum = 1, maximum = 100)]
    pub limit: u32,
    /// Cursor of the next page; null on the last page, and in `/search`, which is paged by offset.
    pub next_cursor: Option<String>,
    /// Address of the next page; null on the last page.
    #[schema(example = "/api/v1/missions?limit=20&offset=20")]
    pub next: Option<String>,
    /// Address of the page before; null on the first page.
    pub prev: Option<String>,
}

/// Related records, each once, by kind. A kind that was not asked for is absent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Included)]
pub(crate) struct IncludedSchema {
    /// Players.
    #[schema(required = false)]
    players: Vec<PlayerView>,
    /// Programs.
    #[schema(required = false)]
    programs: Vec<ProgramView>,
    /// Missions.
    #[schema(required = false)]
    missions: Vec<MissionView>,
    /// Vehicles.
    #[schema(required = false)]
    vehicles: Vec<VehicleView>,
    /// Events.
    #[schema(required = false)]
    events: Vec<EventView>,
    /// Timelines.
    #[schema(required = false)]
    timelines: Vec<TimelineView>,
    /// Trends.
    #[schema(required = false)]
    trends: Vec<TrendView>,
    /// Indicators.
    #[schema(required = false)]
    indicators: Vec<IndicatorView>,
    /// Milestones.
    #[schema(required = false)]
    milestones: Vec<MilestoneView>,
    /// Claims.
    #[schema(required = false)]
    claims: Vec<ClaimView>,
    /// Sources.
    #[schema(required = false)]
    sources: Vec<SourceView>,
}

/// Related records by the plural of their kind.
pub type Included<'a> = BTreeMap<&'static str, Vec<Cow<'a, RawValue>>>;
/// Counts by facet.
pub type Facets = BTreeMap<String, Vec<FacetCount>>;

/// A page of records.
#[derive(Debug, Serialize)]
pub struct List<'a, R> {
    /// The records.
    pub data: Vec<R>,
    /// Where the page stands.
    pub page: PageInfo,
    /// Counts, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
    /// Related records, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub included: Option<Included<'a>>,
    /// What it speaks for.
    pub meta: Meta,
}

/// One record or answer.
#[derive(Debug, Serialize)]
pub struct Item<'a, R> {
    /// The record.
    pub data: R,
    /// Related records, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub included: Option<Included<'a>>,
    /// What it speaks for.
    pub meta: Meta,
}

/// Schema of a page of records of type `V`; it refers to `V` rather than repeating it.
#[derive(Debug)]
pub struct ListOf<V>(PhantomData<V>);

/// Schema of one record of type `V`.
#[derive(Debug)]
pub struct ItemOf<V>(PhantomData<V>);

/// Schema of an answer that is not cut into pages.
#[derive(Debug)]
pub struct AllOf<V>(PhantomData<V>);

/// Greatest number of records on a page.
const MAX_RECORDS: usize = 100;

type Schemas = Vec<(String, RefOr<Schema>)>;

fn referring<T: ToSchema>(schemas: &mut Schemas) {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
}

fn reference<T: ToSchema>() -> Ref {
    Ref::from_schema_name(T::name())
}

fn records<V: ToSchema>() -> ArrayBuilder {
    ArrayBuilder::new().items(reference::<V>())
}

fn counts() -> ObjectBuilder {
    let counts = ArrayBuilder::new().items(reference::<FacetCount>());
    ObjectBuilder::new().additional_properties(Some(RefOr::T(Schema::from(counts)))).description(Some(
        "For each facet asked for, how many records of the whole selection have each value; absent otherwise.",
    ))
}

fn with_meta(schema: ObjectBuilder) -> ObjectBuilder {
    schema.property("meta", reference::<Meta>()).required("data").required("meta")
}

macro_rules! envelope {
    ($name:ident, $title:literal, $schema:expr, $($parts:ty),*) => {
        impl<V: ToSchema> utoipa::__dev::ComposeSchema for $name<V> {
            fn compose(_of_generics: Vec<RefOr<Schema>>) -> RefOr<Schema> {
                let schema: fn() -> ObjectBuilder = $schema;
                schema().into()
            }
        }

        impl<V: ToSchema> ToSchema for $name<V> {
            fn name() -> Cow<'static, str> {
                $title.into()
            }

            fn schemas(schemas: &mut Schemas) {
                referring::<V>(schemas);
                $(referring::<$parts>(schemas);)*
            }
        }
    };
}

envelope!(
    ListOf,
    "List",
    || with_meta(
        ObjectBuilder::new()
            .description(Some("A page of records."))
            .property(
                "data",
                records::<V>().max_items(Some(MAX_RECORDS)).description(Some("The records of the page, in order."))
            )
            .property("page", reference::<PageInfo>())
            .required("page")
            .property("facets", counts())
            .property("included", reference::<IncludedSchema>())
    ),
    PageInfo,
    FacetCount,
    IncludedSchema,
    Meta
);
envelope!(
    ItemOf,
    "Item",
    || with_meta(
        ObjectBuilder::new()
            .description(Some("One record."))
            .property("data", reference::<V>())
            .property("included", reference::<IncludedSchema>())
    ),
    IncludedSchema,
    Meta
);
envelope!(
    AllOf,
    "All",
    || with_meta(
        ObjectBuilder::new()
            .description(Some("All entries of an answer that is not cut into pages."))
            .property("data", records::<V>().description(Some("All entries, in order.")))
    ),
    Meta
);
