//! The menu on a phone: one button opens it, over the page and below the header, and whoever reads the page can read
//! and use it too. The list is a popover, which the browser lays above everything else, wherever it stands in the page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::{Value, json};
use yttrande::demo::story;

use crate::browser::Browser;
use crate::pages::{Inspection, paint, resize};

/// A phone, and a phone for whoever needs large letters.
const PHONES: [u32; 2] = [390, 320];

/// Everybody who has a menu of their own, with a page of it.
const READERS: [(&str, &str, &str); 7] = [
    ("auditor", story::AUDITOR, "/granskningar"),
    ("elected auditor", story::AUDIT_READER, "/kalender"),
    ("secretary", story::SECRETARY, "/yttranden"),
    ("contributor", story::CONTRIBUTOR, "/att-gora"),
    ("chair", story::APPROVER, "/oversikt"),
    ("council", story::COUNCIL_MEMBER, "/oversikt"),
    ("administrator", story::ADMINISTRATOR, "/admin/namnder"),
];

/// Where the open menu is, in the page's own measure and whole pixels: in one that it fills by a third the page behind is seen,
/// and rightly. Nothing while it is closed.
const PLACE: &str = "
    const menu = document.querySelector('.nav ul:popover-open');
    if (!menu) return null;
    const r = menu.getBoundingClientRect();
    const [x, y] = [Math.ceil(r.left), Math.ceil(r.top)];
    return { x: x + scrollX, y: y + scrollY, width: Math.floor(r.right) - x, height: Math.floor(r.bottom) - y, scale: 1 };";

/// What is wrong with the open menu: each entry stands whole in the window and on top of everything; nothing of the
/// header, the button that closes it least of all, lies under it.
const FAULTS: &str = "
    const menu = document.querySelector('.nav ul:popover-open');
    const faults = [];
    const alpha = getComputedStyle(menu).backgroundColor.match(/^rgba\\(.*, ([\\d.]+)\\)$/);
    if (alpha && Number(alpha[1]) < 1) faults.push('its background is not opaque');
    const place = menu.getBoundingClientRect();
    const words = document.createTreeWalker(document.querySelector('header'), NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const text = words.currentNode.data.trim();
        if (!text || menu.contains(words.currentNode)) continue;
        const range = document.createRange();
        range.selectNode(words.currentNode);
        for (const r of range.getClientRects()) {
            if (r.left < place.right && r.right > place.left && r.top < place.bottom && r.bottom > place.top) faults.push(`it lies over “${text}”`);
        }
    }
    for (const link of menu.querySelectorAll('a')) {
        link.scrollIntoView({ block: 'nearest' });
        const r = link.getBoundingClientRect();
        if (r.left < 0 || r.right > innerWidth || r.top < 0 || r.bottom > innerHeight) faults.push(`“${link.textContent}” does not fit in the window`);
        if (r.height < 44) faults.push(`“${link.textContent}” is only ${r.height} px high`);
        for (const x of [0.02, 0.5, 0.98]) {
            const top = document.elementFromPoint(r.left + r.width * x, r.top + r.height / 2);
            if (!top || !link.contains(top)) faults.push(`something lies over “${link.textContent}”`);
        }
    }
    scrollTo(0, 0);
    return faults;";

/// Everything but the menu becomes red, or as it was.
const PAINT_BEHIND: &str = "
    const menu = document.querySelector('.nav ul');
    for (const e of document.querySelectorAll('*')) if (!menu.contains(e)) e.style.background = arguments[0];";

/// A menu as it once was: without a background, in the corner of the window.
const SPOIL: &str = "document.querySelector('.nav ul').style.cssText = 'background: none; inset: 0 auto auto 0; width: auto'";

/// In every window that is too narrow for the whole list, as everybody: seen first, then used.
pub(crate) async fn opens_for_everybody(b: Browser) {
    let mut inspection = Inspection::begin();
    for (reader, email, path) in READERS {
        b.enter(email, yttrande::demo::PASSWORD).await;
        for width in PHONES {
            resize(&b, width).await;
            for scheme in ["light", "dark"] {
                paint(&b, scheme).await;
                b.open(path).await;
                open_menu(&b).await;
                let how = format!("menu-{}-{width}-{scheme}", reader.replace(' ', "-"));
                judge(&b, &mut inspection, &how).await;
                // The page behind is covered for as long as the menu is open, and is judged by the walk.
                inspection.ask_axe(&b, "header", &how, scheme).await;
                inspection.picture(&b, &how, width, scheme).await;
            }
        }
    }
    inspection.end();
    for (_, email, path) in READERS {
        b.enter(email, yttrande::demo::PASSWORD).await;
        b.open(path).await;
        closes(&b).await;
        takes_the_focus_in_order(&b).await;
        leads_on(&b).await;
    }
}

/// A menu that is spoilt must not pass: else the judgement itself sees nothing.
pub(crate) async fn a_spoilt_menu_is_seen(b: Browser) {
    b.enter(story::AUDITOR, yttrande::demo::PASSWORD).await;
    resize(&b, 390).await;
    b.open("/granskningar").await;
    open_menu(&b).await;
    b.client.execute(SPOIL, vec![]).await.unwrap();
    let mut test = Inspection::begin();
    judge(&b, &mut test, "spoilt").await;
    let told = test.told();
    for fault in ["not opaque", "it lies over", "shines through"] {
        assert!(told.iter().any(|told| told.contains(fault)), "{fault} is not seen, only {told:#?}");
    }
}

async fn open_menu(b: &Browser) {
    assert!(!displayed(b).await, "the menu is open before anybody has opened it");
    b.press("Meny").await;
    assert!(displayed(b).await, "the button does not open the menu at {}", b.address().await);
    assert_eq!(expanded(b).await, Some(true), "nobody who only hears the page is told that the menu is open");
}

/// With the key for it, and with the button that opened it.
async fn closes(b: &Browser) {
    open_menu(b).await;
    b.keys(&[Key::Escape]).await;
    assert!(!displayed(b).await, "Escape does not close the menu at {}", b.address().await);
    assert_eq!(b.focused().await, "menubtn", "after Escape the focus is not where it was");
    assert_eq!(expanded(b).await, Some(false), "nobody who only hears the page is told that the menu is closed");
    open_menu(b).await;
    b.press("Meny").await;
    assert!(!displayed(b).await, "the button does not close the menu at {}", b.address().await);
}

async fn judge(b: &Browser, inspection: &mut Inspection, how: &str) {
    let faults = b.client.execute(FAULTS, vec![]).await.unwrap();
    for fault in faults.as_array().unwrap() {
        inspection.fault(how, &format!("the menu: {}", fault.as_str().unwrap()));
    }
    if shines_through(b).await {
        inspection.fault(how, "the menu: what lies behind it shines through");
    }
}

/// Whether the menu's pixels change with what lies behind it.
async fn shines_through(b: &Browser) -> bool {
    let before = pixels(b).await;
    b.client.execute(PAINT_BEHIND, vec![json!("red")]).await.unwrap();
    let after = pixels(b).await;
    b.client.execute(PAINT_BEHIND, vec![json!("")]).await.unwrap();
    assert_eq!(before, pixels(b).await, "two pictures of the same menu are not the same picture");
    before != after
}

async fn pixels(b: &Browser) -> Vec<u8> {
    let clip = b.client.execute(PLACE, vec![]).await.unwrap();
    let picture = b.inside.call("Page.captureScreenshot", json!({"format": "png", "captureBeyondViewport": true, "clip": clip})).await;
    STANDARD.decode(picture["data"].as_str().unwrap()).unwrap()
}

/// From the button, Tab goes through the entries as they stand, and nowhere else between.
async fn takes_the_focus_in_order(b: &Browser) {
    let entries = b.attributes(".nav a", "href").await;
    open_menu(b).await;
    for entry in &entries {
        b.keys(&[Key::Tab]).await;
        let focused = b.client.active_element().await.unwrap().attr("href").await.unwrap();
        assert_eq!(focused.as_ref(), Some(entry), "the entries do not take the focus in their order at {}", b.address().await);
    }
    b.keys(&[Key::Escape]).await;
}

/// The last entry leads where it says, and the menu is closed there.
async fn leads_on(b: &Browser) {
    open_menu(b).await;
    let last = b.client.find_all(Locator::Css(".nav a")).await.unwrap().pop().unwrap();
    let to = last.attr("href").await.unwrap().unwrap();
    last.click().await.unwrap();
    assert_eq!(b.address().await, to);
    assert!(!displayed(b).await, "the menu is still open at {to}");
}

async fn displayed(b: &Browser) -> bool {
    b.client.find(Locator::Css(".nav ul")).await.unwrap().is_displayed().await.unwrap()
}

/// What the button says of the menu to whoever hears the page.
async fn expanded(b: &Browser) -> Option<bool> {
    let tree = b.inside.call("Accessibility.getFullAXTree", json!({})).await;
    let is_button = |node: &&Value| node["role"]["value"] == "button" && node["name"]["value"] == "Meny";
    let button = tree["nodes"].as_array().unwrap().iter().find(is_button).unwrap().clone();
    let properties = button["properties"].as_array().unwrap().clone();
    properties.iter().find(|property| property["name"] == "expanded").and_then(|property| property["value"]["value"].as_bool())
}
