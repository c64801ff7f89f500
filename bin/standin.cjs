#!/usr/bin/env node
'use strict';
// Loads the bundle with V8's cached code, which saves most of the time to listening (`npm run bench`). The cache is written
// after a start that went well, once more at the end of the first run that was used, and is bound to V8, the machine and the
// bundle; without it everything works, slower.
// As a program it runs the command line; required, it is the bundle's exports.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Standin needs Node.js 20.19 or newer; this is ${process.version}.\n`);
  process.exit(2);
}

const fs = require('node:fs');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

const root = path.join(__dirname, '..');
const bundle = path.join(root, 'dist', 'standin.cjs');
const CACHE_AFTER_MS = 3000;
/** By so much a cache is larger when more than starting was compiled: what requests use. A long run has used what it will. */
const USED = 1.1;
const LONG_S = 60;
/** Flags with which `start` starts nothing. */
const NO_START = ['-h', '--help', '--check-config'];

/** A checkout has no dist until it is built; a package always has one. Building speaks on stderr alone. */
function buildCheckout() {
  const script = path.join(root, 'scripts', 'build.mjs');
  if (!fs.existsSync(script)) {
    process.stderr.write(`${bundle} is missing: install the package again.\n`);
    process.exit(1);
  }
  const { spawnSync } = require('node:child_process');
  const { status } = spawnSync(process.execPath, [script], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Written beside and renamed, so that a second process never reads half of it; a read-only folder is no fault. */
function write(file, content) {
  const partial = `${file}.${process.pid}`;
  try {
    fs.writeFileSync(partial, content);
    fs.renameSync(partial, file);
  } catch {
    fs.rmSync(partial, { force: true });
  }
}

const isProgram = require.main === module;

/** Of the command line only `start` touches the code worth caching; who requires the bundle starts a server. */
const starts = () =>
  !isProgram ||
  (process.argv[2] === 'start' && !process.argv.some((arg) => NO_START.includes(arg)));

/** The first cache is made when the program has run a while; it may already know what requests use when the program has stopped well. */
function cacheLater(script, { started, used }, startedBy) {
  let size = startedBy?.length;
  const first = () => {
    if (size !== undefined) return;
    const content = script.createCachedData();
    size = content.length;
    write(started, content);
  };
  setTimeout(first, CACHE_AFTER_MS).unref();
  process.once('exit', (code) => {
    if (code !== 0) return;
    if (size === undefined) return first();
    const content = script.createCachedData();
    if (content.length > size * USED || process.uptime() > LONG_S) write(used, content);
  });
}

function load() {
  // Else a long run forgets the code that starting takes, and the cache made at its end has none of it.
  if (starts()) v8.setFlagsFromString('--no-flush-bytecode');
  // The bundle is ASCII: read as Latin-1 it stays a one-byte string.
  const source = fs.readFileSync(bundle, 'latin1');
  // V8 compares the length of the source alone, so the build's own mark, the bundle's last line, is part of the name.
  const mark = source.slice(source.lastIndexOf('//') + 2).trim();
  const name = `${bundle}.${process.versions.v8}-${process.arch}-${mark}`;
  const files = { started: `${name}.cache`, used: `${name}.used.cache` };
  const usedBefore = readIfThere(files.used);
  const cachedData = usedBefore ?? readIfThere(files.started);
  const script = new vm.Script(
    `(function (exports, require, module, __filename, __dirname) {${source}\n})`,
    {
      filename: bundle,
      cachedData,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  );
  const accepted = script.cachedDataRejected ? undefined : cachedData;
  if (usedBefore && !accepted) fs.rmSync(files.used, { force: true }); // it would be preferred for ever
  if (starts() && !(accepted && usedBefore)) cacheLater(script, files, accepted);
  const loaded = { exports: {} };
  const require_ = require('node:module').createRequire(bundle);
  script.runInThisContext()(loaded.exports, require_, loaded, bundle, path.dirname(bundle));
  return loaded.exports;
}

if (!fs.existsSync(bundle)) buildCheckout();
const exported = load();
if (isProgram) exported.main();
else module.exports = exported;
