import type { Database, Queryable } from './database.js';

export interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

interface ColumnRow {
  table_name: string;
  column_name: string;
  type: string;
}

/** What the database really has: the one thing the engines must be asked about in their own words. */
const CATALOGUE: Readonly<Record<Database['engine'], string>> = {
  sqlite: `SELECT m.name AS table_name, c.name AS column_name, upper(c.type) AS type
             FROM sqlite_master m JOIN pragma_table_info(m.name) c ON 1 = 1
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`,
  postgres: `SELECT table_name, column_name, upper(data_type) AS type
               FROM information_schema.columns WHERE table_schema = current_schema()`,
};

/** The tables and their columns, in no order. */
export async function tablesOf(db: Queryable, engine: Database['engine']): Promise<Table[]> {
  const tables = new Map<string, { name: string; type: string }[]>();
  for (const { table_name, column_name, type } of await db.query<ColumnRow>(CATALOGUE[engine])) {
    const columns = tables.get(table_name) ?? [];
    tables.set(table_name, [...columns, { name: column_name, type }]);
  }
  return [...tables].map(([name, columns]) => ({ name, columns }));
}
