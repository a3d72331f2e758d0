//! Reporting words and their subjects.

use super::{cue_filter, trimmed};
use crate::domain::{Act, SpeakerKind};
use crate::extract::han::layout::Layout;
use crate::extract::han::speaker_parser::{self, MentionParts};
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use std::ops::Range;

/// How a cue stands to what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// 说：“…”
    Colon,
    /// 说，…
    Comma,
    /// 表示将 …
    Straight,
    /// “…”他说。
    Behind,
}

/// A cue with its subject.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) hit: LexiconMatch,
    pub(super) cue: usize,
    /// Where its clause begins.
    pub(super) clause: usize,
    pub(super) subject: Subject,
    pub(super) form: Form,
    /// Where the content begins.
    pub(super) content: usize,
    /// "对 P 表示 E": what the attitude is to, and what it does.
    pub(super) toward: Option<(Range<usize>, Act)>,
}

#[derive(Debug, Clone)]
pub(super) enum Subject {
    Named(Range<usize>, MentionParts),
    /// That of the cue before.
    Shared,
    /// Nobody in particular, where the words begin that tell so: "有分析".
    Nobody(usize),
    /// None that could speak.
    None,
}

impl Site {
    /// Whether the subject is a side of talks: "中方".
    pub(super) fn is_of_a_side(&self, layout: &Layout<'_>) -> bool {
        matches!(&self.subject, Subject::Named(range, _) if speaker_parser::is_side(layout, range))
    }
}

pub(super) fn site(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    hit: LexiconMatch,
    cue: usize,
    before: &[Site],
) -> Option<Site> {
    let clause = clause_start(layout, sentence, hit.start);
    if layout
        .hits_in(clause..hit.start)
        .any(|h| h.end == hit.start && matches!(h.sense, HanSense::Negation | HanSense::Modal))
    {
        return None;
    }
    if cue_filter::is_no_report(layout, clause, hit, sentence.end) {
        return None;
    }
    let entry = &layout.lexicon.cues[cue];
    let (form, content) = form_of(layout, sentence, clause, hit, entry.addressee);
    let light = cue_filter::light_verb(layout, clause, hit);
    let toward = match light {
        Some(verb) => Some((
            cue_filter::toward_of(layout, clause, verb)?,
            entry.act.unwrap_or(Act::Position),
            hit.end,
        )),
        None => toward(layout, clause, hit, sentence.end).filter(|_| form == Form::Straight),
    };
    if toward.is_none()
        && form == Form::Straight
        && !entry.takes_clause
        && !entry.takes_object
        && !layout.quoted(hit.end)
    {
        return None;
    }
    let subject = subject(
        layout,
        sentence,
        quoted_from(layout, clause..hit.start),
        before,
        form,
        entry.weak,
    );
    let subject = match subject {
        Subject::Named(..) | Subject::Nobody(_) => subject,
        _ => document_of(layout, clause, hit).unwrap_or(subject),
    };
    let hit = LexiconMatch {
        start: light.unwrap_or(hit.start),
        end: toward.as_ref().map_or(hit.end, |(.., end)| *end),
        ..hit
    };
    let toward = toward.map(|(object, act, _)| (object, act));
    Some(Site {
        hit,
        cue,
        clause,
        subject,
        form,
        content,
        toward,
    })
}

/// "报告指出": the document that the cue itself begins with.
fn document_of(layout: &Layout<'_>, clause: usize, cue: LexiconMatch) -> Option<Subject> {
    if !layout.text[clause..cue.start].trim().is_empty() {
        return None;
    }
    let document = layout
        .hits_at(cue.start)
        .find(|hit| hit.sense == HanSense::Document && hit.end < cue.end)?;
    let who = MentionParts::of(SpeakerKind::Document);
    Some(Subject::Named(document.start..document.end, who))
}

/// How the cue stands to what is said, and where that begins.
fn form_of(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    clause: usize,
    hit: LexiconMatch,
    addressee: bool,
) -> (Form, usize) {
    let rest = &layout.text[hit.end..sentence.end];
    let next = rest.chars().next();
    let after = |c: char| hit.end + c.len_utf8();
    let ends = next.is_none_or(|c| matches!(c, '。' | '！' | '？'));
    match next {
        Some(c @ ('：' | ':')) => (Form::Colon, after(c)),
        Some(c) if is_comma(c) => {
            let quoted_before = layout
                .quotation_before(clause)
                .is_some_and(|q| q.end == clause && !layout.is_introduced(q));
            if quoted_before {
                (Form::Behind, after(c))
            } else {
                (Form::Comma, after(c))
            }
        }
        _ if ends => (Form::Behind, sentence.end),
        _ => told(layout, hit, addressee, sentence.end).unwrap_or_else(|| {
            // "否认了有关…"
            let done = rest.strip_prefix('了').map_or(0, |_| '了'.len_utf8());
            (Form::Straight, hit.end + done)
        }),
    }
}

/// "告诉记者，…": the words behind whoever is told.
fn told(layout: &Layout<'_>, cue: LexiconMatch, addressee: bool, end: usize) -> Option<(Form, usize)> {
    let rest = &layout.text[cue.end..end];
    let (mark, c) = rest
        .char_indices()
        .find(|(_, c)| is_comma(*c) || matches!(c, '：' | ':'))?;
    let audience = cue.end..cue.end + mark;
    if !addressee || !speaker_parser::is_party(layout, audience.clone()) {
        return None;
    }
    let form = if is_comma(c) { Form::Comma } else { Form::Colon };
    Some((form, audience.end + c.len_utf8()))
}

/// "N回答提问时说，…": the first of two cues only tells when the second was.
pub(super) fn only_tells_when(layout: &Layout<'_>, first: &Site, second: &Site) -> bool {
    let between = layout
        .text
        .get(first.hit.end..second.hit.start)
        .unwrap_or_default();
    first.form == Form::Straight
        && first.clause == second.clause
        && matches!(second.form, Form::Comma | Form::Colon)
        && between.chars().count() <= 8
        && between.ends_with(['时', '時', '后', '後', '中'])
}

/// "N引述专家的话说": whose words they are, where the clause tells.
fn quoted_from(layout: &Layout<'_>, segment: Range<usize>) -> Range<usize> {
    let quoting = layout
        .hits_in(segment.clone())
        .filter(|h| h.sense == HanSense::QuotingVerb && !layout.quoted(h.start))
        .last();
    let Some(quoting) = quoting.filter(|h| h.end < segment.end) else {
        return segment;
    };
    let text = &layout.text[quoting.end..segment.end];
    let closing = layout
        .lexicon
        .quoted_phrase_ends
        .iter()
        .find(|word| text.ends_with(word.as_str()));
    quoting.end..segment.end - closing.map_or(0, String::len)
}

/// What an attitude is to that is named straight behind the cue: "对 P 表示强烈反对".
fn toward(
    layout: &Layout<'_>,
    clause: usize,
    cue: LexiconMatch,
    end: usize,
) -> Option<(Range<usize>, Act, usize)> {
    let rest = &layout.text[cue.end..end];
    let words = rest.find(['，', '。', '；', ',', '、']).unwrap_or(rest.len());
    let reaction = layout
        .hits_in(cue.end..cue.end + words)
        .find_map(|h| match h.sense {
            HanSense::Reaction(act) if h.end == cue.end + words => Some((h.start, act)),
            _ => None,
        })?;
    if layout.text[cue.end..reaction.0].chars().count() > 4 {
        return None;
    }
    let preposition = layout
        .hits_in(clause..cue.start)
        .find(|h| h.sense == HanSense::TowardPreposition)?;
    let object = trimmed(layout.text, preposition.end..cue.start);
    let object = match &layout.text[object.clone()] {
        // "对此": what it is to was told before
        "此" => trimmed(layout.text, cue.end..cue.end + words),
        _ => object,
    };
    (object.start < object.end).then_some((object, reaction.1, cue.end + words))
}

/// The subject in the clause before the cue, or in the one before that where the clause is an adverbial.
fn subject(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    segment: Range<usize>,
    before: &[Site],
    form: Form,
    weak: bool,
) -> Subject {
    if let Some(start) = nobody(layout, &segment) {
        return Subject::Nobody(start);
    }
    match speaker_parser::parse(layout, segment.clone()) {
        speaker_parser::Parsed::Who(range, who) => {
            let (range, who) = asked_of(layout, range.end..segment.end).unwrap_or((range, who));
            return Subject::Named(range, who);
        }
        speaker_parser::Parsed::Refused => return Subject::None,
        speaker_parser::Parsed::Empty => {}
        speaker_parser::Parsed::Unknown => {
            if let Some((range, who)) = speaker_parser::leading(layout, segment.clone()) {
                return Subject::Named(range, who);
            }
            let count = layout.text[segment.clone()].trim().chars().count();
            let trusted = matches!(form, Form::Comma | Form::Colon | Form::Behind) && !weak && count <= 30;
            let unknown = trusted
                .then(|| speaker_parser::unknown(layout, segment))
                .flatten();
            return match unknown.filter(|(_, who)| who.name.is_some() || count <= 14) {
                Some((range, who)) => Subject::Named(range, who),
                None => Subject::None,
            };
        }
    }
    // "N 19日在记者会上回答提问时，强调 …"
    if let Some(last) = before.last()
        && last.clause >= sentence.start
    {
        return match last.subject {
            Subject::None | Subject::Nobody(_) => Subject::None,
            _ => Subject::Shared,
        };
    }
    earlier_subject(layout, sentence, segment.start)
}

/// What stands before a source that is nobody in particular.
const OPENINGS: [&str; 12] = [
    "有",
    "也有",
    "还有",
    "另有",
    "但有",
    "有的",
    "有些",
    "还有一种",
    "還有",
    "有一种",
    "有一種",
    "不过有",
];

/// "有分析", "也有观点": a source that is nobody in particular.
fn nobody(layout: &Layout<'_>, segment: &Range<usize>) -> Option<usize> {
    let opening = &layout.text[trimmed(layout.text, segment.clone())];
    let vague = |hit: &LexiconMatch| hit.sense == HanSense::AnonymousSource;
    // "有分析称", where the source is part of the cue
    if OPENINGS.contains(&opening) && layout.hits_at(segment.end).any(vague) {
        return Some(trimmed(layout.text, segment.clone()).start);
    }
    let range = trimmed(layout.text, segment.clone());
    let source = layout
        .hits_in(range.clone())
        .find(|hit| hit.sense == HanSense::AnonymousSource && hit.end == range.end)?;
    let opening = &layout.text[range.start..source.start];
    OPENINGS.contains(&opening).then_some(range.start)
}

/// "N就议会要求…作出回应": whose the cue is where "就" stands between.
fn asked_of(layout: &Layout<'_>, rest: Range<usize>) -> Option<(Range<usize>, MentionParts)> {
    let about = layout
        .hits_in(rest.clone())
        .find(|hit| &layout.text[hit.start..hit.end] == "就")?;
    match speaker_parser::parse(layout, about.end..rest.end) {
        speaker_parser::Parsed::Who(range, who) if range.end == rest.end => Some((range, who)),
        _ => None,
    }
}

/// Whoever one of the clauses right before is about: "N出示了图表，称…".
fn earlier_subject(layout: &Layout<'_>, sentence: &Range<usize>, segment: usize) -> Subject {
    const CLAUSES_MAX: usize = 3;
    let mut at = segment;
    for _ in 0..CLAUSES_MAX {
        if at <= sentence.start {
            break;
        }
        let comma = layout.text[..at].chars().next_back().map_or(0, char::len_utf8);
        let end = at - comma;
        let start = clause_start(layout, sentence, end);
        match speaker_parser::parse(layout, start..end) {
            speaker_parser::Parsed::Who(range, who) => return Subject::Named(range, who),
            speaker_parser::Parsed::Refused => return Subject::None,
            _ => {}
        }
        if let Some((range, who)) = speaker_parser::leading(layout, start..end) {
            return Subject::Named(range, who);
        }
        at = start;
    }
    Subject::None
}

/// Where the clause that holds `at` begins: behind the last comma, colon or quotation.
pub(super) fn clause_start(layout: &Layout<'_>, sentence: &Range<usize>, at: usize) -> usize {
    let mut start = sentence.start;
    let mut bracket = 0;
    for (offset, c) in layout.text[sentence.start..at].char_indices() {
        let place = sentence.start + offset;
        match c {
            '《' | '（' | '(' => bracket += 1,
            '》' | '）' | ')' => bracket -= 1,
            _ if bracket > 0 => {}
            c if (is_comma(c) || matches!(c, '：' | ':' | '。' | '！' | '？')) && !layout.quoted(place) =>
            {
                start = place + c.len_utf8();
            }
            '”' | '」' | '』' => {
                // a long quotation ends a clause, a quoted word does not
                let stopped = layout.text[..place].ends_with(['，', '。', '！', '？', ',']);
                let long = layout.quotation(place).is_some_and(|q| {
                    q.end == place + c.len_utf8() && (stopped || layout.text[q.clone()].chars().count() > 10)
                });
                if long {
                    start = place + c.len_utf8();
                }
            }
            _ => {}
        }
    }
    start
}

pub(super) fn is_comma(c: char) -> bool {
    matches!(c, '，' | ',' | '；' | ';')
}
