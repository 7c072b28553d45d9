import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoFiles } from '../../../cli/demo/demo-files.ts';
import { publishers, readFederation } from '../../../cli/demo/federation.ts';

const first = readFederation(1);
const second = readFederation(2);

describe('the fictional federation', () => {
  it('has 60 announcements of six agencies, three publishers, many kinds and eight years', () => {
    expect(first.announcements).toHaveLength(60);
    expect(new Set(first.announcements.map(({ agency }) => agency)).size).toBe(6);
    expect(new Set(first.announcements.map(({ publisher }) => publisher))).toEqual(new Set(publishers));
    expect(new Set(first.announcements.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(15);
    expect([...new Set(first.announcements.map(({ date }) => date.slice(0, 4)))].sort()).toEqual([
      '2019',
      '2020',
      '2021',
      '2022',
      '2023',
      '2024',
      '2025',
      '2026',
    ]);
  });

  it('says something worth reading: every announcement has two to nine blocks and no title twice', () => {
    for (const { key, body } of first.announcements) {
      expect(body.split(/\n\n+/).length, key).toBeGreaterThanOrEqual(3);
      expect(body.split(/\n\n+/).length, key).toBeLessThanOrEqual(12);
    }
    expect(new Set(first.announcements.map(({ title }) => title)).size).toBe(60);
  });

  it('cites only announcements that exist, and never one that will be withdrawn', () => {
    const lasting = new Set(second.announcements.map(({ key }) => key));
    for (const { key, related } of first.announcements) {
      for (const other of related) expect(lasting.has(other), `${key} cites ${other}`).toBe(true);
    }
  });

  it('tells the memorandum with Mio from all three sides', () => {
    const sides = first.announcements.filter(({ date }) => date === '2024-05-07');
    expect(sides.map(({ publisher }) => publisher).sort()).toEqual(['chancellery', 'interior', 'mio']);
  });

  it('changes exactly two announcements in its second edition', () => {
    const before = new Map(first.announcements.map((announcement) => [announcement.key, announcement]));
    const after = new Map(second.announcements.map((announcement) => [announcement.key, announcement]));
    const gone = [...before.keys()].filter((key) => !after.has(key));
    const edited = [...after.keys()].filter(
      (key) => JSON.stringify(after.get(key)) !== JSON.stringify(before.get(key)),
    );
    expect(gone).toEqual(['interior/ombrey-night-ferry-to-end']);
    expect(second.withdrawn.map(({ key }) => key)).toEqual(gone);
    expect(edited).toEqual(['interior/linnet-bridge-reopens']);
    expect(after.get(edited[0]!)!.modified).toBe('2026-11-20');
    expect(after.get(edited[0]!)!.body).toContain('43.9 million florins');
    expect(before.get(edited[0]!)!.body).toContain('41.2 million florins');
  });

  it('is small: less than 400 KB of files', () => {
    const bytes = readdirSync(demoFiles(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
    expect(bytes).toBeLessThan(400_000);
  });
});
