use std::fmt;
use std::str::FromStr;

/// Who or what reads articles beside our own rules: a person, another program, a language model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reader {
    name: String,
    version: String,
}

/// The longest name with its version, in bytes.
const LONGEST: usize = 100;

impl Reader {
    /// The name of the extractor that comes with dixit, which no other reader can have.
    pub const OWN: &'static str = "dixit-rules";

    /// What it is called, whichever its version.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which version of it.
    pub fn version(&self) -> &str {
        &self.version
    }
}

impl fmt::Display for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.name, self.version)
    }
}

/// Why a text names no reader.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReaderError {
    /// It is not of the form.
    #[error("{0:?} names no reader (write NAME/VERSION, as in ada/2026-03: letters, digits and - . _ + : @)")]
    Form(String),
    /// It is our own reader's.
    #[error(
        "{} is dixit's own reader: what it reads is recorded by ingesting the article",
        Reader::OWN
    )]
    Own,
}

impl FromStr for Reader {
    type Err = ReaderError;

    /// Reads `NAME/VERSION`; the version is what stands behind the last slash.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_plain = |c: char| c.is_alphanumeric() || "-._+:@/".contains(c);
        let parts = text
            .rsplit_once('/')
            .filter(|(name, version)| !name.is_empty() && !version.is_empty());
        match parts {
            Some((Self::OWN, _)) => Err(ReaderError::Own),
            Some((name, version)) if text.len() <= LONGEST && text.chars().all(is_plain) => Ok(Self {
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
    fn a_reader_has_a_name_and_a_version() {
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
