//! The articles that one `dixit ingest` call was given, looked up by the ids that external readings name.

use std::collections::{BTreeMap, BTreeSet};

/// The articles of one call that external readings may be about.
///
/// Only articles that a reading names are kept, and the first two: a reading without an article id is accepted where
/// the call has exactly one article.
#[derive(Debug, Default)]
pub(crate) struct ArticleLookup {
    /// Ids that readings name.
    wanted_ids: BTreeSet<String>,
    by_id: BTreeMap<String, Vec<GivenArticle>>,
    first_two: Vec<GivenArticle>,
}

/// An article of this call.
#[derive(Debug, Clone)]
pub(crate) struct GivenArticle {
    /// Its id in the log.
    pub(crate) article: String,
    /// Its text as given, where the stored text differs from it.
    pub(crate) original_text: Option<String>,
}

impl ArticleLookup {
    /// Asks to keep the articles with this id; call it before [`insert`](Self::insert).
    pub(crate) fn request(&mut self, id: String) {
        self.wanted_ids.insert(id);
    }

    /// Adds an article, whose input gives it the id `id`.
    pub(crate) fn insert(&mut self, article: &str, id: Option<&str>, original_text: Option<String>) {
        let given = GivenArticle {
            article: article.to_owned(),
            original_text,
        };
        if self.first_two.len() < 2 {
            self.first_two.push(given.clone());
        }
        let ids = id.into_iter().chain([article]);
        for id in ids.filter(|id| self.wanted_ids.contains(*id)) {
            self.by_id.entry(id.to_owned()).or_default().push(given.clone());
        }
    }

    /// Returns the articles with this id; without an id, the first two articles of the call.
    pub(crate) fn find(&self, id: Option<&str>) -> &[GivenArticle] {
        match id {
            Some(id) => self.by_id.get(id).map_or(&[], Vec::as_slice),
            None => &self.first_two,
        }
    }
}
