// The ground: land, water, borders and names, drawn on a canvas from the lines in the page.
const REF = 256; // world pixels of zoom 0; paths are kept on this world, moved so that the route lies near 0
const PALETTE = {
  light: { water: "#d5e3ea", land: "#f8f6f1", coast: "#a9c0cc", river: "#bdd3de", border: "#b7aea1", grid: "#c3d4dd", halo: "#f8f6f1", wet: "#d5e3ea",
    country: "#766d61", city: "#5d574f", sea: "#6b8ea1", ink: "#1c2328", paper: "#ffffff", measure: "#7a3fa0", claim: "#3d3a45" },
  dark: { water: "#10202b", land: "#25303a", coast: "#3d5565", river: "#1c3646", border: "#67727c", grid: "#1b2f3c", halo: "#1c262e", wet: "#10202b",
    country: "#8f9aa3", city: "#b4bec6", sea: "#5d859c", ink: "#eef2f4", paper: "#1a232a", measure: "#d9a5f5", claim: "#e6e1ee" },
};
const night = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => { const t = document.documentElement.dataset.theme; return t === "dark" || (t === "auto" && night.matches); };
const palette = () => PALETTE[isDark() ? "dark" : "light"];
const SANS = '"Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif';
const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, "Liberation Serif", Georgia, serif';
const shown = { labels: true, lines: true, circles: true, mentioned: false, homonyms: false, grid: false };

// Lines come as text: counts and steps, five bits a character (see routes/maps/basemap.py).
function unpacked(text, unit) {
  let at = 0;
  const out = [];
  const next = () => {
    let n = 0, shift = 1, c;
    do { c = text.charCodeAt(at); at += 1; c = (c === 33 ? 92 : c) - 63; n += (c & 31) * shift; shift *= 32; } while (c > 31);
    return n % 2 ? -(n + 1) / 2 : n / 2;
  };
  while (at < text.length) {
    let x = 0, y = 0, n = next();
    const line = new Float64Array(n * 2);
    for (let i = 0; i < n * 2; i += 2) { x += next(); y += next(); line[i] = x * unit; line[i + 1] = y * unit; }
    out.push(line);
  }
  return out;
}

const origin = { x: mercatorX((layers.bounds[0] + layers.bounds[2]) / 2) * REF, y: mercatorY((layers.bounds[1] + layers.bounds[3]) / 2) * REF };

function shapes(text, closed) {
  return unpacked(text, layers.unit).map((line) => {
    const path = new Path2D();
    let [w, n, e, s] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < line.length; i += 2) {
      const x = mercatorX(line[i]) * REF - origin.x, y = mercatorY(line[i + 1]) * REF - origin.y;
      if (i) path.lineTo(x, y); else path.moveTo(x, y);
      if (x < w) w = x;
      if (x > e) e = x;
      if (y < n) n = y;
      if (y > s) s = y;
    }
    if (closed) path.closePath();
    return { path, w, n, e, s };
  });
}

const ground = {
  land: shapes(layers.land, true), lakes: shapes(layers.lakes, true), islands: shapes(layers.islands, true),
  rivers: layers.rivers.map((r) => shapes(r, false)), borders: shapes(layers.borders, false), disputed: shapes(layers.disputed, false),
};

// Paint what lies in a frame: `scale` is pixels per REF unit, (left, top) the world pixel of the frame's corner, width and height in pixels.
function paintGround(ctx, { scale, left, top, width, height, ratio = 1, zoom, plain = false }) {
  const colour = palette();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.fillStyle = colour.water;
  ctx.fillRect(-width, -height, 3 * width * ratio, 3 * height * ratio); // wide of the frame: print scales a canvas by its own measure
  const world = REF * scale, px = 1 / scale;
  const first = Math.floor((left - 191 / 360 * world - world / 2) / world), last = Math.ceil((left + width) / world);
  ctx.lineJoin = "round";
  for (let k = first; k <= last; k += 1) {
    const dx = (origin.x * scale + k * world - left) * ratio, dy = (origin.y * scale - top) * ratio;
    ctx.setTransform(scale * ratio, 0, 0, scale * ratio, dx, dy);
    const frame = { w: -dx / ratio * px, n: -dy / ratio * px, e: (width - dx / ratio) * px, s: (height - dy / ratio) * px };
    const inside = (f) => f.e >= frame.w && f.w <= frame.e && f.s >= frame.n && f.n <= frame.s && (f.e - f.w + f.s - f.n) * scale > 1.2;
    const fill = (list, style, edge) => {
      ctx.fillStyle = style;
      ctx.strokeStyle = edge;
      ctx.lineWidth = 0.8 * px;
      for (const f of list) if (inside(f)) { ctx.fill(f.path); if (edge) ctx.stroke(f.path); }
    };
    const line = (list, style, weight, dash = []) => {
      ctx.strokeStyle = style;
      ctx.lineWidth = weight * px;
      ctx.setLineDash(dash.map((d) => d * px));
      for (const f of list) if (inside(f)) ctx.stroke(f.path);
      ctx.setLineDash([]);
    };
    fill(ground.land, colour.land, colour.coast);
    fill(ground.lakes, colour.water, colour.coast);
    fill(ground.islands, colour.land, colour.coast);
    if (plain) continue;
    ground.rivers.forEach((rank, i) => { if (zoom >= 3.2 + 1.4 * i) line(rank, colour.river, Math.min(2.2, 0.5 + 0.25 * (zoom - 3 - i))); });
    line(ground.borders, colour.border, zoom < 4 ? 0.8 : 1.1);
    line(ground.disputed, colour.border, zoom < 4 ? 0.9 : 1.2, [4, 3]);
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (shown.grid && !plain) paintGrid(ctx, { scale, left, top, width, height, zoom });
}

function paintGrid(ctx, { scale, left, top, width, height, zoom }) {
  const step = [30, 20, 10, 10, 5, 2, 1, 1, 0.5, 0.25][Math.min(9, Math.max(0, Math.floor(zoom) - 1))];
  const lonAt = (x) => ((x + left) / scale / REF - 0.5) * 360;
  ctx.strokeStyle = palette().grid;
  ctx.fillStyle = palette().sea;
  ctx.lineWidth = 0.7;
  ctx.font = `10px ${SANS}`;
  for (let lon = Math.ceil(lonAt(0) / step) * step; lon < lonAt(width); lon += step) {
    const x = mercatorX(lon) * REF * scale - left;
    ctx.beginPath(); ctx.moveTo(x, 0); ctx.lineTo(x, height); ctx.stroke();
    ctx.fillText(`${number(nearestTurn(lon, 0), 2)}°`, x + 3, height - 6);
  }
  for (let lat = -80; lat <= 80; lat += step) {
    const y = mercatorY(lat) * REF * scale - top;
    if (y < 0 || y > height) continue;
    ctx.beginPath(); ctx.moveTo(0, y); ctx.lineTo(width, y); ctx.stroke();
    ctx.fillText(`${number(lat, 2)}°`, 4, y - 3);
  }
}

const LOOKS = {
  country: (z, r) => ({ font: `600 ${Math.max(10.5, Math.min(16, 12 + Math.max(0, z - 3) * 0.9 - r * 0.2))}px ${SANS}`, colour: "country", space: "1.4px", upper: true, pad: 8 }),
  ocean: (z) => ({ font: `italic ${Math.min(22, 14 + Math.max(0, z - 2) * 1.5)}px ${SERIF}`, colour: "sea", space: "2.5px", pad: 10 }),
  sea: (z) => ({ font: `italic ${Math.min(16, 11 + Math.max(0, z - 3) * 0.8)}px ${SERIF}`, colour: "sea", space: ".6px", pad: 6 }),
  lake: () => ({ font: `italic 11px ${SERIF}`, colour: "sea", space: "0px", pad: 4 }),
  capital: (z) => ({ font: `500 ${z > 6 ? 12 : 11}px ${SANS}`, colour: "city", space: "0px", dot: true, pad: 4 }),
  city: (z) => ({ font: `${z > 7 ? 11.5 : 10.5}px ${SANS}`, colour: "city", space: "0px", dot: true, pad: 5 }),
};

const overlaps = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

// Write the names that find room: `taken` are boxes that are full; most important first, each at its best free spot.
function paintLabels(ctx, { scale, left, top, width, height, ratio = 1, zoom, taken }) {
  if (!shown.labels) return;
  const colour = palette(), full = [...taken], world = REF * scale;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const label of layers.labels) {
    const far = (label.gap ?? 0) * 2 ** zoom > 110;
    if (label.zoom > zoom + (label.kind === "city" ? (far ? -0.9 : 0.3) : label.kind === "capital" ? 0.3 : 0.8)) continue;
    const look = (LOOKS[label.kind] ?? LOOKS.city)(zoom, label.rank);
    const base = mercatorX(label.lon) * world - left, y = mercatorY(label.lat) * world - top;
    if (y < 6 || y > height - 6) continue;
    const text = look.upper ? label.name.toLocaleUpperCase(words.language) : label.name;
    ctx.font = look.font;
    ctx.letterSpacing = look.space;
    const lines = look.dot ? [text] : wrapped(ctx, text, look.upper ? 130 : 150);
    const size = Number.parseFloat(/([\d.]+)px/.exec(look.font)[1]);
    const w = Math.max(...lines.map((l) => ctx.measureText(l).width)), h = size * 1.18 * lines.length;
    for (let x = base + world * Math.ceil(-(base + w) / world); x < width + w; x += world) {
      const spots = look.dot ? [[x + 6, y, "left"], [x - 6 - w, y, "left"], [x - w / 2, y - size, "left"], [x - w / 2, y + size, "left"]]
        : [[x - w / 2, y, "center"], [x - w / 2, y - h, "center"], [x - w / 2, y + h, "center"]];
      const spot = spots.find(([sx, sy]) => {
        const box = { x: sx - look.pad, y: sy - h / 2 - look.pad / 2, w: w + 2 * look.pad, h: h + look.pad };
        return box.x > -4 && box.x + box.w < width + 4 && !full.some((f) => overlaps(f, box)) &&
          (!look.dot || !taken.some((f) => overlaps(f, { x: x - 4, y: y - 4, w: 8, h: 8 })));
      });
      if (!spot) continue;
      const [sx, sy] = spot;
      full.push({ x: sx - look.pad / 2, y: sy - h / 2, w: w + look.pad, h });
      ctx.fillStyle = colour[look.colour];
      ctx.strokeStyle = look.colour === "sea" ? colour.wet : colour.halo;
      ctx.lineWidth = look.colour === "sea" ? 2 : 3;
      ctx.globalAlpha = 0.9;
      ctx.textAlign = "center";
      lines.forEach((l, i) => {
        const ly = sy + (i - (lines.length - 1) / 2) * size * 1.18;
        ctx.strokeText(l, sx + w / 2, ly);
        ctx.globalAlpha = 1;
        ctx.fillText(l, sx + w / 2, ly);
      });
      if (look.dot) {
        ctx.beginPath();
        ctx.arc(x, y, label.kind === "capital" ? 2.6 : 2, 0, 7);
        ctx.fill();
        full.push({ x: x - 3, y: y - 3, w: 6, h: 6 });
      }
    }
  }
  ctx.letterSpacing = "0px";
  ctx.textAlign = "start";
}

function wrapped(ctx, text, widest) {
  const lines = [];
  for (const piece of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${piece}` : piece;
    if (lines.length && ctx.measureText(longer).width <= widest) lines[lines.length - 1] = longer; else lines.push(piece);
  }
  return lines;
}

// A Leaflet layer that is one canvas, somewhat larger than the map, painted anew once in the frame after every move.
const Canvas = L.Renderer.extend({
  initialize(pane, paint, padding = 0.2) { this.paint = paint; L.Renderer.prototype.initialize.call(this, { pane, padding }); },
  _initContainer() { this._container = L.DomUtil.create("canvas", "ground"); this._container.setAttribute("aria-hidden", "true"); },
  _destroyContainer() { this._container.remove(); },
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    this._frame ??= requestAnimationFrame(() => { this._frame = null; this._paint(); });
  },
  _paint() {
    const size = this._bounds.getSize(), ratio = Math.min(3, window.devicePixelRatio || 1), zoom = this._zoom;
    const canvas = this._container, corner = this._map.getPixelOrigin().add(this._bounds.min);
    L.DomUtil.setPosition(canvas, this._bounds.min);
    canvas.width = Math.round(size.x * ratio);
    canvas.height = Math.round(size.y * ratio);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    this.paint(canvas.getContext("2d"), { scale: 2 ** zoom, left: corner.x, top: corner.y, width: size.x, height: size.y, ratio, zoom, corner: this._bounds.min });
  },
  _updatePaths() {},
});
