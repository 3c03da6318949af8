//! After an interview: what was asked, how it went, how it ended, and how much of it had been prepared.

use super::put;
use crate::domain::interview::Hits;
use crate::domain::text::clean_line;
use crate::domain::{Asked, Edit, Grade, Interview, Outcome, Question, QuestionKind, Step, Text};
use crate::panes::pick::Picked;
use crate::panes::{Cmd, Env, Reply};
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The commands that say how an answer went.
const WENT: [(Cmd, Grade); 4] = [
    (Cmd::WentAgain, Grade::Again),
    (Cmd::WentHard, Grade::Hard),
    (Cmd::WentGood, Grade::Good),
    (Cmd::WentEasy, Grade::Easy),
];

/// Why an interview cannot have been held: its day lies ahead.
pub fn not_held_yet(env: &Env, interview: &Interview) -> Option<String> {
    let days = (interview.on - env.now.today()).num_days();
    let texts = env.lang.interviews();
    let key = env.key(Cmd::EditInterview);
    (!interview.held && days > 0).then(|| texts.not_held_yet(days, &interview.on.to_string(), &key))
}

/// Adds what was picked to what was asked.
pub fn add(env: &Env, interview: &Interview, picked: Picked) -> Reply {
    let asked = match picked {
        Picked::Question(id) => Asked {
            question: Some(id),
            ..Asked::default()
        },
        Picked::Words(text) => Asked {
            text: clean_line(&text).trim().to_owned(),
            ..Asked::default()
        },
        Picked::Open | Picked::Cancelled => return Reply::none(),
    };
    let mut interview = interview.clone();
    interview.asked.push(asked);
    // Who writes down what was asked was there.
    interview.held = true;
    put(env, interview).and_say(rating(env))
}

/// Which keys say how an answer went.
fn rating(env: &Env) -> String {
    let texts = env.lang.interviews();
    let ways = WENT.map(|(cmd, grade)| format!("{} {}", env.key(cmd), texts.went(grade)));
    texts.rate(&ways.join("  "))
}

/// Adds a line to the notes.
pub fn add_note(env: &Env, interview: &Interview, text: &str) -> Reply {
    let text = clean_line(text).trim().to_owned();
    if text.is_empty() {
        return Reply::none();
    }
    let mut interview = interview.clone();
    interview.notes.push(text);
    put(env, interview)
}

/// What is done to what was asked in a row, and to the outcome.
pub fn command(env: &Env, cmd: Cmd, interview: &Interview, row: usize) -> Reply {
    let mut interview = interview.clone();
    let went = WENT.iter().find(|(given, _)| *given == cmd);
    let went = went.map(|(_, grade)| *grade);
    match (cmd, went, interview.asked.get_mut(row)) {
        (Cmd::CycleOutcome, ..) => {
            interview.held = true;
            interview.outcome = match interview.outcome {
                None => Some(Outcome::Passed),
                Some(Outcome::Passed) => Some(Outcome::Failed),
                Some(Outcome::Failed) => Some(Outcome::Withdrawn),
                Some(Outcome::Withdrawn) => None,
            };
        }
        (_, Some(grade), Some(asked)) => {
            // The same key again takes it back.
            asked.went = (asked.went != Some(grade)).then_some(grade);
        }
        (Cmd::DeleteAsked, _, Some(_)) => drop(interview.asked.remove(row)),
        (Cmd::QuestionFromAsked, ..) => return to_question(env, interview, row),
        _ => return Reply::unhandled(),
    }
    put(env, interview)
}

/// Makes a question of the bank of what was asked in the user's words.
fn to_question(env: &Env, mut interview: Interview, row: usize) -> Reply {
    let texts = env.lang.interviews();
    let Some(asked) = interview.asked.get_mut(row) else {
        return Reply::refuse(texts.no_asked());
    };
    let known = asked.question.as_ref();
    if known.is_some_and(|id| env.data.question(id).is_some()) || asked.text.is_empty() {
        return Reply::refuse(texts.in_bank_already());
    }
    let id = env.fresh_id(|id| env.data.questions.contains(id) || env.data.bank.contains_key(id));
    asked.question = Some(id.clone());
    let question = Question {
        id,
        kind: QuestionKind::Company,
        topic: "company".into(),
        prompt: Text::plain(&asked.text),
        company: Some(Text::plain(&interview.company)),
        own: true,
        created: env.now.utc,
        ..Question::default()
    };
    let said = texts.made_question(question.prompt.get(env.lang));
    let edit = Edit::new(Step::EditQuestion, question.prompt.get(env.lang), &env.now);
    Reply::edit(edit.put(env.data, question).put(env.data, interview)).and_say(said)
}

pub fn draw(env: &Env, interview: &Interview, cursor: usize, buf: &mut Buffer, area: Rect) {
    let texts = env.lang.interviews();
    let x = area.x + 1.min(area.width);
    let width = area.width.saturating_sub(1);
    let mut y = area.y;
    let mut line = |pieces: &[(&str, Role)]| {
        if y < area.bottom() {
            env.put_all(buf, Position { x, y }, width, pieces);
        }
        y = y.saturating_add(1);
    };
    let name = super::list::name(interview);
    let date = format!("  {}", env.lang.week().date(interview.on, env.now.today()));
    let outcome = interview.outcome.map(|outcome| texts.outcome_name(outcome));
    let outcome = texts.outcome(outcome.unwrap_or_else(|| texts.no_outcome()));
    let outcome = format!("  {outcome}");
    line(&[
        (&name, Role::Title),
        (&date, Role::Dim),
        (&outcome, Role::Text),
    ]);
    let hits = super::list::hits(env, Hits::of(env.data, env.index, interview));
    if hits.is_empty() {
        line(&[(texts.nothing_asked(), Role::Here)]);
        line(&[(&texts.add_asked(&env.key(Cmd::AddAsked)), Role::Dim)]);
    } else {
        line(&[(&hits, Role::Here)]);
    }
    if !interview.asked.is_empty() && area.height >= 8 {
        line(&[(&rating(env), Role::Dim)]);
    }
    // The notes have the lower part, at most half.
    let mut notes = Sheet::new(usize::from(width.min(100)));
    for note in &interview.notes {
        notes.text(0, "- ", note, Role::Text);
    }
    let left = area.bottom().saturating_sub(y);
    let below = match notes.len() {
        0 => 0,
        len => u16::try_from(len + 1).unwrap_or(u16::MAX).min(left / 2),
    };
    let height = usize::from(left - below);
    let shown = list::window(interview.asked.len(), cursor, height);
    for row in shown {
        draw_asked(
            env,
            interview,
            row,
            row == cursor,
            buf,
            Rect {
                y,
                height: 1,
                ..area
            },
        );
        y += 1;
    }
    if below > 1 {
        let at = Rect {
            x,
            y: area.bottom() - below + 1,
            width,
            height: below - 1,
        };
        paint::rule(buf, area, at.y - 1, env.style(Role::Border));
        let title = format!(" {} ", texts.notes());
        paint::put(buf, x, at.y - 1, width, &title, env.style(Role::Title));
        notes.draw(env.theme, buf, at, 0);
    }
}

fn draw_asked(
    env: &Env,
    interview: &Interview,
    row: usize,
    selected: bool,
    buf: &mut Buffer,
    area: Rect,
) {
    let texts = env.lang.interviews();
    let Some(asked) = interview.asked.get(row) else {
        return;
    };
    let style = |role: Role| {
        let plain = env.style(role);
        if selected { env.selected() } else { plain }
    };
    if selected {
        paint::style_line(buf, area, area.y, env.selected());
    }
    let question = asked.question.as_ref().and_then(|id| env.data.question(id));
    let one = Interview {
        asked: vec![asked.clone()],
        on: interview.on,
        ..Interview::default()
    };
    let hits = Hits::of(env.data, env.index, &one);
    let (state, role) = match (hits.prepared, question) {
        (1, _) => (texts.prepared(), Role::Good),
        (_, Some(_)) => (texts.bank(), Role::Text),
        (_, None) => (texts.unknown(), Role::Warn),
    };
    let went = asked.went.map_or("-", |grade| texts.went(grade));
    let column = WENT.map(|(_, grade)| wrap::width(texts.went(grade)));
    let column = column.into_iter().max().unwrap_or(0) + 2;
    let x = area.x + 1.min(area.width);
    let width = area.width.saturating_sub(1);
    let role_of_went = match asked.went {
        Some(Grade::Again) => Role::Bad,
        Some(Grade::Hard) => Role::Warn,
        Some(Grade::Good | Grade::Easy) => Role::Good,
        None => Role::Dim,
    };
    let went = wrap::pad(went, column);
    let used = paint::put(buf, x, area.y, width, &went, style(role_of_went));
    let right = paint::put_right(buf, area, area.y, &format!("  {state} "), style(role));
    let prompt = question.map_or(asked.text.as_str(), |question| {
        question.prompt.get(env.lang)
    });
    let room = width.saturating_sub(used + right);
    paint::put(buf, x + used, area.y, room, prompt, style(Role::Text));
}
