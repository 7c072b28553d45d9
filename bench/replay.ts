import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from './corpus.ts';

/** The recorded news site of the US Department of Justice: 70 listing pages and the 3,500 press releases they lead to. */
export const recording = join(sharedFolder, 'corpora', 'justice-2016-2018.cdxj');
const tool = join(sharedFolder, 'tools', 'replay.mjs');

export const recordedPages = 3500;
export const seedUrl = 'https://www.justice.gov/news?items_per_page=50&f[0]=type:press_release';

export interface Replay {
  /** What a crawler must have in its environment to reach the recorded site at its real addresses. */
  readonly environment: NodeJS.ProcessEnv;
  readonly proxy: string;
  /** `GET https://…` of each answer with 200 or 304 so far, in order. */
  readonly answered: readonly string[];
  close(): Promise<void>;
}

export function hasRecording(): boolean {
  return existsSync(recording) && existsSync(tool);
}

/** Replays the recorded site on this machine, without delay. */
export async function replay(
  options: {
    /** Notes every answer in `answered`. */
    readonly log?: boolean;
    /** Share of page requests that fail, 0 to 1, drawn from a fixed seed. */
    readonly fail?: number;
  } = {},
): Promise<Replay> {
  const words = [...(options.log === true ? ['--log'] : []), '--fail', String(options.fail ?? 0)];
  const child = spawn(process.execPath, [tool, ...words, recording], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const answered: string[] = [];
  let rest = '';
  child.stderr.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [status, , url] = line.split(' ');
      if ((status === '200' || status === '304') && url !== undefined) answered.push(url);
    }
  });
  const { proxy, ca } = await new Promise<{ proxy: string; ca: string }>((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(JSON.parse(String(line)) as { proxy: string; ca: string }));
    child.once('exit', () => reject(new Error('the replaying proxy did not start')));
  });
  return {
    proxy,
    answered,
    environment: {
      HTTP_PROXY: proxy,
      HTTPS_PROXY: proxy,
      NODE_EXTRA_CA_CERTS: ca,
      HERALD_CONTACT: 'https://example.org/herald',
    },
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}
