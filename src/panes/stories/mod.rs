//! The story bank: a list of STAR stories, the table of what they cover, the form they are written in, and telling one
//! against the clock.

mod fields;
mod form;
mod links;
mod list;
mod matrix;
mod rehearsal;

pub use links::{answering, from_draft};

use super::pick::{Pick, Picked};
use super::*;
use crate::domain::story::{self, Competency, Rehearsed};
use crate::domain::{QuestionKind, Step, Story};
use crate::ui::sheet::Sheet;
use form::Form;
use matrix::Matrix;
use rehearsal::Rehearsal;
use std::collections::HashMap;

/// What of the place has the keys: the first of these that there is, else the list.
#[derive(Default)]
pub struct State {
    form: Option<Form>,
    rehearsal: Option<Rehearsal>,
    /// The story that a question is being linked to.
    link: Option<(Id, Pick)>,
    /// An example being read, and the first line on screen.
    reading: Option<(Id, usize)>,
    /// The table of coverage, which lies under the form it opens.
    matrix: Option<Matrix>,
    /// Own stories, then examples.
    rows: Vec<Id>,
    /// How many of them are the user's own.
    own: usize,
    cursor: usize,
    coverage: Vec<Competency>,
    /// By the id of the question that asks for the story.
    rehearsed: HashMap<Id, Rehearsed>,
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        let texts = env.lang.stories();
        let more = if let Some(form) = &self.form {
            let new = form.is_new;
            if new {
                texts.new_story()
            } else {
                texts.editing()
            }
            .to_owned()
        } else if self.rehearsal.is_some() {
            texts.rehearsing().to_owned()
        } else if self.link.is_some() {
            texts.linking().to_owned()
        } else if self.reading.is_some() {
            texts.reading().to_owned()
        } else if self.matrix.is_some() {
            let gaps = self.coverage.iter().filter(|row| row.is_gap()).count();
            format!("{}  {}", texts.coverage(), texts.gap_count(gaps))
        } else {
            return texts.name().to_owned();
        };
        format!("{}  {more}", texts.name())
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.form.is_some() {
            vec![Scope::Form]
        } else if self.rehearsal.is_some() {
            vec![Scope::Rehearsal]
        } else if self.link.is_some() {
            vec![Scope::Line]
        } else {
            vec![Scope::Stories, Scope::List]
        }
    }

    fn disabled(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let texts = env.lang.stories();
        let story = self.selected(env);
        let needs_own = || match story {
            Some(story) if story.own => None,
            Some(_) => Some(texts.example_stays()),
            None => Some(texts.no_story()),
        };
        let reason = match cmd {
            Cmd::EditStory
            | Cmd::LinkQuestion
            | Cmd::QuestionFromStory
            | Cmd::DraftFromStory
            | Cmd::DeleteStory => needs_own(),
            Cmd::MarkCompetency if self.matrix.is_none() => Some(texts.in_coverage_only()),
            Cmd::MarkCompetency => needs_own(),
            Cmd::TellStory | Cmd::CopyStory => story.is_none().then(|| texts.no_story()),
            Cmd::Open if self.matrix.is_none() => story.is_none().then(|| texts.no_story()),
            _ => None,
        };
        reason.map(str::to_owned)
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        if self.form.is_some() {
            return self.form_command(env, cmd);
        }
        if let Some(rehearsal) = &mut self.rehearsal {
            let (reply, over) = rehearsal.command(env, cmd);
            if over {
                self.rehearsal = None;
            }
            return reply;
        }
        if let Some((id, pick)) = &mut self.link {
            let picked = pick.command(env, cmd);
            let story = env.data.story(id);
            if picked != Picked::Open {
                self.link = None;
            }
            return match (picked, story) {
                (Picked::Question(question), Some(story)) => {
                    links::toggle_question(env, story, &question)
                }
                _ => Reply::none(),
            };
        }
        if self.reading.is_some() && matches!(cmd, Cmd::Back | Cmd::Open) {
            self.reading = None;
            return Reply::none();
        }
        if let Some(cmd_reply) = self.move_in(env, cmd) {
            return cmd_reply;
        }
        self.story_command(env, cmd)
    }

    fn text(&mut self, env: &Env, op: Op) -> Reply {
        if let Some(form) = &mut self.form {
            form.text(env, op);
        } else if let Some((_, pick)) = &mut self.link {
            pick.text(op);
        }
        Reply::none()
    }

    fn sync(&mut self, env: &Env) {
        let here = self.rows.get(self.cursor).cloned();
        let own = story::own(env.data, env.lang);
        let examples = story::examples(env.data, env.lang);
        self.own = own.len();
        let all = own.into_iter().chain(examples);
        self.rows = all.map(|story| story.id.clone()).collect();
        self.coverage = story::coverage(env.data);
        let rehearsed = story::rehearsals(env.data).into_iter();
        self.rehearsed = rehearsed.map(|(id, told)| (id.to_owned(), told)).collect();
        if let Some(here) = here {
            self.select(&here);
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        let gone = |id: &Id| env.data.story(id).is_none();
        if self.form.as_ref().and_then(Form::story).is_some_and(gone) {
            self.form = None;
        }
        if self.reading.as_ref().is_some_and(|(id, _)| gone(id)) {
            self.reading = None;
        }
    }

    fn deadline(&self, env: &Env) -> Option<DateTime<Utc>> {
        self.rehearsal.as_ref()?.next_second(env)
    }

    fn typing(&self) -> Vec<Typing> {
        let form = self.form.as_ref().and_then(Form::typing);
        let link = self.link.as_ref().and_then(|(_, pick)| pick.typing());
        form.into_iter().chain(link).collect()
    }

    fn clock_moved(&mut self, by: Duration) {
        if let Some(rehearsal) = &mut self.rehearsal {
            rehearsal.clock_moved(by);
        }
    }

    fn wake(&mut self, env: &Env, leaving: bool) -> Reply {
        match &mut self.form {
            Some(form) if leaving => form.save(env),
            _ => Reply::none(),
        }
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        if env.area.is_empty() {
            return None;
        }
        if let Some(form) = &self.form {
            return form.draw(env, buf);
        }
        if let Some(rehearsal) = &self.rehearsal {
            rehearsal.draw(env, buf);
        } else if let Some((_, pick)) = &self.link {
            return pick.draw(env, buf);
        } else if let Some((id, top)) = &self.reading {
            self.sheet(env, id).draw(env.theme, buf, env.area, *top);
        } else if let Some(matrix) = &self.matrix {
            matrix.draw(env, &self.coverage, &self.rows, self.own, buf);
        } else {
            list::draw(self, env, buf);
        }
        None
    }
}

impl State {
    /// Opens a story in its form; an example to be read.
    pub fn open(&mut self, env: &Env, story: &str) {
        let Some(story) = env.data.story(story) else {
            return;
        };
        self.select(&story.id);
        if story.own {
            self.form = Some(Form::edit(env, story));
        } else {
            self.reading = Some((story.id.clone(), 0));
        }
    }

    fn select(&mut self, story: &str) {
        if let Some(row) = self.rows.iter().position(|id| id == story) {
            self.cursor = row;
        }
    }

    /// The story that keys act on.
    fn selected<'a>(&self, env: &Env<'a>) -> Option<&'a Story> {
        let id = match (&self.reading, &self.matrix) {
            (Some((id, _)), _) => Some(id),
            (None, Some(matrix)) => self.rows.get(matrix.column),
            (None, None) => self.rows.get(self.cursor),
        };
        env.data.story(id?)
    }

    /// All there is to say of a story, to be read.
    fn sheet(&self, env: &Env, id: &str) -> Sheet {
        let width = usize::from(env.area.width.min(list::COLUMN));
        let mut sheet = Sheet::new(width);
        if let Some(story) = env.data.story(id) {
            sheet.text(0, " ", story.title.get(env.lang), Role::Title);
            list::tell(&mut sheet, self, env, story, true);
        }
        sheet
    }

    /// Moves in what is shown; none when the command does something else.
    fn move_in(&mut self, env: &Env, cmd: Cmd) -> Option<Reply> {
        let page = env.area.height / 2;
        if let Some((id, top)) = self.reading.clone() {
            let lines = self.sheet(env, &id).len();
            let last = lines.saturating_sub(usize::from(env.area.height)) + 1;
            let top = moved(top, cmd, page, last)?;
            self.reading = Some((id, top));
        } else if let Some(matrix) = &mut self.matrix {
            matrix.moved(cmd, page, self.coverage.len(), self.rows.len())?;
        } else {
            self.cursor = moved(self.cursor, cmd, page, self.rows.len())?;
        }
        Some(Reply::none())
    }

    fn form_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let Some(form) = &mut self.form else {
            return Reply::none();
        };
        match cmd {
            Cmd::FormSave => form.save(env),
            Cmd::FormLeave => {
                let reply = form.save(env);
                let story = form.story().cloned();
                self.form = None;
                if let Some(story) = story {
                    if !self.rows.contains(&story) {
                        // Its row comes with the edit.
                        self.rows.insert(0, story.clone());
                    }
                    self.select(&story);
                }
                reply
            }
            _ => {
                form.command(cmd);
                Reply::none()
            }
        }
    }

    fn story_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match cmd {
            Cmd::Back if self.matrix.is_some() => self.matrix = None,
            Cmd::Back => return Reply::request(Request::Close),
            Cmd::StoryCoverage => {
                self.reading = None;
                let open = self.matrix.is_none();
                self.matrix = open.then(|| Matrix::at(self.cursor));
            }
            Cmd::AddStory => self.begin(env),
            Cmd::Open if self.is_at_gap() => self.begin(env),
            _ => {
                if let Some(story) = self.selected(env) {
                    return self.act(env, cmd, story);
                }
            }
        }
        Reply::none()
    }

    fn is_at_gap(&self) -> bool {
        let row = self.matrix.as_ref().map(|matrix| matrix.row);
        row.and_then(|row| self.coverage.get(row))
            .is_some_and(Competency::is_gap)
    }

    /// Begins a story; in the table one that shows the competency there.
    fn begin(&mut self, env: &Env) {
        let row = self.matrix.as_ref().map(|matrix| matrix.row);
        let competency = row.and_then(|row| self.coverage.get(row));
        let base = Story {
            competencies: competency.map(|row| row.id.clone()).into_iter().collect(),
            ..Story::default()
        };
        self.reading = None;
        self.form = Some(Form::add(env, base));
    }

    fn act(&mut self, env: &Env, cmd: Cmd, story: &Story) -> Reply {
        match cmd {
            Cmd::Open | Cmd::EditStory => self.open(env, &story.id),
            Cmd::TellStory => self.rehearsal = Some(Rehearsal::new(env, &story.id)),
            Cmd::LinkQuestion => {
                let title = story.title.get(env.lang);
                let first =
                    |question: &crate::domain::Question| question.kind == QuestionKind::Behavioural;
                let pick = Pick::new(env, format!("story-link:{}", story.id), title, first);
                self.link = Some((story.id.clone(), pick.marking(&story.questions)));
            }
            Cmd::DraftFromStory => return links::open_draft(env, story),
            Cmd::QuestionFromStory => return links::make_question(env, story),
            Cmd::MarkCompetency => return self.mark(env, story),
            Cmd::CopyStory => {
                let copy = Story {
                    id: env.fresh_id(|id| env.data.stories.contains(id)),
                    own: true,
                    draft: None,
                    created: env.now.utc,
                    ..story.clone()
                };
                self.reading = None;
                self.form = Some(Form::edit(env, &copy));
                let edit = Edit::new(Step::EditStory, copy.title.get(env.lang), &env.now);
                return Reply::edit(edit.put(env.data, copy)).and_say(env.lang.stories().copied());
            }
            Cmd::DeleteStory => {
                let edit = Edit::new(Step::DeleteStory, story.title.get(env.lang), &env.now);
                let gone = Story {
                    deleted: true,
                    ..story.clone()
                };
                let said = env.lang.stories().deleted(&env.key(Cmd::Undo));
                return Reply::edit(edit.put(env.data, gone)).and_say(said);
            }
            _ => return Reply::unhandled(),
        }
        Reply::none()
    }

    /// Says that the story in the table shows the competency there, or no longer.
    fn mark(&self, env: &Env, story: &Story) -> Reply {
        let row = self
            .matrix
            .as_ref()
            .and_then(|matrix| self.coverage.get(matrix.row));
        let Some(row) = row else {
            return Reply::none();
        };
        let mut story = story.clone();
        if story.competencies.contains(&row.id) {
            story.competencies.retain(|id| *id != row.id);
        } else {
            story.competencies.push(row.id.clone());
        }
        let edit = Edit::new(Step::EditStory, story.title.get(env.lang), &env.now);
        Reply::edit(edit.put(env.data, story))
    }
}
