//! The words of a supplement that is being written.

crate::texts! {
    write_supplement { sv: "Skriv en komplettering", en: "Write a supplement" }
    write_requested { sv: "Skriv kompletteringen", en: "Write the supplement" }
    others_hand_in { sv: "Du kan skriva och bifoga här. Nämndsekreteraren eller ordföranden skickar in.", en: "You can write and attach here. The board secretary or the chair submits." }
    begun { sv: "Påbörjad komplettering", en: "Supplement begun" }
    kept { sv: "Yttrandet är återtaget, så det finns inget att komplettera nu. Det ni hade skrivit och bifogat finns kvar här, och ni kan kopiera det som ska in i yttrandet.", en: "The response has been withdrawn, so there is nothing to supplement now. What you had written and attached is kept here, and you can copy what is to go into the response." }
    kept_unasked { sv: "Yttrandet är återtaget, så det finns inget att komplettera. Det ni hade skrivit och bifogat finns kvar här.", en: "The response has been withdrawn, so there is nothing to supplement. What you had written and attached is kept here." }
    goes_on { sv: "Skickar ni in yttrandet på nytt kan ni skriva vidare på kompletteringen.", en: "If you submit the response anew, you can go on writing the supplement." }
    is_kept { sv: "Ni har en påbörjad komplettering till det som återtogs. Den finns kvar.", en: "You have begun a supplement to what was withdrawn. It is kept." }
    will_be_kept { sv: "Ni har en påbörjad komplettering. Den finns kvar att läsa och kopiera om yttrandet återtas.", en: "You have begun a supplement. It is kept for you to read and copy if the response is withdrawn." }
    show_it { sv: "Visa den", en: "Show it" }
}
