//! The Chinese lexicon made ready: words found as strings, the longest at each place first.

use super::file::{File, Source};
use super::hash::Set;
use super::{CueContent, LexiconError, Predicate, Unit};
use crate::domain::{Act, Lang};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::OnceLock;

/// What a Chinese word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Sense {
    Cue(usize),
    /// A word that holds a cue and is none.
    Anti,
    Source(usize),
    /// May stand between speaker and cue.
    Between,
    /// Cannot be part of a speaker.
    Stop,
    Title,
    Institution,
    Document,
    Group,
    Party,
    Pronoun {
        plural: bool,
        feminine: bool,
    },
    First,
    Days(i64),
    Vague(Unit, i32),
    Weekday(u32),
    Month,
    Negation,
    Modal,
    Preposition,
    Act(Act),
    /// What a word tells of its clause as its predicate.
    Predicate(Predicate),
    /// A word that only holds such a one.
    Mask,
    OccasionHead,
    /// An event, or what is published, that consists of words.
    Speech,
    Announces,
    Question,
    Answer,
    /// Tells that a page is an interview, beside who is asked.
    Interview,
    /// "更正": opens, with a mark behind it, a paragraph that is nobody's statement.
    Aside,
    /// "快讯": stands before a colon and is no speaker.
    NoSpeaker,
    /// "延伸阅读": opens a paragraph that points to another article.
    Pointer,
    /// "前一天": counted from a day told before.
    Anaphoric,
    /// "当天": the day told before.
    SameDay,
    /// "此前": on another occasion than what is told around it.
    AnotherTime,
    /// Nobody in particular, or the article itself.
    Nobody,
    /// "引述": whose words follow.
    Quoting,
    /// "对" in "对 P 表示 E".
    Toward,
    /// What only the article itself begins a sentence with: "此前", "截至发稿".
    OwnVoice,
    /// A deed that stands between who speaks and the cue: "发表声明", "召开记者会".
    Issues,
    /// What makes a passive: "被", "遭到", "受到".
    Passive,
    /// "有分析": a source that is nobody in particular, behind "有".
    Vaguely,
    /// An attitude that is all that is said.
    Reaction(Act),
}

impl Sense {
    /// Whether a word of this sense may be a part of a name, by chance; any other shows that the characters are none.
    pub(in crate::extract) const fn may_lie_in_name(self) -> bool {
        matches!(
            self,
            Self::Act(_) | Self::Predicate(_) | Self::Mask | Self::Toward | Self::Anti | Self::OccasionHead
        )
    }
}

/// A reporting word.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags of an entry, as the file has them"
)]
pub(in crate::extract) struct HanCue {
    pub(in crate::extract) lemma: String,
    pub(in crate::extract) act: Option<Act>,
    pub(in crate::extract) that: bool,
    pub(in crate::extract) object: bool,
    pub(in crate::extract) weak: bool,
    pub(in crate::extract) mental: bool,
    /// Whether whoever is told stands behind it: "告诉记者".
    pub(in crate::extract) addressee: bool,
    pub(in crate::extract) content: CueContent,
}

/// A preposition that names a source, and what closes its phrase.
#[derive(Debug)]
pub(in crate::extract) struct HanSource {
    pub(in crate::extract) lemma: String,
    pub(in crate::extract) act: Option<Act>,
    pub(in crate::extract) strict: bool,
    pub(in crate::extract) after: Vec<String>,
    pub(in crate::extract) not_before: Vec<String>,
}

/// The Chinese lexicon.
#[derive(Debug)]
pub(in crate::extract) struct Han {
    words: AhoCorasick,
    senses: Vec<(Sense, usize)>,
    pub(in crate::extract) cues: Vec<HanCue>,
    pub(in crate::extract) sources: Vec<HanSource>,
    pub(in crate::extract) surnames: Set<String>,
    pub(in crate::extract) transliteration: Set<char>,
    pub(in crate::extract) dots: Set<char>,
    pub(in crate::extract) sides: Vec<String>,
    /// What closes the name of somebody quoted: "的话".
    pub(in crate::extract) quoted: Vec<String>,
    /// Words that begin as a surname does and are no names: "海事".
    pub(in crate::extract) not_names: Set<String>,
    /// Cues that only a rule has for its subject: "禁止".
    pub(in crate::extract) lays_down: Set<String>,
    /// What somebody thinks or plans and has not said: "打算", "担心".
    pub(in crate::extract) unsaid: Set<String>,
    pub(in crate::extract) last: Vec<String>,
    pub(in crate::extract) next: Vec<String>,
    /// Words before a date that make it no time at which something was said: "截至".
    pub(in crate::extract) bounds: Vec<String>,
    /// "报道": what stands before it tells when somebody reported it.
    pub(in crate::extract) relays: Vec<String>,
    /// What stands before an event that something was said at.
    pub(in crate::extract) occasion_at: Vec<String>,
    /// What follows such an event: "上", "期间".
    pub(in crate::extract) during: Vec<String>,
}

/// A word of the lexicon in a text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct Hit {
    pub(in crate::extract) start: usize,
    pub(in crate::extract) end: usize,
    pub(in crate::extract) sense: Sense,
}

impl Han {
    /// The lexicon, read once.
    pub(in crate::extract) fn get() -> Option<&'static Self> {
        static HAN: OnceLock<Option<Han>> = OnceLock::new();
        HAN.get_or_init(|| Self::parse(include_str!("zh.toml")).ok())
            .as_ref()
    }

    /// Whether the word says no more than that something is said: "说", "表示".
    pub(in crate::extract) fn is_saying(&self, hit: &Hit) -> bool {
        match hit.sense {
            Sense::Cue(number) => {
                let cue = &self.cues[number];
                cue.act.is_none() && (!cue.weak || matches!(cue.lemma.as_str(), "指" | "道" | "講" | "讲"))
            }
            _ => false,
        }
    }

    /// The act that a cue performs.
    pub(in crate::extract) fn cue_act(&self, hit: &Hit) -> Option<Act> {
        match hit.sense {
            Sense::Cue(number) => self.cues[number].act,
            _ => None,
        }
    }

    /// Every word of the lexicon in `text`, overlapping ones too, by where they begin, longer ones first.
    pub(in crate::extract) fn hits(&self, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self
            .words
            .find_overlapping_iter(text)
            .map(|m| Hit {
                start: m.start(),
                end: m.end(),
                sense: self.senses[m.pattern().as_usize()].0,
            })
            .collect();
        hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        hits
    }

    pub(in crate::extract) fn parse(text: &str) -> Result<Self, LexiconError> {
        let lang = Lang::Zh;
        let file: File = toml::from_str(text).map_err(|source| LexiconError::Toml {
            lang,
            source: Box::new(source),
        })?;
        let missing = || LexiconError::Word {
            lang,
            entry: "han".to_owned(),
            word: String::new(),
        };
        let han = file.han.as_ref().ok_or_else(missing)?;
        let mut builder = Builder::default();
        let act = |entry: &str, word: &str| match word {
            "neutral" => Ok(None),
            _ => word.parse().map(Some).map_err(|_| LexiconError::Word {
                lang,
                entry: entry.to_owned(),
                word: word.to_owned(),
            }),
        };
        let mut cues = Vec::new();
        for cue in &file.cue {
            builder.add(&cue.lemma, Sense::Cue(cues.len()));
            let content = file.predicates.cue_content(&cue.lemma);
            cues.push(han_cue(cue, act(&cue.lemma, &cue.act)?, content));
        }
        let source = |(number, source): (usize, &Source)| {
            builder.add(&source.words, Sense::Source(number));
            Ok(han_source(source, act(&source.words, &source.act)?))
        };
        let sources = file
            .source
            .iter()
            .enumerate()
            .map(source)
            .collect::<Result<_, _>>()?;
        builder.add_lists(&file, han);
        for (name, words) in &han.reactions {
            let sense = act("reactions", name)?.ok_or_else(missing)?;
            builder.all(words, Sense::Reaction(sense));
        }
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&builder.words)
            .map_err(|_| missing())?;
        Ok(Self {
            words,
            senses: builder.senses,
            cues,
            sources,
            surnames: han.surnames.iter().cloned().collect(),
            transliteration: han.transliteration.chars().collect(),
            dots: han.name_dot.iter().flat_map(|d| d.chars()).collect(),
            sides: han.side_suffixes.clone(),
            quoted: han.quoted.clone(),
            not_names: han.not_names.iter().cloned().collect(),
            lays_down: han.lays_down.iter().cloned().collect(),
            unsaid: han.unsaid.iter().cloned().collect(),
            last: file.dates.last.clone(),
            next: file.dates.next.clone(),
            bounds: file.dates.bounds.clone(),
            relays: file.dates.relays.clone(),
            occasion_at: file.occasions.prepositions.clone(),
            during: file.occasions.during.clone(),
        })
    }
}

fn han_cue(cue: &super::file::Cue, act: Option<Act>, content: CueContent) -> HanCue {
    let takes = |frame: &str| cue.takes.iter().any(|t| t == frame);
    HanCue {
        act,
        that: takes("that"),
        object: takes("np"),
        weak: cue.weak,
        mental: cue.mental,
        addressee: cue.addressee,
        content,
        lemma: cue.lemma.clone(),
    }
}

fn han_source(source: &Source, act: Option<Act>) -> HanSource {
    HanSource {
        lemma: source.words.clone(),
        act,
        strict: source.strict,
        after: source
            .after
            .split('|')
            .filter(|a| !a.is_empty())
            .map(str::to_owned)
            .collect(),
        not_before: source.not_before.clone(),
    }
}

#[derive(Default)]
struct Builder {
    words: Vec<String>,
    senses: Vec<(Sense, usize)>,
}

impl Builder {
    fn add(&mut self, word: &str, sense: Sense) {
        if !word.is_empty() {
            self.words.push(word.to_owned());
            self.senses.push((sense, word.len()));
        }
    }

    fn all(&mut self, words: &[String], sense: Sense) {
        for word in words {
            self.add(word, sense);
        }
    }

    fn add_lists(&mut self, file: &File, han: &super::file::Han) {
        self.all(&han.between, Sense::Between);
        self.all(&han.anti, Sense::Anti);
        self.all(&file.pronouns.impersonal, Sense::Nobody);
        self.all(&file.dates.anaphoric, Sense::Anaphoric);
        self.all(&file.dates.same_day, Sense::SameDay);
        self.all(&file.dates.another_time, Sense::AnotherTime);
        self.all(&han.quoting, Sense::Quoting);
        self.all(&han.toward, Sense::Toward);
        self.all(&han.own_voice, Sense::OwnVoice);
        self.all(&han.passive, Sense::Passive);
        self.all(&han.issues, Sense::Issues);
        self.all(&han.vaguely, Sense::Vaguely);
        self.all(&han.stop_subject, Sense::Stop);
        self.all(&han.titles, Sense::Title);
        self.all(&han.person_suffixes, Sense::Title);
        self.all(&file.roles.mf, Sense::Title);
        self.all(&han.institution_suffixes, Sense::Institution);
        self.all(&file.roles.institutions, Sense::Institution);
        self.all(&file.roles.documents, Sense::Document);
        self.all(&file.roles.groups, Sense::Group);
        self.all(&han.parties, Sense::Party);
        let pronoun = |plural, feminine| Sense::Pronoun { plural, feminine };
        let pronouns = &file.pronouns;
        self.all(&pronouns.m, pronoun(false, false));
        self.all(&pronouns.f, pronoun(false, true));
        self.all(&pronouns.mf, pronoun(false, false));
        self.all(&pronouns.m_pl, pronoun(true, false));
        self.all(&pronouns.f_pl, pronoun(true, true));
        self.all(&pronouns.pl, pronoun(true, false));
        self.all(&pronouns.first, Sense::First);
        self.all(&file.words.negations, Sense::Negation);
        self.all(&file.words.modals, Sense::Modal);
        self.all(&file.words.prepositions, Sense::Preposition);
        for relative in &file.dates.relative {
            self.add(&relative.words, Sense::Days(relative.days));
        }
        for vague in &file.dates.vague {
            let unit = match vague.unit.as_str() {
                "week" => Unit::Week,
                "month" => Unit::Month,
                _ => Unit::Year,
            };
            self.add(&vague.words, Sense::Vague(unit, vague.back));
        }
        for (n, names) in (0..).zip(&file.dates.weekdays) {
            self.all(names, Sense::Weekday(n));
        }
        for names in &file.dates.months {
            self.all(names, Sense::Month);
        }
        for (words, act) in file.acts.lists() {
            self.all(words, Sense::Act(act));
        }
        for (words, predicate) in file.predicates.uninflected() {
            self.all(words, Sense::Predicate(predicate));
        }
        self.all(file.predicates.masks(), Sense::Mask);
        self.all(&file.occasions.heads, Sense::OccasionHead);
        self.all(&file.occasions.speech, Sense::Speech);
        self.all(&file.enumerations.announce, Sense::Announces);
        self.all(&file.questions.question, Sense::Question);
        self.all(&file.questions.answer, Sense::Answer);
        self.all(&file.questions.interview, Sense::Interview);
        self.all(&file.lines.aside, Sense::Aside);
        self.all(&file.lines.label, Sense::NoSpeaker);
        self.all(&file.lines.pointer, Sense::Pointer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_in_order() {
        let han = Han::parse(include_str!("zh.toml")).unwrap_or_else(|e| panic!("{e}"));
        assert!(han.cues.len() > 80, "{} cues", han.cues.len());
    }
}
