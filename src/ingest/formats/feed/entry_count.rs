//! Counts the entries of a feed by its tags, to know whether a parser has lost one.

use crate::ingest::text::markup_tokens::{MarkupToken, tokens};

/// The number of entries that `markup` begins, and how deep its elements are nested.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct FeedShape {
    /// Number of `item` and `entry` elements outside texts.
    pub entries: usize,
    /// Maximum number of elements that are open at the same time.
    pub depth_max: usize,
    /// Length of its longest tag in bytes.
    pub tag_bytes_max: usize,
}

impl FeedShape {
    /// The shape of `markup`.
    pub(super) fn of(markup: &str) -> Self {
        let mut shape = Self::default();
        let mut depth: usize = 0;
        let mut open_text: Option<&str> = None;
        for token in tokens(markup) {
            match token {
                MarkupToken::Start(tag) => {
                    shape.tag_bytes_max = shape.tag_bytes_max.max(tag.source.len());
                    if tag.is_empty {
                        continue;
                    }
                    depth += 1;
                    shape.depth_max = shape.depth_max.max(depth);
                    if open_text.is_some() {
                        continue;
                    }
                    let local = local_name(tag.name);
                    if is_entry(local) {
                        shape.entries += 1;
                    } else if is_text(local) {
                        open_text = Some(tag.name);
                    }
                }
                MarkupToken::End(name) => {
                    depth = depth.saturating_sub(1);
                    if open_text == Some(name) {
                        open_text = None;
                    }
                }
                MarkupToken::Text(_) | MarkupToken::Cdata(_) => {}
            }
        }
        shape
    }
}

/// `name` without its prefix.
pub(super) fn local_name(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Whether an element with this name is an entry of a feed.
pub(super) fn is_entry(local: &str) -> bool {
    local.eq_ignore_ascii_case("item") || local.eq_ignore_ascii_case("entry")
}

/// Whether an element with this name has text, which may be markup.
pub(super) fn is_text(local: &str) -> bool {
    const TEXTS: [&str; 13] = [
        "title",
        "description",
        "summary",
        "content",
        "encoded",
        "subtitle",
        "tagline",
        "info",
        "rights",
        "copyright",
        "body",
        "fullitem",
        "abstract",
    ];
    TEXTS.iter().any(|text| local.eq_ignore_ascii_case(text))
}
