//! Sessions of a page, played in one shell.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// A part of a page.
enum Part<'p> {
    /// Lines that stay as they are.
    Text(&'p str),
    /// A command, as it stands there, and what is typed.
    Typed(&'p str, String),
    /// What is said to be printed.
    Printed,
    /// A file, and what is in it.
    File(&'p str, String),
    /// A file of the repository, and its place in the session.
    Copy(&'p str, &'p str),
    /// A program without which the rest cannot be played.
    Needs(&'p str),
}

/// Plays the sessions of a page, and compares; or blesses it.
pub fn run(page: &str) -> Result<(), String> {
    let text = super::read(page);
    let (played, lacking) = play(page, &text)?;
    if let Some(program) = lacking {
        skipped!("{page}: {program} is not installed, so the rest of its session is not run");
    }
    if played == text {
        return Ok(());
    }
    if std::env::var_os("LITERATIM_BLESS").is_some() {
        fs::write(super::root().join(page), played).unwrap();
        return Ok(());
    }
    let differs = text.lines().zip(played.lines()).find(|(page, now)| page != now);
    Err(format!("{page} is not what is printed (LITERATIM_BLESS=1 writes it): {differs:?}"))
}

/// The page with what its sessions print, and the program that was lacking, if one was.
pub fn play<'p>(name: &str, page: &'p str) -> Result<(String, Option<&'p str>), String> {
    let parts = parts(page);
    let lacking = parts.iter().position(|part| matches!(part, Part::Needs(program) if !is_installed(program)));
    let playable = &parts[..lacking.unwrap_or(parts.len())];
    let mut printed = printed(name, playable).into_iter();
    let mut played = String::new();
    for part in playable {
        match part {
            Part::Text(text) => played += text,
            Part::Typed(line, _) => {
                played += line;
                played += &printed.next().ok_or(format!("{name}: the shell ended before {line}"))?;
            }
            Part::Printed | Part::File(..) | Part::Copy(..) | Part::Needs(_) => {}
        }
    }
    let Some(Part::Needs(program)) = lacking.map(|at| &parts[at]) else { return Ok((played, None)) };
    let (_, rest) = page[place_in(page, program)..].split_once('\n').unwrap_or_default();
    Ok((played + rest, Some(program)))
}

/// The offset of a part of `page`.
fn place_in(page: &str, part: &str) -> usize {
    part.as_ptr() as usize - page.as_ptr() as usize
}

fn is_installed(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).stdout(Stdio::null()).status();
    found.is_ok_and(|status| status.success())
}

/// What stands between `<!-- NAME: ` and ` -->`.
fn comment<'p>(line: &'p str, name: &str) -> Option<&'p str> {
    line.trim().strip_prefix("<!-- ")?.strip_prefix(name)?.strip_prefix(": ")?.strip_suffix(" -->")
}

fn parts(page: &str) -> Vec<Part<'_>> {
    let (mut parts, mut file) = (Vec::new(), None);
    let mut lines = page.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        parts.push(Part::Text(line));
        if let Some(program) = comment(line, "needs") {
            parts.push(Part::Needs(program));
        } else if let Some((from, to)) = comment(line, "copy").and_then(|what| what.split_once(" to ")) {
            parts.push(Part::Copy(from, to));
        } else if let Some(path) = comment(line, "file") {
            file = Some(path);
        } else if line.starts_with("```") && line.trim_end().len() > 3 {
            let mut block = Vec::new();
            while let Some(line) = lines.next_if(|line| line.trim_end() != "```") {
                block.push(line);
            }
            match file.take() {
                Some(path) => {
                    parts.extend(block.iter().map(|line| Part::Text(line)));
                    parts.push(Part::File(path, block.concat()));
                }
                None if line.trim_end() == "```console" => typed(&block, &mut parts),
                None => parts.extend(block.iter().map(|line| Part::Text(line))),
            }
            parts.extend(lines.next().map(Part::Text));
        }
    }
    parts
}

/// The commands of a block. One that ends with a backslash, or opens a document that is typed in, goes on in the next line.
fn typed<'p>(block: &[&'p str], parts: &mut Vec<Part<'p>>) {
    let mut lines = block.iter().copied().peekable();
    while let Some(line) = lines.next() {
        let Some(first) = line.strip_prefix("$ ") else {
            parts.push(Part::Printed);
            continue;
        };
        let mut command = first.to_owned();
        let mut shown = vec![line];
        let end = first.split_once("<< '").and_then(|(_, rest)| Some(rest.split_once('\'')?.0.to_owned()));
        while command.trim_end().ends_with('\\') || end.as_ref().is_some_and(|end| command.lines().last() != Some(end))
        {
            let Some(more) = lines.next() else { break };
            command += more.strip_prefix("> ").unwrap_or(more);
            shown.push(more);
        }
        let (last, before) = shown.split_last().expect("there is a first");
        parts.extend(before.iter().map(|line| Part::Text(line)));
        parts.push(Part::Typed(last, command));
    }
}

const MARK: char = '\u{1E}';

/// What each command prints, with the folder of the session called `/home/me`.
fn printed(name: &str, parts: &[Part<'_>]) -> Vec<String> {
    let place = tempfile::tempdir().unwrap();
    let place = place.path().canonicalize().unwrap();
    let desk = place.join("home/me/desk");
    fs::create_dir_all(&desk).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_literatim"));
    let mut script = String::from("status=0\n");
    for part in parts {
        match part {
            Part::Typed(_, command) => {
                script += &format!("printf '{MARK}'; (exit $status)\n{command}\nstatus=$?\n");
            }
            Part::File(path, content) => {
                script += &format!(
                    "mkdir -p \"$(dirname '{path}')\"\ncat > '{path}' << 'END OF FILE'\n{content}END OF FILE\n"
                );
            }
            Part::Copy(from, to) => {
                let from = super::root().join(from);
                assert!(from.exists(), "{name}: {}", from.display());
                script += &format!("mkdir -p \"$(dirname '{to}')\"\ncp -r '{}' '{to}'\n", from.display());
            }
            Part::Text(_) | Part::Printed | Part::Needs(_) => {}
        }
    }
    fs::write(place.join("script"), script).unwrap();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", program.parent().unwrap().display());
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!(". '{}/script' 2>&1", place.display())])
        .current_dir(&desk)
        .env_clear()
        .stdin(Stdio::null());
    shell.env("HOME", place.join("home/me")).env("PATH", path).env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
    for variable in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
        shell.env(variable, "2025-02-01T00:00:00Z");
    }
    let output = String::from_utf8(shell.output().unwrap().stdout).unwrap();
    let output = output.replace(place.to_str().unwrap(), "");
    output.split(MARK).skip(1).map(ToOwned::to_owned).collect()
}
