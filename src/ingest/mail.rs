//! Mails: one, or many in a mailbox. Sender, date and subject are known of each, and one text of it is the article.

use super::fields::Fields;
use super::open::{Opened, Stream};
use super::{ARTICLE_BYTES_MAX, IngestError, Note, Overrides, Place, RawArticle};
use mail_parser::{Addr, Message, MessageParser};
use serde_json::{Map, Value};
use std::io::{self, BufRead, BufReader};

/// Headers that only a mail has.
const SURE: [&str; 7] = [
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "delivered-to",
    "in-reply-to",
    "dkim-signature",
];
/// Headers that a mail has all of, and a letter may have some of.
const LETTER: [&str; 3] = ["from", "subject", "date"];
/// At most so many lines of headers are looked at.
const HEADERS_MAX: usize = 60;

/// Whether `head` is the beginning of a mail or a mailbox.
pub(super) fn begins(head: &str) -> bool {
    let mut lines = head.lines();
    if is_separator(head.lines().next().unwrap_or_default().as_bytes()) {
        lines.next();
    }
    let mut names = Vec::new();
    for line in lines.take(HEADERS_MAX) {
        if line.starts_with([' ', '\t']) && !names.is_empty() {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            break;
        };
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_name {
            break;
        }
        names.push(name.to_ascii_lowercase());
    }
    let has = |name: &&str| names.iter().any(|known| known == name);
    LETTER.iter().all(has) || names.len() > 1 && SURE.iter().any(has)
}

/// The line between two mails of a mailbox: `From ana@example.org Thu Mar 12 23:30:00 2026`.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let ends_in_year = rest.trim_ascii_end().rsplit(|byte| *byte == b' ').next();
    let is_year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    rest.contains(&b':') && (ends_in_year.is_some_and(is_year) || rest.contains(&b'@'))
}

/// The mails in a stream, one after the other.
pub(super) struct Mails<'a> {
    reader: BufReader<Stream<'a>>,
    place: Place,
    overrides: &'a Overrides,
    notes: Vec<Note>,
    /// Lines read.
    line: u64,
    /// Whether mails are parted by lines, as in a mailbox.
    is_mailbox: bool,
    ended: bool,
}

impl<'a> Mails<'a> {
    pub(super) fn new(opened: Opened<'a>, place: Place, overrides: &'a Overrides) -> Self {
        let first = opened
            .head
            .split(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default();
        Self {
            is_mailbox: is_separator(first),
            reader: BufReader::new(opened.stream),
            place,
            overrides,
            notes: opened.notes,
            line: 0,
            ended: false,
        }
    }

    /// The bytes of the next mail, no more of it than an article may have, with the line that it begins on and its
    /// size.
    fn next_mail(&mut self) -> io::Result<(u64, Vec<u8>, u64)> {
        let (mut mail, mut size, mut begin) = (Vec::new(), 0, self.line + 1);
        let mut after_blank = true;
        loop {
            let mut line = Vec::new();
            if self.reader.read_until(b'\n', &mut line)? == 0 {
                self.ended = true;
                return Ok((begin, mail, size));
            }
            self.line += 1;
            if self.is_mailbox && after_blank && is_separator(&line) {
                if size > 0 {
                    return Ok((begin, mail, size));
                }
                begin = self.line;
                continue;
            }
            after_blank = line.trim_ascii().is_empty();
            size += line.len() as u64;
            if size <= ARTICLE_BYTES_MAX {
                mail.extend_from_slice(&line);
            }
        }
    }

    fn article(&mut self) -> Result<Option<RawArticle>, IngestError> {
        let read = self.next_mail();
        let whole = self.place.clone();
        let (line, mail, bytes) = read.map_err(|source| {
            self.ended = true;
            IngestError::Unreadable { place: whole, source }
        })?;
        let place = if self.is_mailbox {
            self.place.at(line)
        } else {
            self.place.clone()
        };
        if bytes > ARTICLE_BYTES_MAX {
            let bytes = Some(bytes);
            return Err(IngestError::TooLarge { place, bytes });
        }
        if mail.trim_ascii().is_empty() {
            return if line == 1 {
                Err(IngestError::Empty { place })
            } else {
                Ok(None)
            };
        }
        let Some(message) = MessageParser::default().parse(&mail) else {
            let looks = "a broken mail";
            return Err(IngestError::NotText { place, looks });
        };
        let Some(text) = message.body_text(0) else {
            return Err(IngestError::Empty { place });
        };
        let fields = Fields::from(headers(&message));
        let mut notes = self.notes.clone();
        notes.extend(super::decode::damage(&text));
        Ok(Some(RawArticle::new(
            &fields,
            text.into_owned(),
            place,
            self.overrides,
            notes,
        )))
    }
}

/// Subject, sender and date, as fields.
fn headers(message: &Message<'_>) -> Map<String, Value> {
    let sender = message.from().and_then(|from| from.first()).and_then(name);
    let date = message
        .date()
        .filter(|date| date.is_valid())
        .map(mail_parser::DateTime::to_rfc3339);
    let known = [
        ("title", message.subject().map(str::to_owned)),
        ("author", sender),
        ("date", date),
    ];
    let known = known
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), Value::String(value?))));
    known.collect()
}

fn name(sender: &Addr<'_>) -> Option<String> {
    let name = sender.name.as_deref().or(sender.address.as_deref());
    name.map(str::to_owned)
}

impl Iterator for Mails<'_> {
    type Item = Result<RawArticle, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.article().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_told_by_its_headers() {
        for head in [
            "From: Ana Lund <ana@example.org>\nTo: desk@example.org\nSubject: A law\nDate: Thu, 12 Mar 2026 23:30:00 +0100\n\nText.",
            "Received: from a by b\n\tfor c\nFrom: x@example.org\n\nText.",
            "From ana@example.org Thu Mar 12 23:30:00 2026\nFrom: x@example.org\nSubject: A\nDate: x\n\nText.",
            "MIME-Version: 1.0\nContent-Type: text/plain\n\nText.",
        ] {
            assert!(begins(head), "{head}");
        }
    }

    #[test]
    fn prose_with_colons_is_no_mail() {
        for head in [
            "From the minister: nothing new.\n\nText.",
            "Subject: trade\n\nThe minister spoke.",
            "Ana Lund: We will act.\nOmar Sall: We will not.\n",
            "Date: hier\nLe ministre a parlé.",
            "From Paris: a report\n",
        ] {
            assert!(!begins(head), "{head}");
        }
    }
}
