//! The rules of one robots.txt (RFC 9309): whether an address may be fetched, and which rule forbids it.

use std::time::Duration;
use texting_robots::Robot;
use url::Url;

/// The name by which a robots.txt means this program.
const PRODUCT: &str = "dixit";
/// The name by which a robots.txt means every program.
const EVERYONE: &str = "*";
/// The number of rules with `$` that are compiled. Each may take 42 KB, and no site needs this many.
const END_RULES_MAX: usize = 1000;

/// The rules of one robots.txt for this program.
#[derive(Debug)]
pub(super) struct RobotsRules {
    robot: Robot,
    text: String,
}

/// The rule that forbids an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ForbiddingRule {
    /// For which program the rule is, as the file says.
    pub(super) agent: String,
    /// The rule as written.
    pub(super) rule: String,
}

impl RobotsRules {
    /// Reads a robots.txt, or says why it cannot be read.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches('\u{feff}');
        if text.lines().filter(|line| line.contains('$')).count() > END_RULES_MAX {
            return Err(format!("it has more than {END_RULES_MAX} rules with $"));
        }
        let robot = Robot::new(PRODUCT, text.as_bytes()).map_err(|error| error.to_string())?;
        Ok(Self {
            robot,
            text: text.to_owned(),
        })
    }

    /// Whether `url` may be fetched.
    pub(super) fn allow(&self, url: &Url) -> bool {
        self.robot.allowed(url.as_str())
    }

    /// The pause between two requests that the site asks for, up to `max`.
    pub(super) fn crawl_delay(&self, max: Duration) -> Duration {
        // The number may be infinite, which no duration is.
        let seconds = self.robot.delay.unwrap_or(0.0).min(max.as_secs_f32());
        Duration::try_from_secs_f32(seconds).unwrap_or_default()
    }

    /// The longest rule that forbids `url`, for a message.
    pub(super) fn forbidding_rule(&self, url: &Url) -> ForbiddingRule {
        let agent = if self.agents().any(|agent| agent.eq_ignore_ascii_case(PRODUCT)) {
            PRODUCT
        } else {
            EVERYONE
        };
        let mut rules = self.rules_for(agent);
        // Whether a rule matches is decided by the same code as whether the address is allowed.
        rules.retain(|rule| {
            let alone = Robot::new(EVERYONE, format!("User-agent: *\n{rule}").as_bytes());
            alone.is_ok_and(|alone| !alone.allowed(url.as_str()))
        });
        let longest = rules.into_iter().max_by_key(|rule| rule.len());
        ForbiddingRule {
            agent: agent.to_owned(),
            rule: longest.unwrap_or("Disallow").to_owned(),
        }
    }

    fn agents(&self) -> impl Iterator<Item = &str> {
        self.lines()
            .filter(|(name, _, _)| name == "useragent")
            .map(|(_, value, _)| value)
    }

    /// The lines below `agent` as written, without those before the first `User-agent` unless there is none.
    fn rules_for(&self, agent: &str) -> Vec<&str> {
        let mut belongs = self.agents().next().is_none();
        let mut in_agents = false;
        let mut rules = Vec::new();
        for (name, value, line) in self.lines() {
            if name == "useragent" {
                // Several `User-agent` lines in a row share the rules that follow.
                belongs = (belongs && in_agents) || value.eq_ignore_ascii_case(agent);
                in_agents = true;
                continue;
            }
            in_agents = false;
            if belongs {
                rules.push(line);
            }
        }
        rules
    }

    /// Each line with a name: the name in lower case without `-` and spaces, its value, and the line without comment.
    fn lines(&self) -> impl Iterator<Item = (String, &str, &str)> {
        self.text.lines().filter_map(|line| {
            let line = line.split('#').next().unwrap_or_default().trim();
            let (name, value) = line.split_once(':')?;
            let name = name.to_ascii_lowercase().replace(['-', ' '], "");
            // Other names, such as those of sitemaps, do not separate groups.
            let known =
                name == "useragent" || name == "allow" || name == "crawldelay" || name.starts_with("dis");
            known.then(|| (name, value.trim(), line))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::RobotsRules;
    use std::time::Duration;
    use url::Url;

    fn verdict(robots: &str, path: &str) -> Option<(String, String)> {
        let rules = RobotsRules::parse(robots.as_bytes()).unwrap();
        let url = Url::parse("https://example.org").unwrap().join(path).unwrap();
        (!rules.allow(&url)).then(|| {
            let found = rules.forbidding_rule(&url);
            (found.agent, found.rule)
        })
    }

    #[test]
    fn longest_rule_of_the_own_group_decides() {
        let robots = "\u{feff}User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /a # not this\n\
                      Disallow: /a/b\nAllow: /a/b/c\nDisallow: /*.pdf$\nSitemap: https://example.org/s.xml\n";
        let forbidden = |rule: &str| Some(("*".to_owned(), rule.to_owned()));
        assert_eq!(verdict(robots, "/"), None);
        assert_eq!(verdict(robots, "/a/x"), forbidden("Disallow: /a"));
        assert_eq!(verdict(robots, "/a/b/x"), forbidden("Disallow: /a/b"));
        assert_eq!(verdict(robots, "/a/b/c"), None);
        assert_eq!(verdict(robots, "/x/y.pdf"), forbidden("Disallow: /*.pdf$"));
        assert_eq!(verdict(robots, "/x/y.pdf?z"), None);
    }

    #[test]
    fn group_for_this_program_replaces_the_one_for_all() {
        let robots = "User-agent: *\nDisallow: /\nUser-agent: Ferris\nUser-Agent: DIXIT\nDisallow: /drafts\n";
        assert_eq!(verdict(robots, "/page"), None);
        let rule = ("dixit".to_owned(), "Disallow: /drafts".to_owned());
        assert_eq!(verdict(robots, "/drafts/1"), Some(rule));
    }

    #[test]
    fn text_that_is_no_robots_file_allows_everything() {
        for robots in [
            "",
            "<!doctype html><p>Not found</p>",
            "User-agent: *\nDisallow:\n",
            "\0\u{1}\n",
        ] {
            assert_eq!(verdict(robots, "/page"), None, "{robots:?}");
        }
    }

    #[test]
    fn crawl_delay_is_bounded() {
        let delay = |value: &str| {
            let robots = format!("User-agent: *\nCrawl-delay: {value}\n");
            let rules = RobotsRules::parse(robots.as_bytes()).unwrap();
            rules.crawl_delay(Duration::from_secs(30))
        };
        assert_eq!(delay("2.5"), Duration::from_millis(2500));
        assert_eq!(delay("inf"), Duration::from_secs(30));
        assert_eq!(delay("86400"), Duration::from_secs(30));
        assert_eq!(delay("-1"), Duration::ZERO);
        assert_eq!(delay("soon"), Duration::ZERO);
    }

    #[test]
    fn hostile_number_of_compiled_rules_is_refused() {
        let robots = "Disallow: /*a$\n".repeat(5000);
        assert!(RobotsRules::parse(robots.as_bytes()).is_err());
    }
}
