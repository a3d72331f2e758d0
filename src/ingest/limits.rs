/// Maximum size of one article, in bytes. No newspaper prints an article this long; a log or a database dump that was
/// named by mistake is refused before it fills the memory.
pub const ARTICLE_BYTES_MAX: u64 = 8 << 20;

/// Maximum size of a document of another format than text, in bytes: its pictures and fonts are larger than its text.
pub(super) const DOCUMENT_BYTES_MAX: u64 = 64 << 20;
/// Maximum size, in bytes, of an archive that does not come as a file, so that it is kept in memory.
pub(super) const ARCHIVE_BYTES_MAX: u64 = 256 << 20;
/// Maximum number of archives and compressions around a document.
pub(super) const DEPTH_MAX: usize = 3;
