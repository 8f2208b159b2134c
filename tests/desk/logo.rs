//! The house's logo: checked before it is kept, on every paper from then on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use desk::house::{self, HouseCard, LogoCard};
use desk::letters::{self, Ask, LetterKind};
use desk::{Output, PaperSize, codes, preview};
use desk_store::audit::{Filter, Logged};
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use desk_tests::props::terminal::{Terminal, assert_keys};
use fob_sim::Model;
use serde_json::json;

/// A PNG of one pixel, red.
pub(crate) const DOT: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\
    \0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82";

fn file(stage: &Stage, name: &str, bytes: &[u8]) -> PathBuf {
    let file = stage.dir.path().join(name);
    fs::write(&file, bytes).expect("a file");
    file
}

fn log(stage: &Stage) -> Vec<Logged> {
    let ledger = stage.ledger();
    let view = ledger.view().expect("unlocked");
    view.log(&Filter { act: Some("house.logo"), ..Filter::default() }).expect("read")
}

/// How many pictures are in a document.
fn pictures_in(pdf: &Path) -> usize {
    let done = Command::new("pdfimages").arg("-list").arg(pdf).output().expect("poppler-utils");
    String::from_utf8(done.stdout).expect("UTF-8").lines().skip(2).count()
}

#[test]
fn a_logo_stands_on_every_paper_but_the_card_until_it_is_removed() {
    let stick = fob(Model::Yubikey5, 1_000_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut desk = stage.desk();
    let mut clerk = Clerk::pressing(&stick);
    desk::issue::issue(&mut desk, &mut clerk, &order("anna", "oath-hotp")).expect("issued");
    let papers = |round: &str| -> Vec<usize> {
        let mut desk = stage.desk();
        let sizes = [PaperSize::A4, PaperSize::Letter, PaperSize::A5, PaperSize::Card].map(Some);
        let mut made: Vec<usize> = Vec::new();
        for (at, paper) in sizes.into_iter().enumerate() {
            let pdf = stage.dir.path().join(format!("{round}-{at}.pdf"));
            let output = Output { pdf: Some(pdf.clone()), paper, ..Output::default() };
            codes::issue(&mut desk, "anna", None, &output).expect("a set");
            made.push(pictures_in(&pdf));
        }
        let pdf = stage.dir.path().join(format!("{round}-letter.pdf"));
        let output = Output { pdf: Some(pdf.clone()), ..Output::default() };
        let ask = Ask {
            kind: LetterKind::Registration,
            person: Some("anna".into()),
            fob: None,
            emergency: None,
        };
        letters::print(&mut desk, &ask, &output).expect("a letter");
        made.push(pictures_in(&pdf));
        made
    };
    assert_eq!(papers("before"), [0; 5]);
    let plain = preview::sheet(&mut desk, "anna", None).expect("a picture");
    let card = house::set_logo(&mut desk, &file(&stage, "dot.png", DOT)).expect("a logo");
    let logo = LogoCard { width: 1, height: 1, bytes: DOT.len() };
    assert_eq!(card, HouseCard { logo: Some(logo) });
    assert_eq!(house::show(&mut desk).expect("read"), card);
    let small = house::picture(&mut desk).expect("read").expect("a picture");
    assert_eq!((small.width, small.height, small.pixels.as_str()), (1, 1, "/wAA"));
    let marked = preview::sheet(&mut desk, "anna", None).expect("a picture");
    assert_ne!(plain.shapes[0], marked.shapes[0], "its place is marked");
    assert_eq!(papers("with"), [1, 1, 1, 0, 1]);
    house::set_logo(&mut desk, &file(&stage, "dot.png", DOT)).expect("the same again");
    assert_eq!(log(&stage).len(), 1, "the same again is no change");
    assert_eq!(log(&stage)[0].detail["logo"]["bytes"], DOT.len());
    for _ in 0..2 {
        assert_eq!(house::drop_logo(&mut desk).expect("removed").logo, None);
    }
    assert_eq!(log(&stage).len(), 2);
    assert_eq!(house::picture(&mut desk).expect("read"), None);
    assert_eq!(papers("after"), [0; 5]);
}

#[test]
fn a_file_that_is_no_logo_changes_nothing_and_says_why() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    let kept = house::set_logo(&mut desk, &file(&stage, "dot.png", DOT)).expect("a logo");
    let mut large = DOT.to_vec();
    large[16..20].copy_from_slice(&2_001_u32.to_be_bytes());
    let mut long = DOT.to_vec();
    long.resize(200_001, 0);
    let mut other = DOT.to_vec();
    other[41] ^= 0x20;
    for (bytes, cause) in [
        (&b"%PDF-1.7"[..], "logo_no_png"),
        (b"", "logo_no_png"),
        (&large, "logo_too_large"),
        (&long, "logo_too_large"),
        (&DOT[..45], "logo_damaged"),
        (&other, "logo_damaged"),
    ] {
        let bad = file(&stage, "bad.png", bytes);
        assert_eq!(code(house::set_logo(&mut desk, &bad)), cause);
    }
    let none = stage.dir.path().join("none.png");
    assert_eq!(code(house::set_logo(&mut desk, &none)), "file_unreadable");
    assert_eq!(house::show(&mut desk).expect("read"), kept);
    assert_eq!(log(&stage).len(), 1);
}

#[test]
fn at_the_terminal_a_logo_is_named_shown_and_removed() {
    let terminal = Terminal::practising();
    assert_eq!(terminal.done(&["house", "logo"]), json!({ "logo": null }));
    let dot = terminal.file("dot.png", DOT);
    let set = terminal.done(&["house", "logo", &dot]);
    assert_keys(&set["logo"], &["width", "height", "bytes"]);
    assert_eq!(terminal.done(&["house", "logo"]), set);
    let text = terminal.file("text.png", b"no picture");
    assert_eq!(terminal.refused(&["house", "logo", &text]), ("logo_no_png".into(), 2));
    assert_eq!(terminal.done(&["house", "logo", "none"]), json!({ "logo": null }));
    assert_eq!(terminal.refused(&["house"]), ("usage".into(), 2));
}
