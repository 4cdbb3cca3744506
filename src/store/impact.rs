//! What depends on a mission, and what becomes of that if the mission slips.

use std::collections::VecDeque;

use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use super::snapshot::{Snapshot, SnapshotError};
use super::view::{DateView, Reference};
use crate::domain::{FuzzyDate, RecordKind, Status, StatusGroup, Vocabulary};

/// Greatest number of missions that are told; more do not hang on one mission in any plan worth the name.
const MAX_DEPENDENTS: usize = 200;

/// What a slip does to the target of a mission that depends on the one that slips.
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
pub enum SlipEffect {
    /// The target cannot be kept: it is over before the first day of the new date.
    Impossible,
    /// The target and the new date overlap: it can be kept only if the one flies early in the new date, or the other late in its target.
    AtRisk,
    /// The whole target lies after the new date. Whether the time between the two is enough is not told.
    Possible,
    /// The mission has no target that could be held against the new date.
    Unknown,
    /// The slip does not reach it: it was launched or given up already, or every way to it leads through a mission that was.
    NotAffected,
}

impl Vocabulary for SlipEffect {
    const NAME: &'static str = "SlipEffect";
    const ABOUT: &'static str = "What a slip does to the target of a mission that depends on the one that slips.";
}

impl SlipEffect {
    /// What a new date leaves of a target. Days are compared; an open end reaches past every day.
    fn on(target: Option<&FuzzyDate>, new: &FuzzyDate) -> Self {
        let day = |second: Option<i64>, open: i64| second.map_or(open, |second| second.div_euclid(86_400));
        let Some(target) = target else { return Self::Unknown };
        if day(target.latest(), i64::MAX) < day(new.earliest(), i64::MIN) {
            Self::Impossible
        } else if day(target.earliest(), i64::MIN) <= day(new.latest(), i64::MAX) {
            Self::AtRisk
        } else {
            Self::Possible
        }
    }
}

/// Why a mission cannot slip to a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotSlip {
    /// It was launched.
    Launched,
    /// It was given up before launch.
    GivenUp,
    /// The date is over before the target starts.
    Earlier {
        /// The target.
        target: FuzzyDate,
    },
}

/// A mission that depends on the one asked about.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DependentMission)]
pub struct Dependent {
    /// The mission.
    pub mission: Reference,
    /// Its status.
    pub status: Status,
    /// Its launch date: the launch itself, or else the last announced target. Null while no target is announced.
    pub target: Option<DateView>,
    /// A shortest way to it: starts with the mission asked about and ends with this one, and each has to succeed before the next.
    pub path: Vec<Reference>,
    /// What the slip does to its target; null where no slip was asked about.
    pub effect: Option<SlipEffect>,
}

/// What depends on a mission.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Impact {
    /// The mission asked about.
    pub mission: Reference,
    /// Its status.
    pub status: Status,
    /// Its launch date: the launch itself, or else the last announced target. Null while no target is announced.
    pub target: Option<DateView>,
    /// The date to which it is supposed to slip; null where none was asked about.
    pub slips_to: Option<DateView>,
    /// The missions that cannot fly before it has succeeded, each once: the nearest first, those equally near in the order of their ids. Missions that
    /// were launched or given up stand here, too.
    pub dependents: Vec<Dependent>,
    /// Whether these are all. At most 200 missions are told.
    pub complete: bool,
}

/// What of a mission's record counts here.
#[derive(Debug, Deserialize)]
struct Standing {
    status: Status,
    launch: Launch,
}

#[derive(Debug, Deserialize)]
struct Launch {
    date: Option<DateView>,
    achieved: bool,
}

/// A mission on the walk: its document, the place of the one before it, and whether a slip reaches it.
struct Step {
    doc: u32,
    before: Option<usize>,
    reached: bool,
}

impl Snapshot {
    /// Why a mission cannot slip to a date; `None` where it can.
    ///
    /// # Errors
    ///
    /// When the record cannot be read, which does not happen.
    pub fn cannot_slip(&self, mission: u32, to: &FuzzyDate) -> Result<Option<CannotSlip>, SnapshotError> {
        let Standing { status, launch } = self.standing(mission)?;
        let earlier = |target: &FuzzyDate| target.earliest().is_some_and(|start| to.end() < start);
        Ok(if launch.achieved {
            Some(CannotSlip::Launched)
        } else if status.group() == StatusGroup::Future {
            let target = launch.date.map(|date| date.0).filter(earlier);
            target.map(|target| CannotSlip::Earlier { target })
        } else {
            Some(CannotSlip::GivenUp)
        })
    }

    /// What depends on a mission, and what becomes of it if the mission slips.
    ///
    /// # Errors
    ///
    /// When a record cannot be read, which does not happen.
    pub fn impact(&self, mission: u32, slips_to: Option<&FuzzyDate>) -> Result<Impact, SnapshotError> {
        let (steps, complete) = self.walk(mission);
        let refer = |doc: u32| self.names().refer(RecordKind::Mission, self.collection(RecordKind::Mission).id(doc));
        let path = |place: usize| {
            let step = |place: &usize| steps.get(*place).and_then(|step| step.before);
            let mut path: Vec<Reference> = std::iter::successors(Some(place), step)
                .filter_map(|place| steps.get(place).map(|step| refer(step.doc)))
                .collect();
            path.reverse();
            path
        };
        let dependent = |(place, step): (usize, &Step)| {
            let Standing { status, launch: Launch { date, .. } } = self.standing(step.doc)?;
            let effect = |new: &FuzzyDate| match step.reached {
                true => SlipEffect::on(date.as_ref().map(|date| &date.0), new),
                false => SlipEffect::NotAffected,
            };
            let effect = slips_to.map(effect);
            Ok(Dependent { mission: refer(step.doc), status, target: date, path: path(place), effect })
        };
        let Standing { status, launch } = self.standing(mission)?;
        Ok(Impact {
            mission: refer(mission),
            status,
            target: launch.date,
            slips_to: slips_to.cloned().map(DateView),
            dependents: steps.iter().enumerate().skip(1).map(dependent).collect::<Result<_, SnapshotError>>()?,
            complete,
        })
    }

    fn standing(&self, mission: u32) -> Result<Standing, SnapshotError> {
        Ok(serde_json::from_str(self.collection(RecordKind::Mission).json(mission).get())?)
    }

    /// All that depend on a mission, the mission itself first, the nearest next; and whether these are all.
    fn walk(&self, mission: u32) -> (Vec<Step>, bool) {
        let collection = self.collection(RecordKind::Mission);
        let open = self.with(RecordKind::Mission, "status_group", StatusGroup::Future.word());
        let mut steps = vec![Step { doc: mission, before: None, reached: true }];
        // every mission is entered once, so that the walk ends even where missions depend on each other
        let mut seen = RoaringBitmap::from_iter([mission]);
        let mut complete = true;
        let mut next = 0;
        while let Some(doc) = steps.get(next).map(|step| step.doc) {
            for dependent in self.with(RecordKind::Mission, "depends_on", collection.id(doc)) - &seen {
                if steps.len() > MAX_DEPENDENTS {
                    complete = false;
                    break;
                }
                seen.insert(dependent);
                steps.push(Step { doc: dependent, before: Some(next), reached: false });
            }
            next += 1;
        }
        // a slip goes on from a mission that is still to come, and a longer way may be the one that it takes
        let mut reached = RoaringBitmap::from_iter([mission]);
        let mut queue = VecDeque::from([mission]);
        while let Some(doc) = queue.pop_front() {
            for dependent in self.with(RecordKind::Mission, "depends_on", collection.id(doc)) & &open & &seen {
                if reached.insert(dependent) {
                    queue.push_back(dependent);
                }
            }
        }
        steps.iter_mut().for_each(|step| step.reached = reached.contains(step.doc));
        (steps, complete)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_impossible_at_risk_or_possible_by_the_days_of_both() {
        let effect = |target: &str, new: &str| SlipEffect::on(Some(&target.parse().unwrap()), &new.parse().unwrap());
        for (target, new, expected) in [
            ("2027-03", "2027-Q2", SlipEffect::Impossible),
            ("2027-03-31T23:00Z", "2027-04-01", SlipEffect::Impossible),
            ("2027-04-01T01:00Z", "2027-04-01T22:00Z", SlipEffect::AtRisk),
            ("2027-04", "2027-Q2", SlipEffect::AtRisk),
            ("2027", "2027-Q2", SlipEffect::AtRisk),
            ("2027-Q2", "2027", SlipEffect::AtRisk),
            ("2027-Q2", "2027-06-30", SlipEffect::AtRisk),
            ("2027-07", "2027-Q2", SlipEffect::Possible),
            ("NET 2027", "2030", SlipEffect::AtRisk),
            ("NET 2031", "2030", SlipEffect::Possible),
            ("NLT 2027", "2028", SlipEffect::Impossible),
            ("NLT 2027", "2020", SlipEffect::AtRisk),
            ("2031", "NET 2030", SlipEffect::AtRisk),
            ("2029", "NET 2030", SlipEffect::Impossible),
            ("2031", "NLT 2030", SlipEffect::Possible),
            ("2029", "NLT 2030", SlipEffect::AtRisk),
        ] {
            assert_eq!(effect(target, new), expected, "{target} after a slip to {new}");
        }
        assert_eq!(SlipEffect::on(None, &"2030".parse().unwrap()), SlipEffect::Unknown);
    }
}
