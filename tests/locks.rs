//! Pins and locks: which capture a quotation is proven by, and what drifted since.

mod witnesses;

use literatim::capture::{ArticleId, Record};
use literatim::diff::revision::PassageFate;
use literatim::digest::Digest;
use literatim::manifest::Holdings;
use literatim::report::{exit_code, message};
use literatim::verify::{Impact, Lock, NotesFile, Outcome, Policy, Report, Rule, Settings, Severity, Style, Verifier};
use std::sync::Arc;
use witnesses::witness;

const OLD: &str = "# The river wall\n\nThe wall will protect 4,850 homes along the river, the agency told us on Monday.\n\nWork begins in spring, and the path stays open to walkers the whole time.\n";
const NEW: &str = "# The river wall\n\nThe wall will protect 5,480 homes along the river, the agency told us on Monday.\n\nWork begins in spring, and the path stays open to walkers the whole time.\n";

const THEN: &str = "river-wall/20250303T100000Z";
const LATER: &str = "river-wall/20250305T100000Z";

/// Captures, each by its path below `archive/` and without its ending.
fn holdings(texts: &[(&str, &str)]) -> Arc<Holdings> {
    let of = |(path, text): &(&str, &str)| witness(&format!("archive/{path}.md"), *text, Record::default());
    witnesses::holdings(texts.iter().map(of).collect())
}

fn both() -> Arc<Holdings> {
    holdings(&[(THEN, OLD), (LATER, NEW)])
}

fn notes(text: &str) -> [NotesFile; 1] {
    [NotesFile {
        name: "some/where/notes.md".into(),
        folder: Some("where".into()),
        text: text.into(),
        ..NotesFile::default()
    }]
}

fn settings() -> Settings {
    Settings::from(Style::exact())
}

fn verify(notes: &[NotesFile], holdings: &Arc<Holdings>, settings: &Settings) -> Report {
    Verifier::new(holdings, settings.clone()).verify(&notes.to_vec().into())
}

fn verify_locked(notes: &[NotesFile], holdings: &Arc<Holdings>, settings: &Settings, lock: &Lock) -> Report {
    let mut policy = Policy::from(settings.clone());
    policy.lock = Some(lock.clone());
    Verifier::new(holdings, policy).verify(&notes.to_vec().into())
}

fn impact(notes: &[NotesFile], holdings: &Arc<Holdings>, article: &ArticleId, settings: &Settings) -> Option<Impact> {
    Verifier::new(holdings, settings.clone()).impact(notes, article)
}

fn rules(report: &Report) -> Vec<Rule> {
    report.quotations.iter().flat_map(|judged| judged.findings.iter().map(|finding| finding.rule)).collect()
}

const HOMES: &str = "They wrote “will protect 4,850 homes along the river” [@river-wall].";

#[test]
fn words_that_went_are_told_with_when_and_what_became_of_them() {
    let report = verify(&notes(HOMES), &both(), &settings());
    let finding = &report.quotations[0].findings[0];
    assert_eq!(finding.rule, Rule::QuoteSuperseded);
    for part in ["2025-03-03T10:00:00Z", "2025-03-05T10:00:00Z", "4,850", "5,480", "(number)"] {
        assert!(message(finding).contains(part), "{}", message(finding));
    }
    assert!(report.quotations[0].nearest().unwrap().archived.contains("5,480"));
}

#[test]
fn a_pinned_citation_is_proven_by_its_own_capture() {
    for pin in ["2025-03-03", "20250303T100000Z", &Digest::of(OLD.as_bytes()).to_string()[..19]] {
        let report = verify(&notes(&HOMES.replace("wall]", &format!("wall, {pin}]"))), &both(), &settings());
        assert_eq!((report.quotations[0].outcome(), rules(&report)), (Outcome::Verbatim, vec![]), "{pin}");
    }
    let wrong = verify(&notes(&HOMES.replace("wall]", "wall, 2025-03-05]")), &both(), &settings());
    assert_eq!(rules(&wrong), [Rule::QuoteSuperseded]);
    assert!(message(&wrong.quotations[0].findings[0]).contains("that of 2025-03-05"));
    let early = HOMES.replace("4,850", "5,480").replace("wall]", "wall, 2025-03-03]");
    let early = verify(&notes(&early), &both(), &settings());
    let message = message(&early.quotations[0].findings[0]);
    assert!(message.contains("the capture of 2025-03-05T10:00:00Z; the cited capture of 2025-03-03"), "{message}");
    let none = verify(&notes(&HOMES.replace("wall]", "wall, 2025-03-04]")), &both(), &settings());
    assert_eq!((none.quotations[0].outcome(), rules(&none)), (Outcome::Unverifiable, vec![Rule::CitationUnknown]));
}

fn locked(text: &str, holdings: &Arc<Holdings>) -> Lock {
    let mut lock = Lock::default();
    let unproven = lock.renew(&notes(text), &verify(&notes(text), holdings, &settings()), &**holdings).len();
    assert_eq!(unproven, 0);
    lock
}

fn verified(text: &str, holdings: &Arc<Holdings>, lock: &Lock) -> (u8, Vec<Rule>) {
    let report = verify_locked(&notes(text), holdings, &settings(), lock);
    let told = report.notes.iter().map(|one| one.finding.rule).chain(report.archive.iter().map(|one| one.finding.rule));
    (exit_code(&report, Severity::Error), rules(&report).into_iter().chain(told).collect())
}

#[test]
fn a_lock_keeps_a_quotation_with_the_capture_that_it_was_taken_from() {
    let lock = locked(HOMES, &holdings(&[(THEN, OLD)]));
    assert_eq!(verified(HOMES, &both(), &lock), (0, vec![]));
    assert_eq!(Lock::from_text(&lock.to_text()), Ok(lock.clone()));
    assert_eq!(lock.to_text().lines().count(), 1);
}

#[test]
fn notes_that_drifted_are_told_from_an_archive_that_did() {
    let lock = locked(HOMES, &both());
    let edited = HOMES.replace(" along the river", "");
    assert_eq!(
        verified(&edited, &both(), &lock),
        (1, vec![Rule::QuoteSuperseded, Rule::NotesDrifted, Rule::NotesDrifted])
    );
    let without = holdings(&[(LATER, NEW)]);
    let (exit, told) = verified(HOMES, &without, &lock);
    assert_eq!((exit, told.contains(&Rule::ArchiveDrifted), told.contains(&Rule::NotesDrifted)), (2, true, false));
}

#[test]
fn a_lock_does_not_excuse_a_citation_that_pins_another_capture_now() {
    let lock = locked(HOMES, &both());
    let pinned = HOMES.replace("wall]", "wall, 2025-03-05]");
    // The lock would have the words in the older capture; the notes name the newer one, where they are not.
    assert_eq!(verified(&pinned, &both(), &lock).1, [Rule::QuoteSuperseded]);
    let path = "“the path stays open to walkers” [@river-wall]";
    let elsewhere = path.replace("wall]", "wall, 2025-03-03]");
    assert_eq!(verified(&elsewhere, &both(), &locked(path, &both())), (1, vec![Rule::NotesDrifted]));
}

#[test]
fn words_that_still_stand_do_not_hide_that_the_pinned_capture_is_gone() {
    let path = "“the path stays open to walkers” [@river-wall]";
    let lock = locked(path, &holdings(&[(THEN, OLD)]));
    let (exit, told) = verified(path, &holdings(&[(LATER, NEW)]), &lock);
    assert_eq!((exit, told), (2, vec![Rule::ArchiveDrifted]));
}

#[test]
fn a_lock_that_nobody_wrote_so_is_refused_with_its_line() {
    let text = locked(HOMES, &both()).to_text();
    let doubled = format!("{text}{}", text.replace("\"spans\":[[", "\"spans\":[[1,2],["));
    assert_eq!(Lock::from_text(&doubled).unwrap_err().line, 2);
    assert_eq!(Lock::from_text(&format!("{text}<<<<<<< ours\n")).unwrap_err().line, 2);
    assert_eq!(Lock::from_text(&format!("{text}{text}")).unwrap().len(), 1);
}

#[test]
fn a_merge_that_nobody_finished_is_told_as_one() {
    let text = locked(HOMES, &both()).to_text();
    for mark in ["<<<<<<< ours", "||||||| base", "=======", ">>>>>>> theirs"] {
        let bad = Lock::from_text(&format!("{text}{mark}\n{text}")).unwrap_err();
        assert!(bad.line == 2 && bad.to_string().contains("unfinished merge"), "{bad}");
    }
}

#[test]
fn a_lock_with_the_line_ends_of_windows_is_the_same() {
    let lock = locked(HOMES, &both());
    assert_eq!(Lock::from_text(&lock.to_text().replace('\n', "\r\n")), Ok(lock));
}

const PATH: &str = "“the path stays open to walkers” [@river-wall]";

#[test]
fn the_same_words_cited_by_two_pins_have_a_line_each() {
    let [old, new] = ["2025-03-03", "2025-03-05"].map(|day| PATH.replace("wall]", &format!("wall, {day}]")));
    let notes = format!("First {old}, then {new}, and {PATH}.");
    let lock = locked(&notes, &both());
    assert_eq!(lock.to_text().lines().count(), 3, "{}", lock.to_text());
    assert_eq!(Lock::from_text(&lock.to_text()), Ok(lock.clone()));
    assert_eq!(verified(&notes, &both(), &lock), (0, vec![]));
    // One of the three is gone, and only that is told.
    assert_eq!(verified(&format!("First {old}, and {PATH}."), &both(), &lock), (1, vec![Rule::NotesDrifted]));
    // So the line of each is proven by its own capture.
    let without = holdings(&[(THEN, OLD)]);
    let (exit, told) = verified(&notes, &without, &lock);
    assert_eq!((exit, told.iter().filter(|rule| **rule == Rule::ArchiveDrifted).count()), (2, 2), "{told:?}");
    assert!(!told.contains(&Rule::NotesDrifted), "{told:?}");
}

#[test]
fn a_lock_written_before_pins_had_lines_of_their_own_still_proves() {
    let pinned = PATH.replace("wall]", "wall, 2025-03-03]");
    let text = locked(&pinned, &both()).to_text();
    let (before, rest) = text.split_once("\"pin\":").unwrap();
    let plain = format!("{before}{}", rest.split_once(',').unwrap().1);
    assert_eq!(verified(&pinned, &both(), &Lock::from_text(&plain).unwrap()), (0, vec![]));
}

#[test]
fn the_same_bytes_in_another_article_do_not_take_a_pin_away() {
    let lock = locked(HOMES, &both());
    let twice = holdings(&[(THEN, OLD), (LATER, NEW), ("copy/x", OLD)]);
    assert_eq!(verified(HOMES, &twice, &lock), (0, vec![]));
    let pinned = HOMES.replace("wall]", &format!("wall, {}]", &Digest::of(OLD.as_bytes()).to_string()[..19]));
    assert_eq!(rules(&verify(&notes(&pinned), &twice, &settings())), []);
}

#[test]
fn the_impact_of_a_revision_is_told_for_every_quotation() {
    let text = format!(
        "{HOMES}\n\nAnd “the path stays open to walkers” [@river-wall], or “the path was closed to walkers” [@river-wall]."
    );
    let holdings = both();
    let found = impact(&notes(&text), &holdings, &"river-wall".parse().unwrap(), &settings()).unwrap();
    let fates: Vec<Option<PassageFate>> =
        found.quotations.iter().map(|one| one.outcome.as_ref().map(|outcome| outcome.fate)).collect();
    assert_eq!(fates, [Some(PassageFate::Reworded), Some(PassageFate::Holds), None]);
    assert!(!found.is_harmless());
}
