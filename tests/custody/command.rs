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

#[test]
fn a_misspelt_key_or_value_of_the_configuration_gets_a_hint() {
    let archive = Archive::with_bridge();
    for (config, hint) in [
        ("stile = \"chicago\"\n", "unknown key \"stile\" (did you mean style?)"),
        ("style = \"chicgo\"\n", "did you mean chicago?"),
        ("[per-files]\n", "did you mean per-file?"),
        ("colour = 1\n", "the keys are: required-version, archive, style"),
    ] {
        fs::write(archive.path("literatim.toml"), config).unwrap();
        archive.run(&["verify", "."]).ends_with(2).says(hint).says("literatim.toml:1:");
    }
}

#[test]
fn an_address_that_is_to_be_added_is_not_called_a_misspelt_path() {
    let ran = Archive::empty().run(&["add", "https://lantern.example/bridge"]);
    ran.ends_with(2).says("this is a web address, and nothing is downloaded").says("--url");
}

#[test]
fn what_notes_give_as_a_source_is_not_denied() {
    let archive = Archive::empty();
    let words = "The ferry will not sail before noon, and the harbour master said that it may not sail at all today.";
    archive.add("ferry", "2014-06-11T09:30:00Z", format!("A headline\n\n{words}\n").as_bytes()).ends_with(0);
    let verify = |notes: &str| {
        let file = archive.beside("notes.md", notes.as_bytes());
        archive.run(&["verify", "--verbose", &file])
    };
    let other = "https://other.example/march is not the address of an archived article";
    verify("“The ferry will not sail before noon” ([Tribune](https://other.example/march)).\n").says(other);
    verify("“Nine men carried the beams over the weir in one long night” (https://other.example/march).\n").says(other);
    fs::write(archive.path("refs.bib"), "@misc{warden, title = {Report}}\n").unwrap();
    fs::write(archive.path("n.md"), "---\nbibliography: refs.bib\n---\n\n“Nine men carried the beams” [@warden].\n")
        .unwrap();
    archive.run(&["verify", "n.md"]).says("the bibliography has warden, without an address");
}
