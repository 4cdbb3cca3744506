//! The race as a table of years.

use super::legend::Legend;
use super::shape::{self, Anchor};
use super::style::{NOTE, TEXT};
use super::{Area, Caption, Frame, Shapes, count, text};
use crate::domain::{Day, FuzzyDate};
use crate::store::view::{Attempt, Reference};
use crate::store::{RaceEntry, RaceRow};

const ROW: f64 = 25.0;
const HEAD_LINE: f64 = 14.0;
const LABELS: [&str; 4] =
    ["first to reach it", "reached it later", "tried and not reached: successes of attempts", "planned or en route"];

/// What is drawn.
#[derive(Debug)]
pub struct RaceChart<'a> {
    /// The milestones, a row each.
    pub rows: &'a [RaceRow],
    /// The players, a column each. At most eight.
    pub players: &'a [Reference],
    /// The day of the answer.
    pub today: Day,
    /// What the picture says around the table.
    pub caption: Caption,
}

/// The columns and the rows with their places.
struct Table {
    area: Area,
    names: f64,
    column: f64,
    head: Vec<Vec<String>>,
}

impl Table {
    fn new(players: &[Reference], area: Area) -> Self {
        let names = (area.width * 0.34).min(280.0);
        let column = (area.width - names) / count(players.len()).max(1.0);
        let head = players.iter().map(|player| text::wrap(&player.name, NOTE, column - 4.0, 3)).collect();
        Self { area, names, column, head }
    }

    fn head_height(&self) -> f64 {
        count(self.head.iter().map(Vec::len).max().unwrap_or_default()) * HEAD_LINE + 8.0
    }

    fn cell(&self, row: usize, column: usize) -> Area {
        Area {
            x: self.area.x + self.names + count(column) * self.column + 2.0,
            y: self.area.y + self.head_height() + count(row) * ROW + 2.0,
            width: self.column - 4.0,
            height: ROW - 4.0,
        }
    }

    fn draw_head(&self) -> Shapes {
        let mut shapes = Shapes::new();
        for (number, lines) in self.head.iter().enumerate() {
            let cell = self.cell(0, number);
            let mut y = self.area.y + self.head_height() - 8.0 - HEAD_LINE * (count(lines.len()) - 1.0);
            for line in lines {
                shapes.push(shape::text(line, cell.x + cell.width / 2.0, y, "cell", Anchor::Middle));
                y += HEAD_LINE;
            }
        }
        shapes
    }
}

impl RaceChart<'_> {
    /// The picture. Its height follows from the number of rows.
    pub fn draw(self, width: f64) -> Vec<u8> {
        let frame = Frame::new(self.caption.clone(), width);
        let labels = LABELS.map(str::to_owned);
        // the room of a picture without height tells where it starts and how wide it is
        let start = frame.inside(0.0);
        let legend = Legend::new(&labels, start.x, start.y, start.width);
        let table = Table::new(self.players, Area { y: start.y + legend.height + 6.0, ..start });
        let inside = legend.height + 6.0 + table.head_height() + count(self.rows.len()) * ROW;
        let mut shapes = legend.draw(|number, x, y| {
            let area = Area { x: x - 7.0, y: y - 7.0, width: 16.0, height: 14.0 };
            match number {
                0 => vec![shape::pill(area, 3.0, "solid")],
                1 => vec![shape::pill(area, 3.0, "soft")],
                2 => vec![shape::pill(area, 3.0, "ghost")],
                _ => vec![shape::text("\u{2192}", x, y + 4.0, "cell muted", Anchor::Middle)],
            }
        });
        shapes.extend(table.draw_head());
        for (number, row) in self.rows.iter().enumerate() {
            shapes.extend(self.row(&table, number, row));
        }
        frame.draw(frame.height_around(inside), shapes)
    }

    fn row(&self, table: &Table, number: usize, row: &RaceRow) -> Shapes {
        let top = table.cell(number, 0).y - 2.0;
        let mut shapes = Shapes::new();
        if number.is_multiple_of(2) {
            let band = Area { x: table.area.x, y: top, width: table.area.width, height: ROW };
            shapes.push(shape::rectangle(band, "band"));
        }
        let sign = if row.disputed_by.is_empty() { "" } else { " \u{2020}" };
        let room = table.names - 10.0 - text::width(sign, TEXT);
        let name = text::fit(&row.milestone.name, TEXT, room) + sign;
        let name = shape::text(&name, table.area.x + 4.0, top + 17.0, "text", Anchor::Start);
        shapes.push(shape::told(&row.milestone.name, vec![name]));
        for (column, player) in self.players.iter().enumerate() {
            if let Some(entry) = row.players.iter().find(|entry| entry.player.id == player.id) {
                shapes.push(cell(table.cell(number, column), row, entry, self.today));
            }
        }
        shapes
    }
}

fn cell(area: Area, row: &RaceRow, entry: &RaceEntry, today: Day) -> svg::node::element::Element {
    let year = |attempt: &Attempt| attempt.date.as_ref().map(|date| date.0.year().to_string());
    let (class, letters, written) = if let Some(success) = &entry.first_success {
        let class = if entry.is_first { ("solid", "cell on-solid") } else { ("soft", "cell") };
        (Some(class.0), class.1, year(success).unwrap_or_else(|| "yes".to_owned()))
    } else if entry.first_attempt.is_some() {
        (Some("ghost"), "cell", format!("{} of {}", entry.successes, entry.attempts))
    } else {
        // an attempt that is pending has the date of its launch
        let launch = entry.next_planned.as_ref().and_then(|next| next.date.as_ref());
        let written = match launch {
            Some(launch) if launch.0.end() <= today.last_second() => "en route".to_owned(),
            Some(launch) => format!("\u{2192} {}", launch.0.year()),
            None => "\u{2192}".to_owned(),
        };
        (None, "cell muted", written)
    };
    let mut shapes = Shapes::new();
    shapes.extend(class.map(|class| shape::pill(area, 4.0, class)));
    let written = text::fit(&written, NOTE * 1.1, area.width);
    shapes.push(shape::text(&written, area.x + area.width / 2.0, area.y + 14.5, letters, Anchor::Middle));
    shape::told(&told(row, entry), shapes)
}

/// A cell in words.
fn told(row: &RaceRow, entry: &RaceEntry) -> String {
    let date = |attempt: &Attempt| attempt.date.as_ref().map_or_else(String::new, |date| FuzzyDate::display(&date.0));
    let one = |what: &str, attempt: &Option<Attempt>| {
        attempt.as_ref().map(|attempt| format!("{what} {}, {}", attempt.mission.name, date(attempt)))
    };
    let parts = [
        Some(format!("{} successes of {} attempts", entry.successes, entry.attempts)),
        one("first success", &entry.first_success),
        one("next", &entry.next_planned),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}, {}: {}", row.milestone.name, entry.player.name, parts.join("; "))
}
