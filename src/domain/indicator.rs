//! Indicators: numbers over time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    CountingRule, Day, Deflates, Id, MoneyBasis, Player, Record, RecordKind, References, Source, Trend, Vehicle,
    Vocabulary,
};

/// Where the figures of an indicator come from.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum IndicatorKind {
    /// Counted by a rule over our own missions and events.
    Derived,
    /// Taken from a publication, with citation and licence.
    Published,
}

impl Vocabulary for IndicatorKind {
    const NAME: &'static str = "IndicatorKind";
    const ABOUT: &'static str = "Where the figures of an indicator come from.";
}

/// What the lines of an indicator stand for.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Dimension {
    /// One line for the whole world.
    World,
    /// One line for each nation.
    Nation,
    /// One line for each operator: an agency, a company or a service.
    Operator,
    /// One line for each vehicle.
    Vehicle,
    /// One line for each category named by the publication.
    Category,
}

impl Vocabulary for Dimension {
    const NAME: &'static str = "Dimension";
    const ABOUT: &'static str = "What the lines of an indicator stand for.";
}

/// One line of a published indicator, as written in a fixture.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesEntry {
    /// The nation or operator, where the line stands for one.
    #[serde(default)]
    pub player: Option<Id<Player>>,
    /// The vehicle, where the line stands for one.
    #[serde(default)]
    pub vehicle: Option<Id<Vehicle>>,
    /// Name of the category, where the line stands for one, or for a player or vehicle that has no record.
    #[serde(default)]
    pub category: Option<String>,
    /// Value by year.
    #[schema(value_type = BTreeMap<String, f64>)]
    pub points: BTreeMap<i32, f64>,
    /// Years of `points` that are not complete.
    #[serde(default)]
    pub partial: Vec<i32>,
}

/// An indicator, as written in `fixtures/indicators/`.
#[derive(Clone, Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Stable id.
    pub id: Id<Indicator>,
    /// Ids that this record had before.
    #[serde(default)]
    pub former_ids: Vec<Id<Indicator>>,
    /// Title.
    #[validate(length(min = 1, max = 160, message = "expected 1 to 160 characters"))]
    pub name: String,
    /// Where the figures come from.
    pub kind: IndicatorKind,
    /// Unit of the values, in words: `launches`, `objects`, `US dollars of 2021 per kilogram`, ...
    pub unit: String,
    /// Currency, scale and prices of the values, where they are money; null otherwise.
    #[serde(default)]
    pub money: Option<MoneyBasis>,
    /// The currency whose prices it measures, where money can be restated with it; null otherwise.
    #[serde(default)]
    pub deflates: Option<Deflates>,
    /// What its lines stand for.
    pub dimension: Dimension,
    /// How it is counted, what is in and what is not, and where the newest point is partial.
    pub method: String,
    /// Rule of a derived indicator; null for a published one.
    #[serde(default)]
    pub rule: Option<CountingRule>,
    /// Lines of a published indicator; empty for a derived one.
    #[serde(default)]
    pub series: Vec<SeriesEntry>,
    /// How to cite the publication; null for a derived indicator.
    #[serde(default)]
    pub citation: Option<String>,
    /// Licence of the figures.
    pub licence: String,
    /// Trends that it measures.
    #[serde(default)]
    pub trends: Vec<Id<Trend>>,
    /// What it tells, in our words.
    #[validate(length(min = 20, max = 1500, message = "expected one to a few sentences, 20 to 1500 characters"))]
    pub summary: String,
    /// Where the figures were read.
    pub sources: Vec<Id<Source>>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl Record for Indicator {
    const KIND: RecordKind = RecordKind::Indicator;
    const ID_NAME: &'static str = "IndicatorId";

    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn former_ids(&self) -> &[Id<Self>] {
        &self.former_ids
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn sources(&self) -> &[Id<Source>] {
        &self.sources
    }
    fn verified_on(&self) -> Day {
        self.verified_on
    }
    fn references<'a>(&'a self, to: &mut References<'a>) {
        to.list("series", &self.series, |one, to| {
            to.maybe("player", one.player.as_ref());
            to.maybe("vehicle", one.vehicle.as_ref());
        });
        to.each("trends", &self.trends);
    }
}
