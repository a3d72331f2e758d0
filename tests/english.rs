//! Finding statements in English: which words are reported, and who is told to say them.

use dixit::domain::{ArticleId, Lang, Source};
use dixit::extract::{ExtractorInput, read_statements};

/// What is read in the text, one a line: who is told to speak, and the words.
fn found(text: &str) -> String {
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
fn reads(text: &str, expected: &[&str]) {
    assert_eq!(found(text), expected.join("\n"), "{text}");
}

#[test]
fn a_second_verb_of_the_same_subject_reports_its_own_words() {
    reads(
        "Olsen said the ferry is late on most days and added the board has no money for another.",
        &[
            "Olsen | the ferry is late on most days",
            "Olsen | the board has no money for another",
        ],
    );
    reads(
        "The union regretted the closing of the yard and said work would stop in May.",
        &[
            "The union | the closing of the yard",
            "The union | work would stop in May",
        ],
    );
    reads(
        "Olsen said that the ferry is late and that it needs a new engine.",
        &["Olsen | the ferry is late and that it needs a new engine"],
    );
}

#[test]
fn what_a_promise_is_joined_with_is_a_statement_of_its_own() {
    reads(
        "The ministers vowed to mend the quay and pledged 3 million crowns.",
        &[
            "The ministers | mend the quay",
            "The ministers | 3 million crowns",
        ],
    );
    reads(
        "The ministers vowed to mend the quay and sell the yard.",
        &["The ministers | mend the quay and sell the yard"],
    );
}

#[test]
fn a_relative_pronoun_is_the_subject_of_a_report() {
    reads(
        "The agency, which said the quay was unsafe, closed it.",
        &["The agency | the quay was unsafe"],
    );
    reads(
        "Farmers who oppose the dam say it will flood them.",
        &["Farmers | it will flood them"],
    );
    reads("She drew up clauses that stripped the harbour of its guard.", &[]);
}

#[test]
fn nouns_report_what_their_owner_says() {
    reads(
        "Olsen's claim that the quay had cost nothing was checked by the auditors.",
        &["Olsen | the quay had cost nothing"],
    );
    reads(
        "The council's decision to sell the quay drew a crowd.",
        &["The council | sell the quay"],
    );
    reads(
        "The guild sent a message that the wells were dry.",
        &["The guild | the wells were dry"],
    );
    reads("There was no suggestion that the wells were dry.", &[]);
    reads("The rule that barges moor at dusk dates from 1931.", &[]);
}

#[test]
fn only_a_text_lays_down_duties() {
    reads(
        "The bill would ban lorries from the quay.",
        &["The bill | lorries from the quay"],
    );
    reads(
        "The act obliges firms to publish their accounts.",
        &["The act | publish their accounts"],
    );
    reads(
        "A bill banning lorries from the quay was filed.",
        &["A bill | lorries from the quay"],
    );
    reads(
        "Under the law, firms must report leaks.",
        &["the law | firms must report leaks"],
    );
    reads("Under the bridge, two boats lay idle.", &[]);
    reads("The mayor would ban lorries if he could.", &[]);
}

#[test]
fn passives_report_with_and_without_a_doer() {
    reads(
        "The plan was condemned by the union on Monday.",
        &["the union | The plan"],
    );
    reads("Residents were urged to leave.", &["? | leave"]);
    reads(
        "The crews were told the yard would close.",
        &["? | the yard would close"],
    );
    reads(
        "The group, backed by three states, urged the council to act.",
        &["The group | act"],
    );
    reads("The president is expected to sign the pact.", &[]);
}

#[test]
fn an_opening_clause_or_adverb_is_not_what_was_said() {
    reads(
        "When asked whether the fare had risen, Olsen said, “Ask the clerks.”",
        &["Olsen | Ask the clerks."],
    );
    reads("Asked whether she would resign, Olsen said no.", &[]);
    reads(
        "Instead, he said, the line will pay for itself.",
        &["he | the line will pay for itself"],
    );
    reads(
        "If the fare rises, Olsen said, “we will walk.”",
        &["Olsen | If the fare rises […] we will walk."],
    );
}

#[test]
fn a_view_is_told_with_its_owner() {
    reads(
        "From Greta Olsen's point of view, the quay is a trap.",
        &["Greta Olsen | the quay is a trap"],
    );
    reads(
        "The quay is a trap, in the minister's words.",
        &["the minister | The quay is a trap"],
    );
    reads("In the long view, the quay is a trap.", &[]);
}

#[test]
fn verbs_in_another_sense_report_nothing() {
    reads(
        "Olsen wants ministers to mend the quay.",
        &["Olsen | mend the quay"],
    );
    reads("Olsen wants to leave the board.", &[]);
    reads("The bell announces the ferry at six.", &[]);
    reads("The yard reported sales of 3 million crowns.", &[]);
    reads("Neither the yard nor the union said when work would go on.", &[]);
    reads(
        "Officials expected no delay, and the team plans to sell the boat.",
        &[],
    );
}

#[test]
fn numbered_suggestions_are_one_statement_with_points() {
    reads(
        "Olsen put forward three suggestions: First, dredge the port. Second, cut the fees. Third, mend the crane.",
        &["Olsen | First, dredge the port. Second, cut the fees. Third, mend the crane"],
    );
    reads(
        "First, the rain came. Second, the wells filled. Third, the herds returned.",
        &[],
    );
}

#[test]
fn lines_behind_including_belong_to_what_is_announced() {
    reads(
        "The ministry unveiled new steps, including:\nThe Quay Fund: The ministry will pay for piers.\n\
         The Night Boat: A boat will run after dark.\nThe mayor left.",
        &[
            "The ministry | new steps […] The Quay Fund: The ministry will pay for piers […] \
           The Night Boat: A boat will run after dark",
        ],
    );
}
