//! Line ends inside a sentence: mails, agency copy and text taken from pages of print break lines at a width. Such a
//! line end is a blank, between Chinese characters nothing; that of a paragraph stays.

use super::mapped_char::Letter;
use std::ops::Range;

/// Lines that are broken at a width are at most so many characters long, and the longest of them at least so many.
const WIDTH_MAX: usize = 120;
const WIDTH_MIN: usize = 30;
/// A Chinese line that runs on has so many characters at least; a shorter one is a heading.
const HAN_LINE_MIN: usize = 10;
/// A hyphen before a line end stays where so few letters follow it: "dit-il".
const SHORT_PART: usize = 3;

/// Parts a text in lines and joins those that a sentence runs over.
pub(super) fn join(letters: &mut Vec<Letter>) {
    let lines = lines(letters);
    let mut gaps: Vec<(usize, Gap)> = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let length = lines[start..].iter().take_while(|line| !line.is_empty()).count();
        block(letters, &lines[start..start + length], &mut gaps);
        start += length.max(1);
    }
    if gaps.is_empty() {
        return;
    }
    let mut gaps = gaps.into_iter().peekable();
    let mut out = Vec::with_capacity(letters.len());
    for (at, letter) in letters.iter().enumerate() {
        match gaps.next_if(|(line_end, _)| *line_end == at) {
            Some((_, Gap::Blank)) => out.push(Letter { c: ' ', ..*letter }),
            Some((_, Gap::Hyphen)) => {
                while out.last().is_some_and(|l: &Letter| l.c.is_whitespace()) {
                    out.pop();
                }
                out.pop();
            }
            Some((_, Gap::Nothing)) => {}
            None => out.push(*letter),
        }
    }
    *letters = out;
}

/// What stands in place of a line end that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Blank,
    Nothing,
    /// Nothing, and the hyphen before it goes too.
    Hyphen,
}

/// A line without the blanks around it, and where its line end stands.
#[derive(Debug)]
struct Line {
    words: Range<usize>,
    end: usize,
}

impl Line {
    fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

fn lines(letters: &[Letter]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in (0..=letters.len()).filter(|at| letters.get(*at).is_none_or(|l| is_line_end(l.c))) {
        let mut words = start..end;
        while words.start < words.end && letters[words.start].c.is_whitespace() {
            words.start += 1;
        }
        while words.start < words.end && letters[words.end - 1].c.is_whitespace() {
            words.end -= 1;
        }
        lines.push(Line { words, end });
        start = end + 1;
    }
    lines
}

pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}')
}

/// The line ends to join in lines that no empty line parts.
fn block(letters: &[Letter], lines: &[Line], gaps: &mut Vec<(usize, Gap)>) {
    let width = lines.iter().map(|line| line.words.len()).max().unwrap_or(0);
    let pairs = || {
        lines
            .iter()
            .zip(lines.iter().skip(1))
            .map(|(a, b)| Pair { letters, a, b })
    };
    let wrapped =
        (WIDTH_MIN..=WIDTH_MAX).contains(&width) && pairs().any(|pair| pair.runs_on() || pair.is_open());
    for pair in pairs() {
        if pair.runs_on() || wrapped && pair.is_full(width) || pair.runs_on_in_chinese() || pair.is_quoted() {
            gaps.push((pair.a.end, pair.gap()));
        }
    }
}

/// Two lines, one behind the other.
struct Pair<'l> {
    letters: &'l [Letter],
    a: &'l Line,
    b: &'l Line,
}

impl Pair<'_> {
    fn last(&self) -> char {
        self.letters[self.a.words.end - 1].c
    }

    fn first(&self) -> char {
        self.letters[self.b.words.start].c
    }

    fn is_final(&self) -> bool {
        matches!(
            self.last(),
            '.' | '!' | '?' | '…' | ':' | ';' | '。' | '！' | '？' | '：' | '；'
        )
    }

    /// The second line begins in the middle of a sentence.
    fn runs_on(&self) -> bool {
        self.first().is_lowercase() && !self.is_final() && !is_bullet(self.letters, self.b)
    }

    /// The first line ends in the middle of a sentence: with a comma or a word of two letters.
    fn is_open(&self) -> bool {
        let mut last = self.letters[self.a.words.clone()].iter().rev().map(|l| l.c);
        let word = last.by_ref().take(3).take_while(|c| c.is_lowercase()).count();
        !is_bullet(self.letters, self.b) && (self.last() == ',' || matches!(word, 1 | 2))
    }

    /// The first word of the second line had no room in the first.
    fn is_full(&self, width: usize) -> bool {
        let words = self.letters[self.b.words.clone()].iter();
        let word = words.take_while(|l| !l.c.is_whitespace()).count();
        let length = self.a.words.len() + 1 + word;
        // text from print is ragged: a line that ends in the middle of a sentence may be shorter
        (length > width || !self.is_final() && length * 4 > width * 3)
            && !is_bullet(self.letters, self.b)
            && !is_bullet(self.letters, self.a)
            && self.last() != ':'
    }

    /// A Chinese line breaks anywhere: one that has commas and ends with a character is no heading. What follows is
    /// no longer than it.
    fn runs_on_in_chinese(&self) -> bool {
        let prose = || {
            self.letters[self.a.words.clone()]
                .iter()
                .any(|l| matches!(l.c, '，' | '。' | '“'))
        };
        is_han(self.first())
            && (is_han(self.last()) || matches!(self.last(), '，' | '、'))
            && self.a.words.len() >= HAN_LINE_MIN
            && self.b.words.len() <= self.a.words.len() + 2
            && prose()
    }

    /// A quotation is open at the line end, and closed in the second line.
    fn is_quoted(&self) -> bool {
        let mark = |l: &&Letter| matches!(l.c, '“' | '”' | '«' | '»' | '「' | '」' | '『' | '』');
        let open = self.letters[self.a.words.clone()].iter().rev().find(mark);
        let close = self.letters[self.b.words.clone()].iter().find(mark);
        let opens = open.is_some_and(|l| matches!(l.c, '“' | '«' | '「' | '『'));
        let closes = close.is_some_and(|l| matches!(l.c, '”' | '»' | '」' | '』'));
        opens && closes && !self.is_final() && !is_bullet(self.letters, self.b)
    }

    fn gap(&self) -> Gap {
        if is_han(self.last()) && is_han(self.first()) || matches!(self.last(), '，' | '、') {
            return Gap::Nothing;
        }
        let before = self.letters[self.a.words.clone()]
            .iter()
            .rev()
            .nth(1)
            .map(|l| l.c);
        if !matches!(self.last(), '-' | '\u{ad}' | '\u{2010}') || !before.is_some_and(char::is_alphabetic) {
            return Gap::Blank;
        }
        let words = self.letters[self.b.words.clone()].iter();
        let part = words.take_while(|l| l.c.is_alphabetic()).count();
        if self.first().is_lowercase() && part > SHORT_PART {
            Gap::Hyphen
        } else {
            Gap::Nothing
        }
    }
}

/// Whether a line is an item of a list, or a turn that a dash opens.
fn is_bullet(letters: &[Letter], line: &Line) -> bool {
    let mut words = letters[line.words.clone()].iter().map(|l| l.c).peekable();
    match words.next() {
        Some('-' | '–' | '—' | '•' | '*' | '·' | '▪' | '◦' | '>' | '|') => true,
        Some(c) if c.is_ascii_digit() => {
            while words.next_if(char::is_ascii_digit).is_some() {}
            matches!(words.next(), Some('.' | ')' | '°'))
        }
        Some(c) if c.is_ascii_lowercase() => words.next() == Some(')'),
        _ => false,
    }
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expect: &str) {
        let mut letters = Letter::of_text(given);
        join(&mut letters);
        assert_eq!(letters.iter().map(|l| l.c).collect::<String>(), expect);
    }

    #[test]
    fn lines_that_a_sentence_runs_over_are_joined() {
        check(
            "Le maire a dit que le\nbac partirait.\nIl a plu.",
            "Le maire a dit que le bac partirait.\nIl a plu.",
        );
        check(
            "The head of the harbour guild, Ned\nCroft, said that it was so and\nleft. He did not\nCome back",
            "The head of the harbour guild, Ned Croft, said that it was so and left. He did not\nCome back",
        );
        check("le gouverne-\nment a-t-\nil dit", "le gouvernement a-t-il dit");
        check(
            "港务局长十日在河口表示，旧码\n头已经关闭。",
            "港务局长十日在河口表示，旧码头已经关闭。",
        );
    }

    #[test]
    fn paragraphs_headings_and_lists_stay_apart() {
        for text in [
            "Le bac est en panne\nLe maire a dit mardi que le bac repartirait.",
            "Il a dit :\n- un bac ;\n- un pont.",
            "Il a plu.\n\net puis non",
            "旧码头关闭\n港务局长卢明远十日在河口表示，旧码头已经关闭。",
        ] {
            check(text, text);
        }
    }
}
