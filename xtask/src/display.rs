//! A display made of software, for as long as a test runs.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::shell::Result;

/// An Xvfb of our own; ended when dropped.
pub(crate) struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts one on a number that is free and waits until it answers.
    pub(crate) fn start() -> Result<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("Xvfb could not be run: {e}"))?;
        let mut number = String::new();
        let output = server.stdout.take().expect("standard output is a pipe");
        let told = BufReader::new(output).read_line(&mut number);
        let display = Self { server, name: format!(":{}", number.trim()) };
        match told {
            Ok(1..) => Ok(display),
            _ => Err("Xvfb ended before it had a display".into()),
        }
    }

    /// What goes into `DISPLAY`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
