//! Articles that wait in a copy until its origin can be reached.

use super::article_outcome::ArticleOutcome;
use super::connection::Tracker;
use super::error::TrackerError;
use crate::domain::{ArticleId, ArticleText, Document, Event};
use crate::extract;
use crate::log::{self, LogError};

/// Number of articles of the outbox that are recorded in one transaction.
const SENT_AT_ONCE: u32 = 128;

impl Tracker {
    /// Puts `documents` into the outbox, and returns their ids in the same order. They are no part of the record until
    /// [`send_outbox`](Self::send_outbox).
    ///
    /// # Errors
    ///
    /// [`TrackerError::NoCopy`] where the log has no origin: there, nothing has to wait.
    pub fn queue_documents(&mut self, documents: Vec<Document>) -> Result<Vec<ArticleId>, TrackerError> {
        let context = self.context.as_ref().ok_or(TrackerError::ReadOnly)?;
        let queued_at = (context.clock)();
        let tx = log::begin_write(&mut self.conn, &self.observer)?;
        if log::read_origin(&tx)?.is_none() {
            return Err(TrackerError::NoCopy);
        }
        let mut queued = Vec::with_capacity(documents.len());
        for document in documents {
            let article = ArticleId::from_source(&document.source, &document.text);
            let event = Event::ArticleIngested {
                article: article.clone(),
                source: document.source,
                lang: document.lang,
                text: ArticleText::Kept(document.text),
                extractor: extract::EXTRACTOR_VERSION.to_owned(),
                provenance: document.provenance,
            };
            log::queue_article(&tx, &event, queued_at)?;
            queued.push(article);
        }
        tx.commit().map_err(LogError::from)?;
        Ok(queued)
    }

    /// Number of articles in the outbox.
    pub fn queued_articles(&self) -> Result<u64, TrackerError> {
        Ok(log::count_outbox(&self.conn)?)
    }

    /// Records the articles of the outbox at the origin, each as if it had just come in, and calls `report` with the
    /// outcomes. What was recorded leaves the outbox. One that was sent before, by a process that died after it, is
    /// recorded once.
    pub fn send_outbox(&mut self, report: &mut dyn FnMut(&ArticleOutcome)) -> Result<(), TrackerError> {
        loop {
            let queued = log::read_outbox(&self.conn, SENT_AT_ONCE)?;
            if queued.is_empty() {
                return Ok(());
            }
            let mut readings = Vec::with_capacity(queued.len());
            let mut numbers = Vec::with_capacity(queued.len());
            for article in queued {
                numbers.push(article.number);
                if let Some(document) = document_of(article.event) {
                    readings.push(Self::read_document(document));
                }
            }
            let outcomes = self.record_readings(readings)?;
            let tx = log::begin_write(&mut self.conn, &self.observer)?;
            for number in numbers {
                log::leave_outbox(&tx, number)?;
            }
            tx.commit().map_err(LogError::from)?;
            outcomes.iter().for_each(&mut *report);
        }
    }
}

/// The document that an event ingests.
fn document_of(event: Event) -> Option<Document> {
    match event {
        Event::ArticleIngested {
            source,
            lang,
            text: ArticleText::Kept(text),
            provenance,
            ..
        } => Some(Document {
            source,
            lang,
            text,
            provenance,
        }),
        _ => None,
    }
}
