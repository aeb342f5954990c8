//! An archive to try things on.

use literatim::digest::Digest;
use literatim::history::{History, written_files};
use literatim::manifest::{Inventory, InventoryEntry, InventoryRoot, RepeatedTable, Trouble, Witness, each_witness};
use literatim::store;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

pub const BINARY: &str = env!("CARGO_BIN_EXE_literatim");
pub const WHEN: &str = "2014-06-11T09:30:00Z";
pub const BRIDGE: &str = "The bridge reopens\n\nThe “old bridge” was closed for 11,000 hours.\n";

pub const CAPTURE: &str = "archive/bridge/20140611T093000Z.txt";
pub const RECORD: &str = "archive/bridge/20140611T093000Z.txt.record.json";
pub const MANIFEST: &str = "manifests/bridge/20140611T093000Z.txt.json";

/// The root of the inventory, the one shard of a small one, and that of its names; the one file of a short log.
pub const ROOT: &str = InventoryRoot::PATH;
pub const SHARD: &str = "manifests/inventory.d/all";
pub const NAMES: &str = "manifests/names.d/all";
pub const LOG: &str = "history/log/000000000";

/// An archive in a folder of its own, with room beside it.
pub struct Archive {
    pub folder: tempfile::TempDir,
}

/// What can be proven of an archive.
pub struct Loaded {
    pub witnesses: Vec<Arc<Witness>>,
    pub troubles: BTreeMap<String, Trouble>,
}

/// What a run said.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ran {
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "\nstdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.out.contains(words) || self.err.contains(words), "no {words:?} in\n{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn lacks(self, words: &str) -> Self {
        assert!(!self.out.contains(words) && !self.err.contains(words), "{words:?} in\n{}\n{}", self.out, self.err);
        self
    }
}

/// The binary, knowing nothing of whoever runs the tests.
pub fn literatim() -> Command {
    let mut command = Command::new(BINARY);
    command.env_clear().stdin(Stdio::null());
    command
}

pub fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

impl Archive {
    pub fn empty() -> Self {
        let archive = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(archive.root()).unwrap();
        archive.run(&["init"]).ends_with(0);
        archive
    }

    /// With one article, `bridge`, which is in the log.
    pub fn with_bridge() -> Self {
        let archive = Self::empty();
        archive.put("bridge", WHEN, BRIDGE.as_bytes());
        archive
    }

    /// Adds an article, and puts it into the log.
    #[track_caller]
    pub fn put(&self, id: &str, when: &str, bytes: &[u8]) {
        self.add(id, when, bytes).ends_with(0);
        self.run(&["manifest"]).ends_with(0);
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("root")
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.root().join(below)
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        run(literatim().current_dir(self.root()).args(args))
    }

    /// Writes a file beside the archive; its path.
    pub fn beside(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub fn add(&self, id: &str, when: &str, bytes: &[u8]) -> Ran {
        self.run(&["add", &self.beside("added.txt", bytes), "--id", id, "--captured-at", when])
    }

    /// A new key of a kind for signing, beside the archive; `None`, and said, where there is no `ssh-keygen`.
    pub fn key(&self, kind: &str) -> Option<PathBuf> {
        self.key_of(kind, &[])
    }

    /// The same, made with `options`; one that was made before is gone.
    pub fn key_of(&self, kind: &str, options: &[&str]) -> Option<PathBuf> {
        let key = self.folder.path().join(kind);
        let _ = fs::remove_file(&key);
        let mut made = Command::new("ssh-keygen");
        made.args(["-q", "-N", "", "-C", "test", "-t", kind, "-f"]).arg(&key).args(options);
        let made = made.output();
        if made.is_err() {
            skipped!("there is no ssh-keygen here");
        }
        made.is_ok().then_some(key)
    }

    /// All that can be proven, and the troubles that are met when it is asked for.
    pub fn load(&self) -> Loaded {
        let archive = store::open(&store::Root::at(&self.root()).unwrap()).unwrap();
        let mut witnesses = Vec::new();
        let troubles = each_witness(&archive, |witness| witnesses.push(witness));
        Loaded { witnesses, troubles }
    }

    #[track_caller]
    pub fn trouble(&self, path: &str) -> Trouble {
        let troubles = self.load().troubles;
        troubles.get(path).unwrap_or_else(|| panic!("none with {path}: {troubles:?}")).clone()
    }

    /// The inventory, with what was added since it was written.
    pub fn inventory(&self) -> Inventory {
        store::inventory(&store::Root::at(&self.root()).unwrap()).unwrap()
    }

    /// Edits a file that the root names, and the root with it, as a forger would who knows the format.
    #[track_caller]
    pub fn edit_listed(&self, path: &str, was: &str, is: &str) {
        self.edit(path, was, is);
        let mut root = InventoryRoot::from_bytes(&fs::read(self.path(ROOT)).unwrap()).unwrap();
        root.sums.insert(path.to_owned(), Digest::of(&fs::read(self.path(path)).unwrap()));
        fs::write(self.path(ROOT), root.to_bytes()).unwrap();
    }

    /// Writes an inventory of other entries, and what leads to it, as a forger would who knows the format: by no command
    /// that asks for a reason.
    pub fn forge(&self, entries: Vec<InventoryEntry>) {
        let mut history = History::from_bytes(&fs::read(self.path(LOG)).unwrap()).unwrap();
        history.follow(entries);
        for (path, bytes) in written_files(&history, &RepeatedTable::default()).1 {
            fs::write(self.path(&path), bytes).unwrap();
        }
    }

    /// Every file below the root but the lock, and its bytes.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.root(), &self.root(), &mut files);
        files.remove("manifests/.lock");
        files.remove("manifests/.literatim-current");
        files
    }

    #[track_caller]
    pub fn edit(&self, path: &str, was: &str, is: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(was), "no {was:?} in {text}");
        fs::write(self.path(path), text.replacen(was, is, 1)).unwrap();
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            collect(root, &entry.path(), files);
        } else {
            let below = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.insert(below, fs::read(entry.path()).unwrap_or_default());
        }
    }
}
