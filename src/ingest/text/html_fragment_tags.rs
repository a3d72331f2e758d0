use super::html;

/// The text of a piece of HTML, a paragraph a line, with blank lines between.
pub(crate) fn fragment_text(html: &str) -> String {
    html::strip_tags(html).into_owned()
}
