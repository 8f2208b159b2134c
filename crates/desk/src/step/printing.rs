//! Printing through the system's own programs: `lp` takes the document on its standard input, so
//! that it never lies in a file of ours, and `lpstat` knows the queues. Neither may take for ever:
//! a print server that is not there must hold up neither the ledger nor the page.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use paper::Pdf;
use zeroize::Zeroizing;

use crate::fault::{Cause, Fault};

/// How long a queue may take to accept a sheet. The ledger takes no other act meanwhile.
const ACCEPTS: Duration = Duration::from_secs(20);
/// How long the list of the queues may take; a page waits for it.
const LISTS: Duration = Duration::from_secs(5);

/// The names of the system's print queues; none where there is no printing system.
pub(crate) fn queues() -> Vec<String> {
    let listed = run(Command::new("lpstat").arg("-e"), &[], LISTS);
    let text = listed.map(|done| String::from_utf8_lossy(&done.stdout).into_owned());
    let text = text.unwrap_or_default();
    text.lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Prints a document.
///
/// # Errors
/// `print_failed` with what the system says in the detail.
pub(crate) fn print(queue: &str, pdf: &Pdf) -> Result<(), Fault> {
    let mut lp = Command::new("lp");
    send(lp.args(["-d", queue, "-t", "Fobdesk", "-"]), queue, pdf.bytes(), ACCEPTS)
}

fn send(lp: &mut Command, queue: &str, bytes: &[u8], limit: Duration) -> Result<(), Fault> {
    let failed = |detail: String| {
        Fault::from(Cause::PrintFailed { queue: queue.to_owned() }).detailed(detail)
    };
    let done = run(lp, bytes, limit).map_err(|error| failed(error.to_string()))?;
    if done.status.success() {
        return Ok(());
    }
    Err(failed(String::from_utf8_lossy(&done.stderr).trim().to_owned()))
}

/// Feeds a program and hears it out.
///
/// # Errors
/// When it cannot be run; when it says that all is well and has not taken everything; when it
/// takes longer than the limit (it is ended then).
fn run(command: &mut Command, fed: &[u8], limit: Duration) -> io::Result<Output> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn()?;
    let mut input = child.stdin.take().expect("standard input is a pipe");
    let mut output = child.stdout.take().expect("standard output is a pipe");
    let mut errors = child.stderr.take().expect("standard error is a pipe");
    let fed = Zeroizing::new(fed.to_vec());
    let (tell, told) = channel();
    // Ends when the program does. (Were it to wait for a child of the program's, nobody waits for
    // it any more.)
    thread::spawn(move || {
        let taken = input.write_all(&fed);
        drop(input);
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let heard = output.read_to_end(&mut stdout).and_then(|_| errors.read_to_end(&mut stderr));
        // Who asked may have given up.
        _ = tell.send((taken, heard, stdout, stderr));
    });
    let Ok((taken, heard, stdout, stderr)) = told.recv_timeout(limit) else {
        child.kill()?;
        child.wait()?;
        let late = format!("no answer within {} s", limit.as_secs_f32());
        return Err(io::Error::new(ErrorKind::TimedOut, late));
    };
    let status = child.wait()?;
    if status.success() {
        taken.and(heard)?;
    }
    Ok(Output { status, stdout, stderr })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// More than a pipe holds.
    const SHEET: &[u8] = &[7; 1 << 20];
    /// Long enough for a program that answers at once, however busy the machine is.
    const LONG: Duration = Duration::from_secs(60);

    fn shell(script: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", script]);
        shell
    }

    fn sent(script: &str, limit: Duration) -> (String, String) {
        let fault = send(&mut shell(script), "Front", SHEET, limit).expect_err(script);
        assert_eq!(fault.cause, Cause::PrintFailed { queue: "Front".into() });
        (fault.cause.code().to_owned(), fault.detail.expect("why"))
    }

    #[test]
    fn a_printer_that_hangs_is_given_up_and_its_program_is_ended() {
        // Its end is waited for: a program left alone would hold this test up for a day.
        let (code, why) = sent("exec sleep 86400", Duration::from_millis(50));
        assert_eq!((code.as_str(), why.as_str()), ("print_failed", "no answer within 0.05 s"));
    }

    #[test]
    fn what_the_system_says_is_the_detail() {
        let (_, why) = sent("cat >&2 </dev/null; echo 'lp: no such printer' >&2; exit 1", LONG);
        assert_eq!(why, "lp: no such printer");
    }

    #[test]
    fn a_sheet_that_was_not_taken_whole_is_not_printed() {
        let (_, why) = sent("head -c 10 >/dev/null; exit 0", LONG);
        assert!(!why.is_empty());
        assert!(send(&mut shell("cat >/dev/null"), "Front", SHEET, LONG).is_ok());
    }

    #[test]
    fn a_missing_program_is_a_reason_too() {
        let fault = send(&mut Command::new("/nonexistent/lp"), "Front", SHEET, LONG);
        assert_eq!(fault.expect_err("no such program").cause.code(), "print_failed");
    }
}
