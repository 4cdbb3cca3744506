//! Bars, side by side or on top of each other.

use super::super::{Area, Shapes, count, shape};
use super::axes::Axes;
use super::told;
use crate::store::view::Line;

/// The bars of all lines, side by side or stacked. What is not complete is hatched.
pub(super) fn draw(lines: &[Line], is_stacked: bool, axes: &Axes) -> Shapes {
    let band = axes.band();
    // at most 46 wide, with free room between periods
    let room = (band * 0.8).min(if is_stacked { 46.0 } else { 46.0 * count(lines.len()) });
    let width = if is_stacked { room } else { room / count(lines.len()) };
    let mut tops: Vec<f64> = vec![0.0; axes.periods.len()];
    let mut shapes = Shapes::new();
    for (number, line) in lines.iter().enumerate() {
        for point in &line.points {
            let (Some(value), Ok(place)) = (point.value, axes.periods.binary_search(&point.period)) else { continue };
            if value == 0.0 {
                continue;
            }
            let base = if is_stacked { tops.get(place).copied().unwrap_or_default() } else { 0.0 };
            if let Some(top) = tops.get_mut(place) {
                *top += value;
            }
            let beside = if is_stacked { 0.0 } else { count(number) * width };
            let (from, to) = (axes.values.at(base), axes.values.at(base + value));
            let area = Area {
                x: axes.middle(point.period) - room / 2.0 + beside,
                y: from.min(to),
                width,
                height: (from - to).abs(),
            };
            shapes.push(bar(number, area, point.partial, &told(line, point.period, value, point.partial)));
        }
    }
    shapes
}

/// One bar.
fn bar(number: usize, area: Area, is_partial: bool, told: &str) -> svg::node::element::Element {
    let mut shapes = vec![shape::rectangle(area, &format!("fill-{number} gap"))];
    shapes.extend(is_partial.then(|| shape::hatched(area)));
    shape::told(told, shapes)
}
