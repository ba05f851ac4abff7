//! A disk that can be full: the server runs on one of its own, a few MiB large, which nobody else
//! sees and which is gone with it. Where disks can't be made, its files may not grow instead.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
};

use rlimit::Resource;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::{TestCampfire, desk::program, process::ServerProcess};

/// Makes the disk in a namespace of the server's own, puts the database there, and becomes the
/// program. Whoever makes a namespace is root in it.
const MOVES_IN: &str = r#"mount -t tmpfs -o size="$1" tmpfs "$2" && cp "$3" "$2/campfire.sqlite3" \
    && DATABASE_PATH="$2/campfire.sqlite3" exec "$4""#;

/// No file may be larger than this: a little more than the log of a database that has just begun.
const QUOTA_BYTES: u64 = 512 * 1024;

/// A server that can run out of room.
pub enum SmallDisk {
    /// On a disk of its own.
    Own { server: Child, folder: tempfile::TempDir },
    /// With a limit to the size of its files, of which the system warns by a signal that ends most
    /// programs.
    Quota(ServerProcess),
}

impl TestCampfire {
    /// Stops, and goes on as a program with a copy of the file on a small disk. Everybody finds it
    /// where it was. Some containers allow no namespaces; there a quota must do.
    pub async fn moves_to_a_disk_of(&mut self, mebibytes: u32) -> SmallDisk {
        let (address, folder) = (self.address(), tempfile::tempdir().expect("a temporary folder"));
        if !in_a_namespace(mebibytes, folder.path(), self.database(), Path::new("true"))
            .allowed()
            .await
        {
            return self.gets_a_quota().await;
        }
        self.stop().await;
        let program = program("campfire-server");
        let mut command = in_a_namespace(mebibytes, folder.path(), self.database(), &program).0;
        command.env("HOST", address.ip().to_string()).env("PORT", address.port().to_string());
        command.env("RUST_LOG", "off").stdout(Stdio::piped()).kill_on_drop(true);
        let mut server = command.spawn().unwrap();
        let mut said = BufReader::new(server.stdout.take().unwrap()).lines();
        said.next_line().await.unwrap().expect("the server says where it listens");
        SmallDisk::Own { server, folder }
    }

    /// Stops, and goes on as a program whose files may be made not to grow.
    pub async fn gets_a_quota(&mut self) -> SmallDisk {
        SmallDisk::Quota(self.becomes_a_process().await)
    }
}

struct InANamespace(Command);

fn in_a_namespace(mebibytes: u32, folder: &Path, database: &Path, program: &Path) -> InANamespace {
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", MOVES_IN, "sh"]);
    command.arg(format!("{mebibytes}m")).arg(folder).arg(database).arg(program);
    command.stdin(Stdio::null());
    InANamespace(command)
}

impl InANamespace {
    async fn allowed(mut self) -> bool {
        let tried = self.0.stderr(Stdio::null()).status().await;
        tried.is_ok_and(|status| status.success())
    }
}

impl SmallDisk {
    /// Leaves no room for a single byte more.
    pub fn fills_up(&self) {
        match self {
            Self::Own { server, folder } => {
                let mut file = fs::File::create(filler(server, folder)).unwrap();
                let mut writes = std::iter::repeat_with(|| file.write_all(&[b'x'; 512]));
                let full = writes.find_map(Result::err).unwrap();
                assert_eq!(full.kind(), std::io::ErrorKind::StorageFull);
            }
            Self::Quota(server) => limit(server, QUOTA_BYTES),
        }
    }

    pub fn has_room_again(&self) {
        match self {
            Self::Own { server, folder } => fs::remove_file(filler(server, folder)).unwrap(),
            Self::Quota(server) => limit(server, u64::MAX),
        }
    }
}

/// A file on the disk, as the server's own view of the world has it.
fn filler(server: &Child, folder: &tempfile::TempDir) -> PathBuf {
    let id = server.id().expect("it runs");
    let inside = folder.path().strip_prefix("/").unwrap().join("filler");
    PathBuf::from(format!("/proc/{id}/root")).join(inside)
}

fn limit(server: &ServerProcess, bytes: u64) {
    let process = i32::try_from(server.id()).unwrap();
    rlimit::prlimit(process, Resource::FSIZE, Some((bytes, u64::MAX)), None).unwrap();
}
