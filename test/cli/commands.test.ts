import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectationOf, readPageFixture } from '../../crawler/page-fixture.ts';
import { announcementPage, fakeSourceYaml, listingPage, startFakeSite, type FakeSite } from '../fake-site.ts';

/** The built command, as people run it, on a folder of its own. */
const main = resolve('dist/cli/main.js');
let root: string;
let site: FakeSite;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'herald-cli-'));
  site = await startFakeSite({
    '/news': listingPage(['/news/lights', '/news/ferry', '/news/budget']),
    '/news/lights': announcementPage(
      'New harbour lights approved',
      '2024-03-05',
      'The minister approved 14 harbour lights for the northern mole.',
    ),
    '/news/ferry': announcementPage(
      'Ferry to run on Sundays',
      '2025-06-01',
      'The ferry will run on Sundays, with harbour lights switched on from nine.',
    ),
    '/news/budget': announcementPage(
      'Budget of the tides published',
      '2025-07-09',
      'The budget names one figure: $4.6 million.',
    ),
  });
  mkdirSync(join(root, 'sources'));
  writeFileSync(join(root, 'sources', 'tides.yaml'), fakeSourceYaml(site.origin));
});

afterAll(async () => {
  await site.close();
  rmSync(root, { recursive: true, force: true });
});

describe('the everyday commands, one after another', () => {
  it('crawl stores what the site announced and tells it in one line', async () => {
    const { code, out, err } = await herald('crawl', '--source', 'tides');
    expect(code).toBe(0);
    expect(out).toMatch(/^tides: 3 new, 0 changed, 0 removed\n {2}asked for 3 pages and 1 listings in /);
    const events = jsonLines(err);
    expect(events.filter(({ event }) => event === 'new')).toHaveLength(3);
    expect(events.at(-1)).toMatchObject({ event: 'crawl-ended', source: 'tides', ending: 'complete' });
  });

  it('crawl --json answers with counts and the report of the run', async () => {
    const { code, out } = await herald('crawl', '--json', '--quiet');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      sources: [{ source: 'tides', counts: { new: 0, notModified: 3 }, report: { ending: 'complete' } }],
    });
  });

  it('index makes a snapshot, and says so when there is nothing to do', async () => {
    const first = await herald('index');
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^snapshot \S+: 3 announcements/);
    expect((await herald('index')).out).toMatch(/^nothing changed: /);
  });

  it('search prints results that a person can read', async () => {
    const { code, out } = await herald('search', 'harbour', 'lights');
    expect(code).toBe(0);
    expect(out).toMatch(/^2 announcements {2}\(\d+\.\d ms\) {2}Announcements matching harbour lights/);
    expect(out).toContain('1. New [harbour] [lights] approved');
    expect(out).toContain('2024-03-05 · Ministry of Tides');
    expect(out).toMatch(/agency\n\s+Ministry of Tides\s+2 █+/);
  });

  it('search --json gives the answer of the API', async () => {
    const { code, out } = await herald(
      'search',
      'harbour',
      '--json',
      '--from',
      '2025',
      '--facets',
      'agency,published:year',
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      total: 1,
      total_relation: 'eq',
      results: [{ title: 'Ferry to run on Sundays' }],
      facets: { agency: { values: [{ value: 'Ministry of Tides', count: 1 }] } },
    });
  });

  it('search --explain prints how each score came about', async () => {
    const { out } = await herald('search', 'harbour', '--limit', '1', '--explain');
    expect(out).toMatch(/\n +\d+\.\d{3} {2}sum of .*\n +\d+\.\d{3} {2}.*harbour/);
  });

  it('verify reads the archive, the store and the index', async () => {
    const { code, out } = await herald('verify');
    expect(code).toBe(0);
    expect(out).toMatch(/archive +\d+ records.*\nstore +\d+ captures.*\nindex +2 files of 1 snapshots.*\nsound/);
  });

  it('search without a match ends with 1', async () => {
    const { code, out } = await herald('search', 'submarine');
    expect(code).toBe(1);
    expect(out).toMatch(/^0 announcements/);
  });

  it('status tells what is stored, indexed and due', async () => {
    const { code, out } = await herald('status');
    expect(code).toBe(0);
    expect(out).toMatch(/store +3 announcements \(3 live, 0 changed, 0 removed\)/);
    expect(out).toMatch(/index +3 announcements in snapshot \S+, up to date/);
    expect(out).toMatch(/tides +3 +2024-03-05 to 2025-07-09/);
    expect(out).toMatch(
      /run of tides, .*: complete\n.*received .*\n.* requests: .* fetched.*\n.*slowest host .*\n {2}robots\.txt: \S+ allowed \d+/,
    );
  });

  it('sources list and check tell what a source file does', async () => {
    expect((await herald('sources', 'list')).out).toMatch(/tides +xx +en +never +1 listing +Ministry of Tides/);
    const { code, out } = await herald('sources', 'check', 'tides');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^tides: works\n {2}ok {4}robots\.txt of .*: allows the entry points\n {2}ok {4}listing .*: 3 announcements/,
    );
    expect(out).toContain('published 2024-03-05');
  });

  it('inspect shows each stage of one page with provenance', async () => {
    const page = join(root, 'page.html');
    writeFileSync(page, announcementPage('Saved for later', '2023-02-01', 'A page from a disk.'));
    const { code, out } = await herald('inspect', page, '--url', `${site.origin}/news/saved`);
    expect(code).toBe(0);
    expect(out).toMatch(/source +tides/);
    expect(out).toMatch(/title +Saved for later +\[/);
    expect(out).toMatch(/published +2023-02-01 \(to the day\) +\[meta/);
    for (const stage of ['parse', 'title', 'body', 'dates', 'names'])
      expect(out).toMatch(new RegExp(`^- ${stage} +\\d+ % of it`, 'm'));
    const live = await herald('inspect', `${site.origin}/news/ferry`);
    expect(live.out).toMatch(/fetch +200, /);
    expect(live.out).toContain('Ferry to run on Sundays');
  });

  it('inspect takes the times of the fastest of several readings', async () => {
    const page = join(root, 'page.html');
    const repeated = await herald('inspect', page, '--repeat', '3', '--json');
    const { stages } = JSON.parse(repeated.out) as { stages: { name: string; tookMs: number }[] };
    const whole = stages.find(({ name }) => name === 'extract')!;
    const parts = stages.filter(({ name }) => name.startsWith('- '));
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.reduce((sum, { tookMs }) => sum + tookMs, 0)).toBeLessThanOrEqual(whole.tookMs);
    expect((await herald('inspect', page, '--repeat', 'often')).code).toBe(2);
  });

  it('record-page makes a fixture that reads the same again, and overwrites none', async () => {
    const fixtures = join(root, 'fixtures');
    const { code, out } = await herald('record-page', `${site.origin}/news/ferry`, fixtures, '--name', 'ferry');
    expect(code).toBe(0);
    expect(out).toContain('Ferry to run on Sundays');
    const folder = join(fixtures, 'ferry');
    expect(readdirSync(folder).sort()).toEqual(['expected.json', 'origin.json', 'page.html']);
    expect(readFileSync(join(folder, 'expected.json'), 'utf8')).toBe(expectationOf(readPageFixture(folder)));
    expect(JSON.parse(readFileSync(join(folder, 'origin.json'), 'utf8'))).toMatchObject({
      url: `${site.origin}/news/ferry`,
      source: { agency: 'Ministry of Tides' },
    });
    const again = await herald('record-page', `${site.origin}/news/ferry`, fixtures, '--name', 'ferry');
    expect(again.code).toBe(2);
    expect(again.err).toMatch(/is there already[^]*another --name/);
    expect((await herald('record-page', `${site.origin}/news/ferry`, fixtures, '--name', '../x')).code).toBe(2);
  });

  it('record-page takes a plain text from a file', async () => {
    const text = join(root, 'release.txt');
    writeFileSync(
      text,
      'For Immediate Release - June 03, 2015\n\nBridge opens\n\nThe bridge over the sound is open to all.',
    );
    const { code } = await herald('record-page', text, join(root, 'fixtures'));
    expect(code).toBe(0);
    expect(readdirSync(join(root, 'fixtures', 'release')).sort()).toEqual(['expected.json', 'origin.json', 'page.txt']);
    expect(readFileSync(join(root, 'fixtures', 'release', 'expected.json'), 'utf8')).toContain('"2015-06-03"');
  });

  it('import of the archive rebuilds a lost store, and index gives the same totals', async () => {
    const lost = join(root, 'lost');
    cpSync(join(root, 'data', 'archive'), join(lost, 'archive'), { recursive: true });
    const archives = readdirSync(join(lost, 'archive')).filter((name) => name.endsWith('.warc.gz'));
    const imported = await herald('import', ...archives.map((name) => join(lost, 'archive', name)), '--data', lost);
    expect(imported.code).toBe(0);
    expect((await herald('index', '--data', lost)).code).toBe(0);
    expect(JSON.parse((await herald('search', 'harbour', 'lights', '--json', '--data', lost)).out)).toMatchObject({
      total: 2,
    });
  });

  it('serve answers the API and the page, and ends when it is asked to', async () => {
    const server = spawn(process.execPath, [main, 'serve', '--port', '0', '--json', ...folders()], {
      env: environment(),
    });
    const line = await new Promise<string>((done) =>
      server.stdout.once('data', (chunk: Buffer) => done(chunk.toString())),
    );
    const { url } = JSON.parse(line) as { url: string };
    const answer = (await (await fetch(`${url}/api/v1/search?q=ferry`)).json()) as { total: number };
    expect(answer.total).toBe(1);
    expect(await (await fetch(`${url}/search?q=ferry`)).text()).toContain('Ferry');
    const status = (await (await fetch(`${url}/api/v1/status`)).json()) as Record<string, unknown>;
    expect(status).toMatchObject({ store: { announcements: 3 }, sources: [{ source: 'tides' }] });
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(
      /^herald_fetches_total\{source="tides",outcome="fetched"\} \d/m,
    );
    expect((await fetch(`${url}/api/v1/admin/crawl`, { method: 'POST' })).status).toBe(404);
    const ended = new Promise<number | null>((done) => server.once('exit', done));
    server.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it.each([[[]], [['--watch']]])(
    'serve %j crawls and indexes when its admin calls it, and answers from the index before with as_of',
    async (words: string[]) => {
      const token = 'a-token-of-enough-signs';
      const server = spawn(process.execPath, [main, 'serve', '--port', '0', '--json', ...words, ...folders()], {
        env: { ...environment(), HERALD_ADMIN_TOKEN: token },
      });
      const line = await new Promise<string>((done) =>
        server.stdout.once('data', (chunk: Buffer) => done(chunk.toString())),
      );
      const { url, snapshot } = JSON.parse(line) as { url: string; snapshot: string };
      const headers = { Authorization: `Bearer ${token}` };
      const name = words.length === 0 ? 'tugboat' : 'icebreaker';
      site.pages.set('/news', listingPage([`/news/${name}`, '/news/lights', '/news/ferry', '/news/budget']));
      site.pages.set(
        `/news/${name}`,
        announcementPage(`New ${name} bought`, '2025-08-01', `The harbour bought a ${name}.`),
      );
      const begun = await fetch(`${url}/api/v1/admin/crawl?source=tides`, { method: 'POST', headers });
      expect(begun.status).toBe(202);
      let run: { state: string; result?: unknown };
      do {
        await new Promise((done) => setTimeout(done, 50));
        run = (await (await fetch(begun.headers.get('Location')!, { headers })).json()) as typeof run;
      } while (run.state === 'running');
      expect(run).toMatchObject({ state: 'done', result: { sources: [{ source: 'tides', new: 1 }] } });
      const totalOf = async (query: string): Promise<number> =>
        ((await (await fetch(`${url}/api/v1/search?q=${name}${query}`)).json()) as { total: number }).total;
      // The server notices the new snapshot by itself.
      while ((await totalOf('')) === 0) await new Promise((done) => setTimeout(done, 50));
      expect(await totalOf(`&as_of=${snapshot}`)).toBe(0);
      expect((await fetch(`${url}/api/v1/search?as_of=20200101T000000000Z-0000`)).status).toBe(400);
      const ended = new Promise<number | null>((done) => server.once('exit', done));
      server.kill('SIGTERM');
      expect(await ended).toBe(0);
    },
  );
});

describe('what is not right is told with what to do, and the exit code', () => {
  it('an unknown source names the nearest', async () => {
    await expectRefusal(['crawl', '--source', 'tide'], 2, /there is no source `tide`[\s\S]*did you mean `tides`/);
  });

  it('a source file with a wrong key and a bad URL names file, line and both', async () => {
    const folder = join(root, 'bad-sources');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'wrong.yaml'),
      fakeSourceYaml('http://127.0.0.1:1', 'wrong')
        .replace('agency:', 'agancy:')
        .replace('homepage: http://127.0.0.1:1/', 'homepage: tides dot example'),
    );
    const { err } = await expectRefusal(['crawl', '--sources', folder], 2, /wrong\.yaml:5: .*agancy/);
    expect(err).toMatch(/wrong\.yaml:6: .*tides dot example/);
  });

  it('an unknown option and an unknown command are usage errors', async () => {
    await expectRefusal(['crawl', '--sauce', 'x'], 2, /unknown option '--sauce'/);
    await expectRefusal(['craw'], 2, /unknown command 'craw'/);
    await expectRefusal(['crawl', '--max-pages', '0'], 2, /--max-pages wants a whole number of at least 1, not "0"/);
    await expectRefusal(['crawl', '--delay', 'soon'], 2, /--delay wants a duration/);
  });

  it('an unreachable host fails with its reason', async () => {
    const folder = join(root, 'dead-sources');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'dead.yaml'),
      fakeSourceYaml('http://127.0.0.1:9', 'dead').replace('attempts: 2', 'attempts: 1'),
    );
    const { code, out } = await herald('crawl', '--sources', folder, '--data', join(root, 'dead'));
    expect(code).toBe(1);
    expect(out).toMatch(/dead: nothing new[\s\S]*failed: .*could not be read/);
  }, 60_000);

  it('a robots.txt that forbids is named with its line', async () => {
    site.pages.set('/robots.txt', (_, response) => response.writeHead(200).end('User-agent: *\nDisallow: /\n'));
    const { code, out } = await herald('crawl', '--data', join(root, 'forbidden'));
    site.pages.delete('/robots.txt');
    expect(code).toBe(1);
    expect(out).toMatch(/robots\.txt forbids it: Disallow: \//);
  });

  it('a site of somebody else is not asked without a contact', async () => {
    const folder = join(root, 'far-sources');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'far.yaml'), fakeSourceYaml('https://far.invalid', 'far'));
    await expectRefusal(['crawl', '--sources', folder, '--data', join(root, 'far')], 2, /HERALD_CONTACT/);
  });

  it('a misspelt environment variable is refused', async () => {
    const { code, err } = await run(['status'], { HERALD_DATTA: root });
    expect(code).toBe(2);
    expect(err).toMatch(/unknown environment variable HERALD_DATTA \(did you mean HERALD_DATA\?\)/);
  });

  it('a data folder that cannot be made names the folder', async () => {
    writeFileSync(join(root, 'a-file'), '');
    await expectRefusal(
      ['crawl', '--data', join(root, 'a-file', 'data')],
      2,
      /cannot write the data folder .*a-file\/data/,
    );
  });

  it.skipIf(process.getuid?.() === 0)(
    'a data folder that is not writable names the folder (not as root, whom nothing stops)',
    async () => {
      const folder = join(root, 'read-only');
      mkdirSync(folder);
      chmodSync(folder, 0o500);
      await expectRefusal(['crawl', '--data', folder], 2, /cannot write the data folder .*read-only/);
    },
  );

  it('a missing index says how to make one', async () => {
    await expectRefusal(['search', 'x', '--data', join(root, 'nothing')], 2, /herald index/);
    await expectRefusal(['serve', '--data', join(root, 'nothing')], 2, /herald index/);
    await expectRefusal(['index', '--data', join(root, 'nothing-stored')], 2, /herald crawl|herald import/);
    await expectRefusal(['verify', '--data', join(root, 'never-made')], 2, /nothing to verify.*\n.*herald crawl/);
  });

  it('a damaged index is refused by name, with what to do', async () => {
    const folder = join(root, 'damaged');
    cpSync(join(root, 'data'), folder, { recursive: true });
    for (const id of readdirSync(join(folder, 'snapshots'))) {
      for (const name of readdirSync(join(folder, 'snapshots', id)).filter((file) => file.endsWith('.seg')))
        truncateSync(join(folder, 'snapshots', id, name), 100);
    }
    const { err } = await expectRefusal(['search', 'x', '--data', folder], 3, /snapshot/);
    expect(err).toMatch(/herald index/);
    const verified = await herald('verify', '--data', folder);
    expect(verified.code).toBe(3);
    expect(verified.out).toMatch(/\.seg: its digest is sha256:/);
  });

  it('a WARC that is none, and a line that is no announcement, are told; the rest is imported', async () => {
    const warc = join(root, 'diary.warc.gz');
    writeFileSync(warc, 'Dear diary');
    await expectRefusal(['import', warc, '--data', join(root, 'imported')], 2, /diary\.warc\.gz.*WARC/s);
    const lines = join(root, 'lines.jsonl');
    writeFileSync(
      lines,
      '{"title":"One","body":"Text","source":"tides"}\n{"titel":"Two"}\n{"title":"Three","body":"Text","source":"tides"}\n',
    );
    const { code, err } = await herald('import', lines, '--data', join(root, 'imported'));
    expect(code).toBe(1);
    expect(err).toMatch(/lines\.jsonl: 3 records: 2 new, .*1 refused/);
    expect(err).toMatch(/lines\.jsonl:2: .*title/);
  });

  it('an unknown facet, a wrong date and a wrong limit are told together', async () => {
    const { err } = await expectRefusal(
      ['search', 'x', '--filter', 'agancy=y', '--from', '2014-02-30', '--limit', '0'],
      2,
      /agancy.*agency/s,
    );
    expect(err).toMatch(/--from/);
    expect(err).toMatch(/--limit/);
  });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Asynchronously, so that the fake site in this process can answer. */
function run(words: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [main, ...words], { env: { ...environment(), ...more } });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('close', (code) => done({ code, out, err }));
  });
}

function herald(...words: readonly string[]): Promise<Ended> {
  return run(words.includes('--data') ? words : [...words, '--data', join(root, 'data')]);
}

async function expectRefusal(words: readonly string[], code: number, message: RegExp): Promise<Ended> {
  const ended = await herald(...words);
  expect(ended.err).toMatch(message);
  expect(ended.err).not.toMatch(/\n\s+at .*:\d+:\d+/);
  expect(ended.code).toBe(code);
  return ended;
}

function folders(): string[] {
  return ['--data', join(root, 'data')];
}

function environment(): NodeJS.ProcessEnv {
  const ours = Object.entries(process.env).filter(([name]) => !/^(HERALD_.*|https?_proxy)$/i.test(name));
  return { ...Object.fromEntries(ours), HERALD_SOURCES: join(root, 'sources') };
}

function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('the test runs the command that people run', () => {
  expect(readFileSync(main, 'utf8').startsWith('#!/usr/bin/env node')).toBe(true);
  expect(spawnSync(process.execPath, [main, '--version']).stdout.toString().trim()).toMatch(/^\d+\.\d+\.\d+$/);
});
