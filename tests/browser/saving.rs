//! Somebody writes, and the network, her session, the database, the service itself or the page is taken away from her: with
//! scripts and without, everything that she has written is there afterwards.

use std::cell::RefCell;
use std::rc::Rc;

use rustix::process::Signal;
use serde_json::json;
use yttrande::demo::{PASSWORD, story};

use crate::browser::{Browser, act};
use crate::chromium::Programs;
use crate::pages::Inspection;
use crate::product::Product;

const FIELD: &str = "Sammanfattande svar";
const PART: &str = "/yttranden/sr-2024-15/servicenamnden/forsta/arbete/sammanfattning";
/// The line beside the buttons that says how it stands.
const LINE: &str = "[data-autosave]";
const DESK: &str = "/yttranden/sr-2024-15/servicenamnden/forsta/arbete";

/// The running program, which a story may stop and start.
type Running = Rc<RefCell<Option<Product>>>;

pub(crate) async fn nothing_is_lost(programs: &Programs, product: Product) {
    let url = product.url.clone();
    let running: Running = Rc::new(RefCell::new(Some(product)));
    for scripts in [true, false] {
        let given = Rc::clone(&running);
        let outcome = act(programs, &url, scripts, |b| async move {
            if scripts {
                with_scripts(b, given).await;
            } else {
                without_scripts(b, given).await;
            }
        });
        if let Err(failed) = outcome.await {
            eprintln!("---- the program's log ----\n{}\n----", running.borrow().as_ref().map(Product::log).unwrap_or_default());
            std::panic::resume_unwind(failed.into_panic());
        }
    }
    let product = running.borrow_mut().take().unwrap();
    product.stop().await;
}

async fn writes(b: &Browser, words: &str) {
    b.field("", FIELD).await.send_keys(words).await.unwrap();
}

async fn network(b: &Browser, away: bool) {
    b.inside.call("Network.enable", json!({})).await;
    let conditions = json!({"offline": away, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
    b.inside.call("Network.emulateNetworkConditions", conditions).await;
}

fn freeze(running: &Running, signal: Signal) {
    running.borrow().as_ref().unwrap().freeze_database(signal);
}

async fn with_scripts(b: Browser, running: Running) {
    b.enter(story::SECRETARY, PASSWORD).await;
    b.open(PART).await;
    b.write(FIELD, "Först.").await;
    b.reads_in(LINE, "Sparat kl.").await;
    network(&b, true).await;
    writes(&b, " Utan nät.").await;
    b.reads_in(LINE, "Vi vet inte om det sparades – försöker igen. Din text finns kvar på sidan.").await;
    // A button leaves nothing behind either.
    b.press("Spara utkast").await;
    writes(&b, " Och knappen.").await;
    network(&b, false).await;
    b.reads_in(LINE, "Sparat kl.").await;
    the_session_ends(&b).await;
    freeze(&running, Signal::STOP);
    writes(&b, " Utan databas.").await;
    b.reads_in(LINE, "försöker igen. Din text finns kvar på sidan.").await;
    freeze(&running, Signal::CONT);
    b.reads_in(LINE, "Sparat kl.").await;
    let product = running.borrow_mut().take().unwrap();
    writes(&b, " Utan tjänst.").await;
    let again = product.killed_and_started_again().await;
    running.borrow_mut().replace(again);
    b.reads_in(LINE, "Sparat kl.").await;
    // She leaves in the middle of a word.
    writes(&b, " Mitt i ett o").await;
    b.open(DESK).await;
    b.open(PART).await;
    let all = "Först. Utan nät. Och knappen. Utan session. Utan databas. Utan tjänst. Mitt i ett o";
    assert_eq!(b.value(FIELD).await, all);
    she_is_warned_and_stays(&b).await;
    two_tabs_of_her_own(&b).await;
}

async fn the_session_ends(b: &Browser) {
    b.client.delete_all_cookies().await.unwrap();
    writes(b, " Utan session.").await;
    b.reads_in(LINE, "Inte sparat. Du är utloggad, men din text finns kvar på sidan. Logga in i en ny flik, så sparar vi.").await;
    let here = b.client.window().await.unwrap();
    let tab = b.client.new_window(true).await.unwrap().handle;
    b.client.switch_to_window(tab).await.unwrap();
    b.enter(story::SECRETARY, PASSWORD).await;
    b.client.close_window().await.unwrap();
    b.client.switch_to_window(here).await.unwrap();
    b.reads_in(LINE, "Sparat kl.").await;
}

/// As if forty minutes had gone by.
async fn she_is_warned_and_stays(b: &Browser) {
    b.client.execute("document.querySelector('[data-autosave]').dataset.idle = 200", vec![]).await.unwrap();
    b.reads_in(LINE, "Du loggas ut om några minuter om du inte gör något.").await;
    b.client.execute("document.querySelector('[data-autosave]').dataset.idle = 2700", vec![]).await.unwrap();
    b.press("Stanna kvar").await;
    b.reads_in(LINE, "Sparat kl.").await;
}

async fn two_tabs_of_her_own(b: &Browser) {
    let here = b.client.window().await.unwrap();
    let tab = b.client.new_window(true).await.unwrap().handle;
    b.client.switch_to_window(tab).await.unwrap();
    b.open(PART).await;
    b.write(FIELD, "I en annan flik.").await;
    b.reads_in(LINE, "Sparat kl.").await;
    b.client.close_window().await.unwrap();
    b.client.switch_to_window(here).await.unwrap();
    writes(b, "rd.").await;
    b.reads_in(LINE, "Du har sparat i samma fält i en annan flik.").await;
    let mut inspection = Inspection::begin();
    inspection.look_at(b, "saving-clash").await;
    b.open(&format!("{PART}/undanlagt")).await;
    b.reads("Mitt i ett ord.").await;
    inspection.look_at(b, "asides").await;
    inspection.end();
}

async fn without_scripts(b: Browser, running: Running) {
    b.enter(story::SECRETARY, PASSWORD).await;
    b.open(PART).await;
    b.write(FIELD, "Utan skript.").await;
    b.client.delete_all_cookies().await.unwrap();
    b.press("Spara utkast").await;
    b.is_at("Du är utloggad").await;
    let mut inspection = Inspection::begin();
    inspection.look_at(&b, "sign-in-again").await;
    b.write("E-postadress", story::SECRETARY).await;
    b.write("Lösenord", PASSWORD).await;
    b.press("Logga in").await;
    b.is_at("Du är inloggad igen").await;
    inspection.look_at(&b, "typed-again").await;
    inspection.end();
    assert_eq!(b.value("Sammanfattande svar").await, "Utan skript.");
    b.press("Fortsätt med det du skrev").await;
    b.reads("Utkastet är sparat.").await;
    assert_eq!(b.value(FIELD).await, "Utan skript.");
    b.write(FIELD, "Utan skript och databas.").await;
    freeze(&running, Signal::STOP);
    b.press("Spara utkast").await;
    b.reads("Det här skrev du").await;
    freeze(&running, Signal::CONT);
    b.press("Skicka igen").await;
    b.reads("Utkastet är sparat.").await;
    assert_eq!(b.value(FIELD).await, "Utan skript och databas.");
}
