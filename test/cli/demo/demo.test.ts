import { createServer, type Server } from 'node:http';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDemo, type Demo } from '../../../cli/demo/demo.ts';
import { rememberedPort, rememberPort } from '../../../cli/demo/port.ts';
import { loadSources } from '../../../crawler/source/load-sources.ts';

let root: string;
const opened: Demo[] = [];
const servers: Server[] = [];
const open = async (): Promise<Demo> => {
  const demo = await openDemo(root);
  opened.push(demo);
  return demo;
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'herald-demo-'));
});
afterEach(async () => {
  for (const demo of opened.splice(0)) await demo.site.close();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  rmSync(root, { recursive: true, force: true });
});

describe('openDemo', () => {
  it('starts with the first edition, and stays with it until a start was finished', async () => {
    const first = await open();
    expect(first.edition).toBe(1);
    expect(first.notice).toBeUndefined();
    await first.site.close();
    const interrupted = await open();
    expect(interrupted.edition).toBe(1);
    interrupted.finished();
    await interrupted.site.close();
    const second = await open();
    expect(second.edition).toBe(2);
    expect(second.site.url).toBe(first.site.url);
    expect(second.dataRoot).toBe(first.dataRoot);
    expect((await fetch(`${second.site.url}/interior/news/2026/ombrey-night-ferry-to-end`)).status).toBe(410);
  });

  it('writes source files that the loader takes without a problem, for the address of the site', async () => {
    const demo = await open();
    expect(readdirSync(demo.sourcesFolder).sort()).toEqual([
      'halcyra-chancellery.yaml',
      'halcyra-interior.yaml',
      'mio-prefecture.yaml',
    ]);
    const { value: sources, problems } = loadSources([demo.sourcesFolder]);
    expect(problems).toEqual([]);
    expect(sources.map(({ id }) => id)).toEqual(['halcyra-chancellery', 'halcyra-interior', 'mio-prefecture']);
    for (const source of sources) {
      expect(source.homepage.startsWith(demo.site.url)).toBe(true);
      expect(source.scope.allowPrivateAddresses).toBe(true);
      expect(source.politeness.delayMs).toBe(0);
      expect(source.removal).toMatchObject({ confirmations: 1, afterMs: 0 });
    }
  });

  it('begins anew on another port, and says so, when the port of the last start is taken', async () => {
    const first = await open();
    first.finished();
    await first.site.close();
    const stranger = createServer();
    servers.push(stranger);
    await new Promise<void>((resolve) => stranger.listen(first.site.port, '127.0.0.1', resolve));
    const second = await open();
    expect(second.edition).toBe(1);
    expect(second.site.port).not.toBe(first.site.port);
    expect(second.dataRoot).not.toBe(first.dataRoot);
    expect(existsSync(first.dataRoot)).toBe(true);
    expect(second.notice).toContain(`Port ${first.site.port}`);
    expect(second.notice).toContain(`port ${second.site.port}`);
    expect(rememberedPort(join(root, 'demo'))).toBe(second.site.port);
  });

  it('names the folder that cannot be written and leaves no site behind', async () => {
    writeFileSync(join(root, 'demo'), 'a file where the folder should be');
    await expect(openDemo(root)).rejects.toMatchObject({
      remedy: 'config',
      message: expect.stringContaining(join(root, 'demo')) as string,
    });
  });
});

describe('rememberedPort', () => {
  it('is undefined where nothing sensible was written', () => {
    expect(rememberedPort(root)).toBeUndefined();
    for (const text of ['', 'eighty', '0', '65536', '-8180', '81.8']) {
      writeFileSync(join(root, 'demo-port'), text);
      expect(rememberedPort(root), text).toBeUndefined();
    }
  });

  it('reads back what was remembered', () => {
    rememberPort(join(root, 'deeper'), 8184);
    expect(rememberedPort(join(root, 'deeper'))).toBe(8184);
  });
});
