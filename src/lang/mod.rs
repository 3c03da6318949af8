//! Every text on screen, English and Korean side by side. A text that lacks one
//! language does not compile. Grouped by the place that shows it.

use serde::{Deserialize, Serialize};

/// Declares a group of texts: `name => "English", "한국어";` for fixed ones and
/// `fn name(arg: Type) => "English {arg}", "한국어 {arg}";` for those with parts.
macro_rules! texts {
    ($(#[$doc:meta])* $group:ident { $($body:tt)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $group(pub $crate::lang::Lang);
        texts!(@items $group $($body)*);
    };
    (@items $group:ident) => {};
    (@items $group:ident fn $name:ident($($arg:ident : $ty:ty),+ $(,)?) => $en:literal, $ko:literal; $($rest:tt)*) => {
        impl $group {
            pub fn $name(self, $($arg: $ty),+) -> String {
                match self.0 {
                    $crate::lang::Lang::En => format!($en),
                    $crate::lang::Lang::Ko => format!($ko),
                }
            }
        }
        texts!(@items $group $($rest)*);
    };
    (@items $group:ident $name:ident => $en:literal, $ko:literal; $($rest:tt)*) => {
        impl $group {
            pub fn $name(self) -> &'static str {
                match self.0 {
                    $crate::lang::Lang::En => $en,
                    $crate::lang::Lang::Ko => $ko,
                }
            }
        }
        texts!(@items $group $($rest)*);
    };
}
mod adopt;
mod app;
mod chain;
mod cli;
mod commands;
mod doctor;
mod drafts;
mod exchange;
mod finding;
mod help;
mod interviews;
mod library;
mod memory;
mod mock;
mod past;
mod periods;
mod questions;
mod retro;
mod saving;
mod session;
mod start;
mod stories;
mod timeline;
mod topics;
mod update;
mod week;

pub use adopt::Adopt;
pub use app::{App, figure, hours, number};
pub use chain::Chain;
pub use cli::Cli;
pub use commands::Commands;
pub use doctor::Doctor;
pub use drafts::{Drafts, grouped, section_names};
pub use exchange::Exchange;
pub use finding::{FILTER_WORDS, Finding};
pub use help::{Help, Palette};
pub use interviews::{COMPANIES, Interviews};
pub use library::Library;
pub use memory::Memory;
pub use mock::Mock;
pub use past::Past;
pub use periods::{DAY_WORDS, Periods, WEEK_WORDS};
pub use questions::Questions;
pub use retro::Retros;
pub use saving::Saving;
pub use session::Session;
pub use start::Start;
pub use stories::Stories;
pub use timeline::Timeline;
pub use update::Update;
pub use week::{HOUR_WORDS, MINUTE_WORDS, MULTIPLES, Week};

/// A language of the interface and of bilingual content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    En,
    #[default]
    Ko,
}

impl Lang {
    /// The language's code as used on the command line and in files.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ko => "ko",
        }
    }

    /// The other language.
    pub fn other(self) -> Lang {
        match self {
            Lang::En => Lang::Ko,
            Lang::Ko => Lang::En,
        }
    }
}
