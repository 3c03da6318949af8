//! The past, to look at: read-only, whatever is damaged or missing.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use gongbu::store::{Archive, OpenError, ReadOnly, SaveError, SetAsideKind, Store};

use super::faulty::{EIO, Faulty};
use super::{Lab, change, changes, expected, name, records, removal, texts};

fn moment(minute: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_794_830_400 + 60 * minute)
}

fn utc(minute: u64) -> DateTime<Utc> {
    moment(minute).into()
}

/// With a document saved at minutes 1, 2 and 4, and another saved with it at 2 and deleted at 3.
fn lived() -> Lab {
    let lab = Lab::new();
    let files = Faulty::default();
    let mut store = lab.try_open(files.clone()).expect("opens").store;
    for (minute, changes) in [
        (1, vec![change("plan", &records(2, "one"))]),
        (
            2,
            vec![
                change("plan", &records(3, "two")),
                change("drafts/a", "{\"n\":1}"),
            ],
        ),
        (3, vec![removal("drafts/a")]),
        (4, vec![change("plan", &records(4, "four"))]),
    ] {
        files.set_time(moment(minute));
        store.commit(changes).expect("commit");
        store.refresh();
    }
    lab
}

fn archive(lab: &Lab) -> Archive {
    Archive::open(Arc::new(Faulty::unwritable()), lab.root()).expect("an archive")
}

#[test]
fn every_saved_state_of_every_document_can_be_listed_and_read() {
    let lab = lived();
    let archive = archive(&lab);
    assert_eq!(archive.documents(), [name("drafts/a"), name("plan")]);
    let plan: Vec<_> = archive
        .states(&name("plan"))
        .into_iter()
        .map(|state| (state.seq, state.at, state.records, state.deleted))
        .collect();
    assert_eq!(
        plan,
        [
            (3, Some(utc(4)), Some(4), false),
            (2, Some(utc(2)), Some(3), false),
            (1, Some(utc(1)), Some(2), false)
        ]
    );
    let read = |document: &str, seq| archive.read(&name(document), seq);
    assert_eq!(read("plan", 2), Ok(Some(records(3, "two").into_bytes())));
    assert_eq!(read("drafts/a", 2), Ok(None), "deleted there");
    assert_eq!(
        read("plan", 9).expect_err("no such state").kind,
        std::io::ErrorKind::NotFound
    );
    assert_eq!(archive.states(&name("never")), []);
}

#[test]
fn the_states_of_a_moment_belong_together() {
    let lab = lived();
    let archive = archive(&lab);
    let (draft, plan) = (name("drafts/a"), name("plan"));
    for (minute, expected) in [
        (0, vec![]),
        (1, vec![(plan.clone(), 1)]),
        (2, vec![(draft.clone(), 1), (plan.clone(), 2)]),
        (3, vec![(draft.clone(), 2), (plan.clone(), 2)]),
        (4, vec![(draft.clone(), 2), (plan.clone(), 3)]),
        (9, vec![(draft.clone(), 2), (plan.clone(), 3)]),
    ] {
        assert_eq!(archive.as_of(utc(minute)), expected, "{minute}");
    }
}

#[test]
fn a_moment_is_found_although_the_clock_was_wrong_later() {
    let lab = lived();
    let files = Faulty::default();
    let mut store = lab.try_open(files.clone()).expect("opens").store;
    for time in [SystemTime::UNIX_EPOCH, moment(600_000_000)] {
        files.set_time(time);
        store
            .commit(vec![change("plan", &records(5, &format!("{time:?}")))])
            .expect("commit");
    }
    drop(store);
    let plan = |minute| {
        archive(&lab)
            .as_of(utc(minute))
            .into_iter()
            .find(|(document, _)| *document == name("plan"))
    };
    assert_eq!(plan(2), Some((name("plan"), 2)));
    assert_eq!(plan(9), Some((name("plan"), 3)));
}

#[test]
fn files_of_older_versions_are_read_and_come_before_all_with_a_time() {
    let lab = lived();
    let path = lab.path(".gongbu/gen/plan/000000000001.json");
    let file = fs::read_to_string(&path).expect("read");
    let (head, _) = file.split_once('\n').expect("two lines");
    let (start, rest) = head.split_once(",\"at\":").expect("a time");
    assert!(rest.contains("\"records\":2,\"bytes\":"), "{rest}");
    fs::write(&path, format!("{start}}}}}\n{}", records(2, "one"))).expect("write");
    let archive = archive(&lab);
    let oldest = archive.states(&name("plan")).pop().expect("a state");
    assert_eq!((oldest.seq, oldest.at, oldest.records), (1, None, None));
    assert_eq!(
        archive.read(&name("plan"), 1),
        Ok(Some(records(2, "one").into_bytes()))
    );
    assert_eq!(archive.as_of(utc(0)), [(name("plan"), 1)]);
    assert_eq!(archive.as_of(utc(3)).last(), Some(&(name("plan"), 2)));
}

#[test]
fn what_is_damaged_hides_nothing_else() {
    let lab = lived();
    let damage = |seq: u64, from: &str, to: &str| {
        let path = lab.path(&format!(".gongbu/gen/plan/{seq:012}.json"));
        let file = fs::read_to_string(&path).expect("read");
        assert!(file.contains(from), "{file}");
        fs::write(&path, file.replacen(from, to, 1)).expect("write");
    };
    damage(2, "two 1", "twx 1");
    lab.write(
        ".gongbu/gen/plan/000000000001.json",
        "nothing of it is left",
    );
    lab.write("gongbu.json", "{ broken");
    fs::create_dir_all(lab.path(".gongbu/keep")).expect("mkdir");
    lab.write(".gongbu/keep/torn.json", "{\"at\":");
    let archive = archive(&lab);
    let seqs: Vec<u64> = archive
        .states(&name("plan"))
        .iter()
        .map(|state| state.seq)
        .collect();
    assert_eq!(
        seqs,
        [3, 2],
        "whether a body is whole is known when it is read"
    );
    assert_eq!(
        archive.read(&name("plan"), 2).expect_err("damaged").kind,
        std::io::ErrorKind::InvalidData
    );
    assert_eq!(
        archive.read(&name("plan"), 3),
        Ok(Some(records(4, "four").into_bytes()))
    );
    assert_eq!(archive.marks(), []);

    // A transaction that was never finished does not count.
    fs::remove_file(&lab.list(".gongbu/gen/_txn")[0]).expect("remove");
    let seqs: Vec<u64> = archive
        .states(&name("plan"))
        .iter()
        .map(|state| state.seq)
        .collect();
    assert_eq!(seqs, [3]);
    fs::remove_dir_all(lab.path(".gongbu/gen")).expect("remove");
    assert_eq!(archive.documents(), []);
    assert_eq!(archive.as_of(utc(9)), []);
}

#[test]
fn looking_at_one_document_reads_its_first_lines_only() {
    let lab = lived();
    let files = Faulty::default();
    let archive = Archive::open(Arc::new(files.clone()), lab.root()).expect("an archive");
    files.heal();
    archive.states(&name("plan"));
    let others = files
        .log()
        .into_iter()
        .filter(|(_, path, _)| path.starts_with(lab.path(".gongbu/gen/drafts__a")));
    assert_eq!(others.count(), 0);
    let bodies = files.log().into_iter().filter(|(call, path, _)| {
        *call == super::faulty::Call::Read && path.starts_with(lab.path(".gongbu/gen/plan"))
    });
    assert_eq!(bodies.count(), 0);
    assert_eq!(files.changes(), 0);
}

#[test]
fn what_was_put_aside_is_listed_with_its_document_and_time() {
    let lab = lived();
    lab.write(".gongbu/outside/plans__service-20261116T120000Z.json", "{}");
    lab.write(
        ".gongbu/quarantine/reviews__2026-11-20261117T120000Z-2.json",
        "",
    );
    lab.write(".gongbu/quarantine/whatever", "x");
    let aside = archive(&lab).aside();
    let found: Vec<_> = aside
        .iter()
        .map(|file| {
            (
                file.name.clone(),
                file.at.map(|at| at.to_rfc3339()),
                file.kind,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (
                Some(name("reviews/2026-11")),
                Some("2026-11-17T12:00:00+00:00".into()),
                SetAsideKind::Quarantine
            ),
            (
                Some(name("plans/service")),
                Some("2026-11-16T12:00:00+00:00".into()),
                SetAsideKind::Outside
            ),
            (None, None, SetAsideKind::Quarantine),
        ]
    );
}

#[test]
fn there_is_no_archive_where_there_is_no_dataset() {
    let lab = Lab::new();
    let open = |lab: &Lab| Archive::open(Arc::new(Faulty::default()), lab.root()).err();
    assert_eq!(open(&lab), Some(OpenError::ParentMissing(lab.root())));
    fs::create_dir(lab.root()).expect("mkdir");
    assert_eq!(open(&lab), Some(OpenError::NotADataset(lab.root())));
    lab.write("thesis.odt", "years of work");
    assert_eq!(open(&lab), Some(OpenError::NotADataset(lab.root())));
}

#[test]
fn opening_to_look_takes_no_lock_and_writes_nothing_whatever_is_found() {
    let lab = lived();
    lab.write("plan.json", "");
    lab.write("new.json", "{\"by hand\":1}");
    fs::write(lab.list(".gongbu/gen/plan")[2].clone(), "damaged").expect("write");
    lab.write(".gongbu-tmp-1-2", "half");
    let before = lab.snapshot();
    let files = Faulty::default();
    let mut opened =
        Store::open_read(Arc::new(files.clone()), lab.root(), lab.options()).expect("opens");
    assert_eq!(opened.read_only, Some(ReadOnly::Asked));
    assert_eq!(
        texts(&opened),
        expected(&[("new", "{\"by hand\":1}"), ("plan", &records(3, "two"))])
    );
    assert!(opened.notices.len() >= 3, "{:?}", opened.notices);
    assert_eq!(
        opened.store.commit(changes(&[("plan", "{}")])),
        Err(SaveError::ReadOnly)
    );
    assert_eq!(opened.store.mark("x"), Err(SaveError::ReadOnly));
    assert_eq!(opened.store.refresh(), []);
    assert_eq!(files.changes(), 0);
    assert_eq!(lab.snapshot(), before);

    let unwritable = Store::open_read(Arc::new(Faulty::unwritable()), lab.root(), lab.options());
    assert_eq!(texts(&unwritable.expect("opens")), texts(&opened));
    // Nobody is kept from writing meanwhile.
    assert_eq!(lab.open().read_only, None);

    let nowhere = Lab::new();
    let opened = Store::open_read(Arc::new(files.clone()), nowhere.root(), nowhere.options());
    assert_eq!(opened.err(), Some(OpenError::ParentMissing(nowhere.root())));
    assert_eq!(files.changes(), 0);
}

#[test]
fn an_archive_answers_with_less_when_the_medium_gives_errors() {
    let lab = lived();
    let files = Faulty::default();
    let archive = Archive::open(Arc::new(files.clone()), lab.root()).expect("an archive");
    files.fail_below(&lab.path(".gongbu/gen/plan"), EIO);
    assert_eq!(archive.documents(), [name("drafts/a")]);
    assert_eq!(archive.states(&name("plan")), []);
    assert!(archive.read(&name("plan"), 1).is_err());
    assert_eq!(archive.as_of(utc(9)), [(name("drafts/a"), 2)]);
}
