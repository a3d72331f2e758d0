//! Where links lead: to addresses of a server, or to files of a published site.

use super::address::Address;
use super::form::Form;
use super::language::InterfaceLanguage;
use super::site_links::{SiteLinks, Target};
use std::fmt::Write as _;

/// How the links of a page are written.
#[derive(Debug)]
pub(super) enum Links {
    /// Addresses of a server, which answers any question.
    Served,
    /// Files of a published site.
    Published(SiteLinks),
}

impl Links {
    /// Whether the page is a file of a published site.
    pub(super) const fn is_published(&self) -> bool {
        matches!(self, Self::Published(_))
    }

    /// The link to `address` in `language`; `None` if a published site has no such page.
    pub(super) fn to(&self, address: &Address, language: InterfaceLanguage) -> Option<String> {
        match self {
            Self::Served => Some(served(address)),
            Self::Published(site) => site.to(Target {
                address: address.clone(),
                language,
                form: None,
            }),
        }
    }

    /// The link to the answer in another form; `None` if a published site has no such file.
    pub(super) fn to_form(&self, address: &Address, form: Form) -> Option<String> {
        match self {
            Self::Served => Some(served(&address.with("format", Some(form.as_str())))),
            Self::Published(site) => site.to(Target {
                address: Address::plain(address.page.clone()),
                // One file is enough for all languages.
                language: InterfaceLanguage::English,
                form: Some(form),
            }),
        }
    }

    /// The link to a file that all pages share, such as the style sheet.
    pub(super) fn to_asset(&self, name: &str) -> String {
        self.to_shared_file(&format!("assets/{name}"))
    }

    /// The link to a file or folder that is no page.
    pub(super) fn to_shared_file(&self, path: &str) -> String {
        match self {
            Self::Served => format!("/{path}"),
            Self::Published(site) => site.to_file(path),
        }
    }
}

/// The path and the parameters of an address on a server.
pub(super) fn served(address: &Address) -> String {
    let query = address.parameters.to_string();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/{}{mark}{query}", encode_path(&address.page.to_string()))
}

/// Encodes what a path may not have (RFC 3986, 3.3).
fn encode_path(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b':' | b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
