use super::{Span, TextSlice};

/// A piece of a statement's words, with the W3C Web Annotation selectors that locate it in the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// `TextPositionSelector` and `TextQuoteSelector.exact` in one.
    pub quote: TextSlice,
    /// `TextQuoteSelector.prefix`: up to [`CONTEXT`](Self::CONTEXT) code points before.
    pub prefix: String,
    /// `TextQuoteSelector.suffix`: up to [`CONTEXT`](Self::CONTEXT) code points after.
    pub suffix: String,
}

impl Evidence {
    /// Length of prefix and suffix in code points: enough to distinguish one occurrence of the words from another.
    pub const CONTEXT: u32 = 32;

    /// Locates `pieces` in another version of their text: each as near as possible to its old position, in the same
    /// order.
    ///
    /// Returns the words of the first piece that `text` does not have in that order as the error.
    pub fn relocate(pieces: &[Self], text: &str) -> Result<Vec<Self>, String> {
        if pieces.iter().all(|piece| piece.quote.matches_text(text)) {
            return Ok(pieces.to_vec());
        }
        let mut moved: Vec<Self> = Vec::new();
        for piece in pieces {
            let past = moved.last().map_or(0, |last| last.quote.span.end);
            let found = Self::find_nearest(text, &piece.quote.text, piece.quote.span.start)
                .filter(|found| past <= found.quote.span.start);
            moved.push(found.ok_or_else(|| piece.quote.text.clone())?);
        }
        Ok(moved)
    }

    /// Finds the occurrence of `words` in `text` that is nearest to the code point `near`; the earlier one of two
    /// that are equally near. `None` where there is no occurrence, or `words` is empty.
    pub fn find_nearest(text: &str, words: &str, near: u32) -> Option<Self> {
        if words.is_empty() {
            return None;
        }
        let length = count_code_points(words);
        let (mut byte, mut at) = (0, 0);
        let mut best: Option<u32> = None;
        for (found, _) in text.match_indices(words) {
            at += count_code_points(&text[byte..found]);
            byte = found;
            if best.is_none_or(|best| at.abs_diff(near) < best.abs_diff(near)) {
                best = Some(at);
            }
        }
        let start = best?;
        let end = start + length;
        let cut = |start, end| Span::new(start, end).slice(text).map(str::to_owned);
        Some(Self {
            quote: TextSlice {
                span: Span::new(start, end),
                text: words.to_owned(),
            },
            prefix: cut(start.saturating_sub(Self::CONTEXT), start)?,
            suffix: cut(end, (end + Self::CONTEXT).min(count_code_points(text)))?,
        })
    }
}

fn count_code_points(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_relocated_in_order() {
        let text = "une taxe, un budget, une taxe";
        let at = |words, near| Evidence::find_nearest(text, words, near).unwrap();
        let pieces = [at("une taxe", 0), at("budget", 0)];
        let moved = |text: &str| {
            let moved = Evidence::relocate(&pieces, text)?;
            let spans = moved.iter().map(|piece| piece.quote.span.to_string());
            Ok::<_, String>(spans.collect::<Vec<_>>().join(" "))
        };
        assert_eq!(moved(text), Ok("0..8 13..19".to_owned()));
        assert_eq!(moved("Enfin, une taxe, un budget"), Ok("7..15 20..26".to_owned()));
        assert_eq!(moved("un budget, une taxe"), Err("budget".to_owned()));
        assert_eq!(moved("un budget"), Err("une taxe".to_owned()));
    }

    #[test]
    fn nearest_occurrence_is_found() {
        let text = "été, puis l’été, puis été";
        let at = |near| Evidence::find_nearest(text, "été", near).map(|found| found.quote.span);
        assert_eq!(at(0), Some(Span::new(0, 3)));
        assert_eq!(at(11), Some(Span::new(12, 15)));
        assert_eq!(at(99), Some(Span::new(22, 25)));
        assert_eq!(Evidence::find_nearest(text, "hiver", 0), None);
        assert_eq!(Evidence::find_nearest(text, "", 0), None);
        let middle = Evidence::find_nearest(text, "l’été", 0);
        insta::assert_debug_snapshot!(middle.map(|found| (found.prefix, found.suffix)), @r#"
        Some(
            (
                "été, puis ",
                ", puis été",
            ),
        )
        "#);
    }
}
