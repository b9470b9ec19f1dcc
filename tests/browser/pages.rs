//! What is true of every page: it fits, it is built as a page should be, and axe has nothing to say against it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::browser::Browser;

/// A desk, a phone, and a phone for whoever needs large letters (400 % of 1280).
const WIDTHS: [u32; 3] = [1280, 390, 320];
const HEIGHT: u32 = 900;
const RULES: [&str; 4] = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

const LAYOUT: &str = "
    const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(e).position !== 'absolute');
    return {
        scroll: document.documentElement.scrollWidth, inner: innerWidth, headings: document.querySelectorAll('h1').length,
        lang: document.documentElement.lang, title: document.title, wide: wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 120)),
    };";

/// Whatever gets the focus can be seen, at least in part: no bar lies over it (WCAG 2.4.11).
const OBSCURED: &str = "
    const seen = (e, r) => [0.05, 0.5, 0.95].some((x) => [0.1, 0.5, 0.9].some((y) => {
        const top = document.elementFromPoint(r.left + r.width * x, r.top + r.height * y);
        return top && (e.contains(top) || top.contains(e) || (e.labels && [...e.labels].some((label) => label.contains(top))));
    }));
    const all = [...document.querySelectorAll('main a[href], main button, main input, main select, main textarea, main summary')];
    return all.filter((e) => e.tabIndex >= 0 && e.checkVisibility() && !e.matches(':disabled')).filter((e) => {
        e.focus();
        return !seen(e, e.getBoundingClientRect());
    }).map((e) => e.outerHTML.slice(0, 120));";

/// Text in a column so narrow that it breaks inside most of its words.
const SQUEEZED: &str = "
    const own = (e) => [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join('');
    return [...document.querySelectorAll('main *')].filter((e) => own(e).length > 8 && e.checkVisibility() && !e.closest('.vh, thead, textarea, svg, option, progress')).filter((e) => {
        const range = document.createRange();
        range.selectNodeContents(e);
        return range.getBoundingClientRect().width < 48;
    }).map((e) => own(e).slice(0, 60));";

const SPOIL: &str = "
    const main = document.querySelector('main .wrap');
    const add = (tag) => main.appendChild(document.createElement(tag));
    const narrow = add('p');
    narrow.textContent = 'Sammanfattande svar';
    narrow.style.cssText = 'width: 1rem; overflow-wrap: anywhere';
    add('img').src = '/static/favicon.svg';
    add('h1').textContent = 'Två';
    add('input').type = 'text';
    const pale = add('p');
    pale.textContent = 'Knappt läsligt';
    pale.style.color = 'rgb(128 128 128 / 0.6)';
    add('div').style.cssText = 'width: 3000px; height: 1px';
    const link = add('a');
    link.href = '/';
    link.textContent = 'Under';
    add('div').style.cssText = 'position: fixed; inset: 0';";

const AXE: &str = "
    const [part, tags, done] = arguments;
    const tell = (v) => ({ rule: v.id, help: v.help, nodes: v.nodes.map((n) => n.target.join(' ') + ' — ' + n.html.slice(0, 160) + ' — ' + (n.any.concat(n.all, n.none)[0]?.message ?? '')) });
    axe.run(part, { runOnly: tags, resultTypes: ['violations'] }).then((r) => done(r.violations.map(tell)), (e) => done([{ rule: 'axe', help: String(e), nodes: [] }]));";

/// Looks at pages, and remembers what is wrong with them.
pub(crate) struct Inspection {
    /// Nothing when it could not be fetched.
    axe: Option<String>,
    shots: Option<PathBuf>,
    /// What is wrong, and on which pages.
    faults: BTreeMap<String, Vec<String>>,
}

impl Inspection {
    /// With the environment variable SHOTS, a picture of every page is left in that folder.
    pub(crate) fn begin() -> Self {
        let shots = std::env::var_os("SHOTS").map(PathBuf::from);
        if let Some(folder) = &shots {
            fs::create_dir_all(folder).unwrap();
        }
        Self { axe: axe(), shots, faults: BTreeMap::new() }
    }

    /// Fails with everything that was found.
    pub(crate) fn end(self) {
        let told = self.told();
        assert!(told.is_empty(), "{} faults:\n\n{}\n", told.len(), told.join("\n\n"));
    }

    /// What was found so far, each fault with the pages that have it.
    pub(crate) fn told(&self) -> Vec<String> {
        self.faults.iter().map(|(fault, pages)| format!("{fault}\n    on {}", pages.join(", "))).collect()
    }

    /// The page that the browser shows, under a name for the report.
    pub(crate) async fn look_at(&mut self, b: &Browser, name: &str) {
        self.look_at_in(b, "sv", name).await;
    }

    /// The same of a page in another language.
    pub(crate) async fn look_at_in(&mut self, b: &Browser, lang: &str, name: &str) {
        for width in WIDTHS {
            resize(b, width).await;
            self.layout(b, lang, name, width).await;
        }
        // One picture after the other, so that the widest comes last and the page is left as it was.
        resize(b, 390).await;
        self.ask_axe(b, "html", name, "phone").await;
        self.picture(b, name, 390, "phone").await;
        resize(b, 1280).await;
        for scheme in ["dark", "light"] {
            paint(b, scheme).await;
            self.ask_axe(b, "html", name, scheme).await;
            self.picture(b, name, 1280, scheme).await;
        }
        self.print(b, name).await;
        let hidden = b.client.execute(OBSCURED, vec![]).await.unwrap();
        for node in hidden.as_array().unwrap() {
            self.fault(name, &format!("something lies over what has the focus: {node}"));
        }
    }

    /// A page that was looked at is looked at once more in another language, on a phone: its words are longer or shorter there.
    pub(crate) async fn look_again_in(&mut self, b: &Browser, lang: &str, name: &str) {
        resize(b, 390).await;
        self.layout(b, lang, name, 390).await;
        self.ask_axe(b, "html", name, "phone").await;
    }

    /// On a page that was just opened, the first Tab offers to skip the menu.
    pub(crate) async fn first_tab_skips(&mut self, b: &Browser, name: &str) {
        b.keys(&[Key::Tab]).await;
        let focused = b.focused().await;
        if focused != "skip" {
            self.fault(name, &format!("the first Tab leads to “{focused}”, not to the skip link"));
        }
        // The link lies over the page only while it has the focus.
        b.client.execute("document.activeElement.blur()", vec![]).await.unwrap();
    }

    /// A page that is spoilt in every way that is looked for must not pass: else the inspection itself sees nothing.
    pub(crate) async fn sees_what_is_wrong(&self, b: &Browser) {
        b.client.execute(SPOIL, vec![]).await.unwrap();
        let mut test = Self { axe: self.axe.clone(), shots: None, faults: BTreeMap::new() };
        test.look_at(b, "spoilt").await;
        let told: Vec<&String> = test.faults.keys().collect();
        let wanted = [
            "(phone) \"image-alt\"",
            "(light) \"label\"",
            "(light) \"color-contrast\"",
            "(dark) \"color-contrast\"",
            "2 main headings",
            "px wide",
            "lies over",
            "few letters",
        ];
        // What axe sees is seen only where axe is.
        for fault in wanted.into_iter().filter(|fault| self.axe.is_some() || !fault.starts_with('(')) {
            assert!(told.iter().any(|told| told.contains(fault)), "{fault} is not seen, only {told:#?}");
        }
    }

    pub(crate) fn fault(&mut self, name: &str, what: &str) {
        let pages = self.faults.entry(what.to_owned()).or_default();
        if pages.last().is_none_or(|last| last != name) {
            pages.push(name.to_owned());
        }
    }

    async fn layout(&mut self, b: &Browser, lang: &str, name: &str, width: u32) {
        let page = b.client.execute(LAYOUT, vec![]).await.unwrap();
        let number = |key: &str| page[key].as_u64().unwrap();
        if number("scroll") > number("inner") {
            self.fault(name, &format!("{} px wide in a window of {width}: {}", page["scroll"], page["wide"]));
        }
        let squeezed = b.client.execute(SQUEEZED, vec![]).await.unwrap();
        for text in squeezed.as_array().unwrap() {
            self.fault(name, &format!("text in a column of a few letters in a window of {width}: {text}"));
        }
        if number("headings") != 1 {
            self.fault(name, &format!("has {} main headings", page["headings"]));
        }
        if page["lang"] != lang || page["title"].as_str().unwrap().trim().is_empty() {
            self.fault(name, &format!("has the language {} and the title {}", page["lang"], page["title"]));
        }
    }

    /// What axe has to say of a part of the page.
    pub(crate) async fn ask_axe(&mut self, b: &Browser, part: &str, name: &str, how: &str) {
        // It is a script itself.
        let Some(axe) = self.axe.as_ref().filter(|_| b.scripts) else { return };
        b.client.execute(axe, vec![]).await.unwrap();
        let violations = b.client.execute_async(AXE, vec![json!(part), json!(RULES)]).await.unwrap();
        for violation in violations.as_array().unwrap() {
            for node in violation["nodes"].as_array().unwrap().iter().filter_map(Value::as_str) {
                self.fault(name, &format!("({how}) {}: {}\n    {node}", violation["rule"], violation["help"]));
            }
        }
    }

    pub(crate) async fn picture(&self, b: &Browser, name: &str, width: u32, how: &str) {
        let Some(folder) = &self.shots else { return };
        let height = b.client.execute("return document.documentElement.scrollHeight", vec![]).await.unwrap();
        let clip = json!({"x": 0, "y": 0, "width": width, "height": height, "scale": 1});
        let picture = b.inside.call("Page.captureScreenshot", json!({"format": "png", "captureBeyondViewport": true, "clip": clip})).await;
        keep(&picture, &folder.join(format!("{name}-{how}.png")));
    }

    async fn print(&self, b: &Browser, name: &str) {
        let Some(folder) = &self.shots else { return };
        let a4 = json!({"paperWidth": 8.27, "paperHeight": 11.69, "printBackground": false});
        keep(&b.inside.call("Page.printToPDF", a4).await, &folder.join(format!("{name}-print.pdf")));
    }
}

fn keep(file: &Value, path: &Path) {
    fs::write(path, STANDARD.decode(file["data"].as_str().unwrap()).unwrap()).unwrap();
}

pub(crate) async fn resize(b: &Browser, width: u32) {
    b.inside.call("Emulation.setDeviceMetricsOverride", json!({"width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": false})).await;
}

pub(crate) async fn paint(b: &Browser, scheme: &str) {
    b.inside.call("Emulation.setEmulatedMedia", json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]})).await;
}

/// The accessibility checker's source, fetched by npm the first time. Without npm or its registry everything else is
/// still judged; that accessibility was not is said loudly, and `YTTRANDE_REQUIRE_AXE=1` makes it a failure.
fn axe() -> Option<String> {
    match fetched("axe-core/axe.min.js") {
        Ok(source) => Some(fs::read_to_string(source).unwrap()),
        Err(why) => {
            assert!(std::env::var_os("YTTRANDE_REQUIRE_AXE").is_none(), "axe-core could not be fetched: {why}");
            eprintln!("ACCESSIBILITY WAS NOT JUDGED BY AXE: npm could not fetch axe-core ({}). Install Node.js 18 or newer with npm.", why.trim());
            None
        }
    }
}

/// A file of a package of npm, fetched with all others when it is not there; or why it could not be.
pub(crate) fn fetched(file: &str) -> Result<PathBuf, String> {
    // Several tests ask at once, and one fetches.
    static FETCHING: Mutex<()> = Mutex::new(());
    let _turn = FETCHING.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let source = folder.join("node_modules").join(file);
    if source.is_file() {
        return Ok(source);
    }
    let fetched = Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--prefix"]).arg(&folder).output();
    let why = match fetched {
        Ok(output) if output.status.success() => String::new(),
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => error.to_string(),
    };
    if source.is_file() { Ok(source) } else { Err(why) }
}
