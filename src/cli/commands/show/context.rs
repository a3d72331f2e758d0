use crate::cli::ui::rich::Rich;
use crate::cli::ui::style;
use crate::query::Context;
use std::ops::Range;

/// The marks that a quotation may already stand in.
const QUOTATION_MARKS: &str = "«»“”„\"「」『』";

/// The paragraphs of `context` with the statement's words brought out: by style where there is colour, else
/// by `«…»`, unless they stand in quotation marks anyway.
pub(in crate::cli::commands) fn paragraphs(context: &Context, colored: bool) -> Vec<Rich> {
    let mut text: Vec<char> = context.text.chars().collect();
    let mut marks: Vec<Range<usize>> = context
        .marks
        .iter()
        .map(|mark| mark.start as usize..mark.end as usize)
        .collect();
    if context.more_after {
        let end = marks.last().map_or(0, |mark| mark.end);
        if let Some(space) = text.iter().skip(end).rposition(|c| c.is_whitespace()) {
            text.truncate(end + space + 1);
        }
        text.push('…');
    }
    if context.more_before {
        let before = marks.first().map_or(text.len(), |mark| mark.start);
        let word = text
            .iter()
            .take(before)
            .position(|c| c.is_whitespace())
            .unwrap_or(0);
        text.splice(..word, ['…']);
        for mark in &mut marks {
            *mark = mark.start - word + 1..mark.end - word + 1;
        }
    }
    if !colored {
        for mark in marks.iter().rev() {
            if mark.end <= text.len() && !is_quoted(&text, mark) {
                text.insert(mark.end, '»');
                text.insert(mark.start, '«');
            }
        }
        marks.clear();
    }
    let mut start = 0;
    let pieces = text.split(|c| *c == '\n').map(|piece| {
        let here = start..start + piece.len();
        start = here.end + 1;
        let inside = marks
            .iter()
            .filter(|mark| mark.start < here.end && here.start < mark.end)
            .map(|mark| {
                let from = mark.start.max(here.start) - here.start;
                let to = mark.end.min(here.end) - here.start;
                counted(from)..counted(to)
            });
        let words: String = piece.iter().collect();
        Rich::marked(&words, style::PLAIN, inside, style::QUOTE)
    });
    pieces.filter(|rich| !rich.is_empty()).collect()
}

fn counted(code_points: usize) -> u32 {
    u32::try_from(code_points).unwrap_or(u32::MAX)
}

/// Whether the stretch stands in quotation marks already.
fn is_quoted(text: &[char], mark: &Range<usize>) -> bool {
    // Some put the comma or full stop that ends a quotation inside of its marks.
    let between = |c: char| c.is_whitespace() || ",.;:!?…，。；：！？".contains(c);
    let near = |c: Option<&char>| c.is_some_and(|c| QUOTATION_MARKS.contains(*c));
    near(text[..mark.start].iter().rfind(|c| !c.is_whitespace()))
        && near(text[mark.end..].iter().find(|c| !between(**c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Mark;

    fn plainly(text: &str, marks: &[(u32, u32)]) -> String {
        cut(text, marks, false)
    }

    fn cut(text: &str, marks: &[(u32, u32)], more: bool) -> String {
        let context = Context {
            start: 10,
            text: text.to_owned(),
            marks: marks.iter().map(|&(start, end)| Mark { start, end }).collect(),
            more_before: more,
            more_after: more,
        };
        let mut out = String::new();
        for line in paragraphs(&context, false).iter().flat_map(|rich| rich.lines(80)) {
            line.paint(&mut out, false);
            out.push('\n');
        }
        out
    }

    #[test]
    fn without_colour_marks_bring_the_words_out() {
        insta::assert_snapshot!(plainly("Elle a dit que l’été sera chaud.\nFin.", &[(15, 31)]), @r"
        Elle a dit que «l’été sera chaud».
        Fin.
        ");
    }

    #[test]
    fn words_in_quotation_marks_need_no_others() {
        insta::assert_snapshot!(plainly("Elle a dit : « Oui ».", &[(15, 18)]), @"Elle a dit : « Oui ».");
        insta::assert_snapshot!(plainly("“Yes,” she said.", &[(1, 4)]), @"“Yes,” she said.");
    }

    #[test]
    fn pieces_of_one_statement_are_all_brought_out() {
        insta::assert_snapshot!(plainly("One, she said, two.", &[(0, 3), (15, 18)]), @"«One», she said, «two».");
    }

    #[test]
    fn half_a_word_is_left_out_at_either_end() {
        insta::assert_snapshot!(cut("ment, elle a dit oui hier soi", &[(17, 20)], true), @"… elle a dit «oui» hier …");
        insta::assert_snapshot!(cut("他表示愿意合作", &[(3, 5)], true), @"…他表示«愿意»合作…");
    }
}
