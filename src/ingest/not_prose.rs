//! Texts that hold no prose, told by how they begin: tables, captions of films, parts of mails.

use std::path::Path;

/// What a text holds instead of prose, and what to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotProse {
    /// What it looks like.
    pub looks: &'static str,
    /// What to do.
    pub advice: &'static str,
}

const TABLE: NotProse = NotProse {
    looks: "a table",
    advice: "convert it to JSONL, one article a line: {\"text\": \"…\", \"title\": \"…\", \"published\": \"2025-07-26\"}",
};
const CAPTIONS: NotProse = NotProse {
    looks: "captions with times",
    advice: "give the transcript as prose, each turn with its speaker: \"Ana Lund: …\"",
};
const PART_OF_MAIL: NotProse = NotProse {
    looks: "a part of a mail without its headers",
    advice: "give the whole mail, or its text as .txt",
};

/// How many lines of a table are looked at.
const ROWS: usize = 6;
/// A table that nothing else tells has so many columns, and so many rows below its head.
const COLUMNS_LEAST: usize = 3;
const ROWS_LEAST: usize = 2;
/// The name of a column has at most so many characters.
const COLUMN_NAME_MAX: usize = 40;

/// What the text that begins with `head` holds, where it is no prose; `path` is its name.
pub(super) fn kind(path: Option<&Path>, head: &str) -> Option<NotProse> {
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

/// `WebVTT` by its mark, `SubRip` by a number and two times with an arrow between them.
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

/// "--boundary" and a header of a part below it.
fn is_part_of_mail(head: &str) -> bool {
    let mut lines = head.lines();
    let opens = lines
        .next()
        .is_some_and(|line| line.starts_with("--") && line.trim_end().len() > 3);
    let header = lines.next().unwrap_or_default().to_ascii_lowercase();
    opens && header.starts_with("content-")
}

/// A head of short names without marks of a sentence, and as many cells in each row below.
fn is_table(head: &str) -> bool {
    [',', ';', '\t', '|'].into_iter().any(|separator| {
        // The last line may be cut.
        let whole = head.rfind('\n').map_or("", |end| &head[..end]);
        let mut rows = whole.lines().take(ROWS).filter(|line| !line.trim().is_empty());
        let Some(names) = rows.next().map(|line| cells(line, separator)) else {
            return false;
        };
        let is_name = |cell: &String| {
            let cell = cell.trim();
            let odd = |c: char| matches!(c, '.' | '!' | '?' | '«' | '»' | '“' | '”' | '。' | '，' | '：');
            !cell.is_empty()
                && cell.chars().count() <= COLUMN_NAME_MAX
                && cell.split_whitespace().count() <= 3
                && !cell.contains(odd)
        };
        let is_told = names.iter().any(|cell| super::field_names::is_known(cell.trim()));
        let least = if is_told { 2 } else { COLUMNS_LEAST };
        if names.len() < least || !names.iter().all(is_name) {
            return false;
        }
        let rows: Vec<usize> = rows.map(|line| cells(line, separator).len()).collect();
        let like = rows.iter().filter(|cells| **cells == names.len()).count();
        // A cell of several lines breaks the count of some rows of a table whose head is told.
        if is_told {
            like > 0
        } else {
            rows.len() >= ROWS_LEAST && like == rows.len()
        }
    })
}

/// The cells of a row; a separator in quotation marks is none.
fn cells(line: &str, separator: char) -> Vec<String> {
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
    fn tables_captions_and_parts_of_mails_are_told_by_how_they_begin() {
        let check = |head: &str, kind_of: Option<NotProse>| assert_eq!(kind(None, head), kind_of, "{head}");
        check("title,text,date\nA,\"One, two.\",2026-03-12\n", Some(TABLE));
        check("titre;texte\nA;Un.\n", Some(TABLE));
        check("name\tcity\tage\nA\tB\t1\nC\tD\t2\n", Some(TABLE));
        check("1\n00:00:01,000 --> 00:00:04,000\nBonjour.\n", Some(CAPTIONS));
        check(
            "\u{feff}WEBVTT\n\n00:01.000 --> 00:04.000\nHello.\n",
            Some(CAPTIONS),
        );
        check("--b1\nContent-Type: text/plain\n\nHello.\n", Some(PART_OF_MAIL));
        assert_eq!(kind(Some(Path::new("x.CSV")), "x"), Some(TABLE));
        assert_eq!(kind(Some(Path::new("x.srt")), "x"), Some(CAPTIONS));
    }

    #[test]
    fn prose_is_prose() {
        for head in [
            "Paris, Lyon, Marseille\nLe ministre a parlé, hier, à Lyon.\nIl a promis une loi.\n",
            "Lyon, France\n\nLe ministre a parlé.\n",
            "Text, title and all\nThe minister spoke.\n",
            "1\n\nLe premier chapitre.\n",
            "--\nUne dépêche.\n",
            "Il a dit : « 10:00 --> 11:00 ».\n",
            "",
        ] {
            assert_eq!(kind(None, head), None, "{head}");
        }
    }
}
