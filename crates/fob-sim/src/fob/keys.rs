//! A fob as a keyboard: what goes in and out in feature reports.

use super::{Applications, Fob};
use crate::apdu::{Command, sw};
use crate::body::Application;

impl Fob {
    /// Whether it has a keyboard interface: only YubiKeys in a USB port do.
    pub fn has_keyboard(&self) -> bool {
        self.state.model.is_yubikey() && !self.state.model.contactless()
    }

    /// Hears a feature report on its keyboard interface. What is no report of 8 bytes is ignored.
    pub fn hear_report(&mut self, report: &[u8]) {
        let Ok(report) = report.try_into() else { return };
        if let Some(command) = self.keyboard.hear(report) {
            self.act_on_keys(command, false);
        }
    }

    /// The feature report that is read from its keyboard interface. `seconds` are left for a touch,
    /// if it waits for one.
    pub fn show_report(&mut self, seconds: u8) -> [u8; 8] {
        let (applications, body) = self.open(false);
        let status = applications.otp.status_now(&body);
        self.keyboard.show(status, seconds)
    }

    /// Whether a command over the keyboard interface waits for a finger.
    pub fn keyboard_waits(&self) -> bool {
        self.keyboard.waits()
    }

    /// Ends that wait: with a finger the command is executed, without one it is refused.
    pub fn resume_keyboard(&mut self, touched: bool) {
        if let Some(command) = self.keyboard.resume()
            && touched
        {
            self.act_on_keys(command, true);
        }
    }

    fn act_on_keys(&mut self, command: Command, touched: bool) {
        let (applications, mut body) = self.open(touched);
        let Applications { management, otp, .. } = applications;
        let answer = match management.allows(Application::Otp, &body) {
            true => otp.act(&command, management, &mut body),
            false => Err(sw::NOT_FOUND),
        };
        self.keyboard.answer(command, answer);
    }
}
