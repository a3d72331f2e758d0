use super::markdown::{escaped, prose};
use crate::domain::{Edtf, Lang};
use crate::query::{CitedSource, CitedStatement, Dossier, Flag, StatementEntry};
use std::io::{self, Write};

/// Writes `dossier` as a Markdown text: its statements by year, each with footnotes to its sources.
pub fn write_brief(dossier: &Dossier, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    writeln!(out, "# {}\n", prose(&dossier.title))?;
    let counted = |count: usize, thing: &str| format!("{count} {thing}{}", if count == 1 { "" } else { "s" });
    writeln!(
        out,
        "{} from {}; independent sources: {}.",
        counted(dossier.cited.len(), "statement"),
        counted(dossier.sources.len(), "article"),
        dossier.independent_sources
    )?;
    writeln!(out, "\n{}", checked(dossier))?;
    let mut year = None;
    for cited in &dossier.cited {
        let heading = heading(cited.entry.said);
        if year.as_ref() != Some(&heading) {
            writeln!(out, "\n## {heading}\n")?;
            year = Some(heading);
        }
        writeln!(out, "- {}", line(cited))?;
        for (point, number) in cited.entry.points.iter().zip(1..) {
            writeln!(out, "    {number}. {}", prose(point))?;
        }
    }
    if !dossier.sources.is_empty() {
        writeln!(out)?;
    }
    for (source, number) in dossier.sources.iter().zip(1..) {
        writeln!(out, "[^{number}]: {}", footnote(source))?;
    }
    Ok(())
}

/// How many of the statements a person checked, and who did.
fn checked(dossier: &Dossier) -> String {
    let all = dossier.cited.len() as u64;
    let by = match dossier.reviewers.as_slice() {
        [] => String::new(),
        [one] => format!(" by {}", prose(&one.actor)),
        several => {
            let by = several
                .iter()
                .map(|reviewer| format!("{} by {}", reviewer.statements, prose(&reviewer.actor)));
            format!(" ({})", by.collect::<Vec<_>>().join(", "))
        }
    };
    let (verb, reviewed) = (
        if dossier.reviewed == 1 { "was" } else { "were" },
        dossier.reviewed,
    );
    if reviewed == 0 {
        return "No person has checked these statements: each is as the program read it.".to_owned();
    }
    if reviewed == all {
        return format!("Checked: all {all}{by}.");
    }
    format!("{reviewed} of {all} statements {verb} checked{by}; the others are as the program read them.")
}

/// What to know of a statement before one relies on it, in parentheses behind it; nothing where a person checked it
/// and nothing is left in doubt.
fn caution(entry: &StatementEntry) -> String {
    let unreviewed = (!entry.is_reviewed()).then(|| "unreviewed".to_owned());
    let flags = entry.flags.iter().filter_map(|flag| match flag {
        Flag::Confirmed | Flag::WhenApproximate => None,
        Flag::Corrected => {
            let fields = entry.review.iter().flat_map(|review| &review.corrected);
            let fields: Vec<&str> = fields.map(String::as_str).collect();
            Some(format!("corrected: {}", fields.join(", ")))
        }
        Flag::Disputed => Some("a newer reading differs".to_owned()),
        Flag::LowCertainty => Some(format!("{:.0} % certain", entry.confidence * 100.0)),
        Flag::WhoDoubtful => Some("the speaker is in doubt".to_owned()),
        Flag::WhenDoubtful => Some("the date is in doubt".to_owned()),
        Flag::WordsDoubtful => Some("the words are in doubt".to_owned()),
    });
    let told: Vec<String> = unreviewed.into_iter().chain(flags).collect();
    if told.is_empty() {
        return String::new();
    }
    format!(" *({})*", prose(&told.join("; ")))
}

fn heading(said: Edtf) -> String {
    let year = |date: String| date.split('-').next().unwrap_or_default().to_owned();
    said.earliest()
        .map_or("Without a date".to_owned(), |day| year(day.to_string()))
}

/// When, who, in which capacity, the words, and the sources.
fn line(cited: &CitedStatement) -> String {
    let entry = &cited.entry;
    let date = match entry.said {
        Edtf::Unknown => String::new(),
        said => format!("{}, ", prose(&said.to_string())),
    };
    let capacity = entry
        .capacity
        .as_deref()
        .map(|capacity| format!(", {}", prose(capacity)))
        .unwrap_or_default();
    let side = entry
        .side
        .as_ref()
        .map(|side| format!(", for {}", prose(&side.name)))
        .unwrap_or_default();
    let notes: Vec<String> = cited
        .sources
        .iter()
        .map(|number| format!("[^{number}]"))
        .collect();
    format!(
        "{date}**{}**{capacity}{side}: {}{}{}",
        prose(entry.who().unwrap_or("unknown")),
        words(entry),
        notes.concat(),
        caution(entry)
    )
}

/// The words in quotation marks, as the article's language has them; or said to be as reported, with the verb that
/// reports them: a denial reads like a claim without it.
fn words(entry: &StatementEntry) -> String {
    let words = prose(&entry.words);
    match (entry.is_quoted(), entry.article.lang) {
        (true, Lang::Fr) => format!("«\u{a0}{words}\u{a0}»"),
        (true, _) => format!("“{words}”"),
        (false, _) => match &entry.cue {
            Some(cue) => format!("{words} (as reported: {})", prose(cue)),
            None => format!("{words} (as reported)"),
        },
    }
}

fn footnote(source: &CitedSource) -> String {
    let article = &source.article;
    let mut parts = Vec::new();
    parts.extend(article.publisher.as_deref().map(prose));
    parts.extend(
        article
            .title
            .as_deref()
            .map(|title| format!("“{}”", prose(title))),
    );
    parts.extend(article.published.map(|day| day.to_string()));
    parts.extend(article.url.as_deref().map(escaped));
    parts.extend(source.author.as_deref().map(prose));
    let ids: Vec<String> = source.statements.iter().map(ToString::to_string).collect();
    let statements = if ids.len() == 1 { "statement" } else { "statements" };
    parts.push(format!("{statements} {}", ids.join(" ")));
    parts.push(match &source.sha256 {
        Some(hash) => format!("archived text sha256 {hash}"),
        None => "the archived text was taken down".to_owned(),
    });
    parts.join(", ")
}
