//! Decides how much content after its verb is trusted, and which content is not reported at all.

use super::sentence_parser::{ClauseRole, SentenceParser};
use super::speaker_mention::SpeakerMention;
use crate::domain::{Act, SpeakerKind};
use crate::extract::certainty::Trust;
use crate::extract::content::{Content, ContentFrame};
use crate::extract::lexicon::{Cue, Frame, PhraseMeaning, WordClass};
use crate::extract::verb::VerbShape;

/// Number of words at the beginning of an object among which its head noun is.
const HEAD_TOKENS_MAX: usize = 5;

/// The trust in content of this frame before anything speaks against it.
fn trust_of_frame(frame: ContentFrame, quoted: bool) -> Trust {
    match frame {
        ContentFrame::Quotation => Trust::new(92, "a quotation behind its cue"),
        ContentFrame::ThatClause => Trust::new(92, "a that-clause"),
        ContentFrame::AfterColon => Trust::new(75, "words behind a colon"),
        ContentFrame::IndirectQuestion => Trust::new(75, "an indirect question"),
        ContentFrame::BareClause => Trust::new(85, "a clause without that"),
        ContentFrame::Infinitive => Trust::new(72, "an infinitive"),
        ContentFrame::Object if quoted => Trust::new(80, "a noun phrase, partly quoted"),
        ContentFrame::Object => Trust::new(60, "a noun phrase"),
    }
}

/// Percentage points to subtract from the trust where the speaker is not known to be able to speak.
fn unnamed_speaker_percent(
    speaker: &SpeakerMention,
    content: &Content,
    quoted: bool,
    splits_hyphens: bool,
) -> i32 {
    match speaker {
        SpeakerMention::Phrase(phrase) if phrase.can_speak() => 0,
        SpeakerMention::Phrase(_) if content.frame == ContentFrame::Object && !quoted && splits_hyphens => 25,
        SpeakerMention::Phrase(_) => 20,
        _ => 25,
    }
}

impl SentenceParser<'_, '_> {
    /// The trust in a content after its verb; `None` if it must not be reported.
    pub(super) fn content_trust(
        &self,
        content: &Content,
        role: ClauseRole,
        index: usize,
        speaker: &SpeakerMention,
    ) -> Option<Trust> {
        let page = self.page;
        let cue = self.groups[index].cue(page);
        let is_text =
            matches!(speaker, SpeakerMention::Phrase(phrase) if phrase.kind == SpeakerKind::Document);
        if (cue.only_provision || self.groups[index].has_draft_law_modal) && !is_text
            || self.has_another_sense(content, index)
        {
            return None;
        }
        let quoted = content.tokens.clone().any(|at| page.quotation_at(at).is_some());
        let words = page.count_words(content.tokens.clone());
        if words == 0
            || content.frame == ContentFrame::Object && !quoted && self.is_not_speech(cue, content, speaker)
        {
            return None;
        }
        // "attacked N for her vote", "dismissed the plan as a stunt": the verb has no other sense with such an object
        let judged = content.frame == ContentFrame::Object
            && page.lexicon.bare_clauses()
            && self.gives_reason(cue, content);
        let weak = match content.frame {
            _ if judged => 0,
            ContentFrame::ThatClause | ContentFrame::Quotation => 15,
            _ if quoted => 15,
            ContentFrame::AfterColon => 20,
            ContentFrame::Infinitive => 25,
            _ => 32,
        };
        // speakers express what is theirs ("exprime sa solidarité") and present what they made ("a présenté un plan")
        let start = content.tokens.start;
        let own = matches!(cue.act, Some(Act::Expressive | Act::Position))
            && page.has_class(start, WordClass::POSSESSIVE);
        let presents = matches!(cue.act, Some(Act::Announcement | Act::Call))
            && self.groups[index].tokens.len() > 1
            && matches!(speaker, SpeakerMention::Phrase(phrase) if phrase.can_speak())
            && page.has_class(start, WordClass::DETERMINER);
        let firm = content.frame == ContentFrame::Object && !page.lexicon.bare_clauses() && (own || presents);
        let unnamed = unnamed_speaker_percent(speaker, content, quoted, page.lexicon.splits_hyphens());
        let short = content.frame == ContentFrame::Object && words <= 2 && !quoted;
        let trust = trust_of_frame(content.frame, quoted)
            .reduce_if(
                cue.weak && !firm && !(cue.allows_document && is_text),
                weak,
                "the cue is as often no report",
            )
            .reduce_if(cue.mental, 10, "the cue tells a thought")
            .reduce_if(role == ClauseRole::Participle, 5, "a participle")
            .reduce_if(
                self.is_purpose_of_gathering(index),
                14,
                "what people came together for",
            )
            .reduce(unnamed, "no speaker is known by these words")
            .reduce_if(short, 15, "very few words");
        (trust.percent() >= 35).then_some(trust)
    }

    /// Whether the group is the purpose of a gathering: "manifester pour exiger …".
    fn is_purpose_of_gathering(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let link = group.tokens.start.checked_sub(1);
        let to = |l: usize| {
            page.has_class(l, WordClass::CATENATIVE_LINK)
                && !page.has_class(
                    l,
                    WordClass::NOUN_LINK | WordClass::ROLE_LINK | WordClass::AGENT_PREPOSITION,
                )
        };
        group.shape == VerbShape::Infinitive && link.is_some_and(to)
    }

    /// Whether the verb has another sense with this content, or states a result: "annonce la couleur", "la loi a permis
    /// de réduire".
    fn has_another_sense(&self, content: &Content, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let cue = group.cue(page);
        let achieved =
            cue.only_provision && group.tokens.len() > 1 && content.frame == ContentFrame::Infinitive;
        let head = content
            .tokens
            .clone()
            .take(HEAD_TOKENS_MAX)
            .map(|at| page.word(at));
        achieved && page.lexicon.splits_hyphens()
            || content.frame == ContentFrame::Object && cue.has_another_sense(head)
    }

    /// Whether an English verb is used in another sense: "The bell announces the ferry", "N reported a profit".
    fn is_not_speech(&self, cue: &Cue, content: &Content, speaker: &SpeakerMention) -> bool {
        let page = self.page;
        let start = content.tokens.start;
        let head = start..content.tokens.end.min(start + 6);
        let mut head = head.take_while(|at| {
            !page.has_class(*at, WordClass::PREPOSITION | WordClass::NOUN_LINK) || *at == start
        });
        let accounts = head.any(|at| {
            page.meaning(at, |m| matches!(m, PhraseMeaning::AccountingFigure))
                .is_some()
        });
        let thing = matches!(speaker, SpeakerMention::Phrase(phrase) if !phrase.can_speak());
        page.lexicon.bare_clauses() && (thing || accounts && cue.act == Some(Act::Announcement))
    }

    /// Whether the noun phrase contains a reason or a comparison for the judgement: "for her vote", "as a stunt".
    fn gives_reason(&self, cue: &Cue, content: &Content) -> bool {
        let page = self.page;
        let reason = |at: usize| {
            cue.frames
                .iter()
                .any(|f| matches!(f, Frame::PrepositionObject(word) if *word == page.word(at)))
        };
        let position = cue.act == Some(Act::Position);
        let mut inside = content.tokens.clone().skip(1);
        position && inside.any(|at| reason(at) || page.has_class(at, WordClass::COMPARATIVE))
    }
}
