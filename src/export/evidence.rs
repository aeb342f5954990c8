//! A bundle that shows a stranger, without this program, that quotations stand.

use super::annotation::annotations;
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::history::{Attestation, CaptureProof};
use crate::manifest::{Collection, Manifest};
use crate::matching::Locus;
use crate::report::{legible, place_names};
use crate::verify::{Judged, Outcome, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The parts that a bundle is made of.
#[derive(Debug)]
pub struct EvidenceBundle<'c> {
    /// The notes: their names, and their bytes.
    pub notes: Vec<(String, Vec<u8>)>,
    /// The report about them.
    pub report: &'c Report,
    /// The report as JSON.
    pub json: Vec<u8>,
    /// The archive that has the captures that were cited.
    pub archive: &'c dyn Collection,
    /// Captures, records and manifests, by their paths below the root.
    pub files: BTreeMap<String, Vec<u8>>,
    /// For each capture that it stands in the log.
    pub proofs: Vec<(CapturePath, CaptureProof)>,
    /// The checkpoint that the proofs end in, and who vouches for it.
    pub seal: Attestation,
}

/// The script for any shell that checks a bundle.
const CHECK: &str = include_str!("check.sh");

/// Captures in which quotations of `report` stand.
pub fn cited(report: &Report) -> BTreeSet<CapturePath> {
    let loci = report.quotations.iter().flat_map(|judged| judged.loci());
    loci.map(|locus| locus.capture.clone()).collect()
}

/// The files of the bundle. The same case makes the same bundle.
pub fn bundle(case: EvidenceBundle<'_>) -> BTreeMap<String, Vec<u8>> {
    let mut files = case.files;
    let names = names(&case.notes);
    files.insert("README.md".to_owned(), readme(case.report, case.archive, &names, &case.seal).into_bytes());
    files.insert("annotations.jsonld".to_owned(), annotations(case.report, case.archive));
    files.insert("check.sh".to_owned(), CHECK.as_bytes().to_vec());
    files.insert("report.json".to_owned(), case.json);
    files.insert("checkpoint".to_owned(), case.seal.bytes);
    files.extend(case.seal.signature.map(|bytes| ("checkpoint.sig".to_owned(), bytes)));
    files.extend(case.seal.token.map(|bytes| ("checkpoint.tsr".to_owned(), bytes)));
    for (capture, proof) in case.proofs {
        let ending = match proof {
            CaptureProof::Line(_) => "tlog-proof",
            CaptureProof::Page(_) => "page-proof",
        };
        files.insert(format!("proofs/{}.{ending}", capture.below_archive()), proof.to_bytes());
    }
    for (name, bytes) in &case.notes {
        files.insert(names[name.as_str()].clone(), bytes.clone());
    }
    let sums = files.iter().map(|(path, bytes)| format!("{}  {path}\n", Digest::of(bytes).hex())).collect::<String>();
    files.insert("SHA256SUMS".to_owned(), sums.into_bytes());
    files
}

/// The path of each file of notes in the bundle: its own name, with a number where two have the same.
fn names(notes: &[(String, Vec<u8>)]) -> BTreeMap<&str, String> {
    let mut taken = BTreeSet::new();
    let mut names = BTreeMap::new();
    for (path, _) in notes {
        let own: String = path.rsplit(['/', '\\']).next().unwrap_or(path).chars().map(plain).collect();
        let numbered =
            |number: usize| if number == 1 { format!("notes/{own}") } else { format!("notes/{number}-{own}") };
        let name = (1..).map(numbered).find(|name| !taken.contains(name)).expect("numbers do not end");
        taken.insert(name.clone());
        names.insert(path.as_str(), name);
    }
    names
}

/// Names of files in a list of sums, and in a shell, must not surprise.
fn plain(c: char) -> char {
    if c.is_alphanumeric() || "-_. ".contains(c) { c } else { '_' }
}

fn readme(report: &Report, archive: &dyn Collection, names: &BTreeMap<&str, String>, seal: &Attestation) -> String {
    let mut text = String::from(INTRODUCTION);
    text.push_str(if seal.signature.is_some() { SIGNED } else { UNSIGNED });
    text.push_str(if seal.token.is_some() { STAMPED } else { UNSTAMPED });
    text.push_str(EYES);
    text.push_str("\n## Each capture\n");
    for capture in cited(report) {
        text.extend(archive.witness(&capture).ok().map(|witness| origin(witness.manifest())));
    }
    text.push_str("\n## Each quotation\n");
    for judged in &report.quotations {
        text.push_str(&described(judged, names));
    }
    text.push_str(NOT_PROVEN);
    text
}

/// The origin of a capture, by its record. Indented, so that no name of a file or address is markup.
fn origin(manifest: &Manifest) -> String {
    let mut text = format!("\n      {}\n", legible(manifest.capture.as_str()));
    if let Some(url) = manifest.address() {
        let _ = writeln!(text, "      {}", legible(&url));
    }
    if let Some(at) = manifest.captured_at {
        let _ = writeln!(text, "      captured at {at}");
    }
    if let Some(extent) = &manifest.extent {
        let (file, span) = (legible(extent.file().as_str()), extent.span());
        let (from, to) = (span.start, span.end);
        let _ = writeln!(text, "      taken out of bytes {from} to {to} of {file}, which is not in this bundle");
    }
    text
}

const INTRODUCTION: &str = "\
# Evidence for quotations

`notes/` has the notes, `archive/` the captures that they quote, byte for byte, `manifests/` the manifest of each
capture, and `proofs/` a proof that each is in the history of the archive, up to `checkpoint`. `report.json` is the
verdict of literatim, and `annotations.jsonld` has the quotations as W3C Web Annotations. You can check all of it
without literatim:

1. No file changed since the bundle was made:

   ```sh
   sha256sum -c SHA256SUMS
   ```

2. The captures are those of the history with this checkpoint (the script is short; read it first):

   ```sh
   sh check.sh
   ```

";

const SIGNED: &str = "\
3. Who signed that history. `allowed_signers` is your own file with a line `NAME KEY`; get the key from its owner, not
   from here:

   ```sh
   ssh-keygen -Y verify -f allowed_signers -I NAME -n literatim -s checkpoint.sig < checkpoint
   ```

";

const UNSIGNED: &str = "\
3. Nobody signed the checkpoint: this bundle is self-consistent, not authenticated. Compare `checkpoint` with one that
   you have from another source.

";

const STAMPED: &str = "\
4. When that history existed. `authority.pem` is the certificate of an authority that you trust; get it from there, not
   from here:

   ```sh
   openssl ts -reply -in checkpoint.tsr -text
   openssl ts -verify -in checkpoint.tsr -data checkpoint -CAfile authority.pem
   ```

";

const UNSTAMPED: &str = "\
4. There is no time stamp, so nothing says when that history existed.

";

const EYES: &str = "\
5. The words are there: run the commands below and compare with your eyes. Each must read a file that `check.sh`
   reported as `proven`. Line ends count as spaces. In a web page the bytes include the markup: `<b>` and the like stand between
   words and are not words, and `&amp;` is how a page writes `&`. The file shows what comes before and after the words;
   `manifests/` says for each part of the text whether it is the story, a caption or a comment.
";

const NOT_PROVEN: &str = "
## What this does not prove

That the articles are true, that a site served them, or when. A time stamp (`checkpoint.tsr`), if there is one, proves
that the checkpoint existed at that time, not that something was published then.
";

fn described(judged: &Judged, names: &BTreeMap<&str, String>) -> String {
    let name = names.get(judged.file.as_str()).map_or(judged.file.as_str(), String::as_str);
    let role = judged.loci().first().map(|locus| format!(", in the {}", locus.role.name())).unwrap_or_default();
    let (place, verdict) = (format!("{}, line {}", legible(name), judged.line), judged.outcome().name());
    let mut text = format!("\n- {place}: **{verdict}**{role}\n\n");
    for line in judged.text.lines() {
        // A fence of its own length could end it early; indented text cannot.
        let _ = writeln!(text, "      {}", legible(line));
    }
    if judged.outcome() == Outcome::Verbatim {
        text.push('\n');
        for locus in judged.loci() {
            text.push_str(&bytes_of(locus));
        }
    }
    text
}

/// The bytes of a passage: the command that prints them; of a file with parts, which program has to unpack them is another
/// matter, and it is said where they are.
fn bytes_of(locus: &Locus) -> String {
    let (start, end) = (locus.bytes.start, locus.bytes.end);
    let Some(part) = &locus.part else {
        return format!("      tail -c +{} {} | head -c {}\n", start + 1, quoted(locus.capture.as_str()), end - start);
    };
    let page = place_names(&locus.places).map_or_else(String::new, |page| format!("{page}, "));
    let maker = locus.made_by.as_deref().map_or_else(String::new, |maker| format!(" that {} made", legible(maker)));
    let (path, capture) = (legible(&part.path), legible(locus.capture.as_str()));
    format!("      {page}bytes {start} to {end} of the part {path}{maker}, of {capture} ({})\n", part.sha256)
}

/// A path as a shell takes it for one word.
fn quoted(path: &str) -> String {
    format!("'{}'", path.replace('\'', "'\\''"))
}
