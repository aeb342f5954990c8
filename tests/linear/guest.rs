//! What `host.rs` calls: a form is written, and worked on.

#![cfg(target_family = "wasm")]

mod forms;

use allocation_counter::measure;
use forms::{Form, Work};
use literatim::capture::Capture;
use literatim::fix::mend;
use literatim::manifest::{Archive, Manifest, check};
use literatim::matching::locate;
use literatim::notes::Bibliography;
use literatim::report::{NotesContext, Paint, ReportFormat, print};
use literatim::segment::Rules;
use literatim::verify::{Applicability, Format, NotesFile, NotesSet, Policy, Verifier};
use std::hint::black_box;
use std::sync::{Mutex, OnceLock};

static VERIFIER: OnceLock<Verifier> = OnceLock::new();
static TEXT: Mutex<String> = Mutex::new(String::new());

fn capture(text: &str) -> Capture {
    Capture::new("archive/harbour/20250101T000000Z.txt".parse().expect("a path of a capture"), text)
}

fn verifier() -> &'static Verifier {
    let archive = || Archive::of([capture(forms::ARTICLE)], &Rules::default());
    VERIFIER.get_or_init(|| Verifier::new(archive(), Policy::default()))
}

fn form(number: u32) -> &'static Form {
    forms::all().nth(number as usize).expect("a number of a form")
}

fn notes(form: &Form, text: String) -> NotesFile {
    let format = Format::of_file(form.file).expect("a name of notes");
    NotesFile { name: form.file.to_owned(), folder: Some(String::new()), text, format, ..NotesFile::default() }
}

fn reported(notes: NotesFile) -> usize {
    let report = verifier().verify(&NotesSet::from(notes));
    let mut out = Vec::new();
    for format in [ReportFormat::Json, ReportFormat::Human] {
        print(&report, format, &mut out, &Paint::default(), &NotesContext::default()).expect("memory takes all");
    }
    out.len()
}

fn found(text: &str) -> usize {
    let capture = capture(text);
    let witness = check(&capture, Manifest::of(&capture, None, &Rules::default()).0).expect("it is what it was");
    locate(&witness, "word").count
}

/// Writes a form with `count` repetitions; the number of its bytes.
#[unsafe(no_mangle)]
pub extern "C" fn write(number: u32, count: u32) -> u32 {
    verifier();
    let mut text = TEXT.lock().expect("there is one thread");
    *text = form(number).text(count as usize);
    text.len() as u32
}

/// Works on what is written; the most bytes of memory that it holds at once.
#[unsafe(no_mangle)]
pub extern "C" fn work(number: u32) -> u32 {
    let form = form(number);
    let text = std::mem::take(&mut *TEXT.lock().expect("there is one thread"));
    let done = || match form.work {
        Work::Verify => reported(notes(form, text)),
        Work::Bibliography => Bibliography::read(&text, form.file).0.len(),
        Work::Fix => mend(&notes(form, text), verifier(), Applicability::Unsafe).fixes.len(),
        Work::Find => found(&text),
        Work::Planted => forms::planted(&text),
    };
    let held = measure(|| _ = black_box(done())).bytes_max;
    u32::try_from(held).unwrap_or(u32::MAX)
}
