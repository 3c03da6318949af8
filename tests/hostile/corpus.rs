//! Texts that mean harm: what a terminal would obey, and what deceives the eye.

/// Sequences in their seven-bit form; what they would do stands after them.
const SEQUENCES: &[&str] = &[
    // Cursor, screen, modes.
    "\x1b[2J",
    "\x1b[3J",
    "\x1b[K",
    "\x1b[1;1H",
    "\x1b[9999;9999H",
    "\x1b[1M",
    "\x1b[5S",
    "\x1b[12;24r",
    "\x1b[31mred\x1b[0m",
    "\x1b[38;2;0;0;0;48;2;0;0;0m",
    "\x1b[?1049l",
    "\x1b[?25l",
    "\x1b[?5h",
    "\x1b[?3h",
    "\x1b[?2004h",
    "\x1b[?1000h",
    "\x1b[?1003h\x1b[?1006h",
    "\x1b[?9001h",
    "\x1b[>4;2m",
    "\x1b[>1u",
    "\x1b[=5u",
    "\x1b[4h",
    "\x1b[20h",
    "\x1b[!p",
    "\x1b[2 q",
    "\x1b[4i",
    // Questions whose answers arrive as typed text.
    "\x1b[c",
    "\x1b[>c",
    "\x1b[=c",
    "\x1b[5n",
    "\x1b[6n",
    "\x1b[?6n",
    "\x1b[18t",
    "\x1b[20t",
    "\x1b[21t",
    "\x1b[?996n",
    "\x1b[1$w",
    "\x1b[0;0*y",
    "\x1bZ",
    "\x05",
    // The window.
    "\x1b[8;1;1t",
    "\x1b[3;0;0t",
    "\x1b[2t",
    "\x1b[22;0t",
    "\x1b[23;0t",
    // Escapes without parameters.
    "\x1bc",
    "\x1b7\x1b8",
    "\x1b(0lqqk\x1b(B",
    "\x1b#8",
    "\x1bM",
    "\x1bD",
    "\x1bE",
    "\x1b=",
    "\x1b>",
    "\x1bN",
    "\x1bO",
    "\x1b%@",
    "\x1b%G",
    "\x1b F",
    "\x1bn",
    // Strings for the terminal.
    "\x1b]0;PWNED\x07",
    "\x1b]0;PWNED\x1b\\",
    "\x1b]1;PWNED\x07",
    "\x1b]2;PWNED\x07",
    "\x1b]4;1;rgb:00/00/00\x07",
    "\x1b]7;file://evil/PWNED\x07",
    "\x1b]8;;http://evil/PWNED\x1b\\click\x1b]8;;\x1b\\",
    "\x1b]9;PWNED\x07",
    "\x1b]10;?\x07",
    "\x1b]11;?\x1b\\",
    "\x1b]12;#000000\x07",
    "\x1b]50;#PWNED\x07",
    "\x1b]52;c;UFdORUQ=\x07",
    "\x1b]52;c;?\x07",
    "\x1b]52;p;UFdORUQ=\x1b\\",
    "\x1b]99;;PWNED\x1b\\",
    "\x1b]104\x07",
    "\x1b]133;A\x07",
    "\x1b]777;notify;PWNED;PWNED\x07",
    "\x1b]1337;SetMark\x07",
    "\x1b]1337;File=inline=1:UFdORUQ=\x07",
    "\x1b]1337;RequestUpload=format=tgz\x07",
    "\x1bP$q\"p\x1b\\",
    "\x1bP$qm\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x1bPq#0;2;0;0;0#0~~@@vv\x1b\\",
    "\x1bP0;1|17/50574e4544\x1b\\",
    "\x1bPtmux;\x1b\x1b]0;PWNED\x07\x1b\\",
    "\x1b_Ga=T,f=24,s=1,v=1;UFdO\x1b\\",
    "\x1b_PWNED\x1b\\",
    "\x1b^PWNED\x1b\\",
    "\x1bXPWNED\x1b\\",
    "\x1bkPWNED\x1b\\",
    // Broken off, nested, put together from pieces.
    "\x1b",
    "\x1b\x1b",
    "\x1b[",
    "\x1b[3",
    "\x1b[3;",
    "\x1b]0;PWNED",
    "\x1bP",
    "\x1b_",
    "\x1b\n[2J",
    "\x1b\r]0;PWNED\x07",
    "\x1b\u{200B}[2J",
    "\x1b\0]0;PWNED\x07",
    "\x1b[\x1b[2J",
    "\x1b]0;\x1b]0;PWNED\x07\x07",
    "\x1b\x1b[31m[2J",
    "\x1b[31\u{9b}2Jm",
    "\x1b]\u{9c}0;PWNED\x07",
    "\x1b[200~q\x1b[201~q",
    "\x1b[201~:q\r",
    // Eight-bit forms.
    "\u{9b}2J",
    "\u{9b}?1049l",
    "\u{9b}6n",
    "\u{9d}0;PWNED\u{9c}",
    "\u{9d}0;PWNED\x07",
    "\u{9d}52;c;UFdORUQ=\u{9c}",
    "\u{90}$q\"p\u{9c}",
    "\u{90}+q544e\x1b\\",
    "\u{9f}Ga=q;AAAA\u{9c}",
    "\u{9e}PWNED\u{9c}",
    "\u{98}PWNED\u{9c}",
];

/// Texts that are read as something else than they are.
const DECEPTIVE: &[&str] = &[
    "\u{202E}gnp.exe\u{202C}",
    "\u{202D}forced\u{202C}",
    "\u{202A}\u{202B}\u{202C}",
    "\u{2066}isolated\u{2069}",
    "\u{2067}\u{2068}\u{2069}",
    "\u{200E}\u{200F}\u{061C}",
    "one\u{2028}two\u{2029}three",
    "pa\u{200B}ss\u{200C}wo\u{200D}rd\u{2060}\u{FEFF}",
    "soft\u{00AD}hyphen",
    "\u{034F}joined\u{180E}",
    "\u{3164}\u{115F}\u{1160}\u{FFA0}fillers",
    "\u{E0049}\u{E0067}\u{E006E}\u{E006F}\u{E0072}\u{E0065}tags",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "\u{FFF9}over\u{FFFA}under\u{FFFB}",
    "\u{206A}\u{206F}old",
    "\u{1D173}\u{1D17A}beam",
    "\u{FE00}\u{FE0E}\u{FE0F}\u{E0100}variants",
    "раураl",
    "ｆｕｌｌ　ｗｉｄｅ",
    "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}",
    "\u{0301}\u{0301}marks first",
    "👨\u{200D}👩\u{200D}👧\u{200D}👦👩🏽\u{200D}🚀",
    "🇰🇷🇰🇵🇰",
    "1\u{FE0F}\u{20E3}❤\u{FE0F}❤☂",
    "\u{FDFD}\u{1242B}\u{A9C5}",
    "\u{0E33}\u{0E33}\u{0EB3}กำำ",
    "\u{FFFE}\u{FFFF}\u{10FFFF}\u{E000}\u{FFFD}",
    "\u{3000}\u{2003}\u{00A0}\u{205F}",
    "a\tb\tc",
    "line\r\nline\rover\x08\x08\x7f",
];

/// All of them: some three hundred.
pub fn payloads() -> Vec<String> {
    let mut all: Vec<String> = SEQUENCES
        .iter()
        .chain(DECEPTIVE)
        .map(|text| (*text).to_owned())
        .collect();
    // Every control character alone, with something for it to swallow.
    let controls = ('\0'..=' ').chain('\u{7f}'..='\u{9f}');
    all.extend(controls.map(|c| format!("{c}2J{c}")));
    // Marks on marks, and more than any screen is wide.
    all.push(format!("z{}", "\u{0316}\u{0300}".repeat(5_000)));
    all.push("가".repeat(3_000));
    all.push("\u{1b}[".repeat(2_000));
    all.push("\u{202E}".repeat(2_000));
    all
}

/// The same means as bytes that are no UTF-8.
pub fn raw() -> Vec<Vec<u8>> {
    [
        &b"\x9b2J"[..],
        b"\x9d0;PWNED\x9c",
        b"\x9d52;c;UFdORUQ=\x07",
        b"\x90$q\"p\x9c",
        b"\xff\xfe\x1b]0;PWNED\x07",
        b"\xc3\x1b]0;PWNED\x07",
        b"\xe2\x80\x1b[2J",
        b"\xed\xa0\x80\x1bc",
    ]
    .map(<[u8]>::to_vec)
    .to_vec()
}
