//! A statement as a W3C Web Annotation: who said what, and where the words are.

use crate::domain::{ArticleId, Evidence, Source, Statement};
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

impl Annotation {
    /// The annotation of a statement in an article from `source`.
    pub(super) fn new(statement: &Statement, article: &ArticleId, source: &Source) -> Self {
        let url = source.url.clone();
        let url = url.unwrap_or_else(|| format!("urn:dixit:article:{article}"));
        let said = &statement.said;
        Self {
            context: "http://www.w3.org/ns/anno.jsonld".to_owned(),
            id: format!("urn:dixit:statement:{}", statement.id),
            kind: "Annotation".to_owned(),
            motivation: "describing".to_owned(),
            body: [
                speaker_name(statement).map(|name| ("identifying", name)),
                Some(("classifying", statement.act.to_string())),
                Some(("describing", format!("said {}", said.date))),
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
                .evidence
                .iter()
                .map(|evidence| AnnotationTarget {
                    source: url.clone(),
                    selector: selectors(evidence),
                })
                .collect(),
        }
    }
}

/// The fullest name of the speaker that the article has.
fn speaker_name(statement: &Statement) -> Option<String> {
    let speaker = &statement.speaker;
    let mention = speaker.mention.as_ref().map(|mention| mention.text.clone());
    speaker.reference.clone().or(mention)
}

fn selectors(evidence: &Evidence) -> Vec<Selector> {
    vec![
        Selector::TextQuoteSelector {
            exact: evidence.quote.text.clone(),
            prefix: evidence.prefix.clone(),
            suffix: evidence.suffix.clone(),
        },
        Selector::TextPositionSelector {
            start: evidence.quote.span.start,
            end: evidence.quote.span.end,
        },
    ]
}
