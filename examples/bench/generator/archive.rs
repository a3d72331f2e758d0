use super::diverse::DiverseArticles;
use super::random_numbers::RandomNumbers;
use super::templates::TemplateArticles;
use serde::Serialize;
use std::io;

/// Number of different publishers.
const PUBLISHERS: usize = 120;
/// Maximum length of a title, in characters.
const TITLE_CHARS_MAX: usize = 90;

/// An archive of generated articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Archive {
    /// Articles from templates.
    Templates,
    /// Diverse articles.
    Diverse,
}

/// An article, with the fields that `dixit ingest` reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct GeneratedArticle {
    pub(crate) lang: &'static str,
    pub(crate) title: String,
    pub(crate) publisher: String,
    pub(crate) published: String,
    pub(crate) url: String,
    pub(crate) text: String,
}

/// The text of an article and its language.
#[derive(Debug, Clone)]
pub(super) struct GeneratedText {
    pub(super) lang: dixit::domain::Lang,
    pub(super) text: String,
}

impl Archive {
    /// The letter by which tables name it.
    pub(crate) const fn letter(self) -> &'static str {
        match self {
            Self::Templates => "T",
            Self::Diverse => "D",
        }
    }

    /// The first `count` articles. A shorter archive is the beginning of a longer one.
    pub(crate) fn articles(self, count: usize) -> io::Result<Box<dyn Iterator<Item = GeneratedArticle>>> {
        let letter = self.letter();
        let dated = move |(number, text): (usize, GeneratedText)| date_text(letter, number, text);
        Ok(match self {
            Self::Templates => Box::new(TemplateArticles::new().take(count).enumerate().map(dated)),
            Self::Diverse => Box::new(DiverseArticles::load()?.take(count).enumerate().map(dated)),
        })
    }
}

/// Gives a text what an article has besides.
fn date_text(letter: &str, number: usize, text: GeneratedText) -> GeneratedArticle {
    let mut random = RandomNumbers::new(number as u64);
    let first_line = text.text.lines().next().unwrap_or_default();
    let (year, month, day) = (
        2015 + random.number_below(11),
        1 + random.number_below(12),
        1 + random.number_below(28),
    );
    GeneratedArticle {
        lang: text.lang.as_str(),
        title: first_line.chars().take(TITLE_CHARS_MAX).collect(),
        publisher: format!("Journal {}", 1 + random.rank_below(PUBLISHERS)),
        published: format!("{year}-{month:02}-{day:02}"),
        url: format!("https://bench.example.com/{letter}/{number}"),
        text: text.text,
    }
}
