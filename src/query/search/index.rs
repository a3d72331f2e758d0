//! What is wanted, in the language of the full-text index.

use super::wanted::{Term, Wanted};
use crate::domain::similarity::{inflection_stem, stem_mark};
use crate::domain::{Lang, han_pairs};
use std::collections::BTreeSet;

/// The expression for FTS5; `None` where nothing must occur. Every word is quoted, so that none is syntax.
pub(super) fn expression(wanted: &Wanted) -> Option<String> {
    if wanted.all.is_empty() {
        return None;
    }
    let any = |terms: &[Term], between: &str| -> String {
        let terms: Vec<String> = terms.iter().map(term).collect();
        terms.join(between)
    };
    let all: Vec<String> = wanted
        .all
        .iter()
        .map(|alternatives| format!("({})", any(alternatives, " OR ")))
        .collect();
    let all = all.join(" AND ");
    Some(match wanted.without.as_slice() {
        [] => all,
        without => format!("({all}) NOT ({})", any(without, " OR ")),
    })
}

/// What any text that has what is wanted must have, in the language of the index of articles; `None` where nothing must
/// occur. Other texts have it too: they are looked through.
pub(super) fn superset(wanted: &Wanted) -> Option<String> {
    let any = |terms: &Vec<Term>| {
        let terms: Vec<String> = terms.iter().map(in_article).collect();
        format!("({})", terms.join(" OR "))
    };
    let all: Vec<String> = wanted.all.iter().map(any).collect();
    (!all.is_empty()).then(|| all.join(" AND "))
}

/// So many letters at the end of a word may be other ones in what its forms have in common.
const ENDING_LETTERS_MAX: usize = 4;

/// What an article must have that has the term.
fn in_article(term: &Term) -> String {
    let runs = runs(term);
    let count = runs.len();
    let mut all = Vec::new();
    for (i, (run, han)) in runs.into_iter().enumerate() {
        if han && run.chars().count() > 1 {
            all.extend(
                han_pairs(&run)
                    .split_whitespace()
                    .map(|pair| format!("\"{pair}\"")),
            );
        } else if han {
            all.push(format!("\"{run}\""));
        } else if term.prefix && i + 1 == count {
            let letters = run.chars().count().saturating_sub(ENDING_LETTERS_MAX).max(1);
            let beginning: String = run.chars().take(letters).collect();
            all.push(format!("\"{beginning}\" *"));
        } else {
            let stems = Lang::READ.iter().map(|lang| inflection_stem(*lang, &run));
            let forms: BTreeSet<String> = stems.chain([run.clone()]).collect();
            let forms: Vec<String> = forms.iter().map(|form| format!("\"{form}\"")).collect();
            all.push(format!("({})", forms.join(" OR ")));
        }
    }
    format!("({})", all.join(" AND "))
}

/// The term as it stands, and, where other forms will do, what they have in common in each language.
fn term(term: &Term) -> String {
    let exact = exact(term);
    if !term.inflected {
        return exact;
    }
    let stems = Lang::READ.iter().filter_map(|lang| {
        let mark = stem_mark(*lang)?;
        let words = term
            .units
            .iter()
            .map(|unit| format!("{mark}{}", inflection_stem(*lang, &unit.text)));
        Some(format!("stems : \"{}\"", words.collect::<Vec<_>>().join(" ")))
    });
    let all: Vec<String> = std::iter::once(exact).chain(stems).collect();
    format!("({})", all.join(" OR "))
}

/// A phrase in which Han runs are pairs, as they are indexed. A run of one character inside a longer phrase
/// can only be found as the beginning of a pair, at the end of the phrase; elsewhere it has to occur beside it.
fn exact(term: &Term) -> String {
    let mut phrases: Vec<String> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut begins = term.prefix;
    let runs = runs(term);
    let count = runs.len();
    for (i, (run, han)) in runs.into_iter().enumerate() {
        let single = han && run.chars().count() == 1;
        if !han {
            words.push(run);
        } else if !single {
            words.extend(han_pairs(&run).split_whitespace().map(str::to_owned));
        } else if i + 1 == count && !words.is_empty() {
            words.push(run);
            begins = true;
        } else {
            phrases.push(format!("\"{run}\""));
            if !words.is_empty() {
                phrases.push(format!("\"{}\"", words.join(" ")));
                words.clear();
            }
        }
    }
    if !words.is_empty() {
        phrases.push(format!(
            "\"{}\"{}",
            words.join(" "),
            if begins { " *" } else { "" }
        ));
    }
    match phrases.as_slice() {
        [one] => one.clone(),
        several => format!("({})", several.join(" AND ")),
    }
}

/// The units with neighbouring Han characters joined, and whether each is Han.
fn runs(term: &Term) -> Vec<(String, bool)> {
    let mut runs: Vec<(String, bool, u32)> = Vec::new();
    for unit in &term.units {
        match runs.last_mut() {
            Some((run, true, end)) if unit.han && *end == unit.start => {
                run.push_str(&unit.text);
                *end = unit.end;
            }
            _ => runs.push((unit.text.clone(), unit.han, unit.end)),
        }
    }
    runs.into_iter().map(|(run, han, _)| (run, han)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_quoted_and_han_runs_are_pairs() {
        let expression = |query: &str| expression(&Wanted::read(query)).unwrap_or_default();
        insta::assert_snapshot!(expression("a \"b c\" OR d* -e"), @r#"((("a" OR stems : "1a" OR stems : "2a")) AND ("b c" OR "d" *)) NOT (("e" OR stems : "1e" OR stems : "2e"))"#);
        insta::assert_snapshot!(expression("人"), @r#"("人")"#);
        insta::assert_snapshot!(expression("人工智能*"), @r#"("人工 工智 智能")"#);
        insta::assert_snapshot!(expression("AI治理 \"AI 人\" 人AI"), @r#"("ai 治理") AND ("ai 人" *) AND (("人" AND "ai"))"#);
        insta::assert_snapshot!(expression("-only"), @"");
    }
}
