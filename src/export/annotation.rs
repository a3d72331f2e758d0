//! The page of a statement as a W3C Web Annotation.

use crate::proof::{AnnotatedPiece, AnnotatedStatement, Annotation};
use crate::query::StatementDetails;

/// The annotation of a statement: who said it, the act, the date, and where its words are in the article.
pub fn annotation_of(details: &StatementDetails) -> Annotation {
    let entry = &details.entry;
    let pieces = details.evidence.iter().map(|piece| AnnotatedPiece {
        exact: piece.exact.clone(),
        prefix: piece.prefix.clone(),
        suffix: piece.suffix.clone(),
        start: piece.start,
        end: piece.end,
    });
    Annotation::of(AnnotatedStatement {
        id: &entry.id,
        article: &entry.article.id,
        url: entry.article.url.as_deref(),
        speaker: entry.speaker_or_mention(),
        act: entry.act,
        said: entry.said,
        pieces: pieces.collect(),
    })
}
