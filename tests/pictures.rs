//! Draws the pictures of the README from the real program: `cargo test pictures -- --ignored`.

use crate::common::pty::{Pty, run};
use std::fmt::Write;
use std::path::Path;
use std::thread;
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// Pixels of a cell.
const CELL: (u16, u16) = (9, 19);

#[test]
#[ignore = "writes assets/*.svg; run it when a screen has changed"]
fn pictures() {
    let folder = tempfile::TempDir::new().unwrap();
    for (lang, name) in [("ko", "cockpit-ko"), ("en", "cockpit-en")] {
        let data = folder.path().join(lang);
        run(&data, &["--lang", lang, "init", "--yes"]);
        let mut pty = Pty::gongbu(&data, &[], 132, 38);
        pty.wait_for("●");
        // A little of a day: two ticks, one under way, an hour logged, a draft begun.
        pty.send("2jjjjjjj j jd+1h\r");
        thread::sleep(Duration::from_millis(500));
        pty.send("4a").send(if lang == "ko" {
            "N+1 쿼리를 100개에서 3개로\r"
        } else {
            "From 100 queries to 3\r"
        });
        thread::sleep(Duration::from_millis(500));
        pty.send(if lang == "ko" {
            "주문 목록 한 번에 쿼리가 100개 나갔다."
        } else {
            "One order list sent a hundred queries."
        });
        thread::sleep(Duration::from_millis(2500));
        pty.send("\x1b");
        thread::sleep(Duration::from_millis(300));
        pty.send("2");
        thread::sleep(Duration::from_millis(6000));
        save(&pty, name);
        pty.send("3\r  ");
        thread::sleep(Duration::from_millis(800));
        save(&pty, &format!("card-{lang}"));
    }
}

/// Writes the screen of a program as an SVG.
fn save(pty: &Pty, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets")
        .join(format!("{name}.svg"));
    std::fs::write(path, pty.with_screen(svg)).unwrap();
}

fn svg(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (u16::from(rows), u16::from(columns));
    let mut out = String::new();
    let (width, height) = (columns * CELL.0 + 16, rows * CELL.1 + 16);
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16181d\"/>\n\
         <g font-family=\"D2Coding, 'Nanum Gothic Coding', 'Noto Sans Mono CJK KR', 'DejaVu Sans Mono', monospace\" font-size=\"15\" xml:space=\"preserve\">"
    );
    for row in 0..rows {
        for column in 0..columns {
            let Some(cell) = screen.cell(row, column) else {
                continue;
            };
            let (x, y) = (column * CELL.0 + 8, row * CELL.1 + 8);
            let wide = cell.contents().width().max(1) as u16;
            let (mut ink, mut paper) =
                (color(cell.fgcolor(), "#d7dae0"), color(cell.bgcolor(), ""));
            if cell.inverse() {
                (ink, paper) = ("#16181d", if paper.is_empty() { "#d7dae0" } else { ink });
            }
            if !paper.is_empty() {
                let _ = writeln!(
                    out,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" fill=\"{paper}\"/>",
                    CELL.0 * wide,
                    CELL.1
                );
            }
            if cell.has_contents() && cell.contents() != " " {
                let weight = if cell.bold() {
                    " font-weight=\"bold\""
                } else {
                    ""
                };
                let line = if cell.underline() {
                    " text-decoration=\"underline\""
                } else {
                    ""
                };
                let text = cell.contents().replace('&', "&amp;").replace('<', "&lt;");
                let _ = writeln!(
                    out,
                    "<text x=\"{x}\" y=\"{}\" fill=\"{ink}\"{weight}{line} textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\">{text}</text>",
                    y + 14,
                    CELL.0 * wide
                );
            }
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// The 16 colours of a dark terminal.
fn color(color: vt100::Color, default: &'static str) -> &'static str {
    const COLORS: [&str; 16] = [
        "#282c34", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#abb2bf",
        "#7f848e", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#ffffff",
    ];
    match color {
        vt100::Color::Idx(index) => COLORS.get(usize::from(index)).copied().unwrap_or(default),
        _ => default,
    }
}
