//! What the server's process is like at one moment, as the system sees it from outside.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::ledger::{Ledger, Stretch};

const MEBIBYTE: f64 = 1024.0 * 1024.0;

/// One line of the curve.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) seconds: f64,
    pub(crate) memory_mib: f64,
    pub(crate) handles: f64,
    pub(crate) threads: f64,
    pub(crate) database_mib: f64,
    /// What was written and isn't in the file yet.
    pub(crate) log_mib: f64,
    pub(crate) requests: usize,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
}

/// Looks at one process again and again, and writes down what it sees.
pub(crate) struct Sampler {
    process: PathBuf,
    database: PathBuf,
    csv: File,
}

impl Sampler {
    pub(crate) fn of(process: u32, database: &Path, csv: &str) -> Self {
        let mut csv = File::create(csv).unwrap();
        writeln!(
            csv,
            "seconds,memory_mib,handles,threads,database_mib,log_mib,requests,p50_ms,p99_ms"
        )
        .unwrap();
        let process = PathBuf::from(format!("/proc/{process}"));
        Self { process, database: database.to_owned(), csv }
    }

    pub(crate) fn looks(&mut self, since_the_start: Duration, ledger: &Ledger) -> Sample {
        let status = fs::read_to_string(self.process.join("status")).unwrap();
        let field = |name: &str| -> f64 {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            line.split_whitespace().next().unwrap().parse().unwrap()
        };
        let handles = fs::read_dir(self.process.join("fd")).unwrap().count();
        let Stretch { requests, p50, p99 } = ledger.closes();
        let sample = Sample {
            seconds: since_the_start.as_secs_f64(),
            memory_mib: field("VmRSS:") / 1024.0,
            handles: f64::from(u32::try_from(handles).unwrap()),
            threads: field("Threads:"),
            database_mib: mebibytes(&self.database),
            log_mib: mebibytes(Path::new(&format!("{}-wal", self.database.display()))),
            requests,
            p50_ms: p50.as_secs_f64() * 1000.0,
            p99_ms: p99.as_secs_f64() * 1000.0,
        };
        writeln!(self.csv, "{}", sample.in_csv()).unwrap();
        sample
    }
}

#[expect(clippy::cast_precision_loss, reason = "a byte in 2^53 is nothing to see")]
fn mebibytes(file: &Path) -> f64 {
    fs::metadata(file).map_or(0.0, |file| file.len() as f64 / MEBIBYTE)
}

impl Sample {
    fn in_csv(&self) -> String {
        let Self { seconds, memory_mib, handles, threads, requests, .. } = self;
        let Self { database_mib, log_mib, p50_ms, p99_ms, .. } = self;
        format!(
            "{seconds:.1},{memory_mib:.1},{handles},{threads},{database_mib:.2},{log_mib:.2},\
             {requests},{p50_ms:.2},{p99_ms:.2}"
        )
    }
}
