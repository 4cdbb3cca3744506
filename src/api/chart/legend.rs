//! Which mark stands for what, in as many rows as there have to be.

use super::shape::{self, Anchor};
use super::style::TEXT;
use super::{Shapes, text};

/// How high one row is.
const ROW: f64 = 19.0;
/// From the edge of an entry to its text.
const INDENT: f64 = 20.0;
/// Between two entries.
const BETWEEN: f64 = 18.0;

/// The entries of a legend with their places: left edge, middle of the row, text.
pub(super) struct Legend {
    places: Vec<(f64, f64, String)>,
    /// How high it is altogether.
    pub(super) height: f64,
}

impl Legend {
    /// Lays entries out in rows of a width.
    pub(super) fn new(labels: &[String], x: f64, y: f64, room: f64) -> Self {
        let (mut left, mut top) = (x, y);
        let mut places = Vec::new();
        for label in labels {
            let label = text::fit(label, TEXT, room - INDENT);
            let length = INDENT + text::width(&label, TEXT);
            if left > x && left + length > x + room {
                (left, top) = (x, top + ROW);
            }
            places.push((left, top + ROW / 2.0, label));
            left += length + BETWEEN;
        }
        let height = if places.is_empty() { 0.0 } else { top - y + ROW };
        Self { places, height }
    }

    /// Draws the entries, each with its own mark.
    pub(super) fn draw(&self, mut mark: impl FnMut(usize, f64, f64) -> Shapes) -> Shapes {
        let mut shapes = Shapes::new();
        for (number, (left, middle, label)) in self.places.iter().enumerate() {
            shapes.extend(mark(number, left + 7.0, *middle));
            shapes.push(shape::text(label, left + INDENT, middle + 4.0, "text", Anchor::Start));
        }
        shapes
    }
}
