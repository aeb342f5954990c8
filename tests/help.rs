//! The help of every command: its line, its examples, and the options that all commands share.

use std::process::Command;

fn help(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_literatim")).args(arguments).arg("--help").output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).expect("help is UTF-8")
}

/// The commands that `literatim --help` lists, each with its line.
fn commands() -> Vec<(String, String)> {
    let all = help(&[]);
    let (list, _) = all.split_once("Options:\n").expect("there is a list");
    let lines = list.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(' '));
    lines.map(|(name, about)| (name.to_owned(), about.trim().to_owned())).collect()
}

#[test]
fn every_command_begins_with_its_line_in_the_list() {
    assert_eq!(commands().len(), 28);
    for (name, about) in commands() {
        let help = help(&[&name]);
        let (line, _) = help.split_once("\n\n").expect("there is more than a line");
        assert_eq!(line.replace('\n', " "), about, "{name}");
    }
}

#[test]
fn every_command_has_two_examples_of_itself() {
    for (name, _) in commands() {
        let help = help(&[&name]);
        let (_, examples) = help.split_once("\nExamples:\n").unwrap_or_else(|| panic!("{name} has no examples"));
        let begin = format!("  literatim {name}");
        let own = examples.lines().filter(|line| *line == begin || line.starts_with(&format!("{begin} ")));
        assert!(own.count() >= 2, "{name}:\n{examples}");
    }
}

#[test]
fn the_options_that_all_commands_share_are_listed_once() {
    let all = help(&[]);
    for option in ["--root <DIR>", "--color <WHEN>", "--config <KEY=VALUE>"] {
        assert_eq!(all.matches(option).count(), 1, "{option}");
    }
    for (name, _) in commands() {
        let help = help(&[&name]);
        assert!(!help.contains("--root <DIR>") && !help.contains("--color"), "{name}:\n{help}");
        assert!(help.ends_with("\nGlobal options: see literatim --help\n"), "{name}:\n{help}");
    }
}

#[test]
fn the_help_of_every_command_has_a_line_for_each_option() {
    for (name, _) in commands() {
        let help = help(&[&name]);
        for line in help.lines().filter(|line| line.trim_start().starts_with("--")) {
            assert!(line.trim().contains("  "), "{name} does not say what this is for: {line}");
        }
    }
}
