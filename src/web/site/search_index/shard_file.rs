//! A file of the index: a script that calls one function with the name of the file and its data.

use serde::Serialize;
use std::io;

/// Writes a file of the site: its path from the root, and its content.
pub(in crate::web) type WriteSiteFile<'a> = dyn FnMut(&str, &[u8]) -> io::Result<()> + 'a;

/// Writes the file `search/NAME.js`.
pub(super) fn write_shard(
    name: &str,
    data: &impl Serialize,
    write: &mut WriteSiteFile<'_>,
) -> io::Result<()> {
    let data = serde_json::to_string(data)?;
    // A script may be shown inside a page, where `</script>` would end it, and older browsers end a line, and with it
    // a string, at two separators that JSON allows.
    let data = data
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    let script = format!("dixitSearch(\"{name}\",{data});\n");
    write(&format!("search/{name}.js"), script.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_words_stay_inside_a_string() {
        let mut written = String::new();
        let hostile = ["</script><!--", "\u{2028}\u{2029}", "\"); alert(1) //", "\\\n\0"];
        write_shard("s0", &hostile, &mut |path, bytes| {
            written = format!("{path}: {}", String::from_utf8_lossy(bytes));
            Ok(())
        })
        .unwrap();
        insta::assert_snapshot!(written, @r#"search/s0.js: dixitSearch("s0",["\u003c/script>\u003c!--","\u2028\u2029","\"); alert(1) //","\\\n\u0000"]);"#);
    }
}
