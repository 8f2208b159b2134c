//! The sentence files as whole sets: what one language has, the other has, and nothing twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Lang;

/// A sentence, or an attribute of one (`id.now`), with the variables that it names.
type Sentences = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_sentence_stands_twice_and_the_languages_have_the_same_ones() {
    for set in ["", "page"] {
        let [english, russian] = Lang::ALL.map(|lang| sentences(lang, set));
        assert!(english.len() > 100, "{} sentences were read", english.len());
        let ids = |all: &Sentences| all.keys().cloned().collect::<BTreeSet<String>>();
        let differing: Vec<_> =
            ids(&english).symmetric_difference(&ids(&russian)).cloned().collect();
        assert_eq!(differing, [""; 0], "only in one language");
        for (id, variables) in &english {
            assert_eq!(Some(variables), russian.get(id), "the variables of {id}");
        }
    }
}

#[test]
fn the_reader_of_the_files_sees_ids_attributes_and_variables() {
    let text = "# of $nothing\nnot-here =\n    { $serial }\n    .now = Take { $fob }.\n\
                many = { $n ->\n    [one] a fob\n   *[other] { $n } of { $all }\n    }\n";
    let found = read(text);
    let named = |(id, variables): &(String, BTreeSet<String>)| {
        format!("{id}: {}", variables.iter().cloned().collect::<Vec<_>>().join(" "))
    };
    let found: Vec<String> = found.iter().map(named).collect();
    assert_eq!(found, ["not-here: serial", "not-here.now: fob", "many: all n"]);
}

/// All sentences of a folder, none of which may stand twice.
fn sentences(lang: Lang, folder: &str) -> Sentences {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("i18n").join(lang.tag()).join(folder);
    let mut all = Sentences::new();
    for file in files(&folder) {
        for (id, variables) in read(&std::fs::read_to_string(&file).expect("a text file")) {
            let first = all.insert(id.clone(), variables).is_none();
            assert!(first, "{id} stands twice, the second time in {}", file.display());
        }
    }
    all
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder of sentences");
    let paths = entries.map(|entry| entry.expect("readable").path());
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "ftl")).collect();
    files.sort();
    files
}

/// The sentences of one file, in order. It knows as much of Fluent as our files use: an id at the
/// beginning of a line, an attribute after blanks and a point, and `$` before a variable.
fn read(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut all: Vec<(String, BTreeSet<String>)> = Vec::new();
    let mut message = "";
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let head = line.split_once('=').map_or("", |(head, _)| head.trim_end());
        if line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-') {
            message = head;
            all.push((message.to_owned(), BTreeSet::new()));
        } else if let Some(attribute) = head.trim_start().strip_prefix('.') {
            all.push((format!("{message}.{attribute}"), BTreeSet::new()));
        }
        if let Some((_, variables)) = all.last_mut() {
            variables.extend(line.split('$').skip(1).map(name));
        }
    }
    all
}

/// The name at the beginning of a text.
fn name(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}

/// The names of all acts that the sources write into the history.
pub(crate) fn acts_in_the_sources() -> Vec<String> {
    let mut acts = Vec::new();
    for source in ["desk/src", "desk-store/src"] {
        collect(&crates().join(source), &mut acts);
    }
    acts.sort();
    acts.dedup();
    acts
}

fn crates() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crates")
}

#[test]
fn every_act_in_the_history_has_words_on_the_page() {
    let (acts, crates) = (acts_in_the_sources(), crates());
    assert!(acts.len() > 15, "acts are found in the sources: {acts:?}");
    for tag in ["en", "ru"] {
        let file = crates.join(format!("desk/i18n/{tag}/page/history.ftl"));
        let words = std::fs::read_to_string(file).expect("the page's words");
        for act in &acts {
            let id = format!("act-{} =", act.replace(['.', '_'], "-"));
            assert!(words.contains(&id), "{tag}: {act} has no words");
        }
    }
}

/// The names of acts in the sources below a folder: what stands as `"noun.verb"` after `entry(`
/// or `Entry::new(`.
fn collect(folder: &Path, acts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, acts);
        } else if path.file_name().is_some_and(|name| name != "tests.rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for call in ["entry(", "Entry::new("] {
                acts.extend(text.split(call).skip(1).filter_map(act_in));
            }
        }
    }
}

fn act_in(call: &str) -> Option<String> {
    let call = call.split(')').next()?;
    let named = |text: &&str| {
        text.contains('.') && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'.')
    };
    call.split('"').find(named).map(str::to_owned)
}
