//! What a page says about its article: title, publisher, author, days, language and addresses, each with its origin.

use super::byline::clean_byline;
use super::json_ld::JsonLd;
use super::page_parts::PageParts;
use super::page_signs::PAGE_SIGNS;
use super::{title, visible_date};
use crate::domain::{Lang, is_han};
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::metadata::field_names::ArticleField;
use crate::ingest::metadata::publication_time::parse_publication_time;
use crate::ingest::note::IngestNote;
use crate::ingest::text::language::detect_language;
use crate::ingest::text::normalise::normalise_line;
use dom_query::Document;
use serde_json::Value;
use url::Url;

/// Maximum number of authors that are kept.
const AUTHORS_MAX: usize = 20;
/// Maximum length of the name of a site, in characters.
const SITE_NAME_CHARACTERS_MAX: usize = 40;
/// Minimum length of a text, in letters, for its own language to be certain enough to contradict the page.
const LETTERS_MIN: usize = 300;

/// Reads the metadata of a page.
pub(super) struct MetadataReader<'p> {
    pub parts: &'p PageParts,
    pub json_ld: &'p JsonLd,
    /// The address that the page was fetched from.
    pub address: Option<&'p str>,
}

impl MetadataReader<'_> {
    /// Sets the fields of `article`, whose text is known.
    pub(super) fn read_into(&self, article: &mut ParsedArticle) {
        let canonical = self.canonical();
        let url = self.url(canonical.as_ref());
        let base = url
            .as_ref()
            .or(canonical.as_ref())
            .map(|(address, _)| address.clone());
        let host = base.and_then(|address| Some(Url::parse(&address).ok()?.host_str()?.to_owned()));
        let publisher = self.publisher();
        let sites: Vec<String> = self.site_names();
        let mut set = |field, found: Option<(String, &'static str)>| {
            if let Some((value, origin)) = found {
                article.set(field, value, origin);
            }
        };
        set(ArticleField::Title, self.title(&sites, host.as_deref()));
        set(ArticleField::Publisher, publisher);
        set(ArticleField::Author, self.author(&sites));
        set(ArticleField::Published, self.published());
        set(ArticleField::Url, url);
        set(ArticleField::Canonical, canonical);
        if let Some((modified, _)) = self.modified() {
            article
                .fields
                .insert("modified".to_owned(), Value::String(modified));
        }
        let lang = self
            .lang()
            .filter(|(given, _)| !is_contradicted(given, &article.text));
        if let Some((value, origin)) = lang {
            article.set(ArticleField::Lang, value, origin);
        }
    }

    /// The first text under `keys` that `accept` turns into a value.
    fn meta<'p>(
        &'p self,
        keys: &'p [String],
        accept: impl Fn(&str) -> Option<String>,
    ) -> Option<(String, &'static str)> {
        let mut found = self.parts.metas(keys);
        found.find_map(|(key, content)| Some((accept(content)?, meta_origin(key))))
    }

    fn title(&self, sites: &[String], host: Option<&str>) -> Option<(String, &'static str)> {
        let clean = |text: &str| {
            let text = unescape(text);
            Some(title::without_site(&text, sites, host, &self.parts.headings))
                .filter(|text| !text.is_empty())
        };
        let json_ld = || {
            Some((
                clean(&self.json_ld.article_text("headline")?)?,
                "json-ld headline",
            ))
        };
        let item = || {
            Some((
                clean(self.parts.item_property("headline").next()?)?,
                "itemprop headline",
            ))
        };
        let page = || Some((clean(self.parts.title.as_deref()?)?, "title"));
        let heading = || Some((clean(self.parts.headings.first()?)?, "h1"));
        self.meta(&PAGE_SIGNS.meta.title, clean)
            .or_else(json_ld)
            .or_else(item)
            .or_else(page)
            .or_else(heading)
    }

    fn publisher(&self) -> Option<(String, &'static str)> {
        let clean = |text: &str| {
            let text = unescape(text);
            let is_name =
                !text.contains("://") && text.chars().count() <= 80 && text.chars().any(char::is_alphabetic);
            is_name.then_some(text)
        };
        let json_ld = || Some((clean(&self.json_ld.publisher_name()?)?, "json-ld publisher"));
        let item = || {
            Some((
                clean(self.parts.item_property("publisher").next()?)?,
                "itemprop publisher",
            ))
        };
        // The name that readers see, unless it is a slogan or a host.
        let is_short = |(name, _): &(String, &'static str)| {
            name.chars().count() <= SITE_NAME_CHARACTERS_MAX && !name.contains(['|', '.'])
        };
        let site = || self.meta(&PAGE_SIGNS.meta.publisher[..1], clean);
        site()
            .filter(is_short)
            .or_else(json_ld)
            .or_else(site)
            .or_else(|| self.meta(&PAGE_SIGNS.meta.publisher, clean))
            .or_else(item)
    }

    /// Every name that the page gives its site.
    fn site_names(&self) -> Vec<String> {
        let metas = self
            .parts
            .metas(&PAGE_SIGNS.meta.publisher)
            .map(|(_, name)| unescape(name));
        let json_ld = self.json_ld.publisher_name().map(|name| unescape(&name));
        metas.chain(json_ld).collect()
    }

    fn author(&self, sites: &[String]) -> Option<(String, &'static str)> {
        let clean = |text: &str| {
            let mut lines = text.lines().map(|line| clean_byline(&unescape(line)));
            lines.find_map(|name| name.filter(|name| !sites.contains(name)))
        };
        let joined = |names: Vec<String>| {
            let mut known: Vec<String> = Vec::new();
            for name in names.iter().filter_map(|name| clean(name)).take(AUTHORS_MAX) {
                if !known.contains(&name) {
                    known.push(name);
                }
            }
            (!known.is_empty()).then(|| known.join(", "))
        };
        let json_ld = || Some((joined(self.json_ld.article_names("author"))?, "json-ld author"));
        let meta = || {
            let mut metas = self.parts.metas(&PAGE_SIGNS.meta.author);
            let (key, _) = metas.find(|(_, name)| clean(name).is_some())?;
            // One key may be given once for each author.
            let all = self
                .parts
                .metas(&PAGE_SIGNS.meta.author)
                .filter(|(other, _)| *other == key);
            Some((
                joined(all.map(|(_, name)| name.to_owned()).collect())?,
                meta_origin(key),
            ))
        };
        let item = || {
            let names = self.parts.item_property("author").map(str::to_owned).collect();
            Some((joined(names)?, "itemprop author"))
        };
        let visible = || {
            let mut texts = self.parts.authors.iter().chain(&self.parts.bylines);
            Some((texts.find_map(|text| clean(text))?, "byline"))
        };
        let creator = || Some((joined(self.json_ld.article_names("creator"))?, "json-ld creator"));
        json_ld()
            .or_else(meta)
            .or_else(item)
            .or_else(creator)
            .or_else(visible)
    }

    fn published(&self) -> Option<(String, &'static str)> {
        let json_ld = || {
            Some((
                date(&self.json_ld.article_text("datePublished")?)?,
                "json-ld datePublished",
            ))
        };
        let item = || {
            Some((
                self.parts.item_property("datepublished").find_map(date)?,
                "itemprop datePublished",
            ))
        };
        let time = || {
            let mut times = self.parts.publication_times.iter().chain(&self.parts.times);
            Some((times.find_map(|text| date(text))?, "time"))
        };
        let chinese = || {
            let letters = self
                .parts
                .visible_text
                .chars()
                .take(5000)
                .filter(|c| c.is_alphabetic());
            let (han, all) = letters.fold((0, 0), |(han, all), c| (han + usize::from(is_han(c)), all + 1));
            let found = (han * 3 > all).then(|| visible_date::find_chinese_date(&self.parts.visible_text));
            Some((found??, "visible text"))
        };
        let class = || {
            Some((
                self.parts.dates.iter().find_map(|text| date(text))?,
                "visible text",
            ))
        };
        let created = || {
            Some((
                date(&self.json_ld.article_text("dateCreated")?)?,
                "json-ld dateCreated",
            ))
        };
        let address = || {
            let canonical = self.canonical().map(|(address, _)| address);
            Some((
                date_in_address(self.address.or(canonical.as_deref())?)?,
                "address",
            ))
        };
        json_ld()
            .or_else(|| self.meta(&PAGE_SIGNS.meta.published, date))
            .or_else(item)
            .or_else(chinese)
            .or_else(time)
            .or_else(created)
            .or_else(class)
            .or_else(address)
    }

    fn modified(&self) -> Option<(String, &'static str)> {
        let json_ld = || {
            Some((
                date(&self.json_ld.article_text("dateModified")?)?,
                "json-ld dateModified",
            ))
        };
        let item = || {
            Some((
                self.parts.item_property("datemodified").find_map(date)?,
                "itemprop dateModified",
            ))
        };
        json_ld()
            .or_else(|| self.meta(&PAGE_SIGNS.meta.modified, date))
            .or_else(item)
    }

    fn lang(&self) -> Option<(String, &'static str)> {
        let tag = |text: &str| {
            let tag = text
                .split([',', ';'])
                .next()
                .unwrap_or_default()
                .trim()
                .replace('_', "-");
            let is_tag =
                (2..=12).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            is_tag.then_some(tag)
        };
        let root = || Some((tag(self.parts.lang.as_deref()?)?, "html lang"));
        let json_ld = || {
            Some((
                tag(&self.json_ld.article_text("inLanguage")?)?,
                "json-ld inLanguage",
            ))
        };
        root()
            .or_else(|| self.meta(&PAGE_SIGNS.meta.lang, tag))
            .or_else(json_ld)
    }

    fn canonical(&self) -> Option<(String, &'static str)> {
        let link = || Some((self.resolve(self.parts.canonical.as_deref()?)?, "canonical link"));
        let json_ld = || Some((self.resolve(&self.json_ld.address()?)?, "json-ld url"));
        link()
            .or_else(|| self.meta(&PAGE_SIGNS.meta.canonical, |text| self.resolve(text)))
            .or_else(json_ld)
    }

    /// The address that the page was fetched or saved from, else its canonical address.
    fn url(&self, canonical: Option<&(String, &'static str)>) -> Option<(String, &'static str)> {
        let given = || Some((self.resolve(self.address?)?, "address"));
        let saved = || Some((self.resolve(self.parts.saved_from.as_deref()?)?, "saved from"));
        given().or_else(saved).or_else(|| canonical.cloned())
    }

    /// `target` as an absolute web address.
    fn resolve(&self, target: &str) -> Option<String> {
        let is_web = |url: &Url| matches!(url.scheme(), "http" | "https") && url.has_host();
        if target.starts_with("http://") || target.starts_with("https://") {
            return Url::parse(target).ok().filter(is_web).map(|_| target.to_owned());
        }
        let base = self.address.or(self.parts.saved_from.as_deref())?;
        let absolute = Url::parse(base).ok()?.join(target).ok();
        absolute.filter(is_web).map(String::from)
    }
}

/// `text` on one line, with character references resolved: scripts and feeds of metadata often escape them twice.
fn unescape(text: &str) -> String {
    let text = normalise_line(text).unwrap_or_default();
    if !text.contains('&') {
        return text;
    }
    // A "<" would begin a tag.
    Document::fragment(text.replace('<', "&lt;")).text().to_string()
}

/// The first line of `text` that is a date of publication, without a word before it.
fn date(text: &str) -> Option<String> {
    let mut lines = text.lines().map(|line| visible_date::without_label(line.trim()));
    lines
        .find(|line| parse_publication_time(line).is_ok())
        .map(str::to_owned)
}

/// The day in an address such as `https://example.org/2025/07/26/title`.
fn date_in_address(address: &str) -> Option<String> {
    let parts: Vec<&str> = address.split('/').collect();
    parts.windows(3).find_map(|window| {
        let is_number =
            |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        let is_date = is_number(window[0], 4) && is_number(window[1], 2) && is_number(window[2], 2);
        is_date.then(|| date(&window.join("-")))?
    })
}

/// Whether `text` is surely in another language than `given`: templates often declare the language of another edition.
fn is_contradicted(given: &str, text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (detected, doubt) = detect_language(text);
    if letters.take(LETTERS_MIN).count() < LETTERS_MIN && detected != Lang::Zh {
        return false;
    }
    match (given.parse::<Lang>(), detected, doubt) {
        (Ok(declared), Lang::Und, Some(IngestNote::LanguageUnsupported { name: Some(_) })) => {
            declared != Lang::Und
        }
        (_, Lang::Und, _) | (_, _, Some(_)) => false,
        (Ok(declared), detected, None) => declared != detected,
        // A name of a language is not compared.
        (Err(_), _, None) => given.split('-').next().is_some_and(|primary| primary.len() == 2),
    }
}

/// The origin of a value under a meta key.
fn meta_origin(key: &str) -> &'static str {
    match key {
        "og:title" => "og:title",
        "og:site_name" => "og:site_name",
        "og:url" => "og:url",
        "og:locale" => "og:locale",
        "article:published_time" => "article:published_time",
        "article:author" => "article:author",
        "author" => "meta author",
        "byl" => "meta byl",
        "content-language" => "meta content-language",
        "publishdate" => "meta publishdate",
        "pubdate" => "meta pubdate",
        "date" => "meta date",
        _ if key.starts_with("dc.") || key.starts_with("dcterms.") => "meta dc",
        _ if key.starts_with("parsely-") => "meta parsely",
        _ if key.starts_with("sailthru.") => "meta sailthru",
        _ if key.starts_with("twitter:") => "meta twitter",
        _ if key.starts_with("og:") => "meta og",
        _ => "meta",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str, body: &str, address: Option<&str>) -> String {
        let page = format!("<html><head>{head}</head><body>{body}</body></html>");
        let parts = PageParts::collect(&Document::from(page));
        let json_ld = JsonLd::parse(parts.scripts.iter().map(String::as_str));
        let mut article = ParsedArticle::default();
        MetadataReader {
            parts: &parts,
            json_ld: &json_ld,
            address,
        }
        .read_into(&mut article);
        let origin = |name: &str| {
            let found = article
                .origins
                .iter()
                .find(|(field, _)| field.command_line_name() == name);
            found.map_or("-", |(_, origin)| *origin)
        };
        let fields = article.fields.iter();
        let lines = fields
            .map(|(name, value)| format!("{name}: {} [{}]", value.as_str().unwrap_or(""), origin(name)));
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn meta_elements_are_read_with_their_origin() {
        let head = "<meta name=\"sailthru.title\" content=\"A &amp;amp; B\">\
            <meta property=\"og:site_name\" content=\"The Daily\">\
            <meta name=\"Author\" content=\"By Ana Lund\"><meta name=\"author\" content=\"Bo Lind\">\
            <meta name=\"parsely-pub-date\" content=\"yesterday\"><meta name=\"DC.date\" content=\"2025-07-26\">\
            <meta property=\"og:updated_time\" content=\"2025-07-27T10:00:00Z\">\
            <meta property=\"og:locale\" content=\"en_GB\"><meta property=\"og:url\" content=\"https://d.example/a\">";
        insta::assert_snapshot!(read(head, "", Some("https://d.example/a?x=1")), @r"
        title: A & B [meta sailthru]
        publisher: The Daily [og:site_name]
        author: Ana Lund, Bo Lind [meta author]
        published: 2025-07-26 [meta dc]
        url: https://d.example/a?x=1 [address]
        canonical: https://d.example/a [og:url]
        modified: 2025-07-27T10:00:00Z [-]
        lang: en-GB [og:locale]
        ");
    }

    #[test]
    fn chinese_date_and_byline_are_read_from_the_visible_text() {
        let body = "<h1>关于水资源管理的通知</h1><p>来源：某某网 作者：李四 发布时间：2025年7月26日 10:05</p>\
                    <p>各地应当在二〇二六年底以前完成水资源调查工作。</p><div class=\"author\">作者：李四</div>";
        insta::assert_snapshot!(read("<title>关于水资源管理的通知_某某网</title>", body, None), @r"
        title: 关于水资源管理的通知 [title]
        author: 李四 [byline]
        published: 2025-07-26 10:05 [visible text]
        ");
    }

    #[test]
    fn relative_canonical_link_is_resolved_and_date_is_in_the_address() {
        let head = "<link rel=canonical href=\"/2025/07/26/loi\">";
        insta::assert_snapshot!(read(head, "", Some("https://c.example/2025/07/26/loi?print")), @r"
        published: 2025-07-26 [address]
        url: https://c.example/2025/07/26/loi?print [address]
        canonical: https://c.example/2025/07/26/loi [canonical link]
        ");
        assert_eq!(read(head, "", None), "");
    }

    #[test]
    fn declared_language_that_the_text_contradicts_is_ignored() {
        let french =
            "Le gouvernement a présenté mercredi le projet de loi sur le partage de l'eau. ".repeat(8);
        assert!(is_contradicted("en-US", &french) && is_contradicted("de", &french));
        assert!(!is_contradicted("fr", &french) && !is_contradicted("français", &french));
        assert!(!is_contradicted("en", "Oui."));
    }
}
