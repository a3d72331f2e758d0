//! How many articles could have mentioned a statement and did not.

use super::QueryError;
use super::current_rows::CurrentRows;
use super::sql::{self, row_list};
use super::stored_counts;
use crate::domain::Lang;
use rusqlite::Connection;
use std::collections::{BTreeSet, HashMap};

/// The articles published in the time that is asked about, numbered by language and day of publication.
pub(super) struct Coverage {
    /// The language and day of each article, in order.
    articles: Vec<(Lang, i64)>,
    /// The articles with a statement about a topic, by the row of the topic: one bit per article.
    about: HashMap<i64, Vec<u64>>,
}

impl Coverage {
    /// Loads the articles published after the day `first` and up to `end`, and which of them have a statement about
    /// each of `topics`. Reads indexes only, and the statements of these topics only.
    pub(super) fn load(
        conn: &Connection,
        (first, end): (i64, i64),
        topics: &BTreeSet<i64>,
    ) -> Result<Self, QueryError> {
        let mut select = conn.prepare_cached(
            "SELECT ingested_pos, published_day, lang FROM article WHERE published_day > ?1 AND published_day <= ?2",
        )?;
        let mut rows = select.query([first, end])?;
        let mut articles: Vec<(Lang, i64, i64)> = Vec::new();
        while let Some(row) = rows.next()? {
            articles.push((sql::parse_cell(row, 2, "a language")?, row.get(1)?, row.get(0)?));
        }
        articles.sort_unstable();
        let mut coverage = Self {
            articles: articles.iter().map(|(lang, day, _)| (*lang, *day)).collect(),
            about: HashMap::new(),
        };
        if !topics.is_empty() && !articles.is_empty() {
            let numbers = articles
                .iter()
                .enumerate()
                .map(|(number, article)| (article.2, number));
            let numbers = numbers.collect();
            if stored_counts::are_asked_for(conn)? {
                coverage.mark_counted_articles(conn, topics, &numbers)?;
            } else {
                coverage.mark_articles_about(conn, topics, &numbers)?;
            }
        }
        Ok(coverage)
    }

    /// Marks the articles from the stored counts.
    fn mark_counted_articles(
        &mut self,
        conn: &Connection,
        topics: &BTreeSet<i64>,
        numbers: &HashMap<i64, usize>,
    ) -> Result<(), QueryError> {
        let topics: Vec<i64> = topics.iter().copied().collect();
        let mut select = conn.prepare(&format!(
            "SELECT article, topic FROM article_topic_count WHERE topic IN ({})",
            row_list(&topics)
        ))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(number) = numbers.get(&row.get(0)?) {
                self.mark(row.get(1)?, *number);
            }
        }
        Ok(())
    }

    /// Marks that the article with this number has a statement about the topic.
    fn mark(&mut self, topic: i64, number: usize) {
        let words = self.articles.len().div_ceil(64);
        let marks = self.about.entry(topic).or_insert_with(|| vec![0; words]);
        marks[number / 64] |= 1 << (number % 64);
    }

    /// Marks the articles from their statements.
    fn mark_articles_about(
        &mut self,
        conn: &Connection,
        topics: &BTreeSet<i64>,
        numbers: &HashMap<i64, usize>,
    ) -> Result<(), QueryError> {
        let current = CurrentRows::load(conn)?;
        // The number of the article of each statement, by row; `None` where it is not one of these articles.
        let mut number_of_row: Vec<Option<u32>> = Vec::new();
        let mut select =
            conn.prepare_cached("SELECT row, article FROM statement_version ORDER BY article")?;
        let mut rows = select.query([])?;
        let mut last = (0, None);
        while let Some(row) = rows.next()? {
            let article = row.get(1)?;
            if article != last.0 {
                let number = numbers
                    .get(&article)
                    .and_then(|number| u32::try_from(*number).ok());
                last = (article, number);
            }
            let at: i64 = row.get(0)?;
            if last.1.is_some() && current.contains(at) {
                let at = usize::try_from(at).unwrap_or_default();
                if at >= number_of_row.len() {
                    number_of_row.resize(at + 1, None);
                }
                number_of_row[at] = last.1;
            }
        }
        let topics: Vec<i64> = topics.iter().copied().collect();
        let mut select = conn.prepare(&format!(
            "SELECT statement, topic FROM statement_topic WHERE topic IN ({})",
            row_list(&topics)
        ))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let at = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(usize::MAX);
            if let Some(number) = number_of_row.get(at).copied().flatten() {
                self.mark(row.get(1)?, number as usize);
            }
        }
        Ok(())
    }

    /// Counts the articles in a language published after the day `last`, and those among them with a statement about
    /// one of `topics`. Other languages are left out: similarity is only measured within a language.
    pub(super) fn count_articles_since(&self, last: i64, lang: Lang, topics: &BTreeSet<i64>) -> (u64, u64) {
        let begin = self.articles.partition_point(|article| *article <= (lang, last));
        let end = self.articles.partition_point(|(of, _)| *of <= lang).max(begin);
        let marks: Vec<&[u64]> = topics
            .iter()
            .filter_map(|topic| self.about.get(topic))
            .map(Vec::as_slice)
            .collect();
        let mut about = 0;
        for word in begin / 64..end.div_ceil(64) {
            let all = marks.iter().fold(0, |all, marks| all | marks[word]);
            let from = if word == begin / 64 {
                u64::MAX << (begin % 64)
            } else {
                u64::MAX
            };
            let rest = end - word * 64;
            let to = if rest < 64 { (1 << rest) - 1 } else { u64::MAX };
            about += u64::from((all & from & to).count_ones());
        }
        ((end - begin) as u64, about)
    }
}
