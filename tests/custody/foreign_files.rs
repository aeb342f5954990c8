//! Notes, bibliographies, configuration, baseline and lock that strangers wrote: what is no file, leads out, or has no end.

#![cfg(unix)]

use crate::archive::{Archive, Ran, WHEN, literatim};
use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::{Duration, Instant};

const RIGHT: &str = "“closed for 11,000 hours” [@bridge].\n";

/// An archive with notes that hold, beside which strange things may lie.
fn with_notes() -> Archive {
    let archive = Archive::with_bridge();
    fs::create_dir(archive.path("notes")).unwrap();
    fs::write(archive.path("notes/good.md"), RIGHT).unwrap();
    archive
}

fn pipe(archive: &Archive, path: &str) -> bool {
    let made = Command::new("mkfifo").arg(archive.path(path)).status();
    let made = made.is_ok_and(|status| status.success());
    if !made {
        skipped!("no pipe can be made here");
    }
    made
}

/// Runs a command that might wait for ever, or read for ever.
#[track_caller]
fn run_for_a_while(archive: &Archive, args: &[&str]) -> Ran {
    let mut child = literatim()
        .current_dir(archive.root())
        .args(args)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let end = Instant::now() + Duration::from_secs(60);
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > end {
            child.kill().unwrap();
            panic!("{args:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Every command that reads notes.
const READERS: [&[&str]; 9] = [
    &["verify", "notes"],
    &["verify", "notes", "--format", "json"],
    &["fix", "notes", "--diff"],
    &["baseline", "notes"],
    &["pin", "notes"],
    &["coverage", "notes"],
    &["impact", "bridge", "notes"],
    &["manifest", "--notes", "notes"],
    &["evidence", "notes", "-o", "bundle.html"],
];

#[test]
fn a_pipe_among_notes_hangs_no_command() {
    let archive = with_notes();
    if !pipe(&archive, "notes/z.md") {
        return;
    }
    for args in READERS {
        let ran = run_for_a_while(&archive, args);
        assert_eq!(ran.code, Some(2), "{args:?}\n{}{}", ran.out, ran.err);
        ran.says("device, pipe or socket");
    }
    run_for_a_while(&archive, &["verify", "notes/z.md"]).ends_with(2).says("pass it to `-`");
    // It costs the others nothing.
    run_for_a_while(&archive, &["verify", "notes"]).says("1 verbatim");
}

#[test]
fn a_link_to_a_device_is_not_read() {
    let archive = with_notes();
    symlink("/dev/zero", archive.path("notes/z.md")).unwrap();
    for args in READERS {
        let ran = run_for_a_while(&archive, args);
        assert_eq!(ran.code, Some(2), "{args:?}\n{}{}", ran.out, ran.err);
        ran.says("z.md").says("leads outside the root");
    }
}

#[test]
fn a_link_that_leads_out_of_the_root_is_not_read() {
    let archive = with_notes();
    archive.beside("secret.md", "“the password is hunter2” [@bridge].\n".as_bytes());
    symlink("../../secret.md", archive.path("notes/out.md")).unwrap();
    symlink("../..", archive.path("notes/up")).unwrap();
    symlink("notes/good.md", archive.path("same.md")).unwrap();
    let refused = |path: &str| {
        archive.run(&["verify", path]).ends_with(2).says("leads outside the root").lacks("hunter2");
    };
    refused("notes");
    refused("notes/out.md");
    refused("notes/up/secret.md");
    refused("notes/up");
    archive.run(&["verify", "same.md"]).ends_with(0).says("1 verbatim");
    // What is named outside by whoever runs it is read.
    fs::write(archive.folder.path().join("theirs.md"), RIGHT).unwrap();
    archive.run(&["verify", "../theirs.md"]).ends_with(0);
}

#[test]
fn a_link_into_the_folder_that_git_keeps_for_itself_is_not_read() {
    let archive = with_notes();
    fs::create_dir(archive.path(".git")).unwrap();
    fs::write(archive.path(".git/config"), "“extraheader = AUTHORIZATION: basic c2VjcmV0” [@bridge]\n").unwrap();
    symlink("../.git/config", archive.path("notes/config.md")).unwrap();
    archive.run(&["verify", "notes"]).ends_with(2).says("notes/config.md").lacks("AUTHORIZATION");
}

#[test]
fn notes_that_are_too_large_are_a_finding() {
    let archive = with_notes();
    fs::File::create(archive.path("notes/large.md")).unwrap().set_len(5 << 30).unwrap();
    run_for_a_while(&archive, &["verify", "notes"]).ends_with(2).says("larger than 33554432 bytes").says("1 verbatim");
}

#[test]
fn a_bibliography_that_is_no_file_or_leads_out_is_a_finding() {
    let archive = with_notes();
    let entry = "@misc{gate, url = {https://lantern.example/secret}}\n";
    let outside = archive.beside("refs.bib", entry.as_bytes());
    symlink("/dev/zero", archive.path("zero.bib")).unwrap();
    symlink("../refs.bib", archive.path("out.bib")).unwrap();
    let mut names = vec!["zero.bib", "out.bib", "../refs.bib", &outside];
    if pipe(&archive, "pipe.json") {
        names.push("pipe.json");
    }
    for name in names {
        fs::write(archive.path("notes/good.md"), format!("---\nbibliography: \"{name}\"\n---\n{RIGHT}")).unwrap();
        run_for_a_while(&archive, &["verify", "notes"])
            .ends_with(2)
            .says("bibliography-broken")
            .says("cannot be read")
            .says("1 verbatim");
        run_for_a_while(&archive, &["verify", "notes", "--strict"]).ends_with(2);
    }
    fs::write(archive.path("notes/good.md"), RIGHT).unwrap();
    fs::write(archive.path("literatim.toml"), "bibliography = [\"zero.bib\"]\n").unwrap();
    run_for_a_while(&archive, &["verify", "notes"]).ends_with(2).says("zero.bib").says("1 verbatim");
}

#[test]
fn what_says_what_is_ignored_may_be_no_file_either() {
    for (name, target) in [(".gitignore", "/dev/zero"), (".ignore", "/dev/zero"), (".ignore", "/etc/passwd")] {
        for folder in ["notes", "notes/deep", "."] {
            let archive = with_notes();
            fs::create_dir(archive.path("notes/deep")).unwrap();
            fs::write(archive.path("notes/deep/more.md"), RIGHT).unwrap();
            symlink(target, archive.path(folder).join(name)).unwrap();
            run_for_a_while(&archive, &["verify", "notes"]).ends_with(2).says(name).says("2 verbatim");
        }
    }
}

#[test]
fn a_pipe_that_says_what_is_ignored_hangs_nobody() {
    let archive = with_notes();
    if pipe(&archive, "notes/.gitignore") {
        run_for_a_while(&archive, &["verify", "notes"]).ends_with(2).says(".gitignore").says("1 verbatim");
    }
}

#[test]
fn configuration_baseline_and_lock_are_files_or_an_error() {
    let with_lock = || {
        let archive = with_notes();
        archive.run(&["pin", "notes"]).ends_with(0);
        archive
    };
    for name in ["literatim.toml", "literatim-baseline.json", "quotations.lock"] {
        for target in ["/dev/zero", "../elsewhere"] {
            let archive = with_lock();
            archive.beside("elsewhere", b"strict = false\n");
            let _ = fs::remove_file(archive.path(name));
            symlink(target, archive.path(name)).unwrap();
            run_for_a_while(&archive, &["verify", "notes", "--locked", "--root", "."]).ends_with(2).says(name);
        }
        let archive = with_lock();
        let _ = fs::remove_file(archive.path(name));
        if pipe(&archive, name) {
            run_for_a_while(&archive, &["verify", "notes", "--locked", "--root", "."]).ends_with(2).says(name);
        }
        let archive = with_lock();
        fs::File::create(archive.path(name)).unwrap().set_len(5 << 30).unwrap();
        run_for_a_while(&archive, &["verify", "notes", "--locked", "--root", "."]).ends_with(2).says("bytes");
    }
}

#[test]
fn globs_that_are_nested_without_end_are_refused() {
    let deep = format!("{}x{}\n", "{a,".repeat(60_000), "}".repeat(60_000));
    for path in ["notes/.gitignore", "notes/.ignore", ".gitignore"] {
        let archive = with_notes();
        fs::write(archive.path(path), &deep).unwrap();
        run_for_a_while(&archive, &["verify", "notes"]).ends_with(2).says("ignore").says("braces").says("1 verbatim");
    }
    for key in ["exclude = [\"GLOB\"]", "[per-file]\n\"GLOB\" = [\"quote-short\"]"] {
        let archive = with_notes();
        fs::write(archive.path("literatim.toml"), key.replace("GLOB", deep.trim_end())).unwrap();
        run_for_a_while(&archive, &["verify", "notes"]).ends_with(2).says("braces");
    }
}

#[test]
fn many_notes_of_the_largest_size_do_not_fill_the_memory() {
    let archive = with_notes();
    for n in 0..70 {
        fs::File::create(archive.path(&format!("notes/s{n}.md"))).unwrap().set_len(32 << 20).unwrap();
    }
    let ran = run_for_a_while(&archive, &["verify", "notes"]).ends_with(2).says("all notes together");
    ran.says("1 verbatim");
}

#[test]
fn folders_of_notes_without_end_are_told_of() {
    let archive = with_notes();
    let deep = archive.path("notes").join("a/".repeat(200));
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("z.md"), RIGHT).unwrap();
    run_for_a_while(&archive, &["verify", "notes"]).ends_with(2).says("more than 64 nested folders").says("1 verbatim");
}

#[test]
fn a_pipe_behind_the_lock_hangs_nobody() {
    let archive = with_notes();
    if !pipe(&archive, "pipe") {
        return;
    }
    fs::remove_file(archive.path("manifests/.lock")).unwrap();
    symlink("../pipe", archive.path("manifests/.lock")).unwrap();
    fs::write(archive.path("archive/unlisted.txt"), "x").unwrap();
    fs::write(archive.path("notes/a.md"), "“x” [@unlisted]\n").unwrap();
    run_for_a_while(&archive, &["verify", "notes"]).ends_with(2);
    run_for_a_while(&archive, &["audit"]).ends_with(2);
    run_for_a_while(&archive, &["manifest"]).ends_with(2).says(".lock");
}

#[test]
fn no_capture_is_mended_through_a_link_or_by_its_name() {
    let archive = with_notes();
    // Other marks than the archive has: outside of the archive they would be put right.
    let text = "She said “The 'old bridge' was closed for 11,000 hours” [@bridge].\n";
    fs::write(archive.path("mine.md"), text).unwrap();
    archive.run(&["fix", "mine.md"]).ends_with(0).says("1 fix in");
    let file = archive.beside("note.md", text.as_bytes());
    archive.run(&["add", &file, "--id", "quoting", "--captured-at", "2014-06-11T09:30:00Z"]).ends_with(0);
    let capture = "archive/quoting/20140611T093000Z.md";
    symlink(format!("../{capture}"), archive.path("notes/link.md")).unwrap();
    archive.run(&["fix", "notes"]).ends_with(2).says("not notes");
    archive.run(&["fix", capture]).ends_with(2).says("nothing is ever edited");
    assert_eq!(fs::read_to_string(archive.path(capture)).unwrap(), text);
    archive.run(&["audit"]).ends_with(0);
}

#[test]
fn a_file_that_is_not_read_turns_nothing_red_until_somebody_cites_it() {
    let archive = Archive::with_bridge();
    let plan = archive.beside("plan.ods", b"PK\x03\x04\n\0\0the beams of the bridge are sound\n");
    archive
        .run(&["add", &plan, "--id", "plan", "--captured-at", WHEN])
        .ends_with(0)
        .says("its text is not read")
        .says("export it as a web page or as text");
    let bridge = "“closed for 11,000 hours” [@bridge]\n";
    fs::write(archive.path("notes.md"), bridge).unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(0).lacks("capture-undecodable").says("1 verbatim");
    // Words that are looked up in the whole archive may be in it: that it was not read is a line.
    fs::write(archive.path("notes.md"), format!("{bridge}\nThe beams are “of oak from the old forest”, it says.\n"))
        .unwrap();
    archive
        .run(&["verify", "notes.md"])
        .ends_with(0)
        .says("info[capture-undecodable] archive/plan/20140611T093000Z.ods")
        .says("1 verbatim");
    let plan = "“the beams of the bridge are sound” [@plan]\n";
    fs::write(archive.path("notes.md"), format!("{bridge}\n{plan}")).unwrap();
    archive
        .run(&["verify", "notes.md"])
        .ends_with(2)
        .says("cannot-tell[capture-undecodable] archive/plan/")
        .says("its text is not read")
        .says("1 verbatim")
        .says("1 could not be checked")
        .lacks("literatim audit");
    archive.run(&["audit"]).ends_with(0);
}
