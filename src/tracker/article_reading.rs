use crate::domain::{ArticleId, CurrentArticle, Document, Reader, Statement};
use crate::extract;
use crate::projection::DerivedReading;
use std::fmt;

/// An article and the statements that the extractor read in it, ready to be recorded.
#[derive(Debug, Clone)]
pub struct ArticleReading {
    /// The id of the article.
    pub article: ArticleId,
    /// The article itself.
    pub document: Document,
    /// The statements, in the order of the text.
    pub statements: Vec<Statement>,
    /// What the read models derive from the text and from each statement.
    pub(super) derived: DerivedReading,
}

impl ArticleReading {
    /// The reading of `document`, which is the article with this id, with `statements`.
    ///
    /// Derives what the read models need of it, which is most of the work of recording: so it may be done on any
    /// thread, before the one that writes.
    pub fn new(article: ArticleId, document: Document, statements: Vec<Statement>) -> Self {
        Self {
            // An error would be that of an embedded word list; the fold derives again and reports it.
            derived: DerivedReading::new(&document, &statements).unwrap_or_default(),
            article,
            document,
            statements,
        }
    }

    /// Extracts the statements of `document`, which is the article with this id.
    pub(super) fn extract(article: ArticleId, document: Document) -> Self {
        let statements = extract::read_statements(&extract::ExtractorInput {
            article: &article,
            lang: document.lang,
            published: document.source.published,
            published_or: document.source.published_alternative,
            text: &document.text,
        });
        Self::new(article, document, statements)
    }
}

/// Returns the statements that a reader reads in the current article, and whether they are all that it reads there.
pub type AdmitStatements<'a> = Box<dyn FnOnce(&CurrentArticle) -> (Vec<Statement>, bool) + 'a>;

/// What a reader other than the extractor (a person, another program) reads in a known article.
pub struct ExternalReading<'a> {
    /// The article.
    pub article: ArticleId,
    /// The reader.
    pub reader: Reader,
    /// Called with the current article inside the write transaction, so that the statements are checked against the
    /// text that is current then.
    pub admit: AdmitStatements<'a>,
}

impl fmt::Debug for ExternalReading<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} by {}", self.article, self.reader)
    }
}
