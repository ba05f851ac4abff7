//! The sounds as files: each decodes, is small and short, neither clips nor clicks, and none is
//! louder than the rest. And the table that names them tells the truth.
#![expect(clippy::unwrap_used, reason = "a sound that can't be read should fail right there")]
#![expect(clippy::cast_precision_loss, reason = "counts of samples, far below 2^52")]

use std::collections::BTreeSet;
use std::f64::consts::PI;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use campfire_proto::sound::{SOUNDS, Sound};
use symphonia::core::audio::SampleBuffer;
use symphonia::core::codecs::DecoderOptions;
use symphonia::core::errors::Error;
use symphonia::core::formats::{FormatOptions, Packet};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::probe::Hint;

const RATE: u32 = 44_100;
const SECONDS: RangeInclusive<f64> = 0.4..=6.0;
/// Decibels below full scale that no decoded sample may reach.
const PEAK: f64 = -1.0;
/// And what each reaches at least somewhere.
const FAINT: f64 = -12.0;
/// What the first and last two milliseconds stay below, so that starting and stopping can't be
/// heard as a click.
const ENDS: f64 = -40.0;
/// Where a sound is taken for silent, and how long it may be so: a pause is part of a joke, a hole
/// isn't.
const SILENCE: f64 = -60.0;
const LONGEST_SILENCE_SECONDS: f64 = 0.8;
/// How far apart in loudness the loudest and the softest may be, in LU. One is just about heard as
/// a difference.
const SPREAD: f64 = 1.0;

#[test]
fn every_sound_is_small_and_short_and_none_clips_clicks_or_shouts() {
    let names = SOUNDS.map(|sound| sound.name);

    let heard = names.map(|name| (name, decode(&sounds().join(format!("{name}.mp3")))));

    let complaints: Vec<String> = heard
        .iter()
        .flat_map(|(name, recording)| {
            recording.complaints().into_iter().map(move |what| format!("{name}: {what}"))
        })
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));

    let loudness = heard.iter().map(|(_, recording)| recording.loudness());
    let (softest, loudest) =
        loudness.fold((f64::MAX, f64::MIN), |(low, high), level| (low.min(level), high.max(level)));
    assert!(loudest - softest <= SPREAD, "loudness reaches from {softest:.2} to {loudest:.2} LUFS");
}

#[test]
fn the_table_and_the_files_name_each_other() {
    let in_table: BTreeSet<String> = SOUNDS
        .iter()
        .map(Sound::from)
        .flat_map(|sound| [Some(sound.url), sound.image_url])
        .flatten()
        .map(|url| url.strip_prefix("/assets/sounds/").unwrap().to_owned())
        .collect();

    let on_disk: BTreeSet<String> = fs::read_dir(sounds())
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();

    assert_eq!(SOUNDS.len(), 59);
    assert_eq!(in_table, on_disk);
}

#[test]
fn a_picture_is_small_says_what_it_shows_and_reaches_for_nothing() {
    for file in SOUNDS.iter().filter_map(|sound| sound.image) {
        let picture = fs::read_to_string(sounds().join(file)).unwrap();

        let (start, labelled) = picture.split_once("aria-label=\"").unwrap();
        let (label, drawing) = labelled.split_once('"').unwrap();
        let markup = [start, drawing].concat();

        assert!(label.split(' ').count() >= 3, "{file} needs words for those who can't see it");
        assert!(picture.starts_with(r#"<svg xmlns="http://www.w3.org/2000/svg" width="200""#));
        assert!(picture.len() < 8_000, "{file} has {} bytes", picture.len());
        for forbidden in
            ["<script", "<style", "<image", "<foreign", "<text", "href", "data:", " on"]
        {
            assert!(!markup.contains(forbidden), "{file} contains {forbidden}");
        }
    }
}

fn sounds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/sounds")
}

/// What comes out of the decoder that the terminal plays with.
struct Recording {
    samples: Vec<f64>,
    channels: usize,
    rate: u32,
    highest_kilobits: u32,
}

fn decode(path: &Path) -> Recording {
    let file = Box::new(fs::File::open(path).unwrap());
    let source = MediaSourceStream::new(file, MediaSourceStreamOptions::default());
    let gapless = FormatOptions { enable_gapless: true, ..Default::default() };
    let mut format = symphonia::default::get_probe()
        .format(&Hint::new(), source, &gapless, &MetadataOptions::default())
        .unwrap()
        .format;
    let codec = &format.default_track().unwrap().codec_params;
    let mut decoder =
        symphonia::default::get_codecs().make(codec, &DecoderOptions::default()).unwrap();

    let mut recording =
        Recording { samples: Vec::new(), channels: 0, rate: 0, highest_kilobits: 0 };
    loop {
        let frame = match format.next_packet() {
            // This is how the decoder says that a file is over.
            Err(Error::IoError(_)) => return recording,
            frame => frame.unwrap(),
        };
        let sound = decoder.decode(&frame).unwrap();
        let mut buffer = SampleBuffer::<f32>::new(sound.capacity() as u64, *sound.spec());
        recording.channels = sound.spec().channels.count();
        recording.rate = sound.spec().rate;
        recording.highest_kilobits = recording.highest_kilobits.max(kilobits(&frame));
        buffer.copy_interleaved_ref(sound);
        recording.samples.extend(buffer.samples().iter().copied().map(f64::from));
    }
}

/// The bit rate that a frame states in its header. The format's table goes on, but all further on
/// is too high.
fn kilobits(frame: &Packet) -> u32 {
    let table = [0, 32, 40, 48, 56, 64];
    table.get(usize::from(frame.buf()[2] >> 4)).copied().unwrap_or(u32::MAX)
}

impl Recording {
    fn complaints(&self) -> Vec<String> {
        let ends = RATE as usize / 500;
        let seconds = self.samples.len() as f64 / f64::from(RATE);
        let (start, end) =
            (decibels(&self.samples[..ends]), decibels(&self.samples[self.samples.len() - ends..]));
        let (peak, silence) = (decibels(&self.samples), self.longest_silence_seconds());

        [
            (self.channels != 1, format!("has {} channels", self.channels)),
            (self.rate != RATE, format!("has {} samples a second", self.rate)),
            (self.highest_kilobits > 64, format!("has frames of {} kbit/s", self.highest_kilobits)),
            (!SECONDS.contains(&seconds), format!("lasts {seconds:.2} s")),
            (peak >= PEAK, format!("peaks at {peak:.2} dBFS")),
            (peak < FAINT, format!("can hardly be heard, at {peak:.2} dBFS")),
            (start > ENDS, format!("starts with a click of {start:.1} dBFS")),
            (end > ENDS, format!("ends with a click of {end:.1} dBFS")),
            (silence > LONGEST_SILENCE_SECONDS, format!("says nothing for {silence:.2} s")),
        ]
        .into_iter()
        .filter_map(|(wrong, complaint)| wrong.then_some(complaint))
        .collect()
    }

    fn longest_silence_seconds(&self) -> f64 {
        let window = RATE as usize / 100;
        let quiet = self.samples.chunks(window).map(|chunk| decibels(chunk) < SILENCE);
        let mut run = 0;
        let runs = quiet.map(|quiet| {
            run = if quiet { run + 1 } else { 0 };
            run
        });
        let longest = runs.max().unwrap_or(0);
        f64::from(longest) * window as f64 / f64::from(RATE)
    }

    /// In LUFS (ITU-R BS.1770): K-weighted blocks of 400 ms every 100 ms, of which the pauses don't
    /// count.
    fn loudness(&self) -> f64 {
        let mut weighted = Biquad::rumble().filtered(&Biquad::shelf().filtered(&self.samples));
        let (block, hop) = (RATE as usize * 2 / 5, RATE as usize / 10);
        weighted.resize(weighted.len().max(block), 0.0);

        let power: Vec<f64> = weighted
            .windows(block)
            .step_by(hop)
            .map(|block| mean(block.iter().map(|sample| sample * sample)))
            .collect();
        let loud = mean(power.iter().copied().filter(|power| level(*power) > -70.0));
        level(mean(power.iter().copied().filter(|power| *power > loud / 10.0)))
    }
}

/// The highest sample.
fn decibels(samples: &[f64]) -> f64 {
    20.0 * samples.iter().fold(1e-9, |highest: f64, sample| highest.max(sample.abs())).log10()
}

fn level(power: f64) -> f64 {
    -0.691 + 10.0 * power.max(1e-12).log10()
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// A second-order filter: the standard's two, from the analogue ones that its table for 48 kHz was
/// made of.
struct Biquad {
    forward: [f64; 3],
    back: [f64; 2],
}

impl Biquad {
    /// A head is in the way of low tones only.
    fn shelf() -> Self {
        let (turn, gain) =
            ((PI * 1_681.974_45 / f64::from(RATE)).tan(), 10f64.powf(3.999_843_85 / 20.0));
        let (slope, square, middle) = (turn / 0.707_175_24, turn * turn, gain.powf(0.499_666_77));
        let scale = 1.0 + slope + square;
        Self {
            forward: [
                gain + middle * slope + square,
                2.0 * (square - gain),
                gain - middle * slope + square,
            ]
            .map(|part| part / scale),
            back: [2.0 * (square - 1.0), 1.0 - slope + square].map(|part| part / scale),
        }
    }

    /// What is too low to be heard doesn't count.
    fn rumble() -> Self {
        let turn = (PI * 38.135_470_88 / f64::from(RATE)).tan();
        let (slope, square) = (turn / 0.500_327_04, turn * turn);
        let scale = 1.0 + slope + square;
        Self {
            forward: [1.0, -2.0, 1.0],
            back: [2.0 * (square - 1.0), 1.0 - slope + square].map(|part| part / scale),
        }
    }

    fn filtered(&self, samples: &[f64]) -> Vec<f64> {
        let (mut before, mut after) = ([0.0; 2], [0.0; 2]);
        samples
            .iter()
            .map(|&sample| {
                let made = self.forward[0] * sample
                    + self.forward[1] * before[0]
                    + self.forward[2] * before[1]
                    - self.back[0] * after[0]
                    - self.back[1] * after[1];
                before = [sample, before[0]];
                after = [made, after[0]];
                made
            })
            .collect()
    }
}
