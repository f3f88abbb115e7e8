// A form that answers while somebody types, beneath its heading. Without this script its button does the same, as it does with it.
(() => {
  "use strict";
  const PAUSE = 250; // thousandths of a second without a key before anything is asked
  for (const form of document.querySelectorAll("form[data-live]")) {
    const shown = document.getElementById(form.dataset.live);
    let waits = 0, asked = null, last = "";

    const ask = async () => {
      const said = new FormData(form), words = new URLSearchParams(said).toString();
      if (words === last) return;
      last = words;
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(location.pathname, { method: "POST", body: said, headers: { "X-Live": "1" }, signal: asked.signal });
        const found = answer.ok && !answer.redirected ? await answer.text() : ""; // half a name, or signed out meanwhile: nothing is said
        shown.replaceChildren(...new DOMParser().parseFromString(found, "text/html").body.childNodes);
      } catch {
        last = ""; // a newer question, or no way to the server: the next key asks again, and the button is there
      }
    };
    form.addEventListener("input", () => { clearTimeout(waits); waits = setTimeout(ask, PAUSE); });
    form.addEventListener("submit", () => { clearTimeout(waits); asked?.abort(); });
  }
})();
