use super::not_prose::{self, NotProse};
use super::{front_matter, mail};
use std::path::Path;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// One article as it is printed.
    Plain,
    /// One article in Markdown.
    Markdown,
    /// Articles as JSON objects, one per line.
    JsonLines,
    /// Articles as JSON objects, one or an array or one after the other, on as many lines as they like.
    JsonValues,
    /// One mail, or a mailbox.
    Mail,
    /// Nothing that anybody wrote as an article.
    NotProse(NotProse),
}

impl Format {
    /// What the file at `path` holds, by its name, and by its beginning where the name does not say.
    pub(super) fn of(path: &Path, head: &[u8]) -> Self {
        let extension = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        let text = String::from_utf8_lossy(head);
        match extension.as_str() {
            "eml" | "mbox" | "mbx" => Self::Mail,
            "txt" | "text" if front_matter::begins(&text) => Self::Plain,
            "csv" | "tsv" | "srt" | "vtt" | "sbv" | "ass" | "txt" | "text" => {
                Self::sniff_text(Some(path), &text)
            }
            "md" | "markdown" => Self::Markdown,
            "jsonl" | "ndjson" => Self::JsonLines,
            "json" => Self::JsonValues,
            _ => Self::sniff(head),
        }
    }

    /// What a text is that is no JSON and has no front matter.
    fn sniff_text(path: Option<&Path>, head: &str) -> Self {
        if mail::begins(head) {
            return Self::Mail;
        }
        not_prose::kind(path, head).map_or(Self::Plain, Self::NotProse)
    }

    /// What begins with `head`: JSON where it looks like that, Markdown where it has front matter, else plain
    /// text. JSON that turns out broken is an error then, never an article.
    pub(super) fn sniff(head: &[u8]) -> Self {
        let start = head.trim_ascii_start();
        let after = |open: u8| start.strip_prefix(&[open]).map(<[u8]>::trim_ascii_start);
        if after(b'[').is_some_and(|rest| rest.starts_with(b"{")) {
            return Self::JsonValues;
        }
        if after(b'{').is_some_and(|rest| rest.starts_with(b"\"")) {
            // An object that is laid out breaks its first line behind a brace, a bracket or a comma.
            let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
            let is_open = matches!(line.trim_ascii_end().last(), Some(b'{' | b'[' | b',' | b':'));
            let is_cut = line.len() == start.len();
            return if is_open && !is_cut {
                Self::JsonValues
            } else {
                Self::JsonLines
            };
        }
        let text = String::from_utf8_lossy(head);
        if front_matter::begins(&text) {
            return Self::Markdown;
        }
        Self::sniff_text(None, &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_file_holds() {
        let of = |path: &str| Format::of(Path::new(path), b"{\"text\":\"x\"}\n");
        assert_eq!(of("a.TXT"), Format::Plain);
        assert_eq!(of("a.md"), Format::Markdown);
        assert_eq!(of("a.ndjson"), Format::JsonLines);
        assert_eq!(of("a.json"), Format::JsonValues);
        assert_eq!(of("a"), Format::JsonLines);
        assert_eq!(of("a.feed"), Format::JsonLines);
    }

    #[test]
    fn a_beginning_says_it_where_the_name_does_not() {
        let check = |head: &str, format| assert_eq!(Format::sniff(head.as_bytes()), format, "{head}");
        check("\n {\"id\": 1, \"text\": \"x\"}\n{", Format::JsonLines);
        check("{\"id\": 1, \"text\": \"a very long", Format::JsonLines);
        check("{\"id\": 1, \"text\": broken\n{\"id\"", Format::JsonLines);
        check("{\n  \"id\": 1,\n", Format::JsonValues);
        check("{ \"id\": 1,\n  \"text\"", Format::JsonValues);
        check("[\n {\"id\"", Format::JsonValues);
        check("---\ntitle: x\n---\n", Format::Markdown);
        check("+++\ntitle = \"x\"\n+++\n", Format::Markdown);
        check("---\n\nUn texte.", Format::Plain);
        check("[Ndlr] Un texte.", Format::Plain);
        check("{Sic} Un texte.", Format::Plain);
        check("", Format::Plain);
        check("From: a@example.org\nSubject: x\nDate: y\n\nText.", Format::Mail);
    }
}
