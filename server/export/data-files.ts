import type { AnnouncementHistory } from '../api/history.ts';
import { places } from '../api/places.ts';
import { csvHeader, csvLine } from '../feeds/csv.ts';
import { ndjsonLine, textOf } from '../feeds/ndjson.ts';
import { createFlatDatabase } from '../../crawler/store/flat-database.ts';
import type { Hit } from '../search/engine.ts';
import type { OutputFolder } from './output-folder.ts';
import type { Selection } from './selection.ts';

/** What every kind of export writes from. */
export interface ExportSource {
  readonly selection: Selection;
  readonly history: AnnouncementHistory;
  /** Origin of permalinks, no slash at the end. */
  readonly base: string;
  /** Told how many announcements were written so far. */
  readonly written: (count: number) => void;
}

/** `announcements.jsonl`: one object a line with the whole text, as `/api/v1/search.ndjson` answers. */
export async function writeJsonLines(folder: OutputFolder, source: ExportSource): Promise<void> {
  const { base, history, selection } = source;
  const world = { base, history, label: selection.label };
  await folder.write(
    'announcements.jsonl',
    texts(source, '', (hit) => ndjsonLine(hit, world)),
  );
}

/** `announcements.csv`, as `/api/v1/search.csv` answers. */
export async function writeCsv(folder: OutputFolder, source: ExportSource): Promise<void> {
  await folder.write(
    'announcements.csv',
    texts(source, csvHeader, (hit) => csvLine(hit, source.base)),
  );
}

/** `announcements.db`: a database for sqlite3, Datasette or a notebook. */
export async function writeDatabase(folder: OutputFolder, source: ExportSource): Promise<void> {
  const database = createFlatDatabase(folder.file('announcements.db'));
  try {
    for await (const hits of counted(source))
      for (const hit of hits) database.add(rowOf(hit, source), hit.components, hit.topics);
    database.finish();
  } finally {
    database.abandon();
  }
}

/** The rows of the selection, with their number told as they go by. */
export async function* counted({ selection, written }: ExportSource): AsyncGenerator<readonly Hit[]> {
  let count = 0;
  for await (const hits of selection.rows()) {
    yield hits;
    written((count += hits.length));
  }
}

async function* texts(source: ExportSource, head: string, line: (hit: Hit) => string): AsyncGenerator<string> {
  if (head !== '') yield head;
  for await (const hits of counted(source)) if (hits.length > 0) yield hits.map(line).join('');
}

function rowOf(hit: Hit, { base, history }: ExportSource): Parameters<ReturnType<typeof createFlatDatabase>['add']>[0] {
  return {
    id: hit.id,
    revision: hit.revision,
    title: hit.title,
    published: hit.published?.value ?? null,
    published_precision: hit.published?.precision ?? null,
    published_source: hit.published?.source ?? null,
    agency: hit.agency ?? null,
    kind: hit.kind ?? null,
    number: hit.number ?? null,
    source: hit.source,
    language: hit.language,
    status: hit.status,
    versions: hit.versions,
    first_seen: hit.firstSeen,
    last_seen: hit.lastSeen,
    removed_at: hit.removedAt ?? null,
    url: hit.url,
    permalink: places.announcementPage(base, hit.id),
    body: textOf(history, hit.id, hit.revision),
  };
}
