//! The answers of `audit`, `find`, `show` and `manifest` as JSON: one object, errors and warnings inside
//! (docs/commands-json.md).

use super::{Failure, Place};
use crate::capture::CapturePath;
use crate::manifest::{Trouble, Witness};
use crate::report::{ArticleState, ListedArticle, Occurrence, Places, json_line, unread_pages};
use crate::store::{Audit, AuditFinding, ManifestDrift, Regenerated};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The object of a command: its format first, and the warnings and errors behind what it says.
pub(super) fn object(name: &str, value: Value, warnings: &[String], errors: Vec<Value>) -> String {
    let mut object = Map::from_iter([("format".to_owned(), json!(format!("literatim {name} 1")))]);
    if let Value::Object(fields) = value {
        object.extend(fields);
    }
    object.insert("warnings".to_owned(), json!(warnings));
    object.insert("errors".to_owned(), Value::Array(errors));
    json_line(&Value::Object(object)) + "\n"
}

/// The object of a command that failed.
pub(super) fn failed(name: &str, failure: &Failure) -> String {
    object(name, Value::Null, &[], vec![failure.json()])
}

/// An error of the archive: the file, and what is wrong with it.
fn trouble(path: &str, what: &dyn std::fmt::Display, help: &str) -> Value {
    json!({ "about": path, "what": what.to_string(), "help": help })
}

/// The troubles of an archive that are no mere lack of words.
pub(super) fn troubles(all: &BTreeMap<String, Trouble>) -> Vec<Value> {
    let real = all.iter().filter(|(_, trouble)| !is_unread(trouble));
    real.map(|(path, what)| trouble(path, what, "run `literatim audit`")).collect()
}

/// Returns true if a capture is what was committed to, and nothing can be read out of it.
pub(super) fn is_unread(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::Undecodable(_) | Trouble::Wordless)
}

/// An audit, with the lines on history and signatures.
pub(super) fn audit(audit: &Audit, history: &str, place: &Place) -> Value {
    let finding = |(path, finding): (&String, &AuditFinding)| {
        let mut value = json!({ "path": place.on_disk(path), "file": path });
        let (kind, facts) = match finding {
            AuditFinding::Changed { committed, found } => {
                ("changed", json!({ "committed": committed.to_string(), "found": found.to_string() }))
            }
            AuditFinding::RecordMismatch { how, digests } => match digests {
                None => ("changed", json!({ "why": how })),
                Some((committed, found)) => {
                    ("changed", json!({ "why": how, "committed": committed.to_string(), "found": found.to_string() }))
                }
            },
            AuditFinding::Missing(committed) => ("missing", json!({ "committed": committed.to_string() })),
            AuditFinding::Unexpected(found) => ("unexpected", json!({ "found": found.to_string() })),
            AuditFinding::Stale { committed, made } => {
                ("stale", json!({ "committed": committed.to_string(), "regenerated": made.to_string() }))
            }
            AuditFinding::Unusable(why) => ("unusable", json!({ "why": why })),
        };
        value["kind"] = json!(kind);
        if let (Value::Object(all), Value::Object(facts)) = (&mut value, facts) {
            all.extend(facts);
        }
        value
    };
    json!({
        "captures": audit.captures,
        "proven": audit.proven,
        "fingerprint": audit.fingerprint.map(|digest| digest.to_string()),
        "earlier_version": audit.is_earlier,
        "made_texts": audit.made_texts,
        "findings": audit.flaws.iter().map(finding).collect::<Vec<_>>(),
        "history": history.lines().collect::<Vec<_>>(),
    })
}

/// The result of `manifest`, and how it differs from what there was.
pub(super) fn manifest(
    made: &Regenerated,
    drift: &ManifestDrift,
    is_check: bool,
    place: &Place,
) -> (Value, Vec<Value>) {
    let retyped = drift.retyped.iter().map(|part| {
        json!({
            "capture": part.capture, "span": [part.span.start, part.span.end], "from": part.from.name(),
            "to": part.to.name(), "rule": part.rule, "words": part.words,
        })
    });
    let broken = made.broken.iter().map(|one| {
        let help = "restore the file, or accept the change with --accept-changed";
        let what = if one.found.is_some() { "its bytes changed" } else { "the file is missing" };
        let mut value = trouble(&place.on_disk(one.capture.as_str()), &what, help);
        value["committed"] = json!(one.committed.to_string());
        value["found"] = json!(one.found.map(|found| found.to_string()));
        value
    });
    let unusable = made.unreadable.iter().chain(&made.odd);
    let unusable = unusable.map(|(path, what)| trouble(&place.on_disk(path), what, "fix that, and run it again"));
    let value = json!({
        "check": is_check,
        "captures": made.inventory.captures.len(),
        "fingerprint": made.inventory.fingerprint.to_string(),
        "is_written": !is_check && made.is_sound(),
        "missing": drift.missing,
        "stale": drift.stale,
        "orphaned": drift.orphaned,
        "retyped": retyped.collect::<Vec<_>>(),
    });
    (value, broken.chain(unusable).collect())
}

/// The places where words stand.
pub(super) fn places(found: &Places, words: &str, place: &Place) -> Value {
    let one = |one: &Occurrence| {
        let mut value = capture(&one.witness, place);
        value["words"] = json!(one.words());
        value["span"] = json!([one.span.start, one.span.end]);
        value["role"] = json!(one.role().name());
        value["paragraph"] = json!(one.paragraph());
        value
    };
    json!({
        "words": words,
        "exact": found.exact,
        "count": found.count,
        "captures_searched": found.searched,
        "captures_unread": found.troubles.values().filter(|trouble| is_unread(trouble)).count(),
        "places": found.places.iter().map(one).collect::<Vec<_>>(),
    })
}

/// The names of a capture.
fn capture(witness: &Witness, place: &Place) -> Value {
    json!({
        "article": witness.article(),
        "capture": witness.path(),
        "path": place.on_disk(witness.path().as_str()),
        "captured_at": witness.captured_at().map(|at| at.to_string()),
        "sha256": witness.manifest().sha256.to_string(),
    })
}

/// An article with its segments.
pub(super) fn article(witness: &Witness, place: &Place) -> Value {
    let manifest = witness.manifest();
    let mut value = capture(witness, place);
    let segments = witness.segments().iter().map(|segment| {
        let bytes = witness.transcript().bytes(segment.span);
        let mut value = json!({
            "role": witness.role(segment).name(), "rule": segment.rule.to_string(),
            "text": &witness.text()[segment.span.range()],
            "span": [segment.span.start, segment.span.end], "bytes": [bytes.start, bytes.end],
        });
        if let Some(of) = segment.of {
            value["of"] = json!(of);
        }
        value
    });
    value["title"] = json!(manifest.title);
    value["publisher"] = json!(manifest.publisher);
    value["published"] = json!(manifest.published);
    value["urls"] = json!(manifest.addresses().collect::<Vec<_>>());
    value["media_type"] = json!(manifest.media_type.name());
    value["segments"] = Value::Array(segments.collect());
    value["picture_pages"] =
        json!(witness.transcript().picture_pages().iter().map(|page| page + 1).collect::<Vec<_>>());
    value["not_read"] = json!(unread_pages(witness.transcript()));
    value
}

/// The list of articles.
pub(super) fn articles(listed: &[ListedArticle], place: &Place) -> Value {
    let one = |article: &ListedArticle| {
        let (state, why) = match &article.state {
            ArticleState::Proven => ("proven", None),
            ArticleState::Withheld => ("withheld", None),
            ArticleState::Unread(why) => ("not-read", Some(why.to_string())),
            ArticleState::Unproven(why) => ("cannot-be-verified", Some(why.to_string())),
        };
        let mut value = json!({
            "article": article.id, "captures": article.captures, "state": state, "title": article.title,
            "capture": article.latest, "path": place.on_disk(CapturePath::as_str(&article.latest)),
            "captured_at": article.captured_at.map(|at| at.to_string()),
        });
        if let Some(why) = why {
            value["why"] = json!(why);
        }
        value
    };
    json!({ "articles": listed.iter().map(one).collect::<Vec<_>>() })
}
