//! gongbu (공부, "study"): a full-screen terminal cockpit for one person's long study plan.
//!
//! # The map
//!
//! | folder | what is in it |
//! |---|---|
//! | [`lang`] | every text on screen, English and Korean side by side |
//! | [`domain`] | what we know: plans, weeks, questions, drafts, retros; pure |
//! | [`commands`] | one table of commands → keymap, help, palette, README |
//! | [`ui`] | drawing helpers: layout, theme, lists, wrapping, the text field |
//! | [`content`] | packs of content: load, check, adopt |
//! | [`store`] | documents on disk: generations, locks, what to do when files are damaged |
//! | [`import`], [`export`] | questions from and to foreign files: text in, records out, and back |
//! | [`panes`] | one file or folder per pane or overlay: its state and how it answers |
//! | [`app`] | model, messages, update, view: puts it together |
//! | [`runtime`] | the impure shell: terminal, loop, clock, signals, command line |
//!
//! Each may use only what stands left of it:
//! `lang, domain → commands, ui, content, store → import → export, panes → app → runtime → main`.
//!
//! # How a key becomes a change
//!
//! terminal event → [`app::Msg`] → [`app::Model::update`] → [`commands::Keymap`] → [`commands::Cmd`] →
//! [`panes::Pane::command`] → [`panes::Reply`] → [`domain::Data::apply`] → [`app::Effect`] → [`runtime`] saves →
//! [`app::Msg::Saved`]; then one frame is drawn, when no input waits. There are no ticks: the loop sleeps until
//! input or the next deadline.
//!
//! # Rules, enforced by `tests/architecture.rs`
//!
//! 1. `domain commands panes app ui lang` never mention files, processes, threads, terminal input or the system
//!    clock; only `runtime` asks what time it is (and the store's file layer, which tests replace, for its lock).
//! 2. `domain store content` never mention ratatui or crossterm.
//! 3. Only [`domain::Data::apply`] changes saved data. A [`domain::Edit`] is one step of the user: the records it
//!    touches, before and after. Undo swaps them.
//! 4. No text for users outside `lang/` and `data/`.
//! 5. Files stay under 400 lines, tables exempt. When two panes meet in one file, split it.
//! 6. Drawing is a function of the model and decides nothing: layout is computed by a pure function
//!    ([`ui::layout::Layout::of`]) that both sides use.
//!
//! # Words, the same in code, help and README
//!
//! `plan` a roadmap being followed · `phase` → `block` → `unit` nodes of its tree · `item` a leaf: task, criterion,
//! milestone, measure, resource · `criterion` the proof that a unit is done · `week` the ISO week that units fall
//! into · `question`, `review` one grading of it · `draft` a post being written · `retro` answers to a cadence's
//! prompts · `promise` a priority for the next day · `pack` content that is shipped or in a file · `pane`, `command`,
//! `edit`, `effect`.
//!
//! # How to add a command
//!
//! A row in `commands/table.rs`, its title in `lang/commands.rs`, and an arm in the pane's `command`. Help, palette,
//! hints and `gongbu keys` follow by themselves.

#![recursion_limit = "512"]

pub mod app;
pub mod commands;
pub mod content;
pub mod domain;
pub mod export;
pub mod import;
pub mod lang;
pub mod panes;
pub mod runtime;
pub mod store;
pub mod ui;
