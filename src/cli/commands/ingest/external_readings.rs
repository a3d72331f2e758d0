//! Readings of other readers, for articles of this call or of the log. Each line of a file of readings is reported
//! like an article, and each refused statement gets an error of its own.

use crate::cli::error::{CliError, format_causes};
use crate::cli::recording::{ArticleLookup, IngestBatch};
use crate::cli::session::Session;
use crate::domain::{ArticleId, DecideError, Reader};
use crate::export::{Ingestion, IngestionChange, RejectedStatement};
use crate::ingest::{self, AdmittedStatements, ReadingLine, ReadingTarget, parse_web_address};
use crate::tracker::{ArticleChange, ExternalReading, Tracker};
use std::cell::RefCell;
use std::path::PathBuf;

/// Maximum number of readings per transaction.
const BATCH_READINGS_MAX: usize = 64;

/// The readings of one call.
#[derive(Debug, Default)]
pub(crate) struct ExternalReadings {
    lines: Vec<ReadingLine>,
    /// The reader of lines that do not name one.
    reader: Option<Reader>,
}

impl ExternalReadings {
    /// Loads the files at `paths`. A line that is not a valid reading is reported, and the others are kept.
    pub(crate) fn load(
        session: &mut Session,
        batch: &mut IngestBatch,
        paths: &[PathBuf],
    ) -> Result<Self, CliError> {
        let given = session.reader_name.take();
        let reader = match &given {
            Some(_) if paths.is_empty() => {
                return Err(CliError::usage(
                    "--reader needs --readings here (otherwise it selects the reader of a question)",
                ));
            }
            Some(name) => Some(name.parse::<Reader>().map_err(CliError::usage)?),
            None => None,
        };
        let mut lines = Vec::new();
        for line in paths.iter().flat_map(|path| ingest::read_reading_lines(path)) {
            match line {
                Ok(line) => {
                    if let Some(id) = line.id.clone() {
                        batch.articles.request(id);
                    }
                    lines.push(line);
                }
                Err(error) => batch.report_unreadable(session, &CliError::input(error)),
            }
        }
        Ok(Self { lines, reader })
    }

    /// Records the statements whose words the articles contain, and reports the outcome of each reading.
    pub(crate) fn record(
        self,
        session: &mut Session,
        tracker: &mut Tracker,
        batch: &mut IngestBatch,
    ) -> Result<(), CliError> {
        let articles = std::mem::take(&mut batch.articles);
        for lines in self.lines.chunks(BATCH_READINGS_MAX) {
            let mut report_lines: Vec<Ingestion> = Vec::new();
            let mut found = Vec::new();
            for line in lines {
                let mut ingestion = refused_line(line);
                match self.resolve_target(line, &articles, tracker)? {
                    Ok((reader, article, text)) => {
                        ingestion.article = article.to_string();
                        ingestion.reader = Some(reader.to_string());
                        found.push((report_lines.len(), line, reader, article, text));
                    }
                    Err(reason) => ingestion.reason = Some(reason),
                }
                report_lines.push(ingestion);
            }
            // Which statements are admitted is known only once the article has been loaded.
            let admitted: Vec<RefCell<AdmittedStatements>> =
                found.iter().map(|_| RefCell::default()).collect();
            let readings = found.iter().zip(&admitted);
            let readings = readings.map(|((_, line, reader, article, text), admitted)| ExternalReading {
                article: article.clone(),
                reader: reader.clone(),
                admit: Box::new(|present| {
                    let read = line.admit_statements(&ReadingTarget {
                        article,
                        stored_text: present.text.as_str().unwrap_or_default(),
                        original_text: text.as_deref(),
                        published: present.source.published,
                        reader,
                    });
                    let is_whole = read.refused.is_empty();
                    let statements = read.statements.clone();
                    *admitted.borrow_mut() = read;
                    (statements, is_whole)
                }),
            });
            let outcomes = tracker.record_external_readings(readings.collect())?;
            let places = found.iter().map(|(place, ..)| *place);
            for ((place, admitted), outcome) in places.zip(admitted).zip(outcomes) {
                complete_line(&mut report_lines[place], admitted.into_inner(), &outcome.change);
            }
            for line in report_lines {
                print_refusals(session, &line);
                batch.report(session, &line)?;
            }
        }
        Ok(())
    }

    /// Finds the reader and the article of `line`; the inner error says why there is none.
    fn resolve_target(
        &self,
        line: &ReadingLine,
        articles: &ArticleLookup,
        tracker: &Tracker,
    ) -> Result<Result<ResolvedReading, String>, CliError> {
        let reader = match (&line.reader, &self.reader) {
            (Some(reader), _) => match reader.parse() {
                Ok(reader) => reader,
                Err(error) => return Ok(Err(format_causes(&error))),
            },
            (None, Some(reader)) => reader.clone(),
            (None, None) => {
                return Ok(Err(
                    "the reader is not named (add --reader NAME/VERSION)".to_owned()
                ));
            }
        };
        Ok(match (articles.find(line.id.as_deref()), &line.id) {
            ([one], _) => match one.article.parse() {
                Ok(article) => Ok((reader, article, one.original_text.clone())),
                Err(error) => Err(format_causes(&error)),
            },
            ([], Some(id)) => match find_in_log(id, tracker)? {
                Some(article) => Ok((reader, article, None)),
                None => Err(format!(
                    "there is no article {id:?}, neither in this call nor in the log"
                )),
            },
            ([], None) => Err("it names no article (add the article id)".to_owned()),
            (several, Some(id)) => Err(format!(
                "{} of the articles given have the id {id:?}",
                several.len()
            )),
            (_, None) => Err("it names no article, but several were given (add the article id)".to_owned()),
        })
    }
}

/// A reader, the article it read, and the text of the article as given.
type ResolvedReading = (Reader, ArticleId, Option<String>);

/// Finds an article of the log by its id or address.
fn find_in_log(id: &str, tracker: &Tracker) -> Result<Option<ArticleId>, CliError> {
    if let Ok(article) = id.parse() {
        return Ok(Some(article));
    }
    match parse_web_address(id) {
        Ok(address) => Ok(tracker.find_article_by_url(&address)?),
        Err(_) => Ok(None),
    }
}

/// Creates the line of a reading, at first as refused.
fn refused_line(line: &ReadingLine) -> Ingestion {
    Ingestion {
        place: line.location.to_string(),
        article: String::new(),
        change: IngestionChange::Refused,
        statements: 0,
        withdrawn: 0,
        title: None,
        reason: None,
        is_reading: true,
        reader: line.reader.clone(),
        refused: Vec::new(),
    }
}

/// Completes the line with the outcome of recording the reading.
fn complete_line(line: &mut Ingestion, admitted: AdmittedStatements, change: &ArticleChange) {
    let refused = admitted.refused.into_iter();
    line.refused = refused
        .map(|refused| RejectedStatement {
            statement: refused.number,
            reason: refused.reason,
        })
        .collect();
    line.change = match change {
        ArticleChange::ReadExternally {
            recorded, dropped, ..
        } => {
            line.statements = *recorded;
            line.withdrawn = *dropped;
            IngestionChange::Read
        }
        ArticleChange::Refused(reason) => {
            line.reason = Some(match reason {
                DecideError::NoArticle(article) => format!("there is no article {article}"),
                reason => reason.to_string(),
            });
            IngestionChange::Refused
        }
        _ => IngestionChange::Unchanged,
    };
}

/// Prints an error for each refusal.
fn print_refusals(session: &mut Session, line: &Ingestion) {
    if let Some(reason) = &line.reason {
        session
            .ui
            .print_error(&CliError::input(format_args!("{}: {reason}", line.place)));
    }
    for refused in &line.refused {
        let (number, reason) = (refused.statement, &refused.reason);
        session.ui.print_error(&CliError::input(format_args!(
            "{}: statement {number}: {reason}",
            line.place
        )));
    }
}
