//! Files that are nobody else's business: tokens, drafts, what waits to be sent.
//!
//! Each is there whole or not at all: written beside its place, brought to the disk, and moved in.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
    path::Path,
};

/// What the owner alone may do with a file, and with a folder.
const FILE: u32 = 0o600;
const FOLDER: u32 = 0o700;
/// Everybody else's bits.
const OTHERS: u32 = 0o077;

/// Writes the file, making its folders on the way.
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make_folder(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // The process id keeps two programs that write at once out of each other's way.
    let beside = folder.join(format!(".{name}.{}", std::process::id()));
    let written = write_beside(&beside, content).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        drop(fs::remove_file(&beside));
        return written;
    }
    // The move itself is on disk once the folder is.
    File::open(folder)?.sync_all()
}

fn write_beside(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(FILE).open(path)?;
    // A file left behind by a crash keeps the bits it had.
    file.set_permissions(Permissions::from_mode(FILE))?;
    file.write_all(content)?;
    file.sync_all()
}

pub fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER).create(path)
}

/// Reads the file if it is there. One that others could read is closed to them first; if it can't
/// be, it isn't read.
pub fn read(path: &Path) -> io::Result<Option<String>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(cause),
    };
    if file.metadata()?.mode() & OTHERS != 0 {
        file.set_permissions(Permissions::from_mode(FILE))?;
    }
    io::read_to_string(file).map(Some)
}

/// Removes the file; that there is none is fine.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o777
    }

    #[test]
    fn what_is_written_is_for_the_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b/token");

        write(&file, b"secret").unwrap();

        assert_eq!(read(&file).unwrap().unwrap(), "secret");
        assert_eq!((bits(&file), bits(file.parent().unwrap())), (FILE, FOLDER));
        assert_eq!(
            fs::read_dir(file.parent().unwrap()).unwrap().count(),
            1,
            "nothing is left over"
        );
    }

    #[test]
    fn a_file_that_others_could_read_is_closed_to_them() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        fs::write(&file, "secret").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();

        let content = read(&file).unwrap();

        assert_eq!(content.as_deref(), Some("secret"));
        assert_eq!(bits(&file), FILE);
    }

    #[test]
    fn a_file_that_is_missing_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");

        assert_eq!(read(&file).unwrap(), None);
        remove(&file).unwrap();
    }
}
