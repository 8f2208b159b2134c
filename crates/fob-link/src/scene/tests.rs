//! The scene's stories, on a clock made of arguments.

use super::*;
use crate::hid::tests::yubikey;

const KEY: &str = "Yubico YubiKey OTP+FIDO+CCID 00 00";
const ALONE: &str = "Yubico YubiKey OTP+FIDO+CCID (USB)";

struct Desk {
    scene: Scene,
    start: Instant,
}

impl Desk {
    fn new() -> Self {
        Self { scene: Scene::default(), start: Instant::now() }
    }

    /// What the board is shown so many milliseconds after the start: names, presence, counts.
    fn at(
        &mut self,
        milliseconds: u64,
        reader: Option<(bool, u32)>,
        faces: &[Face],
    ) -> Vec<(String, bool, u32)> {
        let now = self.start + Duration::from_millis(milliseconds);
        let readers: Vec<Sight> = reader
            .map(|(present, count)| Sight {
                name: KEY.to_owned(),
                transport: Transport::Pcsc,
                present,
                mute: !present,
                count,
            })
            .into_iter()
            .collect();
        let pairs: Vec<Option<usize>> = faces
            .iter()
            .map(|face| (!readers.is_empty() && face.has_reader()).then_some(0))
            .collect();
        let merged = self.scene.merge(now, true, readers, faces, &pairs);
        merged.into_iter().map(|sight| (sight.name, sight.present, sight.count)).collect()
    }
}

fn key(present: bool, count: u32) -> Vec<(String, bool, u32)> {
    vec![(KEY.to_owned(), present, count)]
}

#[test]
fn a_fob_with_a_reader_is_told_once_whichever_of_its_faces_comes_first() {
    let face = [yubikey("hidraw0", true, None)];
    let mut desk = Desk::new();
    assert_eq!(desk.at(0, None, &face), []);
    assert_eq!(desk.at(400, Some((true, 1)), &face), key(true, 1));
    assert_eq!(desk.scene.next_due(), None);
    let mut desk = Desk::new();
    assert_eq!(desk.at(0, Some((true, 1)), &[]), key(true, 1));
    assert_eq!(desk.at(100, Some((true, 1)), &face), key(true, 1));
}

#[test]
fn a_reader_that_never_comes_is_not_waited_for_for_ever() {
    let face = [yubikey("hidraw0", true, None)];
    let mut desk = Desk::new();
    assert_eq!(desk.at(0, None, &face), []);
    assert_eq!(desk.scene.next_due(), Some(desk.start + AWAITS));
    assert_eq!(desk.at(1999, None, &face), []);
    assert_eq!(desk.at(2000, None, &face), [(ALONE.to_owned(), true, face[0].mark)]);
    assert_eq!(desk.scene.next_due(), None);
}

#[test]
fn a_fob_without_a_reader_is_told_at_once_and_so_is_every_fob_without_a_service() {
    let face = [yubikey("hidraw0", false, None)];
    assert_eq!(Desk::new().at(0, None, &face), [(ALONE.to_owned(), true, face[0].mark)]);
    let face = [yubikey("hidraw0", true, None)];
    let merged = Scene::default().merge(Instant::now(), false, Vec::new(), &face, &[None]);
    assert_eq!(merged.len(), 1);
}

#[test]
fn a_card_that_hides_while_the_other_face_is_used_is_passed_over() {
    let face = [yubikey("hidraw0", true, None)];
    let mut desk = Desk::new();
    desk.at(0, Some((true, 1)), &face);
    assert_eq!(desk.at(1000, Some((false, 2)), &face), key(true, 1));
    assert_eq!(desk.at(4000, Some((true, 3)), &face), key(true, 1));
    // Pulled: first the interface, then the card; not a word of a new card between.
    assert_eq!(desk.at(5000, Some((true, 3)), &[]), key(true, 1));
    assert_eq!(desk.at(5400, Some((false, 4)), &[]), key(false, 2));
}

#[test]
fn another_interface_behind_the_same_reader_is_another_insertion() {
    let mut desk = Desk::new();
    desk.at(0, Some((true, 1)), &[yubikey("hidraw0", true, None)]);
    let again = [yubikey("hidraw1", true, None)];
    assert_eq!(desk.at(1000, Some((true, 3)), &again), key(true, 3));
}

#[test]
fn a_service_that_stops_leaves_the_fob_a_moment_before_it_is_told_anew() {
    let face = [yubikey("hidraw0", true, None)];
    let mut desk = Desk::new();
    desk.at(0, Some((true, 1)), &face);
    assert_eq!(desk.at(1000, None, &face), []);
    assert_eq!(desk.at(2999, None, &face), []);
    assert_eq!(desk.at(3000, None, &face), [(ALONE.to_owned(), true, face[0].mark)]);
    assert_eq!(desk.at(4000, Some((true, 1)), &face), key(true, 1));
}
