//! Draws an item of the review queue in ten lines: who said what, in which context, why it is in doubt, and where.

use super::answer::{KEY_BINDINGS, SHORT_HELP, SHORTEST_HELP};
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::styled_text::StyledText;
use crate::cli::ui::text::{truncate, width};
use crate::cli::views::phrases::{format_said, format_source, pluralize, short_id};
use crate::cli::views::statement_context;
use crate::domain::Report;
use crate::query::{Details, Highlight, ReviewItem, ShowQuery, TextContext};
use unicode_width::UnicodeWidthChar;

/// Maximum number of lines for the words and their context.
const CONTEXT_LINES: usize = 4;
/// Maximum number of lines for the reasons.
const REASON_LINES: usize = 2;
/// Replaces the middle of long words.
const CUT_MARK: &str = " […] ";
/// Characters of context on each side of the words.
const CONTEXT_CHARS: u32 = 400;

/// Prints an item and the keys. `place` is its number in the queue, `decided` what was decided on it before.
pub(super) fn show_card(
    session: &mut Session,
    item: &ReviewItem,
    place: &str,
    decided: Option<&str>,
) -> Result<(), CliError> {
    let entry = &item.entry;
    let words = match context_of(session, item)? {
        Some(context) => context,
        None => TextContext {
            start: 0,
            text: entry.words.clone(),
            marks: Vec::new(),
            more_before: false,
            more_after: false,
        },
    };
    let ui = &mut session.ui;
    let cells = ui.width();
    let report = entry.report.filter(|report| *report != Report::Speech);
    let report = report.map_or_else(String::new, |report| format!("{report}, "));
    let act = format!("{report}{}, {}", entry.act, entry.mode);
    let head = [
        place,
        short_id(entry.id.as_str()),
        &act,
        &format!("said {}", format_said(entry.said)),
    ]
    .join(" · ");
    let head = ui.paint(&truncate(&head, cells), style::ACT);
    ui.write_line(format_args!("\n{head}"))?;
    let who = ui.paint(&truncate(&who(item), cells), style::SPEAKER);
    ui.write_line(who)?;
    let indented = cells.saturating_sub(2);
    let shown = fit_context(&words, indented * CONTEXT_LINES * 9 / 10);
    let shown = statement_context::render_context(&shown, ui.is_colored());
    let lines = shown
        .paragraphs
        .iter()
        .flat_map(|rich| rich.lines(indented))
        .take(CONTEXT_LINES);
    let mut text = String::new();
    for line in lines {
        text.push_str("  ");
        line.paint(&mut text, session.ui.is_colored());
        text.push('\n');
    }
    let ui = &mut session.ui;
    ui.write(&text)?;
    for line in reasons(item, cells) {
        let line = ui.paint(&line, style::PLAIN);
        ui.write_line(line)?;
    }
    let place = ui.paint(&truncate(&sources(item), cells), style::FAINT);
    ui.write_line(place)?;
    if let Some(decided) = decided {
        let decided = ui.paint(&truncate(&format!("decided: {decided}"), cells), style::NOTE);
        ui.write_line(decided)?;
    }
    let help = if width(SHORT_HELP) <= cells {
        SHORT_HELP
    } else {
        SHORTEST_HELP
    };
    let help = ui.paint(&truncate(help, cells), style::FAINT);
    ui.write_line(help)
}

/// Prints all keys.
pub(super) fn show_keys(session: &mut Session) -> Result<(), CliError> {
    for key in KEY_BINDINGS {
        let placeholder = if key.value_name.is_empty() {
            String::new()
        } else {
            format!(" {}", key.value_name)
        };
        let line = format!("  {}{placeholder:<8}  {}", key.letter, key.description);
        session.ui.write_line(line)?;
    }
    session
        .ui
        .write_line("  Tab completes names, topics and other values; Esc cancels the input")
}

/// Returns the words in their context; `None` if the statement is no longer current or the text was redacted.
fn context_of(session: &mut Session, item: &ReviewItem) -> Result<Option<TextContext>, CliError> {
    if item.gone {
        return Ok(None);
    }
    let id = item.entry.id.to_string();
    Ok(
        match session.ask(&ShowQuery {
            id,
            around: CONTEXT_CHARS,
        }) {
            Ok(Details::Statement(sheet)) => sheet.context,
            // It was withdrawn in the meantime.
            Err(error) if error.exit == ExitStatus::Input => None,
            Err(error) => return Err(error),
            Ok(_) => None,
        },
    )
}

/// Formats the speaker, and how the article names them.
fn who(item: &ReviewItem) -> String {
    let entry = &item.entry;
    let mut who = match (&entry.speaker, &entry.mention) {
        (Some(speaker), Some(mention)) if speaker.name != *mention => {
            format!("{} (“{mention}”)", speaker.name)
        }
        (Some(speaker), None) => format!("{} (not named here)", speaker.name),
        (Some(speaker), _) => speaker.name.clone(),
        (None, Some(mention)) => format!("unknown speaker (“{mention}”)"),
        (None, None) => "no speaker named".to_owned(),
    };
    if let Some(capacity) = &entry.capacity {
        who.push_str(", ");
        who.push_str(capacity);
    }
    if let Some(side) = &entry.side {
        who.push_str(", for ");
        who.push_str(&side.name);
    }
    if let Some(cue) = &entry.cue {
        who.push_str(" · ");
        who.push_str(cue);
    }
    who
}

/// Formats the reasons for the doubt, weightiest first.
fn reasons(item: &ReviewItem, cells: usize) -> Vec<String> {
    let why: Vec<&str> = item.reasons.iter().map(|reason| reason.why.as_str()).collect();
    let why = format!("why: {}", why.join("; "));
    let lines = StyledText::new(&why, style::PLAIN).lines(cells);
    let more = lines.len() > REASON_LINES;
    let mut shown: Vec<String> = lines
        .iter()
        .take(REASON_LINES)
        .map(|line| {
            let mut text = String::new();
            line.paint(&mut text, false);
            text
        })
        .collect();
    if let (true, Some(last)) = (more, shown.last_mut()) {
        *last = truncate(&format!("{last} …"), cells).into_owned();
        if width(last) >= cells {
            *last = truncate(last, cells - 1).into_owned();
        }
    }
    shown
}

/// Formats the article and its copies.
fn sources(item: &ReviewItem) -> String {
    let article = &item.entry.article;
    let mut text = format_source(article);
    if let (Some(title), Some(_)) = (&article.title, &article.publisher) {
        text = format!("{text}, {title}");
    }
    if item.copies.is_empty() {
        return text;
    }
    let copies: Vec<String> = item
        .copies
        .iter()
        .map(|copy| format_source(&copy.article))
        .collect();
    let count = pluralize(copies.len() as u64, "copy").replace("copys", "copies");
    format!(
        "{}, and in {count}: {}",
        format_source(article),
        copies.join("; ")
    )
}

/// Cuts `context` to `cells` cells with the words in the middle; cuts the words if they are too long.
fn fit_context(context: &TextContext, cells: usize) -> TextContext {
    let context = &join_lines(context);
    let text: Vec<char> = context.text.chars().collect();
    let of = |chars: &[char]| chars.iter().map(|c| c.width().unwrap_or(0)).sum::<usize>();
    let first = context
        .marks
        .first()
        .map_or(0, |mark| mark.start as usize)
        .min(text.len());
    let last = context
        .marks
        .last()
        .map_or(text.len(), |mark| mark.end as usize)
        .clamp(first, text.len());
    if of(&text[first..last]) > cells {
        return cut_words(&text[first..last], cells);
    }
    let (mut start, mut end) = (first, last);
    let mut room = cells - of(&text[first..last]);
    loop {
        let before = start.checked_sub(1).map(|at| (at, text[at].width().unwrap_or(0)));
        let after = text.get(end).map(|c| c.width().unwrap_or(0));
        let mut grew = false;
        if let Some((at, wide)) = before.filter(|(_, wide)| *wide <= room) {
            (start, room, grew) = (at, room - wide, true);
        }
        if let Some(wide) = after.filter(|wide| *wide <= room) {
            (end, room, grew) = (end + 1, room - wide, true);
        }
        if !grew {
            break;
        }
    }
    let shift = u32::try_from(start).unwrap_or(u32::MAX);
    TextContext {
        start: context.start + shift,
        text: text[start..end].iter().collect(),
        marks: context
            .marks
            .iter()
            .map(|mark| Highlight {
                start: mark.start.saturating_sub(shift),
                end: mark.end.saturating_sub(shift),
            })
            .collect(),
        more_before: start > 0 || context.more_before,
        more_after: end < text.len() || context.more_after,
    }
}

/// Joins the lines of a context with single spaces.
fn join_lines(context: &TextContext) -> TextContext {
    let mut text = String::new();
    // The new index of each character.
    let mut places: Vec<u32> = Vec::new();
    let mut count = 0;
    for c in context.text.chars() {
        places.push(count);
        let c = if c == '\n' { ' ' } else { c };
        if c != ' ' || !text.ends_with(' ') {
            text.push(c);
            count += 1;
        }
    }
    let place = |at: u32| places.get(at as usize).copied().unwrap_or(count);
    let marks = context.marks.iter().map(|mark| Highlight {
        start: place(mark.start),
        end: place(mark.end),
    });
    TextContext {
        marks: marks.collect(),
        text,
        ..context.clone()
    }
}

/// Keeps the beginning and the end of words that are too long.
fn cut_words(words: &[char], cells: usize) -> TextContext {
    let room = cells.saturating_sub(CUT_MARK.chars().count());
    let taken = |chars: &mut dyn Iterator<Item = &char>, room: usize| {
        let mut used = 0;
        chars
            .take_while(|c| {
                used += c.width().unwrap_or(0);
                used <= room
            })
            .count()
    };
    let head = taken(&mut words.iter(), room * 2 / 3);
    let tail = taken(&mut words.iter().rev(), room / 3);
    let head: String = words[..head].iter().collect();
    let tail: String = words[words.len() - tail..].iter().collect();
    let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let (in_head, in_cut, in_tail) = (count(&head), count(CUT_MARK), count(&tail));
    TextContext {
        start: 0,
        text: format!("{head}{CUT_MARK}{tail}"),
        marks: vec![
            Highlight {
                start: 0,
                end: in_head,
            },
            Highlight {
                start: in_head + in_cut,
                end: in_head + in_cut + in_tail,
            },
        ],
        more_before: false,
        more_after: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(text: &str, marks: &[(u32, u32)]) -> TextContext {
        TextContext {
            start: 0,
            text: text.to_owned(),
            marks: marks
                .iter()
                .map(|&(start, end)| Highlight { start, end })
                .collect(),
            more_before: false,
            more_after: false,
        }
    }

    #[test]
    fn context_grows_on_both_sides_of_the_words() {
        let cut = fit_context(&context("one two THREE four five", &[(8, 13)]), 11);
        assert_eq!(cut.text, "wo THREE fo");
        assert_eq!((cut.marks[0].start, cut.marks[0].end), (3, 8));
        assert!(cut.more_before && cut.more_after);
    }

    #[test]
    fn short_article_is_shown_completely() {
        let cut = fit_context(&context("a\n\nWORD b", &[(3, 7)]), 80);
        assert_eq!(cut.text, "a WORD b");
        assert_eq!((cut.marks[0].start, cut.marks[0].end), (2, 6));
        assert!(!cut.more_before && !cut.more_after);
    }

    #[test]
    fn long_words_are_cut_in_their_middle() {
        let long: String = "中文".repeat(50);
        let cut = fit_context(&context(&long, &[(0, 100)]), 40);
        assert!(width(&cut.text) <= 40, "{}", cut.text);
        assert_eq!(cut.text, "中文中文中文中文中文中 […] 文中文中文");
    }
}
