// Words into place, and the keys and clicks.

for (const element of document.querySelectorAll("[data-word]")) element.textContent = ui[element.dataset.word];
for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", ui[element.dataset.label]);
for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = ui[element.dataset.hint];
const shown = Object.keys(data.nodes).length;
byId("banner").textContent = fill(shown < data.total ? ui.shown : ui.shown_all, { shown: number.format(shown), total: number.format(data.total) });

list();
legend();
search();
byId("search").addEventListener("input", search);
byId("search").addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "Enter") {
    const first = visible()[0];
    if (first) first.focus();
    event.preventDefault();
  }
});
byId("list").addEventListener("keydown", arrows);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") overview(); });
byId("overview").addEventListener("click", overview);
byId("zoom-in").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.3 }));
byId("zoom-out").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.3 }));
network.on("click", (event) => {
  const label = labelAt(event.pointer.canvas);
  if (event.nodes.length) go(event.nodes[0]);
  else if (label) go(label);
  else if (event.edges.length) go(event.edges[0]);
  else go("");
});
network.on("dragEnd", (event) => { if (event.nodes.length) network.storePositions(); });
window.addEventListener("hashchange", follow);
fitAll();
if (here() || !data.focus) follow();
else go(data.focus);
window.mulaqat = { network, labels: () => labelBoxes };
document.documentElement.dataset.ready = "true";
