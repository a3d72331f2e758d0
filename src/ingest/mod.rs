//! Bytes in, articles out: one file per format.
//!
//! [`documents`] walks paths, [`documents_in`] reads a stream; both give one [`Found`] per article and one
//! [`IngestError`] per thing that cannot be read, and go on. Nothing is held in memory but the article at hand.
//! [`raw_lines`] gives the same articles with their text exactly as given, for readers that count in it.
//!
//! What happens to bytes, in order: `open` looks at the first of them (byte order mark, UTF-16, no text at
//! all), `format` tells what they hold, one of `plain`, `markdown`, `json_lines`, `json_values` and `mail` cuts
//! them into articles, unless `not_prose` tells that they hold none, `fields` reads what is known of the source,
//! `language` tells the language, and `normalise`
//! and `agency` make the [`Document`](crate::domain::Document) of it. What was assumed on the way is a [`Note`].
//!
//! [`readings`] reads what another reader reads in articles, and admits what their texts prove.
//!
//! [`skos`] reads something else: a vocabulary of topics. `rdf` tells its syntax and reads its statements, after
//! `rdf_guard` has looked whether they can be read, and `concepts` makes topics of them.

mod agencies;
mod agency;
mod articles;
mod concepts;
mod date;
mod decode;
mod error;
mod field_names;
mod fields;
mod format;
mod found;
mod front_matter;
mod html;
mod json_article;
mod json_lines;
mod json_values;
mod language;
mod mail;
mod markdown;
mod misdecoded;
mod normalise;
mod not_prose;
mod note;
mod open;
mod overrides;
mod place;
mod plain;
mod publication;
mod raw_article;
mod rdf;
mod rdf_guard;
mod readings;
mod skos;
mod skos_error;
mod skos_labels;
mod skos_vocabulary;
mod walk;
mod web_address;
mod wide;

pub use date::{DateError, PublicationTime, published};
pub use error::IngestError;
pub use field_names::{Field, Mapping, MappingError};
pub use found::Found;
pub use note::Note;
pub use overrides::Overrides;
pub use place::{Origin, Place};
pub use publication::{Zone, ZoneError};
pub use raw_article::RawArticle;
pub use readings::{Admitted, GivenReading, ReadText, Refused, readings};
pub use skos::skos;
pub use skos_error::SkosError;
pub use skos_labels::is_unmatchable;
pub use skos_vocabulary::SkosVocabulary;
pub use web_address::{WebAddressError, web_address};

use std::io::Read;
use std::path::PathBuf;

/// The most bytes that one article may have: no newspaper prints as much, and a log or a database dump that
/// was named by mistake is found out before it fills the memory.
pub const ARTICLE_BYTES_MAX: u64 = 8 << 20;

/// The articles at `paths`, in the order given; a directory is walked in the order of its names.
///
/// `overrides` win over what an article says of itself. An error stands for one file or line; the iteration
/// goes on behind it.
pub fn documents<'a>(
    paths: &'a [PathBuf],
    overrides: &'a Overrides,
) -> impl Iterator<Item = Result<Found, IngestError>> + Send + 'a {
    raw_lines(paths, overrides).map(|raw| raw.and_then(Found::try_from))
}

/// How many entries of directories at `paths` are left out: hidden ones, and files named README. A path that is named
/// is read whatever its name.
pub fn left_out(paths: &[PathBuf]) -> usize {
    let directories = paths.iter().filter(|path| path.is_dir());
    directories.map(|path| walk::left_out(path)).sum()
}

/// The articles in a stream: JSON, one or many, or else one text, as Markdown where it has front matter.
///
/// ```
/// use dixit::ingest::{Overrides, documents_in};
/// let text = "---\ndate: 2025-07-26\n---\nLa ministre a **promis** une loi.\n\n(Avec AFP)\n";
/// let overrides = Overrides::default();
/// for found in documents_in(text.as_bytes(), &overrides) {
///     let document = found?.document;
///     assert_eq!(document.text, "La ministre a promis une loi.\n\n(Avec AFP)");
///     assert_eq!(document.source.agency.as_deref(), Some("AFP"));
/// }
/// # Ok::<(), dixit::ingest::IngestError>(())
/// ```
pub fn documents_in<'a>(
    reader: impl Read + Send + 'a,
    overrides: &'a Overrides,
) -> impl Iterator<Item = Result<Found, IngestError>> + Send + 'a {
    raw_lines_in(reader, overrides).map(|raw| raw.and_then(Found::try_from))
}

/// As [`documents`], with each text exactly as given.
pub fn raw_lines<'a>(
    paths: &'a [PathBuf],
    overrides: &'a Overrides,
) -> impl Iterator<Item = Result<RawArticle, IngestError>> + Send + 'a {
    paths
        .iter()
        .flat_map(|path| walk::Walk::from(path))
        .flat_map(|file| articles::of_file(file, overrides))
}

/// As [`documents_in`], with each text exactly as given.
pub fn raw_lines_in<'a>(
    reader: impl Read + Send + 'a,
    overrides: &'a Overrides,
) -> impl Iterator<Item = Result<RawArticle, IngestError>> + Send + 'a {
    articles::of_stream(Box::new(reader), overrides)
}
