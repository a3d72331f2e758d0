//! The columns of a statement in listings, and how a row of them becomes a [`StatementEntry`].

use super::canonical_speakers::{CANONICAL_SPEAKER_SQL, canonical_speaker_sql, load_speaker_ref};
use super::references::load_article_ref;
use super::{ArticleRef, QueryError, ReliabilityFlag, SpeakerRef, StatementEntry, StatementReview, sql};
use crate::domain::{Confidence, Report, Status};
use rusqlite::{CachedStatement, Connection, Row};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The columns of an entry, as [`EntryReader`] reads them: those of the statement itself. What many statements share,
/// speakers, articles and topics, is looked up once by the reader and not by a subquery for each row.
pub(super) static ENTRY_COLUMNS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "s.id, s.said, s.said_rule, {CANONICAL_SPEAKER_SQL}, s.mention, s.capacity, s.cue, s.mode, s.act, s.words,
         s.occasion_event, s.occasion_place, s.confidence_percent, s.doubts, s.is_confirmed, s.corrected_fields,
         s.status, s.report, s.side, {}, CASE s.reader WHEN '' THEN NULL ELSE s.extractor END, s.row, s.reading_row,
         s.article",
        canonical_speaker_sql("s.side_speaker"),
    )
});

/// Number of columns in [`ENTRY_COLUMNS`]; further columns of a query come after them.
pub(super) const ENTRY_COLUMN_COUNT: usize = 24;
/// Number of the column among them that has the row of the statement.
pub(super) const ROW_COLUMN: usize = 21;

/// SQL: what a newer reading of `statement AS s` says in contrast to what a person decided; null if nothing.
pub(super) const DISPUTE_SQL: &str =
    "(SELECT d.extractor || ' reads ' || d.differences FROM dispute AS d WHERE d.statement_id = s.id)";

/// Maximum number of speakers, and of articles, that a reader keeps; then it begins again, so that a listing of a whole
/// archive does not end up with all of them in memory.
const KEPT_MAX: usize = 8192;

/// Reads entries from rows. Keeps what several of them share.
pub(super) struct EntryReader<'c> {
    conn: &'c Connection,
    /// The canonical speakers, by row.
    speakers: HashMap<i64, Option<SpeakerRef>>,
    /// The articles, by row.
    articles: HashMap<i64, Option<ArticleRef>>,
    /// The place in the taxonomy and the id of each current topic, by row.
    topics: HashMap<i64, (i64, String)>,
    topics_of_statement: CachedStatement<'c>,
    points_of_reading: CachedStatement<'c>,
    is_disputed: CachedStatement<'c>,
}

impl<'c> EntryReader<'c> {
    /// A reader that has not looked up anything yet.
    pub(super) fn new(conn: &'c Connection) -> Result<Self, QueryError> {
        let mut select = conn.prepare_cached("SELECT row, first_row, id FROM topic")?;
        let topics = select.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
        Ok(Self {
            conn,
            speakers: HashMap::new(),
            articles: HashMap::new(),
            topics: topics.collect::<Result<_, _>>()?,
            topics_of_statement: conn
                .prepare_cached("SELECT topic FROM statement_topic WHERE statement = ?1")?,
            points_of_reading: conn
                .prepare_cached("SELECT text FROM point WHERE reading_row = ?1 ORDER BY number")?,
            is_disputed: conn.prepare_cached("SELECT 1 FROM dispute WHERE statement_id = ?1")?,
        })
    }

    /// Reads an entry from the first columns of `row`.
    pub(super) fn read(&mut self, row: &Row<'_>) -> Result<StatementEntry, QueryError> {
        let doubts = row.get_ref(13)?.as_str().map_err(rusqlite::Error::from)?;
        let doubts: Vec<_> = doubts
            .split_whitespace()
            .map(|word| sql::parse_text(word, "a doubt"))
            .collect::<Result<_, _>>()?;
        let confidence = Confidence::from_percent(row.get(12)?);
        let review = read_review(row)?;
        let said = sql::parse_cell(row, 1, "an EDTF date")?;
        let id = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let is_disputed = self.is_disputed.exists([id])?;
        Ok(StatementEntry {
            id: sql::parse_text(id, "a statement id")?,
            said,
            said_rule: sql::parse_cell(row, 2, "a date rule")?,
            speaker: self.speaker(row.get(3)?)?,
            mention: row.get(4)?,
            capacity: row.get(5)?,
            side: self.read_side(row)?,
            cue: row.get(6)?,
            mode: sql::parse_cell(row, 7, "a mode")?,
            report: read_report(row)?,
            act: sql::parse_cell(row, 8, "an act")?,
            words: row.get(9)?,
            points: self.points(row.get(22)?)?,
            event: row.get(10)?,
            place: row.get(11)?,
            topics: self.topic_ids(row.get(ROW_COLUMN)?)?,
            article: self.article(row.get(23)?)?,
            flags: ReliabilityFlag::derive((confidence, &doubts), (review.as_ref(), is_disputed), said),
            confidence: confidence.fraction(),
            doubts,
            review,
            status: Some(sql::parse_cell(row, 16, "a status")?).filter(|status| *status != Status::Open),
            reader: row.get(20)?,
        })
    }

    /// The canonical speaker with this row; `None` also where no current article names the speaker, because then the
    /// statement itself is not current.
    fn speaker(&mut self, speaker: Option<i64>) -> Result<Option<SpeakerRef>, QueryError> {
        let Some(speaker) = speaker else {
            return Ok(None);
        };
        if let Some(known) = self.speakers.get(&speaker) {
            return Ok(known.clone());
        }
        let loaded = load_speaker_ref(self.conn, speaker)?;
        if self.speakers.len() >= KEPT_MAX {
            self.speakers.clear();
        }
        self.speakers.insert(speaker, loaded.clone());
        Ok(loaded)
    }

    /// The current article with this row.
    fn article(&mut self, article: i64) -> Result<ArticleRef, QueryError> {
        if !self.articles.contains_key(&article) {
            let loaded = load_article_ref(self.conn, article)?;
            if self.articles.len() >= KEPT_MAX {
                self.articles.clear();
            }
            self.articles.insert(article, loaded);
        }
        let known = self.articles.get(&article).and_then(Clone::clone);
        known.ok_or(QueryError::Database(rusqlite::Error::QueryReturnedNoRows))
    }

    /// The side for whom the statement was made.
    fn read_side(&mut self, row: &Row<'_>) -> Result<Option<SpeakerRef>, QueryError> {
        let (Some(said), Some(speaker)) = (row.get::<_, Option<String>>(18)?, row.get(19)?) else {
            return Ok(None);
        };
        if let Some(named) = self.speaker(Some(speaker))? {
            return Ok(Some(named));
        }
        let mut select = self
            .conn
            .prepare_cached("SELECT id FROM speaker WHERE row = ?1")?;
        let mut rows = select.query([speaker])?;
        let Some(cells) = rows.next()? else {
            return Ok(None);
        };
        Ok(Some(SpeakerRef {
            id: sql::parse_cell(cells, 0, "a speaker id")?,
            name: said,
        }))
    }

    /// The numbered points of the reading with this row, in order.
    fn points(&mut self, reading: i64) -> Result<Vec<String>, QueryError> {
        let points = self.points_of_reading.query_map([reading], |row| row.get(0))?;
        Ok(points.collect::<Result<_, _>>()?)
    }

    /// The ids of the current topics of the statement with this row, in the order of the taxonomy.
    fn topic_ids(&mut self, statement: i64) -> Result<Vec<String>, QueryError> {
        let mut found = Vec::new();
        let mut rows = self.topics_of_statement.query([statement])?;
        while let Some(row) = rows.next()? {
            found.extend(self.topics.get(&row.get(0)?));
        }
        found.sort_unstable();
        Ok(found.into_iter().map(|(_, id)| id.clone()).collect())
    }
}

/// How the statement came to be known, if the reading recorded it.
fn read_report(row: &Row<'_>) -> Result<Option<Report>, QueryError> {
    let word = row.get_ref(17)?.as_str_or_null().map_err(rusqlite::Error::from)?;
    word.map(|word| sql::parse_text(word, "a kind of report"))
        .transpose()
}

/// What persons decided on the reading; `None` if nothing.
fn read_review(row: &Row<'_>) -> Result<Option<StatementReview>, QueryError> {
    let corrected = row.get_ref(15)?.as_str().map_err(rusqlite::Error::from)?;
    let review = StatementReview {
        confirmed: row.get(14)?,
        corrected: corrected.split_whitespace().map(str::to_owned).collect(),
    };
    Ok((review.confirmed || !review.corrected.is_empty()).then_some(review))
}
