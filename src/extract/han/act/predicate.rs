//! The tests that decide the act of a Chinese clause. The first one that passes, in the order of [`precedence`],
//! decides.

use super::clause::{Clause, ClauseSubject, PredicateWord};
use crate::domain::Act;
use crate::extract::act::precedence;
use crate::extract::lexicon::PredicateKind;
use std::ops::Range;

/// Returns the act of the clause, the rule that found it, and the words that mark it; `None` where no test passes.
pub(super) fn classify_clause(clause: &Clause<'_>) -> Option<(Act, &'static str, Range<usize>)> {
    precedence::first_act(|act| match act {
        Act::Denial => find_denial(clause),
        Act::Proposal => find_proposal(clause),
        Act::Call => find_call(clause),
        Act::Commitment => find_commitment(clause),
        Act::Announcement => find_announcement(clause),
        Act::Warning => find_warning(clause),
        Act::Forecast => find_forecast(clause),
        Act::Expressive => find_expressive(clause),
        Act::Position => find_position(clause),
        Act::Claim => None,
    })
}

/// Denial: rejects that something is so, or that the speaker did it.
fn find_denial(clause: &Clause<'_>) -> Option<Range<usize>> {
    if let Some(word) = clause.act_marker(Act::Denial) {
        return Some(word);
    }
    if clause.has_predicate(PredicateKind::YET) {
        return None;
    }
    let denied = clause
        .words
        .iter()
        .position(|word| word.is(PredicateKind::HAN_NEGATION))?;
    let place = clause.words[denied].place.clone();
    let judged = clause.has_predicate(PredicateKind::EVALUATIVE | PredicateKind::EVALUATIVE_NOUN);
    let behind = &clause.text[place.end..];
    // the speaker rejects a description of the subject: 不是X
    let is_not = clause.words[denied].is(PredicateKind::HAN_COPULA) && !judged;
    let outright = clause.has_predicate(PredicateKind::OUTRIGHT_NEGATION) || behind.contains("任何");
    let own_deed = clause.subject == ClauseSubject::SpeakerSide
        && clause.text[place.clone()].contains(['没', '沒', '未', '无', '無']);
    (is_not || outright && !judged || own_deed && !judged).then_some(place)
}

/// Proposal: puts forward a measure, plan, body or change to be adopted.
fn find_proposal(clause: &Clause<'_>) -> Option<Range<usize>> {
    let word = clause
        .find_predicate(PredicateKind::PROPOSES)
        .or_else(|| clause.act_marker(Act::Proposal))?;
    let done = clause
        .words
        .iter()
        .any(|w| w.is(PredicateKind::PERFECTIVE) && w.place.start < word.start);
    let noun = clause.text[word.end..]
        .chars()
        .next()
        .is_none_or(|c| matches!(c, '，' | '。' | '是' | '的'));
    (!done && !noun && clause.subject != ClauseSubject::Thing).then_some(word)
}

/// Call: asks or urges somebody to do or stop something.
fn find_call(clause: &Clause<'_>) -> Option<Range<usize>> {
    if let Some(word) = clause.act_marker(Act::Call) {
        return Some(word);
    }
    let calls = clause.words.iter().find(|word| word.is(PredicateKind::CALLS));
    if let Some(word) =
        calls.filter(|_| clause.may_be_speaker_side() && !clause.has_predicate(PredicateKind::PERFECTIVE))
    {
        let wish = clause.text[word.place.end..].chars().count() >= 3;
        if wish {
            return Some(word.place.clone());
        }
    }
    if let Some(word) = find_subjectless_call(clause) {
        return Some(word);
    }
    let obliged = clause
        .words
        .iter()
        .find(|word| word.is(PredicateKind::OBLIGATION))?;
    let undergoes =
        |word: &PredicateWord| word.is(PredicateKind::HAN_PASSIVE) && word.place.start == obliged.place.end;
    if clause.words.iter().any(undergoes) {
        return None;
    }
    let somebody = clause.words.iter().any(|word| {
        word.place.start < obliged.place.start
            && word.is(PredicateKind::ACTOR_NOUN | PredicateKind::SECOND_PERSON | PredicateKind::SIDE_NOUN)
    });
    (somebody || clause.subject == ClauseSubject::Actor).then(|| obliged.place.clone())
}

/// A call without a subject, addressed to whoever is meant: 要正视差距, 推动…. A clause that judges is no call (加强合作符合…).
fn find_subjectless_call(clause: &Clause<'_>) -> Option<Range<usize>> {
    let judged = clause.act_marker(Act::Position).is_some()
        || clause.has_predicate(PredicateKind::HAN_COPULA | PredicateKind::EVALUATIVE_NOUN);
    let first = clause
        .words
        .first()
        .filter(|_| clause.subject == ClauseSubject::Unnamed)?;
    let begins = clause.text[..first.place.start]
        .trim_matches([' ', '“', '「'])
        .is_empty();
    let measure = first.is(PredicateKind::MEASURE_VERB)
        && !judged
        && !clause.has_predicate(PredicateKind::PERFECTIVE | PredicateKind::FUTURE);
    let bids = first.is(PredicateKind::BARE_OBLIGATION);
    (begins && (bids || measure)).then(|| first.place.clone())
}

/// Commitment: binds the speaker, or the speaker's side, to a deed of its own.
fn find_commitment(clause: &Clause<'_>) -> Option<Range<usize>> {
    let willing = clause.act_marker(Act::Commitment);
    if willing.is_some() && clause.subject != ClauseSubject::Thing {
        return willing;
    }
    if !clause.may_be_speaker_side() || clause.has_predicate(PredicateKind::POSSIBILITY | PredicateKind::BAD)
    {
        return None;
    }
    clause.find_predicate(PredicateKind::COMMITS).or_else(|| {
        let coming = clause.find_predicate(PredicateKind::FUTURE)?;
        let denied = clause.has_predicate(PredicateKind::HAN_NEGATION);
        let scheduled = clause.has_predicate(PredicateKind::SCHEDULES)
            || clause.has_predicate(PredicateKind::HARMS) && !denied;
        (clause.subject == ClauseSubject::SpeakerSide && !scheduled).then_some(coming)
    })
}

/// Announcement: makes known what the speaker's side decided, did or scheduled.
fn find_announcement(clause: &Clause<'_>) -> Option<Range<usize>> {
    if let Some(word) = clause.act_marker(Act::Announcement) {
        return Some(word);
    }
    let coming = clause.find_predicate(PredicateKind::FUTURE).filter(|_| {
        clause.has_predicate(PredicateKind::SCHEDULES) && !clause.has_predicate(PredicateKind::BAD)
    });
    let decided = clause.find_predicate(PredicateKind::DECIDES).filter(|_| {
        clause.subject == ClauseSubject::SpeakerSide && clause.has_predicate(PredicateKind::PERFECTIVE)
    });
    coming.or(decided)
}

/// Warning: something bad may happen, or a risk exists.
fn find_warning(clause: &Clause<'_>) -> Option<Range<usize>> {
    if clause.has_predicate(PredicateKind::HAN_NEGATION) {
        return None;
    }
    if let Some(word) = clause.act_marker(Act::Warning) {
        return Some(word);
    }
    let coming = clause.has_predicate(PredicateKind::FUTURE | PredicateKind::POSSIBILITY);
    let bad = clause
        .find_predicate(PredicateKind::BAD | PredicateKind::HARMS | PredicateKind::THREATENS)
        .filter(|_| coming);
    bad.or_else(|| {
        let there = clause.has_predicate(PredicateKind::HAN_COPULA)
            && !clause.has_predicate(PredicateKind::EVALUATIVE);
        let threat = clause.find_predicate(PredicateKind::THREATENS).filter(|word| {
            // the word is the verb "threaten" only where an object follows it (威胁X); else it is the noun
            let object = clause.text[word.end..]
                .chars()
                .take_while(|c| c.is_alphanumeric())
                .count();
            object >= 2 && !clause.text[word.end..].starts_with('的')
        });
        clause
            .find_predicate(PredicateKind::BAD)
            .filter(|_| there)
            .or(threat)
    })
}

/// Forecast: something will or may happen that is neither bad nor the speaker's own deed.
fn find_forecast(clause: &Clause<'_>) -> Option<Range<usize>> {
    clause
        .act_marker(Act::Forecast)
        .or_else(|| clause.find_predicate(PredicateKind::EXPECTS))
        .or_else(|| clause.find_predicate(PredicateKind::FUTURE | PredicateKind::POSSIBILITY))
}

/// Expressive: thanks, regret, apology, condolence, congratulation, welcome.
fn find_expressive(clause: &Clause<'_>) -> Option<Range<usize>> {
    clause
        .act_marker(Act::Expressive)
        .filter(|_| clause.subject != ClauseSubject::Thing)
}

/// Position: judges something as good, bad, right, needed or acceptable; is for or against it.
fn find_position(clause: &Clause<'_>) -> Option<Range<usize>> {
    if let Some(word) = clause
        .act_marker(Act::Position)
        .or_else(|| clause.find_predicate(PredicateKind::OBLIGATION))
    {
        return Some(word);
    }
    let stand = clause.find_predicate(PredicateKind::JUDGES);
    if stand.is_some() && clause.may_be_speaker_side() {
        return stand;
    }
    if let Some(value) = clause
        .find_predicate(PredicateKind::EVALUATIVE_NOUN)
        .filter(|_| clause.has_predicate(PredicateKind::HAN_COPULA))
    {
        return Some(value);
    }
    let value = clause
        .words
        .iter()
        .find(|word| word.is(PredicateKind::EVALUATIVE))?;
    // a judgment at the end of the clause (很重要), or before a final 的 or 了 (是…的), is about the subject, and not
    // about a noun after it
    let rest = clause.text[value.place.end..].trim_end_matches(['，', '。', '！', '；', ',', '”', '」', ' ']);
    let said_of_subject = rest.is_empty() || rest == "的" || rest == "了";
    // after 是, a judgment of the noun after it is about the subject too: 是正确的选择
    let is = clause
        .find_predicate(PredicateKind::HAN_COPULA)
        .is_some_and(|is| is.start < value.place.start)
        && rest.starts_with('的');
    (said_of_subject || is).then(|| value.place.clone())
}
