//! What operators type, and what is done with a sheet that is at hand: a part of the page's play.

use serde_json::{Value, json};

use super::play::Play;

/// Passphrases of operators: old, new, another one's, a wrong one.
pub(super) const TYPED: [&str; 4] =
    ["Stieglitz 8R4 bunt", "Gimpel 2W6 ganz rund", "Zaunkoenig 9L1 klein", "Kiebitz 6M3 falsch"];

/// Two operators, everything that they can do to one another, and Ada at the desk at the end.
pub(super) fn operators(play: &mut Play) {
    let [old, new, other, wrong] = TYPED;
    let add = |login: &str, role: &str, passphrase: &str| json!({ "do": "operator_add", "login": login, "name": login, "role": role, "person": null, "passphrase": passphrase });
    play.refused(add("ada", "viewer", old), "first_admin");
    play.done(add("ada", "admin", old));
    play.refused(json!({ "do": "people_show", "login": "anna" }), "sign_in_needed");
    play.refused(sign_in("ada", wrong), "sign_in_wrong");
    play.done(sign_in("ada", old));
    play.done(add("olga", "helpdesk", other));
    let change = json!({ "do": "operator_passphrase", "login": "ada", "old": old, "new": new });
    play.done(change);
    play.done(json!({ "do": "operator_role", "login": "olga", "role": "auditor" }));
    play.done(json!({ "do": "operator_disable", "login": "olga", "off": true }));
    play.done(json!({ "do": "operator_disable", "login": "olga", "off": false }));
    play.done(json!({ "do": "operators" }));
    let rule = json!({ "do": "policy_set", "key": "codes.count", "value": "9" });
    play.refused(rule, "needs_approval");
    play.done(json!({ "do": "releases" }));
    let give =
        |proof: &str| json!({ "do": "release_give", "id": "1", "login": "olga", "proof": proof });
    play.refused(give(wrong), "sign_in_wrong");
    play.done(give(other));
    let rule = json!({ "do": "policy_set", "key": "codes.count", "value": "8" });
    play.refused(rule, "needs_approval");
    play.done(json!({ "do": "release_refuse", "id": "2" }));
    play.done(json!({ "do": "sign_out" }));
    play.done(sign_in("ada", new));
}

/// Signs somebody in.
pub(super) fn sign_in(login: &str, proof: &str) -> Value {
    json!({ "do": "sign_in", "login": login, "proof": proof })
}

/// Whoever sat at the desk when it was locked, or before a backup was brought back.
pub(super) fn ada_again(play: &mut Play) {
    play.done(sign_in("ada", TYPED[1]));
}

/// A picture for the papers: an empty one is refused, one pixel is taken and removed.
pub(super) fn logo(play: &mut Play) {
    play.done(json!({ "do": "house_logo" }));
    let choose = json!({ "do": "house_logo_choose" });
    let picture = play.person.folder.join("logo.png");
    std::fs::write(&picture, b"").expect("a file");
    play.refused(choose.clone(), "logo_no_png");
    std::fs::write(&picture, crate::logo::DOT).expect("a file");
    play.done(choose);
    play.done(json!({ "do": "house_logo_drop" }));
}

/// The grey letters of a row, and the same sheet once more.
pub(super) fn sheet_at_hand(play: &mut Play) {
    play.done(json!({ "do": "policy_set", "key": "codes.keep_copy", "value": "yes" }));
    play.done(json!({ "do": "codes_issue", "login": "anna", "to": { "kind": "pdf" } }));
    let asked = play.done(json!({ "do": "codes_possess", "login": "anna" }));
    let row = asked["row"].clone();
    let answer =
        json!({ "do": "codes_possess_answer", "login": "anna", "row": row, "letters": "KT" });
    play.done(answer);
    let again = json!({
        "do": "codes_reprint", "login": "anna", "reason": "coffee", "to": { "kind": "text" },
    });
    play.done(again);
    play.done(json!({ "do": "policy_set", "key": "codes.keep_copy", "value": "no" }));
    play.done(json!({ "do": "codes_void_all", "reason": "the printer kept copies" }));
}
