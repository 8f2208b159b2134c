//! A bench with one fob on it, and `ykman` at hand.

use std::env;
use std::process::{Command, Stdio};

use desk_tests::props::pcscd::{Pcscd, PluggedFob, SoftFob};
use fob_sim::Model;

/// The key of the RFC's test vectors, as `ykman` takes it.
pub(crate) const RFC_KEY_BASE32: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
pub(crate) const RFC_KEY_HEX: &str = "3132333435363738393031323334353637383930";

/// One fob in the only reader of a private smart card service.
pub(crate) struct Stage {
    pub(crate) fob: PluggedFob,
    pub(crate) service: Pcscd,
}

/// What a program printed, both streams, and whether it was content.
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) well: bool,
}

impl Stage {
    pub(crate) fn with(fob: &SoftFob, model: Model) -> Stage {
        let service = Pcscd::start(&[model]).expect("a smart card service");
        let fob = service.plug(0, fob).expect("a fob in its reader");
        Stage { fob, service }
    }

    pub(crate) fn yubikey5() -> Stage {
        Stage::with(&SoftFob::new(Model::Yubikey5).serial(12_345_678), Model::Yubikey5)
    }

    /// Runs `ykman` on the fob; words are separated by spaces.
    pub(crate) fn ykman(&self, words: &str) -> Said {
        self.say(self.ykman_command(words))
    }

    /// The same, and it must go well: what it printed.
    pub(crate) fn ykman_does(&self, words: &str) -> String {
        let said = self.ykman(words);
        assert!(said.well, "ykman {words}: {}", said.text);
        said.text
    }

    pub(crate) fn ykman_command(&self, words: &str) -> Command {
        let program = env::var_os("YKMAN").unwrap_or_else(|| "ykman".into());
        let mut command = self.service.command(program);
        command.args(["-r", &self.service.reader(0)]).args(words.split_whitespace());
        command.stdin(Stdio::null());
        command
    }

    pub(crate) fn say(&self, mut command: Command) -> Said {
        let output = command.output().expect("ykman is installed (or YKMAN names it)");
        let text = [output.stdout, output.stderr].concat();
        Said { text: String::from_utf8_lossy(&text).into_owned(), well: output.status.success() }
    }
}
