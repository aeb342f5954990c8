//! What a branch of strangers can do to `verify`: to the git that it asks, and to captures that the base has.

use crate::archive::{Archive, BRIDGE, CAPTURE, LOG, MANIFEST, RECORD, ROOT, Ran, WHEN, literatim, run};
use literatim::history::Checkpoint;
use literatim::manifest::{InventoryEntry, InventoryRoot};
use std::fs;
use std::path::Path;
use std::process::Command;

const RIGHT: &str = "“closed for 11,000 hours” [@bridge].\n";
const WRONG: &str = "“closed for 12,000 hours” [@bridge].\n";
const OTHER: &str = "archive/other/20140611T093000Z.txt";

pub fn git(folder: &Path, args: &[&str]) -> bool {
    let identity = ["-c", "user.name=n", "-c", "user.email=n@n.example", "-c", "commit.gpgsign=false"];
    let git = Command::new("git").arg("-C").arg(folder).args(identity).args(args).output();
    git.is_ok_and(|output| output.status.success())
}

/// Runs the program as [`Archive::run`] does, where there is a git.
pub fn with_git(archive: &Archive, args: &[&str]) -> Ran {
    run(literatim().env("PATH", std::env::var_os("PATH").unwrap()).current_dir(archive.root()).args(args))
}

/// Commits all that is there.
pub fn commit(archive: &Archive) {
    assert!(
        git(&archive.root(), &["add", "-A"]) && git(&archive.root(), &["commit", "-q", "--allow-empty", "-m", "x"])
    );
}

/// An archive with notes that hold, on a branch `main` of a repository; `None`, and said, where there is no git.
fn on_main() -> Option<Archive> {
    let archive = Archive::with_bridge();
    fs::create_dir(archive.path("notes")).unwrap();
    fs::write(archive.path("notes/a.md"), RIGHT).unwrap();
    if !git(&archive.root(), &["init", "-q", "-b", "main"]) {
        skipped!("there is no git");
        return None;
    }
    commit(&archive);
    assert!(git(&archive.root(), &["checkout", "-qb", "theirs"]));
    Some(archive)
}

/// Changes the captured text and all that vouches for it, as a forger would: by no command that asks for a reason.
fn forge(archive: &Archive) {
    let fresh = Archive::empty();
    fs::create_dir_all(fresh.path("archive/bridge")).unwrap();
    fs::write(fresh.path(CAPTURE), BRIDGE.replace("11,000", "12,000")).unwrap();
    fs::copy(archive.path(RECORD), fresh.path(RECORD)).unwrap();
    fresh.run(&["manifest"]).ends_with(0);
    for path in [CAPTURE, MANIFEST] {
        fs::copy(fresh.path(path), archive.path(path)).unwrap();
    }
    let forged: Vec<InventoryEntry> = fresh.inventory().captures;
    let others = archive.inventory().captures.into_iter().filter(|entry| entry.capture.as_str() != CAPTURE);
    archive.forge(others.chain(forged).collect());
    fs::write(archive.path("notes/a.md"), WRONG).unwrap();
}

/// Makes `folder` look like a repository in whose branch `main` its file `a.md` is as it is now.
fn plant(folder: &Path, beside: &Path) {
    let planted = beside.join("planted");
    fs::create_dir(&planted).unwrap();
    fs::copy(folder.join("a.md"), planted.join("a.md")).unwrap();
    for args in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "x"]] {
        assert!(git(&planted, args));
    }
    for part in ["HEAD", "config", "objects", "refs"] {
        let copied = Command::new("cp").arg("-r").arg(planted.join(".git").join(part)).arg(folder).status().unwrap();
        assert!(copied.success());
    }
    set(folder, &[("core.worktree", ".")]);
}

fn set(folder: &Path, settings: &[(&str, &str)]) {
    for (name, value) in settings {
        assert!(git(folder, &["config", "-f", "config", name, value]), "{name}");
    }
}

#[test]
fn a_repository_planted_among_notes_is_not_asked() {
    let Some(archive) = on_main() else { return };
    let folder = archive.path("notes");
    fs::write(folder.join("a.md"), WRONG).unwrap();
    plant(&folder, archive.folder.path());
    for path in ["notes", "notes/a.md"] {
        with_git(&archive, &["verify", path, "--since", "main"]).ends_with(1).says("12,000");
    }
}

#[test]
fn a_repository_planted_among_notes_runs_no_command() {
    let Some(archive) = on_main() else { return };
    let folder = archive.path("notes");
    fs::write(folder.join("a.md"), WRONG).unwrap();
    plant(&folder, archive.folder.path());
    let marker = archive.folder.path().join("ran");
    let command = format!("touch {};", marker.display());
    let settings = [
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "evil"),
        ("remote.evil.url", "."),
        ("remote.evil.promisor", "true"),
        ("remote.evil.uploadpack", &command),
        ("core.fsmonitor", &command),
        ("core.sshCommand", &command),
        ("core.hooksPath", "."),
        ("core.alternateRefsCommand", &command),
    ];
    set(&folder, &settings);
    // What is missing would be fetched, by the command that the repository names.
    let commit = fs::read_to_string(folder.join("refs/heads/main")).unwrap();
    let kept = format!("{}/{}", &commit[..2], commit[2..].trim());
    for fan in fs::read_dir(folder.join("objects")).unwrap().map(|entry| entry.unwrap().path()) {
        for object in fs::read_dir(&fan).unwrap().map(|entry| entry.unwrap().path()) {
            if !object.ends_with(&kept) {
                fs::remove_file(object).unwrap();
            }
        }
    }
    with_git(&archive, &["verify", "notes", "--since", "main"]).ends_with(1).says("12,000");
    assert!(!marker.exists(), "a command of the planted repository ran");
}

#[test]
fn a_repository_planted_at_the_root_is_not_asked() {
    // The root lies in a folder of the repository, and the branch fills that with what looks like another.
    let Some(outer) = on_main() else { return };
    let top = outer.folder.path().join("top");
    fs::create_dir(&top).unwrap();
    fs::rename(outer.path(".git"), top.join(".git")).unwrap();
    fs::rename(outer.root(), top.join("site")).unwrap();
    assert!(git(&top, &["checkout", "-q", "main"]) || git(&top, &["reset", "-q"]));
    assert!(git(&top, &["add", "-A"]) && git(&top, &["commit", "-qm", "moved"]));
    let site = top.join("site");
    let planted = outer.folder.path().join("planted");
    let copied = Command::new("cp").arg("-r").arg(&site).arg(&planted).status().unwrap();
    assert!(copied.success());
    fs::write(planted.join("notes/a.md"), WRONG).unwrap();
    for args in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "x"]] {
        assert!(git(&planted, args));
    }
    for part in ["HEAD", "config", "objects", "refs"] {
        assert!(
            Command::new("cp").arg("-r").arg(planted.join(".git").join(part)).arg(&site).status().unwrap().success()
        );
    }
    fs::write(site.join("notes/a.md"), WRONG).unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let ran = run(literatim().env("PATH", path).current_dir(&site).args(["verify", "notes", "--since", "HEAD"]));
    ran.ends_with(1).says("12,000");
}

#[test]
fn the_environment_and_a_program_in_the_folder_do_not_choose_the_git() {
    let Some(archive) = on_main() else { return };
    fs::write(archive.path("notes/a.md"), WRONG).unwrap();
    fs::write(archive.path("git"), "#!/bin/sh\ntouch ran\nexit 0\n").unwrap();
    #[cfg(unix)]
    fs::set_permissions(archive.path("git"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let path = format!(".::{}", std::env::var("PATH").unwrap());
    let ran = run(literatim()
        .env("PATH", path)
        .env("GIT_DIR", archive.path("nowhere"))
        .env("GIT_EXTERNAL_DIFF", "true")
        .env("GIT_OBJECT_DIRECTORY", archive.path("nowhere"))
        .current_dir(archive.root())
        .args(["verify", "notes", "--since", "main"]));
    ran.ends_with(1).says("12,000");
    assert!(!archive.path("ran").exists(), "the branch's own program ran");
}

#[test]
fn attributes_and_filters_of_a_branch_do_not_hide_a_changed_capture() {
    let Some(archive) = on_main() else { return };
    // git takes no notice of what is behind such a mark, and none of line ends.
    fs::write(archive.path(".gitattributes"), "* ident text=auto eol=lf -diff\n").unwrap();
    fs::write(archive.path("archive/.gitattributes"), "* ident text=auto eol=lf -diff\n").unwrap();
    forge(&archive);
    fs::write(archive.path("notes/a.md"), RIGHT).unwrap();
    assert!(git(&archive.root(), &["update-index", "--assume-unchanged", CAPTURE]));
    with_git(&archive, &["verify", "notes", "--since", "main"]).ends_with(1).says("notes/a.md:1");
}

#[test]
fn a_revision_that_looks_like_an_option_is_none() {
    let Some(archive) = on_main() else { return };
    for revision in ["--help", "--output=x", "-x", "--end-of-options", ""] {
        let since = format!("--since={revision}");
        with_git(&archive, &["verify", "notes", &since]).ends_with(2);
        with_git(&archive, &["audit", &format!("--base={revision}")]).ends_with(2);
    }
    assert!(!archive.path("x").exists());
}

#[test]
fn a_name_with_two_meanings_is_refused() {
    let Some(archive) = on_main() else { return };
    fs::write(archive.path("notes/a.md"), WRONG).unwrap();
    commit(&archive);
    assert!(git(&archive.root(), &["tag", "main", "HEAD"]));
    with_git(&archive, &["verify", "notes", "--since", "main"]).ends_with(2).says("the name is ambiguous");
    with_git(&archive, &["verify", "notes", "--since", "refs/heads/main"]).ends_with(1);
}

#[test]
fn a_submodule_in_place_of_the_root_does_not_say_what_was() {
    let Some(theirs) = on_main() else { return };
    let top = theirs.folder.path().join("top");
    fs::create_dir(&top).unwrap();
    assert!(git(&top, &["init", "-q"]));
    let url = theirs.root();
    let add = ["-c", "protocol.file.allow=always", "submodule", "add", "-q", url.to_str().unwrap(), "site"];
    assert!(git(&top, &add));
    let path = std::env::var_os("PATH").unwrap();
    for args in [&["verify", "notes", "--since", "HEAD"][..], &["audit", "--base", "HEAD"]] {
        let ran = run(literatim().env("PATH", &path).current_dir(top.join("site")).args(args));
        ran.ends_with(2).says("submodule");
    }
    // A linked work tree is none.
    assert!(git(&theirs.root(), &["worktree", "add", "-q", "../tree", "main"]));
    let tree = theirs.folder.path().join("tree");
    let ran = run(literatim().env("PATH", &path).current_dir(tree).args(["audit", "--base", "theirs"]));
    ran.ends_with(0);
}

#[test]
fn a_shallow_clone_is_told_from_a_revision_that_is_not_there() {
    let Some(archive) = on_main() else { return };
    fs::write(archive.path("notes/a.md"), WRONG).unwrap();
    commit(&archive);
    let shallow = archive.folder.path().join("shallow");
    let from = format!("file://{}", archive.root().display());
    assert!(git(archive.folder.path(), &["clone", "-q", "--depth", "1", &from, shallow.to_str().unwrap()]));
    let path = std::env::var_os("PATH").unwrap();
    for args in [&["verify", "notes", "--since", "HEAD^"][..], &["verify", "notes", "--base", "HEAD^"]] {
        let ran = run(literatim().env("PATH", &path).current_dir(&shallow).args(args));
        ran.ends_with(2).says("shallow").says("fetch-depth: 0");
    }
    with_git(&archive, &["verify", "notes", "--since", "nowhere"]).ends_with(2).lacks("shallow").says("use a revision");
}

#[test]
fn what_a_partial_clone_lacks_is_not_taken_for_what_was_never_there() {
    let Some(archive) = on_main() else { return };
    archive.put("other", WHEN, b"Other words.\n");
    fs::write(archive.path("notes/a.md"), WRONG).unwrap();
    commit(&archive);
    assert!(git(&archive.root(), &["config", "uploadpack.allowFilter", "true"]));
    let partial = archive.folder.path().join("partial");
    let from = format!("file://{}", archive.root().display());
    assert!(git(archive.folder.path(), &["clone", "-q", "--filter=blob:none", &from, partial.to_str().unwrap()]));
    let path = std::env::var_os("PATH").unwrap();
    let ran = run(literatim().env("PATH", &path).current_dir(&partial).args(["verify", "notes", "--base", "HEAD^"]));
    ran.ends_with(2).says("this clone does not have the file");
}

#[test]
fn notes_outside_of_the_repository_have_no_past() {
    let Some(archive) = on_main() else { return };
    let outside = archive.beside("b.md", WRONG.as_bytes());
    with_git(&archive, &["verify", &outside, "--since", "main"]).ends_with(1).says("12,000");
    fs::remove_dir_all(archive.path(".git")).unwrap();
    with_git(&archive, &["verify", "notes", "--since", "main"]).ends_with(2).says("not a git repository");
}

#[test]
fn a_citation_that_stands_for_something_else_has_changed() {
    let Some(archive) = on_main() else { return };
    let cited = "---\nbibliography: refs.bib\n---\n“closed for 11,000 hours” [@source].\n";
    fs::write(archive.path("notes/a.md"), cited).unwrap();
    archive.edit(RECORD, "{", "{\n  \"urls\": [\"https://lantern.example/bridge\"],");
    archive.run(&["manifest"]).ends_with(0);
    let other = archive.beside("other.txt", b"Other words stand here.\n");
    archive.run(&["add", &other, "--id", "other", "--url", "https://lantern.example/other"]).ends_with(0);
    fs::write(archive.path("notes/refs.bib"), "@misc{source, url = {https://lantern.example/bridge}}\n").unwrap();
    commit(&archive);
    with_git(&archive, &["verify", "notes", "--since", "HEAD"]).ends_with(0).says("1 unchanged");
    archive.edit("notes/refs.bib", "/bridge", "/other");
    with_git(&archive, &["verify", "notes", "--since", "HEAD"]).ends_with(1).says("quote-misattributed");
}

#[test]
fn a_rewritten_capture_does_not_pass_beside_the_base() {
    let Some(archive) = on_main() else { return };
    forge(&archive);
    commit(&archive);
    // It agrees with itself.
    archive.run(&["verify", "notes"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
    with_git(&archive, &["verify", "notes", "--base", "main"])
        .ends_with(2)
        .says("archive-rewritten")
        .says("no reason is recorded");
    with_git(&archive, &["verify", "notes", "--base", "main", "--since", "main"]).ends_with(2);
    with_git(&archive, &["verify", "notes", "--base", "main", "--format", "github"]).ends_with(2).says(CAPTURE);
    with_git(&archive, &["verify", "--jsonl", "--base", "main"]).ends_with(2).says("no reason is recorded");
    with_git(&archive, &["audit", "--base", "main"]).ends_with(2).says(&format!("replaced    {CAPTURE}"));
}

#[test]
fn what_is_added_beside_the_base_passes() {
    let Some(archive) = on_main() else { return };
    archive.add("other", WHEN, b"Other words.\n").ends_with(0);
    archive.add("bridge", "2015-06-11T09:30:00Z", b"The bridge reopens again.\n").ends_with(0);
    with_git(&archive, &["verify", "notes", "--base", "main"]).ends_with(0).lacks("archive-re");
    with_git(&archive, &["audit", "--base", "main"]).ends_with(0).says("only appended to: 2 captures added");
}

#[test]
fn what_is_dropped_beside_the_base_does_not_pass() {
    let Some(archive) = on_main() else { return };
    archive.add("other", WHEN, b"Other words.\n").ends_with(0);
    commit(&archive);
    fs::remove_dir_all(archive.path("archive/other")).unwrap();
    archive.run(&["manifest"]).ends_with(2).says(OTHER).says("the file is missing").says("--accept-changed");
    // It is listed as before, and nobody cites it: an audit misses it.
    with_git(&archive, &["verify", "notes", "--base", "HEAD"]).ends_with(0);
    with_git(&archive, &["verify", "notes", "--base", "HEAD", "--audit"]).ends_with(2).says("capture-missing");
    archive.run(&["manifest", "--accept-changed", "archive/other", "--because", "Not ours to keep."]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
    with_git(&archive, &["verify", "notes", "--base", "HEAD"])
        .ends_with(0)
        .says("archive-revised")
        .says("Not ours to keep.");
    with_git(&archive, &["verify", "notes", "--base", "HEAD", "--fail-on", "warning"]).ends_with(1);
    with_git(&archive, &["verify", "notes", "--base", "main"]).ends_with(0).lacks("archive-revised");
}

#[test]
fn what_was_added_since_a_revision_is_proven_even_where_nobody_cites_it() {
    let Some(archive) = on_main() else { return };
    archive.add("other", WHEN, b"Other words.\n").ends_with(0);
    commit(&archive);
    archive.edit(OTHER, "words", "lords");
    with_git(&archive, &["verify", "notes"]).ends_with(0);
    with_git(&archive, &["verify", "notes", "--since", "main"]).ends_with(2).says("fixity-breach").says(OTHER);
    with_git(&archive, &["verify", "notes", "--since", "HEAD"]).ends_with(0);
}

#[test]
fn a_log_that_was_begun_again_or_rolled_back_does_not_pass_beside_the_base() {
    let Some(archive) = on_main() else { return };
    archive.put("other", WHEN, b"Other words.\n");
    commit(&archive);
    for path in ["history", "manifests"] {
        fs::remove_dir_all(archive.path(path)).unwrap();
    }
    archive.run(&["manifest"]).ends_with(0);
    with_git(&archive, &["verify", "notes", "--base", "HEAD"]).ends_with(2).says("archive-rewritten");
    assert!(git(&archive.root(), &["checkout", "-q", "main", "--", "."]));
    with_git(&archive, &["verify", "notes", "--base", "theirs"]).ends_with(2).says("merge them first");
}

#[test]
fn an_inventory_that_the_log_does_not_lead_to_does_not_pass_beside_the_base() {
    let Some(archive) = on_main() else { return };
    let kept = [LOG, Checkpoint::PATH].map(|path| (path, fs::read(archive.path(path)).unwrap()));
    forge(&archive);
    let mut root = InventoryRoot::from_bytes(&fs::read(archive.path(ROOT)).unwrap()).unwrap();
    for (path, bytes) in kept {
        root.sums.insert(path.to_owned(), literatim::digest::Digest::of(&bytes));
        fs::write(archive.path(path), bytes).unwrap();
    }
    fs::write(archive.path(ROOT), root.to_bytes()).unwrap();
    archive.run(&["verify", "notes"]).ends_with(2).says("the inventory that the log ends with");
    with_git(&archive, &["verify", "notes", "--base", "main"])
        .ends_with(2)
        .says("the inventory that the log ends with");
}

#[test]
fn a_record_that_leads_words_to_another_address_does_not_pass_beside_the_base() {
    let Some(archive) = on_main() else { return };
    archive.edit(RECORD, "{", "{\n  \"urls\": [\"https://lantern.example/another\"],");
    archive.run(&["manifest"]).ends_with(0);
    with_git(&archive, &["verify", "notes", "--base", "main"]).ends_with(2).says("its record was changed");
    archive.run(&["manifest", "--accept-changed", CAPTURE, "--because", "Its address was left out."]).ends_with(0);
    with_git(&archive, &["verify", "notes", "--base", "main"]).ends_with(0).says("Its address was left out.");
    archive
        .run(&["manifest", "--accept-changed", CAPTURE, "--because", "Again."])
        .ends_with(2)
        .says("no capture was changed or dropped");
}

#[test]
fn a_reason_for_an_earlier_change_is_none_for_a_later_one() {
    let Some(archive) = on_main() else { return };
    archive.edit(CAPTURE, "11,000", "11,500");
    archive.run(&["manifest", "--accept-changed", CAPTURE, "--because", "A slip of the scanner."]).ends_with(0);
    with_git(&archive, &["audit", "--base", "main"]).ends_with(0).says("because     A slip of the scanner.");
    forge(&archive);
    with_git(&archive, &["audit", "--base", "main"]).ends_with(2).lacks("because");
}

#[test]
fn where_the_base_has_no_archive_nothing_is_green() {
    let Some(archive) = on_main() else { return };
    assert!(git(&archive.root(), &["checkout", "-q", "--orphan", "bare"]));
    assert!(git(&archive.root(), &["rm", "-rq", "--cached", "."]));
    assert!(git(&archive.root(), &["add", "notes"]) && git(&archive.root(), &["commit", "-qm", "x"]));
    with_git(&archive, &["verify", "notes", "--base", "bare"]).ends_with(2).says("there is no archive in this folder");
}

#[test]
fn an_archive_of_nothing_is_a_base() {
    let archive = Archive::empty();
    if !git(&archive.root(), &["init", "-q", "-b", "main"]) {
        return skipped!("there is no git");
    }
    commit(&archive);
    archive.add("bridge", WHEN, BRIDGE.as_bytes()).ends_with(0);
    with_git(&archive, &["audit", "--base", "main"]).ends_with(0).says("1 capture added");
}

#[test]
fn a_part_that_was_marked_keeps_its_reason() {
    let Some(archive) = on_main() else { return };
    archive.run(&["mark", "bridge", "headline 1", "body", "--because", "It begins the story."]).ends_with(0);
    with_git(&archive, &["verify", "notes", "--base", "main"]).ends_with(0).says("It begins the story.");
    archive.run(&["log"]).ends_with(0).says("because   ").says("It begins the story.");
}

#[test]
fn manifest_commits_to_no_other_bytes_under_the_same_name() {
    let archive = Archive::with_bridge();
    let before = archive.files();
    archive.edit(CAPTURE, "11,000", "12,000");
    archive.run(&["manifest", "--check"]).ends_with(2).says(&format!("changed   {CAPTURE}: see `literatim audit`"));
    archive.run(&["manifest"]).ends_with(2).says("--accept-changed").says("nothing was written");
    archive.run(&["mark", "bridge", "headline 1", "body", "--because", "x"]).ends_with(2);
    for arguments in [
        &["--accept-changed", CAPTURE][..],
        &["--because", "x"],
        &["--accept-changed", CAPTURE, "--because", " "],
        &["--accept-changed", CAPTURE, "--because", "two\nlines"],
        &["--accept-changed", "archive/nowhere", "--because", "x"],
        &["--accept-changed", "archive/brid", "--because", "x"],
        &["--accept-changed", "notes.md", "--because", "x"],
    ] {
        archive.run(&[&["manifest"], arguments].concat()).ends_with(2);
    }
    let mut after = archive.files();
    after.insert(CAPTURE.to_owned(), before[CAPTURE].clone());
    assert!(after == before);
    archive.run(&["manifest", "--accept-changed", "./archive/bridge/", "--because", "A test."]).ends_with(0);
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
    archive.run(&["log"]).says(&format!("because   {CAPTURE}: A test.\n  replaced  {CAPTURE}"));
}

/// Notes that cite by a key of a bibliography which one of two folders has, and what both say.
fn with_two_bibliographies(archive: &Archive, named: &str) {
    archive.edit(RECORD, "{", "{\n  \"urls\": [\"https://lantern.example/bridge\"],");
    archive.run(&["manifest"]).ends_with(0);
    let other = archive.beside("other.txt", b"Other words stand here.\n");
    archive.run(&["add", &other, "--id", "other", "--url", "https://lantern.example/other"]).ends_with(0);
    for (folder, article) in [("notes/en", "bridge"), ("notes/de", "other"), ("en", "other")] {
        fs::create_dir_all(archive.path(folder)).unwrap();
        let entry = format!("@misc{{source, url = {{https://lantern.example/{article}}}}}\n");
        fs::write(archive.path(folder).join("refs.bib"), entry).unwrap();
    }
    let notes = format!("---\nbibliography: {named}\n---\n“closed for 11,000 hours” [@source].\n");
    fs::write(archive.path("notes/a.md"), notes).unwrap();
    commit(archive);
    with_git(archive, &["verify", "notes", "--since", "HEAD"]).ends_with(0).says("1 unchanged");
}

#[test]
#[cfg(unix)]
fn a_bibliography_behind_a_link_of_the_branch_is_not_what_it_was() {
    let Some(archive) = on_main() else { return };
    with_two_bibliographies(&archive, "en/refs.bib");
    fs::remove_dir_all(archive.path("notes/en")).unwrap();
    std::os::unix::fs::symlink("de", archive.path("notes/en")).unwrap();
    with_git(&archive, &["verify", "notes", "--since", "HEAD"]).ends_with(1).says("quote-misattributed");
}

#[test]
fn a_bibliography_that_is_gone_is_not_taken_for_the_next_one() {
    let Some(archive) = on_main() else { return };
    with_two_bibliographies(&archive, "en/refs.bib");
    fs::remove_dir_all(archive.path("notes/en")).unwrap();
    with_git(&archive, &["verify", "notes", "--since", "HEAD"]).ends_with(1).says("quote-misattributed");
}

#[test]
fn notes_that_can_no_longer_be_read_have_changed_wherever_that_is_told() {
    let Some(archive) = on_main() else { return };
    let entry = |hours: &str| format!("{{\"quote\": \"closed for {hours} hours\", \"article\": \"bridge\"}}");
    let notes = |one: &str, mark: &str| format!("[\n{}{mark}\n{}\n]\n", entry(one), entry("11,000"));
    fs::write(archive.path("notes/quotes.json"), notes("11,000", ",")).unwrap();
    commit(&archive);
    with_git(&archive, &["verify", "notes", "--since", "HEAD"]).ends_with(0);
    fs::write(archive.path("notes/quotes.json"), notes("9", "")).unwrap();
    with_git(&archive, &["verify", "notes", "--since", "HEAD"]).ends_with(2).says("notes-unreadable");
}

#[test]
fn a_mark_that_is_no_longer_closed_is_told_where_it_was_opened() {
    let Some(archive) = on_main() else { return };
    fs::write(archive.path("notes/a.md"), "He said: “closed\nfor 11,000 hours” [@bridge].\n").unwrap();
    commit(&archive);
    let since = ["verify", "notes", "--since", "HEAD", "--strict"];
    with_git(&archive, &since).ends_with(0);
    fs::write(archive.path("notes/a.md"), "He said: “closed\nfor 9 hours [@bridge].\n").unwrap();
    with_git(&archive, &since).ends_with(1).says("quote-unclosed");
    // What was never closed is not told again for a change elsewhere.
    commit(&archive);
    fs::write(archive.path("notes/a.md"), "He said: “closed\nfor 9 hours [@bridge].\n\nMore.\n").unwrap();
    with_git(&archive, &since).ends_with(0).lacks("quote-unclosed");
}

#[test]
fn all_that_a_verdict_goes_by_is_compared() {
    let Some(archive) = on_main() else { return };
    archive.add("other", WHEN, b"Other words.\n").ends_with(0);
    let selected = |prefix: &str| {
        format!("[{{\"quote\": \"closed for 11,000 hours\", \"prefix\": \"{prefix}\", \"article\": \"bridge\"}}]\n")
    };
    let words = "“closed for 12,000 hours” [@bridge].\n";
    let allowed = |reason: &str| format!("<!-- literatim: allow quote-altered{reason} -->\n{words}");
    let quoted = |cited: &str| format!("“closed for 11,000 hours” {cited}.\n");
    for (file, before, after, rule) in [
        ("notes/quotes.json", selected("was "), selected("is "), "selector-missed"),
        ("notes/a.md", quoted("[@bridge] [@other]"), quoted("[@bridge; @other]"), "citation-unknown"),
        ("notes/a.md", quoted("[[nobody]] [@bridge]"), quoted("[@nobody] [@bridge]"), "citation-unknown"),
        ("notes/a.md", allowed(" -- a reason"), allowed(""), "quote-altered"),
    ] {
        fs::write(archive.path(file), before).unwrap();
        commit(&archive);
        with_git(&archive, &["verify", "notes", "--since", "HEAD"]).ends_with(0).lacks(rule);
        fs::write(archive.path(file), after).unwrap();
        let ran = with_git(&archive, &["verify", "notes", "--since", "HEAD", "--fail-on", "warning"]);
        assert_ne!(ran.code, Some(0), "{rule}");
        ran.says(rule);
    }
}

#[test]
fn withheld_articles_that_did_not_change_have_not_changed() {
    let Some(archive) = on_main() else { return };
    let public = archive.folder.path().join("public");
    archive.run(&["disclose", "notes/a.md", "--public", public.to_str().unwrap()]).ends_with(0);
    fs::create_dir(public.join("notes")).unwrap();
    fs::write(public.join("notes/a.md"), RIGHT).unwrap();
    for args in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "x"]] {
        assert!(git(&public, args));
    }
    let path = std::env::var_os("PATH").unwrap();
    let ran = run(literatim().env("PATH", path).current_dir(&public).args(["verify", "notes", "--since", "main"]));
    ran.ends_with(0).says("1 unchanged");
}

#[test]
fn a_root_that_the_branch_took_away_is_not_the_one_above() {
    let Some(archive) = on_main() else { return };
    let desk = archive.path("desk");
    fs::create_dir_all(&desk).unwrap();
    run(literatim().current_dir(&desk).arg("init")).ends_with(0);
    commit(&archive);
    fs::remove_dir_all(&desk).unwrap();
    fs::create_dir_all(desk.join("notes")).unwrap();
    fs::write(desk.join("notes/a.md"), RIGHT).unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let beside = |folder: &Path, args: &[&str]| {
        run(literatim().env("PATH", &path).env("PWD", folder).current_dir(folder).args(args))
    };
    for args in [
        &["verify", "notes", "--base", "HEAD"][..],
        &["audit", "--base", "HEAD"],
        &["verify", "notes", "--since", "HEAD"],
    ] {
        beside(&desk, args).ends_with(2).says("an archive of its own");
    }
    #[cfg(unix)]
    {
        fs::remove_dir_all(&desk).unwrap();
        std::os::unix::fs::symlink(".", &desk).unwrap();
        beside(&desk, &["verify", "notes", "--base", "HEAD"]).ends_with(2).says("an archive of its own");
        with_git(&archive, &["verify", "notes", "--base", "HEAD", "--root", "desk"]).ends_with(2);
        with_git(&archive, &["verify", "notes", "--base", "HEAD"]).ends_with(0);
    }
}

#[test]
fn an_archive_whose_log_and_inventory_say_nothing_is_not_committed_to_again() {
    type Harm = fn(&Archive);
    let harms: [Harm; 5] = [
        |archive| fs::write(archive.path(LOG), "").unwrap(),
        |archive| {
            fs::write(archive.path(LOG), "").unwrap();
            let inventory = fs::read_to_string(archive.path(ROOT)).unwrap();
            fs::write(archive.path(ROOT), inventory.replace('\n', "\r\n")).unwrap();
        },
        |archive| {
            fs::remove_dir_all(archive.path("history")).unwrap();
            fs::write(archive.path(ROOT), "\n").unwrap();
        },
        |archive| {
            fs::remove_dir_all(archive.path("history")).unwrap();
            fs::remove_file(archive.path(ROOT)).unwrap();
        },
        |archive| fs::remove_dir_all(archive.path("history")).unwrap(),
    ];
    for harm in harms {
        let archive = Archive::with_bridge();
        harm(&archive);
        archive.edit(CAPTURE, "11,000", "12,000");
        archive.run(&["manifest"]).ends_with(2).says("nothing was written");
        assert_ne!(archive.run(&["manifest", "--check"]).code, Some(0));
    }
}

/// An archive whose notes hold, with what else `more` writes, committed.
#[cfg(unix)]
fn committed(more: impl Fn(&Archive)) -> Option<Archive> {
    let archive = on_main()?;
    more(&archive);
    commit(&archive);
    with_git(&archive, &["verify", "notes", "--since", "HEAD"]).ends_with(0).lacks("refuted, 1");
    Some(archive)
}

#[test]
#[cfg(unix)]
fn a_link_among_notes_does_not_say_how_what_it_leads_to_is_read() {
    use std::os::unix::fs::symlink;
    // As LaTeX, all behind the sign would be a comment.
    let Some(archive) = committed(|_| {}) else { return };
    fs::write(archive.path("notes/a.md"), format!("100% sure: {WRONG}")).unwrap();
    symlink("a.md", archive.path("notes/0.tex")).unwrap();
    with_git(&archive, &["verify", "notes", "--since", "HEAD"]).ends_with(1).says("notes/a.md:1");
    // What may be left out of drafts may not be left out of notes.
    let Some(archive) = committed(|archive| {
        fs::write(archive.path("literatim.toml"), "[per-file]\n\"notes/drafts/**\" = [\"quote-altered\"]\n").unwrap();
        fs::create_dir(archive.path("notes/drafts")).unwrap();
        fs::write(archive.path("notes/drafts/d.md"), WRONG).unwrap();
    }) else {
        return;
    };
    fs::remove_file(archive.path("notes/a.md")).unwrap();
    symlink("drafts/d.md", archive.path("notes/a.md")).unwrap();
    with_git(&archive, &["verify", "notes", "--since", "HEAD"]).ends_with(1).says("notes/a.md:1");
}

#[test]
#[cfg(unix)]
fn a_folder_of_notes_behind_a_link_is_told_of() {
    use std::os::unix::fs::symlink;
    let Some(archive) = committed(|archive| {
        fs::create_dir(archive.path("notes/sub")).unwrap();
        fs::write(archive.path("notes/sub/b.md"), RIGHT).unwrap();
    }) else {
        return;
    };
    fs::rename(archive.path("notes/sub"), archive.path("other")).unwrap();
    fs::write(archive.path("other/b.md"), WRONG).unwrap();
    symlink("../other", archive.path("notes/sub")).unwrap();
    archive.run(&["verify", "notes"]).ends_with(2).says("a link to a folder of notes").says("1 verbatim");
    fs::write(archive.path("literatim.toml"), "exclude = [\"notes/sub\"]\n").unwrap();
    archive.run(&["verify", "notes"]).ends_with(0).says("1 verbatim");
    // One within, or to a folder without notes, leaves nothing out.
    fs::remove_file(archive.path("notes/sub")).unwrap();
    fs::create_dir(archive.path("notes/2014")).unwrap();
    symlink("2014", archive.path("notes/latest")).unwrap();
    symlink("../manifests", archive.path("notes/pictures")).unwrap();
    archive.run(&["verify", "notes"]).ends_with(0);
}

#[test]
#[cfg(unix)]
fn links_that_the_revision_had_too_have_not_changed() {
    use std::os::unix::fs::symlink;
    let archive = committed(|archive| {
        fs::write(archive.path("real.md"), WRONG).unwrap();
        symlink("../real.md", archive.path("notes/link.md")).unwrap();
    });
    let Some(archive) = archive else { return };
    fs::write(archive.path("real.md"), WRONG.replace("12,000", "13,000")).unwrap();
    with_git(&archive, &["verify", "notes", "--since", "HEAD"]).ends_with(1).says("notes/link.md");
    // The root may be named through a link.
    assert!(git(&archive.root(), &["checkout", "-q", "."]));
    let link = archive.folder.path().join("link");
    symlink("root", &link).unwrap();
    let (notes, link) = (link.join("notes"), link.to_str().unwrap());
    let path = std::env::var_os("PATH").unwrap();
    let args = ["--root", link, "verify", notes.to_str().unwrap(), "--since", "HEAD"];
    run(literatim().env("PATH", path).current_dir("/").args(args)).ends_with(0).says("2 unchanged");
}

#[test]
fn other_line_ends_of_the_configuration_change_nothing() {
    let Some(archive) = on_main() else { return };
    fs::write(archive.path("notes/a.md"), WRONG).unwrap();
    commit(&archive);
    let text = fs::read_to_string(archive.path("literatim.toml")).unwrap();
    fs::write(archive.path("literatim.toml"), text.replace('\n', "\r\n")).unwrap();
    with_git(&archive, &["verify", "notes", "--since", "HEAD"]).ends_with(0).says("1 unchanged");
}

#[test]
fn a_mark_that_was_cut_off_is_finished_when_it_is_said_again() {
    let Some(archive) = on_main() else { return };
    let mark = ["mark", "bridge", "headline 1", "body", "--because", "It begins the story."];
    archive.run(&mark).ends_with(0);
    assert!(git(&archive.root(), &["checkout", "-q", "--", "manifests", "history"]));
    archive.run(&mark).ends_with(0);
    archive.run(&["manifest", "--check"]).ends_with(0);
    with_git(&archive, &["audit", "--base", "main"]).ends_with(0).says("It begins the story.");
}

#[test]
fn a_merge_that_conflicts_says_what_to_do_and_that_works() {
    let archive = Archive::empty();
    let root = archive.root();
    if !git(&root, &["init", "-q", "-b", "main"]) {
        skipped!("there is no git");
        return;
    }
    let commit = || assert!(git(&root, &["add", "-A"]) && git(&root, &["commit", "-q", "-m", "x"]));
    let add = |id: &str, day: u32| {
        let words = format!("The story of {id}\n\nThe bridge over the weir is open, said the mayor of {id}.\n");
        archive.put(id, &format!("2014-06-{day}T09:30:00Z"), words.as_bytes());
        commit();
    };
    add("base", 11);
    assert!(git(&root, &["checkout", "-qb", "theirs"]));
    add("theirs", 12);
    assert!(git(&root, &["checkout", "-q", "main"]));
    add("ours", 13);
    assert!(!git(&root, &["merge", "-q", "theirs"]));
    let advice = "git checkout --ours -- history manifests";
    fs::write(archive.path("notes.md"), "“The bridge over the weir is open” [@ours]\n").unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(2).says("conflict markers");
    for args in [&["manifest"][..], &["manifest", "--check"], &["audit"], &["log"]] {
        archive.run(args).ends_with(2).says(advice);
    }
    let file = archive.beside("new.txt", b"The new story\n\nThe weir is closed again.\n");
    archive.run(&["add", &file]).ends_with(2).says(advice);
    assert!(git(&root, &advice.split(' ').skip(1).collect::<Vec<_>>()));
    archive.run(&["manifest"]).ends_with(0).says("3 captures");
    archive.run(&["audit"]).ends_with(0).says("3 captures: 3 proven");
    archive.run(&["verify", "notes.md"]).ends_with(0);
    commit();
    with_git(&archive, &["audit", "--base", "main^1"]).ends_with(0);
}

#[test]
fn a_merge_of_the_base_into_a_branch_keeps_the_log_of_the_base() {
    let Some(archive) = on_main() else { return };
    let root = archive.root();
    archive.put("theirs", WHEN, b"The story of theirs\n\nThe bridge over the weir is open.\n");
    commit(&archive);
    assert!(git(&root, &["checkout", "-q", "main"]));
    archive.put("main", WHEN, b"The story of main\n\nThe weir below the bridge is closed.\n");
    commit(&archive);
    assert!(git(&root, &["checkout", "-q", "theirs"]) && !git(&root, &["merge", "-q", "main"]));
    archive.run(&["manifest"]).ends_with(2).says("with --theirs in a merge of it into yours");
    assert!(git(&root, &["checkout", "--theirs", "--", "history", "manifests"]));
    archive.run(&["manifest"]).ends_with(0).says("3 captures");
    with_git(&archive, &["audit", "--base", "main"]).ends_with(0).says("1 capture added");
}

#[test]
fn a_branch_that_makes_manifests_those_of_an_earlier_version_chooses_no_roles() {
    let Some(archive) = on_main() else { return };
    let kept = archive.beside("kept", &fs::read(archive.path(Checkpoint::PATH)).unwrap());
    archive.edit(MANIFEST, "\"rules\":\"7\"", "\"rules\":\"5\"");
    archive.edit(MANIFEST, "\n  \"headline 20\",\n  \"body ", "\n  \"body 20 ");
    let mut entries = archive.inventory().captures;
    entries[0].manifest = literatim::digest::Digest::of(&fs::read(archive.path(MANIFEST)).unwrap());
    archive.forge(entries);
    fs::write(archive.path("notes/a.md"), "“The bridge reopens” [@bridge].\n").unwrap();
    archive.run(&["audit"]).ends_with(0).says("their roles are taken as they are");
    with_git(&archive, &["audit", "--base", "main"]).ends_with(2).says("was replaced by one of an earlier version");
    archive.run(&["audit", "--since", &kept]).ends_with(2).says("was replaced by one of an earlier version");
    with_git(&archive, &["verify", "notes", "--base", "main"]).ends_with(2).says("archive-rewritten");
    archive.run(&["manifest", "--upgrade"]).ends_with(0).says("body → headline");
    with_git(&archive, &["audit", "--base", "main"]).ends_with(0);
    with_git(&archive, &["verify", "notes", "--base", "main"]).says("only in the headline");
}
