//! Reports made by hand: everything that can be in one.

use literatim::digest::Digest;
use literatim::notes::{Binding, Form};
use literatim::segment::Role;
use literatim::text::Span;
use literatim::verdict::*;

pub fn locus(article: &str, words: &str) -> Locus {
    let capture = format!("archive/{article}/20260311T093000Z.md");
    Locus {
        article: article.parse().unwrap(),
        sha256: Digest::of(capture.as_bytes()),
        capture: capture.parse().unwrap(),
        captured_at: Some("2026-03-11T09:30:00Z".parse().unwrap()),
        role: Role::Body,
        rule: "body".into(),
        paragraph: 7,
        span: Span::new(812, 812 + words.len()),
        bytes: Span::new(815, 815 + words.len()),
    }
}

pub fn judged(line: usize, text: &str, verdict: Outcome) -> Judged {
    Judged {
        file: "notes.md".into(),
        line,
        column: 3,
        span: Span::new(line * 100, line * 100 + text.len()),
        form: Form::Inline,
        text: text.into(),
        article: Some("the-lamp".parse().unwrap()),
        pin: None,
        binding: Some(Binding::SameSentence),
        verdict,
        loci: Vec::new(),
        disclosed: None,
        edits: Vec::new(),
        findings: Vec::new(),
        nearest: None,
    }
}

pub fn finding(rule: Rule, message: &str, help: &str) -> Finding {
    let severity = rule.severity(false);
    Finding { rule, severity, message: message.into(), help: help.into(), variants: Vec::new() }
}

/// A refuted quotation; each variant is told by the words of both sides, in order.
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
    let mut said = finding(Rule::QuoteAltered, "the archive has other words here", "write what the archive has");
    said.variants = found.clone();
    judged.findings.push(said);
    let nearest = Comparison { locus: locus("the-lamp", archived), archived: archived.into(), variants: found };
    judged.nearest = Some(Box::new(nearest));
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
    let nearest = clipped.nearest.as_mut().unwrap();
    nearest.variants[0].quoted_span = Span::new(17, 17);
    nearest.variants[0].archived_span = Span::new(17, 21);
    clipped.findings.push(finding(Rule::QuoteClipped, "the words just after turn the sense: “, but …”", ""));
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
    whole.loci.push(locus("the-lamp", "the light was out"));
    let mut edited = judged(21, "[t]he light … was out", Outcome::Verbatim);
    edited.binding = Some(Binding::Paragraph);
    edited.loci = vec![locus("the-lamp", "The light"), locus("the-lamp", "was out")];
    let edit = |kind, quoted: &str, archived: &str| Edit { kind, quoted: quoted.into(), archived: archived.into() };
    edited.edits = vec![
        edit(EditKind::BracketLetter, "[t]", "T"),
        edit(EditKind::Ellipsis, "…", "that the ships had steered by since the year of the flood"),
    ];
    let mut elsewhere = judged(24, "nobody counts gulls for pleasure", Outcome::Refuted);
    elsewhere.loci.push(locus("harbour-post", "nobody counts gulls for pleasure"));
    let message = "these words are not in the-lamp; they stand in harbour-post";
    elsewhere.findings.push(finding(Rule::QuoteMisattributed, message, "cite [@harbour-post]"));
    let mut breached = judged(27, "the oil ran low in March", Outcome::Unverifiable);
    breached.article = Some("oil-news".parse().unwrap());
    breached.findings.push(finding(Rule::FixityBreach, "no capture of oil-news can be vouched for", ""));
    let mut missing = judged(30, "words that nobody in this archive ever wrote", Outcome::Unverifiable);
    (missing.article, missing.binding) = (None, None);
    let message = "nothing is cited, and the words are nowhere in the archive";
    missing.findings.push(finding(Rule::CitationMissing, message, "cite the article, or archive it"));
    let mut short = judged(33, "so-called", Outcome::Skipped);
    (short.article, short.binding) = (None, None);
    vec![whole, edited, elsewhere, breached, missing, short]
}

/// A report with everything in it.
pub fn report() -> Report {
    let mut quotations = refuted();
    quotations.extend(others());
    let unclosed = NotesFinding {
        file: "notes.md".into(),
        line: 40,
        column: 1,
        rule: Rule::QuoteUnclosed,
        severity: Severity::Warning,
        message: "this quotation mark is opened and never closed: close it".into(),
    };
    let capture = "archive/oil-news/20260301T120000Z.txt".to_owned();
    let breach = ArchiveFinding {
        rule: Rule::FixityBreach,
        message: "its bytes are not the ones that were hashed: restore it from a copy".into(),
        committed: Some(Digest::of(b"committed")),
        found: Some(Digest::of(b"found")),
        capture,
    };
    let mut report = Report {
        style: "exact".into(),
        quotations,
        notes: vec![unclosed],
        archive: vec![breach],
        summary: Summary::default(),
    };
    report.summary = count(&report);
    report.summary.unquoted_files.push("empty\u{7}.md".into());
    report
}

/// The counts of a report of one file.
pub fn count(report: &Report) -> Summary {
    let outcomes = |outcome| report.quotations.iter().filter(|judged| judged.verdict == outcome).count();
    let severities = |severity| {
        let of_quotations = report.quotations.iter().flat_map(|judged| &judged.findings);
        of_quotations.map(|finding| finding.severity).filter(|&other| other == severity).count()
            + report.notes.iter().filter(|finding| finding.severity == severity).count()
    };
    Summary {
        files: 1,
        quotations: report.quotations.len(),
        verbatim: outcomes(Outcome::Verbatim),
        refuted: outcomes(Outcome::Refuted),
        unverifiable: outcomes(Outcome::Unverifiable),
        skipped: outcomes(Outcome::Skipped),
        errors: severities(Severity::Error),
        warnings: severities(Severity::Warning),
        notes: severities(Severity::Note),
        cannot_tell: severities(Severity::CannotTell) + report.archive.len(),
        captures: 14,
        ..Summary::default()
    }
}
