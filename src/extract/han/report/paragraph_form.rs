//! What the paragraphs of a Chinese text are where they are no prose: interviews whose questions have no label,
//! posts with
//! a signature, notes of the editors.

use super::{Report, trimmed};
use crate::extract::certainty::Trust;
use crate::extract::han::layout::Layout;
use crate::extract::han::speaker_parser::{self, MentionParts, Parsed};
use crate::extract::lexicon::han_lexicon::HanSense;
use std::ops::Range;

/// A label has at most so many characters.
const LABEL_MAX: usize = 18;
/// A question without a label has at most so many characters.
const QUESTION_MAX: usize = 140;
/// How many paragraphs from the beginning, and from the end, may tell that a page is an interview.
const TELLING: usize = 5;

/// What a paragraph is.
#[derive(Debug, Clone)]
pub(super) enum Form {
    /// Its sentences are read one by one.
    Prose,
    /// Nobody's statement: a correction, a pointer to another article, a question of the press.
    Nobody,
    /// An answer: its words, and who gave it where the page tells.
    Answer(Range<usize>, Option<(Range<usize>, MentionParts)>),
    /// A post: its words, whom the signature below it names, and where the signature stands.
    Post(Range<usize>, (Range<usize>, MentionParts), Range<usize>),
}

impl Form {
    /// The report of the paragraph, if any, told with its first sentence; `None` where its sentences are read by
    /// themselves.
    pub(super) fn reports(&self, sentence: &Range<usize>) -> Option<Vec<Report>> {
        match self {
            Self::Prose => None,
            Self::Nobody => Some(Vec::new()),
            Self::Post(words, (subject, who), signature) => {
                let first = sentence.contains(&words.start) && !words.is_empty();
                Some(Vec::from_iter(first.then(|| {
                    let sure = Trust::of(92, "words with a signature");
                    Report::new(signature, words.clone(), "post", sure).of(subject.clone(), *who)
                })))
            }
            Self::Answer(words, party) => {
                let first = sentence.contains(&words.start) && !words.is_empty();
                Some(Vec::from_iter(first.then(|| {
                    let sure = Trust::of(85, "an answer");
                    let report = Report {
                        carried: true,
                        ..Report::new(sentence, words.clone(), "answer", sure)
                    };
                    match party {
                        Some((subject, who)) => report.of(subject.clone(), *who),
                        None => report,
                    }
                })))
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Aside,
    Asks,
    /// Where the words begin.
    Answers(usize),
    /// "负责人：", an office that answers where a question was asked.
    Office(usize),
    /// Somebody else's label.
    Label,
    Question,
    Other,
}

/// What each paragraph of the text is.
pub(super) fn forms(layout: &Layout<'_>) -> Vec<Form> {
    let parts: Vec<Part> = layout.paragraphs.iter().map(|p| part(layout, p)).collect();
    let answered = |p: &Part| matches!(p, Part::Answers(_) | Part::Office(_));
    let labelled = parts.contains(&Part::Asks) && parts.iter().any(answered);
    let interview = !labelled && is_interview(layout, &parts);
    let asks = |part: Part| part == Part::Asks || interview && part == Part::Question;
    let first = parts
        .iter()
        .position(|p| asks(*p) || matches!(p, Part::Answers(_)));
    let speaker = first
        .filter(|_| labelled || interview)
        .and_then(|first| interviewee(layout, first).or_else(|| introduced(layout, first)));
    let mut in_answer = false;
    let mut in_question = false;
    let mut forms = Vec::with_capacity(parts.len());
    for (paragraph, part) in layout.paragraphs.iter().zip(&parts) {
        let form = match *part {
            Part::Aside => Form::Nobody,
            part if asks(part) => {
                (in_question, in_answer) = (true, interview);
                Form::Nobody
            }
            Part::Answers(start) | Part::Office(start) if labelled => {
                (in_question, in_answer) = (false, true);
                Form::Answer(trimmed(layout.text, start..paragraph.end), speaker.clone())
            }
            Part::Label | Part::Office(_) => {
                (in_question, in_answer) = (false, false);
                Form::Prose
            }
            Part::Answers(_) | Part::Question | Part::Other if in_answer => {
                Form::Answer(trimmed(layout.text, paragraph.clone()), speaker.clone())
            }
            // the question goes on
            Part::Question | Part::Other if in_question && labelled => Form::Nobody,
            _ => Form::Prose,
        };
        forms.push(form);
    }
    posts(layout, &mut forms);
    forms
}

/// "— 某某 (@name) 2026年3月10日" below the words of a post.
fn posts(layout: &Layout<'_>, forms: &mut [Form]) {
    for number in 1..forms.len() {
        let paragraph = layout.paragraphs[number].clone();
        let text = &layout.text[paragraph.clone()];
        let dash = text.len() - text.trim_start_matches(['—', '–', '-', ' ']).len();
        let Some(handle) = text.find(['(', '（']).filter(|at| dash > 0 && *at > dash) else {
            continue;
        };
        if !text[handle..]
            .chars()
            .nth(1)
            .is_some_and(|c| c == '@' || c == '＠')
        {
            continue;
        }
        let name = trimmed(layout.text, paragraph.start + dash..paragraph.start + handle);
        if let Parsed::Who(subject, who) = speaker_parser::parse(layout, name)
            && let Some(words) = layout.paragraphs.get(number - 1)
        {
            let words = trimmed(layout.text, words.clone());
            forms[number - 1] = Form::Post(words, (subject, who), paragraph);
            forms[number] = Form::Nobody;
        }
    }
}

fn part(layout: &Layout<'_>, paragraph: &Range<usize>) -> Part {
    let text = &layout.text[paragraph.clone()];
    let opens = text.len()
        - text
            .trim_start_matches(['（', '(', '【', '[', '■', '▲', '▶', '●', '◆', ' ', '>'])
            .len();
    let start = paragraph.start + opens;
    let starts = |sense: HanSense| {
        layout
            .hits_at(start)
            .find(|hit| hit.sense == sense && hit.end <= paragraph.end)
    };
    let marked = |end: usize| {
        let rest = &layout.text[end..paragraph.end];
        rest.is_empty() || rest.starts_with(['：', ':', '】', '|', '｜', '丨', '／', '/'])
    };
    if starts(HanSense::CrossReferenceLabel).is_some()
        || starts(HanSense::AsideLabel).is_some_and(|hit| marked(hit.end))
    {
        return Part::Aside;
    }
    let colon = text
        .char_indices()
        .take(LABEL_MAX)
        .find(|(_, c)| matches!(c, '：' | ':'));
    if let Some((at, c)) = colon {
        let label = start..paragraph.start + at;
        let words = paragraph.start + at + c.len_utf8();
        let ends = |sense: HanSense| {
            layout
                .hits_in(label.clone())
                .any(|hit| hit.sense == sense && hit.end == label.end)
        };
        let whole = |sense: HanSense| {
            layout
                .hits_in(label.clone())
                .any(|hit| hit.sense == sense && hit.start == label.start && hit.end == label.end)
        };
        if label.start >= label.end {
            return Part::Other;
        }
        if whole(HanSense::AnswerLabel) {
            return Part::Answers(words);
        }
        // "记者问：“…”N回答：“…”" is told, no transcript
        if layout.text[words..paragraph.end].starts_with(['“', '「', '『', '"']) {
            return Part::Other;
        }
        if whole(HanSense::Title) && !whole(HanSense::QuestionLabel) {
            return Part::Office(words);
        }
        // "路透社记者：", "《某报》："
        if whole(HanSense::QuestionLabel)
            || ends(HanSense::QuestionLabel)
            || layout.text[label].ends_with('》')
        {
            return Part::Asks;
        }
        return Part::Label;
    }
    let asks = text.ends_with(['？', '?']) && text.chars().count() <= QUESTION_MAX;
    if asks { Part::Question } else { Part::Other }
}

/// Whether paragraphs that ask make an interview: three or more, each before one that does not, and a word that tells.
fn is_interview(layout: &Layout<'_>, parts: &[Part]) -> bool {
    let questions: Vec<usize> = (0..parts.len()).filter(|n| parts[*n] == Part::Question).collect();
    let Some(first) = questions.first() else {
        return false;
    };
    let answered = questions
        .iter()
        .filter(|n| parts.get(**n + 1) == Some(&Part::Other))
        .count();
    let told = |n: usize| {
        (n < TELLING || n + 2 >= parts.len())
            && layout
                .hits_in(layout.paragraphs[n].clone())
                .any(|hit| hit.sense == HanSense::InterviewMarker)
    };
    answered >= 3
        && answered * 4 >= questions.len() * 3
        && questions.len() * 5 >= parts.len() - first
        && (0..parts.len()).any(told)
}

/// Who is interviewed: whom a paragraph before the first question names before or behind a word for it.
fn interviewee(layout: &Layout<'_>, first: usize) -> Option<(Range<usize>, MentionParts)> {
    let person = |range: Range<usize>| match speaker_parser::parse(layout, range.clone()) {
        Parsed::Who(found, who) if who.is_person() && found.end == range.end => Some((found, who)),
        _ => None,
    };
    layout.paragraphs[..first]
        .iter()
        .take(TELLING)
        .find_map(|paragraph| {
            let hits = layout
                .hits_in(paragraph.clone())
                .filter(|hit| hit.sense == HanSense::InterviewMarker);
            hits.take(8).find_map(|hit| {
                let text = layout.text;
                let is_end = |c: char| matches!(c, '，' | '。' | '：' | '—' | '（' | ' ' | ',' | '\n');
                let before = text[paragraph.start..hit.start]
                    .rfind(is_end)
                    .map_or(paragraph.start, |at| {
                        let from = paragraph.start + at;
                        from + text[from..].chars().next().map_or(1, char::len_utf8)
                    });
                let behind = text[hit.end..paragraph.end]
                    .find(is_end)
                    .map_or(paragraph.end, |at| hit.end + at);
                person(before..hit.start).or_else(|| person(hit.end..behind))
            })
        })
}

/// Whoever the paragraphs before the first question introduce.
fn introduced(layout: &Layout<'_>, first: usize) -> Option<(Range<usize>, MentionParts)> {
    let mut before = layout.paragraphs[..first].iter().rev().take(TELLING);
    before.find_map(|paragraph| spokesperson(layout, paragraph))
}

/// The last person with a title whom the paragraph names, or a title without a name: "有关负责人".
fn spokesperson(layout: &Layout<'_>, paragraph: &Range<usize>) -> Option<(Range<usize>, MentionParts)> {
    const PARAGRAPH_MAX: usize = 1200;
    let end = layout.boundary(paragraph.end.min(paragraph.start + PARAGRAPH_MAX));
    let mut office = None;
    let mut named = None;
    let mut start = paragraph.start;
    for (at, c) in layout.text[paragraph.start..end]
        .char_indices()
        .chain([(end - paragraph.start, '。')])
    {
        if !matches!(c, '，' | '。' | '、' | '\n' | ',' | '；') {
            continue;
        }
        let clause = start..paragraph.start + at;
        start = paragraph.start + at + c.len_utf8();
        let asker = layout
            .hits_in(clause.clone())
            .any(|hit| hit.sense == HanSense::QuestionLabel && hit.start == clause.start);
        let found = match speaker_parser::parse(layout, clause.clone()) {
            Parsed::Who(range, who) if who.is_person() || who.capacity.is_some() => Some((range, who)),
            _ => speaker_parser::leading(layout, clause).filter(|(_, who)| who.is_person()),
        };
        match found.filter(|_| !asker) {
            Some((range, who)) if who.is_person() => named = Some((range, who)),
            Some((range, who)) => office = office.or(Some((range, who))),
            None => {}
        }
    }
    named.or(office)
}

/// More bytes than a signature has.
const SIGNATURE_MAX: usize = 150;

/// "“…”（某某，局长）", "“…”——某某": a quotation and whom the signature behind it names.
pub(super) fn signature(layout: &Layout<'_>, sentence: &Range<usize>) -> Option<Report> {
    let range = trimmed(layout.text, sentence.clone());
    let quotation = layout.quotation(range.start).filter(|q| q.start == range.start)?;
    // a full stop inside the marks ends the sentence before the signature
    let limit = layout.boundary((quotation.end + SIGNATURE_MAX).min(layout.text.len()));
    let rest = layout.text.get(quotation.end..limit)?;
    let line = rest.find('\n').unwrap_or(rest.len());
    let rest = rest[..line].trim_end_matches(['。', ' ']);
    let signed = match rest.chars().next()? {
        '（' | '(' => {
            let inside = rest.strip_suffix(['）', ')'])?;
            quotation.end + 1..quotation.end + inside.len()
        }
        '—' | '–' | '-' => quotation.end..quotation.end + rest.len(),
        _ => return None,
    };
    let words = layout
        .text
        .get(signed.clone())
        .or_else(|| layout.text.get(signed.start + 2..signed.end))?;
    let lead = words.len() - words.trim_start_matches(['—', '–', '-', ' ']).len();
    let start = signed.end - words.len() + lead;
    let end = words[lead..]
        .find(['，', ',', ' ', '、'])
        .map_or(signed.end, |at| start + at);
    let Parsed::Who(subject, who) = speaker_parser::parse(layout, start..end) else {
        return None;
    };
    let piece = super::inside(layout.text, quotation);
    let sure = Trust::of(90, "a quotation and a name behind it");
    let named = who.is_person() && subject.end == end && layout.text[piece.clone()].chars().count() >= 4;
    named.then(|| Report::new(sentence, piece, "signature", sure).of(subject, who))
}
