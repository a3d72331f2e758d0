//! Any bytes in any format are articles or an error.
#![no_main]

use dixit::ingest::{self, InputFormat, MetadataOverrides};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, bytes) = input;
    let name = InputFormat::names().nth(usize::from(choice) % 32);
    let overrides = MetadataOverrides {
        input_format: name.and_then(|name| name.parse().ok()),
        ..MetadataOverrides::default()
    };
    for article in ingest::read_articles_from_stream(bytes, &overrides).take(50) {
        if let Err(error) = article {
            assert!(!error.to_string().is_empty());
        }
    }
});
