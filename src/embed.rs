//! Build script: a new fixture file is noticed, and the binary built again.
#![allow(missing_docs, clippy::print_stdout, reason = "a build script speaks to cargo on standard output")]

fn main() {
    println!("cargo::rerun-if-changed=fixtures");
}
