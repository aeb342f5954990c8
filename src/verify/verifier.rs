//! Notes by the archive and a policy: the whole of it.
//!
//! Three steps: every quotation is looked for where it is cited; those that do not hold there are looked for whole in
//! all the archive; and for those that cannot be explained by that and by the cited article, every word of the archive
//! is looked at, once for all of them. The first step proves the captures of the cited articles and no others: where all
//! quotations hold, nothing else of the archive is read.

use super::claim::{Claim, UnresolvedClaim};
use super::diff_cache::DiffCache;
use super::explain::candidates;
use super::proven::{ProvenTexts, TextCache};
use super::verification::Verification;
use super::{ArchiveFinding, Judged, NotesFile, NotesSet, Policy, Report, Rule, Scope, drift, per_file, since};
use crate::capture::{ArticleId, CapturePath};
use crate::diff::ShingleIndex;
use crate::manifest::{Archive, Trouble, troubles_met};
use crate::matching::SearchText;
use crate::matching::matches;
use crate::notes::{self, Binding, Citation, Form, Quotation, Reference};
use crate::parallel;
use crate::segment::Standing;
use crate::text::{Lines, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// An archive and the policy to judge by. What is read of the archive, when it is first needed, is kept for all that
/// follows.
///
/// Clones share it. It can be asked from many threads at once.
#[derive(Debug, Clone)]
pub struct Verifier {
    archive: Archive,
    policy: Arc<Policy>,
    prepared: Arc<Prepared>,
}

/// The structures made of an archive to search it, each when it is first needed.
#[derive(Debug, Default)]
struct Prepared {
    texts: TextCache,
    /// All that is listed.
    whole: OnceLock<ProvenTexts>,
    /// The number of quotations looked for in the whole archive; after some, it is read once for all that follow.
    looked_for: AtomicUsize,
    shingles: OnceLock<ShingleIndex>,
}

const _: () = {
    const fn is_shared<T: Send + Sync + Clone>() {}
    is_shared::<Verifier>();
    is_shared::<Archive>();
};

/// Fewer files of notes than this are not worth a thread.
const FILES_A_THREAD: usize = 4;
/// Nor are fewer quotations.
const QUOTATIONS_A_THREAD: usize = 64;
/// To look for so many quotations costs about as much as to make the shingles of the archive.
const FEW: usize = 8;

impl Verifier {
    /// A verifier by `archive`, of which it reads nothing yet.
    pub fn new(archive: impl Into<Archive>, policy: impl Into<Policy>) -> Self {
        Self { archive: archive.into(), policy: Arc::new(policy.into()), prepared: Arc::default() }
    }

    /// Judges every quotation of `notes`. Pure: the same arguments give the same report.
    pub fn verify(&self, notes: &NotesSet) -> Report {
        let mut report = self.judged(notes);
        let Policy { settings, lock, per_file, baseline, archive, .. } = &*self.policy;
        if let Some(lock) = lock {
            drift::apply(&mut report, &notes.files, self.archive.collection(), lock);
        }
        report.named.clone_from(&notes.named);
        report.passed_over.clone_from(&notes.passed_over);
        report.notes.extend(notes.unreadable.iter().map(|one| one.clone().weighed(settings.strict)));
        // The sort is stable: findings on one file keep their order. Files that were not read come last.
        let order: HashMap<&str, usize> = notes.files.iter().map(|file| file.name.as_str()).zip(0..).collect();
        report.notes.sort_by_key(|finding| order.get(finding.file.as_str()).copied().unwrap_or(usize::MAX));
        per_file::apply(&mut report, per_file, notes, Policy::CONFIG);
        if let Some(baseline) = baseline {
            baseline.apply(&mut report, &notes.files, Policy::BASELINE);
        }
        // A flaw that this run met may be known from elsewhere, as by an audit.
        let met: BTreeSet<(&str, Rule)> =
            report.archive.iter().map(|one| (one.capture.as_str(), one.finding.rule)).collect();
        let new = archive.iter().filter(|one| !met.contains(&(one.capture.as_str(), one.finding.rule)));
        let new: Vec<ArchiveFinding> = new.cloned().collect();
        report.archive.extend(new);
        if let Scope::Changed(earlier) = &notes.scope {
            since::apply(&mut report, &notes.files, self.archive.collection(), earlier);
        }
        report.is_partial = !matches!(notes.scope, Scope::All);
        report
    }

    /// Judges every quotation of `notes` by the archive, the house style and the comments in them.
    fn judged(&self, notes: &NotesSet) -> Report {
        let archive = self.archive.collection();
        let read = parallel::map(&notes.files, FILES_A_THREAD, |file| file.read(archive));
        let both = notes.files.iter().zip(&read);
        let quotations: Vec<(&NotesFile, &Quotation)> =
            both.flat_map(|(file, read)| read.quotations.iter().map(move |one| (file, one))).collect();
        let lock = self.policy.lock.as_ref();
        let mut claims = parallel::map(&quotations, QUOTATIONS_A_THREAD, |&(file, quotation)| {
            Claim::of(file, quotation, archive, lock)
        });
        let changed = match &notes.scope {
            Scope::Changed(earlier) => earlier.changes.came.clone(),
            Scope::All | Scope::AllChanged => BTreeSet::new(),
        };
        let cited = self.cited(&claims, changed);
        let verification = self.verification(&cited);
        parallel::update(&mut claims, QUOTATIONS_A_THREAD, |claim| verification.open(claim));
        let asked: Vec<&ProvenTexts> = [&cited].into_iter().chain(self.settle(&cited, &mut claims)).collect();
        verification.report(&notes.files, &read, claims, &asked)
    }

    /// Judges `words`, which cite `reference` if they cite anything, outside of any notes.
    pub fn judge(&self, words: &str, reference: Option<Reference>) -> Judged {
        let span = Span::new(0, words.len());
        let cite = |reference| Citation {
            binding: Binding::Explicit,
            reference,
            span,
            certain: true,
            locator: None,
            alternative: false,
        };
        let quotation = Quotation {
            form: Form::Explicit,
            at: 0,
            readings: notes::readings_of_data(words, span),
            lines: Vec::new(),
            citations: reference.map(cite).into_iter().collect(),
            selectors: Vec::new(),
            unread: None,
            reordered: None,
            title: false,
            aside: false,
            unattributed: false,
            cleaned_up: false,
        };
        let file = NotesFile { folder: Some(String::new()), text: words.to_owned(), ..NotesFile::default() };
        let mut claims = [Claim::of(&file, &quotation, self.archive.collection(), self.policy.lock.as_ref())];
        let cited = self.cited(&claims, BTreeSet::new());
        let verification = self.verification(&cited);
        claims.iter_mut().for_each(|claim| verification.open(claim));
        self.settle(&cited, &mut claims);
        let [claim] = claims;
        verification.judged(&Lines::of(words), claim)
    }

    /// The articles in whose body `words` stand, by the house style.
    pub fn articles_with(&self, words: &str) -> BTreeSet<&ArticleId> {
        let holds = |searched: &&SearchText| {
            matches(words, searched, &self.policy.settings.style).is_some_and(|found| found.standing == Standing::Body)
        };
        self.whole()
            .index
            .texts()
            .iter()
            .map(Arc::as_ref)
            .filter(holds)
            .map(|searched| searched.witness.article())
            .collect()
    }

    /// The archive that is judged by.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// The policy that is judged by.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The troubles that were met so far, by path: of captures that were asked for, and of what all depends on.
    pub fn troubles(&self) -> BTreeMap<String, Trouble> {
        let listing = self.prepared.whole.get().and_then(|whole| whole.listing.as_ref());
        troubles_met(self.archive.collection(), &self.prepared.texts.troubles(), listing)
    }

    /// The captures of all articles that `claims` cite, and `others`.
    fn cited(&self, claims: &[Claim<'_>], others: BTreeSet<CapturePath>) -> ProvenTexts {
        let archive = self.archive.collection();
        let bound = claims.iter().filter_map(|claim| claim.bound.article.as_ref()).map(|(article, _)| article);
        let articles: BTreeSet<&ArticleId> = bound
            .chain(claims.iter().flat_map(|claim| claim.bound.any_of.iter().map(|(article, _)| article)))
            .collect();
        let mut captures = others;
        for article in articles {
            // Where they cannot be listed, each citation of the article reports it.
            let listed = archive.captures(article).unwrap_or_default();
            let held = listed.iter().map(|listed| &listed.capture).filter(|path| archive.withheld(path).is_none());
            captures.extend(held.cloned());
        }
        self.prepared.texts.texts(archive, &Vec::from_iter(captures))
    }

    /// All that is listed, read when it is first needed.
    fn whole(&self) -> &ProvenTexts {
        self.prepared.whole.get_or_init(|| self.prepared.texts.all(self.archive.collection()))
    }

    fn verification<'c>(&'c self, proven: &'c ProvenTexts) -> Verification<'c> {
        let (archive, settings) = (self.archive.collection(), &self.policy.settings);
        Verification { archive, proven, index: &proven.index, settings, diffs: DiffCache::default() }
    }

    /// Resolves all claims that are open, if there are any, by the whole archive, which is returned: together, which
    /// reads its words once for all; or, where more than a few came one after another, by what was read of them once for
    /// all that follow.
    fn settle(&self, cited: &ProvenTexts, claims: &mut [Claim<'_>]) -> Option<&ProvenTexts> {
        let open = claims.iter().filter(|claim| claim.is_open()).count();
        let before = self.prepared.looked_for.fetch_add(open, Ordering::Relaxed);
        if open == 0 {
            return None;
        }
        let whole = self.whole();
        let verification = self.verification(whole);
        claims.iter_mut().filter(|claim| claim.is_open()).for_each(|claim| claim.moves(cited, whole));
        if before + open <= FEW || before == 0 {
            verification.settle(claims);
            return Some(whole);
        }
        let shingles = self.prepared.shingles.get_or_init(|| ShingleIndex::of(&whole.index));
        for claim in claims.iter_mut().filter(|claim| claim.is_open()) {
            let query = UnresolvedClaim::of(0, claim.text()).query;
            let hits = shingles.hits(&whole.index, &query);
            let at_home = |home: &[usize]| hits.iter().filter(|one| home.contains(&one.text)).copied().collect();
            claim.resolved = verification.close_soon(claim, &query, &candidates(&hits), at_home);
            if claim.is_open() {
                verification.close(claim, &query, &hits);
            }
        }
        Some(whole)
    }
}
