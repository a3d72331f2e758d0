//! The lexicon files as they are written: one TOML file a language, read with every unknown key refused.

use super::predicate_kind::PredicateSection;
use crate::domain::Act;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LexiconFile {
    #[expect(
        dead_code,
        reason = "says in the file what the file is; the program knows by its name"
    )]
    pub(super) language: String,
    #[expect(dead_code, reason = "says in the file which grammar reads it")]
    pub(super) script: String,
    #[serde(default)]
    pub(super) paradigm: BTreeMap<String, Paradigm>,
    /// Whether apostrophes and hyphens part words, as in French.
    #[serde(default)]
    pub(super) splits_hyphens: bool,
    /// Whether a clause may follow a cue without a word that introduces it, as in English.
    #[serde(default)]
    pub(super) bare_clauses: bool,
    pub(super) cue: Vec<CueRow>,
    pub(super) source: Vec<SourcePhraseRow>,
    pub(super) nouns: NounSection,
    pub(super) titles: WordsByGender,
    pub(super) roles: RoleSection,
    #[serde(default)]
    pub(super) given: WordsByGender,
    pub(super) pronouns: PronounSection,
    pub(super) words: WordSection,
    pub(super) dates: DateSection,
    pub(super) acts: WordsByAct,
    #[serde(default)]
    pub(super) predicates: PredicateSection,
    pub(super) occasions: OccasionSection,
    pub(super) enumerations: EnumerationSection,
    pub(super) questions: QuestionSection,
    pub(super) lines: LineSection,
    pub(super) han: Option<HanSection>,
}

/// How a verb's forms are made: take `strip` from the end of the lemma, add each ending.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Paradigm {
    pub(super) strip: String,
    #[serde(default)]
    pub(super) finite: Vec<String>,
    #[serde(default)]
    pub(super) past_participle: Vec<String>,
    #[serde(default)]
    pub(super) present_participle: Vec<String>,
    #[serde(default)]
    pub(super) infinitive: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags of an entry, as the file has them"
)]
pub(super) struct CueRow {
    pub(super) lemma: String,
    pub(super) paradigm: Option<String>,
    pub(super) act: String,
    pub(super) takes: Vec<String>,
    #[serde(default)]
    pub(super) addressee: bool,
    #[serde(default)]
    pub(super) weak: bool,
    #[serde(default)]
    pub(super) noun_like: bool,
    #[serde(default)]
    pub(super) mental: bool,
    #[serde(default)]
    pub(super) document: bool,
    #[serde(default)]
    pub(super) hears: bool,
    #[serde(default)]
    pub(super) predicate: bool,
    /// Whether only a text says something by it: "la loi autorise …".
    #[serde(default)]
    pub(super) provision: bool,
    /// Whether it reports only where it is denied: "n'exclut pas de …".
    #[serde(default)]
    pub(super) denied: bool,
    /// Nouns with which the verb has another sense: "annoncer la couleur".
    #[serde(default)]
    pub(super) not_with: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourcePhraseRow {
    /// Whether only a text is a source by it: "under the law".
    #[serde(default)]
    pub(super) document: bool,
    pub(super) words: String,
    pub(super) act: String,
    #[serde(default)]
    pub(super) strict: bool,
    /// Whether it tells by itself whose the words are, and of how many: "one" in "à ses yeux", "several" in "à leurs
    /// yeux".
    pub(super) whose: Option<String>,
    #[serde(default)]
    pub(super) after: String,
    #[serde(default)]
    pub(super) not_before: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NounSection {
    pub(super) vehicles: Vec<String>,
    pub(super) content: Vec<String>,
    /// "view", "words" in "in N's view".
    #[serde(default)]
    pub(super) views: Vec<String>,
    /// Figures in accounts, which are reported without being said.
    #[serde(default)]
    pub(super) accounts: Vec<String>,
    /// Verbs, by their forms, whose object is what their subject says: "made (the claim that …)".
    #[serde(default)]
    pub(super) carriers: Vec<String>,
    /// Nouns that report what stands behind them.
    #[serde(default)]
    pub(super) cues: Vec<NounCueRow>,
}

/// A noun that reports, in all its forms.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NounCueRow {
    pub(super) forms: Vec<String>,
    pub(super) act: String,
    pub(super) takes: Vec<String>,
    /// Words with which the noun reports nothing: "appel à projets".
    #[serde(default)]
    pub(super) not_with: Vec<String>,
    /// Whether it reports even where nobody is named: "allegations that …" (English).
    #[serde(default)]
    pub(super) alone: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WordsByGender {
    pub(super) m: Vec<String>,
    pub(super) f: Vec<String>,
    pub(super) mf: Vec<String>,
    pub(super) pl: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleSection {
    pub(super) m: Vec<String>,
    pub(super) f: Vec<String>,
    pub(super) mf: Vec<String>,
    pub(super) pl: Vec<String>,
    pub(super) institutions: Vec<String>,
    pub(super) documents: Vec<String>,
    pub(super) groups: Vec<String>,
    /// Of the above, those that mean whoever of their kind was named before.
    #[serde(default)]
    pub(super) generic: Vec<String>,
    /// Documents that stand for who issued them.
    #[serde(default)]
    pub(super) issued: Vec<String>,
    /// Words before a role that make it another one: "vice", "former".
    #[serde(default)]
    pub(super) lesser: Vec<String>,
    /// Roles that mean the same office: the first of each list stands for all.
    #[serde(default)]
    pub(super) same: Vec<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PronounSection {
    pub(super) m: Vec<String>,
    pub(super) f: Vec<String>,
    #[serde(default)]
    pub(super) mf: Vec<String>,
    #[serde(default)]
    pub(super) m_pl: Vec<String>,
    #[serde(default)]
    pub(super) f_pl: Vec<String>,
    #[serde(default)]
    pub(super) pl: Vec<String>,
    pub(super) first: Vec<String>,
    #[serde(default)]
    pub(super) anybody: Vec<String>,
    #[serde(default)]
    pub(super) impersonal: Vec<String>,
    /// Possessives that stand for a person: "his".
    #[serde(default)]
    pub(super) owners: WordsByGender,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerbRow {
    pub(super) lemma: String,
    pub(super) paradigm: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WordSection {
    pub(super) determiners: Vec<String>,
    pub(super) possessives: Vec<String>,
    pub(super) prepositions: Vec<String>,
    pub(super) coordinators: Vec<String>,
    pub(super) subordinators: Vec<String>,
    pub(super) relatives: Vec<String>,
    pub(super) adverbs: Vec<String>,
    pub(super) negations: Vec<String>,
    pub(super) clitics: Vec<String>,
    pub(super) auxiliaries_have: Vec<String>,
    pub(super) auxiliaries_be: Vec<String>,
    pub(super) modals: Vec<String>,
    pub(super) that: Vec<String>,
    pub(super) whether: Vec<String>,
    pub(super) not_capitalised_names: Vec<String>,
    pub(super) verbs: Vec<VerbRow>,
    pub(super) abbreviations: Vec<String>,
    pub(super) of: Vec<String>,
    pub(super) role_links: Vec<String>,
    pub(super) masculine: Vec<String>,
    pub(super) feminine: Vec<String>,
    pub(super) plural: Vec<String>,
    pub(super) reflexives: Vec<String>,
    /// "y" before a verb.
    pub(super) locatives: Vec<String>,
    pub(super) parts_of_time: Vec<String>,
    /// What stands before the doer behind a participle.
    #[serde(default)]
    pub(super) agents: Vec<String>,
    pub(super) definite: Vec<String>,
    pub(super) elided: Vec<String>,
    pub(super) name_particles: Vec<String>,
    pub(super) named_after: Vec<String>,
    /// What stands behind a name and is part of it: "Jr.".
    pub(super) name_suffixes: Vec<String>,
    /// What stands behind a name and is no part of it: "MP".
    pub(super) post_nominals: Vec<String>,
    /// Verbs, by lemma, that make a document known as the subject's own.
    pub(super) issuing: Vec<String>,
    /// "un", "a": what they determine was not spoken of before.
    pub(super) indefinite_articles: Vec<String>,
    /// Verbs, by lemma, by which somebody answers.
    pub(super) answering: Vec<String>,
    /// "mais", "but".
    pub(super) adversatives: Vec<String>,
    /// "nombreux" in "de nombreux élus".
    pub(super) numerous: Vec<String>,
    /// "ans" in "Untel, 54 ans".
    pub(super) ages: Vec<String>,
    /// "de même source".
    pub(super) same_source: Vec<String>,
    /// "auprès de" in "a-t-on appris auprès de N".
    pub(super) asked_at: Vec<String>,
    /// Pronouns for people whom nobody names.
    pub(super) indefinite: Vec<String>,
    pub(super) participle_leads: Vec<String>,
    pub(super) infinitive_markers: Vec<String>,
    pub(super) asserting: Vec<String>,
    /// Modals by which a draft law says what it lays down: "would".
    #[serde(default)]
    pub(super) drafting: Vec<String>,
    pub(super) turns: Vec<String>,
    pub(super) extends: Vec<String>,
    pub(super) comparatives: Vec<String>,
    pub(super) future: Vec<String>,
    pub(super) future_endings: Vec<String>,
    pub(super) participle_endings: Vec<String>,
    /// Verbs, by lemma, that tell an intention before an infinitive.
    pub(super) intentions: Vec<String>,
    /// Verbs, by lemma, of people who come together to tell what they want.
    pub(super) gatherings: Vec<String>,
    pub(super) demonstratives: Vec<String>,
    /// Verbs, by lemma, that hand on to a reporting infinitive.
    pub(super) leads: Vec<String>,
    pub(super) lead_links: Vec<String>,
    pub(super) contractions: BTreeMap<String, String>,
    pub(super) infinitive_endings: Vec<String>,
    pub(super) adverb_endings: Vec<String>,
    pub(super) prefixes: Vec<String>,
    /// "plus", "davantage": before "de", they open a noun phrase.
    pub(super) quantities: Vec<String>,
    pub(super) first_person_future: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DayOffsetRow {
    pub(super) words: String,
    pub(super) days: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeriodOffsetRow {
    pub(super) words: String,
    pub(super) unit: String,
    pub(super) back: i32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DateSection {
    pub(super) months: Vec<Vec<String>>,
    pub(super) weekdays: Vec<Vec<String>>,
    pub(super) relative: Vec<DayOffsetRow>,
    pub(super) vague: Vec<PeriodOffsetRow>,
    pub(super) last: Vec<String>,
    /// "next" beside a weekday.
    pub(super) next: Vec<String>,
    pub(super) anaphoric: Vec<String>,
    /// "that evening": the day that was told last.
    pub(super) same_day: Vec<String>,
    /// "in recent days": so many days up to that of publication.
    #[serde(default)]
    pub(super) recent: Vec<DayOffsetRow>,
    /// Seasons and quarters.
    #[serde(default)]
    pub(super) periods: Vec<SeasonRow>,
    /// "early", "mid", "late" before a month or a year.
    #[serde(default)]
    pub(super) thirds: Vec<Vec<String>>,
    /// "du", "from" before the first day of a range, and "au", "to" before its last.
    #[serde(default)]
    pub(super) range_from: Vec<String>,
    #[serde(default)]
    pub(super) range_to: Vec<String>,
    /// Words between which and a date nothing is told to have happened on that date: "until", "depuis".
    pub(super) bounds: Vec<String>,
    /// "报道" behind a date: it tells when somebody reported it (Chinese).
    #[serde(default)]
    pub(super) relays: Vec<String>,
    /// "previously": on another occasion than what is told around it.
    pub(super) another_time: Vec<String>,
    /// The auxiliaries of what had happened before: "avait", "had".
    #[serde(default)]
    pub(super) past_perfect: Vec<String>,
    #[serde(default)]
    pub(super) ordinal_suffixes: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeasonRow {
    pub(super) words: String,
    /// Its first month.
    pub(super) month: u32,
    /// Whether it means one without "last" or a year beside it.
    #[serde(default)]
    pub(super) alone: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WordsByAct {
    pub(super) denial: Vec<String>,
    pub(super) commitment: Vec<String>,
    pub(super) call: Vec<String>,
    pub(super) proposal: Vec<String>,
    pub(super) warning: Vec<String>,
    pub(super) forecast: Vec<String>,
    pub(super) announcement: Vec<String>,
    pub(super) expressive: Vec<String>,
    pub(super) position: Vec<String>,
}

impl WordsByAct {
    /// Each list of markers with its act.
    pub(super) fn lists(&self) -> [(&[String], Act); 9] {
        [
            (&self.denial, Act::Denial),
            (&self.commitment, Act::Commitment),
            (&self.call, Act::Call),
            (&self.proposal, Act::Proposal),
            (&self.warning, Act::Warning),
            (&self.forecast, Act::Forecast),
            (&self.announcement, Act::Announcement),
            (&self.expressive, Act::Expressive),
            (&self.position, Act::Position),
        ]
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OccasionSection {
    pub(super) prepositions: Vec<String>,
    pub(super) heads: Vec<String>,
    /// The events, and what is published, that consist of words: whoever holds one speaks on its day.
    pub(super) speech: Vec<String>,
    /// Verbs, by lemma, of what is written in a letter or the like.
    #[serde(default)]
    pub(super) writing: Vec<String>,
    /// What follows an event where something happens at it (Chinese).
    #[serde(default)]
    pub(super) during: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EnumerationSection {
    pub(super) announce: Vec<String>,
    /// What stands before a colon whose list is part of the words.
    #[serde(default)]
    pub(super) include: Vec<String>,
    pub(super) ordinals: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionSection {
    pub(super) question: Vec<String>,
    pub(super) answer: Vec<String>,
    /// What tells that a page is an interview.
    pub(super) interview: Vec<String>,
}

/// What lines that are no prose begin with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineSection {
    pub(super) aside: Vec<String>,
    pub(super) pointer: Vec<String>,
    pub(super) label: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HanSection {
    pub(super) surnames: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) institution_suffixes: Vec<String>,
    #[serde(default)]
    pub(super) side_suffixes: Vec<String>,
    #[serde(default)]
    pub(super) quoting: Vec<String>,
    #[serde(default)]
    pub(super) quoted: Vec<String>,
    #[serde(default)]
    pub(super) toward: Vec<String>,
    #[serde(default)]
    pub(super) own_voice: Vec<String>,
    #[serde(default)]
    pub(super) not_names: Vec<String>,
    #[serde(default)]
    pub(super) lays_down: Vec<String>,
    #[serde(default)]
    pub(super) unsaid: Vec<String>,
    #[serde(default)]
    pub(super) passive: Vec<String>,
    #[serde(default)]
    pub(super) issues: Vec<String>,
    #[serde(default)]
    pub(super) vaguely: Vec<String>,
    #[serde(default)]
    pub(super) reactions: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) parties: Vec<String>,
    pub(super) person_suffixes: Vec<String>,
    pub(super) transliteration: String,
    pub(super) name_dot: Vec<String>,
    pub(super) between: Vec<String>,
    pub(super) anti: Vec<String>,
    pub(super) stop_subject: Vec<String>,
}
