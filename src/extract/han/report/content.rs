//! What was said, before its reporting word or behind it.

use super::cue_occurrence::{Form, Site, Subject, is_comma};
use super::{Report, numbered_list, trimmed};
use crate::domain::SpeakerKind;
use crate::extract::certainty::Trust;
use crate::extract::draft::TRUST_PERCENT_MIN;
use crate::extract::han::layout::{Layout, is_han};
use crate::extract::lexicon::han_lexicon::HanSense;
use std::ops::Range;

pub(super) fn report(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    sites: &[Site],
    index: usize,
) -> Option<Report> {
    let site = &sites[index];
    let entry = &layout.lexicon.cues[site.cue];
    let mut cue_start = site.hit.start;
    let (subject, who, shared) = match &site.subject {
        Subject::Named(range, who) => (Some(range.clone()), Some(*who), false),
        Subject::Nobody(start) => {
            cue_start = *start;
            (None, None, false)
        }
        Subject::Shared => {
            let earlier = sites[..index].iter().rev().find_map(|s| match &s.subject {
                Subject::Named(range, who) => Some((range.clone(), *who)),
                _ => None,
            })?;
            (Some(earlier.0), Some(earlier.1), true)
        }
        Subject::None => return None,
    };
    if subject
        .as_ref()
        .is_some_and(|subject| asks(layout, subject, &entry.lemma))
    {
        return None;
    }
    let is_rule = who.is_some_and(|who| who.kind == SpeakerKind::Document);
    if layout.lexicon.provision_only_cues.contains(&entry.lemma) && !is_rule {
        return None;
    }
    let (pieces, rule, sure) = match (&site.toward, site.form) {
        (Some((object, _)), _) => {
            let sure = Trust::of(66, "an attitude to what is named before");
            (vec![object.clone()], "attitude", sure)
        }
        (None, Form::Behind) => behind(layout, sentence, site)?,
        (None, _) => ahead(layout, sentence, sites, index)?,
    };
    // "重申了…", "提出了…": what was done is told, not what was said
    let done = site.form == Form::Straight && layout.text[site.hit.end..].starts_with('了');
    let unknown = who.is_some_and(|who| who.kind == SpeakerKind::Unknown);
    let sure = sure
        .less_if(entry.weak, 25, "the cue is as often no report")
        .less_if(done, 30, "a deed is told, not words")
        .less_if(entry.mental, 8, "the cue tells a thought")
        .less_if(shared, 10, "the subject of an earlier cue")
        .less_if(unknown, 15, "no speaker is known by these words");
    (sure.percent() >= TRUST_PERCENT_MIN).then(|| Report {
        pieces,
        cue: Some(cue_start..site.hit.end),
        lemma: entry.lemma.clone(),
        act: site.toward.as_ref().map(|(_, act)| *act).or(entry.act),
        cue_content: entry.act_traits,
        subject,
        who,
        carried: false,
        rule,
        sure,
        weak: entry.weak,
        mental: entry.mental,
        quoted: rule == "speaker-cue-quote",
        onward: false,
        points: Vec::new(),
        sentence: sentence.clone(),
    })
}

/// "记者问": a journalist's question is left out.
fn asks(layout: &Layout<'_>, subject: &Range<usize>, lemma: &str) -> bool {
    let question =
        lemma.ends_with(['问', '問', '道']) || lemma.starts_with(['问', '問', '提', '追', '询', '詢']);
    question
        && lemma.contains(['问', '問'])
        && layout
            .hits_in(subject.clone())
            .any(|hit| hit.end == subject.end && hit.sense == HanSense::QuestionLabel)
}

/// “…”N说，…: what stands behind the comma unquoted is a statement of its own.
pub(super) fn further(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    sites: &[Site],
    index: usize,
    report: &Report,
) -> Option<Report> {
    if report.rule != "quote-speaker-cue" || report.pieces.len() > 1 {
        return None;
    }
    let end = sites
        .get(index + 1)
        .map_or(sentence.end, |next| next.clause.max(sites[index].content));
    let piece = trimmed(layout.text, sites[index].content..end);
    let long = layout.text[piece.clone()].chars().count() >= 6;
    (long && !layout.quoted(piece.start)).then(|| Report {
        pieces: vec![piece],
        rule: "speaker-cue-comma",
        sure: Trust::of(80, "words behind a comma"),
        ..report.clone()
    })
}

/// “…”N说。 and …，N说。
fn behind(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    site: &Site,
) -> Option<(Vec<Range<usize>>, &'static str, Trust)> {
    if let Some(quotation) = layout
        .quotation_before(site.clause)
        .filter(|q| site.clause - q.end <= 3)
    {
        let mut pieces = vec![inside(layout.text, quotation)];
        // “…，”N说，“…”
        if let Some(next) = layout
            .quotation_from(site.hit.end)
            .filter(|q| q.start - site.hit.end <= 3)
        {
            pieces.push(inside(layout.text, next));
        }
        pieces.retain(|p| p.start < p.end);
        return (!pieces.is_empty()).then_some((
            pieces,
            "quote-speaker-cue",
            Trust::of(95, "a quotation before its cue"),
        ));
    }
    let end = trimmed(layout.text, sentence.start..site.clause).end;
    let start = sentence.start;
    let entry = &layout.lexicon.cues[site.cue];
    let said = layout.text[start..end.max(start)].chars().count();
    let saying = entry.act.is_none()
        || entry
            .lemma
            .ends_with(['说', '說', '称', '稱', '道', '言', '为', '為']);
    (said >= 6 && !entry.weak && entry.takes_clause && saying).then(|| {
        (
            vec![trimmed(layout.text, start..end)],
            "words-speaker-cue",
            Trust::of(70, "words before their cue"),
        )
    })
}

fn ahead(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    sites: &[Site],
    index: usize,
) -> Option<(Vec<Range<usize>>, &'static str, Trust)> {
    let site = &sites[index];
    let text = layout.text;
    let entry = &layout.lexicon.cues[site.cue];
    // "提出过": the particle of what once happened belongs to the verb
    let aspect = text[site.content..sentence.end].chars().next();
    let aspect = aspect
        .filter(|c| matches!(c, '过' | '過'))
        .map_or(0, char::len_utf8);
    let content = site.content + aspect;
    let start = content + blank(&text[content..sentence.end]);
    if let Some(piece) = quoted_ahead(layout, sentence, start) {
        let sure = Trust::of(95, "a quotation behind its cue");
        return (piece.start < piece.end).then_some((vec![piece], "speaker-cue-quote", sure));
    }
    let end = ahead_end(layout, sentence, sites, index, start)?;
    let mut piece = trimmed(text, start..end);
    if site.form == Form::Straight && !entry.takes_clause {
        // a noun phrase: up to the comma
        let comma = text[piece.clone()]
            .char_indices()
            .find(|(_, c)| is_comma(*c))
            .map(|(at, _)| piece.start + at);
        piece.end = comma.unwrap_or(piece.end);
    }
    let length = text[piece.clone()]
        .chars()
        .filter(|c| is_han(*c) || c.is_alphanumeric())
        .take(4)
        .count();
    if length < 4 {
        return None;
    }
    if site.form == Form::Straight && is_bare_noun(layout, &piece) {
        return None;
    }
    let announces = site.form == Form::Straight && numbered_list::is_announcement(layout, &piece);
    Some(match site.form {
        _ if announces => (
            vec![piece],
            numbered_list::ANNOUNCED,
            Trust::of(80, "a list that is announced"),
        ),
        Form::Colon => (
            vec![piece],
            "speaker-cue-colon",
            Trust::of(88, "words behind a colon"),
        ),
        Form::Comma => (
            vec![piece],
            "speaker-cue-comma",
            Trust::of(88, "words behind a comma"),
        ),
        _ if entry.takes_clause => (
            vec![piece],
            "speaker-cue-clause",
            Trust::of(78, "a clause behind its cue"),
        ),
        _ => (
            vec![piece],
            "speaker-cue-object",
            Trust::of(62, "a noun phrase behind its cue"),
        ),
    })
}

/// "提出工作建议": what kind of words, and none of them.
fn is_bare_noun(layout: &Layout<'_>, piece: &Range<usize>) -> bool {
    const NOUN_MAX: usize = 8;
    let text = &layout.text[piece.clone()];
    text.chars().count() <= NOUN_MAX
        && !numbered_list::is_announcement(layout, piece)
        && layout
            .hits_in(piece.clone())
            .any(|hit| hit.end == piece.end && hit.sense == HanSense::EnumerationNoun)
}

/// The inside of the quotation that begins behind a cue, where it is all that is said there.
fn quoted_ahead(layout: &Layout<'_>, sentence: &Range<usize>, start: usize) -> Option<Range<usize>> {
    let text = layout.text;
    let quotation = layout.quotation(start).filter(|q| q.start == start)?;
    let rest = trimmed(text, quotation.end..sentence.end);
    let closed = text[..quotation.end].trim_end_matches(['”', '」', '』', '"']);
    let alone = rest.start >= rest.end
        || text[quotation.end..].starts_with(['，', '。', ','])
        || closed.ends_with(['，', '。', '！', '？', ',', '…']);
    (alone && text[quotation.clone()].chars().count() > 4).then(|| inside(text, quotation))
}

/// Where what is said behind a cue ends: with the sentence, or where the next report begins; `None` where all of it
/// belongs to that one.
fn ahead_end(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    sites: &[Site],
    index: usize,
    start: usize,
) -> Option<usize> {
    let site = &sites[index];
    for next in &sites[index + 1..] {
        let cue = &layout.lexicon.cues[next.cue];
        // a thought or a wish that is told belongs to what is said
        let thought = cue.mental && site.form != Form::Straight;
        // "N说，中方反对…": whose side N is on tells N's words
        let own = site.form != Form::Straight && next.form == Form::Straight && next.is_of_a_side(layout);
        let stated =
            matches!(next.subject, Subject::Named(..) | Subject::Shared) && !cue.weak && !thought && !own;
        if !stated || next.form == Form::Behind {
            continue;
        }
        // what begins with another report is that one's
        if next.clause <= start + 3 && site.form != Form::Straight {
            return None;
        }
        if next.clause > start {
            // "N称，针对…，M表示": all that stands before the next report only tells when or about what
            let between = trimmed(layout.text, start..next.clause);
            let frame = site.form != Form::Straight && is_frame(layout, &between);
            return (!frame).then_some(next.clause);
        }
    }
    Some(sentence.end)
}

/// Whether a clause only tells when, or about what, something is said.
fn is_frame(layout: &Layout<'_>, clause: &Range<usize>) -> bool {
    const ENDS: [&str; 13] = [
        "后",
        "後",
        "时",
        "時",
        "之前",
        "前",
        "之际",
        "之際",
        "下",
        "期间",
        "期間",
        "的表态",
        "问题",
    ];
    const BEGINNINGS: [&str; 14] = [
        "针对", "針對", "对于", "對於", "关于", "關於", "谈到", "談到", "就", "随着", "隨著", "面对", "面對",
        "鉴于",
    ];
    let text = &layout.text[clause.clone()];
    let single = !text.contains(['，', ',', '；']);
    single
        && (ENDS.iter().any(|end| text.ends_with(end))
            || BEGINNINGS.iter().any(|word| text.starts_with(word)))
}

fn blank(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\n']).len()
}

/// The inside of a quotation.
pub(super) fn inside(text: &str, quotation: &Range<usize>) -> Range<usize> {
    let words = &text[quotation.clone()];
    let open = words.chars().next().map_or(0, char::len_utf8);
    let single = words.starts_with('\u{2018}');
    let close = words
        .chars()
        .next_back()
        .filter(|c| matches!(c, '”' | '」' | '』' | '»' | '"') || single && *c == '\'')
        .map_or(0, char::len_utf8);
    let range = quotation.start + open..(quotation.end - close).max(quotation.start + open);
    // a comma inside the marks belongs to the sentence around
    let said = text[range.clone()].trim_end_matches(['，', ',']);
    range.start..range.start + said.len()
}
