//! Saving in the background: answers, retries, the end.

use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use gongbu::store::{Batch, SaveError, SaveEvent, Saver, Timing};

use super::faulty::{ENOSPC, Fault, Faulty};
use super::{Lab, batch, change, expected, name, texts};

const PATIENCE: Duration = Duration::from_secs(20);

/// Everything quick but the refresh, which is left to the tests that want it.
const QUICK: Timing = Timing {
    quiet: Duration::from_secs(600),
    latest: Duration::from_secs(600),
    first_retry: Duration::from_millis(10),
    longest_retry: Duration::from_millis(40),
};

fn start(lab: &Lab, files: &Faulty, timing: Timing) -> (Saver, Receiver<SaveEvent>) {
    let (sender, events) = mpsc::channel();
    let store = lab.try_open(files.clone()).expect("opens").store;
    let saver = Saver::start_with(store, timing, move |event| {
        let _ = sender.send(event);
    });
    (saver, events)
}

fn next(events: &Receiver<SaveEvent>) -> SaveEvent {
    events.recv_timeout(PATIENCE).expect("an event")
}

#[test]
fn every_ticket_is_answered_and_the_last_bytes_win() {
    let lab = Lab::new();
    let (saver, events) = start(&lab, &Faulty::default(), QUICK);
    for ticket in 0..200 {
        let text = format!("{{\"n\":{ticket}}}");
        let soft = vec![(name("undo"), text.clone().into_bytes())];
        saver
            .save(Batch {
                soft,
                ..batch(ticket, vec![change("plan", &text)])
            })
            .expect("queued");
    }
    assert_eq!(saver.stop(PATIENCE), Ok(()));
    let answers: Vec<SaveEvent> = events.iter().collect();
    assert_eq!(
        answers,
        (0..200)
            .map(|ticket| SaveEvent::Saved { ticket })
            .collect::<Vec<_>>()
    );
    assert_eq!(lab.read("plan.json"), "{\"n\":199}");
    let opened = lab.open();
    assert_eq!(texts(&opened), expected(&[("plan", "{\"n\":199}")]));
    assert_eq!(
        opened.store.read_soft(&name("undo")).as_deref(),
        Some(b"{\"n\":199}".as_slice())
    );
}

#[test]
fn batches_that_pile_up_become_one_commit() {
    let lab = Lab::new();
    let files = Faulty::default();
    let (saver, events) = start(
        &lab,
        &files,
        Timing {
            first_retry: PATIENCE,
            ..QUICK
        },
    );
    files.fail(Fault::From(0), ENOSPC);
    for ticket in 0..50 {
        saver
            .save(batch(ticket, vec![change("plan", &ticket.to_string())]))
            .expect("queued");
        assert!(matches!(
            next(&events),
            SaveEvent::Failed {
                will_retry: true,
                ..
            }
        ));
    }
    files.heal();
    saver
        .save(batch(50, vec![change("plan", "50")]))
        .expect("queued");
    for ticket in 0..=50 {
        assert_eq!(next(&events), SaveEvent::Saved { ticket });
    }
    assert_eq!(lab.list(".gongbu/gen/plan").len(), 1);
    assert_eq!(saver.stop(PATIENCE), Ok(()));
}

#[test]
fn a_failed_save_is_reported_and_tried_again_until_it_succeeds() {
    let lab = Lab::new();
    let files = Faulty::default();
    let (saver, events) = start(&lab, &files, QUICK);
    files.fail(Fault::From(0), ENOSPC);
    saver
        .save(batch(7, vec![change("plan", "{\"typed\":1}")]))
        .expect("queued");
    for _ in 0..3 {
        let SaveEvent::Failed {
            ticket: 7,
            error: SaveError::Io(fault),
            will_retry: true,
        } = next(&events)
        else {
            panic!("not a failure")
        };
        assert_eq!(fault.kind, std::io::ErrorKind::StorageFull);
    }
    files.heal();
    let answer = std::iter::from_fn(|| Some(next(&events)))
        .find(|event| !matches!(event, SaveEvent::Failed { .. }));
    assert_eq!(answer, Some(SaveEvent::Saved { ticket: 7 }));
    assert_eq!(saver.stop(PATIENCE), Ok(()));
    assert_eq!(texts(&lab.open()), expected(&[("plan", "{\"typed\":1}")]));
}

#[test]
fn a_batch_that_is_not_json_is_refused_alone() {
    let lab = Lab::new();
    let (saver, events) = start(&lab, &Faulty::default(), QUICK);
    saver
        .save(batch(1, vec![change("plan", "1")]))
        .expect("queued");
    saver
        .save(batch(2, vec![change("plan", "{"), change("week", "2")]))
        .expect("queued");
    saver
        .save(batch(3, vec![change("other", "3")]))
        .expect("queued");
    assert_eq!(saver.stop(PATIENCE), Ok(()));
    let mut saved = Vec::new();
    for event in events {
        match event {
            SaveEvent::Saved { ticket } => saved.push(ticket),
            SaveEvent::Failed {
                ticket,
                error,
                will_retry,
            } => {
                assert_eq!((ticket, will_retry), (2, false));
                assert!(matches!(error, SaveError::NotJson { .. }));
            }
            event => panic!("{event:?}"),
        }
    }
    assert_eq!(saved, [1, 3]);
    assert_eq!(
        texts(&lab.open()),
        expected(&[("other", "3"), ("plan", "1")])
    );
}

#[test]
fn files_are_refreshed_after_a_quiet_while_and_then_nothing_stirs() {
    let lab = Lab::new();
    let files = Faulty::default();
    let quiet = Duration::from_millis(50);
    let (saver, events) = start(&lab, &files, Timing { quiet, ..QUICK });
    saver
        .save(batch(1, vec![change("plan", "1")]))
        .expect("queued");
    assert_eq!(next(&events), SaveEvent::Saved { ticket: 1 });
    assert!(!lab.path("plan.json").exists());
    let deadline = std::time::Instant::now() + PATIENCE;
    while !lab.path("plan.json").exists() {
        assert!(std::time::Instant::now() < deadline, "never refreshed");
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(quiet);
    let calls = files.calls();
    std::thread::sleep(quiet * 4);
    assert_eq!(files.calls(), calls);
    assert_eq!(saver.stop(PATIENCE), Ok(()));
}

#[test]
fn files_are_refreshed_although_saves_keep_coming() {
    let lab = Lab::new();
    let timing = Timing {
        quiet: Duration::from_millis(400),
        latest: Duration::from_millis(600),
        ..QUICK
    };
    let (saver, events) = start(&lab, &Faulty::default(), timing);
    let deadline = std::time::Instant::now() + PATIENCE;
    for ticket in 0.. {
        saver
            .save(batch(ticket, vec![change("plan", &ticket.to_string())]))
            .expect("queued");
        assert_eq!(next(&events), SaveEvent::Saved { ticket });
        if lab.path("plan.json").exists() {
            break;
        }
        assert!(std::time::Instant::now() < deadline, "never refreshed");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(saver.stop(PATIENCE), Ok(()));
}

#[test]
fn what_a_crash_left_unrefreshed_is_refreshed_without_a_save() {
    let lab = Lab::new();
    lab.open()
        .store
        .commit(vec![change("plan", "1")])
        .expect("commit");
    let (saver, _events) = start(&lab, &Faulty::default(), QUICK);
    assert_eq!(saver.stop(PATIENCE), Ok(()));
    assert_eq!(lab.read("plan.json"), "1");
}

#[test]
fn a_read_only_store_answers_and_stops() {
    let lab = Lab::with(&[("plan", "1")]);
    let _first = lab.open();
    let (saver, events) = start(&lab, &Faulty::default(), QUICK);
    saver
        .save(batch(1, vec![change("plan", "2")]))
        .expect("queued");
    let refused = SaveEvent::Failed {
        ticket: 1,
        error: SaveError::ReadOnly,
        will_retry: false,
    };
    assert_eq!(next(&events), refused);
    assert_eq!(saver.stop(PATIENCE), Ok(()));
}

#[test]
fn dropping_the_saver_saves_too() {
    let lab = Lab::new();
    let (saver, events) = start(&lab, &Faulty::default(), QUICK);
    saver
        .save(batch(1, vec![change("plan", "1")]))
        .expect("queued");
    drop(saver);
    assert_eq!(
        events.iter().collect::<Vec<_>>(),
        [SaveEvent::Saved { ticket: 1 }]
    );
    assert_eq!(texts(&lab.open()), expected(&[("plan", "1")]));
}
