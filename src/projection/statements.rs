use super::ProjectionError;
use super::fold::{Fold, ProfileFields};
use super::projection::{Projection, Table};
use super::statement_detail;
use super::statement_version::{ClosedVersion, StatementVersion, reader_name};
use crate::domain::{Span, Statement, TextSlice};
use rusqlite::{OptionalExtension, params, params_from_iter};

/// The projection of statements: their versions, and what people decided on them.
pub(super) struct Statements;

const TABLES: &[Table] = &[
    Table::new("statement_version", "row"),
    Table::new("reading_profile", "row"),
    Table::new("statement_decision", "statement_id, aspect"),
];

const INSERT_VERSION: &str =
    "INSERT INTO statement_version(row, valid_from_pos, valid_to_pos, id, reading_row, wording_row, recorded_pos,
         article, lang, speaker, said_from, said_to, published_day, said, act, profile, reference, mention,
         capacity, cue, occasion_event, occasion_place, words, confidence_percent, is_confirmed,
         corrected_fields, status, article_revision, recorded_at, namesake, is_description, side, side_speaker,
         reader, quote_start, quote_end, later_quotes, quote_contexts, cue_start, cue_lemma, mention_start,
         event_start, place_start, said_expression, expression_start, side_mention, side_start)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
         ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41,
         ?42, ?43, ?44, ?45, ?46, ?47)";

impl Projection for Statements {
    fn name(&self) -> &'static str {
        "timeline"
    }

    fn code_version(&self) -> String {
        "6".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/timeline.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_statement_version(
        &self,
        fold: &Fold<'_>,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let statement = version.statement;
        let decisions = version.decisions;
        let at = TextPlaces::of(statement);
        let profile = find_or_insert_profile(fold, statement, &version.origin.extractor)?;
        let namesake = version
            .named_as
            .as_ref()
            .filter(|name| Some(*name) != statement.speaker.reference.as_ref());
        let rows = fold.conn.prepare_cached(INSERT_VERSION)?.execute(params![
            version.row,
            version.valid_from_pos,
            version.valid_to_pos,
            statement.id.as_str(),
            version.reading_row,
            version.wording_row,
            version.origin.recorded_pos,
            version.article.ingested_pos,
            version.article.lang.as_str(),
            version.speaker,
            version.said.from,
            version.said.to,
            version.article.published_day,
            statement.said.date.to_string(),
            statement.act.as_str(),
            profile,
            statement.speaker.reference,
            at.mention.map(|slice| &slice.text),
            statement.speaker.capacity,
            at.cue.map(|slice| &slice.text),
            at.event.map(|slice| &slice.text),
            at.place.map(|slice| &slice.text),
            version.derived.words,
            statement.confidence.percent(),
            decisions.confirmed,
            decisions.correction.fields().join(" "),
            decisions.status.as_str(),
            version.origin.article_revision,
            version.origin.recorded_at,
            namesake,
            version.is_description,
            statement.side.as_ref().map(|side| &side.reference),
            version.side_speaker,
            reader_name(statement),
            at.first_quote.start,
            at.first_quote.end,
            statement_detail::later_quotes_json(statement)?,
            statement_detail::quote_contexts_json(decisions)?,
            at.cue.map(|slice| slice.span.start),
            statement.cue.as_ref().map(|cue| &cue.lemma),
            at.mention.map(|slice| slice.span.start),
            at.event.map(|slice| slice.span.start),
            at.place.map(|slice| slice.span.start),
            at.expression.map(|slice| &slice.text),
            at.expression.map(|slice| slice.span.start),
            at.side.map(|slice| &slice.text),
            at.side.map(|slice| slice.span.start),
        ])?;
        ProjectionError::expect_row(rows)?;
        Ok(())
    }

    fn on_statement_closed(
        &self,
        &Fold { conn, .. }: &Fold<'_>,
        closed: &ClosedVersion,
    ) -> Result<(), ProjectionError> {
        conn.prepare_cached("UPDATE statement_version SET valid_to_pos = ?2 WHERE row = ?1")?
            .execute([closed.row, closed.valid_to_pos])
            .map_err(ProjectionError::from)
            .and_then(ProjectionError::expect_row)
    }
}

/// Where the article has the parts of a statement.
struct TextPlaces<'a> {
    first_quote: Span,
    cue: Option<&'a TextSlice>,
    mention: Option<&'a TextSlice>,
    event: Option<&'a TextSlice>,
    place: Option<&'a TextSlice>,
    expression: Option<&'a TextSlice>,
    side: Option<&'a TextSlice>,
}

impl<'a> TextPlaces<'a> {
    fn of(statement: &'a Statement) -> Self {
        let occasion = statement.occasion.as_ref();
        let first = statement.evidence.first();
        Self {
            first_quote: first.map_or(Span::new(0, 0), |piece| piece.quote.span),
            cue: statement.cue.as_ref().map(|cue| &cue.words),
            mention: statement.speaker.mention.as_ref(),
            event: occasion.and_then(|at| at.event.as_ref()),
            place: occasion.and_then(|at| at.place.as_ref()),
            expression: statement.said.expression.as_ref(),
            side: statement.side.as_ref().and_then(|side| side.mention.as_ref()),
        }
    }
}

/// The row of what `statement` has in common with others; a new one for a new combination.
fn find_or_insert_profile(
    fold: &Fold<'_>,
    statement: &Statement,
    extractor: &str,
) -> Result<i64, ProjectionError> {
    let doubts: Vec<&str> = statement.doubts.iter().map(|doubt| doubt.as_str()).collect();
    let fields: ProfileFields = [
        Some(serde_json::to_string(&statement.rules)?),
        Some(doubts.join(" ")),
        Some(statement.said.rule.as_str().to_owned()),
        Some(statement.mode.as_str().to_owned()),
        statement.report.map(|report| report.as_str().to_owned()),
        Some(statement.speaker.kind.as_str().to_owned()),
        Some(extractor.to_owned()),
    ];
    if let Some(row) = fold.memory.profiles.borrow().get(&fields) {
        return Ok(*row);
    }
    let known = fold
        .conn
        .prepare_cached(
            "SELECT row FROM reading_profile WHERE rules = ?1 AND doubts = ?2 AND said_rule = ?3 AND mode = ?4
                 AND report IS ?5 AND speaker_kind = ?6 AND extractor = ?7",
        )?
        .query_row(params_from_iter(&fields), |row| row.get(0))
        .optional()?;
    let row = if let Some(row) = known {
        row
    } else {
        fold.conn
            .prepare_cached(
                "INSERT INTO reading_profile(rules, doubts, said_rule, mode, report, speaker_kind, extractor)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params_from_iter(&fields))?;
        fold.conn.last_insert_rowid()
    };
    fold.memory.profiles.borrow_mut().insert(fields, row);
    Ok(row)
}
