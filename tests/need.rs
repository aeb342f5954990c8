//! A verifier asks an archive for what the quotations need, once, and for nothing else.

mod witnesses;

use literatim::capture::{ArticleId, CapturePath, Record};
use literatim::digest::Digest;
use literatim::manifest::{
    Archive, Candidates, Catalogue, Collection, Holdings, Inventory, InventoryEntry, Listed, Name, Resolution,
    Resolver, Trouble, WithheldCapture, Witness,
};
use literatim::notes::Reference;
use literatim::report::{NotesContext, Paint, ReportFormat, print};
use literatim::verify::{Format, Mismatch, NotesFile, Outcome, Policy, Report, Rule, Severity, Verifier};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use witnesses::witness;

const FERRY_THEN: &str = "archive/ferry/20250101T000000Z.txt";
const FERRY_NOW: &str = "archive/ferry/20250301T000000Z.txt";
const MILL: &str = "archive/mill/20250101T000000Z.txt";
const WEIR: &str = "archive/weir/20250101T000000Z.txt";

const TEXTS: [(&str, &str); 4] = [
    (FERRY_THEN, "The ferry\n\nThe ferry runs until midnight in the summer months.\n"),
    (FERRY_NOW, "The ferry\n\nThe ferry runs until ten in the summer months.\n"),
    (MILL, "The mill\n\nThe mill wheel was taken out and sold for scrap.\n"),
    (WEIR, "The weir\n\nNobody has walked across the weir since the flood.\n"),
];

/// An archive that remembers what it was asked for.
#[derive(Debug)]
struct Counting {
    holdings: Holdings,
    asked: Arc<Mutex<Vec<String>>>,
    /// The reason why not all can be listed.
    unlisted: Option<Trouble>,
}

impl Resolver for Counting {
    fn resolve(&self, name: Name<'_>) -> Result<Resolution, Trouble> {
        self.holdings.resolve(name)
    }
}

impl Collection for Counting {
    fn captures(&self, article: &ArticleId) -> Result<Arc<[Listed]>, Trouble> {
        self.holdings.captures(article)
    }

    fn witness(&self, capture: &CapturePath) -> Result<Arc<Witness>, Trouble> {
        self.asked.lock().unwrap().push(capture.to_string());
        Collection::witness(&self.holdings, capture)
    }

    fn candidates(&self, words: &[&str]) -> Result<Candidates, Trouble> {
        self.holdings.candidates(words)
    }

    fn each(&self, visit: &mut dyn FnMut(&Listed) -> ControlFlow<()>) -> Result<(), Trouble> {
        match &self.unlisted {
            Some(trouble) => Err(trouble.clone()),
            None => self.holdings.each(visit),
        }
    }

    fn count(&self) -> Result<usize, Trouble> {
        self.holdings.count()
    }

    fn withheld(&self, _: &CapturePath) -> Option<Arc<WithheldCapture>> {
        None
    }

    fn all_withheld(&self) -> Vec<Arc<WithheldCapture>> {
        Vec::new()
    }

    fn has_withheld(&self) -> bool {
        false
    }

    fn troubles(&self) -> Vec<(String, Trouble)> {
        Collection::troubles(&self.holdings)
    }

    fn state(&self) -> Digest {
        self.holdings.state()
    }
}

/// A verifier by that archive, of which captures may be broken, and what the archive was asked for.
struct CountedArchive {
    verifier: Verifier,
    asked: Arc<Mutex<Vec<String>>>,
}

impl CountedArchive {
    fn new() -> Self {
        Self::with(&[], None)
    }

    fn with(broken: &[&str], unlisted: Option<Trouble>) -> Self {
        let all: Vec<Witness> = TEXTS.map(|(path, text)| witness(path, text, Record::default())).into();
        let entry = |witness: &Witness| InventoryEntry::of(witness.manifest(), Digest::of(b""));
        let catalogue = Catalogue::of(&Inventory::of(all.iter().map(entry).collect()));
        let troubles: BTreeMap<_, _> = broken.iter().map(|path| ((*path).to_owned(), Trouble::Missing)).collect();
        let sound = all.into_iter().filter(|witness| !troubles.contains_key(witness.path().as_str())).collect();
        let (holdings, asked) = (Holdings::new(catalogue, sound, troubles), Arc::default());
        let archive = Archive::with(Counting { holdings, asked: Arc::clone(&asked), unlisted });
        Self { verifier: Verifier::new(archive, Policy::default()), asked }
    }

    fn verify(&self, text: &str) -> Report {
        let notes =
            NotesFile { name: "notes.md".into(), text: text.into(), format: Format::Markdown, ..NotesFile::default() };
        self.verifier.verify(&notes.into())
    }

    /// What the archive was asked for since, in order.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

fn exit(report: &Report) -> u8 {
    literatim::report::exit_code(report, Severity::Error)
}

const HOLDS: &str = "“The mill wheel was taken out” [@mill]\n";

#[test]
fn to_make_a_verifier_reads_nothing() {
    assert!(CountedArchive::new().asked().is_empty());
}

#[test]
fn notes_that_cite_one_article_have_its_captures_proven_and_no_others() {
    let counted = CountedArchive::new();
    let report =
        counted.verify("“The ferry runs until midnight” [@ferry]\n\n“until ten in the summer months” [@ferry]\n");
    assert_eq!(counted.asked(), [FERRY_THEN, FERRY_NOW]);
    assert!(report.quotations.iter().all(|judged| judged.outcome() == Outcome::Verbatim));
    // The earlier capture has the words of the first, and that they are gone is known all the same.
    assert!(report.quotations[0].findings.iter().any(|finding| finding.rule == Rule::QuoteSuperseded));
    assert_eq!((report.captures, report.listed), (2, Some(4)));
}

#[test]
fn a_quotation_that_does_not_hold_where_it_is_cited_is_looked_up_in_all_once() {
    let counted = CountedArchive::new();
    let report =
        counted.verify("“Nobody has walked across the weir” [@mill]\n\n“Nobody swims across the weir now” [@mill]\n");
    let asked = counted.asked();
    assert_eq!(asked, [MILL, FERRY_THEN, FERRY_NOW, WEIR]);
    let literatim::verify::FindingData::Refuted(refuted) = &report.quotations[0].findings[0].data else { panic!() };
    assert!(matches!(&refuted.mismatch, Mismatch::Misattributed { stands_in, .. } if stands_in.as_str() == "weir"));
    assert_eq!((report.captures, report.listed), (4, Some(4)));
    counted.verify("“Nobody has walked across the weir” [@mill]\n");
    assert!(counted.asked().is_empty());
}

#[test]
fn a_quotation_without_a_citation_is_looked_up_in_all() {
    let counted = CountedArchive::new();
    let report = counted.verify("They say “Nobody has walked across the weir since the flood” here.\n");
    assert_eq!(counted.asked(), [FERRY_THEN, FERRY_NOW, MILL, WEIR]);
    assert_eq!(report.quotations[0].findings[0].rule, Rule::QuoteUncited);
}

#[test]
fn words_judged_one_by_one_have_each_capture_proven_once() {
    let counted = CountedArchive::new();
    for _ in 0..2 {
        let judged = counted.verifier.judge("The mill wheel was taken out", Some(Reference::Key("mill".into())));
        assert_eq!(judged.outcome(), Outcome::Verbatim);
    }
    assert_eq!(counted.asked(), [MILL]);
    for _ in 0..20 {
        let judged = counted.verifier.judge("The mill wheel was put back", Some(Reference::Key("mill".into())));
        assert_eq!(judged.outcome(), Outcome::Refuted);
    }
    assert_eq!(counted.asked(), [FERRY_THEN, FERRY_NOW, WEIR]);
}

#[test]
fn what_is_said_of_a_quotation_does_not_depend_on_what_was_asked_before() {
    let notes =
        [HOLDS, "“Nobody swims across the weir now” [@mill]\n", "“until midnight in the winter months” [@ferry]\n"];
    let fresh = notes.map(|text| format!("{:?}", CountedArchive::new().verify(text)));
    let counted = CountedArchive::new();
    for turn in [[0, 1, 2], [2, 1, 0]] {
        for number in turn {
            assert_eq!(format!("{:?}", counted.verify(notes[number])), fresh[number]);
        }
    }
}

#[test]
fn a_broken_capture_that_no_quotation_needs_is_not_heard_of() {
    let report = CountedArchive::with(&[WEIR], None).verify(HOLDS);
    assert!(report.archive.is_empty());
    assert_eq!(exit(&report), 0);
}

#[test]
fn a_broken_capture_counts_once_words_are_looked_up_in_all() {
    let counted = CountedArchive::with(&[WEIR], None);
    for text in
        ["“Nobody has walked across the weir” [@mill]\n", "They say “Nobody has walked across the weir since then”.\n"]
    {
        let report = counted.verify(text);
        assert_eq!(report.archive.iter().map(|one| one.capture.as_str()).collect::<Vec<_>>(), [WEIR]);
        assert_eq!(exit(&report), 2);
    }
    assert_eq!(counted.verifier.troubles().into_keys().collect::<Vec<_>>(), [WEIR]);
    assert!(counted.verify(HOLDS).archive.is_empty());
}

#[test]
fn a_broken_capture_of_the_cited_article_proves_nothing() {
    let report = CountedArchive::with(&[MILL], None).verify(HOLDS);
    assert_eq!(report.quotations[0].outcome(), Outcome::Unverifiable);
    assert_eq!(exit(&report), 2);
    // The other capture holds the words, and the broken one is reported.
    let report = CountedArchive::with(&[FERRY_THEN], None).verify("“until ten in the summer months” [@ferry]\n");
    assert_eq!(report.quotations[0].outcome(), Outcome::Verbatim);
    assert_eq!(exit(&report), 2);
}

#[test]
fn an_archive_that_cannot_be_listed_cannot_say_that_words_are_nowhere() {
    let counted = CountedArchive::with(&[], Some(Trouble::Unreadable("a shard is damaged".into())));
    assert_eq!(exit(&counted.verify(HOLDS)), 0);
    let report = counted.verify("“The mill wheel was put back” [@mill]\n");
    assert_eq!(report.quotations[0].outcome(), Outcome::Unverifiable);
    assert_eq!(exit(&report), 2);
    let report = counted.verify("They say “Nobody has walked across the weir since the flood” here.\n");
    assert_eq!(exit(&report), 2);
    assert!(report.archive.iter().any(|one| one.finding.severity == Severity::CannotTell));
}

#[test]
fn the_summary_says_how_many_captures_were_proven_and_how_many_there_are() {
    let summary = |text: &str| {
        let mut out = Vec::new();
        print(
            &CountedArchive::new().verify(text),
            ReportFormat::Human,
            &mut out,
            &Paint::default(),
            &NotesContext::default(),
        )
        .unwrap();
        String::from_utf8(out).unwrap()
    };
    assert!(summary(HOLDS).contains("\n1 of 4 captures proven; house style: exact"), "{}", summary(HOLDS));
    assert!(summary("“The mill wheel was put back” [@mill]\n").contains("\n4 captures proven; house style: exact"));
}
