//! Reads the robots.txt of each site once and obeys it (RFC 9309).

use super::error::FetchError;
use super::exchange::{Answer, LargerBody, Question};
use super::options::FetchOptions;
use super::polite_client::PoliteClient;
use super::request::Validators;
use super::robots_rules::RobotsRules;
use super::status::explain_status;
use super::web_address::join_address;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use url::Url;

/// How much of a robots.txt is read; the rest is ignored. RFC 9309 asks for 500 KiB at least.
const ROBOTS_BYTES_MAX: u64 = 512 * 1024;
/// The number of redirects after which a robots.txt counts as absent.
const ROBOTS_REDIRECTS_MAX: usize = 5;
/// How long rules are used before they are read again.
const RULES_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a site is left alone when its robots.txt cannot be read.
const UNAVAILABLE_LIFETIME: Duration = Duration::from_secs(10 * 60);

/// What a site's robots.txt says.
#[derive(Debug)]
enum RobotsState {
    /// There is none: everything is allowed.
    Absent,
    /// Its rules.
    Rules(RobotsRules),
    /// It cannot be read now, for this reason: nothing is allowed.
    Unavailable(FetchError),
}

/// What was read, and until when it is used.
#[derive(Debug)]
struct CachedRobots {
    state: RobotsState,
    expires: SystemTime,
}

/// What is known of one site; locked while its robots.txt is read, so that it is read once.
type SiteEntry = Arc<Mutex<Option<CachedRobots>>>;

/// The robots.txt of each site that was asked.
#[derive(Debug, Default)]
pub(super) struct RobotsCache {
    sites: Mutex<HashMap<String, SiteEntry>>,
}

impl RobotsCache {
    /// Checks that `url` may be fetched, and gives the pause between two requests that the site asks for.
    pub(super) fn check(
        &self,
        url: &Url,
        client: &PoliteClient,
        options: &FetchOptions,
    ) -> Result<Duration, FetchError> {
        let robots_url = join_address(url, "/robots.txt")?;
        if options.ignore_robots || *url == robots_url {
            return Ok(Duration::ZERO);
        }
        let site = {
            let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(sites.entry(robots_url.to_string()).or_default())
        };
        let mut cached = site.lock().unwrap_or_else(PoisonError::into_inner);
        let now = client.now();
        let robots = cached
            .take()
            .filter(|robots| robots.expires > now)
            .unwrap_or_else(|| {
                let state = read_robots(&robots_url, client, options);
                keep(state.unwrap_or_else(RobotsState::Unavailable), client.now())
            });
        judge(url, &robots_url, &cached.insert(robots).state, options)
    }
}

fn keep(state: RobotsState, now: SystemTime) -> CachedRobots {
    let lifetime = match state {
        RobotsState::Absent | RobotsState::Rules(_) => RULES_LIFETIME,
        RobotsState::Unavailable(_) => UNAVAILABLE_LIFETIME,
    };
    CachedRobots {
        state,
        expires: now + lifetime,
    }
}

fn judge(
    url: &Url,
    robots_url: &Url,
    state: &RobotsState,
    options: &FetchOptions,
) -> Result<Duration, FetchError> {
    match state {
        RobotsState::Absent => Ok(Duration::ZERO),
        RobotsState::Rules(rules) if rules.allow(url) => Ok(rules.crawl_delay(options.max_crawl_delay)),
        RobotsState::Rules(rules) => {
            let found = rules.forbidding_rule(url);
            Err(FetchError::RobotsDisallow {
                address: url.to_string(),
                robots: robots_url.to_string(),
                agent: found.agent,
                rule: found.rule,
            })
        }
        RobotsState::Unavailable(error) => Err(error.clone().for_page(url.as_str())),
    }
}

/// Reads a robots.txt. An error means that its rules are not known.
fn read_robots(
    robots_url: &Url,
    client: &PoliteClient,
    options: &FetchOptions,
) -> Result<RobotsState, FetchError> {
    let mut url = robots_url.clone();
    let mut time_left = options.request_timeout;
    for _ in 0..=ROBOTS_REDIRECTS_MAX {
        let question = Question {
            url: &url,
            validators: &Validators::default(),
            accept: Some("text/plain,*/*;q=0.5"),
            max_bytes: ROBOTS_BYTES_MAX,
            larger: LargerBody::Cut,
        };
        let answer = client.ask(&question, Duration::ZERO, &mut time_left)?;
        match redirect_target(&answer) {
            Some(target) => url = join_address(&url, target)?,
            None => return robots_state(&url, &answer),
        }
    }
    Ok(RobotsState::Absent)
}

fn redirect_target(answer: &Answer) -> Option<&str> {
    let redirects = matches!(answer.status, 301 | 302 | 303 | 307 | 308);
    answer.location.as_deref().filter(|_| redirects)
}

fn robots_state(url: &Url, answer: &Answer) -> Result<RobotsState, FetchError> {
    match answer.status {
        200..=299 => {
            let rules = RobotsRules::parse(&answer.body).map_err(|reason| FetchError::BadRobots {
                address: url.to_string(),
                reason,
            })?;
            Ok(RobotsState::Rules(rules))
        }
        // A site that is busy may have rules, which are not known then.
        429 | 500.. => Err(explain_status(url, answer.status)),
        _ => Ok(RobotsState::Absent),
    }
}
