//! The outbox, read as the program reads it that sends the mails.

use mailparse::{MailHeaderMap as _, ParsedMail};

use super::Bench;

/// A mail.
pub(crate) struct Mail {
    pub(crate) file: String,
    pub(crate) raw: String,
}

impl Mail {
    pub(crate) fn parsed(&self) -> ParsedMail<'_> {
        mailparse::parse_mail(self.raw.as_bytes()).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> String {
        let parsed = self.parsed();
        let all = parsed.headers.get_all_values(name);
        assert_eq!(all.len(), 1, "{name} is there once: {}", self.raw);
        all[0].clone()
    }

    pub(crate) fn text(&self) -> String {
        self.parsed().get_body().unwrap().replace("\r\n", "\n")
    }
}

impl Bench {
    /// Everything in the outbox, by name.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        let mut mails: Vec<Mail> = std::fs::read_dir(self.settings().outbox)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| Mail {
                file: path.file_name().unwrap().to_string_lossy().into_owned(),
                raw: std::fs::read_to_string(&path).unwrap(),
            })
            .collect();
        mails.sort_by(|one, other| one.file.cmp(&other.file));
        mails
    }

    /// How the mail of every order stands.
    pub(crate) fn mail_standings(&self) -> Vec<String> {
        let all: Result<Vec<String>, rusqlite::Error> = self.shop.db.read(|connection| {
            let mut all = connection.prepare("SELECT mail FROM orders ORDER BY number")?;
            let rows = all.query_map([], |row| row.get(0))?;
            rows.collect()
        });
        all.unwrap()
    }
}
