import { createServer, type IncomingHttpHeaders } from 'node:http';
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../core/clock.ts';
import { deliverAlerts, rehearseAlert, signature, type AlertWorld } from '../../../server/feeds/alert-delivery.ts';
import { loadAlerts, type Alert } from '../../../server/feeds/alerts.ts';
import { federation, type Told } from '../api/announcements.ts';
import { testWorld } from '../api/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'herald-alerts-'));
const received: { headers: IncomingHttpHeaders; body: string }[] = [];
let answers: number[] = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    received.push({ headers: request.headers, body });
    response.writeHead(answers.shift() ?? 200).end();
  });
});
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterAll(() => receiver.close());
beforeEach(() => {
  received.length = 0;
  answers = [];
});

function yaml(text: string): string {
  const path = join(folder, `alerts-${Math.random()}.yaml`);
  writeFileSync(path, text);
  return path;
}

function alert(query = 'water'): Alert {
  const { value, problems } = loadAlerts(
    yaml(`- id: water\n  query: ${query}\n  url: ${url}\n  secret: a-long-enough-secret\n`),
  );
  expect(problems).toEqual([]);
  return value[0]!;
}

/** A clock that stands still and does not wait. */
const clockAt = (day: string): Clock & { waited: number[] } => {
  const waited: number[] = [];
  return {
    waited,
    now: () => Date.parse(day),
    sleep: (ms) => {
      waited.push(ms);
      return Promise.resolve();
    },
  };
};

function worldOf(told: readonly Told[], stateFile: string, clock: Clock): AlertWorld {
  const { engine, history } = testWorld(told);
  return { engine, history, base: 'http://herald.example', stateFile, clock };
}

const later: Told = { id: 'late', title: 'Water tower built', published: '2026-10-01', firstSeen: '2026-10-02' };

describe('alerts', () => {
  it('begin when they are first seen, send what is new once, signed', async () => {
    const state = join(folder, 'once.json');
    const clock = clockAt('2026-09-01T00:00:00Z');
    const alerts = [alert()];
    expect(await deliverAlerts(alerts, worldOf(federation, state, clock))).toEqual([{ alert: 'water', delivered: 0 }]);
    expect(received).toEqual([]);

    const world = worldOf([...federation, later], state, clockAt('2026-10-03T00:00:00Z'));
    expect(await deliverAlerts(alerts, world)).toEqual([{ alert: 'water', delivered: 1 }]);
    const { headers, body } = received[0]!;
    expect(headers['x-herald-signature']).toBe(signature('a-long-enough-secret', body));
    expect(JSON.parse(body)).toMatchObject({
      alert: 'water',
      description: 'Announcements matching water',
      events: [{ event: 'new', announcement: { id: 'late' } }],
    });

    expect(await deliverAlerts(alerts, world)).toEqual([{ alert: 'water', delivered: 0 }]);
    expect(received).toHaveLength(1);
  });

  it('are tried again, and stay due when the receiver is down', async () => {
    const state = join(folder, 'retry.json');
    const alerts = [alert()];
    await deliverAlerts(alerts, worldOf(federation, state, clockAt('2026-09-01T00:00:00Z')));
    const clock = clockAt('2026-10-03T00:00:00Z');
    const world = worldOf([...federation, later], state, clock);
    answers = [500, 503, 502];
    expect((await deliverAlerts(alerts, world))[0]).toMatchObject({
      delivered: 0,
      failure: expect.stringContaining('502') as string,
    });
    expect(clock.waited).toEqual([1000, 3000]);
    answers = [500, 200];
    expect((await deliverAlerts(alerts, world))[0]).toEqual({ alert: 'water', delivered: 1 });
    expect(new Set(received.map((each) => each.headers['x-herald-delivery'])).size).toBe(1);
  });

  it('send every event once and none twice, however many one run brings and however often it fails', async () => {
    const state = join(folder, 'many.json');
    const alerts = [alert()];
    await deliverAlerts(alerts, worldOf(federation, state, clockAt('2026-09-01T00:00:00Z')));
    const many = Array.from({ length: 450 }, (_, at): Told => ({
      id: `well-${at}`,
      title: `Water well ${at}`,
      published: '2026-10-01',
      firstSeen: `2026-10-0${2 + (at % 3)}`,
    }));
    const world = worldOf([...federation, ...many], state, clockAt('2026-10-09T00:00:00Z'));
    const accepted: string[] = [];
    const delivered: number[] = [];
    for (const failing of [[], [500, 500, 500], [], [], []]) {
      answers = failing;
      const before = received.length;
      const report = (await deliverAlerts(alerts, world))[0]!;
      delivered.push(report.delivered);
      if (report.delivered > 0)
        for (const { id } of (JSON.parse(received[before]!.body) as { events: { id: string }[] }).events)
          accepted.push(id);
    }
    expect(delivered).toEqual([200, 0, 200, 50, 0]);
    expect(new Set(accepted).size).toBe(450);
    expect(accepted).toHaveLength(450);
  });

  it('are not tried again when the receiver refuses', async () => {
    const state = join(folder, 'refused.json');
    const alerts = [alert()];
    await deliverAlerts(alerts, worldOf(federation, state, clockAt('2026-09-01T00:00:00Z')));
    answers = [403];
    expect(
      (await deliverAlerts(alerts, worldOf([...federation, later], state, clockAt('2026-10-03T00:00:00Z'))))[0]!
        .failure,
    ).toContain('403');
    expect(received).toHaveLength(1);
  });

  it('can be rehearsed: what would have been sent in the last days', async () => {
    const { engine, history } = testWorld([...federation, later]);
    const rehearse = (days: number): Promise<readonly { hit: { id: string } }[]> =>
      rehearseAlert(alert(), days, { engine, history, clock: clockAt('2026-10-10T00:00:00Z') });
    expect((await rehearse(30)).map((entry) => entry.hit.id)).toEqual(['late']);
    expect((await rehearse(365)).length).toBeGreaterThan(1);
  });

  it('tell a damaged state file with what to do', async () => {
    const state = join(folder, 'damaged.json');
    writeFileSync(state, '{');
    await expect(
      deliverAlerts([alert()], worldOf(federation, state, clockAt('2026-09-01T00:00:00Z'))),
    ).rejects.toMatchObject({ remedy: 'damaged', hint: expect.stringContaining('remove the file') as string });
  });
});

describe('the file of alerts', () => {
  it('may be missing', () => {
    expect(loadAlerts(join(folder, 'none.yaml'))).toEqual({ value: [], problems: [] });
  });

  it('tells everything wrong at once and keeps the rest', () => {
    const { value, problems } = loadAlerts(
      yaml(`- { id: good, query: water, url: "${url}", secret: a-long-enough-secret }
- { id: Bad Id, query: water, url: "ftp://x.example", secret: short, colour: red }
- { id: typo, query: water, url: "${url}", secret: a-long-enough-secret, filters: { filter_agancy: [x] } }
- { id: good, query: water, url: "${url}", secret: a-long-enough-secret }`),
    );
    expect(value.map((each) => each.id)).toEqual(['good']);
    const text = problems.map((problem) => `${problem.message} ${problem.hint ?? ''}`).join('\n');
    for (const part of [
      'small letters',
      'not an http(s) address',
      'at least 16 characters',
      'colour',
      'try filter_agency',
      'another alert good',
    ])
      expect(text).toContain(part);
  });

  it('may be no list or no YAML', () => {
    expect(loadAlerts(yaml('a: 1')).problems[0]!.code).toBe('no-list');
    expect(loadAlerts(yaml('- "')).problems[0]!.code).toBe('bad-yaml');
  });
});
