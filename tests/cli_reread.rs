//! `reread`: articles that an earlier version of the extractor has read.

use crate::common::output_schema::assert_matches_schema;
use crate::common::test_home::{CHARTER, TestHome};
use crate::common::{append_events, event_metadata};
use dixit::domain::{Act, ArticleText, Document, Event, Evidence, Span, Statement, StatementId, TextSlice};
use dixit::ingest::{MetadataOverrides, read_articles_from_stream};
use dixit::log::{AccessMode, ExpectedVersion, open};
use dixit::tracker::Tracker;

/// A home in which an earlier version has read the charter: it read one statement as a claim, missed one, and found
/// two that this version no longer finds.
fn home_of_earlier_version() -> TestHome {
    let home = TestHome::new();
    let found = read_articles_from_stream(CHARTER.as_bytes(), &MetadataOverrides::default()).next();
    let reading = Tracker::read_document(found.unwrap().unwrap().document);
    let article = reading.article;
    let Document {
        source, lang, text, ..
    } = reading.document;
    let first = Statement {
        act: Act::Claim,
        ..reading.statements[0].clone()
    };
    let none = |words: &str| {
        let start = u32::try_from(text.find(words).map(|at| text[..at].chars().count()).unwrap()).unwrap();
        let end = start + u32::try_from(words.chars().count()).unwrap();
        Statement {
            id: StatementId::from_words(&article, &[words], 0),
            evidence: vec![Evidence {
                quote: TextSlice {
                    span: Span::new(start, end),
                    text: words.to_owned(),
                },
                prefix: String::new(),
                suffix: String::new(),
            }],
            ..first.clone()
        }
    };
    let statements = [first.clone(), none("ministre"), none("fonds")];
    let ingested = Event::ArticleIngested {
        article: article.clone(),
        source,
        lang,
        text: ArticleText::Kept(text.clone()),
        extractor: "dixit-rules/1".to_owned(),
        provenance: None,
    };
    let recorded = statements.map(|statement| Event::StatementRecorded {
        article: article.clone(),
        revision: 0,
        statement: Box::new(statement),
    });
    let mut conn = open(&home.path().join("dixit.db"), AccessMode::ReadWrite).unwrap();
    let events = std::iter::once(ingested).chain(recorded).collect();
    append_events(&mut conn, ExpectedVersion::NoStream, events, &event_metadata()).unwrap();
    home
}

#[test]
fn undecided_statements_are_read_again() {
    let home = home_of_earlier_version();
    insta::assert_snapshot!(home.run(&["timeline", "--format", "csv"]), @"
    said,speaker,capacity,for,report,act,mode,words,points,cue,event,place,topics,title,publisher,published,url,lang,confidence,doubts,reviewed,flags,for_id,reader,statement,speaker_id,article
    2026-03-12,Claire Aubert,ministre du Numérique,,speech,claim,direct,Nous publierons les règles de chaque modèle ouvert,,a déclaré,,,,Une charte pour les modèles ouverts,Le Courrier du Lac,2026-03-12,https://courrier.example/charte,fr,0.89,,,,,,s2r4zkc1h8bme,p9bm52tvagmm1,ayb7h4ps1zj9f
    2026-03-12,Claire Aubert,ministre du Numérique,,speech,claim,direct,ministre,,a déclaré,,,,Une charte pour les modèles ouverts,Le Courrier du Lac,2026-03-12,https://courrier.example/charte,fr,0.89,,,,,,stbsarwzmnqdk,p9bm52tvagmm1,ayb7h4ps1zj9f
    2026-03-12,Claire Aubert,ministre du Numérique,,speech,claim,direct,fonds,,a déclaré,,,,Une charte pour les modèles ouverts,Le Courrier du Lac,2026-03-12,https://courrier.example/charte,fr,0.89,,,,,,sn2677sw3hww5,p9bm52tvagmm1,ayb7h4ps1zj9f
    ");
    home.stdout(&["confirm", "s2r4"]);
    insta::assert_snapshot!(home.run(&["reread", "--limit", "0"]), @"
    -- stderr --
    error: invalid value '0' for '--limit <COUNT>': 0 would show nothing (write 1 or more)

    For more information, try '--help'.
    -- exit 2 --
    ");
    insta::assert_snapshot!(home.run(&["reread"]), @"
    reread   ayb7h4ps1  +1 −2 statements, 1 disputed     Une charte pour les modèles ouverts
    -- stderr --
    articles read again: 1, 1 of them changed; 1 statement recorded; 2 statements dropped; 1 statement disputed
    ");
    insta::assert_snapshot!(home.run(&["log", "--since", "@4"]), @"
     @5  2026-03-15T08:00:00Z  statement.confirmed  s2r4zkc1h8bme
     @6  2026-03-15T08:00:00Z  article.reread       article-ayb7h4ps1zj9f  by dixit-rules/4
     @7  2026-03-15T08:00:00Z  statement.dropped    sn2677sw3hww5  dixit-rules/4 does not read it
     @8  2026-03-15T08:00:00Z  statement.dropped    stbsarwzmnqdk  dixit-rules/4 does not read it
     @9  2026-03-15T08:00:00Z  statement.recorded   scvwab5myck1c  Les universités auront leur prop…
    @10  2026-03-15T08:00:00Z  statement.disputed   s2r4zkc1h8bme  dixit-rules/4 reads it otherwise
    ");
    insta::assert_snapshot!(home.run(&["reread"]), @"
    -- stderr --
    no articles to read again: this version of dixit has read all of them
    ");
    assert!(home.stdout(&["verify"]).contains("the same"));
    // Confirming the statement again ends the dispute.
    insta::assert_snapshot!(home.run(&["confirm", "s2r4"]), @"confirmed s2r4zkc1h: Claire Aubert, « Nous publierons les règles de chaque modèle ouvert »; undo with `dixit undo @11`");
}

#[test]
fn reread_has_every_output_format() {
    let json = home_of_earlier_version().stdout(&["reread", "--format", "json", "-q"]);
    assert_matches_schema(&json, "reread");
    insta::assert_snapshot!(home_of_earlier_version().run(&["reread", "--format", "jsonl"]), @r#"
    {"article":"ayb7h4ps1zj9f","title":"Une charte pour les modèles ouverts","recorded":2,"dropped":2,"disputed":0,"refused":null}
    -- stderr --
    articles read again: 1, 1 of them changed; 2 statements recorded; 2 statements dropped
    "#);
    insta::assert_snapshot!(home_of_earlier_version().run(&["reread", "--format", "csv", "-q"]), @"
    article,title,recorded,dropped,disputed,refused
    ayb7h4ps1zj9f,Une charte pour les modèles ouverts,2,2,0,
    ");
}

#[test]
fn articles_read_by_this_version_are_skipped() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["reread"]), @"
    -- stderr --
    no articles to read again: this version of dixit has read all of them
    ");
    insta::assert_snapshot!(TestHome::new().run(&["reread"]), @"
    -- stderr --
    error: there is no database at dixit.db
    hint: create one with `dixit ingest PATH`, or select another with --db or DIXIT_DB
    -- exit 3 --
    ");
}
