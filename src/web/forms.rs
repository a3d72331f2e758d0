//! Answers in the forms of the command line.

use super::error::WebError;
use super::form::Form;
use super::view::View;
use crate::export::{Tabular, write_csv, write_json, write_jsonl, write_jsonl_line, write_markdown};
use serde::Serialize;
use std::io::{self, Write};

/// Maximum number of bytes of an answer.
const ANSWER_BYTES_MAX: usize = 64 * MEGABYTE;

const MEGABYTE: usize = 1024 * 1024;

/// An answer that is a list: as JSON Lines, one line an item.
pub(super) fn write_list(
    view: &View<'_>,
    answer: &(impl Tabular + Serialize),
    form: Form,
) -> Result<Vec<u8>, WebError> {
    match form {
        Form::JsonLines => write(view, |out| write_jsonl(answer, out)),
        _ => write_record(view, answer, form),
    }
}

/// An answer that is more than a list: as JSON Lines, one line for all.
pub(super) fn write_record(
    view: &View<'_>,
    answer: &(impl Tabular + Serialize),
    form: Form,
) -> Result<Vec<u8>, WebError> {
    match form {
        Form::Csv => write(view, |out| write_csv(answer, out)),
        Form::Markdown => write(view, |out| write_markdown(answer, out)),
        _ => write_value(view, answer, form),
    }
}

/// An answer that is no table.
pub(super) fn write_value(view: &View<'_>, answer: &impl Serialize, form: Form) -> Result<Vec<u8>, WebError> {
    match form {
        Form::Json => write(view, |out| write_json(answer, out)),
        Form::JsonLines => write(view, |out| write_jsonl_line(answer, out)),
        _ => Err(unknown_form(form)),
    }
}

/// Error: the page has no such form.
pub(super) fn unknown_form(form: Form) -> WebError {
    WebError::parameter(
        "format",
        format_args!("this page has no form {:?}", form.as_str()),
    )
}

/// Collects what `print` writes.
pub(super) fn write(
    view: &View<'_>,
    print: impl FnOnce(&mut LimitedBytes) -> io::Result<()>,
) -> Result<Vec<u8>, WebError> {
    let mut out = LimitedBytes(Vec::new());
    match print(&mut out) {
        Ok(()) => Ok(out.0),
        // Memory cannot fail to be written to in another way.
        Err(_) => Err(WebError::TooLong {
            megabytes: ANSWER_BYTES_MAX / MEGABYTE,
            command: view.address.page.to_string(),
        }),
    }
}

/// Bytes in memory, up to a limit.
#[derive(Debug)]
pub(super) struct LimitedBytes(Vec<u8>);

impl Write for LimitedBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > ANSWER_BYTES_MAX {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
