use super::placed::entries;
use super::selection::{DISPUTE, Selection, list};
use super::{Entry, QueryError, Question, SpeakerName, Timeline, people};
use crate::domain::fold;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a person should look at, the worst first: what a newer extractor reads otherwise than was decided, what the
/// extractor doubts, and surnames that fit several persons.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Review {
    /// Which statements. Its limit is that of the whole queue.
    pub within: Timeline,
    /// Only with this doubt; `dispute` is what a newer extractor reads otherwise, `surname` a name that fits several.
    pub doubt: Option<String>,
}

/// The queue, the worst first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Queue(pub Vec<Doubtful>);

/// A statement that somebody should look at.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Doubtful {
    /// The statement.
    #[serde(flatten)]
    pub entry: Entry,
    /// How bad it is; more is worse.
    pub weight: i64,
    /// What a newer extractor reads otherwise than was decided.
    pub dispute: Option<String>,
    /// Who may be meant by a bare surname.
    pub may_be: Vec<SpeakerName>,
}

impl Review {
    /// Below this certainty, in per cent, a reading is looked at even where no doubt has a name.
    const SURE: i64 = 60;
    /// What a named doubt weighs.
    const DOUBT: i64 = 10;
    /// What a dispute weighs: it goes against what a person decided.
    const DISPUTE: i64 = 100;
    /// What a name weighs that fits several persons.
    const SURNAME: i64 = 40;
}

impl Question for Review {
    type Answer = Queue;

    fn answer(&self, conn: &Connection) -> Result<Queue, QueryError> {
        let surnames = surnames(conn)?;
        let ambiguous: Vec<i64> = surnames.keys().copied().collect();
        let open = format!(
            "(s.confirmed = 0 AND s.corrected = ''
                 AND (s.doubts <> '' OR s.confidence < {} OR s.speaker IN ({}))
              OR EXISTS (SELECT 1 FROM disputed AS d WHERE d.statement = s.id))",
            Self::SURE,
            list(&ambiguous)
        );
        let selection = Selection::of(&self.within, conn)?.demanding(&open);
        let cells = format!("s.row, s.doubts, s.confidence, s.speaker, {DISPUTE}");
        let mut open = Vec::new();
        selection.rows(conn, (&cells, "", "1", Selection::ORDER), |cells| {
            let doubts: String = cells.get(1)?;
            let surname = cells
                .get::<_, Option<i64>>(3)?
                .filter(|speaker| surnames.contains_key(speaker));
            let dispute: Option<String> = cells.get(4)?;
            let named = doubts.split_whitespace();
            let own = [
                dispute.as_ref().map(|_| Self::DISPUTED),
                surname.map(|_| Self::AMBIGUOUS_SURNAME),
            ];
            let wanted = self.doubt.as_deref();
            if wanted.is_some_and(|wanted| {
                !named
                    .clone()
                    .chain(own.into_iter().flatten())
                    .any(|doubt| doubt == wanted)
            }) {
                return Ok(());
            }
            let weight = 100 - cells.get::<_, i64>(2)?
                + Self::DOUBT * i64::try_from(named.count()).unwrap_or_default()
                + dispute.as_ref().map_or(0, |_| Self::DISPUTE)
                + surname.map_or(0, |_| Self::SURNAME);
            open.push((cells.get::<_, i64>(0)?, weight, dispute, surname));
            Ok(())
        })?;
        open.sort_by_key(|(_, weight, ..)| std::cmp::Reverse(*weight));
        open.truncate(self.within.limit.unwrap_or(usize::MAX));
        let mut entries = entries(conn, &open.iter().map(|(row, ..)| *row).collect::<Vec<_>>())?;
        let queue = open.into_iter().filter_map(|(row, weight, dispute, surname)| {
            Some(Doubtful {
                entry: entries.remove(&row)?,
                weight,
                dispute,
                may_be: surname
                    .and_then(|speaker| surnames.get(&speaker))
                    .cloned()
                    .unwrap_or_default(),
            })
        });
        Ok(Queue(queue.collect()))
    }
}

impl Doubtful {
    /// The names of what is doubted.
    pub fn doubts(&self) -> impl Iterator<Item = &str> {
        let named = self.entry.doubts.iter().map(|doubt| doubt.as_str());
        let dispute = self.dispute.iter().map(|_| Review::DISPUTED);
        let surname = self.may_be.first().map(|_| Review::AMBIGUOUS_SURNAME);
        named.chain(dispute).chain(surname)
    }
}

impl Review {
    /// The name of a doubt: a newer extractor reads it otherwise than was decided.
    pub const DISPUTED: &str = "dispute";
    /// The name of a doubt: a bare surname fits several persons.
    pub const AMBIGUOUS_SURNAME: &str = "surname";
}

/// The speakers who are only called by one word that is the last word of the names of several persons, with these.
fn surnames(conn: &Connection) -> Result<BTreeMap<i64, Vec<SpeakerName>>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT n.speaker, n.name FROM name AS n
         WHERE n.source = 'reference' AND n.kind IN ('person', 'unknown') ORDER BY n.speaker",
    )?;
    let mut rows = select.query([])?;
    let mut bare: Vec<(i64, String)> = Vec::new();
    let mut full: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (speaker, name): (i64, String) = (row.get(0)?, row.get(1)?);
        let folded = fold(&name);
        match folded.rsplit_once(' ') {
            None => bare.push((speaker, folded)),
            Some((_, last)) => full.entry(last.to_owned()).or_default().push(speaker),
        }
    }
    let mut found = BTreeMap::new();
    for (speaker, name) in bare {
        let Some(bearers) = full.get(&name) else { continue };
        let wholes = people::wholes(conn, bearers)?;
        let own = people::wholes(conn, &[speaker])?;
        if wholes.len() > 1 && wholes.iter().all(|whole| !own.contains(whole)) {
            found.insert(speaker, people::all_named(conn, &wholes)?);
        }
    }
    Ok(found)
}
