use super::{Act, Doubt, Edtf, Evidence, Report, SaidDate, Statement};
use std::fmt;

/// The fields of a reading that a person corrected. A field that is `None` keeps the value that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Correction {
    /// The speaker's canonical name; empty where the speaker is unknown.
    pub speaker: Option<String>,
    /// The role in which the speaker speaks; empty for none.
    pub capacity: Option<String>,
    /// The date of the utterance.
    pub said: Option<Edtf>,
    /// The act performed by the statement.
    pub act: Option<Act>,
    /// How the statement came to be known.
    pub report: Option<Report>,
    /// The statement's words, as slices of the article's text.
    pub evidence: Option<Vec<Evidence>>,
}

impl Correction {
    /// Whether no field is corrected.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Names of the corrected fields, as the command line spells them.
    pub fn fields(&self) -> Vec<&'static str> {
        let fields = [
            ("speaker", self.speaker.is_some()),
            ("capacity", self.capacity.is_some()),
            ("said", self.said.is_some()),
            ("act", self.act.is_some()),
            ("report", self.report.is_some()),
            ("text", self.evidence.is_some()),
        ];
        fields
            .into_iter()
            .filter_map(|(name, is_set)| is_set.then_some(name))
            .collect()
    }

    /// Returns `reading` with the corrected fields replaced. Doubts of the extractor about a corrected field are
    /// removed.
    #[must_use]
    pub fn apply_to(&self, reading: &Statement) -> Statement {
        let mut statement = reading.clone();
        let mut resolved_doubts: Vec<Doubt> = Vec::new();
        if let Some(name) = &self.speaker {
            statement.speaker.reference = non_empty(name);
            resolved_doubts.extend([
                Doubt::SpeakerUnknown,
                Doubt::SpeakerAmbiguous,
                Doubt::SpeakerCarried,
            ]);
        }
        if let Some(capacity) = &self.capacity {
            statement.speaker.capacity = non_empty(capacity);
        }
        if let Some(date) = self.said {
            statement.said = SaidDate {
                date,
                ..statement.said
            };
            resolved_doubts.extend([Doubt::DateApproximate, Doubt::DateUnresolved]);
        }
        if let Some(act) = self.act {
            statement.act = act;
        }
        statement.report = self.report.or(statement.report);
        if let Some(evidence) = &self.evidence {
            statement.evidence.clone_from(evidence);
            resolved_doubts.push(Doubt::QuoteUnclosed);
        }
        statement.doubts.retain(|doubt| !resolved_doubts.contains(doubt));
        statement
    }
}

impl fmt::Display for Correction {
    /// Lists the corrected fields, for example `speaker: Ana Ruiz; said: 2026-03-12`; `nothing` where there are none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name_or_nobody = |name: &String| {
            if name.is_empty() {
                "nobody".to_owned()
            } else {
                name.clone()
            }
        };
        let words = |pieces: &Vec<Evidence>| {
            let pieces: Vec<&str> = pieces.iter().map(|piece| piece.quote.text.as_str()).collect();
            pieces.join(" […] ")
        };
        let set = [
            ("speaker", self.speaker.as_ref().map(name_or_nobody)),
            ("capacity", self.capacity.clone()),
            ("said", self.said.map(|date| date.to_string())),
            ("act", self.act.map(|act| act.to_string())),
            ("report", self.report.map(|report| report.to_string())),
            ("text", self.evidence.as_ref().map(words)),
        ];
        let corrections: Vec<String> = set
            .into_iter()
            .filter_map(|(field, value)| value.map(|value| format!("{field}: {value}")))
            .collect();
        f.write_str(if corrections.is_empty() { "nothing" } else { "" })?;
        f.write_str(&corrections.join("; "))
    }
}

fn non_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
