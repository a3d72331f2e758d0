//! `review`: the queue, as a list and question by question.

use crate::common::test_home::TestHome;

/// An article with an unnamed speaker and a surname that two people in [`BEARERS`] have.
const RUMOUR: &str = "\
---
title: Une note circule
publisher: Le Courrier du Lac
published: 2026-03-12
url: https://courrier.example/note
---
« Le budget sera réduit de moitié », a déclaré jeudi un responsable du ministère.

Martin a promis de publier la note avant l’été.
";
const BEARERS: &str = "\
---
title: Deux Martin au conseil
publisher: Le Courrier du Lac
published: 2026-03-10
url: https://courrier.example/conseil
---
Le conseil doit voter, a affirmé Odile Martin. Le conseil peut attendre, a répondu Paul Martin.
";

fn home_with_review_items() -> TestHome {
    let home = TestHome::new();
    home.write_file("articles/1.md", BEARERS);
    home.write_file("articles/2.md", RUMOUR);
    home.stdout(&["ingest", "-q", "articles"]);
    home
}

/// A home with one story that two newspapers print in the same words.
fn home_with_copies() -> TestHome {
    let home = TestHome::new();
    for (file, publisher, host) in [
        ("1", "Le Courrier du Lac", "courrier"),
        ("2", "Le Journal du Port", "port"),
    ] {
        let text = format!(
            "---\ntitle: Le port aura sa digue\npublisher: {publisher}\npublished: 2026-03-12\n\
             url: https://{host}.example/digue\n---\n\
             La commune de Brisance a réuni mercredi soir les voisins de la nouvelle digue dans une salle pleine, après \
             trois ans de travaux préparatoires et deux enquêtes publiques qui avaient divisé les habitants du quartier.\n\n\
             La direction a promis de publier le plan avant l’été. Les pêcheurs attendent depuis longtemps cette annonce, \
             tandis que le chantier durera plusieurs mois et fermera de nombreuses places du vieux quai.\n"
        );
        home.write_file(&format!("articles/{file}.md"), text);
    }
    home.stdout(&["ingest", "-q", "articles"]);
    home
}

/// The number of items in the review queue.
fn count_queue_items(home: &TestHome, more: &[&str]) -> usize {
    let args = [&["review", "--list", "--format", "jsonl"], more].concat();
    home.stdout(&args).lines().count()
}

#[test]
fn greatest_expected_harm_comes_first_with_its_reasons() {
    insta::assert_snapshot!(home_with_review_items().run(&["review", "--list"]), @"
    harm  why                                 speaker      words                        source
    ────  ──────────────────────────────────  ───────────  ───────────────────────────  ────────────────
     140  the name fits several people:       Martin       publier la note avant l’été  Le Courrier du
          Odile Martin or Paul Martin         2026-03-12~                               Lac, 2026-03-12
          “Martin” may be nobody who can      commitment                                s66qnwwtt
          speak
          the reader is 75 % sure
          and 4 more
    -- stderr --
    left out: 2 with only an approximate date, 1 with little doubt (--all includes them)
    ");
    insta::assert_snapshot!(home_with_review_items().run(&["review", "--doubt", "speaker-carried"]), @"
    -- stderr --
    nothing to review
    ");
    assert!(
        home_with_review_items()
            .stdout(&["review", "--format", "csv"])
            .contains("surname")
    );
}

#[test]
fn approximate_date_alone_is_left_out_with_a_note() {
    let home = home_with_review_items();
    assert_eq!(
        (
            count_queue_items(&home, &[]),
            count_queue_items(&home, &["--all"])
        ),
        (1, 4)
    );
    assert!(
        home.run(&["review", "--list"])
            .contains("2 with only an approximate date, 1 with little doubt")
    );
    assert_eq!(
        count_queue_items(&home, &["--doubt", "date-approximate"]),
        3,
        "who asks for it gets it"
    );
}

#[test]
fn answer_lines_decide_and_can_be_undone() {
    let home = home_with_review_items();
    let lines = "z\ns Odile\n1\nu\nd hier\nw printed twice\nb\nc\nu\nw -- printed twice\nq\n";
    let output = home.run_with_stdin(&["review", "--ask"], lines);
    for line in [
        "1 of 1 · s66qnwwtt · commitment, indirect · said 2026-03-12~",
        "  de ⟦publier la note avant l’été⟧.",
        "why: the name fits several people: Odile Martin or Paul Martin;",
        "\"z\" is not a valid answer",
        "  1  Odile Martin (pjaa57xp4v9sm)",
        "> the speaker is Odile Martin",
        "> undone: the speaker is Odile Martin",
        "\"hier\" is no date",
        "> withdrawn: printed twice",
        "decided: withdrawn",
        "there is no statement s66qnwwtt51jw that counts",
        "1 decided, 0 left for later, of 1 in the queue",
    ] {
        assert!(output.contains(line), "{line}: {output}");
    }
    let item: Vec<&str> = output
        .lines()
        .skip(1)
        .take_while(|line| !line.starts_with('>'))
        .collect();
    assert!(item.len() <= 10, "an item takes ten lines: {item:?}");
    let log = home.stdout(&["log", "--type", "statement.withdrawn"]);
    assert_eq!(
        log.matches("printed twice").count(),
        2,
        "the reason is kept: {log}"
    );
    assert_eq!(count_queue_items(&home, &[]), 0);
    let again = home.run_with_stdin(&["review", "--ask", "--all"], "");
    assert!(again.contains("0 decided"), "input that ends ends it: {again}");
}

#[test]
fn part_of_a_name_creates_no_speaker_without_confirmation() {
    let home = home_with_review_items();
    let speakers = |home: &TestHome| home.stdout(&["speakers", "--format", "jsonl"]).lines().count();
    let before = speakers(&home);
    for lines in ["s Odile\n\nq\n", "s Odille Martin\n\nq\n", "s Zacharie\n\nq\n"] {
        let output = home.run_with_stdin(&["review", "--ask"], lines);
        assert!(output.contains("there is no speaker “"), "{output}");
        assert!(output.contains("nothing changed"), "{output}");
    }
    assert_eq!(speakers(&home), before);
    let output = home.run_with_stdin(&["review", "--ask"], "s odile martin -- the caption says so\nq\n");
    assert!(
        output.contains("the speaker is Odile Martin: the caption says so"),
        "{output}"
    );
    let home = home_with_review_items();
    let output = home.run_with_stdin(&["review", "--ask"], "s Zacharie Noël\ny\nq\n");
    assert!(output.contains("the speaker is Zacharie Noël"), "{output}");
}

#[test]
fn copies_are_one_item_and_each_gets_the_decision() {
    let home = home_with_copies();
    assert_eq!(count_queue_items(&home, &["--all"]), 1);
    let output = home.run_with_stdin(&["review", "--ask", "--all"], "a commitment\nc\nu\nw\nq\n");
    assert!(output.contains("and in 1 copy: Le Journal du Port"), "{output}");
    assert!(
        output.contains("confirmed; also in Le Journal du Port, 2026-03-12"),
        "{output}"
    );
    let count = |kind| home.stdout(&["log", "--type", kind]).lines().count();
    assert_eq!(
        (count("statement.confirmed"), count("statement.unconfirmed")),
        (2, 2)
    );
    assert_eq!(count("statement.withdrawn"), 2);
}

#[test]
fn copy_of_a_confirmed_statement_is_not_asked_about() {
    let home = home_with_copies();
    let listed = home.stdout(&["review", "--all", "--list", "--format", "json"]);
    let id = listed
        .split("\"id\": \"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    home.stdout(&["confirm", id]);
    assert!(home.run(&["review", "--list"]).contains("1 confirmed in a copy"));
    assert_eq!(
        (
            count_queue_items(&home, &[]),
            count_queue_items(&home, &["--all"])
        ),
        (0, 1)
    );
}

#[test]
fn skipped_reading_is_asked_about_again_only_when_it_changes() {
    let home = home_with_review_items();
    assert!(
        home.run_with_stdin(&["review", "--ask"], "x nobody can tell\nq\n")
            .contains("not asked about again: nobody can tell")
    );
    assert_eq!(count_queue_items(&home, &[]), 0);
    assert_eq!(
        count_queue_items(&home, &["--as-of", "@6"]),
        1,
        "as of then it was not skipped yet"
    );
    home.write_file(
        "articles/2.md",
        RUMOUR.replace("a promis de publier", "a proposé de publier"),
    );
    home.stdout(&["ingest", "-q", "articles"]);
    assert_eq!(count_queue_items(&home, &[]), 1);
}

#[test]
fn confirmed_statement_missing_from_a_rereading_is_asked_about() {
    let home = home_with_review_items();
    home.run_with_stdin(&["review", "--ask"], "c\nq\n");
    home.write_file(
        "articles/2.md",
        RUMOUR.replace("Martin a promis de publier la note avant l’été.", "On en parle."),
    );
    home.stdout(&["ingest", "-q", "articles"]);
    let output = home.run(&["review", "--list"]);
    assert!(
        output.contains("confirmed, and gone from") && output.contains("publier la note"),
        "{output}"
    );
    assert_eq!(count_queue_items(&home, &["--doubt", "gone"]), 1);
    let output = home.run_with_stdin(&["review", "--ask"], "w\nx\nq\n");
    assert!(
        output.contains("the revised article no longer has this statement"),
        "{output}"
    );
    assert_eq!(count_queue_items(&home, &[]), 0);
    home.write_file("articles/2.md", RUMOUR);
    home.stdout(&["ingest", "-q", "articles"]);
    assert_eq!(
        count_queue_items(&home, &["--doubt", "gone"]),
        0,
        "it is there again"
    );
    home.stdout(&["verify"]);
}

#[test]
fn tag_and_status_stay_on_the_item() {
    let home = home_with_review_items();
    let output = home.run_with_stdin(
        &["review", "--ask"],
        "m adopted\ng education\nl answers scgzkpk5n\nl contradicts\nm lost\n?\nq\n",
    );
    for line in [
        "marked adopted",
        "about medtop:",
        "answers scgzkpk5n",
        "`l` needs a link",
        "unknown status",
        "skip for good",
    ] {
        assert!(output.contains(line), "{line}: {output}");
    }
    assert!(output.contains("3 decided, 0 left for later, of 1"), "{output}");
}

#[test]
fn undo_takes_back_own_decisions_latest_first() {
    let home = home_with_review_items();
    assert!(
        home.run(&["undo", "--last"])
            .contains("you have no decision to undo")
    );
    home.stdout(&["confirm", "s66qnwwtt"]);
    home.stdout(&["status", "s66qnwwtt", "adopted"]);
    home.stdout(&["confirm", "scgzkpk5n", "--actor", "another"]);
    let undone = home.run(&["undo", "--last"]);
    assert!(
        undone.contains("undoing @8, statement.marked of s66qnwwtt51jw: adopted"),
        "{undone}"
    );
    let undone = home.run(&["undo", "--last", "--reason", "too soon"]);
    assert!(
        undone.contains("undoing @7, statement.confirmed") && undone.contains("too soon"),
        "{undone}"
    );
    assert!(
        home.run(&["undo", "--last"])
            .contains("you have no decision to undo")
    );
    // Undoing an undo makes the decision valid again, so it can be undone again.
    home.stdout(&["undo", "10"]);
    assert!(home.run(&["undo", "--last"]).contains("undoing @8"));
    assert!(home.run(&["undo"]).contains("required"));
    assert!(home.run(&["undo", "7", "--last"]).contains("cannot be used with"));
}
