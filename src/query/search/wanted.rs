use super::units::{Unit, units};

/// What a search asks for, read so that anything typed means something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Wanted {
    /// All of these must occur; of each, one alternative.
    pub(super) all: Vec<Vec<Term>>,
    /// None of these may occur.
    pub(super) without: Vec<Term>,
}

/// A word, or words and Han characters in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// What must stand side by side; never empty.
    pub(super) units: Vec<Unit>,
    /// Whether the last word may go on.
    pub(super) prefix: bool,
    /// Whether other forms of the words will do: where they are not quoted.
    pub(super) inflected: bool,
}

/// Quotation marks that open a phrase, with those that close it.
const QUOTES: [(char, char); 5] = [('"', '"'), ('«', '»'), ('“', '”'), ('「', '」'), ('『', '』')];

impl Wanted {
    /// Reads what was typed.
    pub(super) fn read(query: &str) -> Self {
        let mut wanted = Self::default();
        let mut joins = false;
        let mut rest = query;
        while let Some(piece) = Piece::next(&mut rest) {
            if piece.text == "OR" && !piece.quoted && !piece.minus {
                joins = !wanted.all.is_empty();
                continue;
            }
            let Some(term) = piece.term() else { continue };
            match wanted.all.last_mut() {
                _ if piece.minus => wanted.without.push(term),
                Some(alternatives) if joins => alternatives.push(term),
                _ => wanted.all.push(vec![term]),
            }
            joins = false;
        }
        wanted
    }
}

/// What stands between spaces, or between quotation marks.
struct Piece<'a> {
    text: &'a str,
    quoted: bool,
    minus: bool,
    star: bool,
}

impl<'a> Piece<'a> {
    /// Takes the next piece off `rest`.
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
        // A quotation mark that is never closed opens a phrase to the end.
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

    fn term(&self) -> Option<Term> {
        let units = units(self.text);
        let prefix = self.star && units.last().is_some_and(|last| !last.han);
        let inflected = !self.quoted && !prefix && units.iter().all(|unit| !unit.han);
        (!units.is_empty()).then_some(Term {
            units,
            prefix,
            inflected,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a|b` for alternatives, `-x` for what must not occur, words of a phrase joined by `_`.
    fn read(query: &str) -> String {
        let wanted = Wanted::read(query);
        let term = |term: &Term| {
            let words: Vec<&str> = term.units.iter().map(|unit| unit.text.as_str()).collect();
            words.join("_") + if term.prefix { "*" } else { "" }
        };
        let all = wanted
            .all
            .iter()
            .map(|any| any.iter().map(term).collect::<Vec<_>>().join("|"));
        let without = wanted.without.iter().map(|without| format!("-{}", term(without)));
        all.chain(without).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_phrases_prefixes_exclusions_and_alternatives() {
        insta::assert_snapshot!(read("Gouvernance  mondiale"), @"gouvernance mondiale");
        insta::assert_snapshot!(read("\"bien public\" IA"), @"bien_public ia");
        insta::assert_snapshot!(read("« bien public »“open source”"), @"bien_public open_source");
        insta::assert_snapshot!(read("gouvern* -impôt -\"la fin\""), @"gouvern* -impot -la_fin");
        insta::assert_snapshot!(read("a OR b c"), @"a|b c");
        insta::assert_snapshot!(read("l'IA 人工智能 AI治理"), @"l_ia 人_工_智_能 ai_治_理");
    }

    #[test]
    fn anything_typed_means_something() {
        insta::assert_snapshot!(read("OR a OR"), @"a");
        insta::assert_snapshot!(read("a OR OR b"), @"a|b");
        insta::assert_snapshot!(read("\"jamais fermé"), @"jamais_ferme");
        insta::assert_snapshot!(read("NEAR(a, 2) ^b {c}: d+e"), @"near_a 2 b c d_e");
        insta::assert_snapshot!(read("or AND not"), @"or and not");
        insta::assert_snapshot!(read(" - -- * \"\" ();:'"), @"");
        insta::assert_snapshot!(read("a - b"), @"a b");
    }
}
