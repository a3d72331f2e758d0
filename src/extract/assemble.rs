//! Reads one French or English text: finds its reports, drops overlaps, and adds speaker, date, act and occasion.
//!
//! Takes the words of one language; the statements follow when the reading is dated. Chinese has the same step in
//! `han`.

use super::attribution::{ReportCandidate, find_reports};
use super::draft::{RuleNote, StatementDraft, TRUST_PERCENT_MIN};
use super::input::ExtractorInput;
use super::layout::lay_out;
use super::lexicon::Lexicon;
use super::normalization::NormalizedText;
use super::page::Page;
use super::report_kind::kind_of_report;
use super::speakers::{ResolvedSpeaker, resolve_speakers};
use super::undated_reading::UndatedReading;
use super::{act, finish, occasion, points, report_kind, said_date};
use crate::domain::{Doubt, ExplainedStatement, Mode, ReadingPart};
use std::ops::Range;

/// A French or English text that is read but not yet dated.
pub(super) struct AlphabeticReading<'t> {
    normal: &'t NormalizedText,
    page: Page<'t>,
    reports: Vec<ReportCandidate>,
    speakers: Vec<ResolvedSpeaker>,
    /// The draft of each report, without its date.
    drafts: Vec<StatementDraft>,
}

impl<'t> AlphabeticReading<'t> {
    /// Reads a text that is in the language of `lexicon`.
    pub(super) fn new(normal: &'t NormalizedText, lexicon: &'t Lexicon) -> Self {
        let page = lay_out(normal, lexicon);
        let mut found = find_reports(&page);
        found.retain(|report| {
            !report_kind::is_unsaid(&page, report) && !report_kind::is_financial_account(&page, report)
        });
        let reports = without_overlaps(&page, found);
        let speakers = resolve_speakers(&page, &reports);
        let assembler = Assembler { page: &page };
        let drafts = reports
            .iter()
            .zip(&speakers)
            .map(|(report, speaker)| assembler.make_draft(report, speaker))
            .collect();
        Self {
            normal,
            page,
            reports,
            speakers,
            drafts,
        }
    }
}

impl UndatedReading for AlphabeticReading<'_> {
    fn date(&self, input: &ExtractorInput<'_>, explains: bool) -> Vec<ExplainedStatement> {
        let last = input.published_or.max(input.published);
        let times =
            said_date::resolve_said_dates(&self.page, &self.reports, &self.speakers, input.published, last);
        let assembler = Assembler { page: &self.page };
        let dated = self.drafts.iter().zip(times).map(|(draft, said)| StatementDraft {
            said: said.map(|(date, tokens, rule)| (date, tokens.map(|t| assembler.bytes(&t)), rule)),
            ..draft.clone()
        });
        finish::finish_drafts(input, self.normal, dated, explains)
    }
}

/// Drops reports with too little trust and, of reports that share words, keeps the most trusted (the earlier one
/// where trust is equal). Returns the rest in reading order.
fn without_overlaps(page: &Page<'_>, mut reports: Vec<ReportCandidate>) -> Vec<ReportCandidate> {
    for report in &mut reports {
        report.pieces = report
            .pieces
            .iter()
            .map(|p| strip_marks(page, p))
            .filter(|p| p.start < p.end)
            .collect();
    }
    reports.retain(|r| !r.pieces.is_empty() && r.trust.percent() >= TRUST_PERCENT_MIN);
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse((reports[*i].trust.percent(), std::cmp::Reverse(*i))));
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

/// Removes what surrounds the words of a piece: quotation marks that enclose all of it, commas, dashes, line breaks.
fn strip_marks(page: &Page<'_>, piece: &Range<usize>) -> Range<usize> {
    let mut piece = piece.clone();
    loop {
        let before = piece.clone();
        if let Some(number) = page.quotation_at(piece.start) {
            let quotation = page.quotations[number];
            if quotation.open == piece.start && quotation.end() >= piece.end && piece.start < piece.end {
                piece = quotation.open + 1..quotation.close.min(piece.end);
            }
        }
        while piece.start < piece.end
            && matches!(
                page.tokens[piece.start].kind,
                super::token::TokenKind::Mark(',' | ';' | ':' | '-' | '–' | '—')
                    | super::token::TokenKind::LineBreak
            )
            && !is_inside_quotation(page, piece.start)
        {
            piece.start += 1;
        }
        // a determiner before a quotation that makes up the rest of the piece: "un « nouveau départ »"
        if page.has_class(piece.start, super::lexicon::WordClass::DETERMINER)
            && page.quotation_at(piece.start).is_none()
            && page.quotation_at(piece.start + 1).is_some_and(|q| {
                let quotation = page.quotations[q];
                quotation.open == piece.start + 1
                    && quotation.end() >= piece.end
                    && piece.end > piece.start + 2
            })
        {
            piece.start += 1;
        }
        while piece.end > piece.start
            && matches!(
                page.tokens[piece.end - 1].kind,
                super::token::TokenKind::Mark(',') | super::token::TokenKind::LineBreak
            )
        {
            piece.end -= 1;
        }
        if piece == before {
            return piece;
        }
    }
}

/// Whether the token is in a quotation, after its opening mark.
fn is_inside_quotation(page: &Page<'_>, at: usize) -> bool {
    page.quotation_at(at)
        .is_some_and(|q| page.quotations[q].open != at)
}

/// Makes drafts of reports; turns token ranges into byte ranges.
struct Assembler<'a> {
    page: &'a Page<'a>,
}

impl Assembler<'_> {
    /// The draft of a report, with its act, occasion, points, mode and doubts, but without its date.
    fn make_draft(&self, report: &ReportCandidate, speaker: &ResolvedSpeaker) -> StatementDraft {
        let page = self.page;
        let mut doubts: Vec<Doubt> = speaker.doubt.into_iter().collect();
        let hearsay = report_kind::is_hearsay(page, report);
        if report.is_weak || hearsay {
            doubts.push(Doubt::CueWeak);
        }
        if report.pieces.iter().any(|p| self.has_unclosed_quotation(p)) {
            doubts.push(Doubt::QuoteUnclosed);
        }
        let occasion = occasion::find_occasion(page, report);
        let points = points::find_points(page, report);
        let act = act::read_act(page, report, speaker);
        let mut notes = vec![
            self.note(ReadingPart::Speaker, speaker.rule, None),
            self.note(ReadingPart::Act, act.rule, act.words.as_ref()),
        ];
        if !points.is_empty() {
            notes.push(self.note(ReadingPart::Points, "list", None));
        }
        StatementDraft {
            pieces: report.pieces.iter().map(|p| self.bytes(p)).collect(),
            cue: report.cue.as_ref().map(|c| self.bytes(c)),
            lemma: report.lemma.clone(),
            mention: speaker.mention.as_ref().map(|m| self.mention(m)),
            said: None,
            reference: speaker.reference.clone(),
            capacity: speaker.capacity.clone(),
            kind: speaker.kind,
            side: act.side.as_ref().map(|words| self.side(words)),
            mode: self.mode(report),
            report: Some(kind_of_report(page, report)),
            act: act.act,
            event: occasion.as_ref().map(|o| self.bytes(&o.event)),
            place: occasion.and_then(|o| o.place).map(|p| self.bytes(&p)),
            points: points.iter().map(|p| self.bytes(p)).collect(),
            trust: report.trust.clone().reduce_if(hearsay, 20, "hearsay"),
            doubts,
            rule: report.rule,
            notes,
        }
    }

    fn note(&self, part: ReadingPart, rule: &'static str, words: Option<&Range<usize>>) -> RuleNote {
        RuleNote {
            part,
            rule,
            entry: None,
            words: words.map(|words| self.bytes(words)),
        }
    }

    /// The bytes of a mention. Of an inverted pronoun ("-t-elle") only the pronoun itself.
    fn mention(&self, tokens: &Range<usize>) -> Range<usize> {
        let bytes = self.bytes(tokens);
        let words = &self.page.text[bytes.clone()];
        let joined = words
            .rfind('-')
            .filter(|_| words.starts_with('-'))
            .map_or(0, |hyphen| hyphen + 1);
        bytes.start + joined..bytes.end
    }

    /// The bytes of the words that name a side, and the side's name: the words without their determiners.
    fn side(&self, words: &Range<usize>) -> (Range<usize>, String) {
        let determiner = |at: &usize| self.page.has_class(*at, super::lexicon::WordClass::DETERMINER);
        let name = words.clone().find(|at| !determiner(at)).unwrap_or(words.start)..words.end;
        (self.bytes(words), self.page.text_of(&name).to_owned())
    }

    /// The bytes of a non-empty range of tokens.
    fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        self.page.tokens[tokens.start].start as usize..self.page.tokens[tokens.end - 1].end as usize
    }

    /// Whether a token of the piece is in a quotation without a closing mark.
    fn has_unclosed_quotation(&self, piece: &Range<usize>) -> bool {
        piece.clone().any(|at| {
            self.page
                .quotation_at(at)
                .is_some_and(|q| !self.page.quotations[q].closed)
        })
    }

    /// Direct if all words are quoted, or if the form of the line (a turn, an answer, a post) shows that they are the
    /// speaker's own. Mixed if two or more words are quoted. Indirect otherwise: a single quoted word does not count.
    fn mode(&self, report: &ReportCandidate) -> Mode {
        let page = self.page;
        let mut quoted = 0;
        let mut all = 0;
        for at in report.pieces.iter().cloned().flatten() {
            if page.is_word(at) || page.is_number(at) {
                all += 1;
                quoted += usize::from(page.quotation_at(at).is_some());
            }
        }
        match (quoted, all) {
            (q, a)
                if q == a
                    || matches!(
                        report.rule,
                        "turn" | "turn-goes-on" | "answer" | "post" | "signature"
                    ) =>
            {
                Mode::Direct
            }
            (q, _) if q >= 2 => Mode::Mixed,
            _ => Mode::Indirect,
        }
    }
}
