use super::vocabulary::closed_vocabulary;
use super::{Confidence, Doubt, Edtf, Evidence, Reader, Span, StatementId, TextSlice};

closed_vocabulary! {
    /// How the article renders the words.
    Mode, "mode" {
        /// All of the words are quoted.
        Direct = "direct",
        /// None of the words are quoted.
        Indirect = "indirect",
        /// A paraphrase quotes some of the words.
        Mixed = "mixed",
    }
}

closed_vocabulary! {
    /// The speech act that the speaker performs.
    Act, "act" {
        /// Puts a course of action forward.
        Proposal = "proposal",
        /// Commits the speaker to a course of action.
        Commitment = "commitment",
        /// Asks others to act.
        Call = "call",
        /// Announces what is or will be done.
        Announcement = "announcement",
        /// Takes a position or judges.
        Position = "position",
        /// Points out a danger.
        Warning = "warning",
        /// Asserts that something is the case.
        Claim = "claim",
        /// Predicts what will happen.
        Forecast = "forecast",
        /// Says that something is not the case.
        Denial = "denial",
        /// Thanks, regrets, congratulates.
        Expressive = "expressive",
    }
}

closed_vocabulary! {
    /// How a statement came to be known. Words that were uttered differ from a reported attitude and from the content
    /// of a text.
    Report, "kind of report" {
        /// Words that were uttered or written.
        Speech = "speech",
        /// A reported attitude or deed with its object: criticises X, refuses X, supports X.
        Stance = "stance",
        /// What a text or a rule itself says or requires.
        Provision = "provision",
    }
}

closed_vocabulary! {
    /// The kind of a speaker.
    SpeakerKind, "kind of speaker" {
        /// One human being.
        Person = "person",
        /// A body that speaks as one: a ministry, a company, a court.
        Institution = "institution",
        /// A text quoted as a source: a report, a law.
        Document = "document",
        /// Several people together: experts, demonstrators.
        Group = "group",
        /// The article does not say.
        Unknown = "unknown",
    }
}

closed_vocabulary! {
    /// The rule by which a statement was dated.
    DateRule, "date rule" {
        /// A full date in the sentence.
        Absolute = "absolute",
        /// "yesterday", "ce matin": counted from the day of publication.
        Relative = "relative",
        /// A weekday: the last such day up to and including the day of publication.
        Weekday = "weekday",
        /// "last month": as precise as the expression.
        Vague = "vague",
        /// The date of the occasion at which the statement was made.
        Occasion = "occasion",
        /// The date in the article's dateline.
        Dateline = "dateline",
        /// The day of publication, approximately.
        Publication = "publication",
        /// A date that another reader gives without the expression.
        Given = "given",
        /// No date was found.
        None = "none",
    }
}

/// When the words were said, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidDate {
    /// The date; [`Edtf::Unknown`] where none was found.
    pub date: Edtf,
    /// The date expression in the article.
    pub expression: Option<TextSlice>,
    /// The rule that resolved the expression.
    pub rule: DateRule,
}

/// The words that report the speech: "a souligné", "according to".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// The words as written in the article.
    pub words: TextSlice,
    /// The lexicon entry that they are a form of.
    pub lemma: String,
}

/// Who speaks, according to the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// How the article names the speaker at this place; `None` where it does not.
    pub mention: Option<TextSlice>,
    /// The fullest name of the speaker in the article, without titles.
    pub reference: Option<String>,
    /// The role in which the speaker speaks, in the words of the article.
    pub capacity: Option<String>,
    /// The kind of the speaker.
    pub kind: SpeakerKind,
}

/// The side for whom the speaker speaks, where the words say so: "said that the government proposes to …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// How the article names the side: "le gouvernement chinois"; `None` where another reader gives only the name.
    pub mention: Option<TextSlice>,
    /// The name of the side: "gouvernement chinois".
    pub reference: String,
}

/// The occasion on which the words were said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// The event: "conférence mondiale de l'IA 2025".
    pub event: Option<TextSlice>,
    /// The place: "Shanghai".
    pub place: Option<TextSlice>,
}

/// One reported statement as read in one article: the body of `statement.recorded`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its id.
    pub id: StatementId,
    /// The statement's words in reading order: one piece, or several where the article interrupts them.
    pub evidence: Vec<Evidence>,
    /// The words that report the speech.
    pub cue: Option<Cue>,
    /// Who speaks.
    pub speaker: Attribution,
    /// The side that, according to the words, proposes, calls, promises or rejects; `None` where the speaker does.
    pub side: Option<Side>,
    /// How the article renders the words.
    pub mode: Mode,
    /// How the statement came to be known; `None` in statements recorded before readers gave this.
    pub report: Option<Report>,
    /// The speech act.
    pub act: Act,
    /// When the words were said.
    pub said: SaidDate,
    /// On which occasion they were said.
    pub occasion: Option<Occasion>,
    /// The numbered parts of a proposal.
    pub points: Vec<TextSlice>,
    /// How sure the extractor is.
    pub confidence: Confidence,
    /// What the extractor is unsure of.
    pub doubts: Vec<Doubt>,
    /// Names of the rules that produced the reading, for those who want to fix a wrong one.
    pub rules: Vec<String>,
    /// Who or what read the statement; `None` for the extractor of the article.
    pub reader: Option<Reader>,
}

/// Stands between the pieces of a statement's words where the article interrupts them.
const INTERRUPTION: &str = " […] ";

/// Cuts joined [words](Statement::words) into the pieces that `spans` cover in the article: each span with its piece.
///
/// ```
/// use dixit::domain::{Span, split_words};
/// let pieces = split_words("a tax […] next year", [Span::new(10, 15), Span::new(30, 39)]);
/// assert_eq!(pieces[1].text, "next year");
/// ```
pub fn split_words(words: &str, spans: impl IntoIterator<Item = Span>) -> Vec<TextSlice> {
    let mut spans = spans.into_iter().peekable();
    let mut rest = words;
    let mut pieces = Vec::new();
    while let Some(span) = spans.next() {
        let is_last = spans.peek().is_none();
        let end = rest.char_indices().nth(span.len() as usize).map(|(byte, _)| byte);
        let (piece, after) = rest.split_at(end.filter(|_| !is_last).unwrap_or(rest.len()));
        rest = after.strip_prefix(INTERRUPTION).unwrap_or(after);
        pieces.push(TextSlice {
            span,
            text: piece.to_owned(),
        });
    }
    pieces
}

impl Statement {
    /// The statement's words, with ` […] ` where the article interrupts them.
    pub fn words(&self) -> String {
        let pieces: Vec<&str> = self.evidence.iter().map(|e| e.quote.text.as_str()).collect();
        pieces.join(INTERRUPTION)
    }

    /// Whether `text` has every slice of this statement at its position.
    pub fn matches_text(&self, text: &str) -> bool {
        let occasion = self.occasion.as_ref();
        let named = [
            self.cue.as_ref().map(|cue| &cue.words),
            self.speaker.mention.as_ref(),
            self.side.as_ref().and_then(|side| side.mention.as_ref()),
            self.said.expression.as_ref(),
            occasion.and_then(|at| at.event.as_ref()),
            occasion.and_then(|at| at.place.as_ref()),
        ];
        let quotes = self.evidence.iter().map(|piece| &piece.quote);
        let mut slices = named.into_iter().flatten().chain(&self.points).chain(quotes);
        slices.all(|slice| slice.matches_text(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vocabulary_words_convert_both_ways() {
        for act in Act::ALL {
            assert_eq!(act.as_str().parse(), Ok(*act));
        }
        let error = "spoken".parse::<Mode>().unwrap_err();
        insta::assert_snapshot!(error, @r#"unknown mode "spoken" (known: direct, indirect, mixed)"#);
    }
}
