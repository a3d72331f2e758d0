//! Cuts markup of any quality into tags and texts; nothing is an error.

/// A piece of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkupToken<'a> {
    /// Text between tags, as written.
    Text(&'a str),
    /// The content of a CDATA section.
    Cdata(&'a str),
    /// A start tag.
    Start(StartTag<'a>),
    /// An end tag, with the name of its element.
    End(&'a str),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StartTag<'a> {
    /// The tag as written.
    pub source: &'a str,
    /// The name of the element, with its prefix.
    pub name: &'a str,
    /// What follows the name.
    attributes: &'a str,
    /// Whether it is the whole element, as in `<link/>`.
    pub is_empty: bool,
}

impl<'a> StartTag<'a> {
    /// Its attributes: names and values as written, in order.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        Attributes(self.attributes)
    }
}

/// The tokens of `markup`. Comments, declarations and processing instructions are left out. Reading them takes linear
/// time whatever the markup is.
pub(crate) fn tokens(markup: &str) -> impl Iterator<Item = MarkupToken<'_>> {
    MarkupTokens {
        rest: markup,
        without: [false; 3],
    }
}

/// The ends of the three sections that may be unclosed. Each is searched in vain once at most.
const SECTION_ENDS: [&str; 3] = ["-->", "]]>", "?>"];

struct MarkupTokens<'a> {
    rest: &'a str,
    /// Which of `SECTION_ENDS` are known not to be in the rest.
    without: [bool; 3],
}

impl<'a> MarkupTokens<'a> {
    /// Takes what is before the section end with this number, and the end itself. An unclosed section has no end.
    fn take_section(&mut self, begin: usize, end: usize) -> Option<&'a str> {
        let text = SECTION_ENDS.get(end)?;
        if self.without[end] {
            return None;
        }
        let Some(found) = self.rest[begin..].find(text) else {
            self.without[end] = true;
            return None;
        };
        let content = &self.rest[begin..begin + found];
        self.rest = &self.rest[begin + found + text.len()..];
        Some(content)
    }

    /// Skips the declaration that the rest begins with, as in `<!DOCTYPE html [ … ]>`.
    fn skip_declaration(&mut self) {
        let first_end = self.rest.find('>').map_or(self.rest.len(), |end| end + 1);
        let subset_end = match self.rest[..first_end].find('[') {
            Some(_) => self.rest.find("]>").map(|end| end + 2),
            None => None,
        };
        self.rest = &self.rest[subset_end.unwrap_or(first_end)..];
    }

    /// The text at the start of the rest: at least `least` bytes, up to the next `<`.
    fn take_text(&mut self, least: usize) -> MarkupToken<'a> {
        let end = self.rest[least..]
            .find('<')
            .map_or(self.rest.len(), |end| end + least);
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        MarkupToken::Text(text)
    }

    /// The tag at the start of the rest, which begins with `<` and, after `begin` bytes, a name.
    fn take_tag(&mut self, begin: usize) -> MarkupToken<'a> {
        let end = tag_end(self.rest);
        let (source, rest) = self.rest.split_at(end);
        self.rest = rest;
        let inner = source[begin..].trim_end_matches('>');
        let name_end = inner.find(|c| !is_name_character(c)).unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(name_end);
        if begin == 2 {
            return MarkupToken::End(name);
        }
        MarkupToken::Start(StartTag {
            source,
            name,
            attributes: attributes.trim_end_matches('/'),
            is_empty: inner.ends_with('/'),
        })
    }
}

impl<'a> Iterator for MarkupTokens<'a> {
    type Item = MarkupToken<'a>;

    fn next(&mut self) -> Option<MarkupToken<'a>> {
        loop {
            let rest = self.rest;
            if rest.is_empty() {
                return None;
            }
            if !rest.starts_with('<') {
                return Some(self.take_text(0));
            }
            if let Some(comment) = rest.strip_prefix("<!--") {
                if self.take_section(4, 0).is_none() {
                    self.rest = comment;
                }
            } else if rest.starts_with("<![CDATA[") {
                let content = self.take_section(9, 1).unwrap_or_else(|| {
                    self.rest = "";
                    &rest[9..]
                });
                return Some(MarkupToken::Cdata(content));
            } else if rest.starts_with("<?") {
                if self.take_section(2, 2).is_none() {
                    self.rest = &rest[rest.find('>').map_or(rest.len(), |end| end + 1)..];
                }
            } else if rest.starts_with("<!") {
                self.skip_declaration();
            } else if rest[1..].starts_with(is_name_start) {
                return Some(self.take_tag(1));
            } else if rest
                .strip_prefix("</")
                .is_some_and(|name| name.starts_with(is_name_start))
            {
                return Some(self.take_tag(2));
            } else {
                return Some(self.take_text(1));
            }
        }
    }
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn is_name_character(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}

/// The length of the tag at the start of `markup`. A `>` in a quoted value does not end it. A `<` does, because a tag
/// that was not closed is more frequent than this character in a value.
fn tag_end(markup: &str) -> usize {
    let mut quote = None;
    let mut first_close = None;
    for (at, byte) in markup.bytes().enumerate().skip(1) {
        match (byte, quote) {
            (b'<', None) => return at,
            (b'<', Some(_)) => return first_close.unwrap_or(at),
            (b'>', None) => return at + 1,
            (b'>', Some(_)) => first_close = first_close.or(Some(at + 1)),
            (b'"' | b'\'', None) if markup.as_bytes()[at - 1] == b'=' => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    first_close.unwrap_or(markup.len())
}

/// The attributes in what follows a name in a tag.
struct Attributes<'a>(&'a str);

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        let rest = self.0.trim_start_matches(|c| !is_name_start(c));
        if rest.is_empty() {
            return None;
        }
        let name_end = rest.find(|c| !is_name_character(c)).unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let Some(value) = after.trim_start().strip_prefix('=') else {
            self.0 = after;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let quoted = value.strip_prefix(['"', '\'']);
        let (value, rest) = match quoted {
            Some(inner) => inner.split_once(&value[..1]).unwrap_or((inner, "")),
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        self.0 = rest;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markup: &str) -> String {
        let line = |token| match token {
            MarkupToken::Text(text) => format!("text {text:?}"),
            MarkupToken::Cdata(text) => format!("cdata {text:?}"),
            MarkupToken::End(name) => format!("end {name}"),
            MarkupToken::Start(tag) => {
                let attributes: Vec<_> = tag.attributes().collect();
                format!("start {} {attributes:?} {}", tag.name, tag.is_empty)
            }
        };
        tokens(markup).map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn well_formed_markup_is_cut_at_its_tags() {
        insta::assert_snapshot!(shown("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a \"b\">]><!-- <a> --><a href=\"x>y\" b='c'>t<![CDATA[<b>]]></a><c/>"), @r#"
        start a [("href", "x>y"), ("b", "c")] false
        text "t"
        cdata "<b>"
        end a
        start c [] true
        "#);
    }

    #[test]
    fn broken_markup_gives_what_is_there() {
        insta::assert_snapshot!(shown("a < b <a href=x y=\"open <b>t</b"), @r#"
        text "a "
        text "< b "
        start a [("href", "x"), ("y", "open ")] false
        start b [] false
        text "t"
        end b
        "#);
        insta::assert_snapshot!(shown("<!-- open <i>x<![CDATA[open"), @r#"
        text " open "
        start i [] false
        text "x"
        cdata "open"
        "#);
    }

    #[test]
    fn unclosed_sections_take_linear_time() {
        let markup = "<!--<?<![<a b=\"".repeat(100_000);
        assert!(tokens(&markup).count() <= 300_000);
    }
}
