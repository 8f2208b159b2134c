//! How a page looks: pictures of it in both themes, and what axe finds there.

use std::env;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::stage::Window;

/// The pictures that the documents show, and what they are called there. They go to the folder that
/// `FOBDESK_SCREENSHOTS` names; every picture goes to `tests/artifacts/`.
const SHOWN: [(&str, &str); 23] = [
    ("bench-empty", "empty"),
    ("find", "find"),
    ("gallery-en-bench", "bench"),
    ("gallery-en-bench-dark", "bench-dark"),
    ("gallery-en-doctor", "doctor"),
    ("gallery-en-history", "history"),
    ("gallery-en-people", "people"),
    ("gallery-en-people-dark", "people-dark"),
    ("gallery-en-recovery", "recovery"),
    ("gallery-en-sync", "sync"),
    ("gallery-en-sync-dark", "sync-dark"),
    ("gallery-ru-bench", "bench-ru"),
    ("gallery-ru-sync", "sync-ru"),
    ("give-overwrite-en", "overwrite"),
    ("give-press", "press"),
    ("give-pulled", "pulled"),
    ("give-two-en", "two-fobs"),
    ("operators-release", "release"),
    ("practice", "practice"),
    ("setup", "setup"),
    ("setup-key", "setup-key"),
    ("sync-slip-en", "sync-slip"),
    ("touch", "touch"),
];

impl Window {
    /// Looks at the page in both themes: a picture of each, and no flaw in either.
    pub(crate) async fn inspect(&self, name: &str) {
        self.picture(name).await;
        self.has_no_flaw(name, None).await;
        self.dress(true).await;
        self.picture(&format!("{name}-dark")).await;
        // Nothing but colours can differ.
        self.has_no_flaw(&format!("{name}, dark"), Some("color-contrast")).await;
        self.dress(false).await;
    }

    /// Whether axe finds nothing wrong, by all its rules or by one.
    pub(crate) async fn has_no_flaw(&self, name: &str, rule: Option<&str>) {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/node_modules/axe-core/axe.min.js");
        // What fades in has its colours only at the end.
        self.rest().await;
        if self.run("return typeof axe", &[]).await == "undefined" {
            let axe = std::fs::read_to_string(file).expect("the page's packages are installed");
            // A script of the driver's is a function: its names end with it.
            self.run(&format!("{axe}; window.axe = axe"), &[]).await;
        }
        let find =
            "const found = await axe.run(document, values[0] ? { runOnly: [values[0]] } : {});
            return found.violations.map((it) => [it.id, it.nodes.map((node) => [
                node.target.join(' '), node.failureSummary])])";
        let found = self.run_slowly(find, &[json!(rule)]).await;
        assert_eq!(found, json!([]), "{name}");
    }

    /// Shows the page as in a system that prefers dark, or light. (The system itself cannot change
    /// its mind while the window is open.)
    async fn dress(&self, dark: bool) {
        let dress = "if (!window.themed) {
                window.themed = [];
                const visit = (rules) => [...rules].forEach((rule) => {
                    const media = rule.media?.mediaText ?? '';
                    if (media.includes('prefers-color-scheme')) {
                        window.themed.push([rule.media, media.includes('dark')]);
                    }
                    if (rule.cssRules) visit(rule.cssRules);
                });
                [...document.styleSheets].forEach((sheet) => visit(sheet.cssRules));
            }
            for (const [media, dark] of window.themed) {
                media.mediaText = dark === arguments[0] ? 'all' : 'not all';
            }
            document.documentElement.style.colorScheme = arguments[0] ? 'dark' : 'light';";
        self.run(dress, &[json!(dark)]).await;
    }

    /// Waits until everything that moves has come to rest, except what moves for ever.
    pub(crate) async fn rest(&self) {
        let rest = "await document.fonts.ready;
            const ends = (a) => a.effect.getComputedTiming().endTime !== Infinity;
            const frame = () => new Promise((done) => requestAnimationFrame(done));
            await frame();
            await frame();
            const ending = document.getAnimations().filter(ends).map((a) => a.finished);
            await Promise.allSettled(ending);
            await frame();
            await frame();";
        self.run_slowly(rest, &[]).await;
    }

    /// Keeps a picture of the window at rest.
    pub(crate) async fn picture(&self, name: &str) {
        self.rest().await;
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts");
        let mut files = vec![(kept, name)];
        if let Some((_, shown)) = SHOWN.iter().find(|(own, _)| *own == name) {
            let folder = env::var_os("FOBDESK_SCREENSHOTS").map(PathBuf::from);
            files.extend(folder.map(|folder| (folder, *shown)));
        }
        // The web view takes a picture when it next paints, which on a page at rest is never.
        let stir = "const dot = document.createElement('i');
            dot.style.cssText = 'position: fixed; right: 0; bottom: 0; width: 1px; height: 1px';
            document.body.append(dot);
            let odd = false;
            const timer = setInterval(() => {
                odd = !odd;
                dot.style.background = odd ? '#80808001' : '#80808002';
            }, 30);
            window.settle = () => { clearInterval(timer); dot.remove(); };";
        self.run(stir, &[]).await;
        let picture = self.driver.screenshot_as_png().await.expect("a picture");
        self.run("window.settle()", &[]).await;
        for (folder, name) in files {
            std::fs::create_dir_all(&folder).expect("a folder for pictures");
            std::fs::write(folder.join(format!("{name}.png")), &picture).expect("a file");
        }
    }

    /// The colour of the ground that things lie on.
    pub(crate) async fn ground(&self) -> Value {
        self.run("return getComputedStyle(document.documentElement).backgroundColor", &[]).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_dressed_dark_looks_as_where_the_system_is_dark() {
    let office = crate::office::Office::ready();
    let opening = crate::stage::Opening::of(&office);
    let window = Window::open(opening).await;
    let light = window.ground().await;
    window.dress(true).await;
    let dressed = window.ground().await;
    window.dress(false).await;
    assert_eq!(window.ground().await, light);
    window.close().await;
    let opening = crate::stage::Opening { dark: true, ..crate::stage::Opening::of(&office) };
    let window = Window::open(opening).await;
    assert_eq!(window.ground().await, dressed);
    assert_ne!(dressed, light);
    window.close().await;
}
