//! What other readers read in the articles that came in or are known: each line of a file of readings is told as one
//! article, and each statement that is refused is told by itself.

use super::batch::Batch;
use super::error::{CliError, chain};
use super::session::Session;
use crate::domain::{ArticleId, DecideError, Reader};
use crate::export::{Ingestion, IngestionChange, RejectedStatement};
use crate::ingest::{self, AdmittedStatements, ReadingLine, ReadingTarget, parse_web_address};
use crate::tracker::{ArticleChange, ExternalReading, Tracker};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The most readings of one transaction.
const READINGS_MAX: usize = 64;

/// The articles of one call that readings may be of.
#[derive(Debug, Default)]
pub(crate) struct CameIn {
    /// The ids by which readings name articles.
    wanted: BTreeSet<String>,
    by_id: BTreeMap<String, Vec<Given>>,
    /// The first two of all.
    first: Vec<Given>,
}

/// An article as it was given.
#[derive(Debug, Clone)]
struct Given {
    article: String,
    /// Its text, where it is kept otherwise.
    text: Option<String>,
}

impl CameIn {
    /// Takes note of an article that came in under the id `id`.
    pub(crate) fn note(&mut self, article: &str, id: Option<&str>, text: Option<String>) {
        let given = Given {
            article: article.to_owned(),
            text,
        };
        if self.first.len() < 2 {
            self.first.push(given.clone());
        }
        let ids = id.into_iter().chain([article]);
        for id in ids.filter(|id| self.wanted.contains(*id)) {
            self.by_id.entry(id.to_owned()).or_default().push(given.clone());
        }
    }
}

/// The readings of one call.
#[derive(Debug, Default)]
pub(crate) struct Readings {
    lines: Vec<ReadingLine>,
    /// Who reads, where a line does not tell.
    reader: Option<Reader>,
}

impl Readings {
    /// Reads the files at `paths`. A line that is no reading is told, and the others go on.
    pub(crate) fn load(
        session: &mut Session,
        batch: &mut Batch,
        paths: &[PathBuf],
    ) -> Result<Self, CliError> {
        let given = session.read_by.take();
        let reader = match &given {
            Some(_) if paths.is_empty() => {
                return Err(CliError::usage("--reader is for questions, and for --readings"));
            }
            Some(name) => Some(name.parse::<Reader>().map_err(CliError::usage)?),
            None => None,
        };
        let mut lines = Vec::new();
        for line in paths.iter().flat_map(|path| ingest::read_reading_lines(path)) {
            match line {
                Ok(line) => {
                    batch.came_in.wanted.extend(line.id.clone());
                    lines.push(line);
                }
                Err(error) => batch.bad(session, &error),
            }
        }
        Ok(Self { lines, reader })
    }

    /// Records what the articles prove of them, and tells what became of each.
    pub(crate) fn record(
        self,
        session: &mut Session,
        tracker: &mut Tracker,
        batch: &mut Batch,
    ) -> Result<(), CliError> {
        let came_in = std::mem::take(&mut batch.came_in);
        for lines in self.lines.chunks(READINGS_MAX) {
            let mut told: Vec<Ingestion> = Vec::new();
            let mut found = Vec::new();
            for line in lines {
                let mut ingestion = blank(line);
                match self.meant(line, &came_in, tracker)? {
                    Ok((reader, article, text)) => {
                        ingestion.article = article.to_string();
                        ingestion.reader = Some(reader.to_string());
                        found.push((told.len(), line, reader, article, text));
                    }
                    Err(reason) => ingestion.reason = Some(reason),
                }
                told.push(ingestion);
            }
            // What is admitted is known once the article has been loaded.
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
                tell(&mut told[place], admitted.into_inner(), &outcome.change);
            }
            for line in told {
                complain(session, &line);
                batch.told(session, &line)?;
            }
        }
        Ok(())
    }

    /// Who reads in `line`, which article, and its text as it was given; else why nobody knows.
    fn meant(
        &self,
        line: &ReadingLine,
        came_in: &CameIn,
        tracker: &Tracker,
    ) -> Result<Result<Meant, String>, CliError> {
        let reader = match (&line.reader, &self.reader) {
            (Some(reader), _) => match reader.parse() {
                Ok(reader) => reader,
                Err(error) => return Ok(Err(chain(&error))),
            },
            (None, Some(reader)) => reader.clone(),
            (None, None) => return Ok(Err("nobody tells who reads (--reader NAME/VERSION)".to_owned())),
        };
        let given = match &line.id {
            Some(id) => came_in.by_id.get(id).map_or(&[][..], Vec::as_slice),
            None => &came_in.first,
        };
        Ok(match (given, &line.id) {
            ([one], _) => match one.article.parse() {
                Ok(article) => Ok((reader, article, one.text.clone())),
                Err(error) => Err(chain(&error)),
            },
            ([], Some(id)) => match known(id, tracker)? {
                Some(article) => Ok((reader, article, None)),
                None => Err(format!("there is no article {id:?}, here or in the log")),
            },
            ([], None) => Err("it names no article (give its id)".to_owned()),
            (several, Some(id)) => Err(format!(
                "{} articles of this call are called {id:?}",
                several.len()
            )),
            (_, None) => Err("it names no article, and several came in (give its id)".to_owned()),
        })
    }
}

/// Who reads which article, and its text as it was given.
type Meant = (Reader, ArticleId, Option<String>);

/// The article of the log that `id` means: by its id or its address.
fn known(id: &str, tracker: &Tracker) -> Result<Option<ArticleId>, CliError> {
    if let Ok(article) = id.parse() {
        return Ok(Some(article));
    }
    match parse_web_address(id) {
        Ok(address) => Ok(tracker.find_article_by_url(&address)?),
        Err(_) => Ok(None),
    }
}

/// The line of a reading of which nothing is admitted.
fn blank(line: &ReadingLine) -> Ingestion {
    Ingestion {
        place: line.place.to_string(),
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

/// Completes the line with what recording the reading came to.
fn tell(line: &mut Ingestion, admitted: AdmittedStatements, change: &ArticleChange) {
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
                DecideError::Absent(article) => format!("there is no article {article}"),
                reason => reason.to_string(),
            });
            IngestionChange::Refused
        }
        _ => IngestionChange::Unchanged,
    };
}

/// Tells what is refused, and why.
fn complain(session: &mut Session, line: &Ingestion) {
    if let Some(reason) = &line.reason {
        session
            .ui
            .error(&CliError::input(format_args!("{}: {reason}", line.place)));
    }
    for refused in &line.refused {
        let (number, reason) = (refused.statement, &refused.reason);
        session.ui.error(&CliError::input(format_args!(
            "{}: statement {number}: {reason}",
            line.place
        )));
    }
}
