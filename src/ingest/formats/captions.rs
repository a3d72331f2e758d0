//! Captions of a recording, `SubRip` or `WebVTT`: the words become a transcript, each turn with its speaker.

use super::caption_cues::{self, Cue};
use super::parsed_article::ParsedArticle;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::metadata::field_names::ArticleField;

/// A silence after a sentence, in milliseconds, and a number of characters, after which a new paragraph begins.
const PAUSE_MILLISECONDS: u64 = 2_000;
const PARAGRAPH_CHARACTERS: usize = 600;
/// Maximum length of the label of a speaker: characters, words, Chinese characters.
const LABEL_CHARACTERS_MAX: usize = 48;
const LABEL_WORDS_MAX: usize = 6;
const HAN_LABEL_CHARACTERS_MAX: usize = 12;
/// Small words in names and roles.
const NAME_PARTICLES: [&str; 14] = [
    "de", "du", "des", "la", "le", "l’", "van", "von", "der", "of", "the", "and", "et", "for",
];
/// Roles that are labels though they begin with a small letter: "Le président".
const ROLES: [&str; 18] = [
    "président",
    "présidente",
    "ministre",
    "rapporteur",
    "rapporteure",
    "journaliste",
    "animateur",
    "animatrice",
    "modérateur",
    "modératrice",
    "chair",
    "president",
    "speaker",
    "minister",
    "host",
    "reporter",
    "moderator",
    "interviewer",
];

/// Whether a text that begins with `head` is captions.
pub(crate) fn is_captions(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let mut lines = head
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return false };
    let is_time = |line: &str| caption_cues::parse_times(line).is_some();
    first == "WEBVTT"
        || first.starts_with("WEBVTT ")
        || is_time(first)
        || first.bytes().all(|byte| byte.is_ascii_digit()) && lines.next().is_some_and(is_time)
}

/// The transcript in captions: a turn a line, as "Ana Lund: words". Times and sounds are left out.
pub(crate) fn parse_captions(text: &str, location: &InputLocation) -> Result<ParsedArticle, IngestError> {
    let captions = caption_cues::parse_cues(text);
    let mut turns = Turns::default();
    let mut last_end = 0;
    for cue in caption_cues::without_repetitions(captions.cues) {
        turns.pause(cue.start.saturating_sub(last_end));
        last_end = cue.end;
        turns.add(&cue);
    }
    let text = turns.into_text();
    if text.is_empty() {
        return Err(IngestError::Unusable {
            location: location.clone(),
            problem: "captions without words".to_owned(),
            advice: "give the captions of a recording in which somebody speaks",
        });
    }
    let mut article = ParsedArticle {
        text,
        ..ParsedArticle::default()
    };
    if let Some(lang) = captions.language {
        article.set(ArticleField::Lang, lang, "language of the captions");
    }
    Ok(article)
}

/// The turns read so far.
#[derive(Default)]
struct Turns {
    finished: Vec<String>,
    speaker: Option<String>,
    words: String,
}

impl Turns {
    /// Ends a paragraph of one speaker after a pause, or when it is long.
    fn pause(&mut self, milliseconds: u64) {
        let is_long = self.words.chars().count() > PARAGRAPH_CHARACTERS;
        if self.words.ends_with(['.', '!', '?', '…', '。', '！', '？'])
            && (is_long || milliseconds >= PAUSE_MILLISECONDS)
        {
            // The next paragraph of a labelled turn has its label again: the reader must not guess.
            self.end();
        }
    }

    fn add(&mut self, cue: &Cue) {
        for line in &cue.lines {
            let (is_new, words) = strip_turn_mark(&line.words);
            let (label, words) = split_label(words);
            if let Some(label) = label.map(str::to_owned).or_else(|| line.voice.clone()) {
                if is_new || self.speaker.as_ref() != Some(&label) {
                    self.end();
                    self.speaker = Some(label);
                }
            } else if is_new {
                self.end();
                self.speaker = None;
            }
            self.append(words);
        }
    }

    fn append(&mut self, words: &str) {
        let is_spaced = |c: char| {
            !crate::domain::is_han(c) && !matches!(c, '，' | '。' | '！' | '？' | '；' | '：' | '、')
        };
        let joins_spaced =
            self.words.chars().next_back().is_some_and(is_spaced) || words.starts_with(is_spaced);
        if !self.words.is_empty() && !words.is_empty() && joins_spaced {
            self.words.push(' ');
        }
        self.words.push_str(words);
    }

    fn end(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.is_empty() {
            return;
        }
        self.finished.push(match &self.speaker {
            Some(speaker) => format!("{speaker}: {words}"),
            None => words,
        });
    }

    fn into_text(mut self) -> String {
        self.end();
        self.finished.join("\n\n")
    }
}

/// Whether a mark at its beginning says that another person speaks: ">>", "- "; and the line after the mark.
fn strip_turn_mark(line: &str) -> (bool, &str) {
    let marks = [">>>", ">>", "- ", "– ", "— "];
    let rest = marks.iter().find_map(|mark| line.strip_prefix(mark));
    (rest.is_some(), rest.unwrap_or(line).trim_start())
}

/// The label of a speaker at the beginning of a line, "ANA LUND: …", and the words after it.
fn split_label(line: &str) -> (Option<&str>, &str) {
    let Some((label, words)) = line.split_once([':', '：']) else {
        return (None, line);
    };
    let label = label.trim();
    let is_time =
        label.ends_with(|c: char| c.is_ascii_digit()) && words.starts_with(|c: char| c.is_ascii_digit());
    if is_label(label) && !is_time && !words.starts_with("//") {
        (Some(label), words.trim_start())
    } else {
        (None, line)
    }
}

fn is_label(label: &str) -> bool {
    if label.is_empty() || label.chars().count() > LABEL_CHARACTERS_MAX {
        return false;
    }
    if label.chars().any(crate::domain::is_han) {
        return label.chars().count() <= HAN_LABEL_CHARACTERS_MAX
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '·' | '（' | '）' | '(' | ')'));
    }
    let is_name_word = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || c == '(')
            || NAME_PARTICLES.contains(&word.to_lowercase().as_str())
    };
    let words: Vec<&str> = label.split_whitespace().collect();
    let has_sentence_mark = label.contains(['!', '?', ';', '"', '«', '“', '…']);
    let is_role = words
        .last()
        .is_some_and(|role| words.len() <= 2 && ROLES.contains(&role.to_lowercase().as_str()));
    !has_sentence_mark
        && words.len() <= LABEL_WORDS_MAX
        && label.starts_with(char::is_uppercase)
        && (is_role || words.iter().all(|word| is_name_word(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(captions: &str) -> String {
        let location = InputLocation::from_path("a.vtt");
        match parse_captions(captions, &location) {
            Ok(article) => article.text,
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn captions_are_recognised() {
        for head in [
            "1\n00:00:01,000 --> 00:00:04,000\nBonjour.\n",
            "\u{feff}WEBVTT\n\n00:01.000 --> 00:04.000\nHello.\n",
            "WEBVTT - A title\nKind: captions\n",
            "0:00:01.000,0:00:04.000\nHello.\n",
        ] {
            assert!(is_captions(head.as_bytes()), "{head}");
        }
        for head in [
            "1\n\nLe premier chapitre.\n",
            "Il a dit : « 10:00 --> 11:00 ».\n",
            "",
        ] {
            assert!(!is_captions(head.as_bytes()), "{head}");
        }
    }

    #[test]
    fn cues_become_turns_with_their_speakers() {
        let text = read(
            "WEBVTT\nLanguage: en\n\nSTYLE\n::cue { color: red }\n\nNOTE a note\non two lines\n\n\
             intro\n00:01.000 --> 00:04.000 align:start\n<v Ana Lund>We will <i>publish</i>\n\n\
             00:04.000 --> 00:06.000\n<v Ana Lund>the plan in May.\n\n\
             00:06.500 --> 00:08.000\n[applause]\n\n\
             00:08.000 --> 00:10.000\n<v.loud Omar Sall>That &amp; nothing else.</v>\n",
        );
        insta::assert_snapshot!(text, @r"
        Ana Lund: We will publish the plan in May.

        Omar Sall: That & nothing else.
        ");
    }

    #[test]
    fn labels_and_dashes_begin_turns() {
        insta::assert_snapshot!(read(
            "1\n00:00:01,000 --> 00:00:04,000\n>> ANA LUND: We will act.\n\n\
             2\n00:00:04,100 --> 00:00:06,000\nThe law: it is ready.\n\n\
             3\n00:00:06,100 --> 00:00:08,000\n- When?\n- In May.\n\n\
             4\n00:00:08,000 --> 00:00:09,000\nLe président : La séance est\nouverte à 15:30.\n"
        ), @r"
        ANA LUND: We will act. The law: it is ready.

        When?

        In May.

        Le président: La séance est ouverte à 15:30.
        ");
        insta::assert_snapshot!(read(
            "1\n00:00:01,000 --> 00:00:04,000\n林安：政府将在三年内\n改造管网。\n\n2\n00:00:04,000 --> 00:00:06,000\n（掌声）\n"
        ), @"林安: 政府将在三年内改造管网。");
    }

    #[test]
    fn rolling_lines_of_live_captions_are_there_once() {
        insta::assert_snapshot!(read(
            "WEBVTT\n\n00:00.000 --> 00:02.000\n\nthe minister<00:00:01.000><c> said</c>\n\n\
             00:02.000 --> 00:02.010\nthe minister said\n \n\n\
             00:02.010 --> 00:04.000\nthe minister said\nthat the<00:00:03.000><c> law</c>\n\n\
             00:04.000 --> 00:04.010\nthat the law\n\n\
             00:04.010 --> 00:06.000\nthat the law\nwould come\n\n\
             00:06.000 --> 00:07.000\nwould come in May.\n"
        ), @"the minister said that the law would come in May.");
    }

    #[test]
    fn captions_without_words_are_refused() {
        insta::assert_snapshot!(read("1\n00:00:01,000 --> 00:00:04,000\n[music]\n♪ ♪\n"), @"a.vtt: captions without words (give the captions of a recording in which somebody speaks)");
        insta::assert_snapshot!(read("WEBVTT\n"), @"a.vtt: captions without words (give the captions of a recording in which somebody speaks)");
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in "([0-9:,.> \\-<v&;\\[\\(A-Z：\n]|00:01.000 --> 00:02.000\n){0,60}") {
            let _ = read(&text);
        }
    }
}
