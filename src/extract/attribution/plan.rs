//! Plans each verb group of a sentence: its role, where its clause begins, and who its subject is.

use super::asked_source;
use super::sentence_parser::{ClausePlan, ClauseRole, SentenceParser};
use super::speaker_mention::SpeakerMention;
use crate::domain::SpeakerKind;
use crate::extract::content::{self, ContentFrame};
use crate::extract::date;
use crate::extract::lexicon::{Frame, PhraseMeaning, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::TokenKind;
use crate::extract::verb::{VerbGroup, VerbShape};

impl SentenceParser<'_, '_> {
    /// The plan of group `index`.
    pub(super) fn plan_group(&self, index: usize) -> ClausePlan {
        let (page, group) = (self.page, &self.groups[index]);
        match group.shape {
            VerbShape::Infinitive => {
                return self
                    .plan_infinitive(index)
                    .or_else(|| self.plan_narrative_infinitive(index))
                    .unwrap_or_else(|| self.plan_unnamed(index, ClauseRole::NoReport));
            }
            VerbShape::Participle => return self.plan_participle(index),
            VerbShape::Trailing => return self.plan_unnamed(index, ClauseRole::SharedSubject),
            VerbShape::Finite => {}
        }
        if self.is_reduced_clause(index) {
            return self.plan_unnamed(index, ClauseRole::NoReport);
        }
        if let Some(pronoun) = group.inverted_pronoun {
            return self.plan_inverted_pronoun(index, pronoun);
        }
        let start = group.tokens.start;
        let before = start.checked_sub(1).filter(|b| *b >= self.range.start);
        if let Some(plan_relative_clause) = before.filter(|b| self.is_relative(*b)) {
            return self.plan_relative_clause(index, plan_relative_clause, self.subject_floor(start));
        }
        let opened = before.is_none_or(|b| {
            page.quotation_at(b).is_some()
                || matches!(
                    page.tokens[b].kind,
                    TokenKind::Mark(',' | '–' | '—' | '-' | '?' | '!' | '»' | '"')
                )
        });
        // a comparison after the content also puts the subject after the verb: "« … », comme l'a dit N"
        let compared = before.is_some_and(|b| {
            page.has_class(b, WordClass::COMPARATIVE)
                && b > self.range.start
                && (page.is_mark(b - 1, ',') || page.quotation_at(b - 1).is_some())
        });
        if (opened || compared)
            && let Some(mut plan) = self.plan_inverted_subject(index)
            && !self.is_separated_from_subject(start, plan.extent.end)
        {
            plan.extent.start -= usize::from(compared);
            return plan;
        }
        // an insertion can stand between the relative pronoun and its verb: "qui, il y a un an, affirmait"
        if let Some(relative) = before
            .filter(|b| page.is_mark(*b, ','))
            .and_then(|b| self.relative_before(b))
        {
            return self.plan_relative_clause(index, relative, self.subject_floor(relative));
        }
        if before.is_some_and(|b| page.has_class(b, WordClass::COORDINATOR)) {
            return ClausePlan {
                extent: start - 1..group.tokens.end,
                role: ClauseRole::SharedSubject,
                speaker: SpeakerMention::Unnamed,
            };
        }
        self.plan_with_subject(index, opened && before.is_some() && index > 0)
    }

    /// Whether the token is a relative pronoun that can be a subject; in English this includes "that" after a noun.
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

    /// A plan for the group alone, without a speaker.
    pub(super) fn plan_unnamed(&self, index: usize, how: ClauseRole) -> ClausePlan {
        ClausePlan {
            extent: self.groups[index].tokens.clone(),
            role: how,
            speaker: SpeakerMention::Unnamed,
        }
    }

    /// The plan of a provision, given by a participle right after its document: "a bill banning trucks".
    pub(super) fn plan_provision(&self, index: usize) -> Option<ClausePlan> {
        let start = self.groups[index].tokens.start;
        // after "of", the participle says what the document is about, and is no provision: "a policy of banning"
        let before = start.checked_sub(1).filter(|b| {
            !self
                .page
                .has_class(*b, WordClass::NOUN_LINK | WordClass::PREPOSITION)
        })?;
        let text = noun::subject_before(self.page, before + 1, self.subject_floor(start))
            .filter(|p| p.kind == SpeakerKind::Document && p.tokens.end == start)?;
        Some(ClausePlan {
            speaker: SpeakerMention::Phrase(text),
            ..self.plan_unnamed(index, ClauseRole::SubjectFirst)
        })
    }

    /// The plan of a verb with an inverted pronoun: "a-t-il dit"; the speaker of "indique-t-on" is not named.
    fn plan_inverted_pronoun(&self, index: usize, pronoun: usize) -> ClausePlan {
        let page = self.page;
        match noun::phrase_from(page, pronoun, pronoun + 1).filter(|p| p.is_pronoun) {
            Some(phrase) => ClausePlan {
                speaker: SpeakerMention::Phrase(phrase),
                ..self.plan_unnamed(index, ClauseRole::Incise)
            },
            None if page
                .meaning(pronoun, |m| matches!(m, PhraseMeaning::GenericPronoun))
                .is_some() =>
            {
                match asked_source::find_asked_source(page, self.groups[index].tokens.end, self.range.end) {
                    Some((speaker, end)) => ClausePlan {
                        extent: self.groups[index].tokens.start..end,
                        role: ClauseRole::Incise,
                        speaker,
                    },
                    None => self.plan_unnamed(index, ClauseRole::Incise),
                }
            }
            None => self.plan_unnamed(index, ClauseRole::NoReport),
        }
    }

    /// The plan of "on" with a place or source before it, which is then the speaker: "À la mairie, on assure que …",
    /// "De source officielle, on indique que …".
    fn plan_place_as_speaker(&self, group: &VerbGroup) -> Option<ClausePlan> {
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
        opening.then_some(ClausePlan {
            extent: on..group.tokens.end,
            role: ClauseRole::SubjectFirst,
            speaker: SpeakerMention::Phrase(phrase),
        })
    }

    /// The plan of a verb with its subject before it: subject, cue, content; or “…,” N said, “…”. `shared` is whether a
    /// missing subject can be that of an earlier verb.
    fn plan_with_subject(&self, index: usize, shared: bool) -> ClausePlan {
        let group = &self.groups[index];
        let start = group.tokens.start;
        if let Some(plan) = self.plan_place_as_speaker(group) {
            return plan;
        }
        let subject = noun::subject_before(self.page, start, self.subject_floor(start));
        let subject = self.subject_before_modifier(start, subject.as_ref()).or(subject);
        match subject {
            // a compound noun is not subject and verb: "record low support", "an open question"
            Some(subject) if self.is_noun_compound(&subject, group) => {
                self.plan_unnamed(index, ClauseRole::NoReport)
            }
            // a negated subject said nothing: "neither the company nor the union said"
            Some(subject) if self.is_negated_subject(&subject) => {
                self.plan_unnamed(index, ClauseRole::NoReport)
            }
            Some(subject) if self.can_be_speaker(&subject, group) => {
                let incise = self.is_incise(subject.tokens.start, group);
                let comma = self.skip_adverb(group.tokens.end);
                let end = if incise && self.page.is_mark(comma, ',') {
                    comma
                } else {
                    group.tokens.end
                };
                ClausePlan {
                    extent: subject.tokens.start..end,
                    role: if incise {
                        ClauseRole::Incise
                    } else {
                        ClauseRole::SubjectFirst
                    },
                    speaker: SpeakerMention::Phrase(subject),
                }
            }
            None if shared => self.plan_unnamed(index, ClauseRole::SharedSubject),
            _ => self.plan_unnamed(index, ClauseRole::NoReport),
        }
    }

    /// Whether subject and verb interrupt their content, in English: “If so,” N said, “…”.
    fn is_incise(&self, start: usize, group: &VerbGroup) -> bool {
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
        // commas on both sides set subject and verb off from the content: "The museum, N said, would …"
        let set_off = before.is_some_and(|b| page.is_mark(b, ','))
            && page.is_mark(self.skip_adverb(group.tokens.end), ',');
        // a date alone before them says when N spoke, and is no content: "On Tuesday, N said, …"
        let opening =
            self.range.start + usize::from(page.has_class(self.range.start, WordClass::PREPOSITION));
        let dated = date::date_length_at(page, opening).is_some_and(|n| opening + n + 1 == start);
        cue.takes(&Frame::Quote) && quoted || cue.takes(&Frame::That) && set_off && !dated
    }

    /// The token after an adverb or a time: "N said then, …".
    fn skip_adverb(&self, from: usize) -> usize {
        let page = self.page;
        let adverb = page
            .adverb_length(from)
            .or_else(|| date::date_length_at(page, from));
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

    /// The earliest token at which a subject before `start` can begin: after the last longer quotation.
    pub(super) fn subject_floor(&self, start: usize) -> usize {
        (self.range.start..start)
            .rev()
            .find(|at| {
                self.page
                    .quotation_at(*at)
                    .is_some_and(|q| self.page.quotations[q].inside().len() > 3)
            })
            .map_or(self.range.start, |at| at + 1)
    }

    /// Whether the phrase can be the subject of the group, as its speaker.
    pub(super) fn can_be_speaker(&self, phrase: &NounPhrase, group: &VerbGroup) -> bool {
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

    /// The plan of a relative clause, whose speaker is the antecedent: "qui estime que".
    pub(super) fn plan_relative_clause(&self, index: usize, relative: usize, floor: usize) -> ClausePlan {
        let (page, group) = (self.page, &self.groups[index]);
        let end = if page.is_mark(relative.wrapping_sub(1), ',') {
            relative - 1
        } else {
            relative
        };
        // a quantity before the relative pronoun is no part of the antecedent: "…, many of whom say"
        let counted =
            page.lexicon.bare_clauses() && page.has_class(end.saturating_sub(1), WordClass::NOUN_LINK);
        let comma = (floor..end)
            .rev()
            .take(4)
            .find(|at| counted && page.is_mark(*at, ','));
        let end = comma.unwrap_or(end);
        let nearest = noun::subject_before(page, end, floor.min(end));
        // the antecedent is the head, and not a noun in its modifier (not May): "SB 9, the bill signed into law in May,
        // which compels"
        let whole = self.subject_before_modifier(end, nearest.as_ref());
        let antecedent = whole
            .or(nearest)
            .filter(NounPhrase::can_speak)
            .or_else(|| noun::phrase_ending_at(page, end, floor.min(end)));
        match antecedent {
            Some(subject) => ClausePlan {
                extent: relative..group.tokens.end,
                role: ClauseRole::SubjectFirst,
                speaker: SpeakerMention::Phrase(subject),
            },
            None => ClausePlan {
                extent: group.tokens.clone(),
                role: ClauseRole::NoReport,
                speaker: SpeakerMention::Unnamed,
            },
        }
    }

    /// The plan of a verb with its subject after it: "…, a déclaré N", "…" said N.
    pub(super) fn plan_inverted_subject(&self, index: usize) -> Option<ClausePlan> {
        let (page, group) = (self.page, &self.groups[index]);
        if group.tokens.start == self.range.start {
            return None;
        }
        let limit = self.range.end;
        let at = self.skip_to_inverted_subject(group.tokens.end)?;
        let phrase = noun::phrase_from(page, at, limit)?;
        if page
            .meaning(at, |m| matches!(m, PhraseMeaning::FirstPerson))
            .is_some()
        {
            return None;
        }
        // content after the phrase means that the subject is before the verb
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
        // "a appris l'AFP auprès de N": the subject hears, the source speaks
        let source = group
            .cue(page)
            .subject_hears
            .then(|| asked_source::find_asked_source(page, next, limit))
            .flatten();
        let (speaker, end) = source.unwrap_or((SpeakerMention::Phrase(phrase), next));
        Some(ClausePlan {
            extent: group.tokens.start..end,
            role: ClauseRole::Incise,
            speaker,
        })
    }

    /// The token after the adverbs, dates and prepositional phrases between a verb and its subject after it. `None` if
    /// an infinitive follows, so that there is no subject.
    fn skip_to_inverted_subject(&self, from: usize) -> Option<usize> {
        let (page, limit) = (self.page, self.range.end);
        let mut at = from;
        let mut steps = 0;
        while at < limit && steps < 8 {
            let dated = || date::date_length_at(page, at).filter(|_| !page.is_name_word(at));
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
                // a preposition before an infinitive leads to no speaker: "vise à réduire"
                if page.can_be_infinitive(at + 1) {
                    return None;
                }
                at = noun::phrase_from(page, at + 1, limit).map_or(at + 1, |p| governed_phrase_end(&p));
            } else {
                break;
            }
            steps += 1;
        }
        Some(at)
    }

    /// The plan of a narrative infinitive, which has the speaker before: "Et d'ajouter que …".
    fn plan_narrative_infinitive(&self, index: usize) -> Option<ClausePlan> {
        let (page, group) = (self.page, &self.groups[index]);
        let opening = self.range.start + 1;
        let led = page.has_class(self.range.start, WordClass::COORDINATOR)
            && page.has_class(opening, WordClass::NOUN_LINK);
        if !led || group.tokens.start != opening + 1 {
            return None;
        }
        Some(ClausePlan {
            extent: self.range.start..group.tokens.end,
            role: ClauseRole::SubjectFirst,
            speaker: SpeakerMention::PreviousSpeaker,
        })
    }

    /// The plan of an infinitive: "Et N de conclure : « … »", "a tenu à souligner que".
    pub(super) fn plan_infinitive(&self, index: usize) -> Option<ClausePlan> {
        let (page, group) = (self.page, &self.groups[index]);
        let link = group
            .tokens
            .start
            .checked_sub(1)
            .filter(|l| *l > self.range.start)?;
        // an infinitive after "avant de" has the subject of the main verb: "…, avant d'exhorter N à …"
        let led = link
            .checked_sub(1)
            .is_some_and(|lead| self.is_contrast(lead) && !page.has_class(lead, WordClass::NEGATION));
        if led {
            return Some(ClausePlan {
                extent: link - 1..group.tokens.end,
                role: ClauseRole::Participle,
                speaker: SpeakerMention::Unnamed,
            });
        }
        if !page.has_class(link, WordClass::NOUN_LINK) {
            return self.follows_gathering_verb(link).then_some(ClausePlan {
                extent: link..group.tokens.end,
                role: ClauseRole::Participle,
                speaker: SpeakerMention::Unnamed,
            });
        }
        let colon =
            (group.tokens.end..self.range.end.min(group.tokens.end + 8)).any(|t| page.is_mark(t, ':'));
        if !colon {
            return None;
        }
        let subject = noun::subject_before(page, link, self.range.start).filter(NounPhrase::can_speak)?;
        Some(ClausePlan {
            extent: subject.tokens.start..group.tokens.end,
            role: ClauseRole::SubjectFirst,
            speaker: SpeakerMention::Phrase(subject),
        })
    }
}

/// Where the phrase after a preposition ends: before the name in "devant la presse Prénom Untel", which is that of
/// somebody else.
fn governed_phrase_end(phrase: &NounPhrase) -> usize {
    let holder = phrase
        .name
        .as_ref()
        .zip(phrase.noun.as_ref())
        .filter(|(name, noun)| name.len() >= 2 && name.start >= noun.end);
    holder.map_or(phrase.tokens.end, |(name, _)| name.start)
}
