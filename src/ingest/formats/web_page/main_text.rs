//! The main text of a page: what two readers of main text agree on.

use super::page_signs::PAGE_SIGNS;
use super::pruning::{HEADING_MARK, MARKS, QUOTATION_MARK};
use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use trafilatura::{ExtractionFocus, Options};

/// What a line of a quotation begins with. After a sign such as `>`, its quotation marks would not open the line,
/// and readers of quotations would miss it.
const QUOTATION_INDENT: char = '\t';
/// Length of the pieces in which two texts are compared, in letters.
const PIECE_LETTERS: usize = 8;
/// Minimum share of a line's pieces in the other text for both to agree on it, in percent.
const AGREED_MIN_PERCENT: usize = 80;
/// Minimum share of the longer text that both must agree on, in percent; else they read different parts of the page,
/// and the longer is taken.
const COMMON_MIN_PERCENT: usize = 50;
/// Minimum length of a sentence that one reader left out between others, in letters.
const SENTENCE_LETTERS_MIN: usize = 80;
/// Maximum length of a line that leads elsewhere, in characters.
const LEAD_ELSEWHERE_CHARACTERS_MAX: usize = 200;
/// Maximum length of the title of another article, in characters.
const TITLE_CHARACTERS_MAX: usize = 120;
/// Minimum length of a quotation that is looked for elsewhere in the text, in letters.
const PULL_QUOTE_LETTERS_MIN: usize = 20;
/// Maximum number of quotations that are looked for elsewhere in the text.
const PULL_QUOTES_MAX: usize = 100;

/// The main text of the page with this tree, whose HTML is `html`: a paragraph a line, blank lines between paragraphs.
/// Lines of quotations are indented by a tab. Empty if there is none.
pub(super) fn read_main_text(document: Document, html: &str) -> String {
    let first = read_by_smoothie(document);
    let second = read_by_trafilatura(html);
    let lines = agreed_lines(&first, &second);
    write_lines(&without_leads(lines))
}

/// Libraries may panic on odd pages; then they have read nothing.
fn read_by_smoothie(document: Document) -> String {
    let config = Config {
        text_mode: TextMode::Formatted,
        disable_json_ld: true,
        ..Config::default()
    };
    let read = catch_unwind(AssertUnwindSafe(move || {
        let mut reader = Readability::with_document(document, None, Some(config)).ok()?;
        Some(reader.parse().ok()?.text_content.to_string())
    }));
    read.ok().flatten().unwrap_or_default()
}

fn read_by_trafilatura(html: &str) -> String {
    let options = Options::default()
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_fallback(true)
        .with_exclude_comments(true);
    let read = catch_unwind(AssertUnwindSafe(|| {
        let content = trafilatura::extract(html, &options).ok()?.content_html;
        Some(Document::from(content).formatted_text().to_string())
    }));
    read.ok().flatten().unwrap_or_default()
}

/// The lines of `first` that `second` has as well; sentences, quotations and headings between them; and a sentence just
/// before them. If the two have little in common, the lines of the longer.
fn agreed_lines<'t>(first: &'t str, second: &'t str) -> Vec<&'t str> {
    let lines = non_blank_lines(first);
    let other = letters_of(second);
    let pieces: HashSet<&[char]> = other.windows(PIECE_LETTERS).collect();
    let other_lines: HashSet<Vec<char>> = non_blank_lines(second).into_iter().map(letters_of).collect();
    let letters: Vec<Vec<char>> = lines.iter().map(|line| letters_of(line)).collect();
    let agreed: Vec<bool> = letters
        .iter()
        .map(|line| is_agreed(line, &pieces, &other_lines))
        .collect();
    let all: usize = letters.iter().map(Vec::len).sum();
    let common: usize = letters
        .iter()
        .zip(&agreed)
        .filter(|(_, agreed)| **agreed)
        .map(|(line, _)| line.len())
        .sum();
    if common * 100 < COMMON_MIN_PERCENT * all.max(other.len()) {
        return if all > other.len() {
            lines
        } else {
            non_blank_lines(second)
        };
    }
    let start = agreed.iter().position(|agreed| *agreed).unwrap_or_default();
    let end = agreed.iter().rposition(|agreed| *agreed).unwrap_or_default();
    let is_sentence =
        |index: usize| letters[index].len() >= SENTENCE_LETTERS_MIN && ends_sentence(lines[index]);
    let kept = (0..lines.len()).filter(|index| {
        let is_inside = (start..end).contains(index);
        let is_part = || lines[*index].contains(QUOTATION_MARK) || lines[*index].contains(HEADING_MARK);
        // The first paragraph is often set apart from the others.
        agreed[*index]
            || (is_inside && (is_part() || is_sentence(*index)))
            || (index + 1 == start && is_sentence(*index))
    });
    kept.map(|index| lines[index]).collect()
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with([
        '.', '!', '?', '…', '。', '！', '？', '"', '”', '»', '\'', '’', ')', ':', ';',
    ])
}

/// Whether the other text, which has these `pieces` and lines of these `line_letters`, has `line` as well. A line
/// shorter than a piece must be a line there too.
fn is_agreed(line: &[char], pieces: &HashSet<&[char]>, line_letters: &HashSet<Vec<char>>) -> bool {
    if line.len() < PIECE_LETTERS {
        return line_letters.contains(line);
    }
    let all = line.len() + 1 - PIECE_LETTERS;
    let found = line
        .windows(PIECE_LETTERS)
        .filter(|piece| pieces.contains(piece))
        .count();
    found * 100 >= AGREED_MIN_PERCENT * all
}

/// The lines of a text that have letters.
fn non_blank_lines(text: &str) -> Vec<&str> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| line.chars().any(char::is_alphanumeric))
        .collect()
}

/// The letters and digits of a text, in lower case.
fn letters_of(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// `lines` without those that lead elsewhere, and the titles that follow such a line.
fn without_leads(lines: Vec<&str>) -> Vec<&str> {
    let mut is_after_lead = false;
    let mut kept = Vec::with_capacity(lines.len());
    for line in lines {
        let is_title =
            !ends_sentence(line) && !line.contains(MARKS) && line.chars().count() <= TITLE_CHARACTERS_MAX;
        if leads_elsewhere(line) {
            is_after_lead = true;
        } else if !(is_after_lead && is_title) {
            is_after_lead = false;
            kept.push(line);
        }
    }
    kept
}

/// Whether a line leads to another page, asks readers to do something or is a control: "Read also: …", "Follow us on
/// …", "Share".
fn leads_elsewhere(line: &str) -> bool {
    let signs = &PAGE_SIGNS.left_out;
    let line = line.replace(MARKS, "").to_lowercase();
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '【');
    let whole = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    let begins = |list: &[String]| list.iter().any(|begin| line.starts_with(begin.as_str()));
    let names_place = || signs.places.iter().any(|place| line.contains(place.as_str()));
    signs.whole_lines.iter().any(|control| control == whole)
        || (line.chars().count() <= LEAD_ELSEWHERE_CHARACTERS_MAX
            && (begins(&signs.lines) || (begins(&signs.appeals) && names_place())))
}

/// The text with these lines. A quotation that repeats words of another line is left out: it was set large beside them.
fn write_lines(lines: &[&str]) -> String {
    let prose: Vec<String> = lines
        .iter()
        .filter(|line| !line.contains(QUOTATION_MARK))
        .map(|line| letters_of(line).into_iter().collect())
        .collect();
    let mut text = String::new();
    let mut quotations = 0;
    for line in lines {
        let is_quotation = line.contains(QUOTATION_MARK);
        let words = line.replace(MARKS, "");
        let words = words.trim();
        if is_quotation {
            let letters: String = letters_of(words).into_iter().collect();
            quotations += 1;
            let is_repeated = quotations <= PULL_QUOTES_MAX
                && letters.chars().count() >= PULL_QUOTE_LETTERS_MIN
                && prose.iter().any(|line| line.contains(&letters));
            if is_repeated {
                continue;
            }
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        if is_quotation {
            text.push(QUOTATION_INDENT);
        }
        text.push_str(words);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_both_readers_and_sentences_between_them_stay() {
        let one = "Un premier alinéa, que les deux ont lu et qui dit de quoi il s'agit. ".repeat(4);
        let missed = "Cette phrase manque chez le second lecteur, mais elle est dans le texte et assez longue pour y rester.";
        let last = "Un autre alinéa, le dernier, que les deux ont lu aussi et après lequel il n'y a rien. "
            .repeat(4);
        let heading = format!("{HEADING_MARK}Un intertitre");
        let menu = format!("Menu du site\n{missed}");
        let first = [&menu, &one, &heading, missed, "Photo : A. Lund", &last, missed].join("\n\n");
        let second = format!("{one} {last}");
        let lines = agreed_lines(&first, &second);
        assert_eq!(lines, [missed, one.trim(), &heading, missed, last.trim()]);
    }

    #[test]
    fn longer_text_is_taken_if_readers_disagree() {
        let first = "Un court texte.";
        let second = "Un tout autre texte, qui est plus long.\n\nIl a deux alinéas.";
        assert_eq!(
            agreed_lines(first, second),
            ["Un tout autre texte, qui est plus long.", "Il a deux alinéas."]
        );
        assert_eq!(agreed_lines(second, ""), agreed_lines("", second));
        assert!(agreed_lines("", "").is_empty());
    }

    #[test]
    fn lines_that_lead_elsewhere_are_known() {
        for line in [
            "Lire aussi : Un titre",
            "Share",
            "相关阅读：标题",
            "ADVERTISEMENT",
            "[Related: A title]",
            "Follow us on Twitter",
        ] {
            assert!(leads_elsewhere(line), "{line}");
        }
        for line in [
            "Shares fell.",
            "Le ministre a fait lire aussi le texte.",
            "Read it.",
            "Follow the money, he said.",
        ] {
            assert!(!leads_elsewhere(line), "{line}");
        }
    }

    #[test]
    fn titles_after_a_lead_are_left_out_up_to_the_next_sentence() {
        let heading = format!("{HEADING_MARK}La suite");
        let lines = vec![
            "Un fait.",
            "Lire aussi :",
            "Un titre",
            "Un autre titre",
            &heading,
            "Un mot",
            "Une fin.",
        ];
        assert_eq!(without_leads(lines), ["Un fait.", &heading, "Un mot", "Une fin."]);
    }

    #[test]
    fn quotations_are_marked_and_repeated_ones_left_out() {
        let quoted = format!("{QUOTATION_MARK}Nous ne céderons {QUOTATION_MARK}pas.");
        let repeated = format!("{QUOTATION_MARK}« une décision que personne ne comprend »");
        let lines = [
            quoted.as_str(),
            "Il parle d’une décision que personne ne comprend.",
            repeated.as_str(),
        ];
        assert_eq!(
            write_lines(&lines),
            "\tNous ne céderons pas.\n\nIl parle d’une décision que personne ne comprend."
        );
    }
}
