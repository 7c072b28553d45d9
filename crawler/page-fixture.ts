import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SourceId } from '../core/announcement.ts';
import { writeFileAtomic } from '../core/atomic-file.ts';
import type { Instant } from '../core/instant.ts';
import { decodeHtml } from './decode/html.ts';
import { extract, type Extraction } from './extract/extract.ts';
import { extractPlainText } from './extract/plain-text.ts';
import { sourceOfHost } from './source/host-source.ts';

/**
 * A page fixture is a folder: `page.html` or `page.txt` as received, `origin.json` that says where it came from, and `expected.json`, what is to be
 * read from it with no rules of its source.
 */
export interface PageOrigin {
  readonly url: string;
  /** The response headers that extraction and decoding look at. */
  readonly headers: readonly (readonly [string, string])[];
  /** What the source file said about the publisher. */
  readonly source: { readonly country: string; readonly language: string; readonly agency: string };
  /** When it was fetched; later dates are refused. */
  readonly fetchedAt?: Instant;
}

export interface PageFixture {
  readonly bytes: Uint8Array;
  readonly isText: boolean;
  readonly origin: PageOrigin;
}

export function readPageFixture(folder: string): PageFixture {
  const isText = !existsSync(join(folder, 'page.html'));
  return {
    bytes: readFileSync(join(folder, isText ? 'page.txt' : 'page.html')),
    isText,
    origin: JSON.parse(readFileSync(join(folder, 'origin.json'), 'utf8')) as PageOrigin,
  };
}

/** What is read from the page, as it is written to `expected.json`. */
export function expectationOf({ bytes, isText, origin }: PageFixture): string {
  const { url, headers, fetchedAt } = origin;
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const { text } = decodeHtml(bytes, contentType);
  const source = { ...sourceOfHost(url, 'page-fixture' as SourceId), ...origin.source };
  const at = fetchedAt === undefined ? {} : { fetchedAt };
  const found: Extraction = isText
    ? extractPlainText({ text, url, source, ...at })
    : extract({ html: text, url, headers, source, ...at });
  return `${JSON.stringify(found, null, 2)}\n`;
}

/** Makes the folder, whole or not at all: the files are written beside it and renamed. */
export function writePageFixture(folder: string, fixture: PageFixture): void {
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  writeFileAtomic(join(unfinished, fixture.isText ? 'page.txt' : 'page.html'), fixture.bytes);
  writeFileAtomic(join(unfinished, 'origin.json'), `${JSON.stringify(fixture.origin, null, 2)}\n`);
  writeFileAtomic(join(unfinished, 'expected.json'), expectationOf(fixture));
  mkdirSync(dirname(folder), { recursive: true });
  renameSync(unfinished, folder);
}
