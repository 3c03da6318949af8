//! Where everything is on the screen: a pure function of size and state, used by drawing and by keys alike.

use ratatui::layout::Rect;

/// One of the four panes, in the order of their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaneId {
    Timeline,
    Week,
    Questions,
    Drafts,
}

impl PaneId {
    pub const ALL: [PaneId; 4] = [
        PaneId::Timeline,
        PaneId::Week,
        PaneId::Questions,
        PaneId::Drafts,
    ];

    pub fn next(self) -> PaneId {
        PaneId::ALL[(self as usize + 1) % 4]
    }

    pub fn previous(self) -> PaneId {
        PaneId::ALL[(self as usize + 3) % 4]
    }
}

/// Smallest screen that anything but a message is drawn on.
pub const LEAST: (u16, u16) = (40, 10);

/// Screens at least this large show all panes at once.
const TILED: (u16, u16) = (100, 28);

/// The screen's parts. A pane that is not shown has an empty area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// What must be told as long as it lasts, such as that nothing can be saved.
    pub alarm: Rect,
    pub header: Rect,
    /// Yesterday's promises, while unanswered.
    pub promises: Rect,
    /// The strip of pane names, where only one pane is shown.
    pub tabs: Rect,
    /// Each pane with its border.
    pub panes: [Rect; 4],
    pub hints: Rect,
    /// Where overlays may be.
    pub body: Rect,
}

impl Layout {
    /// `alone`: only the focused pane is shown, because the user zoomed or it asks for room. `alarm`: its lines.
    pub fn of(size: Rect, focus: PaneId, alone: bool, promises: bool, alarm: u16) -> Layout {
        let mut rest = size;
        let mut take_top = |height: u16| {
            let taken = Rect {
                height: height.min(rest.height),
                ..rest
            };
            rest = Rect {
                y: rest.y + taken.height,
                height: rest.height - taken.height,
                ..rest
            };
            taken
        };
        let mut layout = Layout {
            alarm: take_top(alarm),
            header: take_top(1),
            ..Layout::default()
        };
        layout.promises = take_top(u16::from(promises));
        let tiled = size.width >= TILED.0 && size.height >= TILED.1;
        layout.tabs = take_top(u16::from(!tiled));
        let hints = rest.height.min(1);
        layout.hints = Rect {
            y: rest.bottom() - hints,
            height: hints,
            ..rest
        };
        rest.height -= hints;
        layout.body = rest;
        if alone || !tiled {
            layout.panes[focus as usize] = rest;
            return layout;
        }
        let top = (rest.height * 3 / 10).clamp(7, 16);
        let left = rest.width * 46 / 100;
        let below = Rect {
            y: rest.y + top,
            height: rest.height - top,
            ..rest
        };
        let right = Rect {
            x: below.x + left,
            width: below.width - left,
            ..below
        };
        let middle = right.height * 55 / 100;
        layout.panes = [
            Rect {
                height: top,
                ..rest
            },
            Rect {
                width: left,
                ..below
            },
            Rect {
                height: middle,
                ..right
            },
            Rect {
                y: right.y + middle,
                height: right.height - middle,
                ..right
            },
        ];
        layout
    }

    /// A pane's area without its border.
    pub fn inner(&self, pane: PaneId) -> Rect {
        inside(self.panes[pane as usize])
    }
}

/// What a border leaves of an area.
pub fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

/// An area of at most `width` × `height` in the middle of `area`.
pub fn centered(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_any_size_all_parts_lie_within_the_screen_and_panes_do_not_overlap() {
        for width in [0, 1, 2, 39, 80, 99, 100, 120, 200, 500] {
            for height in [0, 1, 2, 3, 9, 24, 27, 28, 36, 60, 200] {
                for focus in PaneId::ALL {
                    for (alone, promises, alarm) in
                        [(false, false, 0), (true, true, 2), (false, true, 1)]
                    {
                        let size = Rect::new(0, 0, width, height);
                        let layout = Layout::of(size, focus, alone, promises, alarm);
                        let parts = [
                            layout.alarm,
                            layout.header,
                            layout.promises,
                            layout.tabs,
                            layout.hints,
                            layout.body,
                        ];
                        for part in parts.iter().chain(&layout.panes) {
                            assert_eq!(size.union(*part), size, "{part} in {size}");
                        }
                        for (i, a) in layout.panes.iter().enumerate() {
                            for b in &layout.panes[i + 1..] {
                                assert!(
                                    a.is_empty() || b.is_empty() || !a.intersects(*b),
                                    "{a} and {b}"
                                );
                            }
                        }
                    }
                }
            }
        }
    }
}
