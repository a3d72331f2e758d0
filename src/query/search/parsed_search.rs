//! Parses the text of a search.

use super::tokens::{SearchToken, search_tokens};

/// A parsed search text. Every text can be parsed: there are no syntax errors.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ParsedSearch {
    /// Each of these must occur, by at least one of its alternatives.
    pub(super) required: Vec<Vec<SearchTerm>>,
    /// None of these may occur.
    pub(super) excluded: Vec<SearchTerm>,
}

/// A word, or a phrase of words and Han characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SearchTerm {
    /// The tokens that must occur side by side; never empty.
    pub(super) tokens: Vec<SearchToken>,
    /// Whether the last token is only the beginning of a word.
    pub(super) is_prefix: bool,
    /// Whether other inflected forms of the words match, too. Not in quoted phrases.
    pub(super) allows_inflection: bool,
}

/// Pairs of quotation marks that open and close a phrase.
const QUOTES: [(char, char); 5] = [('"', '"'), ('«', '»'), ('“', '”'), ('「', '」'), ('『', '』')];

impl ParsedSearch {
    /// Parses a search text: words, `"phrases"`, `prefix*`, `-excluded`, and `OR` between alternatives.
    pub(super) fn parse(query: &str) -> Self {
        let mut wanted = Self::default();
        let mut joins = false;
        let mut rest = query;
        while let Some(piece) = QueryPiece::next(&mut rest) {
            if piece.text == "OR" && !piece.quoted && !piece.minus {
                joins = !wanted.required.is_empty();
                continue;
            }
            let Some(term) = piece.to_term() else { continue };
            match wanted.required.last_mut() {
                _ if piece.minus => wanted.excluded.push(term),
                Some(alternatives) if joins => alternatives.push(term),
                _ => wanted.required.push(vec![term]),
            }
            joins = false;
        }
        wanted
    }
}

/// A part of the search text between spaces or between quotation marks.
struct QueryPiece<'a> {
    text: &'a str,
    quoted: bool,
    minus: bool,
    star: bool,
}

impl<'a> QueryPiece<'a> {
    /// Removes the next piece from `rest` and returns it; `None` at the end.
    fn next(rest: &mut &'a str) -> Option<Self> {
        let text = rest.trim_start();
        let first = text.chars().next()?;
        let (minus, text) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(after) => (true, after),
            None => (false, text),
        };
        let opening = if minus { text.chars().next() } else { Some(first) };
        let quote = QUOTES.iter().find(|(open, _)| Some(*open) == opening);
        let Some((open, close)) = quote else {
            let ends = |c: char| c.is_whitespace() || QUOTES.iter().any(|(open, _)| *open == c);
            let end = text.find(ends).unwrap_or(text.len());
            *rest = &text[end..];
            let text = &text[..end];
            return Some(Self {
                text,
                quoted: false,
                minus,
                star: text.ends_with('*'),
            });
        };
        let inside = &text[open.len_utf8()..];
        // A phrase without a closing quotation mark extends to the end.
        let (phrase, after) = inside.split_once(*close).unwrap_or((inside, ""));
        let star = after.starts_with('*');
        *rest = after.strip_prefix('*').unwrap_or(after);
        Some(Self {
            text: phrase,
            quoted: true,
            minus,
            star,
        })
    }

    fn to_term(&self) -> Option<SearchTerm> {
        let tokens = search_tokens(self.text);
        let prefix = self.star && tokens.last().is_some_and(|last| !last.is_han);
        let inflected = !self.quoted && !prefix && tokens.iter().all(|token| !token.is_han);
        (!tokens.is_empty()).then_some(SearchTerm {
            tokens,
            is_prefix: prefix,
            allows_inflection: inflected,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes alternatives as `a|b`, exclusions as `-x`, and phrases with `_` between their words.
    fn read(query: &str) -> String {
        let wanted = ParsedSearch::parse(query);
        let term = |term: &SearchTerm| {
            let words: Vec<&str> = term.tokens.iter().map(|token| token.text.as_str()).collect();
            words.join("_") + if term.is_prefix { "*" } else { "" }
        };
        let all = wanted
            .required
            .iter()
            .map(|any| any.iter().map(term).collect::<Vec<_>>().join("|"));
        let without = wanted
            .excluded
            .iter()
            .map(|without| format!("-{}", term(without)));
        all.chain(without).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn search_syntax_is_parsed() {
        insta::assert_snapshot!(read("Gouvernance  mondiale"), @"gouvernance mondiale");
        insta::assert_snapshot!(read("\"bien public\" IA"), @"bien_public ia");
        insta::assert_snapshot!(read("« bien public »“open source”"), @"bien_public open_source");
        insta::assert_snapshot!(read("gouvern* -impôt -\"la fin\""), @"gouvern* -impot -la_fin");
        insta::assert_snapshot!(read("a OR b c"), @"a|b c");
        insta::assert_snapshot!(read("l'IA 人工智能 AI治理"), @"l_ia 人_工_智_能 ai_治_理");
    }

    #[test]
    fn malformed_syntax_is_parsed_without_error() {
        insta::assert_snapshot!(read("OR a OR"), @"a");
        insta::assert_snapshot!(read("a OR OR b"), @"a|b");
        insta::assert_snapshot!(read("\"jamais fermé"), @"jamais_ferme");
        insta::assert_snapshot!(read("NEAR(a, 2) ^b {c}: d+e"), @"near_a 2 b c d_e");
        insta::assert_snapshot!(read("or AND not"), @"or and not");
        insta::assert_snapshot!(read(" - -- * \"\" ();:'"), @"");
        insta::assert_snapshot!(read("a - b"), @"a b");
    }
}
