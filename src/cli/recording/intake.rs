use super::batch::IngestBatch;
use super::worker::{ArticleJob, FinishedArticle, Worker};
use crate::cli::error::CliError;
use crate::cli::interrupt::Interrupt;
use crate::cli::parallel::{self, NextResult};
use crate::cli::session::Session;
use crate::tracker::Tracker;
use std::thread;
use std::time::Duration;

/// Articles that were read are recorded at the latest after this time.
const RECORD_WITHIN: Duration = Duration::from_secs(1);
/// They are recorded when no further one was read for this time: the input is a pipe whose writer waits.
const IDLE: Duration = Duration::from_millis(250);

/// What an intake works on.
pub(crate) struct Intake<'a> {
    /// Where articles are recorded.
    pub(crate) tracker: &'a mut Tracker,
    /// Collects and reports them.
    pub(crate) batch: &'a mut IngestBatch,
    /// Whether the user asks to stop.
    pub(crate) interrupt: &'a Interrupt,
}

/// Reads the articles that `list_jobs` lists on all cores, and records them. Ends early where the user interrupts it:
/// what was read until then is recorded.
pub(crate) fn take_in<'a, I>(
    session: &mut Session,
    intake: &mut Intake<'_>,
    list_jobs: impl FnOnce() -> I + Send,
) -> Result<(), CliError>
where
    I: Iterator<Item = ArticleJob<'a>>,
{
    take_in_with(session, intake, parallel::worker_count(), list_jobs)
}

/// As [`take_in`], on `workers` threads: for jobs that wait more than they compute.
pub(crate) fn take_in_with<'a, I>(
    session: &mut Session,
    intake: &mut Intake<'_>,
    workers: usize,
    list_jobs: impl FnOnce() -> I + Send,
) -> Result<(), CliError>
where
    I: Iterator<Item = ArticleJob<'a>>,
{
    let Intake {
        tracker,
        batch,
        interrupt,
    } = intake;
    let db = session.db.clone();
    thread::scope(|scope| {
        let mut results = parallel::map_with(scope, workers, list_jobs, || {
            let mut worker = Worker::new(&db);
            move |job| {
                let finished = worker.run(job);
                let bytes = finished.iter().map(FinishedArticle::memory_bytes).sum();
                (finished, bytes)
            }
        })
        .map_err(CliError::threads)?;
        while !interrupt.is_asked() {
            match results.next(IDLE) {
                NextResult::Ready(finished) => {
                    for article in finished {
                        match article {
                            FinishedArticle::Read(read) => {
                                session.ui.advance_progress(&read.place.to_string());
                                batch.push(*read);
                            }
                            FinishedArticle::Bad(error) => batch.report_unreadable(session, &error),
                            FinishedArticle::Canceled { place, address } => {
                                // What came before it may be the article.
                                batch.record(session, tracker)?;
                                batch.withdraw(session, tracker, &place, address.as_deref())?;
                            }
                            FinishedArticle::OwnOutput => {}
                            FinishedArticle::Refused(error) => return Err(error),
                        }
                    }
                }
                NextResult::Idle => batch.record(session, tracker)?,
                NextResult::End => break,
            }
            if batch.is_full(RECORD_WITHIN) {
                batch.record(session, tracker)?;
            }
        }
        batch.record(session, tracker)
    })
}
