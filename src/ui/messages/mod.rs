//! The one table of words. A component names a message; which words it has is decided here, by language.
//!
//! English is compiled in (`watching.rs`, `shopping.rs`). The words of another language are a file of their own, which the
//! loader fetches only where that language is wanted, so that nobody carries words that they do not read. Where the file is
//! missing, broken or made for other tables, the words are English.
//!
//! To add a language: write a file beside `de.json` and name it in `www/vitrine.js`. A test says what is missing.

use std::cell::RefCell;
use std::ops::Deref;

/// Makes a table's type, its English words, and the way from a list of words to it.
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident $(($($word:ident),+))? = $text:literal;)+) => {
        /// Words that the widget says by itself.
        #[allow(missing_docs, reason = "each message is its name")]
        #[expect(
            missing_debug_implementations,
            reason = "a table of words is not a value that anybody prints"
        )]
        #[repr(C)]
        pub struct Table { $($(#[$doc])* pub $name: &'static str,)+ }

        #[allow(missing_docs, clippy::wrong_self_convention, reason = "each message is its name")]
        impl Table {
            $($(
                #[must_use]
                pub fn $name(&self, $($word: &str),+) -> String {
                    super::forms::fill(self.$name, &[$($word),+])
                }
            )?)+
        }

        /// English.
        pub(super) const EN: Table = Table { $($name: $text),+ };

        /// How many messages there are.
        pub(super) const COUNT: usize = NAMES.len();

        /// Their names, in their order. Known while compiling only.
        pub(super) const NAMES: &[&str] = &[$(stringify!($name)),+];

        /// A table of these words, one for each name.
        #[allow(unsafe_code, reason = "field by field it would be two kilobytes of the widget")]
        pub(super) fn made(texts: [&'static str; COUNT]) -> Table {
            // SAFETY: the struct is laid out as C does and has as many fields as the array has members (one a name), all of
            // the members' type. So it is laid out as the array is.
            unsafe { std::mem::transmute::<[&'static str; COUNT], Table>(texts) }
        }
    };
}

mod forms;
mod shopping;
mod watching;

/// Every word that the widget says by itself, in one language.
#[expect(
    missing_debug_implementations,
    reason = "words are not a value that anybody prints"
)]
pub struct Messages {
    watching: watching::Table,
    /// None for English: where its words stand only those may know who say them, and they are in the second file.
    shopping: Option<&'static shopping::Table>,
}

/// English.
pub static EN: Messages = Messages {
    watching: watching::EN,
    shopping: None,
};

impl Deref for Messages {
    type Target = watching::Table;

    fn deref(&self) -> &Self::Target {
        &self.watching
    }
}

impl Messages {
    /// What only a viewer who shops hears.
    #[must_use]
    pub fn shopping(&self) -> &'static shopping::Table {
        self.shopping.unwrap_or(&shopping::EN)
    }
}

/// How many messages there are.
const COUNT: usize = watching::COUNT + shopping::COUNT;

/// Tells these tables from others, with other messages or another order (FNV-1a of the names): a file of words that was made
/// for others would put them in wrong places.
const TABLES: u32 = hashed(hashed(0x811c_9dc5, watching::NAMES), shopping::NAMES);

const fn hashed(mut hash: u32, names: &[&str]) -> u32 {
    let mut at = 0;
    while at < names.len() {
        let name = names[at].as_bytes();
        let mut byte = 0;
        while byte <= name.len() {
            // A line end after each name.
            let next = if byte < name.len() { name[byte] } else { b'\n' };
            hash = (hash ^ next as u32).wrapping_mul(0x0100_0193);
            byte += 1;
        }
        at += 1;
    }
    hash
}

thread_local! {
    /// What was read from files. A language is read once a page, and its words stay.
    static READ: RefCell<Vec<&'static Messages>> = const { RefCell::new(Vec::new()) };
}

/// The words of a file as the build writes it: the number of its tables, then each message in the tables' order. English
/// where the file is not of these tables.
#[must_use]
pub fn of(file: &[String]) -> &'static Messages {
    let Some((tables, texts)) = file.split_first() else {
        return &EN;
    };
    if texts.len() != COUNT || *tables != TABLES.to_string() {
        return &EN;
    }
    READ.with_borrow_mut(|read| {
        let lang = texts[0].as_str();
        if let Some(known) = read.iter().find(|known| known.lang == lang) {
            return *known;
        }
        let mut watching = [""; watching::COUNT];
        let mut shopping = [""; shopping::COUNT];
        for (word, text) in watching.iter_mut().chain(&mut shopping).zip(texts) {
            *word = Box::leak(text.clone().into_boxed_str());
        }
        let messages: &Messages = Box::leak(Box::new(Messages {
            watching: watching::made(watching),
            shopping: Some(Box::leak(Box::new(shopping::made(shopping)))),
        }));
        read.push(messages);
        messages
    })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
