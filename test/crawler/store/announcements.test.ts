import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Announcement, Paragraph, ParagraphKind } from '../../../core/announcement.ts';
import { announcement, capture, day, fetched, harbour, pageUrl, rule, testStore } from './sample.ts';

describe('an announcement in the store', () => {
  it('comes back exactly as it was put, whatever it holds', () => {
    const store = testStore();
    const text = fc
      .string({ unit: fc.constantFrom('a', ' ', 'ü', '港', '😀', '"', "'", '\\', '\r', '\u2028'), maxLength: 12 })
      .chain((word) => fc.constantFrom(word, `${word}\n${word}`, `${word}\n\n${word}`, `\n${word}`));
    const kind = fc.constantFrom<ParagraphKind>('text', 'heading', 'item', 'table');
    const paragraph: fc.Arbitrary<Paragraph> = fc.record({ kind, text });
    const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
    const more = fc.record({
      title: text,
      body: fc.array(paragraph, { maxLength: 4 }),
      published: optional(fc.constant({ value: '2026-03', precision: 'month', source: 'label' } as const)),
      modified: optional(
        fc.constant({ value: '2026-03-09T10:00+09:00', precision: 'minute', source: 'meta' } as const),
      ),
      agency: optional(text),
      kind: optional(text),
      number: optional(text),
      components: fc.array(text, { maxLength: 3 }),
      topics: fc.array(text, { maxLength: 3 }),
      people: fc.array(fc.record({ name: text }), { maxLength: 2 }),
      attachments: fc.array(fc.record({ url: fc.constant('https://harbour.test/a.pdf'), title: text }), {
        maxLength: 2,
      }),
      contacts: fc.array(text, { maxLength: 2 }),
      provenance: fc.constantFrom({}, { title: { kind: 'json-ld', detail: 'headline' } } as const),
    });
    let count = 0;
    fc.assert(
      fc.property(more, (fields) => {
        const present = Object.fromEntries(
          Object.entries(fields).filter(([, value]) => value !== undefined),
        ) as Partial<Announcement>;
        const put = announcement(`n${count++}`, '', present);
        store.putAnnouncement(put, day(1));
        expect(store.announcement(put.id)?.[0]?.announcement).toEqual(put);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps what follows a NUL or half a surrogate', () => {
    const store = testStore();
    const put = announcement('7', 'Berth\0 7 \ud83d closed', {
      title: 'Be\0rth',
      agency: 'Har\ud800bour',
      topics: ['a\0b'],
    });
    store.putAnnouncement(put, day(1));
    expect(store.announcement(put.id)).toMatchObject([
      {
        announcement: {
          title: 'Be\ufffdrth',
          agency: 'Har\ufffdbour',
          topics: ['a\0b'],
          body: [{ text: 'Berth\ufffd 7 \ufffd closed' }],
        },
      },
    ]);
    expect(store.putAnnouncement(put, day(2))).toBe('unchanged');
  });

  it('is new, then unchanged, then changed, with a revision for each text', () => {
    const store = testStore();
    const [first, second] = [
      announcement('7', 'Berth 7 is closed.'),
      announcement('7', 'Berth 7 is closed until May.'),
    ];
    expect([
      store.putAnnouncement(first, day(1)),
      store.putAnnouncement(first, day(2)),
      store.putAnnouncement(second, day(3)),
    ]).toEqual(['new', 'unchanged', 'changed']);
    const revisions = store.announcement(first.id)!;
    expect(
      revisions.map(({ revision, revisions: of, current, status, revisionSeen }) => [
        revision,
        of,
        current,
        status,
        revisionSeen,
      ]),
    ).toEqual([
      [1, 2, false, 'changed', day(1)],
      [2, 2, true, 'changed', day(3)],
    ]);
    expect(revisions.map(({ firstSeen, lastSeen }) => [firstSeen, lastSeen])).toEqual(Array(2).fill([day(1), day(3)]));
    expect(store.events().map(({ kind, revision }) => [kind, revision])).toEqual([
      ['new', 1],
      ['changed', 2],
    ]);
  });

  it('counts a text that comes back as a third revision', () => {
    const store = testStore();
    for (const [at, text] of [
      [1, 'open'],
      [2, 'closed'],
      [3, 'open'],
    ] as const)
      store.putAnnouncement(announcement('7', text), day(at));
    expect(store.announcement(announcement('7', '').id)!.map(({ announcement: { body } }) => body[0]?.text)).toEqual([
      'open',
      'closed',
      'open',
    ]);
  });

  it('makes no revision of what is beside the text, but renews it and tells the index', () => {
    const store = testStore();
    const before = announcement('7', 'open');
    const after = { ...before, attachments: [{ url: 'https://harbour.test/7.pdf', title: 'Plan' }] };
    store.putAnnouncement(before, day(1));
    const sequence = store.lastSequence();
    expect(store.putAnnouncement(after, day(2))).toBe('unchanged');
    expect(store.announcement(before.id)).toMatchObject([
      { revision: 1, announcement: { attachments: [{ title: 'Plan' }] } },
    ]);
    expect([...store.changesSince(sequence)]).toHaveLength(1);
    expect(store.putAnnouncement(after, day(3))).toBe('unchanged');
    expect([...store.changesSince(sequence + 1)]).toEqual([]);
  });

  it('replaces the text when the very same payload is read differently: that is no change by the publisher', () => {
    const store = testStore();
    const badly = announcement('7', 'Skip to content');
    const well = announcement('7', 'Berth 7 is closed.');
    store.putAnnouncement(badly, day(1), { capture: capture('7', day(1), 'bytes') });
    expect(store.putAnnouncement(well, day(2), { capture: capture('7', day(2), 'bytes') })).toBe('reextracted');
    expect(store.announcement(well.id)).toMatchObject([
      { revision: 1, status: 'live', announcement: { body: [{ text: 'Berth 7 is closed.' }] } },
    ]);
    expect(store.putAnnouncement(badly, day(3), { capture: capture('7', day(3), 'other bytes') })).toBe('changed');
  });

  it('puts a text from the past where its time belongs', () => {
    const store = testStore();
    store.putAnnouncement(announcement('7', 'C'), day(5));
    store.putAnnouncement(announcement('7', 'C'), day(9));
    const texts = (): string[] =>
      store.announcement(announcement('7', '').id)!.map(({ announcement: { body } }) => body[0]!.text);
    expect(store.putAnnouncement(announcement('7', 'A'), day(1))).toBe('changed');
    expect(texts()).toEqual(['A', 'C']);
    expect(store.putAnnouncement(announcement('7', 'B'), day(3))).toBe('changed');
    expect(texts()).toEqual(['A', 'B', 'C']);
    expect(store.putAnnouncement(announcement('7', 'C'), day(4))).toBe('unchanged');
    expect(store.announcement(announcement('7', '').id)![2]).toMatchObject({
      revisionSeen: day(4),
      firstSeen: day(1),
      lastSeen: day(9),
      current: true,
    });
    expect(store.putAnnouncement(announcement('7', 'X'), day(6))).toBe('changed');
    expect(texts()).toEqual(['A', 'B', 'C', 'X', 'C']);
  });

  it('is not doubled by an import of what is already there', () => {
    const store = testStore();
    const sightings = [
      [1, 'A'],
      [2, 'A'],
      [4, 'B'],
      [6, 'A'],
    ] as const;
    const replay = (): string[] =>
      sightings.map(([at, text]) =>
        store.putAnnouncement(announcement('7', text), day(at), { capture: capture('7', day(at), `bytes ${text}`) }),
      );
    expect(replay()).toEqual(['new', 'unchanged', 'changed', 'changed']);
    const before = {
      records: [...store.records()],
      captures: store.capturesOf(announcement('7', '').id),
      sequence: store.lastSequence(),
    };
    expect(replay()).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
    expect({
      records: [...store.records()],
      captures: store.capturesOf(announcement('7', '').id),
      sequence: store.lastSequence(),
    }).toEqual(before);
    expect(before.captures).toHaveLength(4);
  });

  it('is found by its URL, and by the URL that redirects to it', () => {
    const store = testStore();
    store.addCandidates(harbour, [{ url: pageUrl('old') }], day(1));
    const put = announcement('7', 'open');
    store.putAnnouncement(put, day(1), { pageUrl: pageUrl('old') });
    expect([
      store.announcementAt(pageUrl('7')),
      store.announcementAt(pageUrl('old')),
      store.announcementAt(pageUrl('none')),
    ]).toEqual([put.id, put.id, undefined]);
    expect(store.frontierUrl(harbour, pageUrl('old'))?.announcement).toBe(put.id);
    expect(store.announcement('harbour-none')).toBeUndefined();
  });

  it('seen unchanged by a 304 is seen later, and restored when it was removed', () => {
    const store = testStore();
    store.putAnnouncement(announcement('7', 'open'), day(1));
    store.recordFetch(fetched('7', day(1, 1), { kind: 'not-modified', status: 304 }));
    expect(store.announcement(announcement('7', '').id)).toMatchObject([{ lastSeen: day(1, 1) }]);
    expect(store.touch(harbour, pageUrl('7'), day(2))).toBe('unchanged');
    expect(store.announcement(announcement('7', '').id)).toMatchObject([{ lastSeen: day(2) }]);
    for (const at of [day(3), day(4)]) store.recordMissing(harbour, pageUrl('7'), at, rule);
    expect(store.touch(harbour, pageUrl('7'), day(5))).toBe('restored');
    expect(store.announcement(announcement('7', '').id)).toMatchObject([{ status: 'live', lastSeen: day(5) }]);
    expect(store.touch(harbour, pageUrl('nobody'), day(5))).toBe('unknown');
  });
});

describe('the hand-over to the index', () => {
  it('streams every revision, announcement by announcement', () => {
    const store = testStore();
    store.batch(() => {
      for (let n = 0; n < 700; n++) store.putAnnouncement(announcement(String(n), 'one'), day(1));
      for (let n = 0; n < 700; n += 2) store.putAnnouncement(announcement(String(n), 'two'), day(2));
    });
    const records = [...store.records()];
    expect(records).toHaveLength(1050);
    expect(new Set(records.map(({ announcement: { id }, revision }) => `${id} ${revision}`)).size).toBe(1050);
    expect(records.filter(({ current }) => current)).toHaveLength(700);
    expect(store.counts()).toEqual({ announcements: 700, revisions: 1050, live: 350, changed: 350, removed: 0 });
  });

  it('shows each announcement that changed once more, and nothing else', () => {
    const store = testStore();
    for (const name of ['a', 'b', 'c', 'd']) store.putAnnouncement(announcement(name, 'one'), day(1));
    const seen = store.lastSequence();
    const changed = (): string[] => [
      ...new Set([...store.changesSince(seen)].map(({ announcement: { title } }) => title)),
    ];
    store.putAnnouncement(announcement('a', 'one'), day(2));
    expect(changed()).toEqual([]);
    store.putAnnouncement(announcement('c', 'two'), day(2));
    for (const at of [day(3), day(4)]) store.recordMissing(harbour, pageUrl('b'), at, rule);
    store.putAnnouncement(announcement('e', 'one'), day(4));
    expect(changed()).toEqual(['Notice c', 'Notice b', 'Notice e']);
    store.putAnnouncement(announcement('b', 'one'), day(5));
    expect(changed()).toEqual(['Notice c', 'Notice e', 'Notice b']);
    const last = [...store.changesSince(seen)].map(({ sequence }) => sequence);
    expect(last).toEqual([...last].sort((x, y) => x - y));
    expect([...store.changesSince(store.lastSequence())]).toEqual([]);
  });
});
