//! A text laid out for reading: tokens, quotations and sentences, with the questions that the rules ask of a
//! token.

use super::lexicon::{Lexicon, PhraseMeaning, PredicateKind, VerbAnalysis, VerbForm, WordClass, WordId};
use super::normalization::Normal;
use super::token::{Token, TokenKind, tokenize};
use std::ops::Range;

/// A quotation between outermost marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quotation {
    /// The token of the opening mark.
    pub(super) open: usize,
    /// The token of the closing mark, or the one after the last where the mark is missing.
    pub(super) close: usize,
    /// Whether the closing mark is there.
    pub(super) closed: bool,
}

impl Quotation {
    /// The tokens between the marks.
    pub(super) fn inside(&self) -> Range<usize> {
        self.open + 1..self.close
    }

    /// The first token behind the quotation.
    pub(super) fn end(&self) -> usize {
        self.close + usize::from(self.closed)
    }
}

/// A text and what stands in it.
#[derive(Debug)]
pub(super) struct Page<'t> {
    pub(super) text: &'t str,
    pub(super) lexicon: &'t Lexicon,
    pub(super) tokens: Vec<Token>,
    pub(super) quotations: Vec<Quotation>,
    /// The phrases that begin at the tokens, longest first, each with its number of tokens; found once, for the rules
    /// ask for them many times.
    phrases: Vec<(PhraseMeaning, u32)>,
    /// For each token, where its phrases begin in `phrases`; one more at the end.
    phrases_from: Vec<u32>,
    /// For each token, one more than the index of the quotation that it belongs to, marks included; or 0.
    within: Vec<u32>,
    pub(super) sentences: Vec<Range<usize>>,
    /// The first token of each line.
    lines: Vec<usize>,
}

impl<'t> Page<'t> {
    pub(super) fn new(normal: &'t Normal, lexicon: &'t Lexicon) -> Self {
        let text = normal.as_str();
        let tokens = tokenize(text, lexicon);
        let quotations = super::quotation::find_quotations(&tokens);
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
            phrases_from,
            quotations,
            within,
            sentences: Vec::new(),
            lines: Vec::new(),
        };
        let breaks = page
            .tokens
            .iter()
            .enumerate()
            .filter(|(_, t)| t.kind == TokenKind::LineBreak);
        page.lines = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        page.sentences = super::sentence::split_sentences(&page);
        page
    }

    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub(super) fn word(&self, at: usize) -> WordId {
        self.tokens.get(at).map_or(WordId::UNKNOWN, |t| t.word)
    }

    pub(super) fn text_of(&self, tokens: &Range<usize>) -> &'t str {
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

    /// The quotation that the token belongs to, marks included.
    pub(super) fn quotation_at(&self, at: usize) -> Option<usize> {
        self.within
            .get(at)
            .and_then(|n| n.checked_sub(1))
            .map(|n| n as usize)
    }

    pub(super) fn has_class(&self, at: usize, class: WordClass) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|t| t.is_word() && self.lexicon.word_class(t.word).intersects(class))
    }

    /// Whether the word at a token is a predicate of one of these kinds.
    pub(super) fn has_predicate(&self, at: usize, predicate: PredicateKind) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|t| t.is_word() && self.lexicon.predicate_kind(t.word).intersects(predicate))
    }

    /// "'s" in "N's claim", the apostrophe in "the voters' claim": English marks of an owner.
    pub(super) fn is_owner_mark(&self, at: usize) -> bool {
        let text = self.text_of(&(at..at + 1));
        self.lexicon.bare_clauses()
            && text.starts_with('\'')
            && self.tokens.get(at).is_some_and(|t| !t.has_space_before)
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is_mark(mark))
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_word)
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number)
    }

    /// Whether the token is a capitalised word that can be part of a name.
    pub(super) fn is_name_word(&self, at: usize) -> bool {
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

    /// "Blaming Untel for …", at the start of an English sentence or heading.
    fn is_gerund_before_name(&self, at: usize) -> bool {
        let capital = |t: &Token| t.is_word() && t.is_capitalised;
        self.lexicon.bare_clauses()
            && self.starts_sentence(at)
            && self.tokens[at].text(self.text).ends_with("ing")
            && self.tokens.get(at + 1).is_some_and(capital)
            && (self.has_form(at, VerbForm::PresentParticiple) || self.word(at) == WordId::UNKNOWN)
            && !self.is_given_name(at)
    }

    /// Whether the word for a month stands in a name: "Theresa May", "Jan de Vries", "April Jones".
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

    /// Whether the token is the "'s" of English behind the owner.
    pub(super) fn is_possessive_s(&self, at: usize) -> bool {
        let joined = |t: &Token| !t.has_space_before && t.text(self.text).eq_ignore_ascii_case("'s");
        self.lexicon.bare_clauses() && self.tokens.get(at).is_some_and(joined) && self.precedes_owned_noun(at)
    }

    /// "Le" of "Le Maire", "De" of "De Gaulle": a capitalised article or preposition that a name begins with.
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

    /// The longest phrase at a token whose meaning is `wanted`, and how many tokens it takes.
    pub(super) fn meaning(
        &self,
        at: usize,
        wanted: impl Fn(&PhraseMeaning) -> bool,
    ) -> Option<(PhraseMeaning, usize)> {
        let (start, end) = (*self.phrases_from.get(at)?, *self.phrases_from.get(at + 1)?);
        let found = self.phrases[start as usize..end as usize]
            .iter()
            .find(|(meaning, _)| wanted(meaning));
        found.map(|(meaning, length)| (*meaning, *length as usize))
    }

    /// A noun for a person, a body, a document or a group.
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

    /// How many tokens the adverb at `at` takes, "tout de même" included.
    pub(super) fn adverb_length(&self, at: usize) -> Option<usize> {
        if self.has_class(at, WordClass::ADVERB) && !self.is_name_word(at) {
            return Some(1);
        }
        self.meaning(at, |m| matches!(m, PhraseMeaning::AdverbialPhrase))
            .map(|(_, length)| length)
    }

    pub(super) fn readings(&self, at: usize) -> &'t [VerbAnalysis] {
        self.lexicon.verb_analyses(self.word(at))
    }

    pub(super) fn has_form(&self, at: usize, form: VerbForm) -> bool {
        self.readings(at).iter().any(|r| r.form == form)
    }

    /// Whether the word can be a verb.
    pub(super) fn has_verb_form(&self, at: usize) -> bool {
        !self.readings(at).is_empty()
    }

    /// Whether the token is, here, a finite verb: known as one, and no noun behind a determiner.
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
        // "Untel, président de …": a noun in apposition, not "ils président"
        let apposed = at > 0 && self.noun_at(at).is_some() && !self.is_word(at - 1);
        auxiliary || !self.follows_determiner(at) && !apposed
    }

    /// Whether the "'s" at `at` has a noun or a name behind it that it makes somebody's.
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

    /// An English word in lower case that the lexicon does not have and that can be a verb of the past.
    fn looks_like_past_verb(&self, at: usize) -> bool {
        let token = self.tokens[at];
        self.lexicon.bare_clauses()
            && !token.is_capitalised
            && self.is_unclassed(at)
            && self.lexicon.ends_as_participle(token.text(self.text))
    }

    /// Whether the lexicon has no class, form or noun for the token; it may have it as a part of some phrase.
    fn is_unclassed(&self, at: usize) -> bool {
        let word = self.word(at);
        word == WordId::UNKNOWN
            || self.lexicon.word_class(word) == WordClass::default()
                && self.readings(at).is_empty()
                && self.noun_at(at).is_none()
    }

    /// Whether a determiner, or one and an adjective, stands right before.
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

    /// "Some suggested that": a word that is a determiner elsewhere opens a clause, and a verb that is no noun follows.
    fn is_indefinite_subject(&self, at: usize, verb: usize) -> bool {
        let opens = self.starts_sentence(at)
            || !self.is_word(at - 1)
            || self.has_class(at - 1, WordClass::COORDINATOR | WordClass::THAT);
        let cue = |r: &VerbAnalysis| r.cue.map(|c| &self.lexicon.cues[usize::from(c)]);
        opens
            && self.has_class(at, WordClass::INDEFINITE_PRONOUN)
            && self.noun_at(verb).is_none()
            && self
                .readings(verb)
                .iter()
                .filter_map(cue)
                .any(|cue| !cue.noun_like)
    }

    /// Whether a word that is both article and object pronoun ("le", "la", "les", "l'") is an article here:
    /// the word behind it is no plain verb form, or a preposition or nothing stands before.
    fn takes_article(&self, at: usize) -> bool {
        self.noun_at(at).is_some() || !self.has_form(at, VerbForm::Finite) || {
            let readings = self.readings(at);
            readings
                .iter()
                .any(|r| r.cue.is_some_and(|c| self.lexicon.cues[usize::from(c)].noun_like))
        }
    }

    pub(super) fn starts_sentence(&self, at: usize) -> bool {
        at == 0
            || matches!(
                self.tokens[at - 1].kind,
                TokenKind::LineBreak | TokenKind::Mark('.' | '!' | '?')
            )
    }

    /// The number of the sentence that the token stands in.
    pub(super) fn sentence_index(&self, at: usize) -> usize {
        self.sentences.partition_point(|s| s.end <= at)
    }

    /// Whether the tokens hold a finite verb outside quotations, or any inside one.
    pub(super) fn has_finite_verb(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|at| self.is_finite_verb(at))
    }

    /// The line that the token stands in, without its end.
    pub(super) fn line_around(&self, at: usize) -> Range<usize> {
        let number = self.lines.partition_point(|start| *start <= at);
        let start = self.lines[number.saturating_sub(1)];
        let end = self.lines.get(number).map_or(self.tokens.len(), |next| next - 1);
        start..end
    }

    /// The lines, without their ends.
    pub(super) fn lines(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.lines.iter().skip(1).map(|next| next - 1);
        let ends = ends.chain(std::iter::once(self.tokens.len()));
        self.lines.iter().zip(ends).map(|(start, end)| *start..end)
    }

    /// The number of the line that the token stands in.
    pub(super) fn line_index(&self, at: usize) -> usize {
        self.lines.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// Where the words of the line begin behind a time: "14:32 – ", "[09h15] ", "2:32pm GMT ", "10 h 12. ".
    pub(super) fn skip_timestamp(&self, line: &Range<usize>) -> usize {
        let bracket = self.is_mark(line.start, '[') || self.is_mark(line.start, '(');
        let first = line.start + usize::from(bracket);
        let Some((mut at, is_sure)) = self.clock_time_end(first) else {
            return line.start;
        };
        let zone = |at: usize| {
            let token = self.tokens.get(at).filter(|t| t.is_word() && at < line.end);
            token.is_some_and(|t| {
                let word = t.text(self.text);
                t.is_all_caps && word.len() <= 4 || ["am", "pm", "a.m.", "p.m."].contains(&word)
            })
        };
        let mut zones = 0;
        while zone(at) && zones < 2 {
            at += 1;
            zones += 1;
        }
        if bracket {
            let closed = self.is_mark(at, ']') || self.is_mark(at, ')');
            return if closed { at + 1 } else { line.start };
        }
        let parts = |c: TokenKind| {
            matches!(
                c,
                TokenKind::Mark('–' | '—' | '-' | '.' | '|' | '•' | '·' | ':' | ',')
            )
        };
        let marked = at < line.end && parts(self.tokens[at].kind);
        // "8.5 millions", "8 h de travail"
        if !is_sure && !marked && zones == 0 {
            return line.start;
        }
        at + usize::from(marked)
    }

    /// Where a time at the token ends, and whether it can be nothing else.
    fn clock_time_end(&self, at: usize) -> Option<(usize, bool)> {
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
        let time = token.text(self.text);
        let digits = time.bytes().take_while(u8::is_ascii_digit).count();
        let mut rest = time[digits..].chars();
        let (mark, next) = (rest.next(), rest.next());
        match mark {
            _ if digits > 2 => None,
            Some(':' | 'h' | 'H') if next.is_some_and(|c| c.is_ascii_digit()) => Some((at + 1, true)),
            Some('h' | 'H') if next.is_none() => Some((at + 1, false)),
            Some('.') if next.is_some_and(|c| c.is_ascii_digit()) => Some((at + 1, false)),
            None => {
                let hour = self.text_of(&(at + 1..at + 2));
                let minutes = usize::from(self.is_number(at + 2));
                matches!(hour, "h" | "H").then_some((at + 2 + minutes, minutes > 0))
            }
            _ => None,
        }
    }

    /// How many words and numbers the tokens hold.
    pub(super) fn count_words(&self, tokens: Range<usize>) -> usize {
        tokens
            .into_iter()
            .filter(|at| self.is_word(*at) || self.is_number(*at))
            .count()
    }
}

/// The phrases that begin at each token, and where those of each token begin among them.
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
