// `npm install` leaves out of package-lock.json the optional packages of platforms that the registry at hand does not serve,
// and `npm ci` then refuses the file. This adds them: version, system and processor; run it after every `npm install`.
// Usage: node scripts/lockComplete.mjs [package-lock.json]
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[2] ?? 'package-lock.json';
const SYSTEMS = 'darwin win32 linux android freebsd openharmony openbsd netbsd sunos aix'.split(
  ' ',
);
const PROCESSORS = 'arm64 x64 ia32 ppc64 s390x riscv64 loong64 wasm32 mips64el arm'.split(' ');

const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;

/** Whether the lock has what `name` means for the package at `path`: looked up folder by folder, as Node.js does. */
function isLocked(path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

/** The entry of a platform's package, or undefined when its name says no platform. */
function platformEntry(name, version, dev) {
  const tail = name.split('/').pop();
  const os = SYSTEMS.find((system) => tail.includes(system));
  const cpu = PROCESSORS.find((processor) => tail.includes(processor));
  if (!/^\d/.test(version) || !cpu || (!os && cpu !== 'wasm32')) return undefined;
  return {
    version,
    cpu: [cpu],
    ...(dev && { dev: true }),
    optional: true,
    ...(os && { os: [os] }),
  };
}

let added = 0;
for (const [path, pkg] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(pkg.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue;
    const entry = platformEntry(name, version, pkg.dev);
    if (entry) packages[`node_modules/${name}`] = entry;
    else process.stderr.write(`left out: ${name}@${version}\n`);
    added += entry ? 1 : 0;
  }
}
const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
const text = JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 1);
writeFileSync(file, `${text}\n`);
process.stdout.write(`added ${added}\n`);
