import { DatabaseSync } from '@photostructure/sqlite';

/** One announcement (or one version of it) as a row that people can read with sqlite3 or Datasette. */
export interface FlatRow {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly published: string | null;
  readonly published_precision: string | null;
  readonly published_source: string | null;
  readonly agency: string | null;
  readonly kind: string | null;
  readonly number: string | null;
  readonly source: string;
  readonly language: string;
  readonly status: string;
  readonly versions: number;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly removed_at: string | null;
  readonly url: string;
  readonly permalink: string;
  readonly body: string | null;
}

const columns = [
  'id',
  'revision',
  'title',
  'published',
  'published_precision',
  'published_source',
  'agency',
  'kind',
  'number',
  'source',
  'language',
  'status',
  'versions',
  'first_seen',
  'last_seen',
  'removed_at',
  'url',
  'permalink',
  'body',
] as const satisfies readonly (keyof FlatRow)[];

/**
 * A database to be handed on: one table of announcements, their components and topics beside it, and a full-text index
 * over title and body that `SELECT … FROM announcements_text WHERE announcements_text MATCH 'water'` asks.
 */
const schema = `
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE announcements (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  title TEXT NOT NULL,
  published TEXT,
  published_precision TEXT,
  published_source TEXT,
  agency TEXT,
  kind TEXT,
  number TEXT,
  source TEXT NOT NULL,
  language TEXT NOT NULL,
  status TEXT NOT NULL,
  versions INTEGER NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  removed_at TEXT,
  url TEXT NOT NULL,
  permalink TEXT NOT NULL,
  body TEXT,
  UNIQUE (id, revision)
) STRICT;
CREATE TABLE components (announcement INTEGER NOT NULL REFERENCES announcements (key), component TEXT NOT NULL) STRICT;
CREATE TABLE topics (announcement INTEGER NOT NULL REFERENCES announcements (key), topic TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE announcements_text USING fts5 (title, body, content = 'announcements', content_rowid = 'key');
`;

const indexes = `
CREATE INDEX announcements_published ON announcements (published);
CREATE INDEX announcements_agency ON announcements (agency, published);
CREATE INDEX components_component ON components (component, announcement);
CREATE INDEX topics_topic ON topics (topic, announcement);
INSERT INTO announcements_text (announcements_text) VALUES ('rebuild');
INSERT INTO announcements_text (announcements_text) VALUES ('optimize');
`;

export interface FlatDatabase {
  add(row: FlatRow, components: readonly string[], topics: readonly string[]): void;
  /** Builds the indexes and closes the file. */
  finish(): void;
  /** Closes the file as it stands, after an error elsewhere. */
  abandon(): void;
}

/** Creates the database at a path where nothing is. One transaction: nothing of it is of use before `finish`. */
export function createFlatDatabase(path: string): FlatDatabase {
  const database = new DatabaseSync(path);
  database.exec(`${schema} BEGIN;`);
  const insert = database.prepare(
    `INSERT INTO announcements (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const component = database.prepare('INSERT INTO components VALUES (?, ?)');
  const topic = database.prepare('INSERT INTO topics VALUES (?, ?)');
  return {
    add(row, components, topics) {
      const key = insert.run(...columns.map((column) => row[column])).lastInsertRowid;
      for (const each of components) component.run(key, each);
      for (const each of topics) topic.run(key, each);
    },
    finish() {
      database.exec(`COMMIT; ${indexes} VACUUM;`);
      database.close();
    },
    abandon: () => {
      if (database.isOpen) database.close();
    },
  };
}
