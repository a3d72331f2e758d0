use super::input_location::InputLocation;
use super::limits::ARTICLE_BYTES_MAX;
use std::io;

/// Why a file, line or mail could not be read as an article.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// Nothing is there.
    #[error("{place}: no such file or directory (check the path)")]
    Missing {
        /// Where.
        place: InputLocation,
    },
    /// A symbolic link leads nowhere.
    #[error("{place}: broken symbolic link to {target} (restore its target or remove it)")]
    BrokenLink {
        /// Where.
        place: InputLocation,
        /// Where it leads.
        target: String,
    },
    /// The operating system refuses.
    #[error("{place}: cannot be read: {source} (check the file and its permissions)")]
    Unreadable {
        /// Where.
        place: InputLocation,
        /// What the system says.
        source: io::Error,
    },
    /// A pipe, socket or device inside a directory, which could block for ever.
    #[error("{place}: not a regular file (name it by itself to read it as a stream)")]
    NotRegular {
        /// Where.
        place: InputLocation,
    },
    /// The bytes are no text in any known encoding.
    #[error("{place}: not text but {looks_like} (give its text as .txt, .md or .jsonl)")]
    NotText {
        /// Where.
        place: InputLocation,
        /// What it looks_like like.
        looks_like: &'static str,
    },
    /// The text holds no prose.
    #[error("{place}: {looks_like}, not the text of an article ({advice})")]
    NotProse {
        /// Where.
        place: InputLocation,
        /// What it looks_like like.
        looks_like: &'static str,
        /// What to do with it.
        advice: &'static str,
    },
    /// There are no words.
    #[error("{place}: holds no text (remove it, or give it the words of the article)")]
    Empty {
        /// Where.
        place: InputLocation,
    },
    /// More than one article can be.
    #[error("{place}: {} is more than the {} of one article (split it, or write its articles as JSONL, one per line)",
        format_size(*bytes), format_size(Some(ARTICLE_BYTES_MAX)))]
    TooLarge {
        /// Where.
        place: InputLocation,
        /// How many bytes it has, where that is known.
        bytes: Option<u64>,
    },
    /// The front matter cannot be read.
    #[error("{place}: broken front matter: {problem} (correct it, or remove it)")]
    FrontMatter {
        /// Where, with the line.
        place: InputLocation,
        /// What is wrong.
        problem: String,
    },
    /// The JSON cannot be read.
    #[error("{place}: broken JSON: {problem} (one article is one object)")]
    Json {
        /// Where, with the line.
        place: InputLocation,
        /// What is wrong.
        problem: String,
    },
    /// A line is no reading of an article.
    #[error(
        "{place}: no reading: {problem} (a reading is {{\"id\": …, \"statements\": […]}}, as `dixit extract` writes it)"
    )]
    Reading {
        /// Where, with the line.
        place: InputLocation,
        /// What is wrong.
        problem: String,
    },
    /// A long text stands under a name that nobody knows.
    #[error(
        "{place}: no \"text\" in the object, and a long one under {key:?} (if that is the article: --map text={key})"
    )]
    TextElsewhere {
        /// Where, with the line.
        place: InputLocation,
        /// Its name.
        key: String,
    },
    /// An object is no article.
    #[error(
        "{place}: no \"text\" in the object (an article is {{\"text\": \"…\", \"title\": \"…\", \"published\": \"2025-07-26\", …}})"
    )]
    NoText {
        /// Where, with the line.
        place: InputLocation,
    },
}

impl IngestError {
    /// Where the problem is.
    pub const fn place(&self) -> &InputLocation {
        match self {
            Self::Missing { place }
            | Self::BrokenLink { place, .. }
            | Self::Unreadable { place, .. }
            | Self::NotRegular { place }
            | Self::NotText { place, .. }
            | Self::NotProse { place, .. }
            | Self::Empty { place }
            | Self::TooLarge { place, .. }
            | Self::FrontMatter { place, .. }
            | Self::Json { place, .. }
            | Self::Reading { place, .. }
            | Self::TextElsewhere { place, .. }
            | Self::NoText { place } => place,
        }
    }
}

/// A size for people, as in `50.0 MiB`; a text for an unknown one.
fn format_size(bytes: Option<u64>) -> String {
    let Some(bytes) = bytes else {
        return "a stream this long".to_owned();
    };
    let tenths = bytes.saturating_mul(10) >> 20;
    format!("{}.{} MiB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_is_shown_in_mebibytes() {
        let error = |bytes| IngestError::TooLarge {
            place: InputLocation::from_path("big.txt"),
            bytes,
        };
        insta::assert_snapshot!(error(Some(50 << 20)), @"big.txt: 50.0 MiB is more than the 8.0 MiB of one article (split it, or write its articles as JSONL, one per line)");
        insta::assert_snapshot!(error(None), @"big.txt: a stream this long is more than the 8.0 MiB of one article (split it, or write its articles as JSONL, one per line)");
    }
}
