use crate::domain::{Act, Explained, Mode, Part, Report, Slice, Step};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

/// What `dixit extract` reads in one article: one line of its JSONL.
///
/// ```
/// let nothing = dixit::export::Extraction::of(7.into(), &[], false);
/// assert_eq!(serde_json::to_string(&nothing)?, r#"{"id":7,"statements":[]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Extraction {
    /// The article's id, as it was given; null where none was.
    #[schemars(schema_with = "scalar")]
    pub id: serde_json::Value,
    /// What was read, in reading order; several items share a group where one statement is interrupted.
    pub statements: Vec<ExtractedPiece>,
}

/// One uninterrupted piece of a statement.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ExtractedPiece {
    /// The words of the speaker, without outer quotation marks.
    pub quote: TextSpan,
    /// The words that report them; null where nothing does.
    pub cue: Option<TextSpan>,
    /// How the article names the speaker at this place; null where it does not.
    pub speaker: Option<TextSpan>,
    /// The fullest name that the article has for the speaker; null where it has none.
    pub reference: Option<String>,
    /// The side that the words say proposes, calls, promises or rejects, by its name; null where the speaker does so.
    #[serde(rename = "for")]
    pub side: Option<String>,
    /// How the words are rendered.
    #[schemars(schema_with = "modes")]
    pub mode: &'static str,
    /// How they came to be known; null where the reader does not tell.
    #[schemars(schema_with = "reports")]
    pub report: Option<&'static str>,
    /// What is done by them.
    #[schemars(schema_with = "acts")]
    pub act: &'static str,
    /// The day on which they were said (ISO 8601); null unless it is known exactly.
    #[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))]
    pub said: Option<String>,
    /// The numbered parts of a proposal.
    pub points: Vec<TextSpan>,
    /// The number of the statement in its article, from 1.
    #[schemars(range(min = 1))]
    pub group: usize,
    /// How sure the extractor is, from 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    pub confidence: f64,
    /// The steps that led to the reading, in order; only where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "steps")]
    pub steps: Option<Vec<ReadingStep>>,
}

/// One step of a reading.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ReadingStep {
    /// Which part of the statement it led to.
    #[schemars(schema_with = "parts")]
    pub part: &'static str,
    /// The rule that was followed.
    pub rule: &'static str,
    /// The entry of the lexicon that it hung on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The words of the article that it hung on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<TextSpan>,
    /// How sure the reading is, in per cent: that these are the words, or that this is the speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 99))]
    pub percent: Option<u8>,
    /// What a sign of the reading adds to "words" and to "speaker", in log-odds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<[f64; 2]>,
}

impl From<&Step> for ReadingStep {
    fn from(step: &Step) -> Self {
        Self {
            part: step.part.as_str(),
            rule: step.rule,
            entry: step.entry.clone(),
            words: step.words.as_ref().map(TextSpan::from),
            percent: step.percent,
            weight: step
                .weight
                .map(|weight| [weight.words, weight.speaker].map(|part| f64::from(part) / 100.0)),
        }
    }
}

/// A stretch of the text as given, in Unicode code points, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct TextSpan {
    /// Code points before its first one.
    pub start: u32,
    /// Code points before the first one after it.
    pub end: u32,
    /// The exact slice.
    pub text: String,
}

impl Extraction {
    /// What was read in the article called `id`, with the steps that led to it where they are asked for.
    pub fn of(id: serde_json::Value, read: &[Explained], explain: bool) -> Self {
        let items = read
            .iter()
            .zip(1..)
            .flat_map(|(explained, group)| items(explained, group, explain));
        Self {
            id,
            statements: items.collect(),
        }
    }
}

/// The pieces of a statement, each with all that is known of the whole.
fn items(explained: &Explained, group: usize, explain: bool) -> impl Iterator<Item = ExtractedPiece> {
    let statement = &explained.statement;
    let steps = explain.then(|| explained.steps.iter().map(ReadingStep::from).collect::<Vec<_>>());
    let said = statement.said.date;
    statement.evidence.iter().map(move |evidence| ExtractedPiece {
        quote: (&evidence.quote).into(),
        cue: statement.cue.as_ref().map(|cue| (&cue.words).into()),
        speaker: statement.speaker.mention.as_ref().map(TextSpan::from),
        reference: statement.speaker.reference.clone(),
        side: statement.side.as_ref().map(|side| side.reference.clone()),
        mode: statement.mode.as_str(),
        report: statement.report.map(Report::as_str),
        act: statement.act.as_str(),
        said: said.is_exact().then(|| said.to_string()),
        points: statement.points.iter().map(TextSpan::from).collect(),
        group,
        confidence: statement.confidence.fraction(),
        steps: steps.clone(),
    })
}

impl From<&Slice> for TextSpan {
    fn from(slice: &Slice) -> Self {
        Self {
            start: slice.span.start,
            end: slice.span.end,
            text: slice.text.clone(),
        }
    }
}

fn scalar(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "number", "boolean", "null"] })
}

fn steps(generator: &mut SchemaGenerator) -> Schema {
    <Vec<ReadingStep>>::json_schema(generator)
}

fn parts(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": Part::ALL.iter().map(|step| step.as_str()).collect::<Vec<_>>() })
}

fn modes(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": Mode::ALL.iter().map(|mode| mode.as_str()).collect::<Vec<_>>() })
}

fn reports(_: &mut SchemaGenerator) -> Schema {
    let words = Report::ALL.iter().map(|report| Some(report.as_str()));
    json_schema!({ "enum": words.chain([None]).collect::<Vec<_>>() })
}

fn acts(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": Act::ALL.iter().map(|act| act.as_str()).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ArticleId, Attribution, Confidence, DateRule, Edtf, Evidence, Said, Source, Span, SpeakerKind,
        Statement, StatementId,
    };

    const TEXT: &str = "« Oui », a dit Ana Ruiz, « mais plus tard ».";

    fn slice(start: u32, end: u32) -> Slice {
        let span = Span::new(start, end);
        Slice {
            span,
            text: span.slice(TEXT).unwrap().to_owned(),
        }
    }

    fn statement(said: &str) -> Explained {
        let evidence = |quote| Evidence {
            quote,
            prefix: String::new(),
            suffix: String::new(),
        };
        let statement = Statement {
            id: StatementId::of(&ArticleId::of(&Source::default(), TEXT), &["x"], 0),
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
            said: Said {
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
        let step = Step {
            part: Part::Act,
            rule: "words",
            entry: None,
            words: Some(slice(2, 5)),
            percent: None,
            weight: None,
        };
        Explained {
            statement,
            steps: vec![step],
        }
    }

    #[test]
    fn the_steps_are_told_where_they_are_asked_for() {
        let read = |explain| Extraction::of(1.into(), &[statement("..")], explain);
        assert_eq!(read(false).statements[0].steps, None);
        let steps = serde_json::to_string(&read(true).statements[0].steps).unwrap();
        insta::assert_snapshot!(steps, @r#"[{"part":"act","rule":"words","words":{"start":2,"end":5,"text":"Oui"}}]"#);
    }

    #[test]
    fn the_pieces_of_an_interrupted_statement_share_a_group() {
        let read = Extraction::of("x-1".into(), &[statement(".."), statement("2026-03-11")], false);
        insta::assert_snapshot!(serde_json::to_string(&read.statements[1]).unwrap(), @r#"{"quote":{"start":27,"end":41,"text":"mais plus tard"},"cue":null,"speaker":{"start":15,"end":23,"text":"Ana Ruiz"},"reference":"Ana Ruiz","for":null,"mode":"direct","report":null,"act":"position","said":null,"points":[],"group":1,"confidence":0.85}"#);
        let groups: Vec<_> = read.statements.iter().map(|item| item.group).collect();
        assert_eq!(groups, [1, 1, 2, 2]);
    }

    #[test]
    fn only_an_exact_day_is_a_date() {
        let said = |text| {
            Extraction::of(1.into(), &[statement(text)], false).statements[0]
                .said
                .clone()
        };
        assert_eq!(said("2026-03-11").as_deref(), Some("2026-03-11"));
        assert_eq!(said("2026-03-11~"), None);
        assert_eq!(said("2026-03"), None);
        assert_eq!(said(".."), None);
    }
}
