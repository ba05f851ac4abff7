//! Everything there is to measure, each beside the floor it is compared with, in one table that can
//! be laid beside another commit's. Machines differ and are never quite quiet: each figure and its
//! floor are taken in the same round, and the median of the rounds is what is printed.

use std::{path::PathBuf, time::Duration};

use clap::Args;

use crate::Failure;

mod process;
mod reads;
mod sockets;
mod talk;

/// How much is measured.
#[derive(Args)]
pub struct Options {
    /// How often each is measured; the table shows the median
    #[arg(long, default_value_t = 5)]
    rounds: usize,

    /// Only these: posts, pages, search, fan-out, rest, process; all unless said
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,

    /// Where the big databases are kept from one time to the next
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,

    /// How long each crowd asks, in seconds
    #[arg(long, default_value_t = 3)]
    seconds: u64,
}

impl Options {
    fn time(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

/// One figure of one round.
struct Figure {
    name: &'static str,
    unit: &'static str,
    ours: f64,
    /// The least it could be, measured in the same round; none where the limit is a figure itself.
    floor: Option<f64>,
    must: Must,
}

/// What must hold.
#[derive(Clone, Copy)]
enum Must {
    /// Ours is at least so much of the floor.
    BeAtLeast(f64),
    /// Ours is at most so many times the floor.
    BeAtMost(f64),
    /// Ours is at most this over the floor, or at all where there is none.
    NotExceed(f64),
    Nothing,
}

impl Figure {
    fn ratio(&self) -> Option<f64> {
        self.floor.map(|floor| self.ours / floor.max(f64::EPSILON))
    }
}

/// Measures and prints. False if something that must hold doesn't.
pub async fn measure(options: &Options) -> Result<bool, Failure> {
    std::fs::create_dir_all(&options.folder)?;
    let wanted = |name: &str| options.only.is_empty() || options.only.iter().any(|o| o == name);
    let mut rounds: Vec<Vec<Figure>> = Vec::new();
    for round in 1..=options.rounds {
        eprintln!("round {round} of {}", options.rounds);
        let mut figures = Vec::new();
        if wanted("posts") {
            figures.extend(talk::posts(options).await?);
        }
        if wanted("pages") {
            figures.extend(reads::pages(options).await?);
        }
        if wanted("search") {
            figures.extend(reads::searches(options).await?);
        }
        if wanted("fan-out") {
            figures.extend(sockets::fan_out().await?);
        }
        if wanted("rest") {
            figures.extend(sockets::at_rest().await?);
        }
        if wanted("process") {
            figures.extend(process::figures(options).await?);
        }
        rounds.push(figures);
    }
    Ok(print(&rounds))
}

fn print(rounds: &[Vec<Figure>]) -> bool {
    println!("| what | ours | floor | ratio | must be | |");
    println!("| --- | ---: | ---: | ---: | --- | --- |");
    let mut all_hold = true;
    let rows = rounds.first().map_or(0, Vec::len);
    for row in 0..rows {
        let figures: Vec<&Figure> = rounds.iter().filter_map(|round| round.get(row)).collect();
        let Some(first) = figures.first() else { continue };
        let ours = median(figures.iter().map(|figure| figure.ours));
        let floor = first.floor.map(|_| median(figures.iter().filter_map(|it| it.floor)));
        let ratio = first.floor.map(|_| median(figures.iter().filter_map(|it| it.ratio())));
        let (must, holds) = match first.must {
            Must::BeAtLeast(least) => {
                (format!("≥ {least:.2}"), ratio.is_none_or(|ratio| ratio >= least))
            }
            Must::BeAtMost(most) => {
                (format!("≤ {most:.2}"), ratio.is_none_or(|ratio| ratio <= most))
            }
            Must::NotExceed(most) => {
                let over = ours - floor.unwrap_or_default();
                let beyond = if floor.is_some() { "floor + " } else { "" };
                (format!("≤ {beyond}{most} {}", first.unit), over <= most)
            }
            Must::Nothing => (String::new(), true),
        };
        all_hold &= holds;
        let unit = first.unit;
        println!(
            "| {} | {} {unit} | {} | {} | {must} | {} |",
            first.name,
            short(ours),
            floor.map(|floor| format!("{} {unit}", short(floor))).unwrap_or_default(),
            ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default(),
            if holds { "" } else { "**no**" },
        );
    }
    all_hold
}

/// Three digits are all that such figures are worth.
fn short(figure: f64) -> String {
    match figure {
        figure if figure >= 100.0 => format!("{figure:.0}"),
        figure if figure >= 10.0 => format!("{figure:.1}"),
        figure => format!("{figure:.2}"),
    }
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_round_that_went_wrong_does_not_move_the_median() {
        assert_eq!(median([3.0, 900.0, 1.0, 2.0, 4.0].into_iter()).to_bits(), 3.0_f64.to_bits());
    }
}
