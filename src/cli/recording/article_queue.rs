use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::domain::{ArticleId, Document};
use crate::tracker::{ArticleOutcome, ArticleReading, Tracker, TrackerError};
use std::time::{Duration, Instant};

/// How long articles are queued without another look whether the origin can be reached.
const LOOK_AGAIN_AFTER: Duration = Duration::from_secs(30);

/// What becomes of articles while the origin of a copy cannot be reached.
#[derive(Debug, Default)]
pub(crate) struct ArticleQueue {
    /// Whether articles may wait: whether the user says so.
    is_used: bool,
    /// When it was last found that the origin cannot be reached.
    unreachable_since: Option<Instant>,
}

impl ArticleQueue {
    /// Lets articles wait, if the user says so. Fails where the database is no copy: there, nothing has to wait.
    pub(crate) fn new(tracker: &Tracker, is_used: bool) -> Result<Self, CliError> {
        if is_used && tracker.origin()?.is_none() {
            return Err(CliError::input(TrackerError::NoCopy)
                .with_hint("leave out --queue: here, everything is recorded at once"));
        }
        Ok(Self {
            is_used,
            unreachable_since: None,
        })
    }

    /// Records `readings`, after those that wait. Where the origin cannot be reached, they wait too: then the id stands
    /// in the place of the outcome.
    pub(crate) fn record(
        &mut self,
        session: &mut Session,
        tracker: &mut Tracker,
        readings: Vec<ArticleReading>,
    ) -> Result<Vec<Result<ArticleOutcome, ArticleId>>, CliError> {
        let documents = |readings: &[ArticleReading]| -> Vec<Document> {
            readings.iter().map(|reading| reading.document.clone()).collect()
        };
        let is_away = |since: Instant| since.elapsed() < LOOK_AGAIN_AFTER;
        if self.unreachable_since.is_some_and(is_away) {
            return queue(tracker, documents(&readings));
        }
        let waiting = if self.is_used {
            documents(&readings)
        } else {
            Vec::new()
        };
        // In the order in which they came: a text that waits is older than one that is recorded now.
        let sent = tracker.send_outbox(&mut |_| {});
        match sent.and_then(|()| tracker.record_readings(readings)) {
            Ok(outcomes) => {
                self.unreachable_since = None;
                Ok(outcomes.into_iter().map(Ok).collect())
            }
            Err(error) if self.is_used && error.is_origin_unreachable() => {
                if self.unreachable_since.is_none() {
                    session.ui.print_note(format_args!(
                        "{error}: articles wait in the outbox, and `dixit sync` sends them"
                    ));
                }
                self.unreachable_since = Some(Instant::now());
                queue(tracker, waiting)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Whether `error` only means that a decision cannot be recorded now, so that the articles after it can wait.
    pub(crate) fn goes_on_after(&self, error: &TrackerError) -> bool {
        self.is_used && error.is_origin_unreachable()
    }
}

fn queue(
    tracker: &mut Tracker,
    documents: Vec<Document>,
) -> Result<Vec<Result<ArticleOutcome, ArticleId>>, CliError> {
    let queued = tracker.queue_documents(documents)?;
    Ok(queued.into_iter().map(Err).collect())
}
