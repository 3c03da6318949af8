//! Where the data lies: the flag, the environment, a marker beside the program, else the platform's place.

use anyhow::Context;
use directories::ProjectDirs;
use std::env;
use std::path::PathBuf;

/// A file of this name beside the program keeps the data there too: program and data travel together.
pub const PORTABLE_MARKER: &str = "gongbu-portable";

/// What decided on the data directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// `--data-dir`
    Flag,
    /// `$GONGBU_DATA`
    Environment,
    /// A `gongbu-portable` file beside the program.
    Portable,
    /// The platform's place for data.
    Platform,
}

/// The data directory and why it is that one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    pub path: PathBuf,
    pub origin: Origin,
}

/// Finds the data directory; it need not exist. Errors when the platform names none (no home directory).
pub fn resolve(flag: Option<PathBuf>) -> anyhow::Result<Resolved> {
    if let Some(path) = flag {
        return Ok(Resolved {
            path,
            origin: Origin::Flag,
        });
    }
    if let Some(path) = env::var_os("GONGBU_DATA").filter(|path| !path.is_empty()) {
        return Ok(Resolved {
            path: path.into(),
            origin: Origin::Environment,
        });
    }
    let beside = env::current_exe()
        .ok()
        .and_then(|exe| Some(exe.parent()?.to_owned()));
    if let Some(folder) = beside.filter(|folder| folder.join(PORTABLE_MARKER).exists()) {
        return Ok(Resolved {
            path: folder.join("gongbu-data"),
            origin: Origin::Portable,
        });
    }
    let path = project()?.data_dir().to_owned();
    Ok(Resolved {
        path,
        origin: Origin::Platform,
    })
}

/// Where rescue copies go when the data directory cannot be written.
pub fn state_dir() -> anyhow::Result<PathBuf> {
    let project = project()?;
    Ok(project
        .state_dir()
        .unwrap_or_else(|| project.data_local_dir())
        .to_owned())
}

/// Where documents go while the data directory refuses them: the first of these that takes them.
pub fn rescue_dirs() -> Vec<PathBuf> {
    let state = state_dir().ok().map(|state| state.join("rescue"));
    let runtime = env::var_os("XDG_RUNTIME_DIR").filter(|dir| !dir.is_empty());
    let runtime = runtime.map(|dir| PathBuf::from(dir).join("gongbu-rescue"));
    let temporary = env::temp_dir().join(format!("gongbu-rescue{}", of_user()));
    state
        .into_iter()
        .chain(runtime)
        .chain([temporary])
        .collect()
}

/// Tells users apart where they share a directory.
fn of_user() -> String {
    #[cfg(unix)]
    return format!("-{}", rustix::process::getuid().as_raw());
    #[cfg(not(unix))]
    String::new()
}

fn project() -> anyhow::Result<ProjectDirs> {
    ProjectDirs::from("", "", "gongbu")
        .context("there is no home directory; name a place with --data-dir DIR or $GONGBU_DATA")
}
