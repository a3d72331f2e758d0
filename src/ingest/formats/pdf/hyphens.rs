//! Joins a word that a line end cuts. A hyphen that the word may have anyway stays.

use std::collections::HashSet;

/// First parts of words that keep their hyphen, in lower case.
const PREFIXES: [&str; 46] = [
    "ex", "vice", "non", "quasi", "mi", "demi", "semi", "sous", "contre", "après", "avant", "arrière",
    "outre", "haut", "grand", "petit", "nord", "sud", "est", "ouest", "peut", "quelques", "soi", "celui",
    "celle", "ceux", "celles", "même", "porte", "franco", "anglo", "sino", "self", "well", "long", "short",
    "high", "low", "all", "cross", "co", "half", "mid", "north", "south", "so",
];
/// Last parts of words that keep their hyphen: "dit-elle", "celui-ci".
const SUFFIXES: [&str; 14] = [
    "il", "elle", "ils", "elles", "nous", "vous", "ci", "là", "être", "même", "mêmes", "based", "term",
    "wide",
];
/// Last parts that keep it after a word that stands alone elsewhere: "dit-on", but "champi-on".
const SHORT_SUFFIXES: [&str; 14] = [
    "on", "je", "tu", "ce", "le", "la", "les", "lui", "leur", "moi", "toi", "y", "en", "t",
];

/// A document whose program cuts words has a hyphen at the end of one line in so many, at least. Where fewer have one,
/// it belongs to the word.
const LINES_PER_HYPHEN_MAX: usize = 33;

/// The words of a document, by which a doubtful hyphen is decided.
#[derive(Debug, Default)]
pub(super) struct KnownWords {
    words: HashSet<String>,
    /// Whether line ends cut words in the document.
    has_cut_words: bool,
}

impl KnownWords {
    /// The words in `lines`, without those that line ends cut.
    pub(super) fn collect<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut words = HashSet::new();
        let mut is_cut = false;
        let (mut lines_count, mut cut_count) = (0, 0);
        for line in lines {
            let mut of_line: Vec<&str> = line.split_whitespace().skip(usize::from(is_cut)).collect();
            is_cut = line.ends_with(['-', '\u{ad}', '‐']);
            lines_count += 1;
            if is_cut {
                of_line.pop();
                cut_count += 1;
            }
            words.extend(of_line.into_iter().map(bare_word).filter(|word| !word.is_empty()));
        }
        Self {
            words,
            has_cut_words: cut_count * LINES_PER_HYPHEN_MAX >= lines_count,
        }
    }

    /// Whether the hyphen at the end of `first` belongs to the word that `second` continues.
    fn keeps_hyphen(&self, first: &str, second: &str) -> bool {
        let (first, second) = (bare_word(first), bare_word(second));
        let is_long = |word: &str| word.chars().count() >= 4;
        if self.words.contains(&format!("{first}{second}")) {
            return false;
        }
        // "dit-il," ends at the second hyphen too: "c'est-à-dire", "a-t-il".
        first.contains('-')
            || second.contains('-')
            || !self.has_cut_words
            || PREFIXES.contains(&first.as_str())
            || SUFFIXES.contains(&second.as_str())
            || SHORT_SUFFIXES.contains(&second.as_str()) && self.words.contains(&first)
            || self.words.contains(&format!("{first}-{second}"))
            || is_long(&first)
                && is_long(&second)
                && self.words.contains(&first)
                && self.words.contains(&second)
    }
}

/// `word` in lower case, without the marks around it and what is elided before it.
fn bare_word(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let word = word.rsplit(['\'', '’']).next().unwrap_or(word);
    word.to_lowercase()
}

/// Appends `line` to `text`, which a line end separates.
pub(super) fn join_line(text: &mut String, line: &str, known: &KnownWords) {
    use super::text_line::is_unspaced;
    let Some(last) = text.chars().next_back() else {
        text.push_str(line);
        return;
    };
    let first = line.chars().next().unwrap_or(' ');
    let before = text.chars().rev().nth(1).unwrap_or(' ');
    if last == '\u{ad}' {
        text.pop();
    } else if matches!(last, '-' | '‐') && before.is_alphanumeric() {
        let cut = text.rsplit(char::is_whitespace).next().unwrap_or_default();
        let cut = cut.trim_end_matches(['-', '‐']);
        let rest = line.split_whitespace().next().unwrap_or_default();
        if first.is_lowercase() && before.is_lowercase() && !known.keeps_hyphen(cut, rest) {
            text.pop();
        }
    } else if !(is_unspaced(last) && is_unspaced(first)) {
        text.push(' ');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_word_is_joined_and_true_hyphen_stays() {
        let lines = [
            "the policy of the makers",
            "un porte-parole, l’accord-cadre",
            "the par-",
            "liament",
        ];
        let known = KnownWords::collect(lines.into_iter());
        let check = |first: &str, second: &str, expected: &str| {
            let mut text = first.to_owned();
            join_line(&mut text, second, &known);
            assert_eq!(text, expected);
        };
        check("the govern-", "ment said", "the government said");
        check("le gouverne\u{ad}", "ment", "le gouvernement");
        check("nous agirons, a-t-", "il dit", "nous agirons, a-t-il dit");
        check("« Oui », dit-", "elle.", "« Oui », dit-elle.");
        check("the champi-", "on said", "the champion said");
        check("c’est-à-", "dire", "c’est-à-dire");
        check("l’accord-", "cadre", "l’accord-cadre");
        check("the policy-", "makers", "the policy-makers");
        check("à Saint-", "Denis", "à Saint-Denis");
        check("le vice-", "président", "le vice-président");
        check("from 2020-", "2024", "from 2020-2024");
        check("a pause -", "then", "a pause - then");
        check("一份报告", "说明", "一份报告说明");
        check("两国", "China", "两国 China");
        let whole = KnownWords::collect(["the parliament met", "today"].into_iter());
        let mut text = "a long-".to_owned();
        join_line(&mut text, "range plan", &whole);
        assert_eq!(text, "a long-range plan");
    }
}
