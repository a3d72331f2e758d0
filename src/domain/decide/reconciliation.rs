//! Reconciliation of a new reading of an article with the statements that are known of it.
//!
//! A statement belongs to its speaker. A reading with the same words is the same statement only where the speaker can
//! be the same too; otherwise it gets a new id, which the article never used before. So an id never passes from one
//! speaker to another in the whole history of an article.

use super::article_state::CurrentArticle;
use super::reading_comparison::{
    agree_on_content, first_span, names_are_compatible, spans, with_new_attributes, words,
};
use super::reading_match::match_readings;
use super::relocation::{relocate, with_positions_of};
use crate::domain::{ArticleId, Evidence, Reader, Statement, StatementId, fold};
use std::collections::{BTreeMap, BTreeSet};

/// What a new reading changes.
#[derive(Debug, Default)]
pub(super) struct Reconciliation {
    /// Statements to record, for the first time or again, in reading order where that is known.
    pub(super) recorded: Vec<Statement>,
    /// Statements that are no longer current: they are not read, or their words belong to somebody else now.
    pub(super) no_longer_read: Vec<StatementId>,
    /// Statements that a person decided on and that are read differently, or not read (`None`). The decision stays in
    /// force.
    pub(super) disputed: Vec<(StatementId, Option<Statement>)>,
}

/// Compares `readings`, the statements read in `text` in reading order, with those that the same `reader` read before
/// (`None`: the extractor of the article). Statements of other readers stay as they are.
pub(super) fn reconcile(
    article: &ArticleId,
    current: &CurrentArticle,
    reader: Option<&str>,
    readings: Vec<Statement>,
    text: &str,
) -> Reconciliation {
    let known: Vec<&Statement> = current
        .statements
        .values()
        .chain(current.withdrawn.values())
        .chain(current.missing.values())
        .filter(|statement| statement.reader.as_ref().map(Reader::name) == reader)
        .collect();
    let mut pairs = match_readings(current, &known, &readings);
    let mut reconciliation = Reconciliation::default();
    // Whether each reading is accounted for by a known statement. The others become new statements.
    let mut taken = vec![false; readings.len()];
    for (number, statement) in known.iter().enumerate() {
        // Words that a person corrected must still be in the text.
        if !has_corrected_words(current, &statement.id, text) {
            pairs.remove(&number);
        }
        if let Some(reading) = pairs.get(&number) {
            taken[*reading] = true;
            reconciliation.keep_matched(current, statement, &readings[*reading], text);
        } else if let Some(contender) =
            reconciliation.keep_or_drop_unmatched(current, statement, &readings, &pairs, text)
        {
            taken[contender] = true;
        }
    }
    let mut ids: BTreeSet<StatementId> = known.iter().map(|statement| statement.id.clone()).collect();
    for (reading, is_taken) in readings.into_iter().zip(taken) {
        if !is_taken {
            let id = assign_new_id(article, current, reader, &ids, &reading, text);
            ids.insert(id.clone());
            reconciliation.recorded.push(Statement { id, ..reading });
        }
    }
    reconciliation.recorded.sort_by_key(first_span);
    reconciliation
}

impl Reconciliation {
    /// Handles a known `statement` that is read again, as `reading`.
    fn keep_matched(
        &mut self,
        current: &CurrentArticle,
        statement: &Statement,
        reading: &Statement,
        text: &str,
    ) {
        let reading = Statement {
            id: statement.id.clone(),
            ..reading.clone()
        };
        let id = &statement.id;
        let is_disputed = current.disputes.contains_key(id);
        let is_absent = current.missing.contains_key(id);
        let is_withdrawn = current.withdrawn.contains_key(id);
        if !current.has_decisions_on(id) {
            if reading != *statement || is_disputed || is_absent {
                self.recorded.push(reading);
            }
            return;
        }
        let old_text = current.text.as_str().filter(|_| !is_absent);
        let decided = old_text
            .and_then(|old_text| relocate(statement, old_text, text))
            .unwrap_or_else(|| with_positions_of(statement, &reading));
        let decided = with_new_attributes(decided, &reading);
        let agrees = agree_on_content(&decided, &reading);
        if decided != *statement || is_absent || agrees && is_disputed {
            self.recorded.push(decided);
        }
        // A withdrawn statement needs no decision on its reading; once restored, the next reading opens the dispute.
        if !agrees && !is_withdrawn {
            self.disputed.push((statement.id.clone(), Some(reading)));
        }
    }

    /// Handles a known `statement` that no reading matches. It is dropped, unless a person withdrew it or decided on it
    /// and its words are still in the text: what a person decided stays in force, and the new reading is disputed.
    ///
    /// Returns the index of the reading, if any, that attributes exactly these words to somebody else. The decision
    /// takes precedence over that reading, so it must not become a statement of its own.
    fn keep_or_drop_unmatched(
        &mut self,
        current: &CurrentArticle,
        statement: &Statement,
        readings: &[Statement],
        pairs: &BTreeMap<usize, usize>,
        text: &str,
    ) -> Option<usize> {
        let id = &statement.id;
        if current.missing.contains_key(id) {
            return None;
        }
        let is_withdrawn = current.withdrawn.contains_key(id);
        let stands = (is_withdrawn || current.has_decisions_on(id)) && has_corrected_words(current, id, text);
        let Some(relocated) = stands
            .then(|| relocate(statement, current.text.as_str().unwrap_or_default(), text))
            .flatten()
        else {
            if !is_withdrawn {
                self.no_longer_read.push(id.clone());
            }
            return None;
        };
        // The reading that competes with the decision: it covers the same places of the text, and belongs to no other
        // known statement.
        let contender = readings.iter().enumerate().position(|(number, reading)| {
            !pairs.values().any(|paired| *paired == number) && spans(reading).eq(spans(&relocated))
        });
        if !is_withdrawn {
            let reading = contender.map(|number| Statement {
                id: id.clone(),
                ..readings[number].clone()
            });
            if relocated != *statement {
                self.recorded.push(relocated);
            }
            self.disputed.push((id.clone(), reading));
        }
        contender
    }
}

/// Whether `text` has the words that a person gave to the statement, if a person did.
fn has_corrected_words(current: &CurrentArticle, id: &StatementId, text: &str) -> bool {
    match current
        .decisions
        .get(id)
        .map(|decisions| &decisions.correction.evidence)
    {
        Some(Some(evidence)) => Evidence::relocate(evidence, text).is_ok(),
        _ => true,
    }
}

/// The id of a reading that matches no known statement (these have `ids`): the first one for its words that was never
/// used for another speaker, and whose words no person corrected to others that `text` lacks. Such a correction can be
/// in force for a statement that was dropped, where a person undid a decision after that.
fn assign_new_id(
    article: &ArticleId,
    current: &CurrentArticle,
    reader: Option<&str>,
    ids: &BTreeSet<StatementId>,
    reading: &Statement,
    text: &str,
) -> StatementId {
    let name = reading.speaker.reference.as_deref().map(fold).unwrap_or_default();
    let is_free = |id: &StatementId| {
        let mut names = current.used_speaker_names.get(id).into_iter().flatten();
        !ids.contains(id)
            && names.all(|known| names_are_compatible(known, &name))
            && has_corrected_words(current, id, text)
    };
    (0..u32::MAX)
        .map(|occurrence| match reader {
            Some(reader) => StatementId::from_words_of_reader(reader, article, &words(reading), occurrence),
            None => StatementId::from_words(article, &words(reading), occurrence),
        })
        .find(is_free)
        .unwrap_or_else(|| reading.id.clone())
}
