//! The command itself: usage, root, configuration, output.

use crate::archive::{Archive, CAPTURE, literatim, run};
use std::fs;
use std::process::Stdio;

#[test]
fn usage_is_2_and_help_is_0() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| run(literatim().current_dir(folder.path()).args(args));
    run(&[]).ends_with(2);
    run(&["frobnicate"]).ends_with(2);
    run(&["add"]).ends_with(2);
    run(&["audit", "--root"]).ends_with(2);
    run(&["add", "-", "--captured-at", "yesterday"]).ends_with(2).says("RFC 3339");
    run(&["--help"]).ends_with(0).says("Exit codes");
    run(&["--version"]).ends_with(0).says("literatim 0");
    run(&["audit"]).ends_with(2).says("literatim init");
    run(&["audit", "--root", "nowhere"]).ends_with(2).says("nowhere: no such file");
}

#[test]
fn the_root_is_found_by_walking_up_or_named() {
    let archive = Archive::with_bridge();
    let deep = archive.path("notes/2014");
    fs::create_dir_all(&deep).unwrap();
    run(literatim().current_dir(&deep).arg("audit")).ends_with(0);
    run(literatim().current_dir("/").args(["audit", "--root"]).arg(archive.root())).ends_with(0);
}

#[test]
fn init_makes_what_is_missing_and_nothing_else() {
    let archive = Archive::with_bridge();
    let before = archive.files();
    archive.run(&["init"]).ends_with(0).says("nothing changed");
    fs::remove_file(archive.path("literatim.toml")).unwrap();
    archive.run(&["init", "--root", "."]).ends_with(0);
    assert_eq!(archive.files(), before);
    let fresh = tempfile::tempdir().unwrap();
    run(literatim().current_dir(fresh.path()).args(["init", "--root", "a/b"])).ends_with(0);
    assert!(fresh.path().join("a/b/literatim.toml").is_file());
}

#[test]
fn an_unknown_key_of_the_configuration_is_an_error_with_its_place() {
    let archive = Archive::with_bridge();
    fs::write(archive.path("literatim.toml"), "strict = true\nstlye = \"exact\"\n").unwrap();
    archive.run(&["audit"]).ends_with(2).says("literatim.toml:2:1: ").says("widest-ellipsis");
}

#[test]
fn a_required_version_ends_every_command_that_reads_the_configuration_unless_this_version_satisfies_it() {
    let archive = Archive::with_bridge();
    let require = |versions: &str, others: &str| {
        fs::write(archive.path("literatim.toml"), format!("{others}\nrequired-version = {versions:?}\n")).unwrap();
    };
    require(">=999.2", "aspect = \"new\"");
    let error = concat!(
        "literatim.toml:2:20: this is literatim ",
        env!("CARGO_PKG_VERSION"),
        ", and required-version asks for >=999.2 (install a version that it allows)"
    );
    let commands: &[&[&str]] = &[&["audit"], &["verify", "notes"], &["manifest", "--check"], &["show", "bridge"]];
    for command in commands {
        archive.run(command).ends_with(2).says(error).lacks("aspect");
    }
    require("newest", "");
    archive.run(&["audit"]).ends_with(2).says("literatim.toml:2:20: required-version: ").says("for example");
    require(">=0.0.1", "aspect = \"new\"");
    archive.run(&["audit"]).ends_with(2).says("literatim.toml:1:1: ").says("aspect");
    require(">=0.0.1", "");
    archive.run(&["audit"]).ends_with(0);
}

#[test]
fn a_broken_pipe_is_no_error() {
    let archive = Archive::with_bridge();
    let broken = |args: &[&str]| {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = literatim();
        let child = command.current_dir(archive.root()).args(args).stdout(writer).stderr(Stdio::piped());
        let output = child.spawn().unwrap().wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(broken(&["audit"]), (Some(0), String::new()));
    assert_eq!(broken(&["--help"]), (Some(0), String::new()));
    archive.edit(CAPTURE, "11,000", "11,001");
    assert_eq!(broken(&["audit"]).0, Some(2));
    assert_eq!(broken(&["manifest", "--check"]).0, Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let archive = Archive::with_bridge();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = literatim().current_dir(archive.root()).arg("audit").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("standard output"));
}

#[test]
fn show_without_an_article_lists_them_all() {
    let archive = Archive::with_bridge();
    archive.run(&["show"]).ends_with(0).says("bridge").says("1 article");
    archive
        .run(&["show", "somewhere-else"])
        .ends_with(2)
        .says("there is no article somewhere-else")
        .says("literatim show");
    archive.run(&["show", "--why"]).ends_with(2).says("ARTICLE");
}
