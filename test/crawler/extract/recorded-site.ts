import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

const folder = new URL('../../../../shared/corpora/', import.meta.url).pathname;
export const recordedSite = `${folder}justice-2016-2018`;
export const hasRecordedSite = existsSync(`${recordedSite}.warc.gz`);

export interface Answer {
  readonly url: string;
  readonly title: string;
  readonly date: string;
  readonly components: readonly string[];
  readonly topics: readonly string[];
  readonly number?: string;
  readonly body: string;
}

/** What a reader finds on the recorded pages. */
export function answers(): Answer[] {
  return linesOf(brotliDecompressSync(readFileSync(`${recordedSite}.answers.jsonl.br`)).toString('utf8')) as Answer[];
}

/** Opens the recorded pages: a function from URL to HTML. */
export function openPages(): { readonly html: (url: string) => string | undefined; readonly close: () => void } {
  const places = new Map(
    (linesOf(readFileSync(`${recordedSite}.cdxj`, 'utf8')) as { url: string; offset: number; length: number }[]).map(
      (entry) => [entry.url, entry],
    ),
  );
  const file = openSync(`${recordedSite}.warc.gz`, 'r');
  return {
    html: (url) => {
      const place = places.get(url);
      if (place === undefined) return undefined;
      const bytes = Buffer.alloc(place.length);
      readSync(file, bytes, 0, place.length, place.offset);
      const record = gunzipSync(bytes);
      const http = record.indexOf('\r\n\r\n') + 4;
      return record.subarray(record.indexOf('\r\n\r\n', http) + 4).toString('utf8');
    },
    close: () => closeSync(file),
  };
}

function linesOf(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}
