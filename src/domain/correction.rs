use super::{Act, Doubt, Edtf, Evidence, Report, Said, Statement};
use std::fmt;

/// What of a reading a person corrected. What is `None` stands as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Correction {
    /// The speaker's canonical name; an empty one where nobody knows who speaks.
    pub speaker: Option<String>,
    /// The role in which the speaker speaks; an empty one for none.
    pub capacity: Option<String>,
    /// When it was said.
    pub said: Option<Edtf>,
    /// What is done by it.
    pub act: Option<Act>,
    /// How it came to be known.
    pub report: Option<Report>,
    /// The words, as slices of the article's text.
    pub evidence: Option<Vec<Evidence>>,
}

impl Correction {
    /// Whether nothing is corrected.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The names of what is corrected, as the command line has them.
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
            .filter_map(|(name, is)| is.then_some(name))
            .collect()
    }

    /// `reading` as corrected. What the extractor doubted of a corrected part is a doubt no longer.
    #[must_use]
    pub fn of(&self, reading: &Statement) -> Statement {
        let mut statement = reading.clone();
        let mut settled: Vec<Doubt> = Vec::new();
        if let Some(name) = &self.speaker {
            statement.speaker.reference = some(name);
            settled.extend([
                Doubt::SpeakerUnknown,
                Doubt::SpeakerAmbiguous,
                Doubt::SpeakerCarried,
            ]);
        }
        if let Some(capacity) = &self.capacity {
            statement.speaker.capacity = some(capacity);
        }
        if let Some(date) = self.said {
            statement.said = Said {
                date,
                ..statement.said
            };
            settled.extend([Doubt::DateApproximate, Doubt::DateUnresolved]);
        }
        if let Some(act) = self.act {
            statement.act = act;
        }
        statement.report = self.report.or(statement.report);
        if let Some(evidence) = &self.evidence {
            statement.evidence.clone_from(evidence);
            settled.push(Doubt::QuoteUnclosed);
        }
        statement.doubts.retain(|doubt| !settled.contains(doubt));
        statement
    }
}

impl fmt::Display for Correction {
    /// What is corrected, as in `speaker: Ana Ruiz; said: 2026-03-12`; `nothing` where nothing is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nobody = |name: &String| {
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
            ("speaker", self.speaker.as_ref().map(nobody)),
            ("capacity", self.capacity.clone()),
            ("said", self.said.map(|date| date.to_string())),
            ("act", self.act.map(|act| act.to_string())),
            ("report", self.report.map(|report| report.to_string())),
            ("text", self.evidence.as_ref().map(words)),
        ];
        let told: Vec<String> = set
            .into_iter()
            .filter_map(|(field, value)| value.map(|value| format!("{field}: {value}")))
            .collect();
        f.write_str(if told.is_empty() { "nothing" } else { "" })?;
        f.write_str(&told.join("; "))
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
