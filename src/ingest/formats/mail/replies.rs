//! Cuts from a mail what it repeats of others, which are articles of their own, and its signature. Forwarded text
//! stays.

/// Beginnings of the subject of a mail that forwards another, in lower case.
const FORWARD_SUBJECTS: [&str; 8] = ["fwd:", "fw:", "tr:", "tr :", "i:", "转发:", "转发：", "轉寄"];
/// Lines that begin a forwarded text, in lower case, without dashes.
const FORWARD_MARKS: [&str; 8] = [
    "forwarded message",
    "begin forwarded message:",
    "message transféré",
    "début du message transféré :",
    "début du message réexpédié :",
    "message transmis",
    "转发邮件信息",
    "转发的邮件",
];
/// Lines that begin the mail replied to, in lower case, without dashes.
const ORIGINAL_MARKS: [&str; 4] = [
    "original message",
    "message d’origine",
    "message d'origine",
    "原始邮件",
];
/// Names of the lines above a mail that another repeats, in lower case.
const HEADER_NAMES: [&str; 25] = [
    "from",
    "sent",
    "date",
    "to",
    "cc",
    "subject",
    "reply-to",
    "de",
    "envoyé",
    "envoyé le",
    "expéditeur",
    "à",
    "a",
    "pour",
    "destinataire",
    "objet",
    "sujet",
    "répondre à",
    "发件人",
    "发送时间",
    "收件人",
    "抄送",
    "主题",
    "日期",
    "寄件者",
];
/// Minimum number of such lines.
const HEADER_LINES_MIN: usize = 3;
/// First and last words of the line above a quotation: "On 12 March 2026 at 10:30, Ana Lund wrote:".
const INTRODUCTIONS: [(&str, &str); 7] = [
    ("On ", "wrote:"),
    ("Le ", "a écrit :"),
    ("Le ", "a écrit\u{a0}:"),
    ("Le ", "a écrit\u{202f}:"),
    ("Le ", "a écrit:"),
    ("", "写道："),
    ("", "写道:"),
];
/// Maximum number of lines of an introduction, and of characters.
const INTRODUCTION_LINES_MAX: usize = 3;
const INTRODUCTION_CHARACTERS_MAX: usize = 240;

/// The text of a mail, `text`, that its sender wrote or forwards.
pub(super) fn own_text(text: &str, subject: &str) -> String {
    let subject = subject.trim().to_lowercase();
    let is_forward = FORWARD_SUBJECTS.iter().any(|start| subject.starts_with(start));
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let headers = header_lines(&lines[at..]);
        if is_mark(line, &FORWARD_MARKS) || is_forward && (is_mark(line, &ORIGINAL_MARKS) || headers > 0) {
            at += if headers > 0 { headers } else { 1 };
            let blank = lines[at..].iter().take_while(|line| line.is_empty()).count();
            at += blank + header_lines(&lines[(at + blank).min(lines.len())..]);
        } else if is_mark(line, &ORIGINAL_MARKS) || headers > 0 {
            break;
        } else if let Some(length) = introduction_lines(&lines[at..]) {
            let next = lines[at + length..].iter().find(|line| !line.is_empty());
            if !next.is_some_and(|line| line.starts_with('>')) {
                break;
            }
            at += length;
        } else if is_signature_mark(line) {
            // What is forwarded stands below the signature.
            let forwarded = lines[at..].iter().position(|line| is_mark(line, &FORWARD_MARKS));
            at = forwarded.map_or(lines.len(), |forwarded| at + forwarded);
        } else {
            let is_second_blank = line.is_empty() && kept.last().is_none_or(|last| last.is_empty());
            if !line.starts_with('>') && !is_second_blank {
                kept.push(line);
            }
            at += 1;
        }
    }
    let own = kept.join("\n").trim().to_owned();
    if own.is_empty() { unquoted(&lines) } else { own }
}

fn is_signature_mark(line: &str) -> bool {
    // The blank after the dashes is trimmed here, and lost in many mails anyway.
    line == "--"
}

/// The lines of a mail that is only a quotation, without the marks.
fn unquoted(lines: &[&str]) -> String {
    let quoted = lines.iter().filter_map(|line| line.strip_prefix('>'));
    let quoted: Vec<&str> = quoted.map(|line| line.trim_start_matches(['>', ' '])).collect();
    quoted.join("\n").trim().to_owned()
}

/// Whether `line` is one of `marks`, with or without dashes around it.
fn is_mark(line: &str, marks: &[&str]) -> bool {
    let is_dashed = line.starts_with("--") || line.starts_with("__");
    let bare = line
        .trim_matches(|c: char| matches!(c, '-' | '_' | ' ' | '>'))
        .to_lowercase();
    let is_known = |mark: &&str| bare == **mark && (is_dashed || mark.ends_with(':'));
    marks.iter().any(is_known)
}

/// Number of lines at the beginning of `lines` that are the headers of a mail; 0 if there are too few.
fn header_lines(lines: &[&str]) -> usize {
    let name = |line: &&&str| {
        let line = line.trim_matches(|c: char| c == '*' || c.is_whitespace());
        line.split_once([':', '：']).is_some_and(|(name, _)| {
            HEADER_NAMES.contains(
                &name
                    .trim_matches(|c: char| c == '*' || c.is_whitespace())
                    .to_lowercase()
                    .as_str(),
            )
        })
    };
    let count = lines.iter().take_while(name).count();
    if count >= HEADER_LINES_MIN { count } else { 0 }
}

/// Number of lines of the introduction of a quotation that `lines` begin with. It has a time of day or an address,
/// which "On Monday, the minister wrote:" has not.
fn introduction_lines(lines: &[&str]) -> Option<usize> {
    let first = lines.first()?.trim_start_matches(['>', ' ']);
    let mut joined = String::new();
    for (index, line) in lines.iter().take(INTRODUCTION_LINES_MAX).enumerate() {
        joined.push_str(line.trim_start_matches(['>', ' ']));
        if joined.chars().count() > INTRODUCTION_CHARACTERS_MAX || line.is_empty() {
            return None;
        }
        // Where nothing marks its beginning, it is one line.
        let fits = |(start, end): &(&str, &str)| {
            first.starts_with(start) && joined.ends_with(end) && (index == 0 || !start.is_empty())
        };
        if INTRODUCTIONS.iter().any(fits) {
            return (joined.contains('@') || has_time_of_day(&joined)).then_some(index + 1);
        }
        joined.push(' ');
    }
    None
}

/// Whether `text` has a time of day: "10:30", "10h30".
fn has_time_of_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).any(|window| {
        window[0].is_ascii_digit()
            && matches!(window[1], b':' | b'h')
            && window[2].is_ascii_digit()
            && window[3].is_ascii_digit()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, subject: &str, expected: &str) {
        assert_eq!(own_text(text, subject), expected);
    }

    #[test]
    fn quoted_reply_and_signature_are_cut() {
        let own = "The minister will speak at noon.";
        check(
            &format!(
                "{own}\n\nOn Thu, 12 Mar 2026 at 10:30, Omar Sall <o@example.org>\nwrote:\n\n> When?\n> Today?\n"
            ),
            "Re: When",
            own,
        );
        check(
            &format!("{own}\n\nLe jeu. 12 mars 2026 à 10:30, Omar a écrit\u{a0}:\n> Quand ?\n"),
            "Re: x",
            own,
        );
        check(&format!("{own}\n-- \nAna Lund\nPress office\n"), "x", own);
        check(
            &format!("{own}\n\n-----Original Message-----\nFrom: Omar\nSent: Monday\nTo: Ana\n\nWhen?\n"),
            "RE: x",
            own,
        );
        check(
            &format!("{own}\n\nDe : Omar\nEnvoyé : lundi\nÀ : Ana\nObjet : x\n\nQuand ?\n"),
            "RE: x",
            own,
        );
        check(
            &format!("{own}\n\n在 2026年3月12日 10:30，林安写道：\n> 何时？\n"),
            "x",
            own,
        );
        check(
            "> When?\n\nAt noon.\n\n> Where?\n\nIn Lyon.",
            "Re: x",
            "At noon.\n\nIn Lyon.",
        );
    }

    #[test]
    fn forwarded_text_is_kept() {
        let forwarded = "See below.\n\n---------- Forwarded message ---------\nFrom: Ana\nDate: Thu, 12 Mar 2026\nSubject: A law\nTo: Omar\n\nThe law is ready.";
        check(forwarded, "Fwd: A law", "See below.\n\nThe law is ready.");
        let signed = "See below.\n\n--\nOmar\n\n-------- Message transféré --------\nDe : Ana\nDate : jeudi\nPour : Omar\n\nLa loi est prête.";
        check(signed, "Tr: La loi", "See below.\n\nLa loi est prête.");
        let outlook = "\n-----Original Message-----\nFrom: Ana\nSent: Monday\nTo: Omar\nSubject: A law\n\nThe law is ready.";
        check(outlook, "FW: A law", "The law is ready.");
        check(
            "> The law is ready.\n> It comes in May.",
            "x",
            "The law is ready.\nIt comes in May.",
        );
    }

    #[test]
    fn prose_is_not_cut() {
        for text in [
            "On Monday, the minister wrote:\n“We will act.”",
            "Le ministre a écrit :\n« Nous agirons. »",
            "From: Paris\nThe minister spoke.",
            "A line.\n---\nAnother.",
        ] {
            check(text, "x", text);
        }
    }
}
