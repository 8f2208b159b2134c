//! An archive that Linux unpacks into its first root folder (`newc`): the few kinds of entry that
//! ours has. No program is needed for it, and no file of ours is copied.

/// What a tree of files is made of.
#[derive(Default)]
pub(crate) struct Archive {
    bytes: Vec<u8>,
    entries: u32,
    folders: Vec<String>,
}

const FOLDER: u32 = 0o040_755;
const PROGRAM: u32 = 0o100_755;

impl Archive {
    /// A file that may be executed, at that path from the root; the folders above it come along.
    pub(crate) fn file(&mut self, path: &str, content: &[u8]) {
        let path = path.trim_start_matches('/');
        for (at, _) in path.match_indices('/') {
            self.folder(&path[..at]);
        }
        self.entry(path, PROGRAM, content);
    }

    /// An empty folder, once.
    pub(crate) fn folder(&mut self, path: &str) {
        let path = path.trim_matches('/');
        if !self.folders.iter().any(|known| known == path) {
            self.folders.push(path.to_owned());
            self.entry(path, FOLDER, &[]);
        }
    }

    /// The whole archive.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.entry("TRAILER!!!", 0, &[]);
        self.bytes
    }

    /// A head of 110 letters, the name, the content, each filled up to four bytes.
    fn entry(&mut self, name: &str, mode: u32, content: &[u8]) {
        self.entries += 1;
        let size = |length: usize| u32::try_from(length).expect("files of less than 4 GiB");
        // Inode, mode, owner, group, links, time, size, four device numbers, name, checksum.
        let name_size = size(name.len() + 1);
        let numbers =
            [self.entries, mode, 0, 0, 1, 0, size(content.len()), 0, 0, 0, 0, name_size, 0];
        self.bytes.extend(b"070701");
        for number in numbers {
            self.bytes.extend(format!("{number:08X}").bytes());
        }
        self.bytes.extend(name.bytes());
        self.bytes.push(0);
        self.fill();
        self.bytes.extend(content);
        self.fill();
    }

    fn fill(&mut self) {
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_laid_out_as_the_kernel_reads_it() {
        let mut archive = Archive::default();
        archive.file("/a/b", b"hello");
        archive.file("/a/c", b"");
        let bytes = archive.finish();
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(text.matches("070701").count(), 4, "a folder once, two files, the end");
        let folder = "070701000000010000\
            41ED00000000000000000000000100000000000000000000000000000000000000000000000000000002\
            00000000a\0";
        assert!(text.starts_with(folder), "{text}");
        let file = text.find("a/b\0").expect("the file");
        assert_eq!(&bytes[file + 4..file + 12], b"\0\0hello\0", "filled up to four bytes");
        assert_eq!(bytes.len() % 4, 0);
        assert!(text.trim_end_matches('\0').ends_with("TRAILER!!!"));
    }
}
