//! Which of the statements that are given the article proves.

use super::GivenReading;
use super::item::{Item, Words};
use super::places::Texts;
use crate::domain::{
    ArticleId, Attribution, Cue, DateRule, Doubt, Edtf, Evidence, Reader, Said, Side, Slice, SpeakerKind,
    Statement, StatementId,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The text that a reading is of.
#[derive(Debug, Clone, Copy)]
pub struct ReadText<'a> {
    /// The article.
    pub article: &'a ArticleId,
    /// Its text, as it is kept.
    pub kept: &'a str,
    /// Its text as it was given to the reader, where that is known and another one.
    pub given: Option<&'a str>,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// Who or what reads it.
    pub reader: &'a Reader,
}

/// What of a reading is admitted, and what is not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Admitted {
    /// The statements, in the order given.
    pub statements: Vec<Statement>,
    /// What is refused, in the order given.
    pub refused: Vec<Refused>,
}

/// A statement that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its number in its line, from 1, pieces counted.
    pub number: usize,
    /// Why.
    pub reason: String,
}

impl GivenReading {
    /// What of it the text proves. A statement of several pieces is admitted whole or not at all.
    pub fn admitted(&self, text: &ReadText<'_>) -> Admitted {
        let texts = Texts::of(text.kept, text.given);
        let mut admitted = Admitted::default();
        let mut seen = BTreeSet::new();
        for pieces in self.groups() {
            match statement(text, &texts, &pieces) {
                Ok(statement) => {
                    let spans: Vec<_> = statement.evidence.iter().map(|piece| piece.quote.span).collect();
                    if seen.insert(spans) {
                        admitted.statements.push(statement);
                    } else {
                        let reason = "the line has another statement with these words".to_owned();
                        let number = pieces[0].0;
                        admitted.refused.push(Refused { number, reason });
                    }
                }
                Err((number, reason)) => admitted.refused.push(Refused { number, reason }),
            }
        }
        admitted.refused.sort_by_key(|refused| refused.number);
        admitted
    }

    /// The numbers and pieces of each statement, in the order of their first pieces.
    fn groups(&self) -> Vec<Vec<(usize, Result<Item, String>)>> {
        let mut groups: Vec<Vec<_>> = Vec::new();
        let mut known: BTreeMap<u64, usize> = BTreeMap::new();
        for (value, number) in self.statements.iter().zip(1..) {
            let item = Item::read(value);
            // What cannot be read still says which statement it is a piece of.
            let group = value.get("group").and_then(serde_json::Value::as_u64);
            let place = group.and_then(|group| known.get(&group).copied());
            if let Some(place) = place {
                groups[place].push((number, item));
                continue;
            }
            known.extend(group.map(|group| (group, groups.len())));
            groups.push(vec![(number, item)]);
        }
        groups
    }
}

/// Why a piece is refused, with its number.
type Refusal = (usize, String);

/// The statement that these pieces are.
fn statement(
    text: &ReadText<'_>,
    texts: &Texts<'_>,
    pieces: &[(usize, Result<Item, String>)],
) -> Result<Statement, Refusal> {
    let mut items = Vec::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    for (number, item) in pieces {
        let item = item.as_ref().map_err(|reason| (*number, reason.clone()))?;
        let quote = slice(texts, *number, "quote", &item.quote)?;
        if evidence
            .last()
            .is_some_and(|last| quote.span.start < last.quote.span.end)
        {
            let reason = "the pieces of a statement stand in the order of the text".to_owned();
            return Err((*number, reason));
        }
        evidence.push(texts.evidence(quote));
        items.push((*number, item));
    }
    let Some((number, first)) = items.first().copied() else {
        return Err((0, "there is no piece".to_owned()));
    };
    let place = |field, words: &Option<Words>| {
        let words = words.as_ref();
        words.map(|words| slice(texts, number, field, words)).transpose()
    };
    let said = said(text, first.said);
    let mut points = Vec::new();
    for point in &first.points {
        points.push(slice(texts, number, "points", point)?);
    }
    let words: Vec<&str> = evidence.iter().map(|piece| piece.quote.text.as_str()).collect();
    let begins = evidence.first().map_or(0, |piece| piece.quote.span.start);
    Ok(Statement {
        id: StatementId::read_by(text.reader.name(), text.article, &words, 0),
        cue: place("cue", &first.cue)?.map(|words| Cue {
            lemma: words.text.clone(),
            words,
        }),
        speaker: Attribution {
            mention: place("speaker", &first.speaker)?,
            reference: first.reference.clone(),
            capacity: first.capacity.clone(),
            kind: SpeakerKind::Unknown,
        },
        side: first.side.as_ref().map(|reference| Side {
            mention: texts.named(reference, begins),
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

fn slice(texts: &Texts<'_>, number: usize, field: &str, words: &Words) -> Result<Slice, Refusal> {
    texts
        .slice(words.span(), &words.text)
        .map_err(|reason| (number, format!("{field}: {reason}")))
}

/// When it was said: as the reader says; else about the day of publication.
fn said(text: &ReadText<'_>, given: Option<Edtf>) -> Said {
    let (date, rule) = match (given, text.published) {
        (Some(date), _) => (date, DateRule::Given),
        (None, Some(day)) => (Edtf::about(day), DateRule::Publication),
        (None, None) => (Edtf::Unknown, DateRule::None),
    };
    Said {
        date,
        expression: None,
        rule,
    }
}

fn doubts(item: &Item, said: &Said) -> Vec<Doubt> {
    let unknown = item.reference.is_none().then_some(Doubt::SpeakerUnknown);
    let about = (said.rule == DateRule::Publication).then_some(Doubt::DateApproximate);
    unknown.into_iter().chain(about).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Source;
    use crate::ingest::{Origin, Place};
    use serde_json::{Value, json};

    const TEXT: &str = "« Oui », a dit Ana Ruiz, « mais plus tard ».";

    fn admitted(statements: &[Value]) -> Admitted {
        let article = ArticleId::of(&Source::default(), TEXT);
        let reading = GivenReading {
            place: Place::whole(Origin::Stdin),
            id: None,
            reader: None,
            statements: statements.to_vec(),
        };
        let reader = "ada/1".parse().unwrap();
        reading.admitted(&ReadText {
            article: &article,
            kept: TEXT,
            given: None,
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
    fn pieces_of_a_group_are_one_statement() {
        let pieces = [
            with(item(2, 5, "Oui"), "group", json!(4)),
            with(item(27, 41, "mais plus tard"), "group", json!(4)),
        ];
        let read = admitted(&pieces);
        assert_eq!(read.refused, []);
        assert_eq!(read.statements[0].words(), "Oui […] mais plus tard");
        assert!(read.statements[0].stands_in(TEXT));
        let wrong = [pieces[0].clone(), with(pieces[1].clone(), "act", json!("mumble"))];
        let read = admitted(&wrong);
        assert!(read.statements.is_empty());
        assert_eq!(read.refused[0].number, 2);
    }

    #[test]
    fn each_statement_is_refused_by_itself_and_says_why() {
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
        let told: Vec<String> = read
            .refused
            .iter()
            .map(|refused| format!("{}: {}", refused.number, refused.reason))
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r#"
        2: act: unknown act "mumble" (known: proposal, commitment, call, announcement, position, warning, claim, forecast, denial, expressive)
        3: report: unknown kind of report "hearsay" (known: speech, stance, provision)
        4: cue: at 8..13 the text has " a di", not "a dit"; these words stand at 9..14
        5: said: "mercredi" is no date (write 2025-07-26, 2025-07 or 2025, with ~ behind it where approximate, or ..)
        6: confidence: 7 is not from 0 to 1
        7: invalid type: string "Oui", expected struct Words
        8: the line has another statement with these words
        "#);
    }
}
