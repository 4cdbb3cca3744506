//! Rules of time across records: who acts exists, and what succeeds comes later.

use std::collections::HashMap;

use super::super::{Dataset, Faults, Table};
use crate::domain::{FuzzyDate, Id, Record, Vehicle};

pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    launches(dataset, faults);
    let next = |vehicle: &Vehicle| (vehicle.successor.clone(), vehicle.first_flight.clone());
    successors(&dataset.vehicles, next, faults);
    successors(&dataset.programs, |program| (program.successor.clone(), program.started.clone()), faults);
    for (vehicle, origin) in dataset.vehicles.with_origins() {
        let mut others = dataset.vehicles.records().iter();
        let before = vehicle.predecessor.as_ref().and_then(|id| others.find(|other| other.id == *id));
        if let Some((before, first)) = before.and_then(|before| Some((before, before.first_flight.as_ref()?)))
            && vehicle.first_flight.as_ref().is_some_and(|flight| super::surely_before(flight, first))
        {
            faults.record(
                origin,
                vehicle,
                "predecessor",
                format!("{} flew first on {first}, later than this", before.id),
            );
        }
    }
}

/// A mission is launched by somebody who exists, and no target is announced after that.
fn launches(dataset: &Dataset, faults: &mut Faults) {
    let launches = super::launches(dataset);
    let players = dataset.players.records().iter();
    let founded: HashMap<&str, &FuzzyDate> =
        players.filter_map(|player| Some((player.id.as_str(), player.founded.as_ref()?))).collect();
    for (mission, origin) in dataset.missions.with_origins() {
        let Some(launch) = launches.get(mission.id.as_str()).map(|event| &event.date) else { continue };
        if let Some(founded) = founded.get(mission.operator.as_str())
            && super::surely_before(launch, founded)
        {
            let message = format!("{} was founded on {founded}, after the launch on {launch}", mission.operator);
            faults.record(origin, mission, "operator", message);
        }
        for (index, entry) in mission.schedule.iter().enumerate() {
            if super::surely_before(launch, &entry.announced) {
                let message = format!("{} lies after the launch on {launch}", entry.announced);
                faults.record(origin, mission, &format!("schedule[{index}].announced"), message);
            }
        }
    }
}

/// A successor does not begin before what it succeeds.
fn successors<R: Record>(
    table: &Table<R>,
    successor_and_start: impl Fn(&R) -> (Option<Id<R>>, Option<FuzzyDate>),
    faults: &mut Faults,
) {
    for (record, origin) in table.with_origins() {
        let (Some(successor), Some(start)) = successor_and_start(record) else { continue };
        let next = table.records().iter().find(|other| other.id().as_str() == successor.as_str());
        if let Some(next) = next.and_then(|next| successor_and_start(next).1)
            && super::surely_before(&next, &start)
        {
            let message = format!("{successor} began on {next}, before this on {start}");
            faults.record(origin, record, "successor", message);
        }
    }
}
