//! Opens the address of an article in the browser.

use std::process::{Command, Stdio};

/// Opens `url`; the error says why not. An address is somebody else's text: only what is one of the web is opened, and
/// no shell sees it.
pub(super) fn open(url: &str) -> Result<(), String> {
    let web = ["http://", "https://"]
        .iter()
        .any(|scheme| url.starts_with(scheme));
    if !web || url.contains(char::is_whitespace) {
        return Err(format!("{url:?} is no address of the web"));
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
        .map_err(|error| format!("{program} cannot be started ({error}); the address is {url}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_opened() {
        for wrong in ["file:///etc/passwd", "-h", "javascript:alert(1)", "https://a b"] {
            assert!(open(wrong).is_err(), "{wrong}");
        }
    }
}
