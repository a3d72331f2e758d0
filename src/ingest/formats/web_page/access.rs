//! Whether a page shows its article, only the beginning of it, or something that stands before it.

use super::json_ld::JsonLd;
use super::page_parts::PageParts;
use super::page_signs::PAGE_SIGNS;
use crate::domain::is_han;

/// Maximum length of a text that may be a wall or a stub, in words. A Chinese character counts as half a word.
const SHORT_TEXT_WORDS_MAX: usize = 60;
const STUB_WORDS_MAX: usize = 350;
/// Maximum length of a line that invites to read on elsewhere, in words.
const INVITATION_WORDS_MAX: usize = 12;
/// Minimum share of the words that the page says its article has, in percent, for the article to be complete.
const COMPLETE_MIN_PERCENT: usize = 80;
/// A page of links has more than this share of its letters in links, in percent, and more links than this.
const LINK_LETTERS_MIN_PERCENT: usize = 50;
const LINKS_MIN: usize = 30;
/// Minimum number of words of a text, unless the page says that it is an article.
const TEXT_WORDS_MIN: usize = 4;
/// Minimum length of a sentence, in words, and of all sentences of an article. News in brief is not longer.
const SENTENCE_WORDS_MIN: usize = 12;
const PROSE_WORDS_MIN: usize = 25;

/// Why no article can be read from a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// Nothing is on it.
    Blank,
    /// A script shows its text.
    Script,
    /// It asks for a password.
    Login,
    /// It asks for consent to cookies.
    Consent,
    /// It is a list of links.
    Links,
}

impl Obstacle {
    /// What is wrong with the page, and what the user can do.
    pub(super) const fn problem_and_advice(self) -> (&'static str, &'static str) {
        match self {
            Self::Blank => (
                "the page has no text",
                "open it in a browser, and give the page that shows the article",
            ),
            Self::Script => (
                "the page shows its text only by a script",
                "open it in a browser, save it, and give the saved page",
            ),
            Self::Login => (
                "a login page, not an article",
                "log in with a browser, save the article, and give the saved page",
            ),
            Self::Consent => (
                "a page that asks for consent to cookies, not an article",
                "answer it in a browser, save the article, and give the saved page",
            ),
            Self::Links => (
                "a home page or list of links, not an article",
                "give the address or page of one article, or add the site's feed",
            ),
        }
    }
}

/// What stands between the page and its article, if anything. `text` is the main text that was read, and `address` the
/// address of the page if that is known.
pub(super) fn find_obstacle(
    parts: &PageParts,
    json_ld: &JsonLd,
    text: &str,
    address: Option<&str>,
) -> Option<Obstacle> {
    let words = count_words(text);
    let visible = parts.visible_text.to_lowercase();
    let says = |list: &[String]| list.iter().any(|sign| visible.contains(sign.as_str()));
    let is_article = json_ld.article_text("headline").is_some() && words > 0;
    if words <= SHORT_TEXT_WORDS_MAX && !is_article {
        let visible_words = count_words(&visible);
        if parts.has_password_field && says(&PAGE_SIGNS.walls.login) {
            return Some(Obstacle::Login);
        }
        let scripted = parts.script_count > 0 && visible_words <= SHORT_TEXT_WORDS_MAX;
        if scripted && (words == 0 || says(&PAGE_SIGNS.walls.script)) {
            return Some(Obstacle::Script);
        }
        if says(&PAGE_SIGNS.walls.consent)
            && visible_words <= 10 * SHORT_TEXT_WORDS_MAX
            && parts.links < LINKS_MIN
        {
            return Some(Obstacle::Consent);
        }
    }
    let is_home = address
        .or(parts.canonical.as_deref())
        .is_some_and(is_home_address);
    if is_page_of_links(parts, json_ld, text, is_home) {
        return Some(Obstacle::Links);
    }
    // A word or two is what is left of a page whose text is elsewhere.
    (words < TEXT_WORDS_MIN && (words == 0 || !is_article)).then_some(Obstacle::Blank)
}

/// Whether most letters of the page are in links, and its main text is no prose. `is_home` says that its address is
/// that of the site, where what introduces articles may be long.
fn is_page_of_links(parts: &PageParts, json_ld: &JsonLd, text: &str, is_home: bool) -> bool {
    let mut kinds = parts.meta.iter().filter(|(key, _)| key == "og:type");
    let is_article =
        kinds.any(|(_, kind)| kind.contains("article")) || json_ld.article_text("headline").is_some();
    let letters = parts.visible_text.chars().filter(|c| c.is_alphanumeric()).count();
    let sentences = text.lines().map(str::trim_end).filter(|line| {
        line.ends_with(['.', '!', '?', '…', '。', '！', '？', '"', '”', '»', ')'])
            && count_words(line) >= SENTENCE_WORDS_MIN
    });
    let has_prose = sentences.map(count_words).sum::<usize>() >= PROSE_WORDS_MIN;
    !is_article
        && parts.links >= LINKS_MIN
        && parts.link_letters * 100 > letters * LINK_LETTERS_MIN_PERCENT
        && (!has_prose || is_home)
}

/// Whether `address` names a site and nothing on it.
fn is_home_address(address: &str) -> bool {
    let path = address
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'));
    let path = path
        .map_or("", |(_, path)| path)
        .split(['?', '#'])
        .next()
        .unwrap_or_default();
    address.contains("://") && matches!(path, "" | "index.html" | "index.php" | "index.htm")
}

/// The sign that the page shows only the beginning of its article, if there is one.
pub(super) fn find_cut(parts: &PageParts, json_ld: &JsonLd, text: &str) -> Option<&'static str> {
    let words = count_words(text);
    if let Some(all) = json_ld.word_count().filter(|all| *all > SHORT_TEXT_WORDS_MAX) {
        if words * 100 >= all * COMPLETE_MIN_PERCENT {
            return None;
        }
        if words * 2 < all {
            return Some("the page says that its article has more than twice as many words");
        }
    }
    let last = text
        .trim_end()
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let ends_with = |list: &[String]| list.iter().any(|ending| last.ends_with(ending.as_str()));
    if ends_with(&PAGE_SIGNS.cut.invitations) && count_words(&last) <= INVITATION_WORDS_MAX {
        return Some("its text ends with an invitation to read on elsewhere");
    }
    if words > STUB_WORDS_MAX {
        return None;
    }
    if ends_with(&PAGE_SIGNS.cut.endings) {
        return Some("its text ends in the middle of a sentence");
    }
    if json_ld.is_free() == Some(false) {
        return Some("the page says that it is not accessible for free");
    }
    let asks_for_payment = parts.names.iter().any(|name| PAGE_SIGNS.cut.names.contains(name));
    asks_for_payment.then_some("the page asks for a subscription")
}

/// The number of words of a text. Two Chinese characters count as one.
fn count_words(text: &str) -> usize {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let words = text.split(|c: char| c.is_whitespace() || is_han(c));
    words
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
        + han / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn obstacle(page: &str, text: &str) -> Option<Obstacle> {
        let parts = PageParts::collect(&Document::from(page));
        let json_ld = JsonLd::parse(parts.scripts.iter().map(String::as_str));
        find_obstacle(&parts, &json_ld, text, None)
    }

    fn cut(page: &str, text: &str) -> Option<&'static str> {
        let parts = PageParts::collect(&Document::from(page));
        let json_ld = JsonLd::parse(parts.scripts.iter().map(String::as_str));
        find_cut(&parts, &json_ld, text)
    }

    #[test]
    fn what_stands_before_the_article_is_named() {
        assert_eq!(
            obstacle("<div id=app></div><script>x()</script>", ""),
            Some(Obstacle::Script)
        );
        assert_eq!(
            obstacle(
                "<p>You need to enable JavaScript to run this app.</p><script></script>",
                "You need to enable JavaScript to run this app."
            ),
            Some(Obstacle::Script)
        );
        let login = "<h1>Sign in</h1><form><input type=password></form><script></script>";
        assert_eq!(obstacle(login, ""), Some(Obstacle::Login));
        let consent = "<h1>We value your privacy</h1><p>We and our partners store data.</p>";
        assert_eq!(
            obstacle(consent, "We and our partners store data."),
            Some(Obstacle::Consent)
        );
        let links = "<a href=/x>Un titre assez long</a> ".repeat(50);
        assert_eq!(obstacle(&links, "Un titre assez long"), Some(Obstacle::Links));
        let brief = format!("{}.", "mot ".repeat(30).trim());
        assert_eq!(obstacle(&links, &brief), None);
        let home = format!("<link rel=canonical href=\"https://x.example/\">{links}");
        assert_eq!(obstacle(&home, &brief), Some(Obstacle::Links));
        assert_eq!(obstacle("<p></p>", ""), Some(Obstacle::Blank));
    }

    #[test]
    fn article_with_a_login_form_or_a_banner_is_read() {
        let text = "Le ministre a présenté son projet devant les députés. ".repeat(10);
        let page = format!(
            "<input type=password><b>Sign in</b><p>Accept all cookies</p><p>{text}</p><script></script>"
        );
        assert_eq!(obstacle(&page, &text), None);
        let brief = "Le ministre a démissionné mardi.";
        assert_eq!(obstacle(&format!("<p>{brief}</p><script></script>"), brief), None);
    }

    #[test]
    fn stub_has_a_sign_and_whole_article_has_none() {
        let paid = "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"x\",\
                    \"isAccessibleForFree\":false}</script>";
        let stub = "Le ministre a présenté son projet.";
        assert!(cut(paid, stub).is_some_and(|sign| sign.contains("free")));
        assert_eq!(cut(paid, &stub.repeat(100).replace('.', " ")), None);
        assert!(cut("<div class=\"Paywall\"></div>", stub).is_some_and(|sign| sign.contains("subscription")));
        assert!(cut("", "Le ministre a présenté…").is_some());
        assert!(cut("", "Le ministre a présenté son projet.\n\nLire la suite").is_some());
        assert_eq!(cut("", stub), None);
        let counted = "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"x\",\
                       \"isAccessibleForFree\":false,\"wordCount\":100}</script>";
        assert_eq!(cut(counted, &"mot ".repeat(90)), None);
        assert!(cut(counted, &"mot ".repeat(20)).is_some());
    }
}
