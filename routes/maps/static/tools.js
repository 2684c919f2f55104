// The tools around the map: steps, zoom, layers, units, measuring, scale, overview, theme, sharing.
const ICONS = {
  plus: "M8 3v10M3 8h10", minus: "M3 8h10", layers: "M8 2l6 3.2-6 3.2-6-3.2zM2 8.4l6 3.2 6-3.2M2 11.4l6 3.2 6-3.2", ruler: "M1.5 10.5l9-9 4 4-9 9zM4 8l1.6 1.6M6.3 5.7l2.2 2.2M8.6 3.4l1.6 1.6",
  share: "M6.5 9.5l3-3M7 4.6l1.6-1.6a3 3 0 0 1 4.4 4.4L11.4 9M9 11.4L7.4 13A3 3 0 0 1 3 8.6L4.6 7", moon: "M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6z", full: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  down: "M8 2v8M4.6 7L8 10.4 11.4 7M2.5 13.5h11", left: "M10 3L5 8l5 5", right: "M6 3l5 5-5 5", all: "M2 4.5l4-2 4 2 4-2v9l-4 2-4-2-4 2zM6 2.5v9M10 4.5v9", globe: "M8 1.8a6.2 6.2 0 1 0 .01 0M1.8 8h12.4M8 1.8c-3.6 3.6-3.6 8.8 0 12.4M8 1.8c3.6 3.6 3.6 8.8 0 12.4", key: "M2.5 4h3M7.5 4h6M2.5 8h3M7.5 8h6M2.5 12h3M7.5 12h6", print: "M4 6V2h8v4M4 11H2V6h12v5h-2M4 9.5h8V14H4z",
};
for (const [name, d] of Object.entries(ICONS)) view.icons[name] = [d];

function toolButton(name, label, action, attributes = {}) {
  const button = el("button", { type: "button", class: `tool ${name}`, "aria-label": label, title: label, onclick: action, ...attributes });
  button.append(drawing(name, 18));
  return button;
}

// A button that opens a small panel beside it; Escape and a click elsewhere close it.
function opener(name, label, content) {
  const panel = el("div", { class: "flyout", hidden: true });
  panel.append(...content);
  const button = toolButton(name, label, () => toggle(panel.hidden), { "aria-expanded": "false" });
  function toggle(open) {
    if (open) for (const other of $$(".flyout")) other.dispatchEvent(new Event("shut"));
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  }
  panel.addEventListener("shut", () => toggle(false));
  const box = el("div", { class: "opener" });
  box.append(button, panel);
  box.addEventListener("keydown", (e) => { if (e.key === "Escape" && !panel.hidden) { toggle(false); button.focus(); e.stopPropagation(); } });
  document.addEventListener("pointerdown", (e) => { if (!box.contains(e.target)) toggle(false); });
  return box;
}

function layerPanel() {
  const rows = [["labels", "labels"], ["lines", "lines", "claims"], ["circles", "circles"], ["mentioned", "mentioned"], ["homonyms", "homonyms"], ["grid", "grid"]];
  return rows.filter(([key]) => !groups[key] || groups[key].getLayers().length).map(([key, name]) => {
    const box = el("input", { type: "checkbox", "data-layer": key });
    box.checked = shown[key];
    box.addEventListener("change", () => showLayer(key, box.checked));
    return el("label", {}, box, el("span", {}, say(name)));
  });
}

function showLayer(key, on) {
  shown[key] = on;
  if (groups[key]) { if (on) groups[key].addTo(map); else groups[key].remove(); }
  tidyLegend();
  repaint();
}

function unitPanel() {
  const list = Object.keys(METRES).map((unit) => {
    const radio = el("input", { type: "radio", name: "unit", value: unit });
    radio.checked = unit === state.unit;
    radio.addEventListener("change", () => setUnit(unit));
    return el("label", {}, radio, el("span", {}, word("unit", unit)));
  });
  return el("fieldset", { class: "units" }, el("legend", {}, say("units")), ...list);
}

function setUnit(unit) {
  state.unit = unit;
  for (const radio of $$('input[name="unit"]')) radio.checked = radio.value === unit;
  for (const node of $$(".len")) node.textContent = length(+node.dataset.m);
  drawScale();
  drawMeasure();
  placeNames();
  remember();
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  for (const list of linked.values()) for (const layer of list) paintLayer(layer, false);
  for (const group of [groups.circles]) group?.eachLayer((c) => c.setStyle({ color: palette().claim }));
  groups.legs.eachLayer((layer) => { if (layer.leg) layer.setStyle({ color: legColour(layer.leg) }); });
  paintLit(false);
  repaint();
  drawInset();
  drawMeasure();
}

// Steps: the whole route, then each stop, leg and claim in order.
function buildSteps() {
  const bar = el("nav", { class: "steps", "aria-label": say("route") });
  const label = el("button", { type: "button", class: "step-name", onclick: () => goTo(state.step) }, say("start"));
  const status = el("span", { class: "step-count", "aria-hidden": "true" });
  bar.append(toolButton("left", say("previous"), () => goTo(state.step - 1)), el("span", { class: "step-text" }, label, status), toolButton("right", say("next"), () => goTo(state.step + 1)));
  const live = el("p", { class: "hidden", "aria-live": "polite", id: "said" });
  bar.append(live);
  return bar;
}

function stepName(ref) {
  const kind = ref.slice(0, ref.indexOf(":")), id = ref.slice(ref.indexOf(":") + 1);
  if (kind === "place") return `${view.numbers[id]} ${placeName(id)}`;
  if (kind === "leg") return `${legTitle(legs.get(id))} · ${word("mode", legs.get(id).mode)}`;
  if (kind === "claim") return `${word("verdict", claims.get(id).verdict)}: ${claims.get(id).quote}`;
  return say("start");
}

function goTo(step) {
  const count = view.order.length;
  const next = ((step + 1) % (count + 1) + count + 1) % (count + 1) - 1; // round: after the last comes the whole route
  if (next < 0) { choose(""); fitAll(); } else choose(view.order[next], { step: next, popup: !narrow.matches });
}

function showStep() {
  const ref = state.chosen, at = view.order[state.step] === ref ? state.step : view.order.indexOf(ref);
  state.step = ref ? at : -1;
  const name = ref ? stepName(ref) : say("start");
  $(".step-name").textContent = name;
  $(".step-count").textContent = ref && at >= 0 ? `${at + 1} / ${view.order.length}` : "";
  $("#said").textContent = ref ? `${at >= 0 ? say("step", { n: String(at + 1), total: String(view.order.length) }) : ""} ${name}` : "";
}

// Measuring: click points, read the length of the shortest way between them.
const ruler = { on: false, points: [], group: null };
const measuring = () => ruler.on;

function setMeasuring(on) {
  ruler.on = on;
  $(".tool.ruler").setAttribute("aria-pressed", String(on));
  $("#map").classList.toggle("measuring", on);
  $(".measure-box").hidden = !on;
  map.doubleClickZoom[on ? "disable" : "enable"](); // two points may follow quickly
  if (!on) ruler.points = [];
  drawMeasure();
}

function drawMeasure() {
  if (!ruler.group) return;
  ruler.group.clearLayers();
  let sum = 0;
  ruler.points.forEach((p, i) => {
    const before = ruler.points[i - 1];
    if (before) {
      sum += geodesicLength(before.lat, before.lng, p.lat, p.lng);
      L.polyline(shortest(before.lat, before.lng, p.lat, p.lng, 16), { color: palette().measure, weight: 2.4, interactive: false, className: "measure-line" }).addTo(ruler.group);
    }
    L.circleMarker(p, { radius: 4, color: palette().measure, fillColor: palette().paper, fillOpacity: 1, weight: 2, interactive: false }).addTo(ruler.group);
  });
  const out = $(".measure-out");
  if (!out) return;
  out.textContent = ruler.points.length > 1 ? Object.keys(METRES).map((u) => length(sum, u)).join("  ·  ") : say("measure_help");
}

function buildMeasure() {
  const box = el("div", { class: "measure-box", hidden: true, role: "group", "aria-label": say("measure") });
  const act = (name, action) => el("button", { type: "button", class: "plain", onclick: action }, say(name));
  box.append(el("output", { class: "measure-out" }, say("measure_help")), el("span", { class: "acts" },
    act("undo", () => { ruler.points.pop(); drawMeasure(); }), act("clear", () => { ruler.points = []; drawMeasure(); }), act("close", () => setMeasuring(false))));
  ruler.group = L.layerGroup().addTo(map);
  map.on("click", (e) => { if (ruler.on) { ruler.points.push(e.latlng); drawMeasure(); } });
  return box;
}

function drawScale() {
  const box = $(".scale"), size = map.getSize(), y = size.y / 2;
  const a = map.containerPointToLatLng([size.x / 2 - 50, y]), b = map.containerPointToLatLng([size.x / 2 + 50, y]);
  const metres = geodesicLength(a.lat, a.lng, b.lat, b.lng), unit = METRES[state.unit];
  if (!(metres > 0)) { box.hidden = true; return; }
  const small = state.unit === "km" && metres < 1400, base = small ? 1 : unit;
  const room = (metres * 1.1) / base, power = 10 ** Math.floor(Math.log10(room));
  const nice = [5, 3, 2, 1].find((n) => n * power <= room) * power;
  box.hidden = false;
  box.style.width = `${(nice * base * 100) / metres}px`;
  box.textContent = `${number(nice, nice < 1 ? 2 : 0)}\u202f${word("unit", small ? "m" : state.unit)}`;
}

// Overview: the world around the view, with the view's frame.
function drawInset() {
  const canvas = $(".inset"), b = map.getBounds(), span = b.getEast() - b.getWest();
  canvas.hidden = span > 75;
  if (canvas.hidden) return;
  const [w, h] = [150, 104], ratio = Math.min(3, window.devicePixelRatio || 1), degrees = Math.max(60, Math.min(200, span * 6));
  canvas.width = w * ratio;
  canvas.height = h * ratio;
  const scale = w / (degrees / 360) / REF, c = map.getCenter(), world = REF * scale;
  const top = Math.max(0, Math.min(world - h, mercatorY(c.lat) * world - h / 2));
  const frame = { scale, left: mercatorX(c.lng) * world - w / 2, top, width: w, height: h, ratio, zoom: Math.log2(scale), plain: true };
  const ctx = canvas.getContext("2d");
  paintGround(ctx, frame);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const leg of run.legs) {
    if (!parts.has(leg.id)) continue;
    ctx.beginPath();
    parts.get(leg.id).line.forEach(([lat, lon]) => ctx.lineTo(mercatorX(lon) * world - frame.left, mercatorY(lat) * world - top));
    ctx.strokeStyle = legColour(leg);
    ctx.lineWidth = 1.6;
    ctx.stroke();
  }
  const x = mercatorX(b.getWest()) * world - frame.left, y = mercatorY(b.getNorth()) * world - top;
  ctx.strokeStyle = palette().ink;
  ctx.lineWidth = 1.5;
  ctx.strokeRect(x, y, Math.max(4, (b.getEast() - b.getWest()) / 360 * world), Math.max(4, mercatorY(b.getSouth()) * world - top - y));
}

function buildLegend() {
  const row = (sample, text) => el("li", {}, sample, el("span", {}, text));
  const list = el("ul", { class: "legend-list" });
  const svg = (lines, extra) => {
    const s = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [k, v] of Object.entries({ viewBox: "0 0 44 14", width: 44, height: 14, "aria-hidden": "true" })) s.setAttribute(k, v);
    for (const l of lines) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", l.circle ? "circle" : "path");
      const set = l.circle ? { cx: 22, cy: 7, r: l.circle, fill: l.fill ?? "none" } : { d: "M2 7h40", fill: "none" };
      for (const [k, v] of Object.entries({ ...set, stroke: l.colour, "stroke-width": l.weight, "stroke-dasharray": l.dash ? l.dash.join(" ") : "none", "stroke-linecap": l.cap ?? "round" })) path.setAttribute(k, v);
      s.append(path);
    }
    return s;
  };
  const drawn = run.legs.filter((l) => parts.has(l.id)), grey = palette().ink;
  for (const mode of Object.keys(MODES)) {
    const leg = drawn.find((l) => l.mode === mode);
    if (leg) list.append(row(svg(strokes({ ...leg, method: "network" }).slice(1)), word("mode", mode)));
  }
  const straight = drawn.some((l) => !known(l) && l.mode !== "unknown");
  const part = (name, sample, text) => { const item = row(sample, text); item.dataset.key = name; list.append(item); };
  if (straight && drawn.some((l) => l.method === "network")) list.append(row(svg([{ weight: 3, colour: grey }]), say("key_network")));
  if (straight) list.append(row(svg([{ weight: 3, colour: grey, dash: [11, 8], cap: "butt" }]), say("key_straight")));
  for (const status of new Set(drawn.map(standing).filter((s) => s !== "reported"))) {
    const sample = svg([{ weight: 3, colour: grey }]);
    sample.style.opacity = UNSURE;
    list.append(row(sample, word("status", status)));
  }
  part("whisker", svg([{ weight: 1.8, colour: grey, dash: [3, 4] }]), say("key_whisker"));
  part("claim", svg([{ weight: 1.8, colour: grey, dash: [1, 4] }, { circle: 0.1, weight: 0, colour: grey }]), say("key_claim"));
  part("circle", svg([{ circle: 5.5, weight: 1.2, colour: grey, dash: [2, 2.4] }]), say("key_circle"));
  part("homonym", svg([{ circle: 4, weight: 1.2, colour: grey, dash: [2, 2] }]), say("key_homonym"));
  if (ghosts.length) list.append(row(svg([{ weight: 5, colour: palette().city, cap: "butt" }]), say("key_before")));
  part("disputed", svg([{ weight: 1.3, colour: palette().border, dash: [4, 3], cap: "butt" }]), say("key_disputed"));
  const box = el("details", { class: "legend" }, el("summary", {}, say("legend")), list);
  if (layers.worldview) box.append(el("p", { class: "detail" }, say("worldview", { name: word("worldview", layers.worldview) })));
  box.open = !narrow.matches;
  return box;
}

// The key names what can be seen: rows of what is too small at this zoom, out of view or switched off are left out.
function tidyLegend() {
  const view_ = map.getBounds(), size = map.getSize(), point = (spot) => map.latLngToContainerPoint(spot);
  const near = (p) => p.x > -20 && p.y > -20 && p.x < size.x + 20 && p.y < size.y + 20;
  const long = (line, least) => { const [a, b] = [point(line[0]), point(line.at(-1))]; return Math.hypot(a.x - b.x, a.y - b.y) >= least && (near(a) || near(b)); };
  let circles = 0, lines = 0;
  groups.circles.eachLayer((c) => { if (near(point(c.getLatLng())) && c.getBounds().isValid() && c._radius >= 13) circles += 1; });
  groups.lines.eachLayer((l) => { if (l.options.className === "claim-line" && long(l.options.ends, 22)) lines += 1; });
  const seen = {
    whisker: [...parts.values()].some((p) => p.whiskers.some((w) => long(w.line, 9))),
    claim: shown.lines && lines > 0, circle: shown.circles && circles > 0, homonym: shown.homonyms,
    disputed: ground.disputed.some((f) => inView(f, view_)),
  };
  for (const item of $$(".legend-list [data-key]")) item.hidden = !seen[item.dataset.key];
}

// Whether the box of a shape of the ground, which is on one world, touches the view on any of its worlds.
function inView(shape, bounds) {
  const left = mercatorX(bounds.getWest()) * REF - origin.x, right = mercatorX(bounds.getEast()) * REF - origin.x;
  const top = mercatorY(bounds.getNorth()) * REF - origin.y, bottom = mercatorY(bounds.getSouth()) * REF - origin.y;
  return shape.s >= top && shape.n <= bottom && [-2, -1, 0, 1, 2].some((k) => shape.e + k * REF >= left && shape.w + k * REF <= right);
}
