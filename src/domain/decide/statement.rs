//! Commands about one statement.

use super::article_state::CurrentArticle;
use super::command::{CorrectionRequest, StatementCommand};
use super::error::DecideError;
use crate::domain::{
    ArticleId, ArticleText, Correction, Event, Evidence, StatementDecision, StatementId, TextSlice,
    WithdrawalReason, reading_digest,
};

/// Separator between two pieces of a statement's words in one text.
const GAP: &str = " […] ";

/// The events of `command` for a statement of a current article; none where it is decided so already.
pub(super) fn decide_on_statement(
    article: &ArticleId,
    current: &CurrentArticle,
    statement: &StatementId,
    command: StatementCommand,
    reason: Option<String>,
) -> Result<Vec<Event>, DecideError> {
    if current.redacted.contains(statement) {
        return Err(DecideError::RedactedStatement(statement.clone()));
    }
    // A statement that persons decided on can be skipped even when it is no longer current.
    let may_be_gone = command == StatementCommand::Skip && current.decisions_on(statement).has_any();
    if !current.statements.contains_key(statement) && !may_be_gone {
        return Err(DecideError::NoStatement(statement.clone()));
    }
    let decision = match command {
        StatementCommand::Withdraw => {
            return Ok(vec![Event::StatementWithdrawn {
                article: article.clone(),
                statement: statement.clone(),
                reason: WithdrawalReason::Decided(reason.unwrap_or_default()),
            }]);
        }
        StatementCommand::Confirm => StatementDecision::Confirmed(true),
        StatementCommand::Correct(change) => {
            StatementDecision::Corrected(Box::new(merge_corrections(current, statement, change)?))
        }
        StatementCommand::Tag(topic, tag) => StatementDecision::Tagged(topic, tag),
        StatementCommand::Mark(status) => StatementDecision::Marked(status),
        StatementCommand::Link(to, ..) if to == *statement => {
            return Err(DecideError::RelatedToItself(to.to_string()));
        }
        StatementCommand::Link(to, link, linked) => StatementDecision::Linked(to, link, linked),
        StatementCommand::Skip => StatementDecision::Skipped(Some(digest_of(current, statement))),
    };
    let looked_at = matches!(
        decision,
        StatementDecision::Confirmed(_) | StatementDecision::Skipped(_)
    );
    let disputed = looked_at && current.disputes.contains_key(statement);
    if current.decisions_on(statement).current_value(&decision) == decision && !disputed {
        return Ok(Vec::new());
    }
    Ok(vec![Event::StatementDecided {
        article: article.clone(),
        statement: statement.clone(),
        decision,
        reason,
    }])
}

/// Digest of the current reading of a statement, or of its absence from this revision of the article.
fn digest_of(current: &CurrentArticle, statement: &StatementId) -> String {
    match current.corrected_statement(statement) {
        Some(counting) => reading_digest(
            counting.speaker.reference.as_deref(),
            counting.act.as_str(),
            &counting.said.date.to_string(),
            &counting.words(),
        ),
        None => reading_digest(None, "gone", "", &current.revision.to_string()),
    }
}

/// All corrections of a statement including `change`. A value equal to the reading is no correction.
fn merge_corrections(
    current: &CurrentArticle,
    id: &StatementId,
    change: CorrectionRequest,
) -> Result<Correction, DecideError> {
    let (Some(reading), Some(as_it_counts)) = (current.statements.get(id), current.corrected_statement(id))
    else {
        return Err(DecideError::NoStatement(id.clone()));
    };
    let known = current.decisions_on(id).correction;
    let evidence = match &change.text {
        None => known.evidence,
        Some(words) => {
            let near = as_it_counts
                .evidence
                .first()
                .map_or(0, |first| first.quote.span.start);
            Some(find_pieces(&current.text, words, near)?)
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

fn quotes(pieces: &[Evidence]) -> impl Iterator<Item = &TextSlice> {
    pieces.iter().map(|piece| &piece.quote)
}

/// Locates the pieces of `words` in the article, the first one as near to `near` as possible.
fn find_pieces(text: &ArticleText, words: &str, near: u32) -> Result<Vec<Evidence>, DecideError> {
    let ArticleText::Kept(text) = text else {
        return Err(DecideError::Redacted);
    };
    let mut pieces: Vec<Evidence> = Vec::new();
    for piece in words.split(GAP) {
        let from = pieces.last().map_or(near, |last| last.quote.span.end);
        let found = Evidence::find_nearest(text, piece, from).filter(|found| {
            pieces
                .last()
                .is_none_or(|last| last.quote.span.end <= found.quote.span.start)
        });
        pieces.push(found.ok_or_else(|| DecideError::NotInText(piece.to_owned()))?);
    }
    Ok(pieces)
}
