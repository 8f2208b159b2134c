//! How a person's next sheet will look, before there is one: nothing is minted, and every symbol of
//! a code is a dot.

use desk_store::CodeForm;
use serde::Serialize;

use crate::desk::Desk;
use crate::fault::Fault;
use crate::step::house::House;
use crate::step::paper_size::PaperSize;
use crate::step::rules::Rules;
use crate::step::sheet::{self, Facts};
use crate::step::{find, logo, mint};

/// A page drawn for the screen.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct PictureCard {
    /// The paper it is on.
    pub paper: PaperSize,
    /// Its width, in points.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// What stands on it, in the order in which it is drawn.
    pub shapes: Vec<ShapeCard>,
}

/// An outline with its colours, as SVG has it.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct ShapeCard {
    /// The outline.
    pub path: String,
    /// The colour it is filled with.
    pub fill: Option<String>,
    /// The colour of its edge.
    pub stroke: Option<String>,
    /// The width of its edge.
    pub width: f32,
}

/// Draws the sheet that the next set would stand on.
///
/// # Errors
/// `unknown_person`, `codes_off`.
pub fn sheet(desk: &mut Desk, login: &str, paper: Option<PaperSize>) -> Result<PictureCard, Fault> {
    let (by, lang) = (desk.operator()?, desk.lang());
    let count = usize::try_from(mint::usual_count(desk)?).unwrap_or(1);
    let view = desk.ledger()?.view()?;
    let rules = Rules::of(&view)?;
    rules.codes_may_go(false)?;
    let person = find::person(&view, login)?;
    let house = House::of(&view)?;
    let logo = logo::of(&view)?;
    let paper = PaperSize::or_usual(paper, &view)?;
    let facts = Facts {
        organisation: &view.organisation()?.unwrap_or_default(),
        name: &person.name,
        login: &person.login,
        fob: None,
        set: "••-••",
        made: view.now(),
        until: rules.expires(view.now()),
        by: &by,
        codes: &vec![no_code(rules.form); count],
        rows: &[],
        grey: &vec!["00"; count],
        checkpoint: &sheet::checkpoint(&view)?,
        logo: logo.as_ref(),
        house: &house,
        page: paper.page(&house),
    };
    let picture = sheet::masked(&facts, sheet::lang_for(&person, lang))?;
    let shapes = picture.shapes.into_iter().map(|shape| ShapeCard {
        path: shape.path,
        fill: shape.fill,
        stroke: shape.stroke,
        width: shape.stroke_width,
    });
    let (width, height) = (picture.width, picture.height);
    Ok(PictureCard { paper, width, height, shapes: shapes.collect() })
}

/// Something in the place of a code, as long as one; it is never drawn.
fn no_code(form: CodeForm) -> &'static str {
    match form {
        CodeForm::Symbols => "00000-00000-00000",
        CodeForm::Bitrix => "0000-0000",
        CodeForm::Digits => "0000-0000-0000-0000-0000",
    }
}
