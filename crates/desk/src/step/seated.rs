//! Who sits at the desk. Until somebody is enrolled it is the system's user, who may do everything;
//! from then on nothing is read or written before an operator has signed in, and no entry of the
//! history is made for an act that the operator's role does not allow: so nothing can be committed
//! either.

use desk_store::audit::Entry;
use desk_store::{OperatorId, Role};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::desk::Desk;
use crate::fault::{Cause, Fault};
use crate::step::operator;
use crate::step::rights::Right;

/// How somebody signs in: a login, and a passphrase or a code of their own fob.
pub struct SignIn {
    /// The login.
    pub login: String,
    /// What was typed, or what the fob typed.
    pub proof: Zeroizing<String>,
}

/// Who sits at a window, as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct SeatCard {
    /// The login.
    pub login: String,
    /// The name.
    pub name: String,
    /// The role: `viewer`, `helpdesk`, `provisioner`, `auditor`, `admin`.
    pub role: String,
}

/// Somebody who has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seated {
    /// Who.
    pub(crate) id: OperatorId,
    /// The login, as the history names it.
    pub(crate) login: String,
    /// In which role.
    pub(crate) role: Role,
}

impl Desk {
    /// Who works here, as the history names it.
    ///
    /// # Errors
    /// As [`Desk::ledger`].
    pub(crate) fn operator(&mut self) -> Result<String, Fault> {
        self.ledger()?;
        let seated = self.seated.as_ref().map(|seated| seated.login.clone());
        Ok(seated.unwrap_or_else(|| self.setting.operator.clone()))
    }

    /// A new audit entry in this operator's name. Whoever may not do this act gets none, and
    /// without an entry nothing can be committed.
    ///
    /// # Errors
    /// `not_allowed`, and as [`Desk::ledger`].
    pub(crate) fn entry(&mut self, act: &str) -> Result<Entry, Fault> {
        let operator = self.operator()?;
        self.may(Right::of_act(act))?;
        Ok(Entry::new(&operator, act))
    }

    /// Whether whoever sits here may do this.
    ///
    /// # Errors
    /// `not_allowed`, and as [`Desk::ledger`].
    pub(crate) fn may(&mut self, right: Right) -> Result<(), Fault> {
        self.ledger()?;
        let (Some(ledger), Some(seated)) = (&self.ledger, &self.seated) else { return Ok(()) };
        if right.is_held_by(seated.role, &ledger.view()?)? {
            return Ok(());
        }
        Err(Cause::NotAllowed { login: seated.login.clone() }.into())
    }

    /// For a look that works without a ledger: one that cannot be opened tells nobody anything, but
    /// one that can asks who wants to know.
    ///
    /// # Errors
    /// Those of signing in alone.
    pub(crate) fn nobody_strange(&mut self) -> Result<(), Fault> {
        if self.ledger.is_none() && self.refused {
            return Ok(());
        }
        let opened = self.ledger().map(drop);
        self.refused = opened.is_err();
        let Err(fault) = opened else { return Ok(()) };
        let strange = matches!(
            fault.cause,
            Cause::SignInNeeded | Cause::SignInWrong | Cause::SignInThrottled
        );
        if strange { Err(fault) } else { Ok(()) }
    }

    /// Whether an operator sits here, or none is needed yet. One who was disabled meanwhile gets
    /// up; whoever came with a login and a proof sits down.
    ///
    /// # Errors
    /// `sign_in_needed`, and those of signing in.
    pub(crate) fn somebody_sits(&mut self) -> Result<(), Fault> {
        let Some(ledger) = &self.ledger else { return Ok(()) };
        let view = ledger.view()?;
        if let Some(seated) = &mut self.seated {
            match view.operator(seated.id)?.filter(|now| now.disabled.is_none()) {
                Some(now) => {
                    seated.role = now.role;
                    return Ok(());
                }
                None => self.seated = None,
            }
        } else if view.operators()?.is_empty() {
            return Ok(());
        }
        let came = self.setting.sign_in.take().ok_or(Cause::SignInNeeded)?;
        let operator = operator::prove(self, &came)?;
        self.seated = Some(Seated { id: operator.id, login: operator.login, role: operator.role });
        Ok(())
    }
}

/// Who sits here, if somebody has signed in.
///
/// # Errors
/// As [`Desk::ledger`].
pub(crate) fn seat_of(desk: &mut Desk) -> Result<Option<SeatCard>, Fault> {
    desk.ledger()?;
    let Some(id) = desk.seated.as_ref().map(|seated| seated.id) else { return Ok(None) };
    let found = desk.ledger()?.view()?.operator(id)?;
    Ok(found.map(|one| SeatCard { login: one.login, name: one.name, role: one.role.to_string() }))
}
