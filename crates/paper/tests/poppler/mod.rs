//! A document as poppler's tools see it (package poppler-utils).
#![allow(dead_code, reason = "not every test needs every tool")]

use std::fs;
use std::process::Command;

use paper::Pdf;

/// One space between words, none at the ends.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a document.
pub(crate) fn text_of(pdf: &Pdf, options: &[&str]) -> String {
    run("pdftotext", pdf, options, &["-"])
}

/// How many pages it has.
pub(crate) fn pages_of(pdf: &Pdf) -> usize {
    let facts = run("pdfinfo", pdf, &[], &[]);
    let pages = facts.lines().find_map(|line| line.strip_prefix("Pages:"));
    pages.expect("pdfinfo counts pages").trim().parse().expect("a number of pages")
}

/// Left, top, right and bottom of every word, in points.
pub(crate) fn boxes_of(pdf: &Pdf) -> Vec<[f32; 4]> {
    let page = run("pdftotext", pdf, &["-bbox"], &["-"]);
    let boxes: Vec<[f32; 4]> = page
        .lines()
        .filter(|line| line.trim_start().starts_with("<word"))
        .map(|line| {
            let numbers = line.split('"').skip(1).step_by(2).take(4);
            let numbers: Vec<f32> = numbers.map(|n| n.parse().expect("a number")).collect();
            numbers.try_into().expect("four numbers")
        })
        .collect();
    assert!(!boxes.is_empty(), "{page}");
    boxes
}

/// Runs one of the tools over a document.
pub(crate) fn run(tool: &str, pdf: &Pdf, options: &[&str], after: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("sheet.pdf");
    fs::write(&file, pdf.bytes()).expect("the test can write its file");
    let done = Command::new(tool).args(options).arg(&file).args(after).output();
    let done = done.unwrap_or_else(|why| panic!("{tool} (package poppler-utils): {why}"));
    assert!(done.status.success(), "{tool}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("poppler writes UTF-8")
}
