//! The last step, shared by all grammars: turns drafts into statements with ids, certainty, and evidence in the text as
//! given.

use super::certainty::{self, Certainty, Sign};
use super::draft::StatementDraft;
use super::input::ExtractorInput;
use super::normalization::NormalizedText;
use super::steps::Step;
use crate::domain::{
    Attribution, CertaintyWeight, Confidence, Cue, DateRule, Doubt, Edtf, Evidence, ExplainedStatement,
    Occasion, ReadingPart, ReadingStep, SaidDate, Side, Span, Statement, StatementId, TextSlice,
};
use std::collections::HashMap;
use std::ops::Range;

/// Finishes the drafts of one article, in their order: adds ids, certainty, and evidence in the text as given; the
/// steps of reading only if `explains`.
pub(super) fn finish_drafts(
    input: &ExtractorInput<'_>,
    normal: &NormalizedText,
    drafts: impl Iterator<Item = StatementDraft>,
    explains: bool,
) -> Vec<ExplainedStatement> {
    let mut finisher = DraftFinisher {
        input,
        normal,
        offsets: CodePointOffsets::new(input.text),
        occurrences: HashMap::new(),
    };
    drafts
        .map(|draft| {
            if explains {
                finisher.explain(draft)
            } else {
                ExplainedStatement {
                    statement: finisher.finish(draft).0,
                    steps: Vec::new(),
                }
            }
        })
        .collect()
}

/// Byte offset of every code point, to cut many slices from one text.
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

    /// The slice of `text` at these code points.
    fn slice<'t>(&self, text: &'t str, span: Span) -> &'t str {
        let last = self.bytes.len() - 1;
        let at = |n: u32| self.bytes[(n as usize).min(last)] as usize;
        &text[at(span.start)..at(span.end.max(span.start))]
    }
}

/// The certainty of a statement, and the signs that it was computed from with their weights.
struct JudgedCertainty {
    certainty: Certainty,
    signs: Vec<(Sign, CertaintyWeight)>,
}

impl JudgedCertainty {
    /// The certainty as steps of `explain`: both sums, then every sign with its weight.
    fn steps(&self) -> impl Iterator<Item = ReadingStep> {
        let step = |rule| ReadingStep {
            part: ReadingPart::Certainty,
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
        let sums = sums.map(|(question, percent)| ReadingStep {
            percent: Some(percent),
            ..step(question)
        });
        let signs = self.signs.iter().map(move |(sign, weight)| ReadingStep {
            entry: Some(sign.name.to_owned()),
            weight: Some(*weight),
            ..step(sign.kind)
        });
        sums.into_iter().chain(signs)
    }
}

/// Finishes the drafts of one article.
struct DraftFinisher<'a> {
    input: &'a ExtractorInput<'a>,
    normal: &'a NormalizedText,
    offsets: CodePointOffsets,
    /// How often each sequence of words has occurred so far; part of the statement id.
    occurrences: HashMap<String, u32>,
}

impl DraftFinisher<'_> {
    /// The statement of a draft, with the steps that led to it.
    fn explain(&mut self, mut draft: StatementDraft) -> ExplainedStatement {
        let notes = std::mem::take(&mut draft.notes);
        let (rule, lemma) = (draft.rule, draft.lemma.clone());
        let (statement, sureness) = self.finish(draft);
        let report = ReadingStep {
            part: ReadingPart::Report,
            rule,
            entry: Some(lemma).filter(|lemma| !lemma.is_empty()),
            words: statement.cue.as_ref().map(|cue| cue.words.clone()),
            percent: None,
            weight: None,
        };
        let said = ReadingStep {
            part: ReadingPart::Said,
            rule: statement.said.rule.as_str(),
            entry: None,
            words: statement.said.expression.clone(),
            percent: None,
            weight: None,
        };
        let found = notes.into_iter().map(|note| ReadingStep {
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
        ExplainedStatement { statement, steps }
    }

    /// Builds the statement and judges its certainty.
    fn finish(&mut self, mut draft: StatementDraft) -> (Statement, JudgedCertainty) {
        let evidence: Vec<Evidence> = draft.pieces.iter().map(|piece| self.evidence(piece)).collect();
        let texts: Vec<&str> = evidence.iter().map(|e| e.quote.text.as_str()).collect();
        let occurrence = self.occurrences.entry(texts.join("\u{1f}")).or_insert(0);
        let id = StatementId::from_words(self.input.article, &texts, *occurrence);
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

    /// The certainty of a draft by its signs; `words` are those that were said.
    fn judge_certainty(
        &self,
        draft: &StatementDraft,
        words: &str,
        mention: Option<&TextSlice>,
    ) -> JudgedCertainty {
        let signs = certainty::collect_signs(draft, words, mention.map(|mention| mention.text.as_str()));
        let (certainty, weights) = certainty::compute_certainty(self.input.lang, &signs);
        JudgedCertainty {
            certainty,
            signs: signs.into_iter().zip(weights).collect(),
        }
    }

    /// The date that the grammar found, else approximately the day of publication, else unknown.
    fn said(&self, found: Option<(Edtf, Option<Range<usize>>, DateRule)>) -> SaidDate {
        match (found, self.input.published) {
            (Some((date, expression, rule)), _) => SaidDate {
                date,
                expression: expression.map(|e| self.slice(&e)),
                rule,
            },
            (None, Some(day)) => SaidDate {
                date: Edtf::approximate_day(day),
                expression: None,
                rule: DateRule::Publication,
            },
            (None, None) => SaidDate {
                date: Edtf::Unknown,
                expression: None,
                rule: DateRule::None,
            },
        }
    }

    /// The slice of the text as given at these bytes of the normalised text.
    fn slice(&self, bytes: &Range<usize>) -> TextSlice {
        Step::Byte.count(bytes.len());
        let span = self.normal.span_in_given_text(bytes.start, bytes.end);
        TextSlice {
            span,
            text: self.offsets.slice(self.input.text, span).to_owned(),
        }
    }

    /// The evidence for a piece: its words, with some context before and after.
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
