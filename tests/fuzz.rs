//! Random harm to everything that is read: a short run, the same each time, belongs to the tests; a long one is asked
//! for. The seeds are in `tests/fuzz/seeds`; an input that failed is printed and belongs there.

mod mutate;
mod targets;

use crate::common::decade::Random;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

fn below_manifest(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The seeds of a target.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let mut paths = targets::files_of(&below_manifest(&format!("tests/fuzz/seeds/{target}")));
    if target == "document" {
        paths.extend(targets::files_of(&below_manifest("tests/fixtures")));
    }
    assert!(paths.len() > 1, "{target} has seeds");
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// How long a run is.
#[derive(Clone, Copy)]
enum Run {
    Times(u64),
    /// For the seconds in `$GONGBU_FUZZ`, or a minute; from another start each time.
    Long,
}

impl Run {
    /// Calls `once` with random numbers as often as is asked for.
    fn each(self, mut once: impl FnMut(&mut Random)) {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        match self {
            Run::Times(times) => (0..times).for_each(|_| once(&mut random)),
            Run::Long => {
                let seconds = std::env::var("GONGBU_FUZZ")
                    .ok()
                    .and_then(|text| text.parse().ok());
                let end = Instant::now() + Duration::from_secs(seconds.unwrap_or(60));
                random = Random(u64::from(std::process::id()) << 20 | 1);
                while Instant::now() < end {
                    once(&mut random);
                }
            }
        }
    }
}

/// Gives a target its seeds, and harmed ones.
fn fuzz(target: &str, check: fn(&[u8]), run: Run) {
    let seeds = seeds(target);
    seeds.iter().for_each(|seed| check(seed));
    run.each(|random| {
        let pick = |random: &mut Random| &seeds[random.below(seeds.len() as u64) as usize];
        let (seed, other) = (pick(random), pick(random));
        let input = mutate::mutated(random, seed, other);
        if catch_unwind(|| check(&input)).is_err() {
            panic!("{target} fails on {:?}", String::from_utf8_lossy(&input));
        }
    });
}

/// Harms the files of a data directory that was written for it.
fn fuzz_store(run: Run) {
    let whole = crate::hostile::terminal::handed_over(&crate::hostile::sample::documents());
    for (number, seed) in seeds("store").iter().enumerate() {
        let file = format!("drafts/seed{number}.json");
        fs::write(whole.path().join(file), seed).unwrap();
    }
    for _ in 0..2 {
        let done = Command::new(env!("CARGO_BIN_EXE_gongbu"))
            .arg("--data-dir")
            .arg(whole.path())
            .args(["log", "road/p/b/u/g/t", "5m"])
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    }
    // Most of the time of a start on damaged files is waiting for whoever may be writing them.
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let whole = whole.path();
            scope.spawn(move || {
                let mut own = Random(worker * 0x1234_5677 + 1);
                run.each(|random| {
                    own.0 ^= random.below(1 << 60);
                    harm(whole, &mut own);
                });
            });
        }
    });
}

/// Harms a copy of a data directory.
fn harm(whole: &Path, random: &mut Random) {
    let folder = crate::hostile::terminal::folder();
    copy(whole, folder.path());
    let (which, start) = (random.below(1 << 30), random.below(1 << 60) | 1);
    let other = b"{\"gen\":{\"doc\":\"a\",\"seq\":1}}\n";
    let damage = |bytes: &[u8]| mutate::mutated(&mut Random(start), bytes, other);
    let root = folder.path().to_owned();
    if catch_unwind(|| targets::store(&root, damage, which)).is_err() {
        let kept = folder.keep();
        panic!("the store fails on what is left in {}", kept.display());
    }
}

fn copy(from: &Path, to: &Path) {
    for path in targets::files_of(from) {
        let target = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&path, &target).unwrap();
    }
}

macro_rules! targets {
    ($($target:literal, $check:expr, $times:literal, $quick:ident, $long:ident;)*) => {$(
        #[test]
        fn $quick() {
            fuzz($target, $check, Run::Times($times));
        }

        #[test]
        #[ignore = "long"]
        fn $long() {
            fuzz($target, $check, Run::Long);
        }
    )*};
}

targets! {
    "document", targets::document, 1_500, harmed_documents_are_read_or_refused, long_fuzz_documents;
    "pack", targets::pack, 1_500, harmed_packs_are_checked, long_fuzz_packs;
    "keys", targets::keys, 1_500, harmed_keys_are_read_or_refused, long_fuzz_keys;
    "times", targets::times, 20_000, harmed_times_are_read_or_refused, long_fuzz_times;
    "merge", targets::merges, 3_000, harmed_documents_are_merged_or_refused, long_fuzz_merges;
}

#[test]
fn a_harmed_data_directory_opens_or_says_why_not() {
    fuzz_store(Run::Times(12));
}

#[test]
#[ignore = "long"]
fn long_fuzz_the_store() {
    fuzz_store(Run::Long);
}
