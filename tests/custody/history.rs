//! What was, and who vouches for it.

use crate::archive::{Archive, CAPTURE, LOG, ROOT, Ran, WHEN};
use literatim::history::{BadSignature, Checkpoint, sign};
use std::fs;
use std::path::Path;
use std::process::Command;

const OTHER: &str = "archive/other/20140611T093000Z.txt";

/// An archive with `bridge` and `other`, and the checkpoint that was kept before `other` came.
fn grown() -> (Archive, String) {
    let archive = Archive::with_bridge();
    let kept = archive.beside("kept", &fs::read(archive.path(Checkpoint::PATH)).unwrap());
    archive.put("other", WHEN, b"Other words.\n");
    (archive, kept)
}

#[test]
fn the_log_tells_of_every_inventory_and_what_it_changed() {
    let before = Archive::with_bridge().inventory().fingerprint;
    let (archive, _) = grown();
    archive.run(&["log"]).ends_with(0).says(&format!("{before}  2 lines so far\n  added     {CAPTURE}\n")).says(OTHER);
    Archive::empty().run(&["log"]).ends_with(0).says("the log is empty");
}

#[test]
fn the_log_is_not_taken_for_notes() {
    let (archive, _) = grown();
    fs::write(archive.path("notes.md"), "“closed for 11,000 hours” [@bridge].\n").unwrap();
    archive.run(&["verify", "."]).ends_with(0).says("in 1 file");
}

#[test]
fn what_changes_nothing_leaves_history_alone() {
    let (archive, _) = grown();
    let before = archive.files();
    archive.run(&["manifest"]).ends_with(0);
    archive.add("other", WHEN, b"Other words.\n").ends_with(0);
    assert!(archive.files() == before);
}

#[test]
fn adding_only_adds() {
    let (archive, kept) = grown();
    archive
        .run(&["audit", "--since", &kept])
        .ends_with(0)
        .says("only appended to: 1 capture added")
        .says("not authenticated");
}

#[test]
fn a_manifest_made_anew_to_fit_a_changed_capture_is_caught_by_history() {
    let (archive, kept) = grown();
    archive.edit(CAPTURE, "11,000", "12,000");
    archive.run(&["manifest", "--accept-changed", CAPTURE, "--because", "a forger's"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
    // Against a checkpoint that somebody kept, no reason is good enough.
    archive.run(&["audit", "--since", &kept]).ends_with(2).says(&format!("replaced    {CAPTURE}\n"));
    archive.run(&["log"]).ends_with(0).says(&format!("replaced  {CAPTURE}\n"));
}

#[test]
fn a_capture_that_was_dropped_is_missed() {
    let (archive, kept) = grown();
    fs::remove_dir_all(archive.path("archive/bridge")).unwrap();
    archive.run(&["manifest", "--accept-changed", "archive/bridge", "--because", "a forger's"]).ends_with(0);
    archive.run(&["audit", "--since", &kept]).ends_with(2).says(&format!("dropped     {CAPTURE}\n"));
}

#[test]
fn a_log_begun_anew_is_not_the_one_that_was() {
    let (archive, kept) = grown();
    archive.edit(CAPTURE, "11,000", "12,000");
    fs::remove_dir_all(archive.path("history")).unwrap();
    archive.run(&["manifest"]).ends_with(2).says("it is missing").says("nothing was written");
    archive.run(&["audit"]).ends_with(2).says("history/log");
    fs::remove_file(archive.path(ROOT)).unwrap();
    // Even then the manifests know what was.
    archive.run(&["manifest"]).ends_with(2).says("its bytes changed");
    archive.run(&["manifest", "--accept-changed", CAPTURE, "--because", "a forger's"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
    archive.run(&["audit", "--since", &kept]).ends_with(2).says("rewritten");
}

#[test]
fn an_older_state_brought_back_is_a_rollback() {
    let archive = Archive::with_bridge();
    let old = archive.files();
    archive.put("other", WHEN, b"Other words.\n");
    let kept = archive.beside("kept", &fs::read(archive.path(Checkpoint::PATH)).unwrap());
    for folder in ["archive", "history", "manifests"] {
        fs::remove_dir_all(archive.path(folder)).unwrap();
    }
    for (path, bytes) in old {
        fs::create_dir_all(archive.path(&path).parent().unwrap()).unwrap();
        fs::write(archive.path(&path), bytes).unwrap();
    }
    archive.run(&["audit"]).ends_with(0);
    archive.run(&["audit", "--since", &kept]).ends_with(2).says("rolled back: the log had 4 lines and now has 2");
}

#[test]
fn a_changed_byte_of_the_log_is_found() {
    let (archive, _) = grown();
    let log = fs::read(archive.path(LOG)).unwrap();
    for at in (0..log.len()).step_by(97) {
        let mut edited = log.clone();
        edited[at] ^= 1;
        fs::write(archive.path(LOG), edited).unwrap();
        archive.run(&["audit"]).ends_with(2).says("history/log");
    }
    fs::write(archive.path(LOG), log).unwrap();
    archive.edit(Checkpoint::PATH, "literatim/", "literatum/");
    archive.run(&["audit"]).ends_with(2).says("changed     history/checkpoint");
}

#[test]
fn a_proof_is_made_for_any_inventory_and_checked() {
    let first = Archive::with_bridge().inventory().fingerprint;
    let (archive, _) = grown();
    let proof = archive.run(&["prove", "bridge", "--at", &first.hex()[..12]]).ends_with(0).out;
    assert!(proof.starts_with("c2sp.org/tlog-proof@v1\n"));
    let file = archive.beside("bridge.tlog-proof", proof.as_bytes());
    archive.run(&["prove", "--check", &file]).ends_with(0).says(CAPTURE).says("log of this archive starts");
    archive.run(&["prove", "other"]).ends_with(0);
    archive.run(&["prove", OTHER, "--at", &first.hex()]).ends_with(2).says("does not list it");
    archive.run(&["prove", "bridge", "--at", "sha256:00000000"]).ends_with(2).says("literatim log");
    let elsewhere = Archive::empty();
    elsewhere.add("bridge", WHEN, b"Other bytes.\n").ends_with(0);
    elsewhere.run(&["prove", "--check", &file]).ends_with(1).says("is another one");
    let forged = archive.beside("forged", proof.replace("index 0", "index 1").as_bytes());
    archive.run(&["prove", "--check", &forged]).ends_with(1).says("the proof is invalid");
    archive.run(&["prove", "--check", &archive.beside("junk", b"junk")]).ends_with(2);
}

/// Keys and their signers file, made by `ssh-keygen`; `None`, and said, where there is none.
fn keys(archive: &Archive, kind: &str) -> Option<(String, String)> {
    let key = archive.key(kind)?;
    let public = fs::read_to_string(key.with_extension("pub")).unwrap();
    let signers = archive.beside(&format!("{kind}.signers"), format!("ann@example.org {public}").as_bytes());
    Some((key.to_str().unwrap().to_owned(), signers))
}

/// The same, of which the key can be used here: of those for ECDSA, one in 256 cannot.
fn usable_keys(archive: &Archive, kind: &str) -> Option<(String, String)> {
    loop {
        let (key, signers) = keys(archive, kind)?;
        if sign(&fs::read(&key).unwrap(), b"") != Err(BadSignature::OnlySshKeygen) {
            return Some((key, signers));
        }
    }
}

/// Whether `ssh-keygen` finds that ann signed `path`.
fn ssh_keygen_agrees(archive: &Archive, signers: &str, path: &str) -> bool {
    let mut command = Command::new("ssh-keygen");
    command.args(["-Y", "verify", "-f", signers, "-I", "ann@example.org", "-n", "literatim", "-s"]);
    command.arg(archive.path(&format!("{path}.sig"))).stdin(fs::File::open(archive.path(path)).unwrap());
    command.output().unwrap().status.success()
}

const SEAL: &str = "history/seals/000004.checkpoint";

#[test]
fn ssh_keygen_agrees_with_what_was_signed_here() {
    for kind in ["ed25519", "ecdsa"] {
        let (archive, _) = grown();
        let Some((key, signers)) = usable_keys(&archive, kind) else { return };
        archive.run(&["audit", "--allowed-signers", &signers]).ends_with(2).says("no allowed signer has signed");
        archive.run(&["sign", "--key", &key]).ends_with(0).says("ssh-keygen -Y verify");
        assert!(ssh_keygen_agrees(&archive, &signers, SEAL), "{kind}");
        archive.run(&["audit", "--allowed-signers", &signers]).ends_with(0).says("authentic   ann@example.org signed");
        archive.run(&["sign", "--key", &key]).ends_with(2).says("already signed");
        archive.edit(SEAL, "\n4\n", "\n2\n");
        assert!(!ssh_keygen_agrees(&archive, &signers, SEAL));
        archive.run(&["audit"]).ends_with(2).says(SEAL);
    }
}

#[test]
fn what_ssh_keygen_signed_is_accepted_here() {
    for kind in ["ed25519", "ecdsa", "rsa"] {
        let (archive, _) = grown();
        let Some((key, signers)) = keys(&archive, kind) else { return };
        archive.run(&["sign"]).ends_with(0).says("ssh-keygen -Y sign");
        let sign = |namespace: &str| {
            let _ = fs::remove_file(archive.path(&format!("{SEAL}.sig")));
            let mut command = Command::new("ssh-keygen");
            command.args(["-q", "-Y", "sign", "-n", namespace, "-f", &key]).arg(archive.path(SEAL));
            assert!(command.output().unwrap().status.success());
        };
        sign("literatim");
        archive.run(&["audit", "--allowed-signers", &signers]).ends_with(0).says("authentic");
        let strangers = archive.beside("strangers", b"# nobody\n");
        archive.run(&["audit", "--allowed-signers", &strangers]).ends_with(2).says("stranger");
        sign("git");
        archive
            .run(&["audit", "--allowed-signers", &signers])
            .ends_with(2)
            .says("it was made for the namespace \"git\"");
    }
}

#[test]
fn a_signature_does_not_cover_what_came_after_it() {
    let (archive, _) = grown();
    let Some((key, signers)) = keys(&archive, "ed25519") else { return };
    archive.run(&["sign", "--key", &key]).ends_with(0);
    archive.add("third", WHEN, b"x").ends_with(0);
    let audit = || -> Ran { archive.run(&["audit", "--allowed-signers", &signers]) };
    audit().ends_with(2).says("unsigned    archive/third/").says("signed the first 4 lines");
    archive.run(&["sign", "--key", &key]).ends_with(0);
    audit().ends_with(0);
    // Whoever rewrites history cannot keep the signatures.
    archive.edit(CAPTURE, "11,000", "12,000");
    fs::remove_file(archive.path(LOG)).unwrap();
    fs::remove_dir_all(archive.path("manifests")).unwrap();
    archive.run(&["manifest"]).ends_with(0);
    audit().ends_with(2).says("rewritten   history/seals/000004.checkpoint");
    archive.run(&["sign", "--key", &key]).ends_with(2).says("already signed");
}

#[test]
fn a_key_that_only_ssh_keygen_can_use_is_left_to_it() {
    let archive = Archive::with_bridge();
    let Some((key, _)) = keys(&archive, "rsa") else { return };
    archive.run(&["sign", "--key", &key]).ends_with(2).says("ssh-keygen -Y sign -n literatim");
}

#[test]
fn an_ecdsa_key_whose_number_begins_with_zeros_is_left_to_ssh_keygen() {
    let archive = Archive::with_bridge();
    if archive.key("ecdsa").is_none() {
        return;
    }
    let is_short = |key: &Path| sign(&fs::read(key).unwrap(), b"") == Err(BadSignature::OnlySshKeygen);
    // Every other key of this kind has such a number.
    let mut keys = (0..100).map_while(|_| archive.key_of("ecdsa", &["-b", "521"]));
    let key = keys.find(|key| is_short(key)).expect("one of a hundred keys");
    let key = key.to_str().unwrap();
    archive.run(&["sign", "--key", key]).ends_with(2).says("ssh-keygen -Y sign -n literatim");
    let torn = fs::read_to_string(key).unwrap().replacen("b3Blb", "", 1);
    archive.run(&["sign", "--key", &archive.beside("torn", torn.as_bytes())]).ends_with(2).says("cannot be read");
}

#[test]
fn nobody_signs_for_what_is_broken() {
    let archive = Archive::with_bridge();
    archive.edit(CAPTURE, "11,000", "12,000");
    archive.run(&["sign"]).ends_with(2).says("literatim audit");
    Archive::empty().run(&["sign"]).ends_with(2).says("the archive is empty");
}
