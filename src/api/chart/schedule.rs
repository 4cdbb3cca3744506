//! A slip ledger: which launch target was announced when.

use super::legend::Legend;
use super::scale::Scale;
use super::shape::{self, Anchor};
use super::time::{seconds, span, start_of, ticks};
use super::{Area, Caption, Frame, LEAST_PLOT, Shapes, Size};
use crate::api::served::ScheduleEntry;
use crate::domain::{Day, FuzzyDate, ScheduleKind};

const LABELS: [&str; 4] = ["target as it was announced", "launch", "scrub on launch day", "the day itself"];

/// What is drawn.
#[derive(Debug)]
pub struct ScheduleChart<'a> {
    /// The entries of the ledger, oldest first.
    pub entries: &'a [ScheduleEntry],
    /// The day of the answer, until which the last target stands.
    pub today: Day,
    /// What the picture says around the chart.
    pub caption: Caption,
}

/// Days of announcements from left to right, targets from bottom to top.
struct Plane {
    plot: Area,
    announced: Scale,
    target: Scale,
    first: (i64, i64),
    last: (i64, i64),
}

impl Plane {
    fn new(chart: &ScheduleChart<'_>, area: Area) -> Option<Self> {
        let today = i64::from(chart.today.number()) * 86_400;
        let is_over = chart.entries.iter().any(|entry| is_end(entry.kind));
        let announced = chart.entries.iter().map(|entry| entry.announced.value.start());
        let (left, right) = span(announced.chain((!is_over).then_some(today)))?;
        let targets = chart.entries.iter().filter_map(|entry| entry.target.as_ref());
        let (bottom, top) = span(targets.flat_map(|target| [target.value.start(), target.value.end()]))?;
        let plot =
            Area { x: area.x + 66.0, y: area.y + 10.0, width: area.width - 66.0 - 30.0, height: area.height - 34.0 };
        let announced = Scale { least: seconds(left), greatest: seconds(right), start: plot.x, end: plot.right() };
        let target = Scale { least: seconds(bottom), greatest: seconds(top), start: plot.bottom(), end: plot.y };
        Some(Self { plot, announced, target, first: (left, bottom), last: (right, top) })
    }

    fn draw(&self) -> Shapes {
        let plot = self.plot;
        let mut shapes = Shapes::new();
        for (second, label) in ticks(self.target, self.first.1, self.last.1, 34.0) {
            let y = self.target.at(second);
            shapes.push(shape::line((plot.x, y), (plot.right(), y), "grid"));
            shapes.push(shape::text(&label, plot.x - 8.0, y + 4.0, "text muted", Anchor::End));
        }
        for (second, label) in ticks(self.announced, self.first.0, self.last.0, 78.0) {
            let x = self.announced.at(second);
            shapes.push(shape::line((x, plot.bottom()), (x, plot.bottom() + 4.0), "axis"));
            shapes.push(shape::text(&label, x, plot.bottom() + 18.0, "text muted", Anchor::Middle));
        }
        shapes.push(shape::line((plot.x, plot.bottom()), (plot.right(), plot.bottom()), "axis"));
        // where the day of the announcement is the day of the target
        let from = self.announced.least.max(self.target.least);
        let to = self.announced.greatest.min(self.target.greatest);
        if from < to {
            let at = |second: f64| (self.announced.at(second), self.target.at(second));
            shapes.push(shape::line(at(from), at(to), "now"));
        }
        shapes
    }

    /// The target of a date, while it stood.
    fn band(&self, target: &FuzzyDate, from: f64, until: f64) -> Area {
        let (top, bottom) = (self.target.at(seconds(target.end())), self.target.at(seconds(target.start())));
        let height = (bottom - top).max(3.0);
        let (left, right) = (self.announced.within(from), self.announced.within(until));
        Area { x: left, y: (top + bottom - height) / 2.0, width: (right - left).max(2.0), height }
    }
}

impl ScheduleChart<'_> {
    /// The height that the picture needs at least at a width.
    pub fn least_height(&self, width: f64) -> f64 {
        let frame = Frame::new(self.caption.clone(), width);
        frame.height_around(legend(frame.inside(0.0)).height + LEAST_PLOT).ceil()
    }

    /// The picture; without targets, only its frame.
    pub fn draw(&self, size: Size) -> Vec<u8> {
        let frame = Frame::new(self.caption.clone(), size.width);
        let inside = frame.inside(size.height);
        let legend = legend(inside);
        let below = Area { y: inside.y + legend.height, height: inside.height - legend.height, ..inside };
        let Some(plane) = Plane::new(self, below) else { return frame.draw(size.height, Shapes::new()) };
        let mut shapes = plane.draw();
        shapes.extend(self.bands(&plane));
        shapes.extend(legend.draw(|number, x, y| match number {
            0 => vec![shape::rectangle(Area { x: x - 8.0, y: y - 5.0, width: 16.0, height: 10.0 }, "soft")],
            1 => vec![shape::mark(0, x, y, 5.0, "solid")],
            2 => vec![shape::mark(3, x, y, 4.5, "bad")],
            _ => vec![shape::line((x - 8.0, y), (x + 8.0, y), "now")],
        }));
        frame.draw(size.height, shapes)
    }

    fn bands(&self, plane: &Plane) -> Shapes {
        let mut shapes = Shapes::new();
        let mut before: Option<Area> = None;
        for (place, entry) in self.entries.iter().enumerate() {
            let from = seconds(entry.announced.value.start());
            let later = self.entries.get(place + 1..).into_iter().flatten();
            let next = later.clone().find(|next| next.kind != ScheduleKind::Scrub);
            let until = next.map_or_else(|| start_of(self.today), |next| seconds(next.announced.value.start()));
            let told = told(entry);
            let target = entry.target.as_ref().map(|target| &target.value);
            match (entry.kind, target) {
                (ScheduleKind::Achieved, Some(launch)) => {
                    let at = (plane.announced.at(from), plane.target.at(seconds(launch.start())));
                    shapes.push(shape::told(&told, vec![shape::mark(0, at.0, at.1, 5.0, "solid")]));
                }
                (ScheduleKind::Scrub, _) => {
                    let at = (plane.announced.at(from), plane.target.within(from));
                    shapes.push(shape::told(&told, vec![shape::mark(3, at.0, at.1, 4.5, "bad")]));
                }
                (_, Some(target)) => {
                    let band = plane.band(target, from, until);
                    if let Some(before) = before {
                        let middle = |area: Area| area.y + area.height / 2.0;
                        shapes.push(shape::line((band.x, middle(before)), (band.x, middle(band)), "edge"));
                    }
                    let mut parts = vec![shape::rectangle(band, "soft")];
                    if target.latest().is_none() {
                        let (x, y) = (band.x + band.width / 2.0, band.y);
                        let end = (y - 18.0).max(plane.plot.y);
                        parts.push(shape::line((x, y), (x, end), "lead dashed"));
                    }
                    shapes.push(shape::told(&told, parts));
                    before = Some(band);
                }
                (_, None) => before = None,
            }
        }
        shapes
    }
}

fn legend(inside: Area) -> Legend {
    Legend::new(&LABELS.map(str::to_owned), inside.x, inside.y, inside.width)
}

fn is_end(kind: ScheduleKind) -> bool {
    matches!(kind, ScheduleKind::Achieved | ScheduleKind::Cancelled)
}

/// An entry in words.
fn told(entry: &ScheduleEntry) -> String {
    let target = entry.target.as_ref().map_or_else(|| "no target".to_owned(), |target| target.value.display());
    let reason = entry.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    format!("{}: {target}{reason}", entry.announced.value.display())
}
