// What the page was given, and how its language writes figures. Text from the report is only ever set as textContent.
const data = (id) => JSON.parse(document.getElementById(`data-${id}`).textContent);
const run = data("run"), view = data("view"), layers = data("layers");
const words = view.words;
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 820px)");
const short = matchMedia("(max-width: 820px) and (max-height: 780px)"); // the tools then stand two abreast

const METRES = { km: 1000, mi: 1609.344, nmi: 1852 };
const state = { unit: "km", chosen: "", lit: "", step: -1 };

const say = (key, gaps = {}) => words.ui[key].replace(/\{(\w+)\}/g, (_, name) => gaps[name] ?? "");
const word = (table, key) => words[table][key] ?? key;
const places = new Map(run.places.map((p) => [p.id, p]));
const legs = new Map(run.legs.map((l) => [l.id, l]));
const claims = new Map(run.claims.map((c) => [c.id, c]));
const placeName = (id) => { const p = places.get(id); return p ? p.name_in_text || p.name : say("not_named"); };
const legTitle = (leg) => `${placeName(leg.from)} → ${placeName(leg.to)}`;

function number(value, decimals = 0) {
  const [whole, part = ""] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, words.thousands);
  const rest = part.replace(/0+$/, "");
  return (value < 0 ? "−" : "") + grouped + (rest ? words.decimal + rest : "");
}

function length(metres, unit = state.unit) {
  if (metres === null || metres === undefined || Number.isNaN(metres)) return "—";
  if (unit === "km" && Math.abs(metres) < 1000) {
    return `${number(metres >= 100 ? Math.round(metres / 10) * 10 : metres)}\u202f${word("unit", "m")}`;
  }
  const value = metres / METRES[unit];
  return `${number(value, value < 10 ? 1 : 0)}\u202f${word("unit", unit)}`;
}

function isoDate(iso) {
  const parts = (iso || "").split("-");
  if (![2, 3].includes(parts.length) || !parts.every((p) => /^\d+$/.test(p))) return iso || "";
  const pattern = parts.length === 3 ? words.date : words.month_year;
  const gaps = { day: String(+parts.at(-1)), month: words.months[parts[1] - 1] ?? "", year: parts[0] };
  return pattern.replace(/\{(\w+)\}/g, (_, name) => gaps[name]);
}

function dates(start, end) {
  const first = isoDate(start), last = isoDate(end);
  return first && last && first !== last ? `${first} – ${last}` : first || last;
}

// An element with attributes; strings become text nodes, never markup.
function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
  return node;
}

function drawing(name, size = 16) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [k, v] of Object.entries({ viewBox: "0 0 16 16", class: "icon", width: size, height: size, "aria-hidden": "true" })) svg.setAttribute(k, v);
  for (const d of view.icons[name] ?? view.icons.unknown) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
