//! Which keys the line at the bottom names: those that do something here and now.

use super::model::Model;
use super::view::Hint;
use crate::commands::{COMMANDS, Cmd, Scope};
use crate::panes::Pane;
use crate::ui::layout::inside;

impl Model {
    /// Key and title of what is worth knowing here, the nearest scope first; a key that a nearer scope has taken
    /// means that.
    pub(super) fn hint_list(&self) -> Vec<Hint> {
        let mut hints: Vec<Hint> = Vec::new();
        let mut taken: Vec<String> = Vec::new();
        // What was opened over the panes says how it is left.
        let is_over = self.overlay.is_some() || self.place.is_some();
        for scope in self.scopes() {
            let mut here = Vec::new();
            for command in COMMANDS.iter().filter(|command| command.scope == scope) {
                let keys = self.keymap.keys_of(command.id);
                let free = keys.iter().find(|key| !taken.contains(key));
                if let Some(key) = free
                    .filter(|_| command.hint || is_over && command.id == Cmd::Back)
                    .filter(|_| self.is_worth(command.id, scope))
                {
                    let title = command.title(self.lang).to_owned();
                    hints.push((command.id, key.clone(), title));
                }
                here.extend(keys);
            }
            taken.extend(here);
        }
        let asked = hints.iter().any(|(cmd, _, _)| *cmd == Cmd::OpenHelp);
        if !asked && self.gives_help() && !self.takes_text() {
            let key = self.keymap.keys_of(Cmd::OpenHelp).into_iter().next();
            let title = Cmd::OpenHelp.command().title(self.lang).to_owned();
            hints.extend(key.map(|key| (Cmd::OpenHelp, key, title)));
        }
        hints
    }

    /// Whether whoever has the keys would do something for the command now.
    fn is_worth(&self, cmd: Cmd, scope: Scope) -> bool {
        let (pane, area): (&dyn Pane, _) = match (&self.overlay, &self.place) {
            _ if scope == Scope::Cockpit => return true,
            (Some(overlay), _) => (overlay.pane(), inside(self.overlay_area())),
            (None, Some(place)) => (place.pane(), inside(self.layout().body)),
            (None, None) => (self.panes.get(self.focus), self.layout().inner(self.focus)),
        };
        pane.is_hinted(&self.env(area, true), cmd)
    }
}
