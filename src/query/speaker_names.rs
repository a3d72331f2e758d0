//! The names of many speakers: looked up one speaker at a time, or all in one pass where most are wanted. The rules are
//! those of [`canonical_name_sql`](super::canonical_speakers::canonical_name_sql) and its neighbours.

use super::{QueryError, SpeakerRef, sql};
use crate::domain::SpeakerKind;
use rusqlite::{Connection, Row};
use std::collections::{BTreeSet, HashMap};

/// From this number of speakers on, one pass over all names costs less than a look-up for each.
pub(super) const LOOKED_UP_MAX: usize = 1000;

/// The mergers of speakers, and the names read so far.
pub(super) struct SpeakerNames<'c> {
    conn: &'c Connection,
    /// The canonical speaker of each merged one.
    canonical: HashMap<i64, i64>,
    /// The speakers merged into each canonical one.
    merged: HashMap<i64, Vec<i64>>,
    /// The names of each speaker, if all were read.
    all: Option<HashMap<i64, StoredNames>>,
}

/// The names of one speaker, or of several that are one.
#[derive(Debug, Clone, Default)]
pub(super) struct StoredNames {
    reference: Option<String>,
    description: Option<String>,
    /// Whether an article or a person named the speaker.
    is_named: bool,
    /// Place of the kind in [`KINDS`]; `None` if no article gives it.
    kind: Option<usize>,
    /// Every name.
    pub(super) names: BTreeSet<String>,
}

/// The kinds of speakers; of several, the first wins.
const KINDS: [SpeakerKind; 5] = [
    SpeakerKind::Person,
    SpeakerKind::Institution,
    SpeakerKind::Document,
    SpeakerKind::Group,
    SpeakerKind::Unknown,
];

const COLUMNS: &str = "SELECT source, name, kind, speaker FROM speaker_name";

impl StoredNames {
    fn add(&mut self, row: &Row<'_>) -> Result<(), QueryError> {
        let name: String = row.get(1)?;
        let source = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        match source {
            "reference" => self.reference = self.reference.take().max(Some(name.clone())),
            "description" => self.description = self.description.take().max(Some(name.clone())),
            _ => {}
        }
        self.is_named |= matches!(source, "reference" | "alias");
        if matches!(source, "reference" | "description") {
            let kind: SpeakerKind = sql::parse_cell(row, 2, "a kind of speaker")?;
            let place = KINDS.iter().position(|known| *known == kind);
            self.kind = [self.kind, place].into_iter().flatten().min();
        }
        self.names.insert(name);
        Ok(())
    }

    fn merge(&mut self, other: Self) {
        self.reference = self.reference.take().or(other.reference);
        self.description = self.description.take().or(other.description);
        self.is_named |= other.is_named;
        self.kind = [self.kind, other.kind].into_iter().flatten().min();
        self.names.extend(other.names);
    }

    /// The canonical name.
    pub(super) fn name(&self) -> Option<&str> {
        self.reference.as_deref().or(self.description.as_deref())
    }

    /// Whether the speaker is only described.
    pub(super) const fn is_described(&self) -> bool {
        !self.is_named
    }

    /// The kind of the speaker.
    pub(super) fn kind(&self) -> SpeakerKind {
        self.kind.map_or(SpeakerKind::Unknown, |place| KINDS[place])
    }
}

impl<'c> SpeakerNames<'c> {
    /// Loads the mergers. Names are looked up when they are asked for.
    pub(super) fn new(conn: &'c Connection) -> Result<Self, QueryError> {
        let mut names = Self {
            conn,
            canonical: HashMap::new(),
            merged: HashMap::new(),
            all: None,
        };
        let mut select =
            conn.prepare_cached("SELECT speaker, canonical FROM canonical_speaker ORDER BY 1")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let (speaker, canonical) = (row.get(0)?, row.get(1)?);
            names.canonical.insert(speaker, canonical);
            names.merged.entry(canonical).or_default().push(speaker);
        }
        Ok(names)
    }

    /// Reads all names in one pass if more than [`LOOKED_UP_MAX`] are `wanted`.
    pub(super) fn prepare_for(&mut self, wanted: usize) -> Result<(), QueryError> {
        if wanted <= LOOKED_UP_MAX || self.all.is_some() {
            return Ok(());
        }
        let mut all: HashMap<i64, StoredNames> = HashMap::new();
        let mut select = self.conn.prepare_cached(COLUMNS)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            all.entry(row.get(3)?).or_default().add(row)?;
        }
        self.all = Some(all);
        Ok(())
    }

    /// The canonical speaker of `speaker`.
    pub(super) fn canonical_of(&self, speaker: i64) -> i64 {
        self.canonical.get(&speaker).copied().unwrap_or(speaker)
    }

    /// A canonical speaker and all merged into it.
    pub(super) fn members_of(&self, canonical: i64) -> impl Iterator<Item = i64> {
        let merged = self.merged.get(&canonical).into_iter().flatten();
        std::iter::once(canonical).chain(merged.copied())
    }

    /// The canonical speakers into which others are merged.
    pub(super) fn with_merged_speakers(&self) -> impl Iterator<Item = i64> {
        self.merged.keys().copied()
    }

    /// Calls `visit` with the canonical name of each of these canonical speakers, which are in order of their rows;
    /// leaves out those without a name.
    pub(super) fn for_each_name(
        &self,
        speakers: &[i64],
        mut visit: impl FnMut(i64, String),
    ) -> Result<(), QueryError> {
        let is_plain = |speaker: i64| !self.merged.contains_key(&speaker);
        let mut looked_up: Vec<i64> = speakers.to_vec();
        if speakers.len() > LOOKED_UP_MAX {
            looked_up.retain(|speaker| !is_plain(*speaker));
            // Within a speaker, references come after descriptions, and the greatest name comes last.
            let mut select = self.conn.prepare_cached(
                "SELECT speaker, name FROM speaker_name WHERE source IN ('description', 'reference')
                 ORDER BY speaker, source, name",
            )?;
            let mut rows = select.query([])?;
            let mut wanted = speakers.iter().copied().filter(|speaker| is_plain(*speaker));
            let mut next = wanted.next();
            let mut last: Option<(i64, String)> = None;
            while let (Some(row), Some(speaker)) = (rows.next()?, next) {
                let of: i64 = row.get(0)?;
                if of > speaker {
                    if let Some((speaker, name)) = last.take() {
                        visit(speaker, name);
                    }
                    next = wanted.find(|speaker| *speaker >= of);
                }
                if next == Some(of) {
                    last = Some((of, row.get(1)?));
                }
            }
            if let Some((speaker, name)) = last {
                visit(speaker, name);
            }
        }
        for speaker in looked_up {
            if let Some(name) = self.names_of(speaker)?.name() {
                visit(speaker, name.to_owned());
            }
        }
        Ok(())
    }

    /// The names of a canonical speaker and of all merged into it. The canonical name is one of its own, if it has any
    /// of the kind, else the greatest of the others.
    pub(super) fn names_of(&self, canonical: i64) -> Result<StoredNames, QueryError> {
        let mut names = self.own_names(canonical)?;
        let mut others = StoredNames::default();
        for member in self.merged.get(&canonical).into_iter().flatten() {
            let mut of_member = self.own_names(*member)?;
            of_member.reference = of_member.reference.max(others.reference.take());
            of_member.description = of_member.description.max(others.description.take());
            others.merge(of_member);
        }
        names.merge(others);
        Ok(names)
    }

    fn own_names(&self, speaker: i64) -> Result<StoredNames, QueryError> {
        if let Some(all) = &self.all {
            return Ok(all.get(&speaker).cloned().unwrap_or_default());
        }
        let mut names = StoredNames::default();
        let mut select = self
            .conn
            .prepare_cached(&format!("{COLUMNS} WHERE speaker = ?1"))?;
        let mut rows = select.query([speaker])?;
        while let Some(row) = rows.next()? {
            names.add(row)?;
        }
        Ok(names)
    }

    /// The reference to a canonical speaker; `None` if it has no name.
    pub(super) fn reference_to(&self, canonical: i64) -> Result<Option<SpeakerRef>, QueryError> {
        let names = self.names_of(canonical)?;
        let Some(name) = names.name() else {
            return Ok(None);
        };
        let mut select = self
            .conn
            .prepare_cached("SELECT id FROM speaker WHERE row = ?1")?;
        let mut rows = select.query([canonical])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        Ok(Some(SpeakerRef {
            id: sql::parse_cell(row, 0, "a speaker id")?,
            name: name.to_owned(),
        }))
    }
}
