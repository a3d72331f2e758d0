//! A statement's words highlighted in the text around them.

use crate::cli::ui::style;
use crate::cli::ui::styled_text::StyledText;
use crate::query::TextContext;
use std::ops::Range;

/// Pairs of marks around the words where there is no colour: not quotation marks, and rare in articles. The first
/// pair that the text does not contain is used.
const MARK_PAIRS: [(char, char); 4] = [('⟦', '⟧'), ('▸', '◂'), ('⦃', '⦄'), ('⫷', '⫸')];

/// A statement's words in their context, ready to print.
pub(crate) struct RenderedContext {
    /// The paragraphs with the words highlighted.
    pub(crate) paragraphs: Vec<StyledText>,
    /// Explains the marks around the words; `None` if style highlights them.
    pub(crate) legend: Option<String>,
}

/// Highlights the statement's words in `context`: by style with colour, else by marks that the text does not contain.
/// The article's own quotation marks stay.
pub(crate) fn render_context(context: &TextContext, colored: bool) -> RenderedContext {
    let (mut text, mut stretches) = context.trim_partial_words();
    let mut legend = None;
    if !colored {
        legend = Some(match MARK_PAIRS.iter().find(|pair| !has_either(&text, **pair)) {
            Some(&pair) => {
                insert_marks(&mut text, &stretches, pair);
                let (open, close) = pair;
                format!("{open} {close} enclose the statement; these marks are not in the article")
            }
            None => {
                "the statement is not marked, because the article contains every available mark".to_owned()
            }
        });
        stretches.clear();
    }
    RenderedContext {
        paragraphs: paragraphs(&text, &stretches),
        legend,
    }
}

fn has_either(text: &[char], (open, close): (char, char)) -> bool {
    text.contains(&open) || text.contains(&close)
}

/// Inserts `open` before and `close` after each range of `text`.
fn insert_marks(text: &mut Vec<char>, stretches: &[Range<usize>], (open, close): (char, char)) {
    let length = text.len();
    for stretch in stretches.iter().rev().filter(|stretch| stretch.end <= length) {
        text.insert(stretch.end, close);
        text.insert(stretch.start, open);
    }
}

/// Splits `text` into paragraphs, with the ranges `stretches` highlighted.
fn paragraphs(text: &[char], stretches: &[Range<usize>]) -> Vec<StyledText> {
    let mut start = 0;
    let pieces = text.split(|c| *c == '\n').map(|piece| {
        let here = start..start + piece.len();
        start = here.end + 1;
        let inside = stretches
            .iter()
            .filter(|stretch| stretch.start < here.end && here.start < stretch.end)
            .map(|stretch| {
                let from = stretch.start.max(here.start) - here.start;
                let to = stretch.end.min(here.end) - here.start;
                to_u32(from)..to_u32(to)
            });
        let words: String = piece.iter().collect();
        StyledText::marked(&words, style::PLAIN, inside, style::QUOTE)
    });
    pieces.filter(|rich| !rich.is_empty()).collect()
}

fn to_u32(code_points: usize) -> u32 {
    u32::try_from(code_points).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Highlight;

    fn context(text: &str, marks: &[(u32, u32)], more: bool) -> TextContext {
        TextContext {
            start: 10,
            text: text.to_owned(),
            marks: marks
                .iter()
                .map(|&(start, end)| Highlight { start, end })
                .collect(),
            more_before: more,
            more_after: more,
        }
    }

    fn printed(text: &str, marks: &[(u32, u32)], more: bool, colored: bool) -> String {
        let shown = render_context(&context(text, marks, more), colored);
        let mut out = String::new();
        for line in shown.paragraphs.iter().flat_map(|rich| rich.lines(80)) {
            line.paint(&mut out, colored);
            out.push('\n');
        }
        out
    }

    fn plainly(text: &str, marks: &[(u32, u32)]) -> String {
        printed(text, marks, false, false)
    }

    fn legend(text: &str) -> String {
        render_context(&context(text, &[(0, 1)], false), false)
            .legend
            .unwrap()
    }

    #[test]
    fn indirect_statement_gets_no_quotation_marks_without_colour() {
        insta::assert_snapshot!(plainly("Elle a dit que l’été sera chaud.\nFin.", &[(15, 31)]), @r"
        Elle a dit que ⟦l’été sera chaud⟧.
        Fin.
        ");
        assert_eq!(
            legend("Fin."),
            "⟦ ⟧ enclose the statement; these marks are not in the article"
        );
    }

    #[test]
    fn quotation_marks_of_the_article_stay() {
        insta::assert_snapshot!(plainly("Elle a dit : « Oui », puis « Non ».", &[(15, 18)]), @"Elle a dit : « ⟦Oui⟧ », puis « Non ».");
        insta::assert_snapshot!(plainly("“Yes,” she said.", &[(1, 4)]), @"“⟦Yes⟧,” she said.");
        insta::assert_snapshot!(plainly("他说：「合作」。", &[(4, 6)]), @"他说：「⟦合作⟧」。");
        insta::assert_snapshot!(plainly("Elle veut un registre « public » et gratuit.", &[(10, 43)]), @"Elle veut ⟦un registre « public » et gratuit⟧.");
    }

    #[test]
    fn marks_in_the_article_are_not_used() {
        let text = "L’annexe ⟦A⟧ : elle a dit oui.";
        insta::assert_snapshot!(plainly(text, &[(26, 29)]), @"L’annexe ⟦A⟧ : elle a dit ▸oui◂.");
        assert_eq!(
            legend(text),
            "▸ ◂ enclose the statement; these marks are not in the article"
        );
        // One mark of a pair in the text is enough to reject the pair.
        insta::assert_snapshot!(plainly("⟧ ▸ ⦄ oui", &[(6, 9)]), @"⟧ ▸ ⦄ ⫷oui⫸");
        let every: String = MARK_PAIRS.iter().map(|(open, _)| *open).collect();
        assert_eq!(plainly(&every, &[(0, 1)]).trim_end(), every);
        assert!(legend(&every).contains("not marked"));
    }

    #[test]
    fn colour_leaves_the_text_unchanged() {
        let text = "Elle a dit : « oui », ⟦sic⟧.";
        let painted = printed(text, &[(15, 18)], false, true);
        assert!(
            !painted.contains("⟦oui") && !painted.contains("«oui"),
            "{painted}"
        );
        let plain: String = anstream::adapter::strip_str(&painted).to_string();
        assert_eq!(plain.trim_end(), text);
        assert_eq!(
            render_context(&context(text, &[(15, 18)], false), true).legend,
            None
        );
    }

    #[test]
    fn all_pieces_of_a_statement_are_highlighted() {
        insta::assert_snapshot!(plainly("One, she said, two.", &[(0, 3), (15, 18)]), @"⟦One⟧, she said, ⟦two⟧.");
    }

    #[test]
    fn partial_words_at_the_ends_are_dropped() {
        let cut = |text, marks: &[(u32, u32)]| printed(text, marks, true, false);
        insta::assert_snapshot!(cut("ment, elle a dit oui hier soi", &[(17, 20)]), @"… elle a dit ⟦oui⟧ hier …");
        insta::assert_snapshot!(cut("他表示愿意合作", &[(3, 5)]), @"…他表示⟦愿意⟧合作…");
    }
}
