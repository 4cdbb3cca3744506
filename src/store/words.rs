//! Texts as search and sorting see them: words without case, accents and apostrophes.

use std::cell::RefCell;

use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, RawTokenizer, TextAnalyzer, Token};

/// Characters that stand within words without being part of them.
const APOSTROPHES: [char; 3] = ['\'', '’', 'ʼ'];

thread_local! {
    /// Takes a word as a whole, and removes its accents.
    static FOLDER: RefCell<TextAnalyzer> =
        RefCell::new(TextAnalyzer::builder(RawTokenizer::default()).filter(LowerCaser).filter(AsciiFoldingFilter).build());
}

/// The words of a text, each with its place in the text.
///
/// `Chang'e` is the one word `change`, as it is in ids, and `China's` is `china`.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    for (at, word) in words(text) {
        let mut folded = String::with_capacity(word.len());
        fold(word, &mut folded);
        if !folded.is_empty() {
            let token = Token {
                offset_from: at,
                offset_to: at + word.len(),
                position: found.len(),
                text: folded,
                ..Token::default()
            };
            found.push(token);
        }
    }
    found
}

/// A text in the form in which names are compared: its words, joined by spaces.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for (_, word) in words(text) {
        let end = folded.len();
        if end > 0 {
            folded.push(' ');
        }
        let start = folded.len();
        fold(word, &mut folded);
        if folded.len() == start {
            folded.truncate(end);
        }
    }
    folded
}

/// The words of a text as they stand there, each with its place.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let in_word = |c: char| c.is_alphanumeric() || APOSTROPHES.contains(&c);
    let mut at = 0;
    text.split_inclusive(move |c| !in_word(c)).map(move |run| {
        let place = at;
        at += run.len();
        (place, run.trim_end_matches(|c| !in_word(c)))
    })
}

/// Appends a word without case, accents, apostrophes and the `'s` of the genitive.
fn fold(word: &str, to: &mut String) {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        to.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    let genitive = |apostrophe: &char| word.strip_suffix('s').and_then(|stem| stem.strip_suffix(*apostrophe));
    let bare = APOSTROPHES.iter().find_map(genitive).unwrap_or(word).replace(APOSTROPHES, "");
    FOLDER.with_borrow_mut(|folder| {
        folder.token_stream(&bare).process(&mut |token| to.push_str(&token.text));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_accents_and_apostrophes() {
        assert_eq!(folded("Chang’e-6"), "change 6");
        assert_eq!(folded("Serena Auñón-Chancellor"), "serena aunon chancellor");
        assert_eq!(folded("China's  ILRS"), "china ilrs");
        assert_eq!(folded(" — ' "), "");
    }

    #[test]
    fn words_know_their_place() {
        let text = "Über Chang’e-6!";
        let places: Vec<_> =
            tokens(text).iter().map(|token| text.get(token.offset_from..token.offset_to).unwrap()).collect();
        assert_eq!(places, ["Über", "Chang’e", "6"]);
    }
}
