//! The shelf of priorities: impact against effort in four quadrants, and how much each factor of success weighs.

use super::nodes::state;
use crate::domain::priority::{factors, score};
use crate::domain::{Id, Node};
use crate::panes::Env;
use crate::panes::items::state_mark;
use crate::ui::paint;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;

/// Sheets narrower than this have the quadrants below each other.
const BESIDE: usize = 56;

/// What an item's group is part of: the quadrants, or the factors.
pub(super) fn lay_out(env: &Env, node: &Node, sheet: &mut Sheet) {
    let parent = node.parent.as_ref().and_then(|id| env.data.nodes.get(id));
    let whole = parent.and_then(|parent| env.data.nodes.get(parent.parent.as_ref()?));
    let (Some(parent), Some(whole)) = (parent, whole) else {
        return;
    };
    match parent.weight {
        Some(_) => lay_out_factors(env, whole, parent, sheet),
        None => lay_out_quadrants(env, whole, node, sheet),
    }
}

fn lay_out_quadrants(env: &Env, whole: &Node, node: &Node, sheet: &mut Sheet) {
    let texts = env.lang.library();
    let children = env.index.tree.children(&whole.id);
    let of = |choice: &str| {
        let mut children = children.iter().filter_map(|id| env.data.nodes.get(id));
        children.find(|node| node.choice.as_deref() == Some(choice))
    };
    let width = sheet.width();
    for (impact, row) in [
        (texts.high_impact(), ["quick", "invest"]),
        (texts.low_impact(), ["fill", "avoid"]),
    ] {
        sheet.heading(impact);
        let cells = row.map(|choice| (choice, of(choice)));
        if width < BESIDE {
            for (choice, quadrant) in cells {
                lay_out_quadrant(env, choice, quadrant, node, sheet);
            }
            continue;
        }
        let half = (width - 2) / 2;
        let [left, right] = cells.map(|(choice, quadrant)| {
            let mut cell = Sheet::new(half);
            lay_out_quadrant(env, choice, quadrant, node, &mut cell);
            cell
        });
        sheet.beside(left, right, half + 2);
    }
}

/// A quadrant: its name, and what stands in it; the selected item is marked.
fn lay_out_quadrant(
    env: &Env,
    choice: &str,
    quadrant: Option<&Node>,
    selected: &Node,
    sheet: &mut Sheet,
) {
    let items: &[Id] = quadrant.map_or(&[], |node| env.index.tree.children(&node.id));
    sheet.text(0, "", env.lang.library().quadrant(choice), Role::Title);
    for item in items.iter().filter_map(|id| env.data.nodes.get(id)) {
        let (mark, role) = match item.kind.is_item() {
            true => state_mark(state(env, item)),
            false => (" ·  ", Role::Dim),
        };
        let role = if item.id == selected.id {
            Role::Match
        } else {
            role
        };
        sheet.text(0, mark, item.title.get(env.lang), role);
    }
}

fn lay_out_factors(env: &Env, whole: &Node, parent: &Node, sheet: &mut Sheet) {
    let factors = factors(env.data, env.index, &whole.id);
    sheet.heading(env.lang.library().weights());
    for factor in &factors {
        let tally = factor.tally;
        let line = format!(
            "{} {}/{}  ",
            paint::bar(usize::from(factor.weight) / 2, tally.share()),
            tally.done,
            tally.done + tally.open()
        );
        let role = if factor.node.id == parent.id {
            Role::Here
        } else {
            Role::Text
        };
        sheet.text(2, "", factor.node.title.get(env.lang), role);
        sheet.text(4, "", &line, Role::Dim);
    }
    sheet.blank();
    let reached = score(&factors).floor();
    sheet.text(
        2,
        "",
        &env.lang.library().score(&reached.to_string()),
        Role::Text,
    );
}
