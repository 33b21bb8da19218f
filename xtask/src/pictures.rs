//! `cargo xtask pictures`: docs/pictures/ made anew, from the real widget and server.

use crate::test;
use anyhow::{Result, bail};

pub(crate) fn run() -> Result<()> {
    let failed = test::pictures()?;
    if failed > 0 {
        bail!("{failed} of the picture scenarios failed");
    }
    println!("The pictures are in docs/pictures/; look at them.");
    Ok(())
}
