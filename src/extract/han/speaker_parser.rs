//! Parses who is named before a cue: removes what opens and what follows the mention of the speaker, and classifies
//! the rest.
//!
//! `parse_speaker` and `strip_opening` call each other, because "如N宣布" is only an opening if a speaker follows it.

use super::adverbial::{credit_length, is_issuing_deed, opens_adverbial, starts_date};
use super::characters::trim_punctuation;
use super::layout::Layout;
use super::mention::MentionParts;
use super::mention_classifier::{MENTION_BYTES_MAX, classify_mention, find_name_at_end};
use super::written_date::date_length;
use crate::domain::SpeakerKind;
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use crate::extract::steps::Step;
use std::ops::Range;

/// What stands before a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SpeakerParse {
    /// A speaker, in this stretch.
    Mention(Range<usize>, MentionParts),
    /// Only adverbs and times, or nothing.
    Empty,
    /// Words that are no known mention.
    Unknown,
    /// The article itself, or nobody in particular: no speaker at all.
    NoSpeaker,
}

/// Parses the speaker at the beginning of the stretch. Adverbials may follow.
pub(super) fn parse_speaker(layout: &Layout<'_>, segment: Range<usize>) -> SpeakerParse {
    Step::Byte.count(segment.len());
    let mut range = trim_punctuation(layout.text, segment);
    strip_opening(layout, &mut range);
    cut_before_deed(layout, &mut range);
    if range.start >= range.end {
        return SpeakerParse::Empty;
    }
    if layout
        .hits_at(range.start)
        .any(|h| h.sense == HanSense::FirstPerson || h.sense == HanSense::Impersonal && h.end == range.end)
    {
        return SpeakerParse::NoSpeaker;
    }
    // first the whole stretch, then shorter ones: what is cut off must begin as an adverbial does
    let whole = classify_mention(layout, range.clone());
    if let Some(who) = whole.filter(|who| who.is_person() || !has_addressee_phrase(layout, &range)) {
        return SpeakerParse::Mention(range, who);
    }
    let cuts: Vec<usize> = layout.text[range.clone()]
        .char_indices()
        .skip(1)
        .take_while(|(at, _)| *at <= MENTION_BYTES_MAX)
        .map(|(at, _)| range.start + at)
        .collect();
    let mut adverbial_only = opens_adverbial(layout, range.start, range.end);
    let mut found: Option<(Range<usize>, MentionParts)> = None;
    for cut in cuts {
        let inside_name = layout.text[..cut].ends_with(|c| layout.lexicon.name_dots.contains(&c));
        if inside_name || !opens_adverbial(layout, cut, range.end) {
            continue;
        }
        let head = trim_punctuation(layout.text, range.start..cut);
        match (classify_mention(layout, head.clone()), &found) {
            (Some(who), None) => found = Some((head, who)),
            // where titles continue to a name, the longer mention wins: "主席特别代表某某"
            (Some(who), Some((shorter, first)))
                if who.is_person()
                    && (first.name.is_none()
                        && first.pronoun.is_none()
                        && continues_with_titles(layout, shorter.end..head.end)
                        || first.is_person() && joins_another_person(layout, shorter.end..head.end)) =>
            {
                found = Some((head, who));
            }
            _ => {}
        }
        adverbial_only |= found.is_none() && range.start >= cut;
    }
    // a named speaker before an adverbial wins over what the end of the adverbial names: "某某对这一决定"
    let named = found
        .as_ref()
        .is_some_and(|(_, who)| who.name.is_some() || who.pronoun.is_some());
    // after 对 or 向 stands the person addressed, not the speaker: "某某公司发言人对记者"
    let is_addressing = found.is_some() && layout.text[range.clone()].contains(['对', '對', '向']);
    if let Some(who) = whole.filter(|_| !named && !is_addressing) {
        return SpeakerParse::Mention(range, who);
    }
    if let Some((head, who)) = found {
        return SpeakerParse::Mention(head, who);
    }
    if let Some((tail, who)) = parse_described_person(layout, &range) {
        return SpeakerParse::Mention(tail, who);
    }
    if adverbial_only {
        SpeakerParse::Empty
    } else {
        SpeakerParse::Unknown
    }
}

/// Cuts the stretch before a deed that the speaker does on the way: "外交部9日发表声明".
fn cut_before_deed(layout: &Layout<'_>, range: &mut Range<usize>) {
    let deed = layout
        .hits_in(range.clone())
        .find(|hit| is_issuing_deed(layout, hit) && !layout.is_quoted(hit.start));
    // "主持会议的李强": here the deed describes the speaker
    let is_description = |at: usize| layout.text[at..range.end].contains('的');
    if let Some(deed) = deed
        && !is_description(deed.end)
    {
        range.end = trim_punctuation(layout.text, range.start..deed.start)
            .end
            .max(range.start);
    }
}

/// The person after a description that ends with 的: "多次来访的N".
fn parse_described_person(layout: &Layout<'_>, range: &Range<usize>) -> Option<(Range<usize>, MentionParts)> {
    let text = &layout.text[range.clone()];
    let at = text.rfind('的').filter(|at| *at > 0)? + '的'.len_utf8();
    let tail = trim_punctuation(layout.text, range.start + at..range.end);
    if tail.start >= tail.end || layout.is_quoted(tail.start) {
        return None;
    }
    match parse_speaker(layout, tail) {
        SpeakerParse::Mention(range, who) if who.is_person() => Some((range, who)),
        _ => None,
    }
}

/// The known person or pronoun at the beginning of the stretch, whatever follows: "N拿出一张图展示".
pub(super) fn parse_leading_speaker(
    layout: &Layout<'_>,
    segment: Range<usize>,
) -> Option<(Range<usize>, MentionParts)> {
    const TITLES_MAX: usize = 90;
    let mut range = trim_punctuation(layout.text, segment);
    strip_opening(layout, &mut range);
    let pronoun = layout.hits_at(range.start).find_map(|hit| match hit.sense {
        HanSense::Pronoun { plural, feminine } if hit.end <= range.end && !layout.is_masked(hit) => {
            Some((hit.start..hit.end, plural, feminine))
        }
        _ => None,
    });
    if let Some((place, plural, feminine)) = pronoun {
        let who = MentionParts {
            pronoun: Some((plural, feminine)),
            ..MentionParts::of_kind(SpeakerKind::Person)
        };
        return Some((place, who));
    }
    let titles = layout
        .hits_in(range.clone())
        .take_while(|hit| hit.start < range.start + TITLES_MAX)
        .filter(|hit| hit.sense == HanSense::Title)
        .map(|hit| hit.end);
    let (start, length) = std::iter::once(range.start).chain(titles).find_map(|start| {
        let length = layout.names.person_name_length(&layout.text[start..range.end])?;
        Some((start, length))
    })?;
    let who = classify_mention(layout, range.start..start + length).filter(MentionParts::is_person)?;
    Some((range.start..start + length, who))
}

/// Whether the stretch may contain a speaker and an addressee: "N向安理会".
fn has_addressee_phrase(layout: &Layout<'_>, range: &Range<usize>) -> bool {
    layout.hits_in(range.clone()).any(|h| {
        h.start > range.start && matches!(h.sense, HanSense::Preposition | HanSense::TowardPreposition)
    })
}

/// Whether the stretch continues the speaker with titles: it has a title, no date and no preposition.
fn continues_with_titles(layout: &Layout<'_>, range: Range<usize>) -> bool {
    let mut titled = false;
    for hit in layout.hits_in(range.clone()) {
        match hit.sense {
            HanSense::Title => titled = true,
            HanSense::Preposition | HanSense::Cue(_) | HanSense::DayOffset(_) | HanSense::Weekday(_) => {
                return false;
            }
            _ => {}
        }
    }
    titled && !layout.text[range].contains(|c: char| c.is_ascii_digit())
}

/// Whether the stretch adds one more person: "和卢某某".
fn joins_another_person(layout: &Layout<'_>, range: Range<usize>) -> bool {
    let text = &layout.text[range.clone()];
    let Some(rest) = text.strip_prefix(['和', '与', '與', '及', '、']) else {
        return false;
    };
    let start = range.end - rest.len();
    classify_mention(layout, start..range.end).is_some_and(|who| who.is_person())
}

/// Takes the stretch, without adverbials at its end, as a speaker of unknown kind; `None` if it cannot be a speaker.
pub(super) fn parse_unknown_speaker(
    layout: &Layout<'_>,
    segment: Range<usize>,
) -> Option<(Range<usize>, MentionParts)> {
    let mut range = trim_punctuation(layout.text, segment);
    strip_opening(layout, &mut range);
    let pronoun = layout.hits_in(range.clone()).find_map(|h| match h.sense {
        HanSense::Pronoun { plural, feminine } => Some((h.start..h.end, plural, feminine)),
        _ => None,
    });
    if let Some((place, plural, feminine)) = pronoun {
        return Some((
            place,
            MentionParts {
                pronoun: Some((plural, feminine)),
                ..MentionParts::of_kind(SpeakerKind::Person)
            },
        ));
    }
    let cut = layout.text[range.clone()]
        .char_indices()
        .skip(2)
        .map(|(at, _)| range.start + at)
        .find(|at| {
            layout
                .hits_at(*at)
                .any(|h| matches!(h.sense, HanSense::BeforeCue | HanSense::DayOffset(_)))
                || starts_date(&layout.text[*at..range.end])
        });
    range.end = cut.unwrap_or(range.end);
    if let Some(named) = find_name_at_end(layout, &range) {
        let who = MentionParts {
            name: Some((named.start, named.end)),
            capacity: (range.start < named.start).then_some((range.start, named.start)),
            ..MentionParts::of_kind(SpeakerKind::Person)
        };
        return Some((range, who));
    }
    if cannot_be_speaker(layout, &range) {
        return None;
    }
    let count = layout.text[range.clone()].chars().count();
    (2..=24)
        .contains(&count)
        .then(|| (range, MentionParts::of_kind(SpeakerKind::Unknown)))
}

/// Whether the words cannot be a speaker: an adverbial, or a deed.
fn cannot_be_speaker(layout: &Layout<'_>, range: &Range<usize>) -> bool {
    const OPENINGS: [&str; 16] = [
        "在", "当", "當", "每当", "每當", "由于", "由於", "透过", "透過", "虽", "如", "若", "为了", "為了",
        "这", "這",
    ];
    let text = &layout.text[range.clone()];
    let adverbial = layout.hits_at(range.start).any(|hit| {
        hit.end < range.end
            && matches!(
                hit.sense,
                HanSense::Negation | HanSense::Modal | HanSense::TowardPreposition | HanSense::PassiveMarker
            )
    });
    adverbial
        || text.contains(['了', '着', '过', '過', '是'])
        || OPENINGS.iter().any(|word| text.starts_with(word))
}

/// Removes the credit, connectives and times before the speaker.
fn strip_opening(layout: &Layout<'_>, range: &mut Range<usize>) {
    let opening = credit_length(&layout.text[range.clone()]);
    *range = trim_punctuation(layout.text, range.start + opening..range.end);
    // 如 ("such as") introduces an example and is no part of the speaker: "如N宣布"
    let example = &layout.text[range.clone()];
    // only one 如: each more would be parsed once more
    if example.starts_with('如')
        && !example.starts_with("如如")
        && !layout.hits_at(range.start).any(|h| h.end > range.start + 3)
    {
        let rest = range.start + '如'.len_utf8()..range.end;
        if matches!(parse_speaker(layout, rest.clone()), SpeakerParse::Mention(..)) {
            *range = rest;
        }
    }
    // 有 ("there are") before a title or a group is no part of the speaker: "有专家建议"
    let some = range.start + '有'.len_utf8();
    let is_described = |h: &LexiconMatch| matches!(h.sense, HanSense::Title | HanSense::Group);
    if layout.text[range.clone()].starts_with('有')
        && layout
            .hits_at(some)
            .any(|h| h.end <= range.end && is_described(h))
        && !layout.hits_at(range.start).any(|h| h.end > some)
    {
        range.start = some;
    }
    loop {
        let start = range.start;
        let skip = layout
            .hits_at(start)
            .filter(|h| h.end <= range.end)
            .find(|h| {
                matches!(
                    h.sense,
                    HanSense::NotInSpeaker
                        | HanSense::BeforeCue
                        | HanSense::DayOffset(_)
                        | HanSense::PeriodOffset(..)
                        | HanSense::Month
                )
            })
            .filter(|_| {
                !layout.hits_at(start).any(|h| {
                    matches!(
                        h.sense,
                        HanSense::Title | HanSense::Institution | HanSense::GenericParty
                    ) && h.end > start + 3
                })
            })
            .map(|h| h.end);
        let date = date_length(&layout.text[start..range.end]);
        match skip.or((date > 0).then_some(start + date)) {
            Some(end) => *range = trim_punctuation(layout.text, end..range.end),
            None => break,
        }
        if range.start >= range.end || range.start == start {
            break;
        }
    }
}
