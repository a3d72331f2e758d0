//! The tests that decide the act of a main clause. The first one that passes, in the order of [`precedence`],
//! decides.

use super::main_clause::MainClause;
use super::precedence;
use super::subject::ClauseSubject;
use super::tense::{self, Tense};
use crate::domain::Act;
use crate::extract::lexicon::{PhraseMeaning, PredicateKind, VerbForm, WordClass};
use std::ops::Range;

/// Returns the act of the clause, the rule that found it, and the words that mark it; `None` where no test passes.
pub(super) fn classify_clause(main: &MainClause<'_, '_>) -> Option<(Act, &'static str, Range<usize>)> {
    precedence::first_act(|act| match act {
        Act::Denial => find_denial(main),
        Act::Proposal => find_proposal(main),
        Act::Call => find_call(main),
        Act::Commitment => find_commitment(main),
        Act::Announcement => find_announcement(main),
        Act::Warning => find_warning(main),
        Act::Forecast => find_forecast(main),
        Act::Expressive => find_expressive(main),
        Act::Position => find_position(main),
        Act::Claim => None,
    })
}

/// Denial: rejects that something is so, or that the speaker did it.
fn find_denial(main: &MainClause<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.act_marker(Act::Denial) {
        return Some(words);
    }
    let rejects = main.verb_with_kind(PredicateKind::DENIES);
    if rejects.is_some() && main.subject.is_own() && !main.is_negated && !main.is_passive {
        return rejects;
    }
    // to assert that nobody did it, or that nothing happened, is to deny it: "(a assuré qu')aucune décision n'avait
    // été prise"
    let nobody = main
        .clause
        .subject
        .clone()
        .any(|at| main.page.has_predicate(at, PredicateKind::NEGATIVE_SUBJECT));
    if nobody
        && main.tense == Tense::Past
        && main.report.act == Some(Act::Claim)
        && main.report.rule != "source"
    {
        return main.verb_tokens();
    }
    let verb = main.verb_tokens().filter(|_| main.is_negated)?;
    // a speaker who does not believe something rejects that it is so: "je ne crois pas que X soit Y"
    let unbelieved = main.subject.is_own() && main.clause.complement.is_some();
    if unbelieved && main.verb_with_kind(PredicateKind::OPINES).is_some() {
        return Some(verb);
    }
    if main
        .clause
        .words
        .iter()
        .any(|at| main.page.has_predicate(*at, PredicateKind::YET))
    {
        return None;
    }
    let outright = || {
        let words = main.clause.words.iter();
        words
            .clone()
            .any(|at| main.page.has_predicate(*at, PredicateKind::OUTRIGHT_NEGATION))
    };
    let past = main.tense == Tense::Past;
    let judged = main
        .attribute_with_kind(PredicateKind::EVALUATIVE | PredicateKind::BAD | PredicateKind::EMOTION)
        .is_some();
    match main.subject {
        ClauseSubject::Impersonal if past && outright() => Some(verb),
        ClauseSubject::Speaker | ClauseSubject::Side(_) if past && !judged => Some(verb),
        // the speaker rejects a description of the subject: "ce n'est pas un cadeau"
        ClauseSubject::Thing | ClauseSubject::Demonstrative | ClauseSubject::Actor
            if main.is_copular() && !judged && has_nominal_complement(main) =>
        {
            Some(verb)
        }
        _ => None,
    }
}

/// Whether a noun phrase follows the verb: "n'est pas un accident".
fn has_nominal_complement(main: &MainClause<'_, '_>) -> bool {
    let skipped = WordClass::NEGATION | WordClass::ADVERB | WordClass::AUXILIARY_BE;
    let next = main.clause.predicate().find(|at| {
        !main.page.has_class(*at, skipped)
            || main.page.has_class(*at, WordClass::DETERMINER)
                && !main.page.has_class(*at, WordClass::NEGATION)
    });
    next.is_some_and(|at| {
        main.page.has_class(at, WordClass::DETERMINER)
            && main
                .page
                .meaning(at, |m| matches!(m, PhraseMeaning::ActMarker(_)))
                .is_none()
    })
}

/// Proposal: puts forward a measure, plan, body or change to be adopted.
fn find_proposal(main: &MainClause<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.act_marker(Act::Proposal) {
        return Some(words);
    }
    let own = main.subject.is_own()
        || main.subject == ClauseSubject::None
        || main.subject == ClauseSubject::Demonstrative;
    let body = main.subject == ClauseSubject::Actor && main.tense == Tense::Present;
    let asked = matches!(main.tense, Tense::Obligation | Tense::Advice | Tense::Possibility);
    main.verb_with_kind(PredicateKind::PROPOSES)
        .filter(|_| (own || body) && !main.is_negated && !main.is_passive && !asked)
}

/// Call: asks or urges somebody to do or stop something.
fn find_call(main: &MainClause<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.act_marker(Act::Call) {
        return Some(words);
    }
    if let Some(words) = find_imperative(main) {
        return Some(words);
    }
    let verb = main.verb_tokens()?;
    let asked = matches!(main.tense, Tense::Obligation | Tense::Advice);
    // an actor has to act: "les maires doivent agir". A duty about a thing is a position instead. After a source
    // phrase, "devrait" foretells and is no duty: "selon N, les maires devraient …"
    let foretold = main.report.rule == "source" && main.tense == Tense::Advice;
    let other = match &main.subject {
        ClauseSubject::Side(words) => !words.clone().any(|at| {
            main.page
                .has_predicate(at, PredicateKind::FIRST_PERSON_POSSESSIVE)
        }),
        subject => subject.is_actor(),
    };
    if asked && other && !main.is_passive && !main.is_copular() && !foretold {
        return Some(verb);
    }
    let own = main.subject.is_own() || main.subject == ClauseSubject::Actor && main.tense == Tense::Present;
    let urges = main.verb_with_kind(PredicateKind::CALLS);
    if urges.is_some() && own && !main.is_negated && !main.is_passive && !asked {
        return urges;
    }
    let wishes = main.verb_with_kind(PredicateKind::WISHES);
    if own && wishes.is_some() && wishes_others_to_act(main) {
        return wishes;
    }
    // what has to be is a call where somebody who can act has to do it: "il faut que les maires agissent"
    let obliged = main.subject == ClauseSubject::Impersonal
        && main.page.has_predicate(verb.start, PredicateKind::OBLIGATION);
    (obliged && complement_has_actor(main)).then_some(verb)
}

/// Whether the speaker wishes that others act: "voulons que …", "want them to …".
fn wishes_others_to_act(main: &MainClause<'_, '_>) -> bool {
    let Some(verb) = main.clause.verb else {
        return false;
    };
    if main.clause.complement.is_some() {
        return true;
    }
    let page = main.page;
    // a noun or pronoun between the verb and "to"
    let wish = (verb..main.end.min(verb + 5)).find(|t| page.has_predicate(*t, PredicateKind::WISHES));
    page.lexicon.bare_clauses()
        && wish.is_some_and(|wish| {
            let to =
                (wish + 2..main.end.min(wish + 9)).find(|t| page.has_class(*t, WordClass::INFINITIVE_MARKER));
            to.is_some_and(|to| {
                !page.has_class(wish + 1, WordClass::INFINITIVE_MARKER)
                    && page.lexicon.is_base_form(page.word(to + 1))
            })
        })
}

/// Whether the subject of the clause after "il faut que" can act.
fn complement_has_actor(main: &MainClause<'_, '_>) -> bool {
    let Some(complement) = main.clause.complement.clone() else {
        return false;
    };
    let page = main.page;
    let words = complement.start..complement.end.min(complement.start + 6);
    let passive = words
        .clone()
        .any(|at| page.has_class(at, WordClass::AUXILIARY_BE) && tense::is_passive(page, at, complement.end));
    if passive {
        return false;
    }
    words.clone().any(|at| {
        page.has_predicate(
            at,
            PredicateKind::ACTOR_NOUN | PredicateKind::SIDE_NOUN | PredicateKind::SECOND_PERSON,
        ) || page.is_name_word(at)
            || matches!(
                page.noun_at(at),
                Some((
                    PhraseMeaning::Role(_) | PhraseMeaning::Institution | PhraseMeaning::Group,
                    _
                ))
            )
            || at == words.start
                && page
                    .meaning(at, |m| matches!(m, PhraseMeaning::Pronoun(_)))
                    .is_some()
    })
}

/// An imperative, that is, a clause that begins with its verb: "Release them now.", "Ouvrez les archives."
fn find_imperative(main: &MainClause<'_, '_>) -> Option<Range<usize>> {
    let page = main.page;
    let first = *main
        .clause
        .words
        .iter()
        .find(|at| !page.has_class(**at, WordClass::ADVERB))?;
    // a coordinated verb shares the subject of the verb before, so it is no imperative: "… to investigate and submit"
    if !main.clause.subject.is_empty() {
        return None;
    }
    if main.clause.is_question || !main.is_verbatim() || page.has_predicate(first, PredicateKind::FEELS) {
        return None;
    }
    if page.lexicon.bare_clauses() {
        let verb = main.clause.verb.is_none_or(|verb| verb == first);
        let auxiliary = WordClass::AUXILIARY_BE
            | WordClass::AUXILIARY_HAVE
            | WordClass::MODAL
            | WordClass::FUTURE_AUXILIARY
            | WordClass::DETERMINER
            | WordClass::PREPOSITION;
        let next_noun = main
            .page
            .has_class(first + 1, WordClass::DETERMINER | WordClass::PREPOSITION)
            || page
                .meaning(first + 1, |m| {
                    matches!(m, PhraseMeaning::Pronoun(_) | PhraseMeaning::FirstPerson)
                })
                .is_some()
            || page.is_word(first + 1) && main.clause.verb == Some(first);
        let base = page.has_form(first, VerbForm::Infinitive) && !page.has_class(first, auxiliary);
        let noun = page.noun_at(first).is_some() && !page.has_class(first + 1, WordClass::DETERMINER);
        return (verb && base && next_noun && !noun).then_some(first..first + 1);
    }
    let word = page.text_of(&(first..first + 1));
    let form = page.lexicon.ends_as_imperative(word) && page.has_form(first, VerbForm::Finite);
    (form && main.clause.verb == Some(first)).then_some(first..first + 1)
}

/// Commitment: binds the speaker, or the speaker's side, to a deed of its own.
fn find_commitment(main: &MainClause<'_, '_>) -> Option<Range<usize>> {
    let verb = main.verb_tokens();
    let asserted = main.report.act == Some(Act::Claim) && main.report.rule != "source";
    // who asserts that something will be done promises it: "ces contrôles seront effectués"
    if main.tense == Tense::Future && main.is_passive && asserted && main.subject == ClauseSubject::Thing {
        return verb;
    }
    // what the speaker says will not happen is a promise too: "personne ne sera licencié", "there will be no …"
    let nobody = main
        .clause
        .subject
        .clone()
        .any(|at| main.page.has_predicate(at, PredicateKind::NEGATIVE_SUBJECT));
    let never = main.is_passive && (nobody || main.is_negated)
        || main.subject == ClauseSubject::Impersonal && main.is_negated;
    if main.tense.is_future() && never && main.report.rule != "source" {
        return verb;
    }
    if !main.subject.is_own() {
        return None;
    }
    if let Some(words) = main.act_marker(Act::Commitment) {
        return Some(words);
    }
    if !main.is_negated {
        let behind = WordClass::PREPOSITION | WordClass::INFINITIVE_MARKER | WordClass::NOUN_LINK;
        let ready = main
            .attribute_with_kind(PredicateKind::READY)
            .filter(|at| main.is_copular() && main.page.has_class(at.end, behind));
        if let Some(words) = ready.or_else(|| main.verb_with_kind(PredicateKind::COMMITS)) {
            return Some(words);
        }
    }
    if states_intention(main) && main.tense != Tense::Past && !main.is_negated {
        return verb;
    }
    // in the speaker's own words, a conditional ("je serais") is a supposition and no promise; in indirect speech it
    // is a future
    let supposed = main.tense == Tense::Conditional && main.is_verbatim();
    let no_deed =
        PredicateKind::EXPECTS | PredicateKind::OPINES | PredicateKind::HARMS | PredicateKind::THREATENS;
    let going = main.verb_with_kind(PredicateKind::GOING_TO).is_some();
    // what the subject will be is a promise ("l'État sera au rendez-vous"), unless it is judged or counted
    let counted = main.clause.predicate().any(|at| main.page.is_number(at + 1));
    let judged = main
        .attribute_with_kind(PredicateKind::EVALUATIVE | PredicateKind::BAD | PredicateKind::EMOTION)
        .is_some();
    let being = !main.is_copular() || going || !counted && !judged && main.tense == Tense::Future;
    let deed = !main.is_passive && being && main.verb_with_kind(no_deed).is_none();
    (main.tense.is_future() && deed && !supposed).then_some(verb?)
}

/// Whether the verb states an intention and the infinitive after it is a deed: "comptons réduire", "intend to cut".
fn states_intention(main: &MainClause<'_, '_>) -> bool {
    let page = main.page;
    let Some(verb) = main.clause.verb else {
        return false;
    };
    let intention = (verb..main.end.min(verb + 4)).find(|t| page.has_class(*t, WordClass::INTENTION_VERB));
    intention.is_some_and(|at| {
        let next = tense::next_in_group(page, at, main.end);
        let deed = next
            .filter(|t| !page.has_class(*t, WordClass::INFINITIVE_MARKER))
            .or_else(|| tense::next_in_group(page, next?, main.end));
        let to = next.is_some_and(|t| page.has_class(t, WordClass::INFINITIVE_MARKER));
        deed.is_some_and(|t| {
            let infinitive = if page.lexicon.bare_clauses() {
                to
            } else {
                page.can_be_infinitive(t)
            };
            infinitive
                && !page.has_class(t, WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE)
                && !page.has_predicate(t, PredicateKind::POSSIBILITY)
        })
    })
}

/// Announcement: makes known what the speaker's side decided, did or scheduled.
fn find_announcement(main: &MainClause<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.act_marker(Act::Announcement) {
        return Some(words);
    }
    let done = matches!(main.tense, Tense::Past | Tense::Present) && !main.is_negated && !main.is_passive;
    let decided = main.verb_with_kind(PredicateKind::DECIDES);
    if decided.is_some() && main.subject.is_own() && done {
        return decided;
    }
    if !main.tense.is_future() || main.report.rule == "source" {
        return None;
    }
    let told = main.is_passive || has_day(main);
    let scheduled = main
        .verb_with_kind(PredicateKind::SCHEDULES)
        .or_else(|| main.verb_tokens().filter(|_| told));
    scheduled.filter(|_| !main.is_negated)
}

/// Maximum number of tokens before the clause that are searched for a day.
const DAY_REACH_TOKENS: usize = 5;

/// Whether the clause names a day on which something takes place.
fn has_day(main: &MainClause<'_, '_>) -> bool {
    let page = main.page;
    let month = |at: usize| {
        page.meaning(at, |m| matches!(m, PhraseMeaning::Month(_)))
            .is_some()
    };
    let opening = main.clause.subject.start.saturating_sub(DAY_REACH_TOKENS)..main.clause.subject.start;
    opening.chain(main.clause.predicate()).any(|at| {
        let numbered = page.is_number(at + 1) || at > 0 && page.is_number(at - 1);
        page.meaning(at, |m| {
            matches!(m, PhraseMeaning::Weekday(_) | PhraseMeaning::DayOffset(_))
        })
        .is_some()
            || month(at) && numbered
    })
}

/// Warning: something bad may happen, or a risk exists.
fn find_warning(main: &MainClause<'_, '_>) -> Option<Range<usize>> {
    let past = matches!(main.tense, Tense::Past | Tense::ConditionalPast);
    if main.is_negated {
        return None;
    }
    if let Some(words) = main.act_marker(Act::Warning) {
        return Some(words);
    }
    if past {
        return None;
    }
    if let Some(words) = main.verb_with_kind(PredicateKind::THREATENS) {
        return Some(words);
    }
    if main.tense.is_future() || main.tense == Tense::Possibility {
        let bad = main
            .clause
            .predicate()
            .take(8)
            .find(|at| main.page.has_predicate(*at, PredicateKind::BAD));
        return main
            .verb_with_kind(PredicateKind::HARMS)
            .or_else(|| bad.map(|at| at..at + 1));
    }
    let has = main
        .clause
        .verb
        .is_some_and(|verb| main.page.has_class(verb, WordClass::AUXILIARY_HAVE));
    // a phrase without a verb names a risk where the cue leaves the act open: "un risque systémique"
    let phrase = main.clause.verb.is_none() && main.report.act.is_none();
    let there = phrase || main.is_copular() || has || main.subject == ClauseSubject::Impersonal;
    main.attribute_with_kind(PredicateKind::BAD)
        .filter(|at| there && !main.page.has_predicate(at.start, PredicateKind::EVALUATIVE))
}

/// Forecast: something will or may happen that is neither bad nor the speaker's own deed.
fn find_forecast(main: &MainClause<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.act_marker(Act::Forecast) {
        return Some(words);
    }
    let judged = main.is_copular() && main.attribute_with_kind(PredicateKind::EVALUATIVE).is_some();
    // after a source phrase, "devrait" states what is expected, and is no advice: "selon N, X devrait …"
    let expected = main.tense == Tense::Advice && main.report.rule == "source";
    let coming = main.tense.is_future() || main.tense == Tense::Possibility;
    let expects = main
        .verb_with_kind(PredicateKind::EXPECTS)
        .filter(|_| main.tense != Tense::Past);
    expects.or_else(|| main.verb_tokens().filter(|_| (coming || expected) && !judged))
}

/// Expressive: thanks, regret, apology, condolence, congratulation, welcome.
fn find_expressive(main: &MainClause<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.act_marker(Act::Expressive) {
        return Some(words);
    }
    let own = main.subject.is_own();
    let feeling = main
        .attribute_with_kind(PredicateKind::EMOTION)
        .filter(|_| main.is_copular() && own);
    feeling.or_else(|| {
        main.verb_with_kind(PredicateKind::FEELS)
            .filter(|_| own && !main.is_passive)
    })
}

/// Position: judges something as good, bad, right, needed or acceptable; is for or against it.
fn find_position(main: &MainClause<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.act_marker(Act::Position) {
        return Some(words);
    }
    if matches!(main.tense, Tense::Obligation | Tense::Advice) {
        return main.verb_tokens();
    }
    let own = main.subject.is_own();
    if own && !main.is_passive {
        let stand =
            main.verb_with_kind(PredicateKind::JUDGES | PredicateKind::WISHES | PredicateKind::OPINES);
        if stand.is_some() {
            return stand;
        }
    }
    let attribute = main.is_copular()
        || main.subject == ClauseSubject::Impersonal
        || main.clause.verb.is_none() && main.is_verbatim();
    main.attribute_with_kind(PredicateKind::EVALUATIVE | PredicateKind::BAD)
        .filter(|_| attribute)
        .or_else(|| {
            main.verb_with_kind(PredicateKind::JUDGES)
                .filter(|_| main.subject == ClauseSubject::Demonstrative)
        })
}
