//! Which statement of a new reading is which known one: the old and the new reading of an article as wholes.
//!
//! A statement belongs to its speaker. One that is read with the same words is the same statement only where the
//! speaker can be the same too; else it gets an id of its own, which the article never used. So an id never passes from
//! one speaker to another, in the whole history of an article.

use super::CurrentArticle;
use crate::domain::{ArticleId, Evidence, Reader, Slice, Span, Statement, StatementId, fold};
use std::collections::{BTreeMap, BTreeSet};

/// The names, folded, under which each id of an article was ever recorded; none where the speaker was never told.
pub(super) type UsedIds = BTreeMap<StatementId, BTreeSet<String>>;

/// What a new reading of an article comes to.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// What is to be recorded, for the first time or anew, in reading order where that is known.
    pub(super) recorded: Vec<Statement>,
    /// What no longer counts: it is not read, or its words are somebody else's now.
    pub(super) gone: Vec<StatementId>,
    /// What a person decided on and is read otherwise, or is not read: what was decided stands.
    pub(super) disputed: Vec<(StatementId, Option<Statement>)>,
}

/// Settles what `readings`, the statements that are read in `text` in reading order, make of those that the same
/// `reader` is known to have read: the extractor of the article, where no other is named. What others read is not
/// touched.
pub(super) fn settle(
    article: &ArticleId,
    present: &CurrentArticle,
    reader: Option<&str>,
    readings: Vec<Statement>,
    text: &str,
) -> Settled {
    let known: Vec<&Statement> = present
        .statements
        .values()
        .chain(present.withdrawn.values())
        .chain(present.absent.values())
        .filter(|statement| statement.reader.as_ref().map(Reader::name) == reader)
        .collect();
    let mut pairs = pair(present, &known, &readings);
    let mut settled = Settled::default();
    let mut taken = vec![false; readings.len()];
    for (number, statement) in known.iter().enumerate() {
        // What a person put in the place of the words that were read must still be there.
        if !words_can_stand(present, &statement.id, text) {
            pairs.remove(&number);
        }
        if let Some(reading) = pairs.get(&number) {
            taken[*reading] = true;
            settled.read_again(present, statement, &readings[*reading], text);
        } else if let Some(contender) = settled.not_read(present, statement, &readings, &pairs, text) {
            taken[contender] = true;
        }
    }
    let mut ids: BTreeSet<StatementId> = known.iter().map(|statement| statement.id.clone()).collect();
    for (reading, is_taken) in readings.into_iter().zip(taken) {
        if !is_taken {
            let id = own_id(article, present, reader, &ids, &reading);
            ids.insert(id.clone());
            settled.recorded.push(Statement { id, ..reading });
        }
    }
    settled.recorded.sort_by_key(first_span);
    settled
}

fn first_span(statement: &Statement) -> Option<u32> {
    statement.evidence.first().map(|piece| piece.quote.span.start)
}

impl Settled {
    /// `statement` is read again, as `reading`.
    fn read_again(
        &mut self,
        present: &CurrentArticle,
        statement: &Statement,
        reading: &Statement,
        text: &str,
    ) {
        let reading = Statement {
            id: statement.id.clone(),
            ..reading.clone()
        };
        let id = &statement.id;
        let is_disputed = present.disputes.contains_key(id);
        let is_absent = present.absent.contains_key(id);
        let is_withdrawn = present.withdrawn.contains_key(id);
        if !present.is_decided(id) {
            if reading != *statement || is_disputed || is_absent {
                self.recorded.push(reading);
            }
            return;
        }
        let old_text = present.text.as_str().filter(|_| !is_absent);
        let decided = old_text
            .and_then(|old_text| moved(statement, old_text, text))
            .unwrap_or_else(|| at_places_of(statement, &reading));
        let decided = gaining(decided, &reading);
        let agrees = says_the_same(&decided, &reading);
        if decided != *statement || is_absent || agrees && is_disputed {
            self.recorded.push(decided);
        }
        // Nobody has to settle how a statement is read that does not count; once restored, the next reading asks.
        if !agrees && !is_withdrawn {
            self.disputed.push((statement.id.clone(), Some(reading)));
        }
    }

    /// No reading is `statement`. The number of the reading that gives its very words to somebody else, where what a
    /// person decided goes before that reading.
    fn not_read(
        &mut self,
        present: &CurrentArticle,
        statement: &Statement,
        readings: &[Statement],
        pairs: &BTreeMap<usize, usize>,
        text: &str,
    ) -> Option<usize> {
        let id = &statement.id;
        if present.absent.contains_key(id) {
            return None;
        }
        let is_withdrawn = present.withdrawn.contains_key(id);
        let stands = (is_withdrawn || present.is_decided(id)) && words_can_stand(present, id, text);
        let Some(there) = stands
            .then(|| moved(statement, present.text.as_str().unwrap_or_default(), text))
            .flatten()
        else {
            if !is_withdrawn {
                self.gone.push(id.clone());
            }
            return None;
        };
        let contender = readings.iter().enumerate().position(|(number, reading)| {
            !pairs.values().any(|paired| *paired == number) && spans(reading).eq(spans(&there))
        });
        if !is_withdrawn {
            let reading = contender.map(|number| Statement {
                id: id.clone(),
                ..readings[number].clone()
            });
            if there != *statement {
                self.recorded.push(there);
            }
            self.disputed.push((id.clone(), reading));
        }
        contender
    }
}

/// The numbers of the readings that are known statements, by the numbers of these. Only the same words are paired, and
/// only where the speaker can be the same; where several fit, the same speaker in the same context goes first, then the
/// order in the article.
fn pair(present: &CurrentArticle, known: &[&Statement], readings: &[Statement]) -> BTreeMap<usize, usize> {
    let mut by_words: BTreeMap<Vec<&str>, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (number, statement) in known.iter().enumerate() {
        by_words.entry(words(statement)).or_default().0.push(number);
    }
    for (number, reading) in readings.iter().enumerate() {
        by_words.entry(words(reading)).or_default().1.push(number);
    }
    let mut pairs = BTreeMap::new();
    for (mut known_numbers, reading_numbers) in by_words.into_values() {
        known_numbers.sort_by_key(|number| first_span(known[*number]));
        let mut candidates = Vec::new();
        for (place, old) in known_numbers.iter().enumerate() {
            for (new_place, new) in reading_numbers.iter().enumerate() {
                // A wording that is repeated very often is compared with its neighbours only.
                if place.abs_diff(new_place) > PLACES_APART_MAX {
                    continue;
                }
                if let Some(likeness) = continuity(present, known[*old], &readings[*new]) {
                    candidates.push((likeness, place.abs_diff(new_place), *old, *new));
                }
            }
        }
        candidates
            .sort_by_key(|(likeness, apart, old, new)| (std::cmp::Reverse(*likeness), *apart, *old, *new));
        let mut paired = BTreeSet::new();
        for (_, _, old, new) in candidates {
            if !pairs.contains_key(&old) && paired.insert(new) {
                pairs.insert(old, new);
            }
        }
    }
    pairs
}

/// How far apart in the order of one wording's occurrences two statements may stand to be compared.
const PLACES_APART_MAX: usize = 32;

/// How much speaks for `reading` being the known `statement`, which has the same words; `None` where the speaker of one
/// cannot be that of the other.
fn continuity(present: &CurrentArticle, statement: &Statement, reading: &Statement) -> Option<usize> {
    let name = |statement: &Statement| statement.speaker.reference.as_deref().map(fold);
    let (old, new) = (name(statement), name(reading));
    let is_same = old == new;
    if !is_same {
        let names = present.used.get(&statement.id).into_iter().flatten();
        let new = new.as_deref().unwrap_or_default();
        let can_be = |name: &String| can_be_one(name, new);
        if !names.into_iter().all(can_be) {
            return None;
        }
    }
    let context = statement
        .evidence
        .iter()
        .zip(&reading.evidence)
        .map(|(old, new)| shared_context(old, new))
        .sum::<usize>();
    Some(if is_same { SAME_SPEAKER + context } else { context })
}

/// What the same speaker counts beside the code points of context that are the same.
const SAME_SPEAKER: usize = 1_000;

/// How many code points next to a piece are the same in both texts.
fn shared_context(old: &Evidence, new: &Evidence) -> usize {
    let before = old.prefix.chars().rev().zip(new.prefix.chars().rev());
    let after = old.suffix.chars().zip(new.suffix.chars());
    before.take_while(|(a, b)| a == b).count() + after.take_while(|(a, b)| a == b).count()
}

/// Whether two folded names can be one speaker's: one is not told, or has all words of the other.
pub(super) fn can_be_one(name: &str, other: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        name.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (words(name), words(other));
    one.is_subset(&other) || other.is_subset(&one)
}

/// Whether what a person corrected of the statement's words is in the text, if anything.
fn words_can_stand(present: &CurrentArticle, id: &StatementId, text: &str) -> bool {
    match present
        .decisions
        .get(id)
        .map(|decisions| &decisions.correction.evidence)
    {
        Some(Some(evidence)) => Evidence::moved(evidence, text).is_ok(),
        _ => true,
    }
}

/// The id of a reading that is none of the known statements, which have `ids`: the one that its words give, or, where
/// that is or was somebody else's, the next one that is free.
fn own_id(
    article: &ArticleId,
    present: &CurrentArticle,
    reader: Option<&str>,
    ids: &BTreeSet<StatementId>,
    reading: &Statement,
) -> StatementId {
    let name = reading.speaker.reference.as_deref().map(fold).unwrap_or_default();
    let is_free = |id: &StatementId| {
        let mut names = present.used.get(id).into_iter().flatten();
        !ids.contains(id) && names.all(|known| can_be_one(known, &name))
    };
    (0..u32::MAX)
        .map(|occurrence| match reader {
            Some(reader) => StatementId::read_by(reader, article, &words(reading), occurrence),
            None => StatementId::of(article, &words(reading), occurrence),
        })
        .find(is_free)
        .unwrap_or_else(|| reading.id.clone())
}

fn words(statement: &Statement) -> Vec<&str> {
    statement
        .evidence
        .iter()
        .map(|piece| piece.quote.text.as_str())
        .collect()
}

fn spans(statement: &Statement) -> impl Iterator<Item = Span> + '_ {
    statement.evidence.iter().map(|piece| piece.quote.span)
}

/// The statement as it stands, and what only newer readings tell: how it came to be known, and for which side. Nobody
/// decided on that. A side is told where nothing else differs, for it goes with the rest of the reading.
fn gaining(statement: Statement, reading: &Statement) -> Statement {
    let told = Statement {
        report: statement.report.or(reading.report),
        side: statement.side.clone().or_else(|| reading.side.clone()),
        ..statement.clone()
    };
    if says_the_same(&told, reading) {
        return told;
    }
    Statement {
        report: told.report,
        ..statement
    }
}

/// Whether `reading` is what was known of a statement, but for what readers did not tell by then.
pub(super) fn is_known_so(known: &Statement, reading: &Statement) -> bool {
    let told_then = || Statement {
        report: None,
        side: None,
        ..reading.clone()
    };
    known == reading || known.report.is_none() && known.side.is_none() && *known == told_then()
}

/// Whether two readings of the same words say the same of them: who, for whom, as what, when, how and to what end.
/// Where they stand and how sure a reader is does not matter.
fn says_the_same(one: &Statement, other: &Statement) -> bool {
    let told = |statement: &Statement| {
        let points: Vec<String> = statement.points.iter().map(|point| point.text.clone()).collect();
        (
            words(statement).join("\n"),
            statement.speaker.reference.clone(),
            statement.speaker.capacity.clone(),
            statement.side.as_ref().map(|side| side.reference.clone()),
            statement.said.date,
            (statement.act, statement.report),
            statement.mode,
            points,
        )
    };
    told(one) == told(other)
}

/// `statement` where `text` has its whole passage, from the first to the last word that it was read from, just as
/// `old_text` has it; `None` where it does not.
pub(super) fn moved(statement: &Statement, old_text: &str, text: &str) -> Option<Statement> {
    let mut moved = statement.clone();
    let span = passage(&mut moved)?;
    // What was withdrawn may have been read in a text before that one.
    let words = span.slice(old_text).filter(|_| statement.stands_in(old_text))?;
    if span.slice(text) == Some(words) && statement.stands_in(text) {
        return Some(moved);
    }
    let found = Evidence::nearest(text, words, span.start)?.quote.span;
    for slice in slices(&mut moved) {
        let shift = |at: u32| at - span.start + found.start;
        slice.span = Span::new(shift(slice.span.start), shift(slice.span.end));
    }
    for piece in &mut moved.evidence {
        *piece = Evidence::nearest(text, &piece.quote.text, piece.quote.span.start)?;
    }
    Some(moved)
}

/// From the first to the last word that a statement was read from.
fn passage(statement: &mut Statement) -> Option<Span> {
    let mut all: Option<Span> = None;
    for slice in slices(statement) {
        let span = all.unwrap_or(slice.span);
        all = Some(Span::new(
            span.start.min(slice.span.start),
            span.end.max(slice.span.end),
        ));
    }
    all
}

/// Every stretch of the text that a statement was read from.
fn slices(statement: &mut Statement) -> Vec<&mut Slice> {
    let mut slices: Vec<&mut Slice> = Vec::new();
    slices.extend(statement.evidence.iter_mut().map(|piece| &mut piece.quote));
    slices.extend(statement.cue.as_mut().map(|cue| &mut cue.words));
    slices.extend(statement.speaker.mention.as_mut());
    slices.extend(statement.side.as_mut().and_then(|side| side.mention.as_mut()));
    slices.extend(statement.said.expression.as_mut());
    if let Some(occasion) = &mut statement.occasion {
        slices.extend(occasion.event.as_mut());
        slices.extend(occasion.place.as_mut());
    }
    slices.extend(statement.points.iter_mut());
    slices
}

/// What `statement` says, at the places where `reading` finds its words.
fn at_places_of(statement: &Statement, reading: &Statement) -> Statement {
    let mut there = reading.clone();
    there.id = statement.id.clone();
    there.speaker.reference.clone_from(&statement.speaker.reference);
    there.speaker.capacity.clone_from(&statement.speaker.capacity);
    there.speaker.kind = statement.speaker.kind;
    there.said.date = statement.said.date;
    there.said.rule = statement.said.rule;
    there.act = statement.act;
    there.report = statement.report;
    there.mode = statement.mode;
    there.confidence = statement.confidence;
    there.doubts.clone_from(&statement.doubts);
    there.rules.clone_from(&statement.rules);
    there
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_its_surname_can_be_one() {
        for (one, other) in [("ana lund", "lund"), ("ana lund", ""), ("lund ana", "ana lund")] {
            assert!(can_be_one(one, other) && can_be_one(other, one), "{one}, {other}");
        }
        for (one, other) in [
            ("ana lund", "omar sall"),
            ("ana lund", "omar lund"),
            ("ministre", "ana lund"),
        ] {
            assert!(!can_be_one(one, other), "{one}, {other}");
        }
    }
}
