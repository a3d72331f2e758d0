//! Extraction accepts any text in any language: every span is a slice of the text, and no two statements overlap.
#![no_main]

use dixit::domain::{ArticleId, Lang, Source};
use dixit::extract;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let lang = [Lang::Fr, Lang::En, Lang::Zh][usize::from(choice % 3)];
    let statements = extract::read_statements(&extract::ExtractorInput {
        article: &ArticleId::from_source(&Source::default(), text),
        lang,
        published: "2026-03-15".parse().ok().filter(|_| choice < 200),
        published_or: "2026-03-14".parse().ok().filter(|_| choice < 100),
        text,
    });
    let mut spans = Vec::new();
    for statement in &statements {
        let mention = statement.speaker.mention.iter();
        let cue = statement.cue.iter().map(|cue| &cue.words);
        for slice in mention.chain(cue).chain(&statement.points).chain(&statement.said.expression) {
            assert!(slice.matches_text(text), "{slice:?}");
        }
        for evidence in &statement.evidence {
            assert!(evidence.quote.matches_text(text), "{evidence:?}");
            assert!(!evidence.quote.span.is_empty(), "{evidence:?}");
            spans.push(evidence.quote.span);
        }
    }
    spans.sort();
    assert!(spans.windows(2).all(|pair| !pair[0].overlaps(pair[1])), "{spans:?}");
});
