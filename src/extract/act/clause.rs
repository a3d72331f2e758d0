//! The main clauses of what was said: their subjects, their verbs, and the words that belong to no opening and no
//! subordinate clause.

use crate::extract::lexicon::{Class, Form, Meaning, Predicate};
use crate::extract::page::Page;
use crate::extract::token::Kind;
use std::ops::Range;

/// How many words an opening that ends with a comma may take.
const OPENING_MAX: usize = 40;

/// How many words of a subject are looked at; clauses may share one, so that a longer one would be read too often.
const SUBJECT_MAX: usize = 60;

/// A main clause.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// What stands before the verb; empty where nothing does.
    pub(super) subject: Range<usize>,
    /// The finite verb; `None` for a phrase.
    pub(super) verb: Option<usize>,
    /// The words of the clause, subordinate clauses left out.
    pub(super) words: Vec<usize>,
    /// The clause that is the object of the verb: "il faut que …", "nous pensons que …".
    pub(super) complement: Option<Range<usize>>,
    /// Whether it is a question.
    pub(super) asks: bool,
}

impl Clause {
    /// The words behind the verb, or all of a phrase.
    pub(super) fn predicate(&self) -> impl Iterator<Item = usize> + '_ {
        let from = self.verb.map_or(0, |verb| verb + 1);
        self.words.iter().copied().filter(move |at| *at >= from)
    }
}

/// The sentences of a piece of what was said.
pub(super) fn sentences(page: &Page<'_>, piece: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = piece.start;
    for at in piece.clone() {
        let ends = match page.tokens[at].kind {
            Kind::Mark('.' | '!' | '?' | '…') => {
                page.token(at + 1)
                    .is_none_or(|next| !next.is_word() || next.capital || at + 1 >= piece.end)
                    && !is_cut(page, at)
            }
            Kind::Mark(';') | Kind::Break => true,
            _ => false,
        };
        if ends {
            if start < at {
                found.push(start..at + 1);
            }
            start = at + 1;
        }
    }
    if start < piece.end {
        found.push(start..piece.end);
    }
    found
}

/// "[…]", "(...)": the dots stand for words left out.
fn is_cut(page: &Page<'_>, at: usize) -> bool {
    let bracket = |at: usize| page.is_mark(at, '[') || page.is_mark(at, '(');
    (at.saturating_sub(3)..at).any(bracket)
}

/// The main clauses of a sentence, in order; one of a phrase where it has no finite verb.
pub(super) fn clauses(page: &Page<'_>, sentence: &Range<usize>) -> Vec<Clause> {
    let start = behind_openings(page, sentence);
    let mut scan = Scan {
        page,
        start,
        boundary: None,
        verb: None,
        subject: start..start,
        words: Vec::new(),
        complement: None,
        pending: 0,
        inside: false,
        found: Vec::new(),
        end: sentence.end,
        asks: page.is_mark(sentence.end - 1, '?'),
    };
    for at in start..sentence.end {
        scan.step(at);
    }
    scan.close(sentence.end);
    scan.found
}

/// "it's", "that's": the contracted verb stands behind a pronoun, the possessive ending behind a noun.
pub(super) fn is_contracted_be(page: &Page<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let pronoun = page
        .meaning(before, |m| matches!(m, Meaning::Pronoun(_)))
        .is_some()
        || page.tells(before, Predicate::POINTS_BACK)
        || page.is(before, Class::RELATIVE | Class::WHETHER);
    is_apostrophe_s(page, at) && pronoun
}

fn is_apostrophe_s(page: &Page<'_>, at: usize) -> bool {
    let joined = page.token(at).is_some_and(|t| t.is_word() && !t.spaced);
    page.lexicon.bare_clauses() && joined && page.text_of(&(at..at + 1)).starts_with('\'')
}

/// Whether the token is a finite verb, auxiliaries included.
fn is_finite(page: &Page<'_>, at: usize) -> bool {
    if is_apostrophe_s(page, at) {
        return is_contracted_be(page, at);
    }
    let auxiliary = Class::FUTURE | Class::MODAL;
    let tells = Predicate::CONDITIONAL | Predicate::OBLIGES | Predicate::ADVISES | Predicate::POSSIBLE;
    // "in May": a name of a month
    let first = page.starts_sentence(at) || begins_quotation(page, at);
    let capital = page.token(at).is_some_and(|t| t.capital) && !first;
    let verb = page.is_verb(at)
        || first && (page.is(at, Class::BE | Class::HAVE) || page.has_form(at, Form::Finite));
    (verb || !capital && (page.is(at, auxiliary) || page.tells(at, tells))) && !is_unfinite(page, at)
        || super::tense::synthetic(page, at).is_some()
}

fn begins_quotation(page: &Page<'_>, at: usize) -> bool {
    page.quotation(at)
        .is_some_and(|q| page.quotations[q].open + 1 == at)
}

/// "être", "been", "having": a form of an auxiliary that no clause stands on.
fn is_unfinite(page: &Page<'_>, at: usize) -> bool {
    let finite = page.has_form(at, Form::Finite);
    let other = [Form::Infinitive, Form::PastParticiple, Form::PresentParticiple];
    // "to run", "de former": what stands behind the marker of an infinitive
    let marked = at > 0 && page.is(at - 1, Class::TO);
    marked || !finite && other.iter().any(|form| page.has_form(at, *form))
}

/// Where the words begin behind conjunctions, adverbs, and what a comma parts from the clause.
fn behind_openings(page: &Page<'_>, sentence: &Range<usize>) -> usize {
    let mut at = sentence.start;
    while at < sentence.end {
        let mark = page
            .token(at)
            .is_some_and(|t| matches!(t.kind, Kind::Mark(_) | Kind::Break));
        let comma_next = page.is_mark(at + 1, ',');
        if mark || page.is(at, Class::COORDINATOR) && !page.is(at, Class::NEGATION) || comma_next {
            at += 1;
        } else if let Some(length) = page.adverb(at).filter(|_| !page.is(at, Class::NEGATION)) {
            at += length;
        } else if let Some(comma) = opening_end(page, at, sentence.end) {
            at = comma + 1;
        } else {
            return at;
        }
    }
    // all of it looked like an opening
    sentence.start
}

/// The comma that ends an opening: "Si rien ne change, …", "In the long run, …", "Arrivé hier, …".
fn opening_end(page: &Page<'_>, at: usize, limit: usize) -> Option<usize> {
    let subordinate = page.is(at, Class::SUBORDINATOR) && !page.tells(at, Predicate::POINTS_BACK);
    let participle = !page.has_form(at, Form::Finite)
        && (page.has_form(at, Form::PresentParticiple) || page.has_form(at, Form::PastParticiple));
    if !subordinate && !participle && !page.is(at, Class::PREPOSITION) {
        return None;
    }
    let mut verbs_due = usize::from(subordinate);
    for here in at + 1..limit.min(at + OPENING_MAX) {
        if page.is(here, Class::RELATIVE | Class::SUBORDINATOR) {
            let words = (here + 1..limit.min(here + 10)).take_while(|t| page.is_word(*t));
            verbs_due += usize::from(words.into_iter().any(|t| is_finite(page, t)));
        } else if page.is_mark(here, ',') && verbs_due == 0 {
            return Some(here);
        } else if is_finite(page, here) && !is_participle_of_a_group(page, here) {
            if verbs_due == 0 && !subordinate {
                return None;
            }
            verbs_due = verbs_due.saturating_sub(1);
        }
    }
    None
}

/// "a dit", "has met": the participle belongs to the auxiliary before it.
fn is_participle_of_a_group(page: &Page<'_>, at: usize) -> bool {
    let auxiliary = Class::HAVE | Class::BE | Class::MODAL | Class::FUTURE;
    let between = Class::ADVERB | Class::NEGATION | Class::CLITIC;
    let before = (at.saturating_sub(4)..at)
        .rev()
        .find(|t| !page.is(*t, between) || page.is(*t, auxiliary));
    before.is_some_and(|t| page.is(t, auxiliary) || page.tells(t, Predicate::CONDITIONAL))
}

struct Scan<'p, 't> {
    page: &'p Page<'t>,
    start: usize,
    /// Behind the last comma or conjunction.
    boundary: Option<usize>,
    verb: Option<usize>,
    subject: Range<usize>,
    words: Vec<usize>,
    complement: Option<Range<usize>>,
    /// How many subordinate clauses still wait for their verb.
    pending: usize,
    /// Whether the words belong to a subordinate clause.
    inside: bool,
    found: Vec<Clause>,
    end: usize,
    asks: bool,
}

impl Scan<'_, '_> {
    fn step(&mut self, at: usize) {
        let page = self.page;
        let parts = matches!(
            page.tokens[at].kind,
            Kind::Mark(',' | ';' | ':' | '–' | '—' | '(')
        );
        if parts || page.is(at, Class::COORDINATOR) {
            if parts && self.pending == 0 {
                self.inside = false;
            }
            self.boundary = Some(at + 1);
        } else if self.opens_subordinate(at) {
            let object = page.is(at, Class::THAT) && !page.is_mark(at.saturating_sub(1), ',');
            if object
                && self.verb.is_some_and(|verb| at <= verb + 8)
                && self.complement.is_none()
                && !self.inside
            {
                self.complement = Some(at + 1..self.end);
            }
            self.pending += 1;
            self.inside = true;
        } else if is_finite(page, at) && !is_participle_of_a_group(page, at) {
            self.finite(at);
        } else if !self.inside && page.is_word(at) {
            self.words.push(at);
        }
    }

    fn opens_subordinate(&self, at: usize) -> bool {
        let page = self.page;
        if at == self.start && page.is(at, Class::DETERMINER | Class::COORDINATOR) {
            return false;
        }
        // "that plan", "so": no conjunction before a noun right behind a preposition or a verb
        let demonstrative = page.is(at, Class::DETERMINER) && !page.is(at, Class::RELATIVE);
        let interrogative =
            page.tells(at, Predicate::POINTS_BACK) && page.is_verb(at + 1) && self.words.is_empty();
        let comparative = page.is(at, Class::THAT) && self.follows_comparative(at);
        page.is(at, Class::RELATIVE | Class::SUBORDINATOR | Class::THAT)
            && !demonstrative
            && !interrogative
            && !comparative
            && !page.is(at, Class::COORDINATOR)
            && !(page.is(at, Class::PREPOSITION) && !self.verb_follows(at))
    }

    /// "plus … que la moitié": a comparison, not a clause.
    fn follows_comparative(&self, at: usize) -> bool {
        let page = self.page;
        !page.lexicon.bare_clauses()
            && (at.saturating_sub(4)..at).any(|t| page.is(t, Class::QUANTITY))
            && !self.verb_follows(at)
    }

    /// Whether a finite verb comes before the next mark.
    fn verb_follows(&self, at: usize) -> bool {
        (at + 1..self.end.min(at + 10))
            .take_while(|t| self.page.is_word(*t))
            .any(|t| is_finite(self.page, t))
    }

    fn finite(&mut self, at: usize) {
        let page = self.page;
        if self.pending > 0 {
            self.pending -= 1;
            return;
        }
        if self.verb.is_none() && self.is_noun(at) {
            self.words.push(at);
            return;
        }
        let Some(verb) = self.verb else {
            self.subject = self.start..at.min(self.start + SUBJECT_MAX);
            self.verb = Some(at);
            self.words.push(at);
            self.inside = false;
            return;
        };
        if self.inside {
            return;
        }
        match self.boundary.filter(|boundary| *boundary > verb) {
            Some(boundary) => self.coordinate(boundary, at),
            None if is_no_verb(page, verb, at, self.start) => {
                self.subject = self.start..at;
                self.verb = Some(at);
                self.words.push(at);
            }
            None if page.tells(verb, Predicate::OPINES) && page.lexicon.bare_clauses() => {
                self.complement.get_or_insert(verb + 1..self.end);
                self.inside = true;
            }
            None => self.words.push(at),
        }
    }

    /// "la réforme pourrait": an article, not a pronoun, where no subject stands before it.
    fn is_noun(&self, at: usize) -> bool {
        let page = self.page;
        let from = self.boundary.unwrap_or(self.start).max(self.start);
        let article = at > from && page.is(at - 1, Class::CLITIC) && page.is(at - 1, Class::DETERMINER);
        let between = Class::DETERMINER | Class::CLITIC | Class::OF;
        article && !page.lexicon.bare_clauses() && (from..at).all(|t| page.is(t, between) || !page.is_word(t))
    }

    /// A new clause from the boundary on, with the verb; without a subject of its own it has the one before.
    fn coordinate(&mut self, boundary: usize, verb: usize) {
        let between = Class::CLITIC | Class::NEGATION | Class::ADVERB;
        let page = self.page;
        let own = (boundary..verb)
            .any(|t| page.is_word(t) && (!page.is(t, between) || page.tells(t, Predicate::OWN)));
        let subject = if own { boundary..verb } else { self.subject.clone() };
        self.close(boundary);
        self.start = boundary;
        self.subject = subject;
        self.words.extend(boundary..=verb);
        self.verb = Some(verb);
    }

    fn close(&mut self, end: usize) {
        let mut words = std::mem::take(&mut self.words);
        words.retain(|at| *at < end);
        self.found.push(Clause {
            subject: std::mem::replace(&mut self.subject, end..end),
            verb: self.verb.take(),
            words,
            complement: self.complement.take(),
            asks: self.asks,
        });
        self.inside = false;
    }
}

/// English: what looked like a verb was a noun or a participle, for an auxiliary or a past form follows:
/// "demand for rice would grow", "the panel elected last year met".
fn is_no_verb(page: &Page<'_>, verb: usize, next: usize, start: usize) -> bool {
    let auxiliary = Class::HAVE | Class::BE | Class::MODAL | Class::FUTURE;
    if !page.lexicon.bare_clauses() || page.is(verb, auxiliary) || page.tells(verb, Predicate::CONDITIONAL) {
        return false;
    }
    let pronoun = verb > start
        && page
            .meaning(verb - 1, |m| matches!(m, Meaning::Pronoun(_) | Meaning::First))
            .is_some();
    let opines = page.tells(verb, Predicate::OPINES | Predicate::WISHES);
    let reduced = page.has_form(verb, Form::PastParticiple);
    !pronoun && !opines && (page.is(next, auxiliary) || page.tells(next, Predicate::CONDITIONAL) || reduced)
}
