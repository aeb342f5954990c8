//! The states of an archive that commands start from, each in a folder with what lies beside it.

use crate::tracer::{run, text};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const NIGHT: &str = "The night boat\n\nThe night boat sails again, the harbour master said on Tuesday.\n\nIt carries 40 \
    people and nine bicycles, and costs no more than the bus does in the winter.\n\nSubscribe to our newsletter.\n";
const BRIDGE: &str = "The bridge reopens\n\nThe “old bridge” was closed for 11,000 hours, the council said on Monday.\n\n\
    It will carry trams again, and the engineers found a letter in a pillar that was dated 1911.\n\nSubscribe to our \
    newsletter.\n";
const STORY: &str = "The ferry\n\nThe ferry was sold to another town for one euro, said the mayor.\n\nNobody had asked the \
    crew, which heard of it in the evening from a newspaper.\n\nSubscribe to our newsletter.\n";
const NOTES: &str = "The boat “carries 40 people and nine bicycles” [@night], and “will carry trams again” [@bridge].\n\n\
    <!-- literatim: allow quote-short -- there is no such finding -->\nThe bridge was closed: “was closed for 11,000 \
    hours” [@bridge].\n";
const WRONG: &str = "The boat “carries 41 people and nine bicycles” [@night].\n";

/// The states that were made already, by name.
pub struct States {
    folder: tempfile::TempDir,
}

/// Every file below `folder`, and its bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

impl States {
    /// Makes all of them.
    pub fn new() -> Self {
        let states = Self { folder: room() };
        states.make("nothing", |_| {});
        states.make("empty", |desk| literatim(desk, &["init"]));
        states.make("desk", desk);
        states.make("waiting", |folder| {
            desk(folder);
            add(folder, "../in/third.txt", "third", "2014-06-13T00:00:00Z");
        });
        states.make("pages", |folder| {
            desk(folder);
            literatim(folder, &["add", "../in/news.warc", "--in-place"]);
        });
        states.make("edited", |folder| {
            desk(folder);
            let path = folder.join("archive/bridge/20140611T093000Z.txt");
            fs::write(&path, BRIDGE.replace("1911", "1912")).unwrap();
        });
        states.make("dropped", |folder| {
            desk(folder);
            let text = "Dropped\n\nThis was put there, said the archivist.\n";
            fs::write(folder.join("archive/dropped.txt"), text).unwrap();
        });
        states.make("earlier", |folder| {
            literatim(folder, &["init"]);
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/custody/format-1");
            copy(&from, folder);
        });
        states
    }

    fn make(&self, name: &str, state: impl Fn(&Path)) {
        let folder = self.folder.path().join(name);
        let desk = folder.join("desk");
        fs::create_dir_all(&desk).unwrap();
        inputs(&folder);
        state(&desk);
        if !desk.join("notes.md").exists() {
            fs::write(desk.join("notes.md"), NOTES).unwrap();
        }
        fs::write(desk.join("wrong.md"), WRONG).unwrap();
    }

    /// Returns true if there is a key to sign with.
    pub fn has_key(&self) -> bool {
        self.folder.path().join("desk/in/key").is_file()
    }

    /// A copy of the state of this name.
    pub fn lay(&self, name: &str) -> tempfile::TempDir {
        let folder = room();
        copy(&self.folder.path().join(name), folder.path());
        folder
    }
}

/// A new folder: where `TMPDIR` says, else on the file system of the kernel in memory, where thousands of syncs take no
/// minutes.
fn room() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    match std::env::var_os("TMPDIR").is_none() && memory.is_dir() {
        true => tempfile::tempdir_in(memory).unwrap(),
        false => tempfile::tempdir().unwrap(),
    }
}

fn literatim(desk: &Path, args: &[&str]) {
    let output = run(desk, args);
    assert!(output.status.success(), "{args:?}: {}", text(&output));
}

fn add(desk: &Path, file: &str, id: &str, when: &str) {
    literatim(desk, &["add", file, "--id", id, "--captured-at", when]);
}

/// Two articles that are in the log.
fn desk(desk: &Path) {
    literatim(desk, &["init"]);
    for (id, when, words) in [("night", "2014-06-10T07:00:00Z", NIGHT), ("bridge", "2014-06-11T09:30:00Z", BRIDGE)] {
        let file = desk.join("../in/first.txt");
        fs::write(&file, words).unwrap();
        add(desk, "../in/first.txt", id, when);
    }
    literatim(desk, &["manifest"]);
}

/// What is added, and a bag.
fn inputs(folder: &Path) {
    let inside = folder.join("in");
    fs::create_dir_all(inside.join("folder/deep")).unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(inside.join(name), bytes).unwrap();
    write("story.txt", STORY.as_bytes());
    write("other.txt", b"Another story\n\nOther words were said of the bridge in the hall on Friday.\n");
    write("third.txt", b"A third one\n\nIt rained for nine days, and the town was glad of its new drains.\n");
    write("page.html", page("The tram", "https://lantern.example/2025/the-tram").as_bytes());
    write("folder/one.txt", b"One\n\nThe first file of the folder, said the archivist.\n");
    write("folder/deep/one.txt", b"One again\n\nAnother file of the same name, said the archivist.\n");
    write("folder/two.html", page("The mill", "https://lantern.example/2025/the-mill").as_bytes());
    let list = "path,url,captured_at\nfolder/one.txt,https://lantern.example/a/story.html,2025-02-01T00:00:00Z\n\
        folder/deep/one.txt,https://lantern.example/b/story.html,2025-02-02T00:00:00Z\n";
    write("list.csv", list.as_bytes());
    let pages: Vec<u8> = ["a", "b", "c"].iter().flat_map(|part| record(part)).collect();
    write("news.warc", &pages);
    write("more.warc", &record("d"));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, &pages).unwrap();
    write("news.warc.gz", &gzip.finish().unwrap());
    let mut key = Command::new("ssh-keygen");
    key.args(["-q", "-N", "", "-C", "test", "-t", "ed25519", "-f"]).arg(inside.join("key"));
    // Without it, the lines that sign are left out.
    drop(key.output());
    bag(folder);
}

/// A bag of an archive with two articles, one of which lies in the log of no other.
fn bag(folder: &Path) {
    let other = tempfile::tempdir().unwrap();
    let desk = other.path().join("desk");
    fs::create_dir_all(&desk).unwrap();
    literatim(&desk, &["init"]);
    for name in ["story", "page"] {
        let (ending, when) =
            if name == "story" { ("txt", "2013-01-01T00:00:00Z") } else { ("html", "2013-02-01T00:00:00Z") };
        let file = folder.join(format!("in/{name}.{ending}"));
        literatim(&desk, &["add", file.to_str().unwrap(), "--captured-at", when]);
    }
    literatim(&desk, &["manifest"]);
    literatim(&desk, &["export", folder.join("bag").to_str().unwrap()]);
}

fn page(title: &str, url: &str) -> String {
    format!(
        "<!doctype html><html><head><title>{title}</title><link rel=canonical href=\"{url}\"></head><body><article>\
         <h1>{title}</h1><p>The council of {title} said on Monday that nobody had asked for it, and that it will stay.</p>\
         <p>Engineers painted the railings, and found a letter in a pillar, dated 1911, from the first builder.</p>\
         </article></body></html>"
    )
}

/// A page of a web archive; all of them end alike, so that their ids clash.
fn record(part: &str) -> Vec<u8> {
    let url = format!("https://lantern.example/{part}/story.html");
    let body = page(&format!("Story {part}"), &url);
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
    format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{part}>\r\nWARC-Date: 2014-06-11T09:30:00Z\r\n\
         WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
    .into_bytes()
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Every file below `folder` but what no command may change, and locks. An empty folder that could not be removed harms
/// nobody.
pub fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    collect(folder, folder, &mut files);
    files.retain(|path, _| !path.starts_with("in/") && !path.starts_with("bag/"));
    for name in ["desk/manifests/.lock", "fresh/desk/manifests/.lock", "desk/manifests/.literatim-current"] {
        files.remove(name);
    }
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let below = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        match entry.file_type().unwrap().is_dir() {
            true => collect(root, &entry.path(), files),
            false => drop(files.insert(below, fs::read(entry.path()).unwrap())),
        }
    }
}
