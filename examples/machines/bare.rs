//! The limit: the same rows by COPY, into tables with the same unique indexes and nothing else, under the same lock.

use crate::MeasureResult;
use dixit::log::{EventRecord, TextRecord};
use postgres::binary_copy::BinaryCopyInWriter;
use postgres::types::Type;
use postgres::{Client, NoTls, Transaction};
use std::io::Read;

const TABLES: &str = r#"
    CREATE TABLE event (
        pos bigint PRIMARY KEY, event_id bytea NOT NULL UNIQUE, stream text COLLATE "C" NOT NULL, version bigint NOT NULL,
        type text COLLATE "C" NOT NULL, schema_version bigint NOT NULL, recorded_at bigint NOT NULL,
        actor text COLLATE "C" NOT NULL, correlation_id bytea NOT NULL, causation_id bytea, body_hash bytea NOT NULL,
        leaf_hash bytea NOT NULL, UNIQUE (stream, version)
    );
    CREATE TABLE body (pos bigint PRIMARY KEY, salt bytea NOT NULL, content text NOT NULL);
    CREATE TABLE text (pos bigint PRIMARY KEY, salt bytea, content bytea);
"#;

/// A database with bare tables.
pub(crate) fn new_tables(address: &str) -> MeasureResult<Client> {
    let mut client = Client::connect(address, NoTls)?;
    client.batch_execute(TABLES)?;
    Ok(client)
}

/// Writes `records` in one transaction.
pub(crate) fn copy_in(client: &mut Client, records: &[&EventRecord]) -> MeasureResult<()> {
    let mut tx = client.transaction()?;
    tx.batch_execute("SELECT pg_advisory_xact_lock(1)")?;
    copy_events(&mut tx, records)?;
    let sink = tx.copy_in("COPY body FROM STDIN BINARY")?;
    let mut writer = BinaryCopyInWriter::new(sink, &[Type::INT8, Type::BYTEA, Type::TEXT]);
    for record in records {
        writer.write(&[
            &record.position.number().cast_signed(),
            &record.body_salt,
            &record.body,
        ])?;
    }
    writer.finish()?;
    let sink = tx.copy_in("COPY text FROM STDIN BINARY")?;
    let mut writer = BinaryCopyInWriter::new(sink, &[Type::INT8, Type::BYTEA, Type::BYTEA]);
    for record in records {
        if let Some(TextRecord::Kept(salt, content)) = &record.text {
            writer.write(&[&record.position.number().cast_signed(), salt, &content.as_bytes()])?;
        }
    }
    writer.finish()?;
    Ok(tx.commit()?)
}

fn copy_events(tx: &mut Transaction<'_>, records: &[&EventRecord]) -> MeasureResult<()> {
    let types = [
        Type::INT8,
        Type::BYTEA,
        Type::TEXT,
        Type::INT8,
        Type::TEXT,
        Type::INT8,
        Type::INT8,
        Type::TEXT,
        Type::BYTEA,
        Type::BYTEA,
        Type::BYTEA,
        Type::BYTEA,
    ];
    let sink = tx.copy_in("COPY event FROM STDIN BINARY")?;
    let mut writer = BinaryCopyInWriter::new(sink, &types);
    for record in records {
        let leaf = record.leaf_hash();
        writer.write(&[
            &record.position.number().cast_signed(),
            &record.id,
            &record.stream,
            &record.version.cast_signed(),
            &record.kind,
            &record.schema_version,
            &record.recorded_at,
            &record.actor,
            &record.correlation,
            &record.causation,
            &&record.body_hash.as_bytes()[..],
            &&leaf.as_bytes()[..],
        ])?;
    }
    writer.finish()?;
    Ok(())
}

/// Reads all rows of the log by COPY, and returns how many bytes that are.
pub(crate) fn copy_out(address: &str) -> MeasureResult<u64> {
    let mut client = Client::connect(address, NoTls)?;
    let mut bytes = 0;
    let mut buffer = vec![0; 1 << 20];
    for table in ["event", "body", "text"] {
        let mut reader = client.copy_out(&format!("COPY dixit.{table} TO STDOUT BINARY"))?;
        loop {
            let read = reader.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            bytes += read as u64;
        }
    }
    Ok(bytes)
}
