//! Rust sources as the house's own rules look at them.

/// The code of a Rust source: comments are blank, of texts and characters nothing but quotation marks is left,
/// one for each of their characters; lines stay lines.
pub(crate) fn code(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let quiet = quiet(rest, code.chars().next_back());
        if quiet == 0 {
            code.push(next);
            rest = &rest[next.len_utf8()..];
        } else {
            let (silenced, after) = rest.split_at(quiet);
            let mark = if silenced.starts_with('/') { ' ' } else { '"' };
            code.extend(silenced.chars().map(|c| if c == '\n' { '\n' } else { mark }));
            rest = after;
        }
    }
    code
}

/// How many bytes at the beginning of `rest`, which comes after `before`, are no code.
fn quiet(rest: &str, before: Option<char>) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment(rest);
    }
    if before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        && let Some(length) = raw_text(rest)
    {
        return length;
    }
    match rest.as_bytes().first() {
        Some(b'"') => quoted(rest, b'"'),
        Some(b'\'') if is_character(rest) => quoted(rest, b'\''),
        _ => 0,
    }
}

/// A character, not a lifetime: `'a'` or `'\n'`.
fn is_character(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    chars.next() == Some('\\') || chars.next() == Some('\'')
}

/// The length of what begins with a quotation mark, to the one that ends it.
fn quoted(rest: &str, mark: u8) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == mark => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a raw text, `r"…"` or `br##"…"##`, at the beginning of `rest`.
fn raw_text(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let inside = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = rest.len() - inside.len();
    Some(inside.find(&end).map_or(rest.len(), |at| start + at + end.len()))
}

/// The length of a block comment, which may hold others.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// A function, and the number of lines from its head to its last brace.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// The line of its head, from 1.
    pub(crate) line: usize,
    pub(crate) lines: usize,
}

/// The functions in [`code`]. Those without a body are left out.
pub(crate) fn functions(code: &str) -> Vec<Function> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let before = code[..at].chars().next_back();
        let name: String = code[at + 3..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        if name.is_empty() || before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        if let Some(body) = body(&code[at..]) {
            found.push(Function {
                name,
                line: code[..at].matches('\n').count() + 1,
                lines: code[at..at + body].matches('\n').count() + 1,
            });
        }
    }
    found
}

/// The length of a function from its head to its last brace; `None` where it has no body.
fn body(code: &str) -> Option<usize> {
    let (mut braces, mut others) = (0_i32, 0_i32);
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' => others += 1,
            ')' | ']' => others -= 1,
            ';' if braces == 0 && others == 0 => return None,
            '{' => braces += 1,
            '}' => {
                braces -= 1;
                if braces == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[test]
fn comments_and_texts_are_no_code() {
    assert_eq!(
        code("a /* b /* c */ d */ e // f\ng"),
        "a                   e     \ng"
    );
    assert_eq!(
        code(r##"f("a\"b", 'c', '\'', r#"d"e"#)"##),
        r#"f("""""", """, """", """""""")"#
    );
    assert_eq!(code("fn f<'a>(x: &'a str)"), "fn f<'a>(x: &'a str)");
    assert_eq!(code("\"a\nb\"").matches('\n').count(), 1);
}

#[test]
fn functions_are_found_with_their_lines() {
    let found = functions("fn a() -> [u8; 2] {\n  if x { y }\n}\ntrait T { fn b(&self); }\nfn c() {}\n");
    let found: Vec<_> = found.iter().map(|f| (f.name.as_str(), f.line, f.lines)).collect();
    assert_eq!(found, [("a", 1, 3), ("c", 5, 1)]);
}
