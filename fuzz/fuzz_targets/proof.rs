//! Keys, signed notes and files of proofs: any bytes are read or refused, and nothing that was not signed holds.
#![no_main]

use dixit::proof::{Checkpoint, ConsistencyProof, SignedNote, SigningKey, VerifierKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let Ok(key) = SigningKey::new("example.org/log", [7; 32]) else {
        return;
    };
    let _ = text.parse::<VerifierKey>();
    let _ = text.parse::<SigningKey>();
    if let Ok(note) = text.parse::<SignedNote>() {
        assert!(note.check_signature(&key.verifier()).is_err());
        let _ = Checkpoint::from_note(&note);
    }
    if let Ok(proof) = serde_json::from_str::<ConsistencyProof>(&text) {
        assert!(proof.check(&key.verifier()).is_err());
    }
});
