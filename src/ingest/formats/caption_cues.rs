//! Cuts captions into cues: when they are shown, who speaks, and the words without markup.

use std::collections::VecDeque;

/// Maximum length of a sound in brackets, in characters.
const SOUND_CHARACTERS_MAX: usize = 60;
/// Number of lines that live captions show at once, at most.
const ROLLING_LINES_MAX: usize = 4;

/// Captions: their cues, and the language that their head gives.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Captions {
    pub language: Option<String>,
    pub cues: Vec<Cue>,
}

/// Words that are shown together, with their time in milliseconds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cue {
    pub start: u64,
    pub end: u64,
    pub lines: Vec<CueLine>,
}

/// A line of a cue.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CueLine {
    /// The speaker, if markup gives one.
    pub voice: Option<String>,
    pub words: String,
}

/// The times of a cue, in milliseconds: `00:00:01,000 --> 00:00:04,000 position:10%`, or with a comma between them.
pub(super) fn parse_times(line: &str) -> Option<(u64, u64)> {
    let (start, end) = line.split_once("-->").or_else(|| {
        // In this form the times have a point, and the comma is between them.
        let (start, end) = line.split_once(',')?;
        (start.contains('.') && end.contains('.')).then_some((start, end))
    })?;
    let end = end.split_whitespace().next()?;
    Some((parse_time(start.trim())?, parse_time(end)?))
}

/// `01:02:03,004`, `02:03.004` in milliseconds.
fn parse_time(time: &str) -> Option<u64> {
    let (clock, fraction) = time.split_once([',', '.']).unwrap_or((time, "0"));
    let is_number =
        |part: &str| !part.is_empty() && part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = clock.split(':').collect();
    if !(2..=3).contains(&parts.len()) || !parts.iter().all(|part| is_number(part)) || !is_number(fraction) {
        return None;
    }
    let seconds = parts
        .iter()
        .try_fold(0_u64, |sum, part| Some(sum * 60 + part.parse::<u64>().ok()?))?;
    let milliseconds: u64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Some(seconds * 1_000 + milliseconds)
}

/// The cues in `text`. What is not a cue is the head, a note or a style, and is left out.
pub(super) fn parse_cues(text: &str) -> Captions {
    let lines: Vec<&str> = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim)
        .collect();
    let mut captions = Captions::default();
    let times: Vec<(usize, (u64, u64))> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| Some((at, parse_times(line)?)))
        .collect();
    let head = times.first().map_or(lines.len(), |(at, _)| *at);
    let language = lines[..head]
        .iter()
        .find_map(|line| line.strip_prefix("Language:"));
    captions.language = language
        .map(|lang| lang.trim().to_owned())
        .filter(|lang| !lang.is_empty());
    for (index, (at, (start, end))) in times.iter().enumerate() {
        let next = times.get(index + 1).map_or(lines.len(), |(next, _)| *next);
        let mut block = &lines[at + 1..next];
        // A note or a style ends the words of the cue, and so does the name of the next cue after a blank line.
        let is_note = |line: &&str| {
            ["NOTE", "STYLE", "REGION"]
                .iter()
                .any(|word| line.split(' ').next() == Some(word))
        };
        let notes = block
            .windows(2)
            .position(|pair| pair[0].is_empty() && is_note(&pair[1]));
        block = &block[..notes.unwrap_or(block.len())];
        if notes.is_none() && next < lines.len() {
            block = without_cue_name(block);
        }
        let mut cue = Cue {
            start: *start,
            end: *end,
            ..Cue::default()
        };
        let mut voice = None;
        for line in block {
            let line = plain_line(line, &mut voice);
            if !line.words.is_empty() {
                cue.lines.push(line);
            }
        }
        captions.cues.push(cue);
    }
    captions
}

/// The lines of a cue without the name or number of the next one, which stands after a blank line.
fn without_cue_name<'a, 'b>(block: &'a [&'b str]) -> &'a [&'b str] {
    match block {
        [words @ .., name] if !name.is_empty() => {
            let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
            let is_after_blank = words.last().is_none_or(|line| line.is_empty());
            if is_after_blank && (is_number || !words.is_empty()) {
                words
            } else {
                block
            }
        }
        _ => block,
    }
}

/// A line without markup and sounds. `voice` is the speaker of the line before in the cue.
fn plain_line(line: &str, voice: &mut Option<String>) -> CueLine {
    let mut words = String::new();
    let mut rest = line;
    while let Some(open) = rest.find(['<', '{']) {
        let close = if rest[open..].starts_with('<') { '>' } else { '}' };
        let Some(length) = rest[open..].find(close) else {
            break;
        };
        let tag = &rest[open + 1..open + length];
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '\\'));
        words.push_str(&rest[..open]);
        if let Some(name) = voice_name(tag).filter(|_| close == '>') {
            *voice = Some(name);
        } else if !is_tag {
            words.push_str(&rest[open..=open + length]);
        }
        rest = &rest[open + length + 1..];
    }
    words.push_str(rest);
    for (reference, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&lrm;", ""),
        ("&rlm;", ""),
        ("&amp;", "&"),
    ] {
        words = words.replace(reference, character);
    }
    CueLine {
        voice: voice.clone(),
        words: without_sounds(&words),
    }
}

/// The speaker that a tag names: `v Ana Lund`, `v.loud Ana Lund`.
fn voice_name(tag: &str) -> Option<String> {
    let rest = tag
        .strip_prefix('v')
        .filter(|rest| rest.starts_with(['.', ' ', '\t']))?;
    let (_, name) = rest.split_once([' ', '\t'])?;
    let name = name.trim().trim_end_matches(':');
    (!name.is_empty()).then(|| name.to_owned())
}

/// `words` without sounds: what is in square brackets, and a line that is in round ones or sung.
fn without_sounds(words: &str) -> String {
    let mut kept = String::new();
    let mut rest = words;
    while let Some(open) = rest.find(['[', '【']) {
        let Some(length) = rest[open..].find([']', '】']) else {
            break;
        };
        let after = rest[open + length..].chars().next().map_or(0, char::len_utf8);
        let is_sound = rest[open..open + length].chars().count() <= SOUND_CHARACTERS_MAX;
        kept.push_str(if is_sound {
            &rest[..open]
        } else {
            &rest[..open + length + after]
        });
        rest = &rest[open + length + after..];
    }
    kept.push_str(rest);
    let line = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = line.trim_start_matches(['-', '–', '>', ' ']);
    let is_sound = bare.starts_with(['(', '（'])
        && bare.ends_with([')', '）'])
        && bare.chars().count() <= SOUND_CHARACTERS_MAX
        || bare.starts_with(['♪', '♫', '#']) && bare.ends_with(['♪', '♫', '#'])
        || bare.is_empty();
    if is_sound { String::new() } else { line }
}

/// The cues without what live captions show again: lines of the cue before, and the beginnings of lines that grow.
pub(super) fn without_repetitions(cues: Vec<Cue>) -> Vec<Cue> {
    let mut shown: VecDeque<String> = VecDeque::new();
    let mut kept: Vec<Cue> = Vec::new();
    for mut cue in cues {
        let words: Vec<String> = cue.lines.iter().map(|line| line.words.clone()).collect();
        let repeated = (0..=words.len().min(shown.len()))
            .rev()
            .find(|count| shown.iter().skip(shown.len() - count).eq(&words[..*count]))
            .unwrap_or_default();
        cue.lines.drain(..repeated);
        let last = shown.back().cloned();
        if let (Some(first), Some(last)) = (cue.lines.first_mut(), last.filter(|last| !last.is_empty()))
            && let Some(rest) = first.words.strip_prefix(&last)
            && (rest.is_empty() || rest.starts_with(' '))
        {
            first.words = rest.trim_start().to_owned();
        }
        cue.lines.retain(|line| !line.words.is_empty());
        if repeated < words.len() {
            shown.extend(words.into_iter().skip(repeated));
            while shown.len() > ROLLING_LINES_MAX {
                shown.pop_front();
            }
        }
        kept.push(cue);
    }
    kept
}
