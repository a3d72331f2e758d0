//! Nouns that report in French: "la promesse de N de …", "le refus par N de …", "sa décision de …".

use super::{Party, Report, Sentence};
use crate::extract::certainty::Trust;
use crate::extract::content::{self, Content, ContentFrame};
use crate::extract::lexicon::{Cue, PhraseMeaning, WordClass};
use crate::extract::noun::{self, NounPhrase};

/// How many tokens may stand between a noun's content and who is told behind it to have said it.
const AGENT_REACH: usize = 16;

impl Sentence<'_, '_> {
    /// The French reports whose cue is a noun.
    pub(super) fn nominals(&mut self) {
        let page = self.page;
        if page.lexicon.bare_clauses() {
            return;
        }
        for at in self.range.clone() {
            let noun = page.meaning(at, |m| matches!(m, PhraseMeaning::NounCue(_)));
            if let Some((PhraseMeaning::NounCue(number), length)) = noun
                && page.quotation_at(at).is_none()
                && self.stands_as_noun(at)
                && let Some(report) = self.nominal(&page.lexicon.cues[usize::from(number)], at, at + length)
            {
                self.push(report);
            }
        }
    }

    /// Whether an article or a possessive stands before the word, with one adjective between them at most.
    fn stands_as_noun(&self, at: usize) -> bool {
        let page = self.page;
        let determined = |at: usize| at > self.range.start && page.has_class(at - 1, WordClass::DETERMINER);
        let adjective = at > self.range.start && page.is_word(at - 1) && !page.is_finite_verb(at - 1);
        determined(at) || adjective && determined(at - 1)
    }

    fn nominal(&self, cue: &Cue, at: usize, end: usize) -> Option<Report> {
        let page = self.page;
        let limit = self.range.end;
        // "la décision controversée de fermer"
        let plain = |t: usize| {
            page.is_word(t)
                && page.lexicon.word_class(page.word(t)) == WordClass::default()
                && !page.is_finite_verb(t)
                && page.has_class(
                    t + 1,
                    WordClass::PREPOSITION | WordClass::NOUN_LINK | WordClass::THAT,
                )
        };
        let from = end + usize::from(plain(end));
        let holder = page
            .has_class(from, WordClass::NOUN_LINK)
            .then(|| noun::phrase_from(page, from + 1, limit).filter(NounPhrase::can_speak))
            .flatten();
        let behind_holder = holder.and_then(|holder| {
            let content = self.told_at(cue, holder.tokens.end)?;
            Some((Party::Phrase(holder), content))
        });
        let (party, content) = match behind_holder {
            Some(found) => found,
            None => self.without_holder(cue, at, from)?,
        };
        let sure = match content.frame {
            ContentFrame::ThatClause => Trust::of(66, "a that-clause behind a noun"),
            ContentFrame::Infinitive => Trust::of(60, "an infinitive behind a noun"),
            _ => Trust::of(52, "what a noun is about"),
        };
        let head = content.tokens.clone().take(2).map(|t| page.word(t));
        if cue.has_another_sense(head) {
            return None;
        }
        let unnamed = !matches!(party, Party::Phrase(_));
        let sure = sure.less_if(unnamed, 14, "no speaker is known by these words");
        Some(
            Report::new(self.number, vec![content.tokens], party, "noun-cue", sure)
                .by(cue, at..end)
                .framed(content.frame),
        )
    }

    /// The content that begins right there, cut before "par N".
    fn told_at(&self, cue: &Cue, from: usize) -> Option<Content> {
        let page = self.page;
        let mut told = content::find_content(page, cue, from, self.range.end)?;
        if told.frame != ContentFrame::ThatClause {
            told.tokens.end = self.main_verb(&told).unwrap_or(told.tokens.end);
        }
        let framed = matches!(
            told.frame,
            ContentFrame::ThatClause | ContentFrame::Infinitive | ContentFrame::Object
        );
        (framed && told.tokens.start <= from + 1).then_some(told)
    }

    /// Where the verb begins that the noun is the subject of: "la promesse de baisser l'impôt *reste* …".
    fn main_verb(&self, told: &Content) -> Option<usize> {
        let page = self.page;
        let subordinate =
            WordClass::RELATIVE | WordClass::THAT | WordClass::SUBORDINATOR | WordClass::COORDINATOR;
        let clause = told.tokens.clone().skip(1);
        let mut verb = clause
            .take_while(|t| page.quotation_at(*t).is_some() || !page.has_class(*t, subordinate))
            .find(|t| page.quotation_at(*t).is_none() && page.is_finite_verb(*t))?;
        while verb > told.tokens.start + 1
            && page.has_class(verb - 1, WordClass::CLITIC | WordClass::NEGATION)
        {
            verb -= 1;
        }
        Some(content::trim_end(page, told.tokens.start, verb))
    }

    /// The speaker is who possesses the noun, or who did it by the words behind the content.
    fn without_holder(&self, cue: &Cue, at: usize, from: usize) -> Option<(Party, Content)> {
        let page = self.page;
        let possessed = (at.saturating_sub(2)..at)
            .any(|t| t >= self.range.start && page.has_class(t, WordClass::POSSESSIVE));
        let before_agent = page
            .has_class(from, WordClass::AGENT_PREPOSITION)
            .then(|| noun::phrase_from(page, from + 1, self.range.end).filter(NounPhrase::can_speak))
            .flatten();
        if let Some(agent) = before_agent {
            let content = self.told_at(cue, agent.tokens.end)?;
            return Some((Party::Phrase(agent), content));
        }
        let mut content = self.told_at(cue, from)?;
        let reach = content.tokens.start..content.tokens.end.min(content.tokens.start + AGENT_REACH);
        let agent = reach.clone().skip(1).find_map(|t| {
            let by = page.quotation_at(t).is_none() && page.has_class(t, WordClass::AGENT_PREPOSITION);
            let agent = by
                .then(|| noun::phrase_from(page, t + 1, self.range.end))
                .flatten();
            Some((t, agent.filter(NounPhrase::can_speak)?))
        });
        if content.frame == ContentFrame::Object
            && let Some((by, agent)) = agent
        {
            content.tokens.end = by;
            return Some((Party::Phrase(agent), content));
        }
        let subject = possessed.then(|| self.main_subject(at)).flatten();
        match subject {
            Some(subject) => Some((Party::Phrase(subject), content)),
            None if possessed => Some((Party::Previous, content)),
            None => (content.frame != ContentFrame::Object).then_some((Party::Nobody, content)),
        }
    }
}
