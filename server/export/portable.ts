import { portableIndex, type PortableDocument } from '../../indexer/index/portable-index.ts';
import { textOf } from '../feeds/ndjson.ts';
import type { Hit } from '../search/engine.ts';
import { exportAsset, portableOptions } from './assets.ts';
import { counted, type ExportSource } from './data-files.ts';
import type { OutputFolder } from './output-folder.ts';
import { pageOf } from './page-names.ts';

/** Characters of the text that a hit shows: two lines. */
const summaryCharacters = 240;

/** `index.json`, an index in MiniSearch's own format, and `options.mjs`, what MiniSearch must be told to open it. */
export async function writePortable(folder: OutputFolder, source: ExportSource): Promise<void> {
  await folder.write('index.json', [await indexOf(source)]);
  await folder.write('options.mjs', [`${exportAsset('tokenizer.js')}\nexport const options = heraldOptions;\n`]);
  await folder.write('README.txt', [readme]);
}

/** The index over the selection, as JSON. */
export function indexOf(source: ExportSource): Promise<string> {
  return portableIndex(documents(source), portableOptions());
}

async function* documents(source: ExportSource): AsyncGenerator<readonly PortableDocument[]> {
  let id = 0;
  for await (const hits of counted(source)) yield hits.map((hit) => documentOf(hit, id++, source));
}

function documentOf(hit: Hit, id: number, { history, selection }: ExportSource): PortableDocument {
  const body = textOf(history, hit.id, hit.revision) ?? '';
  return {
    id,
    title: hit.title,
    body,
    number: hit.number ?? '',
    agency: hit.agency ?? '',
    published: hit.published?.value ?? '',
    kind: hit.kind === undefined ? '' : selection.label('kind', hit.kind),
    source: selection.label('source', hit.source),
    language: hit.language,
    status: hit.status,
    url: hit.url,
    page: pageOf(hit),
    summary: body.length > summaryCharacters ? `${cut(body)} …` : body,
  };
}

/** At the end of a word where there is one near, never within a character. */
function cut(text: string): string {
  const piece = Array.from(text.slice(0, summaryCharacters + 1))
    .slice(0, -1)
    .join('');
  const end = piece.search(/\s\S*$/);
  return (end > summaryCharacters / 2 ? piece.slice(0, end) : piece).replace(/\s+/g, ' ');
}

const readme = `An index in MiniSearch's own format (https://github.com/lucaong/minisearch, version 7).

  import MiniSearch from 'minisearch';
  import { readFileSync } from 'node:fs';
  import { options } from './options.mjs';

  const index = MiniSearch.loadJSON(readFileSync('index.json', 'utf8'), options);
  console.log(index.search('harbour lights'));

options.mjs holds the tokenizer that made the index: MiniSearch needs the same to find what stands there.
manifest.json says which search this is, from which index, and has the SHA-256 of every file.
`;
