//! The few places where text leaves for the terminal, and that there is none where programs start or sockets open.

use super::terminal::{folder, handed_over, press};
use super::{places, sample};
use crate::common::FRIDAY;
use crate::common::pty::{Pty, run};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every line of our own source outside of tests, with where it is.
fn lines() -> Vec<(String, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
            let code = text
                .lines()
                .take_while(|line| !line.starts_with("#[cfg(test)]"));
            let code = code.filter(|line| !line.trim_start().starts_with("//"));
            found.extend(code.map(|line| (name.display().to_string(), line.to_owned())));
        }
    }
    found
}

/// Fails where one of `words` stands in a file that is not among `places`.
fn only_in(words: &[&str], places: &[&str]) {
    let strays: Vec<String> = lines()
        .into_iter()
        .filter(|(file, _)| !places.contains(&file.as_str()))
        .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
        .map(|(file, line)| format!("{file}: {line}"))
        .collect();
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn text_reaches_the_terminal_through_one_gate() {
    let cells = [
        "set_string",
        "set_symbol",
        "set_char",
        "set_line",
        "set_span",
        "append_symbol",
    ];
    only_in(&cells, &["src/ui/paint.rs"]);
    let widgets = [
        "ratatui::text",
        "Paragraph::new",
        "widgets::Paragraph",
        "widgets::List",
        "widgets::Table",
    ];
    only_in(&widgets, &[]);
    let printing = [
        "stdout()",
        "stderr()",
        "print!(",
        "println!(",
        "StdoutLock",
        "SetTitle",
    ];
    only_in(
        &printing,
        &[
            "src/runtime/cli/out.rs",
            "src/runtime/terminal.rs",
            "src/runtime/cli/mod.rs",
        ],
    );
    // In the last of them, only to ask whether it is a terminal.
    for (file, line) in lines() {
        if file == "src/runtime/cli/mod.rs" && line.contains("stdout()") {
            assert!(line.contains("is_terminal()"), "{line}");
        }
    }
    for (gate, way) in [
        ("src/ui/paint.rs", "safe::"),
        ("src/runtime/cli/out.rs", "safe::shown"),
    ] {
        let passes = lines()
            .iter()
            .any(|(file, line)| file == gate && line.contains(way));
        assert!(passes, "{gate} lets everything through");
    }
}

#[test]
fn nothing_in_the_source_starts_a_program_or_opens_a_socket() {
    only_in(
        &[
            "process::Command",
            "Command::new(",
            "std::net",
            "TcpStream",
            "TcpListener",
            "UdpSocket",
            "UnixStream",
            "UnixListener",
            "rustix::net",
            "mio::",
            "extern \"C\"",
            "dlopen",
            "execve",
        ],
        &[],
    );
}

#[test]
fn no_crate_of_the_program_is_made_for_the_network() {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--locked",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    let crates: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(crates.contains(&"ratatui"), "{tree}");
    // crossterm waits for keys with mio; what that does is seen in the run below.
    let families = [
        "reqwest",
        "hyper",
        "ureq",
        "curl",
        "openssl",
        "native-tls",
        "rustls",
        "tokio",
        "async-std",
        "smol",
        "socket2",
        "h2",
        "h3",
        "quinn",
        "isahc",
        "attohttpc",
        "minreq",
        "tungstenite",
        "zbus",
        "git2",
        "libgit2",
        "gix",
        "ssh2",
        "libssh2",
        "libloading",
        "wasmtime",
        "rustc_version_runtime",
        "self_update",
        "sentry",
        "opentelemetry",
        "trust-dns",
        "hickory",
        "webbrowser",
        "opener",
        "open",
        "open_url",
        "arboard",
        "notify-rust",
    ];
    let bad = |name: &&&str| {
        let family = |family: &&str| {
            **name == *family
                || name
                    .strip_prefix(*family)
                    .is_some_and(|rest| rest.starts_with(['-', '_']))
        };
        families.iter().any(family)
    };
    let found: Vec<_> = crates.iter().filter(bad).collect();
    assert!(found.is_empty(), "{found:?}");
}

/// Data that would run something if anything in it could.
fn armed(canary: &Path) -> tempfile::TempDir {
    let touch = format!("touch {}", canary.display());
    let bait = [
        format!("; {touch}"),
        format!("$({touch})"),
        format!("`{touch}`"),
        format!("|{touch}"),
        format!("!{touch}"),
    ];
    let mut documents = sample::documents();
    for (number, title) in bait
        .iter()
        .chain(places::NAMES.map(str::to_owned).iter())
        .enumerate()
    {
        let id = format!("d{number:03}");
        let draft = json!({"id": title, "title": title, "body": [title, "https://example.com/", "file:///etc/passwd"]});
        documents.push((format!("drafts/{id}"), json!({"draft": [draft]})));
    }
    let folder = handed_over(&documents);
    let git = folder.path().join(".git");
    fs::create_dir_all(git.join("hooks")).unwrap();
    let config = format!(
        "[core]\n\tfsmonitor = {touch}\n\tpager = {touch}\n\teditor = {touch}\n\tsshCommand = {touch}\n"
    );
    fs::write(git.join("config"), config).unwrap();
    for hook in ["post-checkout", "pre-commit"] {
        fs::write(
            git.join("hooks").join(hook),
            format!("#!/bin/sh\n{touch}\n"),
        )
        .unwrap();
    }
    fs::write(
        folder.path().join(".gitattributes"),
        "*.json filter=evil diff=evil merge=evil\n",
    )
    .unwrap();
    fs::write(folder.path().join(".envrc"), format!("{touch}\n")).unwrap();
    folder
}

/// The paths that a line of strace's output names.
fn paths_in(line: &str) -> Vec<PathBuf> {
    line.split('"')
        .skip(1)
        .step_by(2)
        .map(PathBuf::from)
        .collect()
}

#[test]
#[allow(clippy::print_stdout, reason = "says why it was not run")]
fn a_session_on_armed_data_starts_nothing_calls_nobody_and_writes_only_there() {
    if Command::new("strace").arg("-V").output().is_err() {
        println!("skipped: there is no strace here");
        return;
    }
    let outer = folder();
    let canary = outer.path().join("canary");
    let home = outer.path().join("home");
    fs::create_dir(&home).unwrap();
    let data = armed(&canary);
    let log = outer.path().join("log");
    let traced = "trace=execve,execveat,%network,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,truncate,chmod,fchmodat,chown,fchownat";
    let bait = format!("touch {}", canary.display());
    let home_name = home.display().to_string();
    let (log_name, data_name) = (log.display().to_string(), data.path().display().to_string());
    let mut arguments: Vec<String> = ["-f", "-qq", "-s", "4096", "-e", traced, "-o", &log_name]
        .map(str::to_owned)
        .to_vec();
    for (name, value) in [
        ("EDITOR", &bait),
        ("PAGER", &bait),
        ("BROWSER", &bait),
        ("HOME", &home_name),
    ] {
        arguments.extend(["-E".to_owned(), format!("{name}={value}")]);
    }
    let gongbu = [
        env!("CARGO_BIN_EXE_gongbu"),
        "--data-dir",
        &data_name,
        "--now",
        FRIDAY,
        "--lang",
        "en",
    ];
    arguments.extend(gongbu.map(str::to_owned));
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut pty = Pty::program(Path::new("strace"), &arguments, 120, 36);
    pty.wait_for("● saved");
    press(&mut pty, "2 a");
    pty.send(&format!("; {bait}\r"));
    press(&mut pty, "Down Down Space + 3 0 Enter 4 Enter");
    pty.send(&format!("$({bait})"));
    press(
        &mut pty,
        "ctrl-s ctrl-a ctrl-c ctrl-v Esc 4 Down Down Enter Esc 3 Space Space Space Space 3 Esc",
    );
    press(
        &mut pty,
        "r a n s w e r Enter Enter Esc Esc : d o w n Esc 1 i Esc ? Esc",
    );
    pty.wait_for("● saved");
    press(&mut pty, "2 q");
    assert!(pty.wait_exit().success());

    let log = fs::read_to_string(log).unwrap();
    let started: Vec<&str> = log.lines().filter(|line| line.contains("execve")).collect();
    assert_eq!(started.len(), 1, "only the program itself: {started:#?}");
    // A pair of sockets without a name is how a signal wakes the program.
    let socket = |line: &&str| {
        [
            "socket(",
            "connect(",
            "bind(",
            "listen(",
            "accept",
            "sendto(AF",
            "sendmsg(",
        ]
        .iter()
        .any(|call| line.contains(call))
            && !line.contains("socketpair(")
    };
    let sockets: Vec<&str> = log.lines().filter(socket).collect();
    assert!(sockets.is_empty(), "{sockets:#?}");
    let writes = |line: &&str| {
        !line.contains("open")
            || ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"]
                .iter()
                .any(|flag| line.contains(flag))
    };
    let changes =
        |line: &&str| line.contains('(') && !line.contains("execve") && !line.contains("socket");
    let ours = |path: &PathBuf| {
        path.starts_with(data.path())
            || path.starts_with(&home)
            || path.starts_with("/dev")
            || !path.is_absolute()
    };
    let mut counted = 0;
    for line in log.lines().filter(writes).filter(changes) {
        let paths = paths_in(line);
        counted += paths.len();
        assert!(paths.iter().all(ours), "{line}");
        assert!(!line.contains("../"), "{line}");
    }
    assert!(counted > 20, "it wrote something: {counted}");
    assert!(!canary.exists(), "something in the data was run");
    let dump = run(data.path(), &["dump"]);
    assert!(
        dump.contains(&format!("; {bait}")) && dump.contains(&format!("$({bait})")),
        "the bait was taken in as text"
    );
}
