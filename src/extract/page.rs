//! A text prepared for the rules: its tokens, quotations, sentences and lines, and the questions that rules ask about a
//! token ("is it a finite verb here?").

use super::lexicon::{Lexicon, PhraseMeaning, PredicateKind, VerbAnalysis, VerbForm, WordClass, WordId};
use super::normalization::NormalizedText;
use super::quotation::{Quotation, find_quotations};
use super::steps::Step;
use super::token::{Token, TokenKind, tokenize};
use std::ops::Range;

/// A tokenised text with its quotations, sentences and lines. Ranges are token numbers unless stated otherwise.
#[derive(Debug)]
pub(super) struct Page<'t> {
    pub(super) text: &'t str,
    pub(super) lexicon: &'t Lexicon,
    pub(super) tokens: Vec<Token>,
    pub(super) quotations: Vec<Quotation>,
    /// The lexicon's phrases that begin at each token, longest first, with their length in tokens. They are looked up
    /// once because the rules ask for them often.
    phrases: Vec<(PhraseMeaning, u32)>,
    /// For each token, the index in `phrases` of its first phrase; one more entry at the end.
    phrase_starts: Vec<u32>,
    /// For each token, one plus the index of the quotation that it is in (marks included); 0 if it is in none.
    quotation_numbers: Vec<u32>,
    pub(super) sentences: Vec<Range<usize>>,
    /// The first token of each line.
    line_starts: Vec<usize>,
}

impl<'t> Page<'t> {
    /// The page of a text, not yet split into sentences: see [`lay_out`](super::layout::lay_out).
    pub(super) fn unsegmented(normal: &'t NormalizedText, lexicon: &'t Lexicon) -> Self {
        let text = normal.as_str();
        let tokens = tokenize(text, lexicon);
        let quotations = find_quotations(&tokens);
        let mut within = vec![0; tokens.len()];
        for (number, quotation) in (1_u32..).zip(&quotations) {
            within[quotation.open..quotation.end()].fill(number);
        }
        let (phrases, phrases_from) = phrases(&tokens, lexicon);
        let mut page = Self {
            text,
            lexicon,
            tokens,
            phrases,
            phrase_starts: phrases_from,
            quotations,
            quotation_numbers: within,
            sentences: Vec::new(),
            line_starts: Vec::new(),
        };
        let breaks = page
            .tokens
            .iter()
            .enumerate()
            .filter(|(_, t)| t.kind == TokenKind::LineBreak);
        page.line_starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        page
    }

    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        Step::Token.count_one();
        self.tokens.get(at)
    }

    pub(super) fn word(&self, at: usize) -> WordId {
        Step::Token.count_one();
        self.tokens.get(at).map_or(WordId::UNKNOWN, |t| t.word)
    }

    /// The text from the first to the last token of the range; empty if the range is empty or out of bounds.
    pub(super) fn text_of(&self, tokens: &Range<usize>) -> &'t str {
        Step::Token.count_one();
        match (
            self.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|e| self.tokens.get(e)),
        ) {
            (Some(first), Some(last)) if tokens.start < tokens.end => {
                &self.text[first.start as usize..last.end as usize]
            }
            _ => "",
        }
    }

    /// The index of the quotation that the token is in, marks included.
    pub(super) fn quotation_at(&self, at: usize) -> Option<usize> {
        Step::Token.count_one();
        self.quotation_numbers
            .get(at)
            .and_then(|n| n.checked_sub(1))
            .map(|n| n as usize)
    }

    /// Whether the token is a word of one of these grammatical classes.
    pub(super) fn has_class(&self, at: usize, class: WordClass) -> bool {
        Step::Token.count_one();
        self.tokens
            .get(at)
            .is_some_and(|t| t.is_word() && self.lexicon.word_class(t.word).intersects(class))
    }

    /// Whether the word at the token belongs to one of these predicate lists.
    pub(super) fn has_predicate(&self, at: usize, predicate: PredicateKind) -> bool {
        Step::Token.count_one();
        self.tokens
            .get(at)
            .is_some_and(|t| t.is_word() && self.lexicon.predicate_kind(t.word).intersects(predicate))
    }

    /// Whether the token is an English owner mark: "'s" in "N's claim", the apostrophe in "the voters' claim".
    pub(super) fn is_owner_mark(&self, at: usize) -> bool {
        let text = self.text_of(&(at..at + 1));
        self.lexicon.bare_clauses()
            && text.starts_with('\'')
            && self.tokens.get(at).is_some_and(|t| !t.has_space_before)
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        Step::Token.count_one();
        self.tokens.get(at).is_some_and(|t| t.is_mark(mark))
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        Step::Token.count_one();
        self.tokens.get(at).is_some_and(Token::is_word)
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        Step::Token.count_one();
        self.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number)
    }

    /// Whether the token is a capitalised word that can be part of a name.
    pub(super) fn is_name_word(&self, at: usize) -> bool {
        Step::Token.count_one();
        let Some(token) = self.tokens.get(at) else {
            return false;
        };
        token.is_capitalised
            && token.is_word()
            && !self.is_gerund_before_name(at)
            && !self.has_class(
                at,
                WordClass::DETERMINER
                    | WordClass::PREPOSITION
                    | WordClass::NOT_A_NAME
                    | WordClass::SUBORDINATOR
                    | WordClass::COORDINATOR
                    | WordClass::RELATIVE
                    | WordClass::THAT
                    | WordClass::ADVERB
                    | WordClass::NOUN_LINK
                    | WordClass::AUXILIARY_BE
                    | WordClass::AUXILIARY_HAVE,
            )
            && self
                .meaning(at, |m| {
                    matches!(
                        m,
                        PhraseMeaning::Pronoun(_)
                            | PhraseMeaning::FirstPerson
                            | PhraseMeaning::Weekday(_)
                            | PhraseMeaning::Month(_)
                            | PhraseMeaning::DayOffset(_)
                    )
                })
                .is_none_or(|(meaning, _)| {
                    matches!(meaning, PhraseMeaning::Month(_)) && self.is_month_in_name(at)
                })
    }

    /// Whether the token is a gerund at the start of an English sentence or heading: "Blaming Untel for …".
    fn is_gerund_before_name(&self, at: usize) -> bool {
        let capital = |t: &Token| t.is_word() && t.is_capitalised;
        self.lexicon.bare_clauses()
            && self.starts_sentence(at)
            && self.tokens[at].text(self.text).ends_with("ing")
            && self.tokens.get(at + 1).is_some_and(capital)
            && (self.has_form(at, VerbForm::PresentParticiple) || self.word(at) == WordId::UNKNOWN)
            && !self.is_given_name(at)
    }

    /// Whether the name of a month is part of a person's name: "Theresa May", "Jan de Vries", "April Jones".
    fn is_month_in_name(&self, at: usize) -> bool {
        let capital = |t: usize| {
            self.tokens
                .get(t)
                .is_some_and(|t| t.is_word() && t.is_capitalised)
        };
        let before = at.checked_sub(1);
        if before.is_some_and(|b| {
            self.is_number(b) || self.has_class(b, WordClass::PREPOSITION | WordClass::PART_OF_TIME)
        }) {
            return false;
        }
        let given = before.is_some_and(|b| capital(b) && self.is_given_name(b));
        let particle = self.has_class(at + 1, WordClass::NAME_PARTICLE) && capital(at + 2);
        let surname =
            self.is_given_name(at) && capital(at + 1) && self.class_of(at + 1) == WordClass::default();
        given || particle || surname
    }

    fn class_of(&self, at: usize) -> WordClass {
        self.lexicon.word_class(self.word(at))
    }

    /// Whether the token is an English possessive "'s", with the owned noun after it.
    pub(super) fn is_possessive_s(&self, at: usize) -> bool {
        let joined = |t: &Token| !t.has_space_before && t.text(self.text).eq_ignore_ascii_case("'s");
        self.lexicon.bare_clauses() && self.tokens.get(at).is_some_and(joined) && self.precedes_owned_noun(at)
    }

    /// Whether a name begins here with a capitalised article or preposition: "Le" of "Le Maire", "De" of "De Gaulle".
    pub(super) fn is_surname_article(&self, at: usize) -> bool {
        let capital = self
            .tokens
            .get(at)
            .is_some_and(|t| t.is_capitalised && !t.is_all_caps && t.has_space_before);
        // "Le BEA" is an acronym with its article
        let acronym = self.tokens.get(at + 1).is_some_and(|t| t.is_all_caps);
        capital
            && !acronym
            && self.has_class(at, WordClass::DETERMINER | WordClass::NOUN_LINK)
            && self.is_name_word(at + 1)
    }

    /// Whether the token is a given name.
    pub(super) fn is_given_name(&self, at: usize) -> bool {
        self.meaning(at, |m| matches!(m, PhraseMeaning::GivenName(_)))
            .is_some()
    }

    /// The longest lexicon phrase at the token whose meaning `wanted` accepts, and its length in tokens.
    pub(super) fn meaning(
        &self,
        at: usize,
        wanted: impl Fn(&PhraseMeaning) -> bool,
    ) -> Option<(PhraseMeaning, usize)> {
        Step::Token.count_one();
        let (start, end) = (*self.phrase_starts.get(at)?, *self.phrase_starts.get(at + 1)?);
        let found = self.phrases[start as usize..end as usize]
            .iter()
            .find(|(meaning, _)| wanted(meaning));
        found.map(|(meaning, length)| (*meaning, *length as usize))
    }

    /// The noun for a person, a body, a document or a group at the token, and its length in tokens.
    pub(super) fn noun_at(&self, at: usize) -> Option<(PhraseMeaning, usize)> {
        self.meaning(at, |m| {
            matches!(
                m,
                PhraseMeaning::Role(_)
                    | PhraseMeaning::Institution
                    | PhraseMeaning::Document
                    | PhraseMeaning::Group
            )
        })
    }

    /// The length in tokens of the adverb at `at`, also one of several words ("tout de même").
    pub(super) fn adverb_length(&self, at: usize) -> Option<usize> {
        if self.has_class(at, WordClass::ADVERB) && !self.is_name_word(at) {
            return Some(1);
        }
        self.meaning(at, |m| matches!(m, PhraseMeaning::AdverbialPhrase))
            .map(|(_, length)| length)
    }

    /// The verb forms that the word can be.
    pub(super) fn verb_analyses(&self, at: usize) -> &'t [VerbAnalysis] {
        Step::Token.count_one();
        self.lexicon.verb_analyses(self.word(at))
    }

    /// Whether the word can be this form of a verb.
    pub(super) fn has_form(&self, at: usize, form: VerbForm) -> bool {
        self.verb_analyses(at).iter().any(|r| r.form == form)
    }

    /// Whether the word can be a form of a verb.
    pub(super) fn has_verb_form(&self, at: usize) -> bool {
        !self.verb_analyses(at).is_empty()
    }

    /// Whether the token is a finite verb in this place: a known form, and not a noun after a determiner.
    pub(super) fn is_finite_verb(&self, at: usize) -> bool {
        if !self.is_word(at) || self.tokens[at].is_capitalised && at > 0 && !self.starts_sentence(at) {
            return false;
        }
        let auxiliary = self.has_class(
            at,
            WordClass::AUXILIARY_HAVE | WordClass::AUXILIARY_BE | WordClass::MODAL,
        );
        if !auxiliary && !self.has_form(at, VerbForm::Finite) && !self.looks_like_past_verb(at) {
            return false;
        }
        // "Lise Untel", at the start of a sentence
        let named =
            self.is_given_name(at) || self.lexicon.bare_clauses() && self.has_form(at + 2, VerbForm::Finite);
        let given = self.tokens[at].is_capitalised && self.is_name_word(at + 1) && named;
        if given || self.is_possessive_s(at) {
            return false;
        }
        let grammar =
            WordClass::DETERMINER | WordClass::PREPOSITION | WordClass::NEGATION | WordClass::QUANTITY;
        if self.has_class(at, grammar) && !auxiliary && (at > 0 || self.has_class(at, WordClass::NEGATION)) {
            return false;
        }
        // after a mark, a form that is also a noun is in apposition: "Untel, président de …", unlike "ils président"
        let apposed = at > 0 && self.noun_at(at).is_some() && !self.is_word(at - 1);
        auxiliary || !self.follows_determiner(at) && !apposed
    }

    /// Whether the token is an infinitive, or looks like one.
    pub(super) fn can_be_infinitive(&self, at: usize) -> bool {
        self.has_form(at, VerbForm::Infinitive) && !self.lexicon.bare_clauses()
            || self.looks_like_infinitive(at)
    }

    /// Whether the token is a lower-case word unknown to the lexicon that can be an infinitive.
    pub(super) fn looks_like_infinitive(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| {
            let known = !self.verb_analyses(at).is_empty() || self.noun_at(at).is_some();
            let plain = self.lexicon.word_class(t.word) == WordClass::default();
            t.is_word()
                && !t.is_capitalised
                && !known
                && plain
                && self.lexicon.ends_as_infinitive(t.text(self.text))
        })
    }

    /// Whether the "'s" at `at` is followed by a noun or name that it gives an owner.
    fn precedes_owned_noun(&self, at: usize) -> bool {
        let noun = |t: &usize| self.noun_at(*t).is_some() || self.is_name_word(*t);
        let plain = |t: &usize| {
            self.is_word(*t)
                && (self.class_of(*t) == WordClass::default() || self.has_class(*t, WordClass::ROLE_MODIFIER))
        };
        let Some(noun) = (at + 1..at + 4).find(noun) else {
            return false;
        };
        (at + 1..noun).all(|t| plain(&t) && !self.has_form(t, VerbForm::PresentParticiple))
    }

    /// Whether the token is an English word in lower case, unknown to the lexicon, that can be a past verb.
    fn looks_like_past_verb(&self, at: usize) -> bool {
        let token = self.tokens[at];
        self.lexicon.bare_clauses()
            && !token.is_capitalised
            && self.is_unclassed(at)
            && self.lexicon.ends_as_participle(token.text(self.text))
    }

    /// Whether the lexicon has no class, verb form or noun for the token; it may still be part of a phrase.
    fn is_unclassed(&self, at: usize) -> bool {
        let word = self.word(at);
        word == WordId::UNKNOWN
            || self.lexicon.word_class(word) == WordClass::default()
                && self.verb_analyses(at).is_empty()
                && self.noun_at(at).is_none()
    }

    /// Whether the token is a pronoun with a hyphen before it: "-t-il".
    pub(super) fn is_inverted_pronoun(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|t| self.text[t.start as usize..].starts_with('-'))
            && self
                .meaning(at, |m| {
                    matches!(m, PhraseMeaning::Pronoun(_) | PhraseMeaning::FirstPerson)
                })
                .is_some()
    }

    /// Whether a determiner or a preposition is right before the token, so that it is a noun or adjective.
    pub(super) fn follows_determiner(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        if self.is_indefinite_subject(before, at) {
            return false;
        }
        self.has_class(
            before,
            WordClass::DETERMINER | WordClass::NOUN_LINK | WordClass::PREPOSITION,
        ) && !self.has_class(before, WordClass::CLITIC | WordClass::COORDINATOR)
            || self.has_class(before, WordClass::DETERMINER)
                && self.has_class(before, WordClass::CLITIC)
                && self.takes_article(at)
    }

    /// Whether the token is an indefinite subject of `verb`: "Some suggested that". It is a determiner elsewhere; here
    /// it opens a clause, and a verb follows that is not also a noun.
    fn is_indefinite_subject(&self, at: usize, verb: usize) -> bool {
        let opens = self.starts_sentence(at)
            || !self.is_word(at - 1)
            || self.has_class(at - 1, WordClass::COORDINATOR | WordClass::THAT);
        let cue = |r: &VerbAnalysis| r.cue.map(|c| &self.lexicon.cues[usize::from(c)]);
        opens
            && self.has_class(at, WordClass::INDEFINITE_PRONOUN)
            && self.noun_at(verb).is_none()
            && self
                .verb_analyses(verb)
                .iter()
                .filter_map(cue)
                .any(|cue| !cue.noun_like)
    }

    /// Whether "le", "la", "les" or "l'" before the token is an article and not an object pronoun: the token is a noun,
    /// or not a finite form, or also used as a noun.
    fn takes_article(&self, at: usize) -> bool {
        self.noun_at(at).is_some() || !self.has_form(at, VerbForm::Finite) || {
            let readings = self.verb_analyses(at);
            readings
                .iter()
                .any(|r| r.cue.is_some_and(|c| self.lexicon.cues[usize::from(c)].noun_like))
        }
    }

    /// Whether the token is the first of the text or follows a line break or a full stop.
    pub(super) fn starts_sentence(&self, at: usize) -> bool {
        Step::Token.count_one();
        at == 0
            || matches!(
                self.tokens[at - 1].kind,
                TokenKind::LineBreak | TokenKind::Mark('.' | '!' | '?')
            )
    }

    /// The index of the sentence that the token is in.
    pub(super) fn sentence_index(&self, at: usize) -> usize {
        Step::Token.count_one();
        self.sentences.partition_point(|s| s.end <= at)
    }

    /// Whether one of the tokens is a finite verb.
    pub(super) fn has_finite_verb(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|at| self.is_finite_verb(at))
    }

    /// The line that the token is in, without its line break.
    pub(super) fn line_around(&self, at: usize) -> Range<usize> {
        Step::Token.count_one();
        let number = self.line_starts.partition_point(|start| *start <= at);
        let start = self.line_starts[number.saturating_sub(1)];
        let end = self
            .line_starts
            .get(number)
            .map_or(self.tokens.len(), |next| next - 1);
        start..end
    }

    /// The lines, without their line breaks.
    pub(super) fn line_ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.line_starts.iter().skip(1).map(|next| next - 1);
        let ends = ends.chain(std::iter::once(self.tokens.len()));
        self.line_starts.iter().zip(ends).map(|(start, end)| *start..end)
    }

    /// The index of the line that the token is in.
    pub(super) fn line_index(&self, at: usize) -> usize {
        Step::Token.count_one();
        self.line_starts
            .partition_point(|start| *start <= at)
            .saturating_sub(1)
    }

    /// Number of words and numbers among the tokens.
    pub(super) fn count_words(&self, tokens: Range<usize>) -> usize {
        tokens
            .into_iter()
            .filter(|at| self.is_word(*at) || self.is_number(*at))
            .count()
    }
}

/// The lexicon phrases that begin at each token, and for each token the index of its first phrase.
fn phrases(tokens: &[Token], lexicon: &Lexicon) -> (Vec<(PhraseMeaning, u32)>, Vec<u32>) {
    let mut phrases = Vec::new();
    let mut from = Vec::with_capacity(tokens.len() + 1);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    for at in 0..tokens.len() {
        from.push(count(phrases.len()));
        let word = |n: usize| tokens.get(at + n).map(|token| token.word);
        phrases.extend(
            lexicon
                .match_phrases(word)
                .map(|(meaning, length)| (meaning, count(length))),
        );
    }
    from.push(count(phrases.len()));
    (phrases, from)
}
