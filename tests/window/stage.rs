//! A window on a display, with a folder of its own and nobody's session around it.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use desk_tests::props::cups::{Cups, SERVER_VARIABLE};
use desk_tests::props::pcscd::{Pcscd, SOCKET_VARIABLE};
use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};
use tokio::time::sleep;

use crate::office::Office;

/// How long anything may take before it is called broken: generous, since a machine may be busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// The width and height of each window's display.
pub(crate) const SCREEN: [i64; 2] = [1280, 900];

/// Runs a program, and whatever it starts, for as long as standard input is open: nothing stays
/// behind, not even when the test is killed.
const KEEPER: &str = r#""$@" <&- & read -r _; kill -KILL 0"#;

/// What a window is started with.
pub(crate) struct Opening<'a> {
    /// Whose window.
    pub(crate) office: &'a Office,
    /// The smart card service; none means that none runs.
    pub(crate) service: Option<&'a Pcscd>,
    /// Words after the program's name; the folders are added.
    pub(crate) words: &'a [&'a str],
    /// Whether the passphrase is typed (else it is read from a file).
    pub(crate) asks: bool,
    /// Whether the person is asked where files go and come from, by the system's own dialog.
    pub(crate) chooses: bool,
    /// Whether the system prefers dark.
    pub(crate) dark: bool,
    /// The printers; none means that no printing system runs.
    pub(crate) printers: Option<&'a Cups>,
    /// The session bus; none means that none runs.
    pub(crate) bus: Option<OsString>,
}

impl<'a> Opening<'a> {
    /// A window of that office, in English and in light colours, without a service.
    pub(crate) fn of(office: &'a Office) -> Self {
        Self {
            office,
            service: None,
            words: &[],
            asks: false,
            chooses: false,
            dark: false,
            printers: None,
            bus: None,
        }
    }

    /// The same with a smart card service.
    pub(crate) fn at(office: &'a Office, service: &'a Pcscd) -> Self {
        Self { service: Some(service), ..Self::of(office) }
    }
}

/// An open window.
pub(crate) struct Window {
    pub(crate) driver: WebDriver,
    keeper: Child,
    display: Display,
}

impl Window {
    pub(crate) async fn open(opening: Opening<'_>) -> Self {
        let home = opening.office.path();
        let port = free_port();
        let display = Display::start();
        let mut command = kept("WebKitWebDriver");
        command.arg(format!("--port={port}")).env_clear();
        command.env("PATH", env::var_os("PATH").unwrap_or_default());
        command.env("DISPLAY", &display.name).env("LANG", "C.UTF-8");
        command.env("GTK_THEME", if opening.dark { "Adwaita:dark" } else { "Adwaita" });
        // Nothing of the person's own session: no bus, no keyring, no folder, no printer.
        let bus = opening.bus.unwrap_or_else(|| "unix:path=/nonexistent".into());
        command.env("DBUS_SESSION_BUS_ADDRESS", bus).env("NO_AT_BRIDGE", "1");
        command.env("GSETTINGS_BACKEND", "memory");
        let printers = opening.printers.map(Cups::server);
        command.env(SERVER_VARIABLE, printers.unwrap_or_else(|| "/nonexistent".into()));
        command.env("USER", "olga");
        for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            command.env(name, home);
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
        let path = |path: PathBuf| path.display().to_string();
        let (data, files) = (path(opening.office.data()), path(opening.office.files()));
        let passphrase = path(opening.office.passphrase_file());
        let mut words = [opening.words, &["--data", &data]].concat();
        if !opening.chooses {
            words.extend(["--files", &files]);
        }
        if !opening.asks {
            words.extend(["--passphrase-file", &passphrase]);
        }
        let options = json!({ "binary": program(), "args": words });
        let mut wanted = Capabilities::new();
        wanted.set("webkitgtk:browserOptions", options).expect("an object");
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted);
        let driver = driver.await.expect("the window opens (was it built?)");
        let window = Self { driver, keeper, display };
        window.see("h1").await;
        // Until the desk has said how far set-up is there is nothing to do.
        window.see_no("main.alone > [role=status]").await;
        window
    }

    /// The name of its display.
    pub(crate) fn display(&self) -> &str {
        &self.display.name
    }

    /// Closes it as a person does.
    pub(crate) async fn close(self) {
        let Self { driver, mut keeper, .. } = self;
        driver.quit().await.expect("the window closes");
        end(&mut keeper);
    }

    /// Waits until something that one can see fits the selector; what one reads there.
    pub(crate) async fn see(&self, selector: &str) -> String {
        let seen = || async { self.read(selector).await };
        self.wait(&format!("there is no {selector}"), seen).await
    }

    /// Waits until one reads these words there.
    pub(crate) async fn reads(&self, selector: &str, words: &str) -> String {
        let seen = || async { self.read(selector).await.filter(|text| text.contains(words)) };
        self.wait(&format!("{selector} does not say {words:?}"), seen).await
    }

    /// Waits until one reads all these words on the page.
    pub(crate) async fn says(&self, words: &[&str]) {
        for words in words {
            self.reads("body", words).await;
        }
    }

    /// Waits until nothing on the page fits the selector any more.
    pub(crate) async fn see_no(&self, selector: &str) {
        let gone = || async { self.read(selector).await.is_none().then_some(()) };
        self.wait(&format!("{selector} does not go"), gone).await;
    }

    /// Waits for something; fails with what is missing and what one reads instead.
    pub(crate) async fn wait<T, F>(&self, missing: &str, mut look: impl FnMut() -> F) -> T
    where
        F: Future<Output = Option<T>>,
    {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look().await {
                return found;
            }
            if Instant::now() > until {
                self.picture("failed").await;
                let page = self.read("body").await;
                panic!("{missing}; the page says:\n{}", page.unwrap_or_default());
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// What one reads there at this moment, if it is there. (Words as they are written, not as
    /// they are styled; hidden ones are not read.)
    pub(crate) async fn read(&self, selector: &str) -> Option<String> {
        let script = "return document.querySelector(arguments[0])?.innerText ?? null";
        let text = self.run(script, &[json!(selector)]).await;
        text.as_str().map(|text| text.replace('\u{a0}', " "))
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

    /// What the desk behind the page answers.
    pub(crate) async fn ask(&self, ask: Value) -> Value {
        let answer = self.invoke("call", json!({ "ask": ask })).await;
        assert!(answer.get("thrown").is_none(), "{ask}: {answer}");
        answer
    }
}

/// The window's program.
fn program() -> PathBuf {
    env::var_os("FOBDESK_WINDOW").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("target/debug/fobdesk"),
        PathBuf::from,
    )
}

/// A display made of software, for one window alone: that one has the keyboard and is painted.
struct Display {
    name: String,
    xvfb: Child,
}

impl Display {
    fn start() -> Self {
        let mut command = kept("Xvfb");
        let screen = format!("{}x{}x24", SCREEN[0], SCREEN[1]);
        command.args(["-displayfd", "1", "-screen", "0", &screen, "-nolisten", "tcp"]);
        let mut xvfb = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("sh");
        let mut number = String::new();
        let told = xvfb.stdout.take().expect("its output is a pipe");
        BufReader::new(told).read_line(&mut number).expect("Xvfb tells its number");
        assert!(!number.trim().is_empty(), "Xvfb does not start (is it installed?)");
        Self { name: format!(":{}", number.trim()), xvfb }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        end(&mut self.xvfb);
    }
}

/// Ends what was kept, and waits until it has.
fn end(kept: &mut Child) {
    drop(kept.stdin.take());
    // Its keeper cannot fail to end; if it does, nothing can be done about it here.
    drop(kept.wait());
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
