//! Titles of works, which stand in quotation marks and quote nothing.

use crate::notes::citations::attribution::around_cites;
use crate::notes::citations::candidates::{CitationCandidate, within};
use crate::notes::running_text::{NodeKind, RunningText};
use crate::notes::sentence;
use crate::text::Span;

/// More words than this are a passage, unless they are written like a headline.
const WORDS: usize = 12;
/// More words than this are a passage, however they are written.
const HEADLINE_WORDS: usize = 20;

/// The place of words in quotation marks, as far as a title may stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::notes) enum TitleContext {
    /// Words of somebody.
    Quotation,
    /// The title of what its link leads to, or a quotation that is all of the link's text.
    Linked,
    /// The title that a bibliographic entry has, or a quotation in a note as short as one.
    Entry,
    /// A title: it has a title's place, and is written like one, in capitals throughout.
    Title,
}

/// The context of the quoted `words`, which stand in `outer` with their marks. Words that are exactly the text of a
/// link, or stand where a bibliographic entry has a title, may be one; what is cited there has it, or has not.
pub(in crate::notes) fn context(
    flow: &RunningText,
    cites: &[CitationCandidate],
    node: usize,
    outer: Span,
    words: Span,
) -> TitleContext {
    let text = flow.slice(words);
    if flow.heading(node, outer).is_some() {
        return if is_headline(text.trim_end_matches(['.', ','])) { TitleContext::Title } else { TitleContext::Entry };
    }
    if !text.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) {
        return TitleContext::Quotation;
    }
    let linked = flow.links[..flow.links.partition_point(|link| link.flow.start <= words.start)]
        .last()
        .is_some_and(|link| !link.wiki && exactly(flow, link.flow, outer, words));
    // In American typesetting the stop of the sentence stands inside the marks of a title, but not in its link.
    let unstopped = text.trim_end_matches(['.', ',']);
    let linked = linked && (looks_like_one(text) || (is_headline(unstopped) && looks_like_one(unstopped)));
    let entry = may_be_one(text) && fills_entry(flow, cites, node, outer);
    match (linked, entry) {
        (false, false) => TitleContext::Quotation,
        _ if is_headline(unstopped) => TitleContext::Title,
        (true, _) => TitleContext::Linked,
        (false, true) => TitleContext::Entry,
    }
}

/// Returns true if the text of a link is the words, with or without the marks.
fn exactly(flow: &RunningText, link: Span, outer: Span, words: Span) -> bool {
    let link = flow.trimmed(link);
    let bare = |span: Span| flow.slice(span).trim_end_matches([',', '.']).len();
    link == outer || (link.start == words.start && link.len() >= bare(words) && link.end <= words.end)
}

/// Returns true if words are written like a title: few and not a sentence, or capitals throughout.
fn looks_like_one(text: &str) -> bool {
    let count = text.split_whitespace().count();
    let sentence = text.ends_with(['.', '…']) || text.contains(". ");
    let asks = text.ends_with(['?', '!']);
    (!sentence && !asks && count <= WORDS) || (is_headline(text) && !sentence && count <= HEADLINE_WORDS)
}

/// The same in a bibliographic entry, where a stop may follow inside the marks.
fn may_be_one(text: &str) -> bool {
    text.split_whitespace().count() <= HEADLINE_WORDS && !text.trim_end_matches(['.', ',']).contains(". ")
}

/// Returns true if most longer words begin with a capital.
pub(crate) fn is_headline(text: &str) -> bool {
    let long = text.split_whitespace().filter(|word| word.chars().count() >= 4);
    let (mut all, mut capital) = (0, 0);
    for word in long {
        all += 1;
        capital += usize::from(word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase));
    }
    all > 1 && capital * 5 >= all * 4
}

/// Returns true for a block of the shape Author, “Title,” Outlet, date, link: a list item or a footnote, which has an
/// author or a publisher, a year and few words besides those in the marks.
fn fills_entry(flow: &RunningText, cites: &[CitationCandidate], node: usize, outer: Span) -> bool {
    let leaf = flow.nodes[node].flow;
    let parent = &flow.nodes[flow.nodes[node].parent].kind;
    if !matches!(parent, NodeKind::Item | NodeKind::Footnote(_)) {
        return false;
    }
    if !leaf.contains(outer) {
        // A quotation of several paragraphs begins in another block than the one it ends in.
        return false;
    }
    let rest = Span::new(outer.end, leaf.end);
    if within(cites, rest).is_empty() || flow.slice(rest).split_whitespace().count() > 20 {
        return false;
    }
    // A year in a key, an address or a path is not the date of an entry, and a name in a link not its publisher.
    let (before, after) = (flow.text[leaf.start..outer.start].trim(), around_cites(flow, cites, rest));
    let dated = [before, &*after].iter().any(|text| text.split(|c: char| !c.is_ascii_digit()).any(is_year));
    let published = after.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(char::is_uppercase));
    is_author(before) && dated && (!before.is_empty() || published)
}

/// A name, or names, perhaps with a year, and a mark that ends them; or nothing.
fn is_author(text: &str) -> bool {
    let Some(name) = text.strip_suffix([',', '.', ':']) else { return text.is_empty() };
    let small = ["and", "et", "al", "de", "von", "van", "der", "al-", "bin", "ed", "eds", "with", "&"];
    let part = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
        word.starts_with(char::is_uppercase) || small.contains(&word) || is_year(word)
    };
    name.split_whitespace().count() <= 10 && name.split_whitespace().all(part) && !name.ends_with(sentence::is_stop)
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use crate::notes::{Format, read_as};

    #[test]
    fn a_quotation_that_ends_in_another_paragraph_of_an_item_or_footnote_is_no_title_of_an_entry() {
        let notes = [
            (Format::MediaWiki, "<ref>“It took four\n\n“minutes”, 2024</ref>"),
            (Format::Latex, "\\item\\enquote{It took four\n\n``minutes}"),
            (Format::Markdown, "- “It took four\n\n  “minutes” [@x], 2024\n"),
        ];
        for (format, notes) in notes {
            assert!(read_as(notes, format).titles.is_empty(), "{notes}");
        }
    }
}
