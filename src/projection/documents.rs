use super::ProjectionError;
use super::fold::Fold;
use super::position::{OPEN_END_POS, position_number};
use super::projection::{Projection, Table};
use crate::domain::{ArticleId, DocumentHash, Event, Provenance, RecordedEvent};
use chrono::SecondsFormat;
use rusqlite::{Connection, OptionalExtension, params};

/// The projection of the documents that articles were read from.
pub(super) struct Documents;

const TABLES: &[Table] = &[Table::new("document_event", "pos")];

impl Projection for Documents {
    fn name(&self) -> &'static str {
        "documents"
    }

    fn code_version(&self) -> String {
        "1".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/documents.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_event(
        &self,
        &Fold { conn, .. }: &Fold<'_>,
        recorded: &RecordedEvent,
    ) -> Result<(), ProjectionError> {
        let (Event::ArticleIngested {
            provenance: Some(provenance),
            ..
        }
        | Event::ArticleRevised {
            provenance: Some(provenance),
            ..
        }) = &recorded.event
        else {
            return Ok(());
        };
        let insert = "INSERT INTO document_event(pos, ingested_pos, sha256, format, fetched_from, fetched_at,
                modified_at, cut_sign, origins)
            SELECT ?1, ingested_pos, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM article_version WHERE valid_from_pos = ?1";
        let retrieval = provenance.retrieval.as_ref();
        let origins = serde_json::to_string(&provenance.origins)?;
        conn.prepare_cached(insert)?.execute(params![
            position_number(recorded.position),
            provenance.document.as_bytes(),
            provenance.format,
            retrieval.map(|retrieval| &retrieval.address),
            retrieval.map(|retrieval| retrieval.at.micros()),
            provenance
                .modified_at
                .map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true)),
            provenance.cut_sign,
            origins,
        ])?;
        Ok(())
    }
}

/// The current article whose latest text was read from the same document, in the same format and from the same address;
/// `None` where there is none, or several.
pub fn article_by_document(
    conn: &Connection,
    provenance: &Provenance,
) -> Result<Option<ArticleId>, ProjectionError> {
    let sql = "SELECT a.id FROM document_event AS d JOIN article_version AS a
            ON a.ingested_pos = d.ingested_pos AND a.valid_to_pos = ?3
        WHERE d.sha256 = ?1 AND d.format = ?2 AND d.fetched_from IS ?4
            AND NOT EXISTS (SELECT 1 FROM document_event AS later
                WHERE later.ingested_pos = d.ingested_pos AND later.pos > d.pos)
        LIMIT 2";
    let mut select = conn.prepare_cached(sql)?;
    let mut rows = select.query(params![
        provenance.document.as_bytes(),
        provenance.format,
        OPEN_END_POS,
        provenance.retrieval.as_ref().map(|retrieval| &retrieval.address),
    ])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let id: String = row.get(0)?;
    if rows.next()?.is_some() {
        return Ok(None);
    }
    id.parse()
        .map(Some)
        .map_err(|_| ProjectionError::Damaged("the id of an article"))
}

/// The document that the latest text of the current `article` was read from, if it was read from one.
pub fn latest_document(
    conn: &Connection,
    article: &ArticleId,
) -> Result<Option<DocumentHash>, ProjectionError> {
    let sql = "SELECT d.sha256 FROM article_version AS a JOIN document_event AS d
            ON d.ingested_pos = a.ingested_pos
        WHERE a.id = ?1 AND a.valid_to_pos = ?2 ORDER BY d.pos DESC LIMIT 1";
    let mut select = conn.prepare_cached(sql)?;
    let hash: Option<[u8; 32]> = select
        .query_row(params![article.as_str(), OPEN_END_POS], |row| row.get(0))
        .optional()?;
    Ok(hash.map(DocumentHash::from_bytes))
}
