//! Statements from reports: the last steps, and the way back to the text as given.

use super::attribution::{Report, reports};
use super::lexicon::Lexicon;
use super::normal::Normal;
use super::page::Page;
use super::speakers::{Resolved, resolve};
use super::{Input, act, date, points};
use crate::domain::{
    Attribution, Confidence, Cue, DateRule, Doubt, Edtf, Evidence, Mode, Said, Slice, Span, Statement,
    StatementId,
};
use std::collections::HashMap;
use std::ops::Range;

/// How many code points of context the selectors of a statement carry.
const CONTEXT: usize = 32;
/// Below this a reading is dropped: it would be wrong more often than right.
const LEAST_SURE: i32 = 40;

/// The statements of an alphabetic text.
pub(super) fn statements(input: &Input<'_>, lexicon: &Lexicon) -> Vec<Statement> {
    let normal = Normal::new(input.text);
    let page = Page::new(&normal, lexicon);
    let found = disjoint(&page, reports(&page));
    let speakers = resolve(&page, &found);
    let mut assembler = Assembler {
        input,
        normal: &normal,
        page: &page,
        places: Places::new(input.text),
        seen: HashMap::new(),
        dateline: date::dateline(&page, input.published),
        occasion: None,
    };
    found
        .iter()
        .zip(speakers)
        .map(|(report, speaker)| assembler.statement(report, speaker))
        .collect()
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
    reports.retain(|r| !r.pieces.is_empty() && r.sure >= LEAST_SURE);
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse((reports[*i].sure, std::cmp::Reverse(*i))));
    let mut keep = vec![true; reports.len()];
    for (rank, i) in order.iter().enumerate() {
        if !keep[*i] {
            continue;
        }
        for j in &order[rank + 1..] {
            if keep[*j] && overlap(&reports[*i], &reports[*j]) {
                keep[*j] = false;
            }
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

fn overlap(a: &Report, b: &Report) -> bool {
    a.pieces
        .iter()
        .any(|x| b.pieces.iter().any(|y| x.start < y.end && y.start < x.end))
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

/// Byte offsets of code points, for cutting many slices from one text.
struct Places {
    bytes: Vec<u32>,
}

impl Places {
    fn new(text: &str) -> Self {
        let mut bytes: Vec<u32> = text
            .char_indices()
            .map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX))
            .collect();
        bytes.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        Self { bytes }
    }

    fn cut<'t>(&self, text: &'t str, span: Span) -> &'t str {
        let last = self.bytes.len() - 1;
        let at = |n: u32| self.bytes[(n as usize).min(last)] as usize;
        &text[at(span.start)..at(span.end.max(span.start))]
    }
}

struct Assembler<'a> {
    input: &'a Input<'a>,
    normal: &'a Normal,
    page: &'a Page<'a>,
    places: Places,
    /// How often each wording was met.
    seen: HashMap<String, u32>,
    /// The date in the article's dateline.
    dateline: Option<date::Dated>,
    /// Who spoke when: later words of the same speaker belong to the same occasion.
    occasion: Option<(Option<String>, Edtf)>,
}

impl Assembler<'_> {
    fn statement(&mut self, report: &Report, speaker: Resolved) -> Statement {
        let evidence: Vec<Evidence> = report.pieces.iter().map(|piece| self.evidence(piece)).collect();
        let texts: Vec<&str> = evidence.iter().map(|e| e.quote.text.as_str()).collect();
        let occurrence = self.seen.entry(texts.join("\u{1f}")).or_insert(0);
        let id = StatementId::of(self.input.article, &texts, *occurrence);
        *occurrence += 1;
        let said = self.said(report, speaker.reference.as_ref());
        let mode = self.mode(report);
        let mut doubts: Vec<Doubt> = speaker.doubt.into_iter().collect();
        if report.weak {
            doubts.push(Doubt::CueWeak);
        }
        if said.rule == DateRule::Publication {
            doubts.push(Doubt::DateApproximate);
        }
        if said.expression.is_some() && said.date == Edtf::Unknown {
            doubts.push(Doubt::DateUnresolved);
        }
        if report.pieces.iter().any(|p| self.unclosed(p)) {
            doubts.push(Doubt::QuoteUnclosed);
        }
        let act = act::of(self.page, report);
        let points = points::of(self.page, report)
            .into_iter()
            .map(|p| self.slice(&p))
            .collect();
        Statement {
            id,
            evidence,
            cue: report.cue.as_ref().map(|c| Cue {
                words: self.slice(c),
                lemma: report.lemma.clone(),
            }),
            speaker: Attribution {
                mention: speaker.mention.as_ref().map(|m| self.slice(m)),
                reference: speaker.reference,
                capacity: speaker.capacity,
                kind: speaker.kind,
            },
            mode,
            act,
            said,
            occasion: super::occasion::of(self.page, report).map(|(event, place)| crate::domain::Occasion {
                event: event.map(|e| self.slice(&e)),
                place: place.map(|p| self.slice(&p)),
            }),
            points,
            confidence: confidence(report, &doubts),
            doubts,
            rules: vec![report.rule.to_owned()],
        }
    }

    fn span(&self, tokens: &Range<usize>) -> Span {
        let (first, last) = (self.page.tokens[tokens.start], self.page.tokens[tokens.end - 1]);
        self.normal.span(first.start as usize, last.end as usize)
    }

    fn slice(&self, tokens: &Range<usize>) -> Slice {
        let span = self.span(tokens);
        Slice {
            span,
            text: self.places.cut(self.input.text, span).to_owned(),
        }
    }

    fn evidence(&self, piece: &Range<usize>) -> Evidence {
        let quote = self.slice(piece);
        let text = self.input.text;
        let context = u32::try_from(CONTEXT).unwrap_or(0);
        let span = quote.span;
        let before = Span::new(span.start.saturating_sub(context), span.start);
        let end = u32::try_from(self.places.bytes.len() - 1).unwrap_or(u32::MAX);
        let after = Span::new(span.end, (span.end + context).min(end));
        Evidence {
            prefix: self.places.cut(text, before).to_owned(),
            suffix: self.places.cut(text, after).to_owned(),
            quote,
        }
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
            (q, a) if q == a => Mode::Direct,
            (q, _) if q >= 2 => Mode::Mixed,
            _ => Mode::Indirect,
        }
    }

    /// The date of the report: an expression of its own sentence outside the words said; else of the
    /// occasion; else unknown, or about the day of publication.
    fn said(&mut self, report: &Report, speaker: Option<&String>) -> Said {
        let sentence = self.page.sentences[report.sentence].clone();
        let inside = |at: usize| report.pieces.iter().any(|p| p.contains(&at));
        let found = date::dates(self.page, sentence, self.input.published);
        let own = found
            .into_iter()
            .find(|d| !inside(d.tokens.start) && self.near(report, d.tokens.start));
        if let Some(dated) = own {
            if dated.date.is_exact() {
                self.occasion = Some((speaker.cloned(), dated.date));
            }
            return Said {
                date: dated.date,
                expression: Some(self.slice(&dated.tokens)),
                rule: dated.rule,
            };
        }
        if let Some((who, date)) = &self.occasion
            && who.as_ref() == speaker
            && speaker.is_some()
        {
            return Said {
                date: *date,
                expression: None,
                rule: DateRule::Occasion,
            };
        }
        if let Some(dated) = &self.dateline {
            return Said {
                date: dated.date,
                expression: Some(self.slice(&dated.tokens)),
                rule: DateRule::Dateline,
            };
        }
        match self.input.published {
            Some(day) => Said {
                date: Edtf::about(day),
                expression: None,
                rule: DateRule::Publication,
            },
            None => Said {
                date: Edtf::Unknown,
                expression: None,
                rule: DateRule::None,
            },
        }
    }

    /// Whether the token stands with the report's cue, not in another report of the sentence.
    fn near(&self, report: &Report, at: usize) -> bool {
        report.cue.as_ref().is_none_or(|cue| at.abs_diff(cue.start) <= 25)
    }
}

fn confidence(report: &Report, doubts: &[Doubt]) -> Confidence {
    let mut sure = report.sure;
    for doubt in doubts {
        sure -= match doubt {
            Doubt::SpeakerUnknown => 10,
            Doubt::QuoteUnclosed => 15,
            Doubt::SpeakerAmbiguous => 5,
            _ => 0,
        };
    }
    Confidence::from_percent(u8::try_from(sure.clamp(5, 99)).unwrap_or(5))
}
