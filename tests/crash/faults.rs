//! Faults of a disk that a command must answer for itself.

use crate::plans::Plan;
use crate::states::{States, files};
use crate::tracer::{Traced, Tracer, run, text};
use std::time::{Duration, SystemTime};

const ADD: [&str; 4] = ["add", "../in/story.txt", "--captured-at", "2025-03-01T08:00:00Z"];

fn add(tracer: &Tracer, folder: &tempfile::TempDir, plan: Plan) -> (Option<i32>, String) {
    let Traced { output, .. } = tracer.run(&folder.path().join("desk"), &ADD.map(str::to_owned), plan);
    (output.status.code(), text(&output))
}

#[test]
fn a_file_system_without_locks_is_written_to_and_says_so_where_it_cannot_know() {
    let Some(tracer) = Tracer::build() else { return };
    let states = States::new();
    let folder = states.lay("desk");
    let sign = folder.path().join("desk/manifests/.literatim-writing");
    let old = std::fs::File::create(&sign).unwrap();
    old.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
    let before = files(folder.path());
    for plan in [Plan::NoLocks, Plan::Nothing] {
        let (code, said) = add(&tracer, &folder, plan);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("has no locks") && said.contains("remove this file"), "{said}");
        assert!(files(folder.path()) == before);
    }
    std::fs::remove_file(&sign).unwrap();
    let (code, said) = add(&tracer, &folder, Plan::NoLocks);
    assert_eq!(code, Some(0), "{said}");
    assert!(!sign.exists());
    assert!(run(&folder.path().join("desk"), &["audit"]).status.success());
}

#[test]
fn a_folder_that_cannot_be_synced_is_an_error() {
    let Some(tracer) = Tracer::build() else { return };
    let folder = States::new().lay("desk");
    let (code, said) = add(&tracer, &folder, Plan::NoSync);
    assert_eq!(code, Some(2), "{said}");
    let (code, said) = add(&tracer, &folder, Plan::Nothing);
    assert_eq!(code, Some(0), "{said}");
    assert!(run(&folder.path().join("desk"), &["audit"]).status.success());
}
