//! What a process spends: processor time, memory, and flushes to the disk.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result};

/// Clock ticks a second in `/proc`: fixed by Linux for every program.
const TICKS: f64 = 100.0;

/// The processor time that a process has used, in seconds (from `/proc`; 0 where there is none).
pub(crate) fn processor(id: u32) -> Result<f64> {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{id}/stat")) else {
        return Ok(0.0);
    };
    // The name, in brackets, may hold anything; the numbers come after it.
    let (_, numbers) = stat.rsplit_once(')').context("no process")?;
    let number = |place: usize| -> Result<f64> {
        let number = numbers.split_whitespace().nth(place);
        Ok(number.context("no processor time")?.parse::<f64>()?)
    };
    Ok((number(11)? + number(12)?) / TICKS)
}

/// The memory that a process has resident, in bytes (from `/proc`; 0 where there is none). Connections' buffers in the kernel
/// are not part of it.
pub(crate) fn resident(id: u32) -> Result<u64> {
    let Ok(status) = std::fs::read_to_string(format!("/proc/{id}/status")) else {
        return Ok(0);
    };
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next());
    Ok(kib.context("no memory")?.parse::<u64>()? * 1_024)
}

/// What it takes to write a page and have it on the disk, in milliseconds: the mean of a hundred.
pub(crate) fn flush(folder: &Path) -> Result<f64> {
    const TIMES: u32 = 100;
    let path = folder.join("flush");
    let mut file = File::create(&path)?;
    let started = Instant::now();
    for _ in 0..TIMES {
        file.write_all(&[0; 4_096])?;
        file.sync_data()?;
    }
    let mean = started.elapsed() / TIMES;
    std::fs::remove_file(path)?;
    Ok(mean.as_secs_f64() * 1_000.0)
}
