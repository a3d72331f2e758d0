/// Maximum size, in bytes, of one document in an archive. It is unpacked in memory.
pub(crate) const MEMBER_BYTES_MAX: u64 = 64 << 20;

/// One of the documents in an archive, unpacked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ArchiveMember {
    /// Its path in the archive, or what the archive calls it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type, if the archive says so, as in "text/html; charset=utf-8".
    pub media_type: Option<String>,
    /// The web address that it was fetched from, if the archive says so.
    pub address: Option<String>,
    /// When it was fetched, if the archive says so: RFC 3339.
    pub fetched_at: Option<String>,
}
