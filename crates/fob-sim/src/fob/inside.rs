//! A look inside: what a fob holds, its secrets included; and what the world does to one with a display.

use super::Fob;
use crate::clock::Clock;
use crate::oath::Credential;
use crate::otp::Slot;
use crate::token2::{DisplayProfile, Token2};

impl Fob {
    /// The OATH credentials, secrets and counters included.
    pub fn credentials(&self) -> &[Credential] {
        self.state.applications.oath.credentials()
    }

    /// The OATH credential of that name (`issuer:account`, as on the wire).
    pub fn credential(&self, name: &str) -> Option<&Credential> {
        self.credentials().iter().find(|c| c.name == name.as_bytes())
    }

    /// A keyboard slot, 1 or 2, secret and counter included; `None` when it is empty.
    pub fn slot(&self, number: u8) -> Option<&Slot> {
        self.state.applications.otp.slot(number)
    }

    /// The programming sequence of this power session.
    pub fn prog_seq(&self) -> u8 {
        self.state.applications.otp.prog_seq()
    }

    /// What a token with a display holds in this place (from 0 on); `None` when nothing was written.
    pub fn display(&self, place: u8) -> Option<&DisplayProfile> {
        self.token().and_then(|token| token.profile(place))
    }

    /// Goes by this clock from now on, where it has one of its own.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Its own clock runs away by so many seconds more.
    pub fn shift_clock(&mut self, seconds: i64) {
        if let Some(token) = self.token_mut() {
            *token.ahead() += seconds;
        }
    }

    /// A customer gives a Molto2 a key of their own.
    pub fn set_customer_key(&mut self, word: &[u8]) {
        if let Some(token) = self.token_mut() {
            token.set_key(word);
        }
    }

    /// How many wrong keys it takes before it locks itself, where it counts them.
    pub fn key_tries(&self) -> Option<u8> {
        self.token().map(Token2::tries)
    }

    /// Lets the display of a token go dark: it does not answer until it is pressed.
    pub fn go_dark(&mut self) {
        if let Some(token) = self.token_mut() {
            *token.dark() = true;
        }
    }

    /// Whether it answers at all: its display is lit, or it has none.
    pub(crate) fn is_lit(&self) -> bool {
        !self.token().is_some_and(Token2::is_dark)
    }

    fn token(&self) -> Option<&Token2> {
        self.state.applications.token2.as_ref()
    }

    fn token_mut(&mut self) -> Option<&mut Token2> {
        self.state.applications.token2.as_mut()
    }
}
