//! Cues at their place in a sentence: the clause, the subject, and where the words said are.

use super::cue_filter;
use crate::domain::{Act, SpeakerKind};
use crate::extract::han::characters::trim_punctuation;
use crate::extract::han::layout::Layout;
use crate::extract::han::mention::MentionParts;
use crate::extract::han::mention_classifier::{is_side, is_speaker_mention};
use crate::extract::han::speaker_parser;
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use crate::extract::steps::Step;
use std::ops::Range;

/// Where the words said stand, seen from the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentPlacement {
    /// After a colon: 说：“…”
    AfterColon,
    /// After a comma: 说，…
    AfterComma,
    /// Right after the cue, without a mark: 表示将…
    DirectlyAfter,
    /// Before the cue and its subject: “…”他说。
    Before,
}

/// A cue at one place, with its subject.
#[derive(Debug, Clone)]
pub(super) struct CueOccurrence {
    /// The place of the cue, with its light verb and its attitude.
    pub(super) hit: LexiconMatch,
    /// The index of its entry in `HanLexicon::cues`.
    pub(super) cue: usize,
    /// The beginning of its clause.
    pub(super) clause_start: usize,
    pub(super) subject: CueSubject,
    pub(super) placement: ContentPlacement,
    /// The beginning of the words said.
    pub(super) content_start: usize,
    /// "对 P 表示 E": the target P of the attitude, and its act.
    pub(super) target: Option<(Range<usize>, Act)>,
}

/// The subject of a cue.
#[derive(Debug, Clone)]
pub(super) enum CueSubject {
    Named(Range<usize>, MentionParts),
    /// The subject of the cue before.
    Shared,
    /// Nobody in particular ("有分析"), and where these words begin.
    Anonymous(usize),
    /// Nothing that could speak.
    None,
}

impl CueOccurrence {
    /// Whether the subject is a side of talks: "中方".
    pub(super) fn has_side_as_subject(&self, layout: &Layout<'_>) -> bool {
        matches!(&self.subject, CueSubject::Named(range, _) if is_side(layout, range))
    }
}

/// Reads the cue at `hit` with its subject; `None` if it is no report here. `before` are the earlier cues of the
/// sentence.
pub(super) fn read_cue_occurrence(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    hit: LexiconMatch,
    cue: usize,
    before: &[CueOccurrence],
) -> Option<CueOccurrence> {
    let clause = find_clause_start(layout, sentence, hit.start);
    if layout
        .hits_in(clause..hit.start)
        .any(|h| h.end == hit.start && matches!(h.sense, HanSense::Negation | HanSense::Modal))
    {
        return None;
    }
    if cue_filter::is_not_a_report(layout, clause, hit, sentence.end) {
        return None;
    }
    let entry = &layout.lexicon.cues[cue];
    let (placement, content) = find_placement(layout, sentence, clause, hit, entry.addressee);
    let light = cue_filter::find_light_verb(layout, clause, hit);
    let target = match light {
        Some(verb) => Some((
            cue_filter::target_of_light_verb(layout, clause, verb)?,
            entry.act.unwrap_or(Act::Position),
            hit.end,
        )),
        None => find_target(layout, clause, hit, sentence.end)
            .filter(|_| placement == ContentPlacement::DirectlyAfter),
    };
    if target.is_none()
        && placement == ContentPlacement::DirectlyAfter
        && !entry.takes_clause
        && !entry.takes_object
        && !layout.is_quoted(hit.end)
    {
        return None;
    }
    let subject = find_subject(
        layout,
        sentence,
        quoted_source(layout, clause..hit.start),
        before,
        placement,
        entry.weak,
    );
    let subject = match subject {
        CueSubject::Named(..) | CueSubject::Anonymous(_) => subject,
        _ => document_in_cue(layout, clause, hit).unwrap_or(subject),
    };
    let hit = LexiconMatch {
        start: light.unwrap_or(hit.start),
        end: target.as_ref().map_or(hit.end, |(.., end)| *end),
        ..hit
    };
    let target = target.map(|(object, act, _)| (object, act));
    Some(CueOccurrence {
        hit,
        cue,
        clause_start: clause,
        subject,
        placement,
        content_start: content,
        target,
    })
}

/// The document with which the cue itself begins: "报告指出".
fn document_in_cue(layout: &Layout<'_>, clause: usize, cue: LexiconMatch) -> Option<CueSubject> {
    if !layout.text[clause..cue.start].trim().is_empty() {
        return None;
    }
    let document = layout
        .hits_at(cue.start)
        .find(|hit| hit.sense == HanSense::Document && hit.end < cue.end)?;
    let who = MentionParts::of_kind(SpeakerKind::Document);
    Some(CueSubject::Named(document.start..document.end, who))
}

/// Finds where the words said stand, and where they begin.
fn find_placement(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    clause: usize,
    hit: LexiconMatch,
    addressee: bool,
) -> (ContentPlacement, usize) {
    let rest = &layout.text[hit.end..sentence.end];
    let next = rest.chars().next();
    let after = |c: char| hit.end + c.len_utf8();
    let ends = next.is_none_or(|c| matches!(c, '。' | '！' | '？'));
    match next {
        Some(c @ ('：' | ':')) => (ContentPlacement::AfterColon, after(c)),
        Some(c) if is_comma(c) => {
            let quoted_before = layout
                .quotation_before(clause)
                .is_some_and(|q| q.end == clause && !layout.is_introduced(q));
            if quoted_before {
                (ContentPlacement::Before, after(c))
            } else {
                (ContentPlacement::AfterComma, after(c))
            }
        }
        _ if ends => (ContentPlacement::Before, sentence.end),
        _ => placement_after_audience(layout, hit, addressee, sentence.end).unwrap_or_else(|| {
            // the words begin after the particle 了 of the cue: "否认了有关…"
            let done = rest.strip_prefix('了').map_or(0, |_| '了'.len_utf8());
            (ContentPlacement::DirectlyAfter, hit.end + done)
        }),
    }
}

/// The placement of the words after an audience: "告诉记者，…".
fn placement_after_audience(
    layout: &Layout<'_>,
    cue: LexiconMatch,
    addressee: bool,
    end: usize,
) -> Option<(ContentPlacement, usize)> {
    let rest = &layout.text[cue.end..end];
    let (mark, c) = rest
        .char_indices()
        .find(|(_, c)| is_comma(*c) || matches!(c, '：' | ':'))?;
    let audience = cue.end..cue.end + mark;
    if !addressee || !is_speaker_mention(layout, audience.clone()) {
        return None;
    }
    let placement = if is_comma(c) {
        ContentPlacement::AfterComma
    } else {
        ContentPlacement::AfterColon
    };
    Some((placement, audience.end + c.len_utf8()))
}

/// Whether the first of two cues only says when the second was: "N回答提问时说，…".
pub(super) fn is_time_of(layout: &Layout<'_>, first: &CueOccurrence, second: &CueOccurrence) -> bool {
    let between = layout
        .text
        .get(first.hit.end..second.hit.start)
        .unwrap_or_default();
    first.placement == ContentPlacement::DirectlyAfter
        && first.clause_start == second.clause_start
        && matches!(
            second.placement,
            ContentPlacement::AfterComma | ContentPlacement::AfterColon
        )
        && between.chars().count() <= 8
        && between.ends_with(['时', '時', '后', '後', '中'])
}

/// The stretch that names whose words are quoted: "N引述专家的话说".
fn quoted_source(layout: &Layout<'_>, segment: Range<usize>) -> Range<usize> {
    let quoting = layout
        .hits_in(segment.clone())
        .filter(|h| h.sense == HanSense::QuotingVerb && !layout.is_quoted(h.start))
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

/// The target of an attitude right after the cue ("对 P 表示强烈反对"), its act, and the end of the attitude.
fn find_target(
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
    let object = trim_punctuation(layout.text, preposition.end..cue.start);
    let object = match &layout.text[object.clone()] {
        // in "对此", 此 only points back, so the reaction itself is taken as the object
        "此" => trim_punctuation(layout.text, cue.end..cue.end + words),
        _ => object,
    };
    (object.start < object.end).then_some((object, reaction.1, cue.end + words))
}

/// Finds the subject in the clause before the cue, or in an earlier clause if that one is an adverbial.
fn find_subject(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    segment: Range<usize>,
    before: &[CueOccurrence],
    placement: ContentPlacement,
    weak: bool,
) -> CueSubject {
    if let Some(start) = find_anonymous_source(layout, &segment) {
        return CueSubject::Anonymous(start);
    }
    match speaker_parser::parse_speaker(layout, segment.clone()) {
        speaker_parser::SpeakerParse::Mention(range, who) => {
            let (range, who) = subject_after_about(layout, range.end..segment.end).unwrap_or((range, who));
            return CueSubject::Named(range, who);
        }
        speaker_parser::SpeakerParse::NoSpeaker => return CueSubject::None,
        speaker_parser::SpeakerParse::Empty => {}
        speaker_parser::SpeakerParse::Unknown => {
            if let Some((range, who)) = speaker_parser::parse_leading_speaker(layout, segment.clone()) {
                return CueSubject::Named(range, who);
            }
            let count = layout.text[segment.clone()].trim().chars().count();
            let trusted = matches!(
                placement,
                ContentPlacement::AfterComma | ContentPlacement::AfterColon | ContentPlacement::Before
            ) && !weak
                && count <= 30;
            let unknown = trusted
                .then(|| speaker_parser::parse_unknown_speaker(layout, segment))
                .flatten();
            return match unknown.filter(|(_, who)| who.name.is_some() || count <= 14) {
                Some((range, who)) => CueSubject::Named(range, who),
                None => CueSubject::None,
            };
        }
    }
    // a cue without a subject has that of the cue before it in the sentence: "N 19日在记者会上回答提问时，强调…"
    if let Some(last) = before.last()
        && last.clause_start >= sentence.start
    {
        return match last.subject {
            CueSubject::None | CueSubject::Anonymous(_) => CueSubject::None,
            _ => CueSubject::Shared,
        };
    }
    find_earlier_subject(layout, sentence, segment.start)
}

/// Words before a source that is nobody in particular.
const ANONYMOUS_OPENINGS: [&str; 12] = [
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

/// Where the words that name an anonymous source begin: "有分析", "也有观点".
fn find_anonymous_source(layout: &Layout<'_>, segment: &Range<usize>) -> Option<usize> {
    let opening = &layout.text[trim_punctuation(layout.text, segment.clone())];
    let vague = |hit: &LexiconMatch| hit.sense == HanSense::AnonymousSource;
    // "有分析称": the source is part of the cue
    if ANONYMOUS_OPENINGS.contains(&opening) && layout.hits_at(segment.end).any(vague) {
        return Some(trim_punctuation(layout.text, segment.clone()).start);
    }
    let range = trim_punctuation(layout.text, segment.clone());
    let source = layout
        .hits_in(range.clone())
        .find(|hit| hit.sense == HanSense::AnonymousSource && hit.end == range.end)?;
    let opening = &layout.text[range.start..source.start];
    ANONYMOUS_OPENINGS.contains(&opening).then_some(range.start)
}

/// The subject after "就", to whom the cue belongs: 议会 in "N就议会要求…作出回应".
fn subject_after_about(layout: &Layout<'_>, rest: Range<usize>) -> Option<(Range<usize>, MentionParts)> {
    let about = layout
        .hits_in(rest.clone())
        .find(|hit| &layout.text[hit.start..hit.end] == "就")?;
    match speaker_parser::parse_speaker(layout, about.end..rest.end) {
        speaker_parser::SpeakerParse::Mention(range, who) if range.end == rest.end => Some((range, who)),
        _ => None,
    }
}

/// The speaker of one of the clauses right before: "N出示了图表，称…".
fn find_earlier_subject(layout: &Layout<'_>, sentence: &Range<usize>, segment: usize) -> CueSubject {
    const CLAUSES_MAX: usize = 3;
    let mut at = segment;
    for _ in 0..CLAUSES_MAX {
        if at <= sentence.start {
            break;
        }
        let comma = layout.text[..at].chars().next_back().map_or(0, char::len_utf8);
        let end = at - comma;
        let start = find_clause_start(layout, sentence, end);
        match speaker_parser::parse_speaker(layout, start..end) {
            speaker_parser::SpeakerParse::Mention(range, who) => return CueSubject::Named(range, who),
            speaker_parser::SpeakerParse::NoSpeaker => return CueSubject::None,
            _ => {}
        }
        if let Some((range, who)) = speaker_parser::parse_leading_speaker(layout, start..end) {
            return CueSubject::Named(range, who);
        }
        at = start;
    }
    CueSubject::None
}

/// The beginning of the clause that contains `at`: after the last comma, colon or quotation.
pub(super) fn find_clause_start(layout: &Layout<'_>, sentence: &Range<usize>, at: usize) -> usize {
    Step::Byte.count(at - sentence.start);
    let mut start = sentence.start;
    let mut bracket = 0;
    for (offset, c) in layout.text[sentence.start..at].char_indices() {
        let place = sentence.start + offset;
        match c {
            '《' | '（' | '(' => bracket += 1,
            '》' | '）' | ')' => bracket -= 1,
            _ if bracket > 0 => {}
            c if (is_comma(c) || matches!(c, '：' | ':' | '。' | '！' | '？'))
                && !layout.is_quoted(place) =>
            {
                start = place + c.len_utf8();
            }
            '”' | '」' | '』' => {
                // a long quotation ends a clause, a quoted word does not
                let stopped = layout.text[..place].ends_with(['，', '。', '！', '？', ',']);
                let long = layout.quotation_at(place).is_some_and(|q| {
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
