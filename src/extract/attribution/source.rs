//! Sources named by a preposition: "selon N, …", "…, according to N".

use super::{How, Party, Report, Sentence};
use crate::extract::certainty::Trust;
use crate::extract::content;
use crate::extract::date;
use crate::extract::lexicon::{Class, Form, Meaning};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::Kind;
use std::ops::Range;

impl Sentence<'_, '_> {
    /// "Selon N, …" and "…, selon N".
    pub(super) fn sources(&mut self) {
        let page = self.page;
        let mut at = self.range.start;
        while at < self.range.end {
            if page.quotation(at).is_some() {
                at += 1;
                continue;
            }
            let Some((Meaning::Source(number), length)) =
                page.meaning(at, |m| matches!(m, Meaning::Source(_)))
            else {
                at += 1;
                continue;
            };
            self.source(usize::from(number), at, length);
            at += length;
        }
    }

    pub(super) fn source(&mut self, number: usize, at: usize, length: usize) {
        let page = self.page;
        let source = &page.lexicon.sources[number];
        let after = at + length;
        if page
            .meaning(after, |m| matches!(m, Meaning::NotASource))
            .is_some()
        {
            return;
        }
        if page.is(after, Class::RELATIVE) && !page.is(after, Class::THAT) {
            self.relative_source(number, at, after + 1);
            return;
        }
        let Some(phrase) = noun::forwards(page, after, self.range.end) else {
            return;
        };
        if page.meaning(after, |m| matches!(m, Meaning::First)).is_some() {
            return;
        }
        let first = at == self.range.start
            || (self.range.start..at)
                .all(|t| !page.is_word(t) || page.is(t, Class::COORDINATOR | Class::ADVERB | Class::NO_NAME));
        let comma_before = at > 0 && (page.is_mark(at - 1, ',') || page.quotation(at - 1).is_some());
        let closes = phrase.tokens.end >= self.range.end
            || matches!(
                page.tokens[phrase.tokens.end].kind,
                Kind::Mark('.' | ',' | ';' | ')' | '?' | '!')
            );
        if source.strict
            && !(phrase.can_speak()
                && (first && page.is_mark(phrase.tokens.end, ',') || comma_before && closes))
        {
            return;
        }
        let set_off = first && page.is_mark(phrase.tokens.end, ',') || comma_before && closes;
        if !phrase.can_speak() && !set_off {
            return;
        }
        let pieces = if first || self.clause_opens(at) {
            self.behind_source(&phrase)
        } else {
            self.before_source(at)
        };
        let Some(piece) = pieces.filter(|p| page.count_words(p.clone()) >= 2) else {
            return;
        };
        let sure = if phrase.can_speak() {
            Trust::of(82, "a source")
        } else {
            Trust::of(55, "a source of no known kind")
        };
        self.push(
            Report::new(
                self.number,
                vec![piece],
                Party::Phrase(phrase),
                "source",
                sure.less_if(source.strict, 12, "the preposition is as often none of source"),
            )
            .with_source(source, at..after),
        );
    }

    /// "l'idée selon laquelle …": what is said, by nobody who is named.
    fn relative_source(&mut self, number: usize, at: usize, start: usize) {
        let page = self.page;
        let source = &page.lexicon.sources[number];
        let piece = start..content::clause_end(page, start, self.range.end);
        if page.count_words(piece.clone()) < 3 || !page.has_verb(piece.clone()) {
            return;
        }
        self.push(Report {
            weak: source.strict,
            ..Report::new(
                self.number,
                vec![piece],
                Party::Nobody,
                "source-relative",
                Trust::of(68, "what an idea says").less_if(
                    source.strict,
                    30,
                    "the preposition is as often none of source",
                ),
            )
            .with_source(source, at..start)
        });
    }

    /// Whether a clause begins at the token: "…, et selon N, …", "Or, selon N, …".
    pub(super) fn clause_opens(&self, at: usize) -> bool {
        let page = self.page;
        at > self.range.start
            && (page.is(at - 1, Class::COORDINATOR | Class::THAT | Class::RELATIVE)
                || page.is_mark(at - 1, ':'))
    }

    pub(super) fn behind_source(&self, phrase: &NounPhrase) -> Option<Range<usize>> {
        let page = self.page;
        let mut start = phrase.tokens.end;
        // a relative clause or an apposition behind the source: up to the comma before the main clause
        if page.is_mark(start, ',') && page.is(start + 1, Class::RELATIVE) {
            let comma = self.insertion_end(start + 1)?;
            start = comma;
        }
        let told = usize::from(page.is_mark(start, ','));
        // "plus" is no participle of "plaire" here
        let participle = page.has_form(start + told, Form::PastParticiple)
            && !page.is(start + told, Class::ADVERB | Class::NEGATION);
        if page.is(start, Class::PREPOSITION | Class::RELATIVE) || participle || self.is_time(start) {
            start += told;
            start =
                (start..self.range.end).find(|t| page.quotation(*t).is_none() && page.is_mark(*t, ','))?;
        }
        while start < self.range.end && (page.is_mark(start, ',') || page.is_mark(start, ':')) {
            start += 1;
        }
        let limit = self
            .zones
            .iter()
            .filter(|p| p.how == How::Incise && p.zone.start > start)
            .map(|p| p.zone.start)
            .next()
            .unwrap_or(self.range.end);
        // "selon N, c'est trop tôt : « … »": the quotation is a statement of its own
        let introduces = |at: &usize| {
            page.is_mark(*at, ':')
                && page.quotation(*at).is_none()
                && page.quotation(*at + 1).is_some()
                && page.has_verb(start..*at)
        };
        let limit = (start..limit).find(introduces).unwrap_or(limit);
        let end = content::trim_end(page, start, limit);
        (start < end).then_some(start..end)
    }

    fn is_time(&self, at: usize) -> bool {
        date::length_at(self.page, at).is_some()
    }

    /// The last comma of an insertion that begins at `start`: the one before the main verb's subject.
    pub(super) fn insertion_end(&self, start: usize) -> Option<usize> {
        let page = self.page;
        let mut last = None;
        for at in start..self.range.end {
            if page.quotation(at).is_some() || page.is_mark(at, ';') {
                break;
            }
            if page.is_mark(at, ',') {
                last = Some(at);
            }
        }
        last
    }

    pub(super) fn before_source(&self, at: usize) -> Option<Range<usize>> {
        let page = self.page;
        let mut end = at;
        while end > self.range.start && page.is_mark(end - 1, ',') {
            end -= 1;
        }
        let mut start = self.range.start;
        for report in &self.out {
            if let Some(piece) = report.pieces.last().filter(|p| p.end <= end) {
                start = start.max(piece.end);
            }
        }
        for plan in self
            .zones
            .iter()
            .filter(|p| p.how == How::Incise && p.zone.end <= end)
        {
            start = start.max(plan.zone.end);
        }
        start = self.skip_opening(start, end);
        let end = content::trim_end(page, start, end);
        (start < end).then_some(start..end)
    }
}
