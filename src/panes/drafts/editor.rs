//! The editor of one draft: the text, what is not saved of it, its sections and what is looked for in it.

use super::field::Field;
use super::*;
use crate::domain::draft::{Outline, Section, SectionState, counts, with_missing_sections};
use crate::domain::text::Counts;
use crate::ui::text_area::TextArea;

/// Longer texts are counted when they are saved, not at each key.
const COUNT_AT_ONCE: usize = 64 * 1024;

/// A text being looked for.
pub struct Find {
    pub field: Field,
    /// Where the caret stood before.
    from: Pos,
    /// What stood in the field before anything was typed.
    begun: String,
}

/// What the line that asks what to find is called where typed text is kept.
const FIND: &str = "draft-find";

impl Find {
    pub fn typing(&self) -> Option<Typing> {
        let text = self.field.text();
        (!text.is_empty() && text != self.begun).then(|| Typing {
            id: FIND.to_owned(),
            fields: vec![text],
        })
    }
}

/// A draft in the editor.
pub struct Editor {
    /// The draft as it was last seen in the data, without its text.
    draft: Draft,
    pub area: TextArea,
    /// When this stay in the editor began: all of it is undone as one step.
    entered: DateTime<Utc>,
    /// The revision of the text that the data has.
    saved: u64,
    /// Where a jump to a section stopped behind its heading, for want of a line below it: text typed there gets one.
    airless: Option<Pos>,
    /// When the first key was typed that is neither saved nor tried to be.
    typed_at: Option<DateTime<Utc>>,
    pub outline: Outline,
    pub counts: Counts,
    pub finding: Option<Find>,
    /// What was looked for last.
    query: String,
    /// What was copied or cut last, in this draft or the one before.
    pub clipboard: String,
}

impl Editor {
    /// `caret`: where it stood when the draft was last open; else it goes to the first section that is to be written.
    pub fn new(env: &Env, draft: &Draft, caret: Option<Pos>) -> Editor {
        let area = TextArea::multi(&draft.body.join("\n"));
        let mut editor = Editor {
            draft: without_text(draft),
            saved: area.revision(),
            area,
            entered: env.now.utc,
            airless: None,
            typed_at: None,
            outline: Outline::default(),
            counts: Counts::default(),
            finding: None,
            query: String::new(),
            clipboard: String::new(),
        };
        editor.measure(true);
        let empty = |head: &&crate::domain::draft::Heading| head.section.is_some() && !head.filled;
        let to_write = editor.outline.headings.iter().find(empty);
        match (caret, to_write.map(|head| head.line)) {
            (Some(caret), _) => editor.area.go_to(caret),
            (None, Some(heading)) => editor.go_below(heading),
            (None, None) => {}
        }
        editor
    }

    pub fn id(&self) -> &str {
        &self.draft.id
    }

    /// The draft without its text.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Begins another stay in the editor.
    pub fn enter(&mut self, env: &Env) {
        self.entered = env.now.utc;
    }

    /// Whether there is text that the data does not have.
    pub fn is_unsaved(&self) -> bool {
        self.area.revision() != self.saved
    }

    /// Whether that text is still going to be saved by itself.
    pub fn is_typing(&self) -> bool {
        self.typed_at.is_some()
    }

    /// When unsaved text is to be saved by itself.
    pub fn deadline(&self) -> Option<DateTime<Utc>> {
        self.typed_at.map(|typed_at| typed_at + AUTOSAVE)
    }

    /// The clock jumped by so much.
    pub fn clock_moved(&mut self, by: Duration) {
        self.typed_at = self.typed_at.map(|typed_at| typed_at + by);
    }

    /// The section that the caret is in.
    pub fn section(&self) -> Option<Section> {
        self.outline.section_at(self.area.caret().line)
    }

    /// Follows the data: takes over a text that changed there, unless there is unsaved text here, which wins.
    /// False when there is nothing left to edit.
    pub fn sync(&mut self, env: &Env) -> bool {
        let record = env.data.drafts.get(self.id());
        let Some(draft) = record.filter(|draft| !draft.deleted) else {
            return self.is_unsaved();
        };
        self.draft = without_text(draft);
        if self.has_text_of(draft) {
            self.saved = self.area.revision();
            self.typed_at = None;
        } else if !self.is_unsaved() {
            self.area.apply(Op::SetText(draft.body.join("\n")));
            self.saved = self.area.revision();
            self.measure(true);
        }
        true
    }

    /// The edit that saves what was typed, if anything was.
    pub fn edit(&mut self, env: &Env) -> Option<Edit> {
        self.typed_at = None;
        if !self.is_unsaved() {
            return None;
        }
        let record = env.data.drafts.get(self.id());
        if record.is_some_and(|draft| !draft.deleted && self.has_text_of(draft)) {
            self.saved = self.area.revision();
            return None;
        }
        self.measure(true);
        let known = record.map_or_else(|| self.draft.clone(), without_text);
        let draft = Draft {
            body: self.body(),
            deleted: false,
            ..known
        };
        let entered = self.entered.timestamp_millis();
        let edit = Edit::new(Step::EditDraft, &draft.title, &env.now)
            .joining(format!("draft/{}/{entered}", draft.id));
        Some(edit.put(env.data, draft))
    }

    /// Saves and ends looking for something.
    pub fn leave(&mut self, env: &Env) -> Option<Edit> {
        self.finding = None;
        self.area.apply(Op::Find(String::new()));
        self.edit(env)
    }

    /// Saves, and makes a story of the text.
    pub fn make_story(&mut self, env: &Env) -> Reply {
        let edit = self.edit(env);
        let mut reply = stories::from_draft(env, &self.draft, &self.body());
        reply.edits.splice(0..0, edit);
        reply
    }

    pub fn text(&mut self, env: &Env, op: Op) {
        if let Some(find) = &mut self.finding {
            find.field.apply(op);
            let (from, text) = (find.from, find.field.text());
            self.area.go_to(from);
            self.area.apply(Op::Find(text));
            return;
        }
        self.apply(env, op);
    }

    pub fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let texts = env.lang.drafts();
        match cmd {
            Cmd::SaveDraft => {
                let edits = self.edit(env).into_iter().collect();
                return Reply {
                    edits,
                    ..Reply::none()
                };
            }
            Cmd::NextSection => self.jump(true),
            Cmd::PreviousSection => self.jump(false),
            Cmd::AddSections => {
                let missing = |state: &SectionState| *state == SectionState::Absent;
                let Some(first) = self.outline.states().iter().position(missing) else {
                    return Reply::say(texts.all_sections());
                };
                let lines = with_missing_sections(&self.body(), env.lang);
                self.apply(env, Op::SetText(lines.join("\n")));
                let section = Section::ALL.get(first).copied();
                let heads = &self.outline.headings;
                if let Some(head) = heads.iter().find(|head| head.section == section) {
                    self.go_below(head.line);
                }
            }
            Cmd::FindInDraft => self.ask_what_to_find(env),
            Cmd::FindNext => return self.find_next(env),
            Cmd::LineNext => self.apply(env, Op::FindNext),
            Cmd::LinePrevious => self.apply(env, Op::FindPrev),
            Cmd::LineOk => {
                if let Some(find) = self.finding.take() {
                    self.query = find.field.text();
                    if !self.query.is_empty() && !self.area.at_match() {
                        return Reply::refuse(texts.not_found(&self.query));
                    }
                }
            }
            Cmd::LineCancel => {
                if let Some(find) = self.finding.take() {
                    self.area.apply(Op::Find(String::new()));
                    self.area.go_to(find.from);
                }
            }
            Cmd::UndoText => self.apply(env, Op::Undo),
            Cmd::RedoText => self.apply(env, Op::Redo),
            Cmd::SelectAll => self.apply(env, Op::SelectAll),
            Cmd::CopyText | Cmd::CutText => {
                let Some(text) = self.area.selected_text() else {
                    return Reply::refuse(texts.nothing_selected());
                };
                self.clipboard = text;
                if cmd == Cmd::CutText {
                    self.apply(env, Op::Cut);
                }
            }
            Cmd::PasteText if self.clipboard.is_empty() => {
                return Reply::refuse(texts.nothing_copied());
            }
            Cmd::PasteText => self.apply(env, Op::Paste(self.clipboard.clone())),
            _ => return Reply::unhandled(),
        }
        Reply::none()
    }

    /// Applies an operation to the draft's text.
    fn apply(&mut self, env: &Env, op: Op) {
        let airless = self.airless.take() == Some(self.area.caret());
        if airless && matches!(op, Op::Insert(_) | Op::Paste(_)) {
            self.area.apply(Op::Newline);
        }
        if self.area.apply(op) {
            self.typed_at.get_or_insert(env.now.utc);
            self.measure(false);
        }
    }

    fn ask_what_to_find(&mut self, env: &Env) {
        let selected = self.area.selected_text();
        let text = selected.filter(|text| !text.contains('\n'));
        let from = self
            .area
            .selection()
            .map_or(self.area.caret(), |(from, _)| from);
        let typed = env.typed_before(FIND).and_then(<[String]>::first);
        let begun = text.as_ref().unwrap_or(&self.query).clone();
        let mut field = Field::new(typed.unwrap_or(&begun));
        // What stands there is replaced by typing.
        field.apply(Op::SelectAll);
        self.area.apply(Op::Find(field.text()));
        self.finding = Some(Find { field, from, begun });
    }

    fn find_next(&mut self, env: &Env) -> Reply {
        if self.query.is_empty() {
            self.ask_what_to_find(env);
            return Reply::none();
        }
        let before = self.area.caret();
        self.area.apply(Op::Find(self.query.clone()));
        if self.area.caret() == before {
            self.area.apply(Op::FindNext);
        }
        if self.area.at_match() {
            return Reply::none();
        }
        Reply::refuse(env.lang.drafts().not_found(&self.query))
    }

    /// Goes below the next or the previous heading, round the ends of the text.
    fn jump(&mut self, forward: bool) {
        let here = self.area.caret().line;
        let heads = &self.outline.headings;
        let place = |heading: usize| self.below(heading).map_or(heading, |place| place.line);
        let next = if forward {
            heads.iter().find(|head| place(head.line) > here)
        } else {
            heads.iter().rfind(|head| place(head.line) < here)
        };
        let end = if forward { heads.first() } else { heads.last() };
        if let Some(heading) = next.or(end).map(|head| head.line) {
            self.go_below(heading);
        }
    }

    /// The first line below a heading, if it has one.
    fn below(&self, heading: usize) -> Option<Pos> {
        let line = heading + 1;
        let heads = &self.outline.headings;
        let taken = heads.binary_search_by_key(&line, |head| head.line);
        (line < self.area.line_count() && taken.is_err()).then_some(Pos { line, byte: 0 })
    }

    /// Puts the caret below a heading, or behind it where there is no line below.
    fn go_below(&mut self, heading: usize) {
        let behind = Pos {
            line: heading,
            byte: self.area.line_text(heading).len(),
        };
        let below = self.below(heading);
        self.area.go_to(below.unwrap_or(behind));
        self.airless = below.is_none().then_some(behind);
    }

    fn lines(&self) -> impl Iterator<Item = &str> {
        (0..self.area.line_count()).map(|line| self.area.line_text(line))
    }

    /// The text as a record keeps it.
    fn body(&self) -> Vec<String> {
        if self.area.is_empty() {
            return Vec::new();
        }
        self.lines().map(str::to_owned).collect()
    }

    fn has_text_of(&self, draft: &Draft) -> bool {
        if draft.body.is_empty() {
            return self.area.is_empty();
        }
        // A line of the data may hold line ends, when it was written by hand.
        let theirs = draft.body.iter().flat_map(|line| line.split('\n'));
        self.lines().eq(theirs)
    }

    /// Brings sections and counters up to date; a long text is counted only when `all` is to be.
    fn measure(&mut self, all: bool) {
        self.outline = Outline::of(self.lines());
        let bytes: usize = self.lines().map(str::len).sum();
        if all || bytes <= COUNT_AT_ONCE {
            self.counts = counts(self.lines());
        }
    }
}

fn without_text(draft: &Draft) -> Draft {
    Draft {
        id: draft.id.clone(),
        title: draft.title.clone(),
        state: draft.state,
        body: Vec::new(),
        node: draft.node.clone(),
        deleted: draft.deleted,
        created: draft.created,
        updated: draft.updated,
        extra: draft.extra.clone(),
    }
}
