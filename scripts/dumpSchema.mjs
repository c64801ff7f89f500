// Writes migrations/schema.sql, SQLite's own account of what all migrations together make, for people to read in one
// place. `--check` writes nothing and fails when the file is not what would be written.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Driver from 'libsql';

const migrations = fileURLToPath(new URL('../migrations/', import.meta.url));
const target = join(migrations, 'schema.sql');

function dump() {
  const folder = mkdtempSync(join(tmpdir(), 'standin-schema-'));
  const db = new Driver(join(folder, 'schema.db'));
  try {
    for (const name of readdirSync(migrations).sort())
      if (/^\d{4}_\w+\.sql$/.test(name)) db.exec(readFileSync(join(migrations, name), 'utf8'));
    const rows = db
      .prepare(
        'SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name',
      )
      .all();
    return `-- Made by scripts/dumpSchema.mjs from the migrations; not to be edited.\n\n${rows.map(({ sql }) => `${sql};\n`).join('\n')}`;
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
}

const schema = dump();
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8').replaceAll('\r\n', '\n') !== schema) {
    process.stderr.write('migrations/schema.sql is out of date: run node scripts/dumpSchema.mjs\n');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, schema);
}
