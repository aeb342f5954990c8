//! Parts of the second reader beside the same parts of the program.

use literatim::capture::{folded, urls};
use literatim::digest::Digest;
use literatim::manifest::{InventoryEntry, InventoryFiles};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// The output of a script that knows the modules of the reader, for `input`; `None`, and said, where there is no Python.
fn python(script: &str, input: &[u8]) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reader");
    let script = format!("import sys; sys.path.insert(0, sys.argv[1]); sys.argv = ['', '.']\n{script}");
    let mut python = Command::new("python3");
    python.args(["-c", &script]).arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
    let Ok(mut child) = python.spawn() else {
        skipped!("there is no python3 here");
        return None;
    };
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn names_are_one_by_both_or_by_neither() {
    let names = "boat BOAT caf\u{e9} CAFE\u{301} straße STRA\u{1e9e}E ΣΤΊΧΟΣ στίχος \u{212a} \u{17f} bo\u{200d}at ﬁ ı İ ᾳ \u{fe0f} 新聞 Ǆ ŉ";
    let script = "from names import folded\n\
                  sys.stdout.buffer.write(' '.join(map(folded, sys.stdin.buffer.read().decode().split(' '))).encode())";
    let Some(theirs) = python(script, names.as_bytes()) else { return };
    let folds: Vec<_> = names.split(' ').map(folded).collect();
    assert_eq!(theirs, folds.join(" "));
}

/// Addresses of all shapes, each with parts that one reader might read otherwise than another.
fn addresses() -> impl Strategy<Value = String> {
    let of = |words: &'static str| prop::sample::select(words.split('\n').collect::<Vec<_>>());
    let scheme = of("\nhttp://\nhttps://\nHTTPS://\n//\nhttp:/\nhttps:\\\\\nftp://\nmailto:\n https://\nhttp:///");
    let host = of(
        "lantern.example\nWWW.Lantern.example\nwww.amp.lantern.example.\namp.org\nlocalhost\nlantern\nwww.com\n\
                   web.archive.org\ngoogle.com\na.cdn.ampproject.org\nx.bing-amp.com\n10.0.0.1\n1.2.3\nbücher.example\n\
                   a@lantern.example\n.example\na..example\nlantern.example:80\nlantern.example:8080\nlantern.example:x",
    );
    let piece =
        of("/\n/a\n/amp\n/amp/s/\n/c/s/\n/web/2014*/\n/web/20140611093000id_/\n/20140611093000/\nhttps:/\nhttp://\n\
                    lantern.example\n/..\n/%2E\n\\\n%7e\n%zz\n%c3%bc\nü\n \n\"\n'\n^\n|\n{\n\t\n?\n&\n#\n=\n\
                    utm_source=x\nq=1\namp=1\nFBCLID=2\n@\n%40\n;\n//");
    (scheme, host, prop::collection::vec(piece, 0..7))
        .prop_map(|(scheme, host, rest)| format!("{scheme}{host}{}", rest.concat()))
}

#[test]
fn an_address_names_the_same_by_both() {
    let script = "import json; from address import identity, Unknown\n\
                  def one(url):\n    try: return identity(url) or ''\n    except Unknown: return '?'\n\
                  print(json.dumps(list(map(one, json.loads(sys.stdin.buffer.read())))))";
    let mut runner = TestRunner::deterministic();
    let urls: Vec<String> = (0..5000).map(|_| addresses().new_tree(&mut runner).unwrap().current()).collect();
    let Some(theirs) = python(script, &serde_json::to_vec(&urls).unwrap()) else { return };
    let theirs: Vec<String> = serde_json::from_str(&theirs).unwrap();
    let known: Vec<_> = urls.iter().zip(theirs).filter(|(_, theirs)| theirs != "?").collect();
    assert!(known.len() > 2000 && known.iter().filter(|(_, theirs)| !theirs.is_empty()).count() > 1000);
    for (url, theirs) in known {
        assert_eq!(urls::identity(url).unwrap_or_default(), theirs, "{url:?}");
    }
}

#[test]
fn large_inventories_are_arranged_alike() {
    let script = "from inventory import Inventory, entries_in\n\
                  for count in (64, 65, 2000, 17000):\n    \
                      made = Inventory({})\n    \
                      for entry in entries_in('', ''.join(lines[: 2 * count])): made.put(entry)\n    \
                      shards = made.shards(); print(made.fingerprint(), len(shards), sorted(shards)[count // 99])";
    let script = format!("lines = sys.stdin.buffer.read().decode().splitlines(True)\n{script}");
    let line = |number: usize| {
        let (digest, manifest) = (Digest::of(&number.to_be_bytes()).hex(), Digest::of(b"").hex());
        format!("{digest}  archive/n{number:05}/a.txt\n{manifest}  manifests/n{number:05}/a.txt.json\n")
    };
    let lines: Vec<String> = (0..17_000).map(line).collect();
    let Some(theirs) = python(&script, lines.concat().as_bytes()) else { return };
    let mut ours = String::new();
    for count in [64, 65, 2000, 17_000] {
        let entries = InventoryEntry::read_all(lines[..count].concat().as_bytes()).unwrap();
        let files = InventoryFiles::of(&entries);
        let shards: Vec<&String> = files.files.keys().filter(|path| !path.ends_with(".sums")).collect();
        ours.push_str(&format!("{} {} {}\n", files.fingerprint(), shards.len(), shards[count / 99]));
    }
    assert_eq!(theirs, ours);
}
