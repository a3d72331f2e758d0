//! The patterns by which acts are told apart: each has a shade and a hatch of its own, so that the colours say nothing
//! that print in black and white would lose.

use super::svg_writer::SvgWriter;
use crate::domain::Act;
use std::io::{self, Write};

/// How an act is filled: the colour of the ground, the colour of the hatch, and the hatch as a path in a square of 8
/// units that is repeated.
type Fill = (&'static str, &'static str, &'static str);

/// What puts a course of action forward is blue, what warns or denies is red and orange, the others are grey.
const fn fill_of(act: Act) -> Fill {
    match act {
        Act::Proposal => ("#1d4f91", "none", ""),
        Act::Commitment => ("#6fa3de", "#0b2545", "M-2 2L2-2M0 8L8 0M6 10L10 6"),
        Act::Call => ("#cfe2f7", "#0b2545", "M1 2h2M5 6h2"),
        Act::Announcement => ("#eef5fc", "#1d4f91", "M0 2h8M0 6h8"),
        Act::Position => ("#d4d4d4", "none", ""),
        Act::Warning => ("#d9622b", "#fff", "M-2 6L2 10M0 0L8 8M6-2L10 2"),
        Act::Claim => ("#8d8d8d", "#fff", "M4 0v8"),
        Act::Forecast => ("#fbe3c4", "#8a3b12", "M2 0v8M6 0v8"),
        Act::Denial => ("#7d1d1d", "#fff", "M0 0L8 8M8 0L0 8"),
        Act::Expressive => ("#fff", "#555", "M4 2v4M2 4h4"),
    }
}

/// Writes the pattern of an act, which [`pattern_reference`] refers to.
pub(super) fn write_pattern<W: Write>(svg: &mut SvgWriter<W>, id: &str, act: Act) -> io::Result<()> {
    let (ground, hatch, path) = fill_of(act);
    let id = format!("{id}-{act}");
    svg.open(
        "pattern",
        &[
            ("id", &id),
            ("width", "8"),
            ("height", "8"),
            ("patternUnits", "userSpaceOnUse"),
        ],
    )?;
    let class = format!("ground ground-{act}");
    svg.empty(
        "rect",
        &[
            ("class", &class),
            ("width", "8"),
            ("height", "8"),
            ("fill", ground),
        ],
    )?;
    if !path.is_empty() {
        let class = format!("hatch hatch-{act}");
        svg.empty(
            "path",
            &[
                ("class", &class),
                ("d", path),
                ("stroke", hatch),
                ("stroke-width", "1.6"),
                ("fill", "none"),
            ],
        )?;
    }
    svg.close("pattern")
}

/// The value of `fill` for an act.
pub(super) fn pattern_reference(id: &str, act: Act) -> String {
    format!("url(#{id}-{act})")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How light a colour is, from 0 to 255 000, as print in black and white shows it.
    fn lightness(colour: &str) -> u32 {
        let digits = colour.trim_start_matches('#');
        let channel = |at: usize| match digits.len() {
            3 => u32::from_str_radix(&digits[at..=at], 16).unwrap() * 17,
            _ => u32::from_str_radix(&digits[at * 2..at * 2 + 2], 16).unwrap(),
        };
        channel(0) * 299 + channel(1) * 587 + channel(2) * 114
    }

    #[test]
    fn acts_differ_without_colour() {
        for (at, act) in Act::ALL.iter().enumerate() {
            let (ground, hatch, path) = fill_of(*act);
            for other in &Act::ALL[at + 1..] {
                let (other_ground, _, other_path) = fill_of(*other);
                let differ = lightness(ground).abs_diff(lightness(other_ground)) > 60_000;
                assert!(path != other_path || differ, "{act} and {other}");
            }
            if !path.is_empty() {
                let contrast = lightness(ground).abs_diff(lightness(hatch));
                assert!(contrast > 90_000, "the hatch of {act} is hardly seen: {contrast}");
            }
        }
    }
}
