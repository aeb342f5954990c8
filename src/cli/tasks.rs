//! The commands by what they are for.

use clap::Command;
use std::fmt::Write;

/// The tasks, each with its commands.
const TASKS: [(&str, &[&str]); 5] = [
    ("Keep an archive", &["init", "add", "manifest", "audit", "mark", "set", "remove", "import", "export"]),
    ("Check notes", &["verify", "fix", "baseline", "pin", "impact", "coverage"]),
    ("Read", &["show", "find", "history", "diff"]),
    ("Prove", &["log", "prove", "sign", "evidence", "attest", "disclose"]),
    ("More", &["explain", "new-ci", "generate"]),
];

/// The columns of a command's name.
const NAME: usize = 11;

/// `command` with the list of its subcommands by task in its help.
pub(super) fn by_task(command: Command) -> Command {
    let mut list = String::new();
    for (task, names) in TASKS {
        let _ = writeln!(list, "{task}:");
        for name in names {
            let about = command.find_subcommand(name).and_then(Command::get_about).map(ToString::to_string);
            let _ = writeln!(list, "  {name:NAME$}  {}", about.unwrap_or_default());
        }
        list.push('\n');
    }
    command.help_template(format!(
        "{{about}}\n\n{{usage-heading}} {{usage}}\n\n{list}`literatim help COMMAND` says more.\n\nOptions:\n{{options}}{{after-help}}\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_one_task_and_a_line_that_fits_a_terminal() {
        let command = <super::super::CommandLine as clap::CommandFactory>::command();
        let mut listed: Vec<&str> = TASKS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let mut declared: Vec<&str> =
            command.get_subcommands().filter(|one| !one.is_hide_set()).map(Command::get_name).collect();
        listed.sort_unstable();
        declared.sort_unstable();
        assert_eq!(listed, declared);
        for one in command.get_subcommands() {
            let about = one.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(about.chars().count() <= 80 - NAME - 4, "{}: {about}", one.get_name());
        }
    }
}
