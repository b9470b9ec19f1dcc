//! The words of what boards tell of their measures between rounds.

crate::texts! {
    heading { sv: "Lägesbesked", en: "Status report" }
    responses { sv: "Yttranden", en: "Responses" }
    lead { sv: "Berätta hur det går med åtgärder vars dag har kommit. Ni kan svara om en eller flera. Revisorerna får veta det, och det står som nämndens egna ord på punkternas sidor.", en: "Tell how measures go whose day has come. You can answer about one or more. The auditors are told, and it stands as the board’s own word on the pages of the items." }
    no_deadline { sv: "Detta är ingen sista dag och ersätter inte det uppföljande yttrandet. Det som lämnas ändras inte; ett nytt besked kan lämnas senare.", en: "This is no deadline and does not replace the follow-up response. What is given is not changed; another report can be given later." }
    nothing { sv: "Det finns ingen åtgärd att berätta om just nu.", en: "There is no measure to tell of right now." }
    read_response { sv: "Läs yttrandet", en: "Read the response" }
    goes_by(day: &str) { sv: "Dagen som gäller: {day}", en: "The day that counts: {day}" }
    told_before(day: &str, how: &str, words: &str) { sv: "Ni berättade {day}: {how}. {words}", en: "You told on {day}: {how}. {words}" }
    how_it_goes { sv: "Hur går det?", en: "How is it going?" }
    no_answer { sv: "Inget besked nu", en: "No report now" }
    done { sv: "Genomförd", en: "Done" }
    goes_on { sv: "Pågår, med ny sista dag", en: "Goes on, with a new latest day" }
    dropped { sv: "Genomförs inte", en: "Will not be done" }
    in_words { sv: "Vad har gjorts, och hur syns det? Eller: varför är åtgärden inte klar?", en: "What has been done, and how can it be seen? Or: why is the measure not done?" }
    day { sv: "Dag", en: "Day" }
    day_hint { sv: "Dagen då åtgärden blev klar, eller den nya sista dagen. Till exempel 15 mars 2026 eller mars 2026. Lämnas tom om åtgärden inte genomförs.", en: "The day on which the measure was done, or the new latest day. For example 15 March 2026 or March 2026. Leave empty if the measure will not be done." }
    give { sv: "Lämna lägesbesked", en: "Give the status report" }
    cancel { sv: "Avbryt", en: "Cancel" }
    others { sv: "Också här har dagen kommit för åtgärder", en: "The day of measures has come here, too" }
    answer_one { sv: "Välj hur det går med minst en åtgärd.", en: "Choose how at least one measure goes." }
    choose { sv: "Välj hur det går med åtgärden.", en: "Choose how the measure goes." }
    words_needed { sv: "vad som har gjorts, eller varför åtgärden inte är klar", en: "what has been done, or why the measure is not done" }
    done_too_early(letter: &str) { sv: "Dagen är före missivet, som är från den {letter}. Det som planerades som svar på det kan inte ha varit genomfört då.", en: "The day is before the covering letter, which is from {letter}. What was planned in answer to it cannot have been done then." }
    done_in_future { sv: "Dagen har inte kommit än. Skriv dagen då åtgärden blev klar, eller välj att den pågår.", en: "That day has not come yet. Enter the day on which the measure was done, or choose that it goes on." }
    new_day_is_over { sv: "Den nya sista dagen har redan passerat. Skriv när åtgärden nu ska vara klar.", en: "The new last day has already passed. Enter when the measure will now be done." }
}
