//! Whether it is flat: the line through all samples after a warm-up, and how far it climbs.

use crate::sample::Sample;

/// What is made when it is first needed is there after so much of the time.
const WARM_UP: f64 = 0.2;

/// Rows of the printed table; the file has every sample.
const ROWS: usize = 20;

/// Something that must not grow, and how much of a climb is noise.
struct Gauge {
    name: &'static str,
    of: fn(&Sample) -> f64,
    /// From the first look to the last; in parts of the mean, and besides.
    part: f64,
    besides: f64,
}

/// Bytes that a leak would take: a socket's worth for each reconnection, a row for each request.
/// Latency is the machine's as much as ours, so that it may double before anybody is blamed.
const GAUGES: [Gauge; 6] = [
    Gauge { name: "memory, MiB", of: |it| it.memory_mib, part: 0.1, besides: 8.0 },
    Gauge { name: "handles", of: |it| it.handles, part: 0.0, besides: 8.0 },
    Gauge { name: "threads", of: |it| it.threads, part: 0.0, besides: 4.0 },
    // It is used again from its beginning, once nothing in it is needed any more.
    Gauge { name: "log, MiB", of: |it| it.log_mib, part: 0.5, besides: 32.0 },
    Gauge { name: "p50, ms", of: |it| it.p50_ms, part: 1.0, besides: 2.0 },
    Gauge { name: "p99, ms", of: |it| it.p99_ms, part: 1.0, besides: 20.0 },
];

/// Prints the curve and what comes of it. False if something isn't flat.
pub(crate) fn report(samples: &[Sample]) -> bool {
    print_table(samples);
    let warm_up = samples.last().map_or(0.0, |last| last.seconds) * WARM_UP;
    let warm: Vec<&Sample> = samples.iter().filter(|it| it.seconds >= warm_up).collect();
    if warm.len() < 3 {
        println!("Too few samples to tell; let it run for longer.");
        return false;
    }
    let mut is_flat = true;
    println!("\nAfter a warm-up of {warm_up:.0} s, over {:.0} s:", length(&warm));
    for gauge in GAUGES {
        let values: Vec<(f64, f64)> = warm.iter().map(|it| (it.seconds, (gauge.of)(it))).collect();
        let (mean, climb) = (mean(&values), slope(&values) * length(&warm));
        let allowed = mean * gauge.part + gauge.besides;
        let verdict = if climb <= allowed { "flat" } else { "NOT FLAT" };
        is_flat &= climb <= allowed;
        println!(
            "  {:<12} {}  {mean:8.1} on average, {climb:+7.1} (up to {allowed:+.1}): {verdict}",
            gauge.name,
            curve(&values)
        );
    }
    let first = warm[0];
    let requests: usize = warm.iter().map(|it| it.requests).sum();
    let grown = warm[warm.len() - 1].database_mib - first.database_mib;
    println!("  {requests} requests; the database grew by {grown:.1} MiB");
    is_flat
}

fn length(samples: &[&Sample]) -> f64 {
    samples[samples.len() - 1].seconds - samples[0].seconds
}

fn print_table(samples: &[Sample]) {
    println!("  second   memory  handles  threads database      log requests   p50 ms   p99 ms");
    for sample in samples.iter().step_by(samples.len().div_ceil(ROWS).max(1)) {
        let Sample { seconds, memory_mib, handles, threads, requests, .. } = sample;
        let Sample { database_mib, log_mib, p50_ms, p99_ms, .. } = sample;
        println!(
            "{seconds:>8.0} {memory_mib:>8.1} {handles:>8} {threads:>8} {database_mib:>8.2} \
             {log_mib:>8.2} {requests:>8} {p50_ms:>8.2} {p99_ms:>8.2}"
        );
    }
}

#[expect(clippy::cast_precision_loss, reason = "nobody takes 2^53 samples")]
fn mean(values: &[(f64, f64)]) -> f64 {
    values.iter().map(|(_, value)| value).sum::<f64>() / values.len() as f64
}

/// By least squares, a second.
fn slope(values: &[(f64, f64)]) -> f64 {
    let swapped: Vec<_> = values.iter().map(|(second, value)| (*value, *second)).collect();
    let (middle, mean) = (mean(&swapped), mean(values));
    let both: f64 = values.iter().map(|(second, value)| (second - middle) * (value - mean)).sum();
    let spread: f64 = values.iter().map(|(second, _)| (second - middle).powi(2)).sum();
    both / spread
}

/// The course of it in a few letters, from its lowest to its highest.
fn curve(values: &[(f64, f64)]) -> String {
    const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let lowest = values.iter().map(|(_, value)| *value).fold(f64::INFINITY, f64::min);
    let highest = values.iter().map(|(_, value)| *value).fold(f64::NEG_INFINITY, f64::max);
    let step = |value: f64| {
        let place = (value - lowest) / (highest - lowest).max(f64::EPSILON);
        let index = STEPS.iter().enumerate().rfind(|(index, _)| {
            u32::try_from(*index).is_ok_and(|index| f64::from(index) <= place * 7.0)
        });
        index.map_or(STEPS[0], |(_, letter)| *letter)
    };
    let shown = values.iter().step_by(values.len().div_ceil(2 * ROWS).max(1));
    shown.map(|(_, value)| step(*value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(climb_mib: f64) -> Vec<Sample> {
        let sample = |number: u32| Sample {
            seconds: f64::from(number) * 10.0,
            // A saw, as memory is, on a slope.
            memory_mib: 50.0 + f64::from(number % 5) + climb_mib * f64::from(number) / 100.0,
            handles: 40.0,
            threads: 8.0,
            database_mib: f64::from(number),
            log_mib: 4.0,
            requests: 100,
            p50_ms: 2.0,
            p99_ms: 9.0,
        };
        (0..100).map(sample).collect()
    }

    #[test]
    fn a_leak_is_told_from_noise() {
        assert!(report(&after(0.0)));
        assert!(report(&after(-40.0)));
        assert!(!report(&after(40.0)));
    }

    #[test]
    fn too_short_a_look_proves_nothing() {
        assert!(!report(&after(0.0)[..2]));
        assert!(!report(&[]));
    }
}
