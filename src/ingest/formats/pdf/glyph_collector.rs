//! Receives the characters of a page from the reader of text, with their places.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// Maximum number of characters on one page.
const PAGE_GLYPHS_MAX: usize = 400_000;
/// Maximum slope of a line that is read: the text of a stamp across the page is not.
const SLOPE_MAX: f64 = 0.2;

/// A character drawn on a page, turned so that its line is level. Lengths are in points; `y` grows upwards.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// Left and right end.
    pub x0: f64,
    pub x1: f64,
    /// The baseline.
    pub y: f64,
    pub size: f64,
    pub text: String,
}

/// The characters of one page, by the direction in which their lines run: right, up, left, down.
#[derive(Debug, Default)]
pub(super) struct GlyphCollector {
    directions: [Vec<Glyph>; 4],
    /// Number of glyphs whose characters the font does not give.
    pub unknown: usize,
    count: usize,
}

impl GlyphCollector {
    /// The characters of the direction that most have, in the order in which they were drawn.
    pub(super) fn into_glyphs(self) -> Vec<Glyph> {
        let most = self.directions.into_iter().max_by_key(Vec::len);
        most.unwrap_or_default()
    }
}

impl OutputDev for GlyphCollector {
    fn begin_page(
        &mut self,
        _page: u32,
        _media_box: &MediaBox,
        _art_box: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        matrix: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        character: &str,
    ) -> Result<(), OutputError> {
        self.count += 1;
        if self.count > PAGE_GLYPHS_MAX {
            return Err(OutputError::FormatError(fmt::Error));
        }
        let (run, rise) = (matrix.m11 * font_size, matrix.m12 * font_size);
        let size = matrix.m21.hypot(matrix.m22) * font_size.abs();
        let (x, y) = (matrix.m31, matrix.m32);
        let text = readable(character);
        if text.is_empty() {
            self.unknown += usize::from(character.is_empty() || character.contains('\u{fffd}'));
            return Ok(());
        }
        if ![run, rise, size, x, y].iter().all(|value| value.is_finite()) || size <= 0.0 {
            return Ok(());
        }
        let length = run.hypot(rise) * width;
        let (direction, x, y) = if rise.abs() <= SLOPE_MAX * run.abs() {
            if run > 0.0 { (0, x, y) } else { (2, -x, -y) }
        } else if run.abs() <= SLOPE_MAX * rise.abs() {
            if rise > 0.0 { (1, y, -x) } else { (3, -y, x) }
        } else {
            return Ok(());
        };
        self.directions[direction].push(Glyph {
            x0: x,
            x1: x + length,
            y,
            size,
            text,
        });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// `character` as people read it: ligatures as their letters, bullets of symbol fonts as bullets, nothing that no font
/// can show.
fn readable(character: &str) -> String {
    let mut text = String::new();
    for c in character.chars() {
        match c {
            '\u{fb00}'..='\u{fb06}' | '\u{2f00}'..='\u{2fdf}' => text.extend(std::iter::once(c).nfkc()),
            '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' => text.push('•'),
            '\t' | '\n' | '\r' => text.push(' '),
            '\u{e000}'..='\u{f8ff}' | '\u{fffd}' => {}
            c if c.is_control() => {}
            c => text.push(c),
        }
    }
    text
}
