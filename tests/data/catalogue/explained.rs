//! What may differ between a mission and the catalogue, and where it does for a reason.

use std::fmt;

/// What a record and the catalogue state differently.
#[derive(Debug)]
pub(super) struct Difference {
    pub(super) mission: String,
    pub(super) fact: &'static str,
    pub(super) ours: String,
    pub(super) theirs: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}, in the catalogue {}", self.mission, self.fact, self.ours, self.theirs)
    }
}

/// A difference that is as it should be.
pub(super) struct Explained {
    pub(super) mission: &'static str,
    pub(super) fact: &'static str,
    pub(super) ours: &'static str,
    pub(super) theirs: &'static str,
    /// Why both stand.
    pub(super) reason: &'static str,
}

impl Explained {
    pub(super) fn fits(&self, found: &Difference) -> bool {
        (self.mission, self.fact, self.ours, self.theirs)
            == (found.mission.as_str(), found.fact, found.ours.as_str(), found.theirs.as_str())
    }
}

pub(super) const EXPLAINED: &[Explained] = &[
    Explained {
        mission: "angara-a5-third-flight",
        fact: "outcome",
        ours: "partial_success",
        theirs: "OF40",
        reason: "A test flight of the rocket, whose own stages worked; the catalogue judges the orbit that its dummy \
                 payload was left in, gives 40 per cent, and counts that as a failure.",
    },
    Explained {
        mission: "mariner-3",
        fact: "outcome",
        ours: "failure",
        theirs: "DS",
        reason: "The catalogue's code tells that the probe left the Earth; the fairing, a part of the rocket, stayed \
                 on, made it miss Mars and ended the mission.",
    },
    Explained {
        mission: "pioneer-3",
        fact: "outcome",
        ours: "partial_success",
        theirs: "OS",
        reason: "The catalogue takes the high orbit for a success; the probe was to pass the Moon, and the rocket \
                 left it too slow for that.",
    },
    Explained {
        mission: "pslv-c62",
        fact: "launch date",
        ours: "2026-01-12T04:48:30Z",
        theirs: "2026-01-12T04:57Z",
        reason: "The list of failures has no times of lift-off, only those at which the payload's own flight began: \
                 here with the failure near the end of the third stage, eight minutes into the flight.",
    },
    Explained {
        mission: "skylab",
        fact: "outcome",
        ours: "partial_success",
        theirs: "OS",
        reason: "The catalogue's code tells that the orbit was right; the station lost its shield and a solar wing \
                 on the way there.",
    },
    Explained {
        mission: "tianlong-3-maiden-flight",
        fact: "launch date",
        ours: "2026-04-03T04:17Z",
        theirs: "2026-04-03T04:20Z",
        reason: "The list of failures has no times of lift-off, only those at which the payload's own flight began: \
                 here with the failure three minutes into the flight.",
    },
];
