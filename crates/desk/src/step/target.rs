//! Where a profile puts a token on a fob, and whether that place is free.

use desk_store::{Kind, Place, Profile, Token};
use fob_wire::accounts::{Accounts, Lack, Wanted};
use fob_wire::cable::Framing;
use fob_wire::device::App;
use fob_wire::oath;
use fob_wire::slot::{Slot, SlotSession};
use fob_wire::{Refusal, Talk, WireError};

use crate::fault::{Cause, Fault};
use crate::step::plugged::Plugged;
use crate::step::{prove, write};

/// The issuer where neither the profile nor the organisation has a name.
const ISSUER: &str = "Fobdesk";

/// A place on a fob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// Which application and slot.
    pub(crate) place: Place,
    /// The credential's name in the OATH application.
    pub(crate) name: Option<String>,
    /// The issuer in that name.
    pub(crate) issuer: Option<String>,
}

/// What a look at a place said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// Whether something is there that a write would destroy.
    pub(crate) occupied: bool,
    /// Nothing tells what is there: whatever the ledger has there would be lost.
    pub(crate) blind: bool,
    /// The moving factor of the first code after a write.
    pub(crate) first: u64,
}

impl Target {
    /// Where the profile puts the token of that login.
    ///
    /// # Errors
    /// `name_too_long`.
    pub(crate) fn of(
        profile: &Profile,
        organisation: Option<&str>,
        login: &str,
    ) -> Result<Self, Fault> {
        if profile.place != Place::Oath {
            return Ok(Self { place: profile.place, name: None, issuer: None });
        }
        let issuer = profile.issuer.as_deref().or(organisation).unwrap_or(ISSUER);
        let issuer = issuer.replace(':', " ");
        let period = profile.period;
        let name = oath::credential_name(Some(&issuer), login, period)
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(|| Cause::NameTooLong { name: format!("{issuer}:{login}") })?;
        Ok(Self { place: Place::Oath, name: Some(name), issuer: Some(issuer) })
    }

    /// The same on this fob: one that keeps short names is told the login alone, and one that keeps
    /// none has a place without a name.
    pub(crate) fn on(self, plugged: &Plugged, login: &str) -> Self {
        let accounts = plugged.device.can().accounts.filter(|_| self.place == Place::Oath);
        let name = match accounts {
            Some(traits) if !traits.named => None,
            Some(traits) if traits.longest_name < oath::LONGEST_NAME => Some(login.to_owned()),
            _ => return self,
        };
        Self { place: self.place, name, issuer: None }
    }

    /// Whether a token is here, or may be, as long as nobody has said on which fob.
    pub(crate) fn may_hold(&self, token: &Token) -> bool {
        let there = Self::of_token(token);
        let nameless = there.place == Place::Oath && there.name.is_none();
        there == *self || (nameless && self.place == Place::Oath)
    }

    /// Where a token is.
    pub(crate) fn of_token(token: &Token) -> Self {
        Self { place: token.place, name: token.name.clone(), issuer: token.issuer.clone() }
    }

    /// Looks at the place on the fob: can it hold such a token, what would be lost, where would
    /// its counter start. Nothing is changed, no code is spent.
    ///
    /// # Errors
    /// `fob_cannot`, `fob_password`, and what the cable says.
    pub(crate) fn look(
        &self,
        talk: &mut Talk<'_>,
        profile: &Profile,
        model: &str,
    ) -> Result<Look, Fault> {
        let cannot = |what: &str| -> Fault {
            Cause::FobCannot { model: model.to_owned(), what: what.to_owned() }.into()
        };
        if let Some(slot) = slot_of(self.place) {
            let session = SlotSession::open(talk).map_err(|e| absent(e, || cannot("slots")))?;
            if !session.traits().hotp {
                return Err(cannot("slots"));
            }
            let occupied = session.status().used(slot);
            return Ok(Look { occupied, blind: false, first: profile.counter });
        }
        // A keyboard interface alone reaches the slots and no more.
        let lacks = if talk.framing() == Framing::Report { "keyboard" } else { "oath" };
        let mut accounts = Accounts::open(talk).map_err(|e| absent(e, || cannot(lacks)))?;
        if accounts.locked() {
            return Err(Cause::FobPassword.into());
        }
        let traits = *accounts.traits();
        let name = self.name.as_deref().unwrap_or_default();
        // A fob that counts before it computes never makes the code of counter 0.
        let first = profile.counter.max(traits.smallest_counter);
        if let Some(lack) = traits.lacks(&wanted(profile, first, name)) {
            return Err(cannot(lacking(lack)));
        }
        let (listed, name) = (accounts.list()?, name.as_bytes());
        let occupied = listed.iter().any(|c| c.name == name || traits.put_destroys(&c.name, name));
        Ok(Look { occupied, blind: !traits.listed, first })
    }

    /// The fault that asks for consent to lose what is there.
    /// `done`: what is there is the very thing that was ordered, given and proven.
    pub(crate) fn in_use(&self, last: &str, done: bool) -> Fault {
        let last = last.to_owned();
        let whose = if done { "same" } else { "other" }.to_owned();
        let slot = slot_number(self.place).to_owned();
        match &self.name {
            Some(name) => Cause::NameInUse { name: name.clone(), last, whose }.into(),
            None if self.place == Place::Oath => Cause::DisplayInUse { last, whose }.into(),
            None => Cause::SlotInUse { slot, last, whose }.into(),
        }
    }
}

/// What a profile asks of a fob.
fn wanted(profile: &Profile, first: u64, name: &str) -> Wanted {
    Wanted {
        kind: match profile.kind {
            Kind::Hotp => oath::Kind::Hotp,
            Kind::Totp => oath::Kind::Totp,
        },
        algorithm: write::algorithm(profile.algorithm),
        digits: profile.digits,
        period: profile.period,
        touch: profile.touch,
        first,
        name: name.len(),
        ascii: name.is_ascii(),
        secret: prove::algorithm(profile.algorithm).seed_len(),
    }
}

/// The word for what a fob cannot do, by which the sentence is found.
pub(crate) fn lacking(lack: Lack) -> &'static str {
    match lack {
        Lack::Hotp => "hotp",
        Lack::Totp => "totp",
        Lack::Digits => "digits",
        Lack::Sha256 => "sha256",
        Lack::Sha512 => "sha512",
        Lack::Touch => "touch",
        Lack::Period => "period",
        Lack::Counter => "counter",
        Lack::Name => "name",
        Lack::Secret => "secret",
    }
}

/// An application that is not there is something the fob cannot do; the rest is as it is.
pub(crate) fn absent(error: WireError, cannot: impl FnOnce() -> Fault) -> Fault {
    match error {
        WireError::Refused(Refusal::AppAbsent) | WireError::NotSupported => cannot(),
        other => other.into(),
    }
}

/// The slot of a place; `None` for the OATH application.
pub(crate) fn slot_of(place: Place) -> Option<Slot> {
    match place {
        Place::Oath => None,
        Place::Slot1 => Some(Slot::One),
        Place::Slot2 => Some(Slot::Two),
    }
}

/// The application that a place is in.
pub(crate) fn app_of(place: Place) -> App {
    match place {
        Place::Oath => App::Oath,
        Place::Slot1 | Place::Slot2 => App::Otp,
    }
}

/// The number people call a slot by.
pub(crate) fn slot_number(place: Place) -> &'static str {
    match place {
        Place::Oath => "-",
        Place::Slot1 => "1",
        Place::Slot2 => "2",
    }
}
