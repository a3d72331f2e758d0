//! Unpacks the streams of a PDF document within bounds: a few bytes can unpack to gigabytes.

use flate2::read::ZlibDecoder;
use lopdf::{Document, Object, Stream};
use std::io::Read;

/// Maximum size of a packed stream that is unpacked by more than one filter, or by another than deflate.
const FILTERED_BYTES_MAX: usize = 256 << 10;
/// Maximum size of all object streams of a document, unpacked.
const OBJECT_STREAMS_BYTES_MAX: u64 = 256 << 20;
/// Number of bytes before a stream in which its dictionary is looked for.
const DICTIONARY_BYTES: usize = 400;

/// The bytes of `stream`, unpacked; `None` if they are more than `bytes_max` or cannot be unpacked.
pub(super) fn unpack(document: &Document, stream: &Stream, bytes_max: usize) -> Option<Vec<u8>> {
    let filters = stream.filters().unwrap_or_default();
    let has_parameters = stream.dict.has(b"DecodeParms");
    let unpacked = match filters.as_slice() {
        [] => stream.content.clone(),
        [filter] if *filter == b"FlateDecode" && !has_parameters => {
            let mut unpacked = Vec::new();
            let limit = bytes_max as u64 + 1;
            // A stream with a broken end is used as far as it goes.
            let _ = ZlibDecoder::new(stream.content.as_slice())
                .take(limit)
                .read_to_end(&mut unpacked);
            unpacked
        }
        _ if stream.content.len() <= FILTERED_BYTES_MAX => {
            let mut resolved = stream.clone();
            if let Ok(parameters) = stream.dict.get(b"DecodeParms")
                && let Ok((_, parameters)) = document.dereference(parameters)
            {
                resolved.dict.set("DecodeParms", parameters.clone());
            }
            resolved.decompressed_content().ok()?
        }
        _ => return None,
    };
    (unpacked.len() <= bytes_max).then_some(unpacked)
}

/// `stream` with its bytes unpacked; `None` as for [`unpack`].
pub(super) fn unpacked_stream(document: &Document, stream: &Stream, bytes_max: usize) -> Option<Object> {
    let content = unpack(document, stream, bytes_max)?;
    let mut plain = Stream::new(stream.dict.clone(), Vec::new());
    plain.set_plain_content(content);
    Some(Object::Stream(plain))
}

/// Whether the streams that hold the objects of the document in `bytes` unpack to more than a document needs. They are
/// unpacked when it is opened.
pub(super) fn has_bomb(bytes: &[u8]) -> bool {
    let mut total = 0;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let start = at + found;
        at = start + b"stream".len();
        if bytes[..start].ends_with(b"end") {
            continue;
        }
        let dictionary = &bytes[start.saturating_sub(DICTIONARY_BYTES)..start];
        let dictionary = rfind(dictionary, b"obj").map_or(dictionary, |begin| &dictionary[begin..]);
        if find(dictionary, b"ObjStm").is_none() && find(dictionary, b"XRef").is_none() {
            continue;
        }
        let is_chain = find(dictionary, b"LZWDecode").is_some()
            || find(dictionary, b"FlateDecode") != rfind(dictionary, b"FlateDecode");
        let packed = bytes[at..].trim_ascii_start();
        let mut unpacked = ZlibDecoder::new(packed).take(OBJECT_STREAMS_BYTES_MAX);
        let mut buffer = vec![0; 64 << 10];
        while let Ok(read @ 1..) = unpacked.read(&mut buffer) {
            total += read as u64;
        }
        if is_chain || total >= OBJECT_STREAMS_BYTES_MAX {
            return true;
        }
    }
    false
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

fn rfind(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}
