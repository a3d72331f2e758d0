//! What a reader sees of HTML.

/// The elements that stand on lines of their own.
const BLOCKS: [&str; 28] = [
    "main",
    "article",
    "section",
    "header",
    "figure",
    "figcaption",
    "blockquote",
    "p",
    "h1",
    "h2",
    "h3",
    "dl",
    "div",
    "dt",
    "ul",
    "ol",
    "li",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "details",
    "summary",
    "nav",
    "br",
    "footer",
    "form",
];

/// The text of HTML, with a line for each block.
pub(crate) fn html_text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(begin) = rest.find('<') {
        text.push_str(&rest[..begin]);
        let end = begin + rest[begin..].find('>').unwrap();
        let tag = rest[begin + 1..end].trim_start_matches('/');
        let name = tag.split([' ', '/']).next().unwrap();
        let is_end = rest[begin..].starts_with("</");
        rest = &rest[end + 1..];
        match name {
            "svg" => rest = rest.split_once("</svg>").unwrap().1,
            "dd" | "td" | "th" if !is_end => text.push_str(" | "),
            "q" => text.push('"'),
            name if BLOCKS.contains(&name) => text.push('\n'),
            _ => {}
        }
    }
    text.push_str(rest);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join("\n");
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}
