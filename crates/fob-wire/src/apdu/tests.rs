//! The conversation, step by step.

use std::time::Duration;

use proptest::prelude::*;

use super::{ApduConversation, Command, Lengths, SW_OK, Step};
use crate::cable::{CableError, Why};
use crate::testing::{Script, hex};
use crate::{WireError, cable};

fn sent(step: Step) -> Vec<u8> {
    match step {
        Step::Send(block) => block.to_vec(),
        _ => panic!("a block was to be sent"),
    }
}

fn status(step: Step) -> Result<(Vec<u8>, u16), WireError> {
    match step {
        Step::Done(result) => result.map(|answer| (answer.data.to_vec(), answer.status)),
        _ => panic!("it was to be over"),
    }
}

fn oath(data: Vec<u8>) -> Command {
    Command::new(0x00, 0xA1, 0x00, 0x00, data).continued_by(0xA5)
}

#[test]
fn every_command_carries_le() {
    let list = oath(Vec::new());
    let short = ApduConversation::new(&list, Lengths::Short, false).next(None);
    assert_eq!(sent(short), hex("00A1000000"));
    let extended = ApduConversation::new(&list, Lengths::Extended(3062), false).next(None);
    assert_eq!(sent(extended), hex("00A10000 000000"));
    let delete = oath(vec![0x71, 0x00]);
    let short = ApduConversation::new(&delete, Lengths::Short, false).next(None);
    assert_eq!(sent(short), hex("00A10000 02 7100 00"));
    let extended = ApduConversation::new(&delete, Lengths::Extended(3062), false).next(None);
    assert_eq!(sent(extended), hex("00A10000 000002 7100 0000"));
}

#[test]
fn the_oath_family_continues_with_its_own_instruction() {
    let command = oath(Vec::new());
    let mut talk = ApduConversation::new(&command, Lengths::Short, false);
    talk.next(None);
    assert_eq!(sent(talk.next(Some(&hex("AABB 6102")))), hex("00A5000000"));
    assert_eq!(status(talk.next(Some(&hex("CCDD 9000")))), Ok((hex("AABBCCDD"), SW_OK)));
    let command = Command::new(0x00, 0x1D, 0x00, 0x00, Vec::new());
    let mut talk = ApduConversation::new(&command, Lengths::Short, false);
    talk.next(None);
    assert_eq!(sent(talk.next(Some(&hex("AABB 6102")))), hex("00C0000000"));
}

#[test]
fn more_with_nothing_in_it_is_the_reader_speaking() {
    let command = oath(Vec::new());
    let mut talk = ApduConversation::new(&command, Lengths::Short, false);
    talk.next(None);
    assert_eq!(sent(talk.next(Some(&hex("6110")))), hex("00C0000000"));
    assert_eq!(sent(talk.next(Some(&hex("AA 6101")))), hex("00A5000000"));
    assert_eq!(status(talk.next(Some(&hex("BB 9000")))), Ok((hex("AABB"), SW_OK)));
}

#[test]
fn a_wrong_length_is_corrected_once_and_never_after_an_answer() {
    let command = oath(vec![0x71, 0x00]);
    let mut talk = ApduConversation::new(&command, Lengths::Short, false);
    talk.next(None);
    assert_eq!(sent(talk.next(Some(&hex("6C07")))), hex("00A10000 02 7100 07"));
    assert_eq!(status(talk.next(Some(&hex("6C08")))), Ok((Vec::new(), 0x6C08)));
    let mut talk = ApduConversation::new(&command, Lengths::Short, false);
    talk.next(None);
    assert_eq!(status(talk.next(Some(&hex("AA 6C07")))), Ok((hex("AA"), 0x6C07)));
    let mut talk = ApduConversation::new(&command, Lengths::Short, false);
    talk.next(None);
    talk.next(Some(&hex("AA 6102")));
    assert_eq!(status(talk.next(Some(&hex("6C07")))), Ok((hex("AA"), 0x6C07)));
}

#[test]
fn an_answer_without_a_status_word_means_that_the_fob_was_lost() {
    for answer in ["", "90"] {
        let command = oath(Vec::new());
        let mut talk = ApduConversation::new(&command, Lengths::Short, false);
        talk.next(None);
        let lost = Err(WireError::Cable(CableError::Lost));
        assert_eq!(status(talk.next(Some(&hex(answer)))), lost);
    }
}

#[test]
fn a_touch_is_announced_before_anything_is_sent() {
    let command = oath(Vec::new());
    let mut talk = ApduConversation::new(&command, Lengths::Short, true);
    assert!(matches!(talk.next(None), Step::Wait(Duration::ZERO, Why::Touch(None))));
    assert_eq!(sent(talk.next(None)), hex("00A1000000"));
}

#[test]
fn a_refusal_in_the_middle_of_a_chain_ends_it() {
    let command = oath(vec![0; 300]);
    let mut talk = ApduConversation::new(&command, Lengths::Short, false);
    talk.next(None);
    assert_eq!(status(talk.next(Some(&hex("6A84")))), Ok((Vec::new(), 0x6A84)));
}

#[test]
fn endless_answers_come_to_an_end() {
    for answer in [hex("6100"), hex("AA 61FF"), [vec![0; 1000], hex("61FF")].concat()] {
        let command = oath(Vec::new());
        let mut talk = ApduConversation::new(&command, Lengths::Short, false);
        talk.next(None);
        let mut step = talk.next(Some(&answer));
        let mut heard = 1;
        while matches!(step, Step::Send(_)) {
            step = talk.next(Some(&answer));
            heard += 1;
        }
        assert_eq!(status(step), Err(WireError::TooMuch));
        assert!(heard <= 301, "{heard} answers were listened to");
    }
}

#[test]
fn nothing_of_the_data_is_shown() {
    let command = Command::new(0x00, 0x01, 0x00, 0x00, vec![0xAB; 20]);
    assert_eq!(format!("{command:?}"), "Command(00 01 00 00, 20 bytes)");
    let answer = super::Answer { data: vec![0xAB; 20].into(), status: SW_OK };
    assert_eq!(format!("{answer:?}"), "Answer(9000, 20 bytes)");
}

#[test]
fn once_the_fob_answers_every_failure_means_lost() {
    let pulled = |lines: &[_]| Script::play(lines, |talk| talk.ask(&oath(Vec::new())).map(drop));
    let gone = || Err(CableError::Gone);
    let lost = Err(WireError::Cable(CableError::Lost));
    assert_eq!(pulled(&[("00A1000000", gone())]), Err(WireError::Cable(CableError::Gone)));
    assert_eq!(pulled(&[("00A1000000", Ok("AA6101")), ("00A5000000", gone())]), lost);
}

#[test]
fn a_stopped_command_is_never_sent() {
    let mut script = Script::new(&[]);
    let mut stop = |_: Duration, _: Why| cable::Go::Stop;
    let mut talk = crate::Talk::new(&mut script, &mut stop);
    assert_eq!(talk.ask_touch(&oath(Vec::new())).map(drop), Err(WireError::Stopped));
    assert_eq!(talk.exchanges(), 0);
}

proptest! {
    #[test]
    fn what_goes_out_in_a_chain_arrives_whole(data in prop::collection::vec(any::<u8>(), 0..2000)) {
        let command = oath(data.clone());
        let mut talk = ApduConversation::new(&command, Lengths::Short, false);
        let mut arrived = Vec::new();
        let mut step = talk.next(None);
        while let Step::Send(block) = step {
            let last = block[0] & 0x10 == 0;
            let length = if block.len() == 5 { 0 } else { usize::from(block[4]) };
            prop_assert_eq!(block.len(), if length == 0 { 5 } else { 6 + length });
            arrived.extend_from_slice(&block[5..5 + length]);
            step = talk.next(Some(&[0x90, 0x00]));
            prop_assert_eq!(last, matches!(step, Step::Done(Ok(_))));
        }
        prop_assert_eq!(arrived, data);
    }

    #[test]
    fn what_comes_back_in_parts_is_joined(
        parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..=256), 1..200),
    ) {
        let command = oath(Vec::new());
        let mut talk = ApduConversation::new(&command, Lengths::Short, false);
        talk.next(None);
        let (last, first) = parts.split_last().expect("one part at least");
        for part in first {
            let more = [part.as_slice(), &[0x61, 0xFF]].concat();
            prop_assert!(matches!(talk.next(Some(&more)), Step::Send(_)));
        }
        let end = talk.next(Some(&[last.as_slice(), &[0x90, 0x00]].concat()));
        prop_assert_eq!(status(end), Ok((parts.concat(), SW_OK)));
    }

    #[test]
    fn an_extended_block_is_never_longer_than_allowed(length in 0_usize..4000, limit in 300_usize..3062) {
        let command = oath(vec![7; length]);
        let mut talk = ApduConversation::new(&command, Lengths::Extended(limit), false);
        prop_assert!(sent(talk.next(None)).len() <= limit);
    }
}
