//! A small reader of JSON, enough for what cargo and vitest write. Well-formed input is taken for
//! granted: they are trusted; what is not understood is an error.

use std::iter::Peekable;
use std::str::Chars;

/// A JSON value. Numbers stay as they are written.
#[derive(Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut reader = Reader { rest: text.chars().peekable() };
        let value = reader.value().ok_or("this is not JSON")?;
        reader.space();
        if reader.rest.next().is_none() { Ok(value) } else { Err("JSON goes on too long".into()) }
    }

    /// The value of a key, if this is a map that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(pairs) => pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn count(&self) -> Option<u64> {
        match self {
            Self::Number(number) => number.parse().ok(),
            _ => None,
        }
    }

    /// The items; none if this is no list.
    pub(crate) fn list(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }
}

struct Reader<'t> {
    rest: Peekable<Chars<'t>>,
}

impl Reader<'_> {
    fn space(&mut self) {
        while self.rest.next_if(|c| matches!(c, ' ' | '\t' | '\r' | '\n')).is_some() {}
    }

    fn value(&mut self) -> Option<Json> {
        self.space();
        match *self.rest.peek()? {
            '{' => self.map(),
            '[' => self.items(),
            '"' => self.string().map(Json::Text),
            _ => self.word(),
        }
    }

    fn map(&mut self) -> Option<Json> {
        self.rest.next();
        let mut pairs = Vec::new();
        loop {
            self.space();
            match self.rest.peek()? {
                '}' => {
                    self.rest.next();
                    return Some(Json::Map(pairs));
                }
                ',' if !pairs.is_empty() => {
                    self.rest.next();
                }
                '"' => {
                    let key = self.string()?;
                    self.space();
                    self.rest.next_if_eq(&':')?;
                    pairs.push((key, self.value()?));
                }
                _ => return None,
            }
        }
    }

    fn items(&mut self) -> Option<Json> {
        self.rest.next();
        let mut items = Vec::new();
        loop {
            self.space();
            match self.rest.peek()? {
                ']' => {
                    self.rest.next();
                    return Some(Json::List(items));
                }
                ',' if !items.is_empty() => {
                    self.rest.next();
                }
                _ => items.push(self.value()?),
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        self.rest.next_if_eq(&'"')?;
        let mut text = String::new();
        loop {
            match self.rest.next()? {
                '"' => return Some(text),
                '\\' => text.push(self.escape()?),
                c => text.push(c),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.rest.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let high = self.unit()?;
                if (0xd800..0xdc00).contains(&high) {
                    self.rest.next_if_eq(&'\\')?;
                    self.rest.next_if_eq(&'u')?;
                    let low = self.unit()?.checked_sub(0xdc00)?;
                    char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + low)?
                } else {
                    char::from_u32(high)?
                }
            }
            plain => plain,
        })
    }

    fn unit(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |unit, _| Some(unit * 16 + self.rest.next()?.to_digit(16)?))
    }

    fn word(&mut self) -> Option<Json> {
        let mut word = String::new();
        let part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
        while let Some(c) = self.rest.next_if(part) {
            word.push(c);
        }
        Some(match word.as_str() {
            "null" => Json::Null,
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            _ => {
                word.parse::<f64>().ok()?;
                Json::Number(word)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_is_read() {
        let json = Json::parse(r#" {"a": [1, -2.5e3, true, null], "b": {"c": ""}, "d": []} "#);
        let json = json.expect("well-formed");
        let Some(Json::List(a)) = json.get("a") else { panic!("a list") };
        assert_eq!(a[0].count(), Some(1));
        assert_eq!(a[1..], [Json::Number("-2.5e3".into()), Json::Bool(true), Json::Null]);
        assert_eq!(json.get("b").and_then(|b| b.get("c")).and_then(Json::text), Some(""));
        assert_eq!(json.get("d").map(Json::list), Some(&[][..]));
        assert_eq!(json.get("e"), None);
    }

    #[test]
    fn escapes_are_undone() {
        let json = Json::parse(r#""a\"\\\/\n\u00e9\ud83d\ude00é""#).expect("well-formed");
        assert_eq!(json.text(), Some("a\"\\/\n\u{e9}\u{1f600}é"));
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in ["", "{", "[1", "{a:1}", "[,1]", "nul", "1 2", r#""\u12"#, r#""\ud83dx""#] {
            assert!(Json::parse(text).is_err(), "{text}");
        }
    }
}
