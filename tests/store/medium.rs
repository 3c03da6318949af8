//! What a power cut may leave on a disk, computed from a record of calls. Every change is an *effect* that is
//! on the disk for certain once somebody waited for it; until then it may be there or not. What "waited for"
//! means differs between file systems.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use gongbu::store::{Files, PRIVATE, RealFiles};

use super::record::Op;

/// Whose promises count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    /// Only what POSIX promises: bytes after `fsync` of the file, names after `fsync` of the directory.
    Posix,
    /// Names become durable in the order of their making, and any `fsync` makes all earlier ones durable.
    Ext4,
    /// The entry of a file gets its start and size only when the file itself is written; a rename is two
    /// changes; what a replaced entry points to may be freed already.
    Fat,
}

pub const RULES: [Rules; 3] = [Rules::Posix, Rules::Ext4, Rules::Fat];

/// How many ways to go wrong are tried at each moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Every beginning of what was not waited for, with every single deviation.
    Quick,
    /// Every choice of what was not waited for, where that is not too much.
    Long,
}

/// Of so many changes every choice is tried.
const MANY: usize = 12;

/// Every path with its bytes; none for a directory.
pub type Tree = BTreeMap<PathBuf, Option<Vec<u8>>>;

type Node = usize;

/// The directory that everything is below.
const ROOT: Node = 0;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Act {
    /// The name now leads to the node, and to its bytes if its entry is complete.
    Link {
        dir: Node,
        name: String,
        node: Node,
        entry: Content,
    },
    Unlink {
        dir: Node,
        name: String,
    },
    Data {
        node: Node,
        bytes: Vec<u8>,
    },
    /// FAT: the entry at this name gets start and size of the node.
    Complete {
        dir: Node,
        name: String,
        node: Node,
    },
    /// FAT: the clusters of a file that lost its name are given back.
    Freed {
        node: Node,
    },
}

/// What an entry leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Whole,
    Empty,
    /// Whatever the name led to before.
    Stale,
}

struct Effect {
    acts: Vec<Act>,
    durable: bool,
}

/// How one effect that nobody waited for turns out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    There,
    Missing,
    /// Bytes only: the length is there, the bytes are not.
    Nul,
    /// Bytes only: the first half.
    Half,
}

/// The disk as the program sees it while the record is played.
pub struct Medium {
    rules: Rules,
    dirs: BTreeMap<Node, BTreeMap<String, Node>>,
    bytes: BTreeMap<Node, Vec<u8>>,
    /// The node of each recorded file, and where it is now.
    files: BTreeMap<usize, Node>,
    places: BTreeMap<Node, (Node, String)>,
    root: PathBuf,
    effects: Vec<Effect>,
    nodes: usize,
}

impl Medium {
    /// With everything in `start` on the disk for certain.
    pub fn new(rules: Rules, root: &Path, start: &Tree) -> Self {
        let mut medium = Self {
            rules,
            dirs: BTreeMap::from([(ROOT, BTreeMap::new())]),
            bytes: BTreeMap::new(),
            files: BTreeMap::new(),
            places: BTreeMap::new(),
            root: root.to_owned(),
            effects: Vec::new(),
            nodes: 1,
        };
        for (path, bytes) in start {
            let path = root.join(path);
            match bytes {
                None => medium.make_dir(&path),
                Some(bytes) => medium.play(&Op::<()>::Outside(path, Some(bytes.clone()))),
            }
        }
        medium.settle(|_| true);
        medium
    }

    pub fn play<L>(&mut self, op: &Op<L>) {
        match op {
            Op::MakeDir(path) => self.make_dir(path),
            Op::Create(number, path) => {
                let node = self.create(path);
                self.files.insert(*number, node);
            }
            Op::Write(number, bytes) => {
                let node = self.files[number];
                let all = self.bytes.entry(node).or_default();
                all.extend_from_slice(bytes);
                let bytes = all.clone();
                self.push(Act::Data { node, bytes });
                self.complete(node);
            }
            Op::Sync(number) => {
                let node = self.files[number];
                let names = self.rules == Rules::Ext4;
                self.settle(|act| match act {
                    Act::Data { node: of, .. } | Act::Complete { node: of, .. } => *of == node,
                    Act::Link { .. } | Act::Unlink { .. } => names,
                    Act::Freed { .. } => false,
                });
            }
            Op::SyncDir(path) => {
                let synced = self.dir(path);
                let all = self.rules == Rules::Ext4;
                self.settle(|act| match act {
                    Act::Link { dir, .. } | Act::Unlink { dir, .. } => all || *dir == synced,
                    Act::Data { .. } | Act::Complete { .. } | Act::Freed { .. } => false,
                });
            }
            Op::Rename(from, to) => self.rename(from, to),
            Op::Remove(path) => self.remove(path),
            Op::Outside(path, bytes) => {
                let first = self.effects.len();
                let (dir, name) = self.place(path);
                match bytes {
                    Some(bytes) => {
                        let node = match self.dirs[&dir].get(&name) {
                            Some(&node) => node,
                            None => self.create(path),
                        };
                        let bytes = bytes.clone();
                        self.bytes.insert(node, bytes.clone());
                        self.push(Act::Data { node, bytes });
                        self.push(Act::Complete { dir, name, node });
                    }
                    None => self.remove(path),
                }
                for effect in &mut self.effects[first..] {
                    effect.durable = true;
                }
            }
            Op::May(_) | Op::Must(_) => {}
        }
    }

    /// Every state that a power cut at this moment may leave.
    pub fn states(&self, depth: Depth, seen: &mut BTreeSet<u64>, mut each: impl FnMut(Tree)) {
        let pending: Vec<usize> = (0..self.effects.len())
            .filter(|&index| !self.effects[index].durable)
            .collect();
        let mut try_turns = |turns: &BTreeMap<usize, Turn>| {
            let tree = self.tree(turns);
            if seen.insert(fingerprint(&tree)) {
                each(tree);
            }
        };
        if depth == Depth::Long && self.rules != Rules::Ext4 && pending.len() <= MANY {
            for choice in 0..1_u32 << pending.len() {
                let turn =
                    |place: usize| [Turn::Missing, Turn::There][(choice >> place & 1) as usize];
                let places = pending.iter().enumerate();
                try_turns(&places.map(|(place, &index)| (index, turn(place))).collect());
            }
        }
        for length in 0..=pending.len() {
            let base: BTreeMap<usize, Turn> = pending
                .iter()
                .enumerate()
                .map(|(place, &index)| {
                    (
                        index,
                        if place < length {
                            Turn::There
                        } else {
                            Turn::Missing
                        },
                    )
                })
                .collect();
            try_turns(&base);
            for &index in &pending {
                let is_data = matches!(
                    self.effects[index].acts[..],
                    [Act::Data { .. } | Act::Freed { .. }]
                );
                let ordered = self.rules == Rules::Ext4 && !is_data;
                for turn in [Turn::There, Turn::Missing, Turn::Nul, Turn::Half] {
                    let possible = match turn {
                        Turn::There | Turn::Missing => !ordered,
                        Turn::Nul | Turn::Half => is_data,
                    };
                    if possible {
                        let mut turns = base.clone();
                        turns.insert(index, turn);
                        try_turns(&turns);
                    }
                }
            }
            // All bytes that nobody waited for fare alike.
            for turn in [Turn::There, Turn::Missing, Turn::Nul, Turn::Half] {
                let mut turns = base.clone();
                for &index in &pending {
                    if matches!(self.effects[index].acts[..], [Act::Data { .. }]) {
                        turns.insert(index, turn);
                    }
                }
                try_turns(&turns);
            }
        }
    }

    fn tree(&self, turns: &BTreeMap<usize, Turn>) -> Tree {
        let mut dirs: BTreeMap<Node, BTreeMap<String, (Node, Content)>> = BTreeMap::new();
        let mut data: BTreeMap<Node, Vec<u8>> = BTreeMap::new();
        for (index, effect) in self.effects.iter().enumerate() {
            let turn = turns.get(&index).copied().unwrap_or(Turn::There);
            if turn == Turn::Missing {
                continue;
            }
            for act in &effect.acts {
                match act {
                    Act::Link {
                        dir,
                        name,
                        node,
                        entry,
                    } => {
                        let names = dirs.entry(*dir).or_default();
                        match (entry, names.get(name)) {
                            (Content::Stale, Some(_)) => {}
                            (Content::Stale, None) => {
                                names.insert(name.clone(), (*node, Content::Empty));
                            }
                            (entry, _) => {
                                names.insert(name.clone(), (*node, *entry));
                            }
                        }
                    }
                    Act::Unlink { dir, name } => {
                        dirs.entry(*dir).or_default().remove(name);
                    }
                    Act::Data { node, bytes } => {
                        let bytes = match turn {
                            Turn::Nul => vec![0; bytes.len()],
                            Turn::Half => bytes[..bytes.len() / 2].to_vec(),
                            Turn::There | Turn::Missing => bytes.clone(),
                        };
                        data.insert(*node, bytes);
                    }
                    Act::Complete { dir, name, node } => {
                        if let Some(slot) = dirs.entry(*dir).or_default().get_mut(name) {
                            *slot = (*node, Content::Whole);
                        }
                    }
                    Act::Freed { node } => {
                        let bytes = data.entry(*node).or_default();
                        *bytes = match turn {
                            Turn::Half => Vec::new(),
                            _ => vec![0; bytes.len()],
                        };
                    }
                }
            }
        }
        let mut tree = Tree::new();
        self.walk(ROOT, Path::new(""), &dirs, &data, &mut tree);
        tree
    }

    fn walk(
        &self,
        dir: Node,
        at: &Path,
        dirs: &BTreeMap<Node, BTreeMap<String, (Node, Content)>>,
        data: &BTreeMap<Node, Vec<u8>>,
        tree: &mut Tree,
    ) {
        for (name, (node, content)) in dirs.get(&dir).into_iter().flatten() {
            let path = at.join(name);
            if self.dirs.contains_key(node) {
                tree.insert(path.clone(), None);
                self.walk(*node, &path, dirs, data, tree);
            } else {
                let bytes = match content {
                    Content::Whole => data.get(node).cloned().unwrap_or_default(),
                    Content::Empty | Content::Stale => Vec::new(),
                };
                tree.insert(path, Some(bytes));
            }
        }
    }

    fn make_dir(&mut self, path: &Path) {
        let (dir, name) = self.place(path);
        let node = self.new_node();
        self.dirs.insert(node, BTreeMap::new());
        self.link(dir, name, node, Content::Whole);
    }

    fn create(&mut self, path: &Path) -> Node {
        let (dir, name) = self.place(path);
        let node = self.new_node();
        let entry = match self.rules {
            Rules::Posix | Rules::Ext4 => Content::Whole,
            Rules::Fat => Content::Empty,
        };
        self.bytes.insert(node, Vec::new());
        self.link(dir, name, node, entry);
        node
    }

    fn link(&mut self, dir: Node, name: String, node: Node, entry: Content) {
        if let Some(names) = self.dirs.get_mut(&dir) {
            names.insert(name.clone(), node);
        }
        self.places.insert(node, (dir, name.clone()));
        self.push(Act::Link {
            dir,
            name,
            node,
            entry,
        });
    }

    fn rename(&mut self, from: &Path, to: &Path) {
        let (from_dir, from_name) = self.place(from);
        let (dir, name) = self.place(to);
        let node = self
            .dirs
            .get_mut(&from_dir)
            .and_then(|names| names.remove(&from_name))
            .expect("the record renames what is there");
        let replaced = self
            .dirs
            .get_mut(&dir)
            .and_then(|names| names.insert(name.clone(), node));
        self.places.insert(node, (dir, name.clone()));
        let unlink = Act::Unlink {
            dir: from_dir,
            name: from_name,
        };
        match self.rules {
            Rules::Posix | Rules::Ext4 => self.effects.push(Effect {
                acts: vec![
                    Act::Link {
                        dir,
                        name,
                        node,
                        entry: Content::Whole,
                    },
                    unlink,
                ],
                durable: false,
            }),
            Rules::Fat => {
                self.push(Act::Link {
                    dir,
                    name,
                    node,
                    entry: Content::Stale,
                });
                self.push(unlink);
                self.complete(node);
                self.free(replaced);
            }
        }
    }

    fn remove(&mut self, path: &Path) {
        let (dir, name) = self.place(path);
        let names = self.dirs.get_mut(&dir);
        let node = names.and_then(|names| names.remove(&name));
        self.push(Act::Unlink { dir, name });
        self.free(node);
    }

    /// The entry where the node is now will be complete once the node is written.
    fn complete(&mut self, node: Node) {
        if self.rules == Rules::Fat {
            let (dir, name) = self.places[&node].clone();
            self.push(Act::Complete { dir, name, node });
        }
    }

    fn free(&mut self, node: Option<Node>) {
        if let (Rules::Fat, Some(node)) = (self.rules, node) {
            self.push(Act::Freed { node });
        }
    }

    fn push(&mut self, act: Act) {
        self.effects.push(Effect {
            acts: vec![act],
            durable: false,
        });
    }

    fn settle(&mut self, durable: impl Fn(&Act) -> bool) {
        for effect in &mut self.effects {
            // A rename is durable with the directory it leads to.
            effect.durable |= effect.acts.first().is_some_and(&durable);
        }
    }

    fn new_node(&mut self) -> Node {
        self.nodes += 1;
        self.nodes
    }

    fn place(&self, path: &Path) -> (Node, String) {
        let dir = self.dir(path.parent().expect("a path below the root"));
        let name = path.file_name().expect("a name").to_string_lossy();
        (dir, name.into_owned())
    }

    fn dir(&self, path: &Path) -> Node {
        let below = path
            .strip_prefix(&self.root)
            .expect("a path below the root");
        below.components().fold(ROOT, |dir, component| {
            let Component::Normal(name) = component else {
                panic!("a plain path: {}", path.display())
            };
            self.dirs[&dir][&*name.to_string_lossy()]
        })
    }
}

/// Makes the tree the only thing in `dir`.
pub fn materialise(tree: &Tree, dir: &Path) {
    for entry in fs::read_dir(dir).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            fs::remove_dir_all(path).expect("remove");
        } else {
            fs::remove_file(path).expect("remove");
        }
    }
    for (path, bytes) in tree {
        let path = dir.join(path);
        match bytes {
            None => RealFiles.create_dir(&path).expect("mkdir"),
            Some(bytes) => {
                let mut file = RealFiles.create_new(&path, PRIVATE).expect("create");
                file.write(bytes).expect("write");
            }
        }
    }
}

/// Everything below `dir`.
pub fn tree_of(dir: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut dirs = vec![dir.to_owned()];
    while let Some(next) = dirs.pop() {
        for entry in fs::read_dir(next).expect("a directory") {
            let path = entry.expect("an entry").path();
            let below = path.strip_prefix(dir).expect("below").to_owned();
            if path.is_dir() {
                tree.insert(below, None);
                dirs.push(path);
            } else {
                tree.insert(below, Some(fs::read(&path).expect("read")));
            }
        }
    }
    tree
}

pub fn fingerprint(tree: &Tree) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    tree.hash(&mut hasher);
    hasher.finish()
}
