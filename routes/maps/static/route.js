// The route on the map: legs, stops, whiskers, circles, claims. Shape and dash carry the meaning, colour (Okabe and Ito 2008) only helps.
const MODES = {
  sea: { light: "#0072b2", dark: "#56b4e9", weight: 4 },
  rail: { light: "#d55e00", dark: "#f08a3c", weight: 3, ties: true },
  road: { light: "#b07a00", dark: "#e69f00", weight: 6, inner: 2.2 },
  air: { light: "#a8437f", dark: "#e0a3c6", weight: 2.6 },
  river: { light: "#00805f", dark: "#2fc79d", weight: 5.4, inner: 1.4, innerDash: [7, 6] },
  pipeline: { light: "#4b4b4b", dark: "#c9c9c9", weight: 2.4, beads: true },
  unknown: { light: "#555b61", dark: "#b9c0c6", weight: 3.4 },
};
const modeOf = (leg) => MODES[leg.mode] ?? MODES.unknown;
const legColour = (leg) => modeOf(leg)[isDark() ? "dark" : "light"];
const known = (leg) => leg.method === "network" || leg.mode === "air";

// The strokes of a leg from the lowest up: {weight, colour, dash, cap}.
function strokes(leg) {
  const mode = modeOf(leg), colour = legColour(leg), halo = palette().halo;
  const out = [{ weight: mode.weight + 4, colour: halo, opacity: 0.85 }];
  if (leg.mode === "unknown") out.push({ weight: mode.weight, colour, dash: [0.1, 8], cap: "round" });
  else if (!known(leg)) out.push({ weight: Math.min(mode.weight, 4), colour, dash: [11, 8], cap: "butt" });
  else {
    out.push({ weight: mode.weight, colour });
    if (mode.ties) out.push({ weight: 8, colour, dash: [1.5, 10.5], cap: "butt", ties: true });
    if (mode.beads) out.push({ weight: 7.5, colour, dash: [0.1, 15], cap: "round" });
    if (mode.inner) out.push({ weight: mode.inner, colour: halo, dash: mode.innerDash, cap: "butt" });
  }
  return out;
}

const SMOOTH = 0.7, CALM = 1.6; // pixels by which lines may be simplified on screen: the line itself, and the ties across it
const turn = (leg) => view.shift[leg.id] ?? 0;
const trackOf = (leg) => (leg.geometry ? leg.geometry.coordinates.map(([lon, lat]) => [lat, lon + turn(leg)]) : []);
const spotOf = (id) => { const p = places.get(id); return p && p.lat !== null ? [p.lat, view.lon[id]] : null; };

// Cut the straight ends off a track: the parts outside the network are as long as snap_m says.
function partsOf(leg) {
  const line = trackOf(leg), [head, tail] = leg.snap_m ?? [0, 0];
  const reach = (points, metres) => {
    let gone = 0, best = 0, miss = metres;
    for (let i = 1; i < points.length && gone < metres * 1.5 + 1; i += 1) {
      gone += geodesicLength(points[i - 1][0], points[i - 1][1], points[i][0], points[i][1]);
      if (Math.abs(gone - metres) < miss) { miss = Math.abs(gone - metres); best = i; }
    }
    return best;
  };
  if (leg.method !== "network" || line.length < 3) return { line, whiskers: [] };
  const a = head >= 30 ? reach(line, head) : 0, b = tail >= 30 ? reach([...line].reverse(), tail) : 0;
  if (a + b >= line.length - 1) return { line, whiskers: [] };
  const whiskers = [];
  if (a) whiskers.push({ line: line.slice(0, a + 1), metres: head, place: leg.from });
  if (b) whiskers.push({ line: line.slice(line.length - 1 - b), metres: tail, place: leg.to });
  return { line: line.slice(a, line.length - b), whiskers };
}

const parts = new Map(run.legs.filter((l) => l.geometry).map((l) => [l.id, partsOf(l)]));

function middleOf(line) {
  const xy = line.map(([lat, lon]) => [mercatorX(lon), mercatorY(lat)]);
  const steps = xy.map((p, i) => (i ? Math.hypot(p[0] - xy[i - 1][0], p[1] - xy[i - 1][1]) : 0));
  let left = steps.reduce((a, b) => a + b, 0) / 2;
  for (let i = 1; i < line.length; i += 1) {
    if (steps[i] >= left && steps[i]) {
      const t = left / steps[i];
      return [line[i - 1][0] + t * (line[i][0] - line[i - 1][0]), line[i - 1][1] + t * (line[i][1] - line[i - 1][1])];
    }
    left -= steps[i];
  }
  return line[0];
}

// The measured straight lines of a claim, one for each point that was measured to; readings that share a point share a line.
// What was measured along a track is shown by its leg.
function linesOf(claim) {
  const out = new Map(), anchor = spotOf(claim.from);
  claim.findings.forEach((f, i) => {
    if (!f.nearest || f.nearest.lat === null || claim.kind === "duration" || claim.kind === "route-length" || f.measure.startsWith("track")) return;
    const start = f.start && f.start.lat !== null ? [f.start.lat, f.start.lon] : anchor;
    if (!start) return;
    const turned = anchor ? nearestTurn(start[1], anchor[1]) : start[1];
    const key = `${f.nearest.lat},${f.nearest.lon}`;
    const kept = out.get(key);
    if (kept) {
      kept.readings.push(i);
      if (f.fits && !kept.fits) Object.assign(kept, { fits: true, metres: f.best_m, label: f.label || f.measure }); // say the one that counts
      return;
    }
    out.set(key, { points: shortest(start[0], turned, f.nearest.lat, f.nearest.lon, 8), metres: f.best_m, label: f.label || f.measure, fits: f.fits, readings: [i] });
  });
  return [...out.values()];
}

const UNSURE = 0.55; // opacity of a leg that is planned, blocked or broken off, or that the report's words leave doubtful
const standing = (leg) => (leg.status === "reported" && (leg.notes ?? []).some((note) => note.code === "doubtful-leg") ? "doubtful" : leg.status);
const FAINT = 0.5; // opacity of a measured line that nobody has asked for
let map;
const linked = new Map(); // ref -> Leaflet layers that light up with it
const link = (ref, layer) => { if (!linked.has(ref)) linked.set(ref, []); linked.get(ref).push(layer); return layer; };
const groups = {};

function listen(layer, ref) {
  layer.on("mouseover", () => light(ref)).on("mouseout", () => light(""));
  layer.options.bubblingMouseEvents = true; // while measuring, a stop or a line is a point like any other, and a stop its exact place
  layer.on("click", (event) => { if (measuring()) return; L.DomEvent.stopPropagation(event); choose(ref, { at: event.latlng, fit: false }); });
  return layer;
}

function drawLegs() {
  groups.legs = L.layerGroup().addTo(map);
  for (const leg of run.legs) {
    if (!parts.has(leg.id)) continue;
    const ref = `leg:${leg.id}`, { line, whiskers } = parts.get(leg.id), faded = standing(leg) === "reported" ? 1 : UNSURE;
    strokes(leg).forEach((s, i) => {
      const layer = L.polyline(line, {
        color: s.colour, weight: s.weight, opacity: (s.opacity ?? 1) * faded, interactive: false, smoothFactor: s.ties ? CALM : SMOOTH,
        dashArray: s.dash ? s.dash.join(" ") : null, lineCap: s.cap ?? "round", lineJoin: "round", className: i ? `leg-line ${leg.mode}` : "leg-halo",
      });
      layer.stroke = [leg, i];
      link(ref, layer).addTo(groups.legs);
    });
    for (const w of whiskers) {
      const layer = L.polyline(w.line, { color: legColour(leg), weight: 1.8, dashArray: "3 4", interactive: false, className: "whisker" });
      layer.leg = leg;
      link(ref, layer).addTo(groups.legs);
    }
    listen(L.polyline(line, { weight: 18, opacity: 0, className: "leg-hit", smoothFactor: SMOOTH }), ref).addTo(groups.legs);
    const badge = L.divIcon({ className: `mode-badge ${leg.mode}`, iconSize: [26, 26], html: (() => { const b = el("span"); b.append(drawing(leg.mode, 16)); return b; })() });
    const marker = L.marker(middleOf(line), { icon: badge, keyboard: false, zIndexOffset: 200 });
    link(ref, listen(marker, ref)).addTo(groups.legs);
  }
}

function drawStops() {
  groups.circles = L.layerGroup();
  groups.stops = L.layerGroup().addTo(map);
  for (const id of Object.keys(view.numbers)) {
    const spot = spotOf(id), place = places.get(id), ref = `place:${id}`;
    if (!spot) continue;
    if (place.radius_m >= 500) {
      link(ref, L.circle(spot, { radius: place.radius_m, weight: 1.2, dashArray: "2 4", fillOpacity: 0.07, color: palette().claim, interactive: false, className: "doubt-circle" })).addTo(groups.circles);
    }
    L.circleMarker(spot, { radius: 3.2, weight: 1.5, className: "stop-dot", interactive: false }).addTo(groups.stops);
    const mark = el("span", { class: "stop-num" }, String(view.numbers[id]));
    const name = el("span", { class: "stop-name", dir: "auto" }, placeName(id));
    const body = el("span", { class: "stop-mark" });
    body.append(mark, " ", name);
    const marker = L.marker(spot, { icon: L.divIcon({ className: "stop-icon", iconSize: [0, 0], html: body }), zIndexOffset: 1000, keyboard: true, riseOnHover: true });
    marker.place = id;
    link(ref, listen(marker, ref)).addTo(groups.stops);
  }
}

function drawOthers() {
  groups.mentioned = L.layerGroup();
  groups.homonyms = L.layerGroup();
  for (const p of run.places) {
    const spot = spotOf(p.id), ref = `place:${p.id}`;
    if (spot && !(p.id in view.numbers)) {
      link(ref, listen(L.circleMarker(spot, { radius: 4.5, weight: 1.5, className: "mentioned-dot" }), ref)).addTo(groups.mentioned)
        .bindTooltip(el("bdi", {}, placeName(p.id)), { direction: "top" });
    }
    for (const a of p.alternatives ?? []) {
      const lon = nearestTurn(a.lon, spot ? spot[1] : (layers.bounds[0] + layers.bounds[2]) / 2);
      const tip = el("span", {}, el("bdi", {}, a.name), a.country ? ` (${country(a.country)})` : "", a.reasons?.length ? ` — ${a.reasons.map((r) => view.reasons[r] ?? r).join("; ")}` : "");
      link(ref, L.circleMarker([a.lat, lon], { radius: 4, weight: 1.2, className: "homonym-dot" })).bindTooltip(tip, { direction: "top" }).addTo(groups.homonyms);
    }
  }
}

function drawClaims() {
  groups.lines = L.layerGroup();
  for (const claim of run.claims) {
    const ref = `claim:${claim.id}`;
    for (const line of linesOf(claim)) {
      const ends = [line.points[0], line.points.at(-1)];
      const style = { ends, fits: line.fits, color: palette().claim, weight: 1.6, opacity: FAINT, dashArray: "1 4", lineCap: "round", className: "claim-line" };
      link(ref, L.polyline(line.points, { ...style, interactive: false })).addTo(groups.lines);
      listen(L.polyline(line.points, { weight: 14, opacity: 0, className: "claim-hit" }), ref).addTo(groups.lines);
      link(ref, L.circleMarker(line.points.at(-1), { ends, radius: 3.4, weight: 1.6, className: "claim-end", interactive: false })).addTo(groups.lines);
      for (const [spot, id] of [[line.points[0], claim.from], [line.points.at(-1), claim.to]]) {
        if (!places.has(id) || id in view.numbers || L.latLng(spot).distanceTo(spotOf(id) ?? [90, 0]) > 2000) continue;
        link(ref, L.circleMarker(spot, { radius: 3.4, weight: 1.6, className: "claim-end", interactive: false })).addTo(groups.lines);
        const name = el("span", { class: "claim-place", dir: "auto" }, placeName(id));
        link(ref, L.marker(spot, { icon: L.divIcon({ className: "claim-icon", iconSize: [0, 0], html: name }), keyboard: false, interactive: false, zIndexOffset: 300 })).addTo(groups.lines);
      }
      const outward = claim.kind !== "point-to-point";
      const text = el("span", { class: `claim-tag ${line.fits ? "fits" : "misfits"}` }, drawing(line.fits ? "supported" : "contradicted", 12), el("span", { class: "len", "data-m": line.metres }, length(line.metres)), outward ? el("span", { class: "claim-label", dir: "auto" }, line.label) : null);
      const marker = L.marker(outward ? line.points.at(-1) : line.points[Math.floor(line.points.length / 2)], { icon: L.divIcon({ className: "claim-icon", iconSize: [0, 0], html: text }), keyboard: false, interactive: false, zIndexOffset: 400 });
      marker.claim = claim.id;
      marker.outward = outward;
      marker.ends = ends;
      link(ref, marker).addTo(groups.lines);
    }
  }
}

// Arrowheads along the legs show which way they go: one every 150 pixels of what is in view.
function paintArrows(ctx, frame) {
  ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  const full = REF * frame.scale, seen = ([lat, lon]) => [mercatorX(lon) * full - frame.left, mercatorY(lat) * full - frame.top];
  const avoid = [...Object.keys(view.numbers).map(spotOf).filter(Boolean), ...[...parts.values()].map((p) => middleOf(p.line))].map(seen);
  for (const leg of run.legs) {
    if (!parts.has(leg.id) || later.has(leg.id)) continue;
    const world = REF * frame.scale, every = 150;
    const xy = parts.get(leg.id).line.map(([lat, lon]) => [mercatorX(lon) * world - frame.left, mercatorY(lat) * world - frame.top]);
    const whole = xy.reduce((sum, p, i) => (i ? sum + Math.hypot(p[0] - xy[i - 1][0], p[1] - xy[i - 1][1]) : 0), 0);
    let next = whole < every * 1.6 ? whole * 0.72 : every / 2, gone = 0;
    for (let i = 1; i < xy.length && whole > 40; i += 1) {
      const dx = xy[i][0] - xy[i - 1][0], dy = xy[i][1] - xy[i - 1][1], step = Math.hypot(dx, dy);
      while (step && next <= gone + step) {
        const t = (next - gone) / step, x = xy[i - 1][0] + t * dx, y = xy[i - 1][1] + t * dy;
        next += every;
        if (x < -20 || y < -20 || x > frame.width + 20 || y > frame.height + 20) continue;
        if (avoid.some(([ax, ay]) => Math.hypot(ax - x, ay - y) < 24)) continue;
        const back = along(xy, i, t, -16), ahead = along(xy, i, t, 16), angle = Math.atan2(ahead[1] - back[1], ahead[0] - back[0]);
        ctx.save();
        ctx.translate(x, y);
        ctx.rotate(angle);
        ctx.beginPath(); ctx.moveTo(-5, -5.5); ctx.lineTo(6.5, 0); ctx.lineTo(-5, 5.5); ctx.lineTo(-2.5, 0); ctx.closePath();
        ctx.strokeStyle = palette().halo; ctx.lineWidth = 2.6; ctx.stroke();
        ctx.fillStyle = legColour(leg); ctx.fill();
        ctx.restore();
      }
      gone += step;
    }
  }
}

// The point a few pixels along a line from a spot on its piece `i`, so that an arrow follows the way and not a kink.
function along(xy, i, t, pixels) {
  let x = xy[i - 1][0] + t * (xy[i][0] - xy[i - 1][0]), y = xy[i - 1][1] + t * (xy[i][1] - xy[i - 1][1]), left = Math.abs(pixels);
  for (let k = pixels > 0 ? i : i - 1; k >= 0 && k < xy.length; k += Math.sign(pixels)) {
    const step = Math.hypot(xy[k][0] - x, xy[k][1] - y);
    if (step >= left) return [x + ((xy[k][0] - x) * left) / step, y + ((xy[k][1] - y) * left) / step];
    left -= step;
    [x, y] = xy[k];
  }
  return [x, y];
}
