//! Looking back on a mock: notes beside the points, the answer and what follows; a score for each stage; the summary.

use super::*;
use crate::domain::items::{Items, Place};
use crate::domain::{Kind, MockStage};
use crate::ui::sheet::Sheet;
use crate::ui::wrap;

use super::parts::{followups, notes, points_of, story};

/// Two columns from this width on.
const WIDE: u16 = 98;

/// Which part of a mock is looked at.
pub struct Look {
    pub id: Id,
    /// The stage; the number of stages is the summary.
    at: usize,
    /// The point that a tick goes to.
    point: usize,
    /// First line of the sheet, where it was moved by pages.
    scroll: usize,
}

impl Look {
    /// From its first stage on.
    pub fn of(id: &str) -> Look {
        Look {
            id: id.to_owned(),
            at: 0,
            point: 0,
            scroll: 0,
        }
    }

    /// Its summary.
    pub fn over(env: &Env, id: &str) -> Look {
        let stages = env.data.mocks.get(id).map_or(0, |mock| mock.stages.len());
        Look {
            at: stages,
            ..Look::of(id)
        }
    }

    fn go(&mut self, at: usize) {
        (self.at, self.point, self.scroll) = (at, 0, 0);
    }

    /// Does what a command says, and says whether the user is through.
    pub fn command(&mut self, env: &Env, cmd: Cmd) -> (Reply, bool) {
        let Some(mock) = env.data.mocks.get(&self.id) else {
            return (Reply::none(), true);
        };
        let stages = mock.stages.len();
        let points = points_of(env, mock.stages.get(self.at)).len();
        let page = usize::from(env.area.height.saturating_sub(3)).max(1);
        let mut reply = Reply::none();
        match cmd {
            Cmd::Back => return (Reply::none(), true),
            Cmd::Open if self.at >= stages => return (Reply::none(), true),
            Cmd::Open => self.go(self.at + 1),
            Cmd::Right => self.go((self.at + 1).min(stages)),
            Cmd::Left => self.go(self.at.saturating_sub(1)),
            Cmd::Up | Cmd::Down if points > 0 => {
                let by = if cmd == Cmd::Up { -1 } else { 1 };
                self.point = crate::ui::list::moved(self.point, by, points);
            }
            Cmd::Up => self.scroll = self.scroll.saturating_sub(1),
            Cmd::Down => self.scroll += 1,
            Cmd::PageUp => self.scroll = self.scroll.saturating_sub(page),
            Cmd::PageDown => self.scroll += page,
            Cmd::Top => self.scroll = 0,
            Cmd::MockTick if points > 0 => return (self.tick(env, mock), false),
            Cmd::MockScore1 => reply = score_it(env, mock, self.at, 1),
            Cmd::MockScore2 => reply = score_it(env, mock, self.at, 2),
            Cmd::MockScore3 => reply = score_it(env, mock, self.at, 3),
            Cmd::MockScore4 => reply = score_it(env, mock, self.at, 4),
            Cmd::MockScore5 => reply = score_it(env, mock, self.at, 5),
            Cmd::MockItem => reply = self.make_items(env, mock),
            Cmd::MockQuestion => {
                reply = match self.questions(env, mock).into_iter().next() {
                    Some(id) => Reply::request(Request::OpenQuestion(id)),
                    None => Reply::refuse(env.lang.mock().no_question()),
                };
            }
            _ => return (Reply::none(), false),
        }
        let lines = self.length(env, mock);
        self.scroll = self.scroll.min(lines.saturating_sub(1));
        (reply, false)
    }

    /// The question of the stage; in the summary the weak ones.
    fn questions(&self, env: &Env, mock: &Mock) -> Vec<Id> {
        match mock.stages.get(self.at) {
            Some(stage) => {
                let id = stage.question.as_ref();
                let id = id.map(|id| crate::domain::chain::split(id).0.to_owned());
                id.into_iter().collect()
            }
            None => mock::weak(env.data, mock),
        }
    }

    fn tick(&self, env: &Env, mock: &Mock) -> Reply {
        let Ok(point) = u32::try_from(self.point) else {
            return Reply::none();
        };
        let mut mock = mock.clone();
        let question = mock.stages[self.at].question.clone();
        let was = question.is_some_and(|id| {
            let (said, _) = mock::points(env.data, &mock, &id);
            let was = said.contains(&point);
            if was {
                // A point said in an earlier stage of the same question is ticked in all of them.
                let same = mock.stages.iter_mut();
                same.filter(|stage| stage.question.as_ref() == Some(&id))
                    .for_each(|stage| stage.said.retain(|said| *said != point));
            }
            was
        });
        if !was {
            let said = &mut mock.stages[self.at].said;
            said.push(point);
            said.sort_unstable();
            said.dedup();
        }
        Reply::edit(edit_of(env, &mock))
    }

    /// Makes each question of this view an item of the week.
    fn make_items(&self, env: &Env, mock: &Mock) -> Reply {
        let texts = env.lang.mock();
        let questions = self.questions(env, mock);
        if questions.is_empty() {
            return Reply::refuse(texts.no_question());
        }
        let place = Place {
            week: Some(env.now.week()),
            ..Place::default()
        };
        let mut data = env.data.clone();
        let mut reply = Reply::none();
        let open = |question: &Id| {
            env.data.nodes.iter().any(|node| {
                let state = env.data.state(&node.id);
                let open = matches!(
                    state,
                    crate::domain::State::Todo | crate::domain::State::Doing
                );
                node.question.as_ref() == Some(question) && !node.deleted && open
            })
        };
        for question in questions.iter().filter(|question| !open(question)) {
            let Some(asked) = env.data.question(question) else {
                continue;
            };
            let title = texts.item(asked.prompt.get(env.lang));
            let items = Items {
                data: &data,
                ..Items::new(env.data, env.index, env.now, env.lang)
            };
            let Ok((mut edit, _)) = items.add(&place, &title, Kind::Task) else {
                continue;
            };
            for change in &mut edit.changes {
                if let Some(crate::domain::Record::Node(node)) = &mut change.after
                    && change.before.is_none()
                    && node.kind == Kind::Task
                {
                    node.question = Some(question.clone());
                }
            }
            if data.apply(&edit).is_ok() {
                reply.edits.push(edit);
            }
        }
        let made = reply.edits.len();
        reply.and_say(texts.items_made(made))
    }

    /// How many lines there are to scroll through.
    fn length(&self, env: &Env, mock: &Mock) -> usize {
        let width = usize::from(env.area.width.saturating_sub(2));
        match mock.stages.get(self.at) {
            None => self.summary(env, mock, width).len(),
            Some(stage) if env.area.width >= WIDE => {
                let (sheet, _) = self.answer(env, mock, stage, width / 2);
                sheet.len()
            }
            Some(stage) => {
                let mut sheet = Sheet::new(width);
                notes(env, stage, &mut sheet);
                let (answer, _) = self.answer(env, mock, stage, width);
                sheet.len() + answer.len()
            }
        }
    }

    /// Points, answer, bad answers and follow-ups of a stage; the line of the point that keys act on.
    fn answer(&self, env: &Env, mock: &Mock, stage: &MockStage, width: usize) -> (Sheet, usize) {
        let texts = env.lang.mock();
        let lang = env.lang;
        let mut sheet = Sheet::new(width);
        let mut at = 0;
        let asked = (stage.question.as_ref()).and_then(|id| mock::asked(env.data, id));
        let points = points_of(env, Some(stage));
        if points.is_empty() {
            sheet.text(0, "", texts.no_points(), Role::Dim);
        } else {
            sheet.text(0, "", texts.points(), Role::Here);
            let id = stage.question.as_deref().unwrap_or_default();
            let (said, _) = mock::points(env.data, mock, id);
            for (n, point) in points.iter().enumerate() {
                let selected = n == self.point;
                if selected {
                    at = sheet.len();
                }
                let is_said = u32::try_from(n).is_ok_and(|n| said.contains(&n));
                let mark = if is_said { "[x] " } else { "[ ] " };
                let role = if selected { Role::Selected } else { Role::Text };
                sheet.text(1, mark, point.get(lang), role);
            }
        }
        match asked {
            Some((_, Some(follow))) => {
                sheet.heading(texts.model_answer());
                sheet.text(1, "", follow.answer.get(lang), Role::Text);
                followups(env, &follow.followups, &mut sheet);
            }
            Some((question, None)) => {
                sheet.heading(texts.model_answer());
                sheet.text(1, "", question.answer.get(lang), Role::Text);
                if !question.bad.is_empty() {
                    sheet.heading(texts.bad_answers());
                    for bad in &question.bad {
                        sheet.text(1, "- ", bad.text.get(lang), Role::Text);
                        sheet.text(3, "", bad.why.get(lang), Role::Dim);
                    }
                }
                followups(env, &question.followups, &mut sheet);
            }
            None => story(env, stage, &mut sheet),
        }
        (sheet, at)
    }

    fn summary(&self, env: &Env, mock: &Mock, width: usize) -> Sheet {
        let texts = env.lang.mock();
        let mut sheet = Sheet::new(width);
        sheet.text(0, "", texts.summary(), Role::Here);
        let room = 26 + wrap::width(texts.not_scored()).max(wrap::width(texts.not_asked()));
        let name_room = width.saturating_sub(room).min(60);
        for (at, stage) in mock.stages.iter().enumerate() {
            let score = stage
                .score
                .map_or("-".to_owned(), |score| score.to_string());
            let used = texts.clock(i64::from(stage.seconds));
            let given = texts.clock(i64::from(stage.minutes) * 60);
            let over = stage.seconds > stage.minutes.saturating_mul(60);
            let name = stage_name(env, mock, at).replace('\n', " ");
            let name = wrap::pad(&name, name_room).into_owned();
            let mark = if over { "!" } else { " " };
            let role = if over { Role::Bad } else { Role::Text };
            let open = match stage.score {
                Some(_) => "",
                None if stage.seconds == 0 => texts.not_asked(),
                None => texts.not_scored(),
            };
            let line = format!("{score}  {name}  {mark}{used} / {given}  {open}");
            sheet.text(1, "", &line, role);
        }
        sheet.blank();
        let all = mock.stages.len();
        let scored = mock.stages.iter().filter(|stage| stage.score.is_some());
        let scored = scored.count();
        let text = match mock::score(mock) {
            None => texts.none_scored().to_owned(),
            Some(score) if scored == all => texts.summary_score(&format!("{score:.1}")),
            Some(score) => texts.summary_part(&format!("{score:.1}"), scored, all),
        };
        sheet.text(1, "", &text, Role::Good);
        let end = mock.finished.unwrap_or(mock.seen);
        let used = texts.clock(mock::total(mock, end));
        let given = texts.clock(i64::from(mock::given(mock)) * 60);
        sheet.text(1, "", &texts.summary_total(&used, &given), Role::Text);
        if !mock.pauses.is_empty() {
            let time = texts.clock(mock::paused(mock, end) / 1000);
            let text = texts.pauses(mock.pauses.len(), &time);
            sheet.text(1, "", &text, Role::Text);
        }
        sheet.heading(texts.next_steps());
        let weak = mock::weak(env.data, mock);
        for id in &weak {
            if let Some(question) = env.data.question(id) {
                sheet.text(1, "- ", question.prompt.get(env.lang), Role::Text);
            }
        }
        let keys = texts.weak_keys(&env.key(Cmd::MockItem), &env.key(Cmd::MockQuestion));
        match weak.is_empty() {
            true => sheet.text(1, "", texts.nothing_weak(), Role::Text),
            false => sheet.text(1, "", &keys, Role::Dim),
        }
        sheet
    }

    pub fn draw(&self, env: &Env, buf: &mut Buffer) {
        let Some(mock) = env.data.mocks.get(&self.id) else {
            return;
        };
        let area = Rect {
            x: env.area.x + 1.min(env.area.width),
            width: env.area.width.saturating_sub(2),
            ..env.area
        };
        let width = usize::from(area.width);
        let Some(stage) = mock.stages.get(self.at) else {
            let sheet = self.summary(env, mock, width);
            sheet.draw(env.theme, buf, area, self.scroll);
            return;
        };
        if area.height < 4 {
            return;
        }
        let texts = env.lang.mock();
        let count = texts.stage_of(self.at + 1, mock.stages.len());
        let head = format!("{count}  {}", prompt(env, mock, self.at).replace('\n', " "));
        paint::put(
            buf,
            area.x,
            area.y,
            area.width,
            &head,
            env.style(Role::Title),
        );
        let suggestion = mock::suggested(env.data, mock, self.at);
        let scores = (1..=5).map(|n| match stage.score == Some(n) {
            true => format!("[{n}]"),
            false => format!(" {n} "),
        });
        let scores = scores.collect::<Vec<String>>().concat();
        let suggested = suggestion.map(|score| texts.suggested(score));
        let open = stage.score.is_none().then(|| texts.not_scored().to_owned());
        let beside: Vec<String> = open.into_iter().chain(suggested).collect();
        let foot = texts.score_line(&scores, &beside.join(", "));
        let last = area.bottom() - 1;
        paint::put(buf, area.x, last, area.width, &foot, env.style(Role::Key));
        let body = Rect {
            y: area.y + 2,
            height: area.height - 3,
            ..area
        };
        let seen = |line: usize, height: u16| {
            let height = usize::from(height).max(1);
            self.scroll.max((line + 1).saturating_sub(height))
        };
        if env.area.width >= WIDE {
            let left = Rect {
                width: area.width / 2 - 1,
                ..body
            };
            let right = Rect {
                x: area.x + area.width / 2 + 1,
                width: area.width - area.width / 2 - 1,
                ..body
            };
            let mut sheet = Sheet::new(usize::from(left.width));
            notes(env, stage, &mut sheet);
            sheet.draw(env.theme, buf, left, 0);
            let (sheet, line) = self.answer(env, mock, stage, usize::from(right.width));
            sheet.draw(env.theme, buf, right, seen(line, right.height));
            return;
        }
        let mut sheet = Sheet::new(width);
        notes(env, stage, &mut sheet);
        sheet.blank();
        let (answer, line) = self.answer(env, mock, stage, width);
        let first = seen(sheet.len() + line, body.height);
        let drawn = match first < sheet.len() {
            true => sheet.draw(env.theme, buf, body, first),
            false => 0,
        };
        let rest = Rect {
            y: body.y + drawn,
            height: body.height - drawn,
            ..body
        };
        answer.draw(env.theme, buf, rest, first.saturating_sub(sheet.len()));
    }
}

fn score_it(env: &Env, mock: &Mock, at: usize, score: u8) -> Reply {
    let mut mock = mock.clone();
    match mock.stages.get_mut(at) {
        Some(stage) => stage.score = Some(score),
        None => return Reply::none(),
    }
    Reply::edit(edit_of(env, &mock))
}
