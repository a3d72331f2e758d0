use super::normalise::one_line;
use super::{IngestError, Note, Overrides, Place, RawArticle, front_matter};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// No editor wraps lines this long, in characters: they were pasted, one paragraph each.
const WRAPPED_LINE_MAX: usize = 120;

/// The article in a Markdown text, as its readers see it. A heading of the first level that opens it is its
/// title, where nothing else says so, and stays in the text.
pub(super) fn article(
    text: &str,
    place: Place,
    overrides: &Overrides,
    notes: Vec<Note>,
) -> Result<RawArticle, IngestError> {
    let (fields, body) = front_matter::split(text).map_err(|error| error.at(&place))?;
    let (body, heading) = plain(body);
    let mut article = RawArticle::new(&fields, body, place, overrides, notes);
    article.source.title = article.source.title.or_else(|| one_line(&heading?));
    Ok(article)
}

/// `markdown` without its marks, and the heading of the first level that it opens with.
///
/// Paragraphs, headings and list items stand on lines of their own, with the numbers and bullets of lists as
/// written. A line break inside a paragraph is a blank, between Chinese characters nothing. Link targets,
/// images, footnote marks and HTML tags go; code stays as it is.
pub(super) fn plain(markdown: &str) -> (String, Option<String>) {
    write(Writer {
        markdown,
        ..Writer::default()
    })
}

fn write(mut writer: Writer<'_>) -> (String, Option<String>) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(writer.markdown, options).into_offset_iter() {
        writer.write(event, range);
    }
    (writer.text, writer.heading)
}

#[derive(Default)]
struct Writer<'a> {
    markdown: &'a str,
    text: String,
    heading: Option<String>,
    /// The HTML block that is open.
    html: String,
    /// Whether this is the text of an HTML block: what is HTML in there again is left out.
    in_html: bool,
    /// How many images are open: their texts are for those who do not see them.
    images: usize,
    /// Whether the last thing written is the bullet of an item.
    after_bullet: bool,
    /// Whether a cell of the open table row was written.
    after_cell: bool,
}

impl Writer<'_> {
    fn write(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(&text);
            }
            Event::Html(html) => self.html.push_str(&html),
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
        if self.images == 0 {
            self.text.push_str(text);
            self.after_bullet = false;
        }
    }

    /// Begins a new line, with `blank` a blank one before it, unless there is nothing before.
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
            Tag::List(_) => self.new_line(!self.after_bullet && !self.in_item()),
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
            Tag::Image { .. } => self.images += 1,
            Tag::HtmlBlock => self.html.clear(),
            _ => {}
        }
    }

    /// Whether the line being written begins with a bullet or number, so that a list in it needs no blank line.
    fn in_item(&self) -> bool {
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
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                if !self.in_html {
                    self.html_block(&html);
                }
            }
            _ => {}
        }
    }

    /// Writes the words of an HTML block, read as Markdown once more for their character references.
    fn html_block(&mut self, html: &str) {
        let words = without_tags(html);
        let (text, _) = write(Writer {
            markdown: &words,
            in_html: true,
            ..Writer::default()
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
        if line.chars().count() > WRAPPED_LINE_MAX {
            self.push("\n");
        } else if !(self.text.ends_with(is_wide) && next.is_some_and(is_wide)) {
            self.push(" ");
        }
    }
}

/// The text between the tags of `html`, without scripts, styles and comments.
fn without_tags(html: &str) -> String {
    const SILENT: [(&str, &str); 3] = [("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")];
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let silent = SILENT.iter().find(|(start, _)| {
            rest.get(..start.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
        });
        if let Some((_, end)) = silent {
            rest = after_any_case(rest, end);
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            rest = after_any_case(rest, ">");
        } else {
            text.push('<');
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    text
}

/// What stands in `text` behind `end`, in whatever case that is written; nothing where it is missing.
fn after_any_case<'a>(text: &'a str, end: &str) -> &'a str {
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
        plain(markdown).0
    }

    #[test]
    fn paragraphs_lose_their_marks_and_keep_their_words() {
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
    fn chinese_lines_join_without_a_blank() {
        insta::assert_snapshot!(check("外交部发言人\n表示，一切正常。\nOK 了。"), @"外交部发言人表示，一切正常。 OK 了。");
    }

    #[test]
    fn pasted_paragraphs_are_not_joined() {
        let long = "Le ministre a longuement parlé. ".repeat(6);
        let text = check(&format!("{long}\nUne autre phrase.\n"));
        assert_eq!(text, format!("{}\nUne autre phrase.", long.trim_end()));
    }

    #[test]
    fn html_loses_its_tags() {
        insta::assert_snapshot!(check("<div class=\"a\">\n<p>Il a dit &eacute;t&eacute;.</p>\n<script>x()</script>\n</div>\n\nFin <b>du</b> texte.\n\n<!-- rien -->\n"), @"
        Il a dit été.

        Fin du texte.
        ");
    }

    #[test]
    fn the_first_heading_is_the_title() {
        let title = |markdown: &str| plain(markdown).1;
        assert_eq!(title("# Un *titre*\n\n# Un autre\n"), Some("Un titre".into()));
        assert_eq!(title("Texte.\n\n# Titre\n"), None);
        assert_eq!(title("## Chapitre\n"), None);
    }

    proptest! {
        #[test]
        fn nothing_is_too_odd(text in any::<String>(), marks in "[-#*_>`|<>!\\[\\]()\\\\&;:0-9a. \n]{0,60}") {
            let _ = plain(&text);
            let _ = plain(&marks);
        }

        #[test]
        fn plain_sentences_stay_as_they_are(words in proptest::collection::vec("[a-zé]{1,9}", 1..12)) {
            let text = format!("Il {}.", words.join(" "));
            prop_assert_eq!(check(&text), text);
        }
    }
}
