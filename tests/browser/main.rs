//! The tests that look at the program as people do: through a browser's window. Slow, few, and about the whole.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly, and polls what only time shows")]

mod browser;
mod chromium;
mod gallery;
mod journey;
mod menu;
mod municipality;
mod pages;
mod passkeys;
mod product;
mod saving;
mod sign_on;
mod walk;
mod web;

use browser::{in_browser, with_browser};
use chromium::Programs;
use product::Product;

#[tokio::test(flavor = "multi_thread")]
async fn an_audit_goes_from_its_letter_to_the_councils_overview() {
    the_journey(true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_audit_goes_from_its_letter_to_the_councils_overview_without_scripts() {
    the_journey(false).await;
}

async fn the_journey(scripts: bool) {
    let Some(programs) = Programs::find() else { return };
    let product = Product::empty().await;
    let link = product.first_link.clone().unwrap();
    with_browser(&programs, product, scripts, |browser| journey::an_audit_goes_through_the_service(browser, link)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_municipality_lets_its_people_in() {
    with_a_provider(true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_municipality_lets_its_people_in_without_scripts() {
    with_a_provider(false).await;
}

async fn with_a_provider(scripts: bool) {
    let Some(programs) = Programs::find() else { return };
    let Some((_provider, product)) = sign_on::Provider::with_product().await else { return };
    let link = product.first_link.clone().unwrap();
    with_browser(&programs, product, scripts, |browser| sign_on::ylva_signs_in_with_the_municipality(browser, link)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_on_a_device_lets_its_owner_in() {
    let Some(programs) = Programs::find() else { return };
    let product = passkeys::with_a_name().await;
    let link = product.first_link.clone().unwrap();
    with_browser(&programs, product, true, |browser| passkeys::ylva_signs_in_with_a_passkey(browser, link)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_nobody_is_shown_a_button_for_a_key() {
    let Some(programs) = Programs::find() else { return };
    let product = passkeys::with_a_name().await;
    let link = product.first_link.clone().unwrap();
    with_browser(&programs, product, false, |browser| passkeys::nothing_of_it_is_shown(browser, link)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_fits_every_window_and_everybody_can_use_it() {
    let Some(programs) = Programs::find() else { return };
    with_browser(&programs, Product::demo().await, true, walk::through_the_demo).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_written_is_lost_whatever_is_taken_away() {
    let Some(programs) = Programs::find() else { return };
    saving::nothing_is_lost(&programs, Product::demo().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_can_open_and_use_the_menu_on_a_phone() {
    let Some(programs) = Programs::find() else { return };
    with_browser(&programs, Product::demo().await, true, |browser| async {
        menu::a_spoilt_menu_is_seen(browser.clone()).await;
        menu::opens_for_everybody(browser).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_can_open_and_use_the_menu_on_a_phone_without_scripts() {
    let Some(programs) = Programs::find() else { return };
    with_browser(&programs, Product::demo().await, false, menu::opens_for_everybody).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_part_is_sound_in_each_of_its_states_and_in_both_languages() {
    let Some(programs) = Programs::find() else { return };
    in_browser(&programs, gallery::is_sound).await;
}

#[test]
fn every_template_is_shown_in_the_gallery_or_on_the_walk() {
    gallery::every_template_is_shown();
}
