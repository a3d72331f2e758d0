//! Finds reports by a French noun: "la promesse de N de …", "le refus par N de …", "sa décision de …".

use super::report_candidate::ReportCandidate;
use super::sentence_parser::SentenceParser;
use super::speaker_mention::SpeakerMention;
use crate::extract::certainty::Trust;
use crate::extract::content::{self, Content, ContentFrame};
use crate::extract::lexicon::{Cue, PhraseMeaning, WordClass};

/// Maximum distance in tokens from the beginning of a noun's content to the agent after it.
const AGENT_REACH: usize = 16;

impl SentenceParser<'_, '_> {
    /// Adds the French reports whose cue is a noun.
    pub(super) fn add_french_noun_cues(&mut self) {
        let page = self.page;
        if page.lexicon.bare_clauses() {
            return;
        }
        for at in self.range.clone() {
            let noun = page.meaning(at, |m| matches!(m, PhraseMeaning::NounCue(_)));
            if let Some((PhraseMeaning::NounCue(number), length)) = noun
                && page.quotation_at(at).is_none()
                && self.has_determiner(at)
                && let Some(report) =
                    self.french_noun_report(&page.lexicon.cues[usize::from(number)], at, at + length)
            {
                self.push(report);
            }
        }
    }

    /// Whether an article or a possessive is before the word, with one adjective between at most.
    fn has_determiner(&self, at: usize) -> bool {
        let page = self.page;
        let determined = |at: usize| at > self.range.start && page.has_class(at - 1, WordClass::DETERMINER);
        let adjective = at > self.range.start && page.is_word(at - 1) && !page.is_finite_verb(at - 1);
        determined(at) || adjective && determined(at - 1)
    }

    /// The report of the noun cue at `at..end`, if it has content.
    fn french_noun_report(&self, cue: &Cue, at: usize, end: usize) -> Option<ReportCandidate> {
        let page = self.page;
        // an adjective can separate the noun from its content: "la décision controversée de fermer"
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
        let holder = self.speaker_after_preposition(from, WordClass::NOUN_LINK);
        let after_holder = holder.and_then(|holder| {
            let content = self.french_noun_content(cue, holder.tokens.end)?;
            Some((SpeakerMention::Phrase(holder), content))
        });
        let (speaker, content) = match after_holder {
            Some(found) => found,
            None => self.speaker_without_holder(cue, at, from)?,
        };
        let trust = match content.frame {
            ContentFrame::ThatClause => Trust::new(66, "a that-clause behind a noun"),
            ContentFrame::Infinitive => Trust::new(60, "an infinitive behind a noun"),
            _ => Trust::new(52, "what a noun is about"),
        };
        let head = content.tokens.clone().take(2).map(|t| page.word(t));
        if cue.has_another_sense(head) {
            return None;
        }
        let unnamed = !matches!(speaker, SpeakerMention::Phrase(_));
        let trust = trust.reduce_if(unnamed, 14, "no speaker is known by these words");
        Some(
            ReportCandidate::new(self.number, vec![content.tokens], speaker, "noun-cue", trust)
                .with_cue(cue, at..end)
                .with_frame(content.frame),
        )
    }

    /// The content that begins right at `from`, up to the main verb of the sentence.
    fn french_noun_content(&self, cue: &Cue, from: usize) -> Option<Content> {
        let page = self.page;
        let mut content = content::find_content(page, cue, from, self.range.end)?;
        if content.frame != ContentFrame::ThatClause {
            content.tokens.end = self.end_before_main_verb(&content).unwrap_or(content.tokens.end);
        }
        let framed = matches!(
            content.frame,
            ContentFrame::ThatClause | ContentFrame::Infinitive | ContentFrame::Object
        );
        (framed && content.tokens.start <= from + 1).then_some(content)
    }

    /// Where the content ends, before the verb whose subject is the noun: "la promesse de baisser l'impôt | *reste* …".
    fn end_before_main_verb(&self, content: &Content) -> Option<usize> {
        let page = self.page;
        let subordinate =
            WordClass::RELATIVE | WordClass::THAT | WordClass::SUBORDINATOR | WordClass::COORDINATOR;
        let clause = content.tokens.clone().skip(1);
        let mut verb = clause
            .take_while(|t| page.quotation_at(*t).is_some() || !page.has_class(*t, subordinate))
            .find(|t| page.quotation_at(*t).is_none() && page.is_finite_verb(*t))?;
        while verb > content.tokens.start + 1
            && page.has_class(verb - 1, WordClass::CLITIC | WordClass::NEGATION)
        {
            verb -= 1;
        }
        Some(content::trim_end(page, content.tokens.start, verb))
    }

    /// Content and speaker, if no "de N" follows the noun: the speaker is the owner of the noun or the agent after it.
    fn speaker_without_holder(&self, cue: &Cue, at: usize, from: usize) -> Option<(SpeakerMention, Content)> {
        let page = self.page;
        let possessed = (at.saturating_sub(2)..at)
            .any(|t| t >= self.range.start && page.has_class(t, WordClass::POSSESSIVE));
        if let Some(agent) = self.speaker_after_preposition(from, WordClass::AGENT_PREPOSITION) {
            let content = self.french_noun_content(cue, agent.tokens.end)?;
            return Some((SpeakerMention::Phrase(agent), content));
        }
        let mut content = self.french_noun_content(cue, from)?;
        let reach = content.tokens.start..content.tokens.end.min(content.tokens.start + AGENT_REACH);
        let mut unquoted = reach.skip(1).filter(|t| page.quotation_at(*t).is_none());
        let agent = unquoted.find_map(|t| {
            Some((
                t,
                self.speaker_after_preposition(t, WordClass::AGENT_PREPOSITION)?,
            ))
        });
        if content.frame == ContentFrame::Object
            && let Some((by, agent)) = agent
        {
            content.tokens.end = by;
            return Some((SpeakerMention::Phrase(agent), content));
        }
        let subject = possessed.then(|| self.main_subject(at)).flatten();
        match subject {
            Some(subject) => Some((SpeakerMention::Phrase(subject), content)),
            None if possessed => Some((SpeakerMention::PreviousSpeaker, content)),
            None => (content.frame != ContentFrame::Object).then_some((SpeakerMention::Unnamed, content)),
        }
    }
}
