//! The `literatim` command.

fn main() -> std::process::ExitCode {
    literatim::cli::run()
}
