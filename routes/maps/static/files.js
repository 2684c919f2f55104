// What a reader can take away: the run, its lines and tables, a picture, a print. Made here, from what is in the page.
function save(name, type, content) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const anchor = el("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const slug = () => (run.report.source || run.report.title || "route").replace(/\.[a-z0-9]{1,5}$/i, "").normalize("NFKD").replace(/[^\w-]+/g, "-").slice(0, 60).replace(/^-+|-+$/g, "") || "route";
const round = (x) => Math.round(x * 1e5) / 1e5;

// RFC 7946: longitudes within 180 degrees, lines cut where they cross (section 3.1.9).
function cutLine(line) {
  const out = [[]];
  line.forEach(([lon, lat], i) => {
    const side = (x) => Math.floor((x + 180) / 360);
    if (i) {
      const [lon0, lat0] = line[i - 1];
      for (let k = side(lon0); k !== side(lon); k += Math.sign(lon - lon0)) {
        const edge = (lon > lon0 ? k + 1 : k) * 360 - 180, t = (edge - lon0) / (lon - lon0), y = round(lat0 + t * (lat - lat0));
        if (t > 0) out.at(-1).push([lon > lon0 ? 180 : -180, y]);
        out.push(t < 1 ? [[lon > lon0 ? -180 : 180, y]] : []);
      }
    }
    out.at(-1).push([round(lon - 360 * side(lon)), round(lat)]);
  });
  const whole = out.filter((l) => l.length > 1);
  return whole.length > 1 ? { type: "MultiLineString", coordinates: whole } : { type: "LineString", coordinates: whole[0] ?? line };
}

function asGeoJson() {
  const features = [];
  for (const leg of run.legs) {
    if (!leg.geometry) continue;
    const { geometry, evidence, span, inferred, ...properties } = leg;
    features.push({ type: "Feature", id: leg.id, geometry: cutLine(geometry.coordinates), properties: { type: "leg", ...properties, from_name: placeName(leg.from), to_name: placeName(leg.to) } });
  }
  for (const p of run.places) {
    if (p.lat === null) continue;
    const { alternatives, mentions, reasons, lat, lon, ...properties } = p;
    features.push({ type: "Feature", id: p.id, geometry: { type: "Point", coordinates: [p.lon, p.lat] }, properties: { type: "place", number: view.numbers[p.id] ?? null, ...properties } });
  }
  for (const claim of run.claims) {
    linesOf(claim).forEach((line, i) => features.push({
      type: "Feature", id: `${claim.id}-${i + 1}`, geometry: cutLine(line.points.map(([lat, lon]) => [lon, lat])),
      properties: { type: "measured", claim: claim.id, quote: claim.quote, verdict: claim.verdict, reading: line.label, length_m: line.metres, fits: line.fits },
    }));
  }
  return JSON.stringify({ type: "FeatureCollection", features });
}

// A cell that a spreadsheet would run as a formula gets an apostrophe in front (as in routes.exports.table.safe).
function cell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const first = text.replace(/^[\p{Z}\p{Cf}]+/u, "").slice(0, 1);
  const safe = text.startsWith("'") || /^[=+\-@\p{Cc}]/u.test(first.normalize("NFKC")) ? `'${text}` : text;
  return /[",\n\r;]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function asCsv() {
  const head = ["leg", "from", "to", "mode", "status", "start", "end", "cargo", "length_km", "straight_km", "method", "countries", "quote"];
  const km = (m) => (m === null || m === undefined ? "" : (m / 1000).toFixed(3));
  const rows = run.legs.map((l) => [l.id, placeName(l.from), placeName(l.to), l.mode, l.status, l.start, l.end, l.cargo, km(l.length_m), km(l.geodesic_m), l.method, l.countries.join(" "), l.quote]);
  return `\ufeff${[head, ...rows].map((r) => r.map(cell).join(",")).join("\r\n")}\r\n`;
}

// A picture of the map, drawn with the same strokes as on screen. The route fills it, or what is in view now.
function paintPicture(canvas, { width, height, ratio, bounds, caption = true }) {
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const foot = caption ? 64 : 0, pad = 60, room = [width - 2 * pad, height - foot - 2 * pad];
  const [w, e, n, s] = [mercatorX(bounds.getWest()), mercatorX(bounds.getEast()), mercatorY(bounds.getNorth()), mercatorY(bounds.getSouth())];
  const scale = Math.min(room[0] / Math.max(e - w, 1e-5), room[1] / Math.max(s - n, 1e-5), 256 * 2 ** 11) / REF, world = REF * scale;
  const frame = { scale, ratio, width, height: height - foot, zoom: Math.log2(scale), left: ((w + e) / 2) * world - width / 2, top: ((n + s) / 2) * world - (height - foot) / 2 };
  const ctx = canvas.getContext("2d");
  const at = ([lat, lon]) => [mercatorX(lon) * world - frame.left, mercatorY(lat) * world - frame.top];
  paintGround(ctx, frame);
  const taken = Object.keys(view.numbers).map(spotOf).filter(Boolean).map(at).map(([x, y]) => ({ x: x - 14, y: y - 14, w: 28, h: 28 }));
  const names = pictureNames(ctx, frame, at, taken);
  paintLabels(ctx, { ...frame, taken: [...taken, ...names.map((b) => b.box)] });
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const stroke = (line, style) => {
    ctx.beginPath();
    line.forEach((p) => ctx.lineTo(...at(p)));
    Object.assign(ctx, { strokeStyle: style.colour, lineWidth: style.weight, lineCap: style.cap ?? "round", lineJoin: "round", globalAlpha: style.opacity ?? 1 });
    ctx.setLineDash(style.dash ?? []);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  };
  if (shown.lines) for (const claim of run.claims) for (const line of linesOf(claim)) stroke(line.points, { colour: palette().claim, weight: 1.6, dash: [1, 4] });
  for (const leg of run.legs) {
    if (!parts.has(leg.id)) continue;
    for (const s of strokes(leg)) stroke(parts.get(leg.id).line, s);
    for (const whisker of parts.get(leg.id).whiskers) stroke(whisker.line, { colour: legColour(leg), weight: 1.8, dash: [3, 4], cap: "butt" });
  }
  paintArrows(ctx, frame);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const [id, number_] of Object.entries(view.numbers)) {
    const spot = spotOf(id);
    if (!spot) continue;
    const [x, y] = at(spot);
    ctx.beginPath(); ctx.arc(x, y, 11, 0, 7);
    ctx.fillStyle = palette().ink; ctx.fill();
    ctx.lineWidth = 2; ctx.strokeStyle = palette().paper; ctx.stroke();
    ctx.fillStyle = palette().paper; ctx.font = `700 12px ${SANS}`; ctx.textAlign = "center"; ctx.textBaseline = "middle";
    ctx.fillText(String(number_), x, y + 0.5);
  }
  for (const { text, x, y } of names) {
    ctx.font = `700 14px ${SANS}`; ctx.textAlign = "left"; ctx.textBaseline = "middle";
    ctx.lineWidth = 4; ctx.strokeStyle = palette().halo; ctx.strokeText(text, x, y);
    ctx.fillStyle = palette().ink; ctx.fillText(text, x, y);
  }
  if (caption) paintCaption(ctx, width, height, foot);
}

function pictureNames(ctx, frame, at, taken) {
  const out = [], full = [...taken];
  ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  ctx.font = `700 14px ${SANS}`;
  for (const id of Object.keys(view.numbers)) {
    const spot = spotOf(id);
    if (!spot) continue;
    const [x, y] = at(spot), text = placeName(id).slice(0, 60), w = ctx.measureText(text).width;
    const spots = [[x + 17, y], [x - 17 - w, y], [x - w / 2, y - 24], [x - w / 2, y + 24]];
    const boxOf = ([sx, sy]) => ({ x: sx - 2, y: sy - 10, w: w + 4, h: 20 });
    const best = spots.find((s) => { const b = boxOf(s); return b.x > 0 && b.x + b.w < frame.width && !full.some((f) => overlaps(f, b)); }) ?? spots[0];
    full.push(boxOf(best));
    out.push({ text, x: best[0], y: best[1], box: boxOf(best) });
  }
  return out;
}

function paintCaption(ctx, width, height, foot) {
  ctx.fillStyle = palette().paper;
  ctx.fillRect(0, height - foot, width, foot);
  ctx.fillStyle = palette().ink;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.font = `700 18px ${SERIF}`;
  ctx.fillText(run.report.title || run.report.source, 20, height - foot + 27, width - 40);
  ctx.font = `11px ${SANS}`;
  ctx.fillStyle = palette().city;
  const credit = [isoDate(run.report.published), run.report.source, ...(layers.attribution ?? [])].filter(Boolean).join("  ·  ");
  ctx.fillText(credit, 20, height - foot + 48, width - 40);
}

function savePicture() {
  const canvas = document.createElement("canvas");
  paintPicture(canvas, { width: 1200, height: 800, ratio: 2, bounds: routeBounds() });
  canvas.toBlob((blob) => save(`${slug()}.png`, "image/png", blob), "image/png");
}

// Print: the whole route on a canvas of its own, always light, since the live map is as large as the screen.
function preparePrint() {
  let canvas = $("#print-map");
  if (!canvas) { canvas = el("canvas", { id: "print-map", "aria-hidden": "true" }); $("#stage").append(canvas); }
  const theme = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
  paintPicture(canvas, { width: 1000, height: 620, ratio: 2, bounds: routeBounds(), caption: false });
  document.documentElement.dataset.theme = theme;
}

function downloadPanel() {
  const act = (name, action) => el("button", { type: "button", class: "plain", "data-save": name.toLowerCase(), onclick: action }, name);
  return [
    act("GeoJSON", () => save(`${slug()}.geojson`, "application/geo+json", asGeoJson())),
    act("CSV", () => save(`${slug()}.csv`, "text/csv", asCsv())),
    act("JSON", () => save(`${slug()}.json`, "application/json", `${JSON.stringify(run, null, 1)}\n`)),
    act("PNG", savePicture),
  ];
}
