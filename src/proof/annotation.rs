//! A statement as a W3C Web Annotation: who said what, and where the words are.

use crate::domain::{Act, ArticleId, Edtf, Evidence, Source, Statement, StatementId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A statement as a W3C Web Annotation (JSON-LD).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Annotation {
    /// `http://www.w3.org/ns/anno.jsonld`.
    #[serde(rename = "@context")]
    context: String,
    /// A URN with the statement's id.
    id: String,
    /// `Annotation`.
    #[serde(rename = "type")]
    kind: String,
    /// `describing`.
    motivation: String,
    /// The speaker (purpose `identifying`), the act (`classifying`), and when it was said (`describing`).
    body: Vec<AnnotationBody>,
    /// Where the words are in the article.
    target: Vec<AnnotationTarget>,
}

/// One thing that is said of the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AnnotationBody {
    /// `TextualBody`.
    #[serde(rename = "type")]
    kind: String,
    /// What it is: a motivation of the Web Annotation vocabulary.
    purpose: String,
    value: String,
}

/// A piece of the article's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AnnotationTarget {
    /// The address of the article, or a URN with its id.
    source: String,
    selector: Vec<Selector>,
}

/// How the piece is found again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", deny_unknown_fields)]
enum Selector {
    /// By its words and their context.
    TextQuoteSelector {
        exact: String,
        prefix: String,
        suffix: String,
    },
    /// By its place, in Unicode code points; the end is exclusive.
    TextPositionSelector { start: u32, end: u32 },
}

/// Where a piece of the words is: the words and their context, and the place in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotatedPiece {
    /// The words.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
    /// The number of code points before them.
    pub start: u32,
    /// The number of code points before their end.
    pub end: u32,
}

/// What an annotation says of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotatedStatement<'a> {
    /// The statement.
    pub id: &'a StatementId,
    /// The article.
    pub article: &'a ArticleId,
    /// The address of the article.
    pub url: Option<&'a str>,
    /// The name of the speaker, if the article has one.
    pub speaker: Option<&'a str>,
    /// The act.
    pub act: Act,
    /// When it was said.
    pub said: Edtf,
    /// Where its words are.
    pub pieces: Vec<AnnotatedPiece>,
}

impl Annotation {
    /// The annotation of a statement in an article from `source`.
    pub(super) fn new(statement: &Statement, article: &ArticleId, source: &Source) -> Self {
        let speaker = speaker_name(statement);
        Self::of(AnnotatedStatement {
            id: &statement.id,
            article,
            url: source.url.as_deref(),
            speaker: speaker.as_deref(),
            act: statement.act,
            said: statement.said.date,
            pieces: statement.evidence.iter().map(AnnotatedPiece::from).collect(),
        })
    }

    /// The annotation of a statement of which this is known.
    pub fn of(statement: AnnotatedStatement<'_>) -> Self {
        let article = statement.article;
        let url = statement.url.map(ToOwned::to_owned);
        let url = url.unwrap_or_else(|| format!("urn:dixit:article:{article}"));
        Self {
            context: "http://www.w3.org/ns/anno.jsonld".to_owned(),
            id: format!("urn:dixit:statement:{}", statement.id),
            kind: "Annotation".to_owned(),
            motivation: "describing".to_owned(),
            body: [
                statement.speaker.map(|name| ("identifying", name.to_owned())),
                Some(("classifying", statement.act.to_string())),
                Some(("describing", format!("said {}", statement.said))),
            ]
            .into_iter()
            .flatten()
            .map(|(purpose, value)| AnnotationBody {
                kind: "TextualBody".to_owned(),
                purpose: purpose.to_owned(),
                value,
            })
            .collect(),
            target: statement
                .pieces
                .into_iter()
                .map(|piece| AnnotationTarget {
                    source: url.clone(),
                    selector: selectors(piece),
                })
                .collect(),
        }
    }
}

impl From<&Evidence> for AnnotatedPiece {
    fn from(evidence: &Evidence) -> Self {
        Self {
            exact: evidence.quote.text.clone(),
            prefix: evidence.prefix.clone(),
            suffix: evidence.suffix.clone(),
            start: evidence.quote.span.start,
            end: evidence.quote.span.end,
        }
    }
}

/// The fullest name of the speaker that the article has.
fn speaker_name(statement: &Statement) -> Option<String> {
    let speaker = &statement.speaker;
    let mention = speaker.mention.as_ref().map(|mention| mention.text.clone());
    speaker.reference.clone().or(mention)
}

fn selectors(piece: AnnotatedPiece) -> Vec<Selector> {
    let AnnotatedPiece {
        exact,
        prefix,
        suffix,
        start,
        end,
    } = piece;
    vec![
        Selector::TextQuoteSelector {
            exact,
            prefix,
            suffix,
        },
        Selector::TextPositionSelector { start, end },
    ]
}
