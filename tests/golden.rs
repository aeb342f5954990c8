//! What the program writes for every page of cases and for the sample archive, kept to the byte.
//!
//! `tests/golden/facts/` has what no change of the code's form may move: reports without their sentences, manifests, log,
//! lock, proof and answers. `tests/golden/words/` has what people read. `LITERATIM_BLESS=1 cargo test --test golden` writes
//! both again: a difference in `facts/` is a changed verdict and belongs in the changelog.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The repository, or a folder beside it that a test has made, with the program to run in it.
struct Root(PathBuf);

impl Root {
    fn run_with(&self, args: &[&str], input: &str) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
        command.args(args).env_clear().current_dir(&self.0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        let code = output.status.code().unwrap();
        format!("{out}{err}\nexit {code}\n")
    }

    fn run(&self, args: &[&str]) -> String {
        self.run_with(args, "")
    }

    fn json(&self, args: &[&str]) -> Value {
        let written = self.run(args);
        serde_json::from_str(written.lines().next().unwrap()).unwrap_or_else(|why| panic!("{why}: {written}"))
    }
}

fn repository() -> Root {
    Root(env!("CARGO_MANIFEST_DIR").into())
}

/// Takes out the sentences: they may be said in other words, and what they say stands beside them.
fn without_sentences(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| name != "message" && name != "help");
            fields.values_mut().for_each(without_sentences);
        }
        Value::Array(values) => values.iter_mut().for_each(without_sentences),
        _ => {}
    }
}

fn facts(mut report: Value) -> String {
    without_sentences(&mut report);
    serde_json::to_string_pretty(&report).unwrap() + "\n"
}

fn check(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("LITERATIM_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    let first = golden.lines().zip(text.lines()).position(|(old, new)| old != new);
    let line = first.unwrap_or(golden.lines().count().min(text.lines().count()));
    let shown = |text: &str| text.lines().skip(line).take(6).collect::<Vec<_>>().join("\n");
    assert!(golden == text, "{name}, line {}: was\n{}\nis\n{}", line + 1, shown(&golden), shown(text));
}

/// The pages in `folder` below the root, sorted; those in other formats than text are notes.
fn pages(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(repository().0.join(folder)).unwrap().map(|entry| entry.unwrap());
    let names = entries.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.ends_with(".txt") && !name.ends_with(".rs")).collect();
    // What notes of the same name are about is an article.
    names.retain(|name| name != "insets.html");
    names.sort();
    names.into_iter().map(|name| format!("{folder}/{name}")).collect()
}

/// Checks what is said of `page`, judged in `root` by each of `styles`, under the name that the page has in the repository.
fn check_page(root: &Root, page: &str, named: &str, flags: &[&[&str]]) {
    for flags in flags {
        let suffix = flags.concat();
        let name = format!("{}{suffix}", named.replace('/', "-"));
        check(
            &format!("facts/{name}.json"),
            &facts(root.json(&[&["verify", page, "--format", "json"], *flags].concat())),
        );
        if flags.is_empty() {
            let written =
                [&["--verbose"][..], &["--format", "github"]].map(|more| root.run(&[&["verify", page], more].concat()));
            check(&format!("words/{name}.txt"), &written.concat());
        }
    }
}

/// A root with the captures of the sample archive and of the cases that have one of their own, their manifests just made.
fn made_anew() -> (tempfile::TempDir, Root) {
    let folder = tempfile::tempdir().unwrap();
    let root = Root(folder.path().to_owned());
    assert!(root.run(&["init"]).ends_with("exit 0\n"));
    let archive = repository().0.join("archive");
    let articles = fs::read_dir(&archive).unwrap().map(|entry| entry.unwrap());
    for article in articles.filter(|entry| entry.path().is_dir()) {
        let to = root.0.join("archive").join(article.file_name());
        fs::create_dir_all(&to).unwrap();
        for file in fs::read_dir(article.path()).unwrap().map(|entry| entry.unwrap()) {
            fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    }
    for page in pages("tests/cases/own") {
        let page = repository().0.join(page);
        let to = root.0.join("archive").join(page.file_stem().unwrap());
        fs::create_dir_all(&to).unwrap();
        let ending = ["txt", "html"].into_iter().find(|ending| page.with_extension(ending).is_file()).unwrap();
        fs::copy(page.with_extension(ending), to.join(format!("20250101T000000Z.{ending}"))).unwrap();
    }
    let made = root.run(&["manifest"]);
    assert!(made.ends_with("exit 0\n"), "{made}");
    (folder, root)
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        match entry.path().is_dir() {
            true => files.extend(files_below(&entry.path())),
            false => files.push(entry.path()),
        }
    }
    files.sort();
    files
}

#[test]
fn reports_of_the_pages_of_cases() {
    let root = repository();
    for page in pages("tests/cases").into_iter().chain(pages("examples")) {
        check_page(&root, &page, &page, &[&[], &["--strict"]]);
    }
    for page in ["tests/cases/forms.md", "tests/cases/refuted.md", "tests/cases/cautions.md"] {
        check_page(&root, page, page, &[&["--style", "chicago"], &["--style", "ap"], &["--style", "wikipedia"]]);
    }
}

#[test]
fn reports_of_the_pages_with_an_article_of_their_own() {
    let (_folder, root) = made_anew();
    for page in pages("tests/cases/own") {
        let path = repository().0.join(&page);
        let name = path.file_name().unwrap().to_str().unwrap();
        fs::copy(&path, root.0.join(name)).unwrap();
        check_page(&root, name, &page, &[&[], &["--style", "chicago"]]);
    }
}

#[test]
fn manifests_log_lock_and_proof() {
    let (_folder, root) = made_anew();
    let mut all = String::new();
    for file in files_below(&root.0) {
        let path = file.strip_prefix(&root.0).unwrap().to_str().unwrap();
        if path == "literatim.toml" {
            continue;
        }
        let is_small = path.starts_with("manifests/river-wall") || path.starts_with("history/");
        all += &format!("== {path}\n");
        if is_small || path.starts_with("manifests/own") {
            all += &fs::read_to_string(&file).unwrap();
        }
        all += &format!("{}\n", literatim::digest::Digest::of(&fs::read(&file).unwrap()));
    }
    check("facts/archive.txt", &all);
    fs::copy(repository().0.join("examples/clean.md"), root.0.join("notes.md")).unwrap();
    assert!(root.run(&["pin", "notes.md"]).ends_with("exit 0\n"));
    check("facts/quotations.lock", &fs::read_to_string(root.0.join("quotations.lock")).unwrap());
    check("facts/locked.json", &facts(root.json(&["verify", "notes.md", "--locked", "--format", "json"])));
    check("facts/night-boat.tlog-proof", &root.run(&["prove", "night-boat"]));
}

#[test]
fn answers_line_by_line() {
    let root = repository();
    let mut asked = String::new();
    for page in pages("tests/cases").iter().filter(|page| page.ends_with(".md")) {
        for quotation in root.json(&["verify", page, "--format", "json"])["quotations"].as_array().unwrap() {
            let line = serde_json::json!({ "id": page, "quote": quotation["text"], "article": quotation["article"] });
            asked += &format!("{line}\n");
        }
    }
    asked += "{\"quote\": 3}\n";
    let answers = root.run_with(&["verify", "--jsonl"], &asked);
    let mut written = String::new();
    for line in answers.lines() {
        let Ok(mut answer) = serde_json::from_str(line) else {
            written += &format!("{line}\n");
            continue;
        };
        without_sentences(&mut answer);
        written += &format!("{answer}\n");
    }
    check("facts/answers.jsonl", &written);
    check("words/answers.jsonl", &answers);
}

#[test]
fn what_else_is_said_of_the_sample_archive() {
    let root = repository();
    let commands: [&[&str]; 14] = [
        &["impact", "river-wall", "examples", "--format", "json"],
        &["impact", "river-wall", "examples"],
        &["diff", "river-wall", "--format", "json"],
        &["diff", "river-wall", "--all"],
        &["history", "river-wall"],
        &["log"],
        &["audit"],
        &["show", "night-boat"],
        &["find", "the harbour"],
        &["cite", "the harbour"],
        &["coverage", "examples"],
        &["fix", "examples", "--diff", "--unsafe"],
        &["export", "--help"],
        &["verify", "nofile.md"],
    ];
    for command in commands {
        check(&format!("words/{}.txt", command.join("-").replace([' ', '/'], "-")), &root.run(command));
    }
}
