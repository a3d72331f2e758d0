//! The files of a published site, and the links between them.

use super::address::{Address, Page};
use super::form::Form;
use super::language::InterfaceLanguage;
use std::cell::RefCell;
use std::fmt::Write as _;

/// What a link of a published site leads to: a page in a language, or another form of it, which all languages share.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Target {
    /// The page.
    pub(super) address: Address,
    /// Its language.
    pub(super) language: InterfaceLanguage,
    /// The form; `None` for the page itself.
    pub(super) form: Option<Form>,
}

/// The parameters that a published site has a file for; a question with any other has no page there.
const PUBLISHED_PARAMETERS: [&str; 4] = ["since", "until", "sort", "page"];

impl Target {
    /// Its file, below the folder of a site with these languages; `None` if the site has none.
    ///
    /// The pages of the first language are at the root, those of the others in a folder each.
    pub(super) fn file(&self, languages: &[InterfaceLanguage]) -> Option<String> {
        match self.form {
            Some(form) => form_file(&self.address.page, form),
            None if languages.first() == Some(&self.language) => page_file(&self.address),
            None if languages.contains(&self.language) => Some(format!(
                "{}/{}",
                self.language.as_str(),
                page_file(&self.address)?
            )),
            None => None,
        }
    }
}

/// The links of one page of a published site. They are relative, so that the site works wherever it lies.
#[derive(Debug)]
pub(super) struct SiteLinks {
    /// The file of the page.
    from: String,
    languages: Vec<InterfaceLanguage>,
    /// Where the links that were written so far lead.
    found: RefCell<Vec<Target>>,
}

impl SiteLinks {
    /// The links of the page in the file `from`.
    pub(super) const fn new(from: String, languages: Vec<InterfaceLanguage>) -> Self {
        Self {
            from,
            languages,
            found: RefCell::new(Vec::new()),
        }
    }

    /// The link to `target`, which is noted: what is linked must be published. `None` if the site has no such file.
    pub(super) fn to(&self, target: Target) -> Option<String> {
        let link = relative(&self.from, &target.file(&self.languages)?);
        self.found.borrow_mut().push(target);
        Some(link)
    }

    /// The link to a file of the site that is no page.
    pub(super) fn to_file(&self, file: &str) -> String {
        relative(&self.from, file)
    }

    /// What the page links to.
    pub(super) fn take_found(&self) -> Vec<Target> {
        self.found.take()
    }
}

/// The file of a page, below the folder of its language; `None` if a site has no such page.
fn page_file(address: &Address) -> Option<String> {
    let mut name = match &address.page {
        Page::Home => "index".to_owned(),
        page => file_name(&page.to_string()),
    };
    for (parameter, value) in address.parameters.iter() {
        if !PUBLISHED_PARAMETERS.contains(&parameter) || !is_plain(value) {
            return None;
        }
        // The first page needs no number.
        if (parameter, value) != ("page", "1") {
            let _ = write!(name, ".{parameter}-{value}");
        }
    }
    Some(format!("{name}.html"))
}

/// The file of a thing in another form; lists have none, because it would have only the first page of a list.
fn form_file(page: &Page, form: Form) -> Option<String> {
    let extension = match form {
        Form::Json => "json",
        Form::Csl => "csl.json",
        Form::Annotation => "annotation.json",
        Form::Atom => "atom",
        Form::JsonLines | Form::Csv | Form::Markdown | Form::Svg => return None,
    };
    matches!(page, Page::Item(..)).then(|| format!("{}.{extension}", file_name(&page.to_string())))
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

/// The path from the file `from` to the file `to`, both below the same folder.
fn relative(from: &str, to: &str) -> String {
    let folders = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
    let (mut from, to) = (folders(from), folders(to));
    from.pop();
    let shared = from
        .iter()
        .zip(to.iter().take(to.len() - 1))
        .take_while(|(one, other)| one == other)
        .count();
    let up = "../".repeat(from.len() - shared);
    let down = to.get(shared..).unwrap_or_default().join("/");
    format!("{up}{down}")
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
        let file = |address: &Address| {
            let target = Target {
                address: address.clone(),
                language: InterfaceLanguage::French,
                form: None,
            };
            target.file(&[InterfaceLanguage::English, InterfaceLanguage::French])
        };
        assert_eq!(file(&list).as_deref(), Some("fr/speakers.html"));
        assert_eq!(
            file(&list.with("page", Some("1"))).as_deref(),
            Some("fr/speakers.html")
        );
        let sorted = list.with("page", Some("2")).with("sort", Some("-name"));
        assert_eq!(
            file(&sorted).as_deref(),
            Some("fr/speakers.page-2.sort--name.html")
        );
        assert_eq!(file(&list.with("kind", Some("person"))), None);
        assert_eq!(file(&list.with("sort", Some("../x"))), None);
        let topic = Address::plain(Page::Item(ItemKind::Topic, "medtop:1".to_owned()));
        assert_eq!(file(&topic).as_deref(), Some("fr/topic/medtop~1.html"));
    }
}
