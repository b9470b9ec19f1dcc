crate::texts! {
    // The boards.
    respond_q { sv: "Hur svarar vi på en granskning?", en: "How do we respond to an audit?" }
    respond_a {
        sv: "Öppna Yttranden och välj granskningen. Svara på en punkt i taget och skriv en sammanfattning. Markera varje svar som klart. När allt är klart låser du texten, skriver in nämndens beslut och skickar in.",
        en: "Open Responses and choose the audit. Answer one item at a time and write a summary. Mark each answer as complete. When everything is complete, lock the text, record the board’s decision and submit."
    }
    draft_seen_q { sv: "Kan revisionen se vårt utkast?", en: "Can the auditors see our draft?" }
    draft_seen_a {
        sv: "Nej. Bara de som har en roll i er nämnd kan läsa utkastet. Revisionen och fullmäktige ser yttrandet först när ni har skickat in det.",
        en: "No. Only people with a role in your board can read the draft. The auditors and the council see the response only once you have submitted it."
    }
    lock_q { sv: "Varför ska texten låsas före nämndens möte?", en: "Why is the text locked before the board meets?" }
    lock_a {
        sv: "Då beslutar nämnden om samma text som sedan skickas in. Behöver något ändras kan sekreteraren eller ordföranden öppna texten igen. Då måste den låsas på nytt innan beslutet skrivs in.",
        en: "So that the board decides on the very text that is then submitted. If something must change, the secretary or the chair can open the text again. It must then be locked anew before the decision is recorded."
    }
    handed_in_q { sv: "Hur vet vi att yttrandet har kommit in?", en: "How do we know that the response has come in?" }
    handed_in_a {
        sv: "Ni får ett kvitto med nummer, dag och klockslag. Yttrandet är i tid om det kom in före midnatt på sista dagen. Ett inskickat yttrande går inte att ändra.",
        en: "You get a receipt with a number, a day and a time. The response is on time if it came in before midnight on the last day. A submitted response cannot be changed."
    }
    more_time_q { sv: "Vad gör vi om vi inte hinner?", en: "What do we do if we cannot make it?" }
    more_time_a {
        sv: "Begär anstånd: öppna yttrandet och välj Begär anstånd. Skriv vilken dag ni behöver och varför. Revisionen beslutar, och den gamla dagen gäller tills dess. Det går att skicka in även efter sista dagen, och då syns det hur sent yttrandet kom.",
        en: "Request an extension: open the response and choose Request an extension. Write which day you need and why. The auditors decide, and the old day applies until then. You can submit after the last day too, and it then shows how late the response came."
    }
    follow_up_q { sv: "Vad är ett uppföljande yttrande?", en: "What is a follow-up response?" }
    follow_up_a {
        sv: "I det första yttrandet skriver nämnden vad den tänker göra. I det uppföljande yttrandet redovisar nämnden vad som blev gjort och vad det ledde till. Varje lovad åtgärd får ett eget svar.",
        en: "In the first response the board writes what it plans to do. In the follow-up response it reports what was done and what it led to. Each promised measure gets an answer of its own."
    }

    // The auditors.
    record_q { sv: "Hur lägger vi in en granskning?", en: "How do we record an audit?" }
    record_a {
        sv: "Klistra in missivet, så föreslår tjänsten diarienummer, nämnder och sista dagar. Kontrollera varje förslag mot missivet. Lägg sedan till bedömningar och rekommendationer och bifoga rapporten. Nämnderna ser inget förrän ni skickar.",
        en: "Paste the covering letter, and the service proposes reference, boards and last days. Check each proposal against the letter. Then add assessments and recommendations and attach the report. The boards see nothing until you send it."
    }
    wrong_q { sv: "Kan vi rätta en granskning som är skickad?", en: "Can we correct an audit that has been sent?" }
    wrong_a {
        sv: "Ja, öppet och med ett skäl. Välj Rätta granskningen på dess sida: där rättar ni titel och punkter, lägger till ett glömt dokument och återkallar begäran till en nämnd eller hela granskningen. Det som stod förut går att läsa, och nämnderna får veta. En felaktig sista dag rättar ni genom att trycka på datumet.",
        en: "Yes, in the open and with a reason. Choose Correct the audit on its page: there you correct title and items, add a forgotten document and withdraw the request to a board or the whole audit. What stood before can be read, and the boards are told. A wrong last day you correct by pressing the date."
    }
    see_draft_q { sv: "Kan vi se hur långt nämnden har kommit?", en: "Can we see how far the board has come?" }
    see_draft_a {
        sv: "Nej. Ni ser om yttrandet har kommit in och om det är försenat, men inget av nämndens arbete med texten. Ett yttrande som inte är inskickat är nämndens arbetsmaterial.",
        en: "No. You see whether the response has come in and whether it is overdue, but nothing of the board’s work on the text. A response that has not been submitted is the board’s working material."
    }
    arrival_q { sv: "Vad gör vi när ett yttrande har kommit in?", en: "What do we do when a response has come in?" }
    arrival_a {
        sv: "Det finns under Att göra. Läs yttrandet, skriv in ert diarienummer och lämna ett omdöme om varje punkt.",
        en: "You find it under To do. Read the response, note your diary number and give a verdict on each item."
    }
    verdict_q { sv: "När syns vårt omdöme för andra?", en: "When can others see our verdict?" }
    verdict_a {
        sv: "När ni publicerar det. Fram till dess är det ett utkast som bara revisionen ser. Ett publicerat omdöme rättas bara öppet, med ett skäl. Era egna anteckningar visas aldrig för andra.",
        en: "When you publish it. Until then it is a draft that only the auditors see. A published verdict is corrected only in the open, with a reason. Your own notes are never shown to others."
    }
    close_q { sv: "När kan vi avsluta en granskning?", en: "When can we close an audit?" }
    close_a {
        sv: "När alla yttranden har fått ett publicerat omdöme. Har ett yttrande aldrig kommit kan ni avsluta utan det när sista dagen har passerat. Skriv varför. Allt går fortfarande att läsa, även att svaret uteblev.",
        en: "When all responses have been given a published verdict. If a response never came, you can close without it once its last day has passed. Write why. Everything can still be read, also that the answer never came."
    }

    // The council.
    begin_q { sv: "Var börjar jag?", en: "Where do I begin?" }
    begin_a {
        sv: "Öppna Översikt. Överst står vilka yttranden som är försenade. Under det finns varje nämnds resultat, utvecklingen över åren och de närmaste sista dagarna.",
        en: "Open Overview. At the top are the responses that are overdue. Below are each board’s results, the development over the years and the next last days."
    }
    in_time_q { sv: "Vad betyder ”i tid”?", en: "What does ‘on time’ mean?" }
    in_time_a {
        sv: "Yttrandet kom in senast den sista dag som gällde. Har revisionen flyttat sista dagen räknas den nya dagen. Den första sista dagen står kvar på nämndens sida.",
        en: "The response came in no later than the last day in force. If the auditors have moved the last day, the new day counts. The first last day remains on the board’s page."
    }
    implemented_q { sv: "Vem avgör om en rekommendation är genomförd?", en: "Who decides whether a recommendation is implemented?" }
    implemented_a {
        sv: "Revisionen, i sitt omdöme om nämndens uppföljande yttrande. Nämndens egen uppgift räknas inte i siffrorna.",
        en: "The auditors, in their verdict on the board’s follow-up response. The board’s own statement does not count in the figures."
    }
    read_q { sv: "Kan jag läsa det nämnden har svarat?", en: "Can I read what the board has answered?" }
    read_a {
        sv: "Ja, allt som är inskickat. Gå till Nämnder, välj nämnden och sedan yttrandet. Finns det sekretessbelagda handlingar ser du hur många, men inte vad de heter.",
        en: "Yes, everything that has been submitted. Go to Boards, choose the board and then the response. If there are confidential documents you see how many, but not what they are called."
    }
    not_shown_q { sv: "Varför ser jag inte en granskning som jag har hört talas om?", en: "Why do I not see an audit that I have heard of?" }
    not_shown_a {
        sv: "Revisionen har inte skickat den än. Utkast till granskningar, yttranden och omdömen visas bara för dem som skriver dem.",
        en: "The auditors have not sent it yet. Drafts of audits, responses and verdicts are shown only to those who write them."
    }
    print_q { sv: "Kan jag skriva ut sidorna?", en: "Can I print the pages?" }
    print_a {
        sv: "Ja, alla sidor. Använd webbläsarens utskrift. Menyer och knappar kommer inte med, och längst ned står när sidan skrevs ut.",
        en: "Yes, all pages. Use the browser’s print command. Menus and buttons are left out, and at the bottom it says when the page was printed."
    }

    // Administrators.
    add_person_q { sv: "Hur lägger jag till en person?", en: "How do I add a person?" }
    add_person_a {
        sv: "Öppna Personer och skriv namn, e-postadress och roll. Du får en länk som gäller en gång. Ge den till personen, som själv väljer sitt lösenord.",
        en: "Open People and enter name, e-mail address and role. You get a link that works once. Give it to the person, who chooses the password herself or himself."
    }
    lost_password_q { sv: "Vad gör jag när någon har glömt lösenordet eller tappat telefonen?", en: "What do I do when somebody has forgotten the password or lost the phone?" }
    lost_password_a {
        sv: "Be personen välja Har du glömt lösenordet? på inloggningssidan, eller skriva en återställningskod i stället för den från telefonen. Går inte det: försäkra dig om vem det är, öppna personen och skapa en ny länk. Den väntar på en annan administratör, och stänger av tvåstegsinloggningen när den används. Du ser aldrig någons lösenord.",
        en: "Ask the person to choose Forgotten your password? on the sign-in page, or to enter a recovery code in place of the one from the phone. If that does not work: make sure who it is, open the person and create a new link. It waits for another administrator, and turns two-step sign-in off when it is used. You never see anybody’s password."
    }
    leaves_q { sv: "Vad gör jag när någon slutar?", en: "What do I do when somebody leaves?" }
    leaves_a {
        sv: "Öppna personen och avsluta rollerna, eller hela kontot. Det gäller genast. Det personen har gjort finns kvar med namn.",
        en: "Open the person and end the roles, or the whole account. It takes effect at once. What the person has done remains, with the name."
    }
    new_board_q { sv: "Hur lägger jag till eller avslutar en nämnd?", en: "How do I add or end a board?" }
    new_board_a {
        sv: "Öppna Nämnder under administrationen. Skriv eller klistra in namnen, ett per rad. En nämnd tas inte bort utan avslutas, så att det den har lämnat finns kvar.",
        en: "Open Boards in the administration. Type or paste the names, one per line. A board is not removed but ended, so that what it has submitted remains."
    }
    conflict_q { sv: "Varför går det inte att ge en person två roller?", en: "Why can I not give a person two roles?" }
    conflict_a {
        sv: "Den som granskar får inte arbeta för den som granskas. Den som administrerar får inte ha någon annan roll. Avsluta den ena rollen först.",
        en: "Whoever audits may not work for those who are audited. Whoever administers may not have any other role. End one of the roles first."
    }
    content_q { sv: "Varför ser jag inga granskningar?", en: "Why do I see no audits?" }
    content_a {
        sv: "Den som administrerar sköter personer och nämnder men läser inget av innehållet. Då kan ingen med den rollen påverka granskningen.",
        en: "Administrators look after people and boards but read none of the content. That way nobody in that role can influence an audit."
    }
}
