//! Admits the statements of a reading whose words are in the text of the article.

use super::reading_line::ReadingLine;
use super::statement_piece::{GivenSpan, StatementPiece};
use super::text_positions::ArticleTexts;
use crate::domain::{
    ArticleId, Attribution, Cue, DateRule, Doubt, Edtf, Evidence, Reader, SaidDate, Side, SpeakerKind,
    Statement, StatementId, TextSlice,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The article that a reading is about.
#[derive(Debug, Clone, Copy)]
pub struct ReadingTarget<'a> {
    /// The article.
    pub article: &'a ArticleId,
    /// Its text as stored.
    pub stored_text: &'a str,
    /// Its text as given to the reader, if that is known and differs from the stored one.
    pub original_text: Option<&'a str>,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// The reader.
    pub reader: &'a Reader,
}

/// The statements of a reading that are admitted, and those that are refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AdmittedStatements {
    /// The admitted statements, in the order given.
    pub statements: Vec<Statement>,
    /// The refused statements, in the order given.
    pub refused: Vec<StatementRejection>,
}

/// A statement that is refused, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRejection {
    /// Its number in the line, from 1; each piece of a statement counts.
    pub number: usize,
    /// Why.
    pub reason: String,
}

impl ReadingLine {
    /// Admits the statements whose every span is an exact slice of the text. A statement in several pieces is admitted
    /// whole or not at all.
    pub fn admit_statements(&self, text: &ReadingTarget<'_>) -> AdmittedStatements {
        let texts = ArticleTexts::new(text.stored_text, text.original_text);
        let mut result = AdmittedStatements::default();
        let mut seen = BTreeSet::new();
        for pieces in self.group_pieces() {
            match build_statement(text, &texts, &pieces) {
                Ok(statement) => {
                    let spans: Vec<_> = statement.evidence.iter().map(|piece| piece.quote.span).collect();
                    if seen.insert(spans) {
                        result.statements.push(statement);
                    } else {
                        let reason = "another statement of this line has the same words".to_owned();
                        let number = pieces[0].0;
                        result.refused.push(StatementRejection { number, reason });
                    }
                }
                Err((number, reason)) => result.refused.push(StatementRejection { number, reason }),
            }
        }
        result.refused.sort_by_key(|refused| refused.number);
        result
    }

    /// The pieces of each statement with their numbers, in the order of the first pieces.
    fn group_pieces(&self) -> Vec<Vec<(usize, Result<StatementPiece, String>)>> {
        let mut groups: Vec<Vec<_>> = Vec::new();
        let mut known: BTreeMap<u64, usize> = BTreeMap::new();
        for (value, number) in self.statements.iter().zip(1..) {
            let piece = StatementPiece::parse(value);
            // A piece that cannot be parsed still shows which statement it belongs to.
            let group = value.get("group").and_then(serde_json::Value::as_u64);
            let index = group.and_then(|group| known.get(&group).copied());
            if let Some(index) = index {
                groups[index].push((number, piece));
                continue;
            }
            known.extend(group.map(|group| (group, groups.len())));
            groups.push(vec![(number, piece)]);
        }
        groups
    }
}

/// The number of a refused piece, and the reason.
type NumberedReason = (usize, String);

/// Builds a statement from its pieces.
fn build_statement(
    text: &ReadingTarget<'_>,
    texts: &ArticleTexts<'_>,
    pieces: &[(usize, Result<StatementPiece, String>)],
) -> Result<Statement, NumberedReason> {
    let mut parsed_pieces = Vec::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    for (number, piece) in pieces {
        let piece = piece.as_ref().map_err(|reason| (*number, reason.clone()))?;
        let quote = locate_field(texts, *number, "quote", &piece.quote)?;
        if evidence
            .last()
            .is_some_and(|last| quote.span.start < last.quote.span.end)
        {
            let reason = "the pieces of a statement must be in the order of the text".to_owned();
            return Err((*number, reason));
        }
        evidence.push(texts.evidence(quote));
        parsed_pieces.push((*number, piece));
    }
    let Some((number, first)) = parsed_pieces.first().copied() else {
        return Err((0, "the statement has no piece".to_owned()));
    };
    let locate_optional = |field, words: &Option<GivenSpan>| {
        let words = words.as_ref();
        words
            .map(|words| locate_field(texts, number, field, words))
            .transpose()
    };
    let said = said_date(text, first.said);
    let mut points = Vec::new();
    for point in &first.points {
        points.push(locate_field(texts, number, "points", point)?);
    }
    let words: Vec<&str> = evidence.iter().map(|piece| piece.quote.text.as_str()).collect();
    let first_position = evidence.first().map_or(0, |piece| piece.quote.span.start);
    Ok(Statement {
        id: StatementId::from_words_of_reader(text.reader.name(), text.article, &words, 0),
        cue: locate_optional("cue", &first.cue)?.map(|words| Cue {
            lemma: words.text.clone(),
            words,
        }),
        speaker: Attribution {
            mention: locate_optional("speaker", &first.speaker)?,
            reference: first.reference.clone(),
            capacity: first.capacity.clone(),
            kind: SpeakerKind::Unknown,
        },
        side: first.side.as_ref().map(|reference| Side {
            mention: texts.find_name(reference, first_position),
            reference: reference.clone(),
        }),
        mode: first.mode,
        report: first.report,
        act: first.act,
        doubts: doubts(first, &said),
        said,
        occasion: None,
        points,
        confidence: first.confidence,
        rules: vec!["given".to_owned()],
        reader: Some(text.reader.clone()),
        evidence,
    })
}

fn locate_field(
    texts: &ArticleTexts<'_>,
    number: usize,
    field: &str,
    words: &GivenSpan,
) -> Result<TextSlice, NumberedReason> {
    texts
        .locate(words.span(), &words.text)
        .map_err(|reason| (number, format!("{field}: {reason}")))
}

/// The date of utterance: as the reader gives it, else about the day of publication.
fn said_date(text: &ReadingTarget<'_>, given: Option<Edtf>) -> SaidDate {
    let (date, rule) = match (given, text.published) {
        (Some(date), _) => (date, DateRule::Given),
        (None, Some(day)) => (Edtf::approximate_day(day), DateRule::Publication),
        (None, None) => (Edtf::Unknown, DateRule::None),
    };
    SaidDate {
        date,
        expression: None,
        rule,
    }
}

fn doubts(piece: &StatementPiece, said: &SaidDate) -> Vec<Doubt> {
    let unknown = piece.reference.is_none().then_some(Doubt::SpeakerUnknown);
    let about = (said.rule == DateRule::Publication).then_some(Doubt::DateApproximate);
    unknown.into_iter().chain(about).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Source;
    use crate::ingest::{InputLocation, InputOrigin};
    use serde_json::{Value, json};

    const TEXT: &str = "« Oui », a dit Ana Ruiz, « mais plus tard ».";

    fn admitted(statements: &[Value]) -> AdmittedStatements {
        let article = ArticleId::from_source(&Source::default(), TEXT);
        let reading = ReadingLine {
            location: InputLocation::from_origin(InputOrigin::Stdin),
            id: None,
            reader: None,
            statements: statements.to_vec(),
        };
        let reader = "ada/1".parse().unwrap();
        reading.admit_statements(&ReadingTarget {
            article: &article,
            stored_text: TEXT,
            original_text: None,
            published: None,
            reader: &reader,
        })
    }

    fn item(start: u32, end: u32, text: &str) -> Value {
        json!({
            "quote": { "start": start, "end": end, "text": text }, "reference": "Ana Ruiz", "mode": "direct",
            "act": "position", "said": "2026-03-11"
        })
    }

    fn with(mut item: Value, field: &str, value: Value) -> Value {
        item[field] = value;
        item
    }

    #[test]
    fn pieces_of_a_group_make_one_statement() {
        let pieces = [
            with(item(2, 5, "Oui"), "group", json!(4)),
            with(item(27, 41, "mais plus tard"), "group", json!(4)),
        ];
        let read = admitted(&pieces);
        assert_eq!(read.refused, []);
        assert_eq!(read.statements[0].words(), "Oui […] mais plus tard");
        assert!(read.statements[0].matches_text(TEXT));
        let wrong = [pieces[0].clone(), with(pieces[1].clone(), "act", json!("mumble"))];
        let read = admitted(&wrong);
        assert!(read.statements.is_empty());
        assert_eq!(read.refused[0].number, 2);
    }

    #[test]
    fn bad_statement_is_refused_alone_with_its_reason() {
        let read = admitted(&[
            item(2, 5, "Oui"),
            with(item(27, 41, "mais plus tard"), "act", json!("mumble")),
            with(item(27, 41, "mais plus tard"), "report", json!("hearsay")),
            with(
                item(27, 41, "mais plus tard"),
                "cue",
                json!({ "start": 8, "end": 13, "text": "a dit" }),
            ),
            with(item(27, 41, "mais plus tard"), "said", json!("mercredi")),
            with(item(27, 41, "mais plus tard"), "confidence", json!(7)),
            json!({ "quote": "Oui" }),
            item(2, 5, "Oui"),
        ]);
        assert_eq!(read.statements.len(), 1);
        let reasons: Vec<String> = read
            .refused
            .iter()
            .map(|refused| format!("{}: {}", refused.number, refused.reason))
            .collect();
        insta::assert_snapshot!(reasons.join("\n"), @r#"
        2: act: unknown act "mumble" (known: proposal, commitment, call, announcement, position, warning, claim, forecast, denial, expressive)
        3: report: unknown kind of report "hearsay" (known: speech, stance, provision)
        4: cue: at 8..13 the text has " a di", not "a dit"; these words are at 9..14
        5: said: "mercredi" is no date (write 2025-07-26, 2025-07 or 2025, with ~ behind it where approximate, or ..)
        6: confidence: 7 is not between 0 and 1
        7: invalid type: string "Oui", expected an object with start, end and text
        8: another statement of this line has the same words
        "#);
    }
}
