use crate::cli::args::values::parse_nonempty;
use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::name_resolution;
use crate::cli::session::Session;
use crate::cli::speaker_decisions::SpeakerDecisions;
use crate::cli::views::phrases::short_id;
use crate::domain::{SpeakerCommand, SpeakerDivision, SpeakerId};
use crate::query::{Details, ShowQuery};
use crate::tracker::Tracker;
use clap::Args;

const EXAMPLES: &str = "\
Without --by, a merged speaker becomes separate again. Give the merged speaker by id or by their own full name; if \
only one speaker was merged, any name of the two works. `dixit show NAME --history` lists the merges.

With --by, two decisions of one name are told apart. Whoever speaks in a capacity with these words (in any article, \
also in later ones), or in these articles, becomes a namesake with a name of their own.

Examples:
  dixit split 李强
  dixit split p4k2m8xw --reason \"two decisions after all\"
  dixit split \"Jean Martin\" --by capacity député
  dixit split \"Jean Martin\" --by article a4k2m8xw --as \"Jean Martin (Lyon)\"
  dixit split \"Jean Martin\" --by capacity député --remove";

/// Undo a merge of speakers, or tell namesakes apart
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SplitArgs {
    /// Speaker: their own full name, or the id
    #[arg(value_name = "SPEAKER")]
    speaker: String,
    /// What identifies the namesake's statements: `capacity` and its words, or `article` and ids
    #[arg(long, num_args = 2.., value_names = ["capacity|article", "WORDS|ID"])]
    by: Vec<String>,
    /// Name of the namesake; by default the common name with the capacity or article in brackets
    #[arg(long, value_name = "NAME", requires = "by", conflicts_with = "remove", value_parser = parse_nonempty)]
    r#as: Option<String>,
    /// Remove the division: both are one speaker again
    #[arg(long, requires = "by")]
    remove: bool,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl SplitArgs {
    /// Records the decision.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let orders = self.orders(&tracker)?;
        self.deciding.decide_each(session, orders, |order, reason| {
            tracker.decide_speakers(order, reason)
        })
    }

    fn orders(&self, tracker: &Tracker) -> Result<Vec<SpeakerCommand>, CliError> {
        let text = self.speaker.trim();
        let Some((kind, values)) = self.by.split_first() else {
            return Ok(vec![SpeakerCommand::Split(find_merged(tracker, text)?)]);
        };
        let speaker = find_bearer(tracker, text)?;
        let common = name_resolution::canonical_speaker_name(tracker, &speaker)?;
        let mut orders = Vec::new();
        for (division, label) in parse_divisions(tracker, kind, values)? {
            orders.push(if self.remove {
                SpeakerCommand::Reunite(speaker.clone(), division)
            } else {
                let name = self.r#as.clone().unwrap_or_else(|| format!("{common} ({label})"));
                SpeakerCommand::Divide(speaker.clone(), division, name)
            });
        }
        Ok(orders)
    }
}

/// Returns the divisions that `--by` asks for, each with a label for the namesake.
fn parse_divisions(
    tracker: &Tracker,
    kind: &str,
    values: &[String],
) -> Result<Vec<(SpeakerDivision, String)>, CliError> {
    match kind {
        "capacity" => {
            let words = values.join(" ").trim().to_owned();
            if words.is_empty() {
                return Err(CliError::usage("--by capacity needs the words of the capacity"));
            }
            Ok(vec![(SpeakerDivision::Capacity(words.clone()), words)])
        }
        "article" => values
            .iter()
            .map(|text| {
                let article = name_resolution::resolve_article(tracker, text)?;
                let label = format!("in {}", short_id(article.as_str()));
                Ok((SpeakerDivision::Article(article), label))
            })
            .collect(),
        _ => Err(
            CliError::usage(format_args!("--by takes capacity or article, not {kind:?}"))
                .with_hint("`dixit split \"Jean Martin\" --by capacity député`"),
        ),
    }
}

/// Finds the speaker whom articles call `text`; not a namesake, who has the same name in articles.
fn find_bearer(tracker: &Tracker, text: &str) -> Result<SpeakerId, CliError> {
    let by_name = SpeakerId::from_name(text);
    match name_resolution::resolve_speaker(tracker, by_name.as_str()) {
        Ok(_) => Ok(by_name),
        Err(_) => name_resolution::resolve_speaker(tracker, text),
    }
}

/// Finds the merged speaker that `text` refers to. Other names find the speaker merged into, so the own name is tried
/// first.
fn find_merged(tracker: &Tracker, text: &str) -> Result<SpeakerId, CliError> {
    let decisions = SpeakerDecisions::load(tracker, None)?;
    let own = text.parse().ok().into_iter().chain([SpeakerId::from_name(text)]);
    if let Some(id) = own.into_iter().find(|id| decisions.is_merged(id)) {
        return Ok(id);
    }
    let meant = name_resolution::resolve_speaker(tracker, text)?;
    if decisions.is_merged(&meant) {
        return Ok(meant);
    }
    let members: Vec<SpeakerId> = decisions.merged_into(&meant).into_iter().collect();
    match members.as_slice() {
        // The decision will say that this speaker is not merged.
        [] => Ok(meant),
        [one] => Ok(one.clone()),
        several => Err(ambiguous_merge_error(tracker, &meant, several)?),
    }
}

/// Error: several speakers are merged into `whole`; hints name each.
fn ambiguous_merge_error(
    tracker: &Tracker,
    canonical: &SpeakerId,
    members: &[SpeakerId],
) -> Result<CliError, CliError> {
    let id = canonical.to_string();
    let Details::Speaker(sheet) = tracker.ask(&ShowQuery { id, around: 0 })? else {
        return Ok(CliError::input(format_args!("{canonical} is several speakers")));
    };
    let error = CliError::input(format_args!(
        "{} speakers are merged into {}; say which one to separate",
        members.len(),
        sheet.line.name
    ));
    Ok(members.iter().fold(error, |error, member| {
        let own = sheet
            .names
            .iter()
            .find(|name| name.source == "reference" && SpeakerId::from_name(&name.name) == *member);
        let name = own.map_or("", |own| own.name.as_str());
        error.with_hint(
            format_args!("`dixit split {member}` separates {name}")
                .to_string()
                .trim_end(),
        )
    }))
}
