//! Where links lead: to addresses of a server, or to files of a published site.

use super::address::{Address, Page};
use super::language::InterfaceLanguage;

/// The parameters that a published site has a file for; a question with any other has no page there.
const PUBLISHED_PARAMETERS: [&str; 2] = ["sort", "page"];

/// How the links of a page are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Links {
    /// Addresses of a server, which answers any question.
    Served,
    /// Files of a published site, relative to the file of the page, so that the site works wherever it lies.
    Published {
        /// The file of the page, below the folder of the site.
        from: String,
        /// The language of the files at the root; those of other languages are in a folder of that name.
        root_language: InterfaceLanguage,
        /// The languages of the site.
        languages: Vec<InterfaceLanguage>,
    },
}

impl Links {
    /// Whether the page is a file of a published site.
    pub(super) const fn is_published(&self) -> bool {
        matches!(self, Self::Published { .. })
    }

    /// The link to `address` in `language`; `None` if a published site has no such page.
    pub(super) fn to(&self, address: &Address, language: InterfaceLanguage) -> Option<String> {
        match self {
            Self::Served => {
                let query = address.parameters.to_string();
                let mark = if query.is_empty() { "" } else { "?" };
                Some(format!(
                    "/{}{mark}{query}",
                    encode_path(&address.page.to_string())
                ))
            }
            Self::Published {
                from,
                root_language,
                languages,
            } => {
                languages.contains(&language).then_some(())?;
                let file = published_file(address)?;
                let folder = language_folder(language, *root_language);
                Some(relative(from, &format!("{folder}{file}")))
            }
        }
    }

    /// The link to a file that all pages share, such as the style sheet.
    pub(super) fn to_asset(&self, name: &str) -> String {
        self.to_shared_file(&format!("assets/{name}"))
    }

    /// The link to a file or folder of a published site that the pages of all languages share.
    pub(super) fn to_shared_file(&self, path: &str) -> String {
        match self {
            Self::Served => format!("/{path}"),
            Self::Published { from, .. } => relative(from, path),
        }
    }

    /// The link to what belongs to `page` in another form, such as `json`.
    pub(super) fn to_form(&self, address: &Address, form: &'static str) -> Option<String> {
        match self {
            Self::Served => self.to(&address.with("format", Some(form)), InterfaceLanguage::English),
            Self::Published { from, .. } => {
                published_form(&address.page, form).map(|file| relative(from, &file))
            }
        }
    }
}

/// The folder of the pages in `language`, with a slash at its end; empty for the language at the root.
pub(super) fn language_folder(language: InterfaceLanguage, root: InterfaceLanguage) -> String {
    if language == root {
        String::new()
    } else {
        format!("{}/", language.as_str())
    }
}

/// The file of a page in a published site, below the folder of its language; `None` if the site has no such page.
pub(super) fn published_file(address: &Address) -> Option<String> {
    let base = match &address.page {
        Page::Home => "index".to_owned(),
        page => file_name(&page.to_string()),
    };
    let mut name = base;
    for (parameter, value) in address.parameters.iter() {
        if matches!(parameter, "ui") {
            continue;
        }
        if !PUBLISHED_PARAMETERS.contains(&parameter) || !is_plain(value) {
            return None;
        }
        // The first page needs no number.
        if (parameter, value) != ("page", "1") {
            name = format!("{name}.{parameter}-{value}");
        }
    }
    Some(format!("{name}.html"))
}

/// The forms besides HTML that a published site has of each thing.
const PUBLISHED_FORMS: [&str; 5] = ["json", "csl", "annotation", "proof", "atom"];

/// The file of a thing in another form in a published site; the same for all languages.
pub(super) fn published_form(page: &Page, form: &str) -> Option<String> {
    let is_kept = PUBLISHED_FORMS.contains(&form) && matches!(page, Page::Item(..));
    let extension = match form {
        "json" | "atom" => form.to_owned(),
        other => format!("{other}.json"),
    };
    is_kept.then(|| format!("{}.{extension}", file_name(&page.to_string())))
}

/// Whether a value can be part of a file name.
fn is_plain(value: &str) -> bool {
    value.len() <= 40
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A path without the colons of topic ids, which some file systems do not have in names. No id has a `~`.
fn file_name(path: &str) -> String {
    path.replace(':', "~")
}

/// Encodes what a path may not have.
fn encode_path(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b':' | b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The path from the file `from` to the file `to`, both below the same folder.
fn relative(from: &str, to: &str) -> String {
    let depth = from.matches('/').count();
    let from_parts: Vec<&str> = from.split('/').collect();
    let to_parts: Vec<&str> = to.split('/').collect();
    let shared = from_parts
        .iter()
        .zip(&to_parts)
        .take(depth.min(to_parts.len().saturating_sub(1)))
        .take_while(|(one, other)| one == other)
        .count();
    let mut path = "../".repeat(depth - shared);
    path.push_str(&to_parts[shared..].join("/"));
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::address::{ItemKind, Listing};

    #[test]
    fn relative_path_leads_from_one_file_to_the_other() {
        for (from, to, path) in [
            ("index.html", "about.html", "about.html"),
            ("index.html", "statement/s1.html", "statement/s1.html"),
            ("statement/s1.html", "index.html", "../index.html"),
            ("statement/s1.html", "statement/s2.html", "s2.html"),
            (
                "fr/statement/s1.html",
                "statement/s1.html",
                "../../statement/s1.html",
            ),
            ("fr/statement/s1.html", "fr/about.html", "../about.html"),
            (
                "statement/s1.html",
                "fr/statement/s1.html",
                "../fr/statement/s1.html",
            ),
        ] {
            assert_eq!(relative(from, to), path, "{from} {to}");
        }
    }

    #[test]
    fn published_site_has_pages_of_lists_and_no_filtered_ones() {
        let list = Address::plain(Page::Listing(Listing::Speakers));
        let file = |address: &Address| published_file(address);
        assert_eq!(file(&list).as_deref(), Some("speakers.html"));
        assert_eq!(
            file(&list.with("page", Some("1"))).as_deref(),
            Some("speakers.html")
        );
        let sorted = list.with("page", Some("2")).with("sort", Some("-name"));
        assert_eq!(file(&sorted).as_deref(), Some("speakers.page-2.sort--name.html"));
        assert_eq!(file(&list.with("kind", Some("person"))), None);
        let topic = Address::plain(Page::Item(ItemKind::Topic, "medtop:1".to_owned()));
        assert_eq!(file(&topic).as_deref(), Some("topic/medtop~1.html"));
    }
}
