//! Recall and precision of the detection of copies, on generated newspapers whose stories are known.

use crate::common::article_generator::generate_articles;
use crate::common::history::{History, ReadModels, article};
use dixit::domain::similarity::POSTINGS_MAX;
use std::collections::HashMap;

/// The story number that the read models give to each of `texts`, in their order.
fn detect_stories(texts: &[(usize, String)]) -> Vec<i64> {
    let history = texts
        .iter()
        .enumerate()
        .fold(History::default(), |history, (number, (_, text))| {
            history.ingested(&article(&number.to_string(), text), &[])
        });
    let models = ReadModels::empty();
    models.0.execute_batch("BEGIN").unwrap();
    models.apply_events(&history.0);
    models.0.execute_batch("COMMIT").unwrap();
    let mut select = models
        .0
        .prepare("SELECT story FROM story ORDER BY text_pos")
        .unwrap();
    let stories = select.query_map([], |row| row.get(0)).unwrap();
    stories.collect::<Result<_, _>>().unwrap()
}

/// Recall and precision over pairs of articles with the same story.
fn measure_detection(texts: &[(usize, String)]) -> (f64, f64) {
    let pairs = |sizes: &HashMap<(i64, i64), u32>| -> f64 {
        sizes.values().map(|n| f64::from(n * (n - 1) / 2)).sum()
    };
    let (mut actual, mut found, mut both) = (HashMap::new(), HashMap::new(), HashMap::new());
    for ((story, _), assigned) in texts.iter().zip(detect_stories(texts)) {
        let story = i64::try_from(*story).unwrap();
        *actual.entry((story, 0)).or_default() += 1;
        *found.entry((assigned, 0)).or_default() += 1;
        *both.entry((story, assigned)).or_default() += 1;
    }
    let right = pairs(&both);
    (right / pairs(&actual), right / pairs(&found))
}

#[test]
fn copies_join_and_articles_on_one_topic_stay_apart() {
    let (recall, precision) = measure_detection(&generate_articles(2_000, 3));
    println!("8,000 articles of 2,000 stories: recall {recall:.4}, precision {precision:.4}");
    assert!(
        recall >= 0.98 && precision >= 0.99,
        "recall {recall:.4}, precision {precision:.4}"
    );
}

/// The first `words` words of each generated text, without headline and credit: about as long as a brief.
fn generate_briefs(originals: usize, edits: usize, words: usize) -> Vec<(usize, String)> {
    let cut = |text: String| {
        // Headline and credit differ between papers, and briefs have neither.
        let body = text.splitn(3, "\n\n").nth(2).unwrap_or_default().to_owned();
        if body.contains(' ') {
            body.split_whitespace().take(words).collect::<Vec<_>>().join(" ")
        } else {
            body.chars().take(words * 5 / 4).collect()
        }
    };
    let texts = generate_articles(originals, edits).into_iter();
    texts.map(|(story, text)| (story, cut(text))).collect()
}

#[test]
fn copies_of_briefs_join_and_other_briefs_stay_apart() {
    for words in [14, 20, 25] {
        let (recall, precision) = measure_detection(&generate_briefs(1_000, 1, words));
        println!("2,000 briefs of {words} words: recall {recall:.4}, precision {precision:.4}");
        assert!(
            recall >= 0.85 && precision >= 0.99,
            "{words}: recall {recall:.4}, precision {precision:.4}"
        );
    }
}

#[test]
fn story_printed_by_every_paper_stays_one() {
    let (recall, _) = measure_detection(&generate_articles(1, 3 * POSTINGS_MAX));
    assert!(recall >= 0.98, "recall {recall:.4}");
}

#[test]
fn shortened_article_is_a_copy_and_headline_is_not() {
    let mut texts = generate_articles(30, 0);
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
    let stories = detect_stories(&texts);
    let (originals, rest) = stories.split_at(30);
    let (briefs, headlines) = rest.split_at(30);
    assert_eq!(originals, briefs);
    assert!(headlines.iter().all(|story| !originals.contains(story)));
}
