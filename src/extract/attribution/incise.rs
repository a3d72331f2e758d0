//! Contents before their verb: "…, a déclaré N", with or without marks, and what goes on behind it.

use super::{How, Plan, Report, Sentence};
use crate::extract::certainty::Trust;
use crate::extract::content::{self, Found};
use crate::extract::lexicon::{Class, Frame};
use crate::extract::token::Kind;
use std::ops::Range;

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
        if !takes_speech && !quoted || page.count_words(piece.clone()) == 0 {
            return;
        }
        let complete = quoted || page.has_verb(piece.clone());
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

    /// "… mais, a-t-il ajouté, …": behind a conjunction, the content is what follows.
    fn led_on(&self, plan: &Plan) -> Option<Range<usize>> {
        let page = self.page;
        let comma = plan.zone.start.checked_sub(1)?;
        let led = comma > self.range.start
            && page.is_mark(comma, ',')
            && page.is(comma - 1, Class::COORDINATOR)
            && page.is_mark(plan.zone.end, ',');
        let start = plan.zone.end + 1;
        let end = content::trim_end(page, start, self.range.end);
        (led && start < end && page.has_verb(start..end)).then_some(start..end)
    }

    /// An inverted verb with nothing before it: "a-t-il dit : « … »".
    pub(super) fn leading_incise(&mut self, index: usize, plan: &Plan) {
        let page = self.page;
        let group = self.groups[index].clone();
        let cue = group.cue(page);
        let Some(content) = content::after(page, cue, plan.zone.end, self.limit(index)) else {
            return;
        };
        if !matches!(content.found, Found::Quote | Found::That) {
            return;
        }
        self.push(
            Report::new(
                self.number,
                vec![content.tokens],
                plan.party.clone(),
                "cue-subject-content",
                Trust::of(75, "words behind an inverted cue"),
            )
            .by(cue, group.tokens.clone())
            .framed(content.found),
        );
    }

    /// The content before an incise at `zone`, and whether it is quoted as a whole.
    pub(super) fn before(&self, index: usize, zone: usize) -> Option<(Range<usize>, bool)> {
        let page = self.page;
        let mut end = zone;
        while end > self.range.start
            && matches!(page.tokens[end - 1].kind, Kind::Mark(',' | '–' | '—' | '-' | '.'))
            && page.quotation(end - 1).is_none()
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
        start = self.skip_opening(start, end);
        if start >= end {
            return None;
        }
        if let Some(number) = page.quotation(end - 1) {
            let quotation = page.quotations[number];
            let lead = start..quotation.open.max(start);
            let introduced = lead.end > lead.start && page.is_mark(lead.end - 1, ':');
            let light = lead.clone().all(|at| {
                !page.is_word(at) || page.is(at, Class::ADVERB | Class::COORDINATOR | Class::NO_NAME)
            });
            // a heading run into the quotation: no clause of its own, and the quotation begins one
            let heading = page.token(quotation.open + 1).is_some_and(|t| t.capital)
                && !page.has_verb(lead.clone())
                && !page.is_mark(lead.end.saturating_sub(1), ',');
            if introduced || light || heading {
                let inside = content::trim_end(page, quotation.open + 1, quotation.close);
                return Some((quotation.open + 1..inside.max(quotation.open + 1), true));
            }
            return Some((start..quotation.after(), false));
        }
        Some((start..content::trim_end(page, start, end), false))
    }

    /// Whether the group has a report that an incise behind it does not take over: more than a bare object.
    pub(super) fn firmly_reported(&self, index: usize) -> bool {
        let cue = &self.groups[index].tokens;
        self.out.iter().any(|r| {
            r.cue.as_ref().is_some_and(|c| c.end == cue.end)
                && !r.weak
                && matches!(r.found, Some(Found::That | Found::Colon | Found::Quote))
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
                matches!(page.tokens[*t].kind, Kind::Mark('|' | '–' | '—' | '-')) && page.tokens[*t].spaced
            })
            && page.tokens[at].shouted
        {
            at = bar + 1;
        }
        while at < end {
            let skip = matches!(
                page.tokens[at].kind,
                Kind::Mark(',' | ';' | '-' | '–' | '—' | '.')
            ) && page.quotation(at).is_none()
                || page.is(at, Class::COORDINATOR) && !page.is_name(at)
                || page.is(at, Class::NO_NAME | Class::ADVERB) && page.is_mark(at + 1, ',');
            if skip {
                at += 1;
            } else {
                match page.adverb(at).filter(|n| page.is_mark(at + n, ',')) {
                    Some(length) => at += length,
                    None => break,
                }
            }
        }
        at
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
        let next_quote = (from..limit).find(|at| page.quotation(*at).is_some());
        if quoted {
            let open = next_quote?;
            let quotation = page.quotations[page.quotation(open)?];
            let near =
                open <= from + 12 && open > 0 && (page.is_mark(open - 1, ',') || page.is_mark(open - 1, ':'));
            let inside = quotation.open + 1..content::trim_end(page, quotation.open + 1, quotation.close);
            return (near && page.count_words(inside.clone()) >= 2).then_some(inside);
        }
        // what leads up to a further incise is the content of that one
        let taken = self.zones[index + 1..].iter().any(|p| p.how == How::Incise);
        let goes_on = !complete || page.lexicon.bare_clauses();
        if !goes_on || taken || !page.is_mark(from, ',') || page.is(from + 1, Class::COORDINATOR) {
            return None;
        }
        let start = from + 1;
        let end = content::trim_end(page, start, limit);
        (start < end && (complete || page.has_verb(start..end))).then_some(start..end)
    }
}
