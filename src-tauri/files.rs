//! Where a file goes and which one is meant: asked by the system's own dialog, or, at a desk that
//! has one folder for all, not asked at all.

#[cfg_attr(target_os = "linux", path = "files/gtk.rs")]
#[cfg_attr(not(target_os = "linux"), path = "files/plugin.rs")]
mod dialog;

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use desk::{FileKind, Lang};
use tauri::{AppHandle, Manager as _};

use dialog::ask;

/// How files are chosen. May wait for a person: not for the window's own thread.
pub(crate) enum Files {
    /// By the system's dialog.
    Asked(AppHandle, Lang),
    /// Everything goes to this folder, and the newest file in it is meant.
    Folder(PathBuf),
}

impl Files {
    /// A place for a new file; nothing when the person thinks better of it.
    pub(crate) fn save_as(&self, name: &str, kind: FileKind) -> Option<PathBuf> {
        match self {
            Self::Asked(app, lang) => ask(app, Wish::of(app, kind, *lang, Some(name))),
            Self::Folder(folder) => Some(free(folder, name)),
        }
    }

    /// A file that is there.
    pub(crate) fn open_file(&self, kind: FileKind) -> Option<PathBuf> {
        match self {
            Self::Asked(app, lang) => ask(app, Wish::of(app, kind, *lang, None)),
            Self::Folder(folder) => newest(folder, kind),
        }
    }
}

/// What the system's dialog is to ask for.
struct Wish {
    /// What stands above it.
    title: &'static str,
    /// The name that is proposed for a new file; none asks for a file that is there.
    name: Option<String>,
    /// Where it begins.
    folder: Option<PathBuf>,
    /// What such files are called, and their endings; none shows every file.
    filter: Option<(&'static str, &'static [&'static str])>,
}

impl Wish {
    fn of(app: &AppHandle, kind: FileKind, lang: Lang, name: Option<&str>) -> Self {
        let endings = endings(kind);
        let every = endings.contains(&"*");
        let title = match (name, lang) {
            (Some(_), Lang::En) => "Save as",
            (Some(_), Lang::Ru) => "Сохранить как",
            (None, Lang::En) => "Choose a file",
            (None, Lang::Ru) => "Выберите файл",
        };
        Self {
            title,
            name: name.map(str::to_owned),
            folder: app.path().document_dir().ok(),
            filter: (!every).then(|| (called(kind, lang), endings)),
        }
    }
}

/// What a kind of file is called in the dialog.
fn called(kind: FileKind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (FileKind::Pdf, _) => "PDF",
        (FileKind::Text, Lang::En) => "Text",
        (FileKind::Text, Lang::Ru) => "Текст",
        (FileKind::Csv, Lang::En) => "List of people",
        (FileKind::Csv, Lang::Ru) => "Список людей",
        (FileKind::Png, Lang::En) => "Picture (PNG)",
        (FileKind::Png, Lang::Ru) => "Изображение (PNG)",
        (FileKind::Pem, Lang::En) => "Certificates (PEM)",
        (FileKind::Pem, Lang::Ru) => "Сертификаты (PEM)",
        (FileKind::Ledger, Lang::En) => "Backup of a ledger",
        (FileKind::Ledger, Lang::Ru) => "Резервная копия журнала",
    }
}

/// How the names of such files end; a star is any ending.
fn endings(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Pdf => &["pdf"],
        FileKind::Text => &["txt"],
        FileKind::Csv => &["csv", "tsv", "txt"],
        FileKind::Png => &["png"],
        FileKind::Pem => &["pem", "crt", "txt"],
        // A backup is called as its maker liked.
        FileKind::Ledger => &["*"],
    }
}

/// A name in the folder that no file has yet: `name.pdf`, else `name-2.pdf` and so on.
fn free(folder: &Path, name: &str) -> PathBuf {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let numbered = (2..).map(|n| folder.join(format!("{stem}-{n}.{ending}")));
    let mut names = std::iter::once(folder.join(name)).chain(numbered);
    names.find(|path| !path.exists()).expect("numbers do not end")
}

/// The newest file of that kind in the folder.
fn newest(folder: &Path, kind: FileKind) -> Option<PathBuf> {
    let wanted = endings(kind);
    let fits = |path: &Path| {
        let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        wanted.contains(&"*") || wanted.iter().any(|it| ending.eq_ignore_ascii_case(it))
    };
    let changed = |path: &Path| {
        let time = path.metadata().and_then(|data| data.modified());
        time.unwrap_or(SystemTime::UNIX_EPOCH)
    };
    let files = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    files.filter(|path| path.is_file() && fits(path)).max_by_key(|path| changed(path))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use super::*;

    /// A folder of this test alone.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("fobdesk-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    #[test]
    fn nothing_in_the_folder_is_written_over() {
        let folder = folder("free");
        let files = Files::Folder(folder.clone());
        for name in ["sheet.pdf", "sheet-2.pdf", "sheet-3.pdf"] {
            let path = files.save_as("sheet.pdf", FileKind::Pdf).expect("a place");
            assert_eq!(path, folder.join(name));
            fs::write(path, "x").expect("a file");
        }
        fs::remove_dir_all(folder).expect("gone");
    }

    #[test]
    fn the_newest_file_of_the_kind_is_meant() {
        let folder = folder("newest");
        let files = Files::Folder(folder.clone());
        assert_eq!(files.open_file(FileKind::Csv), None);
        let now = SystemTime::now();
        for (name, age) in [("old.csv", 30), ("new.CSV", 20), ("other.pdf", 10)] {
            let file = fs::File::create(folder.join(name)).expect("a file");
            file.set_modified(now - Duration::from_secs(age)).expect("its time");
        }
        assert_eq!(files.open_file(FileKind::Csv), Some(folder.join("new.CSV")));
        assert_eq!(files.open_file(FileKind::Ledger), Some(folder.join("other.pdf")));
        fs::remove_dir_all(folder).expect("gone");
    }
}
