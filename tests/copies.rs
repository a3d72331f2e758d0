//! Copies of articles, as the read models tell them: on a generated press, where every story is known.

use crate::common::history::{History, Models, article};
use crate::common::press::press;
use dixit::domain::similarity::POSTINGS_MAX;
use dixit::projection;
use std::collections::HashMap;

/// The story that the read models give each of `texts`, in their order.
fn stories(texts: &[(usize, String)]) -> Vec<i64> {
    let history = texts
        .iter()
        .enumerate()
        .fold(History::default(), |history, (number, (_, text))| {
            history.ingested(&article(&number.to_string(), text), &[])
        });
    let models = Models::empty();
    models.0.execute_batch("BEGIN").unwrap();
    for recorded in &history.0 {
        projection::apply_event(&models.0, recorded).unwrap();
    }
    models.0.execute_batch("COMMIT").unwrap();
    let mut select = models
        .0
        .prepare("SELECT story FROM story ORDER BY text_pos")
        .unwrap();
    let stories = select.query_map([], |row| row.get(0)).unwrap();
    stories.collect::<Result<_, _>>().unwrap()
}

/// Recall and precision over pairs of articles that tell one story.
fn measure(texts: &[(usize, String)]) -> (f64, f64) {
    let pairs = |sizes: &HashMap<(i64, i64), u32>| -> f64 {
        sizes.values().map(|n| f64::from(n * (n - 1) / 2)).sum()
    };
    let (mut told, mut found, mut both) = (HashMap::new(), HashMap::new(), HashMap::new());
    for ((story, _), found_in) in texts.iter().zip(stories(texts)) {
        let story = i64::try_from(*story).unwrap();
        *told.entry((story, 0)).or_default() += 1;
        *found.entry((found_in, 0)).or_default() += 1;
        *both.entry((story, found_in)).or_default() += 1;
    }
    let right = pairs(&both);
    (right / pairs(&told), right / pairs(&found))
}

#[test]
fn copies_are_found_and_articles_of_one_topic_are_kept_apart() {
    let (recall, precision) = measure(&press(2_000, 3));
    println!("8,000 articles of 2,000 stories: recall {recall:.4}, precision {precision:.4}");
    assert!(
        recall >= 0.98 && precision >= 0.99,
        "recall {recall:.4}, precision {precision:.4}"
    );
}

/// The first sentences of each text of a press, about as long as a brief.
fn briefs(originals: usize, edits: usize, words: usize) -> Vec<(usize, String)> {
    let cut = |text: String| {
        // The headline and the credit differ from paper to paper; a brief has neither.
        let body = text.splitn(3, "\n\n").nth(2).unwrap_or_default().to_owned();
        if body.contains(' ') {
            body.split_whitespace().take(words).collect::<Vec<_>>().join(" ")
        } else {
            body.chars().take(words * 5 / 4).collect()
        }
    };
    let texts = press(originals, edits).into_iter();
    texts.map(|(story, text)| (story, cut(text))).collect()
}

#[test]
fn copies_of_briefs_are_found_and_other_briefs_are_kept_apart() {
    for words in [14, 20, 25] {
        let (recall, precision) = measure(&briefs(1_000, 1, words));
        println!("2,000 briefs of {words} words: recall {recall:.4}, precision {precision:.4}");
        assert!(
            recall >= 0.85 && precision >= 0.99,
            "{words}: recall {recall:.4}, precision {precision:.4}"
        );
    }
}

#[test]
fn a_story_that_every_paper_prints_stays_one() {
    let (recall, _) = measure(&press(1, 3 * POSTINGS_MAX));
    assert!(recall >= 0.98, "recall {recall:.4}");
}

#[test]
fn a_cut_brief_is_a_copy_and_a_headline_is_none() {
    let mut texts = press(30, 0);
    let cut = |(story, text): &(usize, String), part| {
        let characters = text.chars().count() / part;
        (*story, text.chars().take(characters).collect::<String>())
    };
    let briefs: Vec<_> = texts.iter().map(|text| cut(text, 3)).collect();
    let headlines: Vec<_> = texts
        .iter()
        .map(|(story, text)| (*story, text.chars().take(20).collect()))
        .collect();
    texts.extend(briefs);
    texts.extend(headlines);
    let stories = stories(&texts);
    let (originals, rest) = stories.split_at(30);
    let (briefs, headlines) = rest.split_at(30);
    assert_eq!(originals, briefs);
    assert!(headlines.iter().all(|story| !originals.contains(story)));
}
