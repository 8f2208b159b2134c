//! The conversation by itself: the worked example, what a fob may do meanwhile, and whether it can
//! have acted when the cable fails.

use super::*;
use crate::testing::hex;

/// The six-digit configuration of the worked example, for slot 1.
const CONFIG: &str = "00000000000000000000000000000000 373839300001 \
    31323334353637383930313233343536 000000000000 00 34 60 00 0000 183F 000000000000";

const IDLE: [u8; 8] = [0, 5, 4, 3, 7, 5, 0, 0];
const DONE: [u8; 8] = [0, 5, 4, 3, 8, 5, 0, 0];

/// A fob that shows these reports in turn, the last one for ever; notes what is written and asked.
struct Fob {
    shows: Vec<[u8; 8]>,
    written: Vec<Vec<u8>>,
    asked: Vec<(Duration, Why)>,
    reads: usize,
    /// The cable fails at the exchange of this number.
    fails: Option<(usize, CableError)>,
    stops: bool,
}

impl Fob {
    fn showing(shows: &[[u8; 8]]) -> Self {
        Self {
            shows: shows.to_vec(),
            written: Vec::new(),
            asked: Vec::new(),
            reads: 0,
            fails: None,
            stops: false,
        }
    }

    fn told(&mut self, command: u8, payload: &[u8]) -> Result<FrameAnswer, WireError> {
        let mut talk = FrameConversation::new(command, payload)?;
        let mut heard = Heard::Begin;
        for _ in 0..100_000 {
            let exchange = self.reads + self.written.len();
            let fails = self.fails.clone().filter(|(at, _)| *at == exchange);
            heard = match talk.next(heard) {
                FrameStep::Done(result) => return result,
                FrameStep::Wait(time, why) => {
                    self.asked.push((time, why));
                    Heard::Go(if self.stops { Go::Stop } else { Go::On })
                }
                FrameStep::Write(report) => {
                    self.written.push(report.to_vec());
                    Heard::Cable(fails.map_or(Ok(Zeroizing::default()), |(_, error)| Err(error)))
                }
                FrameStep::Read => {
                    let report = self.shows[self.reads.min(self.shows.len() - 1)];
                    self.reads += 1;
                    let report = Ok(Zeroizing::new(report.to_vec()));
                    Heard::Cable(fails.map_or(report, |(_, error)| Err(error)))
                }
            };
        }
        panic!("it never ends");
    }
}

/// The reports that are read while a frame of so many parts is sent.
fn ready(parts: usize) -> Vec<[u8; 8]> {
    vec![IDLE; parts]
}

#[test]
fn the_worked_example_is_cut_as_in_the_manual() {
    let mut fob = Fob::showing(&[ready(8), vec![DONE]].concat());
    let answer = fob.told(0x01, &hex(CONFIG));
    let Ok(FrameAnswer::Status { before, after, touched: false }) = answer else {
        panic!("no status");
    };
    assert_eq!((before, after), ([5, 4, 3, 7, 5, 0], [5, 4, 3, 8, 5, 0]));
    let expected = [
        "00000000000000 80",
        "00003738393000 82",
        "01313233343536 83",
        "37383930313233 84",
        "34353600000000 85",
        "00000034600000 86",
        "00183F00000000 87",
        "00019556000000 89",
    ];
    assert_eq!(fob.written, expected.map(hex));
}

#[test]
fn data_comes_in_parts_and_is_thanked_for() {
    let shows = [
        ready(2),
        vec![[1, 2, 3, 4, 5, 6, 7, 0x40], [8, 9, 0, 0, 0, 0, 0, 0x41], [0, 0, 0, 0, 0, 0, 0, 0x40]],
    ];
    let mut fob = Fob::showing(&shows.concat());
    let Ok(FrameAnswer::Data(data)) = fob.told(0x10, &[]) else { panic!("no data") };
    assert_eq!(data[..9], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(fob.written.last().map(Vec::as_slice), Some(&[0, 0, 0, 0, 0, 0, 0, 0xFF][..]));
}

#[test]
fn an_answer_is_believed_by_its_checksum() {
    let serial = hex("00BC614E");
    let whole = [&serial[..], &(!crc16(&serial)).to_le_bytes(), &[0]].concat();
    assert_eq!(checked(&whole, 4), Ok(&serial[..]));
    assert!(checked(&whole, 3).is_err() && checked(&serial, 4).is_err());
}

#[test]
fn a_finger_is_waited_for_with_the_seconds_that_are_left() {
    let wait = |seconds: u8| [0, 5, 4, 3, 7, 5, 0, 0x20 | seconds];
    let mut fob = Fob::showing(&[ready(10), vec![wait(15), wait(14), IDLE]].concat());
    let answer = fob.told(0x38, &[0xAA; 64]);
    assert!(matches!(answer, Ok(FrameAnswer::Status { touched: true, .. })));
    assert_eq!(fob.asked, [(FINGER, Why::Touch(Some(15))), (FINGER, Why::Touch(Some(14)))]);
}

#[test]
fn whoever_stops_during_a_wait_for_a_finger_leaves_the_fob_at_rest() {
    let wait = [0, 5, 4, 3, 7, 5, 0, 0x2F];
    let mut fob = Fob::showing(&[ready(10), vec![wait]].concat());
    fob.stops = true;
    assert_eq!(fob.told(0x38, &[0xAA; 64]).err(), Some(WireError::Stopped));
    assert_eq!(fob.written.last().map(|report| report[7]), Some(RESET));
}

#[test]
fn an_endless_busy_flag_ends_within_half_a_minute() {
    for (shows, acted) in [
        (vec![[0, 5, 4, 3, 7, 5, 0, 0x80]], false),
        ([ready(2), vec![[0, 5, 4, 3, 7, 5, 0, 0x9F]]].concat(), true),
        ([ready(2), vec![[0, 5, 4, 3, 7, 5, 0, 0x3F]]].concat(), true),
        ([ready(2), vec![[0, 5, 4, 3, 7, 5, 0, 0x45]]].concat(), true),
    ] {
        let mut fob = Fob::showing(&shows);
        let error = fob.told(0x10, &[]).map(drop).expect_err("it ends");
        assert_eq!(error.untouched(), !acted, "{error}");
        let waited: Duration = fob.asked.iter().map(|(time, _)| *time).sum();
        assert!(waited <= Duration::from_secs(26), "{waited:?}");
        assert!(fob.reads < 2_000);
    }
}

#[test]
fn a_fob_has_acted_only_once_the_last_part_is_under_way() {
    // Two parts, each after a look; then the look at the result.
    for (at, untouched) in [(0, true), (1, true), (2, true), (3, false), (4, false)] {
        let mut fob = Fob::showing(&[ready(2), vec![DONE]].concat());
        fob.fails = Some((at, CableError::Lost));
        let error = fob.told(0x06, &[]).map(drop).expect_err("the cable failed");
        assert_eq!(error.untouched(), untouched, "at {at}: {error}");
    }
    let mut fob = Fob::showing(&[ready(2), vec![DONE]].concat());
    fob.fails = Some((4, CableError::Gone));
    assert_eq!(fob.told(0x06, &[]).map(drop), Err(CableError::Lost.into()));
}

#[test]
fn a_payload_that_does_not_fit_is_no_frame() {
    assert_eq!(FrameConversation::new(0x01, &[0; 65]).err(), Some(WireError::NotSupported));
}
