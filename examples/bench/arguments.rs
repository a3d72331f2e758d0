use std::path::PathBuf;

/// How to call this program.
pub(crate) const USAGE: &str = "\
usage: bench [--articles N] [--rounds N] [--dir DIR] [WORK...]

Measures dixit on two generated archives, T (templates) and D (diverse), and bare SQLite beside it in turn.

  --articles N  number of articles of each archive (default 2,000)
  --rounds N    number of times that each work is done; medians are printed (default 3)
  --dir DIR     where the archives are kept (default: target/bench)
  WORK          only the works whose name contains this: reading, ingest, append, replay, rebuild, verify, snapshot,
                database, or a question such as timeline; T or D for one archive";

/// What the user asks for.
pub(crate) struct Arguments {
    pub(crate) articles: usize,
    pub(crate) rounds: usize,
    pub(crate) dir: Option<PathBuf>,
    pub(crate) works: Vec<String>,
}

impl Arguments {
    /// Parses the arguments; the error says what is wrong with them.
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut parsed = Self {
            articles: 2_000,
            rounds: 3,
            dir: None,
            works: Vec::new(),
        };
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .ok_or_else(|| format!("{argument} needs a value"))
            };
            match argument.as_str() {
                "--articles" => parsed.articles = parse_count(&value()?)?,
                "--rounds" => parsed.rounds = parse_count(&value()?)?,
                "--dir" => parsed.dir = Some(value()?.into()),
                option if option.starts_with('-') => return Err(format!("there is no option {option}")),
                _ => parsed.works.push(argument),
            }
        }
        Ok(parsed)
    }

    /// Whether to do this work.
    pub(crate) fn includes(&self, work: &str) -> bool {
        let mut names = self.works.iter().filter(|name| !is_archive(name)).peekable();
        names.peek().is_none() || names.any(|name| work.contains(name.as_str()))
    }

    /// Whether to measure the archive with this letter.
    pub(crate) fn includes_archive(&self, letter: &str) -> bool {
        let mut letters = self.works.iter().filter(|name| is_archive(name)).peekable();
        letters.peek().is_none() || letters.any(|name| name == letter)
    }
}

fn is_archive(name: &str) -> bool {
    matches!(name, "T" | "D")
}

fn parse_count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count) if count > 0 => Ok(count),
        _ => Err(format!("{text:?} is not a number above 0")),
    }
}
