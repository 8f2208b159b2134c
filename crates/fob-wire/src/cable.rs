//! What a cable is: the one thing that real readers, recordings and fobs made of software share.
//!
//! No reader, driver or clock is here: whoever owns the cable implements [`Cable`], and whoever
//! knows what can be plugged in implements [`Sockets`].

use std::time::Duration;

/// How bytes are wrapped on a cable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// ISO 7816 command and response APDUs (PC/SC).
    Apdu,
    /// HID feature reports of 8 bytes: the keyboard interface of a YubiKey.
    Report,
    /// HID feature reports of 64 bytes: the keyboard interface of a Nitrokey Pro and its kin.
    Block,
    /// HID packets of 64 bytes either way: a FIDO interface.
    Packet,
}

/// A fob at the other end of something that carries bytes.
pub trait Cable: Send {
    /// How bytes are wrapped on this cable.
    fn framing(&self) -> Framing;

    /// Whether the fob lies on a contactless reader: short APDUs and chaining then.
    fn contactless(&self) -> bool {
        false
    }

    /// Goes on over another interface of the same fob; `false` if it has none of that framing (and
    /// everything is as it was). The session over the former one ends: what was selected or
    /// unlocked there is forgotten, and whoever turns must ask anew who is at the other end.
    ///
    /// # Errors
    /// As connecting: `Gone`, `InUse`, `Denied` and the rest.
    fn turn(&mut self, to: Framing) -> Result<bool, CableError> {
        Ok(to == self.framing())
    }

    /// Sends one block and returns the whole answer (for APDUs with its two status bytes).
    ///
    /// Reports, blocks and packets of HID have no answers of their own: what is sent goes out as
    /// one of them and comes back as an empty answer, and sending *nothing* reads the next one
    /// (without report numbers either way).
    ///
    /// # Errors
    /// See [`CableError`]; `Lost` means that the block may have been acted upon.
    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError>;
}

/// Why a block did not come back with an answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CableError {
    /// The fob was pulled before this block reached it.
    #[error("the fob is gone")]
    Gone,
    /// The fob went away, or fell silent, while it was working: it may have acted.
    #[error("the fob was lost during a command")]
    Lost,
    /// Another program holds the fob.
    #[error("another program holds the fob")]
    InUse,
    /// Another program reset the fob: nothing was executed, its state is lost; select again.
    #[error("another program reset the fob")]
    Reset,
    /// The smart card service is not running.
    #[error("the smart card service is not running")]
    NoService,
    /// The system does not let this session use smart cards.
    #[error("this session may not use smart cards")]
    Denied,
    /// The reader does not understand the card, or the card does not answer at all.
    #[error("the card does not answer the reader")]
    Mute,
    /// Anything else, in the driver's words (for the detail line only).
    #[error("the reader failed: {0}")]
    Other(String),
}

/// Which kind of cable a socket offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// A smart card reader (a USB fob brings its own).
    Pcsc,
    /// The keyboard interface of a USB fob.
    Hid,
}

/// A place where a fob can be plugged in or laid upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Socket {
    /// The system's name for it, unique at one moment (a reader's name).
    pub name: String,
    /// Which kind of cable it offers.
    pub transport: Transport,
    /// Whether something is in it.
    pub occupied: bool,
}

/// Everything that can be plugged in at this desk: the faces hand it to the work.
pub trait Sockets: Send {
    /// Lists the sockets, empty ones too. No reader at all is an empty list, not an error.
    ///
    /// # Errors
    /// `NoService` or `Denied`.
    fn look(&mut self) -> Result<Vec<Socket>, CableError>;

    /// Opens a session with what is in the socket of that name; it ends when the cable is dropped,
    /// which leaves the fob as it is (no reset). For PC/SC it is one transaction.
    ///
    /// # Errors
    /// `Gone` when the socket is empty or has vanished, `InUse` after polite tries, and the rest.
    fn connect(&mut self, socket: &str) -> Result<Box<dyn Cable>, CableError>;

    /// Running programs that are known to hold readers, to be named when one is `InUse`.
    fn suspects(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Why the caller is asked for patience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The fob is working.
    Busy,
    /// The fob waits for a finger, for so many seconds more where it tells. Over PC/SC this is asked
    /// with no time **before** the command is sent, since the reader then blocks until the touch.
    Touch(Option<u8>),
}

/// The caller's answer to a [`Pause`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// Go on.
    On,
    /// Give up: the command ends with `Stopped`.
    Stop,
}

/// How the protocol waits: it asks the caller, who sleeps, tells the person, or gives up.
pub type Pause<'a> = dyn FnMut(Duration, Why) -> Go + 'a;
