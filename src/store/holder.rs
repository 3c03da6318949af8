//! Who has a dataset open: what the holder of a lock writes into it, for others to read.

/// The program that holds a lock, as far as it said so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holder {
    pub pid: Option<u32>,
    /// When it opened the dataset (RFC 3339).
    pub since: Option<String>,
    pub host: Option<String>,
    /// Which run of that computer; after a restart its numbers of processes mean nothing.
    pub boot: Option<String>,
}

impl Holder {
    /// This process.
    pub(super) fn here(since: String) -> Self {
        Self {
            pid: Some(std::process::id()),
            since: Some(since),
            host: host(),
            boot: boot(),
        }
    }

    /// One line: process, time, computer, its run; `-` for what is not known.
    pub(super) fn note(&self) -> String {
        let word = |word: &Option<String>| word.clone().unwrap_or_else(|| "-".to_owned());
        let pid = self.pid.map(|pid| pid.to_string());
        format!(
            "{} {} {} {}\n",
            word(&pid),
            word(&self.since),
            word(&self.host),
            word(&self.boot)
        )
    }

    /// Reads a note. Earlier versions wrote its first two words only.
    pub fn parse(note: &str) -> Self {
        let mut words = note.split_whitespace();
        let mut word = || words.next().filter(|word| *word != "-").map(str::to_owned);
        Self {
            pid: word().and_then(|word| word.parse().ok()),
            since: word(),
            host: word(),
            boot: word(),
        }
    }

    /// Whether it runs on this computer, so that it can be asked for the lock.
    pub fn is_here(&self) -> bool {
        self.host.is_some() && self.host == host() && self.boot == boot()
    }
}

#[cfg(unix)]
fn host() -> Option<String> {
    let name = rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned();
    // It is a word of the note.
    (!name.is_empty() && !name.contains(char::is_whitespace)).then_some(name)
}

#[cfg(not(unix))]
fn host() -> Option<String> {
    None
}

fn boot() -> Option<String> {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let id = id.trim();
    (!id.is_empty() && !id.contains(char::is_whitespace)).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_as_it_was_written_and_an_old_one_as_far_as_it_goes() {
        let holder = Holder::here("2026-11-20T12:05:00Z".to_owned());
        assert_eq!(Holder::parse(&holder.note()), holder);
        assert!(Holder::parse(&holder.note()).is_here());
        let old = Holder::parse("4711 2026-11-20T12:05:00Z\n");
        assert_eq!(old.pid, Some(4711));
        assert_eq!(old.since.as_deref(), Some("2026-11-20T12:05:00Z"));
        assert!(!old.is_here());
        assert_eq!(Holder::parse(""), Holder::default());
        let elsewhere = Holder {
            host: Some("another".to_owned()),
            ..holder
        };
        assert!(!Holder::parse(&elsewhere.note()).is_here());
    }
}
