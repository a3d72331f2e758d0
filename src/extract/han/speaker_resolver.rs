//! The speakers of one Chinese article: who is named at several places brought together.

use super::layout::Layout;
use super::report::Report;
use super::speaker_parser::{MentionParts, Parsed, parse};
use crate::domain::{Doubt, SpeakerKind};
use crate::extract::lexicon::fast_hash::FastSet;
use crate::extract::lexicon::han_lexicon::HanSense;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// What is known of who speaks in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) reference: Option<String>,
    pub(super) capacity: Option<String>,
    pub(super) kind: SpeakerKind,
    pub(super) doubt: Option<Doubt>,
    /// How it is known.
    pub(super) rule: &'static str,
}

impl Resolved {
    fn nobody() -> Self {
        Self {
            reference: None,
            capacity: None,
            kind: SpeakerKind::Unknown,
            doubt: Some(Doubt::SpeakerUnknown),
            rule: "nobody",
        }
    }
}

#[derive(Debug, Clone)]
struct Known {
    name: String,
    kind: SpeakerKind,
    named: bool,
    capacity: Option<String>,
}

/// The speakers of one article.
#[derive(Debug)]
pub(super) struct Cast<'l> {
    layout: &'l Layout<'l>,
    known: Vec<Known>,
    /// Who was called so, whole or by the last part of the name.
    by_name: HashMap<String, BTreeSet<usize>>,
    /// Who spoke last, and where that was reported.
    last: Option<(usize, usize)>,
    /// Documents that were issued: where that is told, by whom, and the document's noun.
    issued: Vec<(usize, usize, &'l str)>,
    /// People with whom sentences begin, by place: where a pronoun may point.
    subjects: Vec<(usize, usize)>,
}

impl<'l> Cast<'l> {
    pub(super) fn new(layout: &'l Layout<'l>) -> Self {
        let mut cast = Self {
            layout,
            known: Vec::new(),
            by_name: HashMap::new(),
            last: None,
            issued: Vec::new(),
            subjects: Vec::new(),
        };
        for (_, sentence) in &layout.sentences {
            let clause = layout.text[sentence.clone()]
                .find(['，', ',', '：', '。'])
                .map_or(sentence.end, |comma| sentence.start + comma);
            if let Parsed::Who(range, who) = parse(layout, sentence.start..clause)
                && who.is_person()
            {
                let index = cast.meet(&who, &range);
                cast.subjects.push((range.start, index));
            }
            cast.note_issued(sentence);
        }
        cast
    }

    /// Remembers who issued which document in the sentence: "外交部9日发表声明", "据某报报道".
    fn note_issued(&mut self, sentence: &Range<usize>) {
        const REACH: usize = 120;
        const DEEDS_MAX: usize = 12;
        let layout = self.layout;
        let deeds = layout.hits_in(sentence.clone());
        for deed in deeds
            .filter(|hit| matches!(hit.sense, HanSense::IssuingVerb | HanSense::SourcePhrase(_)))
            .take(DEEDS_MAX)
        {
            let source = deed.sense != HanSense::IssuingVerb;
            let rest = &layout.text[deed.end..sentence.end];
            let stop = rest
                .find(['，', '。', '：', ',', '；'])
                .unwrap_or(rest.len())
                .min(REACH);
            let end = layout.boundary(deed.end + stop);
            let document = layout
                .hits_in(deed.end..end)
                .filter(|hit| hit.sense == HanSense::Document)
                .max_by_key(|hit| (hit.end, hit.end - hit.start));
            let Some(document) = document else { continue };
            let issuer = if source {
                deed.end..document.start
            } else {
                let before = &layout.text[sentence.start..deed.start];
                let comma = before.rfind(['，', '。', '：', ',', '；']);
                let start = comma.map_or(sentence.start, |at| {
                    sentence.start + at + before[at..].chars().next().map_or(1, char::len_utf8)
                });
                start..deed.start
            };
            if let Parsed::Who(range, who) = parse(layout, issuer)
                && (source || who.kind != SpeakerKind::Document || self.is_press(&range))
                && who.pronoun.is_none()
            {
                let index = self.meet(&who, &range);
                let noun = &layout.text[document.start..document.end];
                self.issued.push((document.start, index, noun));
            }
        }
    }

    /// "《某某日报》".
    fn is_press(&self, range: &Range<usize>) -> bool {
        let text = &self.layout.text[range.clone()];
        let name = text.trim_end_matches('》');
        name.len() < text.len() && name.ends_with(['报', '報', '刊', '社', '网', '網', '志', '誌'])
    }

    /// Whose document is meant where only its noun stands: that of the last who issued one.
    fn issuer(&self, mention: &Range<usize>) -> Option<usize> {
        let text = &self.layout.text[mention.clone()];
        let before = self.issued.partition_point(|(at, ..)| *at < mention.end);
        let (_, issuer, _) = self.issued[..before].iter().rev().take(8).find(|(at, _, noun)| {
            let article = text.ends_with("文章") && ARTICLES.contains(noun);
            // "某组织发布的报告" names it there
            mention.contains(at) || (text.ends_with(noun) || article) && is_only(text, noun)
        })?;
        Some(*issuer)
    }

    /// Who is meant by "该部门", "这位负责人": the last one of that kind.
    fn anaphor(&self, mention: &Range<usize>) -> Option<usize> {
        let text = &self.layout.text[mention.clone()];
        let noun = DETERMINERS.iter().find_map(|word| text.strip_prefix(word))?;
        let ends_with = |sense: fn(&HanSense) -> bool| {
            let mut hits = self.layout.hits_in(mention.clone());
            hits.any(|hit| hit.end == mention.end && sense(&hit.sense))
        };
        let body = ends_with(|sense| matches!(sense, HanSense::Institution)) || noun == "报" || noun == "報";
        let person = ends_with(|sense| matches!(sense, HanSense::Title)) || noun == "人士";
        let fits = |known: &Known| match known.kind {
            SpeakerKind::Institution => body,
            SpeakerKind::Person => person,
            SpeakerKind::Document => noun == "报" || noun == "報",
            _ => false,
        };
        let has_noun = |known: &Known| {
            let told = known.capacity.as_deref().unwrap_or(&known.name);
            told.ends_with(noun)
        };
        let recent = || self.known.iter().enumerate().rev().take(12);
        let same = recent().find(|(_, known)| fits(known) && has_noun(known));
        let last = self
            .last
            .and_then(|(index, _)| Some((index, self.known.get(index)?)))
            .filter(|(_, known)| fits(known));
        let found = same.or(last).or_else(|| recent().find(|(_, known)| fits(known)));
        found.map(|(index, _)| index)
    }

    pub(super) fn resolve(&mut self, report: &Report) -> Resolved {
        let carried = report.carried.then_some(Doubt::SpeakerCarried);
        let Some((who, range)) = report.who.zip(report.subject.clone()) else {
            return match self.last.filter(|_| report.carried) {
                Some((index, _)) => self.told(index, Some(Doubt::SpeakerCarried), "speaker-before"),
                None => Resolved::nobody(),
            };
        };
        let at = range.start;
        let meant = match who.kind {
            SpeakerKind::Document => self.issuer(&range).map(|index| (index, "issuer")),
            _ => self.anaphor(&range).map(|index| (index, "that-one")),
        };
        if let Some((index, rule)) = meant {
            self.last = Some((index, at));
            return self.told(index, carried, rule);
        }
        if let Some((plural, _)) = who.pronoun {
            return self.antecedent(plural, &range, carried);
        }
        if let Some(together) = self.together(&who, &range) {
            return Resolved {
                doubt: carried,
                ..together
            };
        }
        let index = self.meet(&who, &range);
        self.last = Some((index, at));
        self.told(
            index,
            carried,
            if who.name.is_some() { "name" } else { "description" },
        )
    }

    /// Whom a pronoun means: the person whom the last sentence began with, or who spoke last.
    fn antecedent(&mut self, plural: bool, range: &Range<usize>, carried: Option<Doubt>) -> Resolved {
        const KNOWN_MAX: usize = 64;
        let at = range.start;
        // a bare word in the characters of foreign names may as well be a place
        let surely = self
            .known
            .iter()
            .rev()
            .take(KNOWN_MAX)
            .any(|k| self.is_surely_person(k));
        let fits = |k: &Known| {
            if plural {
                k.kind == SpeakerKind::Group
            } else {
                k.kind == SpeakerKind::Person && (!surely || self.is_surely_person(k))
            }
        };
        let last = self.last.filter(|(who, _)| fits(&self.known[*who]));
        let here = self.subjects.partition_point(|(place, _)| *place < at);
        let subject = self.subjects[..here]
            .last()
            .filter(|(place, who)| fits(&self.known[*who]) && last.is_none_or(|(_, spoke)| spoke < *place));
        let any = self
            .known
            .iter()
            .rposition(fits)
            .filter(|_| self.subjects.is_empty());
        let (index, doubt, rule) = match (subject, last, any) {
            (Some((_, who)), ..) => (*who, None, "pronoun-of-a-subject"),
            (None, Some((who, _)), _) => (who, None, "pronoun-of-the-speaker-before"),
            (None, None, Some(who)) => (who, Some(Doubt::SpeakerAmbiguous), "pronoun-of-the-last-named"),
            (None, None, None) => {
                // "两国领导人": no more is told of them
                let words = &self.layout.text[range.clone()];
                let told =
                    plural && !words.ends_with(['们', '們', '人', '俩', '倆']) || words.contains("领导人");
                return Resolved {
                    reference: told.then(|| words.to_owned()),
                    doubt: (!told).then_some(Doubt::SpeakerUnknown),
                    ..Resolved::nobody()
                };
            }
        };
        self.last = Some((index, at));
        self.told(index, doubt.or(carried), rule)
    }

    /// Several who are named with their titles and speak together.
    fn together(&mut self, who: &MentionParts, range: &Range<usize>) -> Option<Resolved> {
        const MARKS: [char; 6] = ['、', '和', '与', '與', '及', '跟'];
        let text = &self.layout.text[range.clone()];
        if !who.is_person() || !text.contains(MARKS) {
            return None;
        }
        let mut at = range.start;
        let mut names = Vec::new();
        for part in text.split(MARKS) {
            let stretch = at..at + part.len();
            at = stretch.end
                + self.layout.text[stretch.end..]
                    .chars()
                    .next()
                    .map_or(0, char::len_utf8);
            match parse(self.layout, stretch) {
                Parsed::Who(found, who) if who.is_person() => names.push((found, who)),
                _ => return None,
            }
        }
        let found: Vec<String> = names
            .iter()
            .map(|(found, who)| {
                let index = self.meet(who, found);
                self.known[index].name.clone()
            })
            .collect();
        (found.len() > 1).then(|| Resolved {
            // with the word that joins them there
            reference: Some(found.join(text.matches(MARKS).next().unwrap_or("、"))),
            capacity: None,
            kind: SpeakerKind::Person,
            doubt: None,
            rule: "named-together",
        })
    }

    fn is_surely_person(&self, known: &Known) -> bool {
        let lexicon = self.layout.lexicon;
        let bare = known.name.chars().all(|c| lexicon.transliteration.contains(&c));
        let surname = known.name.chars().next().map(String::from);
        let named = self.layout.naming.is_person(&known.name) || known.capacity.is_some();
        known.kind == SpeakerKind::Person
            && (named || !bare || surname.is_some_and(|first| lexicon.surnames.contains(&first)))
    }

    fn told(&self, index: usize, doubt: Option<Doubt>, rule: &'static str) -> Resolved {
        let known = &self.known[index];
        Resolved {
            reference: Some(known.name.clone()),
            capacity: known.capacity.clone(),
            kind: known.kind,
            doubt,
            rule,
        }
    }

    fn meet(&mut self, who: &MentionParts, range: &Range<usize>) -> usize {
        let text = self.layout.text;
        let capacity = who.capacity.map(|(start, end)| text[start..end].to_owned());
        let name = who.name.map(|(start, end)| text[start..end].to_owned());
        let found = match &name {
            Some(name) => self.named(name),
            None => match &capacity {
                // "发言人" means the person introduced with that title
                Some(title) => self.known.iter().rposition(|k| {
                    !k.named && k.name.ends_with(title.as_str())
                        || k.capacity
                            .as_ref()
                            .is_some_and(|c| c.ends_with(title.as_str()) || title.ends_with(c.as_str()))
                }),
                None => self
                    .last_of(&text[range.clone()], |k| k.name == text[range.clone()])
                    .or_else(|| self.abbreviated(who.kind, &text[range.clone()])),
            },
        };
        if let Some(index) = found {
            if let Some(name) = &name {
                self.note_name(name, index);
            }
            let known = &mut self.known[index];
            if let Some(name) = name.filter(|n| n.chars().count() > known.name.chars().count()) {
                known.name = name;
            }
            if known.capacity.is_none() {
                known.capacity = capacity;
            }
            return index;
        }
        let named = name.is_some();
        let name = name.unwrap_or_else(|| text[range.clone()].to_owned());
        self.note_name(&name, self.known.len());
        self.known.push(Known {
            name,
            kind: who.kind,
            named,
            capacity: capacity.filter(|_| named),
        });
        self.known.len() - 1
    }

    /// The body of which the name is a short form: "消委会" of "消费者委员会".
    fn abbreviated(&self, kind: SpeakerKind, short: &str) -> Option<usize> {
        const KNOWN_MAX: usize = 40;
        if kind != SpeakerKind::Institution || short.chars().count() < 3 {
            return None;
        }
        let same_ends = |long: &str| {
            long.chars().next() == short.chars().next()
                && long.chars().next_back() == short.chars().next_back()
        };
        let is_short_of = |long: &str| {
            let mut rest = long.chars();
            long.len() > short.len() && short.chars().all(|c| rest.any(|other| other == c))
        };
        let recent = self.known.iter().enumerate().rev().take(KNOWN_MAX);
        recent
            .filter(|(_, known)| known.kind == kind)
            .find(|(_, known)| {
                known.name.ends_with(short) || same_ends(&known.name) && is_short_of(&known.name)
            })
            .map(|(index, _)| index)
    }

    /// Who bears the name, or one of which it is the last part, or its last part; the last one met.
    fn named(&self, name: &str) -> Option<usize> {
        let dots = &self.layout.lexicon.name_dots;
        let same = |k: &Known| k.named && same_name(&k.name, name, dots);
        self.last_of(name, same)
            .max(self.last_of(last_part(name, dots), same))
    }

    /// The last one of those called so that fits.
    fn last_of(&self, name: &str, fits: impl Fn(&Known) -> bool) -> Option<usize> {
        let called = self.by_name.get(name)?;
        called.iter().rev().copied().find(|who| fits(&self.known[*who]))
    }

    fn note_name(&mut self, name: &str, who: usize) {
        let last = last_part(name, &self.layout.lexicon.name_dots);
        for key in [name, last] {
            self.by_name.entry(key.to_owned()).or_default().insert(who);
        }
    }
}

/// What is also called an article.
const ARTICLES: [&str; 9] = [
    "社论",
    "评论",
    "署名文章",
    "专栏",
    "时评",
    "社論",
    "評論",
    "專欄",
    "評論文章",
];

/// What points back to somebody told before.
const DETERMINERS: [&str; 14] = [
    "该", "該", "上述", "这位", "這位", "这名", "這名", "这家", "這家", "这个", "這個", "该名", "該名", "此",
];

/// Whether the words are the noun with no more than what points back: "该声明", "这份报告".
fn is_only(text: &str, noun: &str) -> bool {
    let before = text
        .strip_suffix(noun)
        .or_else(|| text.strip_suffix("文章"))
        .unwrap_or(text);
    before.chars().count() <= 2
}

/// What stands behind the last dot of a name.
fn last_part<'n>(name: &'n str, dots: &FastSet<char>) -> &'n str {
    name.rsplit(|c| dots.contains(&c)).next().unwrap_or(name)
}

/// The same name, or its last part: "特雷莎·梅" and "梅".
fn same_name(known: &str, name: &str, dots: &FastSet<char>) -> bool {
    let part = |long: &str, short: &str| long.rsplit(|c| dots.contains(&c)).next() == Some(short);
    known == name || part(known, name) || part(name, known)
}
