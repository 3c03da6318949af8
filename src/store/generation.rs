//! Generations: immutable files that each hold one saved state of one document. A generation is a line of
//! JSON about it and then the bytes of the document, so that a checksum can cover them exactly. If the document has
//! records, a last line has a checksum for each.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::name::DocName;
use super::seal::{is_intact, seal};
use super::sums::{Damaged, Sums};

/// The fingerprint of a document's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Sha([u8; 32]);

impl Sha {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl From<Sha> for String {
    fn from(sha: Sha) -> Self {
        sha.0.iter().fold(Self::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

impl TryFrom<String> for Sha {
    type Error = &'static str;

    fn try_from(hex: String) -> Result<Self, Self::Error> {
        let mut bytes = [0; 32];
        if hex.len() != 64 || !hex.is_ascii() {
            return Err("not a sha256");
        }
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[index * 2..index * 2 + 2], 16)
                .map_err(|_| "not a sha256")?;
        }
        Ok(Self(bytes))
    }
}

/// The first line of a generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) doc: DocName,
    pub(super) seq: u64,
    /// The document before this generation.
    pub(super) parent: Option<Sha>,
    /// The document that the canonical file held when this was written. It tells a file that we have not
    /// refreshed yet from one that somebody put back.
    pub(super) canonical: Option<Sha>,
    pub(super) sha256: Sha,
    pub(super) schema: u32,
    /// The transaction without whose marker this does not count.
    pub(super) txn: Option<u64>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) deleted: bool,
    /// When it was saved. This and what follows is missing in files of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) records: Option<usize>,
    /// The length of the body; without it the body goes to the end of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) bytes: Option<usize>,
}

#[derive(Serialize, Deserialize)]
struct FirstLine<H> {
    #[serde(rename = "gen")]
    header: H,
}

/// No first line is longer than this.
pub(super) const HEAD: usize = 1024;

impl Header {
    /// The document this generation stands for; none when it was deleted.
    pub(super) fn content(&self) -> Option<Sha> {
        (!self.deleted).then_some(self.sha256)
    }

    /// The whole file. How many records and bytes the body has is filled in.
    pub(super) fn encode(&self, body: &[u8]) -> Vec<u8> {
        let sums = Sums::of(body);
        let header = Self {
            records: Some(sums.as_ref().map_or(0, Sums::count)),
            bytes: Some(body.len()),
            ..self.clone()
        };
        let line = serde_json::to_vec(&FirstLine { header }).expect("a header is plain data");
        let mut file = seal(line);
        file.push(b'\n');
        file.extend_from_slice(body);
        if let Some(sums) = sums {
            if !body.ends_with(b"\n") {
                file.push(b'\n');
            }
            file.extend(sums.encode());
            file.push(b'\n');
        }
        file
    }

    /// Reads the first line only. It must be about the document and the number that the path says.
    pub(super) fn decode(file: &[u8], doc: &DocName, seq: u64) -> Option<(Self, usize)> {
        let end = file.iter().take(HEAD).position(|&byte| byte == b'\n')?;
        let line: FirstLine<Self> = serde_json::from_slice(&file[..end]).ok()?;
        let header = line.header;
        // Older versions noted neither the time nor a checksum.
        let intact = is_intact(&file[..end]).unwrap_or(header.at.is_none());
        let ours = header.doc == *doc && header.seq == seq && intact;
        ours.then_some((header, end + 1))
    }
}

/// A generation whose body was read and agrees with its checksum.
pub(super) struct Generation {
    pub(super) header: Header,
    pub(super) body: Vec<u8>,
}

impl Generation {
    /// Errors when the body is not what was saved, and says what of it still is.
    pub(super) fn decode(mut file: Vec<u8>, doc: &DocName, seq: u64) -> Result<Self, Damaged> {
        let Some((header, start)) = Header::decode(&file, doc, seq) else {
            return Err(Sums::salvage(&file));
        };
        let mut body = file.split_off(start);
        let length = header.bytes.unwrap_or(body.len()).min(body.len());
        let last_line = body.split_off(length);
        if Sha::of(&body) == header.sha256 && (!header.deleted || body.is_empty()) {
            return Ok(Self { header, body });
        }
        Err(Sums::decode(last_line.trim_ascii())
            .map_or_else(Damaged::default, |sums| sums.compare(&body)))
    }
}

/// The file that makes a transaction count: it names the generations that belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marker {
    pub(super) txn: u64,
    pub(super) docs: BTreeMap<DocName, u64>,
    /// With this transaction all documents are in this schema.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) schema: Option<u32>,
}

impl Marker {
    pub(super) fn encode(&self) -> Vec<u8> {
        seal(serde_json::to_vec(self).expect("a marker is plain data"))
    }

    /// A torn marker is no marker: half of its JSON does not parse.
    pub(super) fn decode(file: &[u8], txn: u64) -> Option<Self> {
        serde_json::from_slice::<Self>(file)
            .ok()
            .filter(|marker| marker.txn == txn && is_intact(file) != Some(false))
    }
}
