//! What the machine knows of a process: its memory and its time on the processor.

use std::{fs, time::Duration};

/// The kernel counts a process's time in these, on every Linux there is.
const TICKS_A_SECOND: u64 = 100;

/// A process, at one moment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    pub resident_kib: u64,
    pub cpu: Duration,
}

/// Reads a process, as far as the kernel tells.
pub fn read(pid: u32) -> Reading {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let resident = resident.and_then(|value| value.split_whitespace().next()?.parse().ok());
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    Reading { resident_kib: resident.unwrap_or_default(), cpu: cpu(&stat).unwrap_or_default() }
}

/// User and system time: the 14th and 15th field, counted behind the name, which may hold anything.
fn cpu(stat: &str) -> Option<Duration> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(Duration::from_millis((user + system) * 1_000 / TICKS_A_SECOND))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_process_is_found_behind_any_name() {
        let stat = "7 (a ) b) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 4 0 100";

        assert_eq!(cpu(stat), Some(Duration::from_secs(3)));
    }
}
