//! A time limit for a program and everything it started: a hung test must not hang CI.

use std::fs;
use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

/// While this lives, the clock runs.
pub(crate) struct Guard {
    _over: Sender<()>,
}

/// Ends the process and its children, by their numbers, if the guard still lives after `limit`.
pub(crate) fn guard(pid: u32, limit: Duration) -> Guard {
    let (over, wait) = mpsc::channel();
    thread::spawn(move || {
        if wait.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
            eprintln!("xtask: not finished after {} s, ended", limit.as_secs());
            let family: Vec<String> = family(pid).iter().map(u32::to_string).collect();
            let _ = Command::new("kill").arg("-KILL").args(family).status();
        }
    });
    Guard { _over: over }
}

/// The process and its descendants, as Linux tells them.
fn family(pid: u32) -> Vec<u32> {
    let mut family = vec![pid];
    let parents: Vec<(u32, u32)> = processes();
    let mut at = 0;
    while let Some(&parent) = family.get(at) {
        family.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(child, _)| child));
        at += 1;
    }
    family
}

/// Every process with its parent.
fn processes() -> Vec<(u32, u32)> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let pids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter_map(|pid: u32| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        Some((pid, parent(&stat)?))
    })
    .collect()
}

/// The fourth field; the second, the name in brackets, may hold anything.
fn parent(stat: &str) -> Option<u32> {
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn the_parent_is_found_behind_a_strange_name() {
        assert_eq!(parent("42 (a) b) (c) S 7 42 42 0 -1"), Some(7));
        assert_eq!(parent("garbage"), None);
    }

    #[test]
    fn a_hung_program_is_ended_with_its_children() {
        let mut shell = Command::new("sh").args(["-c", "sleep 300 & wait"]).spawn().unwrap();
        let started = Instant::now();
        let guard = guard(shell.id(), Duration::from_millis(200));
        assert!(!shell.wait().unwrap().success());
        drop(guard);
        assert!(started.elapsed() < Duration::from_secs(60));
    }
}
