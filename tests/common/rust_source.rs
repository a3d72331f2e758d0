//! A small scanner of Rust sources, for the tests that check the project's own rules.

/// The source with its comments and literals blanked out: each character of a comment becomes a space, each character
/// of a string or character literal a quotation mark. Line breaks stay.
pub(crate) fn blank_out_non_code(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let quiet = non_code_length(rest, code.chars().next_back());
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

/// The length in bytes of the comment or literal at the start of `rest`; 0 if there is code. `before` is the character
/// before `rest`.
fn non_code_length(rest: &str, before: Option<char>) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment_length(rest);
    }
    if before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        && let Some(length) = raw_string_length(rest)
    {
        return length;
    }
    match rest.as_bytes().first() {
        Some(b'"') => quoted_length(rest, b'"'),
        Some(b'\'') if is_char_literal(rest) => quoted_length(rest, b'\''),
        _ => 0,
    }
}

/// Whether `rest` starts with a character literal (`'a'` or `'\n'`) and not with a lifetime.
fn is_char_literal(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    chars.next() == Some('\\') || chars.next() == Some('\'')
}

/// The length of the literal at the start of `rest`, from its quotation `mark` to the closing one.
fn quoted_length(rest: &str, mark: u8) -> usize {
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

/// The length of the raw string literal (`r"…"` or `br##"…"##`) at the start of `rest`; `None` if there is none.
fn raw_string_length(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let inside = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = rest.len() - inside.len();
    Some(inside.find(&end).map_or(rest.len(), |at| start + at + end.len()))
}

/// The length of the block comment at the start of `rest`; block comments nest.
fn block_comment_length(rest: &str) -> usize {
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

/// A function found in a source.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// The number of its first line, from 1.
    pub(crate) line: usize,
    /// The number of its lines, from the signature to the closing brace.
    pub(crate) line_count: usize,
}

/// The functions that have a body, in `code` as [`blank_out_non_code`] returns it.
pub(crate) fn find_functions(code: &str) -> Vec<Function> {
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
        if let Some(body) = function_length(&code[at..]) {
            found.push(Function {
                name,
                line: code[..at].matches('\n').count() + 1,
                line_count: code[at..at + body].matches('\n').count() + 1,
            });
        }
    }
    found
}

/// The length in bytes of the function at the start of `code`, to its closing brace; `None` if it has no body.
fn function_length(code: &str) -> Option<usize> {
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
fn comments_and_literals_are_blanked_out() {
    assert_eq!(
        blank_out_non_code("a /* b /* c */ d */ e // f\ng"),
        "a                   e     \ng"
    );
    assert_eq!(
        blank_out_non_code(r##"f("a\"b", 'c', '\'', r#"d"e"#)"##),
        r#"f("""""", """, """", """""""")"#
    );
    assert_eq!(blank_out_non_code("fn f<'a>(x: &'a str)"), "fn f<'a>(x: &'a str)");
    assert_eq!(blank_out_non_code("\"a\nb\"").matches('\n').count(), 1);
}

#[test]
fn functions_are_found_with_their_lines() {
    let found = find_functions("fn a() -> [u8; 2] {\n  if x { y }\n}\ntrait T { fn b(&self); }\nfn c() {}\n");
    let found: Vec<_> = found
        .iter()
        .map(|f| (f.name.as_str(), f.line, f.line_count))
        .collect();
    assert_eq!(found, [("a", 1, 3), ("c", 5, 1)]);
}
