//! What a main clause does, in the order of acts: the first test that it passes tells its act.

use super::clause::Clause;
use super::precedence;
use super::subject::Subject;
use super::tense::{self, Tense};
use crate::domain::Act;
use crate::extract::attribution::Report;
use crate::extract::content;
use crate::extract::lexicon::{PhraseMeaning, PredicateKind, VerbForm, WordClass};
use crate::extract::page::Page;
use std::ops::Range;

/// A main clause, and what the tests ask of it.
#[derive(Debug)]
pub(super) struct Main<'a, 't> {
    pub(super) page: &'a Page<'t>,
    pub(super) report: &'a Report,
    pub(super) clause: &'a Clause,
    pub(super) subject: Subject,
    pub(super) tense: Tense,
    pub(super) negated: bool,
    pub(super) passive: bool,
    /// Behind the last word of the sentence.
    pub(super) end: usize,
}

/// The act of the clause, the rule that told it, and the words.
pub(super) fn act(main: &Main<'_, '_>) -> Option<(Act, &'static str, Range<usize>)> {
    precedence::first(|act| match act {
        Act::Denial => denies(main),
        Act::Proposal => proposes(main),
        Act::Call => calls(main),
        Act::Commitment => commits(main),
        Act::Announcement => announces(main),
        Act::Warning => warns(main),
        Act::Forecast => foretells(main),
        Act::Expressive => expresses(main),
        Act::Position => judges(main),
        Act::Claim => None,
    })
}

impl<'a, 't> Main<'a, 't> {
    pub(super) fn new(
        page: &'a Page<'t>,
        report: &'a Report,
        clause: &'a Clause,
        subject: Subject,
        end: usize,
    ) -> Self {
        let verb = clause.verb;
        Self {
            page,
            report,
            clause,
            subject,
            tense: verb.map_or(Tense::Present, |verb| tense::of(page, verb, end)),
            negated: verb.is_some_and(|verb| is_negated(page, verb, end)),
            passive: verb.is_some_and(|verb| tense::is_passive(page, verb, end)),
            end,
        }
    }

    /// The first word of the clause that marks the act.
    fn marked(&self, act: Act) -> Option<Range<usize>> {
        // "le risque de": a noun, where the marker is a verb
        let noun = |at: usize| {
            act == Act::Warning && self.page.follows_determiner(at) && self.page.has_verb_form(at)
        };
        self.clause.words.iter().filter(|at| !noun(**at)).find_map(|at| {
            let (_, length) = self.page.meaning(*at, |m| *m == PhraseMeaning::ActMarker(act))?;
            Some(*at..at + length)
        })
    }

    /// The verb of the group that carries its sense, where it is such a predicate: "propose", "a proposé".
    fn verb(&self, predicate: PredicateKind) -> Option<Range<usize>> {
        let verb = self.clause.verb?;
        let mut at = verb;
        loop {
            if self.page.has_predicate(at, predicate) {
                return Some(verb..at + 1);
            }
            let group = WordClass::AUXILIARY_HAVE
                | WordClass::AUXILIARY_BE
                | WordClass::MODAL
                | WordClass::FUTURE_AUXILIARY
                | WordClass::INFINITIVE_MARKER;
            let aids = PredicateKind::CONDITIONAL
                | PredicateKind::OBLIGATION
                | PredicateKind::ADVICE
                | PredicateKind::POSSIBILITY;
            if !self.page.has_class(at, group) && !self.page.has_predicate(at, aids | PredicateKind::GOING_TO)
            {
                return None;
            }
            at = tense::follower(self.page, at, self.end)?;
            if at > verb + 6 {
                return None;
            }
        }
    }

    /// The same, before any preposition: of what is said about the subject, not of what else is told.
    fn attribute(&self, predicate: PredicateKind) -> Option<Range<usize>> {
        let ends = WordClass::PREPOSITION | WordClass::RELATIVE | WordClass::INFINITIVE_MARKER;
        let article = |at: usize| {
            self.page.has_class(at, WordClass::DETERMINER)
                && !self.page.has_class(at - 1, WordClass::NOUN_LINK)
        };
        let behind = self.clause.predicate().enumerate();
        behind
            .take_while(|(n, at)| *n == 0 || !self.page.has_class(*at, ends) || article(*at))
            .map(|(_, at)| at)
            .find(|at| self.page.has_predicate(*at, predicate))
            .map(|at| at..at + 1)
    }

    fn verb_tokens(&self) -> Option<Range<usize>> {
        self.clause.verb.map(|verb| verb..verb + 1)
    }

    fn is_be(&self) -> bool {
        self.verb(PredicateKind::LINKING_VERB).is_some()
            || self.clause.verb.is_some_and(|verb| {
                self.page.has_class(verb, WordClass::AUXILIARY_BE)
                    || super::clause::is_contracted_be(self.page, verb)
                    || tense::follower(self.page, verb, self.end)
                        .is_some_and(|t| self.page.has_class(t, WordClass::AUXILIARY_BE))
                        && self.page.has_class(
                            verb,
                            WordClass::AUXILIARY_HAVE | WordClass::MODAL | WordClass::FUTURE_AUXILIARY,
                        )
                    || self
                        .page
                        .has_predicate(verb, PredicateKind::CONDITIONAL | PredicateKind::OBLIGATION)
                        && tense::follower(self.page, verb, self.end)
                            .is_some_and(|t| self.page.has_class(t, WordClass::AUXILIARY_BE))
            })
    }

    /// Whether the first sentence's words stand in quotation marks, or the report gives them as they were said.
    fn own_words(&self) -> bool {
        self.clause
            .words
            .first()
            .is_some_and(|at| self.page.quotation_at(*at).is_some())
            || matches!(self.report.rule, "turn" | "answer")
    }
}

/// Whether the verb group is denied: "ne … pas", "does not", "never". "ne … que" only restricts.
fn is_negated(page: &Page<'_>, verb: usize, end: usize) -> bool {
    let denied = |mut tokens: Range<usize>| tokens.any(|t| page.has_class(t, WordClass::NEGATION));
    if !page.lexicon.bare_clauses() {
        return denied(verb.saturating_sub(4)..verb) && denied(verb + 1..end.min(verb + 6));
    }
    let auxiliary = page.has_class(
        verb,
        WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE | WordClass::MODAL | WordClass::FUTURE_AUXILIARY,
    ) || super::clause::is_contracted_be(page, verb)
        || page.has_predicate(
            verb,
            PredicateKind::PAST | PredicateKind::CONDITIONAL | PredicateKind::POSSIBILITY,
        );
    let behind = if auxiliary { 4 } else { 2 };
    page.has_class(verb, WordClass::NEGATION)
        || denied(verb.saturating_sub(1)..verb)
        || denied(verb + 1..end.min(verb + behind))
}

/// 1. Rejects that something is so, or that one did it.
fn denies(main: &Main<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.marked(Act::Denial) {
        return Some(words);
    }
    let rejects = main.verb(PredicateKind::DENIES);
    if rejects.is_some() && main.subject.is_own() && !main.negated && !main.passive {
        return rejects;
    }
    // "(a assuré qu')aucune décision n'avait été prise"
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
    let verb = main.verb_tokens().filter(|_| main.negated)?;
    // "je ne crois pas que X soit Y" rejects that it is so
    let unbelieved = main.subject.is_own() && main.clause.complement.is_some();
    if unbelieved && main.verb(PredicateKind::OPINES).is_some() {
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
        .attribute(PredicateKind::EVALUATIVE | PredicateKind::BAD | PredicateKind::EMOTION)
        .is_some();
    match main.subject {
        Subject::Impersonal if past && outright() => Some(verb),
        Subject::Speaker | Subject::Side(_) if past && !judged => Some(verb),
        // "ce n'est pas un cadeau": it is not what somebody says it is
        Subject::Thing | Subject::PointsBack | Subject::Actor
            if main.is_be() && !judged && is_nominal(main) =>
        {
            Some(verb)
        }
        _ => None,
    }
}

/// Whether a noun phrase stands behind the verb: "n'est pas un accident".
fn is_nominal(main: &Main<'_, '_>) -> bool {
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

/// 2. Puts forward a measure, plan, body or change to be adopted.
fn proposes(main: &Main<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.marked(Act::Proposal) {
        return Some(words);
    }
    let own = main.subject.is_own() || main.subject == Subject::None || main.subject == Subject::PointsBack;
    let body = main.subject == Subject::Actor && main.tense == Tense::Present;
    let asked = matches!(main.tense, Tense::Obliged | Tense::Advised | Tense::Possible);
    main.verb(PredicateKind::PROPOSES)
        .filter(|_| (own || body) && !main.negated && !main.passive && !asked)
}

/// 3. Asks or urges somebody to do or stop something.
fn calls(main: &Main<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.marked(Act::Call) {
        return Some(words);
    }
    if let Some(words) = imperative(main) {
        return Some(words);
    }
    let verb = main.verb_tokens()?;
    let asked = matches!(main.tense, Tense::Obliged | Tense::Advised);
    // "les maires doivent agir": an actor is to act; what is to be done to a thing is judged
    let foretold = main.report.rule == "source" && main.tense == Tense::Advised;
    let other = match &main.subject {
        Subject::Side(words) => !words.clone().any(|at| {
            main.page
                .has_predicate(at, PredicateKind::FIRST_PERSON_POSSESSIVE)
        }),
        subject => subject.is_actor(),
    };
    if asked && other && !main.passive && !main.is_be() && !foretold {
        return Some(verb);
    }
    let own = main.subject.is_own() || main.subject == Subject::Actor && main.tense == Tense::Present;
    let urges = main.verb(PredicateKind::CALLS);
    if urges.is_some() && own && !main.negated && !main.passive && !asked {
        return urges;
    }
    let wishes = main.verb(PredicateKind::WISHES);
    if own && wishes.is_some() && others_act(main) {
        return wishes;
    }
    // "il faut que X fasse"
    let obliged =
        main.subject == Subject::Impersonal && main.page.has_predicate(verb.start, PredicateKind::OBLIGATION);
    (obliged && complement_has_actor(main)).then_some(verb)
}

/// "voulons que …", "want them to …": others are to do it.
fn others_act(main: &Main<'_, '_>) -> bool {
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

/// Whether somebody who can act is the subject of the clause behind "il faut que".
fn complement_has_actor(main: &Main<'_, '_>) -> bool {
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

/// "Release them now.", "Ouvrez les archives.": the clause begins with its verb.
fn imperative(main: &Main<'_, '_>) -> Option<Range<usize>> {
    let page = main.page;
    let first = *main
        .clause
        .words
        .iter()
        .find(|at| !page.has_class(**at, WordClass::ADVERB))?;
    // "… to investigate and submit": a coordinated verb has the subject of the one before
    if !main.clause.subject.is_empty() {
        return None;
    }
    if main.clause.asks || !main.own_words() || page.has_predicate(first, PredicateKind::FEELS) {
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

/// 4. Binds the speaker, or the side that he speaks for, to a deed of its own.
fn commits(main: &Main<'_, '_>) -> Option<Range<usize>> {
    let verb = main.verb_tokens();
    let asserted = main.report.act == Some(Act::Claim) && main.report.rule != "source";
    // "ces contrôles seront effectués": who assures so promises it
    if main.tense == Tense::Future && main.passive && asserted && main.subject == Subject::Thing {
        return verb;
    }
    // "personne ne sera licencié", "there will be no …": what will not happen is promised
    let nobody = main
        .clause
        .subject
        .clone()
        .any(|at| main.page.has_predicate(at, PredicateKind::NEGATIVE_SUBJECT));
    let never =
        main.passive && (nobody || main.negated) || main.subject == Subject::Impersonal && main.negated;
    if main.tense.is_future() && never && main.report.rule != "source" {
        return verb;
    }
    if !main.subject.is_own() {
        return None;
    }
    if let Some(words) = main.marked(Act::Commitment) {
        return Some(words);
    }
    if !main.negated {
        let behind = WordClass::PREPOSITION | WordClass::INFINITIVE_MARKER | WordClass::NOUN_LINK;
        let ready = main
            .attribute(PredicateKind::READY)
            .filter(|at| main.is_be() && main.page.has_class(at.end, behind));
        if let Some(words) = ready.or_else(|| main.verb(PredicateKind::COMMITS)) {
            return Some(words);
        }
    }
    if intends(main) && main.tense != Tense::Past && !main.negated {
        return verb;
    }
    // "je serais": the first person in its own words supposes, and promises nothing
    let supposed = main.tense == Tense::Conditional && main.own_words();
    let no_deed =
        PredicateKind::EXPECTS | PredicateKind::OPINES | PredicateKind::HARMS | PredicateKind::THREATENS;
    let going = main.verb(PredicateKind::GOING_TO).is_some();
    // "l'État sera au rendez-vous": what the subject will be is promised where nothing is judged or counted
    let counted = main.clause.predicate().any(|at| main.page.is_number(at + 1));
    let judged = main
        .attribute(PredicateKind::EVALUATIVE | PredicateKind::BAD | PredicateKind::EMOTION)
        .is_some();
    let being = !main.is_be() || going || !counted && !judged && main.tense == Tense::Future;
    let deed = !main.passive && being && main.verb(no_deed).is_none();
    (main.tense.is_future() && deed && !supposed).then_some(verb?)
}

/// "comptons réduire", "intend to cut": the verb of an intention before an infinitive that is a deed.
fn intends(main: &Main<'_, '_>) -> bool {
    let page = main.page;
    let Some(verb) = main.clause.verb else {
        return false;
    };
    let intention = (verb..main.end.min(verb + 4)).find(|t| page.has_class(*t, WordClass::INTENTION_VERB));
    intention.is_some_and(|at| {
        let next = tense::follower(page, at, main.end);
        let deed = next
            .filter(|t| !page.has_class(*t, WordClass::INFINITIVE_MARKER))
            .or_else(|| tense::follower(page, next?, main.end));
        let to = next.is_some_and(|t| page.has_class(t, WordClass::INFINITIVE_MARKER));
        deed.is_some_and(|t| {
            let infinitive = if page.lexicon.bare_clauses() {
                to
            } else {
                content::is_infinitive(page, t)
            };
            infinitive
                && !page.has_class(t, WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE)
                && !page.has_predicate(t, PredicateKind::POSSIBILITY)
        })
    })
}

/// 5. Makes known what the speaker's side decided, did or scheduled.
fn announces(main: &Main<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.marked(Act::Announcement) {
        return Some(words);
    }
    let done = matches!(main.tense, Tense::Past | Tense::Present) && !main.negated && !main.passive;
    let decided = main.verb(PredicateKind::DECIDES);
    if decided.is_some() && main.subject.is_own() && done {
        return decided;
    }
    if !main.tense.is_future() || main.report.rule == "source" {
        return None;
    }
    let told = main.passive || has_day(main);
    let scheduled = main
        .verb(PredicateKind::SCHEDULES)
        .or_else(|| main.verb_tokens().filter(|_| told));
    scheduled.filter(|_| !main.negated)
}

/// How many words before the clause can name a day.
const OPENING_REACH: usize = 5;

/// Whether the clause names the day or hour at which something takes place.
fn has_day(main: &Main<'_, '_>) -> bool {
    let page = main.page;
    let month = |at: usize| {
        page.meaning(at, |m| matches!(m, PhraseMeaning::Month(_)))
            .is_some()
    };
    let opening = main.clause.subject.start.saturating_sub(OPENING_REACH)..main.clause.subject.start;
    opening.chain(main.clause.predicate()).any(|at| {
        let numbered = page.is_number(at + 1) || at > 0 && page.is_number(at - 1);
        page.meaning(at, |m| {
            matches!(m, PhraseMeaning::Weekday(_) | PhraseMeaning::DayOffset(_))
        })
        .is_some()
            || month(at) && numbered
    })
}

/// 6. Something bad may come, or a risk is there.
fn warns(main: &Main<'_, '_>) -> Option<Range<usize>> {
    let past = matches!(main.tense, Tense::Past | Tense::ConditionalPast);
    if main.negated {
        return None;
    }
    if let Some(words) = main.marked(Act::Warning) {
        return Some(words);
    }
    if past {
        return None;
    }
    if let Some(words) = main.verb(PredicateKind::THREATENS) {
        return Some(words);
    }
    if main.tense.is_future() || main.tense == Tense::Possible {
        let bad = main
            .clause
            .predicate()
            .take(8)
            .find(|at| main.page.has_predicate(*at, PredicateKind::BAD));
        return main
            .verb(PredicateKind::HARMS)
            .or_else(|| bad.map(|at| at..at + 1));
    }
    let has = main
        .clause
        .verb
        .is_some_and(|verb| main.page.has_class(verb, WordClass::AUXILIARY_HAVE));
    // "un risque systémique": all that is told, by a cue that leaves the act open
    let phrase = main.clause.verb.is_none() && main.report.act.is_none();
    let there = phrase || main.is_be() || has || main.subject == Subject::Impersonal;
    main.attribute(PredicateKind::BAD)
        .filter(|at| there && !main.page.has_predicate(at.start, PredicateKind::EVALUATIVE))
}

/// 7. Something will or may come, neither bad nor one's own deed.
fn foretells(main: &Main<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.marked(Act::Forecast) {
        return Some(words);
    }
    let judged = main.is_be() && main.attribute(PredicateKind::EVALUATIVE).is_some();
    // "selon N, X devrait …"
    let expected = main.tense == Tense::Advised && main.report.rule == "source";
    let coming = main.tense.is_future() || main.tense == Tense::Possible;
    let expects = main
        .verb(PredicateKind::EXPECTS)
        .filter(|_| main.tense != Tense::Past);
    expects.or_else(|| main.verb_tokens().filter(|_| (coming || expected) && !judged))
}

/// 8. Thanks, regret, apology, condolence, congratulation, welcome.
fn expresses(main: &Main<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.marked(Act::Expressive) {
        return Some(words);
    }
    let own = main.subject.is_own();
    let feeling = main
        .attribute(PredicateKind::EMOTION)
        .filter(|_| main.is_be() && own);
    feeling.or_else(|| main.verb(PredicateKind::FEELS).filter(|_| own && !main.passive))
}

/// 9. Judges as good, bad, right, needed, possible to accept; is for or against.
fn judges(main: &Main<'_, '_>) -> Option<Range<usize>> {
    if let Some(words) = main.marked(Act::Position) {
        return Some(words);
    }
    if matches!(main.tense, Tense::Obliged | Tense::Advised) {
        return main.verb_tokens();
    }
    let own = main.subject.is_own();
    if own && !main.passive {
        let stand = main.verb(PredicateKind::JUDGES | PredicateKind::WISHES | PredicateKind::OPINES);
        if stand.is_some() {
            return stand;
        }
    }
    let attribute =
        main.is_be() || main.subject == Subject::Impersonal || main.clause.verb.is_none() && main.own_words();
    main.attribute(PredicateKind::EVALUATIVE | PredicateKind::BAD)
        .filter(|_| attribute)
        .or_else(|| {
            main.verb(PredicateKind::JUDGES)
                .filter(|_| main.subject == Subject::PointsBack)
        })
}
