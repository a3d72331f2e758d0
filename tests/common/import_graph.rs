//! The import graph of the Rust sources: which file of `src/` uses what another file of its layer defines.
//!
//! A file is a module path (`["query", "selection"]`). Imports that go through a re-export (`pub use`) of a `mod.rs`
//! count as imports of the file that defines the name, so that a `mod.rs` may declare and re-export its children
//! without being imported by them.

use std::collections::{BTreeMap, BTreeSet};

/// The path of a module from the crate's root.
pub(crate) type ModulePath = Vec<String>;

/// Which module imports which others of the crate.
pub(crate) struct ImportGraph {
    /// The modules that each module imports.
    pub(crate) imports: BTreeMap<ModulePath, BTreeSet<ModulePath>>,
}

impl ImportGraph {
    /// The graph of `sources`: pairs of a path from the root (`src/query/mod.rs`) and code without comments and tests.
    pub(crate) fn new(sources: &[(String, String)]) -> Self {
        let modules: BTreeMap<ModulePath, &str> = sources
            .iter()
            .filter(|(path, _)| path != "src/main.rs")
            .map(|(path, code)| (module_path(path), code.as_str()))
            .collect();
        let exports: BTreeMap<&ModulePath, BTreeMap<String, ModulePath>> = modules
            .iter()
            .map(|(module, code)| (module, exported_names(&modules, module, code)))
            .collect();
        let mut imports = BTreeMap::new();
        for (module, code) in &modules {
            let targets = used_paths(code)
                .iter()
                .map(|path| defining_module(&modules, &exports, module, path))
                .filter(|target| target != module && !target.is_empty())
                .collect();
            imports.insert(module.clone(), targets);
        }
        Self { imports }
    }

    /// The sets of modules of one layer that import each other in a circle, each in alphabetical order.
    pub(crate) fn circles(&self) -> Vec<Vec<ModulePath>> {
        let reach: BTreeMap<&ModulePath, BTreeSet<&ModulePath>> = self
            .imports
            .keys()
            .map(|module| (module, self.reachable_from(module)))
            .collect();
        let mut circles = BTreeSet::new();
        for (module, reached) in &reach {
            let circle: Vec<ModulePath> = reached
                .iter()
                .filter(|other| reach[**other].contains(*module))
                .map(|other| (*other).clone())
                .collect();
            if circle.len() > 1 {
                circles.insert(circle);
            }
        }
        circles.into_iter().collect()
    }

    /// The modules that `module` imports, directly or through others, within its layer.
    fn reachable_from(&self, module: &ModulePath) -> BTreeSet<&ModulePath> {
        let mut reached = BTreeSet::new();
        let mut open = vec![module];
        while let Some(next) = open.pop() {
            for target in self.imports.get(next).into_iter().flatten() {
                let is_same_layer = target.first() == module.first();
                if is_same_layer && reached.insert(target) {
                    open.push(target);
                }
            }
        }
        reached
    }
}

/// `src/query/show/mod.rs` is the module `query::show`.
fn module_path(path: &str) -> ModulePath {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
    let mut parts: ModulePath = inside.split('/').map(str::to_owned).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib")) {
        parts.pop();
    }
    parts
}

/// The names that a module re-exports, with the modules that they lead to.
fn exported_names(
    modules: &BTreeMap<ModulePath, &str>,
    module: &ModulePath,
    code: &str,
) -> BTreeMap<String, ModulePath> {
    let mut names = BTreeMap::new();
    for (is_public, tree) in use_declarations(code) {
        if !is_public {
            continue;
        }
        for path in expand(&tree) {
            let path = if path.starts_with("crate::") || path.starts_with("super::") {
                path
            } else {
                format!("self::{}", path.trim_start_matches("self::"))
            };
            let name = path.rsplit("::").next().unwrap_or_default().to_owned();
            names.insert(name, resolve(modules, module, &path).0);
        }
    }
    names
}

/// The paths that a module uses: those of its private `use` declarations and those written out in its code.
fn used_paths(code: &str) -> Vec<String> {
    let children: BTreeSet<String> = code
        .lines()
        .filter_map(|line| line.trim().strip_suffix(';'))
        .filter_map(|line| line.rsplit_once("mod ").map(|(_, name)| name.to_owned()))
        .collect();
    let mut written: Vec<String> = Vec::new();
    for (is_public, tree) in use_declarations(code) {
        if !is_public {
            written.extend(expand(&tree));
        }
    }
    // `pub(in crate::extract)` says who may see an item, and imports nothing.
    let rest = without_use_declarations(code)
        .replace("$crate::", "crate::")
        .replace("pub(in crate::", "(");
    written.extend(written_paths(&rest));
    let mut paths = Vec::new();
    for path in written {
        let first = path.split("::").next().unwrap_or_default();
        if matches!(first, "crate" | "super" | "self") {
            paths.push(path);
        } else if children.contains(first) {
            paths.push(format!("self::{path}"));
        }
    }
    paths
}

/// Every sequence of identifiers with `::` between them.
fn written_paths(code: &str) -> Vec<String> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    code.split(|c: char| !is_path(c))
        .map(|word| word.trim_matches(':'))
        .filter(|word| word.contains("::"))
        .map(str::to_owned)
        .collect()
}

/// The `use` declarations: whether others see what is imported, and the tree between `use` and `;`.
fn use_declarations(code: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    for (start, end) in use_spans(code) {
        let before = code[..start].rsplit(['\n', ';', '}']).next().unwrap_or_default();
        let tree: String = code[start + 4..end]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        found.push((before.contains("pub"), tree));
    }
    found
}

fn without_use_declarations(code: &str) -> String {
    let mut kept = String::new();
    let mut from = 0;
    for (start, end) in use_spans(code) {
        kept.push_str(&code[from..start]);
        from = end;
    }
    kept.push_str(&code[from..]);
    kept
}

/// Where each `use …;` starts and where its semicolon is.
fn use_spans(code: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    for (start, _) in code.match_indices("use ") {
        let before = code[..start].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        if let Some(length) = code[start..].find(';') {
            spans.push((start, start + length));
        }
    }
    spans
}

/// The paths of a `use` tree: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn expand(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        return vec![path.trim_end_matches("::self").to_owned()];
    };
    let inner = tree[open + 1..].trim_end().trim_end_matches('}');
    // Only the closing brace of this group goes; those of inner groups are needed to find where members end.
    let lost = tree[open + 1..].trim_end().len() - inner.len();
    let inner = format!("{inner}{}", "}".repeat(lost.saturating_sub(1)));
    let mut members = vec![String::new()];
    let mut depth = 0;
    for c in inner.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                members.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(member) = members.last_mut() {
            member.push(c);
        }
    }
    members
        .iter()
        .filter(|member| !member.trim().is_empty())
        .flat_map(|member| expand(&format!("{}{}", &tree[..open], member.trim())))
        .collect()
}

/// The module that `path`, as written in `module`, goes into as far as there are files, and the parts that are left.
fn resolve(
    modules: &BTreeMap<ModulePath, &str>,
    module: &ModulePath,
    path: &str,
) -> (ModulePath, Vec<String>) {
    let mut here = module.clone();
    let mut parts: Vec<&str> = path.split("::").collect();
    while let Some(first) = parts.first() {
        match *first {
            "crate" => here.clear(),
            "super" => {
                here.pop();
            }
            "self" => {}
            _ => break,
        }
        parts.remove(0);
    }
    while let Some(next) = parts.first() {
        let mut deeper = here.clone();
        deeper.push((*next).to_owned());
        if !modules.contains_key(&deeper) {
            break;
        }
        here = deeper;
        parts.remove(0);
    }
    (here, parts.into_iter().map(str::to_owned).collect())
}

/// The module that defines what `path` names, through re-exports.
fn defining_module(
    modules: &BTreeMap<ModulePath, &str>,
    exports: &BTreeMap<&ModulePath, BTreeMap<String, ModulePath>>,
    module: &ModulePath,
    path: &str,
) -> ModulePath {
    let (mut target, rest) = resolve(modules, module, path);
    let Some(name) = rest.first() else { return target };
    while let Some(next) = exports.get(&target).and_then(|names| names.get(name)) {
        if *next == target {
            break;
        }
        target.clone_from(next);
    }
    target
}

#[test]
fn use_trees_are_expanded() {
    assert_eq!(
        expand("super::{a, b::{C, D as E}}"),
        ["super::a", "super::b::C", "super::b::D"]
    );
    assert_eq!(
        expand("crate::domain::{self, Lang}"),
        ["crate::domain", "crate::domain::Lang"]
    );
}

#[test]
fn circle_of_two_files_is_found_through_a_re_export() {
    let source = |path: &str, code: &str| (path.to_owned(), code.to_owned());
    let graph = ImportGraph::new(&[
        source("src/query/mod.rs", "mod a;\nmod b;\nmod c;\npub use a::A;\n"),
        source("src/query/a.rs", "use super::b::B;\npub struct A;\n"),
        source("src/query/b.rs", "use super::A;\npub struct B;\n"),
        source("src/query/c.rs", "use super::{A, b};\n"),
    ]);
    let circle = ["a", "b"].map(|name| vec!["query".to_owned(), name.to_owned()]);
    assert_eq!(graph.circles(), [circle.to_vec()]);
}
