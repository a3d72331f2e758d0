use super::{Finding, LogError, Severity};

/// What a verification found: the first findings one by one, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    listed: Vec<Finding>,
    notes: u64,
    differences: u64,
    damages: u64,
}

impl Findings {
    /// Number of findings of each severity that are listed one by one; the others are counted.
    pub const LISTED_MAX: u64 = 1000;

    /// Adds a finding.
    pub fn push(&mut self, finding: impl Into<Finding>) {
        let finding = finding.into();
        let count = match finding.severity {
            Severity::Note => &mut self.notes,
            Severity::Difference => &mut self.differences,
            Severity::Damage => &mut self.damages,
        };
        *count += 1;
        if *count <= Self::LISTED_MAX {
            self.listed.push(finding);
        }
    }

    /// Adds an error that says that the database file is damaged. Returns any other error.
    pub fn push_error(
        &mut self,
        error: LogError,
        to_finding: impl FnOnce(String) -> Finding,
    ) -> Result<(), LogError> {
        match error {
            LogError::Damaged(damage) => self.push(damage),
            LogError::Unsound(finding) => self.push(*finding),
            LogError::Corrupt(what) => self.push(to_finding(what)),
            error => return Err(error),
        }
        Ok(())
    }

    /// Adds all findings of `other`.
    pub fn append(&mut self, other: Self) {
        let listed = |severity| {
            other
                .listed
                .iter()
                .filter(|finding| finding.severity == severity)
                .count() as u64
        };
        // What `other` only counted is only counted here too.
        let notes = other.notes - listed(Severity::Note);
        let differences = other.differences - listed(Severity::Difference);
        let damages = other.damages - listed(Severity::Damage);
        for finding in other.listed {
            self.push(finding);
        }
        self.notes += notes;
        self.differences += differences;
        self.damages += damages;
    }

    /// Those that are listed, in the order in which they were found.
    pub fn listed(&self) -> &[Finding] {
        &self.listed
    }

    /// Number of findings that are not listed.
    pub fn unlisted(&self) -> u64 {
        self.notes + self.differences + self.damages - self.listed.len() as u64
    }

    /// Number of findings of a severity.
    pub const fn count(&self, severity: Severity) -> u64 {
        match severity {
            Severity::Note => self.notes,
            Severity::Difference => self.differences,
            Severity::Damage => self.damages,
        }
    }

    /// The first finding of the worst severity; `None` where there are none but notes.
    pub fn worst(&self) -> Option<&Finding> {
        [Severity::Damage, Severity::Difference]
            .into_iter()
            .find_map(|severity| self.listed.iter().find(|finding| finding.severity == severity))
    }

    /// Whether the log is damaged.
    pub const fn has_damage(&self) -> bool {
        self.damages > 0
    }

    /// Whether there is nothing but notes.
    pub const fn is_sound(&self) -> bool {
        self.damages == 0 && self.differences == 0
    }

    /// Sorts the listed findings: the worst first, and those about events by position.
    pub fn sort(&mut self) {
        self.listed.sort_by_key(|finding| {
            (
                std::cmp::Reverse(finding.severity),
                finding.position.is_none(),
                finding.position,
            )
        });
    }

    /// The first damage as an error, for what stops at the first one.
    pub fn check_undamaged(&self) -> Result<(), LogError> {
        match self.worst() {
            Some(finding) if self.has_damage() => Err(finding.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Position;
    use crate::log::{Damage, DamagedPart, FindingPart};

    fn damage(number: u64) -> Damage {
        Damage {
            position: Position::new(number),
            part: DamagedPart::Body,
        }
    }

    #[test]
    fn findings_beyond_the_limit_are_counted() {
        let mut findings = Findings::default();
        for number in 1..=Findings::LISTED_MAX + 5 {
            findings.push(damage(number));
        }
        findings.push(Finding::difference(FindingPart::ReadModel, "topics", "differs"));
        let mut all = Findings::default();
        all.push(damage(9999));
        all.append(findings);
        assert_eq!(all.count(Severity::Damage), Findings::LISTED_MAX + 6);
        assert_eq!(all.unlisted(), 6);
        assert_eq!(all.count(Severity::Difference), 1);
        all.sort();
        let places: Vec<&str> = all.listed().iter().map(|finding| &*finding.place).collect();
        assert_eq!((places[0], places[1000]), ("@1", "topics"));
        assert!(matches!(all.check_undamaged(), Err(LogError::Damaged(found)) if found == damage(1)));
    }

    #[test]
    fn notes_are_sound() {
        let mut findings = Findings::default();
        findings.push(Finding::note(FindingPart::Clock, Position::new(3), "a jump"));
        assert!(findings.is_sound() && !findings.has_damage());
        assert_eq!(findings.worst(), None);
    }
}
