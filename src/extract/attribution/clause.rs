//! Finds content after its verb: "N a déclaré que …", "…, expliquant que …", "et a ajouté que …".

use super::report_candidate::ReportCandidate;
use super::sentence_parser::{ClausePlan, ClauseRole, SentenceParser};
use super::speaker_mention::SpeakerMention;
use crate::extract::content::{self, Content, ContentFrame};
use crate::extract::lexicon::{Frame, PhraseMeaning, VerbForm, WordClass};
use crate::extract::token::TokenKind;
use crate::extract::verb::{VerbGroup, VerbShape};
use std::ops::Range;

impl SentenceParser<'_, '_> {
    /// Where the content after group `index` must end: at the next group that is not part of it.
    pub(super) fn content_limit(&self, index: usize) -> usize {
        let page = self.page;
        for (next, plan) in self.plans.iter().enumerate().skip(index + 1) {
            let start = plan.extent.start;
            let apart = match plan.role {
                ClauseRole::Incise => true,
                ClauseRole::Participle => {
                    let cue = self.groups[next].cue(page);
                    let firm = !page.lexicon.bare_clauses()
                        || !cue.weak && !cue.only_provision && !self.is_numbered_point(start);
                    start > 0
                        && (page.is_mark(start - 1, ',') && firm
                            || self.is_contrast(start)
                            || self.introduces_quotation(next))
                }
                ClauseRole::SharedSubject => {
                    self.shares_outer_subject(next) || self.follows_infinitive(index, next)
                }
                ClauseRole::SubjectFirst if self.starts_coordinated_clause(start) => return start - 1,
                ClauseRole::SubjectFirst | ClauseRole::NoReport => false,
            };
            if apart {
                return start;
            }
            // "While N acknowledged the cost, M noted …": a main clause after an opening one
            if plan.role == ClauseRole::SubjectFirst
                && self.opens_subordinate(index)
                && page.is_mark(start.saturating_sub(1), ',')
            {
                return start - 1;
            }
            // a main clause after an opening participle
            if plan.role == ClauseRole::SubjectFirst
                && self.plans[index].role == ClauseRole::Participle
                && self.plans[index].extent.start <= self.range.start + 2
            {
                return start;
            }
        }
        self.range.end
    }

    /// Whether the group is in an English subordinate clause that opens the sentence.
    fn opens_subordinate(&self, index: usize) -> bool {
        let (page, first) = (self.page, self.range.start);
        page.lexicon.bare_clauses()
            && page.has_class(first, WordClass::SUBORDINATOR)
            && self.plans[index].extent.start <= first + 1
    }

    /// Whether an ordinal and a comma are before the token: "First, sharing technology; second, …".
    fn is_numbered_point(&self, at: usize) -> bool {
        let ordinal = |at: usize| {
            self.page
                .meaning(at, |m| matches!(m, PhraseMeaning::EnumerationOrdinal))
                .is_some()
        };
        at >= self.range.start + 2 && ordinal(at - 2)
    }

    /// Whether a colon and a quotation follow right after the group: "a réfuté l'idée d'un prêt affirmant : « … »".
    fn introduces_quotation(&self, index: usize) -> bool {
        let (page, end) = (self.page, self.groups[index].tokens.end);
        !page.lexicon.bare_clauses() && page.is_mark(end, ':') && page.quotation_at(end + 1).is_some()
    }

    /// The comma after an English relative clause, before the main verb: "N, which said the pier was unsafe, closed
    /// it".
    fn relative_end(&self, plan: &ClausePlan, limit: usize) -> Option<usize> {
        let page = self.page;
        let start = plan.extent.start;
        let inserted = page.lexicon.bare_clauses()
            && page.has_class(start, WordClass::RELATIVE)
            && start > self.range.start
            && page.is_mark(start - 1, ',');
        (plan.extent.end..limit).filter(|_| inserted).find(|at| {
            page.is_mark(*at, ',') && page.quotation_at(*at).is_none() && page.is_finite_verb(*at + 1)
        })
    }

    /// Whether a coordinated clause with its own subject begins at `start`, after a comma or a quotation: "« … », mais
    /// il a ajouté".
    fn starts_coordinated_clause(&self, start: usize) -> bool {
        let page = self.page;
        let Some(coordinator) = start.checked_sub(1).filter(|c| *c > self.range.start) else {
            return false;
        };
        let joins = page.has_class(coordinator, WordClass::COORDINATOR)
            || page.has_class(coordinator, WordClass::SUBORDINATOR)
                && !page.has_class(coordinator, WordClass::THAT);
        joins && (page.is_mark(coordinator - 1, ',') || page.quotation_at(coordinator - 1).is_some())
    }

    /// Whether a conjunction of contrast begins at the token: "alors que", "while".
    pub(super) fn is_contrast(&self, at: usize) -> bool {
        self.page
            .meaning(at, |m| matches!(m, PhraseMeaning::ContrastConjunction))
            .is_some()
    }

    /// Adds the report of a group with content after its verb.
    pub(super) fn add_clause(&mut self, index: usize, plan: &ClausePlan) {
        let page = self.page;
        let group = self.groups[index].clone();
        let cue = group.cue(page);
        let speaker = match plan.role {
            ClauseRole::SubjectFirst => plan.speaker.clone(),
            _ if matches!(plan.speaker, SpeakerMention::Phrase(_)) => plan.speaker.clone(),
            _ => self.shared_speaker(index),
        };
        if let SpeakerMention::Phrase(phrase) = &speaker
            && !self.can_be_speaker(phrase, &group)
        {
            return;
        }
        let limit = self.content_limit(index);
        let limit = self.relative_end(plan, limit).unwrap_or(limit);
        let Some(mut content) = content::find_content(page, cue, group.tokens.end, limit) else {
            if plan.role == ClauseRole::SubjectFirst {
                self.add_clause_after_content(index, plan);
            }
            return;
        };
        let Some(trust) = self
            .content_trust(&content, plan.role, index, &speaker)
            .filter(|_| !self.is_led_by_comma_only(&content, plan, &group))
        else {
            return;
        };
        if plan.role == ClauseRole::SubjectFirst && group.shape == VerbShape::Participle {
            // the content ends before the verb of the main clause: "A bill banning trucks was filed"
            let words = content.tokens.clone();
            content.tokens.end = self.before_main_verb(plan.extent.start, words.start, words.end, 0);
        }
        let mut tokens = self.cue_tokens(&group, plan);
        if cue.opens_content && matches!(content.frame, ContentFrame::Object | ContentFrame::Infinitive) {
            // "se sont dits favorables à …": the predicate is the content
            content.tokens.start = group.tokens.end - cue.remaining_words.len();
            let whole = content::clause_end(page, content.tokens.start, limit);
            content.tokens.end = content
                .tokens
                .end
                .max(content::trim_end(page, content.tokens.start, whole));
            let said = |t: &usize| {
                page.has_form(*t, VerbForm::PastParticiple) || page.has_form(*t, VerbForm::Finite)
            };
            let verb = (group.tokens.start..content.tokens.start).rev().find(said);
            tokens.end = verb.map_or(content.tokens.start, |verb| verb + 1);
        }
        // the content begins after a reflexive pronoun: "declared himself satisfied"
        let whole = matches!(content.frame, ContentFrame::Object | ContentFrame::BareClause);
        if whole && page.has_class(content.tokens.start, WordClass::REFLEXIVE) && content.tokens.len() > 1 {
            content.tokens.start += 1;
        }
        let pieces = vec![content.tokens.clone()];
        self.push(
            ReportCandidate::new(
                self.number,
                pieces,
                speaker,
                match plan.role {
                    ClauseRole::Participle => "participle",
                    ClauseRole::SharedSubject => "shared-subject",
                    _ => "subject-cue-content",
                },
                trust,
            )
            .with_cue(cue, tokens)
            .with_frame(content.frame),
        );
    }

    /// Whether only a comma leads to a clause without "that": "report leaks, the ministry said". It is no content,
    /// except in "As N said, …" and between two commas ("By Tuesday, N said, …").
    fn is_led_by_comma_only(&self, content: &Content, plan: &ClausePlan, group: &VerbGroup) -> bool {
        let page = self.page;
        let between = plan.extent.start > self.range.start && page.is_mark(plan.extent.start - 1, ',');
        content.frame == ContentFrame::BareClause
            && content.tokens.start == group.tokens.end + 1
            && page.is_mark(group.tokens.end, ',')
            && !between
            && !page.has_class(self.range.start, WordClass::COMPARATIVE)
    }

    /// The tokens of the cue, with "en" before a participle.
    pub(super) fn cue_tokens(&self, group: &VerbGroup, plan: &ClausePlan) -> Range<usize> {
        let page = self.page;
        let en = plan.role == ClauseRole::Participle
            && group.tokens.start > plan.extent.start
            && page.has_class(group.tokens.start - 1, WordClass::PREPOSITION);
        group.tokens.start - usize::from(en)..group.tokens.end
    }

    /// Adds a clause whose content comes before both its subject and its verb: "… », il a dit".
    pub(super) fn add_clause_after_content(&mut self, index: usize, plan: &ClausePlan) {
        let page = self.page;
        let cue = self.groups[index].cue(page);
        let start = plan.extent.start;
        let Some(before) = start.checked_sub(1).filter(|b| *b >= self.range.start) else {
            return;
        };
        let opened = page.quotation_at(before).is_some()
            || matches!(page.tokens[before].kind, TokenKind::Mark(',' | '–' | '—'));
        if !opened || !cue.takes(&Frame::Quote) && !cue.takes(&Frame::That) {
            return;
        }
        if !page.lexicon.bare_clauses()
            && page.quotation_at(before).is_none()
            && page.quotation_at(before.saturating_sub(1)).is_none()
        {
            return;
        }
        self.add_incise(index, plan);
    }
}
