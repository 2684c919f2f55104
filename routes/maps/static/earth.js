// Geodesics on the WGS 84 ellipsoid (Vincenty 1975), and what the map needs of Web Mercator.
const A = 6378137, F = 1 / 298.257223563, B = A * (1 - F), RAD = Math.PI / 180;
const nearestTurn = (lon, to) => lon - 360 * Math.round((lon - to) / 360);

// Length in metres; NaN for the few nearly antipodal pairs where the series does not converge.
function geodesicLength(lat1, lon1, lat2, lon2) {
  const u1 = Math.atan((1 - F) * Math.tan(lat1 * RAD)), u2 = Math.atan((1 - F) * Math.tan(lat2 * RAD));
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  const across = (nearestTurn(lon2, lon1) - lon1) * RAD;
  let lambda = across;
  for (let i = 0; i < 200; i += 1) {
    const sl = Math.sin(lambda), cl = Math.cos(lambda);
    const ss = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl);
    if (ss === 0) return 0;
    const cs = s1 * s2 + c1 * c2 * cl, sigma = Math.atan2(ss, cs), sa = (c1 * c2 * sl) / ss, ca2 = 1 - sa * sa;
    const cm = ca2 ? cs - (2 * s1 * s2) / ca2 : 0;
    const c = (F / 16) * ca2 * (4 + F * (4 - 3 * ca2));
    const next = across + (1 - c) * F * sa * (sigma + c * ss * (cm + c * cs * (2 * cm * cm - 1)));
    if (Math.abs(next - lambda) < 1e-12) {
      const k = (ca2 * (A * A - B * B)) / (B * B);
      const a = 1 + (k / 16384) * (4096 + k * (-768 + k * (320 - 175 * k)));
      const b = (k / 1024) * (256 + k * (-128 + k * (74 - 47 * k)));
      const d = b * ss * (cm + (b / 4) * (cs * (2 * cm * cm - 1) - (b / 6) * cm * (4 * ss * ss - 3) * (4 * cm * cm - 3)));
      return B * a * (sigma - d);
    }
    lambda = next;
  }
  return NaN;
}

// Points of the shortest way for drawing, [lat, lon] with longitudes that run on; the auxiliary sphere is near enough for a line.
function shortest(lat1, lon1, lat2, lon2, least = 2) {
  const vector = (lat, lon) => [Math.cos(lat * RAD) * Math.cos(lon * RAD), Math.cos(lat * RAD) * Math.sin(lon * RAD), Math.sin(lat * RAD)];
  const a = vector(lat1, lon1), b = vector(lat2, lon2);
  const angle = Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  const n = Math.max(least, Math.ceil(angle / RAD / 1.5)), out = [[lat1, lon1]];
  for (let i = 1; i < n; i += 1) {
    const t = i / n, p = Math.sin((1 - t) * angle) / Math.sin(angle), q = Math.sin(t * angle) / Math.sin(angle);
    if (!Number.isFinite(p)) break;
    const v = a.map((x, k) => p * x + q * b[k]);
    out.push([Math.atan2(v[2], Math.hypot(v[0], v[1])) / RAD, nearestTurn(Math.atan2(v[1], v[0]) / RAD, out[i - 1][1])]);
  }
  out.push([lat2, nearestTurn(lon2, out.at(-1)[1])]);
  return out;
}

// Web Mercator on a world 1 wide, y down.
const mercatorX = (lon) => lon / 360 + 0.5;
const mercatorY = (lat) => {
  const s = Math.sin(Math.max(-85.06, Math.min(85.06, lat)) * RAD);
  return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
};
