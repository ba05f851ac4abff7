//! Laws that hold for all input, tried out on a real server.

use std::{
    fmt::Debug,
    time::{Duration, Instant},
};

use proptest::{
    strategy::Strategy,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

/// Sets a scene once, and tries a law on it with many inputs.
///
/// The inputs are the same in every run, so that a red test stays red until it is mended.
/// `CAMPFIRE_SEED=7` tries others; the seed is printed beside the input that broke the law. With
/// `CAMPFIRE_FUZZ_SECONDS=600` it goes on for so long, with one seed after the other.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a closure written where it is called reads best"
)]
pub fn holds_for_all<S: Strategy, T>(
    cases: u32,
    inputs: &S,
    scene: impl AsyncFn() -> T,
    law: impl AsyncFn(&T, S::Value),
) where
    S::Value: Debug,
{
    let asked = |name: &str| {
        std::env::var(name).ok().map(|number| number.parse::<u64>().expect("a number"))
    };
    let first = asked("CAMPFIRE_SEED").unwrap_or(1);
    let length = asked("CAMPFIRE_FUZZ_SECONDS").map(Duration::from_secs);
    let begun = Instant::now();
    for seed in first.. {
        holds_with(seed, cases, inputs, &scene, &law);
        if length.is_none_or(|length| begun.elapsed() >= length) {
            break;
        }
    }
}

fn holds_with<S: Strategy, T>(
    seed: u64,
    cases: u32,
    inputs: &S,
    scene: &impl AsyncFn() -> T,
    law: &impl AsyncFn(&T, S::Value),
) where
    S::Value: Debug,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let scene = runtime.block_on(scene());
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    // Each step towards a smaller input is a conversation with a server: enough is enough.
    let config =
        Config { cases, max_shrink_iters: 64, failure_persistence: None, ..Config::default() };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let outcome = runner.run(inputs, |input| {
        runtime.block_on(law(&scene, input));
        Ok(())
    });
    // The server's own tasks end with the scene; then the runtime may go.
    runtime.block_on(async { drop(scene) });
    if let Err(broken) = outcome {
        panic!("with CAMPFIRE_SEED={seed}: {broken}");
    }
}
