//! The result of a run that adds many files, for people and for programs.

use super::body::{FileKind, warning};
use super::dating::Dating;
use crate::capture::{ArticleId, CapturePath};
use crate::cli::{Failure, Place};
use crate::digest::Digest;
use crate::report::counted;
use crate::segment::BodySize;
use crate::store::IngestOutcome;
use serde_json::{Value, json};

/// A file, and what became of it.
pub(super) struct AddedFile {
    /// Its number among the files of the run.
    number: usize,
    file: String,
    outcome: &'static str,
    capture: Option<CapturePath>,
    article: Option<ArticleId>,
    sha256: Option<Digest>,
    kind: Option<String>,
    words: Option<usize>,
    dating: Option<Dating>,
    warnings: Vec<String>,
}

impl AddedFile {
    fn new((number, file): (usize, &str), outcome: &'static str, sha256: Option<Digest>) -> Self {
        Self {
            number,
            file: file.to_owned(),
            outcome,
            capture: None,
            article: None,
            sha256,
            kind: None,
            words: None,
            dating: None,
            warnings: Vec::new(),
        }
    }

    /// The line on one that was added; none on any other.
    pub fn line(&self, verb: &str, place: &Place) -> Option<String> {
        let capture = self.capture.as_ref().filter(|_| self.outcome != ALREADY)?;
        let kind = self.kind.as_ref().map_or_else(String::new, |kind| format!(": {kind}"));
        let words = self.words.map_or_else(String::new, |words| format!(", {}", counted(words, "word")));
        Some(format!("{verb} {} ({}{kind}{words})\n", place.on_disk(capture.as_str()), self.file))
    }
}

const ALREADY: &str = "already-there";
const TWICE: &str = "same-bytes";

/// The files of a run.
pub(super) struct AddResult {
    is_dry: bool,
    pub files: Vec<AddedFile>,
}

impl AddResult {
    pub fn new(is_dry: bool) -> Self {
        Self { is_dry, files: Vec::new() }
    }

    /// Takes the outcome for a file in.
    pub fn take(
        &mut self,
        file: (usize, &str),
        outcome: &IngestOutcome,
        (kind, size): (Option<&FileKind>, Option<BodySize>),
        remarks: Vec<String>,
    ) {
        let name = match outcome {
            IngestOutcome::New(..) | IngestOutcome::Disowned(..) => "added",
            IngestOutcome::Already(..) => ALREADY,
            IngestOutcome::Listed(..) => "listed",
            IngestOutcome::Restored(..) => "restored",
            IngestOutcome::Refused(..) => "not-added",
        };
        let mut taken = AddedFile::new(file, name, outcome.digest());
        taken.capture = outcome.path().cloned();
        taken.article = outcome.path().map(CapturePath::article);
        taken.kind = kind.map(|kind| kind.name.clone());
        taken.words = size.map(|size| size.body);
        taken.warnings = remarks;
        taken.warnings.extend(kind.and_then(|kind| warning(outcome, size, kind)));
        self.files.push(taken);
    }

    /// Takes in the moment of the file that was taken in last, if it is new.
    pub fn date(&mut self, dating: &Dating) {
        if let Some(last) = self.files.last_mut().filter(|last| last.outcome == "added") {
            last.dating = Some(*dating);
        }
    }

    /// Takes in a file whose bytes the archive has, as a capture of `article`; with the id that it was to have.
    pub fn already(&mut self, file: (usize, &str), sha256: Digest, article: &ArticleId, wanted: Option<&ArticleId>) {
        let mut taken = AddedFile::new(file, ALREADY, Some(sha256));
        taken.warnings.extend(wanted.filter(|wanted| *wanted != article).map(|wanted| {
            format!(
                "it is in the archive as {article}, so [@{wanted}] is not its key (literatim set {article} --id {wanted})"
            )
        }));
        taken.article = Some(article.clone());
        self.files.push(taken);
    }

    /// Takes in a file with the bytes of another one of this run; with the id that it was to have.
    pub fn twice(&mut self, file: (usize, &str), sha256: Digest, other: &str, wanted: Option<&ArticleId>) {
        let mut taken = AddedFile::new(file, TWICE, Some(sha256));
        taken
            .warnings
            .extend(wanted.map(|wanted| format!("it has the bytes of {other}, so [@{wanted}] is no article")));
        self.files.push(taken);
    }

    fn count(&self, is: impl Fn(&str) -> bool) -> usize {
        self.files.iter().filter(|file| is(file.outcome)).count()
    }

    fn count_added(&self) -> usize {
        self.count(|outcome| outcome != ALREADY && outcome != TWICE)
    }

    /// Puts the files in the order in which they were given.
    pub fn sort(&mut self) {
        self.files.sort_by_key(|file| file.number);
    }

    /// The line with the numbers.
    pub fn summary(&self, failed: usize) -> String {
        let verb = if self.is_dry { "would be added" } else { "added" };
        let mut parts = vec![format!("{} {verb}", counted(self.count_added(), "file"))];
        for (count, what) in [
            (self.count(|outcome| outcome == ALREADY), "already in the archive"),
            (self.count(|outcome| outcome == TWICE), "with the bytes of another one"),
            (failed, "not added"),
        ] {
            parts.extend((count > 0).then(|| format!("{count} {what}")));
        }
        let is_now = |file: &&AddedFile| file.dating.is_some_and(|dating| dating.source() == "now");
        let undated = match self.files.iter().filter(is_now).count() {
            0 => String::new(),
            count => format!(
                "captured now: {}, since neither the file nor --captured-at TIME says when it was saved\n",
                counted(count, "file")
            ),
        };
        format!("{}\n{undated}", parts.join(", "))
    }

    /// The warnings, each with the file that it is about.
    pub fn warnings(&self) -> Vec<Failure> {
        let of_file = |file: &AddedFile| {
            let about = file.file.clone();
            file.warnings.clone().into_iter().map(move |what| Failure::new(&about, what, ""))
        };
        self.files.iter().flat_map(of_file).collect()
    }

    /// The whole as one object of JSON, in a line.
    pub fn json(&self, troubles: &[Failure], left_out: &[String], place: &Place) -> String {
        let file = |file: &AddedFile| {
            let mut value = json!({ "file": file.file, "outcome": file.outcome, "warnings": file.warnings });
            let facts = [
                ("capture", file.capture.as_ref().map(|path| json!(path))),
                ("path", file.capture.as_ref().map(|path| json!(place.on_disk(path.as_str())))),
                ("article", file.article.as_ref().map(|article| json!(article))),
                ("sha256", file.sha256.map(|digest| json!(digest.to_string()))),
                ("kind", file.kind.as_ref().map(|kind| json!(kind))),
                ("words", file.words.map(|words| json!(words))),
                ("captured_at", file.dating.map(|dating| json!(dating.at.to_string()))),
                ("captured_at_from", file.dating.map(|dating| json!(dating.source()))),
            ];
            for (name, fact) in facts {
                if let Some(fact) = fact {
                    value[name] = fact;
                }
            }
            value
        };
        let value: Value = json!({
            "dry_run": self.is_dry,
            "added": self.count_added(),
            "already_there": self.count(|outcome| outcome == ALREADY),
            "files": self.files.iter().map(file).collect::<Vec<_>>(),
            "left_out": left_out,
        });
        crate::cli::json::object("add", value, &[], troubles.iter().map(Failure::json).collect())
    }
}
