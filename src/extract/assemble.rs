//! Statements of alphabetic text: reports without overlaps, with speaker, date, act and occasion.

use super::attribution::{Report, reports};
use super::draft::{Draft, LEAST_SURE, Note};
use super::lexicon::{Lexicon, Word};
use super::normal::Normal;
use super::page::Page;
use super::speakers::{Resolved, resolve};
use super::{Input, act, date, draft, occasion, points};
use crate::domain::{DateRule, Doubt, Edtf, Explained, Mode, Part};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The statements of an alphabetic text.
pub(super) fn statements(input: &Input<'_>, lexicon: &Lexicon) -> Vec<Explained> {
    let normal = Normal::new(input.text);
    let page = Page::new(&normal, lexicon);
    let found = disjoint(&page, reports(&page));
    let speakers = resolve(&page, &found);
    let mut assembler = Assembler {
        input,
        page: &page,
        dateline: date::dateline(&page, input.published),
        occasions: BTreeMap::new(),
        event_days: None,
    };
    let drafts = found
        .iter()
        .zip(speakers)
        .map(|(report, speaker)| assembler.draft(report, speaker))
        .collect();
    draft::statements(input, &normal, drafts)
}

/// The reports without those whose words another one, more trusted or earlier, has taken.
fn disjoint(page: &Page<'_>, mut reports: Vec<Report>) -> Vec<Report> {
    for report in &mut reports {
        report.pieces = report
            .pieces
            .iter()
            .map(|p| stripped(page, p))
            .filter(|p| p.start < p.end)
            .collect();
    }
    reports.retain(|r| !r.pieces.is_empty() && r.sure.percent() >= LEAST_SURE);
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse((reports[*i].sure.percent(), std::cmp::Reverse(*i))));
    let mut taken = vec![false; page.tokens.len()];
    let mut keep = vec![false; reports.len()];
    for i in order {
        let mut words = reports[i].pieces.iter().cloned().flatten();
        if words.any(|at| taken[at]) {
            continue;
        }
        keep[i] = true;
        for piece in &reports[i].pieces {
            taken[piece.clone()].fill(true);
        }
    }
    let mut index = 0;
    reports.retain(|_| {
        index += 1;
        keep[index - 1]
    });
    reports.sort_by_key(|r| r.pieces[0].start);
    reports
}

/// The piece without marks around it: quotation marks that enclose all of it, commas, blanks.
fn stripped(page: &Page<'_>, piece: &Range<usize>) -> Range<usize> {
    let mut piece = piece.clone();
    loop {
        let before = piece.clone();
        if let Some(number) = page.quotation(piece.start) {
            let quotation = page.quotations[number];
            if quotation.open == piece.start && quotation.after() >= piece.end && piece.start < piece.end {
                piece = quotation.open + 1..quotation.close.min(piece.end);
            }
        }
        while piece.start < piece.end
            && matches!(
                page.tokens[piece.start].kind,
                super::token::Kind::Mark(',' | ';' | ':' | '-' | '–' | '—') | super::token::Kind::Break
            )
            && !quoted_inside(page, piece.start)
        {
            piece.start += 1;
        }
        // a determiner before a quotation that is all there is: "un « nouveau départ »"
        if page.is(piece.start, super::lexicon::Class::DETERMINER)
            && page.quotation(piece.start).is_none()
            && page.quotation(piece.start + 1).is_some_and(|q| {
                let quotation = page.quotations[q];
                quotation.open == piece.start + 1
                    && quotation.after() >= piece.end
                    && piece.end > piece.start + 2
            })
        {
            piece.start += 1;
        }
        while piece.end > piece.start
            && matches!(
                page.tokens[piece.end - 1].kind,
                super::token::Kind::Mark(',') | super::token::Kind::Break
            )
        {
            piece.end -= 1;
        }
        if piece == before {
            return piece;
        }
    }
}

fn quoted_inside(page: &Page<'_>, at: usize) -> bool {
    page.quotation(at).is_some_and(|q| page.quotations[q].open != at)
}

struct Assembler<'a> {
    input: &'a Input<'a>,
    page: &'a Page<'a>,
    /// The date in the article's dateline.
    dateline: Option<date::Dated>,
    /// Who spoke when: later words of the same speaker belong to the same occasion.
    occasions: BTreeMap<String, Edtf>,
    /// The days of events, read when the first report asks for one.
    event_days: Option<EventDays>,
}

impl Assembler<'_> {
    fn draft(&mut self, report: &Report, speaker: Resolved) -> Draft {
        let page = self.page;
        let mut doubts: Vec<Doubt> = speaker.doubt.into_iter().collect();
        if report.weak {
            doubts.push(Doubt::CueWeak);
        }
        if report.pieces.iter().any(|p| self.unclosed(p)) {
            doubts.push(Doubt::QuoteUnclosed);
        }
        let occasion = occasion::of(page, report);
        let points = points::of(page, report);
        let act = act::of(page, report);
        let mut notes = vec![
            self.note(Part::Speaker, speaker.rule, None),
            self.note(Part::Act, act.rule, act.words.as_ref()),
        ];
        if !points.is_empty() {
            notes.push(self.note(Part::Points, "list", None));
        }
        Draft {
            pieces: report.pieces.iter().map(|p| self.bytes(p)).collect(),
            cue: report.cue.as_ref().map(|c| self.bytes(c)),
            lemma: report.lemma.clone(),
            mention: speaker.mention.as_ref().map(|m| self.mention(m)),
            said: self.said(report, speaker.reference.as_ref(), occasion.as_ref()),
            reference: speaker.reference,
            capacity: speaker.capacity,
            kind: speaker.kind,
            side: None,
            mode: self.mode(report),
            report: None,
            act: act.act,
            event: occasion.as_ref().map(|o| self.bytes(&o.event)),
            place: occasion.and_then(|o| o.place).map(|p| self.bytes(&p)),
            points: points.iter().map(|p| self.bytes(p)).collect(),
            sure: report.sure.clone(),
            doubts,
            rule: report.rule,
            notes,
        }
    }

    fn note(&self, part: Part, rule: &'static str, words: Option<&Range<usize>>) -> Note {
        Note {
            part,
            rule,
            entry: None,
            words: words.map(|words| self.bytes(words)),
        }
    }

    /// A mention; of an inverted pronoun ("-t-elle") the pronoun alone.
    fn mention(&self, tokens: &Range<usize>) -> Range<usize> {
        let bytes = self.bytes(tokens);
        let words = &self.page.text[bytes.clone()];
        let joined = words
            .rfind('-')
            .filter(|_| words.starts_with('-'))
            .map_or(0, |hyphen| hyphen + 1);
        bytes.start + joined..bytes.end
    }

    fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        self.page.tokens[tokens.start].start as usize..self.page.tokens[tokens.end - 1].end as usize
    }

    fn unclosed(&self, piece: &Range<usize>) -> bool {
        piece.clone().any(|at| {
            self.page
                .quotation(at)
                .is_some_and(|q| !self.page.quotations[q].closed)
        })
    }

    /// Direct where all words are quoted, indirect where none are but single scare words.
    fn mode(&self, report: &Report) -> Mode {
        let page = self.page;
        let mut quoted = 0;
        let mut all = 0;
        for at in report.pieces.iter().cloned().flatten() {
            if page.is_word(at) || page.is_number(at) {
                all += 1;
                quoted += usize::from(page.quotation(at).is_some());
            }
        }
        match (quoted, all) {
            (q, a) if q == a || matches!(report.rule, "turn" | "answer") => Mode::Direct,
            (q, _) if q >= 2 => Mode::Mixed,
            _ => Mode::Indirect,
        }
    }

    /// The date of the report: an expression of its own sentence outside the words said; else of the
    /// occasion that its speaker spoke at before; else of the dateline.
    fn said(
        &mut self,
        report: &Report,
        speaker: Option<&String>,
        occasion: Option<&occasion::Found>,
    ) -> Option<(Edtf, Option<Range<usize>>, DateRule)> {
        let sentence = self.page.sentences[report.sentence].clone();
        let inside = |at: usize| report.pieces.iter().any(|p| p.contains(&at));
        let found = date::dates(self.page, sentence, self.input.published);
        let own = found
            .into_iter()
            .find(|d| !inside(d.tokens.start) && near(report, d.tokens.start));
        if let Some(dated) = own {
            if let Some(name) = speaker.filter(|_| dated.date.is_exact()) {
                self.occasions.insert(name.clone(), dated.date);
            }
            return Some((dated.date, Some(self.bytes(&dated.tokens)), dated.rule));
        }
        if let Some(date) = speaker.and_then(|name| self.occasions.get(name)) {
            return Some((*date, None, DateRule::Occasion));
        }
        let day = occasion.and_then(|occasion| self.day_of_event(report, &occasion.event));
        if let Some((date, tokens)) = day {
            if let Some(name) = speaker {
                self.occasions.insert(name.clone(), date);
            }
            return Some((date, Some(self.bytes(&tokens)), DateRule::Occasion));
        }
        self.dateline
            .as_ref()
            .map(|d| (d.date, Some(self.bytes(&d.tokens)), DateRule::Dateline))
    }

    /// "Le sommet s'est ouvert mardi. […] a dit N lors du sommet": the day that was told last with the same word.
    fn day_of_event(&mut self, report: &Report, event: &Range<usize>) -> Option<(Edtf, Range<usize>)> {
        let page = self.page;
        let days = self
            .event_days
            .get_or_insert_with(|| days_of_events(page, self.input.published));
        let told_before = occasion::heads(page, event.clone()).filter_map(|at| {
            let days = days.get(&page.word(at))?;
            let before = days.partition_point(|(sentence, ..)| *sentence < report.sentence);
            days[..before].last()
        });
        let (_, date, tokens) = told_before.max_by_key(|(sentence, ..)| *sentence)?;
        Some((*date, tokens.clone()))
    }
}

/// For each word for an event, the sentences that tell an exact day with it: which, the day, and where it stands.
type EventDays = HashMap<Word, Vec<(usize, Edtf, Range<usize>)>>;

fn days_of_events(page: &Page<'_>, published: Option<NaiveDate>) -> EventDays {
    let mut days = EventDays::new();
    for (number, sentence) in page.sentences.iter().enumerate() {
        let mut heads = occasion::heads(page, sentence.clone()).peekable();
        if heads.peek().is_none() {
            continue;
        }
        let dates = date::dates(page, sentence.clone(), published);
        if let Some(told) = dates.into_iter().find(|dated| dated.date.is_exact()) {
            for head in heads {
                let day = (number, told.date, told.tokens.clone());
                days.entry(page.word(head)).or_default().push(day);
            }
        }
    }
    days
}

/// Whether the token stands with the report's cue, the words said left out, not in another report of the sentence.
fn near(report: &Report, at: usize) -> bool {
    let Some(cue) = &report.cue else { return true };
    let between = at.min(cue.start)..at.max(cue.start);
    let words = report.pieces.iter().map(|piece| {
        let inside = piece.start.max(between.start)..piece.end.min(between.end);
        inside.len()
    });
    between.len() - words.sum::<usize>() <= 25
}
