//! `literatim disclose`: the words of quotations made public, with proof, and nothing else of their articles.

use super::{Exit, Failure, Place, visible};
use crate::capture::CapturePath;
use crate::disclosure::{Body, Commitment, DisclosureLog, DisclosureProof, Seed, merged};
use crate::manifest::{Archive, DisclosedBody, Withheld, WithheldEntry, Witness, each_witness};
use crate::report::counted;
use crate::segment::Standing;
use crate::store::{Root, proofs, read, why, write};
use crate::text::Span;
use crate::verify::{Judged, Outcome, Policy, Settings, Verifier, is_shown, matches};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// The arguments of `literatim disclose`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("disclose notes/ --public ../public", "disclose --check --public ../public"))]
pub struct Args {
    /// Files and folders of notes
    #[arg(required_unless_present = "check")]
    notes: Vec<PathBuf>,
    /// The folder to write withheld.json and quotations.proofs to [default: the root]
    #[arg(long, value_name = "FOLDER")]
    public: Option<PathBuf>,
    /// Write nothing; check that withheld.json and quotations.proofs are what this archive gives
    #[arg(long, conflicts_with = "notes")]
    check: bool,
}

/// From so many hundredths of a body, or so many words of it, a warning is due. Both are editors' rules of thumb, and
/// no law.
const MUCH_PERCENT: usize = 10;
const MUCH_WORDS: usize = 300;

/// The files that must not stand beside withheld.json: they have digests of bare bytes, or the bytes.
const TELLTALES: [&str; 4] = ["archive", "manifests", "history", "quotations.lock"];

/// Runs `literatim disclose`. Ends with 1 where a quotation that cites an article could not be disclosed.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let archive = place.archive()?;
    let mut witnesses = Vec::new();
    let troubles = each_witness(archive.collection(), |witness| witnesses.push(witness));
    if let Some((path, trouble)) = troubles.iter().next() {
        return Err(Failure::new(path, trouble.to_string(), "nothing was written; run `literatim audit`"));
    }
    let seed = seed(place.root()?, args.check)?;
    let archive = OwnArchive { withheld: withheld(&witnesses, &seed), archive, seed };
    let public = public(args, place)?;
    if args.check {
        return check(&archive, &public, place);
    }
    let mut writing = DisclosureRun::of(&archive, &public, place)?;
    let exit = writing.disclose(&args.notes, place)?;
    writing.write(place.root()?, &public)?;
    place.print(&visible(&writing.summary()))?;
    if args.public.is_some() {
        warn_of_telltales(&public, place);
    }
    Ok(exit)
}

/// The folder that is written to.
fn public(args: &Args, place: &Place) -> Result<Root, Failure> {
    let Some(folder) = &args.public else { return Ok(place.root()?.clone()) };
    if !args.check {
        std::fs::create_dir_all(folder)
            .map_err(|error| Failure::new(folder.display(), why(&error), "use another folder"))?;
    }
    Ok(Root::at(folder)?)
}

fn seed(root: &Root, only_read: bool) -> Result<Seed, Failure> {
    let help = "restore the seed: with another one, everything disclosed so far proves nothing";
    match read(root, Seed::PATH)? {
        Some(bytes) => String::from_utf8(bytes)
            .ok()
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| Failure::new(Seed::PATH, crate::disclosure::NotASeed.to_string(), help)),
        None if only_read => Err(Failure::new(Seed::PATH, "no such file", help)),
        None => {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes)
                .map_err(|why| Failure::new("", format!("the system returned no random bytes: {why}"), "try again"))?;
            let seed = Seed::new(bytes);
            write(root, Seed::PATH, seed.to_text().as_bytes())?;
            Ok(seed)
        }
    }
}

fn withheld(witnesses: &[Arc<Witness>], seed: &Seed) -> Withheld {
    Withheld::of(witnesses.iter().map(|witness| committed(witness, &witness.body(), seed)).collect())
}

fn committed(witness: &Witness, body: &Body<'_>, seed: &Seed) -> WithheldEntry {
    let subject = crate::disclosure::Subject { article: witness.article(), capture: witness.path() };
    WithheldEntry::of(witness, Commitment::of(body, subject, seed, &[]).0)
}

fn warn_of_telltales(public: &Root, place: &Place) {
    for name in TELLTALES.iter().filter(|name| public.path().join(name).exists()) {
        let what = "it contains articles, or digests of their bytes that guesses can be tried on: do not publish it";
        place.complain(&format_args!("warning: {}: {what}", public.path().join(name).display()));
    }
}

struct OwnArchive {
    archive: Archive,
    withheld: Withheld,
    seed: Seed,
}

impl OwnArchive {
    fn witness(&self, path: &CapturePath) -> Option<Arc<Witness>> {
        self.archive.collection().witness(path).ok()
    }
}

fn check(archive: &OwnArchive, public: &Root, place: &Place) -> Result<Exit, Failure> {
    let mut wrong = Vec::new();
    if read(public, Withheld::PATH)?.is_none_or(|bytes| bytes != archive.withheld.to_bytes()) {
        wrong.push(format!("{}: not what this archive gives; run `literatim disclose` again", Withheld::PATH));
    }
    for (index, proof) in proofs(public)?.iter().enumerate() {
        let entry =
            archive.withheld.entry(&proof.capture).ok_or_else(|| Failure::from("its capture is not in the archive"));
        let checked = entry.and_then(|entry| DisclosedBody::check(entry, proof).map_err(|why| why.to_string().into()));
        wrong.extend(checked.err().map(|why| format!("{}: proof {}: {why}", DisclosureProof::PATH, index + 1)));
    }
    wrong.iter().for_each(|what| place.complain(what));
    if wrong.is_empty() {
        place.print("the public files are current\n")?;
    }
    Ok(if wrong.is_empty() { Exit::Fine } else { Exit::Refuted })
}

/// The files that will be written.
struct DisclosureRun<'a> {
    archive: &'a OwnArchive,
    /// The lines of the file of proofs.
    proofs: BTreeSet<String>,
    /// Those that were public before, and still hold.
    kept: BTreeSet<String>,
    /// True if others were, which hold no more.
    has_stale: bool,
    /// The number of bytes of the proofs of these notes, and of their lines.
    sizes: Vec<(usize, usize)>,
    tally: DisclosureLog,
    touched: BTreeSet<CapturePath>,
}

impl<'a> DisclosureRun<'a> {
    /// Keeps what was disclosed before, as far as it is of the articles as they are read now.
    fn of(archive: &'a OwnArchive, public: &Root, place: &Place) -> Result<Self, Failure> {
        let tally = read(place.root()?, DisclosureLog::PATH)?.unwrap_or_default();
        let bad = |why: String| Failure::new(DisclosureLog::PATH, why, "restore it, or remove the line");
        let tally = String::from_utf8(tally).map_err(|_| bad("not UTF-8".to_owned()))?;
        let tally = DisclosureLog::from_text(&tally).map_err(|why| bad(why.to_string()))?;
        let (mut kept, mut stale) = (BTreeSet::new(), 0);
        for proof in proofs(public)? {
            let entry = archive.withheld.entry(&proof.capture);
            match entry.is_some_and(|entry| DisclosedBody::check(entry, &proof).is_ok()) {
                true => drop(kept.insert(proof.print())),
                false => stale += 1,
            }
        }
        if stale > 0 {
            let what = "do not match the articles any more and were removed; copies that others have are not affected";
            place.complain(&format_args!("{}: {}, {what}", DisclosureProof::PATH, counted(stale, "proof")));
        }
        let (proofs, has_stale) = (kept.clone(), stale > 0);
        Ok(Self { archive, proofs, kept, has_stale, sizes: Vec::new(), tally, touched: BTreeSet::new() })
    }

    fn disclose(&mut self, notes: &[PathBuf], place: &Place) -> Result<Exit, Failure> {
        let notes = place.notes(notes)?;
        let policy = Policy { baseline: None, ..place.policy(None, false)? };
        let settings = policy.settings.clone();
        let report = Verifier::new(&self.archive.archive, policy).verify(&notes);
        let mut exit = Exit::Fine;
        for judged in report.reported().filter(|judged| judged.outcome() != Outcome::Skipped) {
            if let Err(why) = self.one(judged, &settings) {
                let at = format!("{}:{}:{}", judged.file, judged.line, judged.column);
                place.complain(&format_args!("{at}: not disclosed: {why}"));
                exit = Exit::Refuted;
            }
        }
        Ok(if place.complain_of_unreadable(&notes) { Exit::CannotTell } else { exit })
    }

    fn one(&mut self, judged: &Judged, settings: &Settings) -> Result<(), Failure> {
        if judged.article.is_none() {
            return Err("it cites no article in the archive".into());
        }
        if judged.outcome() != Outcome::Verbatim {
            return Err(format!("it is {}", judged.outcome().name()).into());
        }
        let path = judged.loci().first().map(|locus| &locus.capture).ok_or("its place is unknown")?;
        let witness = self.archive.witness(path).ok_or("its capture cannot be verified")?;
        let body = witness.body();
        let tokens = tokens(judged, &witness, &body, settings).ok_or(
            "it is outside the body, or in a repeated part of it, and only words of the body can be disclosed",
        )?;
        let entry = self.archive.withheld.entry(path).ok_or("withheld.json does not list its capture")?;
        let (_, proof) = DisclosureProof::of(&body, entry.subject(), &self.archive.seed, &tokens);
        // What is written is looked at as others will: nobody should hear in public what could have been said here.
        let disclosed = DisclosedBody::check(entry, &proof).map_err(|why| why.to_string())?;
        if !is_shown(&judged.text, &disclosed, &settings.style) {
            return Err("the disclosed words alone would not prove it".into());
        }
        let line = proof.print();
        self.sizes.push((proof.size(), line.len()));
        self.proofs.insert(line);
        self.tally.add(path, entry.body.root, &tokens);
        self.touched.insert(path.clone());
        Ok(())
    }

    fn write(&self, root: &Root, public: &Root) -> Result<(), Failure> {
        // The tally goes first: what is not written down must not be given away.
        write(root, DisclosureLog::PATH, self.tally.to_text().as_bytes())?;
        let config = read(root, Root::CONFIG)?.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        if read(public, Root::CONFIG)?.is_none() {
            write(public, Root::CONFIG, config.as_bytes())?;
        }
        let text = |proofs: &BTreeSet<String>| proofs.iter().map(|line| format!("{line}\n")).collect::<String>();
        // Whenever this is interrupted, each proof that is public is of something that withheld.json commits to.
        if self.has_stale {
            write(public, DisclosureProof::PATH, text(&self.kept).as_bytes())?;
        }
        write(public, Withheld::PATH, &self.archive.withheld.to_bytes())?;
        Ok(write(public, DisclosureProof::PATH, text(&self.proofs).as_bytes())?)
    }

    /// The report of what was written, and of what has been given away of each article by now.
    fn summary(&self) -> String {
        let count = self.sizes.len();
        let mean = |of: fn(&(usize, usize)) -> usize| self.sizes.iter().map(of).sum::<usize>() / count.max(1);
        let sizes = format!("{} bytes per proof, {} as written", mean(|size| size.0), mean(|size| size.1));
        let mut text = format!("{} disclosed ({sizes}); disclosed so far:\n", counted(count, "quotation"));
        let mut given: BTreeMap<&CapturePath, (usize, usize)> = BTreeMap::new();
        for path in &self.touched {
            if let (Some(entry), Some(witness)) = (self.archive.withheld.entry(path), self.archive.witness(path)) {
                given.insert(path, (self.tally.given(path, entry.body.root), witness.body().len()));
            }
        }
        for (path, (given, of)) in given {
            text += &format!("  {path}: {given} of {of} words{}\n", warning(given, of));
        }
        text
    }
}

fn warning(given: usize, of: usize) -> String {
    match given >= MUCH_WORDS || given * 100 >= of * MUCH_PERCENT {
        true => format!(" (warning: {} % of the article)", given * 100 / of.max(1)),
        false => String::new(),
    }
}

/// The tokens that a quotation takes up, in the first place where it stands in the body.
fn tokens(judged: &Judged, witness: &Arc<Witness>, body: &Body<'_>, settings: &Settings) -> Option<Vec<Span>> {
    let searched = crate::matching::SearchText::of(Arc::clone(witness));
    let found = matches(&judged.text, &searched, &settings.style).filter(|found| found.standing == Standing::Body)?;
    let mut places = found.alignments.iter().filter_map(|alignment| {
        let passages = alignment.passages.iter().map(|passage| {
            let runs: Option<Vec<Span>> = passage.runs.iter().map(|run| body.touched(*run)).collect();
            runs?.into_iter().reduce(Span::hull)
        });
        passages.collect::<Option<Vec<Span>>>().map(merged)
    });
    places.next()
}
