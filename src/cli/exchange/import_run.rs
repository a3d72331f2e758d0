//! Records the events of an export in batches, while another thread reads and checks the next ones.

use super::event_lines::{EventLines, NumberedRecord, line_error};
use crate::cli::error::CliError;
use crate::cli::interrupt::Interrupt;
use crate::cli::session::Session;
use crate::export::ImportSummary;
use crate::tracker::Tracker;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// Number of events that are recorded in one transaction.
const BATCH_EVENTS: usize = 512;
/// Bytes of bodies and texts after which a batch is recorded, however few events it has.
const BATCH_BYTES: usize = 4 << 20;
/// Number of batches that wait to be recorded.
const QUEUED_BATCHES_MAX: usize = 2;

/// Events to be recorded in one transaction, and the error that ended the input after them, if any.
#[derive(Default)]
struct Batch {
    events: Vec<NumberedRecord>,
    error: Option<CliError>,
}

/// Records the events of `lines`, and counts them in `summary`. Whatever ends it early, every event before that is
/// recorded. Returns whether it came to the end: the user may interrupt it.
pub(crate) fn import_lines(
    session: &mut Session,
    tracker: &mut Tracker,
    lines: EventLines,
    summary: &mut ImportSummary,
) -> Result<bool, CliError> {
    let interrupt = Interrupt::listen();
    let name = lines.name().to_owned();
    session.ui.start_progress("events");
    thread::scope(|scope| {
        let (sender, batches) = sync_channel(QUEUED_BATCHES_MAX);
        let stop = interrupt.clone();
        scope.spawn(move || send_batches(lines, &stop, &sender));
        for Batch { events, error } in batches {
            let (numbers, events): (Vec<u64>, Vec<_>) = events
                .into_iter()
                .map(|numbered| (numbered.line, numbered.record))
                .unzip();
            summary.redacted += events.iter().filter(|event| event.is_redacted()).count() as u64;
            let last = events.last().map(|event| event.position().to_string());
            let imported = tracker.import_batch(events)?;
            summary.recorded += imported.recorded;
            summary.known += imported.known;
            for _ in 0..imported.recorded + imported.known {
                session.ui.advance_progress(last.as_deref().unwrap_or_default());
            }
            if let Some(refusal) = imported.refusal {
                let done = usize::try_from(imported.recorded + imported.known).unwrap_or(usize::MAX);
                let number = numbers.get(done).copied().unwrap_or_default();
                return Err(line_error(&name, number, &refusal.to_string()));
            }
            if let Some(error) = error {
                return Err(error);
            }
        }
        Ok(!interrupt.is_asked())
    })
}

/// Reads `lines` and sends them in batches, until the end, an error, an interruption or the end of the receiver.
fn send_batches(lines: EventLines, interrupt: &Interrupt, batches: &SyncSender<Batch>) {
    let mut batch = Batch::default();
    let mut bytes = 0;
    for line in lines {
        if interrupt.is_asked() {
            break;
        }
        match line {
            Ok(event) => {
                bytes += event.record.bytes();
                batch.events.push(event);
            }
            Err(error) => {
                batch.error = Some(error);
                break;
            }
        }
        if batch.events.len() == BATCH_EVENTS || bytes > BATCH_BYTES {
            bytes = 0;
            if batches.send(std::mem::take(&mut batch)).is_err() {
                return;
            }
        }
    }
    // Nobody receives it where recording failed.
    let _ = batches.send(batch);
}
