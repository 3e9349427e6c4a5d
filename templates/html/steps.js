"use strict";
// Lets a derivation be opened one step at a time; without this program all steps are open.
(() => {
  for (const bar of document.querySelectorAll(".stepping")) {
    const steps = [...bar.nextElementSibling.querySelectorAll(":scope > li > details")];
    const [start, next, all] = bar.querySelectorAll("button");
    const status = bar.querySelector("[role=status]");
    const say = () => {
      const open = steps.filter((step) => step.open).length;
      status.textContent = bar.dataset.status.replace("{open}", open).replace("{all}", steps.length);
      next.disabled = open === steps.length;
    };
    const set = (open) => {
      steps.forEach((step) => { step.open = open; });
      say();
    };
    start.addEventListener("click", () => set(false));
    next.addEventListener("click", () => {
      const closed = steps.find((step) => !step.open);
      if (!closed) return;
      closed.open = true;
      say();
      closed.scrollIntoView({ block: "nearest" });
    });
    all.addEventListener("click", () => set(true));
    // A step that is opened by itself says so later.
    steps.forEach((step) => step.addEventListener("toggle", say));
    bar.hidden = steps.length < 2;
    say();
  }
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((details) => { details.open = true; });
  });
  window.addEventListener("afterprint", () => {
    closed.forEach((details) => { details.open = false; });
  });
})();
