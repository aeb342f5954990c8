//! The roles of lines: of invented articles with the role in the margin, and of real ones that a person labelled.

#[macro_use]
#[path = "skipped/mod.rs"]
mod skipped;

use literatim::capture::{Capture, Record};
use literatim::segment::{Role, Rules, Segment, Standing, segment};
use literatim::text::Span;
use literatim::transcript::{Transcript, decode};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A capture's bytes, its transcript, and the transcript's segments.
struct Typed {
    bytes: Vec<u8>,
    transcript: Transcript,
    segments: Vec<Segment>,
}

impl Typed {
    fn new(name: &str, bytes: Vec<u8>) -> Self {
        let path = format!("archive/{name}").parse().unwrap();
        let transcript = decode(&Capture { path, bytes: bytes.clone(), record: Record::default() }).unwrap();
        let segments = segment(&transcript, &Rules::default());
        Self { bytes, transcript, segments }
    }

    /// The segments with words that were read from `bytes`, in order.
    fn within(&self, bytes: Span) -> Vec<&Segment> {
        self.segments.iter().filter(|segment| self.words(segment).overlaps(bytes)).collect()
    }

    /// The bytes of a segment, without the white space behind its words.
    fn words(&self, segment: &Segment) -> Span {
        let text = &self.transcript.text()[segment.span.range()];
        let start = segment.span.start + (text.len() - text.trim_start().len());
        self.transcript.bytes(Span::new(start, segment.span.start + text.trim_end().len()))
    }
}

fn lines(bytes: &[u8]) -> Vec<Span> {
    let mut at = 0;
    let line = |line: &[u8]| {
        let span = Span::new(at, at + line.len());
        at = span.end + 1;
        span
    };
    bytes.split(|&byte| byte == b'\n').map(line).collect()
}

/// Each fixture is an article with the role of each line in the margin: `role | text`, or `role + role | text`.
#[test]
fn invented_articles() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/segments");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 6);
    let wrong: Vec<String> = files.iter().flat_map(|file| wrong_lines(file)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn wrong_lines(file: &Path) -> Vec<String> {
    let name = file.file_name().unwrap().to_str().unwrap();
    let fixture = std::fs::read_to_string(file).unwrap();
    let margin = |line: &str| match line.split_once(" | ") {
        Some((roles, text)) => (roles.trim().to_owned(), text.to_owned()),
        None => (String::new(), line.trim_end_matches(" |").to_owned()),
    };
    let expected: Vec<(String, String)> = fixture.lines().map(margin).collect();
    let text: Vec<&str> = expected.iter().map(|(_, text)| text.as_str()).collect();
    let typed =
        Typed::new(&format!("a/{}", name.trim_end_matches(".txt").replace('-', ".")), text.join("\n").into_bytes());
    let lines = lines(&typed.bytes);
    let lines = expected.iter().zip(lines).enumerate().filter(|(_, ((roles, _), _))| !roles.is_empty());
    let mut wrong = Vec::new();
    for (number, ((roles, text), span)) in lines {
        let found = typed.within(span);
        let named: Vec<_> = found.iter().map(|segment| segment.role.name()).collect();
        if named.join(" + ") != *roles {
            let rules: Vec<_> = found.iter().map(|segment| &*segment.rule).collect();
            wrong.push(format!(
                "{name}:{}: {roles}, not {} ({}): {text}",
                number + 1,
                named.join(" + "),
                rules.join(", ")
            ));
        }
    }
    wrong
}

#[derive(Deserialize)]
struct Gold {
    files: BTreeMap<String, GoldFile>,
    body_types: Vec<String>,
}

#[derive(Deserialize)]
struct GoldFile {
    labels: Vec<Label>,
}

#[derive(Deserialize)]
struct Label {
    line: usize,
    #[serde(rename = "type")]
    kind: String,
    byte_start: usize,
    byte_end: usize,
    #[serde(default)]
    spans: Vec<LabelSpan>,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize, Clone)]
struct LabelSpan {
    #[serde(rename = "type")]
    kind: String,
    byte_start: usize,
    byte_end: usize,
}

impl Label {
    /// What stands where in the line.
    fn spans(&self) -> Vec<LabelSpan> {
        match self.spans.is_empty() {
            true => vec![LabelSpan { kind: self.kind.clone(), byte_start: self.byte_start, byte_end: self.byte_end }],
            false => self.spans.clone(),
        }
    }

    /// What the annotator would also let pass.
    fn alternatives(&self) -> &[Role] {
        match self.kind.as_str() {
            _ if !self.note.contains("DOUBTFUL") => &[],
            "engagement" => &[Role::Contact],
            "author_archive_link" => &[Role::Byline, Role::RelatedLinks],
            "lede" => &[Role::Standfirst],
            _ => &[],
        }
    }
}

/// The role that a label names.
fn role(kind: &str) -> Role {
    match kind {
        "lede" | "body" | "blockquote" | "embed_leadin" => Role::Body,
        "dek" => Role::Standfirst,
        "pubdate" => Role::DateLine,
        "subhead" => Role::Crosshead,
        "photo_credit" => Role::Credit,
        "source_attribution" => Role::SourceLine,
        "taxonomy_tags" => Role::Tags,
        "author_bio" | "author_archive_link" => Role::AuthorNote,
        "republication_permission" => Role::RepublicationTerms,
        other => *Role::ALL.iter().find(|role| role.name() == other.replace('_', "-")).expect("a type of the labels"),
    }
}

#[test]
fn labelled_articles() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let (gold, seeds) = (shared.join("gold/seeds.json"), shared.join("seeds"));
    if !gold.exists() || !seeds.exists() {
        skipped!("{} or {} is not there", gold.display(), seeds.display());
        return;
    }
    let gold: Gold = serde_json::from_slice(&std::fs::read(gold).unwrap()).unwrap();
    for (name, labels) in &gold.files {
        let bytes = std::fs::read(seeds.join(name)).unwrap();
        let ending = if bytes.windows(3).any(|window| window == b"](#") { "md" } else { "txt" };
        let typed = Typed::new(&format!("{}/a.{ending}", &name[..3]), bytes);
        body_is_told_from_the_rest(name, &typed, labels, &gold.body_types);
        roles_are_right(name, &typed, labels);
    }
}

/// At least 99 % of the characters that the transcript has are body where the labels say so, and nowhere else.
fn body_is_told_from_the_rest(name: &str, typed: &Typed, labels: &GoldFile, body_types: &[String]) {
    let (mut right, mut all) = (0, 0);
    let spans: Vec<LabelSpan> =
        labels.labels.iter().filter(|label| label.kind != "blank").flat_map(Label::spans).collect();
    for segment in &typed.segments {
        for (at, c) in typed.transcript.text()[segment.span.range()].char_indices().filter(|(_, c)| !c.is_whitespace())
        {
            let at = segment.span.start + at;
            let bytes = typed.transcript.bytes(Span::new(at, at + c.len_utf8()));
            let label = spans.iter().find(|span| span.byte_start <= bytes.start && bytes.end <= span.byte_end);
            let body = label.is_some_and(|label| body_types.contains(&label.kind));
            all += 1;
            right += usize::from(body == (segment.role.standing() == Standing::Body));
        }
    }
    assert!(right * 100 >= all * 99, "{name}: {right} of {all} characters");
}

/// At least 95 % of the lines have the role that the label names; where a line has two, both.
fn roles_are_right(name: &str, typed: &Typed, labels: &GoldFile) {
    let labels: Vec<_> = labels.labels.iter().filter(|label| label.kind != "blank").collect();
    let mut wrong = Vec::new();
    for label in &labels {
        for span in label.spans() {
            let bytes = Span::new(span.byte_start, span.byte_end);
            let found: Vec<_> = typed.within(bytes).iter().map(|segment| segment.role).collect();
            let accepts = |found: &Role| *found == role(&span.kind) || label.alternatives().contains(found);
            if found.is_empty() || !found.iter().all(accepts) {
                wrong.push(format!("{name}:{}: {}, not {found:?}", label.line, span.kind));
            }
        }
    }
    assert!(wrong.len() * 100 <= labels.len() * 5, "of {} lines:\n{}", labels.len(), wrong.join("\n"));
}
