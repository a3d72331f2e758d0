//! What the projections derive from one text or one statement alone, without the database: most of the work of a fold.
//! It is done by whoever has the event first (the threads that read articles, or that decode the log), so that the one
//! writer only looks up and inserts.

use super::ProjectionError;
use super::day_range::{UNKNOWN_DAY, day_number};
use super::deadlines::dated_deadline::{DatedDeadline, dated_deadlines};
use super::derived_harm::DerivedHarm;
use super::search_words::{SearchWords, article_words};
use super::stances::find_stance::find_stance;
use super::stances::stance::Stance;
use super::taxonomy::taxonomy;
use super::term_match::TermMatch;
use super::token::tokens;
use crate::domain::similarity::{ComparableWords, article_grams_of_folded, posting_key, sketch};
use crate::domain::{ArticleId, ArticleText, Document, Event, Lang, Reader, Statement, StatementId, fold};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;

/// What is derived from an event.
#[derive(Debug, Default)]
pub enum Derived {
    /// Nothing: the fold derives what it needs.
    #[default]
    Nothing,
    /// From the text of an article.
    Text(Box<DerivedText>),
    /// From a statement.
    Statement(Box<DerivedStatement>),
}

impl Derived {
    /// What was derived from a text in this language.
    pub(super) fn text_in(self, lang: Lang) -> Option<Box<DerivedText>> {
        match self {
            Self::Text(text) if text.lang == lang => Some(text),
            _ => None,
        }
    }

    /// What was derived from a statement of an article in this language that was published on this day.
    pub(super) fn statement_in(self, lang: Lang, published_day: i64) -> Option<Box<DerivedStatement>> {
        match self {
            Self::Statement(derived) if (derived.lang, derived.published_day) == (lang, published_day) => {
                Some(derived)
            }
            _ => None,
        }
    }
}

/// What is derived from the text of an article.
#[derive(Debug, Clone)]
pub struct DerivedText {
    lang: Lang,
    /// What the full-text index stores.
    pub(super) search_words: String,
    /// Hashes of all its word triples; see [`article_grams`](crate::domain::similarity::article_grams).
    pub(super) grams: Arc<[i64]>,
    /// Keys of its sketch, by which its story is found.
    pub(super) sketch_keys: Vec<u64>,
}

impl DerivedText {
    pub(super) fn new(lang: Lang, text: &str) -> Self {
        let folded = fold(text);
        let grams = article_grams_of_folded(&folded);
        Self {
            lang,
            search_words: article_words(lang, &folded),
            grams: grams.as_slice().into(),
            sketch_keys: sketch(grams).into_iter().map(posting_key).collect(),
        }
    }
}

/// What is derived from a statement, as its article gives it or as a person corrected it.
#[derive(Debug, Clone)]
pub struct DerivedStatement {
    lang: Lang,
    published_day: i64,
    /// Its words.
    pub(super) words: String,
    /// The words, folded.
    pub(super) folded: String,
    /// What the full-text index stores.
    pub(super) search: SearchWords,
    /// The words, prepared for comparison.
    pub(super) comparable: Arc<ComparableWords>,
    /// Keys of its grams, by which similar wordings are found.
    pub(super) gram_keys: Vec<u64>,
    /// The deadlines that it sets.
    pub(super) deadlines: Vec<DatedDeadline>,
    /// Its stance, and the words that decide it.
    pub(super) stance: Option<(Stance, String)>,
    /// The signs that speak against it.
    pub(super) harm: DerivedHarm,
    /// The topics of the embedded taxonomy that its words are about.
    pub(super) embedded_topics: Vec<TermMatch<'static>>,
}

impl DerivedStatement {
    /// What is derived from `statement` of an article in this language that was published on this day.
    pub(super) fn new(
        lang: Lang,
        published_day: i64,
        statement: &Statement,
    ) -> Result<Self, ProjectionError> {
        let words = statement.words();
        let folded = fold(&words);
        let comparable = ComparableWords::new(lang, &words);
        let salt = reader_salt(statement);
        let tokens = tokens(&words);
        let cue = statement.cue.as_ref().map(|cue| cue.lemma.as_str());
        Ok(Self {
            lang,
            published_day,
            search: SearchWords::new(lang, &folded),
            gram_keys: comparable
                .grams()
                .into_iter()
                .map(|gram| posting_key(gram ^ salt))
                .collect(),
            comparable: Arc::new(comparable),
            deadlines: dated_deadlines(lang, published_day, statement, (&words, &tokens)),
            stance: find_stance(lang, &words, &tokens, cue),
            harm: DerivedHarm::new(published_day, statement, (&words, &folded))?,
            embedded_topics: taxonomy()?.vocabulary.find(lang, &words, &folded),
            words,
            folded,
        })
    }
}

/// A value that keeps the grams of different readers apart; 0 for the extractor. A statement is compared only with
/// statements of the same reader, because two readings of the same words are one statement.
fn reader_salt(statement: &Statement) -> i64 {
    let Some(reader) = statement.reader.as_ref().map(Reader::name) else {
        return 0;
    };
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&Sha256::digest(reader)[..8]);
    i64::from_be_bytes(bytes)
}

/// What is derived from an article that is about to be recorded, with its statements.
#[derive(Debug, Clone, Default)]
pub struct DerivedReading {
    text: Option<Box<DerivedText>>,
    statements: HashMap<StatementId, Box<DerivedStatement>>,
}

impl DerivedReading {
    /// What is derived from `document` and its `statements`.
    pub fn new(document: &Document, statements: &[Statement]) -> Result<Self, ProjectionError> {
        let published_day = day_number(document.source.published).unwrap_or(UNKNOWN_DAY);
        let derive = |statement: &Statement| {
            let derived = DerivedStatement::new(document.lang, published_day, statement)?;
            Ok((statement.id.clone(), Box::new(derived)))
        };
        Ok(Self {
            text: Some(Box::new(DerivedText::new(document.lang, &document.text))),
            statements: statements
                .iter()
                .map(derive)
                .collect::<Result<_, ProjectionError>>()?,
        })
    }

    /// Takes what was derived from the content of `event`.
    pub fn take(&mut self, event: &Event) -> Derived {
        let derived = match event {
            Event::ArticleIngested { .. } | Event::ArticleRevised { .. } => {
                self.text.take().map(Derived::Text)
            }
            Event::StatementRecorded { statement, .. } => {
                self.statements.remove(&statement.id).map(Derived::Statement)
            }
            _ => None,
        };
        derived.unwrap_or_default()
    }

    /// Keys by which the text and the statements are looked up: of sketches, then of grams.
    pub(super) fn keys(&self) -> (&[u64], impl Iterator<Item = u64>) {
        let sketch = self.text.as_ref().map_or(&[][..], |text| &text.sketch_keys);
        let grams = self.statements.values().flat_map(|derived| &derived.gram_keys);
        (sketch, grams.copied())
    }
}

/// Derives from the events of a log, in their order, what it can without the read models.
#[derive(Debug, Default)]
pub struct Deriver {
    /// The article of the last event, with its language and day of publication.
    article: Option<(ArticleId, Lang, i64)>,
}

impl Deriver {
    /// What is derived from the next event.
    pub fn derive(&mut self, event: &Event) -> Result<Derived, ProjectionError> {
        match event {
            Event::ArticleIngested {
                article,
                source,
                lang,
                text,
                ..
            }
            | Event::ArticleRevised {
                article,
                source,
                lang,
                text,
                ..
            } => {
                let published_day = day_number(source.published).unwrap_or(UNKNOWN_DAY);
                self.article = Some((article.clone(), *lang, published_day));
                let text = ArticleText::as_str(text).map(|text| DerivedText::new(*lang, text));
                Ok(text.map_or(Derived::Nothing, |text| Derived::Text(Box::new(text))))
            }
            Event::StatementRecorded {
                article, statement, ..
            } => match &self.article {
                Some((current, lang, published_day)) if current == article => {
                    let derived = DerivedStatement::new(*lang, *published_day, statement)?;
                    Ok(Derived::Statement(Box::new(derived)))
                }
                _ => Ok(Derived::Nothing),
            },
            _ => Ok(Derived::Nothing),
        }
    }
}
