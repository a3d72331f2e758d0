use std::fmt;
use std::str::FromStr;

/// Somebody or something other than dixit's own rules that reads articles: a person, another program, a language
/// model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reader {
    name: String,
    version: String,
}

/// Maximum length of `NAME/VERSION`, in bytes.
const BYTES_MAX: usize = 100;

impl Reader {
    /// Name of dixit's own extractor; reserved.
    pub const OWN_NAME: &'static str = "dixit-rules";

    /// The name, without the version.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version.
    pub fn version(&self) -> &str {
        &self.version
    }
}

impl fmt::Display for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.name, self.version)
    }
}

/// Why a text does not name a reader.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReaderError {
    /// It is not of the form `NAME/VERSION`.
    #[error("{0:?} names no reader (write NAME/VERSION, as in ada/2026-03: letters, digits and - . _ + : @)")]
    Form(String),
    /// It names dixit's own extractor.
    #[error(
        "{} is dixit's own reader: what it reads is recorded by ingesting the article",
        Reader::OWN_NAME
    )]
    Own,
}

impl FromStr for Reader {
    type Err = ReaderError;

    /// Parses `NAME/VERSION`; the version is what follows the last slash.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_plain = |c: char| c.is_alphanumeric() || "-._+:@/".contains(c);
        let parts = text
            .rsplit_once('/')
            .filter(|(name, version)| !name.is_empty() && !version.is_empty());
        match parts {
            Some((Self::OWN_NAME, _)) => Err(ReaderError::Own),
            Some((name, version)) if text.len() <= BYTES_MAX && text.chars().all(is_plain) => Ok(Self {
                name: name.to_owned(),
                version: version.to_owned(),
            }),
            _ => Err(ReaderError::Form(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reader_parses_name_and_version() {
        let reader: Reader = "lab/model-5/2026-03".parse().unwrap();
        assert_eq!((reader.name(), reader.version()), ("lab/model-5", "2026-03"));
        assert_eq!(reader.to_string(), "lab/model-5/2026-03");
        for none in ["", "ada", "ada/", "/2", "a da/2", "a'da/2", "ada/2\n"] {
            assert!(
                matches!(none.parse::<Reader>(), Err(ReaderError::Form(_))),
                "{none:?}"
            );
        }
        assert_eq!("dixit-rules/4".parse::<Reader>(), Err(ReaderError::Own));
    }
}
