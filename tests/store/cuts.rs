//! Power cuts in the middle of rarer things: marks, backups, a change of schema, rescues, repairs, merged edits.

use std::path::Path;
use std::sync::Arc;

use gongbu::store::{
    Archive, Batch, Change, DocName, Loaded, OpenOptions, ReadOnly, Store, read_backup, repair,
    write_rescue,
};

use super::faulty::Faulty;
use super::medium::{Depth, materialise, tree_of};
use super::record::Op;
use super::replay::{ONE, State, THREE, TWO, Trial, check_store, options, survives, survives_as};
use super::{change, name, texts};

fn state(documents: &[(&str, &str)]) -> State {
    super::expected(documents)
}

/// A document with so many records.
fn records(count: usize) -> String {
    let all: Vec<String> = (0..count).map(|n| format!("{{\"id\":\"r{n}\"}}")).collect();
    format!("{{\"records\":[{}]}}", all.join(","))
}

/// Every state that is found has its marks whole, and what they name can be read.
fn check_marks(dir: &Path, legal: &[State]) -> Result<(), String> {
    check_store(dir, legal)?;
    let archive = Archive::open(Arc::new(Faulty::default()), dir.join("data"))
        .map_err(|error| error.to_string())?;
    for mark in archive.marks() {
        for (name, seq) in &mark.docs {
            match archive.read(name, *seq) {
                Ok(Some(_)) => {}
                other => return Err(format!("mark {}: {name}@{seq}: {other:?}", mark.id)),
            }
        }
    }
    Ok(())
}

#[test]
fn a_mark_and_what_it_keeps_survive_a_power_cut() {
    let mut trial = Trial::with(&[("plan", &records(40)), ("week", ONE)]);
    trial.open();
    for n in 0..20 {
        trial.save(&[("week", Some(&format!("{{\"n\":{n}}}")))]);
    }
    trial.refresh();
    trial.begin();
    trial.state.insert("plan".into(), records(3));
    trial.tape.note(Op::May(trial.state.clone()));
    let batch = Batch {
        changes: vec![Change {
            removes: 37,
            ..change("plan", &records(3))
        }],
        mark: Some("restore".into()),
        ..Batch::default()
    };
    trial.store().save(&batch).expect("saved");
    trial.tape.note(Op::Must(trial.state.clone()));
    trial.refresh();
    for n in 20..22 {
        trial.save(&[("week", Some(&format!("{{\"n\":{n}}}")))]);
    }
    trial.refresh();
    survives_as("marks", trial, Depth::Quick, check_marks);
}

#[test]
fn a_backup_that_was_made_survives_a_power_cut_and_one_that_was_not_is_no_data() {
    let trial = Trial::with(&[("drafts/one", ONE), ("plan", TWO)]);
    let archive = Archive::open(Arc::new(trial.tape.clone()), trial.path("")).expect("opens");
    let made = archive
        .backup(&trial.dir.path().join("stick"))
        .expect("a backup");
    let folder = made
        .dir
        .strip_prefix(trial.dir.path())
        .expect("below")
        .to_owned();
    // From here on it must be found, too; a document that is not one says so.
    let mut with_backup = trial.state.clone();
    with_backup.insert("(backup)".into(), folder.to_string_lossy().into_owned());
    trial.tape.note(Op::Must(with_backup));
    let all = trial.state.clone();
    survives_as("a backup", trial, Depth::Quick, |dir, legal| {
        check_store(dir, std::slice::from_ref(&all))?;
        let copy = dir.join(&folder);
        let found = read_backup(Arc::new(Faulty::default()), &copy, options(dir));
        let documents = found.as_ref().map(|docs| {
            let text = |doc: &Loaded| String::from_utf8_lossy(&doc.bytes).into_owned();
            docs.iter()
                .map(|doc| (doc.name.to_string(), text(doc)))
                .collect::<State>()
        });
        let acknowledged = legal.iter().all(|state| state.contains_key("(backup)"));
        match documents {
            Ok(documents) if documents == all => Ok(()),
            Ok(documents) if acknowledged => Err(format!("the backup holds {documents:?}")),
            Err(error) if acknowledged => Err(format!("the backup: {error}")),
            // What was not finished holds nothing wrong.
            Ok(documents) => match documents
                .iter()
                .find(|(name, text)| all.get(*name) != Some(text))
            {
                Some(wrong) => Err(format!("a half backup holds {wrong:?}")),
                None => Ok(()),
            },
            Err(_) => Ok(()),
        }
    });
}

/// Schema 4 has `count` where schema 3 has `n`.
fn to_four(_: u32, docs: Vec<Loaded>) -> Vec<Loaded> {
    let turn = |Loaded { name, bytes }: Loaded| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let bytes = text.replace("\"n\"", "\"count\"").into_bytes();
        Loaded { name, bytes }
    };
    docs.into_iter().map(turn).collect()
}

#[test]
fn a_change_of_schema_is_whole_after_a_power_cut_and_the_old_version_still_opens_what_was() {
    let trial = Trial::with(&[("plan", ONE), ("weeks/w1", TWO), ("weeks/w2", ONE)]);
    let old = trial.state.clone();
    let new: State = old
        .iter()
        .map(|(name, text)| (name.clone(), text.replace("\"n\"", "\"count\"")))
        .collect();
    let newer = |dir: &Path| OpenOptions {
        schema: 4,
        migrate: Some(to_four),
        ..options(&dir.join("rescue"))
    };
    trial.tape.note(Op::May(new.clone()));
    let opened = Store::open(
        Arc::new(trial.tape.clone()),
        trial.path(""),
        newer(trial.dir.path()),
    );
    let mut opened = opened.expect("opens");
    assert_eq!(texts(&opened), new);
    trial.tape.note(Op::Must(new.clone()));
    assert_eq!(opened.store.refresh(), []);
    drop(opened);
    survives_as("a change of schema", trial, Depth::Quick, |dir, legal| {
        let left = tree_of(dir);
        let open = |options| Store::open(Arc::new(Faulty::default()), dir.join("data"), options);
        match open(options(&dir.join("rescue"))) {
            Ok(before) => {
                let found = texts(&before);
                let locked = matches!(before.read_only, Some(ReadOnly::NewerSchema { .. }));
                if !(found == old || (locked && found == new)) {
                    return Err(format!("the old version finds {found:?}"));
                }
                if !legal.contains(&old) && !locked {
                    return Err("the old version may write what is new".into());
                }
            }
            Err(gongbu::store::OpenError::TooNew { .. }) => {}
            Err(error) => return Err(format!("the old version: {error}")),
        }
        materialise(&left, dir);
        for start in 0..2 {
            let mut after = open(newer(dir)).map_err(|error| error.to_string())?;
            if texts(&after) != new || after.read_only.is_some() {
                return Err(format!(
                    "start {start}: {:?} {:?}",
                    texts(&after),
                    after.read_only
                ));
            }
            let outcomes = after.store.refresh();
            if !outcomes.is_empty() {
                return Err(format!("refresh: {outcomes:?}"));
            }
        }
        Ok(())
    });
}

#[test]
fn a_rescue_that_was_told_of_is_offered_after_a_power_cut() {
    let mut trial = Trial::with(&[("plan", ONE)]);
    let id = trial.open().store.manifest().dataset_id.clone();
    trial.close();
    let rescue = trial.dir.path().join("rescue");
    let unsaved = [
        change("plan", TWO),
        Change::new(name("drafts/one"), Some(THREE.into())),
    ];
    write_rescue(Arc::new(trial.tape.clone()), &[rescue], &id, &unsaved).expect("rescued");
    let mut told = trial.state.clone();
    told.insert("(rescued)".into(), String::new());
    trial.tape.note(Op::Must(told));
    let all = trial.state.clone();
    survives_as("a rescue", trial, Depth::Quick, |dir, legal| {
        let opened = Store::open(
            Arc::new(Faulty::default()),
            dir.join("data"),
            options(&dir.join("rescue")),
        );
        let opened = opened.map_err(|error| error.to_string())?;
        if texts(&opened) != all {
            return Err(format!("{:?}", texts(&opened)));
        }
        let mut offered: Vec<(DocName, Option<Vec<u8>>)> = opened
            .rescued
            .iter()
            .map(|rescued| (rescued.name.clone(), rescued.bytes.clone()))
            .collect();
        offered.sort();
        let told = legal.iter().all(|state| state.contains_key("(rescued)"));
        let whole = [("drafts/one", THREE), ("plan", TWO)]
            .map(|(document, text)| (name(document), Some(text.as_bytes().to_vec())));
        let known = offered.iter().all(|offer| whole.contains(offer));
        match known && (!told || offered == whole) {
            true => Ok(()),
            false => Err(format!("offered: {offered:?}")),
        }
    });
}

#[test]
fn an_edit_that_was_merged_with_an_unrefreshed_save_survives_a_power_cut() {
    let both = |a: usize, b: usize| {
        format!(
            "{{\n  \"items\": [\n    {{\n      \"id\": \"a\",\n      \"n\": {a}\n    }},\n    {{\n      \"id\": \"b\",\n      \"n\": {b}\n    }}\n  ]\n}}\n"
        )
    };
    let mut trial = Trial::with(&[("plan", &both(1, 1))]);
    trial.open();
    trial.save(&[("plan", Some(&both(2, 1)))]);
    trial.close();
    trial.outside(
        "plan.json",
        Some(both(1, 2).as_bytes()),
        state(&[("plan", &both(2, 2))]),
    );
    trial.open();
    trial.refresh();
    trial.save(&[("plan", Some(&both(3, 2)))]);
    trial.refresh();
    survives("a merged edit", trial, Depth::Quick);
}

#[test]
fn a_repair_loses_nothing_in_a_power_cut() {
    let mut trial = Trial::with(&[("plan", ONE), ("week", ONE)]);
    trial.open();
    trial.save(&[("plan", Some(TWO)), ("week", Some(TWO))]);
    trial.refresh();
    trial.close();
    trial.damage(".gongbu/gen/plan/000000000001.json", Some(b"{\"gen\""));
    trial.damage("week.json", Some(&TWO.as_bytes()[..20]));
    trial.damage("gongbu.json", Some(b""));
    let repaired = repair(
        Arc::new(trial.tape.clone()),
        &trial.path(""),
        options(&trial.dir.path().join("rescue")),
    );
    assert!(!repaired.expect("repaired").moved.is_empty());
    survives("a repair", trial, Depth::Quick);
}
