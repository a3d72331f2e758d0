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
            (ArticleField::Published, self.published, "feed entry date"),
            (
                ArticleField::Published,
                self.modified,
                "feed entry date of change",
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

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(content: &str, summary: Option<&str>) -> FeedEntry {
        FeedEntry {
            address: Some("https://gazette.example/1".to_owned()),
            title: Some("Le pont".to_owned()),
            content_html: Some(content.to_owned()),
            summary_html: summary.map(str::to_owned),
            ..FeedEntry::default()
        }
    }

    fn long(end: &str) -> String {
        let sentence =
            "<p>Le maire a déclaré que le pont serait ouvert en 2027 et que la route suivrait.</p>";
        format!("{}<p>{end}</p>", sentence.repeat(20))
    }

    #[test]
    fn full_content_is_an_article() {
        let feed = Feed {
            lang: Some("fr".to_owned()),
            ..Feed::default()
        };
        let article = entry(&long("Fin."), Some("Le pont."))
            .into_article(&feed)
            .unwrap();
        assert!(article.text.ends_with("suivrait.\n\nFin."), "{}", article.text);
        assert_eq!(article.fields["lang"], "fr");
        assert_eq!(article.fields["url"], "https://gazette.example/1");
        let same = long("Fin.");
        assert!(entry(&same, Some(&same)).into_article(&feed).is_some());
        assert!(
            entry(
                &"<p>外交部发言人表示，中方愿同各方一道推动合作。</p>".repeat(20),
                None
            )
            .into_article(&feed)
            .is_some()
        );
    }

    #[test]
    fn teaser_is_no_article() {
        let feed = Feed::default();
        for content in [
            "<p>Le pont ouvre.</p>".to_owned(),
            long("La suite […]"),
            long("<a href='/'>Lire la suite</a>"),
        ] {
            assert_eq!(entry(&content, None).into_article(&feed), None, "{content}");
        }
        let most = format!("<p>{}</p>", "Le maire a parlé du pont. ".repeat(40));
        assert_eq!(entry(&long("Fin."), Some(&most)).into_article(&feed), None);
    }
}
