//! A small chart for each line, all with the same scale.

use super::super::shape::{self, Anchor};
use super::super::style::TEXT;
use super::super::{Area, Shapes, count, text};
use super::axes::Axes;
use super::{SeriesChart, bars, lines, name};
use crate::store::view::Line;

/// Least height of a row.
pub(super) const LEAST_HEIGHT: f64 = 90.0;
/// Height of a row where nothing else is asked for.
pub(super) const HEIGHT: f64 = 150.0;
const LEAST_WIDTH: f64 = 170.0;
const BETWEEN: f64 = 14.0;
const NAME: f64 = 20.0;

/// Columns and rows for a number of lines.
pub(super) fn grid(lines: usize, width: f64) -> (usize, usize) {
    let most = (1..=4_usize).rev().find(|columns| count(*columns) * LEAST_WIDTH <= width).unwrap_or(1);
    let rows = lines.div_ceil(most).max(1);
    // as many in each row as in the first
    (lines.div_ceil(rows).max(1), rows)
}

pub(super) fn draw(chart: &SeriesChart<'_>, inside: Area) -> Shapes {
    let (columns, rows) = grid(chart.lines.len(), inside.width);
    let width = (inside.width - BETWEEN * (count(columns) - 1.0)) / count(columns);
    let height = (inside.height - BETWEEN * (count(rows) - 1.0)) / count(rows);
    let mut shapes = Shapes::new();
    for (number, line) in chart.lines.iter().enumerate() {
        let area = Area {
            x: inside.x + count(number % columns) * (width + BETWEEN),
            y: inside.y + count(number / columns) * (height + BETWEEN),
            width,
            height,
        };
        shapes.extend(panel(chart, number, line, area));
    }
    shapes
}

fn panel(chart: &SeriesChart<'_>, number: usize, line: &Line, area: Area) -> Shapes {
    let title = text::fit(&name(line), TEXT * 1.1, area.width);
    let below = Area { y: area.y + NAME, height: area.height - NAME, ..area };
    // the axes of all lines, so that one chart can be compared with another
    let axes = Axes::new(chart, below);
    let mut shapes = vec![shape::text(&title, area.x, area.y + TEXT + 2.0, "strong", Anchor::Start)];
    shapes.extend(axes.draw());
    if chart.are_counts {
        shapes.extend(bars::draw(std::slice::from_ref(line), false, &axes));
        shapes.extend(axes.zero());
    } else {
        shapes.extend(axes.zero());
        shapes.extend(lines::draw_one(0, number, line, &axes));
    }
    shapes
}
