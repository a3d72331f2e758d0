//! A text with parts of it marked, as paragraphs. Marks may overlap, lie within one another and go over paragraphs: the
//! text is cut where one begins or ends, so that the elements nest.

use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// A part of a text to mark, in code points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct TextMark {
    pub(in crate::web) start: usize,
    /// Exclusive.
    pub(in crate::web) end: usize,
    /// The id of the element at its beginning. No two marks of a page may have the same.
    pub(in crate::web) anchor: Option<String>,
    /// What stands after its end: an address, the text of the link, and what a screen reader says instead.
    pub(in crate::web) reference: Option<(String, String, String)>,
}

/// A piece of a paragraph in which no mark begins or ends.
#[derive(Debug, Default)]
struct Piece<'a> {
    text: String,
    /// Number of marks that cover it.
    depth: usize,
    anchors: Vec<&'a str>,
    /// What stands after it.
    references: Vec<&'a (String, String, String)>,
}

/// The text as paragraphs, one a line, with `marks`.
pub(in crate::web) fn marked_paragraphs(text: &[char], marks: &[TextMark]) -> Markup {
    let mut begins: BTreeMap<usize, Vec<&TextMark>> = BTreeMap::new();
    let mut ends: BTreeMap<usize, Vec<&TextMark>> = BTreeMap::new();
    for mark in marks
        .iter()
        .filter(|mark| mark.start < mark.end && mark.end <= text.len())
    {
        begins.entry(mark.start).or_default().push(mark);
        ends.entry(mark.end).or_default().push(mark);
    }
    let edges: BTreeSet<usize> = begins.keys().chain(ends.keys()).copied().collect();
    let mut paragraphs = Vec::new();
    let (mut depth, mut start) = (0, 0);
    // The ids of marks that begin where the next piece does.
    let mut anchors: Vec<&str> = Vec::new();
    for line in text.split(|c| *c == '\n') {
        let end = start + line.len();
        let mut pieces = Vec::new();
        let mut from = start;
        for to in edges.range(start..=end).copied().chain([end]) {
            let mut piece = Piece {
                text: text.get(from..to).unwrap_or_default().iter().collect(),
                depth,
                ..Piece::default()
            };
            if !piece.text.is_empty() {
                piece.anchors = std::mem::take(&mut anchors);
            }
            // The end of a line that is an edge comes twice.
            let (ended, begun) = (ends.remove(&to), begins.remove(&to));
            for mark in ended.into_iter().flatten() {
                depth -= 1;
                piece.references.extend(mark.reference.as_ref());
            }
            for mark in begun.into_iter().flatten() {
                depth += 1;
                anchors.extend(mark.anchor.as_deref());
            }
            pieces.push(piece);
            from = to;
        }
        if pieces.iter().any(|piece| !piece.text.trim().is_empty()) {
            paragraphs.push(pieces);
        }
        start = end + 1;
    }
    html! { @for pieces in &paragraphs { p { @for piece in pieces { (render_piece(piece)) } } } }
}

fn render_piece(piece: &Piece<'_>) -> Markup {
    html! {
        @if piece.depth > 0 && !piece.text.is_empty() {
            mark class=[(piece.depth > 1).then_some("overlap")] id=[piece.anchors.first()] {
                @for more in piece.anchors.iter().skip(1) { span id=(more) {} }
                (piece.text)
            }
        } @else {
            (piece.text)
        }
        @for (href, text, label) in &piece.references {
            sup.reference { a href=(href) aria-label=(label) { (text) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, marks: &[(usize, usize)]) -> String {
        let text: Vec<char> = text.chars().collect();
        let marks: Vec<TextMark> = marks
            .iter()
            .zip(1..)
            .map(|(&(start, end), number)| TextMark {
                start,
                end,
                anchor: Some(format!("s{number}")),
                reference: Some((format!("/{number}"), number.to_string(), format!("no {number}"))),
            })
            .collect();
        marked_paragraphs(&text, &marks)
            .into_string()
            .replace("<sup class=\"reference\">", "")
            .replace("</sup>", "")
    }

    #[test]
    fn words_are_marked_and_markup_is_text() {
        insta::assert_snapshot!(
            marked("é <b> oui & non", &[(6, 9)]),
            @r#"<p>é &lt;b&gt; <mark id="s1">oui</mark><a href="/1" aria-label="no 1">1</a> &amp; non</p>"#
        );
    }

    #[test]
    fn overlapping_and_nested_marks_are_cut_and_have_each_id_once() {
        insta::assert_snapshot!(
            marked("abcdef", &[(0, 4), (2, 6)]),
            @r#"<p><mark id="s1">ab</mark><mark class="overlap" id="s2">cd</mark><a href="/1" aria-label="no 1">1</a><mark>ef</mark><a href="/2" aria-label="no 2">2</a></p>"#
        );
        insta::assert_snapshot!(
            marked("abc", &[(0, 3), (0, 3)]),
            @r#"<p><mark class="overlap" id="s1"><span id="s2"></span>abc</mark><a href="/1" aria-label="no 1">1</a><a href="/2" aria-label="no 2">2</a></p>"#
        );
    }

    #[test]
    fn mark_over_several_paragraphs_is_cut_at_their_ends() {
        insta::assert_snapshot!(
            marked("ab\n\ncd\nef", &[(1, 6)]),
            @r#"<p>a<mark id="s1">b</mark></p><p><mark>cd</mark><a href="/1" aria-label="no 1">1</a></p><p>ef</p>"#
        );
    }

    #[test]
    fn mark_outside_of_the_text_is_left_out() {
        insta::assert_snapshot!(marked("ab", &[(1, 3), (2, 2)]), @"<p>ab</p>");
    }
}
