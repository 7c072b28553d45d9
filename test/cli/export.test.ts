import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import MiniSearch, { type Options } from 'minisearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportManifest } from '../../server/export/export.ts';
import { announcementPage, fakeSourceYaml, listingPage, startFakeSite, type FakeSite } from '../fake-site.ts';

const main = resolve('dist/cli/main.js');
const hostile = 'Lights &lt;img src=x onerror=alert(1)&gt; &amp; &quot;=1+1&quot;';
let root: string;
let site: FakeSite;
const out = (name: string): string => join(root, name);

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'herald-export-'));
  site = await startFakeSite({
    '/news': listingPage(['/news/lights', '/news/ferry', '/news/memo', '/news/hostile']),
    '/news/lights': announcementPage('New harbour lights approved', '2024-03-05', 'The minister approved 14 lights.'),
    // Without a validator: the second look receives the same page again.
    '/news/ferry': (_request, response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(announcementPage('Ferry to run on Sundays', '2025-06-01', 'The ferry will run on Sundays.')),
    '/news/memo': announcementPage(
      '港湾に関する覚書を締結',
      '2025-07-09',
      '神奈川県と覚書を締結しました。知事が署名した。',
    ),
    '/news/hostile': announcementPage(hostile, '2025-08-01', `=HYPERLINK("x") ${hostile}`),
  });
  mkdirSync(join(root, 'sources'));
  writeFileSync(join(root, 'sources', 'tides.yaml'), fakeSourceYaml(site.origin));
  expect((await herald('crawl')).code).toBe(0);
  // A second look that finds the same is archived as a reference to the first.
  expect((await herald('crawl', '--full')).code).toBe(0);
  expect((await herald('index')).code).toBe(0);
}, 120_000);
afterAll(async () => {
  await site.close();
  rmSync(root, { recursive: true, force: true });
});

describe('herald export', () => {
  it('jsonl and csv write what the API exports, with a manifest that holds', async () => {
    const manifest = await exported('jsonl', 'lines', '--query', 'harbour OR ferry', '--sort', 'published');
    const rows = linesOf('lines/announcements.jsonl');
    expect(rows.map(({ title }) => title)).toEqual(['New harbour lights approved', 'Ferry to run on Sundays']);
    expect(rows[0]!['body']).toContain('approved 14 lights');
    expect(manifest).toMatchObject({
      kind: 'jsonl',
      counts: { announcements: 2 },
      search: { canonical: 'q=harbour+OR+ferry&sort=published' },
    });
    expect(manifest.search.url).toMatch(/as_of=\d{8}T/);
    await exported('csv', 'table');
    const table = readFileSync(out('table/announcements.csv'), 'utf8');
    expect(table.match(/\r\n/g)).toHaveLength(5);
    expect(table).toContain('Ferry to run on Sundays');
  });

  it('sqlite writes a database that full-text search reads', async () => {
    await exported('sqlite', 'database');
    const database = new DatabaseSync(out('database/announcements.db'), { readOnly: true });
    try {
      const found = database
        .prepare(
          "SELECT a.title, published FROM announcements_text t JOIN announcements a ON a.key = t.rowid WHERE announcements_text MATCH 'harbour'",
        )
        .all();
      expect(found).toEqual([{ title: 'New harbour lights approved', published: '2024-03-05' }]);
      expect(database.prepare('SELECT DISTINCT component FROM components').all()).toEqual([
        { component: 'Ministry of Tides' },
      ]);
      expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    } finally {
      database.close();
    }
  });

  it('minisearch writes an index that MiniSearch itself loads and searches, in Japanese, too', async () => {
    await exported('minisearch', 'mini');
    const { options } = (await import(pathToFileURL(out('mini/options.mjs')).href)) as { options: Options };
    const index = MiniSearch.loadJSON(readFileSync(out('mini/index.json'), 'utf8'), options);
    const titles = (q: string): string[] => index.search(q).map(({ title }) => title as string);
    expect(titles('harbour lights')).toEqual(['New harbour lights approved']);
    expect(titles('sund')).toEqual(['Ferry to run on Sundays']);
    for (const q of ['覚書', '神奈川県', '知']) expect(titles(q)).toEqual(['港湾に関する覚書を締結']);
    expect(index.search('ferry')[0]).toMatchObject({ agency: 'Ministry of Tides', published: '2025-06-01' });
    // Also with the options of its own, for plain words.
    const plain = MiniSearch.loadJSON(readFileSync(out('mini/index.json'), 'utf8'), { fields: options.fields });
    expect(plain.search('harbour')).toHaveLength(1);
  });

  it('site writes a page an announcement, lists by month, and nothing of a page as markup', async () => {
    await exported('site', 'site');
    const pages = filesIn(out('site')).filter((path) => path.endsWith('.html'));
    expect(pages.filter((path) => path.startsWith('announcements/'))).toHaveLength(4);
    expect(pages).toEqual(expect.arrayContaining(['index.html', 'browse/2024-03.html', 'browse/2025-06.html']));
    for (const page of pages) {
      const html = readFileSync(join(out('site'), page), 'utf8');
      expect(html, page).not.toContain('<img');
      expect(html, page).toContain('default-src &#39;none&#39;; script-src &#39;self&#39; file:');
      // Every link inside the site leads to a file of it.
      for (const [, link] of html.matchAll(/(?:href|src)="(?!https?:)([^"#]+)"/g))
        expect(statSync(resolve(out('site'), page, '..', link!)).isFile(), `${page} ${link}`).toBe(true);
    }
  });

  it('site speaks the language asked for, or all of them, each page beside the same in the others', async () => {
    await exported('site', 'deutsch', '--language', 'de');
    const page = readFileSync(out('deutsch/index.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>\n<html lang="de">/);
    expect(page).toContain('Alle Bekanntmachungen');
    await exported('site', 'all', '--language', 'ja', '--all-languages');
    const pages = filesIn(out('all')).filter((path) => path.endsWith('.html'));
    const own = pages.filter((path) => !/^(?:en|es|fr|de)\//.test(path));
    expect(pages).toHaveLength(5 * own.length);
    for (const language of ['en', 'es', 'fr', 'de']) {
      for (const path of own) expect(pages).toContain(`${language}/${path}`);
      expect(readFileSync(out(`all/${language}/index.html`), 'utf8')).toContain(`<html lang="${language}">`);
    }
    expect(readFileSync(out('all/index.html'), 'utf8')).toContain('<html lang="ja">');
    expect(filesIn(out('all')).filter((path) => path.endsWith('index-data.js'))).toHaveLength(1);
    for (const path of pages)
      for (const [, link] of readFileSync(join(out('all'), path), 'utf8').matchAll(
        /(?:href|src)="(?!https?:)([^"#]+)"/g,
      ))
        expect(statSync(resolve(out('all'), path, '..', link!)).isFile(), `${path} ${link}`).toBe(true);
    expect(await herald('export', 'csv', out('none'), '--language', 'de')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/csv has no pages to be in a language/) as string,
    });
  });

  it('evidence holds captures, texts, store, index and pages of what was asked for, and nothing of the rest', async () => {
    const manifest = await exported('evidence', 'evidence', '--query', 'title:ferry');
    expect(manifest.counts).toEqual({ announcements: 1, captures: 2 });
    const data = out('evidence/data');
    const before = digestsOf('evidence');
    expect(await herald('verify', '--data', data)).toMatchObject({ code: 0 });
    const answer = JSON.parse((await herald('search', '--json', '--data', data)).out) as { results: { url: string }[] };
    expect(answer.results.map(({ url }) => url)).toEqual([`${site.origin}/news/ferry`]);
    expect((await herald('history', `${site.origin}/news/ferry`, '--data', data)).code).toBe(0);
    expect(digestsOf('evidence')).toEqual(before);
    expect(filesIn(out('evidence'))).toEqual(
      expect.arrayContaining(['README.txt', 'announcements.jsonl', 'site/index.html']),
    );
    const all = filesIn(out('evidence'))
      .map((path) => readFileSync(join(out('evidence'), path), 'latin1'))
      .join();
    expect(all).not.toContain('harbour lights');
    // The archive alone gives the announcement again.
    const again = out('again');
    cpSync(join(data, 'archive'), join(again, 'archive'), { recursive: true });
    const imported = await herald('import', join(again, 'archive', 'excerpt-00000.warc.gz'), '--data', again);
    expect(imported).toMatchObject({ code: 0 });
    expect(imported.err).toContain('1 new');
  });

  it('exits 1 for an empty export, which is written all the same, and 2 with every problem for a wrong search', async () => {
    const empty = await herald('export', 'csv', out('empty'), '--query', 'zeppelin');
    expect(empty.code).toBe(1);
    expect(readFileSync(out('empty/announcements.csv'), 'utf8')).toMatch(/^id,revision,.*\r\n$/);
    const wrong = await herald('export', 'csv', out('wrong'), '--from', '2014-13', '--filter', 'agancy=x');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/filter_agancy: unknown parameter[\s\S]*published_from: no such date/);
    expect(readdirSync(root)).not.toContain('wrong');
  });

  it('refuses a folder that holds something else', async () => {
    mkdirSync(out('thesis'));
    writeFileSync(out('thesis/chapter.txt'), 'years of work');
    const refused = await herald('export', 'jsonl', out('thesis'));
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/holds something that is no export: chapter\.txt/);
  });
});

async function exported(kind: string, name: string, ...more: readonly string[]): Promise<ExportManifest> {
  const ended = await herald('export', kind, out(name), '--json', ...more);
  expect(ended.err.split('\n').filter((line) => !line.startsWith('{') && line !== '')).toEqual([]);
  expect(ended.code).toBe(0);
  const manifest = JSON.parse(ended.out) as ExportManifest;
  expect(JSON.parse(readFileSync(out(`${name}/manifest.json`), 'utf8'))).toEqual(manifest);
  expect(manifest.files.map(({ path }) => path)).toEqual(filesIn(out(name)).filter((path) => path !== 'manifest.json'));
  expect(Object.fromEntries(manifest.files.map(({ path, digest }) => [path, digest]))).toEqual(digestsOf(name));
  return manifest;
}

function digestsOf(name: string): Record<string, string> {
  return Object.fromEntries(
    filesIn(out(name))
      .filter((path) => path !== 'manifest.json')
      .map((path) => [
        path,
        `sha256:${createHash('sha256')
          .update(readFileSync(join(out(name), path)))
          .digest('hex')}`,
      ]),
  );
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function linesOf(name: string): Record<string, unknown>[] {
  return readFileSync(out(name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function herald(...words: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  const ours = Object.entries(process.env).filter(([name]) => !/^(HERALD_.*|https?_proxy)$/i.test(name));
  const child = spawn(
    process.execPath,
    [main, ...words, ...(words.includes('--data') ? [] : ['--data', join(root, 'data')])],
    { env: { ...Object.fromEntries(ours), HERALD_SOURCES: join(root, 'sources') } },
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((done) => child.once('close', (code) => done({ code, out: stdout, err: stderr })));
}
