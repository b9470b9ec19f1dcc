//! A person in front of the browser: reads, clicks and writes, by the words that stand on the page.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions, WheelAction, WheelActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use tokio::task::{JoinError, LocalSet};
use tokio::time::{Instant, MissedTickBehavior, interval};

use crate::chromium::{Chromium, Inside, Programs};
use crate::municipality::{PASSWORD, Person};
use crate::product::Product;
use crate::web;

const PATIENCE: Duration = Duration::from_secs(20);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Someone's hands and eyes. Cheap to copy: it is the same window.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) client: Client,
    pub(crate) inside: Inside,
    /// Where the program is.
    pub(crate) url: String,
    /// Whether the browser runs scripts.
    pub(crate) scripts: bool,
    /// What was done since somebody began to count.
    effort: Arc<Effort>,
}

/// What it costs to get something done here: clicks, fields that were typed into, and what was pasted. Enter on something that can be
/// pressed is a click.
#[derive(Default)]
struct Effort {
    clicks: AtomicUsize,
    typed: AtomicUsize,
    pasted: AtomicUsize,
}

/// Lets somebody act in a browser before a running program, and cleans up whatever happens.
pub(crate) async fn with_browser<S, F>(programs: &Programs, product: Product, scripts: bool, story: S)
where
    S: FnOnce(Browser) -> F,
    F: Future<Output = ()> + 'static,
{
    let outcome = act(programs, &product.url, scripts, story).await;
    if outcome.is_err() {
        eprintln!("---- the program's log ----\n{}\n----", product.log());
    }
    product.stop().await;
    if let Err(failed) = outcome {
        std::panic::resume_unwind(failed.into_panic());
    }
}

/// The same before pages that need no program.
pub(crate) async fn in_browser<S, F>(programs: &Programs, story: S)
where
    S: FnOnce(Browser) -> F,
    F: Future<Output = ()> + 'static,
{
    if let Err(failed) = act(programs, "", true, story).await {
        std::panic::resume_unwind(failed.into_panic());
    }
}

pub(crate) async fn act<S, F>(programs: &Programs, url: &str, scripts: bool, story: S) -> Result<(), JoinError>
where
    S: FnOnce(Browser) -> F,
    F: Future<Output = ()> + 'static,
{
    let chromium = Chromium::start(programs, scripts).await;
    let browser = Browser { client: chromium.client.clone(), inside: chromium.inside(), url: url.to_owned(), scripts, effort: Arc::default() };
    let local = LocalSet::new();
    let outcome = local.run_until(local.spawn_local(story(browser.clone()))).await;
    if outcome.is_err() {
        eprintln!("The browser stood at {}\n---- and showed ----\n{}\n----", browser.address().await, browser.text().await);
    }
    chromium.stop().await;
    outcome
}

impl Browser {
    /// Counts from here on.
    pub(crate) fn counts(&self) {
        self.effort.clicks.store(0, Ordering::Relaxed);
        self.effort.typed.store(0, Ordering::Relaxed);
        self.effort.pasted.store(0, Ordering::Relaxed);
    }

    /// Clicks and typed fields since [`counts`](Self::counts).
    pub(crate) fn counted(&self) -> (usize, usize) {
        (self.effort.clicks.load(Ordering::Relaxed), self.effort.typed.load(Ordering::Relaxed))
    }

    /// How often something was pasted since then.
    pub(crate) fn pasted(&self) -> usize {
        self.effort.pasted.load(Ordering::Relaxed)
    }

    pub(crate) async fn open(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.url)).await.unwrap();
    }

    /// The address without the program's own part.
    pub(crate) async fn address(&self) -> String {
        let url = self.client.current_url().await.map(|url| url.to_string()).unwrap_or_default();
        url.strip_prefix(&self.url).map_or(url.clone(), ToOwned::to_owned)
    }

    /// Everything that can be read on the page, with single blanks.
    pub(crate) async fn text(&self) -> String {
        let body = async { self.client.find(Locator::Css("body")).await?.text().await };
        body.await.map(|text| flat(&text)).unwrap_or_default()
    }

    /// The page as it was sent, also what is seen on paper only.
    pub(crate) async fn source(&self) -> String {
        self.client.source().await.unwrap()
    }

    pub(crate) async fn heading(&self) -> String {
        let heading = async { self.client.find(Locator::Css("h1")).await?.text().await };
        heading.await.map(|text| flat(&text)).unwrap_or_default()
    }

    /// The text of the one element that a selector finds.
    pub(crate) async fn text_of(&self, selector: &str) -> String {
        flat(&self.client.find(Locator::Css(selector)).await.unwrap().text().await.unwrap())
    }

    /// An attribute of all elements that a selector finds.
    pub(crate) async fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let mut values = Vec::new();
        for element in self.client.find_all(Locator::Css(selector)).await.unwrap() {
            values.push(element.attr(name).await.unwrap().unwrap_or_default());
        }
        values
    }

    /// The bytes behind a link, asked for as the person who is signed in.
    pub(crate) async fn download(&self, link: &str) -> Vec<u8> {
        let path = format!("//a[{}]", says(link));
        let href = self.client.find(Locator::XPath(&path)).await.unwrap().attr("href").await.unwrap().unwrap();
        let cookie = self.client.get_named_cookie("yttrande").await.unwrap();
        let (status, bytes) = web::download(&format!("{}{href}", self.url), &format!("yttrande={}", cookie.value())).await;
        assert_eq!(status, StatusCode::OK, "{href}");
        bytes
    }

    /// Waits until the page says so.
    pub(crate) async fn reads(&self, sentence: &str) {
        let found = until(async || self.text().await.contains(&flat(sentence)).then_some(())).await;
        assert!(found.is_some(), "the page at {} does not say “{sentence}”", self.address().await);
    }

    /// Waits until a part of the page says so.
    pub(crate) async fn reads_in(&self, selector: &str, sentence: &str) {
        let found = until(async || {
            let part = self.client.find(Locator::Css(selector)).await.ok()?;
            flat(&part.text().await.ok()?).contains(&flat(sentence)).then_some(())
        });
        assert!(found.await.is_some(), "{selector} at {} does not say “{sentence}”", self.address().await);
    }

    pub(crate) async fn reads_all(&self, sentences: &[&str]) {
        for sentence in sentences {
            self.reads(sentence).await;
        }
    }

    /// Of a page that has been recognised already.
    pub(crate) async fn does_not_read(&self, sentence: &str) {
        assert!(!self.text().await.contains(&flat(sentence)), "the page at {} says “{sentence}”", self.address().await);
    }

    /// Waits until this is the page.
    pub(crate) async fn is_at(&self, heading: &str) {
        let found = until(async || (self.heading().await == heading).then_some(())).await;
        assert!(found.is_some(), "the page at {} is “{}”, not “{heading}”", self.address().await, self.heading().await);
    }

    pub(crate) async fn follow(&self, link: &str) {
        self.click(&format!("//a[{}]", says(link)), &format!("link “{link}”")).await;
    }

    /// A link in a certain part of the page.
    pub(crate) async fn follow_in(&self, part: &str, link: &str) {
        self.click(&format!("//{part}//a[{}]", says(link)), &format!("link “{link}” in {part}")).await;
    }

    pub(crate) async fn press(&self, button: &str) {
        self.click(&format!("//button[{}]", says(button)), &format!("button “{button}”")).await;
    }

    /// Opens what is folded.
    pub(crate) async fn unfold(&self, summary: &str) {
        self.click(&format!("//summary[{}]", says(summary)), &format!("“{summary}” to unfold")).await;
    }

    /// Goes on with Tab until this link, button or field has the focus.
    pub(crate) async fn tab_to(&self, name: &str) {
        /// No page has so many stops.
        const MOST: usize = 250;
        for _ in 0..MOST {
            self.keys(&[Key::Tab]).await;
            let focused = self.client.active_element().await.unwrap();
            let label = match focused.attr("id").await.unwrap() {
                Some(id) => self.client.find(Locator::Css(&format!("label[for='{id}']"))).await.ok(),
                None => None,
            };
            let text = match label {
                Some(label) => label.text().await.unwrap(),
                None => focused.text().await.unwrap(),
            };
            if flat(&text) == name {
                return;
            }
        }
        panic!("Tab never comes to “{name}” at {}", self.address().await);
    }

    /// Goes there with Tab, and takes it with Enter.
    pub(crate) async fn enter_on(&self, name: &str) {
        self.tab_to(name).await;
        self.keys(&[Key::Enter]).await;
        self.effort.clicks.fetch_add(1, Ordering::Relaxed);
    }

    /// Puts a text in where the focus is, as pasting does: at once.
    pub(crate) async fn paste(&self, text: &str) {
        self.client.active_element().await.unwrap().send_keys(text).await.unwrap();
        self.effort.pasted.fetch_add(1, Ordering::Relaxed);
    }

    /// Writes into a field, in place of what stood there.
    pub(crate) async fn write(&self, label: &str, text: &str) {
        self.write_into(&self.field("", label).await, text).await;
    }

    /// Pastes into an empty field.
    pub(crate) async fn paste_into(&self, label: &str, text: &str) {
        self.field("", label).await.send_keys(text).await.unwrap();
        self.effort.pasted.fetch_add(1, Ordering::Relaxed);
    }

    async fn write_into(&self, field: &Element, text: &str) {
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
        self.effort.typed.fetch_add(1, Ordering::Relaxed);
    }

    /// Puts a file into a field.
    pub(crate) async fn attach(&self, label: &str, path: &std::path::Path) {
        self.field("", label).await.send_keys(&path.to_string_lossy()).await.unwrap();
    }

    /// What stands in a field.
    pub(crate) async fn value(&self, label: &str) -> String {
        self.value_under("", label).await
    }

    pub(crate) async fn value_under(&self, legend: &str, label: &str) -> String {
        self.field(legend, label).await.prop("value").await.unwrap().unwrap_or_default()
    }

    /// Marks a radio button or a check box.
    pub(crate) async fn choose(&self, label: &str) {
        if !self.field("", label).await.is_selected().await.unwrap() {
            self.click(&format!("//label[{}]", says(label)), &format!("choice “{label}”")).await;
        }
    }

    /// Marks one in the form with this button, where the page has several alike.
    pub(crate) async fn choose_before(&self, button: &str, label: &str) {
        let path = format!("//form[.//button[{}]]//label[{}]", says(button), says(label));
        self.click(&path, &format!("choice “{label}” before “{button}”")).await;
    }

    /// Picks from a drop-down list.
    pub(crate) async fn select(&self, label: &str, option: &str) {
        self.field("", label).await.select_by_label(option).await.unwrap();
        self.effort.clicks.fetch_add(1, Ordering::Relaxed);
    }

    /// The field of a label, under a legend if one is given. Labels of fields may be followed by nothing else.
    pub(crate) async fn field(&self, legend: &str, label: &str) -> Element {
        let under = if legend.is_empty() { String::new() } else { format!("//fieldset[legend[{}]]", says(legend)) };
        // A label that depends on what was chosen has a part for each choice, of which one is seen.
        let path = format!("{under}//label[{0} or span[{0}]]", says(label));
        let found = until(async || {
            let label = self.client.find(Locator::XPath(&path)).await.ok()?;
            let id = label.attr("for").await.ok()??;
            self.client.find(Locator::Id(&id)).await.ok()
        });
        found.await.unwrap_or_else(|| panic!("there is no field “{label}” {legend}"))
    }

    async fn click(&self, path: &str, what: &str) {
        let mut last: Option<CmdError> = None;
        let clicked = until(async || {
            for element in self.client.find_all(Locator::XPath(path)).await.ok()? {
                if element.is_displayed().await.unwrap_or(false) {
                    match element.click().await {
                        Ok(()) => return Some(()),
                        // The bar with the buttons stays at the bottom of the window: scroll on, as anybody would.
                        Err(error) => {
                            self.scroll(100).await;
                            last = Some(error);
                        }
                    }
                }
            }
            None
        });
        let clicked = clicked.await;
        self.effort.clicks.fetch_add(1, Ordering::Relaxed);
        assert!(clicked.is_some(), "there is no {what} to click at {} ({})", self.address().await, last.map(|e| e.to_string()).unwrap_or_default());
    }

    async fn scroll(&self, down: i64) {
        let turn = WheelAction::Scroll { duration: None, x: 100, y: 300, delta_x: 0, delta_y: down };
        self.client.perform_actions(WheelActions::new("wheel".to_owned()).then(turn)).await.unwrap();
    }

    /// Presses keys at once, like Ctrl and Enter.
    pub(crate) async fn keys(&self, keys: &[Key]) {
        let down = keys.iter().map(|key| KeyAction::Down { value: (*key).into() });
        let up = keys.iter().rev().map(|key| KeyAction::Up { value: (*key).into() });
        let actions = down.chain(up).fold(KeyActions::new("keyboard".to_owned()), |actions, action| actions.then(action));
        self.client.perform_actions(actions).await.unwrap();
    }

    /// What has the focus, as its class names.
    pub(crate) async fn focused(&self) -> String {
        let focused = self.client.active_element().await.unwrap();
        focused.attr("class").await.unwrap().unwrap_or_default()
    }

    /// The error summary says this, and a person who uses a keyboard or a screen reader stands on it.
    pub(crate) async fn is_told(&self, fault: &str) {
        self.reads(fault).await;
        assert_eq!(self.focused().await, "errors", "the error summary has not got the focus");
    }

    pub(crate) async fn sign_in(&self, person: Person) {
        self.enter(person.email, PASSWORD).await;
        self.reads(person.name).await;
    }

    /// Signs in whoever it is, in place of whoever was there.
    pub(crate) async fn enter(&self, email: &str, password: &str) {
        self.client.delete_all_cookies().await.unwrap();
        self.open("/logga-in").await;
        self.write("E-postadress", email).await;
        self.write("Lösenord", password).await;
        self.press("Logga in").await;
        self.reads("Logga ut").await;
    }

    pub(crate) async fn sign_out(&self) {
        self.press("Logga ut").await;
        self.reads("Du är utloggad.").await;
    }
}

/// Looks again and again until there is something, but not for ever.
async fn until<T>(mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let begun = Instant::now();
    let mut beat = interval(LOOK_AGAIN);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while begun.elapsed() < PATIENCE {
        beat.tick().await;
        if let Some(found) = look().await {
            return Some(found);
        }
    }
    None
}

/// Single blanks, also where the page has unbreakable ones.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An XPath condition: the text of the element, with single blanks, is this.
fn says(text: &str) -> String {
    assert!(!text.contains('"'), "{text} has quotation marks");
    format!("normalize-space(.)=\"{text}\"")
}
