//! Text made fit for a line: cleaned, wrapped, shrunk or shortened. Nothing here draws.

use std::ops::Range;

use crate::fonts::Face;

/// What stands where letters had to be left out.
const LEFT_OUT: char = '…';

/// Lines of one text, all of one size.
#[derive(Debug, PartialEq)]
pub(crate) struct Lines {
    /// The size of the type, in points.
    pub(crate) size: f32,
    /// The lines from top to bottom.
    pub(crate) lines: Vec<String>,
}

/// Takes out what could disturb a line: control and direction marks, doubled or outer spaces.
pub(crate) fn clean(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !steers_direction(*c))
        .collect();
    let words: Vec<&str> = visible.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// As [`clean`], and every run of letters without a glyph becomes one `…`.
pub(crate) fn printable(face: Face, text: &str) -> String {
    let text = clean(text);
    if face.prints(&text) {
        return text;
    }
    let mut kept = String::new();
    for c in text.chars() {
        if face.prints(c.encode_utf8(&mut [0; 4])) {
            kept.push(c);
        } else if !kept.ends_with(LEFT_OUT) {
            kept.push(LEFT_OUT);
        }
    }
    kept
}

/// As [`clean`], and every letter without a glyph is written as its number (`U+738B`), so that
/// two logins never look the same on paper.
pub(crate) fn spelled(face: Face, text: &str) -> String {
    let text = clean(text);
    if face.prints(&text) {
        return text;
    }
    let mut kept = String::new();
    for c in text.chars() {
        if face.prints(c.encode_utf8(&mut [0; 4])) {
            kept.push(c);
        } else {
            kept.push_str(&format!("[U+{:04X}]", u32::from(c)));
        }
    }
    kept
}

/// Breaks a text at its spaces into lines no wider than `width` points; a word that is wider
/// than a whole line is broken between letters, never between a letter and its accent.
pub(crate) fn wrap(face: Face, size: f32, width: f32, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut start, mut filled) = (0, 0.0);
    // Where the line could end: the end of its last whole word, where the next one begins, and
    // how much of the next line would then be filled already.
    let mut space: Option<(usize, usize, f32)> = None;
    for (letter, advance) in letters(face, size, text) {
        let is_space = &text[letter.clone()] == " ";
        if !is_space && letter.start > start && filled + advance > width {
            let (end, next, kept) = space.take().unwrap_or((letter.start, letter.start, 0.0));
            lines.push(text[start..end].to_owned());
            (start, filled) = (next, kept);
        }
        filled += advance;
        match &mut space {
            _ if is_space => space = Some((letter.start, letter.end, 0.0)),
            Some((_, _, after)) => *after += advance,
            None => {}
        }
    }
    lines.push(text[start..].to_owned());
    lines.retain(|line| !line.is_empty());
    lines
}

/// The letters of a text as ranges of its bytes, each with its accents, and their widths.
fn letters(face: Face, size: f32, text: &str) -> Vec<(Range<usize>, f32)> {
    let mut letters: Vec<(Range<usize>, f32)> = Vec::new();
    for glyph in face.glyphs(text) {
        let advance = glyph.x_advance * size;
        match letters.last_mut() {
            Some((range, width)) if *range == glyph.text_range => *width += advance,
            _ => letters.push((glyph.text_range, advance)),
        }
    }
    letters
}

/// As [`wrap`], but does not leave one short word alone on the last line where that can be helped.
pub(crate) fn wrap_evenly(face: Face, size: f32, width: f32, text: &str) -> Vec<String> {
    let lines = wrap(face, size, width, text);
    let lonely = |line: &String| face.width(line) * size < 0.2 * width;
    if lines.len() < 2 || !lines.last().is_some_and(lonely) {
        return lines;
    }
    let narrower = wrap(face, size, 0.84 * width, text);
    if narrower.len() == lines.len() { narrower } else { lines }
}

/// Sets a text in the largest of the given sizes that needs no more than `most` lines; in the
/// smallest it is cut short with `…`.
pub(crate) fn fit(face: Face, sizes: &[f32], width: f32, most: usize, text: &str) -> Lines {
    let mut last = Lines { size: 0.0, lines: Vec::new() };
    for size in sizes.iter().copied() {
        last = Lines { size, lines: wrap(face, size, width, text) };
        if last.lines.len() <= most {
            return last;
        }
    }
    last.lines.truncate(most);
    if let Some(line) = last.lines.last_mut() {
        while face.width(&format!("{line}{LEFT_OUT}")) * last.size > width && line.pop().is_some() {
        }
        line.push(LEFT_OUT);
    }
    last
}

/// Marks that turn the direction of writing; on paper they could only mislead.
fn steers_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_asked() {
        let text = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter and more";
        for width in [40.0, 90.0, 200.0] {
            let lines = wrap(Face::Text, 12.0, width, text);
            assert!(lines.iter().all(|line| Face::Text.width(line) * 12.0 <= width + 0.5));
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        }
    }

    #[test]
    fn lines_break_at_spaces_where_there_are_any() {
        let width = Face::Text.width("one two ") * 10.0;
        assert_eq!(wrap(Face::Text, 10.0, width, "one two three"), ["one two", "three"]);
        assert_eq!(wrap(Face::Text, 10.0, width, "a one two three"), ["a one", "two", "three"]);
        let exact = Face::Text.width("one two") * 10.0;
        assert_eq!(wrap(Face::Text, 10.0, exact, "one two three"), ["one two", "three"]);
        assert!(wrap(Face::Text, 10.0, width, "").is_empty());
    }

    #[test]
    fn an_accent_stays_with_its_letter() {
        let lines = wrap(Face::Text, 10.0, 12.0, "xx\u{300}x\u{300}x\u{300}x\u{300}");
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| !line.starts_with('\u{300}')), "{lines:?}");
    }

    #[test]
    fn a_text_too_long_for_its_place_is_cut_and_says_so() {
        let name = "Anna ".repeat(80);
        let set = fit(Face::Strong, &[27.0, 15.0], 300.0, 2, name.trim());
        assert_eq!(set.lines.len(), 2);
        assert!(set.lines[1].ends_with('…'));
        assert!(Face::Strong.width(&set.lines[1]) * set.size <= 300.0);
    }

    #[test]
    fn a_short_word_is_not_left_alone_on_the_last_line() {
        let text = "There is no letter I, L, O or U here: a round symbol is always a zero.";
        let width = Face::Text.width(text) * 10.0 - 5.0;
        assert_eq!(wrap(Face::Text, 10.0, width, text)[1], "zero.");
        assert_eq!(wrap_evenly(Face::Text, 10.0, width, text)[1], "always a zero.");
    }

    #[test]
    fn a_short_text_keeps_the_largest_size() {
        let set = fit(Face::Strong, &[27.0, 15.0], 300.0, 2, "Zoë Müller");
        assert_eq!(set, Lines { size: 27.0, lines: vec!["Zoë Müller".to_owned()] });
    }

    #[test]
    fn marks_that_turn_the_direction_are_left_out() {
        assert_eq!(clean(" Zoë\t\u{202E}Müller\r\n"), "Zoë Müller");
    }

    #[test]
    fn letters_without_glyphs_are_left_out_or_spelled() {
        assert_eq!(printable(Face::Text, "帮助台 +86 10 1234"), "… +86 10 1234");
        assert_eq!(spelled(Face::Text, "wang王"), "wang[U+738B]");
        assert_eq!(spelled(Face::Text, "zmueller"), "zmueller");
    }
}
