//! The rules of the sources, checked by reading them: what each layer may import, and what no file may contain.

use crate::common::rust_source::{blank_out_non_code, find_functions};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A layer, and everything that it may import besides `std` and `thiserror`.
struct Layer {
    name: &'static str,
    /// The layers that it may import.
    layers: &'static [&'static str],
    /// The crates that it may import.
    crates: &'static [&'static str],
    /// Why it needs these crates.
    why: &'static str,
}

/// What each layer may import. ARCHITECTURE.md has the same table. An entry that is not used fails the test too.
const LAYERS: [Layer; 12] = [
    Layer {
        name: "domain",
        layers: &[],
        crates: &["chrono", "pinyin", "sha2", "unicode_normalization"],
        why: "ids are hashes of content, names are compared folded and Han names as they sound; chrono is its calendar, without its clock",
    },
    Layer {
        name: "extract",
        layers: &["domain"],
        crates: &["aho_corasick", "chrono", "serde", "toml", "unicode_normalization"],
        why: "its lexicons are TOML; it finds words and counts days",
    },
    Layer {
        name: "ingest",
        layers: &["domain"],
        crates: &[
            "brotli_decompressor",
            "chardetng",
            "chrono",
            "chrono_tz",
            "csv",
            "dom_query",
            "dom_smoothie",
            "encoding_rs",
            "feed_rs",
            "flate2",
            "httparse",
            "lopdf",
            "mail_parser",
            "oxrdf",
            "oxrdfio",
            "pdf_extract",
            "pulldown_cmark",
            "quick_xml",
            "serde",
            "serde_json",
            "serde_saphyr",
            "toml",
            "trafilatura",
            "unicode_normalization",
            "url",
            "whatlang",
            "zip",
        ],
        why: "one crate for each format, encoding and language, and the world's time zones",
    },
    Layer {
        name: "fetch",
        layers: &[],
        crates: &["chrono", "rusqlite", "sha2", "texting_robots", "ureq", "url"],
        why: "the HTTP client, robots.txt, addresses and dates of headers; what was fetched is remembered in a file of its own",
    },
    Layer {
        name: "log",
        layers: &["domain"],
        crates: &[
            "chrono",
            "postgres",
            "rusqlite",
            "rustix",
            "rustls",
            "schemars",
            "serde",
            "serde_json",
            "sha2",
            "tokio_postgres_rustls",
            "webpki_roots",
        ],
        why: "the wire types and their schemas, the hashes, and the two stores, the one on a server behind TLS; instants are stored with their offset; whether a file may be written is asked without opening it",
    },
    Layer {
        name: "proof",
        layers: &["domain", "log"],
        crates: &[
            "base64",
            "ed25519_dalek",
            "schemars",
            "serde",
            "serde_json",
            "sha2",
        ],
        why: "signatures, and files whose form has a schema; the hashes are those of the log",
    },
    Layer {
        name: "projection",
        layers: &["domain"],
        crates: &[
            "aho_corasick",
            "chrono",
            "hashlink",
            "rusqlite",
            "serde",
            "serde_json",
            "sha2",
            "toml",
            "url",
        ],
        why: "tables, their digests, the taxonomy and its terms; web addresses in one spelling; what was used lately stays in memory",
    },
    Layer {
        name: "query",
        layers: &["domain"],
        crates: &[
            "chrono",
            "rusqlite",
            "schemars",
            "serde",
            "serde_json",
            "sha2",
            "strsim",
            "unicode_normalization",
        ],
        why: "reads tables; answers serialise and have schemas; a wrong name gets a near one; a cited text has its hash",
    },
    Layer {
        name: "export",
        layers: &["domain", "proof", "query"],
        crates: &[
            "csv",
            "quick_xml",
            "schemars",
            "serde",
            "serde_json",
            "unicode_width",
        ],
        why: "one form of output a file; charts are XML, and their texts have a width",
    },
    Layer {
        name: "tracker",
        layers: &["domain", "extract", "log", "projection", "query"],
        crates: &["rusqlite"],
        why: "holds the connection and begins the transactions",
    },
    Layer {
        name: "web",
        layers: &["domain", "export", "query", "tracker"],
        crates: &[
            "chrono",
            "diffy",
            "hashlink",
            "http_body_util",
            "hyper",
            "hyper_util",
            "maud",
            "serde",
            "serde_json",
            "sha2",
            "tokio",
            "toml",
            "url",
        ],
        why: "templates, the differences of texts, an HTTP server and its threads; the words of the interface are TOML, what a script reads is JSON; addresses are encoded, and what a browser keeps has a hash; pages that are asked for again stay in memory",
    },
    Layer {
        name: "cli",
        layers: &[
            "domain", "export", "extract", "fetch", "ingest", "proof", "query", "tracker", "web",
        ],
        crates: &[
            "anstream",
            "anstyle",
            "base64",
            "chrono",
            "clap",
            "clap_complete",
            "clap_mangen",
            "console",
            "ctrlc",
            "diffy",
            "flate2",
            "getrandom",
            "indicatif",
            "serde",
            "serde_json",
            "sha2",
            "signal_hook",
            "terminal_size",
            "toml",
            "unicode_width",
        ],
        why: "the terminal, its keys and signals, the clock, the configuration, the machine's randomness and files of events; never SQL",
    },
];

/// Code that does input or output, and the layers that may contain it.
const SIDE_EFFECTS: [(&str, &[&str]); 10] = [
    ("println!", &[]),
    ("eprintln!", &[]),
    ("process::exit", &["cli"]),
    ("SystemTime::now", &["cli"]),
    ("Instant::now", &["cli"]),
    ("env::", &["cli"]),
    ("thread::spawn", &["cli"]),
    ("stdout()", &["cli"]),
    ("fs::", &["cli", "ingest", "log", "web"]),
    ("TcpStream", &[]),
];

/// Words that no source may contain, each with its reason. They are joined from parts so that this file does not
/// contain them itself.
const FORBIDDEN: [(&str, &str); 7] = [
    (concat!("to", "do!"), "marks unfinished work"),
    (concat!("unimple", "mented!"), "marks unfinished work"),
    (concat!("db", "g!"), "is left from debugging"),
    (concat!("FIX", "ME"), "marks unfinished work"),
    (concat!("/wo", "rk/"), "is a path of one machine"),
    (concat!("/ho", "me/"), "is a path of one machine"),
    (
        concat!("#[al", "low("),
        "stays when it is no longer needed; #[expect(…, reason = …)] warns then",
    ),
];

/// The longest line, in characters. rustfmt wraps code at 110; string literals and comments may be a little longer.
const LINE_CHARS_MAX: usize = 120;
/// The longest function, in lines, so that it fits a screen.
const FUNCTION_LINES_MAX: usize = 70;
/// The longest file, in lines.
const FILE_LINES_MAX: usize = 600;
/// Nine in ten files are shorter than this, in lines.
const MOST_FILE_LINES_MAX: usize = 400;

/// Files and functions that may exceed the limits, each with its reason.
const LENGTH_EXCEPTIONS: [(&str, &str); 1] = [(
    "src/log/codec/wire_body.rs: from_event",
    "one arm an event, and nothing else",
)];

/// Panics with all of `broken`, one per line, unless it is empty.
fn assert_no_violations(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files of the checkout, sorted, without `target` and `.git`.
pub(crate) fn repository_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut to_come = vec![root().to_owned()];
    while let Some(dir) = to_come.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if entry.file_type().unwrap().is_dir() {
                if name != "target" && name != ".git" {
                    to_come.push(entry.path());
                }
            } else if name != ".git" {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    found
}

/// The Rust sources below `dir`: path from the root with `/` as separator, and text.
pub(crate) fn rust_sources(dir: &str) -> Vec<(String, String)> {
    let found = repository_files().into_iter().filter_map(|path| {
        let name = path
            .strip_prefix(root())
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        let is_source = name.starts_with(dir) && path.extension().is_some_and(|extension| extension == "rs");
        is_source.then(|| (name, fs::read_to_string(&path).unwrap()))
    });
    let found: Vec<_> = found.collect();
    assert!(found.len() > 10, "only {} sources in {dir}", found.len());
    found
}

/// The code of a source without its tests.
fn code_outside_tests(path: &str, source: &str) -> String {
    if path.ends_with("/tests.rs") {
        return String::new();
    }
    let code = blank_out_non_code(source);
    code.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
}

/// The layer that a source belongs to; `None` for lib.rs and main.rs.
fn layer_of(path: &str) -> Option<&str> {
    path.strip_prefix("src/")?.split_once('/').map(|(layer, _)| layer)
}

/// The byte positions at which `word` begins in `code`, unless it continues an identifier.
fn word_positions<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = code[..*at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '$')
    })
}

/// The identifier at the beginning of `code`.
fn leading_identifier(code: &str) -> String {
    let code = code.trim_start();
    code.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The layers that a source imports by `crate::…`, also inside braces.
fn imported_layers(code: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    for at in word_positions(code, "crate::") {
        let rest = &code[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            reached.insert(leading_identifier(rest));
            continue;
        };
        let mut depth = 0;
        let mut member = true;
        for (at, c) in group.char_indices() {
            match c {
                '}' if depth == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => member = true,
                _ if member && !c.is_whitespace() => {
                    reached.insert(leading_identifier(&group[at..]));
                    member = false;
                }
                _ => {}
            }
        }
    }
    reached
}

/// Whether a source has a path with enough `super::` to leave its layer.
fn leaves_layer_by_super(path: &str, code: &str) -> bool {
    let inside = path
        .trim_start_matches("src/")
        .trim_end_matches(".rs")
        .trim_end_matches("/mod");
    let depth = inside.split('/').count();
    word_positions(code, "super::").any(|at| {
        let rest = &code[at..];
        let climbs = rest.len() - rest.trim_start_matches("super::").len();
        let inline = code[..at].contains("mod tests {");
        climbs / "super::".len() >= depth + usize::from(inline)
    })
}

/// The dependencies of the program in Cargo.toml, with `_` for `-` as in paths.
fn dependencies() -> BTreeSet<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let sections = ["[dependencies]", "[target.'cfg(unix)'.dependencies]"];
    let entries = sections.iter().flat_map(|section| {
        let lines = manifest.lines().skip_while(move |line| line != section).skip(1);
        lines.take_while(|line| !line.starts_with('['))
    });
    let names = entries
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name);
    names.map(|name| name.trim().replace('-', "_")).collect()
}

#[test]
fn layers_import_only_what_the_table_allows() {
    let dependencies = dependencies();
    let mut used: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut broken = Vec::new();
    for (path, source) in &rust_sources("src/") {
        let Some(name) = layer_of(path) else { continue };
        let layer = LAYERS.iter().find(|layer| layer.name == name);
        let layer = layer.unwrap_or_else(|| panic!("{path}: the layer {name} is not in the table"));
        let code = blank_out_non_code(source);
        if leaves_layer_by_super(path, &code) {
            broken.push(format!("{path}: leaves its layer by super::; write crate::"));
        }
        let layers = imported_layers(&code)
            .into_iter()
            .filter(|reached| reached != name);
        let crates = dependencies.iter().filter(|name| {
            // A module of another crate can have the name of a crate.
            let is_first = |at: usize| !code[..at].ends_with("::");
            *name != "thiserror" && word_positions(&code, &format!("{name}::")).any(is_first)
        });
        for (reached, may) in layers
            .map(|reached| (reached, layer.layers))
            .chain(crates.map(|reached| (reached.clone(), layer.crates)))
        {
            if !may.contains(&&*reached) {
                broken.push(format!(
                    "{path}: {name} may not import {reached}, only {may:?}: {}",
                    layer.why
                ));
            }
            used.entry(layer.name).or_default().insert(reached);
        }
    }
    for layer in &LAYERS {
        for allowed in layer.layers.iter().chain(layer.crates) {
            if !used.get(layer.name).is_some_and(|used| used.contains(*allowed)) {
                broken.push(format!(
                    "{} does not use {allowed}: remove it from the table",
                    layer.name
                ));
            }
        }
    }
    assert_no_violations(&broken);
}

#[test]
fn architecture_page_contains_the_table_of_layers() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let cell = |names: &[&str]| match names {
        [] => "none".to_owned(),
        names => names.join(", "),
    };
    let row = |layer: &Layer| {
        let (layers, crates) = (cell(layer.layers), cell(layer.crates));
        format!("| `{}` | {layers} | {crates} | {} |", layer.name, layer.why)
    };
    let wanted: Vec<String> = LAYERS.iter().map(row).collect();
    let kept: Vec<&str> = map
        .lines()
        .filter(|line| wanted.iter().any(|row| row == line))
        .collect();
    assert!(
        kept == wanted,
        "ARCHITECTURE.md must have these rows, in this order:\n{}",
        wanted.join("\n")
    );
}

#[test]
fn files_named_by_the_architecture_page_exist() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let named = map.split('`').skip(1).step_by(2);
    let paths = named.filter(|name| {
        let known = ["src/", "tests/", "schema/", "examples/", "snapshots/", ".ci/"];
        known.iter().any(|start| name.starts_with(start)) && !name.contains(['*', ' ', '…', '{', 'N'])
    });
    let paths: BTreeSet<&str> = paths.collect();
    assert!(paths.len() > 20, "only {} paths were found", paths.len());
    let missing = paths.iter().filter(|path| !root().join(path).exists());
    assert_no_violations(
        &missing
            .map(|path| format!("ARCHITECTURE.md: there is no {path}"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn only_listed_layers_do_input_and_output() {
    let mut broken = Vec::new();
    for (path, source) in rust_sources("src/") {
        let Some(name) = layer_of(&path) else { continue };
        let code = code_outside_tests(&path, &source);
        for (what, layers) in SIDE_EFFECTS {
            if word_positions(&code, what).next().is_some() && !layers.contains(&name) {
                broken.push(format!("{path}: {what} is allowed in {layers:?} only"));
            }
        }
    }
    assert_no_violations(&broken);
}

#[test]
fn sources_contain_no_forbidden_words_or_layout() {
    let mut sources = rust_sources("src/");
    sources.extend(rust_sources("tests/"));
    let mut broken = Vec::new();
    for (path, source) in sources {
        // String literals are data: they may be long and end with white space.
        let code = blank_out_non_code(&source);
        for (number, (line, code)) in (1..).zip(source.lines().zip(code.lines())) {
            for (word, why) in FORBIDDEN {
                if line.contains(word) {
                    broken.push(format!("{path}:{number}: {word:?} {why}"));
                }
            }
            let is_comment = line.trim_start().starts_with("//");
            let is_text = code.ends_with('"');
            if code.contains('\t') {
                broken.push(format!("{path}:{number}: has a tab"));
            }
            if line.trim_end() != line && !is_text {
                broken.push(format!("{path}:{number}: ends in white space"));
            }
            let long = if is_comment {
                line.chars().count()
            } else {
                code_line_length(code)
            };
            if long > LINE_CHARS_MAX {
                broken.push(format!("{path}:{number}: {long} characters long"));
            }
        }
        if !(source.ends_with("}\n") || source.ends_with(";\n")) {
            broken.push(format!("{path}: does not end with its code"));
        }
    }
    assert_no_violations(&broken);
}

/// The number of characters of a line of code, without the contents of string literals.
fn code_line_length(code: &str) -> usize {
    code.trim_end().chars().filter(|c| *c != '"').count()
}

#[test]
fn code_outside_tests_never_unwraps_or_panics() {
    let mut broken = Vec::new();
    for (path, source) in rust_sources("src/") {
        let code = code_outside_tests(&path, &source);
        for word in [".unwrap()", ".expect(", "panic!(", "unreachable!("] {
            if code.contains(word) {
                broken.push(format!("{path}: {word}"));
            }
        }
    }
    assert_no_violations(&broken);
}

/// Files describe the program, not where or how it was developed.
#[test]
fn no_file_names_paths_of_the_development_machine() {
    let words = [
        concat!("/wo", "rk/"),
        concat!("helper ses", "sion"),
        concat!("/tm", "p/pl"),
    ];
    let mut broken = Vec::new();
    for path in repository_files() {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let found = words.iter().filter(|word| text.contains(**word));
        broken.extend(found.map(|word| format!("{}: {word:?}", path.display())));
    }
    assert_no_violations(&broken);
}

/// Every source begins with a module doc, or its first public item has a doc comment.
#[test]
fn every_source_file_is_documented() {
    let mut broken = Vec::new();
    for (path, source) in rust_sources("src/") {
        if source.starts_with("//!") {
            continue;
        }
        if layer_of(&path).is_none() || path.ends_with("/mod.rs") && path.matches('/').count() == 2 {
            broken.push(format!("{path}: the mod.rs of a layer needs a module doc"));
        }
        let mut before = "";
        for line in source.lines() {
            let is_seen = line.starts_with("pub") && !line.contains(" use ") && !line.contains(" mod ");
            if is_seen && !before.starts_with("///") {
                broken.push(format!("{path}: no doc comment on `{line}`"));
            }
            if is_seen {
                break;
            }
            let is_attribute = line.starts_with(['#', ')', ']']) || line.starts_with("    ");
            before = if is_attribute { before } else { line };
        }
    }
    assert_no_violations(&broken);
}

#[test]
fn files_and_functions_stay_within_length_limits() {
    let mut lengths = Vec::new();
    let mut long = BTreeMap::new();
    for (path, source) in rust_sources("src/") {
        let lines = source.lines().count();
        lengths.push(lines);
        if lines > FILE_LINES_MAX {
            long.insert(path.clone(), lines);
        }
        for function in find_functions(&blank_out_non_code(&source)) {
            if function.line_count > FUNCTION_LINES_MAX {
                long.insert(format!("{path}: {}", function.name), function.line_count);
            }
        }
    }
    let is_reasoned = |name: &str| LENGTH_EXCEPTIONS.iter().any(|(reasoned, _)| *reasoned == name);
    let mut broken: Vec<String> = long
        .iter()
        .filter(|(name, _)| !is_reasoned(name))
        .map(|(name, lines)| format!("{name} has {lines} lines"))
        .collect();
    let needless = LENGTH_EXCEPTIONS
        .iter()
        .filter(|(name, _)| !long.contains_key(*name));
    broken.extend(
        needless.map(|(name, _)| format!("{name} is short enough: remove it from LENGTH_EXCEPTIONS")),
    );
    assert_no_violations(&broken);
    lengths.sort_unstable();
    let most = lengths[lengths.len() * 9 / 10];
    assert!(
        most < MOST_FILE_LINES_MAX,
        "one file in ten has {most} lines or more"
    );
}

#[test]
fn every_spelling_of_a_crate_path_is_found() {
    let reached = |source: &str| {
        imported_layers(&blank_out_non_code(source))
            .into_iter()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(reached("use crate::log::{self, Access};"), "log");
    assert_eq!(
        reached("use crate::{domain::{Act, Edtf}, query};"),
        "domain query"
    );
    assert_eq!(reached("fn f() -> crate::tracker::Change { x }"), "tracker");
    assert_eq!(
        reached("/// [`a`](crate::cli)\nfn f() { \"crate::cli\"; $crate::domain::x }"),
        ""
    );
    assert!(leaves_layer_by_super("src/log/mod.rs", "use super::query;"));
    assert!(leaves_layer_by_super(
        "src/log/codec/parts.rs",
        "use super::super::super::query;"
    ));
    assert!(!leaves_layer_by_super(
        "src/log/codec/parts.rs",
        "use super::super::row;"
    ));
    assert!(!leaves_layer_by_super(
        "src/log/mod.rs",
        "mod tests { use super::*; }"
    ));
}

#[test]
fn line_length_ignores_string_literals() {
    assert_eq!(code_line_length(&blank_out_non_code("    let a = b; // c")), 14);
    assert_eq!(
        code_line_length(&blank_out_non_code("    let a = \"a long text\";")),
        13
    );
}
