//! Who sits at this window, and where: as the system says it.

/// Who works here, for the audit: `os:` and the user's name.
pub(crate) fn operator() -> String {
    format!("os:{}", first(&["USER", "LOGNAME", "USERNAME"]).as_deref().unwrap_or("unknown"))
}

/// This computer's name, for people.
pub(crate) fn workstation() -> String {
    let kernel = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let told = kernel.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    told.or_else(|| first(&["COMPUTERNAME", "HOSTNAME"])).unwrap_or_else(|| "unknown".to_owned())
}

fn first(keys: &[&str]) -> Option<String> {
    keys.iter().filter_map(|key| std::env::var(key).ok()).find(|value| !value.is_empty())
}
