//! A JSON text as a tree that knows where each of its parts stands, for problems that a parser does not see.

/// A JSON value and where it begins, in bytes.
#[derive(Debug)]
pub struct Located {
    pub at: usize,
    pub value: Value,
}

/// A JSON value; numbers, booleans and null are not told apart.
#[derive(Debug)]
pub enum Value {
    Object(Vec<Member>),
    Array(Vec<Located>),
    Text(String),
    Other,
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// Where its key begins.
    pub at: usize,
    pub key: String,
    pub value: Located,
}

/// Line and column of a byte, from 1; columns count characters.
pub fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    (
        before.matches('\n').count() + 1,
        before[line..].chars().count() + 1,
    )
}

/// Line and column of each of some bytes that are in order: each is counted on from the one before, as a text may be one
/// long line.
pub fn places(
    text: &str,
    bytes: impl Iterator<Item = usize>,
) -> impl Iterator<Item = (usize, usize)> {
    let (mut from, mut line, mut column) = (0, 1, 1);
    bytes.map(move |at| {
        let (lines, columns) = place(text.get(from..).unwrap_or_default(), at - from);
        (line, column) = match lines {
            1 => (line, column + columns - 1),
            _ => (line + lines - 1, columns),
        };
        from = at;
        (line, column)
    })
}

impl Located {
    /// Errors when the text is not JSON: the scan relies on it.
    pub fn of(text: &str) -> Result<Located, serde_json::Error> {
        serde_json::from_str::<serde_json::Value>(text)?;
        Ok(Scan { text, at: 0 }.value())
    }

    pub fn members(&self) -> &[Member] {
        match &self.value {
            Value::Object(members) => members,
            Value::Array(_) | Value::Text(_) | Value::Other => &[],
        }
    }

    pub fn get(&self, key: &str) -> Option<&Located> {
        let member = self.members().iter().find(|member| member.key == key)?;
        Some(&member.value)
    }

    /// The elements of the list under `key`; none when there is no such list.
    pub fn list(&self, key: &str) -> &[Located] {
        self.get(key).map_or(&[], Located::items)
    }

    /// The elements of a list; none when it is no list.
    pub fn items(&self) -> &[Located] {
        match &self.value {
            Value::Array(list) => list,
            Value::Object(_) | Value::Text(_) | Value::Other => &[],
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Object(_) | Value::Array(_) | Value::Other => None,
        }
    }

    /// The string under `key`.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl Scan<'_> {
    fn value(&mut self) -> Located {
        self.skip_blanks();
        let at = self.at;
        let value = match self.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => Value::Text(self.string()),
            _ => {
                while !matches!(
                    self.peek(),
                    None | Some(b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t')
                ) {
                    self.at += 1;
                }
                Value::Other
            }
        };
        Located { at, value }
    }

    fn object(&mut self) -> Value {
        let mut members = Vec::new();
        while self.next_part(b'}') {
            let at = self.at;
            let key = self.string();
            self.skip_blanks();
            self.at += 1; // the colon
            let value = self.value();
            members.push(Member { at, key, value });
        }
        Value::Object(members)
    }

    fn array(&mut self) -> Value {
        let mut list = Vec::new();
        while self.next_part(b']') {
            list.push(self.value());
        }
        Value::Array(list)
    }

    /// Steps over the opening bracket or a comma. Whether a part follows, or the end was stepped over.
    fn next_part(&mut self, end: u8) -> bool {
        self.skip_blanks();
        if matches!(self.peek(), Some(b'{' | b'[' | b',')) {
            self.at += 1;
            self.skip_blanks();
        }
        match self.peek() {
            None => false,
            Some(byte) if byte == end => {
                self.at += 1;
                false
            }
            Some(_) => true,
        }
    }

    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        let quoted = self.text.get(start..self.at).unwrap_or_default();
        serde_json::from_str(quoted).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}
