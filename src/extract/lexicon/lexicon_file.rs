//! The lexicon files as they are written: one TOML file a language, in which every unknown key is an error.
//!
//! What each list holds, with examples, is said above it in the files.

use super::LexiconError;
use super::predicate_section::PredicateSection;
use super::words_by_act::WordsByAct;
use crate::domain::{Act, Lang};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A lexicon file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LexiconFile {
    #[expect(
        dead_code,
        reason = "shows in the file what the file is; the program knows it by its name"
    )]
    pub(super) language: String,
    #[expect(dead_code, reason = "shows in the file which grammar reads it")]
    pub(super) script: String,
    /// Words are split at apostrophes and hyphens, as in French.
    #[serde(default)]
    pub(super) splits_hyphens: bool,
    /// A clause may follow a cue without a word that introduces it, as in English.
    #[serde(default)]
    pub(super) bare_clauses: bool,
    /// How the forms of verbs are made, by the name of the paradigm.
    #[serde(default)]
    pub(super) paradigm: BTreeMap<String, Paradigm>,
    /// Verbs that report, one by one: French and English.
    #[serde(default)]
    pub(super) cue: Vec<CueRow>,
    /// Words that report, by what they have in common: Chinese.
    #[serde(default)]
    pub(super) cue_group: Vec<CueGroupRow>,
    pub(super) source: Vec<SourcePhraseRow>,
    #[serde(default)]
    pub(super) nouns: NounSection,
    #[serde(default)]
    pub(super) titles: WordsByGender,
    pub(super) roles: RoleSection,
    #[serde(default)]
    pub(super) given_names: WordsByGender,
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
    /// What only Chinese has.
    pub(super) han: Option<HanSection>,
}

/// How a verb's forms are made: take `strip` from the end of the lemma's first word, add each ending.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Paradigm {
    pub(super) strip: String,
    /// `strip` itself where it is not given.
    pub(super) infinitive: Option<Vec<String>>,
    pub(super) present_participle: Vec<String>,
    pub(super) past_participle: Vec<String>,
    pub(super) finite: Vec<String>,
}

/// A verb that reports.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CueRow {
    /// The infinitive, and the words that follow it: "mettre en garde". Its first word is the one that inflects.
    pub(super) lemma: String,
    pub(super) paradigm: Option<String>,
    /// The name of an act, or "neutral" where the content decides.
    pub(super) act: String,
    /// What follows it and is the content, separated by blanks: "quote", "that", "whether", "inf", "np", "ing", or a
    /// preposition before one of the last three: "de+inf".
    pub(super) takes: String,
    /// Names of flags of [`super::Cue`], separated by blanks.
    #[serde(default)]
    pub(super) flags: String,
    /// Nouns with which the verb has another sense.
    #[serde(default)]
    pub(super) excluded_nouns: Vec<String>,
}

/// Chinese words that report alike.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CueGroupRow {
    pub(super) act: String,
    /// "quote", "that" and "np", as in [`CueRow`].
    pub(super) takes: String,
    /// "weak", "mental" and "addressee", as in [`CueRow`].
    #[serde(default)]
    pub(super) flags: String,
    pub(super) lemmas: Vec<String>,
}

/// A phrase that names a source: "selon", "据".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourcePhraseRow {
    pub(super) phrase: String,
    /// The name of an act, or "neutral" where the content decides.
    pub(super) act: String,
    /// Only a text is a source by it: "under the law".
    #[serde(default)]
    pub(super) only_document: bool,
    /// As often no source: it counts only set off by commas, in Chinese only before a known kind of speaker.
    #[serde(default)]
    pub(super) ambiguous: bool,
    /// The number of the speakers to whom it refers by itself: "one" in "à ses yeux", "several" in "à leurs yeux".
    pub(super) speaker_number: Option<String>,
    /// What closes the name of the source (Chinese): 的说法.
    #[serde(default)]
    pub(super) closings: Vec<String>,
    /// What, right after it, shows that no source is meant: "le cas".
    #[serde(default)]
    pub(super) not_followed_by: Vec<String>,
}

/// A noun that reports, in all its forms.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NounCueRow {
    /// The first form is the lemma.
    pub(super) forms: Vec<String>,
    pub(super) act: String,
    /// As in [`CueRow`].
    pub(super) takes: String,
    /// Words with which the noun reports nothing: "projets" in "appel à projets".
    #[serde(default)]
    pub(super) excluded_nouns: Vec<String>,
    /// It reports even where nobody is named: "allegations that …".
    #[serde(default)]
    pub(super) reports_without_speaker: bool,
}

/// Words by the gender and number of whom they refer to.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WordsByGender {
    pub(super) masculine: Vec<String>,
    pub(super) feminine: Vec<String>,
    pub(super) either_gender: Vec<String>,
    pub(super) plural: Vec<String>,
}

/// Phrases for one day, counted from the day of publication; or, in `recent_days`, for a number of days.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DayOffsetRow {
    pub(super) days: i64,
    pub(super) phrases: Vec<String>,
}

/// Phrases for one week, month or year, counted back from the one of publication.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeriodOffsetRow {
    /// "week", "month" or "year".
    pub(super) unit: String,
    pub(super) periods_ago: i32,
    pub(super) phrases: Vec<String>,
}

/// Phrases for one season or quarter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeasonRow {
    /// From 1.
    pub(super) first_month: u32,
    /// Whether it is a time without "last" or a year beside it.
    #[serde(default)]
    pub(super) alone: bool,
    pub(super) phrases: Vec<String>,
}

/// Nouns that carry, contain or report speech.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NounSection {
    /// What carries speech: "communiqué", "interview". "in a statement", "dans un communiqué" says where something was
    /// said.
    pub(super) speech_vehicles: Vec<String>,
    /// What is said: "the claim that …", "l'annonce de …".
    pub(super) content_nouns: Vec<String>,
    /// Whose opinion it is: "view", "words" in "in N's view".
    pub(super) view_nouns: Vec<String>,
    /// Figures in accounts: reporting them gives an account, and no statement is made of it.
    pub(super) accounting_figures: Vec<String>,
    /// Forms of verbs whose object is what their subject says: "made" in "made the claim that …".
    pub(super) support_verbs: Vec<String>,
    /// Nouns that report what follows them.
    pub(super) cues: Vec<NounCueRow>,
}

/// What a person is, and bodies, documents and groups.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RoleSection {
    /// Chinese marks neither gender nor number: all roles are here. Before or after a name.
    pub(super) masculine: Vec<String>,
    /// Chinese marks neither gender nor number: all roles are here. Before or after a name.
    pub(super) feminine: Vec<String>,
    /// Chinese marks neither gender nor number: all roles are here. Before or after a name.
    pub(super) either_gender: Vec<String>,
    /// Chinese marks neither gender nor number: all roles are here. Before or after a name.
    pub(super) plural: Vec<String>,
    /// Bodies that speak: "ministry", "ministère".
    pub(super) institutions: Vec<String>,
    /// Texts that speak: "report", "rapport".
    pub(super) documents: Vec<String>,
    /// People who are not named one by one: "experts", "une centaine".
    pub(super) groups: Vec<String>,
    /// Of the above, those that refer back to whoever of their kind was named before: "le groupe", "the researcher".
    pub(super) generic_nouns: Vec<String>,
    /// Words before a role that make it another office: "vice", "former".
    pub(super) role_modifiers: Vec<String>,
    /// Of the documents, those that stand for who issued them: "the report says" speaks for its authors.
    pub(super) issued_documents: Vec<String>,
    /// Names of one office. The order has a meaning: the first of each row stands for all, a later row wins over an
    /// earlier one.
    pub(super) synonyms: Vec<Vec<String>>,
}

/// Pronouns that can be a speaker.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PronounSection {
    pub(super) masculine: Vec<String>,
    pub(super) feminine: Vec<String>,
    pub(super) either_gender: Vec<String>,
    pub(super) masculine_plural: Vec<String>,
    pub(super) feminine_plural: Vec<String>,
    pub(super) plural: Vec<String>,
    /// The person who speaks or is spoken to; outside quotations, the author of the article.
    pub(super) first_person: Vec<String>,
    /// Of these, those that after a verb do not mean the author: "indique-t-on".
    pub(super) generic: Vec<String>,
    /// Subjects that are nobody in particular: "il faut", "someone". Nothing is attributed to them.
    pub(super) impersonal: Vec<String>,
    /// Possessives that refer to a person: "his".
    pub(super) possessives: WordsByGender,
}

/// Words of grammar.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WordSection {
    /// They open a noun phrase: "the", "le".
    pub(super) determiners: Vec<String>,
    /// Determiners that say whose the noun is: "their", "sa".
    pub(super) possessives: Vec<String>,
    /// Determiners of what is known or was named before: "the", "ce".
    pub(super) definite_determiners: Vec<String>,
    /// Determiners of what was not named before: "a", "un".
    pub(super) indefinite_articles: Vec<String>,
    /// "cet" in "cet élu", "this": they refer back to what was named before.
    pub(super) demonstratives: Vec<String>,
    /// Determiners that show their noun to be masculine.
    pub(super) masculine_determiners: Vec<String>,
    /// Determiners that show their noun to be feminine.
    pub(super) feminine_determiners: Vec<String>,
    /// Determiners that show their noun to be plural.
    pub(super) plural_determiners: Vec<String>,
    /// Adjectives between a determiner and a plural noun: "nombreux" in "de nombreux élus".
    pub(super) plural_adjectives: Vec<String>,
    /// They open a noun phrase before "de" or a noun: "plus" in "plus d'efforts", "more".
    pub(super) quantities: Vec<String>,
    /// They join a noun to the noun before: "of", "de".
    pub(super) noun_links: Vec<String>,
    /// They join a field to a role: "ministre déléguée à la recherche", "minister for trade".
    pub(super) role_links: Vec<String>,
    /// They end a speaker's name on its left: 在, 对.
    pub(super) prepositions: Vec<String>,
    /// They name who did what a participle says: "publié par N", "by".
    pub(super) agent_prepositions: Vec<String>,
    /// Prepositions that contain an article, each with the bare preposition.
    pub(super) contractions: BTreeMap<String, String>,
    /// They join two words or clauses: "and", "et".
    pub(super) coordinators: Vec<String>,
    /// Coordinators that set what follows against what stands before: "but", "mais".
    pub(super) adversatives: Vec<String>,
    /// They open a subordinate clause: "although", "lorsque".
    pub(super) subordinators: Vec<String>,
    /// They set another thought against the clause before: "while", "alors que".
    pub(super) contrast_conjunctions: Vec<String>,
    /// They open a relative clause: "who", "dont".
    pub(super) relatives: Vec<String>,
    /// They open the clause that is reported: "that", "que".
    pub(super) that_conjunctions: Vec<String>,
    /// They open an indirect question: "whether", "ce que".
    pub(super) indirect_question_words: Vec<String>,
    /// Words that open a comparison: "as" in "as N said", "comme" in "comme l'a dit N".
    pub(super) comparatives: Vec<String>,
    pub(super) adverbs: Vec<String>,
    /// They deny a verb or a noun: "not", "jamais".
    pub(super) negations: Vec<String>,
    /// Unstressed pronouns between subject and verb: "le", "lui".
    pub(super) clitics: Vec<String>,
    /// Their referent is the subject: "se", "himself".
    pub(super) reflexives: Vec<String>,
    /// "y": in something that was mentioned before.
    pub(super) locatives: Vec<String>,
    /// Forms of the auxiliary "have", "avoir".
    pub(super) auxiliaries_have: Vec<String>,
    /// Forms of the auxiliary "be", "être".
    pub(super) auxiliaries_be: Vec<String>,
    /// Before a cue they make it hypothetical: nothing has been said yet.
    pub(super) modals: Vec<String>,
    /// Auxiliaries that leave no doubt that something was or will be said: "will", "did".
    pub(super) assertive_auxiliaries: Vec<String>,
    /// Modals by which a draft law says what it lays down: "the bill would ban …".
    pub(super) draft_law_modals: Vec<String>,
    /// They put the verb after them in the future: "will", "va".
    pub(super) future_auxiliaries: Vec<String>,
    /// Endings of a verb in the future tense.
    pub(super) future_endings: Vec<String>,
    /// Endings of the future tense in the first person ("nous tiendrons"): the speaker makes a commitment.
    pub(super) first_person_future_endings: Vec<String>,
    /// Endings of a past participle.
    pub(super) participle_endings: Vec<String>,
    /// Endings of an infinitive, for words that no list has. An empty ending fits every word.
    pub(super) infinitive_endings: Vec<String>,
    /// "to" before an infinitive.
    pub(super) infinitive_markers: Vec<String>,
    /// They stand before a present participle: "en", "tout".
    pub(super) gerund_markers: Vec<String>,
    /// Verbs, by lemma, that hand on to the infinitive after them, and what it reports is said: "a fini par dire",
    /// "continued to say".
    pub(super) catenative_verbs: Vec<String>,
    /// What stands between such a verb and its infinitive.
    pub(super) catenative_links: Vec<String>,
    /// Verbs, by lemma, that before an infinitive say what their subject means to do: "vouloir", "plan".
    pub(super) intention_verbs: Vec<String>,
    /// Verbs, by lemma, of people who come together to say what they want: "manifester".
    pub(super) gathering_verbs: Vec<String>,
    /// Verbs, by lemma, whose object is a document of their subject: "publish", "publier".
    pub(super) issuing_verbs: Vec<String>,
    /// Verbs, by lemma, by which somebody answers.
    pub(super) answering_verbs: Vec<String>,
    /// Verbs that report nothing, by lemma, under the paradigm that makes their forms.
    pub(super) verbs: BTreeMap<String, Vec<String>>,
    /// After a comma they add to the noun before: "including", "y compris".
    pub(super) noun_extensions: Vec<String>,
    /// They stand for whoever was the source before: "de même source".
    pub(super) same_source: Vec<String>,
    /// After a verb without a speaker they name who was asked: "a-t-on appris auprès de N".
    pub(super) asked_source_prepositions: Vec<String>,
    /// Pronouns for people whom nobody names: "some", "certains".
    pub(super) indefinite_pronouns: Vec<String>,
    /// Words that are no names although a capital opens them: they open sentences.
    pub(super) never_names: Vec<String>,
    /// Small words inside a name: "de", "van", "bin".
    pub(super) name_particles: Vec<String>,
    /// After a name, and part of it: "Jr.".
    pub(super) name_suffixes: Vec<String>,
    /// After a name, and no part of it: "MP".
    pub(super) post_nominals: Vec<String>,
    /// Bodies and texts named after somebody who is not they: "le gouvernement N", "fondation N".
    pub(super) named_after: Vec<String>,
    /// The nouns after the number of an age: "ans" in "N, 54 ans".
    pub(super) age_nouns: Vec<String>,
    /// Before a month or after a day: "début", "evening".
    pub(super) parts_of_time: Vec<String>,
    /// What stands before an apostrophe and is a word of its own: "l", "qu".
    pub(super) elided_forms: Vec<String>,
    /// A word of these and a known word is read as the known word: "ex-ministre".
    pub(super) prefixes: Vec<String>,
    /// Endings of adverbs that the list does not have.
    pub(super) adverb_endings: Vec<String>,
    /// Their full stop ends no sentence.
    pub(super) abbreviations: Vec<String>,
}

/// Expressions of time.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DateSection {
    /// January first. The order of the rows has a meaning.
    pub(super) months: Vec<Vec<String>>,
    /// Monday first. The order of the rows has a meaning.
    pub(super) weekdays: Vec<Vec<String>>,
    /// Letters after a number that make it a day: "1er", "2nd".
    pub(super) ordinal_suffixes: Vec<String>,
    /// Days from the day of publication: -1 is yesterday.
    pub(super) day_offsets: Vec<DayOffsetRow>,
    /// "in recent days": at most this number of days before publication.
    pub(super) recent_days: Vec<DayOffsetRow>,
    /// A whole week, month or year, counted back from the one of publication: 0 is the current one, -1 the next.
    pub(super) period_offsets: Vec<PeriodOffsetRow>,
    /// By their first month. `alone`: it is a time even without "last" or a year beside it.
    pub(super) seasons_and_quarters: Vec<SeasonRow>,
    /// Early, middle, late: before a month or a year. The order of the rows has a meaning.
    pub(super) thirds_of_period: Vec<Vec<String>>,
    /// "last" beside a weekday or a period: the one before.
    pub(super) last_adjectives: Vec<String>,
    /// "next" beside a weekday or a period: the one to come.
    pub(super) next_adjectives: Vec<String>,
    /// Before the first day of a range: "from", "du".
    pub(super) range_from: Vec<String>,
    /// Before the last day of a range: "to", "au".
    pub(super) range_to: Vec<String>,
    /// Before a date they make it a bound, at which nothing was said: "until", "depuis".
    pub(super) date_bounds: Vec<String>,
    /// After a date: it is the day on which somebody else reported it: 报道.
    pub(super) relay_suffixes: Vec<String>,
    /// Counted from a day that was mentioned before: "the day before", "le lendemain". They date nothing by themselves.
    pub(super) anaphoric_dates: Vec<String>,
    /// The day that was mentioned last: "that evening", "le même jour".
    pub(super) same_day: Vec<String>,
    /// What was said was said on another occasion than the one around it: "previously", "auparavant".
    pub(super) other_occasion: Vec<String>,
    /// Auxiliaries of what had happened before: "had", "avait".
    pub(super) past_perfect_auxiliaries: Vec<String>,
}

/// Events at which something is said.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OccasionSection {
    /// They stand before the event: "lors de", "at".
    pub(super) prepositions: Vec<String>,
    /// Nouns that name the event: "conférence", "summit".
    pub(super) heads: Vec<String>,
    /// Events and publications that consist of words: whoever holds one speaks on its day.
    pub(super) speech_events: Vec<String>,
    /// Verbs, by lemma, of what is written in a letter or the like.
    pub(super) writing_verbs: Vec<String>,
    /// After the event: 上, 期间.
    pub(super) suffixes: Vec<String>,
}

/// Numbered points of what somebody said.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EnumerationSection {
    /// Nouns that announce points: "plan", "proposals".
    pub(super) nouns: Vec<String>,
    /// Before a colon: the list after it is part of what was said: "including".
    pub(super) inclusions: Vec<String>,
    /// They open a point. The order has a meaning: it shows how points follow each other.
    pub(super) ordinals: Vec<String>,
}

/// Labels of interviews.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct QuestionSection {
    /// They open a question: "Q:".
    pub(super) question_labels: Vec<String>,
    /// They open an answer: "R:".
    pub(super) answer_labels: Vec<String>,
    /// They show that a page is an interview.
    pub(super) interview_markers: Vec<String>,
}

/// What lines that are no prose begin with.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LineSection {
    /// With a mark after it, it opens a line that is nobody's statement: "Correction:".
    pub(super) aside_labels: Vec<String>,
    /// They open a line that points to another article: "Lire aussi".
    pub(super) cross_references: Vec<String>,
    /// Before a colon, and no speaker: "Photo:".
    pub(super) colon_labels: Vec<String>,
}

/// What only Chinese has: parts of names, and words around cues.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HanSection {
    /// A name begins with one of them.
    pub(super) surnames: Vec<String>,
    /// Words that begin as a surname does and are no names: 海事.
    pub(super) not_surnames: Vec<String>,
    /// Characters of foreign names.
    pub(super) transliteration_characters: String,
    /// Between the parts of a foreign name.
    pub(super) name_dots: Vec<String>,
    /// Roles before or after a name.
    pub(super) titles: Vec<String>,
    /// Forms of address after a name.
    pub(super) person_suffixes: Vec<String>,
    /// The end of a body's name.
    pub(super) institution_suffixes: Vec<String>,
    /// The end of a side's name: 中方.
    pub(super) side_suffixes: Vec<String>,
    /// Sides named by no proper name: 双方, 我方.
    pub(super) generic_parties: Vec<String>,
    /// What may stand between speaker and cue, and is no part of the speaker: 早已.
    pub(super) before_cue: Vec<String>,
    /// What cannot be part of a speaker: 因此.
    pub(super) not_in_speaker: Vec<String>,
    /// 对 in 对 P 表示 E.
    pub(super) toward_prepositions: Vec<String>,
    /// Deeds between speaker and cue: 发表声明, 召开记者会.
    pub(super) issuing_verbs: Vec<String>,
    /// They make the cue after them a passive: 被.
    pub(super) passive_markers: Vec<String>,
    /// Somebody's words follow: 引述.
    pub(super) quoting_verbs: Vec<String>,
    /// They close the name of who is quoted: 的话.
    pub(super) quoted_phrase_ends: Vec<String>,
    /// After 有, a source that is nobody in particular: 有分析.
    pub(super) anonymous_sources: Vec<String>,
    /// What only the article itself opens a sentence with: 此前, 截至发稿.
    pub(super) article_voice: Vec<String>,
    /// Cues that have only a rule for their subject: 禁止.
    pub(super) provision_only_cues: Vec<String>,
    /// What somebody thinks or plans and has not said: 打算.
    pub(super) unsaid_cues: Vec<String>,
    /// Words that contain a cue and are none (小说 for 说, 名称 for 称); they mask a cue that lies wholly inside. None is
    /// listed whose characters also arise from speaker + cue or cue + clause (总统称 holds 统称, 发言人称 holds 人称).
    pub(super) cue_masks: Vec<String>,
    /// Attitudes that are all that is said, by act.
    pub(super) reactions: BTreeMap<String, Vec<String>>,
}

/// The act of that name, for the entry that has it; `None` for "neutral".
///
/// # Errors
///
/// There is no act of that name.
pub(super) fn parse_act(lang: Lang, entry: &str, name: &str) -> Result<Option<Act>, LexiconError> {
    if name == "neutral" {
        return Ok(None);
    }
    name.parse().map(Some).map_err(|_| LexiconError::Word {
        lang,
        entry: entry.to_owned(),
        word: name.to_owned(),
    })
}
