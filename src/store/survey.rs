//! The part of opening that is about the directory as a whole: whether it is a dataset, the lock, the manifest.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::OpenOptions;
use super::disk::{Aside, Disk};
use super::files::{Kind, Lock};
use super::holder::Holder;
use super::json::check_json;
use super::load::Listing;
use super::manifest::Manifest;
use super::name::MANIFEST;
use super::report::{IoFault, Notice, OpenError, ReadOnly};

/// What a directory may contain and still count as empty.
const CLUTTER: [&str; 4] = [".DS_Store", "lost+found", "Thumbs.db", "gongbu-portable"];

/// What the directory looks like before anything is touched.
pub(super) struct Survey {
    exists: bool,
    has_inner: bool,
    has_readme: bool,
    pub(super) manifest: Option<Manifest>,
    origin: Origin,
}

/// Where the manifest was found.
enum Origin {
    Root,
    /// In our copy; the file in the root is missing, or has these unusable bytes.
    Copy {
        file: Vec<u8>,
        unusable: Option<Vec<u8>>,
    },
    Nowhere {
        unusable: Option<Vec<u8>>,
        copy: Option<Vec<u8>>,
    },
}

impl Survey {
    pub(super) fn of(disk: &Disk) -> Result<Self, OpenError> {
        let root = &disk.root;
        let mut survey = Self {
            exists: true,
            has_inner: false,
            has_readme: false,
            manifest: None,
            origin: Origin::Nowhere {
                unusable: None,
                copy: None,
            },
        };
        let entries = match disk.files.list(root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(OpenError::NotADirectory(root.clone()));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A dangling link is a directory that is away, not one to be made.
                if disk.files.stat(root).is_ok() || disk.files.stat(parent(root)).is_err() {
                    return Err(OpenError::ParentMissing(root.clone()));
                }
                survey.exists = false;
                return Ok(survey);
            }
            Err(error) => return Err(IoFault::at(root)(error).into()),
        };
        survey.has_inner = entries
            .iter()
            .any(|entry| entry.name == ".gongbu" && entry.kind == Kind::Dir);
        survey.has_readme = entries.iter().any(|entry| entry.name == "README.txt");
        let has_manifest = entries.iter().any(|entry| entry.name == "gongbu.json");
        if !has_manifest && !survey.has_inner {
            if entries
                .iter()
                .any(|entry| !CLUTTER.contains(&entry.name.as_str()))
            {
                return Err(OpenError::NotADataset(root.clone()));
            }
            return Ok(survey);
        }
        survey.find_manifest(disk)?;
        if survey
            .manifest
            .as_ref()
            .is_some_and(|manifest| !manifest.is_ours())
        {
            return Err(OpenError::NotADataset(root.clone()));
        }
        Ok(survey)
    }

    fn find_manifest(&mut self, disk: &Disk) -> Result<(), OpenError> {
        let path = manifest_path(disk);
        let file = disk
            .read(&path)?
            .filter(|bytes| bytes.iter().any(|&byte| byte != 0));
        let problem = match file.as_deref().map(Manifest::decode) {
            Some(Ok(manifest)) => {
                self.manifest = Some(manifest);
                self.origin = Origin::Root;
                return Ok(());
            }
            Some(Err(problem)) => Some(problem),
            None => None,
        };
        let copy = disk.read(&copy_path(disk))?;
        let manifest = copy.as_deref().and_then(usable);
        // What is JSON was not damaged but changed, by a person or by a version that we know nothing of.
        let changed = file.as_deref().is_some_and(|file| check_json(file).is_ok());
        if let Some(problem) = problem
            && (changed || !self.has_inner)
        {
            return Err(OpenError::BrokenManifest { path, problem });
        }
        self.origin = match (&manifest, copy) {
            (Some(_), Some(copy)) => Origin::Copy {
                file: copy,
                unusable: file,
            },
            (Some(_) | None, copy) => Origin::Nowhere {
                unusable: file,
                copy: copy.filter(|bytes| bytes.iter().any(|&byte| byte != 0)),
            },
        };
        self.manifest = manifest;
        Ok(())
    }

    pub(super) fn is_new(&self) -> bool {
        !self.has_inner && self.manifest.is_none()
    }

    /// Why nothing can be looked at where nothing is.
    pub(super) fn nothing_there(&self, disk: &Disk) -> OpenError {
        let root = disk.root.clone();
        if self.exists {
            OpenError::NotADataset(root)
        } else {
            OpenError::ParentMissing(root)
        }
    }

    pub(super) fn gate(&self, ours: u32) -> Result<Option<ReadOnly>, OpenError> {
        let Some(&Manifest {
            schema,
            min_reader,
            min_writer,
            ..
        }) = self.manifest.as_ref()
        else {
            return Ok(None);
        };
        if min_reader > ours {
            return Err(OpenError::TooNew {
                schema,
                min_reader,
                ours,
            });
        }
        Ok((min_writer > ours).then_some(ReadOnly::NewerSchema { schema, ours }))
    }

    /// Makes the directories and takes the lock. The directories last before the manifest is written, so a
    /// dataset with a manifest is a whole one.
    pub(super) fn take_lock(&self, disk: &Disk) -> Result<Lock, IoFault> {
        if !self.exists {
            disk.ensure_dir(&disk.root)?;
        }
        let mut created = disk.ensure_dir(&disk.inner())?;
        let path = lock_path(disk);
        let note = Holder::here(disk.time()).note();
        let lock = disk
            .files
            .try_lock(&path, &note)
            .map_err(IoFault::at(&path))?;
        if let Lock::Busy(_) = lock {
            return Ok(lock);
        }
        created |= disk.ensure_dir(&disk.generations())?;
        created |= disk.ensure_dir(&disk.markers())?;
        for name in ["quarantine", "outside", "soft"] {
            created |= disk.ensure_dir(&disk.inner().join(name))?;
        }
        if created || !matches!(self.origin, Origin::Root) {
            disk.sync_dir(&disk.generations())?;
            disk.sync_dir(&disk.inner())?;
            disk.sync_dir(&disk.root)?;
            match disk.sync_dir(parent(&disk.root)) {
                // A directory that we may pass through but not read.
                Err(fault) if fault.kind == io::ErrorKind::PermissionDenied => {}
                result => result?,
            }
        }
        Ok(lock)
    }

    /// Makes sure that there is a manifest and a copy of it.
    pub(super) fn establish(
        &self,
        disk: &Disk,
        options: &OpenOptions,
        listing: &Listing,
        notices: &mut Vec<Notice>,
    ) -> Result<Manifest, OpenError> {
        let manifest = self
            .manifest
            .clone()
            .unwrap_or_else(|| self.new_manifest(disk, options));
        let written = self.write_manifest(disk, &manifest, options);
        match (&self.origin, written) {
            (Origin::Root, Ok(())) => {}
            // A first start that was interrupted is not worth a word.
            (
                Origin::Copy { unusable: None, .. } | Origin::Nowhere { unusable: None, .. },
                Ok(()),
            ) if listing.docs.is_empty() => {}
            (Origin::Copy { .. } | Origin::Nowhere { .. }, Ok(())) => {
                notices.push(Notice::ManifestRebuilt)
            }
            (_, Err(fault)) if self.is_new() => return Err(fault.into()),
            (_, Err(fault)) => notices.push(Notice::RecoveryFailed(fault)),
        }
        Ok(manifest)
    }

    /// A manifest for what has none that can be used. What is left of one may still say which dataset this is.
    fn new_manifest(&self, disk: &Disk, options: &OpenOptions) -> Manifest {
        let mut manifest = Manifest::new(options.schema, disk.time());
        if let Origin::Nowhere { unusable, copy } = &self.origin {
            let mut remains = unusable.iter().chain(copy);
            if let Some(id) = remains.find_map(|bytes| Manifest::find_id(bytes)) {
                manifest.dataset_id = id;
            }
        }
        manifest
    }

    fn write_manifest(
        &self,
        disk: &Disk,
        manifest: &Manifest,
        options: &OpenOptions,
    ) -> Result<(), IoFault> {
        let copy = copy_path(disk);
        let (file, unusable) = match &self.origin {
            Origin::Root => {
                let found = disk.read(&copy)?;
                if found.as_deref().and_then(usable).is_none() {
                    if let Some(bytes) = found {
                        disk.put_aside_as(Aside::Quarantine, MANIFEST, &bytes)?;
                    }
                    disk.replace(&copy, &manifest.encode(), None, || Ok(true))?;
                }
                return Ok(());
            }
            Origin::Copy { file, unusable } => (file.clone(), [unusable.as_ref(), None]),
            Origin::Nowhere { unusable, copy } => {
                (manifest.encode(), [unusable.as_ref(), copy.as_ref()])
            }
        };
        for bytes in unusable.into_iter().flatten() {
            disk.put_aside_as(Aside::Quarantine, MANIFEST, bytes)?;
        }
        if let Origin::Nowhere { .. } = self.origin {
            disk.replace(&copy, &file, None, || Ok(true))?;
        }
        if !self.has_readme && !options.readme.is_empty() {
            disk.replace(
                &disk.root.join("README.txt"),
                options.readme.as_bytes(),
                None,
                || Ok(true),
            )?;
        }
        disk.replace(&manifest_path(disk), &file, None, || Ok(true))?;
        Ok(())
    }
}

fn usable(copy: &[u8]) -> Option<Manifest> {
    Manifest::decode(copy).ok().filter(Manifest::is_ours)
}

/// Writes the schema of `manifest` into both copies of it. What else stands there stays.
pub(super) fn write_schema(disk: &Disk, manifest: &Manifest) -> Result<(), IoFault> {
    let mut file = manifest.encode();
    let before = disk.read(&manifest_path(disk))?;
    let before = before.and_then(|file| serde_json::from_slice::<Map<String, Value>>(&file).ok());
    if let Some(mut members) = before {
        for (key, version) in [
            ("schema", manifest.schema),
            ("min_reader", manifest.min_reader),
            ("min_writer", manifest.min_writer),
        ] {
            members.insert(key.to_owned(), version.into());
        }
        file = format!("{:#}\n", Value::Object(members)).into_bytes();
    }
    for path in [copy_path(disk), manifest_path(disk)] {
        let stat = disk.files.stat(&path).ok();
        disk.replace(&path, &file, stat.as_ref(), || Ok(true))?;
    }
    Ok(())
}

pub(super) fn manifest_path(disk: &Disk) -> PathBuf {
    disk.root.join("gongbu.json")
}

/// The manifest is written once, so a plain copy serves it as its generation.
pub(super) fn copy_path(disk: &Disk) -> PathBuf {
    disk.inner().join("manifest.json")
}

pub(super) fn lock_path(disk: &Disk) -> PathBuf {
    disk.inner().join("lock")
}

pub(super) fn parent(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}
