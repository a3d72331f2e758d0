//! `review`: the queue, as a list and question by question.

use crate::common::home::Home;

/// Somebody speaks whom the article does not name, and a surname fits two people of another article.
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

fn home() -> Home {
    let home = Home::new();
    home.write("articles/1.md", BEARERS);
    home.write("articles/2.md", RUMOUR);
    home.stdout(&["ingest", "-q", "articles"]);
    home
}

#[test]
fn the_worst_comes_first() {
    insta::assert_snapshot!(home().run(&["review", "--list"]), @"
    doubt                        speaker       words                        source
    ───────────────────────────  ────────────  ───────────────────────────  ────────────────────────
    date-approximate             Martin        publier la note avant l’été  Le Courrier du Lac,
    surname                      2026-03-12~                                2026-03-12
    Odile Martin or Paul Martin                                             s66qnwwtt
    certainty 72 %

    date-approximate             Odile Martin  Le conseil doit voter        Le Courrier du Lac,
    certainty 88 %               2026-03-10~                                2026-03-10
                                                                            scgzkpk5n

    date-approximate             Paul Martin   Le conseil peut attendre     Le Courrier du Lac,
    certainty 88 %               2026-03-10~                                2026-03-10
                                                                            s6tk7hd47
    ");
    insta::assert_snapshot!(home().run(&["review", "--doubt", "speaker-carried"]), @"
    -- stderr --
    nothing is doubtful
    ");
    assert!(home().stdout(&["review", "--format", "csv"]).contains("surname"));
}

#[test]
fn one_letter_decides_on_each() {
    let home = home();
    insta::assert_snapshot!(home.run_with(&["review", "--ask"], "x\ns Odile Martin\nd hier\nc\nu\nq\n"), @r#"

    1 of 3: date-approximate, surname
      may be Odile Martin (pjaa57xp4v9sm)
      may be Paul Martin (p9ja6cphhzfkp)
    s66qnwwtt51jw  commitment, indirect

      « Le budget sera réduit de moitié », a déclaré jeudi un responsable du ministère.
      Martin a promis de ⟦publier la note avant l’été⟧.

    ⟦ ⟧ enclose the statement; the article does not have these marks

    speaker    Martin
               pbj4553wwq7z1
    named      Martin
    cue        a promis (promettre)
    said       2026-03-12~: the day of publication, approximately
    source     Le Courrier du Lac, 2026-03-12
               Une note circule
               https://courrier.example/note
               apknp0pspxez9
    evidence   characters 102 to 129, revision 0: exactly there in the stored text
    certainty  72 %
               date-approximate
    read by    dixit-rules/2 (subject-cue-content)
    history    2026-03-15T08:00:00Z  statement.recorded by tester at @6
    c confirm · w withdraw · s NAME · a ACT · d DATE · r CAPACITY · t WORDS · u undo · return next · q quit
    > "x" is no answer: c confirm · w withdraw · s NAME · a ACT · d DATE · r CAPACITY · t WORDS · u undo · return next · q quit
    > recorded

    2 of 3: date-approximate
    scgzkpk5nwqnm  position, indirect

      ⟦Le conseil doit voter⟧, a affirmé Odile Martin. Le conseil peut attendre, a répondu Paul Martin.

    ⟦ ⟧ enclose the statement; the article does not have these marks

    speaker    Odile Martin
               pjaa57xp4v9sm
    named      Odile Martin
    cue        a affirmé (affirmer)
    said       2026-03-10~: the day of publication, approximately
    source     Le Courrier du Lac, 2026-03-10
               Deux Martin au conseil
               https://courrier.example/conseil
               axnpy5qhn2dcs
    links      answered-by s6tk7hd47 (Paul Martin, 2026-03-10~; by cue)
    evidence   characters 0 to 21, revision 0: exactly there in the stored text
    certainty  88 %
               date-approximate
    read by    dixit-rules/2 (incise)
    history    2026-03-15T08:00:00Z  statement.recorded by tester at @2
    c confirm · w withdraw · s NAME · a ACT · d DATE · r CAPACITY · t WORDS · u undo · return next · q quit
    > "hier" is no date (write 2025-07-26, 2025-07 or 2025, with ~ behind it where approximate, or ..)
    > recorded

    3 of 3: date-approximate
    s6tk7hd47md8w  claim, indirect

      Le conseil doit voter, a affirmé Odile Martin. ⟦Le conseil peut attendre⟧, a répondu Paul Martin.

    ⟦ ⟧ enclose the statement; the article does not have these marks

    speaker    Paul Martin
               p9ja6cphhzfkp
    named      Paul Martin
    cue        a répondu (répondre)
    said       2026-03-10~: the day of publication, approximately
    source     Le Courrier du Lac, 2026-03-10
               Deux Martin au conseil
               https://courrier.example/conseil
               axnpy5qhn2dcs
    links      answers scgzkpk5n (Odile Martin, 2026-03-10~; by cue)
    evidence   characters 47 to 71, revision 0: exactly there in the stored text
    certainty  88 %
               date-approximate
    read by    dixit-rules/2 (incise)
    history    2026-03-15T08:00:00Z  statement.recorded by tester at @3
    c confirm · w withdraw · s NAME · a ACT · d DATE · r CAPACITY · t WORDS · u undo · return next · q quit
    > position @8 is undone
    > -- stderr --
    1 decided, of 3 in the queue
    "#);
    insta::assert_snapshot!(home.run(&["review", "--list"]), @"
    doubt             speaker       words                     source
    ────────────────  ────────────  ────────────────────────  ────────────────────────
    date-approximate  Odile Martin  Le conseil doit voter     Le Courrier du Lac,
    certainty 88 %    2026-03-10~                             2026-03-10
                                                              scgzkpk5n

    date-approximate  Paul Martin   Le conseil peut attendre  Le Courrier du Lac,
    certainty 88 %    2026-03-10~                             2026-03-10
                                                              s6tk7hd47
    ");
    let again = home.run_with(&["review", "--ask"], "");
    assert!(again.contains("0 decided"), "input that ends ends it: {again}");
}
