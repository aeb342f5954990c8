//! Real articles, and quotations of them with the verdict that each must get. They are other people's words, kept
//! beside the repository: where they are not there, these tests say that they skipped.

#[macro_use]
#[path = "skipped/mod.rs"]
mod skipped;

mod witnesses;

use literatim::capture::Record;
use literatim::manifest::Holdings;
use literatim::verify::{Format, NotesFile, Settings, Style, Verifier};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use witnesses::witness;

const ARTICLES: [(&str, &str, &str); 5] = [
    ("000_3972227e98bd8c39.txt", "foreign-policy", "txt"),
    ("001_9e350f98c784ff0d.txt", "the-wire", "txt"),
    ("002_e5bf17c5ab34bcce.txt", "insurgents-storm-mosul", "txt"),
    ("003_6fbb5b5a6e8022e5.txt", "global-research", "md"),
    ("004_8d1ba6019ed2d021.txt", "chatham-house", "txt"),
];

fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if shared.join("seeds").is_dir() {
        return Some(shared);
    }
    skipped!("there are no real articles beside this repository");
    None
}

fn holdings(shared: &Path) -> Arc<Holdings> {
    let article = |(file, id, ending): (&str, &str, &str)| {
        let bytes = std::fs::read(shared.join("seeds").join(file)).unwrap();
        let url = format!("https://{id}.example/2014/06/{id}");
        let record = Record { urls: vec![url], ..Record::default() };
        witness(&format!("archive/{id}/20140611T000000Z.{ending}"), bytes, record)
    };
    witnesses::holdings(ARTICLES.map(article).into())
}

fn outcomes(holdings: &Arc<Holdings>, style: &str, text: String, format: Format) -> Vec<Vec<String>> {
    let notes = NotesFile { name: "notes".into(), folder: Some(String::new()), text, format, ..NotesFile::default() };
    let settings = Settings::from(Style::named(style).unwrap());
    let report = Verifier::new(holdings, settings).verify(&notes.into());
    let outcome = |judged: &literatim::verify::Judged| {
        let rules = judged.findings.iter().map(|finding| finding.rule.id().to_owned());
        std::iter::once(judged.outcome().name().to_owned()).chain(rules).collect()
    };
    report.quotations.iter().map(outcome).collect()
}

fn cases(form: impl Fn(&str, &str) -> Option<String>) {
    cases_in(Format::Markdown, form);
}

fn cases_in(format: Format, form: impl Fn(&str, &str) -> Option<String>) {
    let Some(shared) = shared() else { return };
    let holdings = holdings(&shared);
    let mut wrong = Vec::new();
    let lines = std::fs::read_to_string(shared.join("cases/mosul-quotations.jsonl")).unwrap();
    for case in lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()) {
        let (quote, article) = (case["quote"].as_str().unwrap(), case["article"].as_str().unwrap());
        let Some(text) = form(quote, article) else { continue };
        for style in ["exact", "chicago"] {
            let wanted: Vec<&str> = case[style].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
            let found = outcomes(&holdings, style, text.clone(), format);
            let fits = found.len() == 1 && found[0].iter().any(|name| wanted.contains(&name.as_str()));
            let sound = wanted != ["verbatim"] || found.first().is_some_and(|found| found[0] == "verbatim");
            if !fits || !sound {
                wrong.push(format!("{} {style}: wanted {wanted:?}, found {found:?}\n{text}", case["id"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_case_as_a_block_with_its_citation_inside() {
    cases(|quote, article| Some(format!("Notes.\n\n> {}\n> — [@{article}]\n", quote.replace('\n', "\n> "))));
}

#[test]
fn every_case_as_a_block_with_its_citation_below() {
    cases(|quote, article| Some(format!("Notes.\n\n> {}\n\n— [@{article}]\n", quote.replace('\n', "\n> "))));
}

#[test]
fn every_case_inline_with_a_link() {
    cases(|quote, article| {
        let fits = !quote.is_empty() && !quote.contains(['“', '”']);
        fits.then(|| format!("It says “{quote}” ([report](https://{article}.example/2014/06/{article})).\n"))
    });
}

fn url(article: &str) -> String {
    format!("https://{article}.example/2014/06/{article}")
}

/// `quote` with `before` put before every character in `marks`.
fn escaped(quote: &str, marks: &str, before: &str) -> String {
    let escape = |c: char| if marks.contains(c) { format!("{before}{c}") } else { c.to_string() };
    quote.chars().map(escape).collect()
}

/// In running text, where the quotation has no marks of that kind and no lines of its own.
fn fits(quote: &str) -> bool {
    !quote.is_empty() && !quote.contains(['“', '”', '\n'])
}

#[test]
fn every_case_bound_in_every_way() {
    // An empty block claims nothing unless something is said of it.
    cases(|quote, article| {
        (!quote.is_empty()).then(|| format!("As [@{article}] has it:\n\n> {}\n", quote.replace('\n', "\n> ")))
    });
    cases(|quote, article| Some(format!("<!-- literatim: source={article} -->\n> {}\n", quote.replace('\n', "\n> "))));
    cases(|quote, article| {
        (!quote.is_empty()).then(|| format!("---\ncitekey: {article}\n---\n\n> {}\n", quote.replace('\n', "\n> ")))
    });
    cases(|quote, article| fits(quote).then(|| format!("As [@{article}] has it, “{quote}” and so on.\n")));
    cases(|quote, article| fits(quote).then(|| format!("It has “{quote}”[^1].\n\n[^1]: In {}.\n", url(article))));
    cases(|quote, article| {
        fits(quote)
            .then(|| format!("| words | source |\n|---|---|\n| “{}” | [@{article}] |\n", quote.replace('|', "\\|")))
    });
}

#[test]
fn every_case_in_latex() {
    let tex = |quote: &str| escaped(quote, "%&$#_{}", "\\").replace('\n', " ");
    cases_in(Format::Latex, |quote, article| {
        // LaTeX shows `'` as ’, and so it is verbatim as either.
        (!quote.contains('\''))
            .then(|| format!("\\begin{{quote}}\n{}\n\n\\cite{{{article}}}\n\\end{{quote}}\n", tex(quote)))
    });
    cases_in(Format::Latex, |quote, article| {
        (!quote.is_empty() && !quote.contains('\''))
            .then(|| format!("It has \\textcquote[3]{{{article}}}{{{}}}.\n", tex(quote)))
    });
    cases_in(Format::Latex, |quote, article| {
        (fits(quote) && !quote.contains('\'')).then(|| format!("It has “{}” \\cite{{{article}}}.\n", tex(quote)))
    });
}

#[test]
fn every_case_in_html() {
    let html = |quote: &str| quote.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    cases_in(Format::Html, |quote, article| {
        Some(format!("<blockquote cite=\"{}\"><p>{}</p></blockquote>\n", url(article), html(quote)))
    });
    cases_in(Format::Html, |quote, article| {
        fits(quote).then(|| format!("<p>It has “{}” (<a href=\"{}\">x</a>).</p>\n", html(quote), url(article)))
    });
}

#[test]
fn every_case_in_mediawiki() {
    let plain = |quote: &str| fits(quote) && !quote.contains(['{', '[', '|', '<', '=', '&']) && !quote.contains("''");
    cases_in(Format::MediaWiki, |quote, article| {
        plain(quote).then(|| format!("{{{{blockquote|text={quote}|source=[{} x]}}}}\n", url(article)))
    });
    cases_in(Format::MediaWiki, |quote, article| {
        plain(quote).then(|| format!("X.<ref>{{{{cite web|url={}|title=T|quote={quote}}}}}</ref>\n", url(article)))
    });
}

#[test]
fn every_case_in_asciidoc_and_restructuredtext() {
    let plain = |quote: &str| {
        fits(quote) && !quote.contains(['{', '[', '|', '<', '*', '_', '`', '#', '+', '^', '~', '\\', '&', '@', '\''])
    };
    // Words that the markup itself would show otherwise.
    let plain = |quote: &str| plain(quote) && !quote.contains("--") && !quote.contains("...");
    cases_in(Format::AsciiDoc, |quote, article| {
        plain(quote).then(|| format!("[quote, Ann Vale, {}]\n____\n{quote}\n____\n", url(article)))
    });
    cases_in(Format::AsciiDoc, |quote, article| {
        plain(quote).then(|| format!("It has “{quote}” {}[x].\n", url(article)))
    });
    cases_in(Format::ReStructuredText, |quote, article| {
        plain(quote).then(|| format!("So:\n\n    {quote}\n\n    -- `x <{}>`__\n", url(article)))
    });
    cases_in(Format::ReStructuredText, |quote, article| {
        plain(quote).then(|| format!("It has “{quote}” (`x <{}>`__).\n", url(article)))
    });
}

#[test]
fn every_case_as_data() {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    cases_in(Format::Json, |quote, article| {
        (!quote.is_empty()).then(|| format!("[{{\"quote\": {}, \"source\": \"{article}\"}}]", quoted(quote)))
    });
    cases_in(Format::JsonLines, |quote, article| {
        (!quote.is_empty()).then(|| format!("{{\"exact\": {}, \"url\": \"{}\"}}\n", quoted(quote), url(article)))
    });
    cases_in(Format::Yaml, |quote, article| {
        (!quote.is_empty()).then(|| format!("- quote: {}\n  source: {article}\n", quoted(quote)))
    });
}
