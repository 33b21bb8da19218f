//! The folder in which finished mails lie. A file is there whole or not at all.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Context as _;

/// The folder.
#[derive(Debug)]
pub struct Outbox {
    folder: PathBuf,
    turn: Mutex<()>,
}

/// The right to write into it: one at a time, so that nobody writes the same mail twice at once.
#[derive(Debug)]
pub struct Entered<'a> {
    folder: &'a Path,
    _turn: MutexGuard<'a, ()>,
}

impl Outbox {
    /// Opens (or makes) the folder.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        Ok(Self {
            folder: folder.to_owned(),
            turn: Mutex::new(()),
        })
    }

    /// Waits for the turn.
    #[must_use]
    pub fn enter(&self) -> Entered<'_> {
        Entered {
            folder: &self.folder,
            _turn: self.turn.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }
}

impl Entered<'_> {
    /// Puts a file there, or replaces it. It is on the disk when this returns.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn put(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let unfinished = self.folder.join(format!(".{name}.part"));
        let written = || {
            let mut file = File::create(&unfinished)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&unfinished, self.folder.join(name))?;
            // The name is on the disk only when its folder is. Systems that cannot open a folder do that by themselves.
            if cfg!(unix) {
                File::open(self.folder)?.sync_all()?;
            }
            Ok::<(), std::io::Error>(())
        };
        written().context("the outbox cannot be written")
    }
}
