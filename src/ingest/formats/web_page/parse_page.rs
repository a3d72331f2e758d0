//! Parses a web page into an article.

use super::access;
use super::json_ld::JsonLd;
use super::main_text::read_main_text;
use super::metadata::MetadataReader;
use super::nesting;
use super::page_parts::PageParts;
use super::pruning;
use crate::ingest::error::IngestError;
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::input_location::InputLocation;
use crate::ingest::note::IngestNote;
use dom_query::Document;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Maximum size of a page, in bytes, number of its tags, and depth of its tree. Pages of newspapers have at most 3 MB
/// and 20,000 tags.
const PAGE_BYTES_MAX: usize = 8 << 20;
const TAGS_MAX: usize = 100_000;
const TREE_DEPTH_MAX: usize = 450;

const SAVE_READER_VIEW: &str = "open it in the reader view of a browser, save that, and give the saved page";

/// Parses the page `html`, which was fetched from `address` if that is known.
pub(crate) fn parse_web_page(
    html: &str,
    address: Option<&str>,
    location: &InputLocation,
) -> Result<ParsedArticle, IngestError> {
    let unusable = |problem: String, advice| IngestError::Unusable {
        location: location.clone(),
        problem,
        advice,
    };
    if html.len() > PAGE_BYTES_MAX {
        let mebibytes = html.len() >> 20;
        let limit = PAGE_BYTES_MAX >> 20;
        let problem = format!("a page of {mebibytes} MiB exceeds the limit of {limit} MiB");
        return Err(unusable(problem, SAVE_READER_VIEW));
    }
    let (html, tags) = nesting::flatten(html);
    if tags > TAGS_MAX {
        let problem = format!("a page of {tags} tags exceeds the limit of {TAGS_MAX}");
        return Err(unusable(problem, SAVE_READER_VIEW));
    }
    let parsed = catch_unwind(AssertUnwindSafe(|| parse_flat_page(&html, address)));
    let broken = || unusable("the page cannot be parsed".to_owned(), SAVE_READER_VIEW);
    parsed.map_err(|_| broken())?.map_err(|refusal| match refusal {
        Refusal::Obstacle(obstacle) => {
            let (problem, advice) = obstacle.problem_and_advice();
            unusable(problem.to_owned(), advice)
        }
        Refusal::TooDeep => unusable(
            "the tags of the page are nested too deeply".to_owned(),
            SAVE_READER_VIEW,
        ),
    })
}

/// Why a page is not read.
enum Refusal {
    Obstacle(access::Obstacle),
    TooDeep,
}

fn parse_flat_page(html: &str, address: Option<&str>) -> Result<ParsedArticle, Refusal> {
    let document = Document::from(html);
    let parts = PageParts::collect(&document);
    if parts.depth > TREE_DEPTH_MAX {
        return Err(Refusal::TooDeep);
    }
    let json_ld = JsonLd::parse(parts.scripts.iter().map(String::as_str));
    let letters = parts.visible_text.chars().filter(|c| c.is_alphanumeric()).count();
    pruning::prune(&document, letters);
    pruning::mark_quotations_and_headings(&document);
    let mut article = ParsedArticle {
        text: read_main_text(document, html),
        ..ParsedArticle::default()
    };
    if let Some(obstacle) = access::find_obstacle(&parts, &json_ld, &article.text, address) {
        return Err(Refusal::Obstacle(obstacle));
    }
    if let Some(sign) = access::find_cut(&parts, &json_ld, &article.text) {
        article.notes.push(IngestNote::LooksCut { sign });
    }
    MetadataReader {
        parts: &parts,
        json_ld: &json_ld,
        address,
    }
    .read_into(&mut article);
    Ok(article)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::InputOrigin;

    fn parse(html: &str) -> Result<ParsedArticle, IngestError> {
        let location = InputLocation::from_origin(InputOrigin::Stdin);
        parse_web_page(html, None, &location)
    }

    fn error(html: &str) -> String {
        parse(html).unwrap_err().to_string()
    }

    const PAGE: &str = r##"<!DOCTYPE html>
<html lang="fr-FR"><head><title>Le gouvernement promet une loi sur l'eau - Le Courrier du Val</title>
<meta property="og:title" content="Le gouvernement promet une loi sur l&#39;eau | Le Courrier du Val">
<meta property="og:site_name" content="Le Courrier du Val">
<meta property="article:modified_time" content="2025-07-27T09:00:00+02:00">
<link rel="canonical" href="https://courrier.example/eau">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Une loi sur l'eau","datePublished":"2025-07-26T18:30:00+02:00",
"author":{"@type":"Person","name":"Ana Lund"},"publisher":{"@type":"Organization","name":"Le Courrier du Val"}}</script>
</head><body><nav><a href="/">Accueil</a> <a href="/politique">Politique</a></nav>
<div class="cookie-banner"><p>Nous utilisons des cookies pour mesurer notre audience, et pour rien d'autre.</p></div>
<article><h1>Le gouvernement promet une loi sur l'eau</h1>
<figure><img src="a.jpg">
<figcaption>Le barrage, vu de la rive gauche, au mois de juin. Photo B. Lind</figcaption></figure>
<p>La ministre de l'Environnement a promis samedi, devant les maires de la vallée, une loi sur l'eau.</p>
<p>« Nous déposerons un texte avant la fin de l'année », a déclaré la ministre, qui répondait à une question.</p>
<blockquote class="twitter-tweet"><p>Nous voulons une règle simple, et la même pour tous les usagers du fleuve.</p>
&mdash; Ministère (@ministere)</blockquote>
<div class="share-bar"><a href="#">Partager</a></div>
<p>Lire aussi : <a href="/b">Le barrage a cent ans</a></p>
<p>Les maires demandent que la loi dise aussi qui paiera les travaux, et dans quel délai ils seront faits.</p>
</article>
<section id="comments"><p>Un lecteur : je ne crois pas un mot de cette histoire de barrage.</p></section>
<footer><p>Tous droits réservés.</p></footer></body></html>"##;

    #[test]
    fn article_is_read_without_what_surrounds_it() {
        let article = parse(PAGE).unwrap();
        insta::assert_snapshot!(article.text.replace('\t', "[tab]"), @r"
        La ministre de l'Environnement a promis samedi, devant les maires de la vallée, une loi sur l'eau.

        « Nous déposerons un texte avant la fin de l'année », a déclaré la ministre, qui répondait à une question.

        [tab]Nous voulons une règle simple, et la même pour tous les usagers du fleuve.

        [tab]— Ministère (@ministere)

        Les maires demandent que la loi dise aussi qui paiera les travaux, et dans quel délai ils seront faits.
        ");
        let origin = |name: &str| {
            let mut origins = article.origins.iter();
            origins
                .find(|(field, _)| field.command_line_name() == name)
                .map_or("-", |(_, origin)| *origin)
        };
        let fields = article
            .fields
            .iter()
            .map(|(name, value)| format!("{name}: {value} [{}]", origin(name)));
        insta::assert_snapshot!(fields.collect::<Vec<_>>().join("\n"), @r#"
        title: "Le gouvernement promet une loi sur l'eau" [og:title]
        publisher: "Le Courrier du Val" [og:site_name]
        author: "Ana Lund" [json-ld author]
        published: "2025-07-26T18:30:00+02:00" [json-ld datePublished]
        url: "https://courrier.example/eau" [canonical link]
        canonical: "https://courrier.example/eau" [canonical link]
        modified: "2025-07-27T09:00:00+02:00" [-]
        lang: "fr-FR" [html lang]
        "#);
        assert!(article.notes.is_empty());
    }

    #[test]
    fn page_without_article_is_one_clear_error() {
        let scripted = error("<html><body><div id=root></div><script src=a.js></script></body></html>");
        let problem =
            "standard input: the page shows its text only by a script (open it in a browser, save it";
        assert!(scripted.starts_with(problem), "{scripted}");
        insta::assert_snapshot!(
            error(""),
            @"standard input: the page has no text (open it in a browser, and give the page that shows the article)"
        );
        let large = format!("<html><p>{}", "mot ".repeat(5 << 20));
        let large = error(&large);
        assert!(
            large.starts_with("standard input: a page of 20 MiB exceeds the limit of 8 MiB (open it"),
            "{large}"
        );
        let many = error(&"<p>a".repeat(150_000));
        assert!(
            many.starts_with("standard input: a page of 150000 tags exceeds the limit of 100000"),
            "{many}"
        );
    }

    #[test]
    fn deeply_nested_page_is_read() {
        let deep = PAGE
            .replace("<article>", &"<div>".repeat(10_000))
            .replace("</article>", &"</div>".repeat(10_000));
        let article = parse(&deep).unwrap();
        assert!(article.text.contains("Les maires demandent"));
        // Browsers ignore these end tags, so the tree is deep although each tag is closed.
        let hidden = format!(
            "<html><body>{}",
            "<b><div><button></div></button></b>".repeat(10_000)
        );
        assert!(parse(&hidden).is_err());
    }
}
