// Signs in with a passkey, and makes one. Without this file, or in a browser that cannot do it, nothing of this is shown: people sign in with
// their password. Nothing is kept in the browser.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

if (window.PublicKeyCredential && navigator.credentials) {
  for (const without of document.querySelectorAll("[data-without-passkeys]")) without.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) offer(form);
}

function offer(form) {
  const words = form.dataset, line = form.querySelector("[data-said]");
  let asking = false;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    line.textContent = "";
    try {
      const answer = await (words.passkey === "make" ? make(JSON.parse(words.request)) : use(words.ask));
      if (answer) {
        form.elements.answer.value = JSON.stringify(answer);
        form.submit();
        return;
      }
      line.textContent = words.offline;
    } catch (error) {
      line.textContent = error.name === "InvalidStateError" ? words.already : words.failed;
    }
    asking = false;
  });
}

/** What a key has signed, or nothing when the service does not say what it is to sign. */
async function use(url) {
  let request;
  try {
    const said = await fetch(url, {
      method: "POST", body: new URLSearchParams(), headers: { Accept: "application/json" }, redirect: "error", signal: AbortSignal.timeout(15000),
    });
    if (!said.ok) return null;
    request = await said.json();
  } catch {
    return null;
  }
  const { id, response } = await navigator.credentials.get({ publicKey: { ...request, challenge: bytes(request.challenge) } });
  return {
    id,
    response: {
      clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature),
      userHandle: text(response.userHandle ?? new ArrayBuffer(0)),
    },
  };
}

/** A new key. */
async function make(request) {
  const known = request.excludeCredentials.map((id) => ({ type: "public-key", id: bytes(id) }));
  const publicKey = { ...request, challenge: bytes(request.challenge), user: { ...request.user, id: bytes(request.user.id) }, excludeCredentials: known };
  const { id, response } = await navigator.credentials.create({ publicKey });
  return { id, response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject) } };
}
