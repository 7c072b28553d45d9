/** In a piece of its own: stores of format 1 and 2 have no such table. */
const runRobots = `
CREATE TABLE run_robots (
  run INTEGER NOT NULL REFERENCES runs (run),
  host TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('allowed', 'disallowed', 'unreachable')),
  reason TEXT NOT NULL,
  urls INTEGER NOT NULL,
  PRIMARY KEY (run, host, verdict, reason)
) STRICT, WITHOUT ROWID;
`;

/**
 * The store's tables. Names and columns are meant to be read by people with sqlite3 or Datasette: text as text, instants
 * as UTC ISO 8601, lists as JSON. Opening it with another program is fine; writing to it is not.
 *
 *     sources        what we know of a publisher beyond its file: last success, failing since, robots verdict
 *     urls           the frontier: every URL, its state, validators, when it is due again
 *     captures       pointers into the archive
 *     announcements  one row an announcement, with its current title and date
 *     revisions      every text we saw of it
 *     events         what happened, numbered for ever growing
 *     runs           one row a crawl of a source, with its outcomes, hosts and robots verdicts in three more tables
 */
export const schema = `
CREATE TABLE sources (
  source TEXT PRIMARY KEY,
  robots_verdict TEXT,
  robots_reason TEXT,
  robots_at TEXT,
  last_success TEXT,
  failing_since TEXT,
  failing_reason TEXT,
  lastmod_right INTEGER NOT NULL DEFAULT 0,
  lastmod_wrong INTEGER NOT NULL DEFAULT 0,
  crawl_delay_ms INTEGER,
  wait_ms INTEGER,
  user_agent TEXT
) STRICT;

CREATE TABLE urls (
  key INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  fetch_url TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('page', 'listing', 'feed', 'sitemap')),
  state TEXT NOT NULL CHECK (state IN ('discovered', 'live', 'missing', 'removed', 'refused')),
  discovered_via TEXT,
  discovered_at TEXT NOT NULL,
  hints TEXT NOT NULL DEFAULT '{}',
  stated_change TEXT,
  next_due TEXT,
  interval_ms INTEGER,
  etag TEXT,
  last_modified TEXT,
  digest TEXT,
  bytes INTEGER,
  outcome TEXT,
  status INTEGER,
  reason TEXT,
  fetches INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  last_fetched TEXT,
  last_success TEXT,
  last_changed TEXT,
  missing_since TEXT,
  missing_at TEXT,
  missing_count INTEGER NOT NULL DEFAULT 0,
  missing_run INTEGER,
  announcement INTEGER REFERENCES announcements (key),
  UNIQUE (source, url)
) STRICT;
CREATE INDEX urls_due ON urls (source, (kind = 'page'), (last_fetched IS NOT NULL), next_due) WHERE next_due IS NOT NULL;
CREATE INDEX urls_announcement ON urls (announcement);
CREATE INDEX urls_missing_run ON urls (missing_run) WHERE missing_run IS NOT NULL;

CREATE TABLE captures (
  key INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  fetched_at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('capture', 'revisit', 'resource')),
  status INTEGER,
  content_type TEXT,
  digest TEXT NOT NULL,
  file TEXT NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  announcement INTEGER REFERENCES announcements (key),
  UNIQUE (source, url, fetched_at, kind)
) STRICT;
CREATE INDEX captures_url ON captures (url);
CREATE INDEX captures_file ON captures (file);
CREATE INDEX captures_digest ON captures (digest);
CREATE INDEX captures_announcement ON captures (announcement);

CREATE TABLE announcements (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT,
  agency TEXT,
  status TEXT NOT NULL CHECK (status IN ('live', 'changed', 'removed')),
  revisions INTEGER NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  removed_at TEXT,
  sequence INTEGER NOT NULL
) STRICT;
CREATE INDEX announcements_url ON announcements (source, url);
CREATE INDEX announcements_published ON announcements (source, published);
CREATE INDEX announcements_status ON announcements (source, status);
CREATE INDEX announcements_sequence ON announcements (sequence);

CREATE TABLE revisions (
  key INTEGER PRIMARY KEY,
  announcement INTEGER NOT NULL REFERENCES announcements (key),
  revision INTEGER NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  digest TEXT NOT NULL,
  payload_digest TEXT,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  published TEXT,
  published_precision TEXT,
  published_source TEXT,
  agency TEXT,
  kind TEXT,
  number TEXT,
  language TEXT NOT NULL,
  components TEXT NOT NULL,
  topics TEXT NOT NULL,
  details TEXT NOT NULL,
  UNIQUE (announcement, revision)
) STRICT;

CREATE TABLE events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  source TEXT,
  announcement TEXT,
  revision INTEGER,
  url TEXT,
  run INTEGER,
  details TEXT
) STRICT;
CREATE INDEX events_announcement ON events (announcement) WHERE announcement IS NOT NULL;
CREATE INDEX events_kind ON events (kind, sequence);

CREATE TABLE runs (
  run INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  started TEXT NOT NULL,
  ended TEXT,
  ending TEXT CHECK (ending IN ('complete', 'stopped', 'alarm', 'failed', 'interrupted')),
  reason TEXT,
  given_up TEXT NOT NULL DEFAULT '[]',
  requests INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  saved_bytes INTEGER NOT NULL DEFAULT 0,
  new INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  reextracted INTEGER NOT NULL DEFAULT 0,
  restored INTEGER NOT NULL DEFAULT 0,
  missing INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX runs_source ON runs (source, run);

CREATE TABLE run_outcomes (
  run INTEGER NOT NULL REFERENCES runs (run),
  outcome TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (run, outcome)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_hosts (
  run INTEGER NOT NULL REFERENCES runs (run),
  host TEXT NOT NULL,
  requests INTEGER NOT NULL,
  total_ms REAL NOT NULL,
  slowest_ms REAL NOT NULL,
  PRIMARY KEY (run, host)
) STRICT, WITHOUT ROWID;

${runRobots}
CREATE VIEW current_announcements AS
  SELECT a.id, a.source, a.url, a.status, a.revisions, a.first_seen, a.last_seen, a.removed_at,
         r.title, r.body, r.published, r.agency, r.kind, r.number, r.language, r.components, r.topics
  FROM announcements a JOIN revisions r ON r.announcement = a.key AND r.revision = a.revisions;
`;

/** `PRAGMA user_version`: raised with every change of the tables. A newer store than the program knows is refused. */
export const schemaVersion = 3;

/** What makes a store of one format one of the next; the first entry is for format 1. */
export const migrations: readonly string[] = [
  // How each source was asked: what robots.txt wants waited, what was waited, and under which name.
  `ALTER TABLE sources ADD COLUMN crawl_delay_ms INTEGER;
   ALTER TABLE sources ADD COLUMN wait_ms INTEGER;
   ALTER TABLE sources ADD COLUMN user_agent TEXT;`,
  runRobots,
];

/** Tables that a store of an earlier format lacks, lent to one that may only be read: empty, for as long as it is open. Columns that it lacks read as nothing known. */
export function lentTables(format: number): string {
  return format < 3 ? runRobots.replace('CREATE TABLE', 'CREATE TEMP TABLE').replace(' REFERENCES runs (run)', '') : '';
}

/** `PRAGMA application_id`, "HRLD": tells a store from any other SQLite database. */
export const applicationId = 0x48524c44;
