use super::batch::ReadArticle;
use crate::cli::error::CliError;
use crate::cli::verified_root;
use crate::domain::ArticleId;
use crate::export::SNAPSHOT_HEADER;
use crate::ingest::{FoundArticle, IngestError, IngestedArticle, InputLocation};
use crate::tracker::Tracker;
use std::path::Path;

/// What is to be read.
pub(crate) enum ArticleJob<'a> {
    /// An article that was found, or why it could not be.
    Found(Box<Result<FoundArticle<'a>, IngestError>>),
    /// Nothing: the whole call is refused.
    Refuse(CliError),
    /// Something that must be got first.
    Get(GetArticles<'a>),
}

/// Gets articles; called on the thread that reads them, with the log so far.
pub(crate) type GetArticles<'a> =
    Box<dyn FnOnce(Option<&Tracker>) -> Vec<Result<Got<'a>, CliError>> + Send + 'a>;

/// What was got.
pub(crate) enum Got<'a> {
    /// An article, to be read.
    Found(FoundArticle<'a>),
    /// A place that still has what the log has.
    Unchanged(InputLocation, ArticleId),
}

/// What became of one article.
pub(super) enum FinishedArticle {
    Read(Box<ReadArticle>),
    Bad(CliError),
    /// It was written by dixit itself, and so is not an article.
    OwnOutput,
    /// Its source has taken it back.
    Canceled {
        place: InputLocation,
        /// The address under which it may be known.
        address: Option<String>,
    },
    /// The whole call is refused.
    Refused(CliError),
}

impl FinishedArticle {
    /// About how many bytes it takes in memory.
    pub(super) fn memory_bytes(&self) -> usize {
        match self {
            Self::Read(read) => read.memory_bytes(),
            Self::Bad(_) | Self::OwnOutput | Self::Canceled { .. } | Self::Refused(_) => 0,
        }
    }
}

/// Reads articles, on a thread of its own.
pub(super) struct Worker {
    /// The log so far. This only saves time: an article that is recorded already would be recognised later as well.
    known: Option<Tracker>,
}

impl Worker {
    /// A worker that knows the database at `db`.
    pub(super) fn new(db: &Path) -> Self {
        Self {
            known: Tracker::open_read_only(db).ok(),
        }
    }

    /// Does `job`.
    pub(super) fn run(&mut self, job: ArticleJob<'_>) -> Vec<FinishedArticle> {
        let got = match job {
            ArticleJob::Found(found) => vec![(*found).map(Got::Found).map_err(CliError::input)],
            ArticleJob::Get(get) => get(self.known.as_ref()),
            ArticleJob::Refuse(error) => return vec![FinishedArticle::Refused(error)],
        };
        let read = |got| match got {
            Got::Found(found) => self.read(found),
            Got::Unchanged(place, article) => Ok(unchanged(place, article)),
        };
        got.into_iter()
            .map(|got| got.and_then(read).unwrap_or_else(FinishedArticle::Bad))
            .collect()
    }

    /// Reads an article and its statements. A document that is known is not read again: reading a page costs more than
    /// everything else.
    fn read(&self, found: FoundArticle<'_>) -> Result<FinishedArticle, CliError> {
        if let (Some(known), Some(provenance)) = (&self.known, found.known_provenance())
            && let Some(article) = known.find_known_document(&provenance)?
        {
            return Ok(unchanged(found.location().clone(), article));
        }
        let IngestedArticle {
            location: place,
            notes,
            document,
            id,
            original_text,
            is_canceled,
        } = found.read().map_err(CliError::input)?;
        let is_own = |header: &&str| document.text.starts_with(*header);
        if [SNAPSHOT_HEADER, verified_root::HEADER].iter().any(is_own) {
            return Ok(FinishedArticle::OwnOutput);
        }
        if is_canceled {
            let address = document.source.url;
            return Ok(FinishedArticle::Canceled { place, address });
        }
        let title = document.source.title.clone();
        let published = document.source.published;
        let known = self
            .known
            .as_ref()
            .and_then(|tracker| tracker.find_known_article(&document).ok().flatten());
        let reading = known.map_or_else(|| Ok(Tracker::read_document(document)), Err);
        Ok(FinishedArticle::Read(Box::new(ReadArticle {
            place,
            notes,
            title,
            published,
            id,
            original_text,
            reading,
        })))
    }
}

/// The log has the `article` at `place` unchanged.
fn unchanged(place: InputLocation, article: ArticleId) -> FinishedArticle {
    FinishedArticle::Read(Box::new(ReadArticle {
        place,
        notes: Vec::new(),
        title: None,
        published: None,
        id: None,
        original_text: None,
        reading: Err(article),
    }))
}
