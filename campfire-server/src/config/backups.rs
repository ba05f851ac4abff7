//! Copies of the database that the server makes by itself.

use std::{path::PathBuf, time::Duration};

use clap::{Args, value_parser};

/// Where copies go, how often one is made, and how many are kept.
#[derive(Clone, Debug)]
pub struct Backups {
    pub folder: PathBuf,
    pub every: Duration,
    pub keep: usize,
}

/// What may be set about it.
#[derive(Args, Clone)]
#[expect(clippy::struct_field_names, reason = "they are what the settings are called")]
pub(super) struct BackupSettings {
    /// The folder for copies that the server makes by itself; without it, it makes none
    #[arg(long, env, global = true)]
    backup_folder: Option<PathBuf>,

    /// Hours from one copy to the next
    #[arg(long, env, global = true, default_value_t = 24, value_parser = value_parser!(u32).range(1..=8760))]
    backup_every_hours: u32,

    /// How many copies are kept; the oldest goes when there is one more
    #[arg(long, env, global = true, default_value_t = 14, value_parser = value_parser!(u32).range(1..))]
    backup_keep: u32,
}

impl BackupSettings {
    pub(super) fn backups(self) -> Option<Backups> {
        Some(Backups {
            folder: self.backup_folder?,
            every: Duration::from_hours(u64::from(self.backup_every_hours)),
            keep: usize::try_from(self.backup_keep).unwrap_or(usize::MAX),
        })
    }
}
