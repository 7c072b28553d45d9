import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/instant.ts';
import { openStore, type Store } from '../../../crawler/store/store.ts';
import { join } from 'node:path';
import { announcement, capture, day, fetched, harbour, pageUrl, rule, testFolder } from './sample.ts';

type Step =
  | { readonly do: 'put'; readonly page: number; readonly text: string }
  | { readonly do: 'same' | 'fail' | 'missing'; readonly page: number }
  | { readonly do: 'run' | 'alarm' | 'mark' | 'reopen' };

const page = fc.integer({ min: 0, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), page, text: fc.constantFrom('A', 'B') }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('missing' as const), page }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('same' as const, 'fail' as const), page }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('run' as const, 'run' as const, 'alarm' as const, 'mark' as const, 'reopen' as const),
    }),
  },
);

interface ModelPage {
  /** Texts in the order of their first sight. */
  readonly revisions: { readonly text: string; readonly seen: Instant }[];
  firstSeen: Instant;
  lastSeen: Instant;
  removedAt: Instant | undefined;
  /** 404 answers that count, with the run they came in. */
  missing: { readonly at: Instant; readonly run: number }[];
}

/** What the store must do, said as simply as possible: everything in memory, nothing indexed. */
class Model {
  readonly pages = new Map<number, ModelPage>();
  /** 404 answers of pages that never were there. */
  readonly strays = new Map<number, { at: Instant; run: number }[]>();
  readonly events: string[] = [];
  changed = new Set<number>();
  run = 1;

  put(number: number, text: string, at: Instant): string {
    const known = this.pages.get(number);
    this.strays.delete(number);
    if (!known) {
      this.pages.set(number, {
        revisions: [{ text, seen: at }],
        firstSeen: at,
        lastSeen: at,
        removedAt: undefined,
        missing: [],
      });
      return this.tell('new', number);
    }
    const same = known.revisions.at(-1)!.text === text;
    if (!same) known.revisions.push({ text, seen: at });
    if (!same) this.tell('changed', number);
    const restored = this.see(number, known, at);
    return restored ? 'restored' : same ? 'unchanged' : 'changed';
  }

  same(number: number, at: Instant): void {
    this.strays.delete(number);
    const known = this.pages.get(number);
    if (known) this.see(number, known, at);
  }

  missing(number: number, at: Instant): string {
    const known = this.pages.get(number);
    const answers = known?.missing ?? this.strays.get(number) ?? [];
    const already = known ? known.removedAt !== undefined : this.confirmed(answers, answers.at(-1)?.at);
    const counts = answers.every(({ run }) => run !== this.run);
    if (counts) answers.push({ at, run: this.run });
    if (!known) this.strays.set(number, answers);
    if (already) return 'still-removed';
    if (!this.confirmed(answers, at)) {
      if (known && counts) this.events.push(`missing ${number}`);
      return 'missing';
    }
    // Later 404s of one run count once, but the time of the last one is what confirms.
    if (known) known.removedAt = at;
    if (known) this.tell('removed', number);
    return 'removed';
  }

  alarm(): number {
    const doubted = [...this.pages.values()].filter(
      ({ missing }) => missing.length === 1 && missing[0]!.run === this.run,
    );
    for (const one of doubted) one.missing = [];
    this.events.push('alarm');
    return doubted.length;
  }

  private see(number: number, known: ModelPage, at: Instant): boolean {
    const restored = known.removedAt !== undefined;
    known.lastSeen = at;
    known.missing = [];
    known.removedAt = undefined;
    if (restored) this.tell('restored', number);
    return restored;
  }

  private confirmed(answers: readonly { readonly at: Instant }[], at: Instant | undefined): boolean {
    return (
      at !== undefined &&
      answers.length >= rule.confirmations &&
      Date.parse(at) - Date.parse(answers[0]!.at) >= rule.afterMs
    );
  }

  private tell(kind: string, number: number): string {
    this.events.push(`${kind} ${number}`);
    this.changed.add(number);
    return kind;
  }
}

function numberOf(title: string): number {
  return Number(title.replace('Notice ', ''));
}

function compare(store: Store, model: Model, mark: number): void {
  for (const [number, known] of model.pages) {
    const status = known.removedAt !== undefined ? 'removed' : known.revisions.length > 1 ? 'changed' : 'live';
    const { firstSeen, lastSeen, removedAt, revisions } = known;
    expect(store.announcement(announcement(String(number), '').id)).toMatchObject(
      revisions.map(({ text, seen }, index) => ({
        announcement: { title: `Notice ${number}`, body: [{ text }] },
        revision: index + 1,
        revisions: revisions.length,
        current: index === revisions.length - 1,
        status,
        firstSeen,
        lastSeen,
        revisionSeen: seen,
        ...(removedAt === undefined ? {} : { removedAt }),
      })),
    );
  }
  const all = [...model.pages.values()];
  expect([...store.records()]).toHaveLength(all.reduce((sum, { revisions }) => sum + revisions.length, 0));
  expect(store.counts()).toMatchObject({
    announcements: all.length,
    removed: all.filter(({ removedAt }) => removedAt !== undefined).length,
  });
  expect(new Set([...store.changesSince(mark)].map((record) => numberOf(record.announcement.title)))).toEqual(
    model.changed,
  );
  const events = store.events({ kinds: ['new', 'changed', 'removed', 'restored', 'missing', 'alarm'] });
  expect(events.map(({ kind, url }) => (url === undefined ? kind : `${kind} ${url.split('/').at(-1)!}`))).toEqual(
    model.events,
  );
}

describe('the store against a naive model of it', () => {
  it('agrees after any sequence of sightings, errors, 404s, alarms and restarts', () => {
    const folder = testFolder();
    let stores = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(step, fc.integer({ min: 1, max: 5 })), { minLength: 5, maxLength: 40 }),
        (steps) => {
          const path = join(folder, `${stores++}.db`);
          let store = openStore(path);
          const model = new Model();
          let hours = 0;
          let mark = 0;
          store.beginRun(harbour, day(1));
          try {
            for (const [one, wait] of steps) {
              hours += wait;
              const at = day(1, hours);
              switch (one.do) {
                case 'put': {
                  const name = String(one.page);
                  const pointer = capture(name, at, `bytes ${hours}`);
                  store.recordFetch(fetched(name, at, { capture: pointer }));
                  expect(store.putAnnouncement(announcement(name, one.text), at, { capture: pointer })).toBe(
                    model.put(one.page, one.text, at),
                  );
                  break;
                }
                case 'same':
                  store.recordFetch(fetched(String(one.page), at, { kind: 'not-modified', status: 304 }));
                  model.same(one.page, at);
                  break;
                case 'fail':
                  store.recordFetch(fetched(String(one.page), at, { kind: 'failed', status: 503 }));
                  break;
                case 'missing':
                  expect(store.recordMissing(harbour, pageUrl(String(one.page)), at, rule)).toBe(
                    model.missing(one.page, at),
                  );
                  break;
                case 'run':
                  model.run = store.beginRun(harbour, at);
                  break;
                case 'alarm':
                  expect(store.vanishing(harbour)).toMatchObject({
                    vanished: [...model.pages.values()].filter(
                      ({ missing }) => missing.length === 1 && missing[0]!.run === model.run,
                    ).length,
                  });
                  store.raiseAlarm(harbour, at, 'test');
                  model.alarm();
                  for (const [number, answers] of model.strays)
                    if (answers.length === 1 && answers[0]!.run === model.run) model.strays.delete(number);
                  break;
                case 'mark':
                  mark = store.lastSequence();
                  model.changed = new Set();
                  break;
                case 'reopen':
                  store.close();
                  store = openStore(path);
                  model.run = store.beginRun(harbour, at);
                  break;
              }
            }
            compare(store, model, mark);
            expect(store.check()).toEqual([]);
          } finally {
            store.close();
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});
