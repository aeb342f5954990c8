//! `literatim verify --jsonl`: one quotation in, one answer out.

use super::{Exit, Failure, Place};
use crate::fix::add_fix_of_words;
use crate::notes::{Reference, identifier_of};
use crate::report::{answer, exit_code_of_part, message, refusal};
use crate::verify::{ArchiveFinding, Judged, Outcome, Policy, Report, Severity, Verifier};
use crate::workspace::LARGEST_NOTES;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufRead, Read as _, Write};

/// A line: the words, and what they cite. Other fields are for who wrote them.
struct AskedLine {
    id: Value,
    quote: String,
    article: Option<String>,
}

/// Quotation marks that may enclose all words of a line.
const PAIRS: [(char, char); 10] = [
    ('“', '”'),
    ('"', '"'),
    ('„', '“'),
    ('„', '”'),
    ('«', '»'),
    ('»', '«'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('‹', '›'),
];

/// The names of the field that has the words, and of the one that names their source.
const QUOTE: [&str; 2] = ["quote", "text"];
const ARTICLE: [&str; 4] = ["article", "source", "cite", "url"];

/// Answers `input` line by line: in its order, each answer written out before the next line is read. A line that is not
/// understood is answered with an error, and makes the whole end with 2.
pub fn run(input: &mut dyn BufRead, policy: Policy, place: &Place) -> Result<Exit, Failure> {
    let fail_on = policy.fail_on;
    let mut verifier = Verifier::new(place.archive()?, policy);
    let mut out = place.out();
    let mut met = BTreeSet::new();
    let (mut exit, mut checked) = (complain(&verifier, &mut met, place), false);
    let report = Report { archive: verifier.policy().archive.clone(), ..Report::default() };
    for ArchiveFinding { capture, finding } in &report.archive {
        place.complain(&format_args!("{capture}: {}", message(finding)));
    }
    exit = exit.max(exit_code_of_part(&report, fail_on).into());
    let mut line = Vec::new();
    for number in 1usize.. {
        line.clear();
        let read = input.take(LARGEST_NOTES + 1).read_until(b'\n', &mut line);
        let failed = |what: String, help: &str| Failure::new("standard input", what, help);
        match read.map_err(|error| failed(error.to_string(), "save it to a file first"))? as u64 {
            0 if number == 1 => {
                place.complain(&"standard input is empty: write one JSON object a line, as {\"quote\": \"…\"}");
                break;
            }
            0 => break,
            1..=LARGEST_NOTES => {}
            _ => {
                let what = format!("line {number} is larger than {LARGEST_NOTES} bytes");
                return Err(failed(what, "write each quotation on a line of its own"));
            }
        }
        match asked(&line) {
            Ok(asked) => {
                // Somebody may add or change articles while this runs.
                if place.is_outdated() {
                    verifier = Verifier::new(place.archive()?, verifier.policy().clone());
                }
                let mut judged = judged(&verifier, &asked);
                add_fix_of_words(&mut judged, asked.article.as_deref(), &verifier);
                answer(&judged, &asked.id, &mut out)?;
                checked |= matches!(judged.outcome(), Outcome::Verbatim | Outcome::Refuted);
                exit = exit.max(exit_code(judged, fail_on)).max(complain(&verifier, &mut met, place));
            }
            Err((id, why)) => {
                refusal(&id, number, &why, &mut out)?;
                exit = Exit::CannotTell;
            }
        }
        out.flush()?;
    }
    Ok(if checked { exit } else { Exit::CannotTell })
}

/// The judgement on words: where they do not stand as they are, without the marks around them.
fn judged(verifier: &Verifier, asked: &AskedLine) -> Judged {
    let reference = || asked.article.as_deref().map(reference);
    let as_given = verifier.judge(&asked.quote, reference());
    let Some(inner) = without_marks(&asked.quote).filter(|_| as_given.outcome() != Outcome::Verbatim) else {
        return as_given;
    };
    let within = verifier.judge(inner, reference());
    match within.outcome() {
        Outcome::Skipped | Outcome::Unverifiable => as_given,
        Outcome::Verbatim | Outcome::Refuted => within,
    }
}

/// The words between a pair of quotation marks that encloses all of them.
fn without_marks(quote: &str) -> Option<&str> {
    let quote = quote.trim();
    PAIRS.iter().find_map(|(open, close)| {
        let inner = quote.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.contains([*open, *close])).then_some(inner)
    })
}

/// Reports the troubles that were met since; `met` has the paths of those before.
fn complain(verifier: &Verifier, met: &mut BTreeSet<String>, place: &Place) -> Exit {
    let mut exit = Exit::Fine;
    for (path, trouble) in verifier.troubles() {
        if met.insert(path.clone()) {
            place.complain(&format_args!("{path}: {trouble}"));
            exit = Exit::CannotTell;
        }
    }
    exit
}

/// The line as it is meant; else its id, if it has one, and why not.
fn asked(line: &[u8]) -> Result<AskedLine, (Value, String)> {
    let value: Value = serde_json::from_slice(line).map_err(|why| {
        let what = if why.is_eof() { "the line ends too early".to_owned() } else { format!("column {}", why.column()) };
        (Value::Null, format!("not JSON: {what}"))
    })?;
    let Value::Object(fields) = &value else {
        return Err((Value::Null, "expected a JSON object, as {\"quote\": \"…\", \"article\": \"…\"}".to_owned()));
    };
    let id = fields.get("id").cloned().unwrap_or_default();
    let text = |names: &[&str]| {
        let found = names.iter().find_map(|name| Some((*name, fields.get(*name)?)));
        match found {
            None | Some((_, Value::Null)) => Ok(None),
            Some((_, Value::String(text))) => Ok(Some(text.clone())),
            Some((name, _)) => Err((id.clone(), format!("`{name}` must be a string"))),
        }
    };
    let quote = text(&QUOTE)?.ok_or_else(|| (id.clone(), "`quote` is missing".to_owned()))?;
    if quote.trim().is_empty() {
        return Err((id, "`quote` is empty".to_owned()));
    }
    let article = text(&ARTICLE)?;
    Ok(AskedLine { id, quote, article })
}

/// The reference that a name stands for, as notes would write it.
fn reference(name: &str) -> Reference {
    let name = name.trim().trim_start_matches("[@").trim_end_matches(']');
    let name = name.strip_prefix('@').unwrap_or(name).to_owned();
    if let Some(identifier) = identifier_of(&name) {
        Reference::Identifier(identifier)
    } else if name.contains("://") {
        Reference::Url(name)
    } else if name.starts_with("sha256:") {
        Reference::Digest(name)
    } else if name.contains('/') {
        Reference::Path(name)
    } else {
        Reference::Key(name)
    }
}

fn exit_code(judged: Judged, fail_on: Severity) -> Exit {
    exit_code_of_part(&Report { quotations: vec![judged], ..Report::default() }, fail_on).into()
}
