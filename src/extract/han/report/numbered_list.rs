//! Numbered lists over clauses, sentences and paragraphs: "一是…二是…", "第一，…第二，…", "首先，…其次，…".

use super::han_report::HanReport;
use crate::extract::han::characters::trim_punctuation;
use crate::extract::han::layout::Layout;
use crate::extract::lexicon::han_lexicon::HanSense;
use crate::extract::steps::Step;
use std::ops::Range;

/// A numbered list in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NumberedList {
    /// From the first number to the end of the last item.
    pub(super) words: Range<usize>,
    /// The items without their numbers.
    pub(super) points: Vec<Range<usize>>,
}

/// The rule of a report that only announces a list: "N提出三点建议".
pub(super) const ANNOUNCEMENT_RULE: &str = "announcement";

/// Adds the list to the report. If the words of the report only announced it, the list becomes the words said.
pub(super) fn give_list(layout: &Layout<'_>, report: &mut HanReport, list: &NumberedList) {
    if !lists_facts(layout, report, list) {
        report.points.clone_from(&list.points);
    }
    let Some(piece) = report.pieces.last_mut() else {
        return;
    };
    let lead = trim_punctuation(
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

/// Whether the list counts facts and no proposals: "有三个原因：".
fn lists_facts(layout: &Layout<'_>, report: &HanReport, list: &NumberedList) -> bool {
    const FACTS: [&str; 22] = [
        "原因", "理由", "特点", "特點", "问题", "問題", "因素", "挑战", "挑戰", "亮点", "亮點", "变化",
        "變化", "困难", "困難", "优势", "優勢", "不足", "表现", "表現", "成果", "成效",
    ];
    let start = report.sentence.start.min(list.words.start);
    let lead = &layout.text[start..list.words.start];
    let lead = lead.trim_end_matches(['：', ':', '。', '，', '\n', ' ']);
    FACTS.iter().any(|fact| lead.ends_with(fact))
}

/// Whether the words said end with an announcement: "做到以下两点".
pub(super) fn ends_with_announcement(layout: &Layout<'_>, report: &HanReport) -> bool {
    const ANNOUNCEMENT_MAX: usize = 30;
    let Some(piece) = report.pieces.last() else {
        return false;
    };
    let from = layout.floor_char_boundary(piece.end.saturating_sub(ANNOUNCEMENT_MAX).max(piece.start));
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

/// How the items of a list are numbered. Each variant shows its first number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NumberStyle {
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

/// The number at the beginning of an item.
#[derive(Debug, Clone, Copy)]
struct ItemNumber {
    at: usize,
    /// The beginning of the item's words.
    words: usize,
    style: NumberStyle,
    /// The value, from 1; `None` for "最后", which closes any series.
    value: Option<usize>,
}

/// Maximum number of sentences of a list.
const SENTENCES_MAX: usize = 60;

/// Finds the list whose first number is in the sentence with this index.
pub(super) fn find_list(layout: &Layout<'_>, sentence: usize) -> Option<NumberedList> {
    let (paragraph, range) = layout.sentences.get(sentence)?;
    let first = find_item_numbers(layout, range)
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
        for number in find_item_numbers(layout, range) {
            // an item in a new paragraph must begin it
            let begins = *of == in_paragraph || is_paragraph_start(layout, number.at);
            if number.at > first.at && begins && continues_series(&items, &number) {
                items.push(number);
                (last_sentence, in_paragraph) = (index, *of);
            }
        }
    }
    if items.len() < 2 {
        return None;
    }
    let end = find_list_end(layout, &items, last_sentence)?;
    let ends = items
        .iter()
        .skip(1)
        .map(|item| item.at)
        .chain(std::iter::once(end));
    let points = items
        .iter()
        .zip(ends)
        .map(|(item, end)| trim_punctuation(layout.text, item.words..end.max(item.words)))
        .collect();
    Some(NumberedList {
        words: first.at..end,
        points,
    })
}

/// Whether the number continues the series.
fn continues_series(items: &[ItemNumber], number: &ItemNumber) -> bool {
    let same = items.first().is_some_and(|first| first.style == number.style);
    match number.value {
        Some(value) => same && value == items.len() + 1,
        None => same,
    }
}

fn is_paragraph_start(layout: &Layout<'_>, at: usize) -> bool {
    layout.paragraph_at(at).is_some()
}

/// The end of the last item: that of its paragraph if full stops separate the items, or else that of its sentence.
fn find_list_end(layout: &Layout<'_>, items: &[ItemNumber], last: usize) -> Option<usize> {
    let (paragraph, _) = layout.sentences.get(last)?;
    let (first, final_item) = (items.first()?, items.last()?);
    let between = &layout.text[first.words..final_item.at];
    let by_stops = between.contains(['。', '\n']);
    let mut end = final_item.words;
    for (of, range) in layout.sentences.iter().skip(last).take(SENTENCES_MAX) {
        if of != paragraph
            || end > final_item.words && range.start > final_item.at && has_new_speech(layout, range)
        {
            break;
        }
        end = trim_punctuation(layout.text, final_item.words..range.end).end;
        let goes_on = by_stops || layout.text[..range.end].ends_with(['；', ';']);
        if !goes_on {
            break;
        }
    }
    Some(end)
}

/// Whether a cue before a comma or colon is in the sentence: then somebody speaks anew.
fn has_new_speech(layout: &Layout<'_>, sentence: &Range<usize>) -> bool {
    layout
        .cues_in(sentence.clone())
        .iter()
        .any(|cue| layout.text[cue.end..].starts_with(['，', '：', ',', ':']))
}

/// The numbers at the beginning of clauses of the sentence.
fn find_item_numbers(layout: &Layout<'_>, sentence: &Range<usize>) -> Vec<ItemNumber> {
    Step::Byte.count(sentence.len());
    let text = layout.text;
    let mut found = Vec::new();
    let mut begins = true;
    for (offset, c) in text[sentence.clone()].char_indices() {
        let at = sentence.start + offset;
        if begins
            && !layout.is_quoted(at)
            && let Some((style, value, length)) = parse_item_number(&text[at..sentence.end])
        {
            found.push(ItemNumber {
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

/// Parses the number at the beginning of the text. Returns its style, its value and its length in bytes.
fn parse_item_number(text: &str) -> Option<(NumberStyle, Option<usize>, usize)> {
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
            return Some((NumberStyle::Ordinal, value, text.len() - rest.len()));
        }
    }
    let marks: &[char] = &['，', '、', ',', '：', ':', '是'];
    let (style, rest, marks): (_, _, &[char]) = if let Some(rest) = text.strip_prefix('第') {
        (NumberStyle::Ordinal, rest, marks)
    } else if let Some(rest) = text.strip_prefix('其') {
        (NumberStyle::Its, rest, marks)
    } else if let Some(rest) = text.strip_prefix(['（', '(']) {
        (NumberStyle::Bracket, rest, &['）', ')'])
    } else if text.starts_with(|c: char| c.is_ascii_digit()) {
        (NumberStyle::Digit, text, &['.', '．', '、'])
    } else {
        (NumberStyle::Is, text, &['是', '要', '、'])
    };
    let (value, rest) = parse_value(rest)?;
    let rest = rest.strip_prefix(['点', '點']).unwrap_or(rest);
    let style = match (style, rest.chars().next()) {
        (NumberStyle::Is, Some('要')) => NumberStyle::Must,
        (NumberStyle::Is, Some('、')) => NumberStyle::Comma,
        _ => style,
    };
    let behind = rest.strip_prefix(marks)?;
    // a digit after the point makes it a decimal figure, and no number of an item: "1.5"
    if style == NumberStyle::Digit && behind.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((style, Some(value), text.len() - behind.len()))
}

/// Parses a value from 1 to 19, and returns it with the rest of the text.
fn parse_value(text: &str) -> Option<(usize, &str)> {
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
