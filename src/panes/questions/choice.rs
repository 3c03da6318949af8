//! What is asked about a question that the schedule alone does not help: forgotten too often, or worded anew.

use super::*;
use crate::content::copied;
use crate::domain::items::{Items, Place};
use crate::domain::{Kind, Node, Record, relearn};
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use std::collections::BTreeSet;

/// What is asked.
#[derive(Debug, Clone)]
enum About {
    /// It was forgotten so many times.
    Leech(u32),
    /// Which key points go to the second question.
    Split(BTreeSet<usize>),
    /// More than half of it is new.
    Reworded,
}

/// A question about a question.
#[derive(Debug, Clone)]
pub struct Choice {
    question: Id,
    about: About,
    cursor: usize,
}

impl Choice {
    pub fn leech(question: Id, lapses: u32) -> Choice {
        Choice {
            question,
            about: About::Leech(lapses),
            cursor: 0,
        }
    }

    pub fn reworded(question: Id) -> Choice {
        Choice {
            question,
            about: About::Reworded,
            cursor: 0,
        }
    }

    fn options<'a>(&self, env: &Env<'a>) -> Vec<&'a str> {
        let texts = env.lang.session();
        match self.about {
            About::Leech(_) => {
                vec![
                    texts.rewrite(),
                    texts.split(),
                    texts.week_item(),
                    texts.later(),
                ]
            }
            About::Reworded => vec![texts.keep(), texts.tomorrow(), texts.anew()],
            About::Split(_) => {
                let question = env.data.question(&self.question);
                let points = question.map_or(&[][..], |question| &question.points);
                points.iter().map(|point| point.get(env.lang)).collect()
            }
        }
    }

    pub fn draw(&self, env: &Env, buf: &mut Buffer) {
        let texts = env.lang.session();
        let area = card::text_area(env.area);
        let mut sheet = Sheet::new(usize::from(area.width));
        let question = env.data.question(&self.question);
        let prompt = question.map_or("", |question| question.prompt.get(env.lang));
        let (title, ticked) = match &self.about {
            About::Leech(lapses) => (texts.leech(*lapses), None),
            About::Reworded => (texts.reworded().to_owned(), None),
            About::Split(ticked) => (texts.split_which().to_owned(), Some(ticked)),
        };
        sheet.text(0, "", &title, Role::Warn);
        sheet.blank();
        sheet.text(0, "", prompt, Role::Title);
        sheet.blank();
        let mut line = 0;
        for (number, option) in self.options(env).into_iter().enumerate() {
            let here = number == self.cursor;
            let mark = if here { ">" } else { " " };
            let mark = match ticked {
                Some(ticked) if ticked.contains(&number) => format!("{mark} [x] "),
                Some(_) => format!("{mark} [ ] "),
                None => format!("{mark} {} ", number + 1),
            };
            let role = if here { Role::Key } else { Role::Text };
            sheet.text(0, &mark, option, role);
            if here {
                line = sheet.len();
            }
        }
        if ticked.is_some() {
            sheet.blank();
            let keys = texts.split_keys(&env.key(Cmd::TickChoice), &env.key(Cmd::Open));
            sheet.text(0, "", &keys, Role::Dim);
        }
        let top = line.saturating_sub(usize::from(env.area.height));
        sheet.draw(
            env.theme,
            buf,
            Rect {
                height: env.area.height,
                ..area
            },
            top,
        );
    }
}

impl State {
    pub(super) fn choice_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let Some(choice) = &mut self.choice else {
            return Reply::none();
        };
        let count = choice.options(env).len();
        if let Some(number) = cmd.choice() {
            if number < count {
                choice.cursor = number;
                return self.choose(env);
            }
            return Reply::none();
        }
        match cmd {
            Cmd::Open => return self.choose(env),
            Cmd::Back => self.close_choice(env),
            Cmd::TickChoice => {
                if let About::Split(ticked) = &mut choice.about
                    && !ticked.remove(&choice.cursor)
                {
                    ticked.insert(choice.cursor);
                }
            }
            _ => choice.cursor = moved(choice.cursor, cmd, 5, count).unwrap_or(choice.cursor),
        }
        Reply::none()
    }

    /// Does what the cursor is on.
    fn choose(&mut self, env: &Env) -> Reply {
        let Some(choice) = self.choice.clone() else {
            return Reply::none();
        };
        let Some(question) = env.data.question(&choice.question).cloned() else {
            self.close_choice(env);
            return Reply::none();
        };
        let texts = env.lang.session();
        match (&choice.about, choice.cursor) {
            (About::Leech(_), 0) => {
                self.close_choice(env);
                self.edit_question(env, &question.id);
            }
            (About::Leech(_), 1) if question.points.len() < 2 => {
                return Reply::refuse(texts.few_points());
            }
            (About::Leech(_), 1) => {
                self.choice = Some(Choice {
                    about: About::Split(BTreeSet::new()),
                    cursor: 0,
                    ..choice
                });
            }
            (About::Leech(_), 2) => {
                self.close_choice(env);
                return self.plan_for_week(env, &question);
            }
            (About::Split(second), _) => return self.split(env, &question, second),
            (About::Reworded, at @ 1..) => {
                self.close_choice(env);
                let mut question = copied(env.data, question, env.now.utc);
                if at == 1 {
                    question.recheck = Some(relearn::tomorrow(env.now.today()));
                } else {
                    question.since = Some(env.now.utc);
                }
                let what = question.prompt.get(env.lang).to_owned();
                let edit = Edit::new(Step::EditQuestion, what, &env.now);
                return Reply::edit(edit.put(env.data, question)).and_say(texts.rescheduled());
            }
            _ => self.close_choice(env),
        }
        Reply::none()
    }

    /// Goes on with the card on the table, whose time begins now.
    fn close_choice(&mut self, env: &Env) {
        self.choice = None;
        if let Some(card) = self.card.as_mut().filter(|card| card.is_untouched()) {
            card.opened = env.now.utc;
        }
    }

    fn split(&mut self, env: &Env, question: &Question, second: &BTreeSet<usize>) -> Reply {
        let texts = env.lang.session();
        let Some((first, mut other)) = relearn::split(question, second) else {
            return Reply::refuse(texts.split_both());
        };
        let first = copied(env.data, first, env.now.utc);
        let what = question.prompt.get(env.lang);
        other.id =
            env.fresh_id(|id| env.data.questions.contains(id) || env.data.bank.contains_key(id));
        other.created = env.now.utc;
        other.prompt = other.prompt.with(env.lang, texts.second_prompt(what));
        self.close_choice(env);
        // What the second one asks is for the user to word.
        self.form = Some(Form::edit(env, &other));
        let edit = Edit::new(Step::EditQuestion, what, &env.now);
        Reply::edit(edit.put(env.data, first).put(env.data, other))
    }

    /// Makes a question an item of this week. It is not asked until that is done, and then as a new one.
    pub(super) fn plan_for_week(&mut self, env: &Env, question: &Question) -> Reply {
        let texts = env.lang.session();
        if let Some(session) = &mut self.session {
            session.drop_question(&question.id);
        }
        if relearn::item_of(env.data, &question.id).is_some() {
            return Reply::say(texts.in_week());
        }
        let items = Items::new(env.data, env.index, env.now, env.lang);
        let place = Place {
            week: Some(env.now.week()),
            ..Place::default()
        };
        let title = texts.item_title(question.prompt.get(env.lang));
        let Ok((edit, id)) = items.add(&place, &title, Kind::Task) else {
            return Reply::none();
        };
        let record = edit.changes.iter().find_map(|change| match &change.after {
            Some(Record::Node(node)) if node.id == id => Some(node.clone()),
            _ => None,
        });
        let mut edit = edit;
        if let Some(node) = record {
            let node = Node {
                question: Some(question.id.clone()),
                ..node
            };
            edit = edit.put(env.data, node);
        }
        if env.index.memory(&question.id).is_some() {
            let mut anew = copied(env.data, question.clone(), env.now.utc);
            anew.since = Some(env.now.utc);
            edit = edit.put(env.data, anew);
        }
        Reply::edit(edit).and_say(texts.to_week(&env.key(Cmd::Undo)))
    }
}
