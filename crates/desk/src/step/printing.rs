//! Printing through the system's own programs: `lp` takes the document on its standard input, so
//! that it never lies in a file of ours, and `lpstat` knows the queues.

use std::io::Write;
use std::process::{Command, Stdio};

use paper::Pdf;

use crate::fault::{Cause, Fault};

/// The names of the system's print queues; none where there is no printing system.
pub(crate) fn queues() -> Vec<String> {
    let listed = Command::new("lpstat").arg("-e").stdin(Stdio::null()).output();
    let text = listed.map(|done| String::from_utf8_lossy(&done.stdout).into_owned());
    let text = text.unwrap_or_default();
    text.lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Prints a document.
///
/// # Errors
/// `print_failed` with what the system says in the detail.
pub(crate) fn print(queue: &str, pdf: &Pdf) -> Result<(), Fault> {
    let failed = |detail: String| {
        Fault::from(Cause::PrintFailed { queue: queue.to_owned() }).detailed(detail)
    };
    let mut lp = Command::new("lp")
        .args(["-d", queue, "-t", "Fobdesk", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| failed(e.to_string()))?;
    let fed = lp.stdin.take().map(|mut pipe| pipe.write_all(pdf.bytes()));
    let done = lp.wait_with_output().map_err(|e| failed(e.to_string()))?;
    match fed {
        Some(Ok(())) if done.status.success() => Ok(()),
        _ => Err(failed(String::from_utf8_lossy(&done.stderr).trim().to_owned())),
    }
}
