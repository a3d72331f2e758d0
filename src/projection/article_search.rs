use super::ProjectionError;
use super::article_version::ArticleVersion;
use super::code_version::code_version;
use super::fold::Fold;
use super::projection::{Projection, Table};
use super::search_words::article_words;
use crate::domain::fold;
use rusqlite::params;

/// The projection of the full-text index of articles' texts.
pub(super) struct ArticleSearch;

const TABLES: &[Table] = &[Table::new("article_search", "")];

impl Projection for ArticleSearch {
    fn name(&self) -> &'static str {
        "article-search"
    }

    fn code_version(&self) -> String {
        code_version(
            2,
            concat!(
                include_str!("../domain/similarity/invariable.fr.txt"),
                include_str!("../domain/similarity/invariable.en.txt")
            ),
        )
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/article_search.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_article_version(
        &self,
        &Fold { conn, .. }: &Fold<'_>,
        article: &ArticleVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let Some(text) = article.text.and_then(|text| text.as_str()) else {
            return Ok(());
        };
        let inline;
        let words = match &article.derived {
            Some(derived) => &derived.search_words,
            None => {
                inline = article_words(article.lang, &fold(text));
                &inline
            }
        };
        conn.prepare_cached("INSERT INTO article_search(rowid, words) VALUES (?1, ?2)")?
            .execute(params![article.text_pos, words])?;
        Ok(())
    }
}
