use super::input_location::InputLocation;
use super::limits::ARTICLE_BYTES_MAX;
use std::io;

/// Why a file, line or mail could not be read as an article.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The path does not exist.
    #[error("{location}: no such file or directory (check the path)")]
    Missing {
        /// Where.
        location: InputLocation,
    },
    /// The target of a symbolic link does not exist.
    #[error("{location}: broken symbolic link to {target} (restore its target or remove it)")]
    BrokenLink {
        /// Where.
        location: InputLocation,
        /// Its target.
        target: String,
    },
    /// The operating system reports an error.
    #[error("{location}: cannot be read: {source} (check the file and its permissions)")]
    Unreadable {
        /// Where.
        location: InputLocation,
        /// The error.
        source: io::Error,
    },
    /// A pipe, socket or device inside a directory, which could block for ever.
    #[error("{location}: not a regular file (give its path as an argument to read it as a stream)")]
    NotRegular {
        /// Where.
        location: InputLocation,
    },
    /// A symbolic link inside a directory to a directory outside it, which nobody named.
    #[error(
        "{location}: not followed, because it leads out of the directory to {target} (give that path as an argument to read it)"
    )]
    LeadsOutside {
        /// Where.
        location: InputLocation,
        /// The directory that it leads to.
        target: String,
    },
    /// The bytes are not text in a known encoding.
    #[error("{location}: {looks_like}, not text (give its text as .txt, .md or .jsonl)")]
    NotText {
        /// Where.
        location: InputLocation,
        /// What it looks like.
        looks_like: &'static str,
    },
    /// The text is not prose.
    #[error("{location}: {looks_like}, not the text of an article ({advice})")]
    NotProse {
        /// Where.
        location: InputLocation,
        /// What it looks like.
        looks_like: &'static str,
        /// What the user can do.
        advice: &'static str,
    },
    /// A document of a known format from which no article can be read.
    #[error("{location}: {problem} ({advice})")]
    Unusable {
        /// Where.
        location: InputLocation,
        /// What is wrong with it.
        problem: String,
        /// What the user can do, as an imperative.
        advice: &'static str,
    },
    /// The file, line or mail has no words.
    #[error("{location}: no text found (add the text of the article, or remove it)")]
    Empty {
        /// Where.
        location: InputLocation,
    },
    /// It is larger than an article may be.
    #[error("{location}: {} exceeds the limit of {} for one article (split it, or write its articles as JSONL, one per line)",
        format_size(*bytes), format_size(Some(ARTICLE_BYTES_MAX)))]
    TooLarge {
        /// Where.
        location: InputLocation,
        /// Its size in bytes, if known.
        bytes: Option<u64>,
    },
    /// The front matter has a syntax error.
    #[error("{location}: broken front matter: {problem} (correct or remove it)")]
    InvalidFrontMatter {
        /// Where, with the line.
        location: InputLocation,
        /// What is wrong.
        problem: String,
    },
    /// The JSON has a syntax error, or is not an object.
    #[error("{location}: broken JSON: {problem} (each article must be one object)")]
    InvalidJson {
        /// Where, with the line.
        location: InputLocation,
        /// What is wrong.
        problem: String,
    },
    /// A line of a file of readings is not a reading.
    #[error(
        "{location}: not a reading: {problem} (a reading is {{\"id\": …, \"statements\": […]}}, as `dixit extract` writes it)"
    )]
    InvalidReading {
        /// Where, with the line.
        location: InputLocation,
        /// What is wrong.
        problem: String,
    },
    /// An object has no text under a known key, but a long one under an unknown key.
    #[error(
        "{location}: no \"text\" in the object, but a long text under {key:?} (use it with --map text={key})"
    )]
    TextUnderUnknownKey {
        /// Where, with the line.
        location: InputLocation,
        /// The unknown key.
        key: String,
    },
    /// An object has no text.
    #[error(
        "{location}: no \"text\" in the object (an article is {{\"text\": \"…\", \"title\": \"…\", \"published\": \"2025-07-26\", …}})"
    )]
    NoText {
        /// Where, with the line.
        location: InputLocation,
    },
}

impl IngestError {
    /// Where the problem is.
    pub const fn location(&self) -> &InputLocation {
        match self {
            Self::Missing { location }
            | Self::BrokenLink { location, .. }
            | Self::Unreadable { location, .. }
            | Self::NotRegular { location }
            | Self::LeadsOutside { location, .. }
            | Self::NotText { location, .. }
            | Self::NotProse { location, .. }
            | Self::Unusable { location, .. }
            | Self::Empty { location }
            | Self::TooLarge { location, .. }
            | Self::InvalidFrontMatter { location, .. }
            | Self::InvalidJson { location, .. }
            | Self::InvalidReading { location, .. }
            | Self::TextUnderUnknownKey { location, .. }
            | Self::NoText { location } => location,
        }
    }
}

/// A size for people, as in `50.0 MiB`; a text for an unknown one.
fn format_size(bytes: Option<u64>) -> String {
    let Some(bytes) = bytes else {
        return "the stream".to_owned();
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
            location: InputLocation::from_path("big.txt"),
            bytes,
        };
        insta::assert_snapshot!(error(Some(50 << 20)), @"big.txt: 50.0 MiB exceeds the limit of 8.0 MiB for one article (split it, or write its articles as JSONL, one per line)");
        insta::assert_snapshot!(error(None), @"big.txt: the stream exceeds the limit of 8.0 MiB for one article (split it, or write its articles as JSONL, one per line)");
    }
}
