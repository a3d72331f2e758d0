//! Writes SVG elements, with every text escaped, and lengths in tenths of a unit.

use super::labels::ChartLabels;
use crate::domain::replace_display_controls;
use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

/// Attributes of an element.
pub(super) type Attributes<'a> = [(&'a str, &'a str)];

/// The width of every chart, in tenths of a unit. Heights follow from the content.
pub(super) const WIDTH: i64 = 6400;

/// The size of all text, in tenths of a unit. A chart that is 320 pixels wide shows it at half this size.
pub(super) const FONT: i64 = 180;

/// The height of a line of text, in tenths of a unit.
pub(super) const LINE: i64 = 240;

/// What is left white around a chart that stands alone.
const MARGIN: i64 = 160;

/// The attributes of titles and headings.
pub(super) const BOLD: &Attributes<'_> = &[("class", "title"), ("font-weight", "bold")];

/// Writes the elements of one chart.
pub(super) struct SvgWriter<W: Write>(Writer<W>);

impl<W: Write> SvgWriter<W> {
    /// Begins a chart of the given height: its title and description, which screen readers say, and where it stands
    /// alone a white ground.
    pub(super) fn begin(out: W, labels: &ChartLabels<'_>, class: &str, height: i64) -> io::Result<Self> {
        let mut svg = Self(Writer::new(out));
        let id = labels.safe_id();
        let (title, description) = (format!("{id}-title"), format!("{id}-desc"));
        let margin = if labels.is_standalone { MARGIN } else { 0 };
        let sides = [-margin, -margin, WIDTH + 2 * margin, height + 2 * margin].map(length);
        let view_box = sides.join(" ");
        let font_size = length(FONT);
        let labelled_by = format!("{title} {description}");
        let mut attributes = vec![
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", view_box.as_str()),
            ("role", "img"),
            ("aria-labelledby", labelled_by.as_str()),
            ("class", class),
            ("font-family", "sans-serif"),
            ("font-size", font_size.as_str()),
            ("fill", "currentColor"),
        ];
        if labels.is_standalone {
            attributes.push(("color", "#000"));
        }
        svg.open("svg", &attributes)?;
        svg.text("title", &[("id", &title)], labels.title)?;
        svg.text("desc", &[("id", &description)], labels.description)?;
        if labels.is_standalone {
            let [x, y, width, height] = sides.each_ref().map(String::as_str);
            svg.empty(
                "rect",
                &[
                    ("x", x),
                    ("y", y),
                    ("width", width),
                    ("height", height),
                    ("fill", "#fff"),
                ],
            )?;
        }
        Ok(svg)
    }

    /// Ends the chart.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.close("svg")?;
        self.0.get_mut().write_all(b"\n")
    }

    /// Writes the start tag of an element.
    pub(super) fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Start(tag(name, attributes)))
    }

    /// Writes the end tag of an element.
    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Writes an element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Empty(tag(name, attributes)))
    }

    /// Writes an element with a text.
    pub(super) fn text(&mut self, name: &str, attributes: &Attributes<'_>, text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        self.0
            .write_event(Event::Text(BytesText::new(&clean_text(text))))?;
        self.close(name)
    }

    /// Writes lines of text, one below the other from `top` on.
    pub(super) fn lines(
        &mut self,
        top: i64,
        attributes: &Attributes<'_>,
        lines: &[String],
    ) -> io::Result<()> {
        let places = (0..).map(|line| top + line * LINE + FONT);
        for (line, y) in lines.iter().zip(places) {
            self.label((0, y), attributes, line)?;
        }
        Ok(())
    }

    /// Writes a `<text>` at a place.
    pub(super) fn label(
        &mut self,
        (x, y): (i64, i64),
        attributes: &Attributes<'_>,
        text: &str,
    ) -> io::Result<()> {
        let (x, y) = (length(x), length(y));
        let mut all = vec![("x", x.as_str()), ("y", y.as_str())];
        all.extend_from_slice(attributes);
        self.text("text", &all, text)
    }
}

fn tag<'a>(name: &'a str, attributes: &Attributes<'_>) -> BytesStart<'a> {
    BytesStart::new(name).with_attributes(attributes.iter().copied())
}

/// `text` without the characters that control the display, and without those that XML does not have.
pub(super) fn clean_text(text: &str) -> String {
    let is_no_character = |c: char| matches!(c, '\u{fffe}' | '\u{ffff}');
    replace_display_controls(text).replace(is_no_character, "\u{fffd}")
}

/// The height of lines of text.
pub(super) fn height_of_lines(lines: &[String]) -> i64 {
    LINE * count(lines.len())
}

/// A number of things, for computing with lengths.
pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A length in tenths of a unit, as SVG writes it.
pub(super) fn length(tenths: i64) -> String {
    match (tenths.div_euclid(10), tenths.rem_euclid(10)) {
        (units, 0) => units.to_string(),
        _ if tenths < 0 => format!("-{}.{}", -tenths / 10, -tenths % 10),
        (units, rest) => format!("{units}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_at_most_one_decimal() {
        let lengths = [0, 5, 10, 123, -5, -10, -123].map(length);
        assert_eq!(lengths, ["0", "0.5", "1", "12.3", "-0.5", "-1", "-12.3"]);
    }
}
