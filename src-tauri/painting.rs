//! How the page is painted on a computer without a graphics card.
//!
//! WebKitGTK hands its pictures over through the graphics card and, where there is none (a virtual
//! machine, a remote desktop), through one made of software: the first card on the page then takes
//! seconds. So the program looks for a graphics card before there is any window and, without one,
//! starts itself anew with the word that has WebKit paint into plain memory. (A program cannot
//! safely change its own environment, and web processes see nothing else.) Whoever has set such a
//! word already has the last say.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

/// The words by which somebody decides how WebKitGTK paints.
const WORDS: [&str; 2] = [PLAIN, "WEBKIT_DISABLE_COMPOSITING_MODE"];
/// Paint into plain memory. Measured to be the quickest, by a little: it spares the search for a
/// card made of software, too.
const PLAIN: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
/// Where Linux puts its graphics cards.
const CARDS: &str = "/dev/dri";

/// Starts this program anew if it must paint plainly; comes back if it need not or cannot. The
/// process, its arguments and its open files stay what they are.
pub(crate) fn choose() {
    if !plainly(Path::new(CARDS), |word| env::var_os(word)) {
        return;
    }
    let mut words = env::args_os();
    let (Ok(program), Some(name)) = (env::current_exe(), words.next()) else { return };
    // It only comes back if it did not work: then the window is slow, and still a window.
    let error = Command::new(program).arg0(name).args(words).env(PLAIN, "1").exec();
    eprintln!("painting plainly: {error}");
}

/// Whether to paint plainly: there is no card that could do better, and nobody has decided.
fn plainly(cards: &Path, word: impl Fn(&str) -> Option<OsString>) -> bool {
    WORDS.iter().all(|name| word(name).is_none()) && !has_card(cards)
}

/// Whether there is a card that may compute for this person; a screen alone is none.
fn has_card(cards: &Path) -> bool {
    let Ok(entries) = fs::read_dir(cards) else { return false };
    entries.flatten().any(|node| {
        let computes = node.file_name().as_encoded_bytes().starts_with(b"renderD");
        computes && File::options().read(true).write(true).open(node.path()).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of cards of this test alone.
    fn cards(name: &str, nodes: &[&str]) -> std::path::PathBuf {
        let folder = env::temp_dir().join(format!("fobdesk-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        for node in nodes {
            fs::write(folder.join(node), "").expect("a file");
        }
        folder
    }

    #[test]
    fn only_where_no_card_can_compute_is_it_painted_plainly() {
        let nobody = |_: &str| None;
        for (name, nodes, plain) in [
            ("no-card", &[][..], true),
            ("screen-only", &["card0", "by-path"], true),
            ("card", &["card0", "renderD128"], false),
        ] {
            let cards = cards(name, nodes);
            assert_eq!(plainly(&cards, nobody), plain, "{name}");
            fs::remove_dir_all(cards).expect("gone");
        }
        assert!(plainly(Path::new("/nonexistent"), nobody));
    }

    #[test]
    fn whoever_has_decided_has_the_last_say() {
        for (word, value) in [(WORDS[0], "0"), (WORDS[0], "1"), (WORDS[1], "1")] {
            let decided = |name: &str| (name == word).then(|| value.into());
            assert!(!plainly(Path::new("/nonexistent"), decided), "{word}={value}");
        }
    }
}
