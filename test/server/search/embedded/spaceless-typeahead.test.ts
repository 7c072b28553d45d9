import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataFolder } from '../../../../core/data-folder.ts';
import { createAnalyzer } from '../../../../indexer/analyse/analyzer.ts';
import { buildIndex, sourceOfRecords } from '../../../../indexer/build.ts';
import { openEmbeddedEngine } from '../../../../server/search/embedded/embedded-engine.ts';
import type { SearchEngine } from '../../../../server/search/engine.ts';
import { recordOf } from '../../../indexer/records.ts';

const analyzer = createAnalyzer();
let root: string;
let engine: SearchEngine;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'herald-typeahead-'));
  const records = [
    ...[1, 2, 3].map((n) => ['ja', `神奈川県知事と覚書を締結しました（第${n}回）`]),
    ['ja', '海霧警報を神奈川県に発表'],
    ...[1, 2, 3].map((n) => ['ko', `서울특별시는 교육부와 협약 ${n}건을 체결`]),
    ...[1, 2, 3].map((n) => ['zh', `北京市政府发布第${n}号公告`]),
  ].map(([language, title], i) =>
    recordOf({
      id: `e${i}`,
      language: language!,
      title: title!,
      agency: language === 'ja' ? '県庁文書課' : '부산교육청',
    }),
  );
  const dataFolder = openDataFolder(root);
  await buildIndex({ dataFolder, source: sourceOfRecords(records), analyzer });
  engine = openEmbeddedEngine(dataFolder, { analyzer });
});
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

describe('typeahead in scripts without spaces', () => {
  const suggested = async (text: string): Promise<string[]> =>
    (await engine.suggest(text, 20)).map((suggestion) => `${suggestion.type} ${suggestion.text}`);

  it('completes Japanese from its first character: phrases that begin so, titles that contain it', async () => {
    const found = await suggested('神奈');
    expect(found).toEqual(expect.arrayContaining(['phrase 神奈川', 'phrase 神奈川県知事']));
    expect(found).toEqual(expect.arrayContaining(['title 海霧警報を神奈川県に発表']));
    expect(await suggested('神')).toContain('phrase 神奈川県知事');
    expect(await suggested('覚')).toContain('phrase 覚書');
    expect((await engine.suggest('神奈川', 1))[0]).toEqual({ text: '神奈川', type: 'phrase', count: 4 });
  });

  it('ends no phrase with a particle', async () => {
    for (const typed of ['神', '覚', '서울', '교육'])
      for (const text of await suggested(typed))
        if (text.startsWith('phrase')) expect(text).not.toMatch(/[とをはに는와을]$/);
  });

  it('completes Chinese and Korean', async () => {
    expect(await suggested('北京')).toContain('phrase 北京市政府');
    expect(await suggested('서울')).toContain('phrase 서울특별시');
    expect(await suggested('교육')).toEqual(expect.arrayContaining(['phrase 교육부', 'agency 부산교육청']));
  });

  it('finds agencies by a part of their names', async () =>
    expect(await suggested('文書')).toContain('agency 県庁文書課'));
});
