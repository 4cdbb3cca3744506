//! The few shapes that charts are made of, with coordinates to a tenth of a pixel.

use svg::node::Node;
use svg::node::element::{Circle, Element, Group, Line, Path, Polygon, Rectangle, Text, Title};

use super::{Area, Shapes};

/// Rounded, so that the same picture is the same bytes everywhere.
fn tenth(value: f64) -> f64 {
    let rounded = (value * 10.0).round() / 10.0;
    // no minus in front of zero
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Where a text stands to the place that it is given.
#[derive(Clone, Copy, Debug)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

pub(super) fn text(content: &str, x: f64, y: f64, class: &str, anchor: Anchor) -> Element {
    let anchor = match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    let text = Text::new(super::super::served::printable(content)).set("x", tenth(x)).set("y", tenth(y));
    text.set("class", class).set("text-anchor", anchor).into()
}

pub(super) fn rectangle(area: Area, class: &str) -> Element {
    let rectangle = Rectangle::new().set("x", tenth(area.x)).set("y", tenth(area.y)).set("class", class);
    rectangle.set("width", tenth(area.width)).set("height", tenth(area.height)).into()
}

/// A rectangle with round corners.
pub(super) fn pill(area: Area, radius: f64, class: &str) -> Element {
    let mut pill = rectangle(area, class);
    pill.assign("rx", tenth(radius));
    pill
}

pub(super) fn line(from: (f64, f64), to: (f64, f64), class: &str) -> Element {
    let line = Line::new().set("x1", tenth(from.0)).set("y1", tenth(from.1)).set("class", class);
    line.set("x2", tenth(to.0)).set("y2", tenth(to.1)).into()
}

/// A way from point to point.
pub(super) fn way(points: &[(f64, f64)], class: &str) -> Element {
    let step = |(x, y): &(f64, f64)| format!("{} {}", tenth(*x), tenth(*y));
    let steps = points.iter().map(step).collect::<Vec<_>>().join("L");
    Path::new().set("d", format!("M{steps}")).set("class", class).into()
}

/// One of eight marks that can be told apart without colour.
pub(super) fn mark(kind: usize, x: f64, y: f64, radius: f64, class: &str) -> Element {
    let corners = |corners: &[(f64, f64)]| -> Element {
        let points = corners.iter().map(|(dx, dy)| format!("{},{}", tenth(x + dx * radius), tenth(y + dy * radius)));
        Polygon::new().set("points", points.collect::<Vec<_>>().join(" ")).set("class", class).into()
    };
    match kind % 8 {
        0 => Circle::new().set("cx", tenth(x)).set("cy", tenth(y)).set("r", tenth(radius)).set("class", class).into(),
        1 => corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        2 => corners(&[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)]),
        3 => corners(&[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)]),
        4 => corners(&[(0.0, 1.2), (1.1, -0.8), (-1.1, -0.8)]),
        5 => corners(&[(-1.2, -0.5), (1.2, -0.5), (1.2, 0.5), (-1.2, 0.5)]),
        6 => corners(&[(-0.5, -1.2), (0.5, -1.2), (0.5, 1.2), (-0.5, 1.2)]),
        _ => corners(&[(0.0, -1.2), (1.15, -0.3), (0.7, 1.0), (-0.7, 1.0), (-1.15, -0.3)]),
    }
}

/// Shapes that belong together, with what is shown to those who point at them.
pub(super) fn told(told: &str, shapes: Shapes) -> Element {
    let mut group = Group::new().add(Title::new(super::super::served::printable(told)));
    for shape in shapes {
        group = group.add(shape);
    }
    group.into()
}

/// What is laid over something that is not complete.
pub(super) fn hatched(area: Area) -> Element {
    let mut hatched = rectangle(area, "over");
    hatched.assign("fill", format!("url(#{HATCHING})"));
    hatched
}

/// The id of the hatching.
pub(super) const HATCHING: &str = "space-race-hatching";
