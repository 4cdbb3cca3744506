//! Which fields of a record matched a search, and where.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::words::tokens;

/// Greatest length of a highlighted piece of text, in bytes of the original.
const WINDOW: usize = 200;

/// A field of a record that matched a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldMatch {
    /// Name of the field.
    #[schema(example = "name")]
    pub field: String,
    /// A piece of its text as HTML: matching words stand in `<mark>`, everything else is escaped.
    #[schema(example = "<mark>Chandrayaan</mark>-<mark>3</mark>")]
    pub highlight: String,
}

/// The fields that the index holds words of.
const FIELDS: [&str; 22] = [
    "name",
    "title",
    "aliases",
    "identifiers",
    "wikidata",
    "countries",
    "focus_areas",
    "goal",
    "family",
    "crew",
    "mission",
    "criterion",
    "statement",
    "why",
    "narrative",
    "drivers",
    "would_change",
    "unit",
    "method",
    "publisher",
    "summary",
    "outcome",
];

/// The fields of a record in which one of the words stands, in the order of the record; the id only where no other does.
pub(super) fn matches(record: &Map<String, Value>, words: &BTreeSet<String>) -> Vec<FieldMatch> {
    let in_field = |field: &str, value: &Value| {
        highlight(&text_of(value), words).map(|highlight| FieldMatch { field: field.to_owned(), highlight })
    };
    let fields = record.iter().filter(|(field, _)| FIELDS.contains(&field.as_str()));
    let found: Vec<FieldMatch> = fields.filter_map(|(field, value)| in_field(field, value)).collect();
    if found.is_empty() {
        return record.get("id").and_then(|id| in_field("id", id)).into_iter().collect();
    }
    found
}

/// The texts of a value: itself, or the names, sentences and identifiers within it.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            items.iter().map(text_of).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
        }
        Value::Object(fields) => ["name", "text", "cospar", "satcat", "wikidata"]
            .into_iter()
            .filter_map(|field| fields.get(field).and_then(Value::as_str))
            .collect::<Vec<_>>()
            .join(" "),
        Value::Null | Value::Bool(_) | Value::Number(_) => String::new(),
    }
}

fn highlight(text: &str, words: &BTreeSet<String>) -> Option<String> {
    let tokens = tokens(text);
    let first = tokens.iter().find(|token| words.contains(&token.text))?;
    let start = tokens.iter().map(|token| token.offset_from).find(|at| at + WINDOW / 3 >= first.offset_from)?;
    let start = if start == tokens.first()?.offset_from { 0 } else { start };
    let end = tokens.iter().map(|token| token.offset_to).take_while(|at| *at <= start + WINDOW).last()?;
    let end = if end == tokens.last()?.offset_to { text.len() } else { end };
    let mut html = String::from(if start > 0 { "… " } else { "" });
    let mut at = start;
    for token in tokens.iter().filter(|token| token.offset_from >= start && token.offset_to <= end) {
        if words.contains(&token.text) {
            html.push_str(&escaped(text.get(at..token.offset_from)?));
            write!(html, "<mark>{}</mark>", escaped(text.get(token.offset_from..token.offset_to)?)).ok()?;
            at = token.offset_to;
        }
    }
    html.push_str(&escaped(text.get(at..end)?));
    if end < text.len() {
        html.push_str(" …");
    }
    Some(html)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_words_and_escapes_the_rest() {
        let words = BTreeSet::from(["change".to_owned()]);
        assert_eq!(highlight("A <b> Chang’e 6", &words).unwrap(), "A &lt;b&gt; <mark>Chang’e</mark> 6");
        assert_eq!(highlight("nothing", &words), None);
    }

    #[test]
    fn cuts_long_texts_around_the_first_match() {
        let words = BTreeSet::from(["needle".to_owned()]);
        let text = format!("{}needle {}", "hay ".repeat(100), "straw ".repeat(100));
        let html = highlight(&text, &words).unwrap();
        assert!(html.starts_with("… ") && html.ends_with(" …") && html.contains("<mark>needle</mark>"), "{html}");
        assert!(html.len() < 260, "{} bytes", html.len());
    }
}
