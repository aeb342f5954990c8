//! What a test says if it cannot run here.

/// Says that a test is skipped, and why, also where the output of tests that pass is not shown.
macro_rules! skipped {
    ($($why:tt)*) => {{
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "skipped: {}", format_args!($($why)*));
    }};
}
