//! Mails: one, or many in a mailbox.

use crate::ingest::encoding::opened_stream::ByteStream;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use std::io::{self, BufRead, BufReader, Read};

/// Headers that only mails have. One of them is enough, next to another header.
const MAIL_ONLY_HEADERS: [&str; 7] = [
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "delivered-to",
    "in-reply-to",
    "dkim-signature",
];
/// Headers of which a mail has all; a letter in plain text may have some of them.
const REQUIRED_HEADERS: [&str; 3] = ["from", "subject", "date"];
/// Maximum size of a mail, most of which can be attachments.
const MAIL_BYTES_MAX: u64 = 64 << 20;
/// Maximum number of header lines examined.
const HEADER_LINES_MAX: usize = 60;

/// Whether a text that begins with `head` is a mail or a mailbox.
pub(crate) fn is_mail(head: &str) -> bool {
    let mut lines = head.lines();
    if is_mailbox_separator(head.lines().next().unwrap_or_default().as_bytes()) {
        lines.next();
    }
    let mut names = Vec::new();
    for line in lines.take(HEADER_LINES_MAX) {
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
    REQUIRED_HEADERS.iter().all(has) || names.len() > 1 && MAIL_ONLY_HEADERS.iter().any(has)
}

/// Whether `line` separates two mails of a mailbox: `From ana@example.org Thu Mar 12 23:30:00 2026`.
fn is_mailbox_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let ends_in_year = rest.trim_ascii_end().rsplit(|byte| *byte == b' ').next();
    let is_year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    rest.contains(&b':') && (ends_in_year.is_some_and(is_year) || rest.contains(&b'@'))
}

/// A line of a mailbox as it was in the mail: what looks like a separator has a mark before it.
fn unescaped(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    if marks > 0 && line[marks..].starts_with(b"From ") {
        &line[1..]
    } else {
        line
    }
}

/// The mails in a stream, each with its location.
pub(crate) struct Mails<'a> {
    reader: BufReader<ByteStream<'a>>,
    location: InputLocation,
    /// Number of the line read last, from 1.
    line_number: u64,
    /// Whether the stream is a mailbox: mails separated by `From` lines.
    is_mailbox: bool,
    is_finished: bool,
}

impl<'a> Mails<'a> {
    /// The mails in `stream`, which begins with `head`.
    pub(crate) fn new(stream: ByteStream<'a>, head: &[u8], location: InputLocation) -> Self {
        let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
        Self {
            is_mailbox: is_mailbox_separator(first),
            reader: BufReader::new(stream),
            location,
            line_number: 0,
            is_finished: false,
        }
    }

    /// Reads the next mail. Returns its first line, its bytes and its size; of a mail that is too large,
    /// only the first bytes are kept.
    fn next_mail(&mut self) -> io::Result<(u64, Vec<u8>, u64)> {
        let (mut mail, mut size, mut begin) = (Vec::new(), 0, self.line_number + 1);
        let mut after_blank = true;
        loop {
            let mut line = Vec::new();
            let limit = MAIL_BYTES_MAX + 1;
            if (&mut self.reader).take(limit).read_until(b'\n', &mut line)? == 0 {
                self.is_finished = true;
                return Ok((begin, mail, size));
            }
            self.line_number += 1;
            if self.is_mailbox && after_blank && is_mailbox_separator(&line) {
                if size > 0 {
                    return Ok((begin, mail, size));
                }
                begin = self.line_number;
                continue;
            }
            after_blank = line.trim_ascii().is_empty();
            size += line.len() as u64;
            if size <= MAIL_BYTES_MAX {
                mail.extend_from_slice(if self.is_mailbox { unescaped(&line) } else { &line });
            }
        }
    }

    fn next_located_mail(&mut self) -> Result<Option<(Vec<u8>, InputLocation)>, IngestError> {
        let read = self.next_mail();
        let whole_stream = self.location.clone();
        let (line, mail, bytes) = read.map_err(|source| {
            self.is_finished = true;
            IngestError::Unreadable {
                location: whole_stream,
                source,
            }
        })?;
        let location = if self.is_mailbox {
            self.location.with_line(line)
        } else {
            self.location.clone()
        };
        if bytes > MAIL_BYTES_MAX {
            return Err(IngestError::Unusable {
                location,
                problem: "a mail larger than 64 MiB".to_owned(),
                advice: "remove its attachments, or give its text as .txt",
            });
        }
        if mail.trim_ascii().is_empty() {
            return if line == 1 {
                Err(IngestError::Empty { location })
            } else {
                Ok(None)
            };
        }
        Ok(Some((mail, location)))
    }
}

impl Iterator for Mails<'_> {
    type Item = Result<(Vec<u8>, InputLocation), IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_finished {
            return None;
        }
        self.next_located_mail().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::formats::mail::message;

    #[test]
    fn mail_is_recognised_by_its_headers() {
        for head in [
            "From: Ana Lund <ana@example.org>\nTo: desk@example.org\nSubject: A law\nDate: Thu, 12 Mar 2026 23:30:00 +0100\n\nText.",
            "Received: from a by b\n\tfor c\nFrom: x@example.org\n\nText.",
            "From ana@example.org Thu Mar 12 23:30:00 2026\nFrom: x@example.org\nSubject: A\nDate: x\n\nText.",
            "MIME-Version: 1.0\nContent-Type: text/plain\n\nText.",
        ] {
            assert!(is_mail(head), "{head}");
        }
    }

    #[test]
    fn prose_with_colons_is_not_mail() {
        for head in [
            "From the minister: nothing new.\n\nText.",
            "Subject: trade\n\nThe minister spoke.",
            "Ana Lund: We will act.\nOmar Sall: We will not.\n",
            "Date: hier\nLe ministre a parlé.",
            "From Paris: a report\n",
        ] {
            assert!(!is_mail(head), "{head}");
        }
    }

    #[test]
    fn mailbox_gives_each_mail_as_it_was() {
        let mailbox = b"From ana@example.org Thu Mar 12 09:30:00 2026\nFrom: Ana <a@example.org>\nSubject: x\n\n\
            The minister spoke.\n\n>From Paris, she went to Lyon.\n>>From there, on.\n\n\
            From ana@example.org Thu Mar 12 09:31:00 2026\nFrom: Ana <a@example.org>\nSubject: y\n\nThe chair answered.\n";
        let opened = crate::ingest::encoding::opened_stream::open_stream(Box::new(&mailbox[..])).unwrap();
        let mails = Mails::new(opened.stream, &opened.head, InputLocation::from_path("a.mbox"));
        let text =
            |(mail, location): (Vec<u8>, InputLocation)| message::parse_mail(&mail, &location).unwrap().text;
        let texts: Vec<String> = mails.map(|mail| text(mail.unwrap())).collect();
        // The second mark makes a quotation of the last line.
        assert_eq!(
            texts,
            [
                "The minister spoke.\n\nFrom Paris, she went to Lyon.",
                "The chair answered."
            ]
        );
    }
}
