//! Lists over clauses, sentences and paragraphs: "一是…二是…", "第一，…第二，…", "首先，…其次，…".

use super::{Report, trimmed};
use crate::extract::han::layout::Layout;
use crate::extract::lexicon::han_lexicon::HanSense;
use std::ops::Range;

/// A list that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    /// From the first number to the end of the last item.
    pub(super) words: Range<usize>,
    /// The items without their numbers.
    pub(super) points: Vec<Range<usize>>,
}

/// The rule of a report that only announces a list: "N提出三点建议".
pub(super) const ANNOUNCED: &str = "announcement";

/// Gives the list to the report; where only its announcement stood behind the cue, the list is what is said.
pub(super) fn give(layout: &Layout<'_>, report: &mut Report, list: &List) {
    if !counts_facts(layout, report, list) {
        report.points.clone_from(&list.points);
    }
    let Some(piece) = report.pieces.last_mut() else {
        return;
    };
    let lead = trimmed(
        layout.text,
        piece.start..list.words.start.clamp(piece.start, piece.end),
    );
    piece.end = list.words.end.max(piece.end.min(list.words.end));
    if is_announcement(layout, &lead) {
        piece.start = list.words.start;
        if let Some(cue) = &mut report.cue {
            cue.end = lead.end.max(cue.end);
        }
        report.rule = "list";
    }
}

/// Whether what is counted is no measure: "有三个原因：".
fn counts_facts(layout: &Layout<'_>, report: &Report, list: &List) -> bool {
    const FACTS: [&str; 22] = [
        "原因", "理由", "特点", "特點", "问题", "問題", "因素", "挑战", "挑戰", "亮点", "亮點", "变化",
        "變化", "困难", "困難", "优势", "優勢", "不足", "表现", "表現", "成果", "成效",
    ];
    let start = report.sentence.start.min(list.words.start);
    let lead = &layout.text[start..list.words.start];
    let lead = lead.trim_end_matches(['：', ':', '。', '，', '\n', ' ']);
    FACTS.iter().any(|fact| lead.ends_with(fact))
}

/// Whether what is said ends with an announcement: "做到以下两点".
pub(super) fn ends_with_announcement(layout: &Layout<'_>, report: &Report) -> bool {
    const ANNOUNCEMENT_MAX: usize = 30;
    let Some(piece) = report.pieces.last() else {
        return false;
    };
    let from = layout.boundary(piece.end.saturating_sub(ANNOUNCEMENT_MAX).max(piece.start));
    layout.text[from..piece.end]
        .char_indices()
        .any(|(at, _)| is_announcement(layout, &(from + at..piece.end)))
}

/// Whether the words only announce a list: "三点建议", "以下几项措施".
pub(super) fn is_announcement(layout: &Layout<'_>, words: &Range<usize>) -> bool {
    const COUNTS: [&str; 26] = [
        "两",
        "兩",
        "二",
        "三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
        "十",
        "几",
        "幾",
        "多",
        "若干",
        "以下",
        "如下",
        "下列",
        "一系列",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
    ];
    let text = &layout.text[words.clone()];
    let text = text.strip_prefix('了').unwrap_or(text);
    text.chars().count() <= 14
        && COUNTS.iter().any(|count| text.starts_with(count))
        && layout
            .hits_in(words.clone())
            .any(|hit| hit.sense == HanSense::EnumerationNoun && hit.end == words.end)
}

/// How the items of a list are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// 一是
    Is,
    /// 一要
    Must,
    /// 第一， and 首先，
    Ordinal,
    /// 一、
    Comma,
    /// 其一，
    Its,
    /// （一）
    Bracket,
    /// 1.
    Digit,
}

/// A number at the beginning of an item.
#[derive(Debug, Clone, Copy)]
struct Number {
    at: usize,
    /// Where the words of the item begin.
    words: usize,
    style: Style,
    /// From one on; `None` for "最后", which closes any series.
    value: Option<usize>,
}

/// More sentences than a list runs over.
const SENTENCES_MAX: usize = 60;

/// The list whose first number stands in the sentence with this number.
pub(super) fn list(layout: &Layout<'_>, sentence: usize) -> Option<List> {
    let (paragraph, range) = layout.sentences.get(sentence)?;
    let first = numbers(layout, range)
        .into_iter()
        .find(|number| number.value == Some(1))?;
    let mut items = vec![first];
    let mut last_sentence = sentence;
    let mut in_paragraph = *paragraph;
    for (index, (of, range)) in layout
        .sentences
        .iter()
        .enumerate()
        .skip(sentence)
        .take(SENTENCES_MAX)
    {
        if *of > in_paragraph + 1 {
            break;
        }
        for number in numbers(layout, range) {
            // an item in a paragraph of its own begins it
            let begins = *of == in_paragraph || is_paragraph_start(layout, number.at);
            if number.at > first.at && begins && follows(&items, &number) {
                items.push(number);
                (last_sentence, in_paragraph) = (index, *of);
            }
        }
    }
    if items.len() < 2 {
        return None;
    }
    let end = end(layout, &items, last_sentence)?;
    let ends = items
        .iter()
        .skip(1)
        .map(|item| item.at)
        .chain(std::iter::once(end));
    let points = items
        .iter()
        .zip(ends)
        .map(|(item, end)| trimmed(layout.text, item.words..end.max(item.words)))
        .collect();
    Some(List {
        words: first.at..end,
        points,
    })
}

/// Whether the number goes on with the series.
fn follows(items: &[Number], number: &Number) -> bool {
    let same = items.first().is_some_and(|first| first.style == number.style);
    match number.value {
        Some(value) => same && value == items.len() + 1,
        None => same,
    }
}

fn is_paragraph_start(layout: &Layout<'_>, at: usize) -> bool {
    layout.paragraph_at(at).is_some()
}

/// Where the last item ends: with its paragraph, if items are parted by full stops; else with its sentence.
fn end(layout: &Layout<'_>, items: &[Number], last: usize) -> Option<usize> {
    let (paragraph, _) = layout.sentences.get(last)?;
    let (first, final_item) = (items.first()?, items.last()?);
    let between = &layout.text[first.words..final_item.at];
    let by_stops = between.contains(['。', '\n']);
    let mut end = final_item.words;
    for (of, range) in layout.sentences.iter().skip(last).take(SENTENCES_MAX) {
        if of != paragraph || end > final_item.words && range.start > final_item.at && speaks(layout, range) {
            break;
        }
        end = trimmed(layout.text, final_item.words..range.end).end;
        let goes_on = by_stops || layout.text[..range.end].ends_with(['；', ';']);
        if !goes_on {
            break;
        }
    }
    Some(end)
}

/// Whether a cue before a comma or colon stands in the sentence: somebody speaks anew.
fn speaks(layout: &Layout<'_>, sentence: &Range<usize>) -> bool {
    layout
        .cues_in(sentence.clone())
        .iter()
        .any(|cue| layout.text[cue.end..].starts_with(['，', '：', ',', ':']))
}

/// The numbers with which clauses of the sentence begin.
fn numbers(layout: &Layout<'_>, sentence: &Range<usize>) -> Vec<Number> {
    let text = layout.text;
    let mut found = Vec::new();
    let mut begins = true;
    for (offset, c) in text[sentence.clone()].char_indices() {
        let at = sentence.start + offset;
        if begins
            && !layout.quoted(at)
            && let Some((style, value, length)) = ordinal(&text[at..sentence.end])
        {
            found.push(Number {
                at,
                words: at + length,
                style,
                value,
            });
        }
        begins =
            matches!(c, '，' | ',' | '：' | ':' | '；' | ';' | '。' | '、') || begins && c.is_whitespace();
    }
    found
}

/// The number that the words begin with: its style, its value and how many bytes it takes.
fn ordinal(text: &str) -> Option<(Style, Option<usize>, usize)> {
    const WORDS: [(&str, Option<usize>); 6] = [
        ("首先", Some(1)),
        ("其次", Some(2)),
        ("再次", Some(3)),
        ("再者", Some(3)),
        ("最后", None),
        ("最後", None),
    ];
    for (word, value) in WORDS {
        if let Some(rest) = text.strip_prefix(word) {
            let rest = rest.strip_prefix('是').unwrap_or(rest);
            let rest = rest.strip_prefix(['，', ',', '、', '：']).unwrap_or(rest);
            return Some((Style::Ordinal, value, text.len() - rest.len()));
        }
    }
    let marks: &[char] = &['，', '、', ',', '：', ':', '是'];
    let (style, rest, marks): (_, _, &[char]) = if let Some(rest) = text.strip_prefix('第') {
        (Style::Ordinal, rest, marks)
    } else if let Some(rest) = text.strip_prefix('其') {
        (Style::Its, rest, marks)
    } else if let Some(rest) = text.strip_prefix(['（', '(']) {
        (Style::Bracket, rest, &['）', ')'])
    } else if text.starts_with(|c: char| c.is_ascii_digit()) {
        (Style::Digit, text, &['.', '．', '、'])
    } else {
        (Style::Is, text, &['是', '要', '、'])
    };
    let (value, rest) = value(rest)?;
    let rest = rest.strip_prefix(['点', '點']).unwrap_or(rest);
    let style = match (style, rest.chars().next()) {
        (Style::Is, Some('要')) => Style::Must,
        (Style::Is, Some('、')) => Style::Comma,
        _ => style,
    };
    let behind = rest.strip_prefix(marks)?;
    // "1.5": a figure
    if style == Style::Digit && behind.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((style, Some(value), text.len() - behind.len()))
}

/// A value from one to nineteen, and what stands behind it.
fn value(text: &str) -> Option<(usize, &str)> {
    const DIGITS: [char; 10] = ['十', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 {
        let value = text[..digits].parse().ok().filter(|n| (1..20).contains(n))?;
        return Some((value, &text[digits..]));
    }
    let first = text.chars().next()?;
    let unit = |c: char| DIGITS.iter().position(|digit| *digit == c);
    let rest = &text[first.len_utf8()..];
    match (unit(first)?, rest.chars().next().and_then(unit)) {
        (0, Some(more)) if more > 0 => Some((10 + more, &rest['一'.len_utf8()..])),
        (0, _) => Some((10, rest)),
        (value, _) => Some((value, rest)),
    }
}
