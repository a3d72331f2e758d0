//! The files that all pages share, as they are embedded in the program.

/// The name of the style sheet.
pub(super) const STYLE: &str = "style.css";
/// The name of the icon.
pub(super) const ICON: &str = "icon.svg";
/// The name of the script that compares words with a search as queries do.
pub(super) const SEARCH_WORDS: &str = "search-words.js";
/// The name of the script that searches a published site; it needs [`SEARCH_WORDS`].
pub(super) const SEARCH: &str = "search.js";

/// An embedded file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asset {
    /// Its name.
    pub(super) name: &'static str,
    /// Its media type.
    pub(super) media_type: &'static str,
    /// Its content.
    pub(super) content: &'static str,
}

/// All of them.
pub(super) const ASSETS: [Asset; 4] = [
    Asset {
        name: STYLE,
        media_type: "text/css; charset=utf-8",
        content: include_str!("assets/style.css"),
    },
    Asset {
        name: ICON,
        media_type: "image/svg+xml",
        content: include_str!("assets/icon.svg"),
    },
    Asset {
        name: SEARCH_WORDS,
        media_type: "text/javascript; charset=utf-8",
        content: include_str!("assets/search-words.js"),
    },
    Asset {
        name: SEARCH,
        media_type: "text/javascript; charset=utf-8",
        content: include_str!("assets/search.js"),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Maximum number of bytes of the style sheet: what a first answer over a slow line carries.
    const STYLE_BYTES_MAX: usize = 14 * 1024;

    #[test]
    fn style_sheet_is_small_and_names_no_other_host() {
        let style = ASSETS.iter().find(|asset| asset.name == STYLE).unwrap();
        assert!(style.content.len() <= STYLE_BYTES_MAX, "{}", style.content.len());
        for word in ["@import", "url(", "//"] {
            assert!(!style.content.contains(word), "{word}");
        }
    }
}
