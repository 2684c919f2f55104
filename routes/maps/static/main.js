// Put the page together, and keep list, text and map on the same thing.
function routeBounds() {
  const bounds = L.latLngBounds([]);
  for (const part of parts.values()) { part.line.forEach((p) => bounds.extend(p)); part.whiskers.forEach((w) => w.line.forEach((p) => bounds.extend(p))); }
  for (const id of Object.keys(view.numbers)) { const spot = spotOf(id); if (spot) bounds.extend(spot); }
  if (!bounds.isValid()) run.places.forEach((p) => { const spot = spotOf(p.id); if (spot) bounds.extend(spot); });
  if (!bounds.isValid()) bounds.extend([60, -120]).extend([-40, 140]);
  return bounds.pad(0.02);
}

const padding = () => (narrow.matches ? { paddingTopLeft: [26, 34], paddingBottomRight: [short.matches ? 104 : 62, $(".time") ? 104 : 70] } : { paddingTopLeft: [70, 50], paddingBottomRight: [90, 90] });
// The key covers a corner: where the route would run under it, leave room beside or above it, whichever costs less.
function room(bounds, maxZoom) {
  const plain = { ...padding(), maxZoom }, key = $(".legend");
  if (!key || narrow.matches || !key.open || !key.offsetWidth) return plain;
  const size = map.getSize(), { center, zoom } = map._getBoundsCenterZoom(bounds, plain), middle = map.project(center, zoom);
  const rtl = document.documentElement.dir === "rtl", edge = { w: key.offsetWidth + 26, h: key.offsetHeight + 26 };
  const hidden = [...parts.values()].flatMap((p) => p.line).concat(Object.keys(view.numbers).map(spotOf).filter(Boolean)).some((spot) => {
    const p = map.project(spot, zoom).subtract(middle).add(size.divideBy(2));
    return bounds.contains(spot) && p.y < edge.h && p.y > 0 && (rtl ? p.x > size.x - edge.w : p.x < edge.w);
  });
  if (!hidden) return plain;
  const beside = { ...plain, paddingTopLeft: [rtl ? 70 : edge.w + 24, 50], paddingBottomRight: [rtl ? edge.w + 24 : 90, 90] };
  const above = { ...plain, paddingTopLeft: [70, edge.h + 24] };
  const zoomOf = (o) => map._getBoundsCenterZoom(bounds, o).zoom;
  return zoomOf(beside) >= zoomOf(above) ? beside : above;
}

const move = (bounds, maxZoom) => {
  const options = room(bounds, maxZoom);
  if (calm.matches) map.fitBounds(bounds, { ...options, animate: false }); else map.flyToBounds(bounds, { ...options, duration: 0.7 });
};
const fitAll = () => { map.closePopup(); move(routeBounds(), 9); };

function boundsOf(ref) {
  const kind = ref.slice(0, ref.indexOf(":")), id = ref.slice(ref.indexOf(":") + 1), bounds = L.latLngBounds([]);
  if (kind === "leg" && parts.has(id)) trackOf(legs.get(id)).forEach((p) => bounds.extend(p));
  if (kind === "place" && spotOf(id)) {
    const spot = spotOf(id), reach = Math.max(1.1, ((places.get(id).radius_m || 0) / 111000) * 1.6);
    bounds.extend([spot[0] - reach, spot[1] - reach]).extend([spot[0] + reach, spot[1] + reach]);
  }
  if (kind === "claim") {
    const claim = claims.get(id);
    linesOf(claim).forEach((l) => l.points.forEach((p) => bounds.extend(p)));
    for (const end of [claim.from, claim.to]) { const spot = spotOf(end); if (spot) bounds.extend(spot); }
    if (!bounds.isValid() && claim.leg && parts.has(claim.leg)) trackOf(legs.get(claim.leg)).forEach((p) => bounds.extend(p));
  }
  return bounds;
}

// Choose a thing: it stays lit, the map goes to it, a popup quotes the report.
function choose(ref, { at = null, fit = true, popup = true, step = null } = {}) {
  state.chosen = ref;
  state.lit = "";
  if (step !== null) state.step = step;
  map.closePopup();
  if (ref) {
    const bounds = boundsOf(ref), kind = ref.slice(0, ref.indexOf(":")), id = ref.slice(ref.indexOf(":") + 1);
    if (kind === "claim" && !shown.lines && groups.lines.getLayers().length) { $('[data-layer="lines"]').checked = true; showLayer("lines", true); }
    if (kind === "place" && !(id in view.numbers) && !shown.mentioned && spotOf(id)) { $('[data-layer="mentioned"]').checked = true; showLayer("mentioned", true); }
    if (bounds.isValid() && fit) move(bounds, kind === "place" ? 8 : 9);
    const anchor = at ?? (kind === "place" ? spotOf(id) : kind === "leg" && parts.has(id) ? middleOf(parts.get(id).line) : null);
    if (popup && anchor && (!narrow.matches || !fit)) L.popup({ maxWidth: narrow.matches ? 250 : 320, autoPan: !fit, autoPanPaddingTopLeft: narrow.matches ? [10, 54] : [10, 10], autoPanPaddingBottomRight: narrow.matches ? [62, 64] : [60, 70], offset: [0, kind === "place" ? -12 : -8], closeButton: true }).setLatLng(anchor).setContent(popupOf(ref)).openOn(map);
    const item = $(`#telling [data-ref="${CSS.escape(ref)}"]`);
    if (item && narrow.matches && step !== null) item.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
    if (item && !narrow.matches) {
      const box = $("#telling"), y = item.offsetTop - box.clientHeight / 4;
      if (item.offsetTop < box.scrollTop || item.offsetTop + item.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTo({ top: y, behavior: calm.matches ? "auto" : "smooth" });
    }
  }
  paintLit(true);
  placeNames();
  showStep();
  remember();
}

// Names of stops and figures of claims: each at the best of eight spots, away from each other, the lines and the rim.
function placeNames() {
  const size = map.getSize(), taken = [], line = [];
  const point = (spot) => map.latLngToContainerPoint(spot);
  const marks = [];
  groups.stops.eachLayer((m) => { if (m.place) marks.push({ m, p: point(m.getLatLng()), shift: [0, 0] }); });
  spread(marks);
  taken.push(...furniture());
  for (const k of marks) taken.push({ x: k.p.x + k.shift[0] - 12, y: k.p.y + k.shift[1] - 12, w: 24, h: 24 });
  groups.legs.eachLayer((l) => { if (l.getIcon) { const p = point(l.getLatLng()); const near = marks.some((k) => Math.hypot(k.p.x - p.x, k.p.y - p.y) < 30); l.getElement().classList.toggle("hushed", near); if (!near) taken.push({ x: p.x - 13, y: p.y - 13, w: 26, h: 26 }); } });
  for (const part of parts.values()) {
    const every = Math.max(1, Math.floor(part.line.length / 600));
    for (let i = 0; i < part.line.length; i += every) { const p = point(part.line[i]); if (p.x > -50 && p.y > -50 && p.x < size.x + 50 && p.y < size.y + 50) line.push(p); }
  }
  for (const k of marks) {
    const icon = k.m.getElement(), mark = $(".stop-num", icon), name = $(".stop-name", icon);
    mark.style.transform = `translate(${k.shift[0]}px, ${k.shift[1]}px)`;
    const at = { x: k.p.x + k.shift[0], y: k.p.y + k.shift[1] };
    const covered = taken.some((t) => t.hard && at.x > t.x - 14 && at.x < t.x + t.w + 14 && at.y > t.y - 14 && at.y < t.y + t.h + 14);
    const others = marks.filter((o) => o !== k).map((o) => ({ x: o.p.x + o.shift[0], y: o.p.y + o.shift[1] }));
    const spot = bestSpot(at, name.offsetWidth, name.offsetHeight, 15, covered ? taken.filter((t) => !t.hard) : taken, line, size, false, others); // a stop under a tool keeps its name with it
    icon.classList.toggle("crowded", spot.cost >= 38); // no room: the number stands alone until it is pointed at
    if (spot.cost >= 38) continue;
    name.style.transform = `translate(${spot.x - k.p.x}px, ${spot.y - k.p.y}px)`;
    taken.push(spot);
  }
  const rays = []; // points on the measured lines, which the words at their ends should not cover
  if (shown.lines) groups.lines.eachLayer((m) => {
    if (!m.ends) return;
    const [a, b] = m.ends.map(point);
    for (let t = 0.02; t < 1; t += 0.04) rays.push({ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) });
  });
  if (shown.lines) groups.lines.eachLayer((m) => {
    if (m.options.ends) { const [a, b] = m.options.ends.map(point); m.getElement()?.classList.toggle("tiny", Math.hypot(a.x - b.x, a.y - b.y) < 22); }
    if (!m.ends) return;
    const tag = $(".claim-tag", m.getElement()), [a, b] = m.ends.map(point), far = Math.hypot(a.x - b.x, a.y - b.y);
    const on = state.chosen === `claim:${m.claim}` || state.lit === `claim:${m.claim}`;
    const middle = point(m.getLatLng());
    tag.hidden = on ? far < 24 : !m.outward || far < 110;
    if (tag.hidden) return;
    const spot = bestSpot(middle, tag.offsetWidth, tag.offsetHeight, m.outward ? 9 : 4, taken, m.outward ? rays : [], size, !m.outward);
    tag.style.transform = `translate(${spot.x - middle.x}px, ${spot.y - middle.y}px)`;
    taken.push(spot);
  });
  const free = 14;
  line.forEach((p, i) => { if (i % 2 === 0 || line.length < 200) taken.push({ x: p.x - free / 2, y: p.y - free / 2, w: free, h: free }); });
  return taken;
}

// The boxes of the tools over the map, which no name should hide behind.
function furniture() {
  const frame = $("#map").getBoundingClientRect();
  return $$("#stage .group, #stage .legend, #stage .steps, #stage .time, #stage .inset, #stage .scale").filter((n) => !n.hidden && n.offsetParent !== null).map((n) => {
    const b = n.getBoundingClientRect();
    return { x: b.left - frame.left - 3, y: b.top - frame.top - 3, w: b.width + 6, h: b.height + 6, hard: true };
  });
}

// Push marks apart that would hide one another; the small dot stays at the exact place.
function spread(marks) {
  for (let round_ = 0; round_ < 12; round_ += 1) {
    for (let i = 0; i < marks.length; i += 1) for (let j = i + 1; j < marks.length; j += 1) {
      const [a, b] = [marks[i], marks[j]];
      let dx = b.p.x + b.shift[0] - a.p.x - a.shift[0], dy = b.p.y + b.shift[1] - a.p.y - a.shift[1], far = Math.hypot(dx, dy);
      if (far >= 25) continue;
      if (far < 0.5) { dx = 0; dy = 1; far = 1; }
      const push = (25 - far) / 2;
      a.shift = [a.shift[0] - (dx / far) * push, a.shift[1] - (dy / far) * push];
      b.shift = [b.shift[0] + (dx / far) * push, b.shift[1] + (dy / far) * push];
    }
  }
}

function bestSpot(p, w, h, gap, taken, line, size, centred = false, others = []) {
  const d = gap * 0.75;
  const spots = [[p.x + gap, p.y - h / 2], [p.x - gap - w, p.y - h / 2], [p.x - w / 2, p.y - gap - h], [p.x - w / 2, p.y + gap], [p.x + d, p.y - d - h], [p.x + d, p.y + d], [p.x - d - w, p.y - d - h], [p.x - d - w, p.y + d]];
  const far = gap + 12;
  spots.push([p.x + far, p.y - far - h], [p.x + far, p.y + far], [p.x - far - w, p.y - far - h], [p.x - far - w, p.y + far], [p.x - w / 2, p.y - far - h], [p.x - w / 2, p.y + far], [p.x - far - w, p.y - h / 2]);
  if (centred) spots.unshift([p.x - w / 2, p.y - h / 2]);
  let best = null;
  spots.forEach(([x, y], i) => {
    const box = { x, y, w, h };
    let cost = i * 0.6 + (i > 8 ? 22 : 0), crossed = 0;
    for (const t of taken) if (overlaps(t, box)) cost += t.hard ? 60 : 40;
    for (const q of line) if (q.x > x - 3 && q.x < x + w + 3 && q.y > y - 2 && q.y < y + h + 2) crossed += 1.5;
    const off = (q) => Math.hypot(Math.max(x - q.x, 0, q.x - x - w), Math.max(y - q.y, 0, q.y - y - h));
    if (others.some((q) => off(q) < off(p))) cost += 40; // it would be read as the other one's name
    cost += Math.min(crossed, 14) + 3 * (Math.max(0, 4 - x) + Math.max(0, x + w + 4 - size.x) + Math.max(0, 4 - y) + Math.max(0, y + h + 4 - size.y)) / 4;
    if (!best || cost < best.cost) best = { cost, box };
  });
  return { ...best.box, cost: best.cost };
}

// How far each name of the ground is from the route, in pixels of zoom 0: far names wait longer, so that the map is not crowded.
function measureLabels() {
  const spots = [...parts.values()].flatMap((p) => p.line.filter((_, i) => i % Math.max(1, Math.floor(p.line.length / 150)) === 0)).concat(run.places.map((p) => spotOf(p.id)).filter(Boolean));
  const xy = spots.map(([lat, lon]) => [mercatorX(lon) * REF, mercatorY(lat) * REF]);
  for (const label of layers.labels) {
    const x = mercatorX(label.lon) * REF, y = mercatorY(label.lat) * REF;
    label.gap = xy.length ? Math.min(...xy.map(([a, b]) => Math.hypot(a - x, b - y))) : 0;
  }
}

let stage = null, arrows = null; // the canvas under the route and the one over it
function repaint() {
  const taken = placeNames();
  const shift = map.containerPointToLayerPoint([0, 0]);
  stage.taken = taken.map((t) => ({ ...t, x: t.x + shift.x, y: t.y + shift.y }));
  stage._update();
  arrows._update();
}

// The address keeps the view: #zoom/lat/lon, what is chosen, the unit.
function remember() {
  const c = map.getCenter(), bits = [`${Math.round(map.getZoom() * 100) / 100}/${c.lat.toFixed(3)}/${c.lng.toFixed(3)}`];
  if (state.chosen) bits.push(`show=${encodeURIComponent(state.chosen)}`);
  if (state.unit !== "km") bits.push(`unit=${state.unit}`);
  try { history.replaceState(null, "", `#${bits.join("&")}`); } catch { /* some viewers forbid it; the link is then without the view */ }
}

function recall() {
  const [place, ...rest] = location.hash.slice(1).split("&"), [zoom, lat, lng] = place.split("/").map(Number);
  const known_ = new URLSearchParams(rest.join("&"));
  if (known_.get("unit") in METRES) setUnit(known_.get("unit"));
  const ref = known_.get("show");
  const fixed = place.split("/").length === 3 && [zoom, lat, lng].every(Number.isFinite);
  if (fixed) map.setView([Math.max(-85, Math.min(85, lat)), lng], Math.max(1, Math.min(13, zoom)), { animate: false });
  if (ref && (view.order.includes(ref) || places.has(ref.replace("place:", "")))) choose(ref, { fit: !fixed, popup: false });
  return fixed;
}

function buildTools() {
  const tools = el("div", { class: "tools", role: "toolbar", "aria-label": say("map"), "aria-orientation": "vertical" });
  const zoom = el("div", { class: "group" });
  zoom.append(toolButton("plus", say("zoom_in"), () => map.zoomIn()), toolButton("minus", say("zoom_out"), () => map.zoomOut()), toolButton("all", say("start"), () => { choose(""); fitAll(); }));
  const more = el("div", { class: "group" });
  const themes = toolButton("moon", say("theme"), () => setTheme(isDark() ? "light" : "dark"));
  const share = toolButton("share", say("share"), copyLink);
  more.append(opener("layers", say("layers"), [...layerPanel(), unitPanel()]), toolButton("ruler", say("measure"), () => setMeasuring(!ruler.on), { "aria-pressed": "false" }), opener("down", say("download"), downloadPanel()), opener("globe", say("online"), onlinePanel()), share, themes);
  if (document.fullscreenEnabled) more.append(toolButton("full", say("fullscreen"), () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen())));
  more.append(toolButton("print", say("print"), () => window.print()));
  tools.append(zoom, more);
  return tools;
}

async function copyLink() {
  remember();
  try { await navigator.clipboard.writeText(location.href); } catch {
    const field = el("textarea", { class: "hidden", "aria-hidden": "true" });
    field.value = location.href;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  const note = el("p", { class: "toast", role: "status" }, say("shared"));
  $("#stage").append(note);
  setTimeout(() => note.remove(), 1800);
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const field = event.target.closest?.("input, textarea, select, summary, #report, .scroll");
  const onMap = $("#map").contains(event.target);
  if (event.key === "Escape") { if (ruler.on) setMeasuring(false); else if (state.chosen) choose(""); return; }
  const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (arrow && event.shiftKey && !field) { map.panBy(arrow.map((a) => a * 120), { animate: !calm.matches }); event.preventDefault(); return; }
  if (field) return;
  if (arrow && arrow[0] && !event.shiftKey) { goTo(state.step + arrow[0]); event.preventDefault(); return; }
  if (onMap && event.key === "+") map.zoomIn();
  if (onMap && event.key === "-") map.zoomOut();
}

function start() {
  const box = $("#map");
  map = L.map(box, { zoomControl: false, attributionControl: false, keyboard: false, zoomSnap: 0.25, zoomDelta: 0.75, wheelPxPerZoomLevel: 90, minZoom: 1, maxZoom: 13, maxBounds: [[-86, -100000], [86, 100000]], maxBoundsViscosity: 0.8, zoomAnimation: !calm.matches, fadeAnimation: !calm.matches, markerZoomAnimation: !calm.matches, inertia: !calm.matches });
  map.createPane("ground").style.zIndex = 150;
  map.createPane("arrows").style.zIndex = 450;
  map.getPane("arrows").style.pointerEvents = "none";
  map.fitBounds(routeBounds(), { ...padding(), maxZoom: 9, animate: false });
  measureLabels();
  stage = new Canvas("ground", (ctx, frame) => {
    const taken = (stage.taken ?? []).map((t) => ({ ...t, x: t.x - frame.corner.x, y: t.y - frame.corner.y }));
    paintGround(ctx, frame);
    paintLabels(ctx, { ...frame, taken });
  });
  stage.addTo(map);
  arrows = new Canvas("arrows", (ctx, frame) => { ctx.clearRect(0, 0, 1e5, 1e5); paintArrows(ctx, frame); }).addTo(map);
  drawGhosts();
  drawClaims();
  drawLegs();
  drawStops();
  drawOthers();
  shown.mentioned = !parts.size;
  for (const key of ["lines", "circles", "mentioned"]) if (shown[key]) groups[key].addTo(map);
  const area = $("#stage");
  box.tabIndex = 0;
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", $("meta[name=description]").content);
  area.append(buildTools(), buildMeasure(), buildSteps(), ...[buildTime()].filter(Boolean), buildLegend(), el("canvas", { class: "inset", "aria-hidden": "true", width: 150, height: 104 }), el("div", { class: "scale", "aria-hidden": "true" }), el("p", { class: "credit" }));
  area.classList.toggle("timed", Boolean($(".time")));
  drawReport();
  for (const button of $$("[data-show]")) button.addEventListener("click", () => choose(button.dataset.show, { popup: !narrow.matches }));
  for (const item of $$("[data-ref]")) {
    item.addEventListener("mouseenter", () => light(item.dataset.ref));
    item.addEventListener("mouseleave", () => light(""));
    item.addEventListener("focusin", () => light(item.dataset.ref));
    item.addEventListener("focusout", () => light(""));
  }
  map.on("moveend zoomend", () => { tidyLegend(); repaint(); drawScale(); drawInset(); });
  map.on("moveend", remember);
  document.addEventListener("keydown", onKey);
  night.addEventListener("change", () => setTheme(document.documentElement.dataset.theme));
  new ResizeObserver(() => { if (box.offsetWidth) map.invalidateSize({ pan: false }); }).observe(box); // hidden in print
  addEventListener("beforeprint", preparePrint);
  matchMedia("print").addEventListener("change", (e) => { if (e.matches) preparePrint(); });
  document.documentElement.classList.add("ready");
  map.invalidateSize({ pan: false });
  tidyLegend();
  if (!location.hash || !recall()) map.fitBounds(routeBounds(), { ...room(routeBounds(), 9), animate: false });
  tidyLegend();
  repaint();
  drawScale();
  drawInset();
  showStep();
}

start();
