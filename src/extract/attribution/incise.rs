//! Finds content before its verb: "…, a déclaré N", quoted or not, and the piece that may follow after it.
//!
//! An *incise* is the French term for a reporting clause inserted into, or appended to, the words it reports.

use super::report_candidate::ReportCandidate;
use super::sentence_parser::{ClausePlan, ClauseRole, SentenceParser};
use crate::extract::certainty::Trust;
use crate::extract::content::{self, Content, ContentFrame};
use crate::extract::lexicon::{Frame, VerbForm, WordClass};
use crate::extract::token::TokenKind;
use std::ops::Range;

/// An upper bound for the length in tokens of an adverb of several words.
const ADVERB_TOKENS_MAX: usize = 8;

impl SentenceParser<'_, '_> {
    /// Adds the report of a group with content before its verb.
    pub(super) fn add_incise(&mut self, index: usize, plan: &ClausePlan) {
        let page = self.page;
        let group = self.groups[index].clone();
        let cue = group.cue(page);
        let takes_speech = cue.takes(&Frame::Quote) || cue.takes(&Frame::That);
        let Some((piece, quoted)) = self.content_before(index, plan.extent.start) else {
            self.add_leading_incise(index, plan);
            return;
        };
        // a weak or mental verb without a that-clause only reports quotations: "Despite the storm, the count went on"
        let silent =
            !quoted && page.lexicon.bare_clauses() && (cue.weak || cue.mental) && !cue.takes(&Frame::That);
        if !takes_speech && !quoted || silent || page.count_words(piece.clone()) == 0 {
            return;
        }
        let complete = quoted || page.has_finite_verb(piece.clone());
        if !quoted && self.is_opening_circumstance(&piece) {
            self.add_leading_incise(index, plan);
            return;
        }
        if let Some(rest) = self.content_after_conjunction(plan) {
            self.push(
                ReportCandidate::new(
                    self.number,
                    vec![rest],
                    plan.speaker.clone(),
                    "incise-behind-conjunction",
                    Trust::new(84, "an incise behind a conjunction").reduce_if(
                        cue.weak,
                        30,
                        "the cue is as often no report",
                    ),
                )
                .with_cue(cue, group.tokens.clone()),
            );
            return;
        }
        let mut pieces = vec![piece.clone()];
        if let Some(rest) = self.second_piece(plan.extent.end, index, quoted, complete) {
            pieces.push(rest);
        } else if !complete && page.count_words(piece.clone()) < 4 {
            return;
        }
        let trust = if quoted {
            Trust::new(96, "a quotation before its cue")
        } else {
            Trust::new(88, "an incise")
        };
        let weak = if quoted { 6 } else { 30 };
        let trust = trust
            .reduce_if(cue.weak, weak, "the cue is as often no report")
            .reduce_if(!complete, 10, "no whole clause before the incise");
        self.push(
            ReportCandidate::new(
                self.number,
                pieces,
                plan.speaker.clone(),
                if quoted { "quote-incise" } else { "incise" },
                trust,
            )
            .with_cue(cue, group.tokens.clone()),
        );
    }

    /// Whether the piece only says when or why a following quotation was said: an English clause or phrase that opens
    /// the sentence ("When asked about it, N said, “…”").
    fn is_opening_circumstance(&self, piece: &Range<usize>) -> bool {
        let page = self.page;
        let opens = piece.start == self.range.start
            && (page.has_class(piece.start, WordClass::SUBORDINATOR | WordClass::PREPOSITION)
                || page.has_form(piece.start, VerbForm::PresentParticiple));
        // an opening participle of a cue says what N was asked: "Asked whether he would sign, N said no"
        let asked = page.has_form(piece.start, VerbForm::PastParticiple)
            && page.verb_analyses(piece.start).iter().any(|r| r.cue.is_some())
            && !page.has_class(piece.start, WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE);
        if asked && page.lexicon.bare_clauses() && piece.start == self.range.start {
            return true;
        }
        let quoted = piece.clone().any(|at| page.quotation_at(at).is_some());
        // a quotation that continues the sentence is its second piece: "If the toll rises, N said, “we will leave”"
        let whole = |open: usize| {
            page.token(open + 1)
                .is_some_and(|t| t.is_capitalised && t.end > t.start + 1)
        };
        let near = piece.end..self.range.end.min(piece.end + 12);
        let next = near.into_iter().find(|at| page.quotation_at(*at).is_some());
        page.lexicon.bare_clauses() && opens && !quoted && next.is_some_and(whole)
    }

    /// The content after an incise that follows a conjunction: "… mais, a-t-il ajouté, …".
    fn content_after_conjunction(&self, plan: &ClausePlan) -> Option<Range<usize>> {
        let page = self.page;
        let comma = plan.extent.start.checked_sub(1)?;
        let led = comma > self.range.start
            && page.is_mark(comma, ',')
            && page.has_class(comma - 1, WordClass::COORDINATOR)
            && page.is_mark(plan.extent.end, ',');
        let start = plan.extent.end + 1;
        let end = content::trim_end(page, start, self.range.end);
        (led && start < end && page.has_finite_verb(start..end)).then_some(start..end)
    }

    /// The content after an English incise with only an adverb before it: "Instead, he said, he sees …".
    fn content_after_light_opening(&self, plan: &ClausePlan) -> Option<Range<usize>> {
        let page = self.page;
        let opening = self.range.start..plan.extent.start;
        let light = opening.clone().all(|at| {
            page.is_mark(at, ',')
                || page.quotation_at(at).is_none()
                    && page.has_class(
                        at,
                        WordClass::ADVERB | WordClass::COORDINATOR | WordClass::NOT_A_NAME,
                    )
                || (at.saturating_sub(ADVERB_TOKENS_MAX).max(opening.start)..=at)
                    .any(|from| page.adverb_length(from).is_some_and(|n| from + n > at))
        });
        let start = plan.extent.end + 1;
        let end = content::trim_end(page, start, content::clause_end(page, start, self.range.end));
        let set_off = page.is_mark(plan.extent.end, ',') && page.quotation_at(plan.extent.end).is_none();
        let clause = set_off && start < end && page.has_finite_verb(start..end);
        (page.lexicon.bare_clauses() && light && !opening.is_empty() && clause).then_some(start..end)
    }

    /// Adds the content after an inverted verb that has nothing before it: "a-t-il dit : « … »".
    pub(super) fn add_leading_incise(&mut self, index: usize, plan: &ClausePlan) {
        let page = self.page;
        let group = self.groups[index].clone();
        let cue = group.cue(page);
        let content = content::find_content(page, cue, plan.extent.end, self.content_limit(index))
            .filter(|c| matches!(c.frame, ContentFrame::Quotation | ContentFrame::ThatClause))
            .or_else(|| {
                let tokens = self
                    .content_after_light_opening(plan)
                    .filter(|_| cue.takes(&Frame::That))?;
                Some(Content {
                    tokens,
                    frame: ContentFrame::BareClause,
                })
            });
        let Some(content) = content else { return };
        self.push(
            ReportCandidate::new(
                self.number,
                vec![content.tokens],
                plan.speaker.clone(),
                "cue-subject-content",
                Trust::new(75, "words behind an inverted cue"),
            )
            .with_cue(cue, group.tokens.clone())
            .with_frame(content.frame),
        );
    }

    /// The content before an incise that begins at `incise_start`, and whether all of it is one quotation.
    pub(super) fn content_before(&self, index: usize, incise_start: usize) -> Option<(Range<usize>, bool)> {
        let page = self.page;
        let mut end = incise_start;
        while end > self.range.start
            && matches!(
                page.tokens[end - 1].kind,
                TokenKind::Mark(',' | '–' | '—' | '-' | '.')
            )
            && page.quotation_at(end - 1).is_none()
        {
            end -= 1;
        }
        if end <= self.range.start {
            return None;
        }
        let mut start = self.range.start;
        for (earlier, plan) in self.plans[..index].iter().enumerate() {
            if matches!(plan.role, ClauseRole::Incise) && plan.extent.end < end {
                start = start.max(plan.extent.end);
            } else if plan.role == ClauseRole::SubjectFirst && self.has_firm_report(earlier) {
                // the content of an earlier report is not part of this one
                start = start.max(self.reported_end(earlier).min(end));
            }
        }
        start = self.skip_opening(self.start_after_semicolon(index, start..end), end);
        if start >= end {
            return None;
        }
        if let Some(number) = page.quotation_at(end - 1) {
            let quotation = page.quotations[number];
            let lead = start..quotation.open.max(start);
            let introduced = lead.end > lead.start && page.is_mark(lead.end - 1, ':');
            let light = lead.clone().all(|at| {
                !page.is_word(at)
                    || page.has_class(
                        at,
                        WordClass::ADVERB | WordClass::COORDINATOR | WordClass::NOT_A_NAME,
                    )
            });
            // a heading joined to the quotation: it has no clause of its own, and the quotation begins one
            let heading = page.token(quotation.open + 1).is_some_and(|t| t.is_capitalised)
                && !page.has_finite_verb(lead.clone())
                && !page.is_mark(lead.end.saturating_sub(1), ',');
            if introduced || light || heading {
                let inside = content::trim_end(page, quotation.open + 1, quotation.close);
                return Some((quotation.open + 1..inside.max(quotation.open + 1), true));
            }
            return Some((start..quotation.end(), false));
        }
        Some((start..content::trim_end(page, start, end), false))
    }

    /// Where the content begins: after a semicolon, if the words before it have their own report ("N a rejeté l'appel ;
    /// c'est une ingérence, a déclaré M"), else at the start of `words`.
    fn start_after_semicolon(&self, index: usize, words: Range<usize>) -> usize {
        let page = self.page;
        let semicolon = words
            .clone()
            .rev()
            .find(|at| page.is_mark(*at, ';') && page.quotation_at(*at).is_none());
        let has_report = |semicolon: &usize| {
            let earlier = self.plans[..index].iter();
            let mut clauses =
                earlier.filter(|p| p.role == ClauseRole::SubjectFirst && p.extent.end < *semicolon);
            clauses.any(|p| {
                self.reports
                    .iter()
                    .any(|r| r.cue.as_ref().is_some_and(|c| c.end == p.extent.end))
            })
        };
        semicolon
            .filter(has_report)
            .map_or(words.start, |semicolon| semicolon + 1)
    }

    /// Whether the group has a report that an incise after it does not replace: more than a bare object.
    pub(super) fn has_firm_report(&self, index: usize) -> bool {
        let cue = &self.groups[index].tokens;
        self.reports.iter().any(|r| {
            r.cue.as_ref().is_some_and(|c| c.end == cue.end)
                && !r.is_weak
                && matches!(
                    r.frame,
                    Some(ContentFrame::ThatClause | ContentFrame::AfterColon | ContentFrame::Quotation)
                )
        })
    }

    /// Where the last reported words of the group end; the start of the sentence if it reports nothing.
    pub(super) fn reported_end(&self, index: usize) -> usize {
        let cue = &self.groups[index].tokens;
        self.reports
            .iter()
            .filter(|r| r.cue.as_ref().is_some_and(|c| c.end == cue.end))
            .filter_map(|r| r.pieces.last().map(|p| p.end))
            .max()
            .unwrap_or(self.range.start)
    }

    /// Skips what opens a sentence and is not said: commas, "Or,", a dateline.
    pub(super) fn skip_opening(&self, start: usize, end: usize) -> usize {
        let page = self.page;
        let mut at = start;
        // a dateline before the content is no part of it: "PARIS | ", "PARIS (AFP) - "
        if at == self.range.start
            && let Some(bar) = (at..end.min(at + 10)).find(|t| {
                matches!(page.tokens[*t].kind, TokenKind::Mark('|' | '–' | '—' | '-'))
                    && page.tokens[*t].has_space_before
            })
            && page.tokens[at].is_all_caps
        {
            at = bar + 1;
        }
        while at < end {
            let skip = matches!(
                page.tokens[at].kind,
                TokenKind::Mark(',' | ';' | '-' | '–' | '—' | '.')
            ) && page.quotation_at(at).is_none()
                || page.has_class(at, WordClass::COORDINATOR) && !page.is_name_word(at)
                || page.has_class(at, WordClass::NOT_A_NAME | WordClass::ADVERB) && page.is_mark(at + 1, ',');
            if skip {
                at += 1;
            } else {
                match page.adverb_length(at).filter(|n| page.is_mark(at + n, ',')) {
                    Some(length) => at += length,
                    None => break,
                }
            }
        }
        at
    }

    /// What follows an incise or a source after a comma and belongs to the words before it: "…, selon N, soit « le
    /// double »", "…, relève N, mais avec des écarts".
    pub(super) fn trailing_content(&self, comma: usize) -> Option<Range<usize>> {
        let page = self.page;
        let start = comma + 1;
        if !page.is_mark(comma, ',') || start >= self.range.end {
            return None;
        }
        let end = content::trim_end(page, start, self.range.end);
        let joined = page.has_class(start, WordClass::COORDINATOR) && !page.has_finite_verb(start + 1..end);
        let aims = page.has_class(start, WordClass::PREPOSITION)
            && page.has_class(start, WordClass::CATENATIVE_LINK)
            && page.can_be_infinitive(start + 1);
        ((joined || aims) && page.count_words(start..end) >= 3).then_some(start..end)
    }

    /// The second piece of content, after an incise: "« A », a dit N, « B »", "Le plan, a dit N, ne suffit pas".
    /// `quoted` and `complete` are whether the first piece is a quotation and a whole clause.
    pub(super) fn second_piece(
        &self,
        from: usize,
        index: usize,
        quoted: bool,
        complete: bool,
    ) -> Option<Range<usize>> {
        let page = self.page;
        // where the first piece is no whole clause, the verb right after the incise completes it ("Le plan, a dit N,
        // vise à …"). It begins no further report, so it does not limit the second piece
        let own_verb =
            |p: &&ClausePlan| !complete && p.role != ClauseRole::Incise && p.extent.end <= from + 6;
        let limit = self.plans[index + 1..]
            .iter()
            .filter(|p| p.role != ClauseRole::NoReport && !own_verb(p))
            .map(|p| p.extent.start)
            .next()
            .unwrap_or(self.range.end);
        let next_quote = (from..limit).find(|at| page.quotation_at(*at).is_some());
        if quoted {
            let open = next_quote?;
            let quotation = page.quotations[page.quotation_at(open)?];
            let near =
                open <= from + 12 && open > 0 && (page.is_mark(open - 1, ',') || page.is_mark(open - 1, ':'));
            let inside = quotation.open + 1..content::trim_end(page, quotation.open + 1, quotation.close);
            return (near && page.count_words(inside.clone()) >= 2).then_some(inside);
        }
        // the words before a further incise are the content of that incise, so they are not available here
        let taken = self.plans[index + 1..]
            .iter()
            .any(|p| p.role == ClauseRole::Incise);
        if !taken && complete && limit == self.range.end && !page.lexicon.bare_clauses() {
            return self.trailing_content(from);
        }
        let goes_on = !complete || page.lexicon.bare_clauses();
        // a relative clause after the name describes the speaker, and is no content: "…, said N, who built it"
        let of_the_speaker = page.is_name_word(from - 1) && page.has_class(from + 1, WordClass::RELATIVE);
        // a clause with "as" gives the circumstances, and is no content: "…, N said Friday, as they left"
        let turned =
            complete && page.lexicon.bare_clauses() && page.has_class(from + 1, WordClass::COMPARATIVE);
        if !goes_on
            || taken
            || turned
            || !page.is_mark(from, ',')
            || page.has_class(from + 1, WordClass::COORDINATOR)
            || of_the_speaker
        {
            return None;
        }
        let start = from + 1;
        let end = content::trim_end(page, start, limit);
        // a name after the role is that of the speaker, and is no content: "…, said the chief economist, Jan Roe"
        let name = page.lexicon.bare_clauses() && page.is_name_word(start);
        let whole = complete && !name
            || page.has_finite_verb(start..end)
            || !page.lexicon.bare_clauses() && page.quotation_at(start).is_some() && end - start > 4;
        (start < end && whole).then_some(start..end)
    }
}
