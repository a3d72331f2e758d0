//! English sentences: which words are read as statements, and who is read as their speaker.

use dixit::domain::{ArticleId, Lang, Source};
use dixit::extract::{ExtractorInput, read_statements};

/// The statements of the text, one per line: mention of the speaker (`?` if there is none) and words.
fn read_as_lines(text: &str) -> String {
    let article = ArticleId::from_source(&Source::default(), text);
    let statements = read_statements(&ExtractorInput {
        article: &article,
        lang: Lang::En,
        published: "2026-03-15".parse().ok(),
        published_or: None,
        text,
    });
    let line = |s: &dixit::domain::Statement| {
        let speaker = s.speaker.mention.as_ref().map_or("?", |m| m.text.as_str());
        format!("{speaker} | {}", s.words())
    };
    statements.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(read_as_lines(text), expected.join("\n"), "{text}");
}

#[test]
fn second_verb_of_one_subject_is_a_second_statement() {
    check(
        "Olsen said the ferry is late on most days and added the board has no money for another.",
        &[
            "Olsen | the ferry is late on most days",
            "Olsen | the board has no money for another",
        ],
    );
    check(
        "The union regretted the closing of the yard and said work would stop in May.",
        &[
            "The union | the closing of the yard",
            "The union | work would stop in May",
        ],
    );
    check(
        "Olsen said that the ferry is late and that it needs a new engine.",
        &["Olsen | the ferry is late and that it needs a new engine"],
    );
}

#[test]
fn second_promise_with_its_own_cue_is_a_second_statement() {
    check(
        "The ministers vowed to mend the quay and pledged 3 million crowns.",
        &[
            "The ministers | mend the quay",
            "The ministers | 3 million crowns",
        ],
    );
    check(
        "The ministers vowed to mend the quay and sell the yard.",
        &["The ministers | mend the quay and sell the yard"],
    );
}

#[test]
fn relative_clause_takes_antecedent_as_speaker() {
    check(
        "The agency, which said the quay was unsafe, closed it.",
        &["The agency | the quay was unsafe"],
    );
    check(
        "Farmers who oppose the dam say it will flood them.",
        &["Farmers | it will flood them"],
    );
    check("She drew up clauses that stripped the harbour of its guard.", &[]);
}

#[test]
fn noun_cue_takes_its_owner_as_speaker() {
    check(
        "Olsen's claim that the quay had cost nothing was checked by the auditors.",
        &["Olsen | the quay had cost nothing"],
    );
    check(
        "The council's decision to sell the quay drew a crowd.",
        &["The council | sell the quay"],
    );
    check(
        "The guild sent a message that the wells were dry.",
        &["The guild | the wells were dry"],
    );
    check("There was no suggestion that the wells were dry.", &[]);
    check("The rule that barges moor at dusk dates from 1931.", &[]);
}

#[test]
fn provision_needs_a_text_as_subject() {
    check(
        "The bill would ban lorries from the quay.",
        &["The bill | lorries from the quay"],
    );
    check(
        "The act obliges firms to publish their accounts.",
        &["The act | publish their accounts"],
    );
    check(
        "A bill banning lorries from the quay was filed.",
        &["A bill | lorries from the quay"],
    );
    check(
        "Under the law, firms must report leaks.",
        &["the law | firms must report leaks"],
    );
    check("Under the bridge, two boats lay idle.", &[]);
    check("The mayor would ban lorries if he could.", &[]);
}

#[test]
fn passive_is_reported_with_and_without_agent() {
    check(
        "The plan was condemned by the union on Monday.",
        &["the union | The plan"],
    );
    check("Residents were urged to leave.", &["? | leave"]);
    check(
        "The crews were told the yard would close.",
        &["? | the yard would close"],
    );
    check(
        "The group, backed by three states, urged the council to act.",
        &["The group | act"],
    );
    check("The president is expected to sign the pact.", &[]);
}

#[test]
fn opening_clause_or_adverb_is_not_part_of_the_words() {
    check(
        "When asked whether the fare had risen, Olsen said, “Ask the clerks.”",
        &["Olsen | Ask the clerks."],
    );
    check("Asked whether she would resign, Olsen said no.", &[]);
    check(
        "Instead, he said, the line will pay for itself.",
        &["he | the line will pay for itself"],
    );
    check(
        "If the fare rises, Olsen said, “we will walk.”",
        &["Olsen | If the fare rises […] we will walk."],
    );
}

#[test]
fn point_of_view_is_attributed_to_its_owner() {
    check(
        "From Greta Olsen's point of view, the quay is a trap.",
        &["Greta Olsen | the quay is a trap"],
    );
    check(
        "The quay is a trap, in the minister's words.",
        &["the minister | The quay is a trap"],
    );
    check("In the long view, the quay is a trap.", &[]);
}

#[test]
fn verb_in_another_sense_reports_nothing() {
    check(
        "Olsen wants ministers to mend the quay.",
        &["Olsen | mend the quay"],
    );
    check("Olsen wants to leave the board.", &[]);
    check("The bell announces the ferry at six.", &[]);
    check("The yard reported sales of 3 million crowns.", &[]);
    check("Neither the yard nor the union said when work would go on.", &[]);
    check(
        "Officials expected no delay, and the team plans to sell the boat.",
        &[],
    );
}

#[test]
fn numbered_suggestions_are_one_statement_with_points() {
    check(
        "Olsen put forward three suggestions: First, dredge the port. Second, cut the fees. Third, mend the crane.",
        &["Olsen | First, dredge the port. Second, cut the fees. Third, mend the crane"],
    );
    check(
        "First, the rain came. Second, the wells filled. Third, the herds returned.",
        &[],
    );
}

#[test]
fn list_after_including_belongs_to_the_announcement() {
    check(
        "The ministry unveiled new steps, including:\nThe Quay Fund: The ministry will pay for piers.\n\
         The Night Boat: A boat will run after dark.\nThe mayor left.",
        &[
            "The ministry | new steps […] The Quay Fund: The ministry will pay for piers […] \
           The Night Boat: A boat will run after dark",
        ],
    );
}
