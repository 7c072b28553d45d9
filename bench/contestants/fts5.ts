import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Question } from '../questions.ts';
import type { Contestant } from './contestant.ts';

/**
 * SQLite's own full-text search, the store's SQLite: porter stemming, positions, contentless. Facets are counted by SQL over a narrow
 * table that holds nothing but agency and year, which is the kindest case for it.
 */
export function fts5Contestant(): Contestant {
  let database: DatabaseSyncInstance | undefined;
  let ask: ((question: Question) => { total: number } | undefined) | undefined;
  return {
    about: 'FTS5, porter unicode61, contentless; the same two facets by SQL over a narrow table',
    build(documents, folder) {
      const file = join(folder, 'fts5.db');
      const started = performance.now();
      const writing = new DatabaseSync(file);
      writing.exec(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN; CREATE VIRTUAL TABLE texts USING fts5(title, body, content='', tokenize='porter unicode61'); CREATE TABLE facts (id INTEGER PRIMARY KEY, agency INTEGER, year INTEGER); CREATE TABLE agencies (id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
      );
      const text = writing.prepare('INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)');
      const fact = writing.prepare('INSERT INTO facts VALUES (?, ?, ?)');
      const name = writing.prepare('INSERT INTO agencies (id, name) VALUES (?, ?)');
      const agencies = new Map<string, number>();
      documents.forEach(({ title, body, agency, date }, i) => {
        text.run(i + 1, title, body);
        if (agency !== undefined && !agencies.has(agency)) {
          agencies.set(agency, agencies.size + 1);
          name.run(agencies.size, agency);
        }
        fact.run(
          i + 1,
          agency === undefined ? null : agencies.get(agency)!,
          date === undefined ? null : Number(date.slice(0, 4)),
        );
      });
      writing.exec("COMMIT; INSERT INTO texts(texts) VALUES ('optimize')");
      writing.close();
      return Promise.resolve({ bytes: statSync(file).size, tookMs: performance.now() - started });
    },
    open(folder) {
      // Kept: a database that nobody holds is closed under its statements.
      database = new DatabaseSync(join(folder, 'fts5.db'), { readOnly: true });
      ask = askingOf(database);
      return Promise.resolve();
    },
    ask: (question) => ask!(question),
  };
}

function askingOf(database: DatabaseSyncInstance): (question: Question) => { total: number } | undefined {
  database.exec('PRAGMA mmap_size = 4000000000; PRAGMA cache_size = -200000');
  const matches = 'WITH matches AS MATERIALIZED (SELECT rowid AS id FROM texts WHERE texts MATCH ?)';
  const best = database.prepare('SELECT rowid, rank FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 10');
  const agencies = database.prepare(
    `${matches} SELECT agency, count(*) AS n FROM matches JOIN facts USING (id) GROUP BY agency ORDER BY n DESC`,
  );
  const years = database.prepare(
    `${matches} SELECT year, count(*) AS n FROM matches JOIN facts USING (id) GROUP BY year ORDER BY year`,
  );
  const bestOf = database.prepare(
    'SELECT t.rowid, t.rank FROM texts t JOIN facts f ON f.id = t.rowid WHERE t.texts MATCH ? AND f.agency = ? ORDER BY t.rank LIMIT 10',
  );
  const yearsOf = database.prepare(
    `${matches} SELECT year, count(*) AS n FROM matches JOIN facts USING (id) WHERE agency = ? GROUP BY year ORDER BY year`,
  );
  const agencyId = database.prepare('SELECT id FROM agencies WHERE name = ?');
  return ({ kind, words, agency }) => {
    if (kind === 'fuzzy') return undefined;
    const text = matchText(kind, words);
    const id = agency === undefined ? undefined : (agencyId.get(agency) as { id: number }).id;
    if (id === undefined) best.all(text);
    else bestOf.all(text, id);
    agencies.all(text);
    const counts = (id === undefined ? years.all(text) : yearsOf.all(text, id)) as { n: number }[];
    return { total: counts.reduce((sum, { n }) => sum + n, 0) };
  };
}

function matchText(kind: Question['kind'], words: readonly string[]): string {
  if (kind === 'phrase') return `"${words.join(' ')}"`;
  if (kind === 'prefix') return `"${words[0]!}"*`;
  return words.map((word) => `"${word}"`).join(kind === 'any of 3' ? ' OR ' : ' ');
}
