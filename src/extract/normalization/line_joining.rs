//! Joins lines that a sentence runs over. Mails, agency copy and text from printed pages break lines at a width. Such
//! a line end becomes a blank, between Chinese characters nothing. The line end of a paragraph stays.

use super::mapped_char::MappedChar;
use std::ops::Range;

/// Wrapped lines are at most `LINE_WIDTH_MAX` characters long, and the longest of them at least `LINE_WIDTH_MIN`.
const LINE_WIDTH_MAX: usize = 120;
const LINE_WIDTH_MIN: usize = 30;
/// Minimum length, in characters, of a Chinese line that continues in the next one; a shorter line is a heading.
const HAN_LINE_CHARS_MIN: usize = 10;
/// A hyphen at a line end stays if at most this number of letters follow it: "dit-il".
const SHORT_PART_CHARS: usize = 3;

/// Splits the text into lines and joins those that a sentence runs over.
pub(super) fn join_wrapped_lines(chars: &mut Vec<MappedChar>) {
    let lines = split_lines(chars);
    let mut gaps: Vec<(usize, LineJoin)> = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let length = lines[start..].iter().take_while(|line| !line.is_empty()).count();
        find_joins(chars, &lines[start..start + length], &mut gaps);
        start += length.max(1);
    }
    if gaps.is_empty() {
        return;
    }
    let mut gaps = gaps.into_iter().peekable();
    let mut out = Vec::with_capacity(chars.len());
    for (at, mapped) in chars.iter().enumerate() {
        match gaps.next_if(|(line_end, _)| *line_end == at) {
            Some((_, LineJoin::Blank)) => out.push(MappedChar { c: ' ', ..*mapped }),
            Some((_, LineJoin::RemoveHyphen)) => {
                while out.last().is_some_and(|l: &MappedChar| l.c.is_whitespace()) {
                    out.pop();
                }
                out.pop();
            }
            Some((_, LineJoin::Nothing)) => {}
            None => out.push(*mapped),
        }
    }
    *chars = out;
}

/// What replaces a line end inside a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineJoin {
    Blank,
    Nothing,
    /// Nothing; the hyphen before it is removed too.
    RemoveHyphen,
}

/// A line without the blanks around it, and the index of its line end.
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

fn split_lines(chars: &[MappedChar]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in (0..=chars.len()).filter(|at| chars.get(*at).is_none_or(|l| is_line_end(l.c))) {
        let mut words = start..end;
        while words.start < words.end && chars[words.start].c.is_whitespace() {
            words.start += 1;
        }
        while words.start < words.end && chars[words.end - 1].c.is_whitespace() {
            words.end -= 1;
        }
        lines.push(Line { words, end });
        start = end + 1;
    }
    lines
}

/// Whether the character ends a line.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}')
}

/// Finds the line ends to join in a block of lines without an empty line.
fn find_joins(chars: &[MappedChar], lines: &[Line], gaps: &mut Vec<(usize, LineJoin)>) {
    let width = lines.iter().map(|line| line.words.len()).max().unwrap_or(0);
    let pairs = || {
        lines
            .iter()
            .zip(lines.iter().skip(1))
            .map(|(a, b)| LinePair { chars, a, b })
    };
    let wrapped = (LINE_WIDTH_MIN..=LINE_WIDTH_MAX).contains(&width)
        && pairs().any(|pair| pair.runs_on() || pair.ends_mid_sentence());
    for pair in pairs() {
        if pair.runs_on()
            || wrapped && pair.is_full(width)
            || pair.runs_on_in_chinese()
            || pair.splits_quotation()
        {
            gaps.push((pair.a.end, pair.kind_of_join()));
        }
    }
}

/// Two lines, one after the other.
struct LinePair<'l> {
    chars: &'l [MappedChar],
    a: &'l Line,
    b: &'l Line,
}

impl LinePair<'_> {
    fn last(&self) -> char {
        self.chars[self.a.words.end - 1].c
    }

    fn first(&self) -> char {
        self.chars[self.b.words.start].c
    }

    /// Whether the first line ends with a mark that ends a sentence or a clause.
    fn ends_sentence(&self) -> bool {
        matches!(
            self.last(),
            '.' | '!' | '?' | '…' | ':' | ';' | '。' | '！' | '？' | '：' | '；'
        )
    }

    /// Whether the second line begins in the middle of a sentence.
    fn runs_on(&self) -> bool {
        self.first().is_lowercase() && !self.ends_sentence() && !is_bullet(self.chars, self.b)
    }

    /// Whether the first line ends in the middle of a sentence: with a comma or a word of one or two letters.
    fn ends_mid_sentence(&self) -> bool {
        let mut last = self.chars[self.a.words.clone()].iter().rev().map(|l| l.c);
        let word = last.by_ref().take(3).take_while(|c| c.is_lowercase()).count();
        !is_bullet(self.chars, self.b) && (self.last() == ',' || matches!(word, 1 | 2))
    }

    /// Whether the first word of the second line did not fit into the first.
    fn is_full(&self, width: usize) -> bool {
        let words = self.chars[self.b.words.clone()].iter();
        let word = words.take_while(|l| !l.c.is_whitespace()).count();
        let length = self.a.words.len() + 1 + word;
        // printed text is ragged: a line that ends in the middle of a sentence may be shorter
        (length > width || !self.ends_sentence() && length * 4 > width * 3)
            && !is_bullet(self.chars, self.b)
            && !is_bullet(self.chars, self.a)
            && self.last() != ':'
    }

    /// Whether a Chinese line continues in the second. Chinese lines break anywhere. A line that has commas and ends
    /// with a character is no heading; the next one is hardly longer.
    fn runs_on_in_chinese(&self) -> bool {
        let prose = || {
            self.chars[self.a.words.clone()]
                .iter()
                .any(|l| matches!(l.c, '，' | '。' | '“'))
        };
        is_han(self.first())
            && (is_han(self.last()) || matches!(self.last(), '，' | '、'))
            && self.a.words.len() >= HAN_LINE_CHARS_MIN
            && self.b.words.len() <= self.a.words.len() + 2
            && prose()
    }

    /// Whether a quotation is open at the line end and closed in the second line.
    fn splits_quotation(&self) -> bool {
        let mark = |l: &&MappedChar| matches!(l.c, '“' | '”' | '«' | '»' | '「' | '」' | '『' | '』');
        let open = self.chars[self.a.words.clone()].iter().rev().find(mark);
        let close = self.chars[self.b.words.clone()].iter().find(mark);
        let opens = open.is_some_and(|l| matches!(l.c, '“' | '«' | '「' | '『'));
        let closes = close.is_some_and(|l| matches!(l.c, '”' | '»' | '」' | '』'));
        opens && closes && !self.ends_sentence() && !is_bullet(self.chars, self.b)
    }

    /// What replaces the line end between the two lines.
    fn kind_of_join(&self) -> LineJoin {
        if is_han(self.last()) && is_han(self.first()) || matches!(self.last(), '，' | '、') {
            return LineJoin::Nothing;
        }
        let before = self.chars[self.a.words.clone()].iter().rev().nth(1).map(|l| l.c);
        if !matches!(self.last(), '-' | '\u{ad}' | '\u{2010}') || !before.is_some_and(char::is_alphabetic) {
            return LineJoin::Blank;
        }
        let words = self.chars[self.b.words.clone()].iter();
        let part = words.take_while(|l| l.c.is_alphabetic()).count();
        if self.first().is_lowercase() && part > SHORT_PART_CHARS {
            LineJoin::RemoveHyphen
        } else {
            LineJoin::Nothing
        }
    }
}

/// Whether the line is an item of a list, or a turn that begins with a dash.
fn is_bullet(chars: &[MappedChar], line: &Line) -> bool {
    let mut words = chars[line.words.clone()].iter().map(|l| l.c).peekable();
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

/// Whether lines break beside the character without a blank: an ideograph of the common blocks.
///
/// Narrower than [`domain::is_han`](crate::domain::is_han), without 〇 and 々. Widening it would join more lines, and so
/// change recorded readings.
fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expect: &str) {
        let mut chars = MappedChar::from_text(given);
        join_wrapped_lines(&mut chars);
        assert_eq!(chars.iter().map(|l| l.c).collect::<String>(), expect);
    }

    #[test]
    fn wrapped_lines_are_joined() {
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
    fn paragraphs_headings_and_lists_are_not_joined() {
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
