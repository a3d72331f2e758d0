//! Reading articles from files and streams as users have them, valid and invalid.

#![expect(clippy::unwrap_used, reason = "what fails in a helper should fail its test")]

use dixit::domain::Lang;
use dixit::ingest::{
    ARTICLE_BYTES_MAX, IngestError, IngestedArticle, MetadataOverrides, read_articles,
    read_articles_from_stream, read_raw_articles, read_raw_articles_from_stream,
};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

const FRENCH: &str = "La ministre a déclaré mardi que le gouvernement présenterait un projet de loi. « Rien n’est décidé », a-t-elle ajouté.";
const CHINESE: &str = "外交部发言人星期三表示，双方将继续保持沟通，推动人工智能治理合作取得进展。";

/// The result of reading: one line for each article or error, with its notes. Paths are relative to `root`.
fn format_results(
    root: &Path,
    results: impl Iterator<Item = Result<IngestedArticle, IngestError>>,
) -> String {
    let mut out = String::new();
    for result in results {
        match result {
            Ok(found) => {
                let start: String = found.document.text.replace('\n', "¶").chars().take(24).collect();
                write!(out, "{} {} {start}", found.location, found.document.lang).unwrap();
                for note in &found.notes {
                    write!(out, " [{note}]").unwrap();
                }
            }
            Err(error) => write!(out, "error: {error}").unwrap(),
        }
        out.push('\n');
    }
    out.replace(&format!("{}/", root.display()), "")
}

fn read_directory(root: &TempDir) -> String {
    let path = [root.path().to_owned()];
    format_results(root.path(), read_articles(&path, &MetadataOverrides::default()))
}

fn read_stream(bytes: &[u8]) -> String {
    format_results(
        Path::new("/nowhere"),
        read_articles_from_stream(bytes, &MetadataOverrides::default()),
    )
}

fn read_single(bytes: &[u8]) -> IngestedArticle {
    let overrides = MetadataOverrides::default();
    let mut found = read_articles_from_stream(bytes, &overrides);
    let one = found.next().unwrap().unwrap();
    assert!(found.next().is_none());
    one
}

fn create_directory(files: &[(&str, &[u8])]) -> TempDir {
    let root = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

/// Pseudo-random bytes that match no format, the same every time.
fn pseudo_random_bytes() -> Vec<u8> {
    (0..5000_u32)
        .flat_map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes())
        .collect()
}

#[test]
fn bad_files_of_a_directory_are_errors_and_good_ones_are_read() {
    let latin = encoding_rs::WINDOWS_1252.encode(FRENCH).0;
    let gb = encoding_rs::GB18030.encode(CHINESE).0;
    let utf16: Vec<u8> = format!("{FRENCH}\n")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let large = format!("{FRENCH}\n").repeat((50 << 20) / FRENCH.len() + 1);
    let root = create_directory(&[
        ("1-good.txt", FRENCH.as_bytes()),
        ("2-empty.txt", b""),
        ("3-blank.md", b" \r\n\n"),
        ("4-large.txt", &large.as_bytes()[..50 << 20]),
        ("5-noise.bin", &pseudo_random_bytes()),
        ("6-noise.txt", &pseudo_random_bytes()),
        ("7-latin.txt", &latin),
        ("8-gb18030.txt", &gb),
        ("9-utf16.txt", &utf16),
        ("a-page.html", b"<!DOCTYPE html><html><p>Non.</p></html>"),
        ("b-paper.pdf", b"%PDF-1.7\n\x00\x01"),
        ("c/deep.txt", FRENCH.as_bytes()),
        ("c/.hidden.txt", FRENCH.as_bytes()),
        ("d-noext", CHINESE.as_bytes()),
        (".git/config", b"[core]"),
    ]);
    insta::assert_snapshot!(read_directory(&root), @"
    1-good.txt fr La ministre a déclaré ma
    error: 2-empty.txt: no text found (add the text of the article, or remove it)
    error: 3-blank.md: no text found (add the text of the article, or remove it)
    error: 4-large.txt: 50.0 MiB exceeds the limit of 8.0 MiB for one article (split it, or write its articles as JSONL, one per line)
    error: 5-noise.bin: binary data, not text (give its text as .txt, .md or .jsonl)
    error: 6-noise.txt: binary data, not text (give its text as .txt, .md or .jsonl)
    7-latin.txt fr La ministre a déclaré ma [not UTF-8: decoded as windows-1252]
    8-gb18030.txt zh 外交部发言人星期三表示，双方将继续保持沟通，推动 [not UTF-8: decoded as GBK]
    9-utf16.txt fr La ministre a déclaré ma [not UTF-8: decoded as UTF-16LE]
    error: a-page.html: the page has no text (open it in a browser, and give the page that shows the article)
    error: b-paper.pdf: is a broken PDF document, or was cut (get a whole copy, or repair it with qpdf)
    c/deep.txt fr La ministre a déclaré ma
    d-noext zh 外交部发言人星期三表示，双方将继续保持沟通，推动
    ");
}

#[cfg(unix)]
#[test]
fn file_without_permission_is_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let root = create_directory(&[("a.txt", FRENCH.as_bytes()), ("b.txt", FRENCH.as_bytes())]);
    let closed = root.path().join("a.txt");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let text = read_directory(&root);
    // Root may read everything, and tests may run as root.
    if fs::File::open(&closed).is_ok() {
        assert_eq!(text.lines().count(), 2, "{text}");
    } else {
        insta::assert_snapshot!(text, @"
        error: a.txt: cannot be read: Permission denied (os error 13) (check the file and its permissions)
        b.txt fr La ministre a déclaré ma
        ");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_circles_end() {
    use std::os::unix::fs::symlink;
    let root = create_directory(&[("real/a.txt", FRENCH.as_bytes())]);
    symlink("missing.txt", root.path().join("broken.txt")).unwrap();
    symlink("real/a.txt", root.path().join("link.txt")).unwrap();
    symlink("..", root.path().join("real/up")).unwrap();
    symlink("itself", root.path().join("itself")).unwrap();
    insta::assert_snapshot!(read_directory(&root), @"
    error: broken.txt: broken symbolic link to missing.txt (restore its target or remove it)
    error: itself: cannot be read: Too many levels of symbolic links (os error 40) (check the file and its permissions)
    link.txt fr La ministre a déclaré ma
    real/a.txt fr La ministre a déclaré ma
    ");
}

#[cfg(unix)]
#[test]
fn pipes_and_sockets_in_a_directory_are_not_opened() {
    let root = create_directory(&[("z.txt", FRENCH.as_bytes())]);
    let _socket = std::os::unix::net::UnixListener::bind(root.path().join("socket")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(root.path().join("pipe.txt"))
        .status();
    assert!(made.unwrap().success());
    insta::assert_snapshot!(read_directory(&root), @"
    error: pipe.txt: not a regular file (give its path as an argument to read it as a stream)
    error: socket: not a regular file (give its path as an argument to read it as a stream)
    z.txt fr La ministre a déclaré ma
    ");
}

#[cfg(unix)]
#[test]
fn pipe_named_by_the_user_is_read() {
    let root = TempDir::new().unwrap();
    let pipe = root.path().join("pipe");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let to = pipe.clone();
    let writer = std::thread::spawn(move || fs::write(to, FRENCH));
    let text = format_results(root.path(), read_articles(&[pipe], &MetadataOverrides::default()));
    writer.join().unwrap().unwrap();
    insta::assert_snapshot!(text, @"pipe fr La ministre a déclaré ma");
}

#[test]
fn missing_path_is_an_error_and_the_others_are_read() {
    let root = create_directory(&[("a.txt", FRENCH.as_bytes())]);
    let paths = ["none.txt", "a.txt/b", "a.txt"].map(|name| root.path().join(name));
    insta::assert_snapshot!(format_results(root.path(), read_articles(&paths, &MetadataOverrides::default())), @"
    error: none.txt: no such file or directory (check the path)
    error: a.txt/b: cannot be read: Not a directory (os error 20) (check the file and its permissions)
    a.txt fr La ministre a déclaré ma
    ");
}

#[cfg(unix)]
#[test]
fn endless_device_is_refused_at_once() {
    let paths = ["/dev/zero".into(), "/dev/null".into()];
    insta::assert_snapshot!(format_results(Path::new("/dev"), read_articles(&paths, &MetadataOverrides::default())), @"
    error: zero: binary data, not text (give its text as .txt, .md or .jsonl)
    error: null: no text found (add the text of the article, or remove it)
    ");
}

#[test]
fn markdown_with_front_matter_becomes_a_document() {
    let found = read_single(
        "---\ntitle: Un titre\nsite_name: Le Courrier\ndate: 2025-07-26T20:00:00+02:00\ncanonical: https://example.org/a\nauthors: [A. Un, B. Deux]\nlayout: post\n---\n\n## Intertitre\n\nLe **ministre** a [parlé](https://example.org).\n\n(Avec entrée de Xinhua)\n".as_bytes(),
    );
    insta::assert_debug_snapshot!(found.document, @r#"
    Document {
        source: Source {
            title: Some(
                "Un titre",
            ),
            publisher: Some(
                "Le Courrier",
            ),
            url: Some(
                "https://example.org/a",
            ),
            canonical_url: Some(
                "https://example.org/a",
            ),
            author: Some(
                "A. Un, B. Deux",
            ),
            agency: Some(
                "Xinhua",
            ),
            published: Some(
                2025-07-26,
            ),
            published_at: Some(
                2025-07-26T20:00:00+02:00,
            ),
            published_alternative: None,
        },
        lang: Fr,
        text: "Intertitre\n\nLe ministre a parlé.\n\n(Avec entrée de Xinhua)",
        provenance: None,
    }
    "#);
}

#[test]
fn overrides_win_over_the_article() {
    let overrides = MetadataOverrides {
        title: Some("Autre titre".into()),
        lang: Some(Lang::En),
        ..MetadataOverrides::default()
    };
    let text = "---\ntitle: Un titre\nlang: fr\npublisher: Le Courrier\n---\nTexte.";
    let found = read_articles_from_stream(text.as_bytes(), &overrides)
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(found.document.source.title, overrides.title);
    assert_eq!(found.document.source.publisher.as_deref(), Some("Le Courrier"));
    assert_eq!(found.document.lang, Lang::En);
}

#[test]
fn broken_front_matter_is_an_error_with_its_line() {
    insta::assert_snapshot!(read_stream(b"---\ntitle: a\nauthor: [b, c\n---\nTexte."), @"error: standard input:3: broken front matter: unclosed bracket '[' (correct or remove it)");
    insta::assert_snapshot!(read_stream(b"---\ntitle: a\n\nTexte."), @"error: standard input:1: broken front matter: opened with --- and never closed (correct or remove it)");
}

#[test]
fn plain_text_has_no_title() {
    let found = read_single("# Un titre ?\n\nLe *ministre* a parlé.".as_bytes());
    assert_eq!(found.document.source.title, None);
    assert_eq!(found.document.text, "# Un titre ?\n\nLe *ministre* a parlé.");
}

#[test]
fn bad_json_line_is_an_error_and_the_others_are_read() {
    let mut bytes = Vec::new();
    bytes.extend("\u{feff}{\"id\": 7, \"text\": \"Le ministre a parlé.\", \"lang\": \"fr\", \"gold\": [{\"x\": 1}]}\r\n".bytes());
    bytes.extend(b"\n{\"id\": \"b\", \"text\": \"x\n");
    bytes.extend(b"{\"id\": \"c\", \"title\": \"no text\"}\n");
    bytes.extend(b"[1, 2]\n");
    bytes.extend(b"{\"text\": \"  \"}\n");
    bytes.extend(b"{\"text\": \"");
    bytes.resize(bytes.len() + 9 * 1024 * 1024, b'a');
    bytes.extend(b"\"}\n");
    bytes.extend(b"{\"text\": \"Il a d\xe9clar\xe9 ceci.\", \"lang\": \"fr\"}\n");
    bytes.extend(b"{\"id\": true, \"text\": \"Fin de la liste.\", \"lang\": \"fr\"}");
    insta::assert_snapshot!(read_stream(&bytes), @r#"
    standard input:1 fr Le ministre a parlé.
    error: standard input:3: broken JSON: EOF while parsing a string in column 22 (each article must be one object)
    error: standard input:4: no "text" in the object (an article is {"text": "…", "title": "…", "published": "2025-07-26", …})
    error: standard input:5: broken JSON: expected an object, found an array (each article must be one object)
    error: standard input:6: no text found (add the text of the article, or remove it)
    error: standard input:7: 9.0 MiB exceeds the limit of 8.0 MiB for one article (split it, or write its articles as JSONL, one per line)
    standard input:8 fr Il a déclaré ceci. [not UTF-8: decoded as windows-1252]
    standard input:9 fr Fin de la liste.
    "#);
}

#[test]
fn json_file_has_one_object_or_several() {
    let root = create_directory(&[
        ("array.json", b"[\n  {\"text\": \"Un {texte}.\", \"lang\": \"fr\"},\n  {\"text\": \"Un \\\"autre}\\\".\",\n   \"lang\": \"fr\"},\n  {\"text\": oups}\n]\n"),
        ("cut.json", b"[{\"text\": \"Un.\", \"lang\": \"fr\"}, {\"text\": \"De"),
        ("empty.json", b"[]"),
        ("lines.ndjson", b"{\"text\": \"Un.\", \"lang\": \"fr\"}\n{\"text\": \"Deux.\", \"lang\": \"fr\"}\n"),
        ("none.jsonl", b"\n\n"),
        ("object.json", b"{\n  \"text\": \"Un.\",\n  \"lang\": \"fr\"\n}"),
        ("open.json", b"[{\"text\": \"Un.\", \"lang\": \"fr\"}"),
        ("other.json", b"{\"name\": \"package\", \"version\": 1}"),
        ("word.json", b"true"),
    ]);
    insta::assert_snapshot!(read_directory(&root), @r#"
    array.json:2 fr Un {texte}.
    array.json:3 fr Un "autre}".
    error: array.json:5: broken JSON: expected value in column 10 (each article must be one object)
    cut.json:1 fr Un.
    error: cut.json:1: broken JSON: the object is never closed (each article must be one object)
    error: empty.json: no text found (add the text of the article, or remove it)
    lines.ndjson:1 fr Un.
    lines.ndjson:2 fr Deux.
    error: none.jsonl: no text found (add the text of the article, or remove it)
    object.json:1 fr Un.
    open.json:1 fr Un.
    error: open.json:1: broken JSON: the array is never closed (each article must be one object)
    error: other.json:1: no "text" in the object (an article is {"text": "…", "title": "…", "published": "2025-07-26", …})
    error: word.json:1: broken JSON: expected an object or the end, found 't' (each article must be one object)
    "#);
}

#[test]
fn json_lines_in_utf_16_are_read() {
    let json = "{\"text\": \"L’été sera long.\", \"lang\": \"fr\"}\r\n".repeat(2);
    let bytes: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(json.encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    insta::assert_snapshot!(read_stream(&bytes), @"
    standard input:1 fr L’été sera long.
    standard input:2 fr L’été sera long.
    ");
}

#[test]
fn given_id_is_kept() {
    let json = b"{\"id\": 7, \"text\": \"Un texte.\"}\n{\"id\": \"a b\", \"text\": \"Un texte.\"}\n{\"text\": \"Un texte.\"}\n";
    let overrides = MetadataOverrides::default();
    let ids: Vec<_> = read_articles_from_stream(&json[..], &overrides)
        .map(|found| found.unwrap().id)
        .collect();
    assert_eq!(ids, [Some("7".to_owned()), Some("a b".to_owned()), None]);
    let raw: Vec<_> = read_raw_articles_from_stream(&json[..], &overrides)
        .map(|raw| raw.unwrap().id)
        .collect();
    assert_eq!(raw, [Some(7.into()), Some("a b".into()), None]);
}

#[test]
fn raw_text_is_exactly_as_given() {
    let text = "\u{feff}\r\n  e\u{301}te\u{301}\u{ad}\u{0} \r\n";
    let json = serde_json::json!({"text": text, "lang": "fr"}).to_string();
    let overrides = MetadataOverrides::default();
    let raw = read_raw_articles_from_stream(json.as_bytes(), &overrides)
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(raw.text, text);
    assert_eq!(IngestedArticle::try_from(raw).unwrap().document.text, "été");

    let root = create_directory(&[
        ("a.txt", b"---\ntitle: a\n---\r\n Un texte. \r\n"),
        ("b.jsonl", b"{\"text\": \"\"}"),
    ]);
    let paths = [root.path().to_owned()];
    let raw: Vec<_> = read_raw_articles(&paths, &overrides)
        .map(|raw| raw.unwrap().text)
        .collect();
    assert_eq!(raw, [" Un texte. \r\n", ""]);
}

/// A stream that counts the bytes read from it.
struct Counted<R> {
    inner: R,
    taken: Arc<AtomicUsize>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.taken.fetch_add(read, Ordering::Relaxed);
        Ok(read)
    }
}

#[test]
fn article_is_returned_before_the_rest_of_the_stream_is_read() {
    let object = serde_json::json!({"text": FRENCH.repeat(100), "lang": "fr"}).to_string();
    let overrides = MetadataOverrides::default();
    for all in [
        format!("{object}\n").repeat(200),
        format!("[{}]", vec![object.as_str(); 200].join(",\n")),
    ] {
        let taken = Arc::new(AtomicUsize::new(0));
        let inner = all.as_bytes();
        let stream = Counted {
            inner,
            taken: Arc::clone(&taken),
        };
        let mut count = 0;
        for found in read_articles_from_stream(stream, &overrides) {
            found.unwrap();
            count += 1;
            let ahead = taken.load(Ordering::Relaxed).saturating_sub(count * object.len());
            assert!(
                ahead < 64 << 10,
                "{ahead} bytes were read ahead of article {count}"
            );
        }
        assert_eq!(count, 200);
    }
}

#[test]
fn failing_stream_is_an_error() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let overrides = MetadataOverrides::default();
    let text = |stream| {
        format_results(
            Path::new("/nowhere"),
            read_articles_from_stream(stream, &overrides),
        )
    };
    insta::assert_snapshot!(text(b"".chain(Failing)), @"error: standard input: cannot be read: the disk is gone (check the file and its permissions)");
    let long = [
        &b"{\"text\": \"Le ministre a dit oui.\", \"lang\": \"fr\"}\n{\"text\": \""[..],
        &[b'a'; 9000],
    ]
    .concat();
    let overrides = MetadataOverrides::default();
    insta::assert_snapshot!(format_results(Path::new("/nowhere"), read_articles_from_stream(long.chain(Failing), &overrides)), @"
    standard input:1 fr Le ministre a dit oui.
    error: standard input:2: cannot be read: the disk is gone (check the file and its permissions)
    ");
}

#[test]
fn stream_longer_than_an_article_is_refused() {
    let text = io::repeat(b'a').take(ARTICLE_BYTES_MAX + 1);
    let overrides = MetadataOverrides::default();
    insta::assert_snapshot!(format_results(Path::new("/nowhere"), read_articles_from_stream(text, &overrides)), @"error: standard input: the stream exceeds the limit of 8.0 MiB for one article (split it, or write its articles as JSONL, one per line)");
}

proptest! {
    #[test]
    fn reading_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        // Language detection has its own test and takes longer than everything else.
        let overrides = MetadataOverrides { lang: Some(Lang::Fr), ..MetadataOverrides::default() };
        prop_assert!(read_articles_from_stream(&bytes[..], &overrides).count() > 0);
        for start in [&b"---\na: "[..], b"{\"text\": \"", b"[{", b"{\n", b"\xff\xfe", b"+++\na="] {
            let bytes = [start, &bytes].concat();
            prop_assert!(read_articles_from_stream(&bytes[..], &overrides).count() > 0);
        }
    }

    #[test]
    fn words_of_any_text_are_kept(text in "\\PC{0,200}") {
        // With these a text may well be one that was decoded wrongly, which has a note of its own.
        prop_assume!(!text.contains(['Ã', 'Â', 'Å', 'â', 'ï', 'ã', '锟', '烫', '屯']));
        let found = read_single(format!("Il a dit {text}.").as_bytes());
        prop_assert_eq!(found.notes.iter().filter(|note| note.to_string().contains("decoded")).count(), 0);
        let again = read_single(found.document.text.as_bytes());
        prop_assert_eq!(again.document.text, found.document.text);
    }

    #[test]
    fn all_line_ends_give_the_same_document(parts in proptest::collection::vec("[^\r\n\\p{Cc}]{0,40}", 1..6)) {
        let unix = format!("Un texte.\n{}", parts.join("\n"));
        let windows = unix.replace('\n', "\r\n");
        prop_assert_eq!(read_single(unix.as_bytes()).document, read_single(windows.as_bytes()).document);
    }
}
