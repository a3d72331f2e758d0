//! Contents before their verb: "…, a déclaré N", with or without marks, and what goes on behind it.

use super::{How, Plan, Report, Sentence};
use crate::extract::certainty::Trust;
use crate::extract::content::{self, Content, ContentFrame};
use crate::extract::lexicon::{Frame, VerbForm, WordClass};
use crate::extract::token::TokenKind;
use std::ops::Range;

/// More tokens than an adverb of several words takes.
const ADVERB_MAX: usize = 8;

impl Sentence<'_, '_> {
    pub(super) fn incise(&mut self, index: usize, plan: &Plan) {
        let page = self.page;
        let group = self.groups[index].clone();
        let cue = group.cue(page);
        let takes_speech = cue.takes(&Frame::Quote) || cue.takes(&Frame::That);
        let Some((piece, quoted)) = self.before(index, plan.zone.start) else {
            self.leading_incise(index, plan);
            return;
        };
        // "Despite the storm, the count went on": such a verb reports quotations only
        let silent =
            !quoted && page.lexicon.bare_clauses() && (cue.weak || cue.mental) && !cue.takes(&Frame::That);
        if !takes_speech && !quoted || silent || page.count_words(piece.clone()) == 0 {
            return;
        }
        let complete = quoted || page.has_finite_verb(piece.clone());
        if !quoted && self.only_opens(&piece) {
            self.leading_incise(index, plan);
            return;
        }
        if let Some(rest) = self.led_on(plan) {
            self.push(
                Report::new(
                    self.number,
                    vec![rest],
                    plan.party.clone(),
                    "incise-behind-conjunction",
                    Trust::of(84, "an incise behind a conjunction").less_if(
                        cue.weak,
                        30,
                        "the cue is as often no report",
                    ),
                )
                .by(cue, group.tokens.clone()),
            );
            return;
        }
        let mut pieces = vec![piece.clone()];
        if let Some(rest) = self.continuation(plan.zone.end, index, quoted, complete) {
            pieces.push(rest);
        } else if !complete && page.count_words(piece.clone()) < 4 {
            return;
        }
        let sure = if quoted {
            Trust::of(96, "a quotation before its cue")
        } else {
            Trust::of(88, "an incise")
        };
        let weak = if quoted { 6 } else { 30 };
        let sure = sure
            .less_if(cue.weak, weak, "the cue is as often no report")
            .less_if(!complete, 10, "no whole clause before the incise");
        self.push(
            Report::new(
                self.number,
                pieces,
                plan.party.clone(),
                if quoted { "quote-incise" } else { "incise" },
                sure,
            )
            .by(cue, group.tokens.clone()),
        );
    }

    /// "When asked about it, N said, “…”": an English clause or phrase that opens the sentence tells when or why it was
    /// said, where a quotation follows the cue.
    fn only_opens(&self, piece: &Range<usize>) -> bool {
        let page = self.page;
        let opens = piece.start == self.range.start
            && (page.has_class(piece.start, WordClass::SUBORDINATOR | WordClass::PREPOSITION)
                || page.has_form(piece.start, VerbForm::PresentParticiple));
        // "Asked whether he would sign, N said no"
        let asked = page.has_form(piece.start, VerbForm::PastParticiple)
            && page.readings(piece.start).iter().any(|r| r.cue.is_some())
            && !page.has_class(piece.start, WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE);
        if asked && page.lexicon.bare_clauses() && piece.start == self.range.start {
            return true;
        }
        let quoted = piece.clone().any(|at| page.quotation_at(at).is_some());
        // a quotation that goes on with the sentence is its second piece: "If the toll rises, N said, “we will leave”"
        let whole = |open: usize| {
            page.token(open + 1)
                .is_some_and(|t| t.is_capitalised && t.end > t.start + 1)
        };
        let near = piece.end..self.range.end.min(piece.end + 12);
        let next = near.into_iter().find(|at| page.quotation_at(*at).is_some());
        page.lexicon.bare_clauses() && opens && !quoted && next.is_some_and(whole)
    }

    /// "… mais, a-t-il ajouté, …": behind a conjunction, the content is what follows.
    fn led_on(&self, plan: &Plan) -> Option<Range<usize>> {
        let page = self.page;
        let comma = plan.zone.start.checked_sub(1)?;
        let led = comma > self.range.start
            && page.is_mark(comma, ',')
            && page.has_class(comma - 1, WordClass::COORDINATOR)
            && page.is_mark(plan.zone.end, ',');
        let start = plan.zone.end + 1;
        let end = content::trim_end(page, start, self.range.end);
        (led && start < end && page.has_finite_verb(start..end)).then_some(start..end)
    }

    /// "Instead, he said, he sees …": where only an adverb stands before the incise, what follows is the content.
    fn behind_light_opening(&self, plan: &Plan) -> Option<Range<usize>> {
        let page = self.page;
        let opening = self.range.start..plan.zone.start;
        let light = opening.clone().all(|at| {
            page.is_mark(at, ',')
                || page.quotation_at(at).is_none()
                    && page.has_class(
                        at,
                        WordClass::ADVERB | WordClass::COORDINATOR | WordClass::NOT_A_NAME,
                    )
                || (at.saturating_sub(ADVERB_MAX).max(opening.start)..=at)
                    .any(|from| page.adverb_length(from).is_some_and(|n| from + n > at))
        });
        let start = plan.zone.end + 1;
        let end = content::trim_end(page, start, content::clause_end(page, start, self.range.end));
        let set_off = page.is_mark(plan.zone.end, ',') && page.quotation_at(plan.zone.end).is_none();
        let clause = set_off && start < end && page.has_finite_verb(start..end);
        (page.lexicon.bare_clauses() && light && !opening.is_empty() && clause).then_some(start..end)
    }

    /// An inverted verb with nothing before it: "a-t-il dit : « … »".
    pub(super) fn leading_incise(&mut self, index: usize, plan: &Plan) {
        let page = self.page;
        let group = self.groups[index].clone();
        let cue = group.cue(page);
        let content = content::find_content(page, cue, plan.zone.end, self.limit(index))
            .filter(|c| matches!(c.frame, ContentFrame::Quotation | ContentFrame::ThatClause))
            .or_else(|| {
                let tokens = self
                    .behind_light_opening(plan)
                    .filter(|_| cue.takes(&Frame::That))?;
                Some(Content {
                    tokens,
                    frame: ContentFrame::BareClause,
                })
            });
        let Some(content) = content else { return };
        self.push(
            Report::new(
                self.number,
                vec![content.tokens],
                plan.party.clone(),
                "cue-subject-content",
                Trust::of(75, "words behind an inverted cue"),
            )
            .by(cue, group.tokens.clone())
            .framed(content.frame),
        );
    }

    /// The content before an incise at `zone`, and whether it is quoted as a whole.
    pub(super) fn before(&self, index: usize, zone: usize) -> Option<(Range<usize>, bool)> {
        let page = self.page;
        let mut end = zone;
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
        for (earlier, plan) in self.zones[..index].iter().enumerate() {
            if matches!(plan.how, How::Incise) && plan.zone.end < end {
                start = start.max(plan.zone.end);
            } else if plan.how == How::Clause && self.firmly_reported(earlier) {
                // the content of an earlier report belongs to it
                start = start.max(self.out_end(earlier).min(end));
            }
        }
        start = self.skip_opening(self.behind_semicolon(index, start..end), end);
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
            // a heading run into the quotation: no clause of its own, and the quotation begins one
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

    /// "N a rejeté l'appel ; c'est une ingérence, a déclaré M": behind the semicolon, where what stands before it has a
    /// report of its own.
    fn behind_semicolon(&self, index: usize, words: Range<usize>) -> usize {
        let page = self.page;
        let semicolon = words
            .clone()
            .rev()
            .find(|at| page.is_mark(*at, ';') && page.quotation_at(*at).is_none());
        let told = |semicolon: &usize| {
            let earlier = self.zones[..index].iter();
            let mut clauses = earlier.filter(|p| p.how == How::Clause && p.zone.end < *semicolon);
            clauses.any(|p| {
                self.out
                    .iter()
                    .any(|r| r.cue.as_ref().is_some_and(|c| c.end == p.zone.end))
            })
        };
        semicolon
            .filter(told)
            .map_or(words.start, |semicolon| semicolon + 1)
    }

    /// Whether the group has a report that an incise behind it does not take over: more than a bare object.
    pub(super) fn firmly_reported(&self, index: usize) -> bool {
        let cue = &self.groups[index].tokens;
        self.out.iter().any(|r| {
            r.cue.as_ref().is_some_and(|c| c.end == cue.end)
                && !r.weak
                && matches!(
                    r.found,
                    Some(ContentFrame::ThatClause | ContentFrame::AfterColon | ContentFrame::Quotation)
                )
        })
    }

    pub(super) fn out_end(&self, index: usize) -> usize {
        let cue = &self.groups[index].tokens;
        self.out
            .iter()
            .filter(|r| r.cue.as_ref().is_some_and(|c| c.end == cue.end))
            .filter_map(|r| r.pieces.last().map(|p| p.end))
            .max()
            .unwrap_or(self.range.start)
    }

    /// Steps over what opens a sentence and is not said: commas, "Or,", a dateline.
    pub(super) fn skip_opening(&self, start: usize, end: usize) -> usize {
        let page = self.page;
        let mut at = start;
        // a dateline: "PARIS | ", "PARIS (AFP) - "
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

    /// What still belongs to the words before an incise or a source: "…, selon N, soit « le double »", "…, relève N,
    /// mais avec des écarts".
    pub(super) fn rest(&self, comma: usize) -> Option<Range<usize>> {
        let page = self.page;
        let start = comma + 1;
        if !page.is_mark(comma, ',') || start >= self.range.end {
            return None;
        }
        let end = content::trim_end(page, start, self.range.end);
        let joined = page.has_class(start, WordClass::COORDINATOR) && !page.has_finite_verb(start + 1..end);
        let aims = page.has_class(start, WordClass::PREPOSITION)
            && page.has_class(start, WordClass::CATENATIVE_LINK)
            && content::is_infinitive(page, start + 1);
        ((joined || aims) && page.count_words(start..end) >= 3).then_some(start..end)
    }

    /// The second piece behind an incise: "« A », a dit N, « B »", "Le plan, a dit N, ne suffit pas".
    pub(super) fn continuation(
        &self,
        from: usize,
        index: usize,
        quoted: bool,
        complete: bool,
    ) -> Option<Range<usize>> {
        let page = self.page;
        // the verb of "Le plan, a dit N, vise à …" is none of a further report
        let own_verb = |p: &&Plan| !complete && p.how != How::Incise && p.zone.end <= from + 6;
        let limit = self.zones[index + 1..]
            .iter()
            .filter(|p| p.how != How::Idle && !own_verb(p))
            .map(|p| p.zone.start)
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
        // what leads up to a further incise is the content of that one
        let taken = self.zones[index + 1..].iter().any(|p| p.how == How::Incise);
        if !taken && complete && limit == self.range.end && !page.lexicon.bare_clauses() {
            return self.rest(from);
        }
        let goes_on = !complete || page.lexicon.bare_clauses();
        // "…, said N, who built it"
        let of_the_speaker = page.is_name_word(from - 1) && page.has_class(from + 1, WordClass::RELATIVE);
        // "…, N said Friday, as they left": what the article tells of the moment
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
        // "…, said the chief economist, Jan Roe": a name alone tells who spoke
        let name = page.lexicon.bare_clauses() && page.is_name_word(start);
        let whole = complete && !name
            || page.has_finite_verb(start..end)
            || !page.lexicon.bare_clauses() && page.quotation_at(start).is_some() && end - start > 4;
        (start < end && whole).then_some(start..end)
    }
}
