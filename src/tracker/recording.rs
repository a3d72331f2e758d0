//! Records articles and what readers read in them.

use super::article_aggregate::{ArticleAggregate, resolve_address};
use super::article_outcome::ArticleOutcome;
use super::article_reading::{ArticleReading, ExternalReading};
use super::connection::Tracker;
use super::error::TrackerError;
use super::write_transaction::WriteTransaction;
use crate::domain::{
    ArticleCommand, ArticleId, ArticleState, Document, DocumentHash, Event, Provenance, Source, StreamId,
};
use crate::extract;
use crate::log;
use crate::projection::{self, DerivedReading};
use crate::query;

impl Tracker {
    /// Computes the id of `document` and extracts its statements. Touches no database.
    pub fn read_document(document: Document) -> ArticleReading {
        ArticleReading::extract(ArticleId::from_source(&document.source, &document.text), document)
    }

    /// The id of the article that `document` is, if recording it would change nothing, so that there is no need to
    /// extract its statements. The article may have been ingested under another form of its URL.
    pub fn find_known_article(&self, document: &Document) -> Result<Option<ArticleId>, TrackerError> {
        let own = ArticleId::from_source(&document.source, &document.text);
        if self.is_recorded_as(&own, document)? {
            return Ok(Some(own));
        }
        let Some((article, url)) = projection::article_by_address(&self.conn, &document.source)? else {
            return Ok(None);
        };
        let mut document = document.clone();
        document.source.url = url;
        Ok(self.is_recorded_as(&article, &document)?.then_some(article))
    }

    /// The current article whose latest text was read from the same document, in the same format and from the same
    /// address: there is no need to read the document again.
    pub fn find_known_document(&self, provenance: &Provenance) -> Result<Option<ArticleId>, TrackerError> {
        Ok(projection::article_by_document(&self.conn, provenance)?)
    }

    /// The document that the latest text of the article at `url` was read from.
    pub fn find_document_of_address(&self, url: &str) -> Result<Option<DocumentHash>, TrackerError> {
        match self.find_article_by_url(url)? {
            Some(article) => Ok(projection::latest_document(&self.conn, &article)?),
            None => Ok(None),
        }
    }

    /// Whether recording `document` as this `article` would change nothing. `false` for a withdrawn article:
    /// [`Tracker::record_readings`] refuses to record it, with the reason.
    pub fn is_recorded_as(&self, article: &ArticleId, document: &Document) -> Result<bool, TrackerError> {
        let stream = StreamId::Article(article.clone());
        let latest = |kinds: &[&str]| log::read_latest(&self.conn, &stream, kinds);
        if let Some(last) = latest(&Event::WITHDRAWAL_TYPES)?
            && matches!(last.event, Event::ArticleWithdrawn { .. })
        {
            return Ok(false);
        }
        Ok(
            match latest(&Event::CONTENT_TYPES)?.map(|recorded| recorded.event) {
                Some(
                    Event::ArticleIngested {
                        source, lang, text, ..
                    }
                    | Event::ArticleRevised {
                        source, lang, text, ..
                    },
                ) => {
                    text.as_str() == Some(&document.text)
                        && lang == document.lang
                        && source == document.source.clone().completed_by(&source)
                }
                _ => false,
            },
        )
    }

    /// The article that was ingested under `url` or an equivalent form of it, if any.
    pub fn find_article_by_url(&self, url: &str) -> Result<Option<ArticleId>, TrackerError> {
        let source = Source {
            url: Some(url.to_owned()),
            ..Source::default()
        };
        let found = projection::article_by_address(&self.conn, &source)?;
        Ok(found.map(|(article, _)| article))
    }

    /// Records `readings` and returns their outcomes in the same order. On an error, nothing is recorded.
    pub fn record_readings(
        &mut self,
        readings: Vec<ArticleReading>,
    ) -> Result<Vec<ArticleOutcome>, TrackerError> {
        self.transact(|writing| record_all(writing, readings))
    }

    /// The outcomes that [`record_readings`](Self::record_readings) would have. Nothing is recorded.
    pub fn preview_readings(
        &mut self,
        readings: Vec<ArticleReading>,
    ) -> Result<Vec<ArticleOutcome>, TrackerError> {
        self.preview(|writing| record_all(writing, readings))
    }

    /// Records what readers other than the extractor read in known articles, and returns the outcomes in the order of
    /// `readings`. On an error, nothing is recorded.
    pub fn record_external_readings(
        &mut self,
        readings: Vec<ExternalReading<'_>>,
    ) -> Result<Vec<ArticleOutcome>, TrackerError> {
        self.transact(|writing| {
            let outcomes = readings.into_iter().map(|reading| {
                ArticleAggregate::load(writing.tx, reading.article)?.record_external_reading(
                    writing,
                    reading.reader,
                    reading.admit,
                )
            });
            outcomes.collect()
        })
    }

    /// Extracts statements from the stored texts of `articles` again, with this program's extractor, and records what
    /// changed. Statements without a decision are replaced; those with a decision stay, and a difference from the new
    /// reading is recorded as a dispute.
    pub fn reread_articles(&mut self, articles: Vec<ArticleId>) -> Result<Vec<ArticleOutcome>, TrackerError> {
        self.transact(|writing| {
            let outcomes = articles.into_iter().map(|article| {
                let article = ArticleAggregate::load(writing.tx, article)?;
                let statements = match article.state() {
                    ArticleState::Current(current) => current.text.as_str().map(|text| {
                        extract::read_statements(&extract::ExtractorInput {
                            article: article.id(),
                            lang: current.lang,
                            published: current.source.published,
                            published_or: current.source.published_alternative,
                            text,
                        })
                    }),
                    _ => None,
                };
                let command = ArticleCommand::Reread {
                    statements: statements.unwrap_or_default(),
                    extractor: extract::EXTRACTOR_VERSION.to_owned(),
                };
                article.execute(writing, command, DerivedReading::default())
            });
            outcomes.collect()
        })
    }

    /// The current articles that were last read by another version of the extractor than this program's, ordered by id.
    pub fn find_outdated_articles(&self) -> Result<Vec<ArticleId>, TrackerError> {
        Ok(query::articles_to_reread(&self.conn, extract::EXTRACTOR_VERSION)?)
    }

    /// Withdraws `article`, for `reason`: it and its statements are no longer current.
    pub fn withdraw_article(
        &mut self,
        article: ArticleId,
        reason: String,
    ) -> Result<ArticleOutcome, TrackerError> {
        self.transact(|writing| {
            let command = ArticleCommand::Withdraw { reason };
            ArticleAggregate::load(writing.tx, article)?.execute(writing, command, DerivedReading::default())
        })
    }
}

/// Records `readings` in the open transaction, and returns their outcomes in the same order.
fn record_all(
    writing: &mut WriteTransaction<'_>,
    readings: Vec<ArticleReading>,
) -> Result<Vec<ArticleOutcome>, TrackerError> {
    let tx = writing.tx;
    writing
        .fold
        .load_for(readings.iter().map(|reading| &reading.derived))?;
    let outcomes = readings.into_iter().map(|reading| {
        let reading = resolve_address(tx, reading)?;
        let command = ArticleCommand::Ingest {
            document: reading.document,
            statements: reading.statements,
            extractor: extract::EXTRACTOR_VERSION.to_owned(),
        };
        ArticleAggregate::load(tx, reading.article)?.execute(writing, command, reading.derived)
    });
    outcomes.collect()
}
