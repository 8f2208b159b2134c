//! Tauri's build step: the list of commands that the page may ask for, and nothing else.

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=ui/dist");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(&["call", "listen"]));
    tauri_build::try_build(attributes).expect("Tauri's build step must succeed");
}
