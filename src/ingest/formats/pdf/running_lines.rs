//! Finds the lines of pages that are not part of the text: headers, footers and page numbers.

use super::text_line::TextLine;
use std::collections::{HashMap, HashSet};

/// Number of lines at the top and at the bottom of a page that can be such lines.
const EDGE_LINES: usize = 3;
/// Two lines are at the same place if their heights differ by no more than this, in points.
const HEIGHT_STEP: f64 = 6.0;
/// A line recurs if it is on this share of the pages, as in one of four.
const PAGES_PER_LINE_MAX: usize = 4;
/// Words beside the number of a page.
const PAGE_WORDS: [&str; 10] = ["page", "p", "of", "sur", "de", "pages", "第", "页", "共", "頁"];

/// Removes headers, footers and page numbers from the lines of a document.
pub(super) fn remove_running_lines(lines: &mut Vec<TextLine>) {
    let pages = lines.iter().map(|line| line.page).collect::<HashSet<_>>().len();
    let edges = edge_lines(lines);
    let mut places: HashMap<(String, bool, i64), HashSet<usize>> = HashMap::new();
    for (at, is_top) in &edges {
        let line = &lines[*at];
        for step in [0, 1] {
            let place = (without_digits(&line.text), *is_top, height(line) + step);
            places.entry(place).or_default().insert(line.page);
        }
    }
    let recurs = |line: &TextLine, is_top: bool| {
        [0, 1].into_iter().any(|step| {
            let place = (without_digits(&line.text), is_top, height(line) + step);
            let on = places.get(&place).map_or(0, HashSet::len);
            on >= 2 && on * PAGES_PER_LINE_MAX >= pages
        })
    };
    let offsets = page_number_offsets(lines, &edges);
    let mut running = HashSet::new();
    for (at, is_top) in edges {
        let line = &lines[at];
        let is_number = page_number(&line.text).is_some_and(|number| {
            pages == 1 && number == 1 || offsets.contains(&(number - page_index(line)))
        });
        if is_number || recurs(line, is_top) {
            running.insert(at);
        }
    }
    // What is only on the edge of every page is the text of a very short document.
    if running.len() < lines.len() {
        let mut at = 0;
        lines.retain(|_| {
            at += 1;
            !running.contains(&(at - 1))
        });
    }
}

/// The lines near the edges of their pages, each with whether it is at the top.
fn edge_lines(lines: &[TextLine]) -> Vec<(usize, bool)> {
    let mut pages: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        pages.entry(line.page).or_default().push(at);
    }
    let mut edges = Vec::new();
    for mut page in pages.into_values() {
        page.sort_by(|a, b| lines[*b].y.total_cmp(&lines[*a].y));
        let count = page.len();
        let top = page
            .iter()
            .take(EDGE_LINES.min(count.div_ceil(2)))
            .map(|at| (*at, true));
        let bottom = page
            .iter()
            .rev()
            .take(EDGE_LINES.min(count / 2))
            .map(|at| (*at, false));
        edges.extend(top.chain(bottom));
    }
    edges.sort_unstable();
    edges
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "pages are a few hundred points high"
)]
fn height(line: &TextLine) -> i64 {
    (line.y / HEIGHT_STEP).floor() as i64
}

/// `text` without its numbers, which count pages in headers and footers.
fn without_digits(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_ascii_digit() && !c.is_whitespace())
        .collect()
}

/// The differences between the number on a page and its index that two pages have in common.
fn page_number_offsets(lines: &[TextLine], edges: &[(usize, bool)]) -> HashSet<i64> {
    let mut pages: HashMap<i64, HashSet<usize>> = HashMap::new();
    for (at, _) in edges {
        let line = &lines[*at];
        if let Some(number) = page_number(&line.text) {
            pages
                .entry(number - page_index(line))
                .or_default()
                .insert(line.page);
        }
    }
    let shared = pages.into_iter().filter(|(_, on)| on.len() >= 2);
    shared.map(|(offset, _)| offset).collect()
}

fn page_index(line: &TextLine) -> i64 {
    i64::try_from(line.page).unwrap_or_default()
}

/// The number of the page that a line gives, if it gives nothing else: "– 3 –", "Page 3 of 12", "3/12", "iv".
fn page_number(text: &str) -> Option<i64> {
    if let Some(roman) = roman_number(text.trim()) {
        return Some(roman);
    }
    let is_mark = |c: char| {
        matches!(
            c,
            '-' | '–' | '—' | '/' | '|' | '.' | '•' | '·' | '(' | ')' | '[' | ']'
        )
    };
    let spaced: String = text
        .chars()
        .map(|c| if is_mark(c) || c.is_whitespace() { ' ' } else { c })
        .collect();
    let spaced = ["第", "页", "共", "頁"]
        .iter()
        .fold(spaced, |text, word| text.replace(word, " "));
    let mut numbers = Vec::new();
    for word in spaced.split_whitespace() {
        match word.parse::<i64>() {
            Ok(number) if word.len() <= 4 => numbers.push(number),
            _ if PAGE_WORDS.contains(&word.to_lowercase().as_str()) => {}
            _ => return None,
        }
    }
    (numbers.len() <= 2).then(|| numbers.first().copied()).flatten()
}

/// A number of a page in the front matter of a book: "iv", "xii".
fn roman_number(text: &str) -> Option<i64> {
    const ROMAN: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
        "xvii", "xviii", "xix", "xx",
    ];
    let number = ROMAN.iter().position(|roman| *roman == text)?;
    i64::try_from(number + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(page: usize, y: f64, text: &str) -> TextLine {
        TextLine {
            page,
            column: 0,
            x0: 0.0,
            x1: 100.0,
            y,
            size: 10.0,
            is_note: false,
            text: text.into(),
        }
    }

    #[test]
    fn page_number_is_read_in_its_forms() {
        for text in [
            "3",
            "- 3 -",
            "Page 3",
            "Page 3 of 12",
            "3/12",
            "p. 3",
            "第 3 页",
            "第3页 共12页",
            "iii",
        ] {
            assert_eq!(page_number(text), Some(3), "{text}");
        }
        for text in ["Article 3", "3 ministers", "2026-03-12-1", "", "mix"] {
            assert_eq!(page_number(text), None, "{text}");
        }
    }

    #[test]
    fn headers_and_numbers_go_and_text_stays() {
        let mut lines = Vec::new();
        for (page, place) in ["Lyon", "Lille", "Nantes", "Nice"].into_iter().enumerate() {
            lines.push(line(page, 800.0, &format!("Report of the year {}", 2020 + page)));
            for (row, minister) in ["Lund", "Sall", "Moss", "Okoro", "Brandt"]
                .into_iter()
                .enumerate()
            {
                let y = [700.0, 680.0, 660.0, 640.0, 620.0][row];
                lines.push(line(page, y, &format!("{minister} spoke in {place}.")));
            }
            lines.push(line(page, 40.0, &format!("{}", page + 11)));
        }
        lines.push(line(4, 700.0, "2026"));
        remove_running_lines(&mut lines);
        assert_eq!(lines.len(), 21);
        assert!(
            lines
                .iter()
                .all(|line| line.text.contains("spoke") || line.text == "2026")
        );
    }
}
