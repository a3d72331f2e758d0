//! The pages of lists: their other forms are what the commands print, their parameters are the options of the commands,
//! and what they link to is what they say.

use crate::common::page_server::PageServer;
use crate::common::test_home::TestHome;
use std::collections::BTreeSet;

/// When the pages are asked for: after some deadlines of the examples.
const NOW: &str = "2026-11-20T08:00:00Z";

/// A home with the articles of the examples, and some decisions made later.
fn example_home() -> TestHome {
    let home = TestHome::new();
    home.stdout(&[
        "ingest",
        concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles"),
    ]);
    let run_later = |args: &[&str]| {
        let output = home.command(args).env("DIXIT_NOW", NOW).output().unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
    };
    let ids = statement_ids(&home, &["timeline"]);
    let proposals = statement_ids(&home, &["proposals"]);
    run_later(&["status", &proposals[0], "adopted"]);
    run_later(&["confirm", &ids[0]]);
    run_later(&["withdraw", &ids[3], "--reason", "read twice"]);
    run_later(&[
        "link",
        &ids[1],
        &ids[5],
        "--as",
        "contradicts",
        "--reason",
        "another figure",
    ]);
    home
}

fn statement_ids(home: &TestHome, args: &[&str]) -> Vec<String> {
    let lines = home.json_lines(args).into_iter();
    lines
        .map(|line| line["id"].as_str().unwrap().to_owned())
        .collect()
}

/// The parameters that are a switch without a value on the command line.
const SWITCHES: [&str; 3] = ["all", "reviewed", "unreviewed"];

/// The arguments of the command that asks what a page with these parameters asks.
fn arguments<'a>(list: &'a str, parameters: &[(&'a str, &'a str)]) -> Vec<String> {
    let mut arguments = vec![list.to_owned()];
    for (name, value) in parameters {
        match *name {
            "q" => arguments.push((*value).to_owned()),
            switch if SWITCHES.contains(&switch) => arguments.push(format!("--{switch}")),
            name => arguments.push(format!("--{name}={value}")),
        }
    }
    arguments
}

/// Questions whose answers are compared: a list and parameters.
const QUESTIONS: &[(&str, &[(&str, &str)])] = &[
    ("timeline", &[]),
    (
        "timeline",
        &[("as-of", "@40"), ("act", "proposal"), ("since", "300d")],
    ),
    ("timeline", &[("since", "300d"), ("limit", "7"), ("lang", "fr")]),
    ("timeline", &[("min-certainty", "80"), ("unreviewed", "yes")]),
    ("timeline", &[("report", "speech"), ("reviewed", "yes")]),
    ("proposals", &[]),
    ("proposals", &[("all", "yes"), ("until", "last month")]),
    ("proposals", &[("status", "adopted")]),
    ("due", &[]),
    ("due", &[("act", "any"), ("all", "yes"), ("before", "+365d")]),
    ("due", &[("act", "commitment"), ("after", "2026")]),
    ("due", &[("as-of", "@60"), ("limit", "3")]),
    ("silent", &[("for", "30d")]),
    ("silent", &[]),
    ("silent", &[("for", "1w"), ("act", "position"), ("limit", "2")]),
    ("conflicts", &[]),
    ("conflicts", &[("limit", "1"), ("min-certainty", "50")]),
    ("changes", &[("speaker", "aubrelac")]),
    ("changes", &[("speaker", "aubrelac"), ("by", "month")]),
    (
        "changes",
        &[
            ("speaker", "aubrelac"),
            ("before", "2026-06"),
            ("after", "2026-07"),
        ],
    ),
    ("new", &[("since", "@20")]),
    ("new", &[]),
    ("new", &[("since", "2026-11-19"), ("reviewed", "yes")]),
    ("new", &[("as-of", "@60"), ("since", "@30")]),
    ("search", &[("q", "intelligence")]),
    (
        "search",
        &[
            ("q", "\"intelligence artificielle\""),
            ("act", "proposal"),
            ("limit", "3"),
        ],
    ),
    ("search", &[("q", "人工智能"), ("lang", "zh")]),
    ("search", &[("q", "intelligence"), ("in", "articles")]),
    (
        "search",
        &[
            ("q", "intelligence"),
            ("in", "articles"),
            ("since", "2026"),
            ("limit", "2"),
        ],
    ),
];

#[test]
fn other_forms_of_a_page_are_what_the_command_prints() {
    let home = example_home();
    let server = PageServer::start_at(&home, NOW);
    let all = ["json", "jsonl", "csv", "md"];
    let mut before = "";
    for (number, (list, parameters)) in QUESTIONS.iter().enumerate() {
        // The first question of each list in every form, the others in one.
        let is_first = before != *list;
        before = list;
        for form in all.iter().skip(if is_first { 0 } else { number % 4 }) {
            let mut args = arguments(list, parameters);
            args.push(format!("--format={form}"));
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let output = home.command(&args).env("DIXIT_NOW", NOW).output().unwrap();
            assert!(output.status.success(), "{args:?}: {output:?}");
            let printed = String::from_utf8(output.stdout).unwrap();
            assert!(
                !is_first || printed.len() > 100,
                "{args:?} has no answer: {printed}"
            );
            let page = server.page(list, &[*parameters, &[("format", form)]].concat());
            assert!(page == printed, "{args:?}\npage:\n{page}\ncommand:\n{printed}");
            if !is_first {
                break;
            }
        }
    }
}

/// The names of the options in a help text.
fn option_names(help: &str) -> BTreeSet<String> {
    let options = help.lines().filter_map(|line| {
        let line = line.trim_start();
        let long = line.find("--").filter(|at| *at == 0 || line.starts_with('-'))?;
        let name = line[long + 2..].split([' ', '=', '[', '<', ',']).next()?;
        (!name.is_empty()).then(|| name.to_owned())
    });
    options.collect()
}

/// The names of the parameters that a page knows, as it lists them when it is asked for another one.
fn parameter_names(server: &PageServer, list: &str) -> BTreeSet<String> {
    let answer = server.get(&format!("/{list}?nonsense=1"));
    assert_eq!(answer.status, 400, "{}", answer.body);
    let text = answer.body;
    let known = text.split_once("(known: ").unwrap().1;
    let known = known.split_once(')').unwrap().0;
    known.split(", ").map(str::to_owned).collect()
}

#[test]
fn parameters_of_a_list_are_the_options_of_its_command() {
    let home = TestHome::with_articles();
    let server = PageServer::start_at(&home, NOW);
    let common = option_names(&home.stdout(&["--help"]));
    // What a page has and a command has not: its part of the list, its order, and the language of its words.
    let of_pages = ["page", "sort", "ui"];
    for list in [
        "timeline",
        "proposals",
        "due",
        "silent",
        "conflicts",
        "changes",
        "new",
        "search",
    ] {
        let mut options = option_names(&home.stdout(&[list, "--help"]));
        options.retain(|name| !common.contains(name));
        // The words of a search are its argument.
        options.extend((list == "search").then(|| "q".to_owned()));
        assert!(options.len() >= 4, "{list}: {options:?}");
        let mut parameters = parameter_names(&server, list);
        parameters.retain(|name| !of_pages.contains(&name.as_str()) && !common.contains(name));
        assert_eq!(parameters, options, "{list}");
    }
}

/// The targets of the links in `html` after `from`, with the number in the next `span.count`.
fn facet_links(html: &str) -> Vec<(String, usize)> {
    let facets = html.split_once("<section class=\"facets\"").unwrap().1;
    let facets = facets.split_once("</section>").unwrap().0;
    let items = facets.split("<li>").skip(1);
    items
        .map(|item| {
            let href = item.split_once("href=\"").unwrap().1.split_once('"').unwrap().0;
            let count = item.split_once("class=\"count\">").unwrap().1;
            let count = count.split_once('<').unwrap().0.replace(',', "");
            (href.replace("&amp;", "&"), count.parse().unwrap())
        })
        .collect()
}

#[test]
fn facet_counts_what_the_narrowed_search_finds() {
    let home = example_home();
    let server = PageServer::start_at(&home, NOW);
    let mut compared = 0;
    for query in ["intelligence OR 人工智能", "la OR the OR 的"] {
        let html = server.page("search", &[("q", query), ("ui", "en")]);
        for (href, count) in facet_links(&html) {
            let narrowed = server.get(&format!("{href}&format=jsonl"));
            assert_eq!(narrowed.status, 200, "{href}: {}", narrowed.body);
            assert_eq!(narrowed.body.lines().count(), count, "{href}");
            compared += 1;
        }
    }
    assert!(compared > 30, "{compared} facets");
}

/// The ids of the statements that a page shows as lines of their own, in their order.
fn shown_ids(html: &str) -> Vec<&str> {
    let permalinks = html.split("class=\"permalink\" href=\"/statement/").skip(1);
    permalinks
        .map(|rest| rest.split(['"', '?']).next().unwrap())
        .collect()
}

#[test]
fn orders_of_a_list_have_the_same_statements() {
    let home = example_home();
    let server = PageServer::start_at(&home, NOW);
    for (list, question, orders) in [
        (
            "proposals",
            &[("limit", "40")][..],
            &["-said", "-mentioned", "-articles"][..],
        ),
        ("due", &[("act", "any")], &["-due", "said", "-said"]),
        ("silent", &[("for", "10d")], &["days", "said", "-said"]),
        ("conflicts", &[], &["said", "-said"]),
        ("search", &[("q", "intelligence")], &["said", "-said"]),
    ] {
        let ids = |sort: &str| {
            let html = server.page(list, &[question, &[("sort", sort)]].concat());
            shown_ids(&html)
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let own = ids("");
        assert!(own.len() > 1, "{list} is too short to be sorted");
        let mut sorted_own = own.clone();
        sorted_own.sort();
        let mut has_other_order = false;
        for order in orders {
            let mut found = ids(order);
            has_other_order |= found != own;
            found.sort();
            assert_eq!(found, sorted_own, "{list} {order}");
        }
        assert!(has_other_order, "{list}: no order differs");
    }
    let newest = server.page("timeline", &[("sort", "-said")]);
    let oldest = server.page("timeline", &[]);
    assert_ne!(shown_ids(&newest), shown_ids(&oldest));
    assert_eq!(server.get("/timeline?sort=id").status, 400);
}

#[test]
fn pages_are_complete_in_every_language() {
    let home = example_home();
    let server = PageServer::start_at(&home, NOW);
    for ui in ["en", "fr", "zh"] {
        for (list, parameters) in QUESTIONS {
            let html = server.page(list, &[*parameters, &[("ui", ui)]].concat());
            assert!(!html.contains(['{', '}']), "{list} {parameters:?} {ui}: {html}");
            assert!(html.contains("<details class=\"filters\""), "{list} has no form");
        }
    }
}

#[test]
fn filters_that_are_on_are_listed_with_links_that_remove_them() {
    let home = TestHome::with_articles();
    let server = PageServer::start_at(&home, NOW);
    let html = server.page(
        "timeline",
        &[
            ("act", "commitment"),
            ("lang", "en"),
            ("as-of", "@2"),
            ("ui", "en"),
        ],
    );
    let active = html.split_once("class=\"active-filters\"").unwrap().1;
    let active = active.split_once("</div>").unwrap().0;
    assert!(active.contains("Language of the article: English"), "{active}");
    assert!(
        active.contains("href=\"/timeline?act=commitment&amp;as-of=%402&amp;ui=en\""),
        "{active}"
    );
    assert!(
        active.contains("href=\"/timeline?as-of=%402&amp;ui=en\""),
        "{active}"
    );
    assert!(html.contains("<option value=\"commitment\" selected>"), "{html}");
    assert!(
        html.contains("<input type=\"hidden\" name=\"as-of\" value=\"@2\">"),
        "{html}"
    );
    let plain = server.page("timeline", &[]);
    assert!(!plain.contains("active-filters"));
}

#[test]
fn question_without_its_subject_asks_for_it() {
    let home = TestHome::with_articles();
    let server = PageServer::start_at(&home, NOW);
    for (list, field) in [("changes", "speaker"), ("search", "q")] {
        let html = server.page(list, &[]);
        assert!(html.contains("<details class=\"filters\" open"), "{html}");
        assert!(html.contains(&format!("name=\"{field}\"")), "{html}");
        assert_eq!(server.get(&format!("/{list}?format=json")).status, 400);
    }
    for bad in [
        "timeline?reader=nobody",
        "search?q=audit&in=articles&act=call",
        "search?q=audit&in=books",
        "changes?speaker=nora+lindqvist&from=2025",
        "changes?speaker=nora+lindqvist&by=month&before=2025",
        "due?act=some",
        "silent?for=long",
    ] {
        let status = server.get(&format!("/{bad}")).status;
        assert!((400..500).contains(&status), "{bad}: {status}");
    }
}

#[test]
fn published_list_has_its_orders_and_no_form() {
    let home = TestHome::with_articles();
    home.stdout(&["publish", "site"]);
    let html = home.read_file("site/timeline.html");
    assert!(html.contains("href=\"timeline.sort--said.html\""), "{html}");
    assert!(
        !html.contains("class=\"filters\"") && !html.contains("checkbox"),
        "{html}"
    );
}
