//! Each day of three years, and what the past of it takes up.

use crate::Report;
use crate::common::decade::Random;
use crate::common::now_at;
use crate::watched::Watched;
use crate::wear::{changes, open_store};
use chrono::Days;
use gongbu::content;
use gongbu::domain::{Data, Draft, Edit, Grade, Log, Progress, Retro, Review, State, Step};
use gongbu::lang::Lang;
use gongbu::store::Store;
use std::path::Path;

/// Each day of three years: some ticks, grades, hours, a retro, a draft written on. What the past of it takes up.
pub fn years(report: &mut Report) {
    let folder = tempfile::tempdir_in(if Path::new("/dev/shm").is_dir() {
        "/dev/shm"
    } else {
        "/tmp"
    })
    .unwrap();
    let root = folder.path().join("data");
    let files = Watched::default();
    let mut now = now_at("2023-11-20T21:00:00+09:00");
    files.set_time(now.utc.into());
    let mut store = open_store(&root, &files);
    let mut data = Data::default();
    let roadmap = content::roadmap("service");
    let mut random = Random(11);
    let save = |store: &mut Store, data: &mut Data, edit: Edit| {
        let docs: Vec<(String, usize)> = data.apply(&edit).unwrap().into_iter().collect();
        store.commit(changes(data, docs)).unwrap();
    };
    let adopted = content::adopt(&data, &roadmap, None, Lang::En, &now, "service");
    save(&mut store, &mut data, adopted);
    let items: Vec<String> = data
        .nodes
        .iter()
        .filter(|node| node.kind.is_item())
        .map(|node| node.id.clone())
        .collect();
    for day in 0..1_095_u64 {
        let on = now.today();
        for step in 0..6 {
            files.set_time((now.utc + chrono::Duration::minutes(25 * step)).into());
            let mut edit = Edit::new(Step::SetState, "", &now);
            let node = items[random.below(items.len() as u64) as usize].clone();
            let progress = Progress {
                id: node.clone(),
                state: State::Done,
                on: Some(on),
                updated: now.utc,
                ..Progress::default()
            };
            edit = edit.put(&data, progress);
            let number = day * 6 + step as u64;
            edit.put_new(
                &data,
                Log {
                    id: format!("l{number:06}"),
                    node,
                    minutes: 25,
                    on,
                    deleted: false,
                    updated: now.utc,
                    extra: Default::default(),
                },
            );
            for review in 0..3 {
                edit.put_new(
                    &data,
                    Review {
                        id: format!("r{number:06}{review}"),
                        question: format!("q{review}"),
                        grade: Grade::Good,
                        on,
                        at: now.utc,
                        seconds: 30,
                        updated: now.utc,
                        extra: Default::default(),
                    },
                );
            }
            let id = format!("d{:04}", day / 14);
            let mut draft = data.drafts.get(&id).cloned().unwrap_or(Draft {
                id,
                title: "글".into(),
                ..Draft::default()
            });
            draft.body.push("트랜잭션의 격리 수준과 잠금 ".repeat(3));
            edit = edit.put(&data, draft);
            if step == 5 {
                edit = edit.put(&data, retro(on));
            }
            save(&mut store, &mut data, edit);
            store.refresh();
        }
        now.utc += chrono::Duration::days(1);
    }
    assert_eq!(
        now.today(),
        now_at("2023-11-20T21:00:00+09:00").today() + Days::new(1_095)
    );
    let bytes: usize = data
        .docs()
        .iter()
        .filter_map(|doc| data.encode(doc))
        .map(|doc| doc.len())
        .sum();
    let past = size_of(&root.join(".gongbu"));
    println!(
        "     after three years of days: {} documents of {bytes} bytes, their past {past} bytes",
        data.docs().len()
    );
    report.bar(
        "the past after three years of days, times the data",
        past as f64 / bytes as f64,
        5.0,
        "x",
    );
}

fn retro(on: chrono::NaiveDate) -> Retro {
    let json = serde_json::json!({"id": format!("daily-{on}"), "cadence": "daily", "on": on, "finished": true, "answers": {"learned": "격리 수준 ".repeat(12), "insight": "잠금은 짧게 ".repeat(12)}});
    serde_json::from_value(json).unwrap()
}

fn size_of(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .map(|path| {
            if path.is_dir() {
                size_of(&path)
            } else {
                path.metadata().unwrap().len()
            }
        })
        .sum()
}
