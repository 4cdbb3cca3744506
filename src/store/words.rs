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
    let in_word = |c: char| c.is_alphanumeric() || APOSTROPHES.contains(&c);
    let mut found = Vec::new();
    let mut at = 0;
    for run in text.split_inclusive(|c| !in_word(c)) {
        let word = run.trim_end_matches(|c| !in_word(c));
        let folded = folded_word(word);
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
        at += run.len();
    }
    found
}

/// A word without case, accents, apostrophes and the `'s` of the genitive.
fn folded_word(word: &str) -> String {
    let genitive = |apostrophe: &char| word.strip_suffix('s').and_then(|stem| stem.strip_suffix(*apostrophe));
    let bare = APOSTROPHES.iter().find_map(genitive).unwrap_or(word).replace(APOSTROPHES, "");
    if bare.is_ascii() {
        return bare.to_ascii_lowercase();
    }
    FOLDER.with_borrow_mut(|folder| {
        let mut folded = String::new();
        folder.token_stream(&bare).process(&mut |token| folded.push_str(&token.text));
        folded
    })
}

/// A text in the form in which names are compared: its words, joined by spaces.
pub(super) fn folded(text: &str) -> String {
    tokens(text).into_iter().map(|token| token.text).collect::<Vec<_>>().join(" ")
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
