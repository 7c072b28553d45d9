import type { RevisionRecord } from '../../core/announcement.ts';
import { portableScript } from '../../indexer/index/portable-index.ts';
import type { Hit } from '../search/engine.ts';
import type { Words } from '../ui/words/en.ts';
import { exportAsset } from './assets.ts';
import { counted, type ExportSource } from './data-files.ts';
import type { OutputFolder } from './output-folder.ts';
import { browseOf, pageOf } from './page-names.ts';
import { indexOf } from './portable.ts';
import { announcementPage } from './site/announcement-page.tsx';
import { browsePage } from './site/browse-page.tsx';
import { editionsOf } from './site/edition.ts';
import { rowOf, type Row } from './site/row.tsx';
import { startPage } from './site/start-page.tsx';

export interface SiteOptions {
  readonly madeAt: string;
  /** Languages of the pages' own texts. The first stands in the folder itself, each further one in a folder of its name. */
  readonly languages: readonly Words[];
  /** Folder of the site within the export, with a slash at the end. Default: the export is the site. */
  readonly within?: string;
}

/**
 * A folder that any static host, or a double click, opens: a page an announcement, a list a month, and search by MiniSearch over
 * an index beside them, which all languages share. Everything but the search works without JavaScript.
 */
export async function writeSite(folder: OutputFolder, source: ExportSource, options: SiteOptions): Promise<void> {
  const { selection } = source;
  const { madeAt, languages, within = '' } = options;
  const editions = await editionsOf(selection, languages);
  const facts = { editions, indexVersion: selection.indexVersion, madeAt };
  const months = new Map<string, Row[]>();
  const write = async (path: string, page: (edition: (typeof editions)[number]) => string): Promise<void> => {
    for (const edition of editions) await folder.write(within + edition.folder + path, [page(edition)]);
  };
  for await (const hits of counted(source)) {
    for (const hit of hits) {
      const name = browseOf(hit.published?.value);
      const rows = months.get(name) ?? [];
      rows.push(rowOf(hit));
      months.set(name, rows);
      const record = recordOf(source, hit);
      await write(pageOf(hit), (edition) => announcementPage(hit, record, edition, facts));
    }
  }
  for (const [name, rows] of months) await write(name, (edition) => browsePage(name, rows, edition, facts));
  await write('index.html', (edition) => startPage(months, selection.total, edition, facts));
  for (const name of ['tokenizer.js', 'site.js', 'site.css'] as const)
    await folder.write(`${within}assets/${name}`, [exportAsset(name)]);
  await folder.write(`${within}assets/minisearch.js`, [portableScript()]);
  // A text in a script: a page opened from a disk may not fetch a file beside it.
  const index = await indexOf({ ...source, written: () => undefined });
  await folder.write(`${within}assets/index-data.js`, [`var heraldIndexText = ${JSON.stringify(index)};\n`]);
}

function recordOf({ history }: ExportSource, hit: Hit): RevisionRecord | undefined {
  return history.announcement(hit.id)?.revisions.find(({ revision }) => revision === hit.revision);
}
