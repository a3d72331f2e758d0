//! The primary is lost and a standby takes over, or the standby is lost and somebody gives up waiting for it: only what
//! a standby has is acknowledged.

use super::machine::{Counts, Machine, Round, Told, next_article, record_without_copy, stream_of};
use super::origin::{DATABASE, open_log, safe_options, start_origin, verify_origin};
use super::server_killed::publish;
use crate::common::dice::{Dice, rounds};
use crate::common::postgres_server::{PostgresServer, is_postgres_installed};
use crate::common::server_faults::{kill, promote, start_standby, stop, wait_until};
use dixit::log::{LogError, OriginError};
use dixit::tracker::TrackerError;
use std::thread::{scope, sleep};
use std::time::Duration;

const MACHINES: usize = 4;
const ROUNDS: usize = 1;
const ROUNDS_LONG: usize = 25;

/// A primary that waits for one of its `standbys`, which run.
fn start_group(standbys: &[&str]) -> (PostgresServer, Vec<PostgresServer>) {
    let primary = start_origin(&safe_options());
    let started: Vec<PostgresServer> = standbys
        .iter()
        .map(|name| start_standby(&primary, name))
        .collect();
    let names = standbys.join(", ");
    let mut client = primary.client("postgres", "postgres");
    client
        .batch_execute(&format!(
            "ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 ({names})'"
        ))
        .unwrap();
    client.batch_execute("SELECT pg_reload_conf()").unwrap();
    wait_until("standbys that the primary waits for", || {
        count_synchronous(&primary) == standbys.len()
    });
    (primary, started)
}

/// Number of standbys that the primary waits for.
fn count_synchronous(primary: &PostgresServer) -> usize {
    let row = primary
        .client("postgres", "postgres")
        .query_one(
            "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'quorum'",
            &[],
        )
        .unwrap();
    usize::try_from(row.get::<_, i64>(0)).unwrap()
}

/// The address of the log on all of these servers: whichever is the primary.
fn address_of(servers: &[&PostgresServer]) -> String {
    let hosts: Vec<String> = servers
        .iter()
        .map(|server| format!("127.0.0.1:{}", server.port))
        .collect();
    format!(
        "postgres://postgres@{}/{DATABASE}?sslmode=disable",
        hosts.join(",")
    )
}

/// How far a standby has written what it received.
fn received(standby: &PostgresServer) -> i64 {
    let row = standby
        .client("postgres", "postgres")
        .query_one("SELECT (pg_last_wal_receive_lsn() - '0/0')::bigint", &[])
        .unwrap();
    row.get(0)
}

#[test]
fn promoted_standby_has_everything_that_was_acknowledged() {
    if !is_postgres_installed() {
        return;
    }
    let mut dice = Dice::new();
    let rounds = rounds(ROUNDS, ROUNDS_LONG);
    let mut counts = Counts::default();
    for _ in 0..rounds {
        let (mut primary, standbys) = start_group(&["second", "third"]);
        let address = address_of(&[&primary, &standbys[0], &standbys[1]]);
        let mut machines: Vec<Machine> = (0..MACHINES)
            .map(|number| Machine::clone_of(&address, &format!("machine {number}")))
            .collect();
        let round = Round::default();
        let mut told = Told::default();
        scope(|scope| {
            let round = &round;
            let writing: Vec<_> = machines
                .iter_mut()
                .map(|machine| scope.spawn(move || machine.record_while(|| round.goes_on())))
                .collect();
            round.wait_for_first(MACHINES);
            sleep(Duration::from_millis(dice.below(400) as u64));
            kill(&mut primary);
            // With a quorum, the one that received most has everything that was acknowledged.
            let next = standbys.iter().max_by_key(|standby| received(standby)).unwrap();
            promote(next);
            sleep(Duration::from_millis(100));
            round.end();
            for machine in writing {
                told.add(machine.join().unwrap());
            }
        });
        let log = verify_origin(&open_log(&address).unwrap());
        for machine in &mut machines {
            machine.assert_same_as(&log);
            machine.assert_sound();
        }
        counts.add(told.count(&log));
    }
    publish(
        "primary killed and a standby promoted, quorum of 1 of 2",
        rounds,
        counts,
        &dice,
    );
}

/// Ends every wait for a standby by `function`, as somebody would who does not know what they do.
fn give_up_waiting(primary: &PostgresServer, function: &str) {
    let mut client = primary.client("postgres", "postgres");
    let sql = format!("SELECT {function}(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    wait_until("somebody who waits for the standby", || {
        !client.query(&sql, &[]).unwrap().is_empty()
    });
}

#[test]
fn cancelled_wait_for_a_standby_is_no_acknowledgement() {
    if !is_postgres_installed() {
        return;
    }
    let (primary, mut standbys) = start_group(&["second"]);
    let standby = &mut standbys[0];
    let address = address_of(&[&primary, standby]);
    let mut machine = Machine::clone_of(&address, "machine");
    assert!(machine.record(next_article()).is_none());
    stop(standby);
    let bare = open_log(&address).unwrap();
    let (by_copy, bare_number) = (next_article(), next_article());
    scope(|scope| {
        let recording = scope.spawn(|| machine.record(by_copy));
        give_up_waiting(&primary, "pg_cancel_backend");
        let error = recording.join().unwrap().unwrap();
        assert!(
            matches!(
                error,
                TrackerError::Log(LogError::Origin(OriginError::NotAcknowledged { .. }))
            ),
            "{error}"
        );
        let recording = scope.spawn(move || record_without_copy(&bare, bare_number));
        give_up_waiting(&primary, "pg_cancel_backend");
        let error = recording.join().unwrap().unwrap_err();
        assert!(
            matches!(
                error,
                TrackerError::Log(LogError::Origin(OriginError::NotAcknowledged { .. }))
            ),
            "{error}"
        );
    });
    // The copy did not take what a failover can still lose as its own.
    assert_eq!(machine.tracker.head().unwrap().unwrap().position.number(), 3);
    // The standby comes back and has it: then the copy takes it.
    standby.start_again();
    wait_until("the standby", || count_synchronous(&primary) == 1);
    let log = verify_origin(&open_log(&address).unwrap());
    assert!(log.articles.contains(&stream_of(by_copy)) && log.articles.contains(&stream_of(bare_number)));
    machine.assert_same_as(&log);
    println!(
        "cancelled wait for the standby × 2 rounds × 3 acknowledged × 0 lost; 2 cancelled, none acknowledged"
    );
}

/// What was visible and not acknowledged is lost by a failover: a copy that took it meanwhile says that it is a fork.
#[test]
fn copy_that_took_what_a_failover_lost_says_so() {
    if !is_postgres_installed() {
        return;
    }
    let (mut primary, mut standbys) = start_group(&["second"]);
    let standby = &mut standbys[0];
    let address = address_of(&[&primary, standby]);
    let mut machine = Machine::clone_of(&address, "machine");
    let mut reader = Machine::clone_of(&address, "reader");
    assert!(machine.record(next_article()).is_none());
    stop(standby);
    let number = next_article();
    scope(|scope| {
        let recording = scope.spawn(|| machine.record(number));
        give_up_waiting(&primary, "pg_cancel_backend");
        assert!(recording.join().unwrap().is_some());
    });
    assert_eq!(reader.sync().unwrap().position.number(), 6);
    kill(&mut primary);
    standby.start_again();
    promote(standby);
    let lost = verify_origin(&open_log(&address).unwrap());
    assert_eq!(lost.events, 3);
    let error = reader.sync().unwrap_err();
    assert!(
        matches!(&error, TrackerError::Fork { first, .. } if first.number() == 4),
        "{error}"
    );
    // The one that was not acknowledged did not keep it, and goes on.
    assert!(machine.record(number).is_none());
    machine.assert_same_as(&verify_origin(&open_log(&address).unwrap()));
}

/// Who waits for a standby and loses the connection finds the event there, and waits again until the standby has it.
#[test]
fn lost_connection_while_waiting_for_a_standby_is_no_acknowledgement_either() {
    if !is_postgres_installed() {
        return;
    }
    let (primary, mut standbys) = start_group(&["second"]);
    let standby = &mut standbys[0];
    let address = address_of(&[&primary, standby]);
    let mut machine = Machine::clone_of(&address, "machine");
    stop(standby);
    let number = next_article();
    scope(|scope| {
        let recording = scope.spawn(|| machine.record(number));
        give_up_waiting(&primary, "pg_terminate_backend");
        sleep(Duration::from_millis(500));
        assert!(!recording.is_finished(), "acknowledged without a standby");
        standby.start_again();
        let error = recording.join().unwrap();
        assert!(error.is_none(), "{error:?}");
    });
    machine.assert_same_as(&verify_origin(&open_log(&address).unwrap()));
    promote(standby);
    assert!(
        verify_origin(&open_log(&address_of(&[standby])).unwrap())
            .articles
            .contains(&stream_of(number))
    );
}
