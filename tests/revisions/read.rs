//! Every change of real posts, read by hand: which classes of meaning each has.
//!
//! `read.tsv` has no words of others: for each change the pair, the first digits of the digests of both files, where the
//! paragraphs stand in the transcripts, the first digits of the digest of what went and what came, and the classes of
//! meaning that a reader gave it.

use crate::article::witness;
use literatim::diff::revision::{ChangedParagraph, Class, Classes, DiffPiece, ParagraphChange, revision};
use literatim::digest::Digest;
use std::collections::BTreeMap;
use std::path::Path;

const MEANING: [Class; 10] = [
    Class::Notice,
    Class::Headline,
    Class::Standfirst,
    Class::Number,
    Class::Date,
    Class::Name,
    Class::Negation,
    Class::Hedge,
    Class::Attribution,
    Class::Quotation,
];

/// What a change is known by, and its classes of meaning.
type Told = (String, Vec<&'static str>);

fn hull(paragraphs: &[ChangedParagraph]) -> String {
    match (paragraphs.first(), paragraphs.last()) {
        (Some(first), Some(last)) => format!("{}-{}", first.span.start, last.span.end),
        _ => "-".to_owned(),
    }
}

fn told(change: &ParagraphChange) -> Vec<(String, Told)> {
    let whole = |class: &Class| matches!(class, Class::Notice | Class::Headline | Class::Standfirst);
    let of = |piece: &DiffPiece| {
        let DiffPiece::Changed { old, new, classes } = piece else { return None };
        let all: Classes = classes.iter().chain(change.classes.iter().filter(|class| whole(class))).copied().collect();
        let meaning = all.iter().filter(|class| MEANING.contains(class)).map(|class| class.name()).collect();
        let digest = Digest::of(format!("{}\n{}", old.trim(), new.trim()).as_bytes());
        let place = format!("{}\t{}", hull(&change.old), hull(&change.new));
        Some((place, (digest.hex()[..12].to_owned(), meaning)))
    };
    change.pieces.iter().filter_map(of).collect()
}

/// Every change of the pair in `folder`, a line for each.
fn lines(folder: &Path) -> Option<Vec<String>> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    let (old, new) = (read("a.txt")?, read("b.txt")?);
    let digits = |text: &str| Digest::of(text.as_bytes()).hex()[..8].to_owned();
    let head = format!("{}\t{}\t{}", folder.file_name()?.to_str()?, digits(&old), digits(&new));
    let (old, new) = (witness("20260101T000000Z", &old), witness("20260102T000000Z", &new));
    let changes = revision(&old, &new).changes;
    let all = changes.iter().filter(|change| !change.is_noise()).flat_map(told);
    Some(all.map(|(place, (digest, meaning))| format!("{head}\t{place}\t{digest}\t{}", meaning.join(","))).collect())
}

#[test]
fn no_class_of_meaning_is_wrong_in_real_posts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/revisions");
    let known = include_str!("read.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut pairs: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for line in known {
        let fields: Vec<&str> = line.split('\t').collect();
        let classes = fields[6].split(',').filter(|name| !name.is_empty()).collect();
        pairs.entry(fields[0]).or_default().insert(fields[5], classes);
    }
    let (mut read, mut given, mut missed, mut unread, mut wrong) = (0, 0, 0, 0, Vec::new());
    for (pair, labels) in &pairs {
        let Some(lines) = lines(&folder.join(pair)) else {
            return skipped!("there are no real revisions beside this repository");
        };
        for line in lines {
            let fields: Vec<&str> = line.split('\t').collect();
            let classes: Vec<&str> = fields[6].split(',').filter(|name| !name.is_empty()).collect();
            let Some(right) = labels.get(fields[5]) else {
                unread += 1;
                // What nobody read may have no class that must be right.
                wrong.extend((!classes.is_empty()).then_some(line));
                continue;
            };
            read += 1;
            given += classes.len();
            missed += right.iter().filter(|class| !classes.contains(class)).count();
            wrong.extend(classes.iter().any(|class| !right.contains(class)).then_some(line.clone()));
        }
    }
    eprintln!(
        "{read} changes that were read by hand, {given} classes of meaning, {missed} missed, {unread} unread changes"
    );
    assert!(wrong.is_empty(), "not as read by hand:\n{}", wrong.join("\n"));
    assert!(read >= 100, "only {read} of the changes that were read are still told");
}
