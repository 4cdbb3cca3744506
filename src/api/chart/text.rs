//! How much room a text takes. Fonts differ from reader to reader, so this is that of a wide one: what fits here fits everywhere.

/// The width of a text in pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// The width of one character, in parts of the font size.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | 'J' | '.' | ',' | '\'' | '|' | ' ' => 0.33,
        'f' | 'r' | 't' | '-' | '(' | ')' | '[' | ']' | '/' | ':' | ';' | '!' => 0.43,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '\u{2192}' => 1.0,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' | '~' | '\u{2013}' => 0.8,
        _ if c.is_ascii() || ('\u{a1}'..='\u{24f}').contains(&c) => 0.65,
        '\u{2026}' | '\u{b7}' => 1.0,
        _ => 1.1,
    }
}

/// The text, cut so that it takes no more than some pixels.
pub(super) fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if width(&cut, size) + width(&format!("{c}\u{2026}"), size) > room {
            break;
        }
        cut.push(c);
    }
    format!("{}\u{2026}", cut.trim_end_matches([' ', ',', '(', '-']))
}

/// The text in lines of no more than some pixels. What does not go into the last line is cut.
pub(super) fn wrap(text: &str, size: f64, room: f64, most_lines: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let mut line = word.to_owned();
        let is_last = lines.len() + 1 == most_lines;
        while let Some(next) = words.peek() {
            if !is_last && width(&format!("{line} {next}"), size) > room {
                break;
            }
            line.push(' ');
            line.push_str(next);
            words.next();
        }
        lines.push(fit(&line, size, room));
    }
    lines
}

/// A number as it stands at an axis: `1,200`, `35 m`, `2.5 bn`.
pub(super) fn number(value: f64) -> String {
    let (scaled, unit) = match value.abs() {
        size if size >= 1e12 => (value / 1e12, " tn"),
        size if size >= 1e9 => (value / 1e9, " bn"),
        size if size >= 1e6 => (value / 1e6, " m"),
        _ => (value, ""),
    };
    let rounded = (scaled * 100.0).round() / 100.0;
    let written = rounded.abs().to_string();
    let (whole, fraction) = written.split_once('.').map_or((written.as_str(), None), |(a, b)| (a, Some(b)));
    let digits: Vec<char> = whole.chars().collect();
    let mut grouped = String::new();
    for (place, digit) in digits.iter().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(*digit);
    }
    let sign = if rounded < 0.0 { "\u{2212}" } else { "" };
    let fraction = fraction.map(|digits| format!(".{digits}")).unwrap_or_default();
    format!("{sign}{grouped}{fraction}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_and_what_fits_is_not() {
        assert_eq!(fit("Japan", 12.0, 100.0), "Japan");
        let cut = fit("United Arab Emirates", 12.0, 80.0);
        assert!(cut.ends_with('\u{2026}') && width(&cut, 12.0) <= 80.0, "{cut}");
    }

    #[test]
    fn lines_hold_all_words_that_have_room() {
        let text = "Missions launched to the Moon, by nation, since the year 2000";
        let lines = wrap(text, 12.0, 160.0, 9);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| width(line, 12.0) <= 160.0), "{lines:?}");
        let cut = wrap(text, 12.0, 160.0, 2);
        assert!(cut.len() == 2 && cut[1].ends_with('\u{2026}'), "{cut:?}");
    }

    #[test]
    fn numbers_are_grouped_and_shortened() {
        for (value, written) in [
            (0.0, "0"),
            (0.25, "0.25"),
            (999.0, "999"),
            (1200.0, "1,200"),
            (123_456.0, "123,456"),
            (35e6, "35 m"),
            (2.5e9, "2.5 bn"),
            (-4.0, "\u{2212}4"),
        ] {
            assert_eq!(number(value), written);
        }
    }
}
