// Single keys on the queue and on the page of a file. Everything they do is a button, a link or a fold of the page; without this script those work alone.
// A key acts when it is let go, and only when its press was seen on this very page: held down it counts once, and a press
// that began on the page before does nothing here.
(() => {
  "use strict";
  const FIELDS = "input, select, textarea, [contenteditable]";
  let pressed = null, busy = false; // pressed: what the keyboard calls the key, and which key of it

  const first = (place) => place.querySelector("input:not([type=hidden]), select, textarea");
  const items = () => [...document.querySelectorAll(".checks > a")];
  const here = () => items().findIndex((link) => link.getAttribute("aria-current") === "true");

  const move = (by, stay) => {
    const next = items()[here() + by];
    if (!next) return;
    if (stay) sessionStorage.setItem("keys.list", "1");
    go(() => next.click());
  };
  // On the queue the keys go from file to file; the file that has the focus opens by Enter, as every link does.
  const step = (by) => {
    const files = [...document.querySelectorAll(".queue tbody th a")];
    const at = files.indexOf(document.activeElement);
    files[at < 0 ? 0 : at + by]?.focus();
  };
  const go = (act) => { if (!busy) { busy = true; act(); } };

  const use = (place) => {
    if (place.tagName === "SUMMARY") {
      const fold = place.parentElement;
      fold.open = true;
      (first(fold) || place).focus();
    } else if (place.tagName === "FORM") first(place).focus();
    else go(() => place.click());
  };

  const act = (key) => {
    if (key === "j" || key === "k") return (items().length ? move : step)(key === "j" ? 1 : -1);
    const place = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (place) use(place);
  };

  const counts = (event) =>
    !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !event.target.closest?.(FIELDS);

  document.addEventListener("keydown", (event) => {
    if (!counts(event)) { pressed = null; return; }
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest(".checks")) {
      event.preventDefault();
      if (!event.repeat) move(event.key === "ArrowDown" ? 1 : -1, true);
    } else if (!event.repeat && event.key !== "Shift") pressed = { key: event.key, code: event.code };
  });
  document.addEventListener("keyup", (event) => {
    if (event.key === "Shift") return; // let go before the question mark is
    const key = pressed && pressed.code === event.code ? pressed.key : "";
    pressed = null;
    if (key && counts(event)) act(key);
  });
  addEventListener("pageshow", () => {
    busy = false; pressed = null;
    if (sessionStorage.getItem("keys.list")) {
      sessionStorage.removeItem("keys.list");
      items()[here()]?.focus();
    }
  });
})();
