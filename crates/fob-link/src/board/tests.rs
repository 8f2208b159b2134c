//! The board's stories, on a clock made of arguments.

use super::*;

struct Desk {
    board: Board,
    start: Instant,
}

impl Desk {
    fn new() -> Self {
        Self { board: Board::new(true), start: Instant::now() }
    }

    /// What is told when the readers look like this so many milliseconds after the start.
    fn at(&mut self, milliseconds: u64, sights: &[Sight]) -> Vec<(What, String)> {
        let at = self.start + Duration::from_millis(milliseconds);
        let mut events = self.board.see(at, sights);
        events.extend(self.board.due(at));
        brief(events)
    }
}

fn brief(events: Vec<Event>) -> Vec<(What, String)> {
    let name = |event: &Event| event.socket.as_ref().map(|s| s.name.clone()).unwrap_or_default();
    events.iter().map(|event| (event.what, name(event))).collect()
}

fn sight(name: &str, present: bool, count: u32) -> Sight {
    Sight { name: name.to_owned(), transport: Transport::Pcsc, present, mute: false, count }
}

fn told(what: What, name: &str) -> (What, String) {
    (what, name.to_owned())
}

#[test]
fn what_is_there_at_the_start_is_told_at_once() {
    let mut desk = Desk::new();
    assert_eq!(
        desk.at(0, &[sight("a", true, 1), sight("b", false, 0)]),
        [told(What::ReaderAdded, "a"), told(What::Inserted, "a"), told(What::ReaderAdded, "b")]
    );
    assert_eq!(desk.at(10, &[sight("a", true, 1), sight("b", false, 0)]), []);
}

#[test]
fn an_arrival_is_told_at_once_and_a_departure_after_the_debounce() {
    let mut desk = Desk::new();
    desk.at(0, &[sight("a", false, 0)]);
    assert_eq!(desk.at(1, &[sight("a", true, 1)]), [told(What::Inserted, "a")]);
    assert_eq!(desk.at(100, &[sight("a", false, 2)]), []);
    assert_eq!(desk.board.next_due(), Some(desk.start + Duration::from_millis(350)));
    assert_eq!(desk.at(349, &[sight("a", false, 2)]), []);
    assert_eq!(desk.at(350, &[sight("a", false, 2)]), [told(What::Removed, "a")]);
    assert_eq!(desk.board.next_due(), None);
    assert_eq!(desk.at(900, &[sight("a", false, 2)]), []);
}

#[test]
fn a_fob_that_flickers_is_told_as_an_arrival_and_never_as_a_departure() {
    let mut desk = Desk::new();
    desk.at(0, &[sight("a", true, 1)]);
    assert_eq!(desk.at(100, &[sight("a", false, 2)]), []);
    assert_eq!(desk.at(200, &[sight("a", true, 3)]), [told(What::Inserted, "a")]);
    assert_eq!(desk.at(900, &[sight("a", true, 3)]), []);
}

#[test]
fn a_swap_between_two_looks_is_told_by_the_counter() {
    let mut desk = Desk::new();
    desk.at(0, &[sight("a", true, 1)]);
    assert_eq!(desk.at(100, &[sight("a", true, 3)]), [told(What::Inserted, "a")]);
    // The counter has 16 bits and starts anew.
    desk.at(200, &[sight("a", true, 0xffff)]);
    assert_eq!(desk.at(300, &[sight("a", true, 1)]), [told(What::Inserted, "a")]);
}

#[test]
fn without_a_counter_a_filled_socket_stays_quiet() {
    let mut desk = Desk::new();
    desk.at(0, &[sight("a", true, 0)]);
    for look in 1..20 {
        assert_eq!(desk.at(look * 1000, &[sight("a", true, 0)]), []);
    }
}

#[test]
fn a_key_that_is_pulled_takes_its_reader_along() {
    let mut desk = Desk::new();
    desk.at(0, &[sight("key", true, 1)]);
    assert_eq!(desk.at(100, &[]), []);
    assert_eq!(desk.at(400, &[]), [told(What::Removed, "key"), told(What::ReaderRemoved, "key")]);
    assert_eq!(desk.at(900, &[]), []);
}

#[test]
fn a_key_that_starts_anew_under_its_name_is_told_as_an_arrival_only() {
    let mut desk = Desk::new();
    desk.at(0, &[sight("key", true, 1)]);
    desk.at(100, &[]);
    assert_eq!(desk.at(200, &[sight("key", true, 1)]), [told(What::Inserted, "key")]);
    assert_eq!(desk.at(900, &[sight("key", true, 1)]), []);
}

#[test]
fn a_key_that_returns_under_another_name_is_another_socket() {
    let mut desk = Desk::new();
    desk.at(0, &[sight("key 00", true, 1)]);
    desk.at(100, &[]);
    assert_eq!(
        desk.at(200, &[sight("key 01", true, 1)]),
        [told(What::ReaderAdded, "key 01"), told(What::Inserted, "key 01")]
    );
    assert_eq!(
        desk.at(350, &[sight("key 01", true, 1)]),
        [told(What::Removed, "key 00"), told(What::ReaderRemoved, "key 00")]
    );
}

#[test]
fn a_reader_that_returns_empty_lost_its_fob() {
    let mut desk = Desk::new();
    desk.at(0, &[sight("a", true, 1)]);
    desk.at(100, &[]);
    assert_eq!(desk.at(200, &[sight("a", false, 0)]), []);
    assert_eq!(desk.at(350, &[sight("a", false, 0)]), [told(What::Removed, "a")]);
}

#[test]
fn a_fob_that_starts_to_answer_is_told_again() {
    let mut desk = Desk::new();
    let mute = Sight { mute: true, ..sight("a", true, 1) };
    assert_eq!(desk.at(0, &[mute]).len(), 2);
    assert_eq!(desk.at(100, &[sight("a", true, 1)]), [told(What::Inserted, "a")]);
}

#[test]
fn a_service_that_restarts_tells_gone_and_back_and_what_is_there() {
    let mut desk = Desk::new();
    let later = |milliseconds| desk.start + Duration::from_millis(milliseconds);
    let (gone, back) = (later(100), later(200));
    desk.at(0, &[sight("a", true, 1), sight("b", true, 1)]);
    assert_eq!(brief(desk.board.service(gone, false)), [told(What::ServiceGone, "")]);
    assert_eq!(brief(desk.board.service(gone, false)), []);
    assert_eq!(brief(desk.board.service(back, true)), [told(What::ServiceBack, "")]);
    assert_eq!(
        desk.at(210, &[sight("a", true, 1), sight("b", false, 0)]),
        [told(What::Inserted, "a")]
    );
    assert_eq!(
        desk.at(360, &[sight("a", true, 1), sight("b", false, 0)]),
        [told(What::Removed, "b")]
    );
}

#[test]
fn a_service_that_stays_away_takes_everything_along() {
    let mut desk = Desk::new();
    desk.at(0, &[sight("a", true, 1)]);
    desk.board.service(desk.start, false);
    let later = desk.start + DEBOUNCE;
    assert_eq!(
        brief(desk.board.due(later)),
        [told(What::Removed, "a"), told(What::ReaderRemoved, "a")]
    );
}

#[test]
fn a_service_that_sleeps_without_readers_is_not_worth_telling() {
    let mut board = Board::new(false);
    let at = Instant::now();
    assert_eq!(board.service(at, false), []);
    assert_eq!(board.service(at, true), []);
}

#[test]
fn a_fob_over_hid_alone_comes_and_goes_without_a_reader() {
    let hid = |count| Sight { transport: Transport::Hid, ..sight("key (USB)", true, count) };
    let mut desk = Desk::new();
    assert_eq!(desk.at(0, &[hid(7)]), [told(What::Inserted, "key (USB)")]);
    assert_eq!(desk.at(1000, &[hid(7)]), []);
    // Pulled and put back between two looks.
    assert_eq!(desk.at(2000, &[hid(8)]), [told(What::Inserted, "key (USB)")]);
    assert_eq!(desk.at(3000, &[]), []);
    assert_eq!(desk.at(3250, &[]), [told(What::Removed, "key (USB)")]);
    assert_eq!(desk.at(4000, &[]), []);
}
