/// Maximum size of one article, in bytes. No newspaper prints an article this long; a log or a database dump that was
/// named by mistake is refused before it fills the memory.
pub const ARTICLE_BYTES_MAX: u64 = 8 << 20;
