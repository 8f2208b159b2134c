//! A wrong recovery code: what it costs the desk beside one bare evaluation of the hash. However many
//! sets and codes a person ever had, it must be one.

use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use argon2::{Algorithm, Argon2, Params, Version};
use desk::codes::{self, Word};
use desk::{NewPerson, Output};
use desk_tests::props::stage::{Still, desk_in};
use fob_sim::SimSockets;

use crate::figures::{Row, median, on_processor};

const ROUNDS: usize = 15;
/// Sets of ten codes that the person had before.
const SETS: usize = 5;

/// Fifteen of each in turn.
pub(crate) fn measure() -> anyhow::Result<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let world = Arc::new(Still::new(1));
    let mut desk = desk_in(folder.path(), world.clone(), Box::new(SimSockets::new()));
    for login in ["anna", "boris"] {
        let (login, name) = (login.to_owned(), login.to_owned());
        desk::people::add(&mut desk, NewPerson { login, name, ..NewPerson::default() })?;
    }
    let mut others = Vec::new();
    for (login, sets) in [("anna", SETS), ("boris", 2)] {
        for n in 0..sets {
            let file = folder.path().join(format!("{login}-{n}.txt"));
            let to = Output { text: Some(file.clone()), ..Output::default() };
            codes::issue(&mut desk, login, None, &to)?;
            if login == "boris" {
                let text = std::fs::read_to_string(file)?;
                others.extend(text.lines().filter_map(|l| Some(l.split_once(". ")?.1.to_owned())));
            }
        }
    }
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for wrong in others.iter().take(ROUNDS) {
        // Nobody has to wait.
        world.pass(Duration::from_secs(3600));
        let (took, verdict) = on_processor(|| codes::verify(&mut desk, "anna", wrong))?;
        ensure!(verdict?.verdict == Word::Wrong, "another person's code is wrong");
        ours.push(took / 1e6);
        let (took, hashed) = on_processor(|| one_hash(wrong.as_bytes()))?;
        hashed?;
        bare.push(took / 1e6);
    }
    ensure!(ours.len() == ROUNDS, "{} rounds", ours.len());
    Ok(vec![Row {
        metric: "a wrong recovery code among fifty",
        ours: median(ours),
        peer: Some((median(bare), "one Argon2id")),
        unit: "ms",
        // At most 1.1 times one hash.
        goal: 0.91,
    }])
}

/// One evaluation at the desk's cost (OWASP: 19 MiB, two passes, one lane).
fn one_hash(code: &[u8]) -> anyhow::Result<[u8; 32]> {
    let params = Params::new(19_456, 2, 1, Some(32)).map_err(|e| anyhow::anyhow!("{e}"))?;
    let mut out = [0; 32];
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_into(code, &[7; 16], &mut out).map_err(|e| anyhow::anyhow!("{e}"))?;
    Ok(out)
}
