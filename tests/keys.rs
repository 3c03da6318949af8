//! Keys: the Hangul keyboard on the command path, sequences, the user's own bindings.

use crate::common::Harness;
use gongbu::commands::{COMMANDS, Cmd, Conflict, Key, Keymap, Resolved, Scope};
use gongbu::lang::Lang;
use gongbu::ui::layout::PaneId;
use std::collections::{BTreeMap, BTreeSet};

/// The two-set keyboard: every jamo that one key types, and that key.
const JAMO: [(char, char); 33] = [
    ('ㅂ', 'q'),
    ('ㅈ', 'w'),
    ('ㄷ', 'e'),
    ('ㄱ', 'r'),
    ('ㅅ', 't'),
    ('ㅛ', 'y'),
    ('ㅕ', 'u'),
    ('ㅑ', 'i'),
    ('ㅐ', 'o'),
    ('ㅔ', 'p'),
    ('ㅁ', 'a'),
    ('ㄴ', 's'),
    ('ㅇ', 'd'),
    ('ㄹ', 'f'),
    ('ㅎ', 'g'),
    ('ㅗ', 'h'),
    ('ㅓ', 'j'),
    ('ㅏ', 'k'),
    ('ㅣ', 'l'),
    ('ㅋ', 'z'),
    ('ㅌ', 'x'),
    ('ㅊ', 'c'),
    ('ㅍ', 'v'),
    ('ㅠ', 'b'),
    ('ㅜ', 'n'),
    ('ㅡ', 'm'),
    ('ㅃ', 'Q'),
    ('ㅉ', 'W'),
    ('ㄸ', 'E'),
    ('ㄲ', 'R'),
    ('ㅆ', 'T'),
    ('ㅒ', 'O'),
    ('ㅖ', 'P'),
];

#[test]
fn each_of_the_33_jamo_is_the_key_under_it_plain_and_with_ctrl() {
    for (jamo, letter) in JAMO {
        assert_eq!(
            Key::char(jamo).under_hangul(),
            Some(vec![Key::char(letter)]),
            "{jamo}"
        );
        let ctrl = |c| Key {
            ctrl: true,
            ..Key::char(c)
        };
        assert_eq!(
            ctrl(jamo).under_hangul(),
            Some(vec![ctrl(letter)]),
            "ctrl-{jamo}"
        );
    }
}

#[test]
fn a_committed_syllable_is_the_keys_that_typed_it() {
    for (syllable, keys) in [
        ('아', "dk"),
        ('가', "rk"),
        ('뷁', "qnpfr"),
        ('하', "gk"),
        ('값', "rkqt"),
        ('쐬', "Thl"),
    ] {
        let expected: Vec<Key> = keys.chars().map(Key::char).collect();
        assert_eq!(
            Key::char(syllable).under_hangul(),
            Some(expected),
            "{syllable}"
        );
    }
}

#[test]
fn with_the_hangul_keyboard_on_the_same_keys_give_the_same_screen() {
    for (latin, hangul) in [
        ("2 j j k", "2 ㅓ ㅓ ㅏ"),
        ("2 G g g", "2 G ㅎ ㅎ"),
        ("3 z", "3 ㅋ"),
        ("2 j d", "2 ㅓ ㅇ"),
        ("2 d k", "2 아"),
    ] {
        let screen = |keys: &str| {
            let mut harness = Harness::new(Lang::Ko, 120, 36);
            harness.keys(keys);
            let focus = harness.model.focus;
            // The status line says that Hangul was read; all else is the same.
            let text = harness.screen();
            let above: Vec<String> = text.lines().take(35).map(str::to_owned).collect();
            (focus, above)
        };
        assert_eq!(screen(latin), screen(hangul), "{latin} and {hangul}");
    }
}

#[test]
fn the_status_line_says_when_hangul_was_read() {
    let mut harness = Harness::new(Lang::Ko, 120, 36);
    harness.keys("ㅓ").shows("한글");
    harness.keys("j");
    let last = harness.screen().lines().last().unwrap().to_owned();
    assert!(!last.contains("한글"), "{last}");
}

#[test]
fn ctrl_with_a_jamo_quits_as_ctrl_c_does() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("ctrl-ㅊ");
    assert!(harness.model.quitting);
}

#[test]
fn hangul_typed_into_a_field_stays_hangul() {
    let mut harness = Harness::new(Lang::Ko, 120, 36);
    harness.keys(": \"ㅂ아\"").shows("ㅂ아");
    assert!(!harness.model.quitting);
}

#[test]
fn no_two_commands_of_a_scope_share_a_key() {
    let (_, conflicts) = Keymap::new(&BTreeMap::new());
    assert_eq!(conflicts, []);
}

#[test]
fn names_and_titles_of_commands_are_unique_within_their_scope() {
    let names: BTreeSet<&str> = COMMANDS.iter().map(|command| command.name).collect();
    assert_eq!(names.len(), COMMANDS.len());
    for (index, command) in COMMANDS.iter().enumerate() {
        assert_eq!(
            command.id as usize, index,
            "{} stands at its own place",
            command.name
        );
        for lang in [Lang::En, Lang::Ko] {
            assert!(!command.title(lang).is_empty(), "{}", command.name);
        }
    }
}

#[test]
fn where_text_is_typed_no_command_takes_a_character() {
    for command in COMMANDS.iter().filter(|command| command.scope.is_text()) {
        for keys in command.keys {
            let first: Key = keys.split(' ').next().unwrap().parse().unwrap();
            assert_eq!(first.typed(), None, "{} of {}", keys, command.name);
        }
    }
}

#[test]
fn the_users_keys_replace_the_default_ones_and_conflicts_are_reported() {
    let own = BTreeMap::from([
        ("app.quit".to_owned(), vec!["ctrl-x ctrl-c".to_owned()]),
        ("app.undo".to_owned(), vec!["?".to_owned()]),
        ("no.such".to_owned(), vec!["v".to_owned()]),
        ("app.redo".to_owned(), vec!["hyper-r".to_owned()]),
    ]);
    let (keymap, conflicts) = Keymap::new(&own);
    let keys =
        |text: &str| -> Vec<Key> { text.split(' ').map(|key| key.parse().unwrap()).collect() };
    let cockpit = [Scope::Cockpit];
    assert_eq!(keymap.resolve(&cockpit, &keys("ctrl-x")), Resolved::Prefix);
    assert_eq!(
        keymap.resolve(&cockpit, &keys("ctrl-x ctrl-c")),
        Resolved::Command(Cmd::Quit)
    );
    assert_eq!(keymap.resolve(&cockpit, &keys("q")), Resolved::Nothing);
    assert_eq!(
        keymap.resolve(&cockpit, &keys("?")),
        Resolved::Command(Cmd::Undo)
    );
    let taken = Conflict::Taken {
        command: "app.help".into(),
        key: "?".into(),
        by: "app.undo".into(),
    };
    assert!(conflicts.contains(&taken), "{conflicts:?}");
    assert!(conflicts.contains(&Conflict::UnknownCommand("no.such".into())));
    assert!(conflicts.contains(&Conflict::BadKey {
        command: "app.redo".into(),
        key: "hyper-r".into()
    }));
    assert_eq!(keymap.keys_of(Cmd::OpenHelp), ["F1"]);
}

#[test]
fn digits_and_tab_go_from_pane_to_pane() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    for (keys, pane) in [
        ("1", PaneId::Timeline),
        ("Tab", PaneId::Week),
        ("4", PaneId::Drafts),
        ("Tab", PaneId::Timeline),
        ("shift-Tab", PaneId::Drafts),
    ] {
        harness.keys(keys);
        assert_eq!(harness.model.focus, pane, "after {keys}");
    }
}

#[test]
fn a_korean_word_typed_where_no_text_is_taken_does_not_quit() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("복");
    assert!(!harness.model.quitting, "ㅂ is q, but 복 is a word");
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("ㅂ");
    assert!(harness.model.quitting);
}
