//! The words said: before a cue or after it.

use super::cue_occurrence::{ContentPlacement, CueOccurrence, CueSubject, is_comma};
use super::han_report::HanReport;
use super::numbered_list;
use crate::domain::SpeakerKind;
use crate::extract::certainty::Trust;
use crate::extract::draft::TRUST_PERCENT_MIN;
use crate::extract::han::characters::trim_punctuation;
use crate::extract::han::layout::Layout;
use crate::extract::lexicon::han_lexicon::HanSense;
use std::ops::Range;

/// Reads the report of one cue: its words, with the rule and trust; `None` if it has no speaker or no words.
pub(super) fn read_content(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    occurrences: &[CueOccurrence],
    index: usize,
) -> Option<HanReport> {
    let occurrence = &occurrences[index];
    let entry = &layout.lexicon.cues[occurrence.cue];
    let mut cue_start = occurrence.hit.start;
    let (subject, who, shared) = match &occurrence.subject {
        CueSubject::Named(range, who) => (Some(range.clone()), Some(*who), false),
        CueSubject::Anonymous(start) => {
            cue_start = *start;
            (None, None, false)
        }
        CueSubject::Shared => {
            let earlier = occurrences[..index].iter().rev().find_map(|s| match &s.subject {
                CueSubject::Named(range, who) => Some((range.clone(), *who)),
                _ => None,
            })?;
            (Some(earlier.0), Some(earlier.1), true)
        }
        CueSubject::None => return None,
    };
    if subject
        .as_ref()
        .is_some_and(|subject| is_journalist_question(layout, subject, &entry.lemma))
    {
        return None;
    }
    let is_rule = who.is_some_and(|who| who.kind == SpeakerKind::Document);
    if layout.lexicon.provision_only_cues.contains(&entry.lemma) && !is_rule {
        return None;
    }
    let (pieces, rule, sure) = match (&occurrence.target, occurrence.placement) {
        (Some((object, _)), _) => {
            let sure = Trust::new(66, "an attitude to what is named before");
            (vec![object.clone()], "attitude", sure)
        }
        (None, ContentPlacement::Before) => words_before_cue(layout, sentence, occurrence)?,
        (None, _) => words_after_cue(layout, sentence, occurrences, index)?,
    };
    // "重申了…", "提出了…": reports a deed, not words
    let done = occurrence.placement == ContentPlacement::DirectlyAfter
        && layout.text[occurrence.hit.end..].starts_with('了');
    let unknown = who.is_some_and(|who| who.kind == SpeakerKind::Unknown);
    let sure = sure
        .reduce_if(entry.weak, 25, "the cue is as often no report")
        .reduce_if(done, 30, "a deed is told, not words")
        .reduce_if(entry.mental, 8, "the cue tells a thought")
        .reduce_if(shared, 10, "the subject of an earlier cue")
        .reduce_if(unknown, 15, "no speaker is known by these words");
    (sure.percent() >= TRUST_PERCENT_MIN).then(|| HanReport {
        pieces,
        cue: Some(cue_start..occurrence.hit.end),
        lemma: entry.lemma.clone(),
        cue_act: occurrence.target.as_ref().map(|(_, act)| *act).or(entry.act),
        cue_act_traits: entry.act_traits,
        subject,
        mention: who,
        is_carried: false,
        rule,
        trust: sure,
        is_cue_weak: entry.weak,
        is_mental: entry.mental,
        is_quoted: rule == "speaker-cue-quote",
        points: Vec::new(),
        sentence: sentence.clone(),
    })
}

/// Whether the report is a journalist's question, which is left out: "记者问".
fn is_journalist_question(layout: &Layout<'_>, subject: &Range<usize>, lemma: &str) -> bool {
    let question =
        lemma.ends_with(['问', '問', '道']) || lemma.starts_with(['问', '問', '提', '追', '询', '詢']);
    question
        && lemma.contains(['问', '問'])
        && layout
            .hits_in(subject.clone())
            .any(|hit| hit.end == subject.end && hit.sense == HanSense::QuestionLabel)
}

/// Reads the unquoted words after the comma as another statement: “…”N说，….
pub(super) fn read_words_after_quotation(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    occurrences: &[CueOccurrence],
    index: usize,
    report: &HanReport,
) -> Option<HanReport> {
    if report.rule != "quote-speaker-cue" || report.pieces.len() > 1 {
        return None;
    }
    let end = occurrences.get(index + 1).map_or(sentence.end, |next| {
        next.clause_start.max(occurrences[index].content_start)
    });
    let piece = trim_punctuation(layout.text, occurrences[index].content_start..end);
    let long = layout.text[piece.clone()].chars().count() >= 6;
    (long && !layout.is_quoted(piece.start)).then(|| HanReport {
        pieces: vec![piece],
        rule: "speaker-cue-comma",
        trust: Trust::new(80, "words behind a comma"),
        ..report.clone()
    })
}

/// The words before the cue: “…”N说。 and …，N说。
fn words_before_cue(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    occurrence: &CueOccurrence,
) -> Option<(Vec<Range<usize>>, &'static str, Trust)> {
    if let Some(quotation) = layout
        .quotation_before(occurrence.clause_start)
        .filter(|q| occurrence.clause_start - q.end <= 3)
    {
        let mut pieces = vec![inside_quotation(layout.text, quotation)];
        // a quotation right after the cue continues the one before it: “…，”N说，“…”
        if let Some(next) = layout
            .quotation_from(occurrence.hit.end)
            .filter(|q| q.start - occurrence.hit.end <= 3)
        {
            pieces.push(inside_quotation(layout.text, next));
        }
        pieces.retain(|p| p.start < p.end);
        return (!pieces.is_empty()).then_some((
            pieces,
            "quote-speaker-cue",
            Trust::new(95, "a quotation before its cue"),
        ));
    }
    let end = trim_punctuation(layout.text, sentence.start..occurrence.clause_start).end;
    let start = sentence.start;
    let entry = &layout.lexicon.cues[occurrence.cue];
    let said = layout.text[start..end.max(start)].chars().count();
    let saying = entry.act.is_none()
        || entry
            .lemma
            .ends_with(['说', '說', '称', '稱', '道', '言', '为', '為']);
    (said >= 6 && !entry.weak && entry.takes_clause && saying).then(|| {
        (
            vec![trim_punctuation(layout.text, start..end)],
            "words-speaker-cue",
            Trust::new(70, "words before their cue"),
        )
    })
}

/// The words after the cue: a quotation, a clause or a noun phrase.
fn words_after_cue(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    occurrences: &[CueOccurrence],
    index: usize,
) -> Option<(Vec<Range<usize>>, &'static str, Trust)> {
    let occurrence = &occurrences[index];
    let text = layout.text;
    let entry = &layout.lexicon.cues[occurrence.cue];
    // "提出过": the particle belongs to the verb
    let aspect = text[occurrence.content_start..sentence.end].chars().next();
    let aspect = aspect
        .filter(|c| matches!(c, '过' | '過'))
        .map_or(0, char::len_utf8);
    let content = occurrence.content_start + aspect;
    let start = content + leading_blank_length(&text[content..sentence.end]);
    if let Some(piece) = quotation_after_cue(layout, sentence, start) {
        let sure = Trust::new(95, "a quotation behind its cue");
        return (piece.start < piece.end).then_some((vec![piece], "speaker-cue-quote", sure));
    }
    let end = end_of_words_after_cue(layout, sentence, occurrences, index, start)?;
    let mut piece = trim_punctuation(text, start..end);
    if occurrence.placement == ContentPlacement::DirectlyAfter && !entry.takes_clause {
        // a noun phrase ends at the comma
        let comma = text[piece.clone()]
            .char_indices()
            .find(|(_, c)| is_comma(*c))
            .map(|(at, _)| piece.start + at);
        piece.end = comma.unwrap_or(piece.end);
    }
    let length = text[piece.clone()]
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(4)
        .count();
    if length < 4 {
        return None;
    }
    if occurrence.placement == ContentPlacement::DirectlyAfter && is_bare_noun(layout, &piece) {
        return None;
    }
    let announces = occurrence.placement == ContentPlacement::DirectlyAfter
        && numbered_list::is_announcement(layout, &piece);
    let (rule, sure) = if announces {
        let sure = Trust::new(80, "a list that is announced");
        (numbered_list::ANNOUNCEMENT_RULE, sure)
    } else {
        rule_of_placement(occurrence.placement, entry.takes_clause)
    };
    Some((vec![piece], rule, sure))
}

/// The rule and the trust for unquoted words after a cue.
fn rule_of_placement(placement: ContentPlacement, takes_clause: bool) -> (&'static str, Trust) {
    match placement {
        ContentPlacement::AfterColon => ("speaker-cue-colon", Trust::new(88, "words behind a colon")),
        ContentPlacement::AfterComma => ("speaker-cue-comma", Trust::new(88, "words behind a comma")),
        _ if takes_clause => ("speaker-cue-clause", Trust::new(78, "a clause behind its cue")),
        _ => (
            "speaker-cue-object",
            Trust::new(62, "a noun phrase behind its cue"),
        ),
    }
}

/// Whether the piece only names the kind of words, and does not give the words: "提出工作建议".
fn is_bare_noun(layout: &Layout<'_>, piece: &Range<usize>) -> bool {
    const NOUN_MAX: usize = 8;
    let text = &layout.text[piece.clone()];
    text.chars().count() <= NOUN_MAX
        && !numbered_list::is_announcement(layout, piece)
        && layout
            .hits_in(piece.clone())
            .any(|hit| hit.end == piece.end && hit.sense == HanSense::EnumerationNoun)
}

/// The inside of the quotation that begins after a cue, if it is all that is said there.
fn quotation_after_cue(layout: &Layout<'_>, sentence: &Range<usize>, start: usize) -> Option<Range<usize>> {
    let text = layout.text;
    let quotation = layout.quotation_at(start).filter(|q| q.start == start)?;
    let rest = trim_punctuation(text, quotation.end..sentence.end);
    let closed = text[..quotation.end].trim_end_matches(['”', '」', '』', '"']);
    let alone = rest.start >= rest.end
        || text[quotation.end..].starts_with(['，', '。', ','])
        || closed.ends_with(['，', '。', '！', '？', ',', '…']);
    (alone && text[quotation.clone()].chars().count() > 4).then(|| inside_quotation(text, quotation))
}

/// The end of the words after a cue: that of the sentence, or the beginning of the next report; `None` if all of them
/// belong to the next report.
fn end_of_words_after_cue(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    occurrences: &[CueOccurrence],
    index: usize,
    start: usize,
) -> Option<usize> {
    let occurrence = &occurrences[index];
    for next in &occurrences[index + 1..] {
        let cue = &layout.lexicon.cues[next.cue];
        // a thought or a wish belongs to the words said
        let thought = cue.mental && occurrence.placement != ContentPlacement::DirectlyAfter;
        // "N说，中方反对…": the position of the speaker's side is part of N's words
        let own = occurrence.placement != ContentPlacement::DirectlyAfter
            && next.placement == ContentPlacement::DirectlyAfter
            && next.has_side_as_subject(layout);
        let stated = matches!(next.subject, CueSubject::Named(..) | CueSubject::Shared)
            && !cue.weak
            && !thought
            && !own;
        if !stated || next.placement == ContentPlacement::Before {
            continue;
        }
        // words that begin with another report belong to that one
        if next.clause_start <= start + 3 && occurrence.placement != ContentPlacement::DirectlyAfter {
            return None;
        }
        if next.clause_start > start {
            // "N称，针对…，M表示": the words before the next report only say when or about what
            let between = trim_punctuation(layout.text, start..next.clause_start);
            let frame =
                occurrence.placement != ContentPlacement::DirectlyAfter && is_circumstance(layout, &between);
            return (!frame).then_some(next.clause_start);
        }
    }
    Some(sentence.end)
}

/// Whether a clause only says when, or about what, something is said.
fn is_circumstance(layout: &Layout<'_>, clause: &Range<usize>) -> bool {
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

fn leading_blank_length(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\n']).len()
}

/// The inside of a quotation, without a comma at its end.
pub(super) fn inside_quotation(text: &str, quotation: &Range<usize>) -> Range<usize> {
    let words = &text[quotation.clone()];
    let open = words.chars().next().map_or(0, char::len_utf8);
    let single = words.starts_with('\u{2018}');
    let close = words
        .chars()
        .next_back()
        .filter(|c| matches!(c, '”' | '」' | '』' | '»' | '"') || single && *c == '\'')
        .map_or(0, char::len_utf8);
    let range = quotation.start + open..(quotation.end - close).max(quotation.start + open);
    // a comma inside the marks belongs to the sentence around it
    let said = text[range.clone()].trim_end_matches(['，', ',']);
    range.start..range.start + said.len()
}
