use proptest::prelude::*;

use super::*;

const ALL: &[Form] = Form::ALL;

/// The code of these symbols, without check symbols.
fn code(form: Form, text: &str) -> RecoveryCode {
    let value = |letter: char| value(form, letter, false).expect("a symbol");
    let mut random: Vec<u8> = text.chars().map(value).collect();
    random.resize(RANDOM, 0);
    RecoveryCode::from_random(form, &random).expect("not all equal")
}

fn read(typed: &str) -> Result<String, Slip> {
    RecoveryCode::read(typed, ALL).map(|code| code.text().to_string())
}

#[test]
fn the_worked_examples_get_their_check_symbols() {
    for (form, symbols, whole) in [
        (Form::Symbols, "FBDSK7Q2M9TXA", "FBDSK-7Q2M9-TXA1A"),
        (Form::Symbols, "0123456789ABC", "01234-56789-ABCCT"),
        (Form::Bitrix, "k3x90oil", "k3x9-0oil"),
        (Form::Digits, "1234567800000000572", "1234-5678-0000-0000-5728"),
    ] {
        assert_eq!(code(form, symbols).text().as_str(), whole);
    }
    for form in ALL {
        assert!(RecoveryCode::from_random(*form, &[7; RANDOM]).is_none());
        assert!(RecoveryCode::from_random(*form, &[1, 2, 3]).is_none());
    }
}

#[test]
fn a_code_is_read_however_people_write_it() {
    for typed in ["fbdsk 7q2m9 txala", "FBDSK7Q2M9TXAIA", "fbdsk–7q2м9 тхaiа"] {
        assert_eq!(read(typed).as_deref(), Ok("FBDSK-7Q2M9-TXA1A"), "{typed}");
    }
    // The same keys on a Russian keyboard, where B is И.
    assert_eq!(read("аивыл7й2ь9ечф1ф").as_deref(), Ok("FBDSK-7Q2M9-TXA1A"));
    for typed in ["K3X9 0OIL", "к3х9—0oil", "k3x9 0oil", "\u{feff}k3x9−0оil"] {
        assert_eq!(read(typed).as_deref(), Ok("k3x9-0oil"), "{typed}");
    }
    assert_eq!(read("л3ч9-0щшд").as_deref(), Ok("k3x9-0oil"), "the other keyboard");
    for typed in ["1234 5678 oooo 0000 5728", "i23456780000оо005728", "l2З4-5678-0000-0000-5728"]
    {
        assert_eq!(read(typed).as_deref(), Ok("1234-5678-0000-0000-5728"), "{typed}");
    }
}

#[test]
fn of_two_readings_one_is_chosen() {
    // Each letter looks like a Latin one, and lies on the key of another.
    assert_eq!(read("сата-1234").as_deref(), Ok("cfnf-1234"), "nothing but Cyrillic: the keyboard");
    assert_eq!(
        read("сaта-1234").as_deref(),
        Ok("cata-1234"),
        "a Latin letter among them: the look"
    );
    // Х has no letter on its key.
    assert_eq!(read("сатх-1234").as_deref(), Ok("catx-1234"));
}

#[test]
fn a_form_that_nobody_has_is_not_read() {
    let checked = [Form::Symbols, Form::Digits];
    let read = |typed: &str| RecoveryCode::read(typed, &checked).map(|code| code.form());
    assert_eq!(read("k3x9-0oil"), Err(Slip::Length(8)));
    assert_eq!(read("k3x9-0uil"), Err(Slip::Symbol(6)), "no such symbol in the other forms");
}

#[test]
fn every_single_slip_is_found_and_pointed_at() {
    let code = code(Form::Symbols, "FBDSK7Q2M9TXA");
    for place in 0..15 {
        for other in CROCKFORD {
            let mut plain = code.plain().to_vec();
            if plain[place] == *other {
                continue;
            }
            plain[place] = *other;
            let typed = String::from_utf8(plain).expect("ASCII");
            assert_eq!(read(&typed), Err(Slip::Check(Some(place + 1))));
        }
    }
}

#[test]
fn every_swap_of_two_symbols_is_found() {
    let code = code(Form::Symbols, "0123456789ABC");
    for a in 0..15 {
        for b in a + 1..15 {
            let mut plain = code.plain().to_vec();
            plain.swap(a, b);
            if plain == *code.plain() {
                continue;
            }
            let typed = String::from_utf8(plain).expect("ASCII");
            assert!(matches!(read(&typed), Err(Slip::Check(_))), "{a} {b}");
        }
    }
}

#[test]
fn every_wrong_digit_and_every_swap_of_neighbours_is_found() {
    let code = code(Form::Digits, "1029384756657483920");
    for place in 0..20 {
        for other in DIGITS {
            let mut plain = code.plain().to_vec();
            let same = std::mem::replace(&mut plain[place], *other) == *other;
            let typed = String::from_utf8(plain).expect("ASCII");
            assert_eq!(read(&typed).is_ok(), same, "{typed}");
        }
        let mut plain = code.plain().to_vec();
        if place < 19 && plain[place] != plain[place + 1] {
            plain.swap(place, place + 1);
            let typed = String::from_utf8(plain).expect("ASCII");
            assert_eq!(read(&typed), Err(Slip::Check(None)), "{typed}");
        }
    }
}

#[test]
fn other_lengths_and_foreign_symbols_are_slips() {
    let read = |typed: &str| RecoveryCode::read(typed, &[Form::Symbols]).map(drop);
    assert_eq!(read(""), Err(Slip::Length(0)));
    assert_eq!(read("FBDSK-7Q2M9"), Err(Slip::Length(10)));
    assert_eq!(read("FBDSK-7Q2M9-TXAU"), Err(Slip::Symbol(14)));
    assert_eq!(read(&"A".repeat(900)), Err(Slip::Length(900)));
}

#[test]
fn no_symbol_is_likelier_than_another() {
    // Every byte there is, one after the other: each symbol comes up as often as every other.
    for form in ALL {
        let base = alphabet(*form).len();
        let mut seen = vec![0; base];
        for byte in 0..=255_u8 {
            // Two symbols stand behind it, so that no code is of all equal ones.
            let mut random = vec![byte, 1, 2];
            random.resize(RANDOM, 3);
            let code = RecoveryCode::from_random(*form, &random).expect("enough bytes");
            let fair = usize::from(byte) < 256 - 256 % base;
            if fair {
                seen[usize::from(code.symbols[0])] += 1;
            } else {
                assert_eq!(code.symbols[..2], [1, 2], "{byte} is passed over");
            }
        }
        assert!(seen.iter().all(|count| *count == 256 / base), "{form}: {seen:?}");
    }
}

fn any_form() -> impl Strategy<Value = Form> {
    prop::sample::select(ALL)
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back_in_any_case_with_anything_between(
        form in any_form(),
        random in prop::collection::vec(any::<u8>(), RANDOM),
        between in prop::collection::vec(prop::sample::select(vec!["", " ", "-", "–", "—", ".", "\u{a0}"]), 24),
        upper in any::<bool>(),
    ) {
        let Some(code) = RecoveryCode::from_random(form, &random) else { return Ok(()) };
        let mut typed = String::new();
        for (symbol, filler) in code.plain().iter().zip(between) {
            typed.push(char::from(*symbol));
            typed.push_str(filler);
        }
        let typed = if upper { typed.to_uppercase() } else { typed.to_lowercase() };
        let again = RecoveryCode::read(&typed, ALL).expect("well-formed");
        prop_assert_eq!(again.form(), form);
        prop_assert_eq!(again.plain(), code.plain());
    }

    #[test]
    fn what_is_typed_on_a_russian_keyboard_is_read_back(
        form in any_form(),
        random in prop::collection::vec(any::<u8>(), RANDOM),
    ) {
        let Some(code) = RecoveryCode::from_random(form, &random) else { return Ok(()) };
        let russian = "йцукенгшщзфывапролдячсмить";
        let latin = "qwertyuiopasdfghjklzxcvbnm";
        let key = |letter: char| match latin.find(letter.to_ascii_lowercase()) {
            Some(at) => russian.chars().nth(at).expect("as many keys"),
            None => letter,
        };
        let typed: String = code.text().chars().map(key).collect();
        let again = RecoveryCode::read(&typed, ALL);
        // Letters that look right by chance are read so only where the check symbols fit too.
        prop_assert_eq!(again.map(|code| code.plain()).ok(), Some(code.plain()));
    }

    #[test]
    fn nothing_that_is_typed_is_too_much(typed in "\\PC{0,60}") {
        if let Ok(code) = RecoveryCode::read(&typed, ALL) {
            prop_assert!(RecoveryCode::read(&code.text(), ALL).is_ok());
        }
    }
}
