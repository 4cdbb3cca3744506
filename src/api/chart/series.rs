//! Lines of an indicator as a chart: lines, bars, stacked bars or small multiples.

mod axes;
mod bars;
mod lines;
mod multiples;

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use super::legend::Legend;
use super::{Area, Caption, Frame, LEAST_PLOT, Shapes, Size, count, shape, text};
use crate::domain::Vocabulary;
use crate::store::view::{Line, PointPeriod};
use axes::Axes;

/// How lines are drawn.
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
pub enum ChartKind {
    /// A line from point to point, dashed where points are missing between and where the period is not complete.
    Line,
    /// Bars side by side.
    Bar,
    /// Bars on top of each other, which together are the sum.
    Stacked,
    /// A small chart for each line, all with the same scale.
    SmallMultiples,
}

impl Vocabulary for ChartKind {
    const NAME: &'static str = "ChartKind";
    const ABOUT: &'static str = "How lines are drawn.";
}

/// What is drawn.
#[derive(Debug)]
pub struct SeriesChart<'a> {
    /// The lines, the most important first. At most eight.
    pub lines: &'a [Line],
    /// How they are drawn.
    pub kind: ChartKind,
    /// Whether their values are counts, which are whole and start at zero.
    pub are_counts: bool,
    /// What the picture says around them.
    pub caption: Caption,
}

/// Least width of a bar and the room beside it that can still be seen.
const LEAST_BAR: f64 = 3.0;

/// Height where none is asked for and the texts leave enough of it.
const USUAL_HEIGHT: f64 = 450.0;

/// What a chart leaves at most of a picture's width for its bars, given how wide labels are.
const ROOM_OF_LABELS: f64 = 100.0;

impl SeriesChart<'_> {
    /// Whether bars side by side can be told apart at a width.
    pub fn has_room_for_bars(lines: &[Line], width: f64) -> bool {
        let bars = count(lines.len()) * (count(axes::periods(lines).len()) + 1.0);
        bars * LEAST_BAR <= width - ROOM_OF_LABELS
    }

    /// The height that the picture needs at least at a width, and the one that it has if none is asked for.
    pub fn heights(&self, width: f64) -> (f64, f64) {
        let frame = Frame::new(self.caption.clone(), width);
        let inside = frame.inside(0.0);
        match self.kind {
            ChartKind::Line | ChartKind::Bar | ChartKind::Stacked => {
                let least = frame.height_around(self.legend(inside).height + LEAST_PLOT).ceil();
                (least, least.max(USUAL_HEIGHT))
            }
            ChartKind::SmallMultiples => {
                let rows = count(multiples::grid(self.lines.len(), inside.width).1);
                let height = |row: f64| frame.height_around(rows * row).ceil();
                (height(multiples::LEAST_HEIGHT), height(multiples::HEIGHT).max(USUAL_HEIGHT))
            }
        }
    }

    /// The picture.
    pub fn draw(&self, size: Size) -> Vec<u8> {
        let frame = Frame::new(self.caption.clone(), size.width);
        let inside = frame.inside(size.height);
        let shapes = match self.kind {
            ChartKind::SmallMultiples => multiples::draw(self, inside),
            ChartKind::Line | ChartKind::Bar | ChartKind::Stacked => self.draw_in_one(inside),
        };
        frame.draw(size.height, shapes)
    }

    /// Names of the lines; none where there is only one, which the title names.
    fn legend(&self, inside: Area) -> Legend {
        let labels: Vec<String> = self.lines.iter().map(name).collect();
        let labels = if labels.len() > 1 { labels.as_slice() } else { &[] };
        Legend::new(labels, inside.x, inside.y, inside.width)
    }

    fn draw_in_one(&self, inside: Area) -> Shapes {
        let legend = self.legend(inside);
        let below = Area { y: inside.y + legend.height, height: inside.height - legend.height, ..inside };
        let axes = Axes::new(self, below);
        let mut shapes = axes.draw();
        match self.kind {
            ChartKind::Bar | ChartKind::Stacked => {
                shapes.extend(bars::draw(self.lines, self.kind == ChartKind::Stacked, &axes));
                shapes.extend(axes.zero());
                shapes.extend(legend.draw(|line, x, y| {
                    let area = Area { x: x - 6.0, y: y - 6.0, width: 12.0, height: 12.0 };
                    vec![shape::rectangle(area, &format!("fill-{line}"))]
                }));
            }
            ChartKind::Line | ChartKind::SmallMultiples => {
                shapes.extend(axes.zero());
                shapes.extend(lines::draw(self.lines, &axes));
                shapes.extend(legend.draw(|line, x, y| {
                    let stroke = shape::line((x - 8.0, y), (x + 8.0, y), &format!("line line-{line}"));
                    vec![stroke, shape::mark(line, x, y, 4.0, &format!("fill-{line}"))]
                }));
            }
        }
        shapes
    }
}

/// What a line stands for, in words.
pub fn name(line: &Line) -> String {
    let reference = line.player.as_ref().or(line.vehicle.as_ref()).map(|one| one.name.clone());
    reference.or_else(|| line.category.as_ref().map(|one| one.replace('_', " "))).unwrap_or_else(|| "World".to_owned())
}

/// What a point says to those who point at it.
fn told(line: &Line, period: PointPeriod, value: f64, partial: bool) -> String {
    let partial = if partial { " (not complete)" } else { "" };
    format!("{}, {period}: {}{partial}", name(line), text::number(value))
}
