//! The words of asking for a supplement.

crate::texts! {
    ask { sv: "Begär komplettering", en: "Ask for a supplement" }
    came(day: &str) { sv: "Yttrandet kom in {day}.", en: "The response was received on {day}." }
    lead { sv: "Nämnden får veta vad som saknas och till när. Det som är inlämnat ändras inte: kompletteringen läggs bredvid, och fullmäktige ser att den är begärd, vad som begärdes och om den kom i tid.", en: "The board is told what is missing and by when. What has been submitted is not changed: the supplement is added beside it, and the council sees that it was requested, what was asked for and whether it came in time." }
    wanted { sv: "Vad saknas?", en: "What is missing?" }
    wanted_hint { sv: "Skriv så att nämnden kan svara utan att fråga. Alla som får läsa yttrandet läser det här.", en: "Write so that the board can answer without asking. Everybody who may read the response reads this." }
    wanted_needed { sv: "vad som saknas", en: "what is missing" }
    day { sv: "Sista dag för kompletteringen", en: "Last day for the supplement" }
    day_hint { sv: "Till exempel 2025-04-30. Dagen flyttas aldrig i efterhand: ska den vara en annan återtar ni begäran, med skäl, och begär på nytt.", en: "For example 2025-04-30. The day is never moved afterwards: if it is to be another, you withdraw the request, with a reason, and ask anew." }
    day_is_over { sv: "Skriv en dag som kommer efter i dag.", en: "Enter a day that comes after today." }
    day_too_far { sv: "Dagen ligger mer än två år bort. Kontrollera året.", en: "The day is more than two years away. Check the year." }
    waits_until(day: &str) { sv: "En komplettering är redan begärd, senast {day}. Nästa kan begäras när den har kommit, eller när begäran är återtagen.", en: "A supplement is requested already, by {day}. The next can be requested once it has come, or once the request is withdrawn." }
    cancel { sv: "Avbryt", en: "Cancel" }
    read_response { sv: "Läs yttrandet", en: "Read the response" }
    responses { sv: "Yttranden", en: "Responses" }

    withdraw { sv: "Återta begäran om komplettering", en: "Withdraw the request for a supplement" }
    withdraw_lead { sv: "Nämnden får veta att kompletteringen inte väntas längre. Det som begärdes och skälet går att läsa även efteråt.", en: "The board is told that the supplement is no longer awaited. What was asked for and the reason can be read afterwards as well." }
    asked(at: &str, day: &str) { sv: "Begärd {at}, senast {day}.", en: "Requested {at}, by {day}." }
    reason { sv: "Varför återtas begäran?", en: "Why is the request withdrawn?" }
    reason_hint { sv: "Alla som får läsa yttrandet läser det här.", en: "Everybody who may read the response reads this." }
    reason_needed { sv: "varför begäran återtas", en: "why the request is withdrawn" }
}
