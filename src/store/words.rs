//! Texts as search and sorting see them: words without case, accents and apostrophes.

use std::cell::RefCell;

use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, RegexTokenizer, TextAnalyzer, Token};

thread_local! {
    /// Kept, since reading the regular expression costs more than splitting a text with it.
    static ANALYZER: RefCell<Option<TextAnalyzer>> = RefCell::new(
        RegexTokenizer::new(r"[\p{L}\p{N}'’ʼ]+")
            .ok()
            .map(|words| TextAnalyzer::builder(words).filter(LowerCaser).filter(AsciiFoldingFilter).build()),
    );
}

/// The words of a text, each with its place in the text.
///
/// `Chang'e` is the one word `change`, as it is in ids, and `China's` is `china`.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    ANALYZER.with_borrow_mut(|analyzer| {
        let mut found = Vec::new();
        if let Some(analyzer) = analyzer {
            analyzer.token_stream(text).process(&mut |token| found.extend(plain(token)));
        }
        found
    })
}

/// A token without apostrophes and the `'s` of the genitive.
fn plain(token: &Token) -> Option<Token> {
    let bare = token.text.replace(['’', 'ʼ'], "'");
    let text = bare.strip_suffix("'s").unwrap_or(&bare).replace('\'', "");
    (!text.is_empty()).then(|| Token { text, ..token.clone() })
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
    }
}
