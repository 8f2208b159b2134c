//! Somebody at the desk, whose acts are counted: one click, one key chord, one field filled, one
//! code typed, one plug, pull, touch or press each. A story that costs more than its budget fails.

use desk_tests::props::pcscd::{Pcscd, PluggedFob, SoftFob};
use serde_json::json;
use thirtyfour::{Key, WebElement};

use crate::stage::Window;

/// The person.
pub(crate) struct Person<'a> {
    window: &'a Window,
    budget: usize,
    acts: Vec<String>,
}

impl<'a> Person<'a> {
    /// Somebody at this window who may do so much.
    pub(crate) fn at(window: &'a Window, budget: usize) -> Self {
        Self { window, budget, acts: Vec::new() }
    }

    /// Does one thing more.
    fn does(&mut self, act: String) {
        self.acts.push(act);
        assert!(self.acts.len() <= self.budget, "more than {} acts: {:?}", self.budget, self.acts);
    }

    /// Says what the story cost.
    pub(crate) fn done(self, story: &str) {
        println!("{story}: {} of {} acts: {}", self.acts.len(), self.budget, self.acts.join(", "));
    }

    /// Fills the field where the keyboard is; its label has these words.
    pub(crate) async fn types(&mut self, label: &str, text: &str) {
        self.does(format!("types {label}"));
        self.is_in(label).await;
        self.keys(text).await;
    }

    /// Types with the keyboard anywhere: the page knows where it belongs.
    pub(crate) async fn types_anywhere(&mut self, text: &str) {
        self.does(format!("types {text}"));
        self.keys(text).await;
    }

    /// Fills that field anew, over what stands there.
    pub(crate) async fn rewrites(&mut self, label: &str, text: &str) {
        self.does(format!("types {label}"));
        self.is_in(label).await;
        let chain = self.window.driver.action_chain().key_down(Key::Control);
        chain.send_keys("a").key_up(Key::Control).perform().await.expect("keys are pressed");
        self.keys(text).await;
    }

    /// Waits until the keyboard is in that field.
    pub(crate) async fn is_in(&self, label: &str) {
        let here = "const it = document.activeElement;
            if (!it?.matches('input, select, textarea')) return null;
            const labels = [...(it.labels ?? [])].map((label) => label.innerText);
            return [it.ariaLabel, ...labels].filter(Boolean).join(' ')";
        let window = self.window;
        let look = || async {
            let name = window.run(here, &[]).await;
            name.as_str().is_some_and(|name| name.contains(label)).then_some(())
        };
        window.wait(&format!("the keyboard is not in {label:?}"), look).await;
    }

    /// Presses a key, wherever the keyboard is.
    pub(crate) async fn key(&mut self, key: Key) {
        self.does(name_of(&key));
        let chain = self.window.driver.action_chain().send_keys(key);
        chain.perform().await.expect("a key is pressed");
    }

    /// Presses a key in a window of the system's, which the story does by other means.
    pub(crate) fn presses_there(&mut self, key: &str) {
        self.does(key.to_owned());
    }

    /// Presses a key with Control.
    pub(crate) async fn chord(&mut self, key: char) {
        self.does(format!("Ctrl+{}", key.to_ascii_uppercase()));
        let chain = self.window.driver.action_chain().key_down(Key::Control);
        let chain = chain.send_keys(key.to_string()).key_up(Key::Control);
        chain.perform().await.expect("a chord is pressed");
    }

    /// Presses a key with Alt.
    pub(crate) async fn alt(&mut self, key: char) {
        self.does(format!("Alt+{key}"));
        let chain = self.window.driver.action_chain().key_down(Key::Alt);
        let chain = chain.send_keys(key.to_string()).key_up(Key::Alt);
        chain.perform().await.expect("a chord is pressed");
    }

    /// Clicks on the button, link or field that one calls so.
    pub(crate) async fn clicks(&mut self, name: &str) {
        self.does(format!("clicks {name}"));
        let target = self.target(name).await;
        target.click().await.expect("a click");
    }

    /// Picks a word from a list that opens.
    pub(crate) async fn picks(&mut self, list: &str, option: &str) {
        self.does(format!("picks {option}"));
        let select = "const list = [...document.querySelectorAll('select')].find((it) =>
                [it.ariaLabel, ...[...it.labels].map((l) => l.innerText)].join(' ')
                    .includes(arguments[0]));
            const option = [...(list?.options ?? [])].find((it) =>
                it.innerText.includes(arguments[1]) || it.value === arguments[1]);
            if (!option) return null;
            list.value = option.value;
            list.dispatchEvent(new Event('input', { bubbles: true }));
            list.dispatchEvent(new Event('change', { bubbles: true }));
            return true";
        let window = self.window;
        let look = || async {
            let done = window.run(select, &[json!(list), json!(option)]).await;
            done.as_bool()
        };
        window.wait(&format!("{list:?} has no {option:?}"), look).await;
    }

    async fn target(&self, name: &str) -> WebElement {
        // The shortest name that has the words: a button rather than the card around it.
        let find = "const kinds = 'button, a, summary, label, input, select, [role=option], \
                [role=radio], [role=tab], [role=menuitem]';
            const nameOf = (it) => it.ariaLabel || it.innerText || it.labels?.[0]?.innerText || '';
            const seen = (it) => it.getClientRects().length > 0 && !it.disabled;
            const fits = [...document.querySelectorAll(kinds)].filter(seen)
                .filter((it) => nameOf(it).includes(arguments[0]));
            return fits.sort((a, b) => nameOf(a).length - nameOf(b).length)[0] ?? null";
        let look = || async {
            let found = self.window.driver.execute(find, vec![json!(name)]).await;
            found.expect("the script runs").element().ok()
        };
        self.window.wait(&format!("there is nothing to click called {name:?}"), look).await
    }

    /// Plugs a new fob in.
    pub(crate) fn plugs(&mut self, service: &Pcscd, place: usize, fob: &SoftFob) -> PluggedFob {
        self.does("plugs a fob in".to_owned());
        service.plug(place, fob).expect("a fob in its reader")
    }

    /// Plugs a fob in again.
    pub(crate) fn replugs(&mut self, fob: &mut PluggedFob) {
        self.does("plugs the fob in again".to_owned());
        fob.insert().expect("it is plugged in");
    }

    /// Pulls a fob out.
    pub(crate) fn pulls(&mut self, fob: &mut PluggedFob) {
        self.does("pulls the fob".to_owned());
        fob.remove().expect("it is pulled");
    }

    /// Touches a fob that waits for it.
    pub(crate) fn touches(&mut self, fob: &mut PluggedFob) {
        self.does("touches the fob".to_owned());
        fob.touch().expect("a touch");
    }

    /// Presses a slot of a fob, which types its code where the keyboard is, and Enter if it was
    /// made to.
    pub(crate) async fn presses(&mut self, fob: &mut PluggedFob, slot: u8, enter: bool) -> String {
        self.does(format!("presses slot {slot}"));
        let code = fob.press(slot).expect("a press");
        self.keys(&code).await;
        if enter {
            self.keys("\u{e007}").await;
        }
        code
    }

    async fn keys(&self, text: &str) {
        let chain = self.window.driver.action_chain().send_keys(text);
        chain.perform().await.expect("keys are pressed");
    }
}

fn name_of(key: &Key) -> String {
    format!("{key:?}")
}
