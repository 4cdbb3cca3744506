//! The size of a picture as parameters.

use crate::api::number::whole_number;
use crate::api::problem::ParameterError;

whole_number! {
    /// The width of a picture in pixels.
    Width(u32), 400..=2_000, default 800, "Width of a picture in pixels."
}

impl Width {
    /// In pixels; where none is asked for, that of most pages.
    pub fn pixels(asked: Option<Self>) -> f64 {
        f64::from(Self::or_default(asked))
    }
}

whole_number! {
    /// The height of a picture in pixels.
    Height(u32), 300..=1_600, "Height of a picture in pixels."
}

impl Height {
    /// In pixels.
    pub fn pixels(self) -> f64 {
        f64::from(self.0)
    }
}

/// What is wrong with a height at which figures could not be read.
pub fn fault_of_height(height: f64, least: f64) -> Option<ParameterError> {
    let detail = || format!("{height} leaves no room for the chart beside its texts, expected {least} or more");
    (height < least).then(|| ParameterError::new("height", detail()))
}
