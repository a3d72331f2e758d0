use crate::ingest::text::html;

/// Elements that are paragraphs, or hold them.
const BLOCKS: [&str; 14] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "blockquote",
    "section",
    "article",
    "tr",
    "pre",
];

/// `text` without tags, if it is HTML: a paragraph a line, with blank lines between them.
pub(crate) fn html_fragment_to_text(text: &str) -> String {
    let text = text.trim();
    if !text.starts_with('<') {
        return text.to_owned();
    }
    let mut separated = String::with_capacity(text.len());
    for (index, part) in text.split("</").enumerate() {
        if index > 0 {
            separated.push_str("</");
        }
        let end = part.find('>').map_or(0, |at| at + 1);
        let name = part.get(..end.saturating_sub(1)).unwrap_or_default().trim();
        if index > 0 && BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block)) {
            separated.push_str(&part[..end]);
            separated.push_str("\n\n");
            separated.push_str(&part[end..]);
        } else {
            separated.push_str(part);
        }
    }
    html::strip_tags(&separated).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stay_apart() {
        assert_eq!(
            html_fragment_to_text("<div><P>“We <b>promise</b> it.”</P><p>She left &amp; he.</p ></div>"),
            "“We promise it.”\n\nShe left & he."
        );
        assert_eq!(html_fragment_to_text("<ul><li>A</li><li>B</li></ul>"), "A\n\nB");
        assert_eq!(html_fragment_to_text(" a < b </p> c "), "a < b </p> c");
        assert_eq!(html_fragment_to_text("<p>A</"), "A");
    }
}
