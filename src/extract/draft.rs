//! The last step, common to all languages: readings in places of the normalised text become statements with
//! evidence in the text as given.

use super::ExtractorInput;
use super::certainty::{self, Certainty, Sign, Trust};
use super::normalization::Normal;
use crate::domain::{
    Act, Attribution, Confidence, Cue, DateRule, Doubt, Edtf, Evidence, Explained, Mode, Occasion, Part,
    Report, Said, Side, Slice, Span, SpeakerKind, Statement, StatementId, Step, Weight,
};
use std::collections::HashMap;
use std::ops::Range;

/// Below this, in per cent, a reading is dropped: it would be wrong more often than right. A doubt about the speaker
/// or the like lowers what is kept no further.
pub(super) const TRUST_PERCENT_MIN: i32 = 40;

/// A statement as a grammar reads it; all places in bytes of the normalised text.
#[derive(Debug, Clone)]
pub(super) struct StatementDraft {
    pub(super) pieces: Vec<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) lemma: String,
    pub(super) mention: Option<Range<usize>>,
    pub(super) reference: Option<String>,
    pub(super) capacity: Option<String>,
    pub(super) kind: SpeakerKind,
    /// Where the words name the side that the speaker speaks for, and its name.
    pub(super) side: Option<(Range<usize>, String)>,
    pub(super) mode: Mode,
    pub(super) report: Option<Report>,
    pub(super) act: Act,
    pub(super) said: Option<(Edtf, Option<Range<usize>>, DateRule)>,
    pub(super) event: Option<Range<usize>>,
    pub(super) place: Option<Range<usize>>,
    pub(super) points: Vec<Range<usize>>,
    pub(super) trust: Trust,
    pub(super) doubts: Vec<Doubt>,
    /// The rule that found the words.
    pub(super) rule: &'static str,
    /// How the speaker, the act and the like were found.
    pub(super) notes: Vec<RuleNote>,
}

/// A step of the reading, before its words are cut from the text as given.
#[derive(Debug, Clone)]
pub(super) struct RuleNote {
    pub(super) part: Part,
    pub(super) rule: &'static str,
    pub(super) entry: Option<String>,
    pub(super) words: Option<Range<usize>>,
}

/// The statements of the drafts, in their order, each with what led to it.
pub(super) fn finish_drafts(
    input: &ExtractorInput<'_>,
    normal: &Normal,
    drafts: Vec<StatementDraft>,
) -> Vec<Explained> {
    let mut finisher = DraftFinisher {
        input,
        normal,
        offsets: CodePointOffsets::new(input.text),
        occurrences: HashMap::new(),
    };
    drafts.into_iter().map(|draft| finisher.finish(draft)).collect()
}

/// Byte offsets of code points, for cutting many slices from one text.
struct CodePointOffsets {
    bytes: Vec<u32>,
}

impl CodePointOffsets {
    fn new(text: &str) -> Self {
        let mut bytes: Vec<u32> = text
            .char_indices()
            .map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX))
            .collect();
        bytes.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        Self { bytes }
    }

    fn code_point_count(&self) -> u32 {
        u32::try_from(self.bytes.len() - 1).unwrap_or(u32::MAX)
    }

    fn slice<'t>(&self, text: &'t str, span: Span) -> &'t str {
        let last = self.bytes.len() - 1;
        let at = |n: u32| self.bytes[(n as usize).min(last)] as usize;
        &text[at(span.start)..at(span.end.max(span.start))]
    }
}

/// How sure a reading is, and the signs that it is judged by, with what each adds.
struct JudgedCertainty {
    certainty: Certainty,
    signs: Vec<(Sign, Weight)>,
}

impl JudgedCertainty {
    fn steps(&self) -> impl Iterator<Item = Step> {
        let step = |rule| Step {
            part: Part::Certainty,
            rule,
            entry: None,
            words: None,
            percent: None,
            weight: None,
        };
        let sums = [
            ("words", self.certainty.words),
            ("speaker", self.certainty.speaker),
        ];
        let sums = sums.map(|(question, percent)| Step {
            percent: Some(percent),
            ..step(question)
        });
        let signs = self.signs.iter().map(move |(sign, weight)| Step {
            entry: Some(sign.name.to_owned()),
            weight: Some(*weight),
            ..step(sign.kind)
        });
        sums.into_iter().chain(signs)
    }
}

struct DraftFinisher<'a> {
    input: &'a ExtractorInput<'a>,
    normal: &'a Normal,
    offsets: CodePointOffsets,
    /// How often each wording was met.
    occurrences: HashMap<String, u32>,
}

impl DraftFinisher<'_> {
    fn finish(&mut self, mut draft: StatementDraft) -> Explained {
        let notes = std::mem::take(&mut draft.notes);
        let (rule, lemma) = (draft.rule, draft.lemma.clone());
        let (statement, sureness) = self.statement(draft);
        let report = Step {
            part: Part::Report,
            rule,
            entry: Some(lemma).filter(|lemma| !lemma.is_empty()),
            words: statement.cue.as_ref().map(|cue| cue.words.clone()),
            percent: None,
            weight: None,
        };
        let said = Step {
            part: Part::Said,
            rule: statement.said.rule.as_str(),
            entry: None,
            words: statement.said.expression.clone(),
            percent: None,
            weight: None,
        };
        let found = notes.into_iter().map(|note| Step {
            part: note.part,
            rule: note.rule,
            entry: note.entry,
            words: note.words.map(|words| self.slice(&words)),
            percent: None,
            weight: None,
        });
        let steps = std::iter::once(report)
            .chain(found)
            .chain([said])
            .chain(sureness.steps())
            .collect();
        Explained { statement, steps }
    }

    /// The statement, and how sure it is and why.
    fn statement(&mut self, mut draft: StatementDraft) -> (Statement, JudgedCertainty) {
        let evidence: Vec<Evidence> = draft.pieces.iter().map(|piece| self.evidence(piece)).collect();
        let texts: Vec<&str> = evidence.iter().map(|e| e.quote.text.as_str()).collect();
        let occurrence = self.occurrences.entry(texts.join("\u{1f}")).or_insert(0);
        let id = StatementId::of(self.input.article, &texts, *occurrence);
        *occurrence += 1;
        let said = self.said(draft.said.take());
        let mention = draft.mention.as_ref().map(|m| self.slice(m));
        let sureness = self.judge_certainty(&draft, &texts.join(" "), mention.as_ref());
        let mut doubts = std::mem::take(&mut draft.doubts);
        if said.rule == DateRule::Publication {
            doubts.push(Doubt::DateApproximate);
        }
        if said.expression.is_some() && said.date == Edtf::Unknown {
            doubts.push(Doubt::DateUnresolved);
        }
        let occasion = (draft.event.is_some() || draft.place.is_some()).then(|| Occasion {
            event: draft.event.map(|e| self.slice(&e)),
            place: draft.place.map(|p| self.slice(&p)),
        });
        let statement = Statement {
            id,
            cue: draft.cue.map(|c| Cue {
                words: self.slice(&c),
                lemma: draft.lemma,
            }),
            speaker: Attribution {
                mention,
                reference: draft.reference,
                capacity: draft.capacity,
                kind: draft.kind,
            },
            side: draft.side.map(|(mention, reference)| Side {
                mention: Some(self.slice(&mention)),
                reference,
            }),
            mode: draft.mode,
            report: draft.report,
            act: draft.act,
            said,
            occasion,
            points: draft.points.iter().map(|p| self.slice(p)).collect(),
            confidence: Confidence::from_percent(sureness.certainty.both),
            doubts,
            rules: vec![draft.rule.to_owned()],
            reader: None,
            evidence,
        };
        (statement, sureness)
    }

    fn judge_certainty(
        &self,
        draft: &StatementDraft,
        words: &str,
        mention: Option<&Slice>,
    ) -> JudgedCertainty {
        let signs = certainty::of_draft(draft, words, mention.map(|mention| mention.text.as_str()));
        let (certainty, weights) = certainty::certainty(self.input.lang, &signs);
        JudgedCertainty {
            certainty,
            signs: signs.into_iter().zip(weights).collect(),
        }
    }

    /// A date that the grammar found, else about the day of publication, else none.
    fn said(&self, found: Option<(Edtf, Option<Range<usize>>, DateRule)>) -> Said {
        match (found, self.input.published) {
            (Some((date, expression, rule)), _) => Said {
                date,
                expression: expression.map(|e| self.slice(&e)),
                rule,
            },
            (None, Some(day)) => Said {
                date: Edtf::about(day),
                expression: None,
                rule: DateRule::Publication,
            },
            (None, None) => Said {
                date: Edtf::Unknown,
                expression: None,
                rule: DateRule::None,
            },
        }
    }

    fn slice(&self, bytes: &Range<usize>) -> Slice {
        let span = self.normal.span(bytes.start, bytes.end);
        Slice {
            span,
            text: self.offsets.slice(self.input.text, span).to_owned(),
        }
    }

    fn evidence(&self, piece: &Range<usize>) -> Evidence {
        let quote = self.slice(piece);
        let Span { start, end } = quote.span;
        let cut = |span| self.offsets.slice(self.input.text, span).to_owned();
        Evidence {
            prefix: cut(Span::new(start.saturating_sub(Evidence::CONTEXT), start)),
            suffix: cut(Span::new(
                end,
                (end + Evidence::CONTEXT).min(self.offsets.code_point_count()),
            )),
            quote,
        }
    }
}
