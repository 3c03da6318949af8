//! The fields of the form: what each is called, what belongs into it, and how it is filled in.

use crate::domain::{Id, QuestionKind};
use crate::lang::{Lang, Questions};
use crate::panes::Env;

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// One line, however long: Enter goes on to the next field.
    Line,
    Lines,
    /// One of a few values, turned with the arrows.
    Choice(Choices),
}

/// What there is to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choices {
    Kind,
    Difficulty,
}

/// A field: its name, what belongs into it, and how many rows it has when empty.
pub struct Field {
    pub name: fn(Questions) -> &'static str,
    pub help: fn(Questions) -> &'static str,
    pub rows: usize,
    pub input: Input,
}

const fn field(
    name: fn(Questions) -> &'static str,
    help: fn(Questions) -> &'static str,
    rows: usize,
    input: Input,
) -> Field {
    Field {
        name,
        help,
        rows,
        input,
    }
}

/// How many fields there are.
pub const COUNT: usize = 16;

/// What is needed most comes first. The order is that of [`super::merge::Fields`].
pub const FIELDS: [Field; COUNT] = {
    use Input::{Choice, Line, Lines};
    use Questions as Q;
    [
        field(Q::prompt_field, Q::prompt_help, 2, Line),
        field(Q::topic_field, Q::topic_help, 1, Line),
        field(Q::hint, Q::hint_help, 1, Lines),
        field(Q::points, Q::points_help, 3, Lines),
        field(Q::answer, Q::answer_help, 4, Lines),
        field(Q::bad_field, Q::bad_help, 2, Lines),
        field(Q::why_field, Q::why_help, 2, Lines),
        field(Q::followups, Q::followups_help, 2, Lines),
        field(Q::intent_field, Q::intent_help, 1, Lines),
        field(Q::kind_field, Q::kind_help, 1, Choice(Choices::Kind)),
        field(
            Q::difficulty_field,
            Q::difficulty_help,
            1,
            Choice(Choices::Difficulty),
        ),
        field(Q::tags_field, Q::tags_help, 1, Line),
        field(Q::company_field, Q::company_help, 1, Line),
        field(Q::source, Q::source_help, 1, Line),
        field(Q::units_field, Q::units_help, 1, Lines),
        field(Q::stages, Q::stages_help, 1, Lines),
    ]
};

/// The field of the plan nodes that a question belongs to.
pub const UNITS: usize = 14;

/// All kinds, in the order in which the field turns.
const KINDS: [QuestionKind; 5] = [
    QuestionKind::Technical,
    QuestionKind::Design,
    QuestionKind::Coding,
    QuestionKind::Behavioural,
    QuestionKind::Company,
];

/// The kind that is shown under a name.
pub fn kind_named(name: &str, lang: Lang) -> Option<QuestionKind> {
    let texts = lang.questions();
    KINDS.into_iter().find(|kind| texts.kind(*kind) == name)
}

/// What stands in a field of choice after it was turned.
pub fn chosen(choices: Choices, now: &str, by: isize, lang: Lang) -> String {
    let texts = lang.questions();
    let names: Vec<String> = match choices {
        Choices::Kind => KINDS.map(|kind| texts.kind(kind).to_owned()).to_vec(),
        Choices::Difficulty => (1..=3).map(|level: u8| level.to_string()).collect(),
    };
    let at = names.iter().position(|name| name == now);
    let count = names.len() as isize;
    let next = match at {
        Some(at) => (at as isize + by).rem_euclid(count),
        None if by < 0 => count - 1,
        None => 0,
    };
    names[next as usize].clone()
}

/// The plan nodes that lines of a field name, by their id or the end of one that only one node has. What names none is
/// kept as it is typed: a plan that is not followed may have it.
pub fn units(text: &str, env: &Env) -> Vec<Id> {
    let named = |line: &str| -> Id {
        if env.data.nodes.contains(line) {
            return line.to_owned();
        }
        let end = format!("/{line}");
        let mut ends = env.data.nodes.iter().filter(|node| node.id.ends_with(&end));
        match (ends.next(), ends.next()) {
            (Some(node), None) => node.id.clone(),
            _ => line.to_owned(),
        }
    };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(named).collect()
}
