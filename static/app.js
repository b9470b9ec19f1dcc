// Small comforts. Every page works without this file.
const form = document.querySelector("form[data-keys]");
if (form) {
  form.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-next]"));
    }
  });
  // Text that has not been saved is not lost by a slip: the browser asks first.
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
