// Small comforts. Every page works without this file.
const form = document.querySelector("form[data-keys]");
if (form) {
  form.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-next]"));
    }
  });
  // Text that has not been saved is not lost by a slip: the browser asks first. Pages that save by themselves know better.
  let changed = false;
  form.addEventListener("input", () => { changed = !form.querySelector("[data-autosave]"); });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
// Copies what stands in a field. The button shows itself only where it works.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  if (!navigator.clipboard || !field) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  });
}
