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
    insta::assert_snapshot!(home.run(&["checkpoint"]), @"");
    insta::assert_snapshot!(
        home.run(&["checkpoint", "--init", "--origin", "courrier.example/log"]),
        @""
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
    insta::assert_snapshot!(home.run(&["checkpoint", "--init"]), @"");
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
    insta::assert_snapshot!(home.run(&["checkpoint"]), @"");
    assert_eq!(home.read_file("dixit.db-checkpoint"), before);
}

#[test]
fn older_copy_is_told() {
    let home = home_with_checkpoint();
    let older = fs::read(home.path().join("dixit.db")).unwrap();
    record_more(&home);
    home.stdout(&["checkpoint"]);
    home.write_file("dixit.db", older);
    insta::assert_snapshot!(home.run(&["checkpoint"]), @"");
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
    insta::assert_snapshot!(elsewhere.run(&["prove", "--check", "proof.json"]), @"");
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
    insta::assert_snapshot!(home.run(&["prove", "--check", "proof.json", "--key", other_key]), @"");
    insta::assert_snapshot!(home.run(&["prove", "--check", "dixit.db-checkpoint"]), @"");
    insta::assert_snapshot!(home.run(&["prove", "--check", "nowhere.json"]), @"");
    insta::assert_snapshot!(home.run(&["prove", "--check", "proof.json", "--key", "nonsense"]), @"");
    insta::assert_snapshot!(home.run(&["prove", "@99"]), @"");
    insta::assert_snapshot!(home.run(&["prove", "nothing"]), @"");
}

#[test]
fn later_log_is_proven_to_begin_with_the_earlier_one() {
    let home = home_with_checkpoint();
    home.write_file("earlier.txt", home.read_file("dixit.db-checkpoint"));
    record_more(&home);
    let proof = home.stdout(&["prove", "--since", "earlier.txt"]);
    assert_matches_schema(&proof, "prove-since");
    home.write_file("grown.json", &proof);
    insta::assert_snapshot!(home.run(&["prove", "--check", "grown.json", "--key", &verifier_key(&home)]), @"");
    let path = serde_json::from_str::<Value>(&proof).unwrap()["path"][0]
        .as_str()
        .unwrap()
        .to_owned();
    let changed = format!("{}{}", if path.starts_with('A') { 'B' } else { 'A' }, &path[1..]);
    home.write_file("changed.json", proof.replace(&path, &changed));
    insta::assert_snapshot!(home.run(&["prove", "--check", "changed.json"]), @"");
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
        assert!(std::env::var("CI").is_err(), "python3 and openssl are needed");
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
