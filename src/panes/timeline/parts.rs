//! Where the parts of the timeline are: a pure function of its area, used by drawing and by keys alike.

use ratatui::layout::Rect;

/// The timeline's parts. What there is no room for is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts {
    /// Labels of the axis.
    pub ticks: Rect,
    /// Today and the date cursor; where it is empty, they stand among the ticks.
    pub markers: Rect,
    pub rows: Rect,
    /// What there is to say of the selected row.
    pub details: Rect,
    /// Cells of a row's label and of what is done, each with a blank behind it.
    pub label: u16,
    pub tally: u16,
}

impl Parts {
    /// `label`, `tally`: the cells the widest of each would take.
    pub fn of(area: Rect, label: usize, tally: usize) -> Parts {
        let high = area.height >= 12;
        let ticks = u16::from(area.height >= 3);
        let markers = u16::from(high);
        let details = u16::from(area.height >= 4) + u16::from(high);
        let line = |y: u16, height: u16| Rect {
            y: area.y + y,
            height,
            ..area
        };
        let rows = area.height - ticks - markers - details;
        // A title takes what it needs, but the years most of the room.
        let most = (area.width * 3 / 10).max(10).min(area.width);
        let label = u16::try_from(label).unwrap_or(most).saturating_add(1);
        let tally = u16::try_from(tally).unwrap_or(0).saturating_add(1);
        Parts {
            ticks: line(0, ticks),
            markers: line(ticks, markers),
            rows: line(ticks + markers, rows),
            details: line(ticks + markers + rows, details),
            label: label.min(most),
            tally: if area.width >= 50 { tally.min(12) } else { 0 },
        }
    }

    /// The chart's part of a line.
    pub fn chart(&self, line: Rect) -> Rect {
        let left = (self.label + self.tally).min(line.width);
        Rect {
            x: line.x + left,
            width: line.width - left,
            ..line
        }
    }
}
