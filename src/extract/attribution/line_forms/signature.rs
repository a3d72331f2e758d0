//! Recognises signatures: "— Ann Lee (@annlee) March 10, 2026" after a post, "— Ann Lee, mayor" below a quotation.

use super::line_classifier::LineClassifier;
use super::line_form::{AttributedWords, LineForm};
use crate::domain::SpeakerKind;
use crate::extract::attribution::speaker_mention::SpeakerMention;
use crate::extract::certainty::Trust;
use crate::extract::content;
use crate::extract::date;
use crate::extract::noun::{self, NounPhrase};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use std::ops::Range;

/// Maximum length of a signature in tokens.
const SIGNATURE_TOKENS_MAX: usize = 24;
/// Maximum length in tokens of a signature without a dash.
const BARE_SIGNATURE_TOKENS_MAX: usize = 12;

impl LineClassifier<'_, '_> {
    /// Attributes posts and quotations to whoever signs them.
    pub(super) fn classify_signatures(&mut self) {
        for number in 0..self.ranges.len() {
            if self.is_prose(number) && !self.classify_post(number) {
                self.classify_signature_below(number);
                self.classify_signature_on_line(number);
            }
        }
    }

    /// Attributes a post with its signature on the same line or on a line of its own: "Words — Ann Lee (@annlee) March
    /// 10, 2026". Returns whether the line is or contains such a signature.
    fn classify_post(&mut self, number: usize) -> bool {
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
            let dated = |at| page.is_number(at) || date::date_length_at(page, at).is_some();
            rest.is_empty() || rest.len() <= 8 && rest.clone().any(dated)
        });
        let phrase = noun::phrase_from(page, from, open).filter(|p| p.tokens.end == open && p.name.is_some());
        let Some(phrase) = phrase.filter(|_| ends) else {
            return false;
        };
        let before = dash.is_some_and(|dash| dash > line.start);
        let target = match dash {
            Some(_) if before => Some(number),
            Some(_) => self.line_before(number),
            None => self.line_after(number),
        };
        let Some(target) = target.filter(|target| self.is_prose(*target)) else {
            return false;
        };
        let end = if before { from - 1 } else { self.ranges[target].end };
        let words = self.ranges[target].start..end;
        let words = words.start..without_links(page, &words);
        self.attribute_line(target, number, words, phrase, open, "post");
        true
    }

    /// Attributes a quotation on one line to the signature on the next: "“…”", then "— Ann Lee, mayor".
    fn classify_signature_below(&mut self, number: usize) {
        let page = self.page;
        let line = self.ranges[number].clone();
        let dash = is_dash(page, line.start);
        if !dash && (line.len() > BARE_SIGNATURE_TOKENS_MAX || page.is_mark(line.end - 1, '.')) {
            return;
        }
        let Some(phrase) = signing_name(page, line.start + usize::from(dash)..line.end) else {
            return;
        };
        let person = page.is_given_name(phrase.tokens.start) || phrase.has_title || phrase.noun.is_some();
        let late = phrase
            .name
            .as_ref()
            .is_none_or(|name| name.start > line.start + 2);
        if !dash && (!person || late) {
            return;
        }
        let Some(target) = self.line_before(number).filter(|target| self.is_prose(*target)) else {
            return;
        };
        let words = self.ranges[target].clone();
        let quoted = page.quotation_at(words.start).is_some_and(|q| {
            let quotation = page.quotations[q];
            quotation.open == words.start
                && content::trim_end(page, words.start, words.end) <= quotation.end()
        });
        if quoted {
            self.attribute_line(target, number, words, phrase, line.start, "signature");
        }
    }

    /// Attributes a line that consists of a quotation and a name without a dash: "« … » Untel, maire".
    fn classify_signature_on_line(&mut self, number: usize) {
        let page = self.page;
        let line = self.ranges[number].clone();
        let quotation = page.quotation_at(line.start).map(|q| page.quotations[q]);
        let Some(quotation) = quotation.filter(|q| q.open == line.start && q.closed && self.is_prose(number))
        else {
            return;
        };
        let from = quotation.end();
        if from >= line.end || line.end - from > BARE_SIGNATURE_TOKENS_MAX || page.is_mark(line.end - 1, '.')
        {
            return;
        }
        let named = |p: &NounPhrase| {
            p.name
                .as_ref()
                .is_some_and(|name| name.len() >= 2 && name.start <= from + 1)
        };
        let person = |p: &NounPhrase| page.is_given_name(p.tokens.start) || p.has_title || p.noun.is_some();
        if let Some(phrase) = signing_name(page, from..line.end).filter(|p| named(p) && person(p)) {
            self.attribute_line(number, number, quotation.inside(), phrase, from, "signature");
        }
    }

    /// Attributes `words` on the line `target` to the signer; the line `number` with the signature becomes an aside.
    fn attribute_line(
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
        self.forms[number] = LineForm::Aside;
        self.forms[target] = LineForm::Attributed(AttributedWords {
            tokens: words,
            speaker: SpeakerMention::Phrase(phrase),
            rule,
            trust: Trust::new(92, "words with a signature"),
            signature: Some(signed),
        });
    }
}

fn is_dash(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.token(at).map(|t| t.kind),
        Some(TokenKind::Mark('—' | '–' | '-' | '―' | '~'))
    )
}

/// Where the words end, before web addresses after them.
fn without_links(page: &Page<'_>, words: &Range<usize>) -> usize {
    let address = |at: &usize| {
        let word = page.text_of(&(*at..at + 1));
        let scheme = matches!(word, "http" | "https") && page.is_mark(at + 1, ':');
        let picture = word == "pic" && page.text_of(&(at + 2..at + 3)) == "twitter";
        scheme || picture || word.starts_with("pic.twitter")
    };
    words.clone().find(address).unwrap_or(words.end)
}

/// The name in a signature, if the tokens are only a name with or without a role.
fn signing_name(page: &Page<'_>, tokens: Range<usize>) -> Option<NounPhrase> {
    let end = content::trim_end(page, tokens.start, tokens.end);
    if tokens.len() > SIGNATURE_TOKENS_MAX || end <= tokens.start {
        return None;
    }
    let phrase = noun::phrase_from(page, tokens.start, end)?;
    let name = phrase.name.clone()?;
    let rest = phrase.tokens.end..end;
    let plain = rest.is_empty() || matches!(page.tokens[rest.start].kind, TokenKind::Mark(',' | '('));
    let person = name.len() >= 2 || phrase.has_title || phrase.noun.is_some();
    (plain && person && !page.has_finite_verb(rest) && phrase.can_speak()).then_some(phrase)
}
