//! The codes of a sheet, made fit for print, and the table they stand in.

use zeroize::Zeroizing;

use crate::PaperError;
use crate::fonts::Face;
use crate::page::Column;
use crate::parts::count;
use crate::pen::{Area, Ink, Pen, style};

/// As many codes as one page holds in type that can be read over the telephone.
const MOST_CODES: usize = 20;
/// The longest code that is printed, its dashes included: twenty digits in groups of four.
const LONGEST_CODE: usize = 24;
/// As many codes as have room one below the other.
const ONE_COLUMN: usize = 10;
/// The type of a code, in points: as large as can be, and the smallest for which two columns are
/// worth it.
const SIZE: (f32, f32) = (14.0, 10.5);
/// The same on a small paper.
const SMALL_SIZE: (f32, f32) = (13.0, 8.5);
/// The type of the grey letters beside a code.
const GREY_SIZE: f32 = 9.0;

/// Codes in their groups, and their grey letters.
pub(crate) struct Codes {
    /// The number in front of each.
    numbers: Vec<usize>,
    texts: Vec<Zeroizing<String>>,
    grey: Vec<Zeroizing<String>>,
}

/// How the codes stand: in how many columns, how wide each is, in what type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grid {
    /// One or two.
    pub(crate) columns: usize,
    /// The width of one, in points.
    pub(crate) width: f32,
    /// The type of the codes.
    pub(crate) size: f32,
}

/// What a grid has to keep free and may use.
pub(crate) struct Bounds {
    /// The width of all columns.
    pub(crate) width: f32,
    /// What stands before and after a code: its number, the box to tick.
    pub(crate) beside: f32,
    /// The largest type, and the smallest for which two columns are worth it.
    pub(crate) size: (f32, f32),
    /// What the grey letters take beside a code.
    pub(crate) grey: f32,
}

impl Codes {
    /// The codes if the paper can print them; without numbers they are counted from one.
    ///
    /// # Errors
    /// A number outside one to twenty, a code with a foreign symbol, grey letters that do not
    /// match.
    pub(crate) fn checked(
        codes: &[&str],
        numbers: &[u32],
        grey: &[&str],
    ) -> Result<Self, PaperError> {
        if codes.is_empty() || codes.len() > MOST_CODES {
            return Err(PaperError::Count { count: codes.len() });
        }
        if !grey.is_empty() && grey.len() != codes.len() {
            return Err(PaperError::Grey { row: grey.len().min(codes.len()) + 1 });
        }
        let two = |text: &&str| text.len() == 2 && text.chars().all(|c| c.is_ascii_alphanumeric());
        if let Some(index) = grey.iter().position(|letters| !two(letters)) {
            return Err(PaperError::Grey { row: index + 1 });
        }
        let rows = codes.iter().enumerate();
        let texts = rows
            .map(|(index, code)| grouped(code).ok_or(PaperError::Code { row: index + 1 }))
            .collect::<Result<_, _>>()?;
        let grey = grey.iter().map(|letters| Zeroizing::new((*letters).to_owned())).collect();
        let named = |at: usize| numbers.get(at).and_then(|number| usize::try_from(*number).ok());
        let numbers = (0..codes.len()).map(|at| named(at).unwrap_or(at + 1)).collect();
        Ok(Self { numbers, texts, grey })
    }

    /// The same codes with a dot for each symbol.
    pub(crate) fn masked(self) -> Self {
        let dots = |text: &Zeroizing<String>| -> Zeroizing<String> {
            Zeroizing::new(text.chars().map(|c| if c == '-' { c } else { '•' }).collect())
        };
        let masked = |texts: &[Zeroizing<String>]| texts.iter().map(dots).collect();
        let (texts, grey) = (masked(&self.texts), masked(&self.grey));
        Self { numbers: self.numbers, texts, grey }
    }

    /// Whether grey letters stand beside the codes.
    pub(crate) fn have_grey(&self) -> bool {
        !self.grey.is_empty()
    }

    /// Every code with its number and its grey letters.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, &str, Option<&str>)> {
        let texts = self.numbers.iter().zip(&self.texts).enumerate();
        texts.map(|(at, (number, text))| {
            (*number, text.as_str(), self.grey.get(at).map(|letters| letters.as_str()))
        })
    }

    /// How the codes stand best within these bounds: two columns, or one across the whole width
    /// where the codes are long and few.
    pub(crate) fn grid(&self, bounds: &Bounds) -> Grid {
        let widest = self.texts.iter().map(|code| Face::Code.width(code)).fold(0.0, f32::max);
        let grey = if self.have_grey() { bounds.grey } else { 0.0 };
        let (largest, least) = bounds.size;
        let size = |width: f32| largest.min((width - bounds.beside - grey) / widest);
        let half = bounds.width / 2.0;
        match self.texts.len() {
            1..=ONE_COLUMN if size(half) < least => {
                Grid { columns: 1, width: bounds.width, size: size(bounds.width) }
            }
            1 => Grid { columns: 1, width: half, size: size(half) },
            _ => Grid { columns: 2, width: half, size: size(half) },
        }
    }

    /// How many rows a grid has.
    pub(crate) fn lines(&self, grid: Grid) -> usize {
        self.texts.len().div_ceil(grid.columns)
    }

    /// How the codes stand in a table of the whole width.
    pub(crate) fn table_grid(&self, column: &Column) -> Grid {
        let (before, after) = beside(column);
        let grey = 2.0 * Face::Code.width("X") * GREY_SIZE + 9.0;
        let size = if column.narrow() { SMALL_SIZE } else { SIZE };
        self.grid(&Bounds { width: column.width(), beside: before + after, size, grey })
    }

    /// The codes in one or two columns, read downwards, each with its number and a box to tick.
    pub(crate) fn table(&self, pen: &mut Pen<'_, '_>, column: &Column, y: f32, row: f32) -> f32 {
        let grid = self.table_grid(column);
        let lines = self.lines(grid);
        let (before, after) = beside(column);
        let pad = 6.0;
        let w = grid.width * count(grid.columns);
        let frame = Area { x: column.left, y, w, h: row * count(lines) + 2.0 * pad };
        pen.round_box(frame, 9.0, None, Some((Ink::Line, 1.0)));
        if grid.columns == 2 {
            let x = column.left + grid.width;
            pen.line((x, y + 12.0), (x, y + frame.h - 12.0), 0.7, Ink::Line);
        }
        for (at, (number, code, grey)) in self.rows().enumerate() {
            let (side, line) = (at / lines, at % lines);
            let x = column.left + grid.width * count(side);
            let right = x + grid.width;
            let top = y + pad + row * count(line);
            if line > 0 {
                let inset = after - 21.0;
                pen.line((x + inset, top), (right - inset, top), 0.5, Ink::Line);
            }
            let middle = top + row / 2.0;
            let label = style(Face::Text, 10.0, Ink::Grey);
            pen.write_right(x + before - 14.0, middle + 4.0, label, &number.to_string());
            let baseline = middle + 0.36 * grid.size;
            pen.write(x + before, baseline, style(Face::Code, grid.size, Ink::Black), code);
            if let Some(letters) = grey {
                let grey = style(Face::Code, GREY_SIZE, Ink::Grey);
                pen.write_right(right - after, middle + 3.2, grey, letters);
            }
            let tick = Area { x: right - after + 8.0, y: middle - 6.0, w: 12.0, h: 12.0 };
            pen.round_box(tick, 2.5, None, Some((Ink::Grey, 0.9)));
        }
        y + frame.h
    }
}

/// What stands before a code (its number) and after it (the box to tick), in points.
fn beside(column: &Column) -> (f32, f32) {
    if column.narrow() { (32.0, 29.0) } else { (46.0, 37.0) }
}

/// A code in its groups, unless it came with its dashes: of four for eight symbols and for twenty
/// digits, of five for all others. None if it has a foreign symbol.
fn grouped(code: &str) -> Option<Zeroizing<String>> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if code.is_empty() || !code.chars().all(allowed) {
        return None;
    }
    let digits = code.len() == 20 && code.chars().all(|c| c.is_ascii_digit());
    let group = if digits || code.len() == 8 { 4 } else { 5 };
    let mut text = Zeroizing::new(String::with_capacity(2 * code.len()));
    for (index, symbol) in code.chars().enumerate() {
        if index > 0 && index % group == 0 && !code.contains('-') {
            text.push('-');
        }
        text.push(symbol);
    }
    (text.len() <= LONGEST_CODE).then_some(text)
}
