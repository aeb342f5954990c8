//! The library as others use it: one verdict for the command line, for a program, and for many threads.

use literatim::capture::Capture;
use literatim::fix::add_fixes;
use literatim::manifest::Archive;
use literatim::notes::Reference;
use literatim::report::{NotesContext, Paint, ReportFormat, exit_code, print};
use literatim::segment::Rules;
use literatim::verify::{NotesFile, Outcome, Policy, Report, Severity, Verifier};
use literatim::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::process::Command;

fn written(report: &Report, format: ReportFormat, files: &[NotesFile]) -> String {
    let mut out = Vec::new();
    let context = NotesContext { files, ..NotesContext::default() };
    print(report, format, &mut out, &Paint { width: 80, ..Paint::default() }, &context).unwrap();
    String::from_utf8(out).unwrap()
}

/// What the command line writes for `args` in `folder`, and its exit code.
fn by_command(folder: &Path, args: &[&str]) -> (String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
    let output = command.args(args).env_clear().current_dir(folder).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
}

/// A program of somebody else's, which keeps what it verifies by.
struct Newsroom {
    archive: Archive,
    policy: Policy,
}

#[test]
fn a_program_gets_the_report_of_the_command_line_from_four_threads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = Workspace::find(root).unwrap();
    let newsroom = Newsroom { archive: workspace.archive().unwrap(), policy: workspace.policy(None, false).unwrap() };
    let verifier = Verifier::new(&newsroom.archive, newsroom.policy.clone());
    let pages = ["examples/clean.md", "examples/notes.md", "tests/cases/refuted.md", "tests/cases/bindings.md"];
    let reports = std::thread::scope(|scope| {
        let judged = pages.map(|page| {
            let (verifier, workspace) = (verifier.clone(), &workspace);
            scope.spawn(move || {
                let mut notes = workspace.notes(&[root.join(page)], None, &mut std::io::empty()).unwrap();
                // Paths are as they are named: the command line names them from the root.
                notes.files[0].name = page.to_owned();
                notes.named = vec![page.to_owned()];
                let report = verifier.verify(&notes);
                (notes.files, report)
            })
        });
        judged.map(|thread| thread.join().unwrap())
    });
    for (page, (files, report)) in pages.iter().zip(&reports) {
        let mut with_fixes = report.clone();
        add_fixes(&mut with_fixes, files, &verifier);
        for format in ReportFormat::ALL {
            let report = if format.has_fixes() { &with_fixes } else { report };
            let (expected, code) = by_command(root, &["verify", page, "--format", format.name()]);
            assert_eq!(written(report, format, files), expected, "{page}");
            assert_eq!(i32::from(exit_code(report, newsroom.policy.fail_on)), code, "{page}");
        }
    }
}

#[test]
fn configuration_and_baseline_hold_for_a_program_too() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    assert_eq!(by_command(root, &["init"]).1, 0);
    let write = |path: &str, text: &str| {
        std::fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        std::fs::write(root.join(path), text).unwrap();
    };
    write(
        "archive/dam/20250101T000000Z.txt",
        "The dam\n\nThe dam will hold for years, the engineers said on Monday.\n",
    );
    assert_eq!(by_command(root, &["manifest"]).1, 0);
    let wrong = "He wrote “the dam will hold for decades” [@dam].\n\nAnd “the dam will break in years” [@dam].\n";
    write("notes/old.md", wrong);
    write("drafts/a.md", wrong);
    assert_eq!(by_command(root, &["baseline", "notes"]).1, 0);
    write("notes/new.md", "He wrote “the dam will hold for minutes” [@dam].\n");
    write(
        "literatim.toml",
        "strict = true\n[per-file]\n\"drafts/**\" = [\"quote-altered\"]\n\"*.md\" = [\"quote-cut\"]\n",
    );
    let workspace = Workspace::find(root).unwrap();
    let verifier = workspace.verifier().unwrap();
    let notes = workspace.notes(&[root.to_owned()], None, &mut std::io::empty()).unwrap();
    let report = verifier.verify(&notes);
    let (expected, code) = by_command(root, &["verify", root.to_str().unwrap(), "--format", "json"]);
    assert_eq!(written(&report, ReportFormat::Json, &[]), expected);
    assert_eq!(i32::from(exit_code(&report, verifier.policy().fail_on)), code);
    let outcomes: Vec<Outcome> = report.quotations.iter().map(|judged| judged.outcome()).collect();
    use Outcome::{Refuted, Skipped};
    assert_eq!(outcomes, [Skipped, Skipped, Refuted, Skipped, Skipped], "{report:?}");
    assert!(expected.contains("suppression-unused"), "{expected}");
}

#[test]
fn an_archive_is_made_in_memory_and_judged_in_any_order() {
    let capture = |path: &str, text: &str| Capture::new(path.parse().unwrap(), text);
    let archive = Archive::of(
        [
            capture("archive/dam/20250101T000000Z.txt", "The dam will hold for years, the engineers said.\n"),
            capture("archive/wall/20250101T000000Z.txt", "The wall is thinner than the plan says it is.\n"),
            capture("archive/broken/20250101T000000Z.txt", "\u{0}\u{1}\u{2}"),
        ],
        &Rules::default(),
    );
    let verifier = Verifier::new(&archive, Policy::default());
    let judge = |words: &str, key: &str| verifier.judge(words, Some(Reference::Key(key.to_owned())));
    assert_eq!(judge("The dam will hold for years", "dam").outcome(), Outcome::Verbatim);
    assert_eq!(judge("The dam will hold for years", "wall").outcome(), Outcome::Refuted);
    assert_eq!(judge("The dam will hold for years", "nothing").outcome(), Outcome::Unverifiable);
    // Many quotations are judged on all processors, in the order of the notes.
    let quote = |number: usize| match number % 3 {
        0 => format!("{number}: “The dam will hold for years” [@dam].\n\n"),
        1 => format!("{number}: “The wall is thicker than the plan says” [@wall].\n\n"),
        _ => format!("{number}: “The wall is thinner than the plan says” [@wall].\n\n"),
    };
    let text: String = (0..600).map(quote).collect();
    let whole = verifier.verify(&NotesFile { name: "notes.md".into(), text, ..NotesFile::default() }.into());
    let outcomes: Vec<Outcome> = whole.quotations.iter().map(|judged| judged.outcome()).collect();
    let expected = [Outcome::Verbatim, Outcome::Refuted, Outcome::Verbatim];
    assert_eq!(outcomes, (0..600).map(|number| expected[number % 3]).collect::<Vec<_>>());
    assert_eq!(exit_code(&whole, Severity::Error), 1, "nobody cites the capture that cannot be read");
    let text = "He said “the dam will hold for years” [@dam], and “it is broken in two” [@broken].\n".to_owned();
    let cited = verifier.verify(&NotesFile { name: "notes.md".into(), text, ..NotesFile::default() }.into());
    assert_eq!(exit_code(&cited, Severity::Error), 2, "what could not be checked is never green");
}

#[test]
fn a_workspace_says_what_is_wrong_with_its_configuration_and_where() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("literatim.toml"), "strict = true\n[per-file]\n\"[\" = [\"quote-cut\"]\n")
        .unwrap();
    let error = Workspace::find(folder.path()).unwrap().config().unwrap_err();
    assert_eq!(error.path, "literatim.toml:3:1", "{error}");
    let missing: PathBuf = folder.path().join("nowhere");
    assert!(Workspace::find(&missing).is_err());
}
