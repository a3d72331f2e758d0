//! `checkpoint` and `prove`: what is signed and proven, and what is refused.

use crate::common::drop_guards;
use crate::common::output_schema::assert_matches_schema;
use crate::common::test_home::{AUDITS, TestHome};
use rusqlite::Connection;
use serde_json::Value;
use std::fs;

/// A log of five events with a key and a checkpoint.
fn home_with_checkpoint() -> TestHome {
    let home = TestHome::with_articles();
    home.stdout(&["checkpoint", "--init", "--origin", "courrier.example/log"]);
    home
}

fn record_more(home: &TestHome) {
    home.write_file(
        "later.txt",
        "\"We will publish the list,\" said Ana Ruiz on Friday.",
    );
    home.stdout(&["ingest", "later.txt", "--lang", "en"]);
}

/// The id of the statement whose words contain `words`.
fn statement_id(home: &TestHome, words: &str) -> String {
    let lines = home.json_lines(&["timeline"]);
    let found = lines
        .iter()
        .find(|line| line["words"].as_str().unwrap().contains(words));
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

fn verifier_key(home: &TestHome) -> String {
    let report: Value = serde_json::from_str(&home.stdout(&["checkpoint", "--format", "json"])).unwrap();
    report["verifier_key"].as_str().unwrap().to_owned()
}

#[test]
fn checkpoint_is_signed_kept_and_the_same_again() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["checkpoint"]), @"
    -- stderr --
    error: there is no signing key dixit.db-key
    hint: `dixit checkpoint --init` makes one
    -- exit 3 --
    ");
    insta::assert_snapshot!(
        home.run(&["checkpoint", "--init", "--origin", "courrier.example/log"]),
        @"
    courrier.example/log
    5
    qSzg0CzqYmZMXPQRx3vWlyJ7pmOsByjJpoZf+79R6ww=

    — courrier.example/log 2pKTlmZcpzvaH9BmLcvXvlaeLqyyIqN32Vdu+RFZK6z6cfF1o0Ih14aXhmcUn1dr+C0eTWIqj9ZXe9+6h7ZZPS6W3gw=
    -- stderr --
    note: the signing key is dixit.db-key; keep it away from those who can change the database
    checkpoint of 5 events; it is kept in dixit.db-checkpoint
    others check it with the key courrier.example/log+da929396+AT663rCIQfz4IwhnPxd8vGPpS4hjNXbmwyR8c1q6UGSX
    "
    );
    let kept = home.read_file("dixit.db-checkpoint");
    assert_eq!(home.stdout(&["checkpoint"]), kept);
    assert_matches_schema(&home.stdout(&["checkpoint", "--format", "json"]), "checkpoint");
    assert_eq!(
        fs::read(home.path().join("dixit.db-checkpoint-leaves"))
            .unwrap()
            .len(),
        5 * 32
    );
    insta::assert_snapshot!(home.run(&["checkpoint", "--init"]), @"
    -- stderr --
    error: there is a key already: dixit.db-key
    hint: `dixit checkpoint` signs with it; a log has one key
    -- exit 3 --
    ");
    record_more(&home);
    let later = home.stdout(&["checkpoint"]);
    assert!(later.starts_with("courrier.example/log\n7\n"), "{later}");
    assert_eq!(
        fs::read(home.path().join("dixit.db-checkpoint-leaves"))
            .unwrap()
            .len(),
        7 * 32
    );
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_the_key() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = home_with_checkpoint();
    let mode = fs::metadata(home.path().join("dixit.db-key"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let database = fs::read(home.path().join("dixit.db")).unwrap();
    let secret = home.read_file("dixit.db-key");
    let secret = secret.trim().rsplit('+').next().unwrap().to_owned();
    assert!(
        !database
            .windows(secret.len())
            .any(|bytes| bytes == secret.as_bytes())
    );
}

/// Whoever rewrites an event and all hashes after it makes a log that verifies by itself.
fn rewrite_actor_of_third_event(home: &TestHome) {
    let conn = Connection::open(home.path().join("dixit.db")).unwrap();
    drop_guards(&conn);
    conn.execute_batch("UPDATE event SET actor = 'somebody else', leaf_hash = randomblob(32) WHERE pos = 3")
        .unwrap();
}

#[test]
fn nothing_is_signed_over_a_log_that_is_not_the_one_that_was_signed() {
    let home = home_with_checkpoint();
    let before = home.read_file("dixit.db-checkpoint");
    rewrite_actor_of_third_event(&home);
    insta::assert_snapshot!(home.run(&["checkpoint"]), @"
    -- stderr --
    error: the log is not the one that was signed at @5: from @3 on it is another; it was rewritten, or it is another branch
    hint: nothing was signed; `dixit verify` says more
    -- exit 4 --
    ");
    assert_eq!(home.read_file("dixit.db-checkpoint"), before);
}

#[test]
fn older_copy_is_told() {
    let home = home_with_checkpoint();
    let older = fs::read(home.path().join("dixit.db")).unwrap();
    record_more(&home);
    home.stdout(&["checkpoint"]);
    home.write_file("dixit.db", older);
    insta::assert_snapshot!(home.run(&["checkpoint"]), @"
    -- stderr --
    error: the log ends at @5, and the checkpoint covers it up to @7: this is an older copy, or its end was cut off
    hint: nothing was signed; `dixit verify` says more
    -- exit 4 --
    ");
}

#[test]
fn statement_is_proven_without_the_database() {
    let home = home_with_checkpoint();
    let id = statement_id(&home, "every audit");
    let key = verifier_key(&home);
    let proof = home.stdout(&["prove", &id[..6], "--with-text"]);
    assert_matches_schema(&proof, "prove");
    let elsewhere = TestHome::new();
    elsewhere.write_file("proof.json", &proof);
    elsewhere.write_file("key.txt", &key);
    insta::assert_snapshot!(elsewhere.run(&["prove", "--check", "proof.json"]), @"
    proven  each of these events is in that log, and everything here follows from them
    about   s6wh10x45wq29
    words   We will publish every audit of a public model
    text    they are at their place in the text of the article
    events  @1 article.ingested recorded 2026-03-15T08:00:00Z by tester
            @2 statement.recorded recorded 2026-03-15T08:00:00Z by tester
    log     courrier.example/log, 5 events
    root    a92ce0d02cea62664c5cf411c77bd697227ba663ac0728c9a6865ffbbf51eb0c
    key     courrier.example/log+da929396+AT663rCIQfz4IwhnPxd8vGPpS4hjNXbmwyR8c1q6UGSX
    -- stderr --
    note: the key is the one that the file itself names: compare it with one that the keeper of the log gave you, or give it with --key
    ");
    assert_matches_schema(
        &elsewhere.stdout(&[
            "prove",
            "--check",
            "proof.json",
            "--key",
            "key.txt",
            "--format",
            "json",
        ]),
        "prove-check",
    );
    elsewhere.stdout(&["prove", "--check", "proof.json", "--key", &key]);
    assert!(!elsewhere.path().join("dixit.db").exists());
}

#[test]
fn text_of_the_article_is_left_out_unless_it_is_asked_for() {
    let home = home_with_checkpoint();
    let id = statement_id(&home, "every audit");
    let proof: Value = serde_json::from_str(&home.stdout(&["prove", &id])).unwrap();
    assert!(
        proof["events"]
            .as_array()
            .unwrap()
            .iter()
            .all(|proven| proven["event"]["text"].is_null())
    );
    home.write_file("proof.json", proof.to_string());
    let checked: Value =
        serde_json::from_str(&home.stdout(&["prove", "--check", "proof.json", "--format", "json"])).unwrap();
    assert_eq!(checked["is_in_text"], Value::Null);
    assert_eq!(checked["words"], "We will publish every audit of a public model");
}

#[test]
fn decisions_on_a_statement_are_part_of_its_proof() {
    let home = home_with_checkpoint();
    let id = statement_id(&home, "every audit");
    home.stdout(&["withdraw", &id, "--reason", "misread"]);
    let proof: Value = serde_json::from_str(&home.stdout(&["prove", &id])).unwrap();
    let kinds: Vec<&str> = proof["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|proven| proven["event"]["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        ["article.ingested", "statement.recorded", "statement.withdrawn"]
    );
}

/// Each byte of a proof that is not white space counts: with any one changed, it is refused.
#[test]
fn proof_with_any_byte_changed_is_refused() {
    let home = home_with_checkpoint();
    let id = statement_id(&home, "every audit");
    let key = verifier_key(&home);
    let proof = home.stdout(&["prove", &id, "--with-text", "--format", "jsonl"]);
    let named = proof.find("\"verifier_key\"").unwrap();
    let after_named = named + proof[named..].find(",\"events\"").unwrap();
    let (mut tried, mut accepted) = (0, Vec::new());
    // The stride is prime, so the steps visit bytes all over the file.
    for at in (0..proof.trim_end().len()).step_by(37) {
        // The key that the file names is not used where one is given.
        if (named..after_named).contains(&at) {
            continue;
        }
        let mut bytes = proof.clone().into_bytes();
        bytes[at] ^= 1;
        home.write_file("changed.json", &bytes);
        tried += 1;
        if home
            .output(&["prove", "--check", "changed.json", "--key", &key])
            .status
            .success()
        {
            accepted.push(at);
        }
    }
    assert!(tried > 60 && accepted.is_empty(), "{tried}, {accepted:?}");
}

#[test]
fn proof_of_another_key_or_log_is_refused() {
    let home = home_with_checkpoint();
    let id = statement_id(&home, "every audit");
    home.write_file("proof.json", home.stdout(&["prove", &id]));
    let other = TestHome::new();
    other.write_file("audits.md", AUDITS);
    other.stdout(&["ingest", "audits.md"]);
    let mut command = other.command(&[
        "checkpoint",
        "--init",
        "--origin",
        "courrier.example/log",
        "--format",
        "json",
    ]);
    let output = command.env("DIXIT_SEED", "another").output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let other_key = report["verifier_key"].as_str().unwrap();
    insta::assert_snapshot!(home.run(&["prove", "--check", "proof.json", "--key", other_key]), @"
    -- stderr --
    error: proof.json: the checkpoint is signed by another key with the name courrier.example/log
    -- exit 1 --
    ");
    insta::assert_snapshot!(home.run(&["prove", "--check", "dixit.db-checkpoint"]), @"
    -- stderr --
    error: dixit.db-checkpoint is no proof: expected value at line 1 column 1
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["prove", "--check", "nowhere.json"]), @"
    -- stderr --
    error: cannot read nowhere.json: No such file or directory (os error 2)
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["prove", "--check", "proof.json", "--key", "nonsense"]), @"
    -- stderr --
    error: --key: this is no verifier key of checkpoints: it does not have the form name+hash+key
    -- exit 2 --
    ");
    insta::assert_snapshot!(home.run(&["prove", "@99"]), @"
    -- stderr --
    error: nothing is recorded about @99
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["prove", "nothing"]), @r#"
    -- stderr --
    error: there is no statement, article, speaker or topic "nothing"
    -- exit 3 --
    "#);
}

#[test]
fn later_log_is_proven_to_begin_with_the_earlier_one() {
    let home = home_with_checkpoint();
    home.write_file("earlier.txt", home.read_file("dixit.db-checkpoint"));
    record_more(&home);
    let proof = home.stdout(&["prove", "--since", "earlier.txt"]);
    assert_matches_schema(&proof, "prove-since");
    home.write_file("grown.json", &proof);
    insta::assert_snapshot!(home.run(&["prove", "--check", "grown.json", "--key", &verifier_key(&home)]), @"
    proven  that log begins with the 5 events of the earlier checkpoint: nothing in them was changed
    log     courrier.example/log, 7 events
    root    ffc8f111b654672d67ee77ace7dc84481e77fe31659005f90af24fa5ebd7089d
    key     courrier.example/log+da929396+AT663rCIQfz4IwhnPxd8vGPpS4hjNXbmwyR8c1q6UGSX
    ");
    let path = serde_json::from_str::<Value>(&proof).unwrap()["path"][0]
        .as_str()
        .unwrap()
        .to_owned();
    let changed = format!("{}{}", if path.starts_with('A') { 'B' } else { 'A' }, &path[1..]);
    home.write_file("changed.json", proof.replace(&path, &changed));
    insta::assert_snapshot!(home.run(&["prove", "--check", "changed.json"]), @"
    -- stderr --
    error: changed.json: the proof does not hold: the log of the later checkpoint does not begin with that of the earlier one
    -- exit 1 --
    ");
}

/// The program of docs/proofs.md, which uses nothing of dixit, comes to the same result.
#[test]
fn proof_is_checked_by_another_program() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/proofs.md")).unwrap();
    let program = page
        .split("```python\n")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    let home = home_with_checkpoint();
    let has_tools = ["python3 --version", "openssl version"].iter().all(|command| {
        let mut words = command.split(' ');
        std::process::Command::new(words.next().unwrap())
            .args(words)
            .output()
            .is_ok_and(|output| output.status.success())
    });
    if !has_tools {
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci != "true"),
            "python3 and openssl are needed"
        );
        eprintln!("skipped: python3 and openssl are needed");
        return;
    }
    let id = statement_id(&home, "every audit");
    let (key, proof) = (verifier_key(&home), home.stdout(&["prove", &id, "--with-text"]));
    home.write_file("check.py", program);
    home.write_file("proof.json", &proof);
    let check = |file: &str| {
        std::process::Command::new("python3")
            .args(["check.py", file, &key])
            .current_dir(home.path())
            .output()
            .unwrap()
    };
    let output = check("proof.json");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 2);
    let words = "every audit of a public model";
    assert!(proof.contains(words));
    home.write_file("changed.json", proof.replace(words, "no audit of a public model"));
    assert!(!check("changed.json").status.success());
}

/// Replaces what was said in the second event, with all hashes after it, as somebody does who knows the format.
fn forge(home: &TestHome) {
    let source = TestHome::new();
    source.write_file("audits.md", AUDITS.replace("every audit", "no audit"));
    source.write_file("charter.md", home.read_file("articles/charter.md"));
    source.stdout(&["ingest", "audits.md", "charter.md"]);
    home.write_file("dixit.db", fs::read(source.path().join("dixit.db")).unwrap());
}

#[test]
fn verify_compares_with_the_checkpoint() {
    let home = TestHome::with_articles();
    let before = home.run(&["verify"]);
    assert!(before.contains("none is kept"), "{before}");
    home.stdout(&["checkpoint", "--init", "--origin", "courrier.example/log"]);
    let agrees = home.run(&["verify"]);
    assert!(
        agrees.contains("of 5 events of courrier.example/log: the log begins with them"),
        "{agrees}"
    );
    let older = fs::read(home.path().join("dixit.db")).unwrap();
    home.write_file("of-five.txt", home.read_file("dixit.db-checkpoint"));
    record_more(&home);
    home.stdout(&["checkpoint"]);
    home.stdout(&["verify", "--checkpoint", "of-five.txt"]);
    let newer = fs::read(home.path().join("dixit.db")).unwrap();

    let finding = |args: &[&str]| {
        let output = home.output(&[args, &["--format", "json"]].concat());
        assert_eq!(output.status.code(), Some(4));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_matches_schema(&report.to_string(), "verify");
        let found = report["findings"].as_array().unwrap().clone();
        assert_eq!(found.len(), 1, "{found:?}");
        format!(
            "{} @{}: {}",
            found[0]["part"], found[0]["position"], found[0]["what"]
        )
    };
    home.write_file("dixit.db", older);
    insta::assert_snapshot!(finding(&["verify"]), @r#""checkpoint" @6: "the log ends at @5, and the checkpoint covers it up to @7: this is an older copy, or its end was cut off""#);
    // The end is cut off, and the read models are those of the rest.
    home.write_file("dixit.db", newer);
    let conn = Connection::open(home.path().join("dixit.db")).unwrap();
    drop_guards(&conn);
    conn.execute_batch(
        "DELETE FROM text WHERE pos > 5; DELETE FROM body WHERE pos > 5; DELETE FROM event WHERE pos > 5",
    )
    .unwrap();
    drop(conn);
    assert!(!home.output(&["verify"]).status.success());
    forge(&home);
    insta::assert_snapshot!(finding(&["verify"]), @r#""checkpoint" @1: "the log is not the one that was signed at @7: from @1 on it is another; it was rewritten, or it is another branch""#);
    insta::assert_snapshot!(finding(&["verify", "--checkpoint", "of-five.txt"]), @r#""checkpoint" @1: "the log is not the one that was signed at @5: from @1 on it is another; it was rewritten, or it is another branch""#);
    home.write_file(
        "dixit.db-checkpoint",
        home.read_file("dixit.db-checkpoint").replace("\n7\n", "\n6\n"),
    );
    insta::assert_snapshot!(finding(&["verify"]), @r#""checkpoint" @null: "the signature of courrier.example/log does not fit the checkpoint: one of them was changed""#);
}

#[test]
fn proofs_outlast_a_redaction_which_is_proven_too() {
    let home = home_with_checkpoint();
    let id = statement_id(&home, "every audit");
    let key = verifier_key(&home);
    home.write_file("before.json", home.stdout(&["prove", &id]));
    home.stdout(&["redact", &id, "--reason", "a court", "--yes"]);
    home.stdout(&["prove", "--check", "before.json", "--key", &key]);
    let after = home.stdout(&["prove", &id]);
    assert!(
        !after.contains("every audit") && after.contains("statement.redacted"),
        "{after}"
    );
    home.write_file("after.json", after);
    let checked = home.stdout(&["prove", "--check", "after.json", "--key", &key]);
    assert!(!checked.contains("words"), "{checked}");
}

/// A checkpoint that cannot be compared with is one finding among the others, and hides none of them.
#[test]
fn damaged_checkpoint_file_or_tree_hides_no_finding() {
    let home = home_with_checkpoint();
    home.write_file("dixit.db-checkpoint", "no checkpoint");
    let conn = Connection::open(home.path().join("dixit.db")).unwrap();
    drop_guards(&conn);
    conn.execute_batch("UPDATE event SET actor = 'somebody else' WHERE pos = 3")
        .unwrap();
    drop(conn);
    let output = home.output(&["verify", "--format", "json"]);
    assert_eq!(output.status.code(), Some(4));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let parts: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["part"].as_str().unwrap())
        .collect();
    assert!(
        parts.contains(&"checkpoint") && parts.contains(&"event"),
        "{report}"
    );
    assert_matches_schema(&report.to_string(), "verify");
    let given = home.output(&["verify", "--checkpoint", "dixit.db-checkpoint"]);
    assert_eq!(given.status.code(), Some(3), "{given:?}");
}
