//! Writing in the person's own editor: `VISUAL`, else `EDITOR`, else `vi`.

use std::{env, fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use tokio::process::Command;
use uuid::Uuid;

/// Opens the text; what it is once the editor is closed, or why nothing changed.
pub(super) async fn edit(text: String, folder: &Path) -> Result<String, String> {
    let chosen = env::var("VISUAL").or_else(|_| env::var("EDITOR"));
    let chosen = chosen.ok().filter(|it| !it.trim().is_empty()).unwrap_or_else(|| "vi".to_owned());
    let mut words = chosen.split_whitespace();
    let program = words.next().unwrap_or("vi");
    // In our own folder, which nobody else can read: a draft is private.
    let file = folder.join(format!("draft-{}.md", Uuid::new_v4()));
    let outcome = open(&file, text, program, words).await;
    drop(fs::remove_file(&file));
    outcome
}

async fn open(
    file: &Path,
    text: String,
    program: &str,
    arguments: impl Iterator<Item = &str>,
) -> Result<String, String> {
    let written = fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(file);
    written
        .and_then(|mut written| written.write_all(text.as_bytes()))
        .map_err(|cause| format!("a file for the editor can't be written: {cause}"))?;
    let status = Command::new(program)
        .args(arguments)
        .arg(file)
        .status()
        .await
        .map_err(|cause| format!("{program} can't be started: {cause}"))?;
    if !status.success() {
        return Err(format!("{program} ended with {status}"));
    }
    fs::read_to_string(file).map_err(|cause| format!("what {program} wrote can't be read: {cause}"))
}
