//! Charts as SVG pictures, to be embedded with one `<img>`.
//!
//! A picture holds its own title, unit, sources and day, follows the light or dark scheme of the reader through CSS, and says in words what it shows. It holds no
//! script, loads nothing, and the same question about the same data gives the same bytes. What lives here: how things are drawn. What must not: what is
//! drawn, which the store answers.

mod frame;
mod legend;
pub mod params;
pub mod race;
mod scale;
pub mod schedule;
pub mod series;
mod shape;
mod style;
mod text;
mod time;
pub mod timeline;

use svg::node::element::Element;

use crate::domain::FuzzyDate;
use crate::store::Snapshot;
use frame::Frame;

/// Most lines that a chart holds; more cannot be told apart.
pub const MAX_LINES: usize = 8;

/// Least height of the part in which figures are drawn.
const LEAST_PLOT: f64 = 130.0;

/// What a picture says around what it shows.
#[derive(Clone, Debug, Default)]
pub struct Caption {
    /// What it is about.
    pub title: String,
    /// Unit and extent, in a line.
    pub subtitle: String,
    /// What the reader has to know, such as what is not complete.
    pub notes: Vec<String>,
    /// Where the figures come from.
    pub source: String,
    /// The whole in words, for those who do not see it.
    pub description: String,
}

/// The outer size of a picture in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// A part of a picture: its left and upper edge, and how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Area {
    fn right(self) -> f64 {
        self.x + self.width
    }

    fn bottom(self) -> f64 {
        self.y + self.height
    }
}

/// What stands in a picture, from back to front.
type Shapes = Vec<Element>;

/// A number of things as a number to reckon with.
fn count(things: usize) -> f64 {
    f64::from(u32::try_from(things).unwrap_or(u32::MAX))
}

/// Who says it, and as of which day.
pub fn sources(snapshot: &Snapshot, citation: Option<&str>) -> String {
    let day = snapshot.day().to_string();
    let day = day.parse::<FuzzyDate>().map_or(day, |date| date.display());
    match citation {
        // the day comes first, so that it is not what has no room
        Some(citation) => {
            format!("Space Race API, as known on {day}. Source: {}.", citation.trim_end_matches('.'))
        }
        None => format!("Space Race API, from its missions and events as known on {day}. CC BY 4.0."),
    }
}
