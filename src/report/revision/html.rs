//! The changes, as one page of HTML.

use super::{Diff, names, where_it_is};
use crate::diff::revision::{DiffPiece, ParagraphChange};
use crate::report::legible;
use std::io::{self, Write};

/// Side by side where there is room, one under the other where there is not. What went is struck through, what came is
/// underlined, so that colour says nothing alone.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.5 Georgia,serif;max-width:75rem;margin:0 auto;padding:1rem}\
h1{font-size:1.4rem}h2{font:600 .85rem/1.4 system-ui,sans-serif;margin:0 0 .5rem}\
dl{font:.85rem/1.4 system-ui,sans-serif;overflow-wrap:anywhere}dt{font-weight:600}dd{margin:0 0 .5rem}\
section{border-top:1px solid;padding:1rem 0}\
.pair{display:grid;grid-template-columns:1fr;gap:1rem}\
@media(min-width:48rem){.pair{grid-template-columns:1fr 1fr}}\
.pair>div{min-width:0;overflow-wrap:anywhere}\
.pair>div::before{content:attr(data-side);display:block;font:.75rem system-ui,sans-serif;opacity:.8}\
del{text-decoration:line-through;background:#fbd9d3;color:#5c1206}\
ins{text-decoration:underline;text-decoration-thickness:2px;background:#d3efd5;color:#0b3d12}\
footer{border-top:1px solid;padding-top:1rem;font:.85rem/1.4 system-ui,sans-serif}";

/// Writes the page.
pub(super) fn print(diff: &Diff<'_>, out: &mut dyn Write) -> io::Result<()> {
    let title = escaped(diff.title());
    let [old, new] = diff.sides();
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>What changed in {title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>What changed in {title}</h1>\n<dl><dt>Before</dt><dd>{}</dd><dt>After</dt><dd>{}</dd></dl>\n<main>\n",
        escaped(&old),
        escaped(&new)
    )?;
    diff.changes().try_for_each(|change| section(change, out))?;
    writeln!(out, "</main>\n<footer>{}</footer>\n</body>\n</html>", escaped(&diff.summary()))
}

fn section(change: &ParagraphChange, out: &mut dyn Write) -> io::Result<()> {
    let coarse = if change.coarse { ", coarse" } else { "" };
    writeln!(
        out,
        "<section>\n<h2>{}: {}{coarse}</h2>\n<div class=\"pair\">",
        escaped(&where_it_is(change)),
        names(&change.classes)
    )?;
    side(out, "before", change.old.is_empty(), change, |piece| one(piece, true))?;
    side(out, "after", change.new.is_empty(), change, |piece| one(piece, false))?;
    writeln!(out, "</div>\n</section>")
}

fn side(
    out: &mut dyn Write,
    name: &str,
    empty: bool,
    change: &ParagraphChange,
    of: impl Fn(&DiffPiece) -> String,
) -> io::Result<()> {
    let words: String = change.pieces.iter().map(of).collect();
    let words = if empty { "—" } else { words.trim_start() };
    writeln!(out, "<div data-side=\"{name}\" dir=\"auto\">{words}</div>")
}

fn one(piece: &DiffPiece, before: bool) -> String {
    match piece {
        DiffPiece::Kept(text) => escaped(text),
        DiffPiece::Changed { old, .. } if before => marked("del", old),
        DiffPiece::Changed { new, .. } => marked("ins", new),
    }
}

fn marked(element: &str, text: &str) -> String {
    let words = text.trim_start();
    let gap = if words.len() < text.len() { " " } else { "" };
    if words.is_empty() { String::new() } else { format!("{gap}<{element}>{}</{element}>", escaped(words)) }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in legible(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
