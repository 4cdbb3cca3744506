//! `/vocabularies`: every closed set of words, with the meaning of each.

use actix_web::get;
use actix_web::web::Data;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::chart::series::ChartKind;
use crate::api::envelope::{AllOf, Item, Meta};
use crate::api::item::Plain;
use crate::api::operations::Operations;
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::api::v1::indicators::series::TableShape;
use crate::domain::{
    Aggregation, Bound, Counted, Destination, Dimension, EventKind, IndicatorKind, MissionKind, MoneyKind,
    Normalisation, Outcome, PlayerKind, Precision, PriceBasis, ProgramStatus, RecordKind, Reusability, ScheduleKind,
    SlipReason, SourceRank, StandingDimension, Status, StatusGroup, TrendKind, VehicleKind, VehicleStatus, Verdict,
    Vocabulary,
};
use crate::store::view::AttemptResult;
use crate::store::{Direction, Fill, Grouping, Level, Per, ResolvedBy, SeriesGroup, SlipEffect, Store};

/// A word of a vocabulary.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Term {
    /// The word, as it stands in answers and filters.
    #[schema(example = "planned")]
    pub value: String,
    /// What it means.
    #[schema(example = "To be launched at an announced target.")]
    pub meaning: String,
}

/// A closed set of words. New words may be added; a word never changes its meaning.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Vocabulary)]
pub struct VocabularyAnswer {
    /// Name of the set, as in the OpenAPI document.
    #[schema(example = "Status")]
    pub name: String,
    /// What it says of a record.
    #[schema(example = "Status of a mission.")]
    pub about: String,
    /// Its words.
    pub values: Vec<Term>,
}

fn of<V: Vocabulary>() -> VocabularyAnswer {
    let terms = V::iter().map(|word| Term { value: word.word().to_owned(), meaning: word.meaning().to_owned() });
    VocabularyAnswer { name: V::NAME.to_owned(), about: V::ABOUT.to_owned(), values: terms.collect() }
}

/// Every vocabulary that stands in answers.
pub fn all() -> Vec<VocabularyAnswer> {
    vec![
        of::<RecordKind>(),
        of::<PlayerKind>(),
        of::<ProgramStatus>(),
        of::<VehicleKind>(),
        of::<VehicleStatus>(),
        of::<Reusability>(),
        of::<MissionKind>(),
        of::<Destination>(),
        of::<Status>(),
        of::<StatusGroup>(),
        of::<ScheduleKind>(),
        of::<SlipReason>(),
        of::<SlipEffect>(),
        of::<Grouping>(),
        of::<Level>(),
        of::<EventKind>(),
        of::<Outcome>(),
        of::<AttemptResult>(),
        of::<TrendKind>(),
        of::<IndicatorKind>(),
        of::<Dimension>(),
        of::<Counted>(),
        of::<Aggregation>(),
        of::<StandingDimension>(),
        of::<Normalisation>(),
        of::<Direction>(),
        of::<Per>(),
        of::<SeriesGroup>(),
        of::<Fill>(),
        of::<TableShape>(),
        of::<ChartKind>(),
        of::<Verdict>(),
        of::<SourceRank>(),
        of::<MoneyKind>(),
        of::<PriceBasis>(),
        of::<Precision>(),
        of::<Bound>(),
        of::<ResolvedBy>(),
    ]
}

/// List vocabularies
///
/// Every word that stands in answers and filters, with its meaning.
#[utoipa::path(tag = "vocabularies", responses((status = 200, description = "All vocabularies.", body = AllOf<VocabularyAnswer>)))]
#[get("/vocabularies")]
async fn list_vocabularies(store: Data<Store>, plain: Plain) -> Result<Answer, ApiError> {
    plain.json(&Item { data: all(), included: None, meta: Meta::of(&store.snapshot()) })
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(list_vocabularies);
}
