//! Wrong usage, in words and as a document.

use desk_tests::props::terminal::Terminal;

#[test]
fn a_wrong_command_is_two_lines_and_exit_two() {
    let terminal = Terminal::practising();
    let answer = terminal.call(&["--lang", "en", "issue"]);
    assert_eq!(answer.code, 2);
    let [what, now] = answer.two_lines();
    assert!(what.starts_with("Fobdesk does not understand this command. ("), "{what}");
    assert!(what.contains("--person"), "{what}");
    assert_eq!(now, "Look how it is used (fobctl --help).");
    let [what, now] = terminal.lines("ru", &["issue"]);
    assert!(what.starts_with("Fobdesk не понимает эту команду. ("), "{what}");
    assert_eq!(now, "Посмотрите, как она пишется (fobctl --help).");
}

#[test]
fn with_json_anywhere_a_wrong_command_is_a_document() {
    let terminal = Terminal::practising();
    for line in [vec!["nonsense"], vec!["people", "add"], vec!["issue", "--nonsense"], vec![]] {
        assert_eq!(terminal.refused(&line), ("usage".to_owned(), 2), "{line:?}");
    }
    let answer = terminal.call(&["issue", "--person", "anna", "--nonsense", "--json"]);
    assert_eq!((answer.code, answer.err.as_str()), (2, ""));
    assert_eq!(answer.document()["error"]["severity"], "warning");
}

#[test]
fn what_is_not_built_does_not_exist() {
    let terminal = Terminal::practising();
    for command in ["servers", "push", "export"] {
        assert_eq!(terminal.refused(&[command]), ("usage".to_owned(), 2), "{command}");
    }
}

#[test]
fn help_completions_and_the_manual_page_are_there() {
    let terminal = Terminal::with(&[]);
    for (line, piece) in [
        (vec!["--help"], "issue"),
        (vec!["issue", "--help"], "--overwrite"),
        (vec!["--version"], "fobctl"),
        (vec!["completions", "bash"], "_fobctl"),
        (vec!["man"], ".TH fobctl"),
    ] {
        let answer = terminal.call(&line);
        assert_eq!(answer.code, 0, "{line:?}");
        assert!(answer.out.contains(piece), "{line:?}: {}", answer.out);
    }
}

#[test]
fn an_unknown_practice_model_is_wrong_usage() {
    let terminal = Terminal::with(&["--practice=toaster"]);
    assert_eq!(terminal.refused(&["fobs"]), ("usage".to_owned(), 2));
}

#[test]
fn the_language_is_the_systems_unless_one_is_asked_for() {
    let terminal = Terminal::practising();
    let said = |locale: &str, line: &[&str]| {
        let mut command = terminal.command(line);
        let output = command.env("LANG", locale).output().expect("fobctl runs");
        String::from_utf8(output.stderr).expect("text")
    };
    let line = ["people", "show", "nobody"];
    assert!(said("ru_RU.UTF-8", &line).starts_with("Никого с логином «nobody» нет.\n"));
    assert!(said("de_DE.UTF-8", &line).starts_with("There is nobody with the login “nobody”.\n"));
    let asked = [&line[..], &["--lang", "en"]].concat();
    assert!(said("ru_RU.UTF-8", &asked).starts_with("There is nobody"));
}

#[test]
fn quiet_says_nothing_but_failures() {
    let terminal = Terminal::with(&["--practice", "--quiet", "--lang", "en"]);
    let added = terminal.call(&["people", "add", "--login", "anna", "--name", "Anna"]);
    assert_eq!((added.code, added.out.as_str(), added.err.as_str()), (0, "", ""));
    let again = terminal.call(&["people", "add", "--login", "anna", "--name", "Anna"]);
    assert_eq!(again.two_lines()[0], "The login “anna” belongs to somebody already.");
}
