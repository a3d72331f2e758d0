//! Reads through HTML and Markdown: removes tags, character references and emphasis, keeps what they stand for, and
//! keeps for each character its place in the text as given.

use super::character_references;
use super::mapped_char::MappedChar;
use crate::extract::steps::Step;

/// Maximum length of a tag, in bytes: a tag may contain a long address.
const TAG_BYTES_MAX: usize = 1000;
/// Maximum lengths of the text and of the address of a Markdown link, in bytes.
const LINK_TEXT_BYTES_MAX: usize = 200;
const LINK_ADDRESS_BYTES_MAX: usize = 400;

/// Tags inside a line. They do not separate words.
const INLINE_TAGS: [&str; 24] = [
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "mark", "q", "s", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr",
];
/// Tags that begin or end a paragraph.
const BLOCK_TAGS: [&str; 44] = [
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "img",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
    "video",
];
/// Tags whose contents are left out.
const SKIPPED_TAGS: [&str; 3] = ["script", "style", "noscript"];

/// Returns the characters of `given` without markup.
pub(super) fn strip_markup(given: &str) -> Vec<MappedChar> {
    let mut reader = MarkupReader {
        given,
        byte: 0,
        at: 0,
        out: Vec::with_capacity(given.len()),
        unclosed: [false; SKIPPED_TAGS.len() + 1],
    };
    while reader.step() {}
    reader.out
}

/// Reads a text and removes its markup.
struct MarkupReader<'t> {
    given: &'t str,
    /// The current position, in bytes and in code points.
    byte: usize,
    at: u32,
    out: Vec<MappedChar>,
    /// For each of `SKIPPED_TAGS`, and for comments, whether no end follows any more. Then it is not searched again,
    /// which keeps the time linear.
    unclosed: [bool; SKIPPED_TAGS.len() + 1],
}

impl<'t> MarkupReader<'t> {
    /// Copies characters up to the next one that may begin markup.
    fn copy_plain_text(&mut self) {
        let signs = |c: char| matches!(c, '<' | '&' | '\r' | '*' | '_' | '#' | '>' | '!' | '[' | ']');
        for c in self.given[self.byte..].chars().take_while(|c| !signs(*c)) {
            self.out.push(MappedChar {
                c,
                at: self.at,
                length: 1,
            });
            self.byte += c.len_utf8();
            self.at = self.at.saturating_add(1);
        }
    }

    /// Reads on to the next character that may begin markup, and handles it. Returns `false` at the end.
    fn step(&mut self) -> bool {
        self.copy_plain_text();
        let rest = &self.given[self.byte..];
        let Some(c) = rest.chars().next() else {
            return false;
        };
        let bytes = rest.as_bytes();
        let skipped = match c {
            '<' => self.parse_tag(rest),
            '&' => character_references::decode_reference(rest).map(|(c, length)| (Some(c), length)),
            '\r' if bytes.get(1) == Some(&b'\n') => Some((Some('\n'), 2)),
            '*' | '_' => self.emphasis_length(rest).map(|length| (None, length)),
            '#' | '>' if self.opens_line() => block_marker_length(rest).map(|length| (None, length)),
            '!' if bytes.get(1) == Some(&b'[') => image_length(rest).map(|length| (None, length)),
            '[' => link_text_end(rest).map(|_| (None, 1)),
            ']' if bytes.get(1) == Some(&b'(') => link_address_length(rest).map(|length| (None, length)),
            _ => None,
        };
        match skipped {
            Some((mapped, length)) => self.replace(mapped, length),
            None => self.replace(Some(c), c.len_utf8()),
        }
        true
    }

    /// Replaces `length` bytes by the character, or by nothing.
    fn replace(&mut self, mapped: Option<char>, length: usize) {
        let all = &self.given[self.byte..self.byte + length];
        let count = u32::try_from(all.chars().count()).unwrap_or(u32::MAX);
        if let Some(c) = mapped {
            self.out.push(MappedChar {
                c,
                at: self.at,
                length: count,
            });
        }
        self.byte += length;
        self.at = self.at.saturating_add(count);
    }

    fn last_char(&self) -> Option<char> {
        self.out.last().map(|mapped| mapped.c)
    }

    fn opens_line(&self) -> bool {
        self.last_char().is_none_or(|c| c == '\n')
    }

    /// Parses a tag. Returns the character it stands for (line end, quotation mark, none) and its length in bytes.
    fn parse_tag(&mut self, rest: &'t str) -> Option<(Option<char>, usize)> {
        const COMMENTS: usize = SKIPPED_TAGS.len();
        if rest.starts_with("<!--") {
            return self
                .length_until(COMMENTS, rest, "-->")
                .map(|length| (None, length));
        }
        let inside = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        let name_end = inside
            .bytes()
            .take(12)
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        let name = inside[..name_end].to_ascii_lowercase();
        if !matches!(
            inside.as_bytes().get(name_end),
            Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r')
        ) {
            return None;
        }
        let end = rest[1..]
            .bytes()
            .take(TAG_BYTES_MAX)
            .position(|b| matches!(b, b'>' | b'<'))?
            + 1;
        if rest.as_bytes()[end] == b'<' {
            return None;
        }
        let length = end + 1;
        let name = name.as_str();
        if name == "br" {
            return Some((Some('\n'), length));
        }
        if name == "q" {
            return Some((Some('"'), length));
        }
        if INLINE_TAGS.contains(&name) {
            return Some((None, length));
        }
        if let Some(number) = SKIPPED_TAGS.iter().position(|unread| *unread == name) {
            let closed = match number {
                0 => self.length_until(number, rest, "</script>"),
                1 => self.length_until(number, rest, "</style>"),
                _ => self.length_until(number, rest, "</noscript>"),
            };
            return Some((Some('\n'), closed.unwrap_or(length)));
        }
        if !BLOCK_TAGS.contains(&name) {
            return None;
        }
        let line_end = MappedChar {
            c: '\n',
            at: self.at,
            length: 0,
        };
        self.out.push(line_end);
        if name == "li" && inside.len() == rest.len() - 1 {
            self.out.push(line_end);
            self.out.push(MappedChar { c: '•', ..line_end });
            return Some((Some(' '), length));
        }
        Some((Some('\n'), length))
    }

    /// Returns the bytes up to and including `end`. If it never comes, it is not searched again.
    fn length_until(&mut self, number: usize, rest: &str, end: &str) -> Option<usize> {
        if self.unclosed[number] {
            return None;
        }
        let found = rest.find(end).map(|at| at + end.len());
        Step::Byte.count(found.unwrap_or(rest.len()));
        self.unclosed[number] = found.is_none();
        found
    }

    /// Returns the number of emphasis signs here: "**", or one beside a word.
    fn emphasis_length(&self, rest: &str) -> Option<usize> {
        let sign = rest.as_bytes()[0];
        let length = rest.bytes().take(4).take_while(|b| *b == sign).count();
        let before = self.last_char();
        let after = rest[length..].chars().next();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let parts_words = word(before) && word(after) && (sign == b'_' || length == 1);
        let alone = blank(before) && blank(after);
        (!parts_words && !alone).then_some(length)
    }
}

/// The length of a marker at the beginning of a line: "## " of a heading, "> " of a quoted mail.
fn block_marker_length(rest: &str) -> Option<usize> {
    let sign = rest.as_bytes()[0];
    let length = rest.bytes().take(6).take_while(|b| *b == sign).count();
    rest[length..]
        .starts_with([' ', '>'])
        .then(|| length + usize::from(rest[length..].starts_with(' ')))
}

/// `[text](address)`: returns where the text ends.
fn link_text_end(rest: &str) -> Option<usize> {
    let inside = &rest.as_bytes()[1..];
    let end = inside
        .iter()
        .take(LINK_TEXT_BYTES_MAX)
        .position(|b| matches!(b, b'[' | b']' | b'\n'))?
        + 1;
    (rest.as_bytes()[end] == b']').then_some(())?;
    link_address_length(&rest[end..]).map(|_| end)
}

/// "](address)": returns its length.
fn link_address_length(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix("](")?;
    let addressed = ["http", "www.", "/", "#", "mailto:", "./", "../"];
    if !addressed.iter().any(|start| inside.starts_with(start)) {
        return None;
    }
    let end = inside
        .bytes()
        .take(LINK_ADDRESS_BYTES_MAX)
        .position(|b| matches!(b, b')' | b'\n'))?;
    (inside.as_bytes()[end] == b')').then_some("](".len() + end + 1)
}

/// "![text](address)": returns its length.
fn image_length(rest: &str) -> Option<usize> {
    let end = link_text_end(&rest[1..])?;
    link_address_length(&rest[1 + end..]).map(|length| 1 + end + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expect: &str) {
        let read = strip_markup(given);
        assert_eq!(read.iter().map(|l| l.c).collect::<String>(), expect, "{given}");
    }

    #[test]
    fn html_tags_are_removed() {
        check(
            "<p>Oui, dit <a href=\"https://x.example/?a=1&b=2\">Zoé</a>.</p><p>Non.</p>",
            "\n\nOui, dit Zoé.\n\n\n\nNon.\n\n",
        );
        check("a<br/>b<!-- c --><script>d</script>e", "a\nb\ne");
        check("<ul><li>un</li></ul>", "\n\n\n\n• un\n\n\n\n");
        for text in [
            "a < b > c",
            "<Untel@x.example>",
            "<3",
            "a <b",
            "<script",
            "<!-- a",
            "<p <p",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn markdown_emphasis_and_links_are_removed() {
        check("**Quand ?** _En mai_, dit *Zoé*.", "Quand ? En mai, dit Zoé.");
        check(
            "[Zoé](https://x.example) a dit ![i](/i.png)oui [sic]",
            "Zoé a dit oui [sic]",
        );
        check("## Titre\n> > Non", "Titre\nNon");
        for text in [
            "* un\n* deux",
            "snake_case, 5*3",
            "#1 de la liste",
            "3 > 2",
            "élu(e)[1](bis)",
        ] {
            check(text, text);
        }
    }
}
