//! Finds the main clauses of the words said: subject, finite verb, and the words that are in neither an opening
//! phrase nor a subordinate clause.

use crate::extract::lexicon::{PhraseMeaning, PredicateKind, VerbForm, WordClass};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use std::ops::Range;

/// Maximum number of tokens of an opening phrase that a comma ends.
const OPENING_TOKENS_MAX: usize = 40;

/// Maximum number of tokens of a subject. Clauses may share a subject, so a longer one would be read too often.
const SUBJECT_TOKENS_MAX: usize = 60;

/// A main clause of one sentence. All places are tokens.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// What stands before the verb; an empty range if nothing does.
    pub(super) subject: Range<usize>,
    /// The finite verb; `None` for a phrase without one.
    pub(super) verb: Option<usize>,
    /// The words of the clause, without its subordinate clauses.
    pub(super) words: Vec<usize>,
    /// The clause that is the object of the verb: "il faut que …", "nous pensons que …".
    pub(super) complement: Option<Range<usize>>,
    pub(super) is_question: bool,
}

impl Clause {
    /// The words after the verb, or all words of a phrase.
    pub(super) fn predicate(&self) -> impl Iterator<Item = usize> + '_ {
        let from = self.verb.map_or(0, |verb| verb + 1);
        self.words.iter().copied().filter(move |at| *at >= from)
    }
}

/// Splits a piece of the words said into sentences.
pub(super) fn split_sentences(page: &Page<'_>, piece: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = piece.start;
    for at in piece.clone() {
        let ends = match page.tokens[at].kind {
            TokenKind::Mark('.' | '!' | '?' | '…') => {
                page.token(at + 1)
                    .is_none_or(|next| !next.is_word() || next.is_capitalised || at + 1 >= piece.end)
                    && !marks_omission(page, at)
            }
            TokenKind::Mark(';') | TokenKind::LineBreak => true,
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

/// Whether the dots stand for omitted words, and so end no sentence: "[…]", "(...)".
fn marks_omission(page: &Page<'_>, at: usize) -> bool {
    let bracket = |at: usize| page.is_mark(at, '[') || page.is_mark(at, '(');
    (at.saturating_sub(3)..at).any(bracket)
}

/// The main clauses of a sentence, in order. A sentence without a finite verb gives one clause without a verb.
pub(super) fn find_clauses(page: &Page<'_>, sentence: &Range<usize>) -> Vec<Clause> {
    let start = skip_openings(page, sentence);
    let mut scan = ClauseScanner {
        page,
        start,
        boundary: None,
        verb: None,
        subject: start..start,
        words: Vec::new(),
        complement: None,
        open_subordinates: 0,
        in_subordinate: false,
        clauses: Vec::new(),
        end: sentence.end,
        is_question: page.is_mark(sentence.end - 1, '?'),
    };
    for at in start..sentence.end {
        scan.scan_token(at);
    }
    scan.finish_clause(sentence.end);
    scan.clauses
}

/// Whether "'s" is the verb. It is the verb after a pronoun ("it's"), and the possessive ending after a noun.
pub(super) fn is_contracted_be(page: &Page<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let pronoun = page
        .meaning(before, |m| matches!(m, PhraseMeaning::Pronoun(_)))
        .is_some()
        || page.has_predicate(before, PredicateKind::POINTS_BACK)
        || page.has_class(before, WordClass::RELATIVE | WordClass::INDIRECT_QUESTION);
    is_apostrophe_s(page, at) && pronoun
}

fn is_apostrophe_s(page: &Page<'_>, at: usize) -> bool {
    let joined = page.token(at).is_some_and(|t| t.is_word() && !t.has_space_before);
    page.lexicon.bare_clauses() && joined && page.text_of(&(at..at + 1)).starts_with('\'')
}

/// Whether the token is a finite verb. Auxiliaries count.
fn is_finite(page: &Page<'_>, at: usize) -> bool {
    if is_apostrophe_s(page, at) {
        return is_contracted_be(page, at);
    }
    let auxiliary = WordClass::FUTURE_AUXILIARY | WordClass::MODAL;
    let tells = PredicateKind::CONDITIONAL
        | PredicateKind::OBLIGATION
        | PredicateKind::ADVICE
        | PredicateKind::POSSIBILITY;
    // "in May" is the month, not the modal
    let first = page.starts_sentence(at) || begins_quotation(page, at);
    let capital = page.token(at).is_some_and(|t| t.is_capitalised) && !first;
    let verb = page.is_finite_verb(at)
        || first
            && (page.has_class(at, WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE)
                || page.has_form(at, VerbForm::Finite));
    (verb || !capital && (page.has_class(at, auxiliary) || page.has_predicate(at, tells)))
        && !is_nonfinite(page, at)
        || super::tense::tense_of_ending(page, at).is_some()
}

fn begins_quotation(page: &Page<'_>, at: usize) -> bool {
    page.quotation_at(at)
        .is_some_and(|q| page.quotations[q].open + 1 == at)
}

/// Whether the form cannot be the verb of a clause: "être", "been", "having".
fn is_nonfinite(page: &Page<'_>, at: usize) -> bool {
    let finite = page.has_form(at, VerbForm::Finite);
    let other = [
        VerbForm::Infinitive,
        VerbForm::PastParticiple,
        VerbForm::PresentParticiple,
    ];
    // the form after an infinitive marker is an infinitive, whatever else it can be: "to run", "de former"
    let marked = at > 0 && page.has_class(at - 1, WordClass::INFINITIVE_MARKER);
    marked || !finite && other.iter().any(|form| page.has_form(at, *form))
}

/// The first token after conjunctions, adverbs and opening phrases that a comma separates from the clause.
fn skip_openings(page: &Page<'_>, sentence: &Range<usize>) -> usize {
    let mut at = sentence.start;
    while at < sentence.end {
        let mark = page
            .token(at)
            .is_some_and(|t| matches!(t.kind, TokenKind::Mark(_) | TokenKind::LineBreak));
        let comma_next = page.is_mark(at + 1, ',');
        if mark
            || page.has_class(at, WordClass::COORDINATOR) && !page.has_class(at, WordClass::NEGATION)
            || comma_next
        {
            at += 1;
        } else if let Some(length) = page
            .adverb_length(at)
            .filter(|_| !page.has_class(at, WordClass::NEGATION))
        {
            at += length;
        } else if let Some(comma) = opening_end(page, at, sentence.end) {
            at = comma + 1;
        } else {
            return at;
        }
    }
    // the whole sentence looked like an opening, so nothing is skipped
    sentence.start
}

/// The comma that ends an opening phrase: "Si rien ne change, …", "In the long run, …", "Arrivé hier, …".
fn opening_end(page: &Page<'_>, at: usize, limit: usize) -> Option<usize> {
    let subordinate =
        page.has_class(at, WordClass::SUBORDINATOR) && !page.has_predicate(at, PredicateKind::POINTS_BACK);
    let participle = !page.has_form(at, VerbForm::Finite)
        && (page.has_form(at, VerbForm::PresentParticiple) || page.has_form(at, VerbForm::PastParticiple));
    if !subordinate && !participle && !page.has_class(at, WordClass::PREPOSITION) {
        return None;
    }
    let mut verbs_due = usize::from(subordinate);
    for here in at + 1..limit.min(at + OPENING_TOKENS_MAX) {
        if page.has_class(here, WordClass::RELATIVE | WordClass::SUBORDINATOR) {
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

/// Whether the token is a participle that belongs to the auxiliary before it: "a dit", "has met".
fn is_participle_of_a_group(page: &Page<'_>, at: usize) -> bool {
    let auxiliary =
        WordClass::AUXILIARY_HAVE | WordClass::AUXILIARY_BE | WordClass::MODAL | WordClass::FUTURE_AUXILIARY;
    let between = WordClass::ADVERB | WordClass::NEGATION | WordClass::CLITIC;
    let before = (at.saturating_sub(4)..at)
        .rev()
        .find(|t| !page.has_class(*t, between) || page.has_class(*t, auxiliary));
    before.is_some_and(|t| page.has_class(t, auxiliary) || page.has_predicate(t, PredicateKind::CONDITIONAL))
}

/// Reads a sentence token by token and collects its main clauses.
struct ClauseScanner<'p, 't> {
    page: &'p Page<'t>,
    start: usize,
    /// The token after the last comma or conjunction.
    boundary: Option<usize>,
    verb: Option<usize>,
    subject: Range<usize>,
    words: Vec<usize>,
    complement: Option<Range<usize>>,
    /// Number of open subordinate clauses whose verb has not been read yet.
    open_subordinates: usize,
    /// Whether the current token is in a subordinate clause.
    in_subordinate: bool,
    clauses: Vec<Clause>,
    end: usize,
    is_question: bool,
}

impl ClauseScanner<'_, '_> {
    fn scan_token(&mut self, at: usize) {
        let page = self.page;
        let parts = matches!(
            page.tokens[at].kind,
            TokenKind::Mark(',' | ';' | ':' | '–' | '—' | '(')
        );
        if parts || page.has_class(at, WordClass::COORDINATOR) {
            if parts && self.open_subordinates == 0 {
                self.in_subordinate = false;
            }
            self.boundary = Some(at + 1);
        } else if self.opens_subordinate(at) {
            let object = page.has_class(at, WordClass::THAT) && !page.is_mark(at.saturating_sub(1), ',');
            if object
                && self.verb.is_some_and(|verb| at <= verb + 8)
                && self.complement.is_none()
                && !self.in_subordinate
            {
                self.complement = Some(at + 1..self.end);
            }
            self.open_subordinates += 1;
            self.in_subordinate = true;
        } else if is_finite(page, at) && !is_participle_of_a_group(page, at) {
            self.scan_finite_verb(at);
        } else if !self.in_subordinate && page.is_word(at) {
            self.words.push(at);
        }
    }

    /// Whether a subordinate clause opens at the token.
    fn opens_subordinate(&self, at: usize) -> bool {
        let page = self.page;
        if at == self.start && page.has_class(at, WordClass::DETERMINER | WordClass::COORDINATOR) {
            return false;
        }
        // "that plan": a determiner opens no clause
        let demonstrative =
            page.has_class(at, WordClass::DETERMINER) && !page.has_class(at, WordClass::RELATIVE);
        let interrogative = page.has_predicate(at, PredicateKind::POINTS_BACK)
            && page.is_finite_verb(at + 1)
            && self.words.is_empty();
        let comparative = page.has_class(at, WordClass::THAT) && self.follows_comparative(at);
        page.has_class(
            at,
            WordClass::RELATIVE | WordClass::SUBORDINATOR | WordClass::THAT,
        ) && !demonstrative
            && !interrogative
            && !comparative
            && !page.has_class(at, WordClass::COORDINATOR)
            && (!page.has_class(at, WordClass::PREPOSITION) || self.verb_follows(at))
    }

    /// Whether "que" belongs to a comparison, and so opens no clause: "plus … que la moitié".
    fn follows_comparative(&self, at: usize) -> bool {
        let page = self.page;
        !page.lexicon.bare_clauses()
            && (at.saturating_sub(4)..at).any(|t| page.has_class(t, WordClass::QUANTITY))
            && !self.verb_follows(at)
    }

    /// Whether a finite verb comes before the next mark.
    fn verb_follows(&self, at: usize) -> bool {
        (at + 1..self.end.min(at + 10))
            .take_while(|t| self.page.is_word(*t))
            .any(|t| is_finite(self.page, t))
    }

    fn scan_finite_verb(&mut self, at: usize) {
        let page = self.page;
        if self.open_subordinates > 0 {
            self.open_subordinates -= 1;
            return;
        }
        if self.verb.is_none() && self.is_noun_after_article(at) {
            self.words.push(at);
            return;
        }
        let Some(verb) = self.verb else {
            self.subject = self.start..at.min(self.start + SUBJECT_TOKENS_MAX);
            self.verb = Some(at);
            self.words.push(at);
            self.in_subordinate = false;
            return;
        };
        if self.in_subordinate {
            return;
        }
        match self.boundary.filter(|boundary| *boundary > verb) {
            Some(boundary) => self.begin_coordinated_clause(boundary, at),
            None if is_noun_or_participle(page, verb, at, self.start) => {
                self.subject = self.start..at;
                self.verb = Some(at);
                self.words.push(at);
            }
            None if page.has_predicate(verb, PredicateKind::OPINES) && page.lexicon.bare_clauses() => {
                self.complement.get_or_insert(verb + 1..self.end);
                self.in_subordinate = true;
            }
            None => self.words.push(at),
        }
    }

    /// Whether the article before the word makes it a noun: "la réforme". After a subject, "la" is a clitic pronoun
    /// instead, and the word is a verb.
    fn is_noun_after_article(&self, at: usize) -> bool {
        let page = self.page;
        let from = self.boundary.unwrap_or(self.start).max(self.start);
        let article = at > from
            && page.has_class(at - 1, WordClass::CLITIC)
            && page.has_class(at - 1, WordClass::DETERMINER);
        let between = WordClass::DETERMINER | WordClass::CLITIC | WordClass::NOUN_LINK;
        let subject = PredicateKind::FIRST_PERSON | PredicateKind::SECOND_PERSON;
        let no_subject =
            |t| page.has_class(t, between) && !page.has_predicate(t, subject) || !page.is_word(t);
        article && !page.lexicon.bare_clauses() && (from..at).all(no_subject)
    }

    /// Begins a coordinated clause at the boundary. Without a subject of its own it takes that of the clause before.
    fn begin_coordinated_clause(&mut self, boundary: usize, verb: usize) {
        let between = WordClass::CLITIC | WordClass::NEGATION | WordClass::ADVERB;
        let page = self.page;
        let own = (boundary..verb).any(|t| {
            page.is_word(t)
                && (!page.has_class(t, between) || page.has_predicate(t, PredicateKind::FIRST_PERSON))
        });
        let subject = if own { boundary..verb } else { self.subject.clone() };
        self.finish_clause(boundary);
        self.start = boundary;
        self.subject = subject;
        self.words.extend(boundary..=verb);
        self.verb = Some(verb);
    }

    fn finish_clause(&mut self, end: usize) {
        let mut words = std::mem::take(&mut self.words);
        words.retain(|at| *at < end);
        self.clauses.push(Clause {
            subject: std::mem::replace(&mut self.subject, end..end),
            verb: self.verb.take(),
            words,
            complement: self.complement.take(),
            is_question: self.is_question,
        });
        self.in_subordinate = false;
    }
}

/// English: whether what looked like the verb was a noun or a participle, because an auxiliary or a past form
/// follows: "demand for rice would grow", "the panel elected last year met".
fn is_noun_or_participle(page: &Page<'_>, verb: usize, next: usize, start: usize) -> bool {
    let auxiliary =
        WordClass::AUXILIARY_HAVE | WordClass::AUXILIARY_BE | WordClass::MODAL | WordClass::FUTURE_AUXILIARY;
    if !page.lexicon.bare_clauses()
        || page.has_class(verb, auxiliary)
        || page.has_predicate(verb, PredicateKind::CONDITIONAL)
    {
        return false;
    }
    let pronoun = verb > start
        && page
            .meaning(verb - 1, |m| {
                matches!(m, PhraseMeaning::Pronoun(_) | PhraseMeaning::FirstPerson)
            })
            .is_some();
    let opines = page.has_predicate(verb, PredicateKind::OPINES | PredicateKind::WISHES);
    let reduced = page.has_form(verb, VerbForm::PastParticiple);
    !pronoun
        && !opines
        && (page.has_class(next, auxiliary)
            || page.has_predicate(next, PredicateKind::CONDITIONAL)
            || reduced)
}
