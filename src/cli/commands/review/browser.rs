//! Opens the web address of an article in a browser.

use std::process::{Command, Stdio};

/// Opens `url`; the error is a message. The address comes from an article, so only web addresses are opened, without
/// a shell.
pub(super) fn open_url(url: &str) -> Result<(), String> {
    let web = ["http://", "https://"]
        .iter()
        .any(|scheme| url.starts_with(scheme));
    if !web || url.contains(char::is_whitespace) {
        return Err(format!("{url:?} is not a web address"));
    }
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let started = Command::new(program)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    started
        .map(drop)
        .map_err(|error| format!("cannot start {program} ({error}); open {url} yourself"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_opened() {
        for wrong in ["file:///etc/passwd", "-h", "javascript:alert(1)", "https://a b"] {
            assert!(open_url(wrong).is_err(), "{wrong}");
        }
    }
}
