use crate::cli::deciding::{Deciding, told};
use crate::cli::error::{CliError, Exit};
use crate::cli::naming;
use crate::cli::people::People;
use crate::cli::session::Session;
use crate::cli::statements::short;
use crate::domain::{Division, SpeakerCommand, SpeakerId};
use crate::query::{Details, ShowQuery};
use crate::tracker::Tracker;
use clap::Args;

const EXAMPLES: &str = "\
Without --by, a merged speaker is nobody else again. The merged speaker is meant by the own id or the own full name; \
any name of those who are one will do where only one was merged. Who was merged, and when, tells \
`dixit show NAME --history`.

With --by, two people of one name are told apart: whoever speaks in a capacity that has these words, in any article \
and also in those that come in later, or in these articles, is a namesake with a name of their own.

Examples:
  dixit split 李强
  dixit split p4k2m8xw --reason \"two people after all\"
  dixit split \"Jean Martin\" --by capacity député
  dixit split \"Jean Martin\" --by article a4k2m8xw --as \"Jean Martin (Lyon)\"
  dixit split \"Jean Martin\" --by capacity député --remove";

/// Let a merged speaker be nobody else again, or tell two people of one name apart
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SplitArgs {
    /// The speaker: the own full name, or the id
    #[arg(value_name = "SPEAKER")]
    speaker: String,
    /// What the namesake says: `capacity` and its words, or `article` and ids
    #[arg(long, num_args = 2.., value_names = ["capacity|article", "WORDS|ID"])]
    by: Vec<String>,
    /// The name of the namesake; without it, the common name with the capacity or the article in brackets
    #[arg(long, value_name = "NAME", requires = "by", conflicts_with = "remove", value_parser = told)]
    r#as: Option<String>,
    /// Let the namesake be the speaker again
    #[arg(long, requires = "by")]
    remove: bool,
    #[command(flatten)]
    deciding: Deciding,
}

impl SplitArgs {
    /// Splits them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let orders = self.orders(&tracker)?;
        self.deciding.each(session, orders, |order, reason| {
            tracker.decide_speakers(order, reason)
        })
    }

    fn orders(&self, tracker: &Tracker) -> Result<Vec<SpeakerCommand>, CliError> {
        let text = self.speaker.trim();
        let Some((kind, values)) = self.by.split_first() else {
            return Ok(vec![SpeakerCommand::Split(merged(tracker, text)?)]);
        };
        let speaker = bearer(tracker, text)?;
        let common = naming::speaker_name(tracker, &speaker)?;
        let mut orders = Vec::new();
        for (division, label) in divisions(tracker, kind, values)? {
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

/// The divisions that `--by` asks for, each with what tells the namesake in brackets.
fn divisions(tracker: &Tracker, kind: &str, values: &[String]) -> Result<Vec<(Division, String)>, CliError> {
    match kind {
        "capacity" => {
            let words = values.join(" ").trim().to_owned();
            if words.is_empty() {
                return Err(CliError::usage("--by capacity takes the words of the capacity"));
            }
            Ok(vec![(Division::Capacity(words.clone()), words)])
        }
        "article" => values
            .iter()
            .map(|text| {
                let article = naming::article(tracker, text)?;
                let label = format!("in {}", short(article.as_str()));
                Ok((Division::Article(article), label))
            })
            .collect(),
        _ => Err(
            CliError::usage(format_args!("--by takes capacity or article, not {kind:?}"))
                .hint("`dixit split \"Jean Martin\" --by capacity député`"),
        ),
    }
}

/// The speaker whom articles call `text`. A namesake who was told apart is called so too, and is not meant.
fn bearer(tracker: &Tracker, text: &str) -> Result<SpeakerId, CliError> {
    let by_name = SpeakerId::of(text);
    match naming::speaker(tracker, by_name.as_str()) {
        Ok(_) => Ok(by_name),
        Err(_) => naming::speaker(tracker, text),
    }
}

/// The merged speaker that `text` means. Names find the whole speaker, so that the own name is looked at first.
fn merged(tracker: &Tracker, text: &str) -> Result<SpeakerId, CliError> {
    let people = People::of(tracker, None)?;
    let own = text.parse().ok().into_iter().chain([SpeakerId::of(text)]);
    if let Some(id) = own.into_iter().find(|id| people.is_merged(id)) {
        return Ok(id);
    }
    let meant = naming::speaker(tracker, text)?;
    if people.is_merged(&meant) {
        return Ok(meant);
    }
    let members: Vec<SpeakerId> = people.merged_into(&meant).into_iter().collect();
    match members.as_slice() {
        // That this one is not merged is for the decision to say.
        [] => Ok(meant),
        [one] => Ok(one.clone()),
        several => Err(which(tracker, &meant, several)?),
    }
}

/// That several speakers are merged into `whole`, and how to name each.
fn which(tracker: &Tracker, whole: &SpeakerId, members: &[SpeakerId]) -> Result<CliError, CliError> {
    let id = whole.to_string();
    let Details::Speaker(sheet) = tracker.ask(&ShowQuery { id, around: 0 })? else {
        return Ok(CliError::input(format_args!("{whole} is several speakers")));
    };
    let error = CliError::input(format_args!(
        "{} speakers are merged into {}: say which is to be nobody else",
        members.len(),
        sheet.line.name
    ));
    Ok(members.iter().fold(error, |error, member| {
        let own = sheet
            .names
            .iter()
            .find(|name| name.source == "reference" && SpeakerId::of(&name.name) == *member);
        let name = own.map_or("", |own| own.name.as_str());
        error.hint(
            format_args!("`dixit split {member}` parts {name}")
                .to_string()
                .trim_end(),
        )
    }))
}
