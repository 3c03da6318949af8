//! A table with tabs between: prompt, answer, then if there are more topic and tags. Lines that begin with `#` are Anki's
//! directives, of which `#html` and `#tags column` count; fields may stand in quotes with line ends in them.

use super::{Read, text};
use crate::domain::Question;
use crate::domain::text::clean_line;

/// What the directives of the head say.
#[derive(Default)]
struct Head {
    html: bool,
    /// The columns of tags and of the deck, from 1.
    tags: Option<usize>,
    deck: Option<usize>,
    lines: usize,
}

pub(super) fn read(source: &str) -> Read {
    let head = head(source);
    let mut read = Read::default();
    let body: String = source.split_inclusive('\n').skip(head.lines).collect();
    let mut table = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    for (number, row) in table.records().enumerate() {
        let line = |row: Option<&csv::Position>| {
            let line = row.map_or(number as u64 + 1, csv::Position::line);
            head.lines + usize::try_from(line).unwrap_or(usize::MAX)
        };
        match row {
            Ok(row) if is_title(&row) && number == 0 => {}
            Ok(row) if row.iter().all(|field| field.trim().is_empty()) => {}
            Ok(row) => match question(&row, &head) {
                Some(question) => read.questions.push(question),
                None => read.unread.push(line(row.position())),
            },
            Err(error) => read.unread.push(line(error.position())),
        }
    }
    read
}

fn head(source: &str) -> Head {
    let mut head = Head::default();
    for line in source.lines().take_while(|line| line.starts_with('#')) {
        head.lines += 1;
        let (name, value) = line[1..].split_once(':').unwrap_or((line, ""));
        let column = || value.trim().parse::<usize>().ok().filter(|n| *n > 0);
        match name.trim() {
            "html" => head.html = value.trim() == "true",
            "tags column" => head.tags = column(),
            "deck column" => head.deck = column(),
            _ => {}
        }
    }
    head
}

/// Whether it is the row of titles that we write.
fn is_title(row: &csv::StringRecord) -> bool {
    row.get(0) == Some("prompt") && row.get(1) == Some("answer")
}

/// A row as a question; none without a prompt and an answer column.
fn question(row: &csv::StringRecord, head: &Head) -> Option<Question> {
    let directed = head.tags.is_some() || head.deck.is_some();
    let field = |at: usize| row.get(at).unwrap_or_default();
    let own = |column: usize| Some(column + 1) != head.tags && Some(column + 1) != head.deck;
    // Of an Anki export the first two columns that are no tags and no deck are front and back.
    let mut texts = (0..row.len()).filter(|at| own(*at));
    let (front, back) = (texts.next()?, texts.next()?);
    let wording = |at: usize| match head.html {
        true => text(&plain(field(at))),
        false => text(field(at)),
    };
    let (topic, tags) = match directed {
        true => {
            let deck = head.deck.map_or("", |column| field(column - 1));
            let deck = deck.rsplit("::").next().unwrap_or_default();
            (deck, head.tags.map_or("", |column| field(column - 1)))
        }
        false => (field(2), field(3)),
    };
    let tags = tags.split([' ', ',']).map(clean_line);
    let tags = tags.map(|tag| tag.trim().to_owned());
    Some(Question {
        prompt: wording(front),
        answer: wording(back),
        topic: clean_line(topic).trim().to_owned(),
        tags: tags.filter(|tag| !tag.is_empty()).collect(),
        ..Question::default()
    })
    .filter(|question| !question.prompt.is_empty())
}

/// HTML as plain text: line ends for what breaks lines, no tags, the usual entities.
fn plain(html: &str) -> String {
    let mut plain = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let Some((tag, after)) = after.split_once('>') else {
            // A lone sign, not a tag.
            plain.push('<');
            rest = after;
            continue;
        };
        let name = tag.trim_start_matches('/').to_ascii_lowercase();
        let breaks = ["br", "div", "p", "li", "tr"];
        let name = name.split([' ', '/']).next().unwrap_or_default();
        if breaks.contains(&name) && !plain.ends_with('\n') && !plain.is_empty() {
            plain.push('\n');
        }
        rest = after;
    }
    plain.push_str(rest);
    [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(plain, |text, (entity, sign)| text.replace(entity, sign))
}
