//! A small complete dataset with every kind of record, written by the first schema, and the program run on it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The evening on which the dataset was last used.
pub const EVENING: &str = "2026-11-14T21:00:00+09:00";

/// The dataset as it is kept for ever.
pub fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1")
}

/// A copy of it to work on.
pub struct Small {
    folder: TempDir,
}

impl Small {
    pub fn new() -> Small {
        let small = Small {
            folder: TempDir::new().unwrap(),
        };
        fs::create_dir(small.home()).unwrap();
        copy(&kept().join("data"), &small.data());
        small
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A home directory of its own.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.data().join(relative)
    }

    pub fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).unwrap()
    }

    pub fn write(&self, relative: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Edits a file as a person would.
    pub fn edit(&self, relative: &str, from: &str, to: &str) {
        let text = self.read(relative);
        assert!(text.contains(from), "{relative} has no {from}: {text}");
        self.write(relative, text.replacen(from, to, 1));
    }

    /// Runs the program, in English.
    pub fn run(&self, args: &[&str]) -> Said {
        self.run_at(EVENING, args)
    }

    pub fn run_at(&self, now: &str, args: &[&str]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongbu"));
        command.arg("--data-dir").arg(self.data());
        command.args(["--now", now, "--lang", "en"]).args(args);
        command.env_remove("GONGBU_DATA").env("HOME", self.home());
        command.env_remove("XDG_STATE_HOME").stdin(Stdio::null());
        let output = command.output().unwrap();
        let said = Said {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!said.err.contains("panicked"), "{}", said.err);
        said
    }

    /// Every file with its bytes, by its path in the data folder.
    pub fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.data(), &self.data(), &mut files);
        files
    }
}

/// How a run ended and what it said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// It went well and printed this.
    pub fn well(self, printed: &str) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        assert!(self.out.contains(printed), "no \"{printed}\": {self:?}");
        self.out
    }

    /// It ended like this and told this.
    pub fn refused(self, code: i32, words: &str) {
        assert_eq!(self.code, code, "{self:?}");
        assert!(self.err.contains(words), "no \"{words}\": {self:?}");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    fs::set_permissions(to, fs::Permissions::from_mode(0o700)).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = fs::symlink_metadata(&path).unwrap();
        let name = path
            .strip_prefix(root)
            .unwrap()
            .to_string_lossy()
            .into_owned();
        if kind.is_dir() {
            files.insert(name, Vec::new());
            collect(root, &path, files);
        } else if kind.is_symlink() {
            let target = fs::read_link(&path).unwrap();
            files.insert(name, target.to_string_lossy().into_owned().into_bytes());
        } else {
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}
