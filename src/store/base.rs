//! What an edit began with: the content that a canonical file had before somebody changed it.

use super::disk::{Aside, Disk};
use super::files::Kind;
use super::generation::Sha;
use super::json::Text;
use super::load::{Found, Markers, body_of, head_of, read_generation};
use super::name::DocName;

/// The document whose canonical file had this content. That need not be a generation: it may be somebody's version that
/// was taken in, and then it was put aside, or a generation says the same.
pub(super) fn base_of(
    disk: &Disk,
    markers: &mut Markers,
    name: &DocName,
    seqs: &[u64],
    canonical: Sha,
) -> Option<Vec<u8>> {
    body_of(disk, markers, name, seqs.iter().copied(), canonical)
        .or_else(|| put_aside(disk, name, canonical))
        .or_else(|| taken_in(disk, markers, name, seqs, canonical))
}

/// Somebody's version that was put aside when it was merged.
fn put_aside(disk: &Disk, name: &DocName, content: Sha) -> Option<Vec<u8>> {
    let dir = disk.aside(Aside::Outside);
    let prefix = format!("{}-", name.flat());
    let entries = disk.list(&dir).ok()?.into_iter();
    entries
        .filter(|entry| entry.kind == Kind::File && entry.name.starts_with(&prefix))
        .find_map(|entry| {
            let text = Text::new(disk.read(&dir.join(entry.name)).ok()??);
            (Sha::of(&text.bytes) == content).then_some(text.bytes)
        })
}

/// The generation with which somebody's version was taken in as it was, if only written differently: the first one that
/// found it in the file, and did not follow on it. Where the one before is gone, nobody knows which was the first.
fn taken_in(
    disk: &Disk,
    markers: &mut Markers,
    name: &DocName,
    seqs: &[u64],
    canonical: Sha,
) -> Option<Vec<u8>> {
    let heads = seqs.iter().rev();
    let mut heads = heads.filter_map(|&seq| head_of(disk, markers, name, seq));
    let mut first = heads.find(|head| head.canonical == Some(canonical))?;
    let before = loop {
        let head = heads.next()?;
        if head.canonical != Some(canonical) {
            break head;
        }
        first = head;
    };
    drop(heads);
    if first.parent == Some(canonical) || before.seq + 1 != first.seq {
        return None;
    }
    match read_generation(disk, markers, name, first.seq) {
        Ok(Found::Whole(generation)) => Some(generation.body),
        Ok(Found::DoesNotCount | Found::Damaged(_)) | Err(_) => None,
    }
}
