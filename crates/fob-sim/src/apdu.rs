//! Command and answer as the fob sees them (ISO 7816-4, short and extended).

/// A command as it lies on the wire, taken apart.
#[derive(Clone)]
pub(crate) struct Command {
    pub(crate) class: u8,
    pub(crate) ins: u8,
    pub(crate) p1: u8,
    pub(crate) p2: u8,
    pub(crate) data: Vec<u8>,
    /// How many bytes the other side takes at most; `None` when no Le was sent.
    pub(crate) le: Option<usize>,
    pub(crate) extended: bool,
}

impl Command {
    /// Takes a command apart; `None` when its lengths do not add up.
    pub(crate) fn read(bytes: &[u8]) -> Option<Command> {
        let (&[class, ins, p1, p2], body) = bytes.split_first_chunk::<4>()?;
        let command = |data: &[u8], le, extended| {
            Some(Command { class, ins, p1, p2, data: data.to_vec(), le, extended })
        };
        let short_le = |le: u8| Some(if le == 0 { 256 } else { usize::from(le) });
        let long = |a: u8, b: u8| usize::from(u16::from_be_bytes([a, b]));
        let long_le = |a, b| Some(if (a, b) == (0, 0) { 65_536 } else { long(a, b) });
        match *body {
            [] => command(&[], None, false),
            // A lone zero is Le = 256 (or an empty Lc: the same to us).
            [le] => command(&[], short_le(le), false),
            [0, a, b] => command(&[], long_le(a, b), true),
            [0, a, b, ref rest @ ..] => {
                let (data, le) = rest.split_at_checked(long(a, b))?;
                match *le {
                    [] => command(data, None, true),
                    [a, b] => command(data, long_le(a, b), true),
                    _ => None,
                }
            }
            [lc, ref rest @ ..] => {
                let (data, le) = rest.split_at_checked(usize::from(lc))?;
                match *le {
                    [] => command(data, None, false),
                    [le] => command(data, short_le(le), false),
                    _ => None,
                }
            }
        }
    }

    /// Whether more of this command follows (command chaining).
    pub(crate) fn chained(&self) -> bool {
        self.class & 0x10 != 0
    }
}

/// What an application makes of a command.
pub(crate) enum Outcome {
    /// Data and `9000`.
    Data(Vec<u8>),
    /// A status word alone.
    Status(u16),
    /// Nothing was done: a finger is asked for first.
    NeedsTouch,
}

impl Outcome {
    pub(crate) const OK: Outcome = Outcome::Status(sw::OK);
}

/// Applications answer with data or refuse with a status word: `?` does the refusing.
pub(crate) type Answer = Result<Outcome, u16>;

/// Status words.
pub(crate) mod sw {
    pub(crate) const OK: u16 = 0x9000;
    pub(crate) const WRONG_LENGTH: u16 = 0x6700;
    pub(crate) const SECURITY: u16 = 0x6982;
    pub(crate) const BLOCKED: u16 = 0x6983;
    pub(crate) const NO_SUCH: u16 = 0x6984;
    pub(crate) const CONDITIONS: u16 = 0x6985;
    pub(crate) const WRONG_DATA: u16 = 0x6A80;
    pub(crate) const NOT_SUPPORTED: u16 = 0x6A81;
    pub(crate) const NOT_FOUND: u16 = 0x6A82;
    pub(crate) const FULL: u16 = 0x6A84;
    pub(crate) const WRONG_P1P2: u16 = 0x6B00;
    pub(crate) const UNKNOWN_INS: u16 = 0x6D00;
    pub(crate) const UNKNOWN_CLASS: u16 = 0x6E00;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(hex: &str) -> Option<(Vec<u8>, Option<usize>, bool)> {
        let bytes = data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap();
        Command::read(&bytes).map(|c| (c.data, c.le, c.extended))
    }

    #[test]
    fn all_seven_shapes_of_a_command_are_read() {
        assert_eq!(read("00a10000"), Some((vec![], None, false)));
        assert_eq!(read("00a1000000"), Some((vec![], Some(256), false)));
        assert_eq!(read("00a1000002aabb"), Some((vec![0xAA, 0xBB], None, false)));
        assert_eq!(read("00a1000002aabb10"), Some((vec![0xAA, 0xBB], Some(16), false)));
        assert_eq!(read("00a10000000000"), Some((vec![], Some(65_536), true)));
        assert_eq!(read("00a10000000002aabb"), Some((vec![0xAA, 0xBB], None, true)));
        assert_eq!(read("00a10000000002aabb0100"), Some((vec![0xAA, 0xBB], Some(256), true)));
    }

    #[test]
    fn lengths_that_do_not_add_up_are_refused() {
        for bad in ["", "00a100", "00a1000003aabb", "00a1000001aabbcc", "00a10000000005aabb"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
