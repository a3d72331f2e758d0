//! HTML and Markdown in a text: tags, character references and signs of emphasis are no words. What they stand for is
//! read, and each letter keeps its place in the text as given.

use super::character_references;
use super::mapped_char::Letter;

/// The longest tag, in bytes: one with a long address in it.
const TAG_MAX: usize = 1000;
/// The longest text of a link in Markdown, and the longest address, in bytes.
const LINK_TEXT_MAX: usize = 200;
const LINK_ADDRESS_MAX: usize = 400;

/// Tags inside a line; they part no words.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "mark", "q", "s", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr",
];
/// Tags that begin or end a paragraph.
const BLOCK: [&str; 44] = [
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
/// Tags whose contents nobody reads.
const UNREAD: [&str; 3] = ["script", "style", "noscript"];

/// The letters of `given`.
pub(super) fn letters(given: &str) -> Vec<Letter> {
    let mut reader = Reader {
        given,
        byte: 0,
        at: 0,
        out: Vec::with_capacity(given.len()),
        unclosed: [false; UNREAD.len() + 1],
    };
    while reader.step() {}
    reader.out
}

struct Reader<'t> {
    given: &'t str,
    /// Where it reads, in bytes and in code points.
    byte: usize,
    at: u32,
    out: Vec<Letter>,
    /// For each of `UNREAD`, and for comments, whether none is closed any more: not to look again.
    unclosed: [bool; UNREAD.len() + 1],
}

impl<'t> Reader<'t> {
    /// Reads on up to what may be markup.
    fn plain(&mut self) {
        let signs = |c: char| matches!(c, '<' | '&' | '\r' | '*' | '_' | '#' | '>' | '!' | '[' | ']');
        for c in self.given[self.byte..].chars().take_while(|c| !signs(*c)) {
            self.out.push(Letter {
                c,
                at: self.at,
                length: 1,
            });
            self.byte += c.len_utf8();
            self.at = self.at.saturating_add(1);
        }
    }

    fn step(&mut self) -> bool {
        self.plain();
        let rest = &self.given[self.byte..];
        let Some(c) = rest.chars().next() else {
            return false;
        };
        let bytes = rest.as_bytes();
        let skipped = match c {
            '<' => self.tag(rest),
            '&' => character_references::reference(rest).map(|(c, length)| (Some(c), length)),
            '\r' if bytes.get(1) == Some(&b'\n') => Some((Some('\n'), 2)),
            '*' | '_' => self.emphasis(rest).map(|length| (None, length)),
            '#' | '>' if self.opens_line() => opens_block(rest).map(|length| (None, length)),
            '!' if bytes.get(1) == Some(&b'[') => image(rest).map(|length| (None, length)),
            '[' => link(rest).map(|_| (None, 1)),
            ']' if bytes.get(1) == Some(&b'(') => address(rest).map(|length| (None, length)),
            _ => None,
        };
        match skipped {
            Some((letter, length)) => self.replace(letter, length),
            None => self.replace(Some(c), c.len_utf8()),
        }
        true
    }

    /// Reads `length` bytes as the letter, or as nothing.
    fn replace(&mut self, letter: Option<char>, length: usize) {
        let all = &self.given[self.byte..self.byte + length];
        let count = u32::try_from(all.chars().count()).unwrap_or(u32::MAX);
        if let Some(c) = letter {
            self.out.push(Letter {
                c,
                at: self.at,
                length: count,
            });
        }
        self.byte += length;
        self.at = self.at.saturating_add(count);
    }

    fn before(&self) -> Option<char> {
        self.out.last().map(|letter| letter.c)
    }

    fn opens_line(&self) -> bool {
        self.before().is_none_or(|c| c == '\n')
    }

    /// Reads a tag: as a paragraph's end, a line end, a quotation mark or nothing.
    fn tag(&mut self, rest: &'t str) -> Option<(Option<char>, usize)> {
        const COMMENTS: usize = UNREAD.len();
        if rest.starts_with("<!--") {
            return self.until(COMMENTS, rest, "-->").map(|length| (None, length));
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
            .take(TAG_MAX)
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
        if INLINE.contains(&name) {
            return Some((None, length));
        }
        if let Some(number) = UNREAD.iter().position(|unread| *unread == name) {
            let closed = match number {
                0 => self.until(number, rest, "</script>"),
                1 => self.until(number, rest, "</style>"),
                _ => self.until(number, rest, "</noscript>"),
            };
            return Some((Some('\n'), closed.unwrap_or(length)));
        }
        if !BLOCK.contains(&name) {
            return None;
        }
        let line_end = Letter {
            c: '\n',
            at: self.at,
            length: 0,
        };
        self.out.push(line_end);
        if name == "li" && inside.len() == rest.len() - 1 {
            self.out.push(line_end);
            self.out.push(Letter { c: '•', ..line_end });
            return Some((Some(' '), length));
        }
        Some((Some('\n'), length))
    }

    /// How many bytes there are until behind `end`; where it never comes, nobody looks for it again.
    fn until(&mut self, number: usize, rest: &str, end: &str) -> Option<usize> {
        if self.unclosed[number] {
            return None;
        }
        let found = rest.find(end).map(|at| at + end.len());
        self.unclosed[number] = found.is_none();
        found
    }

    /// How many signs of emphasis are here: "**", or one that hangs on a word.
    fn emphasis(&self, rest: &str) -> Option<usize> {
        let sign = rest.as_bytes()[0];
        let length = rest.bytes().take(4).take_while(|b| *b == sign).count();
        let before = self.before();
        let after = rest[length..].chars().next();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let parts_words = word(before) && word(after) && (sign == b'_' || length == 1);
        let alone = blank(before) && blank(after);
        (!parts_words && !alone).then_some(length)
    }
}

/// "## " before a heading, "> " before a line of a mail that is answered.
fn opens_block(rest: &str) -> Option<usize> {
    let sign = rest.as_bytes()[0];
    let length = rest.bytes().take(6).take_while(|b| *b == sign).count();
    rest[length..]
        .starts_with([' ', '>'])
        .then(|| length + usize::from(rest[length..].starts_with(' ')))
}

/// "[text](address)": where the text ends.
fn link(rest: &str) -> Option<usize> {
    let inside = &rest.as_bytes()[1..];
    let end = inside
        .iter()
        .take(LINK_TEXT_MAX)
        .position(|b| matches!(b, b'[' | b']' | b'\n'))?
        + 1;
    (rest.as_bytes()[end] == b']').then_some(())?;
    address(&rest[end..]).map(|_| end)
}

/// "](address)".
fn address(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix("](")?;
    let addressed = ["http", "www.", "/", "#", "mailto:", "./", "../"];
    if !addressed.iter().any(|start| inside.starts_with(start)) {
        return None;
    }
    let end = inside
        .bytes()
        .take(LINK_ADDRESS_MAX)
        .position(|b| matches!(b, b')' | b'\n'))?;
    (inside.as_bytes()[end] == b')').then_some("](".len() + end + 1)
}

/// "![text](address)".
fn image(rest: &str) -> Option<usize> {
    let end = link(&rest[1..])?;
    address(&rest[1 + end..]).map(|length| 1 + end + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expect: &str) {
        let read = letters(given);
        assert_eq!(read.iter().map(|l| l.c).collect::<String>(), expect, "{given}");
    }

    #[test]
    fn tags_are_read_through() {
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
    fn emphasis_and_links_are_read_through() {
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
