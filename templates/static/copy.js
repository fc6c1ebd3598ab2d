// A button for each command that stands on the page: one tap copies it. Without script the command
// is there to be selected. The words of the button come with the command.
"use strict";
(() => {
  // Where the clipboard is shut, as on file:// in some browsers: the old way, by a selection.
  const bySelection = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch { /* it stays false */ }
    area.remove();
    return done;
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return bySelection(text);
    }
  };
  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  const place = (code) => {  // among the other actions, if there are some
    const around = code.closest(".row, .column");
    const actions = around && around.querySelector(":scope > .actions");
    if (actions) return actions;
    const made = document.createElement("p");
    made.className = "actions";
    if (around && around.classList.contains("row")) around.append(made);
    else code.closest("p, pre").after(made);
    return made;
  };
  netsite.eachPage((page) => {
    for (const code of page.element.querySelectorAll("code[data-copy]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = code.dataset.copy;
      button.title = code.textContent;
      button.setAttribute("aria-live", "polite");
      const line = code.closest(".log");  // said twice, it is noise; it comes back to be selected
      if (line) line.hidden = true;
      button.addEventListener("click", async () => {
        if (!await copy(code.textContent)) {
          if (line) line.hidden = false;
          select(code);
          return;
        }
        button.textContent = code.dataset.copied;
        setTimeout(() => { button.textContent = code.dataset.copy; }, 2000);
        button.focus();
      });
      place(code).append(button);
    }
  });
})();
