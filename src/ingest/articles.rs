use super::format::Format;
use super::json_lines::JsonLines;
use super::json_values::JsonValues;
use super::mail::Mails;
use super::not_prose::NotProse;
use super::open::{Opened, Stream, open};
use super::walk::File;
use super::{ARTICLE_BYTES_MAX, IngestError, Origin, Overrides, Place, RawArticle, decode, markdown, plain};
use std::io::Read;
use std::iter;

/// What a file or stream gives, one after the other.
pub(super) type Articles<'a> = Box<dyn Iterator<Item = Result<RawArticle, IngestError>> + Send + 'a>;

/// The articles in `file`, or the error that there is instead of it.
pub(super) fn of_file(file: Result<File, IngestError>, overrides: &Overrides) -> Articles<'_> {
    let opened = file.and_then(|file| {
        let unreadable = |source| IngestError::Unreadable {
            place: Place::path(&file.path),
            source,
        };
        let stream = std::fs::File::open(&file.path).map_err(unreadable)?;
        let opened = open(Box::new(stream)).map_err(unreadable)?;
        Ok((file, opened))
    });
    match opened {
        Ok((file, opened)) => {
            let format = Format::of(&file.path, &opened.head);
            let place = Place::path(file.path);
            of_opened(opened, format, place, file.bytes, overrides)
        }
        Err(error) => Box::new(iter::once(Err(error))),
    }
}

/// The articles in `stream`, whose beginning tells its format.
pub(super) fn of_stream<'a>(stream: Stream<'a>, overrides: &'a Overrides) -> Articles<'a> {
    let place = Place::whole(Origin::Stdin);
    match open(stream) {
        Ok(opened) => {
            let format = Format::sniff(&opened.head);
            of_opened(opened, format, place, None, overrides)
        }
        Err(source) => Box::new(iter::once(Err(IngestError::Unreadable { place, source }))),
    }
}

fn of_opened<'a>(
    opened: Opened<'a>,
    format: Format,
    place: Place,
    bytes: Option<u64>,
    overrides: &'a Overrides,
) -> Articles<'a> {
    if let Some(looks) = opened.binary {
        return Box::new(iter::once(Err(IngestError::NotText { place, looks })));
    }
    match format {
        Format::JsonLines => Box::new(JsonLines::new(opened, place, overrides)),
        Format::JsonValues => Box::new(JsonValues::new(opened, place, overrides)),
        Format::Mail => Box::new(Mails::new(opened, place, overrides)),
        Format::NotProse(NotProse { looks, advice }) => {
            let error = IngestError::NotProse { place, looks, advice };
            Box::new(iter::once(Err(error)))
        }
        Format::Plain | Format::Markdown => Box::new(iter::once_with(move || {
            of_text(opened, format, place, bytes, overrides)
        })),
    }
}

/// The one article that a text is.
fn of_text(
    opened: Opened<'_>,
    format: Format,
    place: Place,
    bytes: Option<u64>,
    overrides: &Overrides,
) -> Result<RawArticle, IngestError> {
    if bytes.is_some_and(|bytes| bytes > ARTICLE_BYTES_MAX) {
        return Err(IngestError::TooLarge { place, bytes });
    }
    let mut content = Vec::new();
    let read = opened
        .stream
        .take(ARTICLE_BYTES_MAX + 1)
        .read_to_end(&mut content);
    if let Err(source) = read {
        return Err(IngestError::Unreadable { place, source });
    }
    if content.len() as u64 > ARTICLE_BYTES_MAX {
        return Err(IngestError::TooLarge { place, bytes: None });
    }
    let Ok((text, decoded)) = decode::decode(content, overrides.lang) else {
        return Err(IngestError::NotText {
            place,
            looks: "binary data",
        });
    };
    let mut notes = opened.notes;
    notes.extend(decoded);
    match format {
        Format::Markdown => markdown::article(&text, place, overrides, notes),
        _ => plain::article(&text, place, overrides, notes),
    }
}
