//! Hands events from one thread to another, in batches.

use crate::domain::{Event, RecordedEvent};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Number of events sent at once. Sent one by one, waking the other thread would cost as much as folding.
const BATCH_EVENTS: usize = 256;
/// Bytes of article texts after which a batch is sent, however few events it has: texts may be long.
const BATCH_TEXT_BYTES: usize = 1 << 20;
/// Maximum number of batches that wait for the receiver.
const QUEUED_BATCHES_MAX: usize = 4;

/// The sending end. An empty batch is the mark of the end: a receiver that does not get it knows that the sender
/// failed.
#[derive(Debug)]
pub(super) struct EventBatchSender {
    batch: Vec<RecordedEvent>,
    text_bytes: usize,
    batches: SyncSender<Vec<RecordedEvent>>,
}

impl EventBatchSender {
    /// Creates the sending and the receiving end.
    pub(super) fn new() -> (Self, Receiver<Vec<RecordedEvent>>) {
        let (batches, receiver) = sync_channel(QUEUED_BATCHES_MAX);
        let sender = Self {
            batch: Vec::new(),
            text_bytes: 0,
            batches,
        };
        (sender, receiver)
    }

    /// Sends `recorded`, with others. Does nothing where the receiver has stopped: its own error is the one to report.
    pub(super) fn push(&mut self, recorded: RecordedEvent) {
        if let Event::ArticleIngested { text, .. } | Event::ArticleRevised { text, .. } = &recorded.event {
            self.text_bytes += text.as_str().map_or(0, str::len);
        }
        self.batch.push(recorded);
        if self.batch.len() == BATCH_EVENTS || self.text_bytes > BATCH_TEXT_BYTES {
            self.send();
        }
    }

    /// Sends what is left, and the mark of the end.
    pub(super) fn finish(mut self) {
        if !self.batch.is_empty() {
            self.send();
        }
        self.send();
    }

    fn send(&mut self) {
        self.text_bytes = 0;
        let _ = self.batches.send(std::mem::take(&mut self.batch));
    }
}
