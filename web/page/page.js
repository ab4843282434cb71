// The page: draws the stages with what hangs on them, and shows the evidence of
// what is chosen. All text goes in as text, never as markup.

const bands = ["Task", "ActorType", "Organisation", "Method", "Condition", "Resource", "Setting", "Exploitation", "Outcome", "Process", "Lever"];
const bandNames = { ActorType: "Actors", Organisation: "Organisations", Task: "Tasks", Method: "Methods", Resource: "Goes in, comes out", Condition: "Conditions", Outcome: "Outcomes", Exploitation: "Exploitation", Lever: "Levers", Process: "Processes", Setting: "Settings" };

const board = document.getElementById("board");
const detail = document.getElementById("detail");
const state = document.getElementById("state");
/** Counts what was asked for, so that only the latest answer is shown. */
let latest = 0;
let picture = { nodes: [], relationships: [] };
/** The buttons of each node: one in every column that it hangs in. */
const chips = new Map();

/** Makes an element with text or children. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Reads JSON; a problem of the service becomes an error with its own words. */
async function read(path) {
  const response = await fetch(path);
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail || body.title || response.statusText);
  return body;
}

/** The key that the address names; what cannot be decoded is taken as it stands. */
function chosen() {
  const text = location.hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function start() {
  try {
    const { rows } = await read("/api/v1/queries/overview");
    if (rows.length === 0) {
      state.textContent = "Nothing is loaded into the database yet: run corridor load, then show this page anew.";
      return;
    }
    picture = rows[0];
    draw();
    state.textContent = "";
    const key = chosen();
    if (key) await choose(key);
  } catch (error) {
    state.textContent = `The graph cannot be shown: ${error.message}`;
  }
}

/** Draws a table: a column a stage, a row a kind of node. */
function draw() {
  const stages = picture.nodes.filter((n) => n.label === "Stage").sort((a, b) => a.stages[0] - b.stages[0]);
  const head = make("tr", {}, make("td"));
  for (const stage of stages) head.append(make("th", { scope: "col" }, chip(stage)));
  head.append(make("th", { scope: "col", class: "whole" }, "the business as a whole"));
  const body = make("tbody");
  for (const band of bands) {
    const members = picture.nodes.filter((n) => n.label === band);
    if (members.length === 0) continue;
    const row = make("tr", {}, make("th", { scope: "row" }, bandNames[band]));
    for (const order of [...stages.map((stage) => stage.stages[0]), 0]) {
      row.append(make("td", {}, ...members.filter((n) => n.stages.includes(order)).map(chip)));
    }
    body.append(row);
  }
  const lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  lines.setAttribute("aria-hidden", "true");
  board.replaceChildren(make("table", {}, make("thead", {}, head), body), lines);
  const counted = bands.filter((band) => picture.nodes.some((n) => n.label === band));
  document.getElementById("legend").replaceChildren(...counted.map((band) =>
    make("li", { "data-label": band }, make("span"), `${bandNames[band]} ${picture.nodes.filter((n) => n.label === band).length}`)));
}

function chip(node) {
  const button = make("button", { class: "chip", type: "button", "data-label": node.label, "aria-pressed": "false", title: `${node.label}: ${node.key}` }, node.name);
  button.addEventListener("click", () => choose(node.key));
  if (!chips.has(node.key)) chips.set(node.key, []);
  chips.get(node.key).push(button);
  return button;
}

/** Marks a node, draws its lines and shows its facts. */
async function choose(key) {
  const turn = ++latest;
  if (chosen() !== key) history.pushState(null, "", `#${encodeURIComponent(key)}`);
  connect(key);
  bringIntoView(chips.get(key) ?? []);
  detail.replaceChildren(make("p", {}, "Loading …"));
  try {
    const answer = await read(`/api/v1/nodes/${encodeURIComponent(key)}`);
    if (turn === latest) show(answer);
  } catch (error) {
    if (turn !== latest) return;
    detail.replaceChildren(make("h2", {}, "Not shown"), make("p", {}, error.message));
  }
}

/** Scrolls to the first of a node's buttons where none of them is in sight. */
function bringIntoView(buttons) {
  const inSight = (button) => {
    const box = button.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
  };
  if (buttons.length > 0 && !buttons.some(inSight)) buttons[0].scrollIntoView({ block: "center", inline: "center" });
}

function connect(key) {
  const joined = picture.relationships.filter((r) => r.from === key || r.to === key);
  const near = new Set(joined.flatMap((r) => [r.from, r.to]));
  for (const [other, buttons] of chips) {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(other === key));
      button.classList.toggle("near", near.has(other) && other !== key);
      button.classList.toggle("far", chips.has(key) && !near.has(other) && other !== key);
    }
  }
  const lines = board.querySelector("svg");
  if (!lines) return;
  const origin = board.getBoundingClientRect();
  const drawn = joined.filter((r) => chips.has(r.from) && chips.has(r.to));
  lines.replaceChildren(...drawn.map((r) => line(r, origin)));
}

/** Joins the two nearest buttons of a relationship's ends. */
function line(relationship, origin) {
  const ends = chips.get(relationship.from).flatMap((from) => chips.get(relationship.to).map((to) => {
    const [a, b] = [centre(from, origin), centre(to, origin)];
    return { a, b, far: Math.hypot(a.x - b.x, a.y - b.y) };
  }));
  const { a, b } = ends.reduce((best, pair) => (pair.far < best.far ? pair : best));
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const bend = Math.max(20, Math.abs(b.x - a.x) / 2);
  path.setAttribute("d", `M${a.x},${a.y} C${a.x + bend},${a.y} ${b.x - bend},${b.y} ${b.x},${b.y}`);
  path.setAttribute("class", relationship.standing);
  return path;
}

function centre(element, origin) {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2 - origin.left, y: box.top + box.height / 2 - origin.top };
}

const hidden = new Set(["key", "name", "uuid", "release", "aliases", "note", "documents", "evidence", "text", "for", "against", "qualified", "unknown"]);

function show(answer) {
  const { node, facts, evidence, views } = answer;
  const parts = [make("h2", {}, node.properties.name), make("p", { class: "key" }, `${node.labels.join(", ")} · ${node.key}`)];
  if (node.properties.note) parts.push(make("p", { class: "small" }, node.properties.note));
  if (node.properties.standing) parts.push(make("p", {}, make("span", { class: `badge ${node.properties.standing}` }, node.properties.standing), tally(node.properties)));
  parts.push(about(node));
  if (evidence.length > 0) {
    parts.push(make("h3", {}, "Evidence"), make("div", { class: "fact" }, make("ul", {}, ...evidence.map((e) => voice({ ...e, document: e.document_key })))));
  }
  if (views.length > 0) {
    parts.push(make("h3", {}, counted(views.length, "view")), make("div", { class: "fact" }, make("ul", {}, ...views.map(view))));
  }
  if (facts.length > 0) parts.push(make("h3", {}, `${counted(facts.length, "statement")} about it`), ...facts.map(fact));
  if (facts.length + evidence.length + views.length === 0) parts.push(make("p", {}, "No statement has it as an end."));
  detail.replaceChildren(...parts);
  detail.scrollTop = 0;
}

function counted(n, word) {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}

function tally(properties) {
  const said = [[properties.for, "for"], [properties.against, "against"], [properties.qualified, "with a limit"], [properties.unknown, "by nobody named"]];
  return said.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`).join(", ");
}

/** What the node is: its ends, what it belongs to, its properties. */
function about(node) {
  const list = make("dl");
  if (node.properties.aliases) list.append(make("dt", {}, "also"), make("dd", {}, node.properties.aliases.join(", ")));
  for (const joined of [...node.ends, ...node.frame]) {
    list.append(make("dt", {}, joined.type.toLowerCase().replaceAll("_", " ")), make("dd", {}, link(joined.key, joined.name)));
  }
  for (const [name, value] of Object.entries(node.properties)) {
    if (!hidden.has(name) && name !== "standing" && value !== "") list.append(make("dt", {}, name.replaceAll("_", " ")), make("dd", {}, String(value)));
  }
  return list;
}

function view(v) {
  const sure = v.hedge === "none" ? "" : ` (${v.hedge})`;
  return make("li", {}, make("span", { class: "who" }, `${v.stance}${sure}: `), link(v.on, v.text), make("span", { class: "small" }, ` ${v.document}, ${v.at}`));
}

function fact(f) {
  const badges = make("p", {}, make("span", { class: `badge ${f.standing}` }, f.standing), make("span", { class: "badge" }, f.type), ["SUBJECT", "OBJECT", "ABOUT"].includes(f.end) ? null : make("span", { class: "badge" }, f.end.toLowerCase().replaceAll("_", " ")),
    f.polarity === "negative" ? make("span", { class: "badge" }, "not so") : null,
    f.mode && f.mode !== "is" ? make("span", { class: "badge" }, f.mode) : null);
  return make("article", { class: "fact" }, make("p", {}, link(f.claim, f.text)), badges, make("ul", {}, ...f.evidence.map(voice)));
}

function voice(e) {
  const sure = e.hedge === "none" ? "" : ` (${e.hedge})`;
  const who = e.voice_key === e.document ? e.short : e.voice;
  return make("li", {}, make("span", { class: "who", title: e.voice }, who), ` ${e.stance}${sure}: ${e.paraphrase} `, make("span", { class: "small" }, `${e.short}, ${e.at}`));
}

function link(key, text) {
  const a = make("a", { href: `#${encodeURIComponent(key)}` }, text);
  a.addEventListener("click", (event) => {
    event.preventDefault();
    choose(key);
  });
  return a;
}

document.getElementById("search").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = document.getElementById("text").value.trim();
  if (!text) return;
  const turn = ++latest;
  try {
    const { rows } = await read(`/api/v1/queries/find?text=${encodeURIComponent(text)}`);
    if (turn !== latest) return;
    const results = rows.map((row) => {
      const button = make("button", { class: "result", type: "button" }, `${row.name} `, make("span", { class: "small" }, `${row.label}, ${row.claims} statements`));
      button.addEventListener("click", () => choose(row.key));
      return button;
    });
    detail.replaceChildren(make("h2", {}, rows.length === 0 ? `Nothing is called “${text}”` : `${rows.length} found for “${text}”`), ...results);
  } catch (error) {
    if (turn !== latest) return;
    detail.replaceChildren(make("h2", {}, "The search failed"), make("p", {}, error.message));
  }
  detail.focus();
});

addEventListener("popstate", () => {
  const key = chosen();
  if (key) choose(key);
});

addEventListener("resize", () => connect(chosen()));

start();
