//! Missions and events as rows along an axis of days.

use super::legend::Legend;
use super::scale::Scale;
use super::shape::{self, Anchor};
use super::style::TEXT;
use super::time::{seconds, span, start_of, ticks};
use super::{Area, Caption, Frame, Shapes, count, text};
use crate::domain::{Day, FuzzyDate};

const ROW: f64 = 24.0;
const LABELS: [&str; 4] = ["event", "failure or loss", "launch target", "earlier launch target"];

/// How an event went, as far as it is told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It went well, or is neither good nor bad.
    Plain,
    /// Something failed or was lost.
    Bad,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Happening {
    /// When.
    pub date: FuzzyDate,
    /// How it went.
    pub tone: Tone,
    /// What it was.
    pub name: String,
}

/// A row: a mission with its events and targets, or an event of no mission.
#[derive(Clone, Debug)]
pub struct TimelineRow {
    /// Name of the mission or of the event.
    pub name: String,
    /// Its events.
    pub happenings: Vec<Happening>,
    /// Its launch target; `None` where it was launched or has none.
    pub target: Option<FuzzyDate>,
    /// Launch targets that it had before.
    pub ghosts: Vec<FuzzyDate>,
}

impl TimelineRow {
    fn dates(&self) -> impl Iterator<Item = &FuzzyDate> {
        self.happenings.iter().map(|one| &one.date).chain(&self.target)
    }

    /// The order of rows: by what came first in them.
    pub fn order(&self) -> (i64, i64) {
        self.dates().map(FuzzyDate::sort_key).min().unwrap_or((i64::MAX, i64::MAX))
    }

    /// How far away from a day it is.
    pub fn distance(&self, day: Day) -> i64 {
        let day = i64::from(day.number()) * 86_400;
        self.dates().map(|date| (date.start() - day).max(day - date.end()).max(0)).min().unwrap_or(i64::MAX)
    }
}

/// What is drawn.
#[derive(Debug)]
pub struct TimelineChart {
    /// The rows from top to bottom.
    pub rows: Vec<TimelineRow>,
    /// The first and the last second that is shown, where they were asked for.
    pub bounds: (Option<i64>, Option<i64>),
    /// The day of the answer.
    pub today: Day,
    /// What the picture says around the chart.
    pub caption: Caption,
}

/// The axis of days.
struct Track {
    days: Scale,
    first: i64,
    last: i64,
}

impl Track {
    /// Where a date lies; at least 4 pixels wide.
    fn stretch(&self, date: &FuzzyDate, y: f64, height: f64) -> Area {
        let (from, to) = (self.days.within(seconds(date.start())), self.days.within(seconds(date.end())));
        let width = (to - from).max(4.0);
        Area { x: (from + to - width) / 2.0, y: y - height / 2.0, width, height }
    }

    fn shows(&self, date: &FuzzyDate) -> bool {
        date.end() >= self.first && date.start() <= self.last
    }

    fn row(&self, row: &TimelineRow, y: f64) -> Shapes {
        let mut shapes = Shapes::new();
        for ghost in row.ghosts.iter().filter(|date| self.shows(date)) {
            let told = format!("{}: earlier target {}", row.name, ghost.display());
            shapes.push(shape::told(&told, vec![shape::pill(self.stretch(ghost, y, 12.0), 2.0, "ghost")]));
        }
        if let Some(target) = row.target.as_ref().filter(|date| self.shows(date)) {
            let area = self.stretch(target, y, 12.0);
            let mut parts = vec![shape::pill(area, 2.0, "soft")];
            if target.latest().is_none() {
                let end = (area.right() + 22.0).min(self.days.end);
                parts.push(shape::line((area.right(), y), (end, y), "lead dashed"));
            }
            shapes.push(shape::told(&format!("{}: target {}", row.name, target.display()), parts));
        }
        for one in row.happenings.iter().filter(|one| self.shows(&one.date)) {
            let (kind, class) = match one.tone {
                Tone::Plain => (0, "solid"),
                Tone::Bad => (3, "bad"),
            };
            let area = self.stretch(&one.date, y, 8.0);
            let part = if area.width > 9.0 {
                shape::pill(area, 3.0, class)
            } else {
                shape::mark(kind, area.x + area.width / 2.0, y, 4.5, class)
            };
            shapes.push(shape::told(&format!("{}: {}", one.date.display(), one.name), vec![part]));
        }
        shapes
    }
}

impl TimelineChart {
    /// The picture. Its height follows from the number of rows.
    pub fn draw(self, width: f64) -> Vec<u8> {
        let frame = Frame::new(self.caption.clone(), width);
        let start = frame.inside(0.0);
        let legend = Legend::new(&LABELS.map(str::to_owned), start.x, start.y, start.width);
        let rows = Area { y: start.y + legend.height + 4.0, height: count(self.rows.len()) * ROW, ..start };
        let names = (start.width * 0.38).min(330.0);
        let moments = self.rows.iter().flat_map(|row| row.dates().chain(&row.ghosts));
        let whole = span(moments.flat_map(|date| [date.start(), date.end()])).unwrap_or((0, 1));
        let (first, last) = (self.bounds.0.unwrap_or(whole.0), self.bounds.1.unwrap_or(whole.1));
        let days = Scale {
            least: seconds(first),
            greatest: seconds(last),
            start: rows.x + names + 10.0,
            end: rows.right() - 30.0,
        };
        let track = Track { days, first, last };
        let mut shapes = self.ground(&track, rows);
        for (number, row) in self.rows.iter().enumerate() {
            let y = rows.y + (count(number) + 0.5) * ROW;
            let name = shape::text(&text::fit(&row.name, TEXT, names), rows.x + 4.0, y + 4.0, "text", Anchor::Start);
            shapes.push(shape::told(&row.name, vec![name]));
            shapes.extend(track.row(row, y));
        }
        shapes.extend(legend.draw(|number, x, y| {
            let area = Area { x: x - 7.0, y: y - 6.0, width: 14.0, height: 12.0 };
            match number {
                0 => vec![shape::mark(0, x, y, 4.5, "solid")],
                1 => vec![shape::mark(3, x, y, 4.5, "bad")],
                2 => vec![shape::pill(area, 2.0, "soft")],
                _ => vec![shape::pill(area, 2.0, "ghost")],
            }
        }));
        frame.draw(frame.height_around(legend.height + 4.0 + rows.height + 28.0), shapes)
    }

    /// Rows in two shades, the marks of the axis, and the day of the answer.
    fn ground(&self, track: &Track, rows: Area) -> Shapes {
        let mut shapes = Shapes::new();
        for number in (0..self.rows.len()).step_by(2) {
            let band = Area { y: rows.y + count(number) * ROW, height: ROW, ..rows };
            shapes.push(shape::rectangle(band, "band"));
        }
        for (second, label) in ticks(track.days, track.first, track.last, 78.0) {
            let x = track.days.at(second);
            shapes.push(shape::line((x, rows.y), (x, rows.bottom()), "grid"));
            shapes.push(shape::text(&label, x, rows.bottom() + 18.0, "text muted", Anchor::Middle));
        }
        let today = start_of(self.today);
        if (track.days.least..=track.days.greatest).contains(&today) {
            let x = track.days.at(today);
            shapes.push(shape::told(
                &format!("{}", self.today),
                vec![shape::line((x, rows.y), (x, rows.bottom()), "now")],
            ));
        }
        shapes
    }
}
