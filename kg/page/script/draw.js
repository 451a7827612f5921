// Which drawing is used, and which part of it is bright.

let drawing = visDrawing;
let many = null;
let drawnStale = true;

function brighten() {
  bright = null;
  brightEdges = new Set();
  if (seen.nodes.has(state.node)) {
    const lines = seenAround(state.node);
    bright = new Set([state.node, ...lines.map((edge) => other(edge, state.node))]);
    brightEdges = new Set(lines.map((edge) => edge.id));
  } else if (seen.edges.has(state.node)) {
    const edge = seen.edges.get(state.node);
    bright = new Set([edge.source, edge.target]);
    brightEdges = new Set([edge.id]);
  }
}

function drawNetwork() {
  const huge = seen.nodes.size > data.large;
  if (huge && !many) many = typeof Sigma === "undefined" || softwareOnly() ? plainDrawing : webgl;
  const wanted = huge ? many : visDrawing;
  byId("mynetwork").hidden = huge;
  byId("large").hidden = !huge;
  if (wanted !== drawing) drawnStale = true;
  drawing = wanted;
  countDegrees();
  settle();
  rank();
  brighten();
  drawing.draw();
  if (drawnStale) drawing.fit();
  drawnStale = false;
}

const announce = (text) => { byId("announce").textContent = text; };

function expand(id) {
  const { add } = waiting(id);
  if (!add) return;
  announce(fill(ui.expanded, { n: number.format(add) }));
  go({ node: id, open: [...new Set([...listed("open"), id])].join(",") });
}

// Chooses a node from a list, brings it into the drawing where it is not, and into view.
function visit(id) {
  const known = nodes.has(id);
  if (!known || !seen.nodes.has(id)) go({ node: id, ...(known && state.people ? {} : { open: [...new Set([...listed("open"), id])].join(",") }) });
  else go({ node: id });
  if (state.view !== "network" || !seen.nodes.has(id) || drawing.near(id)) return;
  drawing.fit([id, ...seenAround(id).map((edge) => other(edge, id))]);
  drawing.centre(id);
}
