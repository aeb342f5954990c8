//! Verified quotations as W3C Web Annotations.

use crate::manifest::{Collection, Witness};
use crate::matching::Locus;
use crate::report::{fragment_selector, json_lines};
use crate::text::Span;
use crate::verify::{Judged, Outcome, Report};
use serde_json::{Value, json};

/// Characters of context on each side of a quotation.
const CONTEXT: usize = 32;

/// An annotation collection of every quotation of `report` that is verbatim: for each of its passages the words as
/// archived with what stands around them, their place, and the digests of what they stand in. Indented JSON-LD.
pub fn annotations(report: &Report, archive: &dyn Collection) -> Vec<u8> {
    let verbatim = report.reported().filter(|judged| judged.outcome() == Outcome::Verbatim);
    let items: Vec<Value> = verbatim.map(|judged| annotation(judged, archive)).collect();
    let collection = json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", { "sha256": "https://schema.org/sha256" }],
        "type": "AnnotationPage",
        "items": items,
    });
    let mut bytes = json_lines(&collection).into_bytes();
    bytes.push(b'\n');
    bytes
}

fn annotation(judged: &Judged, archive: &dyn Collection) -> Value {
    let targets: Vec<Value> = judged.loci().iter().filter_map(|locus| target(locus, archive)).collect();
    json!({
        "type": "Annotation",
        "motivation": "highlighting",
        "body": { "type": "TextualBody", "value": judged.text, "format": "text/plain", "purpose": "describing" },
        "target": targets,
    })
}

/// The selectors of a passage. Positions count Unicode characters of the transcript, whose digest stands beside them.
fn target(locus: &Locus, archive: &dyn Collection) -> Option<Value> {
    let witness = archive.witness(&locus.capture).ok()?;
    let manifest = witness.manifest();
    let characters = |end: usize| witness.text()[..end].chars().count();
    let (prefix, suffix) = around(&witness, locus.span);
    let mut target = json!({
        "type": "SpecificResource",
        "source": {
            "id": manifest.address().unwrap_or_else(|| locus.capture.to_string()),
            "type": "Text",
            "format": manifest.media_type.name(),
            "sha256": locus.sha256.hex(),
        },
        "selector": [
            { "type": "TextQuoteSelector", "exact": &witness.text()[locus.span.range()], "prefix": prefix, "suffix": suffix },
            { "type": "TextPositionSelector", "start": characters(locus.span.start), "end": characters(locus.span.end) },
        ],
    });
    if let Some(selector) = fragment_selector(&locus.places) {
        target["selector"].as_array_mut().expect("it is a list").insert(0, selector);
    }
    if let Some(at) = locus.captured_at {
        target["state"] = json!({ "type": "TimeState", "sourceDate": at.to_string(), "cached": locus.capture });
    }
    Some(target)
}

/// The text right before and after a place.
fn around(witness: &Witness, span: Span) -> (&str, &str) {
    let (before, after) = (&witness.text()[..span.start], &witness.text()[span.end..]);
    let start = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
    let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    (&before[start..], &after[..end])
}
