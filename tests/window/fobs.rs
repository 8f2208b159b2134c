//! Fobs with a past: their memory lies in a file, where it can be looked into and written before
//! they are plugged in.

use std::path::PathBuf;

use desk_tests::props::pcscd::{Pcscd, PluggedFob, SoftFob};
use fob_sim::{Fob, Model, read_state, system};
use serde_json::{Value, json};
use tokio::time::{Duration, sleep};

use crate::office::Office;

/// A fob whose memory can be looked into.
pub(crate) struct Glass {
    model: Model,
    serial: u32,
    file: PathBuf,
}

impl Glass {
    /// A new fob; its memory lies in that office.
    pub(crate) fn new(office: &Office, model: Model, serial: u32) -> Self {
        Self { model, serial, file: office.path().join(format!("{serial}.fob")) }
    }

    /// A YubiKey 5.
    pub(crate) fn yubikey(office: &Office, serial: u32) -> Self {
        Self::new(office, Model::Yubikey5, serial)
    }

    /// The fob itself, to be plugged in.
    pub(crate) fn fob(&self) -> SoftFob {
        SoftFob::new(self.model).serial(self.serial).state(&self.file)
    }

    /// The card that the page draws of it.
    pub(crate) fn card(&self) -> String {
        format!("article[data-serial='{}']", self.serial)
    }

    /// Plugs it in without anybody's hand being counted.
    pub(crate) fn plug(&self, service: &Pcscd, place: usize) -> PluggedFob {
        service.plug(place, &self.fob()).expect("a fob in its reader")
    }

    /// Has somebody else's codes in slot 1 from now on, perhaps under an access code.
    pub(crate) fn used_elsewhere(&self, access_code: &str) {
        let fob = Fob::new(self.model, Some(self.serial.into()), None, system());
        let mut memory: Value = serde_json::from_str(&fob.save()).expect("a fob's memory");
        // TKT 0x40: codes by a counter; CFG 0: six digits; EXT 0x01: the serial can be read.
        memory["applications"]["otp"]["slots"][0] = json!({
            "fixed": "", "uid": "313233340000", "key": "31323334353637383930313233343536",
            "access_code": access_code, "ext": 1, "tkt": 64, "cfg": 0, "counter": 0,
        });
        std::fs::write(&self.file, memory.to_string()).expect("a file");
        self.look();
    }

    /// Was pressed so many times elsewhere, while it was not plugged in: its entry for codes by a
    /// counter is ahead.
    pub(crate) fn pressed_elsewhere(&self, times: u64) {
        let mut memory: Value = serde_json::from_str(&self.look().save()).expect("a fob's memory");
        let counter = &mut memory["applications"]["oath"]["credentials"][0]["counter"];
        *counter = json!(counter.as_u64().expect("an entry with a counter") + times);
        std::fs::write(&self.file, memory.to_string()).expect("a file");
        self.look();
    }

    /// The secret of an entry for codes.
    pub(crate) fn secret(&self, name: &str) -> Vec<u8> {
        let fob = self.look();
        let entry = fob.credential(name);
        entry.unwrap_or_else(|| panic!("no {name} on the fob")).secret.clone()
    }

    /// Whether an entry for codes is there.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.look().credential(name).is_some()
    }

    /// The secret of a slot; nothing when it is free.
    pub(crate) fn slot_secret(&self, slot: u8) -> Option<Vec<u8>> {
        self.look().slot(slot).map(fob_sim::Slot::secret)
    }

    fn look(&self) -> Fob {
        let read = read_state(&self.file, system()).expect("a fob's memory");
        read.unwrap_or_else(|| Fob::new(self.model, Some(self.serial.into()), None, system()))
    }
}

/// Waits until nobody talks to the fob any more.
pub(crate) async fn quiet(fob: &mut PluggedFob) {
    let mut before = None;
    let mut calm = 0;
    while calm < 5 {
        let now = fob.exchanges().expect("fobsim counts");
        calm = if before == Some(now) { calm + 1 } else { 0 };
        before = Some(now);
        sleep(Duration::from_millis(80)).await;
    }
}

/// Lets the fob vanish after so many more exchanges.
pub(crate) async fn vanishing(fob: &mut PluggedFob, after: u32, moment: &str) {
    quiet(fob).await;
    fob.drop_after(after, moment).expect("fobsim");
    // Orders and commands come by different ways: the order arrives first.
    sleep(Duration::from_millis(100)).await;
}
