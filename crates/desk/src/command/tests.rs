use super::*;

#[test]
fn export_bindings_of_the_table() {
    let dir = std::env::var("TS_RS_EXPORT_DIR").unwrap_or_else(|_| "bindings".to_owned());
    std::fs::create_dir_all(&dir).expect("a folder for the types");
    let file = std::path::Path::new(&dir).join("commands.ts");
    std::fs::write(file, Command::typescript()).expect("the types are written");
}

#[test]
fn what_is_not_in_the_table_cannot_be_done() {
    for request in [
        serde_json::json!({ "do": "seed", "token": "x" }),
        serde_json::json!({ "do": "people_show", "login": "anna", "also": "her seed" }),
        serde_json::json!({ "do": "people_show" }),
        serde_json::json!("fobs"),
    ] {
        let fault = parse(request).map(drop).expect_err("refused");
        assert_eq!(fault.cause, Cause::Usage);
    }
    assert!(parse(serde_json::json!({ "do": "fobs" })).is_ok());
}
