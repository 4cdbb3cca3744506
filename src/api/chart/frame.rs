//! What surrounds every chart: ground, title, subtitle, notes, source, and the words for those who do not see it.

use svg::node::element::{Definitions, Description, Element, Line, Pattern, Rectangle, Style, Title};
use svg::{Document, Node};

use super::shape::{self, Anchor};
use super::style::{self, NOTE, TEXT, TITLE};
use super::{Area, Caption, Shapes, Size, text};
use crate::api::served::printable;

/// Free room at all edges.
const MARGIN: f64 = 16.0;
const TITLE_LINE: f64 = 22.0;
const TEXT_LINE: f64 = 17.0;
const NOTE_LINE: f64 = 15.0;

/// A picture with its caption laid out.
pub(super) struct Frame {
    width: f64,
    caption: Caption,
    title: Vec<String>,
    subtitle: Vec<String>,
    below: Vec<String>,
}

impl Frame {
    pub(super) fn new(caption: Caption, width: f64) -> Self {
        let room = width - 2.0 * MARGIN;
        let title = text::wrap(&caption.title, TITLE * 1.1, room, 2);
        let subtitle = text::wrap(&caption.subtitle, TEXT, room, 2);
        let mut below: Vec<String> = caption.notes.iter().flat_map(|note| text::wrap(note, NOTE, room, 2)).collect();
        below.extend(text::wrap(&caption.source, NOTE, room, 4));
        Self { width, caption, title, subtitle, below }
    }

    fn above(&self) -> f64 {
        let lines = |lines: &[String], height: f64| lines.iter().map(|_| height).sum::<f64>();
        MARGIN + lines(&self.title, TITLE_LINE) + lines(&self.subtitle, TEXT_LINE) + 8.0
    }

    fn below(&self) -> f64 {
        MARGIN + self.below.iter().map(|_| NOTE_LINE).sum::<f64>() + 4.0
    }

    /// Where the chart goes in a picture of a height.
    pub(super) fn inside(&self, height: f64) -> Area {
        let (above, below) = (self.above(), self.below());
        Area { x: MARGIN, y: above, width: self.width - 2.0 * MARGIN, height: height - above - below }
    }

    /// How high a picture is whose chart has a height.
    pub(super) fn height_around(&self, inside: f64) -> f64 {
        self.above() + inside + self.below()
    }

    /// The whole picture.
    pub(super) fn draw(&self, height: f64, shapes: Shapes) -> Vec<u8> {
        let size = Size { width: self.width, height };
        let Size { width, height } = Size { width: size.width.round(), height: size.height.round() };
        let mut document = Document::new()
            .set("class", style::CLASS)
            .set("role", "img")
            .set("viewBox", format!("0 0 {width} {height}"))
            .set("width", width)
            .set("height", height)
            .set("lang", "en")
            .set("aria-label", printable(&self.caption.title).into_owned());
        document.append(Title::new(printable(&self.caption.title)));
        document.append(Description::new().add(svg::node::Text::new(printable(&self.caption.description))));
        document.append(Style::new(style::sheet()));
        document.append(hatching());
        document.append(shape::rectangle(Area { x: 0.0, y: 0.0, width, height }, "ground"));
        for element in self.words(height).into_iter().chain(shapes) {
            document.append(element);
        }
        format!("{document}\n").into_bytes()
    }

    fn words(&self, height: f64) -> Shapes {
        let mut shapes = Shapes::new();
        let mut y = MARGIN;
        for line in &self.title {
            shapes.push(shape::text(line, MARGIN, y + TITLE, "title", Anchor::Start));
            y += TITLE_LINE;
        }
        for line in &self.subtitle {
            shapes.push(shape::text(line, MARGIN, y + TEXT, "text muted", Anchor::Start));
            y += TEXT_LINE;
        }
        let mut y = height - self.below() + 8.0;
        for line in &self.below {
            y += NOTE_LINE;
            shapes.push(shape::text(line, MARGIN, y, "note muted", Anchor::Start));
        }
        shapes
    }
}

/// What is laid over a period that is not complete.
fn hatching() -> Element {
    let line = Line::new().set("class", "hatch").set("x1", 0).set("y1", 0).set("x2", 0).set("y2", 7);
    let clear = Rectangle::new().set("width", 7).set("height", 7).set("fill", "none");
    let pattern = Pattern::new()
        .set("id", shape::HATCHING)
        .set("width", 7)
        .set("height", 7)
        .set("patternUnits", "userSpaceOnUse")
        .set("patternTransform", "rotate(45)")
        .add(clear)
        .add(line);
    Definitions::new().add(pattern).into()
}
