//! Rebuilds when something is added that macros embed: they see the files there are, not new ones.

use std::path::Path;

fn main() {
    // The browser's client is built by `make web`, which this doesn't run: a build without Node must
    // work. An empty folder stands in, since cargo takes a missing one for always changed.
    let pages = Path::new("../frontend/dist");
    if !pages.exists()
        && let Err(cause) = std::fs::create_dir_all(pages)
    {
        println!("cargo::warning=frontend/dist can't be made ({cause}); every build is a full one");
    }
    for embedded in ["../migrations", "../frontend/dist", "../assets/sounds", "../assets/brand"] {
        if Path::new(embedded).exists() {
            println!("cargo::rerun-if-changed={embedded}");
        }
    }
}
