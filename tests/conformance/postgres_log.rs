//! The log on a PostgreSQL server, for the suite: a database of its own in the server that all tests share.

use super::test_log::TestLog;
use crate::common::postgres_server::PostgresServer;
use dixit::log::{LogError, LogStore, OriginCredentials, PostgresLog};
use postgres::Client;

/// The functions of SQLite for bytes, so that the tests have one SQL.
const BYTES: &str = "
    CREATE FUNCTION public.zeroblob(n int) RETURNS bytea LANGUAGE sql AS $$ SELECT decode(repeat('00', n), 'hex') $$;
    CREATE FUNCTION public.randomblob(n int) RETURNS bytea LANGUAGE sql VOLATILE
        AS $$ SELECT substr(sha512(gen_random_uuid()::text::bytea), 1, n) $$;";

/// Takes the checks of the tables away, which hold even where no trigger does.
const DROP_CHECKS: &str = "DO $$
    DECLARE
        c record;
    BEGIN
        FOR c IN SELECT conrelid::regclass AS of, conname FROM pg_constraint
            WHERE contype = 'c' AND connamespace = 'dixit'::regnamespace
        LOOP
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.of, c.conname);
        END LOOP;
    END
    $$;";

/// A database with a log.
pub(super) struct PostgresTestLog {
    database: String,
}

impl PostgresTestLog {
    /// A connection of somebody who may do everything, and who does not use dixit.
    fn foreign_client(&self) -> Client {
        let mut client = PostgresServer::shared().client("postgres", &self.database);
        client.batch_execute("SET search_path = dixit, public").unwrap();
        client
    }
}

impl TestLog for PostgresTestLog {
    type Store = PostgresLog;

    const IS_SQLITE: bool = false;

    fn create() -> Self {
        let database = PostgresServer::shared().new_database();
        let log = Self { database };
        let address = log.place().parse().unwrap();
        let connection = PostgresLog::connect(&address, &OriginCredentials::default()).unwrap();
        connection.create_schema().unwrap();
        log.foreign_client().batch_execute(BYTES).unwrap();
        log
    }

    fn place(&self) -> String {
        PostgresServer::shared().address("postgres", &self.database)
    }

    fn connect_to(place: &str) -> PostgresLog {
        PostgresLog::open(&place.parse().unwrap(), &OriginCredentials::default()).unwrap()
    }

    fn write<R>(
        store: &mut PostgresLog,
        f: impl FnOnce(&dyn LogStore) -> Result<R, LogError>,
    ) -> Result<R, LogError> {
        store.begin_write()?;
        match f(store) {
            Ok(done) => store.commit().map(|()| done),
            Err(error) => {
                store.roll_back()?;
                Err(error)
            }
        }
    }

    fn execute(&self, sql: &str) -> Result<(), String> {
        let done = self.foreign_client().batch_execute(sql);
        done.map_err(|error| error.as_db_error().unwrap().message().to_owned())
    }

    fn tamper(&self, sql: &str) {
        let mut client = self.foreign_client();
        client.batch_execute(DROP_CHECKS).unwrap();
        client
            .batch_execute(&format!("SET session_replication_role = replica; {sql}"))
            .unwrap();
    }

    fn count(&self, sql: &str) -> i64 {
        self.foreign_client().query_one(sql, &[]).unwrap().get(0)
    }

    fn swallowing_trigger(table: &str) -> String {
        format!(
            "CREATE FUNCTION public.swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
             CREATE TRIGGER swallow BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION public.swallow()"
        )
    }
}

impl Drop for PostgresTestLog {
    fn drop(&mut self) {
        PostgresServer::shared().drop_database(&self.database);
    }
}
