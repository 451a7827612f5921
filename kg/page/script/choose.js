// Choosing a node or line: list, drawing, panel and address follow together.

const announce = (text) => { byId("announce").textContent = text; };

function choose(id) {
  for (const button of byId("list").querySelectorAll("button")) {
    button.setAttribute("aria-current", button.dataset.id === id ? "true" : "false");
  }
  network.unselectAll();
  if (has(data.nodes, id)) {
    const near = touching.get(id);
    redraw(new Set([id, ...near.map((e) => other(data.edges[e], id))]), new Set(near));
    network.selectNodes([id], false);
    nodePanel(id);
    const node = data.nodes[id];
    announce(fill(ui.selected, { label: title(node), kind: data.words.kind[node.kind], n: near.length }));
  } else if (has(data.edges, id)) {
    const edge = data.edges[id];
    redraw(new Set([edge.source, edge.target]), new Set([id]));
    network.selectEdges([id]);
    edgePanel(id);
    announce(fill(ui.selected_edge, { a: title(data.nodes[edge.source]), b: title(data.nodes[edge.target]), kind: data.words.edge[edge.kind] }));
  } else {
    redraw(null, new Set());
    overviewPanel();
    announce(ui.overview);
  }
}

// The address keeps the choice, so that back, forward and copied links work.
const here = () => {
  try {
    return decodeURIComponent(location.hash.replace(/^#/, ""));
  } catch (error) {
    return "";
  }
};
function follow() {
  if (here() === chosen) return;
  chosen = here();
  choose(chosen);
}
function go(id) {
  location.hash = encodeURIComponent(id);
  follow();
}
function visit(id) {
  go(id);
  if (inView(id) && network.getScale() >= NEAR) return;
  network.fit({ nodes: [id, ...touching.get(id).map((e) => other(data.edges[e], id))], maxZoomLevel: 1 });
  if (network.getScale() < NEAR) network.focus(id, { scale: NEAR });
}
function inView(id) {
  const at = network.canvasToDOM(network.getPosition(id));
  const box = byId("mynetwork").getBoundingClientRect();
  return at.x > 40 && at.y > 40 && at.x < box.width - 40 && at.y < box.height - 60;
}
function fitAll() {
  network.fit();
  network.moveTo({ scale: network.getScale() * 0.92 });
}

function overview() {
  go("");
  fitAll();
}
