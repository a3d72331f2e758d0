//! Parliamentary debates in TEI, as `ParlaMint` has them: each speech is a paragraph that begins with the name of
//! its speaker.
//!
//! The text is read event by event, as linguistic annotation makes these files many times larger than their words.

use super::parsed_article::ParsedArticle;
use super::xml_events::{XmlEvent, XmlEvents, XmlTag, has_xml_root};
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::limits::ARTICLE_BYTES_MAX;
use crate::ingest::metadata::field_names::ArticleField;
use serde_json::Value;
use std::collections::HashMap;

/// Elements in a speech that are not its words.
const DROPPED: [&str; 7] = ["note", "vocal", "incident", "kinesic", "gap", "desc", "linkGrp"];
/// Parts of a name, in the order in which they are written.
const NAME_PARTS: [&str; 3] = ["forename", "nameLink", "surname"];

/// Whether what begins with `head` is a TEI document.
pub(crate) fn is_tei(head: &[u8]) -> bool {
    has_xml_root(head, &["TEI", "teiCorpus"], "tei-c.org")
}

/// The sitting in a TEI document: one article or, if that would be too large, several that end with a debate.
pub(crate) fn parse_tei(text: &str, location: &InputLocation) -> Result<Vec<ParsedArticle>, IngestError> {
    let unusable = |problem: String, advice| IngestError::Unusable {
        location: location.clone(),
        problem,
        advice,
    };
    let mut sitting = Sitting::default();
    for event in XmlEvents::new(text) {
        match event.map_err(|problem| unusable(problem, "get the file again; it may be cut off"))? {
            XmlEvent::Start(tag) => sitting.start(tag),
            XmlEvent::End => sitting.end(),
            XmlEvent::Text(text) => sitting.write(&text),
        }
    }
    if sitting.debates.iter().all(Vec::is_empty) {
        let problem = "a TEI document without speeches (elements u)".to_owned();
        return Err(unusable(
            problem,
            "give the files of the sittings, or the text as .txt",
        ));
    }
    Ok(sitting.into_articles(usize::try_from(ARTICLE_BYTES_MAX).unwrap_or(usize::MAX)))
}

/// What was read of a sitting.
#[derive(Default)]
struct Sitting {
    /// The open elements.
    open: Vec<XmlTag>,
    /// The text of the innermost element whose text is wanted.
    text: String,
    /// The names of the persons in the header, by their ids.
    persons: HashMap<String, String>,
    /// The parts of the name that is being read.
    name_parts: Vec<(String, String)>,
    /// The speaker whom a note before the speech names.
    noted_speaker: Option<String>,
    /// Whether the next word is written without a blank before it.
    is_joined: bool,
    article: ParsedArticle,
    /// The date of the document that the text is from, which is used where the setting has no date.
    source_date: Option<String>,
    /// The speeches, by debate.
    debates: Vec<Vec<String>>,
}

impl Sitting {
    fn is_in(&self, name: &str) -> bool {
        self.open.iter().any(|tag| tag.name == name)
    }

    fn is_dropped(&self) -> bool {
        self.open.iter().any(|tag| DROPPED.contains(&tag.name.as_str()))
    }

    fn start(&mut self, tag: XmlTag) {
        match tag.name.as_str() {
            "TEI" => {
                if let Some(lang) = tag.get("lang") {
                    self.article.set(ArticleField::Lang, lang, "xml:lang");
                }
                if let Some(id) = tag.get("id") {
                    self.article
                        .fields
                        .insert("id".to_owned(), Value::String(id.to_owned()));
                }
            }
            "date" if self.is_in("setting") => {
                if let Some(when) = tag.get("when").or(tag.get("from")) {
                    self.article.set(ArticleField::Published, when, "setting/date");
                }
            }
            "date" if self.is_in("sourceDesc") && self.source_date.is_none() => {
                self.source_date = tag.get("when").map(str::to_owned);
            }
            "div" => self.debates.push(Vec::new()),
            "persName" if self.is_in("person") => {
                self.name_parts.clear();
                self.text.clear();
            }
            "seg" | "p" | "s" | "lb" if self.is_in("u") => self.text.push(' '),
            "title" | "orgName" | "name" | "note" | "u" if !self.is_in("u") => self.text.clear(),
            name if NAME_PARTS.contains(&name) && !self.is_in("u") => self.text.clear(),
            _ => {}
        }
        self.open.push(tag);
    }

    fn end(&mut self) {
        let was_dropped = self.is_dropped();
        let Some(tag) = self.open.pop() else { return };
        let text = || self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match tag.name.as_str() {
            "w" | "pc" if !was_dropped => {
                self.is_joined = tag
                    .get("join")
                    .is_some_and(|join| matches!(join, "right" | "both"));
                if !self.is_joined {
                    self.text.push(' ');
                }
            }
            "u" => self.end_speech(&tag),
            "note" if tag.get("type") == Some("speaker") && !self.is_in("u") => {
                let name = text().trim_end_matches([':', '.', ' ']).to_owned();
                self.noted_speaker = Some(name).filter(|name| !name.is_empty());
            }
            "title" if self.is_in("titleStmt") && tag.get("type").is_none_or(|kind| kind == "main") => {
                let title = text();
                if !title.is_empty() {
                    self.article.set(ArticleField::Title, title, "titleStmt/title");
                }
            }
            "name" | "orgName" if self.is_in("setting") => {
                let is_organisation = tag.name == "orgName" || tag.get("type") == Some("org");
                let name = text();
                if is_organisation && !name.is_empty() {
                    self.article.set(ArticleField::Publisher, name, "setting/name");
                }
            }
            "persName" => self.end_name(),
            name if NAME_PARTS.contains(&name) && self.is_in("persName") => {
                let part = text();
                self.name_parts.push((tag.name, part));
            }
            _ => {}
        }
    }

    /// Keeps the name of the person around it. Where there are several, the first is the current one.
    fn end_name(&mut self) {
        let person = self.open.iter().rfind(|tag| tag.name == "person");
        let Some(id) = person.and_then(|person| person.get("id")) else {
            return;
        };
        let order = NAME_PARTS.iter();
        let parts = order.flat_map(|name| self.name_parts.iter().filter(move |(part, _)| part == name));
        let mut name = parts.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            name = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        if !name.is_empty() {
            self.persons.entry(id.to_owned()).or_insert(name);
        }
    }

    fn write(&mut self, text: &str) {
        if self.is_in("u") && self.is_dropped() {
            return;
        }
        let is_blank = text.trim().is_empty();
        if self.is_joined && is_blank {
            return;
        }
        self.is_joined = false;
        self.text.push_str(text);
    }

    fn end_speech(&mut self, tag: &XmlTag) {
        let noted = self.noted_speaker.take();
        let words = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.is_joined = false;
        if words.is_empty() {
            return;
        }
        let id = tag.get("who").and_then(|who| who.split_whitespace().next());
        let id = id.map(|who| who.rsplit('#').next().unwrap_or(who));
        let known = id.and_then(|id| self.persons.get(id).cloned());
        let name = known.or(noted).or_else(|| id.map(name_of_id));
        if self.debates.is_empty() {
            self.debates.push(Vec::new());
        }
        if let Some(debate) = self.debates.last_mut() {
            debate.push(match name {
                Some(name) => format!("{name}: {words}"),
                None => words,
            });
        }
    }

    /// The articles, each of at most `bytes_max` bytes. A debate that is larger ends with a speech.
    fn into_articles(mut self, bytes_max: usize) -> Vec<ParsedArticle> {
        if let Some(date) = self.source_date.take() {
            self.article.set(ArticleField::Published, date, "sourceDesc/date");
        }
        let mut texts = vec![String::new()];
        for debate in self.debates {
            let size: usize = debate.iter().map(|speech| speech.len() + 2).sum();
            let mut room = bytes_max.saturating_sub(texts.last().map_or(0, String::len));
            let begins_anew = size > room;
            for (index, speech) in debate.into_iter().enumerate() {
                if index == 0 && begins_anew || speech.len() + 2 > room {
                    texts.push(String::new());
                    room = bytes_max;
                }
                room = room.saturating_sub(speech.len() + 2);
                if let Some(text) = texts.last_mut() {
                    text.push_str(&speech);
                    text.push_str("\n\n");
                }
            }
        }
        texts.retain(|text| !text.is_empty());
        let is_split = texts.len() > 1;
        let parts = (1..).zip(texts).map(|(number, text)| {
            let mut article = ParsedArticle {
                text: text.trim_end().to_owned(),
                ..self.article.clone()
            };
            if is_split {
                for (field, separator) in [("title", " "), ("id", "#")] {
                    if let Some(Value::String(value)) = article.fields.get_mut(field) {
                        *value = format!("{value}{separator}{number}");
                    }
                }
            }
            article
        });
        parts.collect()
    }
}

/// The name in an id such as `LundAna` and `Lund.Ana`. What is no such id stays as it is.
fn name_of_id(id: &str) -> String {
    if id.contains(|c: char| c.is_ascii_digit()) {
        return id.to_owned();
    }
    let mut name = String::new();
    let mut after_small = false;
    for c in id.chars() {
        if c.is_uppercase() && after_small {
            name.push(' ');
        }
        after_small = c.is_lowercase();
        name.push(if matches!(c, '.' | '_') { ' ' } else { c });
    }
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::input_location::InputOrigin;
    use proptest::prelude::*;

    const SITTING: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="ParlaMint-XX_2025-11-28" xml:lang="en">
<teiHeader><fileDesc><titleStmt><title type="main">Sitting of the <hi>Council</hi></title>
  <title type="sub">Morning</title></titleStmt>
  <publicationStmt><date when="2026-02-01">February</date></publicationStmt></fileDesc>
 <profileDesc><settingDesc><setting><name type="city">Lund</name><name type="org">City Council</name>
  <date when="2025-11-28">28 November</date></setting></settingDesc>
  <particDesc><listPerson><person xml:id="LundAna"><persName from="2025"><surname>Lund</surname>
    <forename>Ana</forename></persName><persName to="2024"><surname>Old</surname></persName></person>
   <person xml:id="p2"><persName>Omar Sall</persName></person></listPerson></particDesc></profileDesc></teiHeader>
<text><body><div type="debateSection"><head>Libraries</head>
 <note type="speaker">The Chair:</note>
 <u who="#LundAna" ana="#chair"><seg>We open the <gap reason="inaudible"><desc>one word</desc></gap> library.</seg>
  <seg>On <note>turns</note>Monday &amp; Tuesday.</seg><vocal><desc>laughs</desc></vocal></u>
 <incident><desc>Applause</desc></incident>
 <u who="#p2">No.</u></div>
<div type="debateSection"><note type="speaker">The Mayor of Ys:</note><u who="#p3"><seg><s><w>We</w>
 <w join="right">agree</w><pc>.</pc></s><s><w>At</w><w>six</w><w join="right">o’</w><w>clock</w></s></seg></u>
 <u who="#SallOmarIbn">Yes.</u><u>Me too.</u><u who="#p2"> </u></div>
</body></text></TEI>"##;

    fn location() -> InputLocation {
        InputLocation::from_origin(InputOrigin::Stdin)
    }

    #[test]
    fn each_speech_is_a_paragraph_with_its_speaker() {
        assert!(is_tei(SITTING.as_bytes()));
        let articles = parse_tei(SITTING, &location()).unwrap();
        assert_eq!(articles.len(), 1);
        insta::assert_snapshot!(serde_json::to_string(&articles[0].fields).unwrap(), @r#"{"lang":"en","id":"ParlaMint-XX_2025-11-28","title":"Sitting of the Council","publisher":"City Council","published":"2025-11-28"}"#);
        insta::assert_snapshot!(articles[0].text, @"
        Ana Lund: We open the library. On Monday & Tuesday.

        Omar Sall: No.

        The Mayor of Ys: We agree. At six o’clock

        Sall Omar Ibn: Yes.

        Me too.
        ");
    }

    #[test]
    fn date_of_the_source_is_used_where_the_setting_has_none() {
        let date = |text: &str| {
            let articles = parse_tei(text, &location()).unwrap();
            articles[0].fields["published"].as_str().map(str::to_owned)
        };
        let source = "<sourceDesc><bibl><date when=\"2025-11-29\"/></bibl></sourceDesc></fileDesc>";
        let with_both = SITTING.replace("</fileDesc>", source);
        assert_eq!(date(&with_both).as_deref(), Some("2025-11-28"));
        let with_one = with_both.replace("<date when=\"2025-11-28\">28 November</date>", "");
        assert_eq!(date(&with_one).as_deref(), Some("2025-11-29"));
    }

    #[test]
    fn large_sitting_is_split_by_debate() {
        let speech = |letter: char, length: usize| letter.to_string().repeat(length);
        let mut sitting = Sitting::default();
        sitting.article.set(ArticleField::Title, "Sitting", "test");
        sitting.debates = vec![
            vec![speech('a', 10), speech('b', 10)],
            vec![speech('c', 10)],
            vec![speech('d', 20), speech('e', 20), speech('f', 5)],
        ];
        let articles = sitting.into_articles(40);
        let texts: Vec<String> = articles
            .iter()
            .map(|article| article.text.replace("\n\n", " "))
            .collect();
        assert_eq!(
            texts,
            [
                "aaaaaaaaaa bbbbbbbbbb cccccccccc",
                "dddddddddddddddddddd",
                "eeeeeeeeeeeeeeeeeeee fffff",
            ]
        );
        assert_eq!(articles[2].fields["title"], "Sitting 3");
    }

    #[test]
    fn document_without_speeches_is_an_error() {
        let corpus = "<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/></teiCorpus>";
        assert!(is_tei(corpus.as_bytes()));
        insta::assert_snapshot!(parse_tei(corpus, &location()).unwrap_err(), @"standard input: a TEI document without speeches (elements u) (give the files of the sittings, or the text as .txt)");
        insta::assert_snapshot!(parse_tei(&SITTING[..1500], &location()).unwrap_err(), @"standard input: broken XML in line 19: cut off: 4 elements are not closed (get the file again; it may be cut off)");
    }

    proptest! {
        #[test]
        fn cut_document_never_panics(at in 0..SITTING.len()) {
            let cut: String = SITTING.chars().take(at).collect();
            is_tei(cut.as_bytes());
            let _ = parse_tei(&cut, &location());
        }
    }
}
