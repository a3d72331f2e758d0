//! Ed25519 keys of signed notes, in the text forms of C2SP signed-note and of Go's `sumdb/note`.

use super::ProofError;
use super::encoding::{from_base64, to_base64};
use crate::domain::Hexadecimal;
use ed25519_dalek::{Signature, Signer};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// The algorithm byte of Ed25519 in signed notes.
const ED25519: u8 = 1;
/// How the text form of a signing key begins.
const PRIVATE_PREFIX: &str = "PRIVATE+KEY+";

/// The key that signs checkpoints. Whoever has it can sign another history.
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    key: ed25519_dalek::SigningKey,
}

/// The key that checks signatures. It may be published.
///
/// ```
/// use dixit::proof::{SigningKey, VerifierKey};
/// let signing = SigningKey::new("example.org/log", [7; 32])?;
/// let published = signing.verifier().to_string();
/// assert!(published.starts_with("example.org/log+"));
/// assert_eq!(published.parse::<VerifierKey>()?, signing.verifier());
/// # Ok::<(), dixit::proof::ProofError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: ed25519_dalek::VerifyingKey,
}

impl SigningKey {
    /// A key with this name, made of 32 random bytes.
    ///
    /// Errors: where the name is empty, or has a space or a plus sign, which signed notes cannot have.
    pub fn new(name: &str, seed: [u8; 32]) -> Result<Self, ProofError> {
        check_name(name)?;
        Ok(Self {
            name: name.to_owned(),
            key: ed25519_dalek::SigningKey::from_bytes(&seed),
        })
    }

    /// Its name: the origin of the log.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key that checks what this one signs.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey {
            name: self.name.clone(),
            key: self.key.verifying_key(),
        }
    }

    /// The text form, to be kept secret: `PRIVATE+KEY+name+hash+base64`.
    pub fn to_private_text(&self) -> String {
        let mut bytes = vec![ED25519];
        bytes.extend_from_slice(self.key.as_bytes());
        let id = self.verifier().id();
        format!(
            "{PRIVATE_PREFIX}{}+{}+{}",
            self.name,
            Hexadecimal(&id),
            to_base64(&bytes)
        )
    }

    /// The signature of `message`: 64 bytes.
    pub(super) fn sign(&self, message: &str) -> [u8; 64] {
        self.key.sign(message.as_bytes()).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.name)
    }
}

impl FromStr for SigningKey {
    type Err = ProofError;

    fn from_str(text: &str) -> Result<Self, ProofError> {
        const WHAT: &str = "signing key of checkpoints";
        let rest = text.trim_end().strip_prefix(PRIVATE_PREFIX).ok_or_else(|| {
            ProofError::malformed(WHAT, format_args!("it does not begin with {PRIVATE_PREFIX}"))
        })?;
        // The secret is not repeated in the error.
        let unreadable = || ProofError::malformed(WHAT, "its last part is not an Ed25519 key");
        let (name, id, key) = split_key(WHAT, rest)?;
        let bytes = from_base64(WHAT, key).map_err(|_| unreadable())?;
        let (&ED25519, seed) = bytes.split_first().ok_or_else(unreadable)? else {
            return Err(unreadable());
        };
        let key = Self::new(name, seed.try_into().map_err(|_| unreadable())?)?;
        check_id(WHAT, id, &key.verifier())?;
        Ok(key)
    }
}

impl VerifierKey {
    /// Its name: the origin of the log.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key id of signed notes: the first four bytes of SHA-256(name ‖ newline ‖ algorithm ‖ key).
    pub(super) fn id(&self) -> [u8; 4] {
        let mut hasher = Sha256::new();
        hasher.update(self.name.as_bytes());
        hasher.update([b'\n', ED25519]);
        hasher.update(self.key.as_bytes());
        let digest: [u8; 32] = hasher.finalize().into();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// Whether `signature` is that of `message`. Weak keys and ambiguous signatures are refused.
    pub(super) fn has_signed(&self, message: &str, signature: &[u8; 64]) -> bool {
        let signature = Signature::from_bytes(signature);
        self.key.verify_strict(message.as_bytes(), &signature).is_ok()
    }
}

impl fmt::Display for VerifierKey {
    /// `name+hash+base64`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![ED25519];
        bytes.extend_from_slice(self.key.as_bytes());
        write!(
            f,
            "{}+{}+{}",
            self.name,
            Hexadecimal(&self.id()),
            to_base64(&bytes)
        )
    }
}

impl FromStr for VerifierKey {
    type Err = ProofError;

    fn from_str(text: &str) -> Result<Self, ProofError> {
        const WHAT: &str = "verifier key of checkpoints";
        let text = text.trim();
        if text.starts_with(PRIVATE_PREFIX) {
            return Err(ProofError::malformed(
                WHAT,
                "it is a signing key, which must stay secret",
            ));
        }
        let (name, id, key) = split_key(WHAT, text)?;
        check_name(name)?;
        let bytes = from_base64(WHAT, key)?;
        let key = match bytes.split_first() {
            Some((&ED25519, key)) => key.try_into().ok(),
            _ => None,
        };
        let key = key
            .and_then(|key| ed25519_dalek::VerifyingKey::from_bytes(key).ok())
            .ok_or_else(|| ProofError::malformed(WHAT, "its last part is not an Ed25519 key"))?;
        let verifier = Self {
            name: name.to_owned(),
            key,
        };
        check_id(WHAT, id, &verifier)?;
        Ok(verifier)
    }
}

/// Name, id and key of a text form.
fn split_key<'a>(what: &'static str, text: &'a str) -> Result<(&'a str, &'a str, &'a str), ProofError> {
    // Base64 may have a plus sign, so only the first two divide.
    let mut parts = text.splitn(3, '+');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(name), Some(id), Some(key)) => Ok((name, id, key)),
        _ => Err(ProofError::malformed(
            what,
            "it does not have the form name+hash+key",
        )),
    }
}

/// Names of keys are printed between spaces and plus signs.
fn check_name(name: &str) -> Result<(), ProofError> {
    if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+') {
        return Err(ProofError::malformed(
            "name of a log",
            format_args!("{name:?} is empty, or has a space or a plus sign"),
        ));
    }
    Ok(())
}

/// Compares the id in a text form with that of its key: a slip of the hand is found.
fn check_id(what: &'static str, id: &str, key: &VerifierKey) -> Result<(), ProofError> {
    if Hexadecimal(&key.id()).to_string() == id {
        return Ok(());
    }
    Err(ProofError::malformed(
        what,
        "its hash does not fit its name and key: a letter was changed",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key pair of the documentation of Go's package `sumdb/note`.
    const GO_PRIVATE: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const GO_PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    #[test]
    fn keys_have_the_form_of_other_tools() {
        let key: SigningKey = GO_PRIVATE.parse().unwrap();
        assert_eq!(key.verifier().to_string(), GO_PUBLIC);
        assert_eq!(key.to_private_text(), GO_PRIVATE);
        assert_eq!(GO_PUBLIC.parse::<VerifierKey>().unwrap(), key.verifier());
        assert_eq!(format!("{key:?}"), "SigningKey(PeterNeumann)");
    }

    #[test]
    fn key_with_a_changed_letter_is_refused_and_the_secret_not_repeated() {
        for at in 0..GO_PUBLIC.len() {
            let mut changed = GO_PUBLIC.to_owned();
            let other = if &changed[at..=at] == "7" { "6" } else { "7" };
            changed.replace_range(at..=at, other);
            assert!(changed.parse::<VerifierKey>().is_err(), "{changed}");
        }
        for text in ["", "x", "a+b", "PRIVATE+KEY+a+b+c", &GO_PRIVATE[..60]] {
            assert!(text.parse::<VerifierKey>().is_err(), "{text}");
            let error = text.parse::<SigningKey>().unwrap_err().to_string();
            assert!(!error.contains("AYEKFALV"), "{error}");
        }
        assert!(GO_PRIVATE.parse::<VerifierKey>().is_err());
        for name in ["", "a b", "a+b", "a\nb", "a\u{7}"] {
            assert!(SigningKey::new(name, [1; 32]).is_err(), "{name:?}");
        }
    }
}
