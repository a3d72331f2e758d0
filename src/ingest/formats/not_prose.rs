//! Recognises texts that are not prose and that no format reads: scripts of subtitles, parts of mails.

use std::path::Path;

/// What a text is instead of prose, and what its user can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotProse {
    /// What it looks like.
    pub looks_like: &'static str,
    /// What to do, as an imperative.
    pub advice: &'static str,
}

const SUBTITLE_SCRIPT: NotProse = NotProse {
    looks_like: "a script of subtitles",
    advice: "convert it to SubRip (.srt) or WebVTT (.vtt)",
};
const PART_OF_MAIL: NotProse = NotProse {
    looks_like: "part of a mail without its headers",
    advice: "give the whole mail, or its text as .txt",
};

/// What a text that begins with `head` is, if it is not prose. `path` is its file, if it has one.
pub(crate) fn detect_non_prose(path: Option<&Path>, head: &str) -> Option<NotProse> {
    let extension = path.and_then(Path::extension).unwrap_or_default();
    match extension.to_string_lossy().to_lowercase().as_str() {
        "ass" | "ssa" => return Some(SUBTITLE_SCRIPT),
        _ => {}
    }
    let head = head.trim_start_matches(['\u{feff}', '\r', '\n']);
    if head
        .lines()
        .next()
        .is_some_and(|line| line.trim_end() == "[Script Info]")
    {
        return Some(SUBTITLE_SCRIPT);
    }
    is_part_of_mail(head).then_some(PART_OF_MAIL)
}

/// Whether `head` begins with a part of a mail: "--boundary", and a header of the part on the next line.
fn is_part_of_mail(head: &str) -> bool {
    let mut lines = head.lines();
    let opens = lines
        .next()
        .is_some_and(|line| line.starts_with("--") && line.trim_end().len() > 3);
    let header = lines.next().unwrap_or_default().to_ascii_lowercase();
    opens && header.starts_with("content-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtitle_scripts_and_mail_parts_are_recognised() {
        let check = |head: &str, kind_of: Option<NotProse>| {
            assert_eq!(detect_non_prose(None, head), kind_of, "{head}");
        };
        check("\u{feff}[Script Info]\nTitle: x\n", Some(SUBTITLE_SCRIPT));
        check("--b1\nContent-Type: text/plain\n\nHello.\n", Some(PART_OF_MAIL));
        assert_eq!(
            detect_non_prose(Some(Path::new("x.ASS")), "x"),
            Some(SUBTITLE_SCRIPT)
        );
    }

    #[test]
    fn what_other_formats_read_is_not_refused() {
        for head in [
            "title,text,date\nA,\"One, two.\",2026-03-12\n",
            "1\n00:00:01,000 --> 00:00:04,000\nBonjour.\n",
            "WEBVTT\n\n00:01.000 --> 00:04.000\nHello.\n",
        ] {
            assert_eq!(detect_non_prose(None, head), None, "{head}");
        }
    }

    #[test]
    fn prose_is_not_refused() {
        for head in [
            "Paris, Lyon, Marseille\nLe ministre a parlé, hier, à Lyon.\nIl a promis une loi.\n",
            "Lyon, France\n\nLe ministre a parlé.\n",
            "Text, title and all\nThe minister spoke.\n",
            "1\n\nLe premier chapitre.\n",
            "--\nUne dépêche.\n",
            "Il a dit : « 10:00 --> 11:00 ».\n",
            "",
        ] {
            assert_eq!(detect_non_prose(None, head), None, "{head}");
        }
    }
}
