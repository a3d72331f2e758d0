//! Hands events from one thread to another, in batches, with what is derived from each.

use crate::domain::{Event, RecordedEvent};
use crate::projection::{Derived, Deriver};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Number of events sent at once. Sent one by one, waking the other thread would cost as much as folding.
const BATCH_EVENTS: usize = 256;
/// Bytes of article texts after which a batch is sent, however few events it has: texts may be long.
const BATCH_TEXT_BYTES: usize = 1 << 20;
/// Maximum number of batches that wait for the receiver.
const QUEUED_BATCHES_MAX: usize = 4;

/// An event, and what was derived from it.
pub(super) type DerivedEvent = (RecordedEvent, Derived);

/// The sending end. An empty batch is the mark of the end: a receiver that does not get it knows that the sender
/// failed.
#[derive(Debug)]
pub(super) struct EventBatchSender {
    batch: Vec<DerivedEvent>,
    deriver: Deriver,
    text_bytes: usize,
    batches: SyncSender<Vec<DerivedEvent>>,
}

impl EventBatchSender {
    /// Creates the sending and the receiving end.
    pub(super) fn new() -> (Self, Receiver<Vec<DerivedEvent>>) {
        let (batches, receiver) = sync_channel(QUEUED_BATCHES_MAX);
        let sender = Self {
            batch: Vec::new(),
            deriver: Deriver::default(),
            text_bytes: 0,
            batches,
        };
        (sender, receiver)
    }

    /// Sends `recorded`, with others. Returns `false` where the receiver has stopped: its own error is the one to
    /// report.
    pub(super) fn push(&mut self, recorded: RecordedEvent) -> bool {
        if let Event::ArticleIngested { text, .. } | Event::ArticleRevised { text, .. } = &recorded.event {
            self.text_bytes += text.as_str().map_or(0, str::len);
        }
        // An error would be that of an embedded word list; the fold derives again and reports it.
        let derived = self.deriver.derive(&recorded.event).unwrap_or_default();
        self.batch.push((recorded, derived));
        if self.batch.len() == BATCH_EVENTS || self.text_bytes > BATCH_TEXT_BYTES {
            return self.send();
        }
        true
    }

    /// Sends what is left, and the mark of the end.
    pub(super) fn finish(mut self) {
        if !self.batch.is_empty() {
            self.send();
        }
        self.send();
    }

    fn send(&mut self) -> bool {
        self.text_bytes = 0;
        self.batches.send(std::mem::take(&mut self.batch)).is_ok()
    }
}
