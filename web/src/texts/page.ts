// The texts of index.html, which the build writes into it: each {{name}} there is
// one of these.

export const text = {
  title: "Corridor: migration as a business",
  skip: "Skip to the content",
  name: "Corridor",
  views: "Views",
  business: "Business",
  explore: "Explore",
  atlas: "Atlas",
  map: "Map",
  disputes: "Disputes",
  documents: "Documents",
  ask: "Ask",
  paths: "Paths",
  find: "Find",
  findExample: "broker, Libya, border …",
  tools: "Tools",
  dark: "Dark",
  hints: "Hints",
  details: "Details",
  noScript: "This page draws the graph with JavaScript. The same data are at",
};
