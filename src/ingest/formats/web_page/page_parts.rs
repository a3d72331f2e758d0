//! The parts of a page that say something about its article, gathered in one pass over its tree.

use dom_query::{Document, NodeRef};

/// Maximum length of a byline or a date in the visible text, in bytes.
const SHORT_TEXT_BYTES_MAX: usize = 200;
/// Maximum number of elements of one kind that are kept.
const PARTS_MAX: usize = 200;

/// The parts of a page that say something about its article, in the order of the page.
#[derive(Debug, Default)]
pub(super) struct PageParts {
    /// Key in lower case and content of each `<meta>`, and of each element with an `itemprop`.
    pub meta: Vec<(String, String)>,
    /// Name in lower case and value of each element with an `itemprop` in the body.
    pub item_properties: Vec<(String, String)>,
    /// The contents of its JSON-LD scripts.
    pub scripts: Vec<String>,
    /// The title in its head.
    pub title: Option<String>,
    /// Its first-level headings.
    pub headings: Vec<String>,
    /// The machine-readable value, else the text, of each `<time>` that is marked as the publication.
    pub publication_times: Vec<String>,
    /// The same of each other `<time>`.
    pub times: Vec<String>,
    /// The texts of links to an author, marked as such.
    pub authors: Vec<String>,
    /// The texts of elements whose class or id speaks of an author.
    pub bylines: Vec<String>,
    /// The texts of elements whose class or id speaks of a date.
    pub dates: Vec<String>,
    /// The target of its canonical link.
    pub canonical: Option<String>,
    /// The language of its root element.
    pub lang: Option<String>,
    /// The address that a browser wrote into the page when it saved it.
    pub saved_from: Option<String>,
    /// Whether it asks for a password.
    pub has_password_field: bool,
    /// Number of its links, and of letters in them.
    pub links: usize,
    pub link_letters: usize,
    /// The classes and ids of its elements, in lower case.
    pub names: Vec<String>,
    /// Its visible text, on one line.
    pub visible_text: String,
    /// Number of its scripts of any kind.
    pub script_count: usize,
    /// The depth of its tree.
    pub depth: usize,
}

impl PageParts {
    pub(super) fn collect(document: &Document) -> Self {
        let mut parts = Self::default();
        let mut open = vec![(document.root(), 0)];
        while let Some((node, depth)) = open.pop() {
            parts.depth = parts.depth.max(depth);
            if node.is_text() {
                parts.read_text(&node.text());
            } else if node.is_comment() {
                parts.read_comment(&node);
            } else if node.is_element() && !parts.read_element(&node) {
                continue;
            }
            open.extend(node.children_it(true).map(|child| (child, depth + 1)));
        }
        parts
    }

    fn read_text(&mut self, text: &str) {
        for word in text.split_whitespace() {
            self.visible_text.push_str(word);
            self.visible_text.push(' ');
        }
    }

    /// Browsers write where they saved a page from into a comment at its beginning.
    fn read_comment(&mut self, comment: &NodeRef<'_>) {
        if self.saved_from.is_some() {
            return;
        }
        let html = comment.html();
        let Some(rest) = html
            .split_once("saved from url=")
            .or_else(|| html.split_once("\n url: "))
        else {
            return;
        };
        // After "saved from url=", the length of the address is in parentheses.
        let address = rest
            .1
            .trim_start_matches(|c: char| c == '(' || c == ')' || c.is_ascii_digit());
        let end = address
            .find(|c: char| c.is_whitespace() || c == '<')
            .unwrap_or(address.len());
        self.saved_from = Some(address[..end].trim_end_matches("--").to_owned());
    }

    /// Reads an element; returns whether what is in it is to be read as well.
    fn read_element(&mut self, element: &NodeRef<'_>) -> bool {
        let Some(name) = element.qual_name_ref().map(|name| name.local.to_string()) else {
            return true;
        };
        let attribute = |key: &str| {
            let value = element.attr(key).map(|value| value.trim().to_owned());
            value.filter(|value| !value.is_empty())
        };
        match name.as_str() {
            "html" => self.lang = attribute("lang").or_else(|| attribute("xml:lang")),
            "meta" => {
                let key = ["property", "name", "itemprop", "http-equiv"]
                    .into_iter()
                    .find_map(attribute);
                if let (Some(key), Some(content)) = (key, attribute("content")) {
                    push(&mut self.meta, (key.to_lowercase(), content));
                }
            }
            "link" => {
                let relation = attribute("rel").unwrap_or_default().to_lowercase();
                if self.canonical.is_none() && relation.split_whitespace().any(|word| word == "canonical") {
                    self.canonical = attribute("href");
                }
            }
            "script" => {
                self.script_count += 1;
                if attribute("type")
                    .is_some_and(|kind| kind.to_lowercase().starts_with("application/ld+json"))
                {
                    push(&mut self.scripts, element.text().to_string());
                }
                return false;
            }
            "style" | "noscript" | "template" | "svg" => return false,
            "title" if self.title.is_none() => self.title = short_text(element, 1000),
            "h1" => {
                if let Some(heading) = short_text(element, 1000) {
                    push(&mut self.headings, heading.replace('\n', " "));
                }
            }
            "input" => {
                self.has_password_field |=
                    attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("password"));
            }
            "a" => {
                self.links += 1;
                self.link_letters += element.text().chars().filter(|c| c.is_alphanumeric()).count();
            }
            "time" => self.read_time(element),
            _ => {}
        }
        // What readers write has authors and dates of its own.
        let kind = attribute("itemtype").unwrap_or_default();
        if kind.ends_with("Comment") || attribute("itemprop").is_some_and(|property| property == "comment") {
            return false;
        }
        self.read_attributes(element, &name);
        true
    }

    fn read_time(&mut self, element: &NodeRef<'_>) {
        let value = element.attr("datetime").map(|value| value.trim().to_owned());
        let value = value.filter(|value| !value.is_empty());
        let Some(value) = value.or_else(|| short_text(element, SHORT_TEXT_BYTES_MAX)) else {
            return;
        };
        let names = format!(
            "{} {}",
            element.attr("itemprop").unwrap_or_default().to_lowercase(),
            element.attr("class").unwrap_or_default().to_lowercase()
        );
        let is_publication = element.has_attr("pubdate") || names.contains("publi");
        if is_publication {
            push(&mut self.publication_times, value);
        } else if !names.contains("modif") && !names.contains("updat") {
            push(&mut self.times, value);
        }
    }

    /// Reads what the attributes of any element say about it.
    fn read_attributes(&mut self, element: &NodeRef<'_>, name: &str) {
        if let Some(property) = element.attr("itemprop").filter(|_| name != "meta") {
            let value = ["content", "datetime"]
                .into_iter()
                .find_map(|key| element.attr(key));
            let value = value
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty());
            if let Some(value) = value.or_else(|| short_text(element, 1000)) {
                push(&mut self.item_properties, (property.to_lowercase(), value));
            }
        }
        let mut names = element.attr("class").unwrap_or_default().to_lowercase();
        if let Some(id) = element.attr("id") {
            names.push(' ');
            names.push_str(&id.to_lowercase());
        }
        let relation = element.attr("rel").unwrap_or_default();
        let is_author = relation.split_whitespace().any(|word| word == "author");
        if names.trim().is_empty() && !is_author {
            return;
        }
        let says = |signs: &[&str]| signs.iter().any(|sign| names.contains(sign));
        if (is_author || says(&["byline", "author", "auteur", "writer", "signature", "zuozhe"]))
            && let Some(text) = short_text(element, SHORT_TEXT_BYTES_MAX)
        {
            let list = if is_author {
                &mut self.authors
            } else {
                &mut self.bylines
            };
            push(list, text);
        }
        if says(&["date", "time", "publi", "shijian"])
            && let Some(text) = short_text(element, SHORT_TEXT_BYTES_MAX)
        {
            push(&mut self.dates, text);
        }
        self.names.extend(names.split_whitespace().map(str::to_owned));
    }

    /// The contents of the `<meta>` elements with one of these keys, in the order of the keys; each with its key.
    pub(super) fn metas<'p>(&'p self, keys: &'p [String]) -> impl Iterator<Item = (&'p str, &'p str)> {
        keys.iter().flat_map(|key| {
            let found = self.meta.iter().filter(move |(name, _)| name == key);
            found.map(|(name, content)| (name.as_str(), content.as_str()))
        })
    }

    /// The values of the elements with this `itemprop`, in lower case.
    pub(super) fn item_property<'p>(&'p self, property: &'p str) -> impl Iterator<Item = &'p str> {
        let found = self
            .item_properties
            .iter()
            .filter(move |(name, _)| name == property);
        found.map(|(_, value)| value.as_str())
    }
}

/// Adds to a list that a page cannot make endless.
fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() < PARTS_MAX {
        list.push(item);
    }
}

/// The text of an element, unless it is blank or longer than `bytes_max`; its blocks are on lines of their own.
fn short_text(element: &NodeRef<'_>, bytes_max: usize) -> Option<String> {
    let mut text = String::new();
    for part in element.descendants_it() {
        if part.is_text() {
            let words = part.text();
            // Blanks of an indented page do not count, but a text that is far too long is not read to its end.
            if text.len() + words.len() > bytes_max * 8 {
                return None;
            }
            text.extend(words.chars().map(|c| if c == '\n' { ' ' } else { c }));
        } else if ["br", "div", "p", "li"].iter().any(|name| part.has_name(name)) {
            text.push('\n');
        }
    }
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let text = lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    (!text.is_empty() && text.len() <= bytes_max).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_gathered() {
        let page = "<!DOCTYPE html>\n<!-- saved from url=(0023)https://x.example/a -->\n<html lang=\"fr-FR\"><head>\
            <title>Titre - Site</title><meta property=\"OG:Title\" content=\" Titre \">\
            <link rel=\"shortlink canonical\" href=\"/a\"><script type=\"application/ld+json\">{}</script></head>\
            <body><h1>Le <b>titre</b></h1><p class=\"byline\">Par Ana Lund</p><time>lundi</time>\
            <time pubdate datetime=\"2025-07-26\">samedi</time><span itemprop=\"author\">Ana</span>\
            <a href=\"/b\">lien</a><input type=\"Password\"></body></html>";
        let parts = PageParts::collect(&Document::from(page));
        assert_eq!(parts.meta, [("og:title".to_owned(), "Titre".to_owned())]);
        assert_eq!(parts.item_property("author").collect::<Vec<_>>(), ["Ana"]);
        assert_eq!(parts.title.as_deref(), Some("Titre - Site"));
        assert_eq!(
            (parts.headings, parts.bylines),
            (vec!["Le titre".to_owned()], vec!["Par Ana Lund".to_owned()])
        );
        assert_eq!(
            (parts.publication_times, parts.times),
            (vec!["2025-07-26".to_owned()], vec!["lundi".to_owned()])
        );
        assert_eq!(parts.canonical.as_deref(), Some("/a"));
        assert_eq!(parts.lang.as_deref(), Some("fr-FR"));
        assert_eq!(parts.saved_from.as_deref(), Some("https://x.example/a"));
        assert_eq!(
            (parts.links, parts.link_letters, parts.has_password_field),
            (1, 4, true)
        );
        assert_eq!(parts.scripts, ["{}"]);
        assert!(
            parts
                .visible_text
                .ends_with("Le titre Par Ana Lund lundi samedi Ana lien ")
        );
    }
}
