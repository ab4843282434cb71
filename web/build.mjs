// Builds the page into dist/, or with the argument "test" its unit tests into
// the folder that the next argument names.
import { build } from "esbuild";
import { iso31661NumericToAlpha2 } from "iso-3166";
import { copyFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { quantize } from "topojson-client";
import { filter, filterAttachedWeight, presimplify, simplify } from "topojson-simplify";

const shared = { bundle: true, target: "es2022", logLevel: "warning", legalComments: "none" };

if (process.argv[2] === "test") {
  const names = (await readdir("test")).filter((name) => name.endsWith(".test.ts"));
  await build({ ...shared, entryPoints: names.map((name) => `test/${name}`), outdir: process.argv[3], platform: "node", format: "esm", outExtension: { ".js": ".mjs" } });
} else {
  for (const name of await readdir("dist")) if (/-[A-Z0-9]{8}\.js$/.test(name)) await rm(`dist/${name}`); // parts of an earlier build
  await build({
    ...shared, entryPoints: [{ in: "src/main.ts", out: "page" }, { in: "src/style.css", out: "style" }], outdir: "dist", format: "esm", minify: true,
    splitting: true, chunkNames: "[name]-[hash]", // views are fetched once they are wanted
  });
  await build({ ...shared, entryPoints: ["src/dress.ts"], outdir: "dist", format: "iife", minify: true }); // a module would run last
  await writeFile("dist/world.json", JSON.stringify(await world()));
  await copyFile("src/icon.svg", "dist/icon.svg");
  await writeFile("dist/index.html", await filled("src/index.html", "src/texts/page.ts"));
}

// Writes the texts of the catalogue into a file that names them: {{name}}.
async function filled(file, catalogue) {
  const { outputFiles } = await build({ ...shared, entryPoints: [catalogue], write: false, format: "esm" });
  const { text } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  return (await readFile(file, "utf8")).replace(/{{(\w+)}}/g, (_, name) => {
    if (!(name in text)) throw new Error(`${file}: ${catalogue} has no text ${name}`);
    return text[name].replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  });
}

/** The shapes of the map: countries by their ISO 3166 codes, as fine as a screen shows them. */
async function world() {
  const [corner, island] = [0.01, 0.05]; // square degrees of the least that is kept
  const whole = presimplify(JSON.parse(await readFile("node_modules/world-atlas/countries-50m.json", "utf8")));
  const shapes = simplify(whole, corner);
  const kept = filter(shapes, filterAttachedWeight(shapes, island));
  for (const country of kept.objects.countries.geometries) {
    country.id = iso31661NumericToAlpha2[country.id] ?? (country.properties.name === "Kosovo" ? "XK" : undefined); // which has a code by use only
  }
  return quantize({ ...kept, objects: { countries: kept.objects.countries } }, 1e4);
}
