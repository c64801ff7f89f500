/**
 * storage: makes the domains' rows real, on PostgreSQL and on embedded SQLite, by one SQL text. The only SQL there is.
 * Owns: the two engines behind `Database`, migrations, the data folder, and one store per aggregate; what a store saves,
 * its events and the tasks that follow from them are one transaction. Personal data passes through the vault.
 * Does not own: the rules about what it stores, nor when a task is run and what it does.
 */
export type { Database, Queryable, Row, SqlValue, Transaction } from './database.js';
export { isUniqueViolation } from './database.js';
export { DATA_FOLDER_IN_USE, isDataFolderInUse } from './dataFolder.js';
export { isMigrated, migrate } from './migrate.js';
export { openDatabase, type Location } from './open.js';
