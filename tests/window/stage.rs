//! A window on a display, with a folder of its own and nobody's session around it.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use desk_tests::props::pcscd::{Pcscd, SOCKET_VARIABLE};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{Capabilities, Key, WebDriver};
use tokio::time::sleep;

/// How long anything may take before it is called broken: generous, since a machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs a program, and whatever it starts, for as long as standard input is open: nothing stays
/// behind, not even when the test is killed.
const KEEPER: &str = r#""$@" <&- & read -r _; kill -KILL 0"#;

/// What a window is started with.
#[derive(Default)]
pub(crate) struct Opening<'a> {
    /// Words after the program's name; `--data` is added.
    pub(crate) words: &'a [&'a str],
    /// The smart card service; none means that none runs.
    pub(crate) service: Option<&'a Pcscd>,
    /// Whether the system prefers dark.
    pub(crate) dark: bool,
}

/// An open window.
pub(crate) struct Window {
    driver: WebDriver,
    keeper: Child,
    _home: TempDir,
}

impl Window {
    pub(crate) async fn open(opening: Opening<'_>) -> Self {
        let home = TempDir::with_prefix("window-").expect("a folder");
        let port = free_port();
        let mut command = kept("WebKitWebDriver");
        command.arg(format!("--port={port}")).env_clear();
        command.env("PATH", env::var_os("PATH").unwrap_or_default());
        command.env("DISPLAY", display()).env("LANG", "C.UTF-8");
        command.env("GTK_THEME", if opening.dark { "Adwaita:dark" } else { "Adwaita" });
        // Nothing of the person's own session: no bus, no keyring, no folder.
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").env("NO_AT_BRIDGE", "1");
        for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            command.env(name, home.path());
        }
        let socket = opening.service.map(Pcscd::socket);
        command.env(SOCKET_VARIABLE, socket.unwrap_or_else(|| "/nonexistent".into()));
        command.env("TAURI_WEBVIEW_AUTOMATION", "true");
        let keeper = command.spawn().expect("WebKitWebDriver is installed");
        let until = Instant::now() + PATIENCE;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(Instant::now() < until, "WebKitWebDriver does not listen");
            sleep(Duration::from_millis(10)).await;
        }
        let data = home.path().join("desk").display().to_string();
        let words = [opening.words, &["--data", &data]].concat();
        let options = json!({ "binary": program(), "args": words });
        let mut wanted = Capabilities::new();
        wanted.set("webkitgtk:browserOptions", options).expect("an object");
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted);
        let driver = driver.await.expect("the window opens (was it built?)");
        let window = Self { driver, keeper, _home: home };
        window.see("h1").await;
        window
    }

    /// Closes it as a person does.
    pub(crate) async fn close(self) {
        let Self { driver, mut keeper, _home } = self;
        driver.quit().await.expect("the window closes");
        drop(keeper.stdin.take());
        keeper.wait().expect("its keeper ends");
    }

    /// Waits until something on the page fits the selector; what one reads there.
    pub(crate) async fn see(&self, selector: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(text) = self.read(selector).await {
                return text;
            }
            if Instant::now() > until {
                let page = self.read("body").await;
                panic!("there is no {selector} on the page:\n{}", page.unwrap_or_default());
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until nothing on the page fits the selector any more.
    pub(crate) async fn see_no(&self, selector: &str) {
        let until = Instant::now() + PATIENCE;
        while self.read(selector).await.is_some() {
            assert!(Instant::now() < until, "{selector} does not go");
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// What one reads there at this moment, if it is there.
    pub(crate) async fn read(&self, selector: &str) -> Option<String> {
        let script = "return document.querySelector(arguments[0])?.innerText ?? null";
        self.run(script, &[json!(selector)]).await.as_str().map(str::to_owned)
    }

    /// Runs a script in the page; what it returns.
    pub(crate) async fn run(&self, script: &str, values: &[Value]) -> Value {
        let result = self.driver.execute(script, values.to_vec()).await;
        result.expect("the script runs").json().clone()
    }

    /// Runs the body of an asynchronous function in the page; what it returns, or
    /// `{"thrown": …}`.
    pub(crate) async fn run_slowly(&self, body: &str, values: &[Value]) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async (...values) => {{ {body} }})(...arguments)
                 .then((value) => done(value ?? null), (thrown) => done({{ thrown }}));"
        );
        let result = self.driver.execute_async(script, values.to_vec()).await;
        result.expect("the script runs").json().clone()
    }

    /// Does what `desk.ts` does: asks Rust, past everything that the page would check.
    pub(crate) async fn invoke(&self, command: &str, words: Value) -> Value {
        let body = "return window.__TAURI_INTERNALS__.invoke(values[0], values[1])";
        self.run_slowly(body, &[json!(command), words]).await
    }

    /// Waits until everything that moves has come to rest, except what moves for ever.
    pub(crate) async fn rest(&self) {
        let rest = "await document.fonts.ready;
            const ends = (a) => a.effect.getComputedTiming().endTime !== Infinity;
            await Promise.all(document.getAnimations().filter(ends).map((a) => a.finished));
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));";
        self.run_slowly(rest, &[]).await;
    }

    /// Keeps a picture of the window at rest.
    pub(crate) async fn picture(&self, name: &str) {
        self.rest().await;
        let folder = env::var_os("FOBDESK_SCREENSHOTS")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts"), PathBuf::from);
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let file = folder.join(format!("{name}.png"));
        self.driver.screenshot(&file).await.expect("a picture");
    }

    /// Presses a key, wherever the keyboard is.
    pub(crate) async fn press(&self, key: Key) {
        let chain = self.driver.action_chain().send_keys(key);
        chain.perform().await.expect("a key is pressed");
    }
}

/// The window's program.
fn program() -> PathBuf {
    env::var_os("FOBDESK_WINDOW").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("target/debug/fobdesk"),
        PathBuf::from,
    )
}

/// The display to draw on: the one there is, or an Xvfb for as long as this process lives.
fn display() -> &'static str {
    static DISPLAY: OnceLock<(String, Option<Child>)> = OnceLock::new();
    let (name, _) = DISPLAY.get_or_init(|| {
        if let Ok(name) = env::var("DISPLAY") {
            return (name, None);
        }
        let mut command = kept("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
        let mut xvfb = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("sh");
        let mut number = String::new();
        let told = xvfb.stdout.take().expect("its output is a pipe");
        BufReader::new(told).read_line(&mut number).expect("Xvfb tells its number");
        assert!(!number.trim().is_empty(), "Xvfb does not start (is it installed?)");
        (format!(":{}", number.trim()), Some(xvfb))
    });
    name
}

/// A program that lives no longer than its keeper's standard input.
fn kept(program: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", KEEPER, "sh", program]).stdin(Stdio::piped()).process_group(0);
    command
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}
