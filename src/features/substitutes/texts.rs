//! What is said of substitutes.

crate::texts! {
    substitutes { sv: "Ersättare", en: "Substitutes" }
    lead(board: &str) { sv: "Utse en kollega som svarar för {board} i ditt ställe under en tid, till exempel en ledighet. Ersättaren ser det du ser, får samma påminnelser och kan låsa, skriva in beslut och skicka in. Rollen upphör av sig själv efter den sista dagen.", en: "Name a colleague who answers for {board} in your place for a time, for example during leave. The substitute sees what you see, gets the same reminders and can lock, record decisions and submit. The role ends by itself after the last day." }
    now_and_later { sv: "Utsedda ersättare", en: "Named substitutes" }
    stands_in(name: &str, other: &str, from: &str, to: &str) { sv: "{name} ersätter {other}, {from} till och med {to}", en: "{name} stands in for {other}, {from} to {to}" }
    none { sv: "Ingen ersättare är utsedd.", en: "No substitute is named." }
    end { sv: "Avsluta ersättningen", en: "End the substitution" }
    name_one { sv: "Utse en ersättare", en: "Name a substitute" }
    who { sv: "Vem ersätter dig?", en: "Who stands in for you?" }
    choose { sv: "Välj en kollega", en: "Choose a colleague" }
    who_hint { sv: "Den som redan arbetar för nämnden här. Saknas någon ber ni administratören lägga till hen.", en: "Somebody who works for the board here already. If somebody is missing, ask the administrator to add her." }
    who_needed { sv: "Välj vem som ersätter dig.", en: "Choose who stands in for you." }
    from_day { sv: "Första dag", en: "First day" }
    to_day { sv: "Sista dag", en: "Last day" }
    from_is_over { sv: "Den första dagen kan inte vara före i dag.", en: "The first day cannot be before today." }
    to_before_from { sv: "Den sista dagen kan inte vara före den första.", en: "The last day cannot be before the first." }
    too_long { sv: "En ersättare kan utses för högst ett år.", en: "A substitute can be named for a year at most." }
    beyond_own(day: &str) { sv: "Din egen roll gäller till och med {day}.", en: "Your own role holds until {day}." }
    there_already(name: &str) { sv: "{name} har redan samma roll för nämnden de dagarna.", en: "{name} has the same role for the board on those days already." }
    nobody_to_choose { sv: "Ingen annan arbetar för nämnden här ännu. Be administratören lägga till den som ska ersätta dig.", en: "Nobody else works for the board here yet. Ask the administrator to add whoever is to stand in for you." }
    only_own { sv: "Du ersätter själv någon annan, och kan inte utse en ersättare.", en: "You stand in for somebody else yourself, and cannot name a substitute." }
}
