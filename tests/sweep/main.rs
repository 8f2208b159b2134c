//! The kill sweep: five fobs are provisioned, the program is killed at every event there is, it is
//! started again, and ledger and fobs must agree. The same sweep over a program that writes the
//! fob first and the record afterwards must lose seeds: else this one would prove nothing.
//!
//! A test program of its own, without the usual harness: it starts itself again as the run that is
//! killed. Without `FOBDESK_SWEEP=full` the events are sampled.

mod calls;
mod control;
mod crowd;
mod judge;
mod plan;
mod probe;
mod run;
mod sweep;

use std::process::ExitCode;
use std::time::Instant;

/// What a story found, in words.
enum Found {
    /// It held, and this was counted.
    Held(String),
    /// It cannot be told on this machine, and why.
    LeftOut(String),
}

/// A story; an error is what does not hold.
type Story = fn() -> anyhow::Result<Found>;

const STORIES: [(&str, Story); 6] = [
    ("a_program_that_writes_the_fob_first_loses_seeds", sweep::control),
    ("killed_at_any_event_of_five_fobs_nothing_is_lost", sweep::five_fobs),
    ("killed_twice_nothing_is_lost_either", sweep::twice),
    ("killed_while_codes_are_made_the_paper_and_the_ledger_agree", sweep::codes),
    ("fifty_at_once_with_forty_codes_let_forty_in", crowd::at_the_door),
    ("killed_before_any_write_to_the_disk_the_real_program_can_go_on", calls::every_call),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [first, rest @ ..] = &words[..]
        && first == run::WORD
    {
        return run::main(rest);
    }
    let wanted = words.iter().find(|word| !word.starts_with('-'));
    let (mut passed, mut failed, mut left_out) = (0, 0, 0);
    for (name, story) in STORIES {
        if wanted.is_some_and(|wanted| !name.contains(wanted.as_str())) {
            left_out += 1;
            continue;
        }
        let began = Instant::now();
        let outcome = story();
        let seconds = began.elapsed().as_secs_f64();
        match outcome {
            Ok(Found::Held(figures)) => {
                passed += 1;
                println!("test {name} ... ok ({seconds:.1} s)\n    {figures}");
            }
            Ok(Found::LeftOut(why)) => {
                left_out += 1;
                println!("test {name} ... left out: {why}");
            }
            Err(error) => {
                failed += 1;
                println!("test {name} ... FAILED ({seconds:.1} s)\n    {error:#}");
            }
        }
    }
    let verdict = if failed == 0 { "ok" } else { "FAILED" };
    println!("\ntest result: {verdict}. {passed} passed; {failed} failed; {left_out} ignored");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
