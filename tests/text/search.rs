//! Search while typing: what matches, what ranks first, what is highlighted.

use gongbu::domain::search::{Haystack, Matcher, Search};

fn positions(query: &str, text: &str) -> Option<Vec<u32>> {
    Matcher::new(query)
        .score(&Haystack::new(text))
        .map(|hit| hit.positions)
}

#[test]
fn a_query_matches_by_letters_initials_and_unfinished_syllables() {
    let cases: &[(&str, &str, Option<&[u32]>)] = &[
        ("", "무엇이든", Some(&[])),
        ("고루틴", "Go의 고루틴 누수", Some(&[4, 5, 6])),
        ("ㄱㄹㅌ", "Go의 고루틴 누수", Some(&[4, 5, 6])),
        ("ㄱ루ㅌ", "Go의 고루틴 누수", Some(&[4, 5, 6])),
        ("고루티", "Go의 고루틴 누수", Some(&[4, 5, 6])),
        ("누수 고루틴", "고루틴 누수", Some(&[0, 1, 2, 4, 5])),
        ("누수 없다", "고루틴 누수", None),
        ("GO", "let's go", Some(&[6, 7])),
        ("gmp", "Go의 M:N 스케줄러 P", Some(&[0, 4, 13])),
        ("하", "한글", Some(&[0])),
        ("하 ", "한글", None),
        ("한", "하나", Some(&[0])),
        ("한", "하루", None),
        ("고", "과제", Some(&[0])),
        ("곤", "고난", Some(&[0])),
        ("닭", "달걀", Some(&[0])),
        ("하글", "한글", None),
        ("ㄳ", "검색", Some(&[0, 1])),
        ("ㄳ", "수고 ㄳ", Some(&[3])),
        ("ㅋㅋ", "웃음 ㅋㅋ", Some(&[3, 4])),
        ("\u{1112}\u{1161}\u{11AB}", "한글", Some(&[0])),
        ("é", "CAFÉ", Some(&[3])),
        ("C++", "c++ 와 c", Some(&[0, 1, 2])),
        ("zzz", "고루틴", None),
    ];
    for (query, text, expected) in cases {
        assert_eq!(
            positions(query, text).as_deref(),
            *expected,
            "{query:?} in {text:?}"
        );
    }
}

#[test]
fn hangul_in_its_letters_is_found_as_if_it_were_composed() {
    let apart = "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af} Cafe\u{301}";
    assert_eq!(positions("한글", apart), positions("한글", "한글 Café"));
    assert_eq!(positions("ㅎㄱ", apart), positions("ㅎㄱ", "한글 Café"));
    assert!(positions("café", apart).is_some());
}

#[test]
fn better_matches_come_first() {
    // Each list is in the order in which it must be found, best first.
    let cases: &[(&str, &[&str])] = &[
        (
            "고루틴",
            &["고루틴", "고루틴이란", "Go의 고루틴", "고 루 틴"],
        ),
        ("go", &["go", "go test", "on the go", "cargo", "g and o"]),
        ("test", &["test plan", "a test", "latest", "the estimate"]),
        ("ㄱㅅ", &["ㄱㅅ", "검색", "빠른 검색", "곧바로 시작"]),
        ("한", &["한", "한글", "문한", "하나"]),
        ("map", &["map", "heatmap", "m a p", "my alpha plan"]),
        ("go map", &["go map", "go heatmap", "go my alpha plan"]),
    ];
    for (query, texts) in cases {
        let mut shuffled: Vec<&str> = texts.to_vec();
        shuffled.reverse();
        let haystacks: Vec<Haystack> = shuffled.iter().map(|text| Haystack::new(text)).collect();
        let mut search = Search::default();
        let found: Vec<&str> = search
            .update(query, &haystacks)
            .iter()
            .map(|hit| shuffled[hit.index as usize])
            .collect();
        assert_eq!(found, *texts, "{query:?}");
    }
}

#[test]
fn an_exact_substring_ranks_above_scattered_letters() {
    let cases = [
        ("select", "preselected", "s e l e c t"),
        ("ab", "xxxxxxxxxxxxxxxxxxxxxab", "a-b"),
        (
            "fb",
            "offbeat but far longer than the other text",
            "foo bar",
        ),
        ("루틴", "그루틴", "루 틴"),
    ];
    for (query, exact, scattered) in cases {
        let matcher = Matcher::new(query);
        let score = |text| matcher.rank(&Haystack::new(text));
        assert!(score(exact) > score(scattered), "{query:?}");
        assert!(score(scattered).is_some(), "{query:?}");
    }
}

#[test]
fn nothing_flickers_while_a_word_is_typed() {
    let sessions: &[(&str, &[&str])] = &[
        ("한글", &["ㅎ", "하", "한", "한ㄱ", "한그", "한글"]),
        ("한글", &["ㅎ", "하", "한", "한그", "한글"]),
        ("하나", &["ㅎ", "하", "한", "하나"]),
        ("과일", &["ㄱ", "고", "과", "광", "과이", "과일"]),
        ("닭이", &["ㄷ", "다", "달", "닭", "닭ㅇ", "닭이"]),
        ("달기", &["ㄷ", "다", "달", "닭", "달기"]),
        ("값싼", &["ㄱ", "가", "갑", "값", "값ㅆ", "값싸", "값싼"]),
        ("있어", &["ㅇ", "이", "있", "있ㅇ", "있어"]),
        ("검색", &["ㄱ", "ㄳ"]),
    ];
    for (text, steps) in sessions {
        let haystacks = [Haystack::new("그리고 다른 줄"), Haystack::new(text)];
        let mut search = Search::default();
        for step in *steps {
            let hits = search.update(step, &haystacks);
            assert!(hits.iter().any(|hit| hit.index == 1), "{step} in {text}");
        }
    }
}

#[test]
fn narrowing_finds_the_same_as_starting_afresh() {
    let texts = [
        "고루틴과 스레드",
        "과제 정리",
        "고난",
        "하나",
        "한글 입력",
        "학교",
        "Go channel",
        "go map",
        "HPA 가 늘지 않는 이유",
        "값 복사",
        "닭과 달걀",
        "ㄳ",
        "검색 시간",
    ];
    let haystacks: Vec<Haystack> = texts.iter().map(|text| Haystack::new(text)).collect();
    let typed = [
        "", "g", "go", "go ", "go m", "go", "ㄱ", "고", "곤", "고나", "고난", "고난 ", "ㄱ",
        "ㄱㅅ", "ㅎ", "하", "한", "하나", "한", "한ㄱ", "한글", "달", "닭", "닭 ", "ㄳ",
    ];
    let mut following = Search::default();
    for query in typed {
        let followed = following.update(query, &haystacks).to_vec();
        let fresh = Search::default().update(query, &haystacks).to_vec();
        assert_eq!(followed, fresh, "{query:?}");
    }
    following.forget();
    let more: Vec<Haystack> = haystacks[..3].to_vec();
    assert_eq!(following.update("", &more).len(), 3);
}
