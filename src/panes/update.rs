//! What updating plans and questions to newer packs would change, and the question whether to.

use super::*;
use crate::content::{Field, PlanUpdate, QuestionUpdate, Told, Update};
use crate::lang::Update as UpdateTexts;
use crate::ui::sheet::Sheet;

/// How many items of a list are named.
const NAMED: usize = 12;

/// A line of the report, with how deep it stands.
pub struct Line {
    pub indent: usize,
    pub text: String,
}

/// What an update does, in words; the command line prints the same.
pub fn report(data: &Data, update: &Update, lang: Lang) -> Vec<Line> {
    let texts = lang.update();
    let mut lines = Vec::new();
    for plan in &update.plans {
        let title = data.plans.get(&plan.plan).map(|plan| plan.title.get(lang));
        let from = plan.from.as_deref().unwrap_or(texts.unknown_version());
        lines.push(Line {
            indent: 0,
            text: texts.versions(title.unwrap_or(&plan.plan), from, &plan.to),
        });
        let before = lines.len();
        add_lists(data, update, plan, lang, &mut lines);
        if lines.len() == before {
            lines.push(Line {
                indent: 2,
                text: texts.nothing_else().to_owned(),
            });
        }
    }
    add_questions(&update.questions, lang, &mut lines);
    if lines.is_empty() {
        lines.push(Line {
            indent: 0,
            text: texts.nothing_else().to_owned(),
        });
    }
    lines
}

fn add_lists(data: &Data, update: &Update, plan: &PlanUpdate, lang: Lang, lines: &mut Vec<Line>) {
    let title = |id: &Id| title(data, update, id, lang);
    add_list(&plan.new, title, UpdateTexts::added, lang, lines);
    add_list(&plan.changed, title, UpdateTexts::changed, lang, lines);
    add_list(&plan.kept, title, UpdateTexts::kept, lang, lines);
    add_list(&plan.removed, title, UpdateTexts::removed, lang, lines);
    add_list(&plan.left, title, UpdateTexts::left, lang, lines);
}

fn add_questions(update: &QuestionUpdate, lang: Lang, lines: &mut Vec<Line>) {
    if update.is_empty() {
        return;
    }
    lines.push(Line {
        indent: 0,
        text: lang.update().questions().to_owned(),
    });
    let title = |told: &Told| told_in_words(told, lang);
    add_list(&update.new, title, UpdateTexts::added, lang, lines);
    add_list(&update.changed, title, UpdateTexts::changed, lang, lines);
    add_list(&update.kept, title, UpdateTexts::kept, lang, lines);
    add_list(&update.removed, title, UpdateTexts::removed, lang, lines);
    add_list(&update.left, title, UpdateTexts::left, lang, lines);
}

/// The prompt of a question, and the fields that it is about.
fn told_in_words(told: &Told, lang: Lang) -> String {
    let prompt = told.prompt.get(lang);
    let fields: Vec<&str> = told.fields.iter().map(|field| name(*field, lang)).collect();
    match fields.is_empty() {
        true => prompt.to_owned(),
        false => format!("{prompt} ({})", fields.join(", ")),
    }
}

/// What the form calls a field.
fn name(field: Field, lang: Lang) -> &'static str {
    let texts = lang.questions();
    match field {
        Field::Prompt => texts.prompt_field(),
        Field::Kind => texts.kind_field(),
        Field::Topic => texts.topic_field(),
        Field::Units => texts.units_field(),
        Field::Intent => texts.intent_field(),
        Field::Hint => texts.hint(),
        Field::Points => texts.points(),
        Field::Answer => texts.answer(),
        Field::Bad => texts.bad_field(),
        Field::FollowUps => texts.followups(),
        Field::Difficulty => texts.difficulty_field(),
        Field::Tags => texts.tags_field(),
        Field::Source => texts.source(),
        Field::Stages => texts.stages(),
        Field::Company => texts.company_field(),
    }
}

/// A heading with the count, and the first of a list; nothing for an empty one.
fn add_list<T>(
    list: &[T],
    title: impl Fn(&T) -> String,
    heading: fn(UpdateTexts, usize) -> String,
    lang: Lang,
    lines: &mut Vec<Line>,
) {
    if list.is_empty() {
        return;
    }
    lines.push(Line {
        indent: 2,
        text: heading(lang.update(), list.len()),
    });
    lines.extend(list.iter().take(NAMED).map(|one| Line {
        indent: 4,
        text: title(one),
    }));
    if list.len() > NAMED {
        lines.push(Line {
            indent: 4,
            text: lang.update().more(list.len() - NAMED),
        });
    }
}

/// The title of a node as it will be.
fn title(data: &Data, update: &Update, id: &str, lang: Lang) -> String {
    let changes = update.edit.changes.iter();
    let new = changes
        .filter_map(|change| change.after.as_ref())
        .find_map(|record| match record {
            crate::domain::Record::Node(node) if node.id == id => Some(node.title.get(lang)),
            _ => None,
        });
    let title = new.unwrap_or_else(|| data.title(id, lang));
    if title.is_empty() { id } else { title }.to_owned()
}

/// The open question.
pub struct State {
    update: Update,
    sheet: Sheet,
    /// First line shown.
    top: usize,
}

impl State {
    pub fn new(update: Update) -> State {
        State {
            update,
            sheet: Sheet::new(0),
            top: 0,
        }
    }

    fn last(&self, env: &Env) -> usize {
        let height = usize::from(env.area.height.saturating_sub(2));
        self.sheet.len().saturating_sub(height)
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        env.lang.update().title().to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Confirm, Scope::List]
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let texts = env.lang.update();
        match cmd {
            Cmd::Yes => {
                let (plans, questions) = self.update.counts();
                let done = texts.done(plans, questions, &env.key(Cmd::Undo));
                return Reply::edit(self.update.edit.clone())
                    .and_request(Request::Close)
                    .and_say(done);
            }
            Cmd::No | Cmd::Back => return Reply::request(Request::Close),
            _ => {}
        }
        let page = env.area.height.saturating_sub(3);
        if let Some(top) = moved(self.top, cmd, page, self.last(env) + 1) {
            self.top = top;
        }
        Reply::none()
    }

    fn sync(&mut self, env: &Env) {
        let mut sheet = Sheet::new(usize::from(env.area.width.saturating_sub(2)));
        sheet.text(0, "", env.lang.update().safe(), Role::Dim);
        for line in report(env.data, &self.update, env.lang) {
            match line.indent {
                0 => sheet.heading(&line.text),
                2 => sheet.text(2, "", &line.text, Role::Here),
                _ => sheet.text(4, "- ", &line.text, Role::Text),
            }
        }
        self.sheet = sheet;
        self.top = self.top.min(self.last(env));
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let area = Rect {
            x: env.area.x + 1.min(env.area.width),
            width: env.area.width.saturating_sub(2),
            height: env.area.height.saturating_sub(2),
            ..env.area
        };
        self.sheet.draw(env.theme, buf, area, self.top);
        if env.area.height >= 2 {
            let row = env.area.bottom() - 1;
            let question = env
                .lang
                .update()
                .question(&env.key(Cmd::Yes), &env.key(Cmd::No));
            paint::put(
                buf,
                area.x,
                row,
                area.width,
                &question,
                env.style(Role::Here),
            );
        }
        None
    }
}
