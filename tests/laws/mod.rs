//! What must hold for any input. Stated once; driven by proptest, by the fuzz targets, and by the replay of their corpus.

#![allow(dead_code, reason = "each of its users drives some of the laws")]

pub mod custody;
pub mod disclosed;
pub mod documents;
pub mod muddle;
#[path = "../witnesses/mod.rs"]
mod witnesses;

use literatim::capture::{Capture, Check, Record};
use literatim::fix::mend;
use literatim::manifest::{
    FixityError, Holdings, InventoryEntry, InventoryRoot, ListedName, Manifest, PageList, PageName, RepeatedTable,
    Witness, check,
};
use literatim::segment::Rules;
use literatim::text::Span;
use literatim::transcript::decode;
use literatim::verify::{Applicability, Bibliography, Format, NotesFile, Outcome, Report, Settings, Style, Verifier};
use literatim::web_archive::{PageFilter, PageReader, SingleRecord, Wacz, WebPage};
use std::sync::Arc;
use witnesses::holdings;

fn settings(style: &str) -> Settings {
    Style::named(style).unwrap().into()
}

fn capture_of(bytes: &[u8], ending: &str) -> Capture {
    let path = format!("archive/a/20250101T000000Z.{ending}").parse().unwrap();
    Capture { path, bytes: bytes.to_vec(), record: Record::default() }
}

fn witness(capture: &Capture) -> Option<Witness> {
    let (manifest, _) = Manifest::of(capture, None, &Rules::default());
    match check(capture, manifest) {
        Ok(witness) => Some(witness),
        Err(FixityError::Undecodable(_)) => None,
        Err(breach) => panic!("a manifest does not fit the capture that it was made of: {breach}"),
    }
}

fn verified(notes: &str, holdings: &Arc<Holdings>, style: &str) -> Report {
    verified_as(notes, Format::Markdown, holdings, style)
}

fn verified_as(notes: &str, format: Format, holdings: &Arc<Holdings>, style: &str) -> Report {
    let notes = NotesFile {
        name: "notes.md".into(),
        folder: Some(String::new()),
        text: notes.to_owned(),
        format,
        ..NotesFile::default()
    };
    Verifier::new(holdings, settings(style)).verify(&notes.into())
}

/// An article, and a run of words of it that begins about `at` of the way through and has `len` words at most; where it
/// stands. Only paragraphs that were taken for body are quoted.
fn run(paragraphs: &[String], at: f64, len: usize) -> Option<(Arc<Holdings>, String, Span)> {
    let text = paragraphs.join("\n\n");
    let witness = witness(&capture_of(text.as_bytes(), "txt"))?;
    let body = witness.segments().iter().filter(|segment| segment.role == literatim::segment::Role::Body);
    let spans: Vec<Span> = body.map(|segment| segment.span).collect();
    let span = *spans.get((at * spans.len() as f64) as usize)?;
    let words = text[span.range()].split_whitespace().take(len);
    let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let last = words.clone().last()?;
    let start = place(words.clone().next()?);
    let quoted = &text[start..place(last) + last.len()];
    (quoted.split_whitespace().count() >= 4)
        .then(|| (holdings(vec![witness]), quoted.to_owned(), Span::new(start, start + quoted.len())))
}

/// Any run of body, quoted, is verbatim, and where it stands is among the places told.
pub fn completeness(paragraphs: &[String], at: f64, len: usize, inline: bool) {
    let Some((holdings, quoted, span)) = run(paragraphs, at, len) else { return };
    let notes = if inline { format!("It says “{quoted}” [@a].\n") } else { format!("> {quoted}\n\n— [@a]\n") };
    let report = verified(&notes, &holdings, "exact");
    assert_eq!(report.quotations.len(), 1, "{notes}");
    let judged = &report.quotations[0];
    assert_eq!(judged.outcome(), Outcome::Verbatim, "{notes}\n{judged:?}");
    assert!(judged.loci().iter().any(|locus| locus.span == span), "{notes}\n{judged:?}\nwanted {span:?}");
}

/// A quotation with one letter changed to one that the archive does not have is never verbatim, in any style.
pub fn one_changed_letter(paragraphs: &[String], at: f64, len: usize, letter: usize) {
    let Some((holdings, quoted, _)) = run(paragraphs, at, len) else { return };
    let letters: Vec<usize> = quoted.char_indices().filter(|(_, c)| c.is_alphabetic()).map(|(at, _)| at).collect();
    let at = letters[letter % letters.len()];
    let changed = format!("{}ß{}", &quoted[..at], &quoted[at + 1..]);
    for style in Style::NAMES {
        let report = verified(&format!("> {changed}\n\n— [@a]\n"), &holdings, style);
        assert!(report.quotations.iter().all(|judged| judged.outcome() != Outcome::Verbatim), "{changed}\n{report:?}");
    }
}

/// A run of body with one letter put in, taken out or put for another is verbatim in no style, unless the article has
/// those letters too.
pub fn one_edit(paragraphs: &[String], at: f64, len: usize, place: usize, (change, with): (usize, char)) {
    let Some((_, quoted, _)) = run(paragraphs, at, len) else { return };
    let mut letters: Vec<char> = quoted.chars().collect();
    let place = place % letters.len();
    match change {
        0 => letters.insert(place, with),
        1 => letters[place] = with,
        _ => drop(letters.remove(place)),
    }
    let changed: String = letters.into_iter().collect();
    letters_and_digits_stand(&format!("> {changed}\n\n— [@a]\n"), &paragraphs.join("\n\n"));
}

/// A run of body with an editor's mark in it is verbatim, and in no style any more once a letter or digit outside the mark
/// is another, that the article does not have.
pub fn one_edit_beside_a_mark(paragraphs: &[String], at: f64, len: usize, place: usize, mark: &str) {
    let Some((holdings, quoted, _)) = run(paragraphs, at, len) else { return };
    let words: Vec<&str> = quoted.split(' ').collect();
    let (head, tail) = words.split_at(words.len() / 2);
    let (head, tail) = (head.join(" "), tail.join(" "));
    let outcome = |head: &str, tail: &str, style: &str| {
        let notes = format!("> {head} {mark} {tail}\n\n— [@a]\n");
        verified(&notes, &holdings, style).quotations[0].outcome()
    };
    let places: Vec<usize> = quoted.char_indices().filter(|(_, c)| c.is_alphanumeric()).map(|(at, _)| at).collect();
    let place = places[place % places.len()];
    let changed = |text: &str, at: usize| format!("{}ß{}", &text[..at], &text[at + 1..]);
    for style in Style::NAMES {
        assert_eq!(outcome(&head, &tail, style), Outcome::Verbatim, "{style}: {head} {mark} {tail}");
        let edited = match place.checked_sub(head.len() + 1) {
            Some(place) => outcome(&head, &changed(&tail, place), style),
            None => outcome(&changed(&head, place), &tail, style),
        };
        assert_ne!(edited, Outcome::Verbatim, "{style}: {head} {mark} {tail}, at {place}");
    }
}

/// Letters and digits alone, compatibility forms resolved: an independent and wider reading than any house style's.
fn letters(text: &str) -> Vec<char> {
    use unicode_normalization::UnicodeNormalization;
    text.nfkd().filter(|c| c.is_alphanumeric()).collect()
}

/// In no style is a quotation without an editor's mark verbatim unless its letters and digits stand in the article in
/// a row, all but the case of the first.
pub fn letters_and_digits_stand(notes: &str, article: &str) {
    let Some(witness) = witness(&capture_of(article.as_bytes(), "txt")) else { return };
    let page = letters(witness.text());
    let holdings = holdings(vec![witness]);
    for style in Style::NAMES {
        for judged in verified(notes, &holdings, style).quotations {
            let marked = judged.text.contains(['[', '(', '…']) || judged.text.contains("..");
            if judged.outcome() != Outcome::Verbatim || marked {
                continue;
            }
            let quoted = letters(&judged.text);
            let Some((first, rest)) = quoted.split_first() else { continue };
            let stands = page
                .windows(quoted.len())
                .any(|here| here[1..] == *rest && here[0].to_lowercase().eq(first.to_lowercase()));
            assert!(stands, "{style}: {:?}\n{article:?}", judged.text);
        }
    }
}

/// The words in every form of Markdown, broken over lines: as a block, and in running text.
fn markdown(words: &str, block: &str, quoted: &str) -> [String; 20] {
    [
        format!("> {block}\n> — [@a]\n"),
        format!("> {block}\n>\n> — [[a]]\n"),
        format!("> {block} [@a, p. 3]\n"),
        format!("> {block}\n\n— [@a]\n"),
        format!("> {block}\n\n| Source | [@a] |\n|---|---|\n| x | y |\n"),
        format!("They wrote [@a]:\n\n> {block}\n"),
        format!("---\ncitekey: a\n---\n\n> {block}\n"),
        format!("## On [it](archive/a)\n\n> {block}\n"),
        format!("<!-- literatim: source=a -->\n> {block}\n"),
        format!("> [!quote] [[a]]\n> {block}\n"),
        format!("<blockquote cite=\"archive/a\">\n\n{quoted}\n\n</blockquote>\n"),
        format!("It has <q cite=\"archive/a\">{quoted}</q> in it.\n"),
        format!("It has [{quoted}]{{.quote source=a}} in it.\n"),
        format!("::: {{.quote source=a}}\n{quoted}\n:::\n"),
        format!("It has [so: “{quoted}”](archive/a) in it.\n"),
        format!("It has “{quoted}”[^1] in it.\n\n[^1]: In [it](archive/a), p. 3.\n"),
        format!("As [@a] has it, “{quoted}” and so on.\n"),
        format!("It has “{quoted}” in it, they say. And more. In [@a], of course.\n"),
        format!("| words | source |\n|---|---|\n| “{words}” | [@a] |\n"),
        format!("- Source: [[a]]\n\n- {words} ([View Highlight](https://read.readwise.io/read/1))\n"),
    ]
}

/// The words, quoted in every pair of marks, broken over lines at every `wrap`th space, with the word number `word`
/// emphasised, bound in every way, in every format of notes.
fn forms(words: &str, wrap: usize, word: usize) -> Vec<(Format, String)> {
    let all: Vec<&str> = words.split(' ').collect();
    let word = word % all.len();
    let joined = |emphasis: [&str; 2], line: &str| {
        let mut text = String::new();
        for (index, one) in all.iter().enumerate() {
            let gap = if index == 0 {
                ""
            } else if index % (wrap % 7 + 2) == 0 {
                line
            } else {
                " "
            };
            let [open, close] = if index == word { emphasis } else { ["", ""] };
            text += &format!("{gap}{open}{one}{close}");
        }
        text
    };
    let plain = ["", ""];
    let mut forms: Vec<(Format, String)> = Vec::new();
    let mut add = |format: Format, notes: String| forms.push((format, notes));
    for marks in ["“”", "„“", "„”", "””", "«»", "»«", "‹›", "「」", "『』", "‘’", "‚‘", "\"\"", "＂＂"]
    {
        let (open, close) = (marks.chars().next().unwrap(), marks.chars().last().unwrap());
        let text = joined(["*", "*"], "\n");
        add(Format::Markdown, format!("It says {open}{text}{close} [@a].\n"));
        add(Format::Html, format!("<p>It says {open}{}{close} [@a].</p>", joined(["<em>", "</em>"], "\n  ")));
        add(Format::MediaWiki, format!("It says {open}{}{close} [[a]].\n", joined(["''", "''"], "\n")));
        add(Format::ReStructuredText, format!("It says {open}{}{close} :cite:`a`.\n", joined(["**", "**"], "\n")));
        add(Format::AsciiDoc, format!("It says {open}{}{close} cite:[a].\n", joined(["_", "_"], "\n")));
        add(Format::Latex, format!("It says {open}{}{close} \\cite{{a}}.\n", joined(["\\emph{", "}"], "\n")));
    }
    let (line, block, quoted) = (joined(plain, "\n"), joined(["**", "**"], "\n> "), joined(["_", "_"], "\n"));
    markdown(words, &block, &quoted).into_iter().for_each(|notes| add(Format::Markdown, notes));
    add(Format::Html, format!("<blockquote cite=\"archive/a\"><p>{line}</p></blockquote>"));
    add(
        Format::Html,
        format!("<blockquote>{line}<footer>Ann Vale, <a href=\"archive/a\">it</a></footer></blockquote>"),
    );
    add(Format::Latex, format!("It says \\enquote{{{line}}} \\autocite[3]{{a}}.\n"));
    add(Format::Latex, format!("\\textcquote[3]{{a}}{{{line}}} and \\emph{{so}} on\n"));
    add(Format::Latex, format!("\\begin{{displaycquote}}{{a}}\n{line}\n\\end{{displaycquote}}\n"));
    add(Format::Latex, format!("\\begin{{quote}}\n{line} \\cite{{a}}\n\\end{{quote}}\n"));
    add(Format::Latex, format!("``{line}''\\footnote{{See \\cite{{a}}.}}\n"));
    add(Format::MediaWiki, format!("{{{{blockquote|{line}|Ann Vale|source=[[a]]}}}}\n"));
    add(Format::MediaWiki, format!("It says “{line}”.<ref>[[a]]</ref>\n"));
    add(Format::AsciiDoc, format!("[quote, Ann Vale, a]\n____\n{line}\n____\n"));
    add(Format::AsciiDoc, format!("It says \"`{line}`\"footnote:[In cite:[a].].\n"));
    add(Format::ReStructuredText, format!("So:\n\n    {}\n\n    -- :cite:`a`\n", joined(plain, "\n    ")));
    add(Format::ReStructuredText, format!(".. epigraph::\n\n   {}\n\n   -- :cite:`a`\n", joined(plain, "\n   ")));
    add(Format::Json, format!("[{{\"quote\": \"{words}\", \"source\": \"a\"}}]"));
    add(Format::JsonLines, format!("{{\"source\": \"archive/a\", \"selector\": {{\"exact\": \"{words}\"}}}}\n"));
    add(Format::Yaml, format!("- quote: >\n    {}\n  source: a\n", joined(plain, "\n    ")));
    forms
}

/// Emphasis, line breaks, the pair of marks, the binding and the format of the notes never change a verdict: neither of
/// words of the body, nor of words with a letter changed.
pub fn form_changes_nothing(paragraphs: &[String], at: f64, len: usize, wrap: usize, word: usize) {
    let Some((holdings, quoted, _)) = run(paragraphs, at, len) else { return };
    let quoted = quoted.split_whitespace().collect::<Vec<_>>().join(" ");
    let altered = quoted.replacen(|c: char| c.is_ascii_lowercase(), "ß", 1);
    for (words, wanted) in [(quoted, Outcome::Verbatim), (altered, Outcome::Refuted)] {
        for (format, notes) in forms(&words, wrap, word) {
            let report = verified_as(&notes, format, &holdings, "exact");
            let told: Vec<Outcome> = report.quotations.iter().map(|judged| judged.outcome()).collect();
            assert_eq!(told, [wanted], "{format:?}\n{notes}\n{:#?}", report.quotations);
        }
    }
}

/// What stands before or behind a quotation on the page is nothing to it: of words of the body and, in the same form, words
/// with a letter changed, and once more the first, each has its own verdict.
pub fn a_page_changes_nothing(paragraphs: &[String], at: f64, len: usize, wrap: usize, word: usize) {
    let Some((holdings, quoted, _)) = run(paragraphs, at, len) else { return };
    let quoted = quoted.split_whitespace().collect::<Vec<_>>().join(" ");
    let altered = quoted.replacen(|c: char| c.is_ascii_lowercase(), "ß", 1);
    for ((format, one), (_, other)) in forms(&quoted, wrap, word).into_iter().zip(forms(&altered, wrap, word)) {
        let between = match format {
            Format::Html => "<p>Ours.</p>\n",
            Format::Json | Format::JsonLines | Format::Yaml => continue,
            _ => "\n\nOurs.\n\n",
        };
        // What names a source for all of the page comes once, and footnotes have a label each.
        if one.starts_with("---") || one.starts_with("- Source") {
            continue;
        }
        let pages = [&one, &other, &one].into_iter().enumerate();
        let page: Vec<String> = pages.map(|(number, page)| page.replace("[^1]", &format!("[^{number}]"))).collect();
        let notes = page.join(between);
        let report = verified_as(&notes, format, &holdings, "exact");
        let told: Vec<Outcome> = report.quotations.iter().map(|judged| judged.outcome()).collect();
        let wanted = [Outcome::Verbatim, Outcome::Refuted, Outcome::Verbatim];
        assert_eq!(told, wanted, "{format:?}\n{notes}\n{:#?}", report.quotations);
    }
}

/// Notes in any format are read, and all that is told of them lies on characters of them.
pub fn notes_as(format: Format, notes: &str) {
    let read = literatim::notes::read_as(notes, format);
    let problems = read.unknown.iter().chain(&read.broken).map(|problem| problem.span);
    for span in read.unclosed.iter().copied().chain(problems) {
        assert!(notes.get(span.range()).is_some(), "{format:?} {span:?}");
    }
    for quotation in read.quotations {
        assert!(!quotation.readings.is_empty() && notes.is_char_boundary(quotation.at));
        for reading in quotation.readings {
            assert!(notes.get(reading.span.range()).is_some(), "{format:?} {reading:?}");
        }
    }
}

/// Any text is a bibliography, with flaws that lie in it.
pub fn bibliography(text: &str) {
    for name in ["x.bib", "x.json"] {
        let (_, flaws) = Bibliography::read(text, name);
        assert!(flaws.iter().all(|flaw| flaw.at <= text.len()), "{flaws:?}");
    }
}

/// What is verbatim with no edit is found by a search that knows nothing but white space. Beside brackets and ellipses of
/// the article's own, which might have been the editor's, there may be none or some; beside a single point there may not.
pub fn soundness(notes: &str, article: &str) {
    let Some(witness) = witness(&capture_of(article.as_bytes(), "txt")) else { return };
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let closed = |text: &str| {
        let dense = plain(text).replace(". .", "..").replace(". .", "..");
        ["[", "]", "…", ".."]
            .iter()
            .fold(dense, |text, mark| text.replace(&format!(" {mark}"), mark).replace(&format!("{mark} "), mark))
    };
    let page = closed(witness.text());
    let report = verified(notes, &holdings(vec![witness]), "exact");
    for judged in
        report.quotations.iter().filter(|judged| judged.outcome() == Outcome::Verbatim && judged.edits().is_empty())
    {
        assert!(page.contains(&closed(&judged.text)), "{judged:?}\n{page:?}");
    }
}

/// Any bytes are read or refused; what is read tiles, and leads back to bytes of the capture.
pub fn capture(bytes: &[u8], ending: &str) {
    let capture = capture_of(bytes, ending);
    let Ok(transcript) = decode(&capture) else { return };
    let text = transcript.text().to_owned();
    for (at, c) in text.char_indices() {
        let found = transcript.bytes(Span::new(at, at + c.len_utf8()));
        assert!(found.start <= found.end && found.end <= bytes.len(), "{c:?} at {at} leads to {found:?}");
        let source = &bytes[found.range()];
        match ending {
            "txt" if transcript.charset().name == "UTF-8" => assert_eq!(source, c.to_string().as_bytes()),
            // On a page a reference may stand for a character, and a tag for white space.
            "html" if transcript.charset().name == "UTF-8" && !c.is_whitespace() && source[0] != b'&' => {
                assert_eq!(String::from_utf8_lossy(source).replace('\0', "\u{fffd}"), c.to_string());
            }
            _ => {}
        }
    }
    let witness = witness(&capture).expect("what decodes once decodes again");
    let ends =
        witness.segments().iter().try_fold(0, |at, segment| (segment.span.start == at).then_some(segment.span.end));
    assert_eq!(ends, Some(text.len()));
    assert_eq!(transcript.trace(bytes).astray, 0, "a character leads to bytes that do not say it");
}

/// A capture with one bit changed is told from the one that was hashed.
pub fn flipped_byte(bytes: &[u8], at: usize, bit: u8) {
    let mut capture = capture_of(bytes, "txt");
    let (manifest, _) = Manifest::of(&capture, None, &Rules::default());
    capture.bytes[at] ^= 1 << (bit % 8);
    assert!(matches!(check(&capture, manifest), Err(FixityError::Changed { .. })));
}

/// Any notes are read, whatever format they are taken for.
pub fn notes(notes: &str) {
    Format::ALL.into_iter().for_each(|format| notes_as(format, notes));
}

/// A manifest with one byte changed is another manifest, or none: there is no second spelling.
pub fn one_spelling(at: usize, byte: u8) {
    let capture = capture_of("A headline of ours\n\nAnd a paragraph of body, which ends here.\n".as_bytes(), "txt");
    let (manifest, _) = Manifest::of(&capture, None, &Rules::default());
    let mut bytes = manifest.to_bytes();
    assert_eq!(Manifest::from_bytes(&bytes).as_ref(), Ok(&manifest));
    let at = at % bytes.len();
    let same = bytes[at] == byte;
    bytes[at] = byte;
    if let Ok(read) = Manifest::from_bytes(&bytes) {
        assert_eq!(read == manifest, same);
        assert_eq!(read.to_bytes(), bytes);
    }
}

/// Notes and an article in one input, parted by the first NUL: what is verbatim without an edit, a naive search finds.
pub fn notes_and_article(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some((notes, article)) = text.split_once('\0') else { return };
    if !article.contains('\0') {
        soundness(notes, article);
    }
}

/// Any bytes are a manifest in its one spelling, or one of an earlier format, or none; and a table of repeats likewise.
pub fn manifest_bytes(bytes: &[u8]) {
    if let Ok(read) = Manifest::from_bytes(bytes) {
        assert!(read.is_earlier() && read.format != Manifest::FORMAT || read.to_bytes() == bytes);
    }
    if let Ok(read) = RepeatedTable::from_bytes(bytes) {
        assert_eq!(read.to_bytes(), bytes);
    }
    if let Ok(read) = InventoryRoot::from_bytes(bytes) {
        assert_eq!(read.to_bytes(), bytes);
    }
    if let Ok(read) = InventoryEntry::read_all(bytes) {
        assert_eq!(InventoryEntry::print_all(&read), bytes);
    }
    if let Ok(read) = ListedName::read_all(bytes) {
        assert_eq!(ListedName::print_all(&read), bytes);
    }
    if let Ok(read) = PageList::from_bytes(bytes) {
        assert_eq!(read.printed().0, bytes);
    }
    if let Ok(read) = PageName::read_all(bytes) {
        assert_eq!(PageName::print_all(&read), bytes);
    }
}

/// What is mended once needs no mending; what is mended safely keeps every letter and digit that it had, in its order,
/// but for the citation that it lacked; and no quotation is worse for it.
pub fn mending(notes: &str, article: &str) {
    let Some(witness) = witness(&capture_of(article.as_bytes(), "txt")) else { return };
    let holdings = holdings(vec![witness]);
    let comment = regex::Regex::new("<!--.*?-->|\\[@a\\]").unwrap();
    for (style, reach) in
        [("exact", Applicability::Safe), ("exact", Applicability::Unsafe), ("chicago", Applicability::Unsafe)]
    {
        let file = |text: &str| NotesFile {
            name: "notes.md".into(),
            folder: Some(String::new()),
            text: text.to_owned(),
            ..NotesFile::default()
        };
        let verifier = Verifier::new(&holdings, settings(style));
        let once = mend(&file(notes), &verifier, reach);
        let twice = mend(&file(&once.text), &verifier, reach);
        assert_eq!(once.text, twice.text, "{notes:?}\n{article:?}");
        // One by one, or all together: the verdicts are the same.
        let one_by_one = verifier.verify(&file(notes).into());
        let together = Verifier::new(&holdings, settings(style)).verify(&file(notes).into());
        assert_eq!(format!("{one_by_one:?}"), format!("{together:?}"));
        assert!(twice.fixes.is_empty());
        assert_eq!(once.fixes.is_empty(), once.text == notes);
        let verbatim = |text: &str| {
            let report = verified(text, &holdings, style);
            (report.quotations.len(), report.quotations.iter().filter(|one| one.outcome() == Outcome::Verbatim).count())
        };
        let ((count, before), (count_after, after)) = (verbatim(notes), verbatim(&once.text));
        assert!(count == count_after && before <= after, "{notes:?}\n{:?}", once.text);
        if reach == Applicability::Safe {
            let kept = |text: &str| letters(&comment.replace_all(text, ""));
            assert_eq!(kept(&once.text), kept(notes));
        }
    }
}

/// Any bytes are a web archive, or damaged; read twice they say the same. A page that a digest of all its record
/// vouches for is there only where the digest is.
pub fn warc(bytes: &[u8]) {
    let [one, other] = [0, 1].map(|_| {
        let mut sweep = PageReader::of(PageFilter::default());
        let read = sweep.read(bytes, "a.warc", None);
        if sweep.waits() {
            sweep.revisit(bytes, "a.warc", None);
        }
        sweep.finish();
        (read, sweep)
    });
    assert_eq!(one.0, other.0);
    assert_eq!(one.1.pages, other.1.pages);
    let (read, sweep) = one;
    if let Err(damage) = read {
        assert!(damage.at <= bytes.len() as u64, "{damage}");
    }
    assert_eq!(sweep.records, sweep.blocks.values().sum::<usize>());
    for page in sweep.pages {
        assert!(!page.bytes.is_empty() && literatim::capture::urls::identity(&page.url).is_some());
        assert_eq!(page.provenance.block == Check::NotCovered, page.provenance.block_digest.is_none());
        in_place(bytes, &page);
    }
    let _ = SingleRecord::id_in(bytes);
    if let Ok(sole) = SingleRecord::read(bytes, None) {
        assert_eq!(SingleRecord::id_in(bytes), Some(sole.record_id));
    }
}

/// What is told of a page that lies by itself leads to that page, and a byte more or less leads nowhere.
fn in_place(bytes: &[u8], page: &WebPage) {
    let Some(held) = &page.held else { return };
    let (from, to) = (held.span.0 as usize, held.span.1 as usize);
    let sole = SingleRecord::read(&bytes[from..to], page.provenance.payload_digest.as_deref()).unwrap();
    let id = page.provenance.refers_to.as_ref().unwrap_or(&page.provenance.record_id);
    assert_eq!((&sole.bytes, &sole.record_id, sole.payload), (&page.bytes, id, page.provenance.payload));
    assert!(
        SingleRecord::read(&bytes[from..to - 1], None).is_err()
            && SingleRecord::read(&bytes[from + 1..to], None).is_err()
    );
}

/// Any bytes are a WACZ, or damaged; every file in a good one is what its list says.
pub fn wacz(bytes: &[u8]) {
    let Ok(mut wacz) = Wacz::open(std::io::Cursor::new(bytes)) else { return };
    let is_good = wacz.flaws.is_empty();
    assert!(!is_good || wacz.files.values().all(|check| *check == Check::Verified));
    for name in wacz.warcs() {
        let mut sweep = PageReader::of(PageFilter::default());
        if let Ok(source) = wacz.read(&name) {
            let _ = sweep.read(source, "a.wacz", Some(&name));
        }
    }
}

/// The numbers of a text, each with its sign, by a reading of its own: where they stand, and how they read.
fn signed_numbers(text: &str) -> Vec<(Span, String)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let minus = |c: char| "-\u{2010}\u{2011}\u{2012}–−⁻﹣－".contains(c);
    let mut numbers: Vec<(Span, String)> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let from = at;
        while at < chars.len() && chars[at].1.is_numeric() {
            at += 1;
        }
        if at == from {
            at += 1;
            continue;
        }
        let mut read: String = chars[from..at].iter().map(|(_, c)| *c).collect();
        let before = |back: usize| from.checked_sub(back).map(|place| chars[place].1);
        let mut start = chars[from].0;
        if before(1).is_some_and(minus)
            && before(2).is_none_or(|c| !(c.is_alphanumeric() || c == '-' && before(1) == Some('-')))
        {
            (read, start) = (format!("−{read}"), chars[from - 1].0);
        }
        let percent = chars.get(at).filter(|(_, c)| *c == '%');
        read.extend(percent.map(|(_, c)| *c));
        let end = chars.get(at).map_or(text.len(), |(end, c)| end + if *c == '%' { 1 } else { 0 });
        numbers.push((Span::new(start, end), read));
    }
    numbers
}

/// In no style is a quotation without an editor's mark verbatim whose numbers, with their signs, are others than those
/// of the article where it stands, nor one that has part of a number there.
pub fn numbers_and_signs_stand(notes: &str, article: &str) {
    let Some(witness) = witness(&capture_of(article.as_bytes(), "txt")) else { return };
    let page = witness.text().to_owned();
    let all = signed_numbers(&page);
    let holdings = holdings(vec![witness]);
    for style in Style::NAMES {
        for judged in verified(notes, &holdings, style).quotations {
            let marked = judged.text.contains(['[', '(', '…']) || judged.text.contains("..");
            if judged.outcome() != Outcome::Verbatim || marked {
                continue;
            }
            let ours: Vec<String> = signed_numbers(&judged.text).into_iter().map(|(_, read)| read).collect();
            for locus in judged.loci() {
                let there = all.iter().filter(|(span, _)| span.overlaps(locus.span));
                let theirs: Vec<&String> = there.map(|(_, read)| read).collect();
                assert!(
                    ours.iter().eq(theirs.iter().copied()),
                    "{style}: {:?} at {:?}",
                    judged.text,
                    &page[locus.span.range()]
                );
            }
        }
    }
}
