//! Texts of interviews.

use super::Lang;

texts! {
    /// Texts of interviews.
    Interviews {
        name => "Interviews", "면접";
    }
}

impl Lang {
    pub fn interviews(self) -> Interviews {
        Interviews(self)
    }
}

/// Companies that are called by more than one name; in small letters, without blanks.
pub const COMPANIES: &[&[&str]] = &[
    &["naver", "네이버", "네이버클라우드", "navercloud"],
    &["kakao", "카카오"],
    &["line", "라인", "lineplus", "라인플러스", "ly"],
    &["coupang", "쿠팡"],
    &[
        "baemin",
        "배민",
        "배달의민족",
        "우아한형제들",
        "woowa",
        "woowabrothers",
    ],
    &[
        "toss",
        "토스",
        "비바리퍼블리카",
        "vivarepublica",
        "토스뱅크",
        "토스증권",
    ],
    &["banksalad", "뱅크샐러드"],
    &["danggeun", "당근", "당근마켓", "karrot"],
    &["amazon", "아마존", "aws"],
    &["google", "구글"],
    &["microsoft", "마이크로소프트"],
    &["meta", "메타", "facebook", "페이스북"],
    &["apple", "애플"],
    &["netflix", "넷플릭스"],
    &["samsung", "삼성", "삼성전자"],
    &["nexon", "넥슨"],
];
