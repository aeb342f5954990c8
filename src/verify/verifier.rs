//! Notes by the archive and a policy: the whole of it.
//!
//! Three steps: every quotation is looked for where it is cited; those that do not hold there are looked for whole in
//! all the archive; and for those that cannot be explained by that and by the cited article, every word of the archive
//! is looked at, once for all of them.

use super::claim::{Claim, UnresolvedClaim};
use super::diff_cache::DiffCache;
use super::explain::candidates;
use super::verification::Verification;
use super::{Judged, NotesFile, NotesSet, Policy, Report, Scope, drift, per_file, since};
use crate::capture::ArticleId;
use crate::diff::ShingleIndex;
use crate::manifest::Archive;
use crate::matching::matches;
use crate::matching::{Index, SearchText};
use crate::notes::{self, Binding, Citation, Form, Quotation, Reference};
use crate::parallel;
use crate::segment::Standing;
use crate::text::{Lines, Span};
use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// An archive, prepared once for all that it will be asked, and the policy to judge by.
///
/// Clones share what was prepared. It can be asked from many threads at once.
#[derive(Debug, Clone)]
pub struct Verifier {
    archive: Archive,
    policy: Arc<Policy>,
    prepared: Arc<Prepared>,
}

/// The structures made of an archive to search it.
#[derive(Debug)]
struct Prepared {
    index: Index,
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
    /// Prepares `archive`.
    pub fn new(archive: impl Into<Archive>, policy: impl Into<Policy>) -> Self {
        let archive = archive.into();
        let (looked_for, shingles) = (AtomicUsize::new(0), OnceLock::new());
        let index = Index::of(archive.collection());
        Self { policy: Arc::new(policy.into()), prepared: Arc::new(Prepared { index, looked_for, shingles }), archive }
    }

    /// Judges every quotation of `notes`. Pure: the same arguments give the same report.
    pub fn verify(&self, notes: &NotesSet) -> Report {
        let mut report = self.judged(&notes.files);
        let Policy { settings, lock, per_file, baseline, archive, .. } = &*self.policy;
        if let Some(lock) = lock {
            drift::apply(&mut report, &notes.files, self.archive.collection(), lock);
        }
        report.named.clone_from(&notes.named);
        report.notes.extend(notes.unreadable.iter().map(|one| one.clone().weighed(settings.strict)));
        // The sort is stable: findings on one file keep their order. Files that were not read come last.
        let order: HashMap<&str, usize> = notes.files.iter().map(|file| file.name.as_str()).zip(0..).collect();
        report.notes.sort_by_key(|finding| order.get(finding.file.as_str()).copied().unwrap_or(usize::MAX));
        per_file::apply(&mut report, per_file, notes, Policy::CONFIG);
        if let Some(baseline) = baseline {
            baseline.apply(&mut report, &notes.files, Policy::BASELINE);
        }
        report.archive.extend(archive.iter().cloned());
        if let Scope::Changed(earlier) = &notes.scope {
            since::apply(&mut report, &notes.files, self.archive.collection(), earlier);
        }
        report.is_partial = !matches!(notes.scope, Scope::All);
        report
    }

    /// Judges every quotation of `files` by the archive, the house style and the comments in them.
    fn judged(&self, files: &[NotesFile]) -> Report {
        let verification = self.verification();
        let read = parallel::map(files, FILES_A_THREAD, |file| file.read(self.archive.collection()));
        let quotations =
            files.iter().zip(&read).flat_map(|(file, read)| read.quotations.iter().map(move |one| (file, one)));
        let quotations: Vec<(&NotesFile, &Quotation)> = quotations.collect();
        let mut claims =
            parallel::map(&quotations, QUOTATIONS_A_THREAD, |(file, quotation)| verification.open(file, quotation));
        self.settle(&verification, &mut claims);
        verification.report(files, &read, claims)
    }

    /// Judges `words`, which cite `reference` if they cite anything, outside of any notes.
    pub fn judge(&self, words: &str, reference: Option<Reference>) -> Judged {
        let span = Span::new(0, words.len());
        let cite = |reference| Citation { binding: Binding::Explicit, reference, span, certain: true };
        let quotation = Quotation {
            form: Form::Explicit,
            at: 0,
            readings: vec![notes::Reading { text: words.to_owned(), span }],
            citations: reference.map(cite).into_iter().collect(),
            selectors: Vec::new(),
            unread: None,
            reordered: None,
            title: false,
            unattributed: false,
        };
        let file = NotesFile { folder: Some(String::new()), text: words.to_owned(), ..NotesFile::default() };
        let verification = self.verification();
        let mut claims = [verification.open(&file, &quotation)];
        self.settle(&verification, &mut claims);
        let [claim] = claims;
        verification.judged(&file, &Lines::of(words), claim)
    }

    /// The articles in whose body `words` stand, by the house style.
    pub fn articles_with(&self, words: &str) -> BTreeSet<&ArticleId> {
        let holds = |searched: &&SearchText| {
            matches(words, searched, &self.policy.settings.style).is_some_and(|found| found.standing == Standing::Body)
        };
        self.prepared.index.texts().iter().filter(holds).map(|searched| searched.witness.article()).collect()
    }

    /// The archive that is judged by.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// The policy that is judged by.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    fn verification(&self) -> Verification<'_> {
        let Policy { settings, lock, .. } = &*self.policy;
        let (archive, index) = (self.archive.collection(), &self.prepared.index);
        Verification { archive, index, settings, lock: lock.as_ref(), diffs: DiffCache::default() }
    }

    /// Resolves all claims that are open: together, which reads the archive once for all; or, where more than a few
    /// came one after another, by what was read of it once for all that follow.
    fn settle(&self, verification: &Verification<'_>, claims: &mut [Claim<'_>]) {
        let open = claims.iter().filter(|claim| claim.is_open()).count();
        let Prepared { index, looked_for, shingles } = &*self.prepared;
        let before = looked_for.fetch_add(open, Ordering::Relaxed);
        if before + open <= FEW || before == 0 {
            return verification.settle(claims);
        }
        let shingles = shingles.get_or_init(|| ShingleIndex::of(index));
        for claim in claims.iter_mut().filter(|claim| claim.is_open()) {
            let query = UnresolvedClaim::of(0, claim.text()).query;
            let hits = shingles.hits(index, &query);
            let at_home = |home: &[usize]| hits.iter().filter(|one| home.contains(&one.text)).copied().collect();
            claim.resolved = verification.close_soon(claim, &query, &candidates(&hits), at_home);
            if claim.is_open() {
                verification.close(claim, &query, &hits);
            }
        }
    }
}
