//! Reports made by hand: everything that can be in one.

use literatim::capture::Capture;
use literatim::digest::Digest;
use literatim::manifest::{Archive, Trouble};
use literatim::notes::{Binding, Form, Reference};
use literatim::segment::Rules;
use literatim::text::{Position, Span};
use literatim::verify::*;
use std::sync::LazyLock;

/// A quotation that stands in the body of an article, as the program judges it.
fn verbatim() -> Judged {
    static VERBATIM: LazyLock<Judged> = LazyLock::new(|| {
        let words = "The light was out.";
        let capture = Capture::new("archive/the-lamp/20260311T093000Z.md".parse().unwrap(), words);
        let verifier = Verifier::new(Archive::of([capture], &Rules::default()), Policy::default());
        verifier.judge(words, Some(Reference::Key("the-lamp".into())))
    });
    VERBATIM.clone()
}

/// A report on quotations alone.
pub fn report_of(quotations: Vec<Judged>) -> Report {
    let mut report = Report::default();
    report.quotations = quotations;
    report
}

pub fn locus(article: &str, words: &str) -> Locus {
    let capture = format!("archive/{article}/20260311T093000Z.md");
    let Judgement::Verbatim { loci, .. } = verbatim().judgement else { panic!("it is refuted") };
    let mut locus = loci[0].clone();
    locus.article = article.parse().unwrap();
    locus.sha256 = Digest::of(capture.as_bytes());
    locus.capture = capture.parse().unwrap();
    locus.captured_at = Some("2026-03-11T09:30:00Z".parse().unwrap());
    locus.paragraph = 7;
    locus.span = Span::new(812, 812 + words.len());
    locus.bytes = Span::new(815, 815 + words.len());
    locus
}

pub fn judged(line: usize, text: &str, verdict: Outcome) -> Judged {
    let mut judged = verbatim();
    judged.file = "notes.md".into();
    (judged.line, judged.column) = (line, 3);
    judged.span = Span::new(line * 100, line * 100 + text.len());
    judged.form = Form::Inline;
    judged.text = text.into();
    judged.binding = Some(Binding::SameSentence);
    judged.judgement = match verdict {
        Outcome::Verbatim => Judgement::Verbatim { loci: Vec::new(), edits: Vec::new(), now: None },
        Outcome::Refuted => Judgement::Refuted { nearest: None },
        Outcome::Unverifiable => Judgement::Unverifiable { nearest: None },
        Outcome::Skipped => Judgement::NotAsked,
    };
    judged.findings.clear();
    judged
}

/// The finding of some facts, as it is without `--strict`.
pub fn finding(data: FindingData) -> Finding {
    Finding::new(data, false)
}

/// Words that do not stand in this way.
pub fn refuting(mismatch: Mismatch) -> Finding {
    finding(FindingData::Refuted(mismatch.into()))
}

/// The archive's nearest words, to be changed.
pub fn nearest(judged: &mut Judged) -> &mut Comparison {
    match &mut judged.judgement {
        Judgement::Refuted { nearest: Some(nearest) } => nearest,
        _ => panic!("it has none"),
    }
}

/// A refuted quotation; each variant is given by the words of both sides, in order.
pub fn altered(line: usize, text: &str, archived: &str, variants: &[(VariantKind, &str, &str)]) -> Judged {
    let (mut at_text, mut at_archive) = (0, 0);
    let mut found = Vec::new();
    for (kind, quoted, there) in variants {
        let start = at_text + text[at_text..].find(quoted).unwrap();
        let other = at_archive + archived[at_archive..].find(there).unwrap();
        // A side with no words stands where the other side's neighbours do: here, just before what follows.
        let quoted_span = Span::new(start, start + quoted.len());
        let archived_span = Span::new(other, other + there.len());
        (at_text, at_archive) = (quoted_span.end, archived_span.end);
        found.push(Variant {
            kind: *kind,
            quoted: (*quoted).into(),
            archived: (*there).into(),
            quoted_span,
            archived_span,
        });
    }
    let mut judged = judged(line, text, Outcome::Refuted);
    let mut refuted = Refuted::from(Mismatch::Altered { elsewhere: None });
    refuted.variants.clone_from(&found);
    refuted.spot = Some(Spot::from(&locus("the-lamp", archived)));
    judged.findings.push(finding(FindingData::Refuted(refuted)));
    let nearest = Comparison { locus: locus("the-lamp", archived), archived: archived.into(), variants: found };
    judged.judgement = Judgement::Refuted { nearest: Some(Box::new(nearest)) };
    judged
}

pub const LONG: &str = "The ferry left the quay at six in the morning with forty passengers and a cargo of lamp oil, \
                        and nobody who watched it go from the harbour wall thought that they would not see it again \
                        before the winter, when the ice had come and the keeper of the light counted 50,000 gulls on \
                        the rocks and said so in his book, which the harbour master keeps in a drawer to this day \
                        together with the letters of the crew.";

/// Quotations that are refuted in the ways that words can be.
pub fn refuted() -> Vec<Judged> {
    let archived = LONG.replace("50,000", "500,000").replace("forty passengers", "four passengers");
    let long = altered(
        3,
        LONG,
        &archived,
        &[(VariantKind::Wording, "forty", "four"), (VariantKind::Number, "50,000", "500,000")],
    );
    let mut clipped = altered(
        9,
        "the keeper would see the don’t-pass light",
        "the keeper would not see the don't-pass  light",
        &[(VariantKind::Negation, "", ""), (VariantKind::Typography, "’", "'")],
    );
    let near = nearest(&mut clipped);
    near.variants[0].quoted_span = Span::new(17, 17);
    near.variants[0].archived_span = Span::new(17, 21);
    clipped.findings.push(finding(FindingData::Clipped(Clipped::After(", but".into()))));
    let wide = altered(
        12,
        "灯台守は五万羽の鴎を数えたと港の記録に書いているが、誰もそれを信じなかった。それでも彼は毎朝数え続けた。",
        "灯台守は五十万羽の鴎を数えたと港の記録に書いているが、誰もそれを信じなかった。それでも彼は毎晩数え続けた。",
        &[(VariantKind::Number, "五万羽", "五十万羽"), (VariantKind::Wording, "毎朝", "毎晩")],
    );
    let hidden = altered(
        15,
        "the p\u{430}ssage was\u{202E} closed\u{1B}[2J",
        "the passage was closed",
        &[
            (VariantKind::LookAlike, "p\u{430}ssage was\u{202E}", "passage was"),
            (VariantKind::Insertion, "\u{1B}[2J", ""),
        ],
    );
    vec![long, clipped, wide, hidden]
}

/// Quotations of the other outcomes.
pub fn others() -> Vec<Judged> {
    let mut whole = judged(20, "the light was out", Outcome::Verbatim);
    let (loci, edits) = (vec![locus("the-lamp", "the light was out")], Vec::new());
    whole.judgement = Judgement::Verbatim { loci, edits, now: None };
    let mut edited = judged(21, "[t]he light … was out", Outcome::Verbatim);
    edited.binding = Some(Binding::Paragraph);
    let edit = |kind, quoted: &str, archived: &str| Edit { kind, quoted: quoted.into(), archived: archived.into() };
    let loci = vec![locus("the-lamp", "The light"), locus("the-lamp", "was out")];
    let edits = vec![
        edit(EditKind::BracketLetter, "[t]", "T"),
        edit(EditKind::Ellipsis, "…", "that the ships had steered by since the year of the flood"),
    ];
    edited.judgement = Judgement::Verbatim { loci, edits, now: None };
    let words = "nobody counts gulls for pleasure";
    let mut elsewhere = judged(24, words, Outcome::Refuted);
    let (locus, archived) = (locus("harbour-post", words), words.to_owned());
    let nearest = Comparison { locus, archived, variants: Vec::new() };
    elsewhere.judgement = Judgement::Refuted { nearest: Some(Box::new(nearest)) };
    elsewhere.findings.push(refuting(Mismatch::Misattributed {
        cited: "the-lamp".parse().unwrap(),
        stands_in: "harbour-post".parse().unwrap(),
    }));
    let mut breached = judged(27, "the oil ran low in March", Outcome::Unverifiable);
    breached.article = Some("oil-news".parse().unwrap());
    let (path, trouble) = ("archive/oil-news/20260301T120000Z.txt".to_owned(), changed());
    breached.findings.push(finding(FindingData::CapturesBroken { path, trouble }));
    let mut missing = judged(30, "words that nobody in this archive ever wrote", Outcome::Unverifiable);
    (missing.article, missing.binding) = (None, None);
    let data =
        FindingData::CitationMissing { link: None, of: 0, nearest: None, has_withheld: false, variants: Vec::new() };
    missing.findings.push(finding(data));
    let mut short = judged(33, "so-called", Outcome::Skipped);
    (short.article, short.binding) = (None, None);
    vec![whole, edited, elsewhere, breached, missing, short]
}

fn changed() -> Trouble {
    Trouble::Changed { committed: Digest::of(b"committed"), found: Digest::of(b"found") }
}

/// A report with everything in it.
pub fn report() -> Report {
    let mut quotations = refuted();
    quotations.extend(others());
    let unclosed = NotesFinding::at("notes.md", Position { line: 40, column: 1 }, FindingData::Unclosed, false);
    let breach = ArchiveFinding::new("archive/oil-news/20260301T120000Z.txt", FindingData::Archive(changed()));
    let mut report = report_of(quotations);
    report.style = "exact".into();
    report.files = vec!["notes.md".into(), "empty\u{7}.md".into()];
    report.captures = 14;
    report.notes.push(unclosed);
    report.archive.push(breach);
    report
}
