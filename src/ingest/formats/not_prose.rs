//! Recognises texts that are not prose and that no format reads: scripts of subtitles, parts of mails.

/// What a text is instead of prose, and what its user can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotProse {
    /// What it looks like.
    pub looks_like: &'static str,
    /// What to do, as an imperative.
    pub advice: &'static str,
}

const PART_OF_MAIL: NotProse = NotProse {
    looks_like: "part of a mail without its headers",
    advice: "give the whole mail, or its text as .txt",
};

const SUBTITLE_SCRIPT: NotProse = NotProse {
    looks_like: "a script of subtitles",
    advice: "convert it to SubRip (.srt) or WebVTT (.vtt)",
};

/// What a text that begins with `head` is, if it is not prose.
pub(crate) fn detect_non_prose(head: &str) -> Option<NotProse> {
    let head = head.trim_start_matches(['\u{feff}', '\r', '\n']);
    if head.lines().next().map(str::trim_end) == Some("[Script Info]") {
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
    fn script_of_subtitles_and_part_of_a_mail_are_no_prose() {
        let script = "\u{feff}[Script Info]\nTitle: x\n";
        assert_eq!(detect_non_prose(script), Some(SUBTITLE_SCRIPT));
        let part = "--b1\nContent-Type: text/plain\n\nHello.\n";
        assert_eq!(detect_non_prose(part), Some(PART_OF_MAIL));
        for prose in ["--\nUne dépêche.\n", "Lyon, France\n\nLe ministre a parlé.\n", ""] {
            assert_eq!(detect_non_prose(prose), None, "{prose}");
        }
    }
}
