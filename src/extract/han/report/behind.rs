//! Who said a quotation, told behind it without a verb: "…"（N，…局局长）, "…"——N.

use super::Report;
use crate::extract::certainty::Certainty;
use crate::extract::han::layout::Layout;
use crate::extract::han::speaker::{self, Parsed, Who};
use std::ops::Range;

/// Gives the quotation that is the whole sentence to whoever is named behind it in brackets or after a dash.
pub(super) fn named_behind(layout: &Layout<'_>, report: &mut Report) {
    let Some(piece) = report.pieces.last() else { return };
    let Some(quotation) = layout.quotation(piece.start) else {
        return;
    };
    let Some((range, who)) = signature(layout, quotation.end) else {
        return;
    };
    report.subject = Some(range);
    report.who = Some(who);
    report.carried = false;
    report.sure = Certainty::of(82, "a name behind a quotation");
}

/// Whoever signs what ends at the place.
fn signature(layout: &Layout<'_>, end: usize) -> Option<(Range<usize>, Who)> {
    const SIGNATURE_MAX: usize = 150;
    let limit = layout
        .text
        .floor_char_boundary((end + SIGNATURE_MAX).min(layout.text.len()));
    let rest = &layout.text[end..limit];
    let sign = rest.trim_start_matches([' ', '\n', '\u{3000}']);
    let start = end + rest.len() - sign.len();
    let opened = sign.strip_prefix(['（', '(']);
    let dashed = sign
        .strip_prefix("——")
        .or_else(|| sign.strip_prefix(['—', '－', '―']));
    let (words, close): (&str, &[char]) = match (opened, dashed) {
        (Some(words), _) => (words, &['）', ')', '\n']),
        (None, Some(words)) => (words, &['\n', '。']),
        (None, None) => return None,
    };
    let first = start + sign.len() - words.len();
    let close = words.find(close).unwrap_or(words.len());
    // "N，某局局长" and "某局局长N": the part that is a name, else the whole
    let mut at = first;
    for part in words[..close].split(['，', ',', '、', '；']) {
        let range = at..at + part.len();
        at = range.end + '，'.len_utf8();
        if at > limit + 3 {
            break;
        }
        let range = layout.text.get(range.clone()).map(|_| range)?;
        match speaker::parse(layout, range.clone()) {
            Parsed::Who(named, who) if named.end == range.end || who.is_person() => {
                return Some((named, who));
            }
            _ => {}
        }
    }
    None
}
