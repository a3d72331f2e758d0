use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::speaker_decisions;
use crate::domain::{SpeakerCommand, SpeakerDecision};
use clap::Args;

const EXAMPLES: &str = "\
An identifier is the name of an authority file, a colon, and the id there: wikidata:Q42, viaf:113230702, \
isni:0000000121032683, orcid:0000-0002-1825-0097, or others. dixit does not look identifiers up.

Examples:
  dixit identify \"Claire Aubert\" wikidata:Q42
  dixit identify \"Claire Aubert\" wikidata:Q42 --remove";

/// Record the identifier of a speaker in an authority file, or remove it
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct IdentifyArgs {
    /// Speaker: a name or an id
    speaker: String,
    /// Identifier, such as wikidata:Q42
    #[arg(value_name = "IDENTIFIER", value_parser = parse_identifier)]
    identifier: String,
    /// Remove the identifier
    #[arg(long)]
    remove: bool,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl IdentifyArgs {
    /// Records the decision.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let given = SpeakerDecision::Identifier(self.identifier.clone(), true);
        let speakers =
            speaker_decisions::speakers_to_decide_on(&tracker, &self.speaker, self.remove.then_some(&given))?;
        self.deciding.decide_each(session, speakers, |speaker, reason| {
            let order = SpeakerCommand::Identify(speaker, self.identifier.clone(), !self.remove);
            tracker.decide_speakers(order, reason)
        })
    }
}

/// Parses an identifier; checks the form of the ids of known authority files.
fn parse_identifier(text: &str) -> Result<String, String> {
    let form = "write the authority file, a colon and the id, as in wikidata:Q42";
    let (scheme, id) = text.trim().split_once(':').ok_or(form)?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | '_'));
    if !is_scheme || id.is_empty() || id.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(form.to_owned());
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_checked = |text: &str| {
        let digits = text.strip_suffix('X').unwrap_or(text);
        text.len() == 16 && is_number(digits)
    };
    let (is_right, right) = match scheme {
        "wikidata" => {
            let number = id.strip_prefix('Q').unwrap_or_default();
            (is_number(number) && !number.starts_with('0'), "wikidata:Q42")
        }
        "viaf" => (is_number(id), "viaf:113230702"),
        "isni" => (is_checked(id), "isni:0000000121032683"),
        "orcid" => {
            let groups: Vec<&str> = id.split('-').collect();
            let is_grouped = groups.len() == 4 && groups.iter().all(|group| group.len() == 4);
            (
                is_grouped && is_checked(&groups.concat()),
                "orcid:0000-0002-1825-0097",
            )
        }
        _ => return Ok(text.trim().to_owned()),
    };
    if is_right {
        Ok(text.trim().to_owned())
    } else {
        Err(format!("{scheme} has ids like {right}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_identifier_is_refused() {
        for text in [
            "wikidata:Q42",
            "viaf:1",
            "isni:000000012103268X",
            "orcid:0000-0002-1825-0097",
            "gnd:118540238",
            "idref:02721",
        ] {
            assert_eq!(parse_identifier(text).as_deref(), Ok(text));
        }
        for text in [
            "Q42",
            "wikidata:",
            "wikidata:q42",
            "wikidata:Q",
            "wikidata:Q0",
            "wikidata:Q4a",
            "wikidata:P31",
            "Wikidata:Q42",
            "viaf:x",
            "isni:1",
            "isni:0000 0001 2103 2683",
            "orcid:0000000218250097",
            "gnd:a b",
            ":1",
            "",
        ] {
            assert!(parse_identifier(text).is_err(), "{text}");
        }
    }
}
