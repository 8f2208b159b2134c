//! The first start in a window: a vault is made step by step, and is no vault until the recovery
//! key was put on paper and read back from it.

use desk_store::audit::Entry;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::cards::Made;
use crate::desk::{Begun, Desk, Face, FileKind, Key};
use crate::fault::{Cause, Fault};
use crate::report::Report;
use crate::seat;
use crate::step::house::House;
use crate::step::new_file::NewFile;
use crate::step::seated::{SeatCard, seat_of};
use crate::step::to::To;
use crate::step::{key as keys, new_vault, printing, sheet};

/// Text that a person typed and nobody may see: a passphrase, a recovery key. It comes in from the
/// page once and never goes out.
#[derive(ts_rs::TS)]
#[ts(export, type = "string")]
pub struct Secret(String);

impl<'de> Deserialize<'de> for Secret {
    /// Anything but text is refused without saying back what it was: faults are shown and logged.
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let refused = |_| serde::de::Error::custom("a secret is text");
        String::deserialize(from).map(Self).map_err(refused)
    }
}

impl Secret {
    pub(crate) fn take(mut self) -> Zeroizing<String> {
        Zeroizing::new(std::mem::take(&mut self.0))
    }
}

/// How far set-up is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct SetupCard {
    /// Whether there is a ledger in the folder.
    pub ledger: bool,
    /// Whether it can be read now.
    pub open: bool,
    /// Why not, if there is one that cannot.
    pub why: Option<Report>,
    /// Why no keyring can be used, if none can; a passphrase is needed then.
    pub keyring: Option<Report>,
    /// Whether this is practice.
    pub practice: bool,
    /// The organisation's name, if it was given.
    pub organisation: Option<String>,
    /// Who has signed in, once there are operators.
    pub seat: Option<SeatCard>,
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Put {
    /// The file it was saved in, if it was.
    pub file: Option<String>,
}

/// Is there a ledger, can it be read, is there a keyring?
///
/// # Errors
/// Only what the ledger's file says.
pub fn look(desk: &mut Desk) -> Result<SetupCard, Fault> {
    let lang = desk.lang();
    let ledger = desk.setting.dir.join("ledger.db").exists();
    let practice = matches!(desk.setting.key, Key::Practice);
    let mut card = SetupCard {
        ledger,
        open: false,
        why: None,
        keyring: None,
        practice,
        organisation: None,
        seat: None,
    };
    if ledger || practice {
        match desk.ledger() {
            Ok(ledger) => {
                card.open = true;
                card.organisation = ledger.view()?.organisation()?;
                card.seat = seat_of(desk)?;
            }
            Err(fault) => card.why = Some(Report::of(&fault, lang)),
        }
    } else if let Key::Keyring(door) = &desk.setting.key {
        let probed = door.probe(std::time::Duration::from_secs(5));
        card.keyring = probed.err().map(|error| Report::of(&error.into(), lang));
    }
    Ok(card)
}

/// Begins a vault; a passphrase where there is no keyring, or where one is wanted.
///
/// # Errors
/// `vault_exists`, `passphrase_needed`, `passphrase_short`.
pub fn begin(
    desk: &mut Desk,
    organisation: Option<String>,
    contact: Option<String>,
    passphrase: Option<Secret>,
) -> Result<Made, Fault> {
    desk.begun = None;
    if let Some(passphrase) = passphrase {
        desk.setting.key = Key::Passphrase(passphrase.take());
    }
    let organisation = organisation.map(|name| name.trim().to_owned()).filter(|n| !n.is_empty());
    let draft = new_vault::begin(desk, organisation.clone())?;
    let vault = draft.vault().to_owned();
    let keyring = matches!(desk.setting.key, Key::Keyring(_));
    let organisation = organisation.unwrap_or_default();
    desk.begun = Some(Begun {
        draft,
        organisation,
        house: House { contact, letter: seat::letter() },
        written: false,
    });
    Ok(Made { vault, keyring })
}

/// Puts the recovery key on paper or into a file.
///
/// # Errors
/// `stopped` when the person chose no file, `file_exists`, `file_unwritable`, `print_failed`.
pub fn key(desk: &mut Desk, face: &mut dyn Face, to: To) -> Result<Put, Fault> {
    let (now, lang) = (desk.setting.world.now(), desk.setting.lang);
    let begun = desk.begun.as_mut().ok_or(Cause::SetupNotBegun)?;
    let secret = begun.draft.paper().expose();
    let mut file = None;
    if let To::Text = to {
        let path = face.save_as("fobdesk-recovery-key.txt", FileKind::Text);
        let path = path.ok_or(Cause::Stopped)?;
        let mut new = NewFile::create(&path)?;
        let line = Zeroizing::new([secret.as_bytes(), b"\n"].concat());
        new.write(&line)?;
        new.keep();
        file = Some(path.display().to_string());
    } else {
        let pdf = sheet::recovery_key(
            &begun.organisation,
            begun.draft.vault(),
            secret,
            now,
            &begun.house,
            lang,
        )?;
        if let To::Print { queue } = &to {
            printing::print(queue, &pdf)?;
        } else {
            let path = face.save_as("fobdesk-recovery-key.pdf", FileKind::Pdf);
            let path = path.ok_or(Cause::Stopped)?;
            let mut new = NewFile::create(&path)?;
            new.write(pdf.bytes())?;
            new.keep();
            file = Some(path.display().to_string());
        }
    }
    begun.written = true;
    Ok(Put { file })
}

/// The vault is one from now on, if the last six symbols were read back from the paper.
///
/// # Errors
/// `recovery_output_needed` before the key was written out, `check_group_wrong`.
pub fn finish(desk: &mut Desk, typed: &str) -> Result<Made, Fault> {
    let begun = desk.begun.take().ok_or(Cause::SetupNotBegun)?;
    let clean: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let right = clean.eq_ignore_ascii_case(begun.draft.paper().check_group());
    if !begun.written || !right {
        let cause = if right { Cause::RecoveryOutputNeeded } else { Cause::CheckGroupWrong };
        desk.begun = Some(begun);
        return Err(cause.into());
    }
    let vault = begun.draft.vault().to_owned();
    let (mut ledger, _paper) = begun.draft.keep()?;
    begun.house.keep(Entry::new(&desk.setting.operator, "policy.set"), &mut ledger)?;
    desk.ledger = Some(ledger);
    Ok(Made { vault, keyring: matches!(desk.setting.key, Key::Keyring(_)) })
}

/// Gives set-up up; nothing of the vault remains.
///
/// # Errors
/// None.
pub fn cancel(desk: &mut Desk) -> Result<(), Fault> {
    desk.begun = None;
    Ok(())
}

/// Puts a backup in place and opens it by its recovery key.
///
/// # Errors
/// `stopped` when the person chose no file; those of [`crate::vault::restore`].
pub fn restore(
    desk: &mut Desk,
    face: &mut dyn Face,
    recovery_key: Secret,
    passphrase: Option<Secret>,
) -> Result<Made, Fault> {
    if let Some(passphrase) = passphrase {
        desk.setting.key = Key::Passphrase(passphrase.take());
    }
    let file = face.open_file(FileKind::Ledger).ok_or(Cause::Stopped)?;
    keys::restore(desk, &file, &recovery_key.take())
}

/// Opens the ledger: by the keyring, or by the passphrase that was typed. Takes a lock away.
///
/// # Errors
/// `no_vault`, `passphrase_wrong`, `passphrase_needed`, a keyring cause.
pub fn unlock(desk: &mut Desk, passphrase: Option<Secret>) -> Result<SetupCard, Fault> {
    if let Some(passphrase) = passphrase {
        desk.setting.key = Key::Passphrase(passphrase.take());
    }
    keys::unlock(desk)?;
    look(desk)
}

/// The system's print queues.
///
/// # Errors
/// None: no printing system has no queues.
pub fn printers() -> Result<Vec<String>, Fault> {
    Ok(printing::queues())
}
