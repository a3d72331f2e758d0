//! Translates a parsed search into FTS5 expressions for the full-text indexes of statements and of articles.

use super::parsed_search::{ParsedSearch, SearchTerm};
use crate::domain::similarity::{inflection_stem, stem_mark};
use crate::domain::{Lang, han_pairs};
use std::collections::BTreeSet;

/// The expression for the index of statements; `None` if no term is required. Every word is quoted, so that none is
/// taken as FTS5 syntax.
pub(super) fn statement_expression(wanted: &ParsedSearch) -> Option<String> {
    if wanted.required.is_empty() {
        return None;
    }
    let any = |terms: &[SearchTerm], between: &str| -> String {
        let terms: Vec<String> = terms.iter().map(term_expression).collect();
        terms.join(between)
    };
    let all: Vec<String> = wanted
        .required
        .iter()
        .map(|alternatives| format!("({})", any(alternatives, " OR ")))
        .collect();
    let all = all.join(" AND ");
    Some(match wanted.excluded.as_slice() {
        [] => all,
        without => format!("({all}) NOT ({})", any(without, " OR ")),
    })
}

/// The expression for the index of articles; `None` if no term is required. It matches every article that matches the
/// search and also others, so each result must be checked against the text.
pub(super) fn article_expression(wanted: &ParsedSearch) -> Option<String> {
    let any = |terms: &Vec<SearchTerm>| {
        let terms: Vec<String> = terms.iter().map(article_term_expression).collect();
        format!("({})", terms.join(" OR "))
    };
    let all: Vec<String> = wanted.required.iter().map(any).collect();
    (!all.is_empty()).then(|| all.join(" AND "))
}

/// Maximum number of letters at the end of a word that stemming may change.
const ENDING_LETTERS_MAX: usize = 4;

/// An expression that matches every article with the term.
fn article_term_expression(term: &SearchTerm) -> String {
    let runs = token_runs(term);
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
        } else if term.is_prefix && i + 1 == count {
            let letters = run.chars().count().saturating_sub(ENDING_LETTERS_MAX).max(1);
            let beginning: String = run.chars().take(letters).collect();
            all.push(format!("\"{beginning}\" *"));
        } else {
            let stems = Lang::EXTRACTED.iter();
            let stems = stems.map(|lang| inflection_stem(*lang, &run).into_owned());
            let forms: BTreeSet<String> = stems.chain([run.clone()]).collect();
            let forms: Vec<String> = forms.iter().map(|form| format!("\"{form}\"")).collect();
            all.push(format!("({})", forms.join(" OR ")));
        }
    }
    format!("({})", all.join(" AND "))
}

/// The exact term, and if inflected forms match, its stems in each language.
fn term_expression(term: &SearchTerm) -> String {
    let mut exact = exact_expression(term);
    // In the column of stems, a digit in front is the mark of a language.
    if term
        .tokens
        .iter()
        .any(|token| token.text.starts_with(|c: char| c.is_ascii_digit()))
    {
        exact = format!("{{words han}} : ({exact})");
    }
    if !term.allows_inflection {
        return exact;
    }
    let stems = Lang::EXTRACTED.iter().filter_map(|lang| {
        let mark = stem_mark(*lang)?;
        let words = term
            .tokens
            .iter()
            .map(|token| format!("{mark}{}", inflection_stem(*lang, &token.text)));
        Some(format!("stems : \"{}\"", words.collect::<Vec<_>>().join(" ")))
    });
    let all: Vec<String> = std::iter::once(exact).chain(stems).collect();
    format!("({})", all.join(" OR "))
}

/// A phrase in which runs of Han characters are written as pairs, as they are indexed. A single Han character at the
/// end of a phrase matches as the beginning of a pair. Elsewhere in a phrase it cannot be matched in place, so it only
/// has to occur somewhere in the text.
fn exact_expression(term: &SearchTerm) -> String {
    let mut phrases: Vec<String> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut begins = term.is_prefix;
    let runs = token_runs(term);
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

/// The tokens with adjacent Han characters joined into runs, and whether each is Han.
fn token_runs(term: &SearchTerm) -> Vec<(String, bool)> {
    let mut runs: Vec<(String, bool, u32)> = Vec::new();
    for token in &term.tokens {
        match runs.last_mut() {
            Some((run, true, end)) if token.is_han && *end == token.start => {
                run.push_str(&token.text);
                *end = token.end;
            }
            _ => runs.push((token.text.clone(), token.is_han, token.end)),
        }
    }
    runs.into_iter().map(|(run, han, _)| (run, han)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_and_han_runs_become_pairs() {
        let expression = |query: &str| statement_expression(&ParsedSearch::parse(query)).unwrap_or_default();
        insta::assert_snapshot!(expression("a \"b c\" OR d* -e"), @r#"((("a" OR stems : "1a" OR stems : "2a")) AND ("b c" OR "d" *)) NOT (("e" OR stems : "1e" OR stems : "2e"))"#);
        insta::assert_snapshot!(expression("人"), @r#"("人")"#);
        insta::assert_snapshot!(expression("人工智能*"), @r#"("人工 工智 智能")"#);
        insta::assert_snapshot!(expression("AI治理 \"AI 人\" 人AI"), @r#"("ai 治理") AND ("ai 人" *) AND (("人" AND "ai"))"#);
        insta::assert_snapshot!(expression("-only"), @"");
        insta::assert_snapshot!(expression("1* 2030"), @r#"({words han} : ("1" *)) AND (({words han} : ("2030") OR stems : "12030" OR stems : "22030"))"#);
    }
}
