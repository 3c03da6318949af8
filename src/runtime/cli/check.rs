//! `gongbu check`: what is wrong with packs and data files, with file, line, column and reason. Reads the files as
//! they are and opens no data, so that it works while the cockpit is open and on data that cannot be opened.

use super::End;
use super::out::{Out, complain};
use crate::app::key_conflict;
use crate::commands::Keymap;
use crate::content::{EMBEDDED, Names, coverage, packs};
use crate::domain::{Data, tree};
use crate::lang::Lang;
use crate::runtime::packs::problems;
use crate::runtime::wording;
use crate::store::{DocName, Files, Manifest, RealFiles, check_json};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file that says whose data it is.
const MANIFEST: &str = "gongbu.json";

/// A file to check, or why it could not be read.
struct Source {
    name: String,
    bytes: Result<Vec<u8>, String>,
}

pub fn run(files: &[PathBuf], dir: &Path, lang: Lang, out: &mut Out) -> anyhow::Result<End> {
    let texts = lang.cli();
    let sources = if files.is_empty() {
        let packs = EMBEDDED.iter().map(|(name, text)| Source {
            name: format!("data/{name}"),
            bytes: Ok(text.as_bytes().to_vec()),
        });
        let manifest = dir.join(MANIFEST);
        let mut documents: Vec<Source> = manifest
            .exists()
            .then(|| read(&manifest))
            .into_iter()
            .collect();
        collect(dir, dir, 3, &mut documents);
        packs.chain(documents).collect()
    } else {
        files.iter().map(|path| read(path)).collect::<Vec<Source>>()
    };
    // Packs may name what is in the program, and in the other files.
    let mut known = Names::shipped();
    for source in &sources {
        let text = source
            .bytes
            .as_deref()
            .ok()
            .and_then(|bytes| std::str::from_utf8(bytes).ok());
        known.add(text.map(Names::of).unwrap_or_default());
    }
    let mut count = 0;
    for source in &sources {
        match &source.bytes {
            Err(reason) => {
                count += 1;
                complain(&texts.cannot_read(&source.name, reason));
            }
            Ok(bytes) => {
                let found = if Path::new(&source.name).ends_with(MANIFEST) {
                    of_manifest(bytes, lang)
                } else {
                    problems(bytes, &known, lang)
                };
                for (line, column, reason) in found {
                    count += 1;
                    out.line(&format!("{}:{line}:{column}: {reason}", source.name))?;
                }
            }
        }
    }
    if files.is_empty() {
        for problem in together(dir, &sources, lang) {
            count += 1;
            out.line(&problem)?;
        }
    }
    if files.is_empty() {
        out.line(&covered(lang))?;
    }
    if count == 0 {
        match sources.len() {
            1 => out.line(texts.one_well())?,
            count => out.line(&texts.all_well(count))?,
        }
        return Ok(End::Well);
    }
    match count {
        1 => complain(texts.one_problem()),
        count => complain(&texts.problems(count)),
    }
    Ok(End::Problem)
}

/// Prints unit by unit how many questions there are, and what it says of all of them together.
pub fn coverage_of_all(lang: Lang, out: &mut Out) -> anyhow::Result<End> {
    let all = coverage(&packs());
    for unit in &all {
        let counts = format!("{}/{}", unit.questions, unit.wanted);
        out.line(&format!(
            "{counts:>6}  {}  {}",
            unit.id,
            unit.title.get(lang)
        ))?;
    }
    out.line(&covered(lang))?;
    let is_enough = all.iter().all(|unit| unit.is_enough());
    Ok(if is_enough { End::Well } else { End::Problem })
}

/// How much of the plans the question bank covers, and what is short of questions.
fn covered(lang: Lang) -> String {
    let texts = lang.cli();
    let all = coverage(&packs());
    let short: Vec<String> = (all.iter().filter(|unit| !unit.is_enough()))
        .map(|unit| format!("{} {}/{}", unit.id, unit.questions, unit.wanted))
        .collect();
    let least = all.iter().map(|unit| unit.questions).min().unwrap_or(0);
    match short.is_empty() {
        true => texts.covered(all.len(), least),
        false => texts.short_of_questions(&short.join(", ")),
    }
}

/// What is wrong with the data as a whole though each file is well: whose data it is, plans that do not hang
/// together, keys that clash.
fn together(dir: &Path, sources: &[Source], lang: Lang) -> Vec<String> {
    let ours = ["gongbu.json", ".gongbu"].map(|name| dir.join(name).exists());
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) && ours == [false; 2] {
        let path = dir.display().to_string();
        return vec![lang.saving().not_a_dataset(&path)];
    }
    let mut data = Data::default();
    for source in sources {
        let name = Path::new(&source.name).strip_prefix(dir).ok();
        let name = name.map(|name| name.with_extension(""));
        if let (Some(name), Ok(bytes)) = (name.as_deref().and_then(Path::to_str), &source.bytes) {
            // What is wrong with a file by itself is told already.
            let _ = data.load(name, bytes);
        }
    }
    let lost = tree::lost(&data).into_iter();
    let (_, clashes) = Keymap::new(&data.settings().keys);
    lost.map(|node| wording::lost_node(lang, node))
        .chain(clashes.iter().map(|clash| key_conflict(lang, clash)))
        .collect()
}

fn read(path: &Path) -> Source {
    Source {
        name: path.display().to_string(),
        // Through the file layer, which reads neither pipes nor devices nor what would fill the memory.
        bytes: RealFiles.read(path).map_err(|error| error.to_string()),
    }
}

/// The documents of a data directory, `depth` levels deep, without what is the store's own.
fn collect(root: &Path, dir: &Path, depth: usize, sources: &mut Vec<Source>) {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return,
        Err(error) => {
            sources.push(Source {
                name: dir.display().to_string(),
                bytes: Err(error.to_string()),
            });
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    for path in paths {
        let hidden = path
            .file_name()
            .is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden && depth > 1 {
            collect(root, &path, depth - 1, sources);
        } else if path.is_file() && is_document(root, &path) {
            sources.push(read(&path));
        }
    }
}

fn is_document(root: &Path, path: &Path) -> bool {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    let name = parts.join("/");
    name.strip_suffix(".json")
        .is_some_and(|name| DocName::new(name).is_ok())
}

/// What is wrong with the file that says whose data it is.
fn of_manifest(bytes: &[u8], lang: Lang) -> Vec<(usize, usize, String)> {
    let texts = lang.cli();
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Err(problem) = check_json(text) {
        let (line, column) = wording::place(&problem);
        return vec![(line, column, texts.syntax(&problem.to_string()))];
    }
    match serde_json::from_slice::<Manifest>(text) {
        Err(error) => vec![(
            error.line().max(1),
            error.column().max(1),
            texts.shape(&error.to_string()),
        )],
        Ok(manifest) if manifest.format != "gongbu" => {
            vec![(1, 1, texts.unknown_file().to_owned())]
        }
        Ok(_) => Vec::new(),
    }
}
