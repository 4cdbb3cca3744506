//! Colours and the CSS of a picture. Every text has a contrast of at least 4.5 to what it stands on, every mark one of 3, in both schemes.

use std::fmt::Write as _;

/// The class of every picture, under which all rules stand, so that they touch nothing else where a picture is part of a page.
pub(super) const CLASS: &str = "space-race-chart";

/// The letters of all texts.
const FONTS: &str = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/// Classes of texts: size and weight.
const TEXTS: [(&str, f64, &str); 5] = [
    ("title", TITLE, "600"),
    ("text", TEXT, "400"),
    ("strong", TEXT, "600"),
    ("note", NOTE, "400"),
    ("cell", NOTE, "600"),
];

/// Size of the title.
pub(super) const TITLE: f64 = 17.0;
/// Size of names and of marks at axes.
pub(super) const TEXT: f64 = 12.0;
/// Size of what stands below, and in the cells of tables.
pub(super) const NOTE: f64 = 11.0;

/// What the two schemes paint differently: selector, property, light, dark.
const PAINTS: [(&str, &str, &str, &str); 18] = [
    (".ground", "fill", GROUND.0, GROUND.1),
    ("text", "fill", INK.0, INK.1),
    (".muted", "fill", MUTED.0, MUTED.1),
    (".on-solid", "fill", ON_SOLID.0, ON_SOLID.1),
    (".grid", "stroke", "#dde2e8", "#2b3440"),
    (".axis", "stroke", AXIS.0, AXIS.1),
    (".band", "fill", "#f2f5f8", "#19212b"),
    (".solid", "fill", SOLID.0, SOLID.1),
    (".soft", "fill", SOFT.0, SOFT.1),
    (".soft", "stroke", SOLID.0, SOLID.1),
    (".ghost", "stroke", AXIS.0, AXIS.1),
    (".edge", "stroke", AXIS.0, AXIS.1),
    (".bad", "fill", BAD.0, BAD.1),
    (".now", "stroke", BAD.0, BAD.1),
    (".hatch", "stroke", GROUND.0, GROUND.1),
    (".gap", "stroke", GROUND.0, GROUND.1),
    (".halo", "fill", GROUND.0, GROUND.1),
    (".lead", "stroke", SOLID.0, SOLID.1),
];

const GROUND: (&str, &str) = ("#ffffff", "#10161d");
const INK: (&str, &str) = ("#1a2430", "#e8edf3");
const MUTED: (&str, &str) = ("#52606f", "#a3b0be");
const AXIS: (&str, &str) = ("#768494", "#75869a");
const SOLID: (&str, &str) = ("#0b57a8", "#8cc4ff");
const ON_SOLID: (&str, &str) = ("#ffffff", "#0b1320");
const SOFT: (&str, &str) = ("#dcebfb", "#15324f");
const BAD: (&str, &str) = ("#b3261e", "#ff8f86");

/// The colours of lines, in their order: far apart for every kind of colour vision, as far as eight can be.
const LINES: [(&str, &str); super::MAX_LINES] = [
    ("#0b66c3", "#6cb4ff"),
    ("#c2500a", "#ff9f57"),
    ("#0a7f4f", "#4fd19a"),
    ("#8a3ab9", "#d29bf5"),
    ("#b3243b", "#ff8596"),
    ("#0c7d8f", "#55cfe0"),
    ("#7a5c12", "#d9b764"),
    ("#5a6472", "#b3bdc9"),
];

/// The whole style sheet of a picture.
pub(super) fn sheet() -> String {
    let mut css = String::new();
    let mut rule = |selector: &str, body: &str| {
        let _ = write!(css, ".{CLASS} {selector}{{{body}}}");
    };
    rule("text", &format!("font-family:{FONTS}"));
    for (class, size, weight) in TEXTS {
        rule(&format!(".{class}"), &format!("font-size:{size}px;font-weight:{weight}"));
    }
    rule(".grid,.axis,.edge", "stroke-width:1");
    rule(".line", "fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round");
    rule(".dashed", "stroke-dasharray:4 4");
    rule(".ghost", "fill:none;stroke-width:1;stroke-dasharray:3 2");
    rule(".edge", "fill:none");
    rule(".soft", "stroke-width:1");
    rule(".lead", "stroke-width:1.5;fill:none");
    rule(".now", "stroke-width:1.5;stroke-dasharray:5 3");
    rule(".hatch", "stroke-width:3");
    rule(".gap", "stroke-width:0.5");
    for (selector, property, light, _) in PAINTS {
        rule(selector, &format!("{property}:{light}"));
    }
    for (number, (light, _)) in LINES.iter().enumerate() {
        rule(&format!(".fill-{number}"), &format!("fill:{light}"));
        rule(&format!(".line-{number}"), &format!("stroke:{light}"));
    }
    let mut dark = String::new();
    for (selector, property, _, colour) in PAINTS {
        let _ = write!(dark, ".{CLASS} {selector}{{{property}:{colour}}}");
    }
    for (number, (_, colour)) in LINES.iter().enumerate() {
        let _ = write!(dark, ".{CLASS} .fill-{number}{{fill:{colour}}}.{CLASS} .line-{number}{{stroke:{colour}}}");
    }
    format!("{css}@media (prefers-color-scheme:dark){{{dark}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let parts = u32::from_str_radix(colour.trim_start_matches('#'), 16).unwrap().to_be_bytes();
        let part = |place: usize| {
            let share = f64::from(parts[place]) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(2) + 0.0722 * part(3)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn texts_and_marks_stand_out_in_both_schemes() {
        for (text, ground) in [(INK, GROUND), (MUTED, GROUND), (ON_SOLID, SOLID), (INK, SOFT), (BAD, GROUND)] {
            assert!(contrast(text.0, ground.0) >= 4.5, "{text:?} on {ground:?}: {}", contrast(text.0, ground.0));
            assert!(contrast(text.1, ground.1) >= 4.5, "{text:?} on {ground:?}: {}", contrast(text.1, ground.1));
        }
        for mark in LINES.into_iter().chain([AXIS, SOLID]) {
            assert!(contrast(mark.0, GROUND.0) >= 3.0, "{mark:?}: {}", contrast(mark.0, GROUND.0));
            assert!(contrast(mark.1, GROUND.1) >= 3.0, "{mark:?}: {}", contrast(mark.1, GROUND.1));
        }
    }

    #[test]
    fn every_rule_stands_under_the_class_of_the_picture() {
        let rules = sheet().replace("@media (prefers-color-scheme:dark){", "");
        for rule in rules.split('}').filter(|rule| !rule.is_empty()) {
            assert!(rule.starts_with(&format!(".{CLASS} ")), "{rule}");
        }
    }
}
