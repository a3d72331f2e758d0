use super::ProjectionError;
use super::article_text::load_text;
use super::article_version::ArticleVersion;
use super::derived::DerivedText;
use super::fold::{Fold, STORY_SKETCHES};
use super::posting_index::PostingTables;
use super::projection::{Projection, Table};
use crate::domain::similarity::{
    CANDIDATE_SHARED_HASHES_MIN, article_grams, brief_copy_share_of, copy_share, may_be_brief_copies,
    rank_by_shared_hashes,
};
use std::sync::Arc;

/// The projection that groups copies of articles into stories. A text belongs to the story that it shares most with.
/// Stories are found by a few shared hashes, so the cost of an article does not grow with the archive.
pub(super) struct Stories;

const TABLES: &[Table] = &[Table::new("story", "text_pos")];

/// Maximum number of stories that are compared in full with a text: those that share most hashes with it.
const CANDIDATES_MAX: usize = 4;

impl Projection for Stories {
    fn name(&self) -> &'static str {
        "copies"
    }

    fn code_version(&self) -> String {
        "4".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/copies.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn indexes(&self) -> &'static [PostingTables] {
        &[STORY_SKETCHES]
    }

    fn on_article_version(
        &self,
        fold: &Fold<'_>,
        article: &ArticleVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let Some(text) = article.text else {
            return Ok(());
        };
        // A redacted text cannot be compared; it is a story of its own.
        let text = text.as_str().unwrap_or_default();
        let inline;
        let derived = if let Some(derived) = &article.derived {
            derived
        } else {
            inline = DerivedText::new(article.lang, text);
            &inline
        };
        let known = find_story(fold, derived, text)?;
        let (story, contained) = known.unwrap_or((article.text_pos, 100));
        fold.conn
            .prepare_cached("INSERT INTO story(text_pos, story, containment_percent) VALUES (?1, ?2, ?3)")?
            .execute([article.text_pos, story, contained])?;
        fold.memory
            .text_grams
            .borrow_mut()
            .insert(article.text_pos, derived.grams.clone());
        let number = u32::try_from(story).map_err(|_| ProjectionError::Damaged("a position of a text"))?;
        let mut index = fold.memory.story_sketches.borrow_mut();
        for key in &derived.sketch_keys {
            index.add(fold.conn, *key, number)?;
        }
        Ok(())
    }
}

/// The story that a text is a copy of, and how much of the shorter text the other contains, in per cent.
fn find_story(
    fold: &Fold<'_>,
    own: &DerivedText,
    own_text: &str,
) -> Result<Option<(i64, i64)>, ProjectionError> {
    let mut best: Option<(i64, f64)> = None;
    for story in candidate_stories(fold, &own.sketch_keys)? {
        let Some(grams) = text_grams(fold, story)? else {
            continue;
        };
        let copied = copy_share(&own.grams, &grams);
        let contained = match copied {
            None if may_be_brief_copies(own.grams.len(), grams.len()) => load_text(fold.conn, story)?
                .and_then(|text| brief_copy_share_of((own_text, &own.grams), (&text, &grams))),
            copied => copied,
        };
        if let Some(contained) = contained
            && best.is_none_or(|(_, known)| known < contained)
        {
            best = Some((story, contained));
        }
    }
    Ok(best.map(|(story, contained)| (story, to_percent(contained))))
}

/// The grams of the text that was recorded at a position; `None` where it is redacted.
fn text_grams(fold: &Fold<'_>, text_pos: i64) -> Result<Option<Arc<[i64]>>, ProjectionError> {
    if let Some(known) = fold.memory.text_grams.borrow_mut().get(&text_pos) {
        return Ok(Some(known.clone()));
    }
    let Some(text) = load_text(fold.conn, text_pos)? else {
        return Ok(None);
    };
    let grams: Arc<[i64]> = article_grams(&text).into();
    fold.memory
        .text_grams
        .borrow_mut()
        .insert(text_pos, grams.clone());
    Ok(Some(grams))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a share of one is at most a hundred per cent"
)]
fn to_percent(share: f64) -> i64 {
    (share * 100.0).round() as i64
}

/// The stories that share enough hashes to be compared, the one that shares most first. A hash that too many stories
/// have is ignored.
fn candidate_stories(fold: &Fold<'_>, sketch_keys: &[u64]) -> Result<Vec<i64>, ProjectionError> {
    let mut index = fold.memory.story_sketches.borrow_mut();
    let mut sharing = Vec::new();
    for key in sketch_keys {
        sharing.extend_from_slice(index.find(fold.conn, *key)?);
    }
    let found = rank_by_shared_hashes(sharing, CANDIDATE_SHARED_HASHES_MIN, CANDIDATES_MAX);
    Ok(found.into_iter().map(i64::from).collect())
}
