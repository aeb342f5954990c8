//! Time stamps: who says when history stood so, and who is believed.

use super::archive::{Archive, WHEN};
use literatim::history::{Authorities, Checkpoint, Stamped};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const CONFIG: &str = "[tsa]\ndefault_tsa=a\n[a]\nserial=serial\nsigner_cert=cert.pem\nsigner_key=key.pem\nsigner_digest=HASH\n\
    default_policy=1.2.3.4\ndigests=sha256\ness_cert_id_alg=ESS\n[req]\ndistinguished_name=d\n[d]\n";

/// A time-stamping authority of our own, by openssl: `root.pem` has signed `cert.pem`.
struct Authority(PathBuf);

impl Authority {
    /// With keys of a kind, a digest, and what else its certificate says. `None`, and said, where there is no openssl.
    fn new(archive: &Archive, name: &str, key: &str, hash: &str, usage: &str) -> Option<Self> {
        let folder = archive.folder.path().join(name);
        fs::create_dir(&folder).unwrap();
        let ess = if hash == "sha1-id" { "sha1" } else { "sha256" };
        let hash = if hash == "sha1-id" { "sha256" } else { hash };
        fs::write(folder.join("tsa.cnf"), CONFIG.replace("HASH", hash).replace("ESS", ess)).unwrap();
        fs::write(folder.join("usage.cnf"), usage).unwrap();
        let authority = Self(folder);
        let root = format!(
            "req -x509 {key} -nodes -keyout root.key -out root.pem -days 2 -subj /CN=Root -config tsa.cnf -addext \
             basicConstraints=critical,CA:TRUE"
        );
        if !authority.openssl(&root) {
            skipped!("there is no openssl here that can make certificates");
            return None;
        }
        assert!(
            authority
                .openssl(&format!("req {key} -nodes -keyout key.pem -out cert.csr -subj /CN=Clock -config tsa.cnf"))
        );
        assert!(authority.openssl(
            "x509 -req -in cert.csr -CA root.pem -CAkey root.key -CAcreateserial -out cert.pem -days 1 -extfile usage.cnf"
        ));
        Some(authority)
    }

    fn openssl(&self, args: &str) -> bool {
        let output = Command::new("openssl").current_dir(&self.0).args(args.split_whitespace()).output();
        output.is_ok_and(|output| output.status.success())
    }

    fn root(&self) -> String {
        self.path("root.pem")
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    /// A stamp of a file.
    fn stamp(&self, file: &Path, with_certificate: bool) -> String {
        let (file, cert) = (file.display(), if with_certificate { "-cert" } else { "" });
        assert!(self.openssl(&format!("ts -query -data {file} -sha256 {cert} -out query.tsq")));
        assert!(self.openssl("ts -reply -queryfile query.tsq -config tsa.cnf -out reply.tsr"));
        self.path("reply.tsr")
    }

    /// Whether openssl believes the stamp.
    fn agrees(&self, file: &Path, stamp: &str) -> bool {
        self.openssl(&format!("ts -verify -in {stamp} -data {} -CAfile root.pem -untrusted cert.pem", file.display()))
    }
}

const P_256: &str = "-newkey ec -pkeyopt ec_paramgen_curve:P-256";
const FOR_STAMPS: &str = "extendedKeyUsage=critical,timeStamping\n";

fn authority(archive: &Archive, name: &str) -> Option<Authority> {
    Authority::new(archive, name, P_256, "sha256", FOR_STAMPS)
}

#[test]
fn a_time_stamp_is_kept_with_the_checkpoint_that_it_is_of_and_no_other() {
    let archive = Archive::with_bridge();
    let Some(clock) = authority(&archive, "clock") else { return };
    let stamp = clock.stamp(&archive.path(Checkpoint::PATH), true);
    archive.run(&["sign", "--timestamp", &stamp]).ends_with(0);
    archive.run(&["audit"]).ends_with(0).says("existed at 20").says("was not checked");
    archive.add("other", WHEN, b"Other words.\n").ends_with(0);
    archive.run(&["sign", "--timestamp", &stamp]).ends_with(2).says("not a time stamp of this checkpoint");
    archive.run(&["sign", "--timestamp", &archive.beside("junk", b"junk")]).ends_with(2).says("not a time stamp");
    fs::copy(stamp, archive.path("history/seals/000004.checkpoint.tsr")).unwrap();
    fs::copy(archive.path(Checkpoint::PATH), archive.path("history/seals/000004.checkpoint")).unwrap();
    archive.run(&["audit"]).ends_with(2).says("misdated    history/seals/000004.checkpoint.tsr");
}

#[test]
fn a_time_stamp_counts_where_an_authority_that_was_named_stands_behind_it() {
    let kinds = [
        (P_256, "sha256"),
        (P_256, "sha1-id"),
        ("-newkey ec -pkeyopt ec_paramgen_curve:P-384", "sha384"),
        ("-newkey rsa:2048", "sha256"),
        ("-newkey rsa:3072", "sha512"),
    ];
    for (key, hash) in kinds {
        let archive = Archive::with_bridge();
        let Some(clock) = Authority::new(&archive, "clock", key, hash, FOR_STAMPS) else { return };
        let checkpoint = archive.path(Checkpoint::PATH);
        let stamp = clock.stamp(&checkpoint, true);
        assert!(clock.agrees(&checkpoint, &stamp), "{key} {hash}");
        archive.run(&["audit", "--authorities", &clock.root()]).ends_with(2).says("undated");
        archive.run(&["sign", "--timestamp", &stamp]).ends_with(0);
        archive
            .run(&["audit", "--authorities", &clock.root()])
            .ends_with(0)
            .says("according to CN=Clock")
            .says("and existed at that time")
            .lacks("undated");
        archive.add("other", WHEN, b"Other words.\n").ends_with(0);
        archive
            .run(&["audit", "--authorities", &clock.root()])
            .ends_with(2)
            .says("undated     archive/other/20140611T093000Z.txt\n")
            .says("undated     the time stamp covers the first 2 lines of history; 2 were added since");
    }
}

#[test]
fn the_signers_certificate_may_be_named_instead_of_sent() {
    let archive = Archive::with_bridge();
    let Some(clock) = authority(&archive, "clock") else { return };
    let stamp = clock.stamp(&archive.path(Checkpoint::PATH), false);
    archive.run(&["sign", "--timestamp", &stamp]).ends_with(0);
    archive.run(&["audit", "--authorities", &clock.root()]).ends_with(2).says("-cert");
    let both = [fs::read(clock.root()).unwrap(), fs::read(clock.path("cert.pem")).unwrap()].concat();
    archive
        .run(&["audit", "--authorities", &archive.beside("both.pem", &both)])
        .ends_with(0)
        .says("according to CN=Clock");
}

#[test]
fn nobody_else_is_believed() {
    let archive = Archive::with_bridge();
    let Some(clock) = authority(&archive, "clock") else { return };
    let other = authority(&archive, "other").unwrap();
    let checkpoint = archive.path(Checkpoint::PATH);
    let stamp = clock.stamp(&checkpoint, true);
    archive.run(&["sign", "--timestamp", &stamp]).ends_with(0);
    archive.run(&["audit", "--authorities", &other.root()]).ends_with(2).says("issued its signer's certificate");
    let neither = archive.beside("empty.pem", b"none");
    archive.run(&["audit", "--authorities", &neither]).ends_with(2).says("has no certificate (PEM)");
    let broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    archive.run(&["audit", "--authorities", &archive.beside("b.pem", broken)]).ends_with(2).says("certificate 1");
    archive.run(&["audit", "--authorities", "nowhere.pem"]).ends_with(2).says("nowhere.pem");
}

/// A certificate for other things, with the key of the clock. It is made before the stamp that it signs: a certificate does
/// not count in the second before it.
fn certify(clock: &Authority, usage: &str) {
    fs::write(clock.path("usage.cnf"), usage).unwrap();
    let made = "x509 -req -in cert.csr -CA root.pem -CAkey root.key -out wrong.pem -days 1 -extfile usage.cnf";
    assert!(clock.openssl(made), "{made}");
}

/// What the stamp says, signed anew by hand: by that certificate, and with or without naming it.
fn signed_anew(clock: &Authority, stamp: &str, naming: &str) -> String {
    for step in [
        format!("ts -reply -in {stamp} -token_out -out token.der"),
        "cms -verify -noverify -binary -inform DER -in token.der -out info.der".to_owned(),
        format!(
            "cms -sign -binary -nodetach -md sha256 {naming} -econtent_type 1.2.840.113549.1.9.16.1.4 -signer wrong.pem -inkey key.pem \
             -in info.der -outform DER -out anew.tsr"
        ),
    ] {
        assert!(clock.openssl(&step), "{step}");
    }
    clock.path("anew.tsr")
}

#[test]
fn only_a_certificate_for_time_stamps_that_the_signer_names_counts() {
    let cases = [
        (FOR_STAMPS, "-cades", 0, "according to CN=Clock"),
        (FOR_STAMPS, "", 2, "another certificate than its signer's"),
        ("extendedKeyUsage=serverAuth\n", "-cades", 2, "issued its signer's certificate"),
        ("basicConstraints=CA:FALSE\n", "-cades", 2, "issued its signer's certificate"),
        (
            "extendedKeyUsage=critical,timeStamping\nbasicConstraints=critical,CA:TRUE\n",
            "-cades",
            2,
            "issued its signer's certificate",
        ),
    ];
    for (usage, naming, exit, told) in cases {
        let archive = Archive::with_bridge();
        let Some(clock) = authority(&archive, "clock") else { return };
        certify(&clock, usage);
        let stamp = clock.stamp(&archive.path(Checkpoint::PATH), true);
        let anew = signed_anew(&clock, &stamp, naming);
        archive.run(&["sign", "--timestamp", &anew]).ends_with(0);
        archive.run(&["audit", "--authorities", &clock.root()]).ends_with(exit).says(told);
    }
}

#[test]
fn a_changed_byte_of_a_stamp_never_makes_another_moment_or_signer_believed() {
    let archive = Archive::with_bridge();
    let Some(clock) = authority(&archive, "clock") else { return };
    let checkpoint = fs::read(archive.path(Checkpoint::PATH)).unwrap();
    let stamp = fs::read(clock.stamp(&archive.path(Checkpoint::PATH), true)).unwrap();
    let authorities = Authorities::from_pem(&fs::read(clock.root()).unwrap()).unwrap();
    let believed = |stamp: &[u8]| {
        let stamped = Stamped::read(stamp, &checkpoint)?;
        stamped.vouched_by(&authorities).map(|who| (stamped.at, who))
    };
    let right = believed(&stamp).unwrap();
    let changed = |at: usize| {
        let mut changed = stamp.clone();
        changed[at] ^= 1 << (at % 8);
        believed(&changed)
    };
    let told: Vec<_> = (0..stamp.len()).step_by(17).map(changed).collect();
    assert!(told.iter().flatten().all(|told| *told == right));
    assert!(told.iter().filter(|told| told.is_err()).count() * 10 > told.len() * 9);
}
