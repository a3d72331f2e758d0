//! Recognises texts that are not prose by their first lines: tables, captions of films, parts of mails.

use crate::ingest::metadata::field_names;
use std::path::Path;

/// What a text is instead of prose, and what its user can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotProse {
    /// What it looks like.
    pub looks_like: &'static str,
    /// What to do, as an imperative.
    pub advice: &'static str,
}

const TABLE: NotProse = NotProse {
    looks_like: "a table",
    advice: "convert it to JSONL, one article per line: {\"text\": \"…\", \"title\": \"…\", \"published\": \"2025-07-26\"}",
};
const CAPTIONS: NotProse = NotProse {
    looks_like: "captions with time codes",
    advice: "give the transcript as prose, each turn with its speaker: \"Ana Lund: …\"",
};
const PART_OF_MAIL: NotProse = NotProse {
    looks_like: "part of a mail without its headers",
    advice: "give the whole mail, or its text as .txt",
};

/// Maximum number of lines of a table examined.
const ROWS_EXAMINED_MAX: usize = 6;
/// Minimum number of columns of a table without a known column name, and of rows below its header.
const COLUMNS_MIN: usize = 3;
const ROWS_MIN: usize = 2;
/// Maximum length of a column name, in characters.
const COLUMN_NAME_CHARACTERS_MAX: usize = 40;

/// What a text that begins with `head` is, if it is not prose. `path` is its file, if it has one.
pub(crate) fn detect_non_prose(path: Option<&Path>, head: &str) -> Option<NotProse> {
    let extension = path.and_then(Path::extension).unwrap_or_default();
    match extension.to_string_lossy().to_lowercase().as_str() {
        "csv" | "tsv" => return Some(TABLE),
        "srt" | "vtt" | "sbv" | "ass" => return Some(CAPTIONS),
        _ => {}
    }
    let head = head.trim_start_matches(['\u{feff}', '\r', '\n']);
    if is_captions(head) {
        return Some(CAPTIONS);
    }
    if is_part_of_mail(head) {
        return Some(PART_OF_MAIL);
    }
    is_table(head).then_some(TABLE)
}

/// Whether `head` begins captions: `WebVTT` by its mark, `SubRip` by a number and two times with an arrow between them.
fn is_captions(head: &str) -> bool {
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return false };
    if first == "WEBVTT" || first.starts_with("WEBVTT ") || first == "[Script Info]" {
        return true;
    }
    let times = |line: &str| {
        line.split_once("-->").is_some_and(|(from, to)| {
            [from, to]
                .iter()
                .all(|time| time.contains(':') && time.trim().starts_with(|c: char| c.is_ascii_digit()))
        })
    };
    times(first) || first.bytes().all(|byte| byte.is_ascii_digit()) && lines.next().is_some_and(times)
}

/// Whether `head` begins with a part of a mail: "--boundary", and a header of the part on the next line.
fn is_part_of_mail(head: &str) -> bool {
    let mut lines = head.lines();
    let opens = lines
        .next()
        .is_some_and(|line| line.starts_with("--") && line.trim_end().len() > 3);
    let header = lines.next().unwrap_or_default().to_ascii_lowercase();
    opens && header.starts_with("content-")
}

/// Whether `head` begins a table: a header of short names without sentence punctuation, and rows with as many cells.
fn is_table(head: &str) -> bool {
    [',', ';', '\t', '|'].into_iter().any(|separator| {
        // The last line may be incomplete.
        let complete_lines = head.rfind('\n').map_or("", |end| &head[..end]);
        let mut rows = complete_lines
            .lines()
            .take(ROWS_EXAMINED_MAX)
            .filter(|line| !line.trim().is_empty());
        let Some(names) = rows.next().map(|line| split_cells(line, separator)) else {
            return false;
        };
        let is_name = |cell: &String| {
            let cell = cell.trim();
            let is_sentence_mark =
                |c: char| matches!(c, '.' | '!' | '?' | '«' | '»' | '“' | '”' | '。' | '，' | '：');
            !cell.is_empty()
                && cell.chars().count() <= COLUMN_NAME_CHARACTERS_MAX
                && cell.split_whitespace().count() <= 3
                && !cell.contains(is_sentence_mark)
        };
        let has_known_field = names.iter().any(|cell| field_names::is_known_name(cell.trim()));
        let columns_min = if has_known_field { 2 } else { COLUMNS_MIN };
        if names.len() < columns_min || !names.iter().all(is_name) {
            return false;
        }
        let rows: Vec<usize> = rows.map(|line| split_cells(line, separator).len()).collect();
        let matching_rows = rows.iter().filter(|cells| **cells == names.len()).count();
        // A cell with line breaks spoils the count of some rows. With a known column name, one matching row is enough.
        if has_known_field {
            matching_rows > 0
        } else {
            rows.len() >= ROWS_MIN && matching_rows == rows.len()
        }
    })
}

/// The cells of a row. A separator inside quotation marks does not separate.
fn split_cells(line: &str, separator: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c == separator && !quoted => cells.push(String::new()),
            c => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(c);
                }
            }
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_captions_and_mail_parts_are_recognised() {
        let check = |head: &str, kind_of: Option<NotProse>| {
            assert_eq!(detect_non_prose(None, head), kind_of, "{head}");
        };
        check("title,text,date\nA,\"One, two.\",2026-03-12\n", Some(TABLE));
        check("titre;texte\nA;Un.\n", Some(TABLE));
        check("name\tcity\tage\nA\tB\t1\nC\tD\t2\n", Some(TABLE));
        check("1\n00:00:01,000 --> 00:00:04,000\nBonjour.\n", Some(CAPTIONS));
        check(
            "\u{feff}WEBVTT\n\n00:01.000 --> 00:04.000\nHello.\n",
            Some(CAPTIONS),
        );
        check("--b1\nContent-Type: text/plain\n\nHello.\n", Some(PART_OF_MAIL));
        assert_eq!(detect_non_prose(Some(Path::new("x.CSV")), "x"), Some(TABLE));
        assert_eq!(detect_non_prose(Some(Path::new("x.srt")), "x"), Some(CAPTIONS));
    }

    #[test]
    fn prose_is_not_refused() {
        for head in [
            "Paris, Lyon, Marseille\nLe ministre a parlé, hier, à Lyon.\nIl a promis une loi.\n",
            "Lyon, France\n\nLe ministre a parlé.\n",
            "Text, title and all\nThe minister spoke.\n",
            "1\n\nLe premier chapitre.\n",
            "--\nUne dépêche.\n",
            "Il a dit : « 10:00 --> 11:00 ».\n",
            "",
        ] {
            assert_eq!(detect_non_prose(None, head), None, "{head}");
        }
    }
}
