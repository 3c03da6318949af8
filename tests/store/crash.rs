//! Every single call fails, once or for ever, and the process dies or the power goes: what was acknowledged is
//! there, what was not is there as a whole or not at all.

use std::collections::BTreeMap;

use gongbu::store::{Notice, Opened, ReadOnly, RealFiles};

use super::faulty::{EIO, ENOSPC, Fault, Faulty};
use super::{Lab, change, changes, expected, one_outside, removal, taking, texts};

/// What becomes of an edit beside a save: both.
const MERGED: &str = "{\n  \"n\": 2,\n  \"theirs\": 1\n}\n";

type State = BTreeMap<String, String>;

/// Something that happens to an opened dataset; says whether it was acknowledged.
struct Scenario {
    before: &'static [(&'static str, &'static str)],
    /// Done before faults begin.
    prepare: fn(&Lab, &mut Opened),
    act: fn(&mut Opened) -> bool,
    /// What must be found if nothing was acknowledged, or else.
    old: &'static [(&'static str, &'static str)],
    new: &'static [(&'static str, &'static str)],
}

const SCENARIOS: [Scenario; 7] = [
    Scenario {
        before: &[],
        prepare: |_, _| {},
        act: |opened| {
            opened
                .store
                .commit(vec![change("plan", "{\"n\":1}")])
                .is_ok()
        },
        old: &[],
        new: &[("plan", "{\"n\":1}")],
    },
    Scenario {
        before: &[("plan", "{\"n\":1}")],
        prepare: |_, _| {},
        act: |opened| {
            opened
                .store
                .commit(vec![change("plan", "{\"n\":2}")])
                .is_ok()
        },
        old: &[("plan", "{\"n\":1}")],
        new: &[("plan", "{\"n\":2}")],
    },
    Scenario {
        before: &[("plan", "{\"n\":1}"), ("weeks/w1", "{\"n\":1}")],
        prepare: |_, _| {},
        act: |opened| {
            let batch = changes(&[
                ("plan", "{\"n\":2}"),
                ("weeks/w1", "{\"n\":2}"),
                ("weeks/w2", "{\"n\":2}"),
            ]);
            opened.store.commit(batch).is_ok()
        },
        old: &[("plan", "{\"n\":1}"), ("weeks/w1", "{\"n\":1}")],
        new: &[
            ("plan", "{\"n\":2}"),
            ("weeks/w1", "{\"n\":2}"),
            ("weeks/w2", "{\"n\":2}"),
        ],
    },
    Scenario {
        before: &[("plan", "{\"n\":1}"), ("weeks/w1", "{\"n\":1}")],
        prepare: |_, _| {},
        act: |opened| {
            opened
                .store
                .commit(vec![removal("weeks/w1"), change("plan", "{\"n\":2}")])
                .is_ok()
        },
        old: &[("plan", "{\"n\":1}"), ("weeks/w1", "{\"n\":1}")],
        new: &[("plan", "{\"n\":2}")],
    },
    Scenario {
        before: &[("plan", "{\"n\":1}"), ("weeks/w1", "{\"n\":1}")],
        prepare: |_, opened| {
            let batch = vec![
                removal("weeks/w1"),
                change("plan", "{\"n\":2}"),
                change("new/one", "{\"n\":2}"),
            ];
            opened.store.commit(batch).expect("commit");
        },
        act: |opened| {
            opened.store.refresh();
            true
        },
        old: &[("new/one", "{\"n\":2}"), ("plan", "{\"n\":2}")],
        new: &[("new/one", "{\"n\":2}"), ("plan", "{\"n\":2}")],
    },
    Scenario {
        before: &[("plan", "{\"n\":1}")],
        prepare: |lab, opened| {
            opened
                .store
                .commit(vec![change("plan", "{\"n\":2}")])
                .expect("commit");
            lab.write("plan.json", "{\"n\":1,\"theirs\":1}");
        },
        act: |opened| {
            opened.store.refresh();
            true
        },
        old: &[("plan", MERGED)],
        new: &[("plan", MERGED)],
    },
    Scenario {
        before: &[("plan", "{\"n\":1}")],
        prepare: |lab, opened| {
            opened
                .store
                .commit(vec![change("plan", "{\"n\":2}")])
                .expect("commit");
            lab.write("plan.json", "{\"n\":1,\"theirs\":1}");
            opened.store.refresh();
            assert_eq!(one_outside(&mut opened.store).id, 1);
        },
        act: |opened| {
            let taken = taking(1, true, vec![change("plan", MERGED)]);
            let saved = opened.store.save(&taken).is_ok();
            opened.store.refresh();
            saved
        },
        old: &[("plan", MERGED)],
        new: &[("plan", MERGED)],
    },
];

#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    Kill,
    PowerCut,
}

/// Runs `trial` with a fault at each call until there are no more calls; gives it the number of the call and
/// expects the number of calls made.
fn at_every_call(mut trial: impl FnMut(usize) -> usize) -> usize {
    for call in 0.. {
        if trial(call) <= call {
            return call;
        }
    }
    unreachable!("no trial has endless calls")
}

#[test]
fn a_fault_at_any_call_of_a_save_or_a_refresh_leaves_the_old_state_or_the_new_one() {
    for (index, scenario) in SCENARIOS.iter().enumerate() {
        let (old, new) = (expected(scenario.old), expected(scenario.new));
        for (fault, code, end) in [
            (Fault::Once as fn(usize) -> Fault, EIO, End::Kill),
            (Fault::Once, ENOSPC, End::PowerCut),
            (Fault::From, ENOSPC, End::Kill),
            (Fault::From, EIO, End::Kill),
            (Fault::From, EIO, End::PowerCut),
        ] {
            let calls = at_every_call(|call| {
                let lab = Lab::with(scenario.before);
                let files = Faulty::default();
                let mut opened = lab.try_open(files.clone()).expect("opens");
                (scenario.prepare)(&lab, &mut opened);
                files.fail(fault(call), code);
                let acknowledged = (scenario.act)(&mut opened);
                let calls = files.calls();
                drop(opened);
                if end == End::PowerCut {
                    files.cut_power();
                }
                let found = texts(&lab.open());
                let label = format!("scenario {index}, call {call}, error {code}, {end:?}");
                assert!(
                    found == new || (!acknowledged && found == old),
                    "{label}: {found:?}"
                );
                assert_eq!(
                    texts(&lab.open()),
                    found,
                    "{label}: a second start finds the same"
                );
                calls
            });
            assert!(calls > 3, "scenario {index} makes calls");
        }
    }
}

#[test]
fn when_the_fault_ends_the_same_store_saves_and_refreshes() {
    // The last one waits for an answer about somebody's edit, and so for the next start.
    for scenario in &SCENARIOS[..5] {
        for fault in [Fault::Once as fn(usize) -> Fault, Fault::From] {
            at_every_call(|call| {
                let lab = Lab::with(scenario.before);
                let files = Faulty::default();
                let mut opened = lab.try_open(files.clone()).expect("opens");
                (scenario.prepare)(&lab, &mut opened);
                files.fail(fault(call), ENOSPC);
                (scenario.act)(&mut opened);
                let calls = files.calls();
                files.heal();
                assert!((scenario.act)(&mut opened));
                opened.store.refresh();
                drop(opened);
                files.cut_power();
                let opened = lab.open();
                assert_eq!(texts(&opened), expected(scenario.new), "call {call}");
                assert_eq!(opened.notices, [], "call {call}");
                assert!(!opened.store.needs_refresh(), "call {call}");
                calls
            });
        }
    }
}

#[test]
fn one_failing_call_does_not_keep_a_save_from_succeeding() {
    // The second attempt goes to new files.
    for (index, scenario) in SCENARIOS[..4].iter().enumerate() {
        at_every_call(|call| {
            let lab = Lab::with(scenario.before);
            let files = Faulty::default();
            let mut opened = lab.try_open(files.clone()).expect("opens");
            files.fail(Fault::Once(call), EIO);
            assert!((scenario.act)(&mut opened), "scenario {index}, call {call}");
            files.calls()
        });
    }
}

#[test]
fn a_crash_at_any_call_of_the_first_start_leaves_a_directory_that_starts() {
    for fault in [Fault::Once as fn(usize) -> Fault, Fault::From] {
        for end in [End::Kill, End::PowerCut] {
            at_every_call(|call| {
                let lab = Lab::new();
                let files = Faulty::default();
                files.fail(fault(call), EIO);
                let acknowledged = lab.try_open(files.clone()).is_ok_and(|mut opened| {
                    opened.store.commit(vec![change("first", "1")]).is_ok()
                });
                let calls = files.calls();
                if end == End::PowerCut {
                    files.cut_power();
                }
                let mut opened = lab.open();
                let found = texts(&opened);
                let label = format!("call {call}, {end:?}");
                assert!(
                    found == expected(&[("first", "1")]) || (!acknowledged && found.is_empty()),
                    "{label}"
                );
                let unfinished =
                    |notice: &Notice| matches!(notice, Notice::GenerationDamaged { .. });
                assert!(
                    opened.notices.iter().all(unfinished),
                    "{label}: {:?}",
                    opened.notices
                );
                assert_eq!(opened.read_only, None);
                assert_eq!(lab.read("README.txt"), "Read me.\n");
                opened
                    .store
                    .commit(vec![change("plan", "1")])
                    .expect("commit");
                drop(opened);
                assert_eq!(texts(&lab.open())["plan"], "1");
                calls
            });
        }
    }
}

/// A dataset with one document in each kind of trouble.
fn troubled() -> (Lab, State) {
    let documents =
        ["beside", "edited", "good", "lags", "old", "torn"].map(|name| (name, "{\"n\":1,\"m\":2}"));
    let lab = Lab::with(&documents);
    let mut store = lab.open().store;
    for n in 2..4 {
        store
            .commit(vec![change("old", &n.to_string())])
            .expect("commit");
        store.refresh();
    }
    store.commit(vec![change("lags", "2")]).expect("commit");
    drop(store);
    store = lab.open().store;
    store.commit(vec![change("good", "1")]).expect("commit");
    store.refresh();
    store
        .commit(vec![change("beside", "{\"n\":2,\"m\":2}")])
        .expect("commit");
    drop(store);
    lab.write("beside.json", "{\"n\":1,\"m\":3}");
    lab.write("edited.json", "{\"by\":\"hand\"}");
    lab.write("torn.json", "{\"n\":1");
    lab.write("old.json", documents[0].1);
    std::fs::remove_file(lab.path("gongbu.json")).expect("remove");
    let state = expected(&[
        ("beside", "{\n  \"n\": 2,\n  \"m\": 3\n}\n"),
        ("edited", "{\"by\":\"hand\"}"),
        ("good", "1"),
        ("lags", "2"),
        ("old", "3"),
        ("torn", documents[0].1),
    ]);
    (lab, state)
}

#[test]
fn a_fault_at_any_call_of_a_start_that_repairs_loses_nothing() {
    for (fault, code) in [
        (Fault::Once as fn(usize) -> Fault, EIO),
        (Fault::From, EIO),
        (Fault::From, ENOSPC),
    ] {
        for end in [End::Kill, End::PowerCut] {
            at_every_call(|call| {
                let (lab, state) = troubled();
                let files = Faulty::default();
                files.fail(fault(call), code);
                if let Ok(mut opened) = lab.try_open(files.clone()) {
                    if matches!(fault(call), Fault::Once(_)) {
                        assert_eq!(texts(&opened), state, "call {call}: one error is got over");
                    }
                    opened.store.refresh();
                }
                let calls = files.calls();
                if end == End::PowerCut {
                    files.cut_power();
                }
                let mut opened = lab.open();
                assert_eq!(
                    texts(&opened),
                    state,
                    "call {call}, {code}, {end:?}: {:?}",
                    opened.notices
                );
                opened.store.refresh();
                drop(opened);
                let opened = lab.open();
                assert_eq!(texts(&opened), state);
                assert_eq!(opened.notices, []);
                let bytes = lab.snapshot();
                for kept in ["{\"n\":1", "{\"n\":1,\"m\":2}"] {
                    assert!(
                        bytes.values().any(|bytes| bytes == kept.as_bytes()),
                        "call {call}: {kept} is gone"
                    );
                }
                calls
            });
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_is_left_alone_while_its_document_lives_on() {
    let lab = Lab::with(&[("plan", "{\"n\":1}")]);
    let files = Faulty::default();
    files.fail_below(&lab.path("plan.json"), EIO);
    let mut opened = lab.try_open(files.clone()).expect("opens");
    assert!(matches!(opened.notices[..], [Notice::Unreadable { .. }]));
    assert_eq!(opened.read_only, None::<ReadOnly>);
    assert_eq!(texts(&opened), expected(&[("plan", "{\"n\":1}")]));
    opened
        .store
        .commit(vec![change("plan", "{\"n\":2}")])
        .expect("saves go on");
    assert_eq!(opened.store.refresh().len(), 1);
    assert_eq!(lab.read("plan.json"), "{\"n\":1}");
    drop(opened);
    let opened = lab.try_open(RealFiles).expect("opens");
    assert_eq!(texts(&opened), expected(&[("plan", "{\"n\":2}")]));
}

#[test]
fn a_save_after_the_history_was_lost_survives_a_power_cut() {
    for lost in [".gongbu", ".gongbu/gen"] {
        let lab = Lab::with(&[("plan", "1"), ("week", "1")]);
        std::fs::remove_dir_all(lab.path(lost)).expect("remove");
        let files = Faulty::default();
        let mut opened = lab.try_open(files.clone()).expect("opens");
        assert_eq!(opened.notices, [Notice::HistoryMissing], "{lost}");
        opened
            .store
            .commit(vec![change("plan", "2")])
            .expect("commit");
        drop(opened);
        files.cut_power();
        assert_eq!(
            texts(&lab.open()),
            expected(&[("plan", "2"), ("week", "1")]),
            "{lost}"
        );
    }
}
