crate::texts! {
    other_language { sv: "In English", en: "På svenska" }
    help { sv: "Hjälp och kontakt", en: "Help and contact" }
    on_this_page { sv: "På den här sidan", en: "On this page" }
    for_boards { sv: "För nämnder", en: "For boards" }
    for_auditors { sv: "För revisionen", en: "For the auditors" }
    for_council { sv: "För fullmäktige", en: "For the council" }
    for_administrators { sv: "För den som administrerar", en: "For administrators" }
    contact { sv: "Kontakt", en: "Contact" }
    contact_for(contact: &str) { sv: "Kontakta oss: {contact}", en: "Contact us: {contact}" }
    contact_plain { sv: "Kontakta den som administrerar tjänsten i din organisation.", en: "Contact whoever administers the service in your organisation." }
    whoever_runs_it { sv: "Den organisation som driver tjänsten", en: "The organisation that runs the service" }

    accessibility_link { sv: "Tillgänglighetsredogörelse", en: "Accessibility statement" }
    accessibility { sv: "Tillgänglighetsredogörelse för Revisionsuppföljning", en: "Accessibility statement for Audit follow-up" }
    stands_behind(organisation: &str) {
        sv: "{organisation} står bakom den här tjänsten. Vi vill att så många som möjligt ska kunna använda den. Här beskriver vi hur tjänsten uppfyller lagen om tillgänglighet till digital offentlig service, vilka brister vi känner till och hur du rapporterar brister till oss.",
        en: "{organisation} is responsible for this service. We want as many people as possible to be able to use it. Here we describe how the service meets the Swedish act on accessibility to digital public services, which shortcomings we know of and how you report shortcomings to us."
    }
    how_accessible { sv: "Hur tillgänglig är tjänsten?", en: "How accessible is the service?" }
    partly {
        sv: "Tjänsten är delvis förenlig med lagen (2018:1937) om tillgänglighet till digital offentlig service, enligt EN 301 549 V3.2.1. Det beror på det som står under Innehåll som inte är tillgängligt. Tjänsten är byggd för WCAG 2.2 nivå AA.",
        en: "The service is partially compliant with the act (2018:1937) on accessibility to digital public services, by EN 301 549 V3.2.1. The reasons are given under Content that is not accessible. The service has been built for WCAG 2.2 level AA."
    }
    cannot_use { sv: "Vad kan du göra om du inte kan använda delar av tjänsten?", en: "What can you do if you cannot use parts of the service?" }
    cannot_use_lead { sv: "Säg till oss, så hjälper vi dig på ett annat sätt.", en: "Tell us, and we will help you in another way." }
    report { sv: "Rapportera brister", en: "Report shortcomings" }
    report_lead {
        sv: "Har du hittat en brist som inte står här, eller tycker du att vi inte uppfyller lagens krav? Meddela oss på samma sätt.",
        en: "Have you found a shortcoming that is not mentioned here, or do you think that we do not meet the requirements of the act? Tell us in the same way."
    }
    supervision { sv: "Tillsyn", en: "Supervision" }
    supervision_lead {
        sv: "Myndigheten för digital förvaltning (Digg) ansvarar för tillsynen över lagen. Är du inte nöjd med hur vi hanterar dina synpunkter kan du anmäla det till myndigheten.",
        en: "The Agency for Digital Government (Digg) supervises the act. If you are not satisfied with how we handle your views, you can report this to the agency."
    }
    complain { sv: "Anmäl bristande tillgänglighet till Digg", en: "Report lacking accessibility to Digg (in Swedish)" }
    not_accessible { sv: "Innehåll som inte är tillgängligt", en: "Content that is not accessible" }
    not_compliant { sv: "Bristande förenlighet med lagen", en: "Not compliant with the act" }
    files {
        sv: "Bifogade filer, till exempel granskningsrapporter och protokollsutdrag, kan sakna taggar. Be oss om en tillgänglig version.",
        en: "Attached files, such as audit reports and extracts from minutes, may lack tags. Ask us for an accessible version."
    }
    tested { sv: "Hur vi har testat", en: "How we have tested" }
    tested_lead {
        sv: "Bedömningen är en självskattning. Den bygger på automatiska tester av tjänsten. Automatiska tester hittar inte alla brister, och ingen utomstående har granskat tjänsten.",
        en: "The evaluation is a self-assessment. It is based on automatic tests of the service. Automatic tests do not find all shortcomings, and no outside party has reviewed the service."
    }
    holds_for(version: &str) { sv: "Redogörelsen gäller version {version} av tjänsten.", en: "This statement applies to version {version} of the service." }

    privacy { sv: "Personuppgifter", en: "Personal data" }
    responsible(organisation: &str) {
        sv: "Varje nämnd är personuppgiftsansvarig för sina uppgifter, och revisorerna för sina. {organisation} svarar på frågor om tjänsten.",
        en: "Each board is the controller of its own personal data, and the auditors of theirs. {organisation} answers questions about the service."
    }
    what_and_why { sv: "Vad som sparas och varför", en: "What is kept and why" }
    kept_account { sv: "Namn och e-postadress", en: "Name and e-mail address" }
    kept_account_why { sv: "För att du ska kunna logga in, och för att andra ska se vem som har gjort vad.", en: "So that you can sign in, and so that others see who has done what." }
    kept_roles { sv: "Roller, nämnd och tid", en: "Roles, board and period" }
    kept_roles_why { sv: "För att du ska komma åt rätt saker, och för att det ska gå att visa i efterhand vem som fick göra vad.", en: "So that you reach the right things, and so that it can be shown afterwards who was allowed to do what." }
    kept_request { sv: "Begäran om åtkomst", en: "Requests for access" }
    kept_request_why {
        sv: "Namn, adress, nämnd och skäl, för att den som svarar för nämnden ska kunna säga ja eller nej. Det som inte bekräftas tas bort efter ett dygn, och det som besvaras efter 30 dagar.",
        en: "Name, address, board and reason, so that whoever answers for the board can say yes or no. What is not confirmed is removed after a day, and what is answered after 30 days."
    }
    kept_password { sv: "Ett kontrollvärde av ditt lösenord", en: "A check value of your password" }
    kept_password_why { sv: "För att kontrollera lösenordet när du loggar in. Själva lösenordet sparas inte.", en: "To check the password when you sign in. The password itself is not kept." }
    kept_two_step { sv: "Nyckeln till dina inloggningskoder", en: "The key of your sign-in codes" }
    kept_two_step_why {
        sv: "Om du har slagit på tvåstegsinloggning, för att kontrollera koderna. Nyckeln är krypterad, och av återställningskoderna sparas bara kontrollvärden.",
        en: "If you have turned on two-step sign-in, to check the codes. The key is encrypted, and of the recovery codes only check values are kept."
    }
    kept_sign_on { sv: "Vad kommunens inloggning kallar dig", en: "What the municipality’s sign-in calls you" }
    kept_sign_on_why {
        sv: "Om du har kopplat den till ditt konto, för att känna igen dig när du loggar in med den. Det är ett namn bara för datorer, och det tas bort när du tar bort kopplingen.",
        en: "If you have connected it to your account, to recognise you when you sign in with it. It is a name for computers only, and it goes when you remove the connection."
    }
    kept_passkeys { sv: "Den öppna halvan av dina inloggningsnycklar", en: "The public half of your passkeys" }
    kept_passkeys_why {
        sv: "Om du har lagt till en inloggningsnyckel, för att känna igen den: med vad du kallar den, när du lade till den och när du använde den senast. Den hemliga halvan lämnar aldrig din telefon eller dator. Allt tas bort när du tar bort nyckeln.",
        en: "If you have added a passkey, to recognise it: with what you call it, when you added it and when you used it last. The secret half never leaves your phone or computer. All of it goes when you remove the passkey."
    }
    kept_calendar { sv: "Ett kontrollvärde av din kalenderadress", en: "A check value of your calendar address" }
    kept_calendar_why {
        sv: "Om du prenumererar på kalendern, för att känna igen adressen när ditt kalenderprogram hämtar den. Själva adressen sparas inte.",
        en: "If you subscribe to the calendar, to recognise the address when your calendar program fetches it. The address itself is not kept."
    }
    kept_sessions { sv: "Inloggningar", en: "Sessions" }
    kept_sessions_why {
        sv: "När du loggade in, när du senast var aktiv, när inloggningen upphörde, vad webbläsaren kallar sig och ungefär från vilket nät. Det behövs för att logga ut dig, och för att du ska kunna upptäcka om någon annan använder ditt konto: en inloggning i en ny webbläsare får du ett mejl om.",
        en: "When you signed in, when you were last active, when the session ended, what the browser calls itself and roughly from which network. This is needed to sign you out, and so that you can discover if somebody else uses your account: you get a mail about a sign-in in a new browser."
    }
    kept_attempts { sv: "Misslyckade inloggningar", en: "Failed sign-ins" }
    kept_attempts_why { sv: "Antal och tid för varje konto, för att hindra den som försöker gissa lösenord.", en: "Number and time for each account, to stop anybody who tries to guess passwords." }
    kept_events { sv: "Händelser", en: "Events" }
    kept_events_why { sv: "Vad du har gjort och när, till exempel låst eller skickat in ett yttrande. Då går det att följa vad som har hänt. Revisionen och nämnderna ser sina egna händelser under Händelser.", en: "What you have done and when, for example locked or submitted a response. That makes it possible to follow what has happened. The auditors and the boards see their own events under Events." }
    kept_texts { sv: "Vem som sparade en text", en: "Who saved a text" }
    kept_texts_why { sv: "Varje sparad version har namn och tid, så att det går att se vem som skrev vad.", en: "Each saved version has a name and a time, so that it can be seen who wrote what." }
    kept_documents { sv: "Namn i handlingar", en: "Names in documents" }
    kept_documents_why { sv: "Missiv, yttranden och bilagor kan nämna personer, till exempel den som har skrivit under eller ansvarar för en åtgärd.", en: "Letters, responses and attachments may name people, for example whoever signed or is responsible for a measure." }
    legal { sv: "Rättslig grund", en: "Legal basis" }
    legal_lead {
        sv: "Uppgifterna behövs för att följa upp revisionens granskningar enligt kommunallagen. Grunden är en uppgift av allmänt intresse och rättsliga förpliktelser, artikel 6.1 e och c i dataskyddsförordningen.",
        en: "The data are needed to follow up audits under the Swedish Local Government Act. The basis is a task in the public interest and legal obligations, Article 6(1)(e) and (c) of the General Data Protection Regulation."
    }
    how_long { sv: "Hur länge uppgifterna finns kvar", en: "How long the data are kept" }
    how_long_session {
        sv: "En inloggning upphör efter 45 minuter utan aktivitet och senast efter tio timmar. Uppgifterna om den tas bort efter 90 dagar, men de om din senaste inloggning finns kvar så länge kontot finns. En webbläsare som du har loggat in i känns igen i 180 dagar.",
        en: "A session ends after 45 minutes without activity, and after ten hours at the latest. The data about it are removed after 90 days, but those about your latest session are kept for as long as the account. A browser in which you have signed in is recognised for 180 days."
    }
    how_long_records {
        sv: "Ett konto avslutas när du slutar, men namnet finns kvar vid det du har gjort. Skickade granskningar, inskickade yttranden, publicerade omdömen och händelser tas inte bort av tjänsten, och inte heller uppgifter om konton. Organisationens regler för gallring avgör hur länge de bevaras.",
        en: "An account is ended when you leave, but the name remains with what you have done. Sent audits, submitted responses, published verdicts and events are not removed by the service, nor are data about accounts. The organisation’s rules for disposal decide how long they are preserved."
    }
    rights { sv: "Dina rättigheter", en: "Your rights" }
    rights_lead {
        sv: "Du kan begära att få veta vilka uppgifter som finns om dig, att få dem rättade eller att användningen begränsas. Du kan också invända mot den. Uppgifter i allmänna handlingar kan oftast inte raderas.",
        en: "You can ask to know which data exist about you, to have them corrected or to have their use restricted. You can also object to it. Data in official documents can usually not be erased."
    }
    rights_complaint { sv: "Är du inte nöjd kan du klaga hos Integritetsskyddsmyndigheten (IMY), imy.se.", en: "If you are not satisfied, you can complain to the Swedish Authority for Privacy Protection (IMY), imy.se." }
    cookies { sv: "Kakor", en: "Cookies" }
    cookies_lead {
        sv: "Tjänsten använder tre slags kakor. En håller dig inloggad, en minns vilket språk du har valt, och en känner igen webbläsaren där du har loggat in, så att andras försök att gissa ditt lösenord inte stänger dig ute. De behövs för att tjänsten ska fungera som du har begärt. Inga andra kakor används, och ingen följer ditt besök.",
        en: "The service uses three kinds of cookies. One keeps you signed in, one remembers the language you have chosen, and one recognises the browser in which you have signed in, so that others who guess at your password do not shut you out. They are needed for the service to work as you have asked. There are no other cookies, and nobody tracks your visit."
    }

    about { sv: "Om tjänsten", en: "About the service" }
    about_lead {
        sv: "Revisionsuppföljning hjälper kommunens revisorer, nämnder och fullmäktige att följa vad som händer efter en granskning. Revisionen skickar sin granskning till nämnderna med en sista dag. Nämnderna svarar, först med vad de tänker göra och sedan med vad som blev gjort. Revisionen lämnar sitt omdöme och fullmäktige ser resultatet.",
        en: "Audit follow-up helps a municipality’s auditors, boards and council to follow what happens after an audit. The auditors send their audit to the boards with a last day. The boards respond, first with what they plan to do and then with what was done. The auditors give their verdict and the council sees the result."
    }
    run_by { sv: "Drivs av", en: "Run by" }
    name { sv: "Programmets namn", en: "Name of the program" }
    version { sv: "Version", en: "Version" }
    licence { sv: "Licens", en: "Licence" }
}

impl Texts {
    /// Whom to ask: the organisation's own words, or the way to find them.
    pub(super) fn whom_to_contact(self, contact: &str) -> String {
        if contact.trim().is_empty() { self.contact_plain().to_owned() } else { self.contact_for(contact.trim()) }
    }

    /// The organisation, which has no name until the service has been set up.
    pub(super) fn organisation(self, name: &str) -> String {
        if name.trim().is_empty() { self.whoever_runs_it().to_owned() } else { name.trim().to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::language::Lang;

    #[test]
    fn pages_make_sense_before_the_service_has_been_set_up() {
        let t = Texts::from(Lang::SV);
        assert_eq!(t.whom_to_contact("  "), "Kontakta den som administrerar tjänsten i din organisation.");
        assert_eq!(t.whom_to_contact("revision@strandkoping.se"), "Kontakta oss: revision@strandkoping.se");
        assert_eq!(t.organisation(""), "Den organisation som driver tjänsten");
    }
}
