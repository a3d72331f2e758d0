//! proptest strategies for arbitrary events of an article.

use dixit::domain::{
    Act, ArticleId, ArticleText, Attribution, Confidence, Cue, DateRule, DocumentHash, Doubt, Edtf, Event,
    Evidence, Lang, Mode, Occasion, Provenance, Reader, Report, Retrieval, SaidDate, Side, Source, Span,
    SpeakerKind, Statement, StatementId, TextSlice, Timestamp, WithdrawalReason,
};
use proptest::collection::btree_map;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Any text, often with quotation marks, control characters and other characters that JSON must escape.
/// A text that is not empty: an empty one is what a redaction leaves, and is read as none.
fn text() -> impl Strategy<Value = String> {
    let any_text = prop_oneof![any::<String>(), "[a-zé中«» \"\\\\\n\t\u{0}\u{7f}]{1,12}"];
    any_text.prop_filter("a text has characters", |text| !text.is_empty())
}

fn slice() -> impl Strategy<Value = TextSlice> {
    (any::<u32>(), any::<u32>(), text()).prop_map(|(start, end, text)| TextSlice {
        span: Span::new(start, end),
        text,
    })
}

fn article() -> impl Strategy<Value = ArticleId> {
    text().prop_map(|text| ArticleId::from_source(&Source::default(), &text))
}

fn date() -> impl Strategy<Value = Edtf> {
    select(vec!["2026-03-11", "2026-03-11~", "2026-03", "2026~", ".."]).prop_map(|date| date.parse().unwrap())
}

fn canonical(day: Option<i32>) -> Option<String> {
    day.map(|day| format!("https://example.org/{day}"))
}

fn source() -> impl Strategy<Value = Source> {
    let field = || option::of(text());
    (
        field(),
        field(),
        field(),
        field(),
        field(),
        option::of(-300_000..300_000),
        option::of((0_i64..4_000_000_000, -50_400..50_400_i32)),
    )
        .prop_map(|(title, publisher, url, author, agency, day, instant)| Source {
            title,
            publisher,
            url,
            author,
            agency,
            published: day.and_then(chrono::NaiveDate::from_epoch_days),
            canonical_url: canonical(day),
            published_alternative: day.and_then(|day: i32| chrono::NaiveDate::from_epoch_days(day + 1)),
            published_at: instant.and_then(|(seconds, east)| {
                // RFC 3339 writes offsets in whole minutes.
                let offset = chrono::FixedOffset::east_opt(east / 60 * 60)?;
                Some(chrono::DateTime::from_timestamp(seconds, 0)?.with_timezone(&offset))
            }),
        })
}

fn attribution() -> impl Strategy<Value = Attribution> {
    (
        option::of(slice()),
        option::of(text()),
        option::of(text()),
        select(SpeakerKind::ALL),
    )
        .prop_map(|(mention, reference, capacity, kind)| Attribution {
            mention,
            reference,
            capacity,
            kind,
        })
}

fn evidence() -> impl Strategy<Value = Evidence> {
    (slice(), text(), text()).prop_map(|(quote, prefix, suffix)| Evidence {
        quote,
        prefix,
        suffix,
    })
}

fn statement() -> impl Strategy<Value = Statement> {
    let few = |strategy| prop::collection::vec(strategy, 0..3);
    let said =
        (date(), option::of(slice()), select(DateRule::ALL)).prop_map(|(date, expression, rule)| SaidDate {
            date,
            expression,
            rule,
        });
    let cue = (slice(), text()).prop_map(|(words, lemma)| Cue { words, lemma });
    let occasion =
        (option::of(slice()), option::of(slice())).prop_map(|(event, place)| Occasion { event, place });
    let manner = (
        select(Mode::ALL),
        select(Act::ALL),
        any::<u8>(),
        prop::collection::vec(select(Doubt::ALL), 0..3),
    );
    let side = (option::of(slice()), text()).prop_map(|(mention, reference)| Side { mention, reference });
    let reader = prop_oneof!["[a-z]{1,8}/[0-9.]{1,4}", "lab/模型-[0-9]/[0-9]"];
    let reader = reader.prop_map(|name| name.parse::<Reader>().unwrap());
    let newer = (
        option::of(select(Report::ALL)),
        option::of(side),
        option::of(reader),
    );
    (
        (article(), text(), prop::collection::vec(evidence(), 0..3)),
        (option::of(cue), attribution(), said, option::of(occasion)),
        manner,
        (few(slice()), prop::collection::vec(text(), 0..3)),
        newer,
    )
        .prop_map(
            |(
                (article, words, evidence),
                (cue, speaker, said, occasion),
                (mode, act, percent, doubts),
                (points, rules),
                (report, side, reader),
            )| {
                Statement {
                    id: StatementId::from_words(&article, &[&words], 0),
                    evidence,
                    cue,
                    speaker,
                    side,
                    mode,
                    report,
                    act,
                    said,
                    occasion,
                    points,
                    confidence: Confidence::from_percent(percent),
                    doubts,
                    rules,
                    reader,
                }
            },
        )
}

fn provenance() -> impl Strategy<Value = Provenance> {
    let retrieval = option::of((text(), 0..4_000_000_000_000_000_i64)).prop_map(|fetched| {
        fetched.map(|(address, micros)| Retrieval {
            address,
            at: Timestamp::from_micros(micros),
        })
    });
    let origins = btree_map(text(), text(), 0..3);
    let parts = (text(), text(), retrieval, origins, option::of(text()));
    parts.prop_map(|(document, format, retrieval, origins, cut_sign)| Provenance {
        document: DocumentHash::of(document.as_bytes()),
        format,
        retrieval,
        modified_at: None,
        origins,
        cut_sign,
    })
}

/// Any event that can be appended to the stream of `article`, except those of decisions and rereadings.
pub(crate) fn arbitrary_event(article: ArticleId) -> impl Strategy<Value = Event> {
    let article = Just(article);
    let reason = || {
        prop_oneof![
            Just(WithdrawalReason::Revised),
            text().prop_map(WithdrawalReason::Decided)
        ]
    };
    let lang = || select(vec![Lang::Fr, Lang::En, Lang::Zh, Lang::Und]);
    let content = || (source(), lang(), text(), text(), option::of(provenance()));
    let ingested = (article.clone(), content());
    let revised = (article.clone(), content(), any::<u32>());
    let recorded = (article.clone(), any::<u32>(), statement());
    let withdrawn = (article.clone(), text(), reason());
    prop_oneof![
        ingested.prop_map(
            |(article, (source, lang, text, extractor, provenance))| Event::ArticleIngested {
                article,
                source,
                lang,
                text: ArticleText::Kept(text),
                extractor,
                provenance: provenance.map(Box::new),
            }
        ),
        revised.prop_map(
            |(article, (source, lang, text, extractor, provenance), revision)| Event::ArticleRevised {
                article,
                revision,
                source,
                lang,
                text: ArticleText::Kept(text),
                extractor,
                provenance: provenance.map(Box::new),
            }
        ),
        (article, reason()).prop_map(|(article, reason)| Event::ArticleWithdrawn { article, reason }),
        recorded.prop_map(|(article, revision, statement)| Event::StatementRecorded {
            article,
            revision,
            statement: Box::new(statement),
        }),
        withdrawn.prop_map(|(article, words, reason)| Event::StatementWithdrawn {
            statement: StatementId::from_words(&article, &[&words], 0),
            article,
            reason,
        }),
    ]
}
