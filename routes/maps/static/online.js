// Map images from a server: only after a click on a button that says what the server learns by it.
const TILES = view.tiles ?? null;
let tiles = null;

function onlinePanel() {
  const note = el("p", { class: "online-note", role: "status" });
  const go = el("button", { type: "button", class: "plain", "data-online": "on" }, say("online_on", { host: TILES.host }));
  go.addEventListener("click", () => setOnline(!tiles, go, note));
  return [el("p", { class: "online-ask" }, say("online_ask", { host: TILES.host })), go, note];
}

function setOnline(on, button, note, failed = false) {
  if (tiles) { tiles.remove(); tiles = null; }
  if (on) {
    if (!map.getPane("tiles")) map.createPane("tiles").style.zIndex = 160;
    let shown_ = 0;
    tiles = L.tileLayer(TILES.url, { pane: "tiles", maxZoom: 19, referrerPolicy: "strict-origin-when-cross-origin" });
    tiles.on("tileload", () => { shown_ += 1; }).on("tileerror", () => { if (!shown_ && tiles) setOnline(false, button, note, true); });
    tiles.addTo(map);
  }
  button.textContent = say(tiles ? "online_off" : "online_on", { host: TILES.host });
  note.textContent = failed ? say("online_failed", { host: TILES.host }) : "";
  $("#stage").classList.toggle("online", Boolean(tiles));
  $(".credit").textContent = tiles ? TILES.credit : "";
}
