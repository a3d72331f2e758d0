use super::not_prose::{self, NotProse};
use super::{front_matter, mail};
use std::path::Path;

/// The format of a file or stream of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArticleFormat {
    /// One article as plain text.
    Plain,
    /// One article in Markdown.
    Markdown,
    /// Articles as JSON objects, one per line.
    JsonLines,
    /// Articles as JSON objects of any layout: one object, an array, or objects one after the other.
    JsonValues,
    /// One mail, or a mailbox.
    Mail,
    /// A table, captions or another text that is not prose.
    NotProse(NotProse),
}

impl ArticleFormat {
    /// The format of the file at `path`: by its extension, else by its first bytes, `head`.
    pub(crate) fn detect(path: &Path, head: &[u8]) -> Self {
        let extension = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        let text = String::from_utf8_lossy(head);
        match extension.as_str() {
            "eml" | "mbox" | "mbx" => Self::Mail,
            "txt" | "text" if front_matter::has_front_matter(&text) => Self::Plain,
            "csv" | "tsv" | "srt" | "vtt" | "sbv" | "ass" | "txt" | "text" => {
                Self::from_text_head(Some(path), &text)
            }
            "md" | "markdown" => Self::Markdown,
            "jsonl" | "ndjson" => Self::JsonLines,
            "json" => Self::JsonValues,
            _ => Self::from_head(head),
        }
    }

    /// The format of a text that is not JSON and has no front matter.
    fn from_text_head(path: Option<&Path>, head: &str) -> Self {
        if mail::is_mail(head) {
            return Self::Mail;
        }
        not_prose::detect_non_prose(path, head).map_or(Self::Plain, Self::NotProse)
    }

    /// The format of what begins with `head`: JSON if it looks like that, Markdown if it has front matter, a mail by
    /// its headers, else plain text. What looks like JSON and is broken is an error later, never an article of plain
    /// text.
    pub(crate) fn from_head(head: &[u8]) -> Self {
        let start = head.trim_ascii_start();
        let after = |open: u8| start.strip_prefix(&[open]).map(<[u8]>::trim_ascii_start);
        if after(b'[').is_some_and(|rest| rest.starts_with(b"{")) {
            return Self::JsonValues;
        }
        if after(b'{').is_some_and(|rest| rest.starts_with(b"\"")) {
            // The first line of an object on several lines ends after a brace, a bracket, a comma or a colon.
            let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
            let ends_open = matches!(line.trim_ascii_end().last(), Some(b'{' | b'[' | b',' | b':'));
            let is_cut = line.len() == start.len();
            return if ends_open && !is_cut {
                Self::JsonValues
            } else {
                Self::JsonLines
            };
        }
        let text = String::from_utf8_lossy(head);
        if front_matter::has_front_matter(&text) {
            return Self::Markdown;
        }
        Self::from_text_head(None, &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extension_determines_the_format() {
        let detect = |path: &str| ArticleFormat::detect(Path::new(path), b"{\"text\":\"x\"}\n");
        assert_eq!(detect("a.TXT"), ArticleFormat::Plain);
        assert_eq!(detect("a.md"), ArticleFormat::Markdown);
        assert_eq!(detect("a.ndjson"), ArticleFormat::JsonLines);
        assert_eq!(detect("a.json"), ArticleFormat::JsonValues);
        assert_eq!(detect("a"), ArticleFormat::JsonLines);
        assert_eq!(detect("a.feed"), ArticleFormat::JsonLines);
    }

    #[test]
    fn first_bytes_determine_the_format() {
        let check =
            |head: &str, format| assert_eq!(ArticleFormat::from_head(head.as_bytes()), format, "{head}");
        check("\n {\"id\": 1, \"text\": \"x\"}\n{", ArticleFormat::JsonLines);
        check("{\"id\": 1, \"text\": \"a very long", ArticleFormat::JsonLines);
        check("{\"id\": 1, \"text\": broken\n{\"id\"", ArticleFormat::JsonLines);
        check("{\n  \"id\": 1,\n", ArticleFormat::JsonValues);
        check("{ \"id\": 1,\n  \"text\"", ArticleFormat::JsonValues);
        check("[\n {\"id\"", ArticleFormat::JsonValues);
        check("---\ntitle: x\n---\n", ArticleFormat::Markdown);
        check("+++\ntitle = \"x\"\n+++\n", ArticleFormat::Markdown);
        check("---\n\nUn texte.", ArticleFormat::Plain);
        check("[Ndlr] Un texte.", ArticleFormat::Plain);
        check("{Sic} Un texte.", ArticleFormat::Plain);
        check("", ArticleFormat::Plain);
        check(
            "From: a@example.org\nSubject: x\nDate: y\n\nText.",
            ArticleFormat::Mail,
        );
    }
}
