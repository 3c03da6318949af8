//! Absences planned ahead: what a period changes about the reviews of a day.

use super::data::Data;
use super::index::Index;
use super::records::{BacklogOrder, Id};
use chrono::NaiveDate;

/// What periods say about one study day. The default changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct DayPlan {
    /// Due reviews wanted that day; none is without limit.
    pub review_cap: Option<usize>,
    /// Whether new questions may be introduced.
    pub new_allowed: bool,
    /// Questions to be reviewed today although they are due only in the period, the most worthwhile first.
    pub advance: Vec<Id>,
    /// In which order what is due comes; none is the usual one.
    pub order: Option<BacklogOrder>,
    /// Why the day is not an ordinary one.
    pub why: Option<Why>,
}

impl Default for DayPlan {
    fn default() -> DayPlan {
        DayPlan {
            review_cap: None,
            new_allowed: true,
            advance: Vec::new(),
            order: None,
            why: None,
        }
    }
}

/// Why a day is not an ordinary one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A period begins soon: `days` from today.
    Ahead { period: Id, days: i64 },
    /// In a period, which ends with the day `to`.
    Inside { period: Id, to: NaiveDate },
    /// After a period: `left` questions of its backlog are still due.
    Backlog { period: Id, left: usize },
}

/// What the periods say about the study day `today`.
pub fn plan(_data: &Data, _index: &Index, _today: NaiveDate) -> DayPlan {
    DayPlan::default()
}
