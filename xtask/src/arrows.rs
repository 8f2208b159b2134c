//! Which crate may use which: the arrows of ARCHITECTURE.md, held against `cargo metadata`.
//!
//! Three rules. Our crates use one another only along the arrows. Some outside crates (drivers,
//! SQL, dice, the window) may be named only by the crates that own them. And the ground crates,
//! which do no I/O, must not even reach a driver through others.

use std::collections::{HashMap, VecDeque};

use crate::json::Json;
use crate::shell::{Result, cargo, run};

/// Each crate of ours with the crates of ours that it may use, and those that its tests may use
/// besides.
const OURS: &[(&str, &[&str], &[&str])] = &[
    ("hotp", &[], &[]),
    ("fob-wire", &[], &[]),
    ("fob-link", &["fob-wire"], &[]),
    ("fob-sim", &["fob-wire"], &[]),
    ("paper", &[], &[]),
    ("attest", &[], &[]),
    ("desk-store", &["hotp"], &[]),
    ("desk", &["attest", "desk-store", "fob-wire", "hotp", "paper"], &["fob-sim"]),
    ("desk-cli", &["desk", "fob-link", "fob-sim"], &["desk-store", "fob-wire", "hotp"]),
    ("fobdesk", &["desk", "fob-link", "fob-sim"], &[]),
    (
        "desk-tests",
        &["attest", "desk", "desk-store", "fob-link", "fob-sim", "fob-wire", "hotp", "paper"],
        &[],
    ),
    ("xtask", &[], &[]),
];

/// Outside crates that only their owners may name.
const OWNED: &[(&str, &[&str])] = &[
    ("pcsc", &["fob-link", "desk-tests"]),
    ("hidapi", &["fob-link"]),
    ("rusqlite", &["desk-store"]),
    ("keyring", &["desk-store"]),
    ("keyring-core", &["desk-store"]),
    ("getrandom", &["desk-store", "fob-sim"]),
    ("gtk", &["fobdesk"]),
    ("tauri", &["fobdesk"]),
    ("tokio", &["desk-tests"]),
];

/// What does I/O, and so must not be reached from the ground.
const DRIVERS: &[&str] = &[
    "async-io",
    "hidapi",
    "hyper",
    "keyring-core",
    "libsqlite3-sys",
    "mio",
    "pcsc",
    "pcsc-sys",
    "reqwest",
    "rusqlite",
    "socket2",
    "tauri",
    "tokio",
    "ureq",
    "wry",
    "zbus",
];

/// What knows fobs' cables or windows, and so must not be reached from the work.
const CABLES: &[&str] = &["hidapi", "pcsc", "pcsc-sys", "tao", "tauri", "wry"];

/// Who must not reach what, through however many others.
const UNREACHABLE: &[(&str, &[&str])] = &[
    ("hotp", DRIVERS),
    ("fob-wire", DRIVERS),
    ("paper", DRIVERS),
    ("attest", DRIVERS),
    ("fob-sim", CABLES),
    ("desk-store", CABLES),
    ("desk", CABLES),
];

/// Every arrow of this workspace that must not be there, as sentences.
pub(crate) fn findings() -> Result<Vec<String>> {
    let version = run("rustc").args(["-vV"]).quiet().read()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or("rustc does not name its host")?;
    let text = cargo(["metadata", "--format-version", "1", "--filter-platform", host]).quiet();
    Ok(judge(&Graph::read(&Json::parse(&text.read()?)?)?))
}

/// What a dependency is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// For the crate itself or for its build script.
    Use,
    /// For its tests only.
    Test,
}

/// The packages and who uses whom.
#[derive(Default)]
struct Graph {
    names: HashMap<String, String>,
    members: Vec<String>,
    uses: HashMap<String, Vec<(String, Kind)>>,
}

impl Graph {
    fn read(metadata: &Json) -> Result<Self> {
        let mut graph = Self::default();
        let list = |json: &Json, key: &str| json.get(key).map_or(0, |list| list.list().len());
        if list(metadata, "packages") == 0 || list(metadata, "workspace_members") == 0 {
            return Err("cargo metadata lists no packages".into());
        }
        for package in metadata.get("packages").map_or(&[][..], Json::list) {
            graph.names.insert(text(package, "id")?, text(package, "name")?);
        }
        for member in metadata.get("workspace_members").map_or(&[][..], Json::list) {
            graph.members.push(member.text().ok_or("a member without an id")?.to_owned());
        }
        let resolve = metadata.get("resolve").ok_or("cargo metadata resolves nothing")?;
        for node in resolve.get("nodes").map_or(&[][..], Json::list) {
            let mut uses = Vec::new();
            for dep in node.get("deps").map_or(&[][..], Json::list) {
                let id = text(dep, "pkg")?;
                for kind in dep.get("dep_kinds").map_or(&[][..], Json::list) {
                    let test = kind.get("kind").and_then(Json::text) == Some("dev");
                    uses.push((id.clone(), if test { Kind::Test } else { Kind::Use }));
                }
            }
            graph.uses.insert(text(node, "id")?, uses);
        }
        Ok(graph)
    }

    fn name(&self, id: &str) -> &str {
        self.names.get(id).map_or("?", String::as_str)
    }

    fn direct(&self, id: &str) -> &[(String, Kind)] {
        self.uses.get(id).map_or(&[], Vec::as_slice)
    }

    /// The shortest way, tests left aside, from a package to one of the names.
    fn way<'g>(&'g self, from: &'g str, to: &[&str]) -> Option<Vec<&'g str>> {
        let mut came_from: HashMap<&str, &str> = HashMap::new();
        let mut next = VecDeque::from([from]);
        while let Some(id) = next.pop_front() {
            if id != from && to.contains(&self.name(id)) {
                let back = std::iter::successors(Some(id), |id| came_from.get(id).copied());
                let mut way: Vec<&str> = back.map(|id| self.name(id)).collect();
                way.reverse();
                return Some(way);
            }
            for (used, kind) in self.direct(id) {
                if *kind == Kind::Use && used != from && !came_from.contains_key(used.as_str()) {
                    came_from.insert(used, id);
                    next.push_back(used);
                }
            }
        }
        None
    }
}

fn text(json: &Json, key: &str) -> Result<String> {
    let text = json.get(key).and_then(Json::text);
    text.map(str::to_owned).ok_or_else(|| format!("cargo metadata has a part without `{key}`"))
}

fn judge(graph: &Graph) -> Vec<String> {
    let mut findings = Vec::new();
    for member in &graph.members {
        let name = graph.name(member);
        let Some((_, may, tests_may)) = OURS.iter().find(|(ours, ..)| *ours == name) else {
            findings.push(format!("{name} has no line in xtask/src/arrows.rs"));
            continue;
        };
        for (used, kind) in graph.direct(member) {
            let uses = graph.name(used);
            let verb = if *kind == Kind::Test { "tests itself with" } else { "uses" };
            if graph.members.contains(used) {
                let allowed =
                    may.contains(&uses) || *kind == Kind::Test && tests_may.contains(&uses);
                if !allowed {
                    findings.push(format!("{name} {verb} {uses}: no arrow goes that way"));
                }
            }
            if let Some((_, owners)) = OWNED.iter().find(|(owned, _)| *owned == uses)
                && !owners.contains(&name)
            {
                let owners = owners.join(" or ");
                findings.push(format!("{name} {verb} {uses}: that is for {owners} alone"));
            }
            if name == "xtask" {
                findings.push(format!("xtask {verb} {uses}: it is plain std"));
            }
        }
        for (_, forbidden) in UNREACHABLE.iter().filter(|(from, _)| *from == name) {
            if let Some(way) = graph.way(member, forbidden) {
                findings.push(format!(
                    "{} must not be reached: {}",
                    way[way.len() - 1],
                    way.join(" → ")
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests;
