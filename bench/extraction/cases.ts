import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { decodeHtml } from '../../crawler/decode/html.ts';

const shared = new URL('../../../shared/', import.meta.url).pathname;

/** A page with texts that its extract must and must not hold. */
export interface PageCase {
  readonly file: string;
  readonly url: string;
  readonly with: readonly string[];
  readonly without: readonly string[];
  readonly title: string | undefined;
  readonly date: string | undefined;
  readonly html: () => string;
}

interface WrittenCase {
  readonly file: string;
  readonly url: string;
  readonly with?: readonly string[];
  readonly without?: readonly string[];
  readonly title?: string | null;
  readonly date?: string | null;
}

export function hasPublicPages(): boolean {
  return existsSync(`${shared}suites/pages.tar.br`);
}

/** The public benchmark's pages. Unpacked once into the folder for temporary files: decompressing takes seconds. */
export function publicPages(): PageCase[] {
  const folder = join(tmpdir(), 'herald-bench-pages');
  if (!existsSync(join(folder, 'complete'))) {
    unpack(brotliDecompressSync(readFileSync(`${shared}suites/pages.tar.br`)), folder);
    writeFileSync(join(folder, 'complete'), '');
  }
  const list = readFileSync(join(folder, 'trafilatura/cases.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return list.map((line) => pageCase(JSON.parse(line) as WrittenCase, join(folder, 'trafilatura')));
}

export function germanMinistries(): PageCase[] {
  const folder = `${shared}pages/german-ministries`;
  if (!existsSync(folder)) return [];
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Record<
    string,
    Omit<WrittenCase, 'file'>
  >;
  return Object.entries(index).map(([file, written]) => pageCase({ ...written, file }, folder));
}

function pageCase(written: WrittenCase, folder: string): PageCase {
  return {
    file: written.file,
    url: written.url,
    with: written.with ?? [],
    without: written.without ?? [],
    title: written.title === null || written.title === '' ? undefined : written.title,
    date: written.date === null || written.date === '' ? undefined : written.date,
    html: () => decodeHtml(readFileSync(join(folder, written.file)), undefined).text,
  };
}

/** Files of a POSIX tar archive, with the long names of pax headers and GNU entries. */
function unpack(tar: Buffer, folder: string): void {
  let longName: string | undefined;
  for (let at = 0; at + 512 <= tar.length;) {
    const header = tar.subarray(at, at + 512);
    const name = field(header, 0, 100);
    if (name === '') break;
    const size = Number.parseInt(field(header, 124, 12), 8);
    const type = String.fromCharCode(header[156]!);
    const content = tar.subarray(at + 512, at + 512 + size);
    if (type === 'x') longName = /\d+ path=([^\n]+)\n/.exec(content.toString('utf8'))?.[1];
    else if (type === 'L') longName = content.toString('utf8').replace(/\0+$/, '');
    else {
      const prefix = field(header, 345, 155);
      const path = join(folder, longName ?? (prefix === '' ? name : `${prefix}/${name}`));
      longName = undefined;
      if (type === '0' || type === '\0') {
        mkdirSync(join(path, '..'), { recursive: true });
        writeFileSync(path, content);
      }
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

function field(header: Buffer, start: number, length: number): string {
  return header
    .subarray(start, start + length)
    .toString('utf8')
    .replace(/\0.*$/s, '')
    .trim();
}

/** White space folded, invisible characters removed: how snippets and extracts are compared. */
export function comparable(text: string): string {
  return text
    .replace(/[\u00AD\u200B\u2060\uFEFF]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
