// The network of vis-network, and which part of it is bright.

const nodes = new vis.DataSet(read("nodes"));
const edges = new vis.DataSet(read("edges"));
const looks = new Map(nodes.get().map((node) => [node.id, node]));
const strokes = new Map(edges.get().map((edge) => [edge.id, edge]));
const network = new vis.Network(byId("mynetwork"), { nodes, edges }, read("options"));
const touching = new Map(Object.keys(data.nodes).map((id) => [id, []]));
for (const [id, edge] of Object.entries(data.edges)) {
  touching.get(edge.source).push(id);
  touching.get(edge.target).push(id);
}
const other = (edge, id) => (edge.source === id ? edge.target : edge.source);
const hidden = new Set();

let chosen = null;
let chosenEdges = new Set();

function redraw(kept, selectedEdges) {
  chosenEdges = selectedEdges;
  nodes.update(
    [...looks.values()].map((node) => ({
      id: node.id,
      opacity: !kept || kept.has(node.id) ? 1 : 0.15,
      hidden: hidden.has(data.nodes[node.id].kind),
    }))
  );
  edges.update(
    [...strokes.values()].map((edge) => ({
      id: edge.id,
      color: Object.assign({}, edge.color, { opacity: !kept || selectedEdges.has(edge.id) ? 1 : 0.12 }),
      hidden: hidden.has("line " + data.edges[edge.id].kind),
    }))
  );
}
