//! What it all comes to, in lines for a person.

use std::{collections::HashSet, time::Duration};

use tokio::time::Instant;

use crate::listener::Heard;

/// How the deliveries went.
pub struct Deliveries {
    pub expected: usize,
    pub arrived: usize,
    pub twice: usize,
    /// From the post to every socket that heard of it, in order.
    each: Vec<Duration>,
    /// From the post to the last socket that heard of it, in order.
    last: Vec<Duration>,
    took: Duration,
}

impl Deliveries {
    pub fn of(sent: &[Instant], heard: &[Heard]) -> Self {
        let mut each = Vec::with_capacity(sent.len() * heard.len());
        let mut last = vec![Duration::ZERO; sent.len()];
        let (mut twice, mut end) = (0, sent.first().copied());
        for socket in heard {
            let mut known = HashSet::with_capacity(socket.len());
            for &(number, arrived) in socket {
                let Some(sent) = sent.get(number as usize) else { continue };
                if !known.insert(number) {
                    twice += 1;
                    continue;
                }
                let late = arrived.duration_since(*sent);
                each.push(late);
                last[number as usize] = last[number as usize].max(late);
                end = end.max(Some(arrived));
            }
        }
        each.sort_unstable();
        last.sort_unstable();
        let took = sent.first().zip(end).map(|(begin, end)| end.duration_since(*begin));
        Self {
            expected: sent.len() * heard.len(),
            arrived: each.len(),
            twice,
            each,
            last,
            took: took.unwrap_or_default(),
        }
    }

    /// From the post to the last socket, for the message in the middle.
    pub fn last_p50(&self) -> Duration {
        at(&self.last, 50).unwrap_or_default()
    }

    /// From the post to a socket, for all but the slowest hundredth.
    pub fn each_p99(&self) -> Duration {
        at(&self.each, 99).unwrap_or_default()
    }

    pub fn lost(&self) -> usize {
        self.expected - self.arrived
    }

    #[expect(clippy::cast_precision_loss, reason = "for people, who don't read sixteen digits")]
    pub fn print(&self) {
        let rate = self.arrived as f64 / self.took.as_secs_f64().max(f64::EPSILON);
        println!("deliveries        {} in {:.2?}, {rate:.0}/s", self.arrived, self.took);
        println!("to each socket    {}", spread(&self.each));
        println!("to the last one   {}", spread(&self.last));
        println!("lost, twice       {}, {}", self.lost(), self.twice);
    }
}

fn at(sorted: &[Duration], percent: usize) -> Option<Duration> {
    sorted.get(sorted.len().saturating_sub(1) * percent / 100).copied()
}

pub fn spread(sorted: &[Duration]) -> String {
    match (at(sorted, 50), at(sorted, 99), sorted.last()) {
        (Some(p50), Some(p99), Some(max)) => {
            format!("p50 {p50:.2?}, p99 {p99:.2?}, max {max:.2?}")
        }
        _ => "nothing arrived".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_lost_and_what_comes_again_is_twice() {
        let begin = Instant::now();
        let sent = [begin, begin];
        let heard = [vec![(0, begin), (1, begin), (1, begin)], vec![(0, begin)]];

        let deliveries = Deliveries::of(&sent, &heard);

        assert_eq!((deliveries.arrived, deliveries.lost(), deliveries.twice), (3, 1, 1));
    }
}
