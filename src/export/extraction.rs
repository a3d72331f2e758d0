use crate::domain::{Act, ExplainedStatement, Mode, ReadingPart, ReadingStep, Report, TextSlice};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

/// The statements extracted from one article: one line of the JSONL of `dixit extract`.
///
/// ```
/// let nothing = dixit::export::Extraction::new(7.into(), &[], false);
/// assert_eq!(serde_json::to_string(&nothing)?, r#"{"id":7,"statements":[]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Extraction {
    /// The article's id, as given; null if none was given.
    #[schemars(schema_with = "scalar_schema")]
    pub id: serde_json::Value,
    /// The statements, in the order of the text. An interrupted statement is several items with the same `group`.
    pub statements: Vec<ExtractedPiece>,
}

/// One uninterrupted piece of a statement.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ExtractedPiece {
    /// The words of the speaker, without outer quotation marks.
    pub quote: ExtractionSlice,
    /// The words that report them; null if there are none.
    pub cue: Option<ExtractionSlice>,
    /// How the article names the speaker at this place; null if it does not.
    pub speaker: Option<ExtractionSlice>,
    /// The fullest name of the speaker in the article; null if it has none.
    pub reference: Option<String>,
    /// The name of the side that proposes, calls, promises or rejects according to the words; null if that is the
    /// speaker.
    #[serde(rename = "for")]
    pub side: Option<String>,
    /// How the words are rendered: quoted, paraphrased or both.
    #[schemars(schema_with = "modes_schema")]
    pub mode: &'static str,
    /// How the statement came to be known; null if the reader does not say.
    #[schemars(schema_with = "reports_schema")]
    pub report: Option<&'static str>,
    /// The act that the words perform.
    #[schemars(schema_with = "acts_schema")]
    pub act: &'static str,
    /// The day on which they were said (ISO 8601); null if it is not known exactly.
    #[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))]
    pub said: Option<String>,
    /// The numbered parts of a proposal.
    pub points: Vec<ExtractionSlice>,
    /// The number of the statement in its article, from 1.
    #[schemars(range(min = 1))]
    pub group: usize,
    /// The certainty of the reading, from 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    pub confidence: f64,
    /// The steps that led to the reading, in order; only with `--explain`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "steps_schema")]
    pub steps: Option<Vec<ExtractionStep>>,
}

/// One step of a reading, as `dixit extract --explain` prints it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ExtractionStep {
    /// The part of the statement that the step decided.
    #[schemars(schema_with = "parts_schema")]
    pub part: &'static str,
    /// The rule that was applied.
    pub rule: &'static str,
    /// The entry of the lexicon that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The words of the article that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<ExtractionSlice>,
    /// The certainty of the reading, in percent: that these are the words, or that this is the speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 99))]
    pub percent: Option<u8>,
    /// What a feature of the reading adds to the certainty of the words and of the speaker, in log-odds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<[f64; 2]>,
}

impl From<&ReadingStep> for ExtractionStep {
    fn from(step: &ReadingStep) -> Self {
        Self {
            part: step.part.as_str(),
            rule: step.rule,
            entry: step.entry.clone(),
            words: step.words.as_ref().map(ExtractionSlice::from),
            percent: step.percent,
            weight: step
                .weight
                .map(|weight| [weight.words, weight.speaker].map(|part| f64::from(part) / 100.0)),
        }
    }
}

/// A slice of the text as given; positions are in Unicode code points, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ExtractionSlice {
    /// Number of code points before its first one.
    pub start: u32,
    /// Number of code points before the first one after it.
    pub end: u32,
    /// The exact slice.
    pub text: String,
}

impl Extraction {
    /// The statements read in the article called `id`; with their steps if `explain` is set.
    pub fn new(id: serde_json::Value, read: &[ExplainedStatement], explain: bool) -> Self {
        let pieces = read
            .iter()
            .zip(1..)
            .flat_map(|(explained, group)| pieces(explained, group, explain));
        Self {
            id,
            statements: pieces.collect(),
        }
    }
}

/// The pieces of a statement. Each has all fields of the statement.
fn pieces(
    explained: &ExplainedStatement,
    group: usize,
    explain: bool,
) -> impl Iterator<Item = ExtractedPiece> {
    let statement = &explained.statement;
    let steps = explain.then(|| {
        explained
            .steps
            .iter()
            .map(ExtractionStep::from)
            .collect::<Vec<_>>()
    });
    let said = statement.said.date;
    statement.evidence.iter().map(move |evidence| ExtractedPiece {
        quote: (&evidence.quote).into(),
        cue: statement.cue.as_ref().map(|cue| (&cue.words).into()),
        speaker: statement.speaker.mention.as_ref().map(ExtractionSlice::from),
        reference: statement.speaker.reference.clone(),
        side: statement.side.as_ref().map(|side| side.reference.clone()),
        mode: statement.mode.as_str(),
        report: statement.report.map(Report::as_str),
        act: statement.act.as_str(),
        said: said.is_exact().then(|| said.to_string()),
        points: statement.points.iter().map(ExtractionSlice::from).collect(),
        group,
        confidence: statement.confidence.fraction(),
        steps: steps.clone(),
    })
}

impl From<&TextSlice> for ExtractionSlice {
    fn from(slice: &TextSlice) -> Self {
        Self {
            start: slice.span.start,
            end: slice.span.end,
            text: slice.text.clone(),
        }
    }
}

fn scalar_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "number", "boolean", "null"] })
}

fn steps_schema(generator: &mut SchemaGenerator) -> Schema {
    <Vec<ExtractionStep>>::json_schema(generator)
}

fn parts_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ReadingPart::ALL.iter().map(|step| step.as_str()).collect::<Vec<_>>() })
}

fn modes_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": Mode::ALL.iter().map(|mode| mode.as_str()).collect::<Vec<_>>() })
}

fn reports_schema(_: &mut SchemaGenerator) -> Schema {
    let words = Report::ALL.iter().map(|report| Some(report.as_str()));
    json_schema!({ "enum": words.chain([None]).collect::<Vec<_>>() })
}

fn acts_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": Act::ALL.iter().map(|act| act.as_str()).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ArticleId, Attribution, Confidence, DateRule, Edtf, Evidence, SaidDate, Source, Span, SpeakerKind,
        Statement, StatementId,
    };

    const TEXT: &str = "« Oui », a dit Ana Ruiz, « mais plus tard ».";

    fn slice(start: u32, end: u32) -> TextSlice {
        let span = Span::new(start, end);
        TextSlice {
            span,
            text: span.slice(TEXT).unwrap().to_owned(),
        }
    }

    fn statement(said: &str) -> ExplainedStatement {
        let evidence = |quote| Evidence {
            quote,
            prefix: String::new(),
            suffix: String::new(),
        };
        let statement = Statement {
            id: StatementId::from_words(&ArticleId::from_source(&Source::default(), TEXT), &["x"], 0),
            evidence: vec![evidence(slice(2, 5)), evidence(slice(27, 41))],
            cue: None,
            speaker: Attribution {
                mention: Some(slice(15, 23)),
                reference: Some("Ana Ruiz".into()),
                capacity: None,
                kind: SpeakerKind::Person,
            },
            side: None,
            mode: Mode::Direct,
            report: None,
            act: Act::Position,
            said: SaidDate {
                date: said.parse::<Edtf>().unwrap(),
                expression: None,
                rule: DateRule::None,
            },
            occasion: None,
            points: vec![],
            confidence: Confidence::from_percent(85),
            doubts: vec![],
            rules: vec![],
            reader: None,
        };
        let step = ReadingStep {
            part: ReadingPart::Act,
            rule: "words",
            entry: None,
            words: Some(slice(2, 5)),
            percent: None,
            weight: None,
        };
        ExplainedStatement {
            statement,
            steps: vec![step],
        }
    }

    #[test]
    fn steps_are_present_if_requested() {
        let read = |explain| Extraction::new(1.into(), &[statement("..")], explain);
        assert_eq!(read(false).statements[0].steps, None);
        let steps = serde_json::to_string(&read(true).statements[0].steps).unwrap();
        insta::assert_snapshot!(steps, @r#"[{"part":"act","rule":"words","words":{"start":2,"end":5,"text":"Oui"}}]"#);
    }

    #[test]
    fn pieces_of_a_statement_share_a_group() {
        let read = Extraction::new("x-1".into(), &[statement(".."), statement("2026-03-11")], false);
        insta::assert_snapshot!(serde_json::to_string(&read.statements[1]).unwrap(), @r#"{"quote":{"start":27,"end":41,"text":"mais plus tard"},"cue":null,"speaker":{"start":15,"end":23,"text":"Ana Ruiz"},"reference":"Ana Ruiz","for":null,"mode":"direct","report":null,"act":"position","said":null,"points":[],"group":1,"confidence":0.85}"#);
        let groups: Vec<_> = read.statements.iter().map(|item| item.group).collect();
        assert_eq!(groups, [1, 1, 2, 2]);
    }

    #[test]
    fn inexact_date_is_null() {
        let said = |text| {
            Extraction::new(1.into(), &[statement(text)], false).statements[0]
                .said
                .clone()
        };
        assert_eq!(said("2026-03-11").as_deref(), Some("2026-03-11"));
        assert_eq!(said("2026-03-11~"), None);
        assert_eq!(said("2026-03"), None);
        assert_eq!(said(".."), None);
    }
}
