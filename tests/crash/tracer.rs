//! The tracer, built of C.

use crate::plans::Plan;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

pub const BINARY: &str = env!("CARGO_BIN_EXE_literatim");

/// The program that runs another one and lets it fail.
pub struct Tracer {
    program: PathBuf,
}

/// A run under the tracer.
pub struct Traced {
    pub output: Output,
    /// The names of the calls that change the disk, in their order.
    pub calls: Vec<String>,
}

impl Tracer {
    /// Compiles it, once; `None`, and said, where there is no compiler, or where nothing may be traced.
    pub fn build() -> Option<Self> {
        static BUILT: OnceLock<Option<PathBuf>> = OnceLock::new();
        BUILT.get_or_init(|| Self::compile().map(|tracer| tracer.program)).clone().map(|program| Self { program })
    }

    fn compile() -> Option<Self> {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/crash/tracer.c");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("crash-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let program = folder.join("tracer");
        let Ok(built) = Command::new("cc").args(["-O1", "-Wall", "-Werror", "-o"]).arg(&program).arg(source).output()
        else {
            skipped!("there is no C compiler here (cc)");
            return None;
        };
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let tracer = Self { program };
        let traced = tracer.run(&folder, &["--version".to_owned()], Plan::Nothing);
        if !traced.output.status.success() {
            skipped!("no program may be traced here: {}", String::from_utf8_lossy(&traced.output.stderr));
            return None;
        }
        Some(tracer)
    }

    /// Runs `literatim` in `folder` with a fault.
    pub fn run(&self, folder: &Path, args: &[String], plan: Plan) -> Traced {
        let report = tempfile::NamedTempFile::new().unwrap();
        let (name, at) = plan.for_tracer();
        let mut command = Command::new(&self.program);
        command.env_clear().env("PATH", "/usr/bin:/bin").stdin(Stdio::null()).current_dir(folder);
        command.arg(report.path()).args([name, at.to_string(), BINARY.to_owned()]).args(args);
        let output = command.output().unwrap();
        let calls = std::fs::read_to_string(report.path()).unwrap().lines().map(str::to_owned).collect();
        Traced { output, calls }
    }
}

/// Runs `literatim` in `folder`, and nothing fails.
pub fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(BINARY);
    command.env_clear().env("PATH", "/usr/bin:/bin").stdin(Stdio::null()).current_dir(folder);
    command.args(args).output().unwrap()
}

/// All that a run wrote.
pub fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}
