//! How each verb group stands in its sentence: where its clause begins, on which side the content is, and who
//! its subject is.

use super::{How, Party, Plan, Sentence, asked};
use crate::domain::SpeakerKind;
use crate::extract::content::{self, ContentFrame};
use crate::extract::date;
use crate::extract::lexicon::{Frame, PhraseMeaning, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::TokenKind;
use crate::extract::verb::{Group, Shape};

impl Sentence<'_, '_> {
    pub(super) fn plan(&self, index: usize) -> Plan {
        let (page, group) = (self.page, &self.groups[index]);
        match group.shape {
            Shape::Infinitive => {
                return self
                    .infinitive(index)
                    .or_else(|| self.narrative(index))
                    .unwrap_or_else(|| self.of_nobody(index, How::Idle));
            }
            Shape::Participle => return self.participle(index),
            Shape::Trailing => return self.of_nobody(index, How::Shared),
            Shape::Finite => {}
        }
        if self.is_reduced_clause(index) {
            return self.of_nobody(index, How::Idle);
        }
        if let Some(pronoun) = group.inverted {
            return self.with_pronoun(index, pronoun);
        }
        let start = group.tokens.start;
        let before = start.checked_sub(1).filter(|b| *b >= self.range.start);
        if let Some(relative) = before.filter(|b| self.is_relative(*b)) {
            return self.relative(index, relative, self.floor(start));
        }
        let opened = before.is_none_or(|b| {
            page.quotation_at(b).is_some()
                || matches!(
                    page.tokens[b].kind,
                    TokenKind::Mark(',' | '–' | '—' | '-' | '?' | '!' | '»' | '"')
                )
        });
        // "« … », comme l'a dit N"
        let compared = before.is_some_and(|b| {
            page.has_class(b, WordClass::COMPARATIVE)
                && b > self.range.start
                && (page.is_mark(b - 1, ',') || page.quotation_at(b - 1).is_some())
        });
        if (opened || compared)
            && let Some(mut plan) = self.inverted(index)
            && !self.is_set_off_from_its_subject(start, plan.zone.end)
        {
            plan.zone.start -= usize::from(compared);
            return plan;
        }
        // "qui, il y a un an, affirmait": an insertion behind the relative pronoun
        if let Some(relative) = before
            .filter(|b| page.is_mark(*b, ','))
            .and_then(|b| self.relative_before(b))
        {
            return self.relative(index, relative, self.floor(relative));
        }
        if before.is_some_and(|b| page.has_class(b, WordClass::COORDINATOR)) {
            return Plan {
                zone: start - 1..group.tokens.end,
                how: How::Shared,
                party: Party::Nobody,
            };
        }
        self.with_subject(index, opened && before.is_some() && index > 0)
    }

    /// Whether the token is a relative pronoun that can be a verb's subject; English has "that" behind a noun.
    fn is_relative(&self, at: usize) -> bool {
        let page = self.page;
        if !page.has_class(at, WordClass::RELATIVE) {
            return false;
        }
        let noun = at.checked_sub(1).filter(|n| *n >= self.range.start);
        !page.has_class(at, WordClass::THAT)
            || page.lexicon.bare_clauses()
                && noun.is_some_and(|n| {
                    page.is_word(n) && !page.is_finite_verb(n) && !page.has_class(n, WordClass::ADVERB)
                })
    }

    /// A plan for the group alone, without a party of its own.
    pub(super) fn of_nobody(&self, index: usize, how: How) -> Plan {
        Plan {
            zone: self.groups[index].tokens.clone(),
            how,
            party: Party::Nobody,
        }
    }

    /// "a bill banning trucks": what a text lays down, told by a participle right behind it.
    pub(super) fn laid_down(&self, index: usize) -> Option<Plan> {
        let start = self.groups[index].tokens.start;
        // "a policy of banning": what the noun is about
        let before = start.checked_sub(1).filter(|b| {
            !self
                .page
                .has_class(*b, WordClass::NOUN_LINK | WordClass::PREPOSITION)
        })?;
        let text = noun::subject_before(self.page, before + 1, self.floor(start))
            .filter(|p| p.kind == SpeakerKind::Document && p.tokens.end == start)?;
        Some(Plan {
            party: Party::Phrase(text),
            ..self.of_nobody(index, How::Clause)
        })
    }

    /// "a-t-il dit"; "indique-t-on" is said by somebody who is not named.
    fn with_pronoun(&self, index: usize, pronoun: usize) -> Plan {
        let page = self.page;
        match noun::phrase_from(page, pronoun, pronoun + 1).filter(|p| p.pronoun) {
            Some(phrase) => Plan {
                party: Party::Phrase(phrase),
                ..self.of_nobody(index, How::Incise)
            },
            None if page
                .meaning(pronoun, |m| matches!(m, PhraseMeaning::GenericPronoun))
                .is_some() =>
            {
                match asked::asked(page, self.groups[index].tokens.end, self.range.end) {
                    Some((party, end)) => Plan {
                        zone: self.groups[index].tokens.start..end,
                        how: How::Incise,
                        party,
                    },
                    None => self.of_nobody(index, How::Incise),
                }
            }
            None => self.of_nobody(index, How::Idle),
        }
    }

    /// "À la mairie, on assure que …", "De source officielle, on indique que …": those of the place or source.
    fn of_a_place(&self, group: &Group) -> Option<Plan> {
        let page = self.page;
        let on = group
            .tokens
            .start
            .checked_sub(1)
            .filter(|on| *on > self.range.start)?;
        page.meaning(on, |m| matches!(m, PhraseMeaning::GenericPronoun))?;
        let comma = on.checked_sub(1).filter(|c| page.is_mark(*c, ','))?;
        let opening = page.has_class(self.range.start, WordClass::PREPOSITION | WordClass::NOUN_LINK);
        let phrase = noun::phrase_ending_at(page, comma, self.range.start).or_else(|| {
            let whole = noun::phrase_from(page, self.range.start + 1, comma)?;
            (whole.tokens.end == comma && whole.can_speak()).then_some(whole)
        })?;
        opening.then_some(Plan {
            zone: on..group.tokens.end,
            how: How::Clause,
            party: Party::Phrase(phrase),
        })
    }

    /// Subject, cue, content, or “…,” N said, “…”; `shared` where a missing subject may be that of an earlier verb.
    fn with_subject(&self, index: usize, shared: bool) -> Plan {
        let group = &self.groups[index];
        let start = group.tokens.start;
        if let Some(plan) = self.of_a_place(group) {
            return plan;
        }
        let subject = noun::subject_before(self.page, start, self.floor(start));
        let subject = self.before_its_clause(start, subject.as_ref()).or(subject);
        match subject {
            // "record low support", "an open question": no subject and verb
            Some(subject) if self.is_compound(&subject, group) => self.of_nobody(index, How::Idle),
            // "neither the company nor the union said"
            Some(subject) if self.is_denied(&subject) => self.of_nobody(index, How::Idle),
            Some(subject) if self.speaks(&subject, group) => {
                let incise = self.interrupts(subject.tokens.start, group);
                let comma = self.behind_adverbs_from(group.tokens.end);
                let end = if incise && self.page.is_mark(comma, ',') {
                    comma
                } else {
                    group.tokens.end
                };
                Plan {
                    zone: subject.tokens.start..end,
                    how: if incise { How::Incise } else { How::Clause },
                    party: Party::Phrase(subject),
                }
            }
            None if shared => self.of_nobody(index, How::Shared),
            _ => self.of_nobody(index, How::Idle),
        }
    }

    /// Whether a quotation that is not at its end stands right before the subject: “If so,” N said, “…”.
    fn interrupts(&self, start: usize, group: &Group) -> bool {
        let page = self.page;
        let before = start.checked_sub(1).filter(|b| *b >= self.range.start);
        let quotation = before
            .and_then(|b| page.quotation_at(b))
            .map(|q| page.quotations[q]);
        if !page.lexicon.bare_clauses() {
            return false;
        }
        let cue = group.cue(page);
        let quoted = quotation.is_some_and(|q| q.closed && page.is_mark(q.close - 1, ','));
        // "The museum, N said, would …": commas on both sides
        let set_off = before.is_some_and(|b| page.is_mark(b, ','))
            && page.is_mark(self.behind_adverbs_from(group.tokens.end), ',');
        // "On Tuesday, N said, …": when, not what
        let opening =
            self.range.start + usize::from(page.has_class(self.range.start, WordClass::PREPOSITION));
        let dated = date::length_at(page, opening).is_some_and(|n| opening + n + 1 == start);
        cue.takes(&Frame::Quote) && quoted || cue.takes(&Frame::That) && set_off && !dated
    }

    /// Behind the adverbs and times from the token on: "N said then, …".
    fn behind_adverbs_from(&self, from: usize) -> usize {
        let page = self.page;
        let adverb = page.adverb_length(from).or_else(|| date::length_at(page, from));
        from + adverb.unwrap_or(0)
    }

    /// The relative pronoun before an insertion that ends with the comma at `comma`.
    fn relative_before(&self, comma: usize) -> Option<usize> {
        let page = self.page;
        let open = (self.range.start..comma)
            .rev()
            .take(14)
            .find(|at| page.is_mark(*at, ','))?;
        let relative = open.checked_sub(1).filter(|r| *r > self.range.start)?;
        (page.has_class(relative, WordClass::RELATIVE) && !page.has_class(relative, WordClass::THAT))
            .then_some(relative)
    }

    /// Where a subject before `start` may begin at the earliest: behind the last quotation and the last group.
    pub(super) fn floor(&self, start: usize) -> usize {
        (self.range.start..start)
            .rev()
            .find(|at| {
                self.page
                    .quotation_at(*at)
                    .is_some_and(|q| self.page.quotations[q].inside().len() > 3)
            })
            .map_or(self.range.start, |at| at + 1)
    }

    /// Whether the phrase can be the subject of the verb.
    pub(super) fn speaks(&self, phrase: &NounPhrase, group: &Group) -> bool {
        let page = self.page;
        let at = phrase.tokens.start;
        if page
            .meaning(at, |m| matches!(m, PhraseMeaning::FirstPerson))
            .is_some()
            && phrase.tokens.len() <= 1
        {
            return false;
        }
        if page
            .meaning(at, |m| matches!(m, PhraseMeaning::Impersonal))
            .is_some()
        {
            return false;
        }
        let cue = group.cue(page);
        // a French subject has an article, unless it is a name
        let bare =
            !page.lexicon.bare_clauses() && !page.has_class(at, WordClass::DETERMINER) && !page.is_number(at);
        phrase.can_speak() || (cue.allows_document || !cue.weak) && !bare
    }

    /// "qui estime que": the words before the relative pronoun speak.
    pub(super) fn relative(&self, index: usize, relative: usize, floor: usize) -> Plan {
        let (page, group) = (self.page, &self.groups[index]);
        let end = if page.is_mark(relative.wrapping_sub(1), ',') {
            relative - 1
        } else {
            relative
        };
        // "…, many of whom say"
        let counted =
            page.lexicon.bare_clauses() && page.has_class(end.saturating_sub(1), WordClass::NOUN_LINK);
        let comma = (floor..end)
            .rev()
            .take(4)
            .find(|at| counted && page.is_mark(*at, ','));
        let end = comma.unwrap_or(end);
        let nearest = noun::subject_before(page, end, floor.min(end));
        // "SB 9, the bill signed into law in May, which compels": not May
        let whole = self.before_its_clause(end, nearest.as_ref());
        let antecedent = whole
            .or(nearest)
            .filter(NounPhrase::can_speak)
            .or_else(|| noun::phrase_ending_at(page, end, floor.min(end)));
        match antecedent {
            Some(subject) => Plan {
                zone: relative..group.tokens.end,
                how: How::Clause,
                party: Party::Phrase(subject),
            },
            None => Plan {
                zone: group.tokens.clone(),
                how: How::Idle,
                party: Party::Nobody,
            },
        }
    }

    /// "…, a déclaré N", "…" said N: the subject follows.
    pub(super) fn inverted(&self, index: usize) -> Option<Plan> {
        let (page, group) = (self.page, &self.groups[index]);
        if group.tokens.start == self.range.start {
            return None;
        }
        let limit = self.range.end;
        let mut at = group.tokens.end;
        let mut steps = 0;
        while at < limit && steps < 8 {
            let dated = || date::length_at(page, at).filter(|_| !page.is_name_word(at));
            if let Some(length) = dated().or_else(|| page.adverb_length(at)) {
                at += length;
            } else if page.has_class(at, WordClass::ADVERB | WordClass::LAST_ADJECTIVE)
                && !page.is_name_word(at)
                || page.is_number(at)
                || page.is_mark(at, ',') && steps > 0
            {
                at += 1;
            } else if page.has_class(at, WordClass::PREPOSITION)
                && !page.has_class(at, WordClass::DETERMINER)
                && !page.is_surname_article(at)
            {
                // "vise à réduire": what follows is done, not somebody who speaks
                if content::is_infinitive(page, at + 1) {
                    return None;
                }
                at = noun::phrase_from(page, at + 1, limit).map_or(at + 1, |p| behind_preposition(&p));
            } else {
                break;
            }
            steps += 1;
        }
        let phrase = noun::phrase_from(page, at, limit)?;
        if page
            .meaning(at, |m| matches!(m, PhraseMeaning::FirstPerson))
            .is_some()
        {
            return None;
        }
        // what follows must end there: content behind it means that the subject stands before
        let next = phrase.tokens.end;
        if page.has_class(next, WordClass::THAT) && !page.has_class(next, WordClass::RELATIVE) {
            return None;
        }
        let before_quotation = page.quotation_at(group.tokens.start - 1).is_some()
            || group.tokens.start >= 2 && page.quotation_at(group.tokens.start - 2).is_some();
        let content_follows = content::find_content(page, group.cue(page), group.tokens.end, limit)
            .is_some_and(|c| {
                matches!(
                    c.frame,
                    ContentFrame::ThatClause
                        | ContentFrame::Quotation
                        | ContentFrame::AfterColon
                        | ContentFrame::Infinitive
                ) && c.tokens.start < next + 3
            });
        let clause_follows = page.lexicon.bare_clauses() && page.is_finite_verb(next);
        if (content_follows || clause_follows) && !before_quotation {
            return None;
        }
        if !phrase.can_speak() && !before_quotation {
            return None;
        }
        // "a appris l'AFP auprès de N": who hears is not who says
        let told = group
            .cue(page)
            .subject_hears
            .then(|| asked::asked(page, next, limit))
            .flatten();
        let (party, end) = told.unwrap_or((Party::Phrase(phrase), next));
        Some(Plan {
            zone: group.tokens.start..end,
            how: How::Incise,
            party,
        })
    }

    /// "Et d'ajouter que …": the speaker before goes on.
    fn narrative(&self, index: usize) -> Option<Plan> {
        let (page, group) = (self.page, &self.groups[index]);
        let opening = self.range.start + 1;
        let led = page.has_class(self.range.start, WordClass::COORDINATOR)
            && page.has_class(opening, WordClass::NOUN_LINK);
        if !led || group.tokens.start != opening + 1 {
            return None;
        }
        Some(Plan {
            zone: self.range.start..group.tokens.end,
            how: How::Clause,
            party: Party::Previous,
        })
    }

    /// "Et N de conclure : « … »", "a tenu à souligner que".
    pub(super) fn infinitive(&self, index: usize) -> Option<Plan> {
        let (page, group) = (self.page, &self.groups[index]);
        let link = group
            .tokens
            .start
            .checked_sub(1)
            .filter(|l| *l > self.range.start)?;
        // "…, avant d'exhorter N à …": whoever did the one did the other
        let led = link
            .checked_sub(1)
            .is_some_and(|lead| self.turns(lead) && !page.has_class(lead, WordClass::NEGATION));
        if led {
            return Some(Plan {
                zone: link - 1..group.tokens.end,
                how: How::Participle,
                party: Party::Nobody,
            });
        }
        if !page.has_class(link, WordClass::NOUN_LINK) {
            return self.gathered(link).then_some(Plan {
                zone: link..group.tokens.end,
                how: How::Participle,
                party: Party::Nobody,
            });
        }
        let colon =
            (group.tokens.end..self.range.end.min(group.tokens.end + 8)).any(|t| page.is_mark(t, ':'));
        if !colon {
            return None;
        }
        let subject = noun::subject_before(page, link, self.range.start).filter(NounPhrase::can_speak)?;
        Some(Plan {
            zone: subject.tokens.start..group.tokens.end,
            how: How::Clause,
            party: Party::Phrase(subject),
        })
    }
}

/// Where what a preposition governs ends: before the name in "devant la presse Prénom Untel", who is somebody else.
fn behind_preposition(phrase: &NounPhrase) -> usize {
    let holder = phrase
        .name
        .as_ref()
        .zip(phrase.noun.as_ref())
        .filter(|(name, noun)| name.len() >= 2 && name.start >= noun.end);
    holder.map_or(phrase.tokens.end, |(name, _)| name.start)
}
