//! Content lines of iCalendar (RFC 5545, section 3.1).
//!
//! Written here because the crates that write calendars fold a line at 76 bytes, and leave commas in `NAME` as they are.

use crate::api::served::printable;

/// Greatest number of bytes on a line, its end aside.
const WIDTH: usize = 75;

/// The lines of a calendar.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A property whose value is no text: a word, a date, a number.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A property whose value is a text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", escaped(value)));
    }

    /// A property whose value is a list of texts.
    pub(super) fn texts<'a>(&mut self, name: &str, values: impl Iterator<Item = &'a str>) {
        self.fold(&format!("{name}:{}", values.map(escaped).collect::<Vec<_>>().join(",")));
    }

    /// All lines.
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Characters stay whole; the space in front of a continued line counts.
    fn fold(&mut self, line: &str) {
        let mut width = 0;
        for letter in line.chars() {
            if width + letter.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(letter);
            width += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text as it stands in a value (RFC 5545, section 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for letter in printable(text).chars() {
        match letter {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", text);
        lines.finish()
    }

    #[test]
    fn special_characters_are_escaped_once() {
        assert_eq!(written("a, b; c\\n\r\nd: \"e\""), "SUMMARY:a\\, b\\; c\\\\n\\nd: \"e\"\r\n");
        let mut lines = Lines::default();
        lines.texts("CATEGORIES", ["a,b", "c"].into_iter());
        assert_eq!(lines.finish(), "CATEGORIES:a\\,b,c\r\n");
    }

    #[test]
    fn lines_of_any_text_are_at_most_75_bytes_long_and_unfold_to_it() {
        proptest!(|(text in "[a-z ,;\\\\äß老🚀\n]{0,400}")| {
            let folded = written(&text);
            for line in folded.split_terminator("\r\n") {
                prop_assert!(line.len() <= 75, "{} bytes: {}", line.len(), line);
            }
            let unfolded = folded.replace("\r\n ", "");
            prop_assert_eq!(unfolded, format!("SUMMARY:{}\r\n", escaped(&text)));
        });
    }
}
