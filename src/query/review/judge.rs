//! Judges one reading by its row: finds its signs, and how its copies differ.

use super::ambiguous_surnames;
use super::copies::{self, CopyComparison, CopyReadings};
use super::open_readings::OpenReading;
use crate::domain::harm::{
    DEPENDENTS_MAX, ExpectedHarm, RULES_WITH_SIGN, ReadingFeatures, SURNAME, characters_between, detect_signs,
};
use crate::domain::{Doubt, fold};
use crate::query::{QueryError, SpeakerRef, canonical_speakers, sql};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, HashMap};

/// Judges readings. Keeps the text of the last article, because readings come article by article.
pub(super) struct Judge<'c> {
    conn: &'c Connection,
    copies: CopyReadings<'c>,
    /// The persons whom a bare surname may refer to, by the speaker known by it.
    surnames: BTreeMap<i64, Vec<SpeakerRef>>,
    /// The names of speakers in copies, by row.
    names: HashMap<i64, Option<String>>,
    text: Option<(i64, Option<String>)>,
}

impl<'c> Judge<'c> {
    /// A judge that reads through `conn`.
    pub(super) fn new(conn: &'c Connection) -> Result<Self, QueryError> {
        Ok(Self {
            conn,
            copies: CopyReadings::new(conn),
            surnames: ambiguous_surnames::load_ambiguous_surnames(conn)?,
            names: HashMap::new(),
            text: None,
        })
    }

    /// The persons whom the name of a speaker may refer to, if it is a bare surname that several have.
    pub(super) fn bearers(&self, speaker: Option<i64>) -> Option<&[SpeakerRef]> {
        speaker
            .and_then(|speaker| self.surnames.get(&speaker))
            .map(Vec::as_slice)
    }

    /// Adds the signs of `reading` to `harm`, except the statements that depend on it.
    pub(super) fn judge(
        &mut self,
        reading: &OpenReading,
        mut harm: ExpectedHarm,
    ) -> Result<(ExpectedHarm, CopyComparison), QueryError> {
        self.add_own_signs(reading, &mut harm)?;
        let compared = self.copies.compare(reading)?;
        let mut others = Vec::new();
        for speaker in &compared.speakers {
            others.extend(self.load_name(*speaker)?);
        }
        copies::add_copy_signs(&mut harm, &compared, &others);
        if let Some(bearers) = self.bearers(reading.speaker) {
            let names: Vec<&str> = bearers.iter().map(|bearer| bearer.name.as_str()).collect();
            harm.add_doubt(SURNAME, &names.join(" or "));
        }
        Ok((harm, compared))
    }

    /// Adds the signs that do not depend on copies or names of other speakers.
    fn add_own_signs(&mut self, reading: &OpenReading, harm: &mut ExpectedHarm) -> Result<(), QueryError> {
        let doubts: Vec<Doubt> = reading
            .doubts
            .split_whitespace()
            .filter_map(|word| word.parse().ok())
            .collect();
        let folded_words = fold(&reading.words);
        // To parse the rules of each reading takes longer than all its signs.
        let rules: Vec<String> = if RULES_WITH_SIGN
            .iter()
            .any(|(rule, _)| reading.rules.contains(rule))
        {
            sql::parse_json(&reading.rules, "the rules of a reading")?
        } else {
            Vec::new()
        };
        let features = ReadingFeatures {
            certainty_percent: reading.confidence,
            dispute: reading.dispute.as_deref(),
            doubts: &doubts,
            cue: reading.cue.as_deref(),
            mention: reading.mention.as_deref(),
            reference: reading.reference.as_deref(),
            kind: reading.kind,
            is_lone: reading.is_lone,
            act: reading.act,
            mode: reading.mode,
            words: &reading.words,
            folded_words: &folded_words,
            title: reading.title.as_deref(),
            said: &reading.said,
            said_from: reading.said_from,
            published_day: reading.published_day,
            rules: &rules,
        };
        detect_signs(&features, harm, |reference| {
            let Some(start) = reading.mention_start else {
                return Ok(None);
            };
            let text = self.load_text(reading.text)?;
            Ok(text.and_then(|text| characters_between(text, reference, start as usize)))
        })
    }

    /// The text of an article; `None` if it was redacted.
    fn load_text(&mut self, text: i64) -> Result<Option<&str>, QueryError> {
        if self.text.as_ref().is_none_or(|(known, _)| *known != text) {
            let content = self
                .conn
                .prepare_cached("SELECT content FROM article_text WHERE text_pos = ?1")?
                .query_row([text], |row| row.get(0))
                .optional()?;
            self.text = Some((text, content.flatten()));
        }
        Ok(self.text.as_ref().and_then(|(_, content)| content.as_deref()))
    }

    fn load_name(&mut self, speaker: i64) -> Result<Option<String>, QueryError> {
        if let Some(known) = self.names.get(&speaker) {
            return Ok(known.clone());
        }
        let found = canonical_speakers::load_speaker_ref(self.conn, speaker)?;
        let name = found.map(|speaker| speaker.name);
        self.names.insert(speaker, name.clone());
        Ok(name)
    }
}

/// Counts the current statements that depend on a wording, up to [`DEPENDENTS_MAX`]: their own wording was found
/// similar to it when they were ingested later.
pub(super) fn count_dependents(conn: &Connection, wording: i64) -> Result<i64, QueryError> {
    let mut count = conn.prepare_cached(
        "SELECT count(*) FROM (SELECT 1 FROM similarity AS e
             CROSS JOIN statement AS s ON s.wording_row = e.wording_a WHERE e.wording_b = ?1 LIMIT ?2)",
    )?;
    Ok(count.query_row([wording, DEPENDENTS_MAX], |row| row.get(0))?)
}
