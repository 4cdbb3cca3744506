//! Missions in short: how they stand and when they fly.

use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::problem::ApiError;
use crate::api::served;
use crate::domain::{RecordKind, Status};
use crate::store::view::{DateView, Reference};
use crate::store::{Selected, Snapshot, SortBy, Start};

/// A mission in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MissionBrief {
    /// The mission.
    pub mission: Reference,
    /// Who runs it.
    pub operator: Reference,
    /// Its status.
    pub status: Status,
    /// When it is launched: the launch itself, or else the last announced target. Null while no target is announced.
    pub date: Option<DateView>,
    /// Whether the launch has taken place. If not, the date is a plan.
    pub launched: bool,
    /// Whether its planned window has passed without an outcome on record.
    pub stale: bool,
}

impl MissionBrief {
    /// A mission.
    ///
    /// # Errors
    ///
    /// When it cannot be read, which does not happen.
    pub fn of(snapshot: &Snapshot, mission: u32) -> Result<Self, ApiError> {
        #[derive(Deserialize)]
        struct Launch {
            date: Option<DateView>,
            achieved: bool,
        }
        #[derive(Deserialize)]
        struct Told {
            id: String,
            name: String,
            operator: Reference,
            status: Status,
            stale: bool,
            launch: Launch,
        }
        let told: Told = served::read(snapshot, RecordKind::Mission, mission)?;
        Ok(Self {
            mission: Reference { id: told.id, name: told.name },
            operator: told.operator,
            status: told.status,
            date: told.launch.date,
            launched: told.launch.achieved,
            stale: told.stale,
        })
    }

    /// The first of some missions in an order, so many at most.
    ///
    /// # Errors
    ///
    /// When one cannot be read, which does not happen.
    pub fn first(
        snapshot: &Snapshot,
        missions: RoaringBitmap,
        order: &str,
        descending: bool,
        most: usize,
    ) -> Result<Vec<Self>, ApiError> {
        let sort = [SortBy { name: order.to_owned(), descending }];
        let cut = snapshot.cut(RecordKind::Mission, &Selected::These(missions), &sort, &Start::Offset(0), most);
        cut.docs.into_iter().map(|mission| Self::of(snapshot, mission)).collect()
    }
}
