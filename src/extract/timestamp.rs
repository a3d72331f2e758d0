//! Recognises a time of day at the start of a line, as in live reports.

use super::page::Page;
use super::token::TokenKind;
use std::ops::Range;

/// Where the words of the line begin after a time: "14:32 – ", `[09h15] `, "2:32pm GMT ", "10 h 12. ". The line's
/// start if it does not begin with a time.
pub(super) fn skip_timestamp(page: &Page<'_>, line: &Range<usize>) -> usize {
    let bracket = page.is_mark(line.start, '[') || page.is_mark(line.start, '(');
    let first = line.start + usize::from(bracket);
    let Some((mut at, is_sure)) = clock_time_end(page, first) else {
        return line.start;
    };
    let zone = |at: usize| {
        let token = page.tokens.get(at).filter(|t| t.is_word() && at < line.end);
        token.is_some_and(|t| {
            let word = t.text(page.text);
            t.is_all_caps && word.len() <= 4 || ["am", "pm", "a.m.", "p.m."].contains(&word)
        })
    };
    let mut zones = 0;
    while zone(at) && zones < 2 {
        at += 1;
        zones += 1;
    }
    if bracket {
        let closed = page.is_mark(at, ']') || page.is_mark(at, ')');
        return if closed { at + 1 } else { line.start };
    }
    let parts = |c: TokenKind| {
        matches!(
            c,
            TokenKind::Mark('–' | '—' | '-' | '.' | '|' | '•' | '·' | ':' | ',')
        )
    };
    let marked = at < line.end && parts(page.tokens[at].kind);
    // a number without a mark after it or a time zone may be a quantity: "8.5 millions", "8 h de travail"
    if !is_sure && !marked && zones == 0 {
        return line.start;
    }
    at + usize::from(marked)
}

/// Where a time of day at the token ends, and whether it can be nothing but a time.
fn clock_time_end(page: &Page<'_>, at: usize) -> Option<(usize, bool)> {
    let token = page.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
    let time = token.text(page.text);
    let digits = time.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = time[digits..].chars();
    let (mark, next) = (rest.next(), rest.next());
    match mark {
        _ if digits > 2 => None,
        Some(':' | 'h' | 'H') if next.is_some_and(|c| c.is_ascii_digit()) => Some((at + 1, true)),
        Some('h' | 'H') if next.is_none() => Some((at + 1, false)),
        Some('.') if next.is_some_and(|c| c.is_ascii_digit()) => Some((at + 1, false)),
        None => {
            let hour = page.text_of(&(at + 1..at + 2));
            let minutes = usize::from(page.is_number(at + 2));
            matches!(hour, "h" | "H").then_some((at + 2 + minutes, minutes > 0))
        }
        _ => None,
    }
}
