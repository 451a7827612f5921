// The network of vis-network: what is seen, at places that were computed beforehand.

const visNodes = new vis.DataSet();
const visEdges = new vis.DataSet();
const network = new vis.Network(byId("mynetwork"), { nodes: visNodes, edges: visEdges }, data.options);
const radius = (id) => Math.round(Math.min(10 + 3 * Math.sqrt(seenDegree.get(id) || 0), 32));
let seenDegree = new Map();
let bright = null;
let brightEdges = new Set();

// Puts every seen node that has no place yet beside a neighbour that has one, where nothing else lies.
function settle() {
  const cell = 110;
  const key = (x, y) => Math.round(x / cell) + ":" + Math.round(y / cell);
  const taken = new Set([...seen.nodes].filter((id) => spots.has(id)).map((id) => key(spots.get(id).x, spots.get(id).y)));
  const homeless = [...seen.nodes].filter((id) => !spots.has(id)).sort();
  for (let round = 0; homeless.length && round < 3; round += 1) {
    for (const id of homeless.splice(0)) {
      const near = neighbours(id).find((other) => spots.has(other) && seen.nodes.has(other)) || neighbours(id).find((other) => spots.has(other));
      if (!near && round < 2) {
        homeless.push(id);
        continue;
      }
      const at = near ? spots.get(near) : { x: 0, y: 0 };
      spots.set(id, freeSpot(at, taken, key, cell));
    }
  }
}

function freeSpot(at, taken, key, cell) {
  for (let step = 0; ; step += 1) {
    const r = cell * (1.2 + 0.35 * Math.sqrt(step));
    const spot = { x: Math.round(at.x + r * Math.cos(step * 2.399963)), y: Math.round(at.y + r * Math.sin(step * 2.399963)) };
    if (taken.has(key(spot.x, spot.y)) && step < 4000) continue;
    taken.add(key(spot.x, spot.y));
    return spot;
  }
}

function countDegrees() {
  seenDegree = new Map();
  for (const edge of seen.edges.values()) for (const end of [edge.source, edge.target]) seenDegree.set(end, (seenDegree.get(end) || 0) + 1);
}

function visNode(id) {
  const node = nodes.get(id);
  const colour = shade(data.looks[node.kind]);
  const statuses = node.statuses || [];
  const inside = statuses.length && !statuses.includes("held") ? ink("paper") : colour;
  const strong = { background: inside, border: ink("ink") };
  const item = {
    id,
    ...spots.get(id),
    size: radius(id),
    shape: data.looks[node.kind].shape,
    color: { background: inside, border: colour, highlight: strong },
    opacity: !bright || bright.has(id) ? 1 : 0.15,
  };
  if (statuses.length && statuses.every((status) => status === "planned")) item.shapeProperties = { borderDashes: [5, 4] };
  return item;
}

// Straight, but bent where another joins the same two nodes.
function visEdge(edge, between) {
  const stroke = data.strokes[edge.kind] || data.strokes.participant;
  const pair = edge.source < edge.target ? edge.source + " " + edge.target : edge.target + " " + edge.source;
  const lines = between.get(pair) || 0;
  between.set(pair, lines + 1);
  return {
    id: edge.id,
    from: edge.source,
    to: edge.target,
    color: { color: shade(stroke), highlight: ink("ink"), opacity: !bright || brightEdges.has(edge.id) ? 1 : 0.12 },
    dashes: stroke.dashes.length ? stroke.dashes : false,
    width: edge.events ? Math.min(1.5 * edge.events.length, 12) : 1.5,
    arrows: { to: { enabled: stroke.arrow, scaleFactor: 0.5 } },
    smooth: lines ? { enabled: true, type: "curvedCW", roundness: 0.15 * lines } : false,
  };
}

function swap(table, items) {
  const wanted = new Set(items.map((item) => item.id));
  table.remove(table.getIds().filter((id) => !wanted.has(id)));
  table.update(items);
}

const between = new Map();
const visDrawing = {
  draw() {
    between.clear();
    swap(visNodes, [...seen.nodes].sort().map(visNode));
    swap(visEdges, [...seen.edges.values()].map((edge) => visEdge(edge, between)));
    network.unselectAll();
    if (seen.nodes.has(state.node)) network.selectNodes([state.node], false);
    else if (seen.edges.has(state.node)) network.selectEdges([state.node]);
  },
  fit(ids) {
    if (ids) {
      network.fit({ nodes: ids.filter((id) => seen.nodes.has(id)), maxZoomLevel: 1 });
      return;
    }
    network.fit();
    network.moveTo({ scale: network.getScale() * 0.92 });
  },
  zoom: (factor) => network.moveTo({ scale: network.getScale() * factor }),
  near: (id) => {
    const at = network.canvasToDOM(spots.get(id));
    const box = byId("mynetwork").getBoundingClientRect();
    return network.getScale() >= NEAR && at.x > 40 && at.y > 40 && at.x < box.width - 40 && at.y < box.height - 60;
  },
  centre: (id) => {
    if (network.getScale() < NEAR) network.focus(id, { scale: NEAR });
  },
  picture: () => [byId("mynetwork").querySelector("canvas")],
};

network.on("click", (event) => {
  const more = badgeAt(event.pointer.canvas);
  const label = labelAt(event.pointer.canvas);
  if (more) expand(more);
  else if (event.nodes.length) go({ node: event.nodes[0] });
  else if (label) go({ node: label });
  else if (event.edges.length) go({ node: event.edges[0] });
  else go({ node: "" });
});
network.on("doubleClick", (event) => { if (event.nodes.length) expand(event.nodes[0]); });
network.on("dragEnd", (event) => {
  for (const id of event.nodes) spots.set(id, network.getPosition(id));
});
