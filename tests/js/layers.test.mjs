// The layers of the tablet are held by the linter's configuration; here it is seen to bite.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const FOLDERS = ["core", "crypto", "storage", "network", "ui", "screens"];

/** The rules that a small tree of files breaks: "path rule", sorted. */
function broken(files) {
  const tree = mkdtempSync(join(tmpdir(), "layers-"));
  try {
    for (const name of ["biome.jsonc", "tests/js/device.grit"]) cpSync(join(root, name), join(tree, name));
    for (const [name, text] of Object.entries(files)) {
      const path = join(tree, "static/tablet", name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    const biome = join(root, "node_modules/.bin/biome");
    let told = "";
    try {
      told = execFileSync(biome, ["lint", "--reporter=json"], {
        cwd: tree,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
    } catch (error) {
      told = error.stdout;
    }
    const { diagnostics } = JSON.parse(told);
    const faults = diagnostics.filter(({ severity }) => severity === "error");
    return faults
      .map(({ category, location }) => {
        const path = location.path?.file ?? location.path;
        return `${path.replace(/^.*static\/tablet\//, "")} ${category.split("/").at(-1)}`;
      })
      .sort();
  } finally {
    rmSync(tree, { recursive: true });
  }
}

test("a folder imports what stands below it, and nothing above", () => {
  const files = Object.fromEntries(FOLDERS.map((name) => [`${name}/here.mjs`, "export const here = 1;\n"]));
  const wrong = [];
  for (const [at, folder] of FOLDERS.entries()) {
    for (const [other, target] of FOLDERS.entries()) {
      if (at === other) continue;
      files[`${folder}/to_${target}.mjs`] = `export { here } from "../${target}/here.mjs";\n`;
      if (other > at) wrong.push(`${folder}/to_${target}.mjs noRestrictedImports`);
    }
  }
  assert.deepEqual(broken(files), wrong.sort());
});

test("an import made while running goes down too, and nothing imports the start", () => {
  assert.deepEqual(
    broken({
      "start.mjs": "export const begun = 1;\n",
      "ui/dom.mjs": "export const shown = 1;\n",
      "core/later.mjs": 'export const later = () => import("../ui/dom.mjs");\n',
      "screens/tablet/today.mjs": 'export { begun } from "../../start.mjs";\n',
    }),
    ["core/later.mjs noRestrictedImports", "screens/tablet/today.mjs noRestrictedImports"],
  );
});

test("modules that import one another in a circle are found", () => {
  assert.deepEqual(
    broken({
      "core/one.mjs": 'import { b } from "./two.mjs";\nexport const a = () => b;\n',
      "core/two.mjs": 'import { a } from "./one.mjs";\nexport const b = () => a;\n',
    }),
    ["core/one.mjs noImportCycles", "core/two.mjs noImportCycles"],
  );
});

test("each thing of the browser has one home", () => {
  const homes = {
    indexedDB: ["storage"],
    fetch: ["network"],
    caches: ["network"],
    crypto: ["crypto"],
    document: ["ui", "screens"],
    window: ["ui", "screens"],
    localStorage: [],
    sessionStorage: [],
  };
  const files = {};
  const wrong = [];
  for (const [name, home] of Object.entries(homes)) {
    for (const folder of [...FOLDERS, "device"]) {
      files[`${folder}/${name}.mjs`] = `export const used = () => ${name};\n`;
      if (!home.includes(folder)) wrong.push(`${folder}/${name}.mjs noRestrictedGlobals`);
    }
  }
  assert.deepEqual(broken(files), wrong.sort());
});

test("the camera and the place are asked in one folder only", () => {
  const asking = "export const asked = () => [navigator.mediaDevices, navigator.geolocation];\n";
  assert.deepEqual(broken({ "device/camera.mjs": asking, "network/camera.mjs": asking }), [
    "network/camera.mjs plugin",
    "network/camera.mjs plugin",
  ]);
});

test("no line is longer than 120 characters, in comments and lists too", () => {
  const made = /(^|\/)(vendor|build|node_modules)\//;
  const files = ["static", "tests", "bench"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((name) => `${folder}/${name}`)
      .filter((name) => /\.(m?js|d\.ts)$/.test(name) && !made.test(name)),
  );
  assert.ok(files.length > 100);
  const long = files.flatMap((name) =>
    readFileSync(join(root, name), "utf8")
      .split("\n")
      .flatMap((line, at) => ([...line].length > 120 ? [`${name}:${at + 1}`] : [])),
  );
  assert.deepEqual(long, []);
});
