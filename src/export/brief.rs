use super::markdown::{escape_cell, escape_prose};
use crate::domain::{Edtf, Lang};
use crate::query::{CitedSource, CitedStatement, Dossier, ReliabilityFlag, StatementEntry};
use std::io::{self, Write};

/// Writes `dossier` as Markdown: its statements by year, each with footnotes to its sources.
pub fn write_brief(dossier: &Dossier, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    writeln!(out, "# {}\n", escape_prose(&dossier.title))?;
    let counted = |count: usize, thing: &str| format!("{count} {thing}{}", if count == 1 { "" } else { "s" });
    writeln!(
        out,
        "{} from {}; independent sources: {}.",
        counted(dossier.cited.len(), "statement"),
        counted(dossier.sources.len(), "article"),
        dossier.independent_sources
    )?;
    writeln!(out, "\n{}", format_checked(dossier))?;
    let mut year = None;
    for cited in &dossier.cited {
        let heading = year_heading(cited.entry.said);
        if year.as_ref() != Some(&heading) {
            writeln!(out, "\n## {heading}\n")?;
            year = Some(heading);
        }
        writeln!(out, "- {}", format_statement(cited))?;
        for (point, number) in cited.entry.points.iter().zip(1..) {
            writeln!(out, "    {number}. {}", escape_prose(point))?;
        }
    }
    if !dossier.sources.is_empty() {
        writeln!(out)?;
    }
    for (source, number) in dossier.sources.iter().zip(1..) {
        writeln!(out, "[^{number}]: {}", format_footnote(source))?;
    }
    Ok(())
}

/// A sentence on how many of the statements persons checked, and who.
fn format_checked(dossier: &Dossier) -> String {
    let all = dossier.cited.len() as u64;
    let by = match dossier.reviewers.as_slice() {
        [] => String::new(),
        [reviewer] => format!(" by {}", escape_prose(&reviewer.actor)),
        several => {
            let by = several
                .iter()
                .map(|reviewer| format!("{} by {}", reviewer.statements, escape_prose(&reviewer.actor)));
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

/// The reservations about a statement, in parentheses after it; empty if a person checked it and nothing is in doubt.
fn format_caution(entry: &StatementEntry) -> String {
    let unreviewed = (!entry.is_reviewed()).then(|| "unreviewed".to_owned());
    let flags = entry.flags.iter().filter_map(|flag| match flag {
        ReliabilityFlag::Confirmed | ReliabilityFlag::WhenApproximate => None,
        ReliabilityFlag::Corrected => {
            let fields = entry.review.iter().flat_map(|review| &review.corrected);
            let fields: Vec<&str> = fields.map(String::as_str).collect();
            Some(format!("corrected: {}", fields.join(", ")))
        }
        ReliabilityFlag::Disputed => Some("a newer reading differs".to_owned()),
        ReliabilityFlag::LowCertainty => Some(format!("{:.0} % certain", entry.confidence * 100.0)),
        ReliabilityFlag::WhoDoubtful => Some("the speaker is in doubt".to_owned()),
        ReliabilityFlag::WhenDoubtful => Some("the date is in doubt".to_owned()),
        ReliabilityFlag::WordsDoubtful => Some("the words are in doubt".to_owned()),
    });
    let notes: Vec<String> = unreviewed.into_iter().chain(flags).collect();
    if notes.is_empty() {
        return String::new();
    }
    format!(" *({})*", escape_prose(&notes.join("; ")))
}

fn year_heading(said: Edtf) -> String {
    let year = |date: String| date.split('-').next().unwrap_or_default().to_owned();
    said.earliest()
        .map_or("Without a date".to_owned(), |day| year(day.to_string()))
}

/// One statement: date, speaker, capacity, words, footnotes and reservations.
fn format_statement(cited: &CitedStatement) -> String {
    let entry = &cited.entry;
    let date = match entry.said {
        Edtf::Unknown => String::new(),
        said => format!("{}, ", escape_prose(&said.to_string())),
    };
    let capacity = entry
        .capacity
        .as_deref()
        .map(|capacity| format!(", {}", escape_prose(capacity)))
        .unwrap_or_default();
    let side = entry
        .side
        .as_ref()
        .map(|side| format!(", for {}", escape_prose(&side.name)))
        .unwrap_or_default();
    let notes: Vec<String> = cited
        .sources
        .iter()
        .map(|number| format!("[^{number}]"))
        .collect();
    format!(
        "{date}**{}**{capacity}{side}: {}{}{}",
        escape_prose(entry.speaker_or_mention().unwrap_or("unknown")),
        format_words(entry),
        notes.concat(),
        format_caution(entry)
    )
}

/// The words in the quotation marks of the article's language; or marked as reported, with the verb that reports them,
/// because without it a denial reads like a claim.
fn format_words(entry: &StatementEntry) -> String {
    let words = escape_prose(&entry.words);
    match (entry.is_quoted(), entry.article.lang) {
        (true, Lang::Fr) => format!("«\u{a0}{words}\u{a0}»"),
        (true, _) => format!("“{words}”"),
        (false, _) => match &entry.cue {
            Some(cue) => format!("{words} (as reported: {})", escape_prose(cue)),
            None => format!("{words} (as reported)"),
        },
    }
}

fn format_footnote(source: &CitedSource) -> String {
    let article = &source.article;
    let mut parts = Vec::new();
    parts.extend(article.publisher.as_deref().map(escape_prose));
    parts.extend(
        article
            .title
            .as_deref()
            .map(|title| format!("“{}”", escape_prose(title))),
    );
    parts.extend(article.published.map(|day| day.to_string()));
    parts.extend(article.url.as_deref().map(escape_cell));
    parts.extend(source.author.as_deref().map(escape_prose));
    let ids: Vec<String> = source.statements.iter().map(ToString::to_string).collect();
    let statements = if ids.len() == 1 { "statement" } else { "statements" };
    parts.push(format!("{statements} {}", ids.join(" ")));
    parts.push(match &source.sha256 {
        Some(hash) => format!("archived text sha256 {hash}"),
        None => "the archived text was redacted".to_owned(),
    });
    parts.join(", ")
}
