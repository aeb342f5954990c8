//! The conformance suite, `tests/conformance/`: what every door to this program must answer, to the byte.
//!
//! `LITERATIM_BLESS=1 cargo test --test conformance` writes the reports again. A changed one is a changed verdict or
//! message: read the difference.

use literatim::capture::Capture;
use literatim::manifest::Archive;
use literatim::report::{NotesContext, Paint, ReportFormat, print};
use literatim::segment::Rules;
use literatim::verify::{Format, NotesFile, NotesSet, Policy, Settings, Style, Verifier};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// What parts the inputs of a line from its report, which is the rest of the line but for the last brace.
const REPORT: &str = ",\"report\":";

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "jsonl")).collect();
    files.sort();
    files
}

/// The report on a case, on one line.
fn report(case: &Value) -> String {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_else(|| panic!("{key}: {case}")).to_owned();
    let captures = case["articles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|article| Capture::new(text(article, "path").parse().unwrap(), text(article, "text")));
    let mut settings = Settings::from(Style::named(&text(case, "style")).unwrap());
    settings.strict = case["strict"].as_bool().unwrap_or_default();
    let verifier = Verifier::new(Archive::of(captures, &Rules::default()), Policy::from(settings));
    let name = text(&case["notes"], "name");
    let format = Format::of_file(&name).unwrap();
    let text = text(&case["notes"], "text");
    let file = NotesFile { name: name.clone(), folder: Some(String::new()), text, format, ..NotesFile::default() };
    let notes = NotesSet { named: vec![name], ..NotesSet::from(file) };
    let mut out = Vec::new();
    print(&verifier.verify(&notes), ReportFormat::Json, &mut out, &Paint::default(), &NotesContext::default()).unwrap();
    String::from_utf8(out).unwrap().trim_end().to_owned()
}

#[test]
fn every_case_gets_its_report_to_the_byte() {
    let is_blessing = std::env::var_os("LITERATIM_BLESS").is_some();
    let (mut count, mut wrong) = (0, Vec::new());
    for path in files() {
        let lines = fs::read_to_string(&path).unwrap();
        let mut blessed = String::new();
        for line in lines.lines() {
            let case: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            let inputs = line.split_once(REPORT).map_or(&line[..line.len() - 1], |(inputs, _)| inputs);
            let expected = format!("{inputs}{REPORT}{}}}", report(&case));
            if expected != line {
                wrong.push(format!("{}: {}\n  {line}\n  {expected}", path.display(), case["name"]));
            }
            blessed += &expected;
            blessed.push('\n');
            count += 1;
        }
        if is_blessing {
            fs::write(&path, blessed).unwrap();
        }
    }
    assert!(count > 200, "{count}");
    assert!(is_blessing || wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_two_cases_have_one_name() {
    let lines: Vec<String> = files().iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let names = lines.iter().flat_map(|lines| lines.lines());
    let names: Vec<Value> = names.map(|line| serde_json::from_str::<Value>(line).unwrap()["name"].clone()).collect();
    let different: std::collections::HashSet<String> = names.iter().map(Value::to_string).collect();
    assert_eq!(names.len(), different.len());
}
