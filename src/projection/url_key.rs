//! Keys of web addresses: equivalent addresses of one article (AMP page, mobile host, tracking parameters) have one
//! key.
//!
//! The address itself is stored as the source gave it; the key is stored beside it.

use crate::domain::Source;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;
use url::{Host, Url};

/// The file of rules.
pub(super) const DATA: &str = include_str!("url_key.toml");

#[derive(Deserialize)]
struct UrlRules {
    hosts: BTreeSet<String>,
    indexes: BTreeSet<String>,
    parameters: BTreeSet<String>,
    prefixes: Vec<String>,
    amp: BTreeSet<String>,
    caches: Vec<CacheHost>,
}

/// A host that shows cached pages of other hosts.
#[derive(Deserialize)]
struct CacheHost {
    host: String,
    paths: Vec<String>,
}

static RULES: LazyLock<Result<UrlRules, String>> =
    LazyLock::new(|| toml::from_str(DATA).map_err(|error| error.to_string()));

/// Maximum number of cache addresses that may be nested in one another.
const NESTED_CACHES_MAX: usize = 3;

/// The keys of the addresses of `source`, that of the canonical address first.
pub(super) fn url_keys(source: &Source) -> Vec<String> {
    let own = source.url.as_deref().map(url_key);
    let canonical = source.canonical_url.as_deref().map(url_key);
    // A home page is ignored: some sites declare it as the canonical address of every article.
    let canonical = canonical.filter(|key| key.contains(['/', '?']) || own.as_ref() == Some(key));
    let mut keys: Vec<String> = canonical.into_iter().chain(own).collect();
    keys.dedup();
    keys
}

/// Host, path and parameters of `address`, without the parts that do not distinguish articles. It has no scheme, so
/// `http` and `https` are equivalent. What is no web address is its own key, without fragment and final slash.
fn url_key(address: &str) -> String {
    let as_written = || {
        let address = address.split('#').next().unwrap_or_default();
        address.trim_end_matches('/').to_owned()
    };
    let Ok(rules) = RULES.as_ref() else {
        return as_written();
    };
    let parsed = Url::parse(address.trim()).ok();
    let Some(url) = parsed.filter(|url| matches!(url.scheme(), "http" | "https")) else {
        return as_written();
    };
    let url = rules.unwrap_cached(url);
    let Some(host) = url.host() else {
        return as_written();
    };
    let mut key = match host {
        Host::Domain(name) => rules.strip_device_labels(name).to_owned(),
        host => host.to_string(),
    };
    if let Some(port) = url.port() {
        key.push(':');
        key.push_str(&port.to_string());
    }
    for folder in rules.article_folders(url.path()) {
        key.push('/');
        key.push_str(&normalize_percent_encoding(folder));
    }
    let parameters = rules.parameters(url.query().unwrap_or_default());
    for (number, parameter) in parameters.iter().enumerate() {
        key.push(if number == 0 { '?' } else { '&' });
        key.push_str(&normalize_percent_encoding(parameter));
    }
    key
}

impl UrlRules {
    /// The page that a cache shows, where `url` is in a cache; else `url`.
    fn unwrap_cached(&self, mut url: Url) -> Url {
        for _ in 0..NESTED_CACHES_MAX {
            match self.cached_page(&url) {
                Some(shown) => url = shown,
                None => break,
            }
        }
        url
    }

    fn cached_page(&self, url: &Url) -> Option<Url> {
        let host = url.host_str()?;
        let is_of = |cache: &&CacheHost| {
            let before = host.strip_suffix(cache.host.as_str());
            before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        let cache = self.caches.iter().find(is_of)?;
        let path = cache
            .paths
            .iter()
            .find_map(|path| url.path().strip_prefix(path.as_str()))?;
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let shown = Url::parse(&format!("https://{path}{query}")).ok()?;
        shown
            .host_str()
            .is_some_and(|host| host.contains('.'))
            .then_some(shown)
    }

    /// The host without labels for a device: "m.example.org" → "example.org". What is left has a dot, so "m.co" stays.
    fn strip_device_labels<'u>(&self, host: &'u str) -> &'u str {
        let mut host = host.trim_end_matches('.');
        while let Some((label, rest)) = host.split_once('.')
            && self.hosts.contains(label)
            && rest.contains('.')
        {
            host = rest;
        }
        host
    }

    /// The folders of a path, without those of an AMP page and without the name of an index page ("index.html").
    /// Nothing is removed where nothing else would be left.
    fn article_folders<'u>(&self, path: &'u str) -> Vec<&'u str> {
        let folders: Vec<&str> = path.split('/').filter(|folder| !folder.is_empty()).collect();
        let is_amp = |folder: &str| self.amp.contains(&folder.to_ascii_lowercase());
        let mut kept = folders.as_slice();
        if let [rest @ .., last] = kept
            && self.indexes.contains(&last.to_ascii_lowercase())
        {
            kept = rest;
        }
        if let [rest @ .., last] = kept
            && !rest.is_empty()
            && is_amp(last)
        {
            kept = rest;
        } else if let [first, rest @ ..] = kept
            && !rest.is_empty()
            && is_amp(first)
        {
            kept = rest;
        }
        let mut kept = kept.to_vec();
        if let Some(last) = kept.last_mut() {
            // "story.amp" is the AMP page of "story".
            if let Some(name) = last.strip_suffix(".amp").filter(|name| !name.is_empty()) {
                *last = name;
            }
        }
        kept
    }

    /// The parameters that may identify the article, sorted by name.
    fn parameters<'u>(&self, query: &'u str) -> Vec<&'u str> {
        let name = |parameter: &str| {
            parameter
                .split('=')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
        };
        let tells = |parameter: &&str| {
            let name = name(parameter);
            let is_tracking = self.parameters.contains(&name)
                || self
                    .prefixes
                    .iter()
                    .any(|prefix| name.starts_with(prefix.as_str()))
                || parameter.eq_ignore_ascii_case("output=amp");
            !name.is_empty() && !is_tracking
        };
        let mut kept: Vec<&str> = query.split('&').filter(tells).collect();
        kept.sort_by_key(|parameter| name(parameter));
        kept
    }
}

/// `text` with normalised percent-encoding (RFC 3986, 6.2.2): letters, digits and `-._~` decoded, other bytes with
/// upper-case digits.
fn normalize_percent_encoding(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        spelled.push_str(&rest[..at]);
        let digits = rest.get(at + 1..at + 3);
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                spelled.push(char::from(byte));
            }
            Some(byte) => {
                let _ = write!(spelled, "%{byte:02X}");
            }
            None => {
                spelled.push('%');
                rest = &rest[at + 1..];
                continue;
            }
        }
        rest = &rest[at + 3..];
    }
    spelled.push_str(rest);
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equivalent_addresses_have_one_key() {
        for variant in [
            "https://example.org/news/2026/a-story",
            "http://example.org/news/2026/a-story",
            "https://www.example.org/news/2026/a-story/",
            "https://EXAMPLE.org:443/news/2026/a-story",
            "http://example.org:80/news/2026/a-story?",
            "https://m.example.org/news/2026/a-story",
            "https://amp.example.org/news/2026/a-story",
            "https://example.org/news/2026/a-story/amp",
            "https://example.org/news/2026/a-story/amp/",
            "https://example.org/amp/news/2026/a-story",
            "https://example.org/news/2026/a-story.amp",
            "https://example.org/news/2026/a-story?amp=1",
            "https://example.org/news/2026/a-story?outputType=amp",
            "https://example.org/news/2026/a-story#xtor=RSS-3208",
            "https://example.org/news/2026/a-story#comments",
            "https://example.org/news/2026/a-story?utm_source=x&utm_medium=y",
            "https://example.org/news/2026/a-story?fbclid=IwAR0&gclid=x",
            "https://example.org/news/2026/a-story?xtor=CS2-33&at_medium=custom7&at_campaign=64",
            "https://example.org/news/2026/a-story?UTM_Source=x",
            "https://example.org/news/2026/a-story/index.html",
            "https://example.org/news//2026/%61-story",
            "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/news/2026/a-story",
            "https://www.google.com/amp/s/example.org/news/2026/a-story/amp",
        ] {
            assert_eq!(url_key(variant), "example.org/news/2026/a-story", "{variant}");
        }
        assert_eq!(
            url_key("https://example.org/été?q=%c3%a9"),
            url_key("https://example.org/%C3%A9t%C3%A9?q=é")
        );
    }

    #[test]
    fn parameters_that_may_identify_article_stay() {
        let pages = [
            "https://example.org/",
            "https://example.org/amp",
            "https://example.org/a",
            "https://example.org/A",
            "https://example.org/a?id=1",
            "https://example.org/a?id=2",
            "https://example.org/a?article=2",
            "https://example.org/?p=2",
            "https://example.org/?p=3",
            "https://example.org:8080/a",
            "https://blog.example.org/a",
            "https://example.com/a",
            "https://example.org/a/ampere",
            "https://example.org/a?ref=7",
        ];
        let keys: BTreeSet<String> = pages.iter().map(|page| url_key(page)).collect();
        assert_eq!(keys.len(), pages.len(), "{keys:?}");
        assert_eq!(
            url_key("https://example.org/a?id=1&utm_source=x"),
            "example.org/a?id=1"
        );
        assert_eq!(
            url_key("https://example.org/?b=2&a=1"),
            url_key("https://example.org?a=1&b=2")
        );
        assert_eq!(url_key("https://m.co/a"), "m.co/a");
        assert_eq!(url_key("no address/#x"), "no address");
    }

    #[test]
    fn canonical_address_is_second_key_unless_home_page() {
        let keys = |url: &str, canonical: &str| {
            url_keys(&Source {
                url: Some(url.to_owned()),
                canonical_url: Some(canonical.to_owned()),
                ..Source::default()
            })
        };
        assert_eq!(
            keys("https://example.org/x?n=1", "https://example.org/x"),
            ["example.org/x", "example.org/x?n=1"]
        );
        assert_eq!(
            keys("https://example.org/x?n=1", "https://example.org/"),
            ["example.org/x?n=1"]
        );
        assert_eq!(
            keys("https://example.org/x/", "http://www.example.org/x"),
            ["example.org/x"]
        );
    }
}
