// Find reports by any word of their title, source or places.
(() => {
  "use strict";
  const field = document.getElementById("search"), out = document.getElementById("found"), cards = [...document.querySelectorAll(".report")];
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const hay = cards.map((card) => plain(card.dataset.words));
  field.addEventListener("input", () => {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    let n = 0;
    cards.forEach((card, i) => { card.hidden = !wanted.every((word) => hay[i].includes(word)); if (!card.hidden) n += 1; });
    out.textContent = out.dataset.pattern.replace("{n}", n).replace("{total}", cards.length);
  });
  const list = document.getElementById("flow-list");
  const open = () => { if (list && location.hash.startsWith("#flow-")) { list.open = true; document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "center" }); } };
  addEventListener("hashchange", open);
  open();
})();
