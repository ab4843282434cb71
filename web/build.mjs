// Builds the page into dist/, or with the argument "test" its unit tests into
// the folder that the next argument names.
import { build } from "esbuild";
import { copyFile, readdir, rm } from "node:fs/promises";

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
  for (const name of ["icon.svg", "index.html"]) await copyFile(`src/${name}`, `dist/${name}`);
}
