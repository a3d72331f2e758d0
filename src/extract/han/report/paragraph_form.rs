//! The form of paragraphs that are not prose: interviews whose questions have no label, posts with a signature, notes
//! of the editors.

use super::content::inside_quotation;
use super::han_report::HanReport;
use crate::extract::certainty::Trust;
use crate::extract::han::characters::trim_punctuation;
use crate::extract::han::layout::Layout;
use crate::extract::han::mention::MentionParts;
use crate::extract::han::speaker_parser::{self, SpeakerParse};
use crate::extract::lexicon::han_lexicon::HanSense;
use crate::extract::steps::Step;
use std::ops::Range;

/// Maximum length of a label, in characters.
const LABEL_CHARS_MAX: usize = 18;
/// Maximum length of a question without a label, in characters.
const QUESTION_CHARS_MAX: usize = 140;
/// Number of paragraphs at the beginning that may show that a page is an interview, or introduce who is interviewed.
const INTRODUCTION_PARAGRAPHS: usize = 5;

/// The form of a paragraph.
#[derive(Debug, Clone)]
pub(super) enum ParagraphForm {
    /// Prose: its sentences are read one by one.
    Prose,
    /// No statement: a correction, a pointer to another article, a question of the press.
    NoStatement,
    /// An answer: its words, and the speaker if the page names one.
    Answer(Range<usize>, Option<(Range<usize>, MentionParts)>),
    /// A post: its words, the speaker in the signature below it, and the place of the signature.
    Post(Range<usize>, (Range<usize>, MentionParts), Range<usize>),
}

impl ParagraphForm {
    /// Returns the report of the paragraph, with its first sentence only; `None` for prose, whose sentences are read
    /// one by one.
    pub(super) fn report_in_sentence(&self, sentence: &Range<usize>) -> Option<Vec<HanReport>> {
        match self {
            Self::Prose => None,
            Self::NoStatement => Some(Vec::new()),
            Self::Post(words, (subject, who), signature) => {
                let first = sentence.contains(&words.start) && !words.is_empty();
                Some(Vec::from_iter(first.then(|| {
                    let sure = Trust::new(92, "words with a signature");
                    HanReport::new(signature, words.clone(), "post", sure).with_speaker(subject.clone(), *who)
                })))
            }
            Self::Answer(words, party) => {
                let first = sentence.contains(&words.start) && !words.is_empty();
                Some(Vec::from_iter(first.then(|| {
                    let sure = Trust::new(85, "an answer");
                    let report = HanReport {
                        is_carried: true,
                        ..HanReport::new(sentence, words.clone(), "answer", sure)
                    };
                    match party {
                        Some((subject, who)) => report.with_speaker(subject.clone(), *who),
                        None => report,
                    }
                })))
            }
        }
    }
}

/// The role of a paragraph, as its own words show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ParagraphRole {
    Aside,
    LabelledQuestion,
    /// An answer with a label; the words begin here.
    LabelledAnswer(usize),
    /// "负责人：": the label of an office, which answers if a question was asked. The words begin here.
    OfficeLabel(usize),
    /// Another label.
    OtherLabel,
    Question,
    Other,
}

/// Returns the form of each paragraph of the text.
pub(super) fn find_paragraph_forms(layout: &Layout<'_>) -> Vec<ParagraphForm> {
    let parts: Vec<ParagraphRole> = layout
        .paragraphs
        .iter()
        .map(|p| find_paragraph_role(layout, p))
        .collect();
    let answered = |p: &ParagraphRole| {
        matches!(
            p,
            ParagraphRole::LabelledAnswer(_) | ParagraphRole::OfficeLabel(_)
        )
    };
    let labelled = parts.contains(&ParagraphRole::LabelledQuestion) && parts.iter().any(answered);
    let interview = !labelled && is_interview(layout, &parts);
    let asks = |part: ParagraphRole| {
        part == ParagraphRole::LabelledQuestion || interview && part == ParagraphRole::Question
    };
    let first = parts
        .iter()
        .position(|p| asks(*p) || matches!(p, ParagraphRole::LabelledAnswer(_)));
    let speaker = first
        .filter(|_| labelled || interview)
        .and_then(|first| find_interviewee(layout, first).or_else(|| find_introduced_person(layout, first)));
    let mut in_answer = false;
    let mut in_question = false;
    let mut forms = Vec::with_capacity(parts.len());
    for (paragraph, part) in layout.paragraphs.iter().zip(&parts) {
        let form = match *part {
            ParagraphRole::Aside => ParagraphForm::NoStatement,
            part if asks(part) => {
                (in_question, in_answer) = (true, interview);
                ParagraphForm::NoStatement
            }
            ParagraphRole::LabelledAnswer(start) | ParagraphRole::OfficeLabel(start) if labelled => {
                (in_question, in_answer) = (false, true);
                ParagraphForm::Answer(
                    trim_punctuation(layout.text, start..paragraph.end),
                    speaker.clone(),
                )
            }
            ParagraphRole::OtherLabel | ParagraphRole::OfficeLabel(_) => {
                (in_question, in_answer) = (false, false);
                ParagraphForm::Prose
            }
            ParagraphRole::LabelledAnswer(_) | ParagraphRole::Question | ParagraphRole::Other
                if in_answer =>
            {
                ParagraphForm::Answer(trim_punctuation(layout.text, paragraph.clone()), speaker.clone())
            }
            // the question continues
            ParagraphRole::Question | ParagraphRole::Other if in_question && labelled => {
                ParagraphForm::NoStatement
            }
            _ => ParagraphForm::Prose,
        };
        forms.push(form);
    }
    mark_posts(layout, &mut forms);
    forms
}

/// Marks posts by the signature below their words: "— 某某 (@name) 2026年3月10日".
fn mark_posts(layout: &Layout<'_>, forms: &mut [ParagraphForm]) {
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
        let name = trim_punctuation(layout.text, paragraph.start + dash..paragraph.start + handle);
        if let SpeakerParse::Mention(subject, who) = speaker_parser::parse_speaker(layout, name)
            && let Some(words) = layout.paragraphs.get(number - 1)
        {
            let words = trim_punctuation(layout.text, words.clone());
            forms[number - 1] = ParagraphForm::Post(words, (subject, who), paragraph);
            forms[number] = ParagraphForm::NoStatement;
        }
    }
}

/// Finds the role of the paragraph by its label or its mark at the end.
fn find_paragraph_role(layout: &Layout<'_>, paragraph: &Range<usize>) -> ParagraphRole {
    Step::Byte.count(paragraph.len());
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
        return ParagraphRole::Aside;
    }
    let colon = text
        .char_indices()
        .take(LABEL_CHARS_MAX)
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
            return ParagraphRole::Other;
        }
        if whole(HanSense::AnswerLabel) {
            return ParagraphRole::LabelledAnswer(words);
        }
        // "记者问：“…”N回答：“…”" is narrated prose, not a transcript
        if layout.text[words..paragraph.end].starts_with(['“', '「', '『', '"']) {
            return ParagraphRole::Other;
        }
        if whole(HanSense::Title) && !whole(HanSense::QuestionLabel) {
            return ParagraphRole::OfficeLabel(words);
        }
        // the label of a journalist or a newspaper introduces a question: "路透社记者：", "《某报》："
        if whole(HanSense::QuestionLabel)
            || ends(HanSense::QuestionLabel)
            || layout.text[label].ends_with('》')
        {
            return ParagraphRole::LabelledQuestion;
        }
        return ParagraphRole::OtherLabel;
    }
    let asks = text.ends_with(['？', '?']) && text.chars().count() <= QUESTION_CHARS_MAX;
    if asks {
        ParagraphRole::Question
    } else {
        ParagraphRole::Other
    }
}

/// Whether the questions make an interview: at least three of them, each before a paragraph that is no question, and
/// a word that marks an interview.
fn is_interview(layout: &Layout<'_>, parts: &[ParagraphRole]) -> bool {
    let questions: Vec<usize> = (0..parts.len())
        .filter(|n| parts[*n] == ParagraphRole::Question)
        .collect();
    let Some(first) = questions.first() else {
        return false;
    };
    let answered = questions
        .iter()
        .filter(|n| parts.get(**n + 1) == Some(&ParagraphRole::Other))
        .count();
    let marks_interview = |n: usize| {
        (n < INTRODUCTION_PARAGRAPHS || n + 2 >= parts.len())
            && layout
                .hits_in(layout.paragraphs[n].clone())
                .any(|hit| hit.sense == HanSense::InterviewMarker)
    };
    answered >= 3
        && answered * 4 >= questions.len() * 3
        && questions.len() * 5 >= parts.len() - first
        && (0..parts.len()).any(marks_interview)
}

/// The person who is interviewed: named before the first question, next to a word that marks an interview.
fn find_interviewee(layout: &Layout<'_>, first: usize) -> Option<(Range<usize>, MentionParts)> {
    let person = |range: Range<usize>| match speaker_parser::parse_speaker(layout, range.clone()) {
        SpeakerParse::Mention(found, who) if who.is_person() && found.end == range.end => Some((found, who)),
        _ => None,
    };
    layout.paragraphs[..first]
        .iter()
        .take(INTRODUCTION_PARAGRAPHS)
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

/// The last person introduced in the paragraphs before the first question.
fn find_introduced_person(layout: &Layout<'_>, first: usize) -> Option<(Range<usize>, MentionParts)> {
    let mut before = layout.paragraphs[..first]
        .iter()
        .rev()
        .take(INTRODUCTION_PARAGRAPHS);
    before.find_map(|paragraph| find_spokesperson(layout, paragraph))
}

/// The last named person in the paragraph, or an office without a name: "有关负责人".
fn find_spokesperson(layout: &Layout<'_>, paragraph: &Range<usize>) -> Option<(Range<usize>, MentionParts)> {
    const PARAGRAPH_MAX: usize = 1200;
    let end = layout.floor_char_boundary(paragraph.end.min(paragraph.start + PARAGRAPH_MAX));
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
        let found = match speaker_parser::parse_speaker(layout, clause.clone()) {
            SpeakerParse::Mention(range, who) if who.is_person() || who.capacity.is_some() => {
                Some((range, who))
            }
            _ => speaker_parser::parse_leading_speaker(layout, clause).filter(|(_, who)| who.is_person()),
        };
        match found.filter(|_| !asker) {
            Some((range, who)) if who.is_person() => named = Some((range, who)),
            Some((range, who)) => office = office.or(Some((range, who))),
            None => {}
        }
    }
    named.or(office)
}

/// Maximum length of a signature, in bytes.
const SIGNATURE_BYTES_MAX: usize = 150;

/// Reads a quotation with a signature: "“…”（某某，局长）", "“…”——某某".
pub(super) fn read_signed_quotation(layout: &Layout<'_>, sentence: &Range<usize>) -> Option<HanReport> {
    let range = trim_punctuation(layout.text, sentence.clone());
    let quotation = layout
        .quotation_at(range.start)
        .filter(|q| q.start == range.start)?;
    // a full stop inside the marks has ended the sentence before the signature
    let limit = layout.floor_char_boundary((quotation.end + SIGNATURE_BYTES_MAX).min(layout.text.len()));
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
    let SpeakerParse::Mention(subject, who) = speaker_parser::parse_speaker(layout, start..end) else {
        return None;
    };
    let piece = inside_quotation(layout.text, quotation);
    let sure = Trust::new(90, "a quotation and a name behind it");
    let named = who.is_person() && subject.end == end && layout.text[piece.clone()].chars().count() >= 4;
    named.then(|| HanReport::new(sentence, piece, "signature", sure).with_speaker(subject, who))
}
