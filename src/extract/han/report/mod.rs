//! Reports in Chinese: speaker, reporting word and words said.
//!
//! A reporting word with its subject is a `site`; the `content` is looked for before and behind it. A source that a
//! preposition names (`source`) and the turns of a transcript (`turns`) have no such word.

mod content;
mod continuation;
mod cue_filter;
mod cue_occurrence;
mod numbered_list;
mod paragraph_form;
mod passive;
mod source_phrase;
mod transcript;

use super::layout::Layout;
use super::speaker_parser::{self, MentionParts};
use crate::domain::Act;
use crate::extract::certainty::Trust;
use crate::extract::lexicon::CueActTraits;
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use content::inside;
use cue_occurrence::{Site, Subject};
use numbered_list::List;
use std::collections::BTreeMap;
use std::ops::Range;

/// A report found in a text.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each tells another thing of the report"
)]
pub(in crate::extract::han) struct Report {
    pub(in crate::extract::han) pieces: Vec<Range<usize>>,
    pub(in crate::extract::han) cue: Option<Range<usize>>,
    pub(in crate::extract::han) lemma: String,
    pub(in crate::extract::han) act: Option<Act>,
    /// What the cue tells of the act before a whole clause.
    pub(in crate::extract::han) cue_content: CueActTraits,
    /// Where the speaker is named.
    pub(in crate::extract::han) subject: Option<Range<usize>>,
    pub(in crate::extract::han) who: Option<MentionParts>,
    /// Whether the speaker is that of the report before.
    pub(in crate::extract::han) carried: bool,
    pub(in crate::extract::han) rule: &'static str,
    pub(in crate::extract::han) sure: Trust,
    pub(in crate::extract::han) weak: bool,
    /// Whether the cue tells a thought or a wish.
    pub(in crate::extract::han) mental: bool,
    /// Whether the words stand in marks.
    pub(in crate::extract::han) quoted: bool,
    /// Whether the sentences behind a source may go on with it.
    pub(in crate::extract::han) onward: bool,
    /// The items of the list that is said.
    pub(in crate::extract::han) points: Vec<Range<usize>>,
    /// The sentence, for its dates.
    pub(in crate::extract::han) sentence: Range<usize>,
}

impl Report {
    /// Words that no cue reports, of nobody who is known yet.
    fn new(sentence: &Range<usize>, words: Range<usize>, rule: &'static str, sure: Trust) -> Self {
        Self {
            pieces: vec![words],
            cue: None,
            lemma: String::new(),
            act: None,
            cue_content: CueActTraits::default(),
            subject: None,
            who: None,
            carried: false,
            rule,
            sure,
            weak: false,
            mental: false,
            quoted: false,
            onward: false,
            points: Vec::new(),
            sentence: sentence.clone(),
        }
    }

    /// The same, of whoever is named at the place.
    fn of(self, subject: Range<usize>, who: MentionParts) -> Self {
        Self {
            subject: Some(subject),
            who: Some(who),
            ..self
        }
    }

    /// The name of whoever speaks, as it stands there.
    fn name(&self, text: &str) -> String {
        self.who
            .and_then(|who| who.name)
            .and_then(|(start, end)| text.get(start..end))
            .unwrap_or_default()
            .to_owned()
    }

    /// Whether a piece of it shares words with the stretch.
    fn shares(&self, words: &Range<usize>) -> bool {
        self.pieces
            .iter()
            .any(|p| p.start < words.end && words.start < p.end)
    }
}

/// The reports of the text, in reading order.
pub(in crate::extract::han) fn reports(layout: &Layout<'_>) -> Vec<Report> {
    let labelled = |p: &&Range<usize>| transcript::label(layout, p).is_some();
    let mut reading = Reading {
        layout,
        transcript: layout.paragraphs.iter().filter(labelled).take(2).count() == 2,
        found: Vec::new(),
        open: None,
        turn: None,
        read_to: 0,
    };
    let forms = paragraph_form::forms(layout);
    for (number, (paragraph, sentence)) in layout.sentences.iter().enumerate() {
        if let Some(told) = forms.get(*paragraph).and_then(|form| form.reports(sentence)) {
            reading.found.extend(told);
            (reading.open, reading.turn) = (None, None);
            continue;
        }
        reading.sentence(number, *paragraph, sentence);
    }
    reading
        .found
        .retain(|report| report.rule != numbered_list::ANNOUNCED);
    disjoint(reading.found)
}

/// A text that is read sentence by sentence.
struct Reading<'a> {
    layout: &'a Layout<'a>,
    found: Vec<Report>,
    /// The report that the sentences behind it may go on with.
    open: Option<Open>,
    /// The paragraph of a transcript whose turn goes on in the next one.
    turn: Option<usize>,
    /// Where the sentences end that a list has taken.
    read_to: usize,
    /// Whether the text is one.
    transcript: bool,
}

/// A speech that may go on.
#[derive(Debug, Clone, Copy)]
struct Open {
    report: usize,
    paragraph: usize,
    /// How many sentences it has gone on for.
    sentences: u8,
}

impl Reading<'_> {
    fn sentence(&mut self, number: usize, paragraph: usize, sentence: &Range<usize>) {
        let layout = self.layout;
        if self.turn == Some(paragraph) || sentence.start < self.read_to {
            return;
        }
        if self.open.is_some_and(|open| open.paragraph != paragraph) {
            self.open = None;
        }
        let mut here = sentence_reports(layout, sentence);
        if here.first().is_some_and(|r| r.rule == "label") {
            self.turn = Some(paragraph);
        } else if self.turn_goes_on(paragraph, sentence) {
            return;
        }
        if let Some(speech) = self.open.and_then(|open| self.found.get(open.report))
            && here.iter().all(|report| is_own_side(layout, speech, report))
        {
            here.clear();
        }
        let list = numbered_list::list(layout, number);
        if let Some(list) = &list
            && self.takes_list(&mut here, list, sentence)
        {
            self.read_to = list.words.end;
        }
        if here.is_empty() {
            self.without_report(sentence);
            return;
        }
        let goes_on = here.last().is_some_and(continuation::may_go_on);
        self.found.append(&mut here);
        self.open = goes_on.then_some(Open {
            report: self.found.len() - 1,
            paragraph,
            sentences: 0,
        });
    }
}

impl Reading<'_> {
    /// Whether the sentence begins a further paragraph of the turn of a transcript, and takes it.
    fn turn_goes_on(&mut self, paragraph: usize, sentence: &Range<usize>) -> bool {
        let layout = self.layout;
        let goes_on = self.transcript
            && self.turn.is_some_and(|turn| turn + 1 == paragraph)
            && !transcript::is_labelled(layout, sentence);
        let Some(whole) = layout.paragraphs.get(paragraph).filter(|_| goes_on) else {
            return false;
        };
        let whole = trimmed(layout.text, whole.clone());
        let Some(before) = self.found.last().filter(|_| whole.start < whole.end) else {
            return false;
        };
        let carried = transcript::carried_turn(before, whole, sentence);
        self.found.push(carried);
        self.turn = Some(paragraph);
        true
    }

    /// Gives a list to the report that holds its beginning, that announced it, or whose speech goes on with it.
    fn takes_list(&mut self, here: &mut Vec<Report>, list: &List, sentence: &Range<usize>) -> bool {
        let layout = self.layout;
        let start = list.words.start;
        let holds = |r: &Report| r.pieces.last().is_some_and(|p| p.start <= start && start < p.end);
        if let Some(index) = here.iter().position(holds) {
            here.truncate(index + 1);
            if let Some(report) = here.last_mut() {
                numbered_list::give(layout, report, list);
            }
            return true;
        }
        if start > trimmed(layout.text, sentence.clone()).start {
            return false;
        }
        let announced = self
            .found
            .last_mut()
            .filter(|last| start - last.sentence.end.min(start) < 8)
            .filter(|last| {
                last.rule == numbered_list::ANNOUNCED || numbered_list::ends_with_announcement(layout, last)
            });
        if let Some(report) = announced {
            numbered_list::give(layout, report, list);
            here.clear();
            return true;
        }
        let Some(report) = self.open.and_then(|open| self.found.get(open.report)) else {
            return false;
        };
        let mut carried = continuation::carried(report, list.words.clone(), sentence, "list-goes-on");
        carried.points.clone_from(&list.points);
        here.clear();
        here.push(carried);
        true
    }

    /// A sentence without a report of its own: it may go on with the speech before.
    fn without_report(&mut self, sentence: &Range<usize>) {
        let layout = self.layout;
        if let Some(last) = self.found.last_mut()
            && continuation::is_same_sentence(layout, last, sentence)
        {
            continuation::extend(layout, last, sentence);
            return;
        }
        let quoted = paragraph_form::signature(layout, sentence)
            .or_else(|| lone_quotation(layout, sentence, self.found.last()));
        if let Some(quoted) = quoted {
            self.found.push(quoted);
            return;
        }
        let Some(open) = &mut self.open else { return };
        let further = self
            .found
            .get(open.report)
            .and_then(|report| continuation::goes_on(layout, report, sentence, open.sentences));
        match further {
            Some(further) => {
                open.sentences = open.sentences.saturating_add(1);
                self.found.push(further);
            }
            None => self.open = None,
        }
    }
}

/// "中方希望 …", "某国坚持…": an attitude of one's own side, which behind "N表示，…" goes on with what N said.
fn is_own_side(layout: &Layout<'_>, speech: &Report, report: &Report) -> bool {
    let straight = matches!(
        report.rule,
        "speaker-cue-clause" | "speaker-cue-object" | "attitude" | numbered_list::ANNOUNCED
    );
    let Some(subject) = report.subject.as_ref().filter(|_| straight) else {
        return false;
    };
    let name = &layout.text[subject.clone()];
    let own_body = || {
        speech
            .subject
            .as_ref()
            .is_some_and(|speaker| layout.text[speaker.clone()].starts_with(name))
            || layout.naming.is_office_of(&speech.name(layout.text), name)
    };
    // "此次来访意义重大，他对此充满期待": of whoever speaks
    let pronoun =
        report.who.is_some_and(|who| who.pronoun.is_some()) && subject.start > report.sentence.start;
    let attitude = report.act.is_some() || report.mental;
    attitude && (pronoun || speaker_parser::is_side(layout, subject) || own_body())
}

/// A sentence that is one quotation goes on with the speaker before.
fn lone_quotation(layout: &Layout<'_>, sentence: &Range<usize>, before: Option<&Report>) -> Option<Report> {
    let range = trimmed(layout.text, sentence.clone());
    let quotation = layout.quotation(range.start).filter(|q| q.start == range.start)?;
    let inside = inside(layout.text, quotation);
    let near = before.is_some_and(|b| sentence.start.saturating_sub(b.sentence.end) < 12);
    let least = if near { 4 } else { 8 };
    if quotation.end < range.end || layout.text[inside.clone()].chars().count() < least {
        return None;
    }
    let sure = if near {
        Trust::of(75, "a quotation right behind a report")
    } else {
        Trust::of(50, "a quotation by itself")
    };
    Some(Report {
        carried: near,
        ..Report::new(sentence, inside, "carried", sure)
    })
}

/// A sentence that people write has fewer cues.
const CUES_MAX: usize = 48;

fn sentence_reports(layout: &Layout<'_>, sentence: &Range<usize>) -> Vec<Report> {
    if let Some(report) =
        transcript::label(layout, sentence).or_else(|| paragraph_form::signature(layout, sentence))
    {
        return vec![report];
    }
    let mut sites: Vec<Site> = Vec::new();
    for hit in compounds(layout, sentence).into_iter().take(CUES_MAX) {
        let HanSense::Cue(cue) = hit.sense else { continue };
        if let Some(mut site) = cue_occurrence::site(layout, sentence, hit, cue, &sites) {
            if sites
                .last()
                .is_some_and(|last| cue_occurrence::only_tells_when(layout, last, &site))
                && let Some(last) = sites.pop()
                && !matches!(site.subject, Subject::Named(..))
            {
                site.subject = last.subject;
            }
            sites.push(site);
        }
    }
    let mut found = Vec::new();
    for index in 0..sites.len() {
        if let Some(report) = content::report(layout, sentence, &sites, index) {
            found.extend(content::further(layout, sentence, &sites, index, &report));
            found.push(report);
        }
    }
    if is_hearsay(layout, sentence) {
        for report in &mut found {
            report.sure = report.sure.clone().less(20, "hearsay");
            report.weak = true;
        }
    }
    if let Some(passive) = passive::passive(layout, sentence) {
        // the cue of the passive is no verb of its own in the active
        found.retain(|report| {
            !report
                .cue
                .as_ref()
                .is_some_and(|cue| passive.cue.as_ref() == Some(cue))
        });
        found.retain(|report| !report.shares(passive.pieces.first().unwrap_or(&(0..0))) || report.quoted);
        found.push(passive);
    }
    if let Some(source) = source_phrase::source(layout, sentence, &found) {
        found.push(source);
    }
    disjoint(found)
}

/// "据称，…", "据传…": nobody stands for what follows.
fn is_hearsay(layout: &Layout<'_>, sentence: &Range<usize>) -> bool {
    const WORDS: [&str; 14] = [
        "据称", "据说", "据传", "听说", "传闻", "坊间", "疑似", "据闻", "據稱", "據說", "據傳", "聽說",
        "傳聞", "據聞",
    ];
    let text = layout.text[sentence.clone()].trim_start_matches(['，', ' ', '但', '另']);
    WORDS.iter().any(|word| text.starts_with(word))
}

/// "报道说", "回应表示": two reporting words that stand together are one.
fn compounds(layout: &Layout<'_>, sentence: &Range<usize>) -> Vec<LexiconMatch> {
    let mut found: Vec<LexiconMatch> = Vec::new();
    for cue in layout.cues_in(sentence.clone()) {
        if let Some(last) = found.last_mut().filter(|last| last.end == cue.start)
            && layout.text[last.start..last.end].chars().count() >= 2
            && layout.lexicon.is_plain_saying(&cue)
            && !cue_filter::is_noun(&layout.text[sentence.start..last.start])
        {
            // "声明称": what the document says
            let document = layout
                .hits_at(last.start)
                .any(|hit| hit.end == last.end && hit.sense == HanSense::Document);
            let begins = layout.text[..last.start].ends_with(['，', '。', '\n', '；', '、', ',', ' ']);
            if document && (begins || last.start == 0) {
                *last = cue;
                continue;
            }
            last.end = cue.end;
            let acts = layout.lexicon.cue_act(last).is_some();
            last.sense = if acts { last.sense } else { cue.sense };
            continue;
        }
        found.push(cue);
    }
    found
}

/// Drops what takes words that an earlier, more trusted report has.
fn disjoint(mut found: Vec<Report>) -> Vec<Report> {
    found.sort_by_key(|r| std::cmp::Reverse(r.sure.percent()));
    // where the words begin that are taken, and where they end
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    found.retain(|report| {
        let overlaps = |piece: &Range<usize>| {
            let before = taken.range(..piece.end).next_back();
            before.is_some_and(|(_, end)| *end > piece.start)
        };
        let free = !report.pieces.iter().any(overlaps);
        if free {
            taken.extend(report.pieces.iter().map(|piece| (piece.start, piece.end)));
        }
        free
    });
    found.sort_by_key(|r| r.pieces[0].start);
    found
}

/// The range without blanks and closing marks at its ends.
pub(in crate::extract::han) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    if range.start >= range.end {
        return range.start..range.start;
    }
    let words = &text[range.clone()];
    let start = words.len()
        - words
            .trim_start_matches([' ', '\n', '，', ',', '：', ':', '；', '、'])
            .len();
    let kept =
        words[start..].trim_end_matches([' ', '\n', '。', '，', ',', '；', ';', '：', '！', '？', '、']);
    range.start + start..range.start + start + kept.len()
}
