//! Templates of MediaWiki: those that quote, those that cite, those that stand for a character.

use super::{DEEPEST, WikiReader};
use crate::notes::citations::reference;
use crate::notes::running_text::NodeKind;
use crate::notes::text_effects::TextEffect;
use crate::text::Span;

/// Templates that are a block quotation, and the parameters that hold its words, the first that is there.
const BLOCKS: [&str; 9] =
    ["blockquote", "quote", "quotation", "cquote", "quote box", "quotebox", "bquote", "talk quote block", "poemquote"];
/// The same, with an alignment before the words.
const ALIGNED: [&str; 2] = ["rquote", "pull quote"];
/// Templates that are a quotation in running text.
const INLINES: [&str; 5] = ["tq", "talk quote", "tqi", "qq", "xt"];
const WORDS: [&str; 3] = ["text", "quote", "1"];
const SOURCES: [&str; 7] = ["source", "author", "cite", "url", "sign", "title", "2"];
/// Templates that stand for text.
const TEXTS: [(&str, &str); 14] = [
    ("!", "|"),
    ("=", "="),
    ("nbsp", " "),
    ("spaces", " "),
    ("snd", " – "),
    ("spaced ndash", " – "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("emdash", "—"),
    ("'", "'"),
    ("\"", "\""),
    ("...", "[…]"),
    ("ellipsis", "[…]"),
    ("omission", "[…]"),
];
/// Templates that show one of their parameters: the template, and which.
const SHOWN: [(&str, &str); 15] = [
    ("cn span", "1"),
    ("lang", "2"),
    ("nowrap", "1"),
    ("nobr", "1"),
    ("small", "1"),
    ("em", "1"),
    ("strong", "1"),
    ("abbr", "1"),
    ("not a typo", "1"),
    ("sic", "1"),
    ("as written", "1"),
    ("color", "2"),
    ("visible anchor", "1"),
    ("center", "1"),
    ("smallcaps", "1"),
];
/// Templates that strike out, raise or lower their first parameter.
const EFFECTS: [(&str, TextEffect); 9] = [
    ("sup", TextEffect::RAISED),
    ("superscript", TextEffect::RAISED),
    ("sub", TextEffect::LOWERED),
    ("subscript", TextEffect::LOWERED),
    ("strike", TextEffect::STRUCK),
    ("strikethrough", TextEffect::STRUCK),
    ("s", TextEffect::STRUCK),
    ("st", TextEffect::STRUCK),
    ("del", TextEffect::STRUCK),
];
/// Templates that are footnotes.
const NOTES: [&str; 5] = ["efn", "refn", "note", "notetag", "efn-ua"];
/// Templates that show nothing to quote.
#[rustfmt::skip]
const SILENT: [&str; 27] = [
    "reflist", "notelist", "short description", "use dmy dates", "use mdy dates", "authority control",
    "citation needed", "cn", "clear", "toc", "main", "see also", "page needed", "defaultsort", "good article", "rp",
    "portal", "commons category", "refbegin", "refend", "failed verification", "fact", "anchor", "shy",
    "zwj", "zwnj", "wbr",
];

/// A parameter: its name, a number for those without one, and its value.
type Parameter<'n> = (String, Span, &'n str);

impl<'n> WikiReader<'n> {
    pub(super) fn template(&mut self, span: Span) {
        if self.depth >= DEEPEST {
            return;
        }
        self.depth += 1;
        let (name, parameters) = self.parameters(Span::new(span.start + 2, span.end - 2));
        self.named(&name, &parameters, span);
        self.depth -= 1;
    }

    /// The name of a template, in small letters, and its parameters, in order.
    fn parameters(&self, inner: Span) -> (String, Vec<Parameter<'n>>) {
        let parts = self.parts(inner);
        let name = self.notes[parts[0].range()].trim().to_lowercase().replace('_', " ");
        let mut number = 0;
        let parameters = parts[1..].iter().map(|&part| self.parameter(part, &mut number)).collect();
        (name, parameters)
    }

    fn parameter(&self, part: Span, number: &mut usize) -> Parameter<'n> {
        let text = &self.notes[part.range()];
        let name = text.split_once('=').map(|(name, _)| name);
        let name = name.filter(|name| !name.contains(['[', '{', '<', '“', '"']) && name.trim().len() < 40);
        let start = name.map_or(part.start, |name| part.start + name.len() + 1);
        let label = name.map_or_else(
            || {
                *number += 1;
                number.to_string()
            },
            |name| name.trim().to_lowercase(),
        );
        let value = &self.notes[start..part.end];
        (label, Span::new(start, part.end), value.trim())
    }

    fn named(&mut self, name: &str, parameters: &[Parameter<'n>], span: Span) {
        let find = |wanted: &str| parameters.iter().find(|(name, _, value)| name == wanted && !value.is_empty());
        if let Some((_, text)) = TEXTS.iter().find(|(known, _)| *known == name) {
            return self.builder.text(text, span);
        }
        if let Some((_, shown)) = SHOWN.iter().find(|(known, _)| *known == name) {
            if let Some((_, value, _)) = find(shown) {
                self.inline(*value);
            }
            if name == "sic" {
                self.builder.text(" [sic]", span);
            }
            return;
        }
        if let Some((_, effect)) = EFFECTS.iter().find(|(known, _)| *known == name) {
            let Some((_, value, _)) = find("1") else { return };
            self.builder.begin_effect(*effect, span);
            self.inline(*value);
            return self.builder.end_effect();
        }
        let aligned = ALIGNED.contains(&name);
        if BLOCKS.contains(&name) || aligned {
            let words = WORDS.iter().find_map(|name| find(name));
            let words = if aligned { find("2").or(words) } else { words };
            return self.block(words, parameters, span);
        }
        if INLINES.contains(&name) {
            let Some((_, value, _)) = find("1").or_else(|| find("text")) else { return };
            self.builder.quote(Vec::new(), span);
            self.inline(*value);
            return self.builder.quote_end(span.end);
        }
        if NOTES.contains(&name) {
            let Some((_, value, _)) = find("1") else { return };
            let label = format!("#{}", span.start);
            return self.builder.footnote_at(label, span, Some(*value));
        }
        if name.starts_with("cite") || name == "citation" || name.starts_with("webarchive") {
            return self.citation(parameters, span);
        }
        if ["sfn", "harv", "harvnb", "harvtxt", "sfnp"].contains(&name) {
            return self.keyed(parameters, span);
        }
        if SILENT.contains(&name) {
            return;
        }
        if name.contains("infobox") {
            return parameters.iter().for_each(|(_, value, _)| self.builder.apart(*value));
        }
        if !parameters.is_empty() {
            self.builder.unknown(&format!("{{{{{name}}}}}"), "its content was not read", span);
        }
        self.builder.unread(span);
    }

    fn block(&mut self, words: Option<&Parameter<'n>>, parameters: &[Parameter<'n>], span: Span) {
        let Some((label, value, _)) = words else {
            return self.builder.flow.open.push(Span::new(span.start, span.start + 2));
        };
        self.builder.leave_paragraph();
        self.builder.open(NodeKind::Quote, span);
        self.blocks(*value);
        let label = label.clone();
        let about = parameters.iter().filter(|(name, _, value)| {
            let number = matches!(name.as_str(), "3" | "4");
            *name != label && !value.is_empty() && (number || SOURCES.contains(&name.as_str()))
        });
        let about: Vec<Span> = about.map(|(_, value, _)| *value).collect();
        self.builder.leave_paragraph();
        for value in about {
            self.attribution(value);
        }
        self.builder.close_to(|kind| *kind == NodeKind::Quote, span);
    }

    /// Reads a parameter that says something about the words, and is none of them.
    fn attribution(&mut self, value: Span) {
        let text = self.notes[value.range()].trim();
        if text.starts_with("http") {
            let target = text.split_whitespace().next().unwrap_or_default();
            if let Some(reference) = reference::of_target(target) {
                self.builder.source(reference, value);
            }
            return;
        }
        self.builder.inline(value);
        let from = self.builder.flow.text.len();
        self.inline(value);
        self.builder.hide(from);
        self.builder.leave_paragraph();
    }

    /// A citation, and what it quotes of what it cites.
    fn citation(&mut self, parameters: &[Parameter<'n>], span: Span) {
        let find = |wanted: &[&str]| {
            let found =
                parameters.iter().filter(|(name, _, value)| wanted.contains(&name.as_str()) && !value.is_empty());
            found.map(|(_, place, value)| (*place, *value)).collect::<Vec<_>>()
        };
        let urls = find(&["url", "archive-url", "archiveurl"]);
        let references: Vec<_> = urls.iter().filter_map(|(_, url)| reference::of_target(url)).collect();
        for reference in &references {
            self.builder.cite(reference.clone(), span);
        }
        for (place, _) in find(&["quote", "quotation"]) {
            self.builder.text(" ", span);
            self.builder.quote(references.clone(), place);
            self.inline(place);
            self.builder.quote_end(place.end);
            self.builder.text(" ", span);
        }
    }

    /// A short citation by name and year shows nothing that the archive could know, but a key may be named so.
    fn keyed(&mut self, parameters: &[Parameter<'n>], span: Span) {
        let parts = parameters.iter().filter(|(name, _, _)| name.parse::<usize>().is_ok()).map(|(_, _, value)| *value);
        let key = parts.collect::<Vec<_>>().join("");
        // What is added to it may quote.
        if let Some((_, more, _)) = parameters.iter().find(|(name, _, _)| name == "ps") {
            self.builder.apart(*more);
        }
        if let Some(found) = parameters.iter().find(|(name, _, _)| name == "ref").map(|(_, _, value)| *value) {
            self.builder.cite(crate::notes::Reference::Key(found.to_owned()), span);
        } else if !key.is_empty() {
            self.builder.unknown("{{sfn}}", "citations by name and year are not looked up", span);
        }
    }
}
