use super::ProjectionError;
use super::article_version::ArticleVersion;
use super::projection::{Projection, Table};
use crate::domain::similarity::{
    CANDIDATE_SHARED_HASHES_MIN, POSTINGS_MAX, article_grams, brief_copy_share_of, copy_share,
    rank_by_shared_hashes, sketch,
};
use rusqlite::{Connection, OptionalExtension};

/// The projection that groups copies of articles into stories. A text belongs to the story that it shares most with.
/// Stories are found by a few shared hashes, so the cost of an article does not grow with the archive.
pub(super) struct Stories;

const TABLES: &[Table] = &[
    Table::new("story", "text_pos"),
    Table::new("story_sketch", "hash, story"),
];

/// Maximum number of stories that are compared in full with a text: those that share most hashes with it.
const CANDIDATES_MAX: usize = 4;

impl Projection for Stories {
    fn name(&self) -> &'static str {
        "copies"
    }

    fn code_version(&self) -> String {
        "3".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/copies.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_article_version(
        &self,
        conn: &Connection,
        article: &ArticleVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let Some(text) = article.text else {
            return Ok(());
        };
        // A redacted text cannot be compared; it is a story of its own.
        let text = text.as_str().unwrap_or_default();
        let grams = article_grams(text);
        let hashes = sketch(grams.clone());
        let known = find_story(conn, &hashes, &grams, text)?;
        let (story, contained) = known.unwrap_or((article.text_pos, 100));
        conn.prepare_cached("INSERT INTO story(text_pos, story, containment_percent) VALUES (?1, ?2, ?3)")?
            .execute([article.text_pos, story, contained])?;
        let mut post = conn.prepare_cached(
            "INSERT INTO story_sketch(hash, story) VALUES (?1, ?2) ON CONFLICT(hash, story) DO NOTHING",
        )?;
        for hash in hashes {
            post.execute([hash, story])?;
        }
        Ok(())
    }
}

/// The story that a text is a copy of, and how much of the shorter text the other contains, in per cent.
fn find_story(
    conn: &Connection,
    hashes: &[i64],
    grams: &[i64],
    own: &str,
) -> Result<Option<(i64, i64)>, ProjectionError> {
    let mut best: Option<(i64, f64)> = None;
    for story in candidate_stories(conn, hashes)? {
        let text: Option<String> = conn
            .prepare_cached("SELECT content FROM article_text WHERE text_pos = ?1")?
            .query_row([story], |row| row.get(0))
            .optional()?
            .flatten();
        let contained = text.and_then(|text| {
            let other = article_grams(&text);
            copy_share(grams, &other).or_else(|| brief_copy_share_of((own, grams), (&text, &other)))
        });
        if let Some(contained) = contained
            && best.is_none_or(|(_, known)| known < contained)
        {
            best = Some((story, contained));
        }
    }
    Ok(best.map(|(story, contained)| (story, to_percent(contained))))
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
fn candidate_stories(conn: &Connection, hashes: &[i64]) -> Result<Vec<i64>, ProjectionError> {
    let most = POSTINGS_MAX + 1;
    let mut select = conn.prepare_cached(&format!(
        "SELECT story FROM story_sketch WHERE hash = ?1 LIMIT {most}"
    ))?;
    let mut sharing = Vec::new();
    for hash in hashes {
        let stories: Vec<i64> = select
            .query_map([hash], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        if stories.len() <= POSTINGS_MAX {
            sharing.extend(stories);
        }
    }
    Ok(rank_by_shared_hashes(
        sharing,
        CANDIDATE_SHARED_HASHES_MIN,
        CANDIDATES_MAX,
    ))
}
