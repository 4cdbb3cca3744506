//! The size of a picture as parameters.

use serde::{Deserialize, Deserializer};
use utoipa::openapi::{RefOr, schema::Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::api::params::{bounded, number_schema};
use crate::api::problem::ParameterError;

/// The width of a picture in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Width(u32);

impl Width {
    const MIN: u32 = 400;
    const MAX: u32 = 2_000;
    const DEFAULT: u32 = 800;

    /// In pixels; where none is asked for, that of most pages.
    pub fn pixels(asked: Option<Self>) -> f64 {
        f64::from(asked.map_or(Self::DEFAULT, |width| width.0))
    }
}

impl<'de> Deserialize<'de> for Width {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bounded(deserializer, Self::MIN, Self::MAX).map(Self)
    }
}

impl PartialSchema for Width {
    fn schema() -> RefOr<Schema> {
        number_schema("Width of a picture in pixels.", Self::MIN, Self::MAX, Some(Self::DEFAULT))
    }
}

impl ToSchema for Width {}

/// The height of a picture in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Height(u32);

impl Height {
    const MIN: u32 = 300;
    const MAX: u32 = 1_600;

    /// In pixels.
    pub fn pixels(self) -> f64 {
        f64::from(self.0)
    }
}

impl<'de> Deserialize<'de> for Height {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bounded(deserializer, Self::MIN, Self::MAX).map(Self)
    }
}

impl PartialSchema for Height {
    fn schema() -> RefOr<Schema> {
        number_schema("Height of a picture in pixels.", Self::MIN, Self::MAX, None)
    }
}

impl ToSchema for Height {}

/// What is wrong with a height at which figures could not be read.
pub fn fault_of_height(height: f64, least: f64) -> Option<ParameterError> {
    let detail = || format!("{height} leaves no room for the chart beside its texts, expected {least} or more");
    (height < least).then(|| ParameterError::new("height", detail()))
}
