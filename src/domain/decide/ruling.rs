//! What a person orders about one statement.

use super::{CurrentArticle, DecideError};
use crate::domain::{
    Act, ArticleId, Correction, Edtf, Event, Evidence, Link, Reason, Report, Slice, StatementDecision,
    StatementId, Status, Tag, Text, TopicId, reading_digest,
};

/// What somebody wants done about one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementCommand {
    /// It was checked and is right.
    Confirm,
    /// Some of it is to be as given.
    Correct(Change),
    /// Let it no longer count.
    Withdraw,
    /// Say whether it is about a topic.
    Tag(TopicId, Tag),
    /// Say what became of it.
    Mark(Status),
    /// Link it to another statement, or take that back.
    Link(StatementId, Link, bool),
    /// Ask no more about this reading of it in `review`.
    Skip,
}

/// What is to be corrected of a statement; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    /// The speaker's name; an empty one where nobody knows who speaks.
    pub speaker: Option<String>,
    /// The capacity; an empty one for none.
    pub capacity: Option<String>,
    /// When it was said.
    pub said: Option<Edtf>,
    /// What is done by it.
    pub act: Option<Act>,
    /// How it came to be known.
    pub report: Option<Report>,
    /// The words, as the article has them; ` […] ` stands between pieces that lie apart.
    pub text: Option<String>,
}

/// What stands between two pieces of a statement's words where these are written as one text.
const GAP: &str = " […] ";

pub(super) fn rule(
    article: &ArticleId,
    present: &CurrentArticle,
    statement: &StatementId,
    order: StatementCommand,
    reason: Option<String>,
) -> Result<Vec<Event>, DecideError> {
    // That a statement on which persons decided is gone can be taken note of, though it no longer counts.
    let may_be_gone = order == StatementCommand::Skip && present.decided(statement).are_made();
    if !present.statements.contains_key(statement) && !may_be_gone {
        return Err(DecideError::NoStatement(statement.clone()));
    }
    let ruling = match order {
        StatementCommand::Withdraw => {
            return Ok(vec![Event::StatementWithdrawn {
                article: article.clone(),
                statement: statement.clone(),
                reason: Reason::Decided(reason.unwrap_or_default()),
            }]);
        }
        StatementCommand::Confirm => StatementDecision::Confirmed(true),
        StatementCommand::Correct(change) => {
            StatementDecision::Corrected(Box::new(corrected(present, statement, change)?))
        }
        StatementCommand::Tag(topic, tag) => StatementDecision::Tagged(topic, tag),
        StatementCommand::Mark(status) => StatementDecision::Marked(status),
        StatementCommand::Link(to, ..) if to == *statement => {
            return Err(DecideError::Itself(to.to_string()));
        }
        StatementCommand::Link(to, link, linked) => StatementDecision::Linked(to, link, linked),
        StatementCommand::Skip => StatementDecision::Skipped(Some(digest_of(present, statement))),
    };
    let looked_at = matches!(
        ruling,
        StatementDecision::Confirmed(_) | StatementDecision::Skipped(_)
    );
    let disputed = looked_at && present.disputes.contains_key(statement);
    if present.decided(statement).about(&ruling) == ruling && !disputed {
        return Ok(Vec::new());
    }
    Ok(vec![Event::StatementDecided {
        article: article.clone(),
        statement: statement.clone(),
        ruling,
        reason,
    }])
}

/// The digest of a statement as it counts, or of its absence from this revision of the article.
fn digest_of(present: &CurrentArticle, statement: &StatementId) -> String {
    match present.statement(statement) {
        Some(counting) => reading_digest(
            counting.speaker.reference.as_deref(),
            counting.act.as_str(),
            &counting.said.date.to_string(),
            &counting.words(),
        ),
        None => reading_digest(None, "gone", "", &present.revision.to_string()),
    }
}

/// All that is corrected of a statement once `change` is made too. What comes out as it was read is not corrected.
fn corrected(present: &CurrentArticle, id: &StatementId, change: Change) -> Result<Correction, DecideError> {
    let (Some(reading), Some(as_it_counts)) = (present.statements.get(id), present.statement(id)) else {
        return Err(DecideError::NoStatement(id.clone()));
    };
    let known = present.decided(id).correction;
    let evidence = match &change.text {
        None => known.evidence,
        Some(words) => {
            let near = as_it_counts
                .evidence
                .first()
                .map_or(0, |first| first.quote.span.start);
            Some(slices(&present.text, words, near)?)
        }
    };
    let read = |text: &Option<String>| text.clone().unwrap_or_default();
    let name = change.speaker.or(known.speaker);
    let capacity = change.capacity.or(known.capacity);
    Ok(Correction {
        speaker: name.filter(|name| *name != read(&reading.speaker.reference)),
        capacity: capacity.filter(|capacity| *capacity != read(&reading.speaker.capacity)),
        said: change
            .said
            .or(known.said)
            .filter(|date| *date != reading.said.date),
        act: change.act.or(known.act).filter(|act| *act != reading.act),
        report: change
            .report
            .or(known.report)
            .filter(|report| Some(*report) != reading.report),
        evidence: evidence.filter(|pieces| !quotes(pieces).eq(quotes(&reading.evidence))),
    })
}

fn quotes(pieces: &[Evidence]) -> impl Iterator<Item = &Slice> {
    pieces.iter().map(|piece| &piece.quote)
}

/// The pieces of `words` where they stand in the article, the first one as near to `near` as can be.
fn slices(text: &Text, words: &str, near: u32) -> Result<Vec<Evidence>, DecideError> {
    let Text::Kept(text) = text else {
        return Err(DecideError::Redacted);
    };
    let mut pieces: Vec<Evidence> = Vec::new();
    for piece in words.split(GAP) {
        let from = pieces.last().map_or(near, |last| last.quote.span.end);
        let found = Evidence::nearest(text, piece, from).filter(|found| {
            pieces
                .last()
                .is_none_or(|last| last.quote.span.end <= found.quote.span.start)
        });
        pieces.push(found.ok_or_else(|| DecideError::NotInText(piece.to_owned()))?);
    }
    Ok(pieces)
}
