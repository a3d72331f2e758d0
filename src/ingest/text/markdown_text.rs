use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Maximum length of a wrapped line, in characters. No editor wraps lines later, so longer lines are paragraphs that
/// were pasted without a blank line between them.
const WRAPPED_LINE_CHARACTERS_MAX: usize = 120;

/// `markdown` as plain text, and the level-1 heading that it begins with, if any.
///
/// Paragraphs, headings and list items are on lines of their own; numbers and bullets of lists stay as written. A line
/// break inside a paragraph becomes a blank, or nothing between Chinese characters. Link targets, images, footnote
/// marks and HTML tags are removed; code stays as it is.
pub(crate) fn to_plain_text(markdown: &str) -> (String, Option<String>) {
    convert(PlainTextWriter {
        markdown,
        ..PlainTextWriter::default()
    })
}

fn convert(mut writer: PlainTextWriter<'_>) -> (String, Option<String>) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(writer.markdown, options).into_offset_iter() {
        writer.write(event, range);
    }
    (writer.text, writer.heading)
}

#[derive(Default)]
struct PlainTextWriter<'a> {
    markdown: &'a str,
    text: String,
    heading: Option<String>,
    /// The content of the open HTML block.
    open_html: String,
    /// Whether the input is the text of an HTML block. HTML nested in it is dropped.
    is_in_html: bool,
    /// Number of open images. Their alternative texts are dropped.
    open_images: usize,
    /// Whether a list bullet was the last thing written.
    after_bullet: bool,
    /// Whether a cell of the open table row was already written.
    after_cell: bool,
}

impl PlainTextWriter<'_> {
    fn write(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(&text);
            }
            Event::Html(html) => self.open_html.push_str(&html),
            Event::InlineHtml(tag) => {
                if tag
                    .get(..3)
                    .is_some_and(|start| start.eq_ignore_ascii_case("<br"))
                {
                    self.push("\n");
                }
            }
            Event::SoftBreak => self.soft_break(range),
            Event::HardBreak => self.push("\n"),
            Event::Rule | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.open_images == 0 {
            self.text.push_str(text);
            self.after_bullet = false;
        }
    }

    /// Begins a new line unless the text is empty; with `blank`, a blank line comes before it.
    fn new_line(&mut self, blank: bool) {
        let is_bare = self.text.is_empty() || std::mem::take(&mut self.after_bullet);
        if is_bare {
            return;
        }
        let ends = self.text.len() - self.text.trim_end_matches('\n').len();
        for _ in ends..=usize::from(blank) {
            self.text.push('\n');
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::Table(_) | Tag::FootnoteDefinition(_) => {
                self.new_line(true);
            }
            Tag::Heading { level, .. } => {
                if *level == HeadingLevel::H1 && self.text.is_empty() {
                    self.heading = Some(String::new());
                }
                self.new_line(true);
            }
            Tag::List(_) => self.new_line(!self.after_bullet && !self.is_in_item()),
            Tag::Item => {
                self.new_line(false);
                let bullet = self.markdown[range].split_whitespace().next().unwrap_or_default();
                self.text.push_str(bullet);
                self.text.push(' ');
                self.after_bullet = true;
            }
            Tag::TableHead | Tag::TableRow => {
                self.new_line(false);
                self.after_cell = false;
            }
            Tag::TableCell if self.after_cell => self.push("\t"),
            Tag::TableCell => self.after_cell = true,
            Tag::Image { .. } => self.open_images += 1,
            Tag::HtmlBlock => self.open_html.clear(),
            _ => {}
        }
    }

    /// Whether the current line begins with a bullet or number: a list nested in it needs no blank line before it.
    fn is_in_item(&self) -> bool {
        let line = self.text.rsplit('\n').next().unwrap_or_default();
        line.starts_with(['-', '*', '+']) || line.starts_with(|c: char| c.is_ascii_digit())
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(HeadingLevel::H1) => {
                if let Some(heading) = self.heading.as_mut().filter(|heading| heading.is_empty()) {
                    heading.push_str(&self.text);
                }
            }
            TagEnd::List(_) => self.new_line(true),
            TagEnd::Image => self.open_images = self.open_images.saturating_sub(1),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.open_html);
                if !self.is_in_html {
                    self.html_block(&html);
                }
            }
            _ => {}
        }
    }

    /// Writes the text of an HTML block. It is parsed as Markdown again to resolve its character references.
    fn html_block(&mut self, html: &str) {
        let words = strip_tags(html);
        let (text, _) = convert(PlainTextWriter {
            markdown: &words,
            is_in_html: true,
            ..PlainTextWriter::default()
        });
        if !text.trim().is_empty() {
            self.new_line(true);
            self.push(text.trim());
        }
    }

    fn soft_break(&mut self, range: Range<usize>) {
        let before = &self.markdown[..range.start];
        let line = before.rsplit('\n').next().unwrap_or_default();
        let next = self.markdown[range.end..].chars().find(|c| !c.is_whitespace());
        let is_wide = |c: char| c >= '\u{2e80}';
        if line.chars().count() > WRAPPED_LINE_CHARACTERS_MAX {
            self.push("\n");
        } else if !(self.text.ends_with(is_wide) && next.is_some_and(is_wide)) {
            self.push(" ");
        }
    }
}

/// `html` without tags, scripts, styles and comments.
fn strip_tags(html: &str) -> String {
    const HIDDEN_ELEMENTS: [(&str, &str); 3] =
        [("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")];
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let hidden = HIDDEN_ELEMENTS.iter().find(|(start, _)| {
            rest.get(..start.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
        });
        if let Some((_, end)) = hidden {
            rest = text_after(rest, end);
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            rest = text_after(rest, ">");
        } else {
            text.push('<');
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    text
}

/// What follows the first `end` in `text`, ignoring ASCII case; empty if there is none.
fn text_after<'a>(text: &'a str, end: &str) -> &'a str {
    let found = text
        .as_bytes()
        .windows(end.len())
        .position(|part| part.eq_ignore_ascii_case(end.as_bytes()));
    found
        .and_then(|at| text.get(at + end.len()..))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(markdown: &str) -> String {
        to_plain_text(markdown).0
    }

    #[test]
    fn markup_is_removed_and_words_stay() {
        insta::assert_snapshot!(check("Le **ministre** a _dit_ « [oui](https://example.org) »[^1] à `14 h`.\n\n[^1]: Mardi.\n"), @"
        Le ministre a dit « oui » à 14 h.

        Mardi.
        ");
        insta::assert_snapshot!(check("# Un titre\n\nUn chapeau\nsur deux lignes.\n\nIntertitre\n---\n\n> Une citation.\n> Sa suite.\n"), @"
        Un titre

        Un chapeau sur deux lignes.

        Intertitre

        Une citation. Sa suite.
        ");
        insta::assert_snapshot!(check("Prix : 5 \\* 3 &amp; 2&nbsp;% <https://example.org>, ![vue](a.png) snake_case, 1 * 2 * 3."), @"Prix : 5 * 3 & 2 % https://example.org,  snake_case, 1 * 2 * 3.");
        insta::assert_snapshot!(check("Ligne un  \nligne deux\\\nligne trois<br>ligne quatre"), @"
        Ligne un
        ligne deux
        ligne trois
        ligne quatre
        ");
    }

    #[test]
    fn lists_and_tables_stay_readable() {
        insta::assert_snapshot!(check("Trois points :\n\n1. ouvrir ;\n2. partager ;\n   - avec tous\n   - sans frais\n3) gouverner.\n\nFin."), @"
        Trois points :

        1. ouvrir ;
        2. partager ;
        - avec tous
        - sans frais

        3) gouverner.

        Fin.
        ");
        insta::assert_snapshot!(check("2025. Une année."), @"2025. Une année.");
        insta::assert_snapshot!(check("* a\n\n  suite\n\n* b\n"), @"
        * a

        suite
        * b
        ");
        insta::assert_snapshot!(check("| Pays | Part |\n|---|---|\n| A | 1 % |\n| B | 2 % |\n\nFin."), @"
        Pays	Part
        A	1 %
        B	2 %

        Fin.
        ");
    }

    #[test]
    fn wrapped_chinese_lines_join_without_blank() {
        insta::assert_snapshot!(check("外交部发言人\n表示，一切正常。\nOK 了。"), @"外交部发言人表示，一切正常。 OK 了。");
    }

    #[test]
    fn pasted_paragraphs_are_not_joined() {
        let long = "Le ministre a longuement parlé. ".repeat(6);
        let text = check(&format!("{long}\nUne autre phrase.\n"));
        assert_eq!(text, format!("{}\nUne autre phrase.", long.trim_end()));
    }

    #[test]
    fn html_tags_are_removed() {
        insta::assert_snapshot!(check("<div class=\"a\">\n<p>Il a dit &eacute;t&eacute;.</p>\n<script>x()</script>\n</div>\n\nFin <b>du</b> texte.\n\n<!-- rien -->\n"), @"
        Il a dit été.

        Fin du texte.
        ");
    }

    #[test]
    fn heading_at_the_start_is_the_title() {
        let title = |markdown: &str| to_plain_text(markdown).1;
        assert_eq!(title("# Un *titre*\n\n# Un autre\n"), Some("Un titre".into()));
        assert_eq!(title("Texte.\n\n# Titre\n"), None);
        assert_eq!(title("## Chapitre\n"), None);
    }

    proptest! {
        #[test]
        fn conversion_never_panics(text in any::<String>(), marks in "[-#*_>`|<>!\\[\\]()\\\\&;:0-9a. \n]{0,60}") {
            let _ = to_plain_text(&text);
            let _ = to_plain_text(&marks);
        }

        #[test]
        fn plain_sentence_is_unchanged(words in proptest::collection::vec("[a-zé]{1,9}", 1..12)) {
            let text = format!("Il {}.", words.join(" "));
            prop_assert_eq!(check(&text), text);
        }
    }
}
