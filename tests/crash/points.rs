//! A command, and what becomes of it at each point at which something may fail.

use crate::plans::Plan;
use crate::states::{Files, States, files};
use crate::tracer::{Traced, Tracer, run, text};
use std::path::Path;

/// A line of the list of commands.
pub struct Line {
    state: String,
    args: Vec<String>,
    /// True if the bytes of what it writes are others each time.
    varies: bool,
}

/// The outcome of many points.
pub struct Tried {
    pub count: usize,
    pub wrong: Vec<String>,
}

/// What a command leaves where nothing fails.
struct Clean {
    before: Files,
    after: Files,
    calls: Vec<String>,
    code: Option<i32>,
    /// The codes of a second run, and of what is verified and audited before and after.
    again: Option<i32>,
    verify: [Option<i32>; 2],
    audit: [Option<i32>; 2],
}

/// The command that writes next, where it is another one.
const ANOTHER: [&str; 4] = ["add", "../in/other.txt", "--captured-at", "2026-01-01T00:00:00Z"];

impl Line {
    /// Every command of the list.
    pub fn all() -> Vec<Self> {
        let list = include_str!("commands.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let line = |line: &str| {
            let (state, args) = line.split_once('|').unwrap();
            let (varies, state) = (state.starts_with('~'), state.trim_start_matches('~').trim().to_owned());
            Self { state, varies, args: args.split_whitespace().map(|arg| arg.replace('␣', " ")).collect() }
        };
        list.map(line).collect()
    }

    /// The line as one reads it.
    pub fn about(&self) -> String {
        format!("{} | {}", self.state, self.args.join(" "))
    }

    /// Tries this many of the points, or all.
    pub fn try_out(&self, tracer: &Tracer, states: &States, sample: Option<usize>) -> Tried {
        let clean = self.clean(tracer, states);
        let plans = Plan::all(&clean.calls);
        let step = sample.map_or(1, |sample| (plans.len() / sample).max(1) | 1);
        // Another part of them for each command.
        let chosen: Vec<Plan> = plans.into_iter().skip(self.args.len() % step).step_by(step).collect();
        let wrong = std::thread::scope(|scope| {
            let halves = chosen.chunks(chosen.len().div_ceil(2).max(1)).map(|half| {
                let clean = &clean;
                scope.spawn(move || half.iter().filter_map(|plan| self.point(tracer, states, clean, *plan).err()))
            });
            let halves: Vec<_> = halves.collect();
            halves.into_iter().flat_map(|half| half.join().unwrap().collect::<Vec<_>>()).collect()
        });
        Tried { count: chosen.len(), wrong }
    }

    fn clean(&self, tracer: &Tracer, states: &States) -> Clean {
        let folder = states.lay(&self.state);
        let desk = self.desk(folder.path());
        let before = files(folder.path());
        let (verify_before, audit_before) = (verify(&desk), audit(&desk).0);
        let Traced { output, calls } = tracer.run(&folder.path().join("desk"), &self.args, Plan::Nothing);
        assert!(output.status.code().is_some_and(|code| code < 2), "{}: {}", self.about(), text(&output));
        let after = files(folder.path());
        assert!(before != after, "{}: it writes nothing", self.about());
        assert!(!calls.is_empty());
        let (verify_after, audit_after) = (verify(&desk), audit(&desk).0);
        let again = tracer.run(&folder.path().join("desk"), &self.args, Plan::Nothing).output.status.code();
        Clean {
            before,
            after,
            calls,
            code: output.status.code(),
            again,
            verify: [verify_before, verify_after],
            audit: [audit_before, audit_after],
        }
    }

    /// The folder of the archive.
    fn desk(&self, folder: &Path) -> std::path::PathBuf {
        if self.args.iter().any(|arg| arg.starts_with("../fresh")) {
            folder.join("fresh/desk")
        } else {
            folder.join("desk")
        }
    }

    /// Tries one point.
    fn point(&self, tracer: &Tracer, states: &States, clean: &Clean, plan: Plan) -> Result<(), String> {
        let folder = states.lay(&self.state);
        let (desk, here) = (self.desk(folder.path()), folder.path().join("desk"));
        let first = tracer.run(&here, &self.args, plan);
        let call = clean.calls.get(plan.at()).map_or("the end", String::as_str);
        let wrong = |what: String| Err(format!("{plan:?} ({call}): {what}"));
        if let Err(what) = self.first(clean, plan, &first, folder.path()) {
            return wrong(what);
        }
        if let Err(what) = between(clean, &desk) {
            return wrong(what);
        }
        let done = if let Plan::ThenAnother(_) = plan {
            self.another(clean, &desk, &here)
        } else {
            self.again(tracer, clean, folder.path())
        };
        done.or_else(|what| wrong(what + &format!("\n        first: {}", text(&first.output).trim())))
    }

    /// The run with the fault.
    fn first(&self, clean: &Clean, plan: Plan, first: &Traced, folder: &Path) -> Result<(), String> {
        let code = first.output.status.code();
        if !plan.is_error() {
            let is_killed = code == Some(137) || plan.at() >= clean.calls.len() && code == clean.code;
            return if is_killed { Ok(()) } else { Err(format!("it ended with {code:?}, and was to be killed")) };
        }
        match code {
            Some(0 | 1) if self.is_same(clean, &files(folder)) => Ok(()),
            Some(0 | 1) => Err(format!("it ended with {code:?}, and not all is there: {}", text(&first.output))),
            Some(2) if !first.output.stderr.is_empty() => Ok(()),
            _ => Err(format!("it ended with {code:?}: {}", text(&first.output))),
        }
    }

    /// The same command again.
    fn again(&self, tracer: &Tracer, clean: &Clean, folder: &Path) -> Result<(), String> {
        let again = tracer.run(&folder.join("desk"), &self.args, Plan::Nothing).output;
        let code = again.status.code();
        // One that was done already may say that there is nothing to do.
        if code != clean.code && code != clean.again {
            return Err(format!("again, it ended with {code:?}: {}", text(&again).trim()));
        }
        let found = files(folder);
        if !self.is_same(clean, &found) {
            return Err(format!("again, the files differ: {}", self.difference(clean, &found)));
        }
        whole(clean.audit[1], &self.desk(folder))
    }

    /// Another command that writes.
    fn another(&self, clean: &Clean, desk: &Path, here: &Path) -> Result<(), String> {
        if !desk.join("literatim.toml").is_file() || ["edited", "earlier"].contains(&self.state.as_str()) {
            return Ok(());
        }
        let from = here.parent().unwrap().join("in/other.txt");
        let mut args = ANOTHER;
        args[1] = from.to_str().unwrap();
        let other = run(desk, &args);
        if !other.status.success() {
            return Err(format!("another command ended with {:?}: {}", other.status.code(), text(&other).trim()));
        }
        if let Some(path) = files(desk).keys().find(|path| path.contains(".literatim-")) {
            return Err(format!("another command left {path}"));
        }
        // What was wrong before may still be: a file that nobody listed.
        let codes = if clean.audit[0] == Some(0) { [Some(0), Some(0)] } else { clean.audit };
        if codes.iter().any(|code| whole(*code, desk).is_ok()) { Ok(()) } else { whole(Some(0), desk) }
    }

    fn is_same(&self, clean: &Clean, found: &Files) -> bool {
        match self.varies {
            false => *found == clean.after,
            true => names(found) == names(&clean.after),
        }
    }

    fn difference(&self, clean: &Clean, found: &Files) -> String {
        let lost = clean.after.keys().filter(|path| !found.contains_key(*path)).map(|path| format!("-{path}"));
        let more = found.keys().filter(|path| !clean.after.contains_key(*path)).map(|path| format!("+{path}"));
        let other = found.iter().filter(|(path, bytes)| clean.after.get(*path).is_some_and(|after| after != *bytes));
        let other = other.map(|(path, _)| format!("~{path}"));
        let all: Vec<String> = lost.chain(more).chain(other.filter(|_| !self.varies)).collect();
        all.join(" ")
    }
}

/// The state right after the fault: that of before or after, for whoever verifies; no damage, for whoever audits.
fn between(clean: &Clean, desk: &Path) -> Result<(), String> {
    let _ = &clean.before;
    if !desk.join("literatim.toml").is_file() && clean.audit[0].is_none() {
        // There is no archive yet.
        return Ok(());
    }
    let verified = verify(desk);
    if !clean.verify.contains(&verified) {
        return Err(format!("right after, `verify` ends with {verified:?}"));
    }
    let (audited, said) = audit(desk);
    if !clean.audit.contains(&audited) {
        return Err(format!("right after, `audit` ends with {audited:?}: {said}"));
    }
    let lines = said.lines().filter(|line| line.contains("temporary file") || line.contains("interrupted")).count();
    if lines > 1 {
        return Err(format!("what is left over is {lines} lines: {said}"));
    }
    Ok(())
}

fn whole(expected: Option<i32>, desk: &Path) -> Result<(), String> {
    let (code, said) = audit(desk);
    match code == expected && !said.contains("temporary") && !said.contains("interrupted") {
        true => Ok(()),
        false => Err(format!("`audit` ends with {code:?}: {}", said.trim())),
    }
}

fn verify(desk: &Path) -> Option<i32> {
    if !desk.is_dir() { None } else { run(desk, &["verify", "notes.md"]).status.code() }
}

fn audit(desk: &Path) -> (Option<i32>, String) {
    if !desk.is_dir() {
        return (None, String::new());
    }
    let output = run(desk, &["audit"]);
    (output.status.code(), text(&output))
}

/// The paths without moments, and without the digests by which files of what was added are called.
fn names(files: &Files) -> Vec<String> {
    let plain = |path: &String| match path.split_once("history/new/") {
        Some((before, _)) => format!("{before}history/new/"),
        None => path.chars().filter(|one| !one.is_ascii_digit()).collect(),
    };
    let mut names: Vec<String> = files.keys().map(plain).collect();
    names.sort();
    names
}
