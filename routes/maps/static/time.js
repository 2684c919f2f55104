// The slider of dates: what the report says had begun by a day. Legs without a date stay, and the slider says so.
const begins = (leg) => { const day = leg.start || leg.end; return /^\d{4}-\d{2}(-\d{2})?$/.test(day ?? "") ? day : ""; };
const moments = [...new Set(run.legs.filter((l) => parts.has(l.id)).map(begins).filter(Boolean))].sort();
const later = new Set(); // legs that had not begun

function buildTime() {
  if (moments.length < 2) return null;
  const out = el("output", { class: "time-out" }, say("time_all"));
  const slider = el("input", { type: "range", min: 0, max: moments.length, step: 1, value: moments.length, "aria-label": say("time"), class: "time-range" });
  slider.addEventListener("input", () => setTime(+slider.value));
  const box = el("div", { class: "time", role: "group", "aria-label": say("time") }, slider, out);
  if (run.legs.some((l) => parts.has(l.id) && !begins(l))) box.append(el("small", {}, say("time_undated")));
  return box;
}

function setTime(at) {
  const day = moments[at] ?? "", text = day ? say("time_until", { date: isoDate(day) }) : say("time_all");
  $(".time-out").textContent = text;
  $(".time-range").setAttribute("aria-valuetext", text);
  later.clear();
  for (const leg of run.legs) if (day && begins(leg) > day) later.add(leg.id);
  const reached = new Set(run.legs.filter((l) => !later.has(l.id)).flatMap((l) => [l.from, ...l.via, l.to]));
  for (const leg of run.legs) {
    for (const layer of linked.get(`leg:${leg.id}`) ?? []) hush(layer, later.has(leg.id));
    $(`#telling [data-ref="leg:${CSS.escape(leg.id)}"]`)?.classList.toggle("later", later.has(leg.id));
  }
  for (const id of Object.keys(view.numbers)) for (const layer of linked.get(`place:${id}`) ?? []) hush(layer, later.size > 0 && !reached.has(id));
  repaint();
}

function hush(layer, on) { layer.getElement?.()?.classList.toggle("later", on); }
