//! Decisions about speakers: mergers, aliases and identifiers.

use crate::common::test_home::TestHome;

#[test]
fn speakers_are_merged_and_split() {
    let home = TestHome::with_articles();
    home.write_file(
        "third.txt",
        "\"We will count the models,\" said Ines Corvallis, a minister.",
    );
    home.stdout(&["ingest", "third.txt", "--lang", "en"]);
    insta::assert_snapshot!(home.run(&["merge", "nora lindqvist", "claire aubert", "--reason", "one pen"]), @"merged Nora Lindqvist (pt6v76myk) into Claire Aubert (p9bm52tva) (reason: one pen); undo with `dixit undo @8`");
    insta::assert_snapshot!(home.run(&["merge", "p9bm", "nora lindqvist"]), @"
    -- stderr --
    error: nora lindqvist is already Claire Aubert: merged at @8 by you on 2026-03-15
    hint: to undo this, use `dixit undo @8`
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["alias", "nora lindqvist", "N. L."]), @r#"gave Claire Aubert (p9bm52tva) the name "N. L."; undo with `dixit undo @9`"#);
    // Any name of the merged speaker works if only one speaker was merged.
    insta::assert_snapshot!(home.run(&["split", "n. l."]), @"split Nora Lindqvist (pt6v76myk) from Claire Aubert (p9bm52tva); undo with `dixit undo @10`");
    home.stdout(&["merge", "nora lindqvist", "claire aubert"]);
    home.stdout(&["merge", "ines corvallis", "claire aubert"]);
    insta::assert_snapshot!(home.run(&["split", "claire aubert"]), @"
    -- stderr --
    error: 2 speakers are merged into Claire Aubert; say which one to separate
    hint: `dixit split pbbe4kx9zfkhx` separates Ines Corvallis
    hint: `dixit split pt6v76myk3vh9` separates Nora Lindqvist
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["split", "Ines Corvallis"]), @"split Ines Corvallis (pbbe4kx9z) from Claire Aubert (p9bm52tva); undo with `dixit undo @13`");
    insta::assert_snapshot!(home.run(&["split", "ines corvallis"]), @"
    -- stderr --
    error: pbbe4kx9zfkhx is not merged into another speaker
    hint: `dixit show pbbe4kx9zfkhx --history` shows who was merged
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["show", "ines corvallis", "--history"]), @"
    position  when                  who     what            statement and reason
    ────────  ────────────────────  ──────  ──────────────  ────────────────────────────────
         @12  2026-03-15T08:00:00Z  tester  speaker.merged  pbbe4kx9zfkhx into p9bm52tvagmm1
         @13  2026-03-15T08:00:00Z  tester  speaker.split   pbbe4kx9zfkhx
    ");
    insta::assert_snapshot!(home.run(&["show", "claire aubert", "--history", "--format", "csv"]), @"
    position,recorded_at,type,stream,version,id,actor,correlation,causation,statement,summary
    8,2026-03-15T08:00:00Z,speaker.merged,speakers,1,37986686-c9d3-8fad-b5da-f768543c3a2f,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,pt6v76myk3vh9 into p9bm52tvagmm1: one pen
    9,2026-03-15T08:00:00Z,speaker.aliased,speakers,2,3ae58d9c-73ce-8c05-a5dc-d269f5a5c1b2,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,p9bm52tvagmm1 N. L.
    10,2026-03-15T08:00:00Z,speaker.split,speakers,3,8020ad30-507d-852d-8838-eb32ce70fe42,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,pt6v76myk3vh9
    11,2026-03-15T08:00:00Z,speaker.merged,speakers,4,33b54f86-0d03-8a44-868c-59468c466cf3,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,pt6v76myk3vh9 into p9bm52tvagmm1
    12,2026-03-15T08:00:00Z,speaker.merged,speakers,5,01134264-24e8-8407-a863-6a673865f5f7,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,pbbe4kx9zfkhx into p9bm52tvagmm1
    13,2026-03-15T08:00:00Z,speaker.split,speakers,6,7b490ee2-f293-88fd-931e-0f1166e2fcc1,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,pbbe4kx9zfkhx
    ");
    insta::assert_snapshot!(home.run(&["merge", "clair aubert", "nora lindqvist"]), @r#"
    -- stderr --
    error: there is no speaker "clair aubert"
    hint: did you mean Claire Aubert?
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["merge", "p", "ines corvallis"]), @r#"
    -- stderr --
    error: the id "p" is ambiguous
    hint: p9bm52tvagmm1 is the speaker Claire Aubert
    hint: pbbe4kx9zfkhx is the speaker Ines Corvallis
    hint: pt6v76myk3vh9 is the speaker Nora Lindqvist
    -- exit 3 --
    "#);
}

#[test]
fn aliases_and_identifiers_are_added_and_removed() {
    let home = TestHome::with_articles();
    home.stdout(&["alias", "nora lindqvist", "N. L."]);
    home.stdout(&["identify", "nora lindqvist", "wikidata:Q42"]);
    home.stdout(&["merge", "nora lindqvist", "claire aubert"]);
    insta::assert_snapshot!(home.run(&["alias", "claire aubert", "N. L.", "--remove"]), @r#"took the name "N. L." from Claire Aubert (pt6v76myk); undo with `dixit undo @9`"#);
    insta::assert_snapshot!(home.run(&["identify", "claire aubert", "wikidata:Q42", "--remove"]), @"no longer identified as wikidata:Q42: Claire Aubert (pt6v76myk); undo with `dixit undo @10`");
    insta::assert_snapshot!(home.run(&["identify", "claire aubert", "wikidata:Q42", "--remove"]), @"
    -- stderr --
    nothing changed: this was decided already
    ");
    insta::assert_snapshot!(home.run(&["alias", "claire aubert", " "]), @"
    -- stderr --
    error: invalid value ' ' for '<NAME>': the text is empty

    For more information, try '--help'.
    -- exit 2 --
    ");
    insta::assert_snapshot!(home.run(&["identify", "claire aubert", "wikidata:42"]), @"
    -- stderr --
    error: invalid value 'wikidata:42' for '<IDENTIFIER>': wikidata has ids like wikidata:Q42

    For more information, try '--help'.
    -- exit 2 --
    ");
}
