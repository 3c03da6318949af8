//! Random sessions with the editor, in all sizes.

use gongbu::ui::text_area::{Motion, Op, Select, Styles, TextArea, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

const PIECES: [&str; 24] = [
    "a",
    " ",
    "가",
    "한글 입력",
    "\n",
    "word and more words ",
    "\u{1112}",
    "\u{1161}",
    "\u{11AB}",
    "\u{301}",
    "👨\u{200D}👩\u{200D}👧",
    "\u{200D}",
    "🇰",
    "🇰🇷",
    "❤\u{FE0F}",
    "\t",
    "\r\n",
    "漢字かな",
    "\u{7}",
    "ｶﾞ",
    "नमस्ते",
    "العربية",
    "ㅋㅋㅋ",
    "가나다라마바사아자차카타파하거너더러",
];

const MOTIONS: [Motion; 14] = [
    Motion::Left,
    Motion::Right,
    Motion::WordLeft,
    Motion::WordRight,
    Motion::Up,
    Motion::Down,
    Motion::LineStart,
    Motion::LineEnd,
    Motion::ParagraphUp,
    Motion::ParagraphDown,
    Motion::PageUp,
    Motion::PageDown,
    Motion::TextStart,
    Motion::TextEnd,
];

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn piece(&mut self) -> String {
        PIECES[self.below(PIECES.len())].to_owned()
    }

    fn motion(&mut self) -> Motion {
        MOTIONS[self.below(MOTIONS.len())]
    }

    fn op(&mut self) -> Op {
        let select = if self.below(3) == 0 {
            Select::Extend
        } else {
            Select::No
        };
        match self.below(24) {
            0..7 => Op::Insert(self.piece()),
            7 => Op::Newline,
            8 => Op::Paste(self.piece() + &self.piece()),
            9..15 => Op::Move(self.motion(), select),
            15..18 => Op::Delete(self.motion()),
            18 => Op::Undo,
            19 => Op::Redo,
            20..22 => Op::Find(["a", "가", "\u{301}", "", "ㅋㅋ"][self.below(5)].to_owned()),
            22 => [Op::FindNext, Op::FindPrev, Op::Copy, Op::Cut, Op::SelectAll][self.below(5)]
                .clone(),
            _ => Op::SetText(self.piece() + &self.piece()),
        }
    }
}

fn assert_caret_on_edge(editor: &TextArea, op: &Op) {
    let caret = editor.caret();
    let line = editor.line_text(caret.line);
    let on_edge =
        caret.byte == line.len() || line.grapheme_indices(true).any(|(at, _)| at == caret.byte);
    assert!(on_edge, "{caret:?} in {line:?} after {op:?}");
}

#[test]
fn random_sessions_never_panic_and_undo_to_the_first_text() {
    for seed in 0..1000 {
        let mut random = Random(seed);
        let first: String = (0..random.below(12)).map(|_| random.piece()).collect();
        let mut editor = if seed % 5 == 0 {
            TextArea::line(&first)
        } else {
            TextArea::multi(&first)
        };
        let first = editor.text();
        let (width, height) = (1 + random.below(30) as u16, 1 + random.below(8) as u16);
        editor.set_size(width, height);
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        for step in 0..200 {
            let op = random.op();
            let (before, revision) = (editor.text(), editor.revision());
            let changed = editor.apply(op.clone());
            assert_eq!(changed, editor.revision() != revision, "{op:?}");
            assert!(changed || editor.text() == before, "{op:?}");
            assert_caret_on_edge(&editor, &op);
            if step % 8 == 0 {
                buf.reset();
                let caret = draw(&editor, area, &mut buf, &Styles::default());
                assert!(caret.is_some_and(|caret| area.contains(caret)), "{op:?}");
            }
            if step == 100 {
                editor.set_size(1 + random.below(usize::from(width)) as u16, height);
            }
        }
        while editor.apply(Op::Redo) {}
        let last = editor.text();
        while editor.apply(Op::Undo) {}
        assert_eq!(editor.text(), first, "seed {seed}");
        while editor.apply(Op::Redo) {}
        assert_eq!(editor.text(), last, "seed {seed}");
    }
}

#[test]
fn every_small_size_can_be_drawn_and_edited() {
    let text = PIECES.concat();
    for width in 0..=12 {
        for height in 0..=6 {
            for mut editor in [TextArea::multi(&text), TextArea::line(&text)] {
                editor.set_size(width, height);
                let area = Rect::new(1, 1, width, height);
                for motion in MOTIONS {
                    editor.apply(Op::Move(motion, Select::Extend));
                    editor.apply(Op::Insert("가".to_owned()));
                    let mut buf = Buffer::empty(Rect::new(0, 0, 14, 8));
                    let caret = draw(&editor, area, &mut buf, &Styles::default());
                    assert_eq!(caret.is_some(), !area.is_empty(), "{width}x{height}");
                    assert!(caret.is_none_or(|caret| area.contains(caret)));
                    for (at, cell) in buf.content().iter().enumerate() {
                        let (x, y) = buf.pos_of(at);
                        assert!(area.contains((x, y).into()) || cell.symbol() == " ");
                    }
                }
            }
        }
    }
}
