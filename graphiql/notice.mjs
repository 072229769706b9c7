// Writes what the licences of the bundled packages ask to be said.

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const TEXTS = /^(licen[cs]e|notice|copying|thirdpartynotices)([.-].*)?$/i;
const RULE = `\n${"-".repeat(79)}\n\n`;
const HEAD = `GraphiQL, as this folder carries it, is bundled from the packages below.
Each is named with its version and licence, then the texts that it ships.
One without a text of its own is under that of another package of the same
authors, which it names.
`;

// Packages that ship no text, and the package of the same authors that does.
const KIN = {
  "@graphiql/plugin-doc-explorer": "graphiql",
  "@graphiql/plugin-explorer": "graphiql",
  "@graphiql/plugin-history": "graphiql",
  "react-compiler-runtime": "react",
  "react-remove-scroll-bar": "react-remove-scroll",
};

/** Return the notice for the packages that `inputs`, paths below `root`, belong to. */
export async function notice(root, inputs) {
  const folders = new Set(inputs.map((input) => folderOf(root, input)).filter(Boolean));
  const found = await Promise.all([...folders].sort().map(read));
  const unique = [...new Map(found.map((one) => [one.title, one])).values()];
  const byName = new Map(unique.map((one) => [one.name, one]));
  return [HEAD, ...unique.map((one) => entry(one, byName))].join(RULE);
}

/** Find the folder of the package that a file belongs to; none for our own files. */
function folderOf(root, input) {
  if (!input.startsWith("node_modules/")) return undefined;
  let folder = dirname(join(root, input));
  while (!isPackage(folder)) folder = dirname(folder);
  return folder;
}

/** Tell a package's folder from one inside it that only sets a module type. */
function isPackage(folder) {
  return /node_modules\/(@[^/]+\/)?[^/]+$/.test(folder) && existsSync(join(folder, "package.json"));
}

async function read(folder) {
  const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((file) => TEXTS.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return {
    name: about.name,
    title: `${about.name} ${about.version} (${about.license})`,
    licence: about.license,
    texts: texts.map((text) => text.trim()).join("\n\n"),
  };
}

function entry({ name, title, licence, texts }, byName) {
  if (texts) return `${title}\n\n${texts}\n`;
  const kin = byName.get(KIN[name]);
  if (kin?.licence === licence) return `${title}\n\nAs ${kin.title}.\n`;
  throw new Error(`${title} ships no licence text: read its repository's, and complete KIN.`);
}
