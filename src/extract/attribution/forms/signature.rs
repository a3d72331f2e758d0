//! Signatures: "— Ann Lee (@annlee) March 10, 2026" behind a post, "— Ann Lee, mayor" below a quotation.

use super::{Form, Lines, Party, Words};
use crate::domain::SpeakerKind;
use crate::extract::certainty::Trust;
use crate::extract::content;
use crate::extract::date;
use crate::extract::noun::{self, NounPhrase};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use std::ops::Range;

/// A signature has at most so many tokens.
const SIGNATURE_MAX: usize = 24;
/// One without a dash has at most so many.
const BARE_SIGNATURE_MAX: usize = 12;

impl Lines<'_, '_> {
    /// Gives posts and quotations to who signs them.
    pub(super) fn signatures(&mut self) {
        for number in 0..self.ranges.len() {
            if self.is_prose(number) && !self.post(number) {
                self.signed_below(number);
                self.signed_behind(number);
            }
        }
    }

    /// "Words — Ann Lee (@annlee) March 10, 2026", or the signature on a line below the words.
    fn post(&mut self, number: usize) -> bool {
        let page = self.page;
        let line = self.ranges[number].clone();
        let handle = line
            .clone()
            .find(|at| page.is_mark(*at, '@') && page.is_mark(at.wrapping_sub(1), '('));
        let Some(open) = handle.map(|at| at - 1).filter(|open| *open > line.start) else {
            return false;
        };
        let dash = (line.start..open).rev().take(8).find(|at| is_dash(page, *at));
        let from = dash.map_or(line.start, |dash| dash + 1);
        let close = (open..line.end.min(open + 8)).find(|at| page.is_mark(*at, ')'));
        let ends = close.is_some_and(|close| {
            let rest = close + 1..line.end;
            let dated = |at| page.is_number(at) || date::length_at(page, at).is_some();
            rest.is_empty() || rest.len() <= 8 && rest.clone().any(dated)
        });
        let phrase = noun::phrase_from(page, from, open).filter(|p| p.tokens.end == open && p.name.is_some());
        let Some(phrase) = phrase.filter(|_| ends) else {
            return false;
        };
        let before = dash.is_some_and(|dash| dash > line.start);
        let target = match dash {
            Some(_) if before => Some(number),
            Some(_) => self.before(number),
            None => self.behind(number),
        };
        let Some(target) = target.filter(|target| self.is_prose(*target)) else {
            return false;
        };
        let end = if before { from - 1 } else { self.ranges[target].end };
        let words = self.ranges[target].start..end;
        let words = words.start..without_links(page, &words);
        self.sign(target, number, words, phrase, open, "post");
        true
    }

    /// "“…”" on a line, and "— Ann Lee, mayor" on the next.
    fn signed_below(&mut self, number: usize) {
        let page = self.page;
        let line = self.ranges[number].clone();
        let dash = is_dash(page, line.start);
        if !dash && (line.len() > BARE_SIGNATURE_MAX || page.is_mark(line.end - 1, '.')) {
            return;
        }
        let Some(phrase) = signer(page, line.start + usize::from(dash)..line.end) else {
            return;
        };
        let person = page.is_given_name(phrase.tokens.start) || phrase.titled || phrase.noun.is_some();
        let late = phrase
            .name
            .as_ref()
            .is_none_or(|name| name.start > line.start + 2);
        if !dash && (!person || late) {
            return;
        }
        let Some(target) = self.before(number).filter(|target| self.is_prose(*target)) else {
            return;
        };
        let words = self.ranges[target].clone();
        let quoted = page.quotation_at(words.start).is_some_and(|q| {
            let quotation = page.quotations[q];
            quotation.open == words.start
                && content::trim_end(page, words.start, words.end) <= quotation.end()
        });
        if quoted {
            self.sign(target, number, words, phrase, line.start, "signature");
        }
    }

    /// "« … » Untel, maire": a line that is a quotation and who said it, without a dash.
    fn signed_behind(&mut self, number: usize) {
        let page = self.page;
        let line = self.ranges[number].clone();
        let quotation = page.quotation_at(line.start).map(|q| page.quotations[q]);
        let Some(quotation) = quotation.filter(|q| q.open == line.start && q.closed && self.is_prose(number))
        else {
            return;
        };
        let from = quotation.end();
        if from >= line.end || line.end - from > BARE_SIGNATURE_MAX || page.is_mark(line.end - 1, '.') {
            return;
        }
        let named = |p: &NounPhrase| {
            p.name
                .as_ref()
                .is_some_and(|name| name.len() >= 2 && name.start <= from + 1)
        };
        let person = |p: &NounPhrase| page.is_given_name(p.tokens.start) || p.titled || p.noun.is_some();
        if let Some(phrase) = signer(page, from..line.end).filter(|p| named(p) && person(p)) {
            self.sign(number, number, quotation.inside(), phrase, from, "signature");
        }
    }

    fn sign(
        &mut self,
        target: usize,
        number: usize,
        words: Range<usize>,
        mut phrase: NounPhrase,
        signed: usize,
        rule: &'static str,
    ) {
        if phrase.kind == SpeakerKind::Unknown {
            phrase.kind = SpeakerKind::Person;
        }
        self.forms[number] = Form::Aside;
        self.forms[target] = Form::Words(Words {
            tokens: words,
            party: Party::Phrase(phrase),
            rule,
            sure: Trust::of(92, "words with a signature"),
            signed: Some(signed),
        });
    }
}

fn is_dash(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.token(at).map(|t| t.kind),
        Some(TokenKind::Mark('—' | '–' | '-' | '―' | '~'))
    )
}

/// Where the words end without the addresses behind them.
fn without_links(page: &Page<'_>, words: &Range<usize>) -> usize {
    let address = |at: &usize| {
        let word = page.text_of(&(*at..at + 1));
        let scheme = matches!(word, "http" | "https") && page.is_mark(at + 1, ':');
        let picture = word == "pic" && page.text_of(&(at + 2..at + 3)) == "twitter";
        scheme || picture || word.starts_with("pic.twitter")
    };
    words.clone().find(address).unwrap_or(words.end)
}

/// Whom a signature names, where it is nothing but a name with or without a role.
fn signer(page: &Page<'_>, tokens: Range<usize>) -> Option<NounPhrase> {
    let end = content::trim_end(page, tokens.start, tokens.end);
    if tokens.len() > SIGNATURE_MAX || end <= tokens.start {
        return None;
    }
    let phrase = noun::phrase_from(page, tokens.start, end)?;
    let name = phrase.name.clone()?;
    let rest = phrase.tokens.end..end;
    let plain = rest.is_empty() || matches!(page.tokens[rest.start].kind, TokenKind::Mark(',' | '('));
    let person = name.len() >= 2 || phrase.titled || phrase.noun.is_some();
    (plain && person && !page.has_finite_verb(rest) && phrase.can_speak()).then_some(phrase)
}
