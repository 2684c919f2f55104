// What was there in an earlier run: lines and places in grey under the route, for pages that compare two runs.
const ghosts = view.ghosts ?? [];

function drawGhosts() {
  groups.ghosts = L.layerGroup();
  if (!ghosts.length) return;
  map.createPane("ghosts").style.zIndex = 390;
  const style = { pane: "ghosts", color: palette().city, interactive: false, className: "ghost" };
  for (const g of ghosts) {
    if (g.line) L.polyline(g.line, { ...style, weight: 5, opacity: 0.5, smoothFactor: SMOOTH }).addTo(groups.ghosts);
    if (!g.point) continue;
    const now = g.to ? spotOf(g.to) : null;
    if (now) L.polyline([g.point, now], { ...style, weight: 1.6, dashArray: "2 5", opacity: 0.8 }).addTo(groups.ghosts);
    L.circleMarker(g.point, { ...style, radius: 7, weight: 2, fillOpacity: 0.25 }).addTo(groups.ghosts);
  }
  groups.ghosts.addTo(map);
  for (const button of $$("[data-ghost]")) button.addEventListener("click", () => showGhost(+button.dataset.ghost));
}

function showGhost(change) {
  const bounds = L.latLngBounds([]);
  for (const g of ghosts.filter((g) => g.change === change)) (g.line ?? [g.point]).forEach((p) => bounds.extend(p));
  if (bounds.isValid()) { choose(""); move(bounds.pad(0.1), 8); }
}
