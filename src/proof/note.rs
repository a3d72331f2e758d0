//! Signed notes: a text and lines that sign it, as the C2SP specification signed-note has them.

use super::encoding::{from_base64, to_base64};
use super::{ProofError, SigningKey, VerifierKey};
use std::fmt;
use std::str::FromStr;

/// What a file with a note is called in errors.
const WHAT: &str = "signed checkpoint";
/// How a line of a signature begins: an em dash and a space.
const SIGNATURE_PREFIX: &str = "— ";
/// Longest note that is read, in bytes. Checkpoints are some hundred bytes.
const NOTE_BYTES_MAX: usize = 64 * 1024;
/// Most signatures that are read.
const SIGNATURES_MAX: usize = 64;

/// A text with signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    /// The text that is signed, with its last newline.
    text: String,
    signatures: Vec<NoteSignature>,
}

/// One line that signs a note.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NoteSignature {
    /// Name of the key.
    name: String,
    /// The id of the key (four bytes) and the signature.
    bytes: Vec<u8>,
}

impl SignedNote {
    /// Signs `text`, which must end with a newline.
    pub(super) fn new(text: String, key: &SigningKey) -> Self {
        let mut bytes = key.verifier().id().to_vec();
        bytes.extend_from_slice(&key.sign(&text));
        let signature = NoteSignature {
            name: key.name().to_owned(),
            bytes,
        };
        Self {
            text,
            signatures: vec![signature],
        }
    }

    /// The signed text, whoever signed it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Checks that `key` signed the text. Signatures of other keys are not looked at.
    pub fn check_signature(&self, key: &VerifierKey) -> Result<(), ProofError> {
        let id = key.id();
        let signed = self
            .signatures
            .iter()
            .find(|signature| signature.name == key.name() && signature.bytes.get(..4) == Some(&id));
        let Some(signature) = signed else {
            return Err(ProofError::NotSigned {
                key: key.name().to_owned(),
                names: self
                    .signatures
                    .iter()
                    .map(|signature| signature.name.clone())
                    .collect(),
            });
        };
        let bytes = signature.bytes.get(4..).and_then(|bytes| bytes.try_into().ok());
        if bytes.is_some_and(|bytes| key.has_signed(&self.text, bytes)) {
            return Ok(());
        }
        Err(ProofError::WrongSignature {
            key: key.name().to_owned(),
        })
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| {
            writeln!(
                f,
                "{SIGNATURE_PREFIX}{} {}",
                signature.name,
                to_base64(&signature.bytes)
            )
        })
    }
}

impl FromStr for SignedNote {
    type Err = ProofError;

    fn from_str(note: &str) -> Result<Self, ProofError> {
        let malformed = |problem: &str| ProofError::malformed(WHAT, problem);
        if note.len() > NOTE_BYTES_MAX {
            return Err(malformed("it is longer than 64 KiB"));
        }
        if note.contains(|c: char| c < ' ' && c != '\n') {
            return Err(malformed("it has control characters"));
        }
        let (text, lines) = note
            .rsplit_once("\n\n")
            .ok_or_else(|| malformed("no empty line stands before its signatures"))?;
        let lines = lines
            .strip_suffix('\n')
            .ok_or_else(|| malformed("its last line has no end: it was cut off"))?;
        let signatures = lines
            .split('\n')
            .map(parse_signature)
            .collect::<Result<Vec<_>, _>>()?;
        if signatures.len() > SIGNATURES_MAX {
            return Err(malformed("it has more than 64 signatures"));
        }
        Ok(Self {
            text: format!("{text}\n"),
            signatures,
        })
    }
}

fn parse_signature(line: &str) -> Result<NoteSignature, ProofError> {
    let parts = line
        .strip_prefix(SIGNATURE_PREFIX)
        .and_then(|rest| rest.split_once(' '));
    let Some((name, bytes)) = parts else {
        return Err(ProofError::malformed(
            WHAT,
            format_args!("{line:?} is no line of a signature"),
        ));
    };
    Ok(NoteSignature {
        name: name.to_owned(),
        bytes: from_base64(WHAT, bytes)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Signed by OpenSSL with the key pair of the documentation of Go's package `sumdb/note`.
    const NOTE: &str = "The bridge is closed.\n\nIt opens in May.\n\n— PeterNeumann x08goxrj+Myw72Nk2vHE8hSz58+2lCc7nQzFa454vBdSSPjIqCcUXqCHtp6LlETerUSV46Ieu9Pw8/D+nnHmlrtXOgY=\n";
    const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    #[test]
    fn note_of_another_tool_is_read_and_checked() {
        let note: SignedNote = NOTE.parse().unwrap();
        assert_eq!(note.to_string(), NOTE);
        note.check_signature(&PUBLIC.parse().unwrap()).unwrap();
    }

    #[test]
    fn note_with_any_byte_changed_is_refused() {
        let key: VerifierKey = PUBLIC.parse().unwrap();
        for at in 0..NOTE.len() {
            let mut bytes = NOTE.as_bytes().to_vec();
            bytes[at] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else {
                continue;
            };
            let checked = changed
                .parse::<SignedNote>()
                .and_then(|note| note.check_signature(&key));
            assert!(checked.is_err(), "{changed}");
        }
    }

    #[test]
    fn text_that_is_no_note_is_refused() {
        for text in [
            "",
            "text\n",
            "text\n\n",
            "text\n\n— key AAAA",
            "text\n\n- key AAAA\n",
            "text\n\n— key\n",
            "text\n\n— key !\n",
            "te\u{1b}xt\n\n— key AAAA\n",
        ] {
            assert!(text.parse::<SignedNote>().is_err(), "{text:?}");
        }
        assert!("x".repeat(70_000).parse::<SignedNote>().is_err());
        let other = SigningKey::new("other", [1; 32]).unwrap();
        let error = NOTE
            .parse::<SignedNote>()
            .unwrap()
            .check_signature(&other.verifier())
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the checkpoint has no signature of the key other, only of PeterNeumann"
        );
    }
}
