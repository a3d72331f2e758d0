//! Finds reports whose source is named by a preposition: "selon N, …", "…, according to N".

use super::report_candidate::ReportCandidate;
use super::sentence_parser::{ClauseRole, SentenceParser};
use super::speaker_mention::SpeakerMention;
use crate::domain::SpeakerKind;
use crate::extract::certainty::Trust;
use crate::extract::content;
use crate::extract::date;
use crate::extract::lexicon::{PhraseMeaning, VerbForm, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::TokenKind;
use std::ops::Range;

impl SentenceParser<'_, '_> {
    /// Adds the reports of all sources in the sentence: "Selon N, …" and "…, selon N".
    pub(super) fn add_sources(&mut self) {
        let page = self.page;
        let mut at = self.range.start;
        while at < self.range.end {
            if page.quotation_at(at).is_some() {
                at += 1;
                continue;
            }
            let Some((PhraseMeaning::SourcePhrase(number), length)) =
                page.meaning(at, |m| matches!(m, PhraseMeaning::SourcePhrase(_)))
            else {
                at += 1;
                continue;
            };
            self.add_source(usize::from(number), at, length);
            at += length;
        }
    }

    /// Adds the report of the source `number` of the lexicon, whose preposition has `length` tokens at `at`.
    pub(super) fn add_source(&mut self, number: usize, at: usize, length: usize) {
        let page = self.page;
        let source = &page.lexicon.sources[number];
        let after = at + length;
        let none = page
            .meaning(after, |m| matches!(m, PhraseMeaning::NotASourcePhrase))
            .is_some();
        if none && !source.only_document {
            return;
        }
        if page.has_class(after, WordClass::RELATIVE) && !page.has_class(after, WordClass::THAT) {
            self.add_relative_source(number, at, after + 1);
            return;
        }
        if let Some(plural) = source.speaker_is_plural {
            self.add_pronominal_source(number, at..after, plural);
            return;
        }
        let Some(phrase) = noun::phrase_from(page, after, self.range.end) else {
            return;
        };
        if page
            .meaning(after, |m| matches!(m, PhraseMeaning::FirstPerson))
            .is_some()
        {
            return;
        }
        if source.only_document && phrase.kind != SpeakerKind::Document {
            return;
        }
        let first = self.opens_sentence(at) || at > self.range.start && page.is_mark(at - 1, ':');
        let comma_before = at > 0 && (page.is_mark(at - 1, ',') || page.quotation_at(at - 1).is_some());
        let closes = phrase.tokens.end >= self.range.end
            || matches!(
                page.tokens[phrase.tokens.end].kind,
                TokenKind::Mark('.' | ',' | ';' | ')' | '?' | '!')
            )
            // in English, a participle after the source describes it: "…, according to figures released on Friday"
            || page.lexicon.bare_clauses() && page.has_form(phrase.tokens.end, VerbForm::PastParticiple);
        if source.is_ambiguous
            && !(phrase.can_speak()
                && (first && page.is_mark(phrase.tokens.end, ',') || comma_before && closes))
        {
            return;
        }
        let set_off = first && page.is_mark(phrase.tokens.end, ',') || comma_before && closes;
        if !phrase.can_speak() && !set_off {
            return;
        }
        let pieces = if first || self.opens_clause(at) {
            self.content_after_source(&phrase)
        } else {
            self.content_before_source(at)
        };
        // "pour" inside words without a verb names no source in French: "Pas question, pour N, de céder"
        let is_report = |p: &Range<usize>| {
            let bare = source.is_ambiguous
                && !first
                && page.lexicon.splits_hyphens()
                && !page.has_finite_verb(p.clone());
            page.count_words(p.clone()) >= 2 && !bare
        };
        let Some(piece) = pieces.filter(is_report) else {
            return;
        };
        self.push_source(number, at..after, phrase, piece);
    }

    /// Adds the report of a source: its words, and what continues them after the source.
    fn push_source(&mut self, number: usize, words: Range<usize>, phrase: NounPhrase, piece: Range<usize>) {
        let source = &self.page.lexicon.sources[number];
        let pieces = self.with_continuation(piece, phrase.tokens.end);
        let trust = if phrase.can_speak() {
            Trust::new(82, "a source")
        } else {
            Trust::new(55, "a source of no known kind")
        };
        self.push(
            ReportCandidate::new(
                self.number,
                pieces,
                SpeakerMention::Phrase(phrase),
                "source",
                trust.reduce_if(
                    source.is_ambiguous,
                    12,
                    "the preposition is as often none of source",
                ),
            )
            .with_source(source, words),
        );
    }

    /// The words of a source, and after a French source what continues them.
    fn with_continuation(&self, piece: Range<usize>, source_end: usize) -> Vec<Range<usize>> {
        let is_after = source_end > piece.end && !self.page.lexicon.bare_clauses();
        let rest = is_after.then(|| self.trailing_content(source_end)).flatten();
        std::iter::once(piece).chain(rest).collect()
    }

    /// Adds the report of a source that contains a possessive and no noun: "À ses yeux, …", "…, selon ses propres
    /// mots". Its speaker is whoever a pronoun there would mean.
    fn add_pronominal_source(&mut self, number: usize, tokens: Range<usize>, plural: bool) {
        let (page, at, after) = (self.page, tokens.start, tokens.end);
        let source = &page.lexicon.sources[number];
        let first = self.opens_sentence(at);
        let comma_before = at > self.range.start && page.is_mark(at - 1, ',');
        let closes =
            after >= self.range.end || matches!(page.tokens[after].kind, TokenKind::Mark('.' | ',' | ';'));
        let piece = if first && page.is_mark(after, ',') {
            let end = content::trim_end(page, after + 1, self.range.end);
            Some(after + 1..end)
        } else if comma_before && closes {
            self.content_before_source(at)
        } else {
            None
        };
        if let Some(piece) = piece.filter(|p| page.count_words(p.clone()) >= 3) {
            let speaker = SpeakerMention::Phrase(NounPhrase::implied_pronoun(at, plural));
            let trust = Trust::new(70, "a source that a pronoun could stand for");
            self.push(
                ReportCandidate::new(self.number, vec![piece], speaker, "source", trust)
                    .with_source(source, at..after),
            );
        }
    }

    /// Whether only light words (conjunctions, adverbs) are before the token in its sentence.
    fn opens_sentence(&self, at: usize) -> bool {
        let page = self.page;
        (self.range.start..at).all(|t| {
            !page.is_word(t)
                || page.has_class(
                    t,
                    WordClass::COORDINATOR | WordClass::ADVERB | WordClass::NOT_A_NAME,
                )
        })
    }

    /// Adds the report of a relative source, with no speaker or the owner of the noun: "l'idée selon laquelle …".
    fn add_relative_source(&mut self, number: usize, at: usize, start: usize) {
        let page = self.page;
        let source = &page.lexicon.sources[number];
        let piece = start..content::clause_end(page, start, self.range.end);
        let words = page.count_words(piece.clone());
        if words < 3 || words < 5 && !page.has_finite_verb(piece.clone()) {
            return;
        }
        // a possessive before the noun makes the subject of the sentence the speaker: "sa théorie selon laquelle"
        let possessed = (at.saturating_sub(3)..at)
            .any(|t| t > self.range.start && page.has_class(t, WordClass::POSSESSIVE));
        let owner = possessed.then(|| self.main_subject(at)).flatten();
        let unnamed = owner.is_none() && possessed;
        let speaker = match owner {
            Some(subject) => SpeakerMention::Phrase(subject),
            None if unnamed => SpeakerMention::PreviousSpeaker,
            None => SpeakerMention::Unnamed,
        };
        self.push(ReportCandidate {
            is_weak: source.is_ambiguous,
            ..ReportCandidate::new(
                self.number,
                vec![piece],
                speaker,
                "source-relative",
                Trust::new(68, "what an idea says").reduce_if(
                    source.is_ambiguous,
                    30,
                    "the preposition is as often none of source",
                ),
            )
            .with_source(source, at..start)
        });
    }

    /// Whether a clause begins at the token: "…, et selon N, …", "Or, selon N, …".
    pub(super) fn opens_clause(&self, at: usize) -> bool {
        let page = self.page;
        at > self.range.start
            && (page.has_class(
                at - 1,
                WordClass::COORDINATOR | WordClass::THAT | WordClass::RELATIVE,
            ) || page.is_mark(at - 1, ':'))
    }

    /// The content after a source at the beginning of a clause.
    pub(super) fn content_after_source(&self, phrase: &NounPhrase) -> Option<Range<usize>> {
        let page = self.page;
        let mut start = phrase.tokens.end;
        // a clause with "que" after the source is the content: "il ressort du rapport que …"
        if page.has_class(start, WordClass::THAT) && !page.lexicon.bare_clauses() {
            let end = content::clause_end(page, start + 1, self.range.end);
            return (start + 1 < end).then_some(start + 1..end);
        }
        // a relative clause or an apposition after the source: skip to the comma before the main clause
        if page.is_mark(start, ',') && page.has_class(start + 1, WordClass::RELATIVE) {
            let comma = self.insertion_end(start + 1)?;
            start = comma;
        }
        let comma = usize::from(page.is_mark(start, ','));
        // "plus" is no participle of "plaire" here
        let participle = page.has_form(start + comma, VerbForm::PastParticiple)
            && !page.has_class(start + comma, WordClass::ADVERB | WordClass::NEGATION);
        if page.has_class(start, WordClass::PREPOSITION | WordClass::RELATIVE)
            || participle
            || self.starts_date(start)
        {
            start += comma;
            start =
                (start..self.range.end).find(|t| page.quotation_at(*t).is_none() && page.is_mark(*t, ','))?;
        }
        while start < self.range.end && (page.is_mark(start, ',') || page.is_mark(start, ':')) {
            start += 1;
        }
        let limit = self
            .plans
            .iter()
            .filter(|p| p.role == ClauseRole::Incise && p.extent.start > start)
            .map(|p| p.extent.start)
            .next()
            .unwrap_or(self.range.end);
        // "selon N, c'est trop tôt : « … »": the quotation is a statement of its own
        let introduces = |at: &usize| {
            page.is_mark(*at, ':')
                && page.quotation_at(*at).is_none()
                && page.quotation_at(*at + 1).is_some()
                && page.has_finite_verb(start..*at)
        };
        let limit = (start..limit).find(introduces).unwrap_or(limit);
        let end = content::trim_end(page, start, limit);
        (start < end).then_some(start..end)
    }

    /// Whether a date begins at the token.
    fn starts_date(&self, at: usize) -> bool {
        date::date_length_at(self.page, at).is_some()
    }

    /// The last comma of an insertion that begins at `start`: the one before the subject of the main verb.
    pub(super) fn insertion_end(&self, start: usize) -> Option<usize> {
        let page = self.page;
        let mut last = None;
        for at in start..self.range.end {
            if page.quotation_at(at).is_some() || page.is_mark(at, ';') {
                break;
            }
            if page.is_mark(at, ',') {
                last = Some(at);
            }
        }
        last
    }

    /// The content before a source.
    pub(super) fn content_before_source(&self, at: usize) -> Option<Range<usize>> {
        let page = self.page;
        let mut end = at;
        while end > self.range.start && page.is_mark(end - 1, ',') {
            end -= 1;
        }
        let mut start = self.range.start;
        for report in &self.reports {
            if let Some(piece) = report.pieces.last().filter(|p| p.end <= end) {
                start = start.max(piece.end);
            }
        }
        for plan in self
            .plans
            .iter()
            .filter(|p| p.role == ClauseRole::Incise && p.extent.end <= end)
        {
            start = start.max(plan.extent.end);
        }
        start = self.skip_opening(start, end);
        let end = content::trim_end(page, start, end);
        (start < end).then_some(start..end)
    }
}
