// Bundles the page into ../gateway/http/static: what a browser needs, nothing it fetches elsewhere.
// Every file but index.html and the notice is named by its content and kept gzipped.

import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { notice } from "./notice.mjs";

const HERE = import.meta.dirname;
const QUERIES = join(HERE, "..", "docs", "contoh");
const STATIC = join(HERE, "..", "gateway", "http", "static");
const FIRST = "lintas-opd.graphql"; // the tab that is open at the first visit

const WORKERS = {
  editor: "monaco-editor/esm/vs/editor/editor.worker.js",
  graphql: "monaco-graphql/esm/graphql.worker.js",
  json: "monaco-editor/esm/vs/language/json/json.worker.js",
};

const SHARED = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  legalComments: "none", // the notice has them
  target: "es2022",
  metafile: true,
  write: false,
  outdir: STATIC,
  loader: { ".ttf": "file" },
  assetNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  entryNames: "[name]-[hash]",
  define: { "process.env.NODE_ENV": '"production"' },
  // one copy of graphql for those that import it and for the one that requires it
  alias: { graphql: join(HERE, "node_modules", "graphql", "index.mjs") },
};

/** Read the examples: `name` is what their first comment says. */
async function examples() {
  const files = (await readdir(QUERIES)).filter((file) => file.endsWith(".graphql")).sort();
  const ordered = [FIRST, ...files.filter((file) => file !== FIRST)];
  return Promise.all(ordered.map(async (file) => {
    const query = await readFile(join(QUERIES, file), "utf8");
    return { name: /^# *(.+?)\.?$/m.exec(query)?.[1] ?? file, query };
  }));
}

/** Tell the names that entry points were given: from source to output. */
function named({ outputs }) {
  const entries = Object.entries(outputs).filter(([, output]) => output.entryPoint);
  return new Map(entries.map(([file, output]) => [output.entryPoint, file]));
}

async function buildWorkers() {
  const built = await build({ ...SHARED, format: "iife", entryPoints: Object.values(WORKERS) });
  const files = named(built.metafile);
  const names = Object.entries(WORKERS).map(([label, source]) => [
    label, basename(files.get(join("node_modules", source))),
  ]);
  return [built, Object.fromEntries(names)];
}

async function buildPage(workers) {
  return build({
    ...SHARED,
    format: "esm",
    splitting: true,
    jsx: "automatic",
    entryPoints: ["src/page.jsx"],
    define: {
      ...SHARED.define,
      EXAMPLES: JSON.stringify(await examples()),
      WORKERS: JSON.stringify(workers),
    },
  });
}

/** Tell the names of the page's script and of its styles, which hold those of all its parts. */
function parts({ metafile }) {
  const script = named(metafile).get("src/page.jsx");
  return { SCRIPT: basename(script), STYLE: basename(metafile.outputs[script].cssBundle) };
}

/** Fill those names into index.html. */
async function html({ SCRIPT, STYLE }) {
  const page = await readFile(join(HERE, "src", "index.html"), "utf8");
  return page.replace("SCRIPT", SCRIPT).replace("STYLE", STYLE);
}

async function main() {
  const [workers, names] = await buildWorkers();
  const page = await buildPage(names);
  const { SCRIPT, STYLE } = parts(page);
  const fresh = `${STATIC}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const files = [...workers.outputFiles, ...page.outputFiles]
    .map(({ path, contents }) => ({ name: basename(path), contents }))
    .filter(({ name }) => name === STYLE || !name.endsWith(".css"));
  await Promise.all(files.map(({ name, contents }) =>
    writeFile(join(fresh, `${name}.gz`), gzipSync(contents, { level: 9 }))));
  const inputs = [workers, page].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  await writeFile(join(fresh, "THIRD-PARTY.txt"), await notice(HERE, inputs));
  await writeFile(join(fresh, "index.html"), await html({ SCRIPT, STYLE }));
  await rm(STATIC, { recursive: true, force: true });
  await rename(fresh, STATIC);
}

await main();
