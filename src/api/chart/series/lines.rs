//! Lines from point to point.

use super::super::{Shapes, shape};
use super::axes::Axes;
use super::told;
use crate::store::view::{Line, Point};

/// Room that a period has to have for its point to be marked.
const ROOM_OF_A_MARK: f64 = 9.0;

/// All lines, the first one in front.
pub(super) fn draw(lines: &[Line], axes: &Axes) -> Shapes {
    let numbered = lines.iter().enumerate().rev();
    numbered.flat_map(|(number, line)| draw_one(number, number, line, axes)).collect()
}

/// One line: in the colour of a number, with the marks of another.
pub(super) fn draw_one(colour: usize, marked: usize, line: &Line, axes: &Axes) -> Shapes {
    let known: Vec<(&Point, (f64, f64))> = line
        .points
        .iter()
        .filter_map(|point| Some((point, (axes.middle(point.period), axes.values.at(point.value?)))))
        .collect();
    let mut shapes = Shapes::new();
    let mut whole: Vec<(f64, f64)> = Vec::new();
    let solid = format!("line line-{colour}");
    for pair in known.windows(2) {
        let [(before, from), (point, to)] = pair else { continue };
        if before.period.next() == point.period && !point.partial {
            if whole.is_empty() {
                whole.push(*from);
            }
            whole.push(*to);
        } else {
            shapes.extend((!whole.is_empty()).then(|| shape::way(&std::mem::take(&mut whole), &solid)));
            shapes.push(shape::way(&[*from, *to], &format!("{solid} dashed")));
        }
    }
    shapes.extend((!whole.is_empty()).then(|| shape::way(&whole, &solid)));
    let is_marked = axes.band() >= ROOM_OF_A_MARK;
    for (place, (point, (x, y))) in known.iter().enumerate() {
        if !is_marked && place + 1 != known.len() {
            continue;
        }
        let class = if point.partial { format!("halo line-{colour}") } else { format!("fill-{colour}") };
        let value = point.value.unwrap_or_default();
        let told = told(line, point.period, value, point.partial);
        shapes.push(shape::told(&told, vec![shape::mark(marked, *x, *y, 3.5, &class)]));
    }
    shapes
}
