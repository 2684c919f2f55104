// The report beside the map: its sentences light up with what was read from them, and the other way round.
const report = run.report.text;
const country = (code) => view.countries[code] ?? code;

function marksOf() {
  const marks = [];
  const add = (ref, span, kind) => { if (span && span[1] > span[0]) marks.push({ ref, start: span[0], end: span[1], kind }); };
  for (const leg of run.legs) add(`leg:${leg.id}`, leg.span, "leg");
  for (const claim of run.claims) add(`claim:${claim.id}`, claim.span, "claim");
  for (const place of run.places) for (const span of place.mentions) add(`place:${place.id}`, span, place.id in view.numbers ? "stop" : "place");
  run.notes.forEach((note, i) => add(`note:${i}`, note.span, "note"));
  return marks;
}

// Spans count characters as Python does (code points); a text with characters beyond the basic plane needs its own count.
const points = /[\ud800-\udfff]/.test(report) ? Array.from(report) : null;
const slice = (start, end) => (points ? points.slice(start, end).join("") : report.slice(start, end));
const total = points ? points.length : report.length;

function drawReport() {
  const marks = marksOf(), box = $("#report");
  const cuts = [...new Set([0, total, ...marks.flatMap((m) => [m.start, m.end])])].filter((c) => c >= 0 && c <= total).sort((a, b) => a - b);
  const body = el("div", { class: "text", dir: "auto", lang: run.report.language || null });
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const here = marks.filter((m) => m.start < cuts[i + 1] && m.end > cuts[i]);
    const text = slice(cuts[i], cuts[i + 1]);
    if (!here.length) { body.append(text); continue; }
    const order = ["claim", "stop", "place", "leg", "note"];
    const best = [...here].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
    const piece = el("span", { class: `mark ${[...new Set(here.map((m) => m.kind))].join(" ")}`, "data-best": best.ref }, text);
    piece.refs = here.map((m) => m.ref);
    piece.addEventListener("mouseenter", () => light(best.ref, false));
    piece.addEventListener("mouseleave", () => light(""));
    piece.addEventListener("click", () => choose(best.ref));
    body.append(piece);
  }
  box.append(body);
  $("#clipping").hidden = false;
}

// The sentence around a span, for popups of places.
function sentenceOf([start, end]) {
  let a = start, b = end;
  while (a > 0 && start - a < 240 && !/[.!?…\n]/.test(slice(a - 1, a))) a -= 1;
  while (b < total && b - end < 240 && !/[.!?…\n]/.test(slice(b, b + 1))) b += 1;
  return slice(a, Math.min(total, b + 1)).trim();
}

// Light up everything that belongs to a reference, in the text, in the lists and on the map.
function light(ref, scroll = true) {
  if (ref === state.lit) return;
  state.lit = ref;
  paintLit(scroll && ref);
}

function paintLit(scroll) {
  const lit = new Set([state.lit, state.chosen].filter(Boolean));
  for (const claim of run.claims) if (claim.leg && lit.has(`claim:${claim.id}`)) lit.add(`leg:${claim.leg}`);
  for (const node of $$("[data-ref]")) {
    node.classList.toggle("lit", state.lit === node.dataset.ref);
    node.classList.toggle("chosen", state.chosen === node.dataset.ref);
  }
  for (const button of $$("[data-show]")) {
    if (button.dataset.show === state.chosen) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
  }
  let first = null;
  for (const piece of $$("#report .mark")) {
    const on = piece.refs.some((r) => r === state.lit || r === state.chosen);
    piece.classList.toggle("lit", on);
    if (on && piece.refs.includes(state.lit || state.chosen)) first = first ?? piece;
  }
  if (scroll && first && !narrow.matches) {
    const box = $("#report"), top = first.offsetTop - box.clientHeight / 3;
    box.scrollTo({ top, behavior: calm.matches ? "auto" : "smooth" });
  }
  for (const [ref, list] of linked) for (const layer of list) paintLayer(layer, lit.has(ref), lit.size > 0);
}

function paintLayer(layer, on) {
  const node = layer.getElement?.();
  if (node) node.classList.toggle("lit", on);
  if (layer.stroke) {
    const stroke = strokes(layer.stroke[0])[layer.stroke[1]];
    layer.setStyle({ weight: stroke.weight + (on ? (layer.stroke[1] ? 1.4 : 5) : 0), color: on && !layer.stroke[1] ? palette().ink : stroke.colour, opacity: on && !layer.stroke[1] ? 0.28 : stroke.opacity ?? 1 });
  } else if (layer.options?.className === "claim-line") layer.setStyle({ weight: on ? (layer.options.fits ? 3 : 1.8) : 1.6, opacity: on ? (layer.options.fits ? 1 : 0.75) : FAINT, color: palette().claim });
}

// Popups say where a thing comes from: its figures and the sentence.
function quoteOf(text) {
  return text ? el("blockquote", { dir: "auto", lang: run.report.language || null }, text) : null;
}

function popupOf(ref) {
  const [kind, id] = [ref.slice(0, ref.indexOf(":")), ref.slice(ref.indexOf(":") + 1)];
  const box = el("div", { class: "card-pop" });
  const lengthTag = (m) => el("span", { class: "len", "data-m": m }, length(m));
  const facts = (...list) => { const p = el("p", { class: "facts" }); list.filter(Boolean).forEach((f) => p.append(el("span", {}, f))); return p; };
  if (kind === "leg") {
    const leg = legs.get(id);
    const status = standing(leg) === "reported" ? null : word("status", standing(leg));
    box.append(el("p", { class: "pop-title", dir: "auto" }, legTitle(leg)));
    box.append(facts(word("mode", leg.mode), leg.length_m === null ? null : lengthTag(leg.length_m), dates(leg.start, leg.end), status));
    if (leg.cargo) box.append(el("p", {}, `${say("cargo")}: `, el("bdi", {}, leg.cargo)));
    box.append(...[quoteOf(leg.quote)].filter(Boolean));
  } else if (kind === "place") {
    const p = places.get(id);
    const names = p.name === placeName(id) ? null : el("bdi", {}, p.name);
    box.append(el("p", { class: "pop-title", dir: "auto" }, placeName(id)), facts(names, p.country ? country(p.country) : null, view.numbers[id] ? null : word("role", p.role)));
    if (p.radius_m >= 500) { const [a, b] = say("uncertain", { length: "\0" }).split("\0"); box.append(el("p", {}, a, lengthTag(p.radius_m), b)); }
    if (p.mentions.length) box.append(quoteOf(sentenceOf(p.mentions[0])));
  } else if (kind === "claim") {
    const claim = claims.get(id);
    const verdict = el("p", { class: `verdict ${claim.verdict}` });
    verdict.append(drawing(claim.verdict), word("verdict", claim.verdict));
    const reason = words.language === "en" && claim.reason_en ? claim.reason_en : claim.reason;
    box.append(verdict, el("blockquote", { dir: "auto" }, claim.quote), el("p", { dir: "auto" }, reason));
  }
  return box;
}
