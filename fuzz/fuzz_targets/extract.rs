//! Any text in any language is read: every span is a slice of it, and no two statements have the same words.
#![no_main]

use dixit::domain::{ArticleId, Lang, Source};
use dixit::extract;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let lang = [Lang::Fr, Lang::En, Lang::Zh][usize::from(choice % 3)];
    let statements = extract::read(&extract::Input {
        article: &ArticleId::of(&Source::default(), text),
        lang,
        published: "2026-03-15".parse().ok().filter(|_| choice < 200),
        published_or: "2026-03-14".parse().ok().filter(|_| choice < 100),
        text,
    });
    let mut taken = Vec::new();
    for statement in &statements {
        let mention = statement.speaker.mention.iter();
        let cue = statement.cue.iter().map(|cue| &cue.words);
        for slice in mention.chain(cue).chain(&statement.points).chain(&statement.said.expression) {
            assert!(slice.stands_in(text), "{slice:?}");
        }
        for evidence in &statement.evidence {
            assert!(evidence.quote.stands_in(text), "{evidence:?}");
            assert!(!evidence.quote.span.is_empty(), "{evidence:?}");
            taken.push(evidence.quote.span);
        }
    }
    taken.sort();
    assert!(taken.windows(2).all(|pair| !pair[0].overlaps(pair[1])), "{taken:?}");
});
