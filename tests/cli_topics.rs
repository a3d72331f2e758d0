//! Decisions about topics: own topics, tags and imported vocabularies.

use crate::common::output_schema::assert_matches_schema;
use crate::common::test_home::TestHome;

/// The topics in use, each with its number of statements.
fn statement_counts(home: &TestHome) -> String {
    let csv = home.stdout(&["topics", "--format", "csv"]);
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let rows = rows.records().map(|row| row.unwrap());
    let lines: Vec<String> = rows.map(|row| format!("{} {}", &row[0], &row[5])).collect();
    lines.join("\n")
}

#[test]
fn new_own_topic_tags_statements_already_recorded() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(statement_counts(&home), @"
    medtop:11000000 1
    medtop:20000621 1
    medtop:20000636 1
    medtop:05000000 1
    ");
    let add = "topic add openness --label en=openness --label fr=ouverture --term en=audit --term fr=règles \
        --broader medtop:20000636";
    let add: Vec<&str> = add.split(' ').collect();
    insta::assert_snapshot!(home.run(&[&add[..], &["--reason", "our study"]].concat()), @"added topic openness (own:openness) (reason: our study); undo with `dixit undo @6`");
    insta::assert_snapshot!(home.run(&add), @"
    -- stderr --
    nothing changed: this was decided already
    ");
    insta::assert_snapshot!(statement_counts(&home), @"
    medtop:11000000 2
    medtop:20000621 2
    medtop:20000636 2
    medtop:05000000 1
    own:openness 2
    ");
    insta::assert_snapshot!(home.run(&["topic", "list", "--own"]), @"
    topic      terms   broader          id
    ─────────  ──────  ───────────────  ────────────
    openness   audit   medtop:20000636  own:openness
    ouverture  règles
    ");
    insta::assert_snapshot!(home.run(&["topic", "list", "--own", "--format", "csv"]), @"
    id,own,broader,en,fr,zh,terms_en,terms_fr,terms_zh,uri
    own:openness,true,medtop:20000636,openness,ouverture,,audit,règles,,
    ");
    insta::assert_snapshot!(
        home.run(&["topic", "edit", "ouverture", "--remove-term", "en=audit", "--label", "en=open models"]),
        @"changed topic open models (own:openness); undo with `dixit undo @7`"
    );
    insta::assert_snapshot!(home.run(&["topic", "edit", "own:openness", "--no-broader"]), @"changed topic open models (own:openness); undo with `dixit undo @8`");
    insta::assert_snapshot!(statement_counts(&home), @"
    medtop:11000000 1
    medtop:20000621 1
    medtop:20000636 1
    medtop:05000000 1
    own:openness 1
    ");
    insta::assert_snapshot!(home.run(&["topic", "retire", "open models", "--actor", "ada"]), @"retired topic open models (own:openness); undo with `dixit undo @9`");
    insta::assert_snapshot!(home.run(&["show", "own:openness", "--history"]), @"
    position  when                  who     what           statement and reason
    ────────  ────────────────────  ──────  ─────────────  ────────────────────────────────
          @6  2026-03-15T08:00:00Z  tester  topic.defined  own:openness openness: our study
          @7  2026-03-15T08:00:00Z  tester  topic.defined  own:openness open models
          @8  2026-03-15T08:00:00Z  tester  topic.defined  own:openness open models
          @9  2026-03-15T08:00:00Z  ada     topic.retired  own:openness
    ");
    insta::assert_snapshot!(home.run(&["topic", "list", "--own"]), @"
    -- stderr --
    no topics of your own (add one with `dixit topic add`)
    ");
}

#[test]
fn invalid_topic_is_rejected() {
    let home = TestHome::with_articles();
    home.stdout(&["topic", "add", "a", "--label", "en=first"]);
    home.stdout(
        &"topic add a-b --label en=second --broader own:a"
            .split(' ')
            .collect::<Vec<_>>(),
    );
    insta::assert_snapshot!(home.run(&["topic", "add", "a", "--label", "en=other"]), @"
    -- stderr --
    error: topic own:a already exists
    hint: change it with `dixit topic edit own:a`
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["topic", "add", "c"]), @r#"
    -- stderr --
    error: a topic needs a label
    hint: add --label en="…", --label fr="…" or --label zh="…"
    -- exit 2 --
    "#);
    insta::assert_snapshot!(home.run(&["topic", "add", "C", "--label", "en=c"]), @r#"
    -- stderr --
    error: invalid value 'C' for '<ID>': "own:C" is no topic id (1 to 64 lower-case letters and digits, with : . _ - between them, like own:ai-governance)

    For more information, try '--help'.
    -- exit 2 --
    "#);
    insta::assert_snapshot!(home.run(&["topic", "add", "c", "--label", "de=c"]), @r#"
    -- stderr --
    error: invalid value 'de=c' for '--label <LANG=TEXT>': "de" is not one of the languages fr, en, zh

    For more information, try '--help'.
    -- exit 2 --
    "#);
    insta::assert_snapshot!(home.run(&["topic", "add", "c", "--label", "en=c", "--term", "en= "]), @"
    -- stderr --
    error: invalid value 'en= ' for '--term <LANG=TEXT>': the text is empty

    For more information, try '--help'.
    -- exit 2 --
    ");
    insta::assert_snapshot!(home.run(&["topic", "add", "c", "--label", "en=c", "--uri", "c d"]), @"
    -- stderr --
    error: invalid value 'c d' for '--uri <URI>': write an address, as in https://example.org/topics/wind-power or urn:example:wind-power

    For more information, try '--help'.
    -- exit 2 --
    ");
    insta::assert_snapshot!(home.run(&["topic", "add", "c", "--label", "en=c", "--broader", "educatoin"]), @r#"
    -- stderr --
    error: there is no topic "educatoin"
    hint: `dixit topic list` shows all topics
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["topic", "edit", "own:a", "--broader", "own:a-b"]), @"
    -- stderr --
    error: own:a would lie below itself
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["topic", "edit", "own:a", "--remove-term", "en=x"]), @r#"
    -- stderr --
    error: topic own:a has no term "x" in en
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["topic", "edit", "own:a", "--term", "en=x", "--no-broader"]), @"changed topic first (own:a); undo with `dixit undo @8`");
    insta::assert_snapshot!(home.run(&["topic", "retire", "own:z"]), @r#"
    -- stderr --
    error: there is no topic "own:z"
    hint: `dixit topic list` shows all topics
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["topic", "list", "--as-of", "@1"]), @"
    -- stderr --
    error: --as-of is only for questions: this command lists the current topics
    -- exit 2 --
    ");
}

#[test]
fn tags_of_a_person_override_derived_topics() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["tag", "s6wh", "s2r4", "éducation"]), @"
    tagged s6wh10x45 as about education (medtop:05000000): Nora Lindqvist, “We will publish every audit of a public model”; undo with `dixit undo @6`
    tagged s2r4zkc1h as about education (medtop:05000000): Claire Aubert, « Nous publierons les règles de chaque modèle ouvert »; undo with `dixit undo @7`
    ");
    insta::assert_snapshot!(home.run(&["untag", "scvw", "05000000", "--reason", "money only"]), @"tagged scvwab5my as not about education (medtop:05000000): Claire Aubert, « Les universités auront leur propre fonds » (reason: money only); undo with `dixit undo @8`");
    insta::assert_snapshot!(statement_counts(&home), @"
    medtop:11000000 1
    medtop:20000621 1
    medtop:20000636 1
    medtop:05000000 2
    ");
    insta::assert_snapshot!(home.run(&["untag", "s2r4", "scvw", "education", "--as-derived"]), @"
    removed the tag education (medtop:05000000) from s2r4zkc1h, its words decide again: Claire Aubert, « Nous publierons les règles de chaque modèle ouvert »; undo with `dixit undo @9`
    removed the tag education (medtop:05000000) from scvwab5my, its words decide again: Claire Aubert, « Les universités auront leur propre fonds »; undo with `dixit undo @10`
    ");
    insta::assert_snapshot!(statement_counts(&home), @"
    medtop:11000000 1
    medtop:20000621 1
    medtop:20000636 1
    medtop:05000000 2
    ");
    insta::assert_snapshot!(home.run(&["tag", "s6wh", "nora lindqvist"]), @r#"
    -- stderr --
    error: there is no topic "nora lindqvist"
    hint: `dixit topic list` shows all topics
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["tag", "s6wh"]), @"
    -- stderr --
    error: the following required arguments were not provided:
      <ID>...

    Usage: dixit tag <ID>... <TOPIC>

    For more information, try '--help'.
    -- exit 2 --
    ");
}

const ENERGY: &str = "\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://one.example/openness> skos:prefLabel 'openness'@en, 'ouverture'@fr ; skos:altLabel 'every audit'@en .
<https://one.example/rules> skos:prefLabel 'rules'@en, 'règles'@fr ; skos:broader <https://one.example/openness> .
<http://cv.iptc.org/newscodes/mediatopic/05000000> skos:prefLabel 'education'@en, 'fonds'@fr .
";

#[test]
fn skos_vocabulary_is_imported() {
    let home = TestHome::with_articles();
    home.write_file("one.ttl", ENERGY);
    insta::assert_snapshot!(home.run(&["topic", "import", "one.ttl", "--reason", "edition of March"]), @"
    changed topic education (medtop:05000000) (reason: edition of March); undo with `dixit undo @6`
    added topic openness (own:openness) (reason: edition of March); undo with `dixit undo @7`
    added topic rules (own:rules) (reason: edition of March); undo with `dixit undo @8`
    -- stderr --
    topics: 2 new, 1 changed, 0 unchanged
    ");
    insta::assert_snapshot!(statement_counts(&home), @"
    medtop:11000000 1
    medtop:20000621 1
    medtop:20000636 1
    medtop:05000000 1
    own:openness 2
    own:rules 1
    ");
    insta::assert_snapshot!(home.run(&["topic", "import", "one.ttl"]), @"
    -- stderr --
    nothing changed: this was decided already
    topics: 0 new, 0 changed, 3 unchanged
    ");
    home.write_file("one.ttl", ENERGY.replace("'every audit'", "'audits'"));
    // The same local name in another vocabulary is another topic.
    home.write_file("two.ttl", ENERGY.replace("one.example", "two.example"));
    insta::assert_snapshot!(home.run(&["topic", "import", "one.ttl", "two.ttl"]), @"
    changed topic openness (own:openness); undo with `dixit undo @9`
    added topic openness (own:openness-zb7as0tn); undo with `dixit undo @10`
    added topic rules (own:rules-bt9g2wkt); undo with `dixit undo @11`
    -- stderr --
    topics: 2 new, 1 changed, 2 unchanged
    ");
    insta::assert_snapshot!(home.run(&["topic", "import", "one.ttl", "two.ttl"]), @"
    -- stderr --
    nothing changed: this was decided already
    topics: 0 new, 0 changed, 5 unchanged
    ");
    insta::assert_snapshot!(home.run(&["topic", "list", "--own"]), @"
    topic      terms                                        broader                id
    ─────────  ───────────────────────────────────────────  ─────────────────────  ─────────────────────
    education  education · school · schools · primary                              medtop:05000000
    fonds      school · secondary school · high school ·
               university · universities · teacher ·
               teachers · pupil · pupils · student ·
               students · curriculum · curricula ·
               classroom · classrooms · vocational
               training · higher education · digital
               literacy
               éducation · école · écoles · collégiens ·
               lycée · lycées · lycéen · lycéens ·
               université · universités · enseignant ·
               enseignante · enseignants · enseignement ·
               enseignement supérieur · élève · élèves ·
               étudiant · étudiants · étudiantes ·
               programmes scolaires · formation
               professionnelle · Éducation nationale ·
               fonds
               教育 · 学校 · 小学 · 中学 · 高校 · 大学生 ·
               教师 · 中小学 · 课程改革 · 职业培训 · 高等
               教育 · 数字素养 · 课堂 · 教学

    openness   openness · audits                                                   own:openness
    ouverture  ouverture

    rules      rules                                        own:openness           own:rules
    règles     règles

    openness   openness · every audit                                              own:openness-zb7as0tn
    ouverture  ouverture

    rules      rules                                        own:openness-zb7as0tn  own:rules-bt9g2wkt
    règles     règles
    ");
    home.write_file("bad.ttl", "<a");
    insta::assert_snapshot!(home.run(&["topic", "import", "one.ttl", "bad.ttl"]), @"
    -- stderr --
    error: bad.ttl:1: broken Turtle: Unexpected end of file (correct it, or export the vocabulary again)
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["topic", "import", "none.ttl"]), @"
    -- stderr --
    error: none.ttl: No such file or directory (os error 2)
    -- exit 3 --
    ");
    let large = std::fs::File::create(home.path().join("large.ttl")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    insta::assert_snapshot!(home.run(&["topic", "import", "large.ttl"]), @"
    -- stderr --
    error: large.ttl: larger than 64 MiB, too large for a vocabulary of topics
    -- exit 3 --
    ");
}

#[test]
fn topics_can_be_defined_before_articles() {
    let home = TestHome::new();
    home.write_file("one.ttl", ENERGY);
    home.stdout(&["topic", "import", "one.ttl"]);
    let json = home.stdout(&["topic", "list", "--format", "json"]);
    assert_matches_schema(&json, "topic-list");
    assert_eq!(
        home.stdout(&["topic", "list", "--own", "--format", "jsonl"])
            .lines()
            .count(),
        3
    );
}

#[test]
fn term_matches_its_inflections_and_own_topic_needs_no_prefix() {
    let home = TestHome::new();
    let own = |home: &TestHome| -> String {
        let counted = statement_counts(home);
        counted.lines().filter(|line| line.starts_with("own:")).collect()
    };
    let article = r#"{"url":"https://a.example/1","published":"2026-03-12","lang":"en","text":"\"Data centres will be taxed\", said Ann Lund. Jo Dale said that the data center and the data, centre of all, are here."}"#;
    home.write_file("a.jsonl", format!("{article}\n"));
    home.stdout(&["ingest", "a.jsonl"]);
    home.stdout(&[
        "topic",
        "add",
        "dc",
        "--label",
        "en=computing",
        "--term",
        "en=data centre",
    ]);
    assert_eq!(own(&home), "own:dc 1");
    // An id without the prefix `own:` works wherever a topic is named.
    home.stdout(&["timeline", "--topic", "dc"]);
    home.stdout(&["topic", "edit", "dc", "--label", "en=computing halls"]);
    home.stdout(&["topic", "add", "below", "--label", "en=below", "--broader", "dc"]);
    let ids = home.stdout(&["timeline", "--topic", "dc", "--format", "csv"]);
    assert!(ids.contains("Data centres"), "{ids}");
    // An article ingested later is tagged like the earlier ones.
    home.write_file(
        "b.jsonl",
        format!(
            "{}\n",
            article
                .replace("example/1", "example/2")
                .replace("taxed", "closed")
        ),
    );
    home.stdout(&["ingest", "b.jsonl"]);
    assert_eq!(own(&home), "own:dc 2");
    home.stdout(&["topic", "retire", "dc"]);
    assert_eq!(own(&home), "");
}

#[test]
fn import_reports_what_it_left_out() {
    let home = TestHome::new();
    home.write_file(
        "a.rdf",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        <urn:t:1> skos:prefLabel 'red teaming (security)'@en .
        <urn:t:2> skos:prefLabel 'old'@en ; owl:deprecated true .
        <urn:t:3> skos:prefLabel 'bank (river)'@en . <urn:t:4> skos:prefLabel 'bank (money)'@en .",
    );
    insta::assert_snapshot!(home.run(&["topic", "import", "a.rdf"]), @r#"
    added topic red teaming (security) (own:1); undo with `dixit undo @1`
    added topic bank (river) (own:3); undo with `dixit undo @2`
    added topic bank (money) (own:4); undo with `dixit undo @3`
    -- stderr --
    note: 1 deprecated concept skipped
    note: 1 label has a qualifier in brackets, which texts do not have; the term has none ("red teaming (security)" becomes "red teaming")
    note: 2 labels that hardly any text can contain, such as "bank (river)"; add a term to the topics with `dixit topic edit`
    topics: 3 new, 0 changed, 0 unchanged
    "#);
}
