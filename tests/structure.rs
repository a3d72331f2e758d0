//! The structure of the sources: no two files of a layer import each other, and a type's name is used once.

use crate::common::import_graph::ImportGraph;
use crate::common::rust_source::blank_out_non_code;
use crate::house::rust_sources;
use std::collections::{BTreeMap, BTreeSet};

/// Import circles that are allowed, by their first module, each with its reason.
const NATURAL_CIRCLES: [(&str, &str); 0] = [];

/// Names that public types of different layers may share, each with its reason.
const SHARED_TYPE_NAMES: [(&str, &str); 0] = [];

/// Path and code of each source, without its tests, comments and string literals.
fn code_without_tests() -> Vec<(String, String)> {
    let sources = rust_sources("src/").into_iter();
    sources
        .filter(|(path, _)| !path.ends_with("/tests.rs"))
        .map(|(path, source)| {
            let code = blank_out_non_code(&source);
            // Tests in a file of their own are declared by one line; tests in this file are its end.
            let code = code.replace("#[cfg(test)]\nmod tests;", "");
            let end = code.find("#[cfg(test)]\nmod ").unwrap_or(code.len());
            (path, code[..end].to_owned())
        })
        .collect()
}

#[test]
fn files_of_a_layer_form_no_import_circle() {
    let graph = ImportGraph::new(&code_without_tests());
    let circles = graph.circles();
    let mut broken = Vec::new();
    let mut needed = BTreeSet::new();
    for circle in &circles {
        let names: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
        match NATURAL_CIRCLES.iter().find(|(first, _)| *first == names[0]) {
            Some((first, _)) => drop(needed.insert(*first)),
            None => broken.push(format!("{} import each other", names.join(", "))),
        }
    }
    for (first, _) in NATURAL_CIRCLES {
        if !needed.contains(first) {
            broken.push(format!("{first} is in no circle: remove it from NATURAL_CIRCLES"));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn public_type_names_are_unique_across_layers() {
    let mut layers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, code) in code_without_tests() {
        let Some((layer, _)) = path.trim_start_matches("src/").split_once('/') else {
            continue;
        };
        for line in code.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            if let ["pub", "struct" | "enum" | "trait" | "type", name, ..] = words[..] {
                let name: String = name
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                // In a macro, the name is a parameter.
                if !name.is_empty() {
                    layers.entry(name).or_default().insert(layer.to_owned());
                }
            }
        }
    }
    assert!(layers.len() > 200, "only {} types were found", layers.len());
    let mut broken = Vec::new();
    let is_reasoned = |name: &str| SHARED_TYPE_NAMES.iter().any(|(shared, _)| *shared == name);
    for (name, layers) in &layers {
        if layers.len() > 1 && !is_reasoned(name) {
            broken.push(format!("{name} is a type of {layers:?}"));
        }
    }
    for (name, _) in SHARED_TYPE_NAMES {
        if layers.get(name).is_none_or(|layers| layers.len() < 2) {
            broken.push(format!("{name} is not shared: remove it from SHARED_TYPE_NAMES"));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}
