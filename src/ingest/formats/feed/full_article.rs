use super::contents::{Feed, FeedEntry};
use crate::domain::is_han;
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::metadata::field_names::ArticleField;
use crate::ingest::text::html_fragment::fragment_text;

/// Minimum length of a full text, in letters; a Chinese character counts as three. Teasers are shorter.
const FULL_LETTERS_MIN: usize = 900;
/// A full text is at least this many times as long as the summary beside it.
const FULL_TIMES_SUMMARY_MIN: usize = 2;
/// Number of characters at the end of a text in which it says that it goes on elsewhere.
const CUT_CHARACTERS: usize = 90;
/// What a text that is cut ends with, in lower case.
const CUT_ENDS: [&str; 6] = ["…", "...", "[…]", "[...]", "(…)", "(...)"];
/// What a text that is cut says near its end, in lower case.
const CUT_WORDS: [&str; 14] = [
    "read more",
    "continue reading",
    "read the full",
    "read the rest",
    "full story",
    "view original",
    "lire la suite",
    "lire l'article",
    "lire l’article",
    "en savoir plus",
    "réservé aux abonnés",
    "阅读全文",
    "阅读更多",
    "查看全文",
];

impl FeedEntry {
    /// The article that this entry of `feed` is by itself: `None` if it has only a teaser, so that its page must be
    /// fetched.
    pub(crate) fn into_article(self, feed: &Feed) -> Option<ParsedArticle> {
        let text = fragment_text(self.content_html.as_deref()?);
        let length = letters(&text);
        let summary = self.summary_html.as_deref().map(fragment_text);
        let is_longer = summary.is_none_or(|summary| {
            summary == text || length >= letters(&summary).saturating_mul(FULL_TIMES_SUMMARY_MIN)
        });
        if length < FULL_LETTERS_MIN || !is_longer || is_cut(&text) {
            return None;
        }
        let mut article = ParsedArticle {
            text,
            ..ParsedArticle::default()
        };
        let fields = [
            (ArticleField::Title, self.title, "feed entry title"),
            (ArticleField::Url, self.address, "feed entry link"),
            (
                ArticleField::Published,
                self.published.or(self.modified),
                "feed entry date",
            ),
            (ArticleField::Author, self.author, "feed entry author"),
            (ArticleField::Publisher, feed.title.clone(), "feed title"),
            (
                ArticleField::Lang,
                self.lang.or_else(|| feed.lang.clone()),
                "feed language",
            ),
        ];
        for (field, value, origin) in fields {
            if let Some(value) = value {
                article.set(field, value, origin);
            }
        }
        Some(article)
    }
}

/// Number of letters of `text`, Chinese ones counted thrice.
fn letters(text: &str) -> usize {
    let weight = |c: char| {
        if is_han(c) {
            3
        } else {
            usize::from(c.is_alphanumeric())
        }
    };
    text.chars().map(weight).sum()
}

/// Whether `text` says that it goes on elsewhere.
fn is_cut(text: &str) -> bool {
    let start = text
        .char_indices()
        .rev()
        .nth(CUT_CHARACTERS)
        .map_or(0, |(at, _)| at);
    let end = text[start..].trim_end().to_lowercase();
    CUT_ENDS.iter().any(|cut| end.ends_with(cut)) || CUT_WORDS.iter().any(|cut| end.contains(cut))
}
