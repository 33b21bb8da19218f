//! JSON read into a [`Value`]: what shops and stages answer, and what was stored.
//!
//! Written by hand, as `serde_json` weighs 4 KB in the browser, most of it for what nobody here asks: where in the text it
//! broke, floats, maps that find a name among thousands. It takes and refuses the same texts, which tests hold it to.
//! Numbers stay as they were written: an amount is never rounded.

use super::Value;

/// The deepest nesting that is read, so that no text can use up the stack.
const DEEPEST: u32 = 127;

#[inline(never)]
pub(super) fn read(text: &str) -> Option<Value> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(DEEPEST)?;
    (reader.next() == 0 && reader.at == text.len()).then_some(value)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// The byte that stands here, 0 at the end.
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// The byte that comes next but for white space, which is passed over.
    #[inline(never)]
    fn next(&mut self) -> u8 {
        while matches!(self.byte(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
        self.byte()
    }

    /// Passes over that byte, if it comes next.
    fn take(&mut self, byte: u8) -> bool {
        let there = self.next() == byte;
        self.at += usize::from(there);
        there
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        let there = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += word.len();
        there.then_some(value)
    }

    fn value(&mut self, deeper: u32) -> Option<Value> {
        match self.next() {
            b'n' => self.word("null", Value::Null),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'"' => self.string().map(Value::Text),
            open @ (b'[' | b'{') => self.several(open == b'{', deeper.checked_sub(1)?),
            _ => self.number(),
        }
    }

    /// What a list or an object holds.
    fn several(&mut self, named: bool, deeper: u32) -> Option<Value> {
        let (mut rows, mut entries) = (vec![], vec![]);
        let close = if named { b'}' } else { b']' };
        self.at += 1;
        let mut more = !self.take(close);
        while more {
            if named {
                if self.next() != b'"' {
                    return None;
                }
                let name = self.string()?;
                if !self.take(b':') {
                    return None;
                }
                entries.push((name, self.value(deeper)?));
            } else {
                rows.push(self.value(deeper)?);
            }
            more = self.take(b',');
            if !more && !self.take(close) {
                return None;
            }
        }
        Some(if named {
            Value::Object(entries)
        } else {
            Value::List(rows)
        })
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        self.at += usize::from(self.byte() == b'-');
        if self.byte() == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), b'e' | b'E') {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), b'+' | b'-'));
            self.digits()?;
        }
        Some(Value::Number(self.since(start)))
    }

    /// Passes over digits, one at the least.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.byte().is_ascii_digit() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    /// The text from there to here. Both stand beside an ASCII character.
    fn since(&self, start: usize) -> String {
        self.text.get(start..self.at).unwrap_or_default().to_owned()
    }

    #[inline(never)]
    fn string(&mut self) -> Option<String> {
        let mut made = String::new();
        loop {
            self.at += 1;
            let start = self.at;
            while !matches!(self.byte(), ..0x20 | b'"' | b'\\') {
                self.at += 1;
            }
            made += &self.since(start);
            match self.byte() {
                b'"' => break,
                b'\\' => made.push(self.escaped()?),
                _ => return None,
            }
        }
        self.at += 1;
        Some(made)
    }

    /// The character that stands here in an escape, whose last byte is left.
    fn escaped(&mut self) -> Option<char> {
        self.at += 1;
        Some(match self.byte() {
            known @ (b'"' | b'\\' | b'/') => known.into(),
            b'b' => '\x08',
            b'f' => '\x0c',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.unit()?;
                if !(0xd800..0xdc00).contains(&first) {
                    return char::from_u32(first);
                }
                // Half of a character beyond 16 bits: the other half has to follow.
                self.at += 1;
                let follows = self.text.as_bytes()[self.at..].starts_with(b"\\u");
                self.at += 1;
                let second = follows.then(|| self.unit()).flatten()?;
                let second = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                return char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second);
            }
            _ => return None,
        })
    }

    /// Four hexadecimal digits after this byte; the last one is left.
    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            self.at += 1;
            unit = unit << 4 | char::from(self.byte()).to_digit(16)?;
        }
        Some(unit)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
#[path = "read_tests.rs"]
mod tests;
