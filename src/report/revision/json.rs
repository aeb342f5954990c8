//! The changes, as JSON.

use super::Diff;
use crate::diff::revision::{ChangedParagraph, Class, Classes, DiffPiece, ParagraphChange};
use crate::manifest::Witness;
use crate::report::json_line;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes what changed, on one line. Spans count bytes of the transcript.
pub(super) fn print(diff: &Diff<'_>, out: &mut dyn Write) -> io::Result<()> {
    let noise = diff.revision.noise;
    // One change after another: all of them at once would be several times the texts.
    write!(out, "{{\"article\":{},\"changes\":[", json_line(&diff.title()))?;
    for (at, one) in diff.changes().enumerate() {
        write!(out, "{}{}", if at > 0 { "," } else { "" }, json_line(&change(one)))?;
    }
    let of_noise = json!({ "furniture": noise.furniture, "spacing": noise.spacing, "markup": noise.markup });
    let [old, new] = sides(diff).map(|side| json_line(&side));
    writeln!(
        out,
        "],\"format\":\"literatim diff 1\",\"misread\":{},\"new\":{new},\"noise\":{of_noise},\"old\":{old},\"same_bytes\":{},\"unchanged\":{}}}",
        diff.revision.misread(),
        diff.revision.same_bytes,
        diff.revision.unchanged
    )
}

/// Both captures; of two files, their paths stand for those of captures.
fn sides(diff: &Diff<'_>) -> [Value; 2] {
    let mut both = [diff.old, diff.new].map(capture);
    for ((side, witness), has_body) in both.iter_mut().zip([diff.old, diff.new]).zip(diff.revision.has_body) {
        side["charset"] = json!(witness.transcript().charset().name);
        side["has_body"] = json!(has_body);
    }
    for (side, path) in both.iter_mut().zip(diff.files.into_iter().flatten()) {
        side["capture"] = json!(path);
    }
    both
}

pub(super) fn capture(witness: &Witness) -> Value {
    json!({
        "capture": witness.path().as_str(),
        "captured_at": witness.captured_at().map(|moment| moment.to_string()),
        "sha256": witness.manifest().sha256.to_string(),
    })
}

pub(super) fn classes(classes: &Classes) -> Value {
    classes.iter().copied().map(Class::name).collect()
}

fn change(change: &ParagraphChange) -> Value {
    json!({
        "classes": classes(&change.classes),
        "old": change.old.iter().map(paragraph).collect::<Vec<_>>(),
        "new": change.new.iter().map(paragraph).collect::<Vec<_>>(),
        "pieces": change.pieces.iter().map(piece).collect::<Vec<_>>(),
        "coarse": change.coarse,
    })
}

fn paragraph(paragraph: &ChangedParagraph) -> Value {
    json!({ "role": paragraph.role.name(), "number": paragraph.number, "span": paragraph.span })
}

pub(super) fn piece(piece: &DiffPiece) -> Value {
    match piece {
        DiffPiece::Kept(text) => json!({ "kept": text }),
        DiffPiece::Changed { old, new, classes: found } => json!({ "old": old, "new": new, "classes": classes(found) }),
    }
}
