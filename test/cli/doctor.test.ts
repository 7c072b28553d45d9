import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Finding } from '../../cli/doctor/finding.ts';
import { node } from '../../cli/doctor/installation.ts';
import { openStore } from '../../crawler/store/store.ts';
import { fakeSourceYaml } from '../fake-site.ts';

/** The built command, as people run it. */
const main = resolve('dist/cli/main.js');
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'herald-doctor-test-'));
  mkdirSync(join(root, 'sources'));
  writeFileSync(join(root, 'sources', 'tides.yaml'), fakeSourceYaml('http://127.0.0.1:9'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the doctor', () => {
  it('finds a new installation well, and warns of what is not there yet', async () => {
    const { code, findings } = await examined({ HERALD_CONTACT: 'https://tides.example/bot' });
    expect(code).toBe(0);
    expect(verdicts(findings)).toMatchObject({
      'Node.js': 'well',
      languages: 'well',
      SQLite: 'well',
      clock: 'well',
      data: 'well',
      store: 'warning',
      index: 'warning',
      sources: 'warning',
      synonyms: 'well',
      contact: 'well',
      proxy: 'well',
      certificates: 'well',
    });
    for (const { verdict, hint } of findings) if (verdict !== 'well') expect(hint).toBeTruthy();
  });

  it('says what is set wrongly and what to do about it, with exit code 2', async () => {
    writeFileSync(join(root, 'no-certificate.pem'), 'nothing of the kind');
    writeFileSync(join(root, 'sources', 'bad.yaml'), 'id: bad\ncolour: blue\n');
    const { code, findings } = await examined({
      HTTP_PROXY: 'http://127.0.0.1:9',
      NODE_EXTRA_CA_CERTS: join(root, 'no-certificate.pem'),
    });
    expect(code).toBe(2);
    expect(verdicts(findings)).toMatchObject({
      sources: 'config',
      proxy: 'config',
      certificates: 'config',
      contact: 'warning',
    });
    expect(findings.find(({ what }) => what === 'proxy')?.found).toContain('127.0.0.1:9 cannot be reached');
  });

  it('tells who writes to the data folder', async () => {
    mkdirSync(join(root, 'data'));
    const store = openStore(join(root, 'data', 'store.db'));
    const held = await examined();
    store.close();
    const free = await examined();
    const lock = ({ findings }: Examined): string | undefined => findings.find(({ what }) => what === 'lock')?.found;
    expect(lock(held)).toContain(`held by process ${process.pid}`);
    expect(lock(free)).toBe('free: nobody writes');
  });

  it('finds a damaged store and a damaged index, with exit code 3', async () => {
    mkdirSync(join(root, 'data'));
    writeFileSync(join(root, 'data', 'store.db'), 'SQLite format 3\0 and then rubbish'.repeat(300));
    writeFileSync(join(root, 'data', 'current'), 'a-snapshot-that-is-not-there\n');
    const { code, findings } = await examined();
    expect(code).toBe(3);
    expect(verdicts(findings)).toMatchObject({ store: 'damaged', index: 'damaged' });
  });

  it('prints a line for each finding and the remedy below it', async () => {
    const { out } = await doctor([], {});
    expect(out).toMatch(/^well {5}Node\.js +\d+\.\d+\.\d+, Herald/m);
    expect(out).toMatch(/^WARNING {2}index +there is none yet\n +herald index makes it$/m);
  });
});

it.each([
  ['20.18.0', 'config'],
  ['18.20.4', 'config'],
  ['20.18.1', 'well'],
  ['20.20.0', 'well'],
  ['24.1.0', 'well'],
])('takes Node.js %s for %s', (version, verdict) => expect(node(version).verdict).toBe(verdict));

interface Examined {
  readonly code: number | null;
  readonly findings: readonly Finding[];
}

async function examined(variables: Readonly<Record<string, string>> = {}): Promise<Examined> {
  const { code, out } = await doctor(['--json'], variables);
  return { code, ...(JSON.parse(out) as { findings: Finding[] }) };
}

function doctor(
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly out: string }> {
  const { PATH, HOME } = process.env;
  const folders = ['--data', join(root, 'data'), '--sources', join(root, 'sources')];
  const child = spawn(process.execPath, [main, 'doctor', ...folders, ...words], { env: { PATH, HOME, ...variables } });
  let out = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  return new Promise((done) => child.once('close', (code) => done({ code, out })));
}

function verdicts(findings: readonly Finding[]): Record<string, string> {
  return Object.fromEntries(findings.map(({ what, verdict }) => [what, verdict]));
}
