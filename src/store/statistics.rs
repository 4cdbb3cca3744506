//! Who slips, how often and how far: small facts of each version of a mission, and what they add up to.

use std::cmp::Reverse;

use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use super::snapshot::Snapshot;
use super::state::MissionState;
use super::view::{Reference, SlipDays, SlipGroup, SlipStatistics, WorstSlip, slip};
use crate::domain::{RecordKind, ScheduleKind, Vocabulary};

/// How missions, slips and days are counted, in words.
pub const RULE: &str = "A mission counts if an announced launch target is on record for it and it has been launched or has a target today; \
    missions given up before launch count with their last target. Slips, pull-ins and scrubs are the entries of that kind in the slip ledgers; a \
    scrub, which is a stop on launch day, is no slip. Slip days lead from the first target on record to the launch, or else to the last target; \
    dates are intervals, so each mission has a least and a greatest number, and only missions of which both are known enter medians and means; a \
    negative number is a move to an earlier date. The median of an even number of missions is the mean of the two in the middle. A launch is on time if it \
    took place no later than on the last day of the period that the first target names. A mission counts for every player, and every nation, that \
    operates it or takes part in it, and for those that they belong to; grouped by operator, for those who operate it alone. Groups overlap and do not add up \
    to the total.";

/// Greatest number of missions that are named as the worst.
const WORST: usize = 3;

/// What the slip ledger of one version of a mission adds to the sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SlipFacts {
    days: Option<(i32, i32)>,
    slips: u16,
    pull_ins: u16,
    scrubs: u16,
    launched: bool,
    on_time: bool,
}

impl SlipFacts {
    pub(super) fn of(state: &MissionState<'_>) -> Self {
        let count = |kind: ScheduleKind| {
            let entries = state.schedule.iter().filter(|entry| entry.kind == kind).count();
            u16::try_from(entries).unwrap_or(u16::MAX)
        };
        let first = state.schedule.first().and_then(|entry| entry.target.as_ref());
        let (least, greatest) = slip(first, state.launch_date);
        let days = |number: Option<i64>| number.and_then(|number| i32::try_from(number).ok());
        let on_time = |(launch, first): (&crate::domain::Event, &crate::domain::FuzzyDate)| {
            launch.date.end().div_euclid(86_400) <= first.end().div_euclid(86_400)
        };
        Self {
            days: days(least).zip(days(greatest)),
            slips: count(ScheduleKind::Slip),
            pull_ins: count(ScheduleKind::PullIn),
            scrubs: count(ScheduleKind::Scrub),
            launched: state.launch.is_some(),
            on_time: state.launch.zip(first).is_some_and(on_time),
        }
    }
}

/// By what missions are put into groups.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
pub enum Grouping {
    /// By the nations that take part.
    #[default]
    Nation,
    /// By the players that operate them or take part, and by those that these belong to.
    Player,
    /// By the players that operate them, and by those that these belong to.
    Operator,
    /// By program; missions without one are in the total alone.
    Program,
    /// By where they go.
    Destination,
    /// By launch vehicle, and by spacecraft; missions without either are in the total alone.
    Vehicle,
}

impl Vocabulary for Grouping {
    const NAME: &'static str = "Grouping";
    const ABOUT: &'static str = "By what missions are put into groups.";
}

impl Grouping {
    /// The filter of missions that takes the values of the groups.
    pub fn filter(self) -> &'static str {
        self.word()
    }

    /// The kind of record that a group stands for; `None` where groups stand for words.
    fn kind(self) -> Option<RecordKind> {
        match self {
            Self::Nation | Self::Player | Self::Operator => Some(RecordKind::Player),
            Self::Program => Some(RecordKind::Program),
            Self::Vehicle => Some(RecordKind::Vehicle),
            Self::Destination => None,
        }
    }
}

impl Snapshot {
    /// How often and how far the targets of some missions moved; all of them have a target on record.
    pub fn slips(&self, group: Option<SlipGroup>, missions: &RoaringBitmap, missions_url: String) -> SlipStatistics {
        let mut sums = Sums::default();
        for doc in missions {
            let facts = usize::try_from(doc).ok().and_then(|place| self.world().slips.get(place));
            sums.add(doc, facts.copied().unwrap_or_default());
        }
        let id = |doc: u32| self.collection(RecordKind::Mission).id(doc);
        sums.finish(group, missions_url, |doc| self.names().refer(RecordKind::Mission, id(doc)))
    }

    /// The same for each group of some missions, the one that moved farthest first. `address` tells where the missions of a group are listed.
    pub fn slips_by(
        &self,
        grouping: Grouping,
        missions: &RoaringBitmap,
        address: impl Fn(&str) -> String,
    ) -> Vec<SlipStatistics> {
        let can_name = |value: &str| grouping.kind().is_none_or(|kind| self.can_name(kind, value));
        let values = self.collection(RecordKind::Mission).values(grouping.filter());
        let mut groups: Vec<SlipStatistics> = values
            .map(|(value, docs)| (value, docs & missions))
            .filter(|(value, docs)| !docs.is_empty() && can_name(value))
            .map(|(value, docs)| {
                let name = grouping.kind().and_then(|kind| self.names().name(kind, value)).unwrap_or(value);
                let group = SlipGroup { value: value.to_owned(), name: name.to_owned() };
                self.slips(Some(group), &docs, address(value))
            })
            .collect();
        // the values come in their order, and that is kept among equals
        groups.sort_by(|a, b| {
            let days = |one: &SlipStatistics| one.slip_days.median_max.unwrap_or(f64::NEG_INFINITY);
            days(b).total_cmp(&days(a)).then(b.missions.cmp(&a.missions))
        });
        groups
    }
}

/// What is added up over missions.
#[derive(Debug, Default)]
struct Sums {
    missions: u32,
    launched: u32,
    moved: u32,
    slips: u32,
    pull_ins: u32,
    scrubs: u32,
    on_time: u32,
    least: Vec<i32>,
    greatest: Vec<i32>,
    worst: Vec<(Reverse<i32>, Reverse<i32>, u32)>,
}

impl Sums {
    fn add(&mut self, doc: u32, facts: SlipFacts) {
        self.missions += 1;
        self.launched += u32::from(facts.launched);
        self.moved += u32::from(facts.slips > 0);
        self.slips += u32::from(facts.slips);
        self.pull_ins += u32::from(facts.pull_ins);
        self.scrubs += u32::from(facts.scrubs);
        self.on_time += u32::from(facts.on_time);
        let Some((least, greatest)) = facts.days else { return };
        self.least.push(least);
        self.greatest.push(greatest);
        let entry = (Reverse(greatest), Reverse(least), doc);
        if greatest > 0 && (self.worst.len() < WORST || self.worst.last().is_some_and(|last| entry < *last)) {
            self.worst.push(entry);
            self.worst.sort_unstable();
            self.worst.truncate(WORST);
        }
    }

    fn finish(
        mut self,
        group: Option<SlipGroup>,
        missions_url: String,
        refer: impl Fn(u32) -> Reference,
    ) -> SlipStatistics {
        let worst = self.worst.iter().map(|(greatest, least, doc)| WorstSlip {
            mission: refer(*doc),
            slip_days_min: least.0,
            slip_days_max: greatest.0,
        });
        SlipStatistics {
            group,
            missions: self.missions,
            launched: self.launched,
            moved: self.moved,
            slips: self.slips,
            pull_ins: self.pull_ins,
            scrubs: self.scrubs,
            on_time: self.on_time,
            on_time_share: share(self.on_time.into(), self.launched.into()),
            worst: worst.collect(),
            slip_days: SlipDays {
                with_days: u32::try_from(self.least.len()).unwrap_or(u32::MAX),
                mean_min: mean(&self.least),
                mean_max: mean(&self.greatest),
                median_min: median(&mut self.least),
                median_max: median(&mut self.greatest),
            },
            missions_url,
        }
    }
}

/// A part of a whole as a share, rounded to three decimals; `None` of nothing.
pub fn share(part: u64, whole: u64) -> Option<f64> {
    let number = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    (whole > 0).then(|| rounded(number(part) / number(whole), 1_000.0))
}

/// A number rounded to parts of one; zero has no sign.
fn rounded(number: f64, parts: f64) -> f64 {
    (number * parts).round() / parts + 0.0
}

fn mean(days: &[i32]) -> Option<f64> {
    let count = u32::try_from(days.len()).ok().filter(|count| *count > 0)?;
    Some(rounded(days.iter().copied().map(f64::from).sum::<f64>() / f64::from(count), 10.0))
}

/// The one in the middle; of an even number the mean of the two in the middle.
fn median(days: &mut [i32]) -> Option<f64> {
    if days.is_empty() {
        return None;
    }
    let is_even = days.len().is_multiple_of(2);
    let (below, upper, _) = days.select_nth_unstable(days.len() / 2);
    let upper = f64::from(*upper);
    let lower = below.iter().max().filter(|_| is_even).map_or(upper, |lower| f64::from(*lower));
    Some(rounded(f64::midpoint(lower, upper), 10.0))
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::super::tables::{Values, table};
    use super::*;

    fn facts(days: Option<(i32, i32)>, slips: u16, launched: bool, on_time: bool) -> SlipFacts {
        SlipFacts { days, slips, launched, on_time, pull_ins: 1, scrubs: 2 }
    }

    fn sum(all: &[SlipFacts]) -> SlipStatistics {
        let mut sums = Sums::default();
        (0_u32..).zip(all).for_each(|(doc, facts)| sums.add(doc, *facts));
        sums.finish(None, String::new(), |doc| Reference { id: doc.to_string(), name: String::new() })
    }

    #[test]
    fn a_median_is_the_middle_or_the_mean_of_the_two_in_the_middle() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [7]), Some(7.0));
        assert_eq!(median(&mut [9, -1, 4]), Some(4.0));
        assert_eq!(median(&mut [9, 4, 100, 1]), Some(6.5));
        assert_eq!(median(&mut [-1, 0]), Some(-0.5));
        assert_eq!(mean(&[1, 1, 2]), Some(1.3));
        assert_eq!(mean(&[0; 30]).map(f64::is_sign_positive), Some(true));
        assert_eq!(
            mean(&[-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).map(f64::to_bits),
            Some(0)
        );
    }

    #[test]
    fn sums_count_every_mission_and_days_only_those_that_are_known() {
        let all = [
            facts(Some((10, 20)), 2, true, false),
            facts(None, 1, false, false),
            facts(Some((0, 0)), 0, true, true),
            facts(Some((-30, -5)), 0, true, true),
        ];
        let sum = sum(&all);
        assert_eq!((sum.missions, sum.launched, sum.moved, sum.on_time), (4, 3, 2, 2));
        assert_eq!((sum.slips, sum.pull_ins, sum.scrubs), (3, 4, 8));
        let SlipDays { with_days, median_min, median_max, mean_min, mean_max } = sum.slip_days;
        assert_eq!((with_days, median_min, median_max), (3, Some(0.0), Some(0.0)));
        assert_eq!((mean_min, mean_max), (Some(-6.7), Some(5.0)));
        assert_eq!(sum.on_time_share, Some(0.667));
        let worst: Vec<_> = sum.worst.iter().map(|one| one.mission.id.as_str()).collect();
        assert_eq!(worst, ["0"], "what cannot have moved later is not among the worst");
    }

    #[test]
    fn the_worst_are_three_by_their_greatest_days_then_their_least_then_their_order() {
        let days = [(1, 5), (3, 9), (2, 9), (3, 9), (0, 1), (4, 8)];
        let sum = sum(&days.map(|days| facts(Some(days), 1, false, false)));
        let worst: Vec<_> = sum.worst.iter().map(|one| one.mission.id.as_str()).collect();
        assert_eq!(worst, ["1", "3", "2"]);
        assert_eq!(sum.on_time_share, None);
    }

    #[test]
    fn nothing_adds_up_to_nothing() {
        let sum = sum(&[]);
        assert_eq!((sum.missions, sum.slip_days, sum.on_time_share), (0, SlipDays::default(), None));
        assert!(sum.worst.is_empty());
    }

    #[test]
    fn groups_are_those_of_a_filter_of_missions() {
        for grouping in Grouping::iter() {
            let facet = table(RecordKind::Mission).facet(grouping.filter()).unwrap();
            match facet.values {
                Values::Records(kind) => assert_eq!(grouping.kind(), Some(kind), "{grouping:?}"),
                Values::Words(_) | Values::Flag | Values::Texts | Values::Years => assert_eq!(grouping.kind(), None),
            }
        }
    }

    #[test]
    fn the_facts_of_a_version_take_little_room() {
        assert!(size_of::<SlipFacts>() <= 20, "{} bytes", size_of::<SlipFacts>());
    }
}
