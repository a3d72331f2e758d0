//! In the place of the log on a server where this program was built without PostgreSQL.

use super::{OriginAddress, OriginCredentials, OriginError, OriginRight};
use crate::domain::Position;
use crate::log::LogError;
use crate::log::findings::Findings;
use crate::log::hash::Hash;
use crate::log::log_head::LogHead;
use crate::log::row::EventRow;
use crate::log::store::{LogStore, RowSelection, StoredRow, TreeNode};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::time::Duration;

/// A log on a PostgreSQL server, of which there is none: [`connect`](Self::connect) always fails.
#[derive(Debug)]
pub struct PostgresLog(Infallible);

impl PostgresLog {
    /// Fails: PostgreSQL is not built in.
    pub fn connect(_: &OriginAddress, _: &OriginCredentials) -> Result<Self, LogError> {
        Err(OriginError::NotBuiltIn.into())
    }

    /// Fails: PostgreSQL is not built in.
    pub fn open(address: &OriginAddress, credentials: &OriginCredentials) -> Result<Self, LogError> {
        Self::connect(address, credentials)
    }

    /// Begins a transaction.
    pub fn begin_write(&self) -> Result<(), LogError> {
        match self.0 {}
    }

    /// Commits the transaction.
    pub fn commit(&self) -> Result<(), LogError> {
        match self.0 {}
    }

    /// Undoes the transaction.
    pub fn roll_back(&self) -> Result<(), LogError> {
        match self.0 {}
    }

    /// Waits until what can be seen is as safe as a commit is.
    pub fn acknowledge(&self) -> Result<(), LogError> {
        match self.0 {}
    }

    /// Waits until another writer has committed.
    pub fn wait_for_hint(&self, _: Duration) -> Result<bool, LogError> {
        match self.0 {}
    }

    /// Whether the database holds a log.
    pub fn has_log(&self) -> Result<bool, LogError> {
        match self.0 {}
    }

    /// Makes the tables of a log.
    pub fn create_schema(&self) -> Result<(), LogError> {
        match self.0 {}
    }

    /// Grants a role a right.
    pub fn grant(&self, _: &str, _: OriginRight) -> Result<(), LogError> {
        match self.0 {}
    }

    /// Finds what is wrong with the tables.
    pub fn verify_tables(&self, _: &mut Findings) -> Result<(), LogError> {
        match self.0 {}
    }
}

impl LogStore for PostgresLog {
    fn head(&self) -> Result<Option<LogHead>, LogError> {
        match self.0 {}
    }

    fn stream_version(&self, _: &str) -> Result<u64, LogError> {
        match self.0 {}
    }

    fn for_each_row(
        &self,
        _: &RowSelection<'_>,
        _: &mut dyn FnMut(StoredRow<'_>) -> Result<bool, LogError>,
    ) -> Result<(), LogError> {
        match self.0 {}
    }

    fn for_each_leaf(&self, _: u64, _: u64, _: &mut dyn FnMut(Hash) -> bool) -> Result<(), LogError> {
        match self.0 {}
    }

    fn for_each_version(&self, _: &mut dyn FnMut(&[u8], i64, i64)) -> Result<(), LogError> {
        match self.0 {}
    }

    fn stray_positions(&self) -> Result<Vec<i64>, LogError> {
        match self.0 {}
    }

    fn has_tree(&self) -> Result<bool, LogError> {
        match self.0 {}
    }

    fn tree_node(&self, _: u32, _: u64) -> Result<Option<Hash>, LogError> {
        match self.0 {}
    }

    fn for_each_tree_node(&self, _: &mut dyn FnMut(u32, u64, Option<Hash>)) -> Result<(), LogError> {
        match self.0 {}
    }

    fn write(&self, _: &[EventRow<'_>], _: &[TreeNode]) -> Result<(), LogError> {
        match self.0 {}
    }

    fn take_away(&self, _: &BTreeSet<Position>, _: &BTreeMap<Position, String>) -> Result<(), LogError> {
        match self.0 {}
    }
}
