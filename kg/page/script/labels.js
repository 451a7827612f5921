// Labels are drawn here and not by vis-network, whose lines stand so close that vowel signs of Devanagari are covered.
// Near, all are drawn; from afar, as many first lines as fit, those of the most connected nodes first.

const FONT = "\"Noto Sans Devanagari\", \"Nirmala UI\", Mangal, sans-serif";
const NEAR = 0.6;
const MARGIN = 200;
const MOST = 60;
const weight = (id) => (data.nodes[id].kind === "event" ? 0 : 1000000) + touching.get(id).length;
const ranked = [...touching.keys()].sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1));
let labelBoxes = [];

const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

function write(context, lines, x, y, size) {
  lines.forEach((text, i) => {
    context.strokeText(text, x, y + (i + 0.5) * size * 1.4);
  });
  lines.forEach((text, i) => {
    context.fillText(text, x, y + (i + 0.5) * size * 1.4);
  });
}

function boxOf(context, lines, x, y, size) {
  const half = Math.max(...lines.map((text) => context.measureText(text).width)) / 2;
  return [x - half, y, x + half, y + lines.length * size * 1.4];
}

function drawLabels(context) {
  const scale = network.getScale();
  const near = scale >= NEAR;
  const size = near ? 15 : 13 / scale;
  const places = network.getPositions();
  const frame = byId("mynetwork").getBoundingClientRect();
  const from = network.DOMtoCanvas({ x: 0, y: 0 });
  const to = network.DOMtoCanvas({ x: frame.width, y: frame.height });
  const view = [from.x, from.y, to.x, to.y];
  const taken = [];
  labelBoxes = [];
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.strokeStyle = "#ffffff";
  context.lineWidth = size / 4;
  const order = touching.has(chosen) ? [chosen, ...ranked.filter((id) => id !== chosen)] : ranked;
  for (const id of order) {
    const node = nodes.get(id);
    const faint = node.opacity < 1;
    if (node.hidden || (faint && !near)) continue;
    const { x, y } = places[id];
    if (!overlaps([x - MARGIN, y - MARGIN, x + MARGIN, y + MARGIN], view)) continue;
    const all = node.label.split("\n");
    const lines = near ? all : all.slice(0, 1);
    context.font = (id === chosen ? "bold " : "") + size + "px " + FONT;
    const below = y + node.size + 2 / scale;
    const above = y - node.size - size * 1.4;
    const free = (top) => near || !labelBoxes.some((label) => overlaps(label.box, boxOf(context, lines, x, top, size)));
    const top = [below, above].find(free);
    if (top === undefined) continue;
    const box = boxOf(context, lines, x, top, size);
    labelBoxes.push({ id, box });
    taken.push(box, [x - node.size, y - node.size, x + node.size, y + node.size]);
    context.fillStyle = faint ? "#b5b5b5" : "#1b1b1b";
    write(context, lines, x, top, size);
    if (!near && labelBoxes.length >= MOST) break;
  }
  context.font = size * 0.85 + "px " + FONT;
  context.fillStyle = "#444444";
  for (const id of near ? chosenEdges : []) {
    const edge = data.edges[id];
    if (edges.get(id).hidden || nodes.get(edge.source).hidden || nodes.get(edge.target).hidden) continue;
    const text = edge.words ? edge.words[0] : data.words.edge[edge.kind];
    const lines = [text.length > 28 ? text.slice(0, 27) + "…" : text];
    for (const part of [0.5, 0.38, 0.62, 0.26, 0.74]) {
      const x = places[edge.source].x * (1 - part) + places[edge.target].x * part;
      const y = places[edge.source].y * (1 - part) + places[edge.target].y * part - size * 0.6;
      const box = boxOf(context, lines, x, y, size * 0.85);
      if (taken.some((other) => overlaps(other, box))) continue;
      taken.push(box);
      write(context, lines, x, y, size * 0.85);
      break;
    }
  }
  context.restore();
}
network.on("afterDrawing", drawLabels);

function labelAt(pointer) {
  const box = [pointer.x, pointer.y, pointer.x, pointer.y];
  const hit = labelBoxes.find((label) => overlaps(label.box, box));
  return hit ? hit.id : "";
}
