// Above some thousand nodes the network is drawn by sigma in WebGL, where that library is in the page.

const SIGNS = { person: "●", organization: "■", group: "⬢", event: "◆", place: "▲" };
let renderer = null;
let large = null;

function faintly(colour) {
  return isDark() ? mix(colour, 22, 0.8) : mix(colour, 255, 0.85);
}
function mix(colour, ground, share) {
  const parts = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
  return "#" + parts.map((part) => Math.round(part * (1 - share) + ground * share).toString(16).padStart(2, "0")).join("");
}

const webgl = {
  draw() {
    if (!renderer) openRenderer();
    const chosen = seen.nodes.has(state.node) ? state.node : "";
    const graph = new graphology.MultiGraph();
    for (const id of seen.nodes) {
      const node = nodes.get(id);
      const colour = shade(data.looks[node.kind]);
      const faint = bright && !bright.has(id);
      const label = SIGNS[node.kind] + " " + harmless(called(id));
      const { x, y } = spots.get(id);
      graph.addNode(id, { x, y: -y, size: Math.min(2 + Math.sqrt(seenDegree.get(id) || 0), 12), color: faint ? faintly(colour) : colour, label: faint ? null : label, zIndex: faint ? 0 : 1, highlighted: id === chosen });
    }
    for (const edge of seen.edges.values()) {
      const faint = bright ? !brightEdges.has(edge.id) : true;
      const colour = shade(data.strokes[edge.kind] || data.strokes.participant);
      graph.addEdgeWithKey(edge.id, edge.source, edge.target, { color: faint ? mix(colour, isDark() ? 22 : 255, bright ? 0.9 : 0.6) : colour, size: faint ? 0.5 : 2, zIndex: faint ? 0 : 1 });
    }
    large = graph;
    renderer.setGraph(graph);
  },
  fit(ids) {
    if (!ids) renderer.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  },
  zoom(factor) {
    const camera = renderer.getCamera();
    camera.setState({ ratio: camera.ratio / factor });
  },
  near: () => false,
  centre(id) {
    const at = renderer.getNodeDisplayData(id);
    const camera = renderer.getCamera();
    if (at) camera.setState({ x: at.x, y: at.y, ratio: Math.min(camera.ratio, 0.2) });
  },
  picture() {
    renderer.refresh();
    return ["edges", "nodes", "labels"].map((layer) => renderer.getCanvases()[layer]);
  },
};

function openRenderer() {
  renderer = new Sigma(new graphology.MultiGraph(), byId("large"), {
    labelFont: FONT,
    labelColor: { color: ink("ink") },
    labelRenderedSizeThreshold: 5,
    labelDensity: 0.5,
    zIndex: true,
    hideEdgesOnMove: true,
    hideLabelsOnMove: true,
    allowInvalidContainer: true,
    defaultDrawNodeHover: hoverLabel,
  });
  renderer.on("clickNode", ({ node }) => go({ node }));
  renderer.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
    preventSigmaDefault();
    expand(node);
  });
  renderer.on("clickStage", () => go({ node: "" }));
}

function hoverLabel(context, at, settings) {
  if (!at.label) return;
  context.font = settings.labelSize + "px " + FONT;
  const width = context.measureText(at.label).width;
  context.fillStyle = ink("chosen");
  context.fillRect(at.x - at.size - 2, at.y - 11, width + 2 * at.size + 10, 22);
  context.fillStyle = at.color;
  context.beginPath();
  context.arc(at.x, at.y, at.size, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = ink("ink");
  context.fillText(at.label, at.x + at.size + 4, at.y + settings.labelSize / 3);
}
