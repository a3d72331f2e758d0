//! Makes lines of the characters of a page, in the order in which people read them: columns from left to right.

use super::glyph_collector::Glyph;
use super::text_line::{TextLine, is_unspaced};

/// Minimum gap between two words, and between two parts of a line that are not one text, in sizes of a letter.
const WORD_GAP: f64 = 0.17;
const PART_GAP: f64 = 1.8;
/// Minimum number of lines, and of characters in a typical one, of a column.
const COLUMN_LINES_MIN: usize = 5;
const COLUMN_LINE_CHARACTERS_MIN: usize = 18;
/// Maximum number of columns beside each other.
const COLUMN_DEPTH_MAX: usize = 3;
/// Maximum number of lines of a page that are looked at for columns.
const COLUMN_PARTS_MAX: usize = 2_000;

/// The lines of a page with these `glyphs`, in reading order.
pub(super) fn lines_of_page(page: usize, glyphs: Vec<Glyph>) -> Vec<TextLine> {
    let mut parts = split_parts(page, glyphs);
    join_neighbours(&mut parts);
    let mut lines = Vec::new();
    let mut column = 0;
    order_region(parts, COLUMN_DEPTH_MAX, &mut column, &mut lines);
    lines
}

/// Cuts the characters, in the order in which they were drawn, wherever the line or the text changes.
fn split_parts(page: usize, glyphs: Vec<Glyph>) -> Vec<TextLine> {
    let mut parts: Vec<TextLine> = Vec::new();
    for glyph in glyphs {
        let fits = |part: &TextLine| {
            let size = part.size.max(glyph.size);
            let gap = glyph.x0 - part.x1;
            let rise = glyph.y - part.y;
            let is_level =
                rise.abs() <= 0.2 * size || rise.abs() <= 0.6 * size && glyph.size < 0.85 * part.size;
            is_level && gap > -0.9 * size && gap < PART_GAP * size
        };
        let is_blank = glyph.text.trim().is_empty();
        match parts.last_mut().filter(|part| fits(part)) {
            Some(part) => append_glyph(part, &glyph),
            None if is_blank => {}
            None => parts.push(TextLine {
                page,
                column: 0,
                x0: glyph.x0,
                x1: glyph.x1,
                y: glyph.y,
                size: glyph.size,
                is_note: false,
                text: glyph.text,
            }),
        }
    }
    parts.retain_mut(|part| {
        part.text.truncate(part.text.trim_end().len());
        !part.text.is_empty()
    });
    parts
}

/// Whether `part` is the raised number of a note whose first line has this height and size.
fn is_note_number(part: &TextLine, y: f64, size: f64) -> bool {
    part.text.trim_end().bytes().all(|byte| byte.is_ascii_digit())
        && part.size < 0.85 * size
        && part.y > y
        && part.y - y < 0.6 * size
}

/// Makes the number of a note the beginning of its first line.
fn begin_note(number: &mut TextLine, y: f64, size: f64) {
    number.is_note = true;
    number.y = y;
    number.size = size;
    number.text.truncate(number.text.trim_end().len());
    number.text.push(' ');
}

fn append_glyph(part: &mut TextLine, glyph: &Glyph) {
    if is_note_number(part, glyph.y, glyph.size) && !glyph.text.trim().is_empty() {
        begin_note(part, glyph.y, glyph.size);
    }
    let gap = glyph.x0 - part.x1;
    let last = part.text.chars().next_back().unwrap_or(' ');
    let first = glyph.text.chars().next().unwrap_or(' ');
    // The number of a footnote is no part of the word.
    let is_note = glyph.y - part.y > 0.25 * part.size
        && glyph.size < 0.85 * part.size
        && first.is_ascii_digit()
        && !last.is_ascii_digit();
    if gap > WORD_GAP * glyph.size.max(part.size)
        && last != ' '
        && first != ' '
        && !(is_unspaced(last) && is_unspaced(first))
    {
        part.text.push(' ');
    }
    if !is_note && (first != ' ' || last != ' ') {
        part.text.push_str(&glyph.text);
    }
    part.x1 = part.x1.max(glyph.x1);
    // A capital drawn larger than its line does not make the line larger.
    if part.text.chars().count() < 3 && glyph.size < part.size {
        part.size = glyph.size;
        part.y = glyph.y;
    }
}

/// Joins parts that stand beside each other on one line without a gap, in whatever order they were drawn.
fn join_neighbours(parts: &mut Vec<TextLine>) {
    sort_rows(parts);
    let mut joined: Vec<TextLine> = Vec::with_capacity(parts.len());
    for part in parts.drain(..) {
        let neighbour = joined.last_mut().filter(|left| {
            let size = left.size.max(part.size);
            let gap = part.x0 - left.x1;
            ((left.y - part.y).abs() <= 0.3 * size || is_note_number(left, part.y, part.size))
                && gap > -0.5 * size
                && gap < 0.9 * size
        });
        match neighbour {
            Some(left) => {
                let gap = part.x0 - left.x1;
                if is_note_number(left, part.y, part.size) {
                    begin_note(left, part.y, part.size);
                } else if gap > WORD_GAP * left.size.max(part.size) {
                    left.text.push(' ');
                }
                left.text.push_str(&part.text);
                left.x1 = left.x1.max(part.x1);
            }
            None => joined.push(part),
        }
    }
    *parts = joined;
}

/// Sorts parts from top to bottom, and those on one line from left to right.
fn sort_rows(parts: &mut [TextLine]) {
    parts.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut start = 0;
    while start < parts.len() {
        let (y, size) = (parts[start].y, parts[start].size);
        let end = start
            + parts[start..]
                .iter()
                .take_while(|part| y - part.y <= 0.3 * size)
                .count();
        parts[start..end].sort_by(|a, b| a.x0.total_cmp(&b.x0));
        start = end;
    }
}

/// Appends the parts of a region, sorted by rows, in reading order.
fn order_region(parts: Vec<TextLine>, depth: usize, column: &mut usize, lines: &mut Vec<TextLine>) {
    let gutter = (depth > 0).then(|| find_gutter(&parts)).flatten();
    let Some(gutter) = gutter else {
        append_rows(parts, *column, lines);
        *column += 1;
        return;
    };
    // A part across the gutter ends the columns above it, and other columns may begin below.
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut across = Vec::new();
    for part in parts {
        let is_across = part.x0 < gutter && part.x1 > gutter;
        if is_across {
            flush_columns(&mut left, &mut right, depth, column, lines);
            across.push(part);
            continue;
        }
        if !across.is_empty() {
            append_rows(std::mem::take(&mut across), *column, lines);
            *column += 1;
        }
        if part.x1 <= gutter {
            left.push(part);
        } else {
            right.push(part);
        }
    }
    flush_columns(&mut left, &mut right, depth, column, lines);
    if !across.is_empty() {
        append_rows(across, *column, lines);
        *column += 1;
    }
}

fn flush_columns(
    left: &mut Vec<TextLine>,
    right: &mut Vec<TextLine>,
    depth: usize,
    column: &mut usize,
    lines: &mut Vec<TextLine>,
) {
    for side in [left, right] {
        if !side.is_empty() {
            order_region(std::mem::take(side), depth - 1, column, lines);
        }
    }
}

/// Where the space between two columns of prose is, if there are two.
fn find_gutter(parts: &[TextLine]) -> Option<f64> {
    if parts.len() < 2 * COLUMN_LINES_MIN || parts.len() > COLUMN_PARTS_MAX {
        return None;
    }
    // The right end of a part is a place where the left column may end, rounded up so that ragged lines have one end.
    let mut candidates: Vec<f64> = parts.iter().map(|part| (part.x1 / 3.0).ceil() * 3.0).collect();
    candidates.sort_by(f64::total_cmp);
    candidates.dedup();
    let best = candidates.into_iter().filter_map(|end| {
        let gutter = end + 1.0;
        let is_left = |part: &&TextLine| part.x1 <= gutter;
        let is_right = |part: &&TextLine| part.x0 >= gutter;
        let left: Vec<&TextLine> = parts.iter().filter(is_left).collect();
        let right: Vec<&TextLine> = parts.iter().filter(is_right).collect();
        let across = parts.len() - left.len() - right.len();
        let sides = left.len().min(right.len());
        let is_prose = |side: &[&TextLine]| typical_width(side) >= COLUMN_LINE_CHARACTERS_MIN;
        let fits = sides >= COLUMN_LINES_MIN
            && across * 2 <= left.len() + right.len()
            && rows_beside(&left, &right) * 2 >= sides
            && is_prose(&left)
            && is_prose(&right);
        fits.then_some((sides, across, gutter))
    });
    // The most lines in both columns, then the fewest across.
    let best = best.max_by(|a, b| (a.0, b.1).cmp(&(b.0, a.1)));
    best.map(|(_, _, gutter)| gutter)
}

/// Number of parts on the left whose height is within the height of the right column.
fn rows_beside(left: &[&TextLine], right: &[&TextLine]) -> usize {
    let top = right.iter().map(|part| part.y).fold(f64::MIN, f64::max);
    let bottom = right.iter().map(|part| part.y).fold(f64::MAX, f64::min);
    let is_beside = |part: &&&TextLine| part.y <= top + part.size && part.y >= bottom - part.size;
    left.iter().filter(is_beside).count()
}

/// The median number of letters in the parts. A Chinese character is as wide as two.
fn typical_width(parts: &[&TextLine]) -> usize {
    let width = |part: &&TextLine| {
        part.text
            .chars()
            .map(|c| 1 + usize::from(is_unspaced(c)))
            .sum::<usize>()
    };
    let mut widths: Vec<usize> = parts.iter().map(width).collect();
    widths.sort_unstable();
    widths.get(widths.len() / 2).copied().unwrap_or_default()
}

/// Appends the parts row by row. The cells of a row become one line.
fn append_rows(mut parts: Vec<TextLine>, column: usize, lines: &mut Vec<TextLine>) {
    sort_rows(&mut parts);
    let begin = lines.len();
    for mut part in parts {
        part.column = column;
        let row = lines[begin..].last_mut();
        match row.filter(|row| (row.y - part.y).abs() <= 0.3 * row.size.max(part.size)) {
            Some(row) => {
                row.text.push('\t');
                row.text.push_str(&part.text);
                row.x1 = row.x1.max(part.x1);
            }
            None => lines.push(part),
        }
    }
}
