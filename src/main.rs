//! The `literatim` command.

/// Thousands of small texts are kept at once: the system's allocator spends a fifth of a run on getting memory page by page.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    literatim::cli::run()
}
