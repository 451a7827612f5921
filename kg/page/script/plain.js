// Thousands of nodes where the computer has no graphics card, and WebGL would be drawn by the processor: one canvas,
// all signs of a kind in one stroke. While it is moved, the lines are left out.

const sheet = make("canvas", { class: "sheet" });
const eye = { x: 0, y: 0, scale: 1 };
const CELL = 60;
let cellsOf = new Map();
let moving = 0;
let frame = 0;

function softwareOnly() {
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) return true;
  const info = context.getExtension("WEBGL_debug_renderer_info");
  return /swiftshader|llvmpipe|software|basic render/i.test(info ? context.getParameter(info.UNMASKED_RENDERER_WEBGL) : "");
}

const plainDrawing = {
  draw() {
    if (!sheet.isConnected) openSheet();
    cellsOf = new Map();
    for (const id of seen.nodes) {
      const key = Math.floor(spots.get(id).x / CELL) + ":" + Math.floor(spots.get(id).y / CELL);
      if (!cellsOf.has(key)) cellsOf.set(key, []);
      cellsOf.get(key).push(id);
    }
    if (!drawnStale) paintSheet();
  },
  fit(ids) {
    const at = [...(ids || seen.nodes)].map((id) => spots.get(id)).filter(Boolean);
    const range = (values) => values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
    const [left, right] = range(at.map((p) => p.x));
    const [top, bottom] = range(at.map((p) => p.y));
    const box = byId("large").getBoundingClientRect();
    eye.scale = Math.min(1, (box.width * 0.92) / (right - left + 80), (box.height * 0.92) / (bottom - top + 80));
    [eye.x, eye.y] = [(left + right) / 2, (top + bottom) / 2];
    paintSheet();
  },
  zoom(factor) {
    eye.scale *= factor;
    paintSheet();
  },
  near: () => false,
  centre: () => {},
  picture: () => [sheet],
};

function openSheet() {
  byId("large").append(sheet);
  let held = null;
  sheet.addEventListener("pointerdown", (event) => {
    held = { x: event.clientX, y: event.clientY, moved: false };
    sheet.setPointerCapture(event.pointerId);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.moved && Math.hypot(dx, dy) < 4) return;
    Object.assign(held, { x: event.clientX, y: event.clientY, moved: true });
    eye.x -= dx / eye.scale;
    eye.y -= dy / eye.scale;
    move();
  });
  sheet.addEventListener("pointerup", (event) => {
    if (held && !held.moved) go({ node: nodeAt(event) });
    held = null;
  });
  sheet.addEventListener("dblclick", (event) => { if (nodeAt(event)) expand(nodeAt(event)); });
  sheet.addEventListener("wheel", (event) => {
    event.preventDefault();
    const before = onSheet(event);
    eye.scale = Math.min(4, Math.max(0.005, eye.scale * Math.exp(-event.deltaY / 400)));
    const after = onSheet(event);
    eye.x += before.x - after.x;
    eye.y += before.y - after.y;
    move();
  }, { passive: false });
  window.addEventListener("resize", () => { if (drawing === plainDrawing) paintSheet(); });
}

// One picture a frame, without lines; the lines come back when it has been still for a moment.
function move() {
  clearTimeout(moving);
  moving = setTimeout(() => { moving = 0; paintSheet(); }, 150);
  if (!frame) frame = requestAnimationFrame(() => { frame = 0; paintSheet(); });
}

function onSheet(event) {
  const box = sheet.getBoundingClientRect();
  return { x: eye.x + (event.clientX - box.left - box.width / 2) / eye.scale, y: eye.y + (event.clientY - box.top - box.height / 2) / eye.scale };
}

const signSize = (id) => Math.max(1.6, radius(id) * Math.min(1, eye.scale * 1.6));

function nodeAt(event) {
  const at = onSheet(event);
  const reach = Math.ceil(14 / eye.scale / CELL);
  const [column, row] = [Math.floor(at.x / CELL), Math.floor(at.y / CELL)];
  let best = ["", 14];
  for (let i = column - reach; i <= column + reach; i += 1) {
    for (let j = row - reach; j <= row + reach; j += 1) {
      for (const id of cellsOf.get(i + ":" + j) || []) {
        const far = Math.hypot(spots.get(id).x - at.x, spots.get(id).y - at.y) * eye.scale - signSize(id);
        if (far < best[1]) best = [id, far];
      }
    }
  }
  return best[0];
}

function paintSheet() {
  const box = byId("large").getBoundingClientRect();
  const ratio = window.devicePixelRatio || 1;
  if (sheet.width !== Math.round(box.width * ratio) || sheet.height !== Math.round(box.height * ratio)) {
    sheet.width = Math.round(box.width * ratio);
    sheet.height = Math.round(box.height * ratio);
  }
  const context = sheet.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, box.width, box.height);
  const place = (id) => {
    const at = spots.get(id);
    return [(at.x - eye.x) * eye.scale + box.width / 2, (at.y - eye.y) * eye.scale + box.height / 2];
  };
  const inside = ([x, y]) => x > -40 && y > -40 && x < box.width + 40 && y < box.height + 40;
  if (!moving) paintLines(context, place, inside);
  const visible = [...seen.nodes].map((id) => [id, place(id)]).filter(([, at]) => inside(at));
  paintSigns(context, visible);
  if (!moving) paintNames(context, visible);
}

function paintLines(context, place, inside) {
  for (const lit of bright ? [false, true] : [false]) {
    const paths = new Map();
    for (const edge of seen.edges.values()) {
      if (brightEdges.has(edge.id) !== lit) continue;
      const [a, b] = [place(edge.source), place(edge.target)];
      if (!inside(a) && !inside(b)) continue;
      if (!paths.has(edge.kind)) paths.set(edge.kind, new Path2D());
      paths.get(edge.kind).moveTo(...a);
      paths.get(edge.kind).lineTo(...b);
    }
    for (const [kind, path] of paths) {
      context.strokeStyle = shade(data.strokes[kind] || data.strokes.participant);
      context.globalAlpha = lit ? 1 : bright ? 0.08 : 0.35;
      context.lineWidth = lit ? 2 : 1;
      context.stroke(path);
    }
  }
  context.globalAlpha = 1;
}

function paintSigns(context, visible) {
  const paths = new Map();
  for (const [id, [x, y]] of visible) {
    const key = nodes.get(id).kind + (bright && !bright.has(id) ? " faint" : "");
    if (!paths.has(key)) paths.set(key, new Path2D());
    const path = paths.get(key);
    const r = signSize(id);
    const corners = CORNERS[data.looks[nodes.get(id).kind].shape];
    if (r < 3.5) path.rect(x - r, y - r, 2 * r, 2 * r);
    else if (!corners) {
      path.moveTo(x + r, y);
      path.arc(x, y, r, 0, 2 * Math.PI);
    } else {
      corners.forEach(([a, b], i) => path[i ? "lineTo" : "moveTo"](x + a * r, y + b * r));
      path.closePath();
    }
  }
  for (const [key, path] of [...paths].sort(([a], [b]) => b.endsWith("faint") - a.endsWith("faint"))) {
    context.globalAlpha = key.endsWith("faint") ? 0.15 : 1;
    context.fillStyle = shade(data.looks[key.split(" ")[0]]);
    context.fill(path);
  }
  context.globalAlpha = 1;
}

function paintNames(context, visible) {
  const at = new Map(visible);
  const taken = [];
  Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round", strokeStyle: ink("paper"), lineWidth: 3, fillStyle: ink("ink"), font: "13px " + FONT });
  for (const id of [state.node, ...ranked]) {
    if (!at.has(id) || (bright && !bright.has(id))) continue;
    const [x, y] = at.get(id);
    const lines = [wrap(context, called(id), 1)[0] || ""];
    const box = boxOf(context, lines, x, y + signSize(id) + 2, 13);
    if (taken.some((other) => overlaps(other, box))) continue;
    taken.push(box);
    write(context, lines, x, y + signSize(id) + 2, 13);
    if (taken.length >= MOST) break;
  }
}
