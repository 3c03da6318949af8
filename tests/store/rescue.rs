//! While the data directory refuses documents they are written elsewhere, and the next start finds them there.

use std::fs;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use gongbu::store::{
    Batch, Change, RealFiles, Rescued, SaveError, SaveEvent, Saver, Taken, Timing, write_rescue,
};

use super::faulty::{Call, EIO, ENOSPC, Fault, Faulty, Stuck};
use super::{Lab, batch, change, expected, name, put_aside, removal, taking, texts};

const PATIENCE: Duration = Duration::from_secs(20);

/// Nothing is tried again unless somebody asks.
const SLOW: Timing = Timing {
    quiet: PATIENCE,
    latest: PATIENCE,
    first_retry: PATIENCE,
    longest_retry: PATIENCE,
};

fn start(lab: &Lab, files: &Faulty) -> (Saver, Receiver<SaveEvent>) {
    let (sender, events) = mpsc::channel();
    let store = lab.try_open(files.clone()).expect("opens").store;
    let saver = Saver::start_with(store, SLOW, move |event| {
        let _ = sender.send(event);
    });
    (saver, events)
}

fn next(events: &Receiver<SaveEvent>) -> SaveEvent {
    events.recv_timeout(PATIENCE).expect("an event")
}

fn found(lab: &Lab) -> Vec<Rescued> {
    lab.open().rescued
}

#[test]
fn what_cannot_be_saved_is_rescued_at_once_and_again_when_it_changes_until_it_is_saved() {
    let lab = Lab::with(&[("plan", "{\"n\":1}")]);
    let files = Faulty::default();
    let (saver, events) = start(&lab, &files);
    files.fail_only(&[Call::Create], Fault::From(0), ENOSPC);
    files.also_below(&lab.root());
    for n in 2..5 {
        let text = format!("{{\"n\":{n}}}");
        saver
            .save(batch(n, vec![change("plan", &text), removal("week")]))
            .expect("queued");
        let SaveEvent::Failed {
            ticket,
            error: SaveError::Rescued { error, dir },
            will_retry: true,
        } = next(&events)
        else {
            panic!("not rescued")
        };
        assert_eq!(ticket, n);
        let SaveError::Io(fault) = *error else {
            panic!("{error}")
        };
        let space = fault.space.expect("how much room there is");
        assert!(space.needed > 0 && space.free > 0);
        assert_eq!(dir, lab.rescue().join(lab.dataset_id()));
        let copies = lab.rescued(&lab.rescue());
        assert_eq!(copies.len(), 2, "{copies:?}");
        assert!(
            fs::read_to_string(&copies[0])
                .expect("read")
                .contains(&text)
        );
    }
    files.heal();
    // Somebody comes back to the window: that is when it is tried.
    saver.look();
    for ticket in 2..5 {
        assert_eq!(next(&events), SaveEvent::Saved { ticket });
    }
    assert_eq!(saver.stop(PATIENCE), Ok(()));
    assert_eq!(lab.rescued(&lab.rescue()).len(), 0);
    let opened = lab.open();
    assert_eq!(opened.rescued, []);
    assert_eq!(texts(&opened), expected(&[("plan", "{\"n\":4}")]));
}

#[test]
fn the_first_place_that_takes_everything_is_used() {
    let lab = Lab::with(&[("plan", "1")]);
    let files = Faulty::default();
    let (saver, _events) = start(&lab, &files);
    files.fail_below(&lab.root(), EIO);
    files.also_below(&lab.rescue());
    saver
        .save(batch(1, vec![change("plan", "2"), change("week", "2")]))
        .expect("queued");
    let Err(SaveError::Rescued { dir, .. }) = saver.stop(PATIENCE) else {
        panic!("not rescued")
    };
    assert!(dir.starts_with(lab.second_rescue()));
    assert_eq!(lab.rescued(&lab.rescue()).len(), 0);
    assert_eq!(lab.rescued(&lab.second_rescue()).len(), 2);

    let lab = Lab::with(&[("plan", "1")]);
    let files = Faulty::default();
    let (saver, _events) = start(&lab, &files);
    files.fail(Fault::From(0), EIO);
    saver
        .save(batch(1, vec![change("plan", "2")]))
        .expect("queued");
    assert!(matches!(saver.stop(PATIENCE), Err(SaveError::Io(_))));
}

/// A dataset whose last session could only rescue.
fn after_a_rescue() -> Lab {
    let lab = Lab::with(&[("plan", "{\"n\":1}"), ("drafts/one", "{\"n\":1}")]);
    let files = Faulty::default();
    let (saver, _events) = start(&lab, &files);
    files.fail_below(&lab.root(), EIO);
    saver
        .save(batch(
            1,
            vec![change("plan", "{\"n\":2}"), removal("drafts/one")],
        ))
        .expect("queued");
    assert!(matches!(
        saver.stop(PATIENCE),
        Err(SaveError::Rescued { .. })
    ));
    lab
}

#[test]
fn the_next_start_offers_what_was_rescued_until_it_is_answered() {
    let lab = after_a_rescue();
    let mut opened = lab.open();
    let [draft, plan] = &opened.rescued[..] else {
        panic!("{:?}", opened.rescued)
    };
    assert_eq!((&draft.name, &draft.bytes), (&name("drafts/one"), &None));
    assert_eq!(plan.name, name("plan"));
    assert_eq!(plan.bytes.as_deref(), Some(b"{\"n\":2}".as_slice()));
    assert_eq!(plan.base.as_deref(), Some(b"{\"n\":1}".as_slice()));
    assert!(plan.at.is_some());
    assert_eq!(
        texts(&opened)["plan"],
        "{\"n\":1}",
        "nothing is taken unasked"
    );

    // Taken in, and decided against.
    let (draft, plan) = (draft.id, plan.id);
    let taken = taking(plan, false, vec![change("plan", "{\"n\":2}")]);
    assert_eq!(opened.store.save(&taken), Ok(vec![]));
    assert_eq!(lab.rescued(&lab.rescue()).len(), 1);
    assert_eq!(opened.store.save(&taking(draft, false, vec![])), Ok(vec![]));
    assert_eq!(lab.rescued(&lab.rescue()).len(), 0);
    drop(opened);
    assert_eq!(found(&lab), []);

    let lab = after_a_rescue();
    let mut opened = lab.open();
    let id = opened.rescued[1].id;
    let outcomes = opened.store.save(&taking(id, true, vec![])).expect("saved");
    assert_eq!(
        fs::read_to_string(put_aside(&outcomes)).expect("read"),
        "{\"n\":2}"
    );
    assert_eq!(lab.rescued(&lab.rescue()).len(), 1);
}

#[test]
fn what_was_saved_after_all_is_not_offered() {
    let lab = after_a_rescue();
    let mut opened = lab.open();
    let again = vec![change("plan", "{\"n\":2}"), removal("drafts/one")];
    opened.store.commit(again).expect("commit");
    drop(opened);
    assert_eq!(found(&lab), []);
    assert_eq!(lab.rescued(&lab.rescue()).len(), 0);
}

#[test]
fn a_damaged_copy_and_other_peoples_files_are_left_alone() {
    let lab = after_a_rescue();
    let copies = lab.rescued(&lab.rescue());
    let whole = fs::read(&copies[1]).expect("read");
    fs::write(&copies[1], &whole[..whole.len() - 2]).expect("write");
    let other = copies[0].with_file_name("notes.json");
    fs::write(&other, "{}").expect("write");
    assert_eq!(found(&lab).len(), 1);
    assert_eq!(lab.rescued(&lab.rescue()).len(), 3);
}

#[test]
fn a_reader_is_shown_what_was_rescued_and_changes_nothing() {
    let lab = after_a_rescue();
    let _writer = lab.open();
    let files = Faulty::default();
    let reader = lab.try_open(files.clone()).expect("opens");
    assert!(reader.read_only.is_some());
    assert_eq!(reader.rescued.len(), 2);
    assert_eq!(files.changes(), 0);
}

#[test]
fn a_thread_that_hangs_is_not_waited_for_and_the_other_one_rescues() {
    let lab = Lab::with(&[("plan", "{\"n\":1}")]);
    let files = Faulty::default();
    let (saver, events) = start(&lab, &files);
    saver
        .save(batch(1, vec![change("plan", "{\"n\":2}")]))
        .expect("queued");
    assert_eq!(next(&events), SaveEvent::Saved { ticket: 1 });
    files.get_stuck(&lab.root(), Stuck::Hang);
    for n in [3, 4] {
        let text = format!("{{\"n\":{n}}}");
        saver
            .save(batch(n, vec![change("plan", &text)]))
            .expect("queued");
    }
    let began = Instant::now();
    let Err(SaveError::Rescued { error, .. }) = saver.stop(Duration::from_millis(100)) else {
        panic!("not rescued")
    };
    assert_eq!(*error, SaveError::Timeout);
    assert!(began.elapsed() < PATIENCE / 2);
    let copies = lab.rescued(&lab.rescue());
    assert_eq!(copies.len(), 1);
    let copy = fs::read_to_string(&copies[0]).expect("read");
    assert!(copy.ends_with("{\"n\":4}"), "{copy}");
    // The stick comes to life after all: it is saved, and so not offered.
    files.heal();
    while events.recv_timeout(PATIENCE).is_ok() {}
    let opened = lab.open();
    assert_eq!(texts(&opened), expected(&[("plan", "{\"n\":4}")]));
    assert_eq!(opened.rescued, []);
}

#[test]
fn a_thread_that_dies_is_reported_and_loses_nothing() {
    let lab = Lab::with(&[("plan", "{\"n\":1}")]);
    let files = Faulty::default();
    let (saver, events) = start(&lab, &files);
    files.get_stuck(&lab.root(), Stuck::Panic);
    saver
        .save(batch(7, vec![change("plan", "{\"n\":2}")]))
        .expect("queued");
    let stopped = SaveEvent::Failed {
        ticket: 7,
        error: SaveError::Stopped,
        will_retry: false,
    };
    assert_eq!(next(&events), stopped);
    assert!(events.recv_timeout(PATIENCE).is_err(), "it is over");
    let refused = saver.save(batch(8, vec![change("week", "{\"n\":3}")]));
    assert!(
        matches!(refused, Err(SaveError::Rescued { .. })),
        "{refused:?}"
    );
    let Err(SaveError::Rescued { error, .. }) = saver.stop(PATIENCE) else {
        panic!("not rescued")
    };
    assert_eq!(*error, SaveError::Stopped);
    files.heal();
    let rescued = found(&lab);
    let offered: Vec<(&str, Option<&[u8]>)> = rescued
        .iter()
        .map(|rescued| (rescued.name.as_str(), rescued.bytes.as_deref()))
        .collect();
    assert_eq!(
        offered,
        [
            ("plan", Some(b"{\"n\":2}".as_slice())),
            ("week", Some(b"{\"n\":3}".as_slice()))
        ]
    );
}

#[test]
fn documents_can_be_rescued_without_a_saver() {
    let lab = Lab::with(&[("plan", "{\"n\":1}")]);
    let dirs = [lab.root().join("plan.json"), lab.rescue()];
    let changes = [change("plan", "{\"n\":2}")];
    let dir = write_rescue(Arc::new(RealFiles), &dirs, &lab.dataset_id(), &changes);
    assert_eq!(dir, Ok(lab.rescue().join(lab.dataset_id())));
    let [rescued] = &found(&lab)[..] else {
        panic!("not found")
    };
    assert_eq!(rescued.base, None);
    assert_eq!(rescued.bytes.as_deref(), Some(b"{\"n\":2}".as_slice()));
}

#[test]
fn a_document_that_lost_records_is_refused_and_the_others_of_its_batch_are_saved() {
    let two = "{\"list\":[{\"id\":\"a\"},{\"id\":\"b\"}]}";
    let one = "{\"list\":[{\"id\":\"a\"}]}";
    let lab = Lab::with(&[("plan", two), ("week", "{\"n\":1}")]);
    let (saver, events) = start(&lab, &Faulty::default());
    saver
        .save(batch(
            1,
            vec![change("plan", one), change("week", "{\"n\":2}")],
        ))
        .expect("queued");
    let SaveEvent::Failed {
        ticket: 1,
        error: SaveError::Implausible {
            kept: Some(kept), ..
        },
        will_retry: false,
    } = next(&events)
    else {
        panic!("not refused")
    };
    assert_eq!(fs::read_to_string(kept).expect("read"), one);
    let said = Change {
        removes: 1,
        ..change("plan", one)
    };
    saver.save(batch(2, vec![said])).expect("queued");
    assert_eq!(next(&events), SaveEvent::Saved { ticket: 2 });
    assert_eq!(saver.stop(PATIENCE), Ok(()));
    assert_eq!(
        texts(&lab.open()),
        expected(&[("plan", one), ("week", "{\"n\":2}")])
    );
}

#[test]
fn an_edit_met_in_the_background_is_handed_over_and_answered() {
    let lab = Lab::with(&[("plan", "{\"n\":1}")]);
    let (saver, events) = start(&lab, &Faulty::default());
    let theirs = "{\"n\":1,\"theirs\":1}";
    lab.write("plan.json", theirs);
    saver.look();
    let SaveEvent::Outside(outside) = next(&events) else {
        panic!("no edit")
    };
    assert_eq!(outside.theirs, theirs.as_bytes());
    let answer = Batch {
        ticket: 5,
        taken: vec![Taken {
            id: outside.id,
            put_aside: false,
        }],
        ..batch(5, vec![change("plan", "{\"n\":2,\"theirs\":1}")])
    };
    saver.save(answer).expect("queued");
    assert_eq!(next(&events), SaveEvent::Saved { ticket: 5 });
    assert_eq!(saver.stop(PATIENCE), Ok(()));
    assert_eq!(lab.read("plan.json"), "{\"n\":2,\"theirs\":1}");
}
