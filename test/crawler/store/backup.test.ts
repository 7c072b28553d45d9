import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolder } from '../../../core/data-folder.ts';
import { openArchiveWriter } from '../../../crawler/archive/writer.ts';
import { verifyArchive } from '../../../crawler/archive/verify.ts';
import { backupData, checkBackup, restoreData } from '../../../crawler/store/backup.ts';
import { openStore, type Store } from '../../../crawler/store/store.ts';
import { verifyPointers } from '../../../crawler/store/verify-pointers.ts';
import { announcement, day, pageUrl, testFolder, testStore } from './sample.ts';

/** Archives and stores the pages, in one archive file a call. */
async function crawl(root: string, store: Store, ...names: string[]): Promise<void> {
  const folder = dataFolder(root).archive;
  mkdirSync(folder, { recursive: true });
  const archive = await openArchiveWriter(folder);
  for (const name of names) {
    const payload = Buffer.from(`page ${name}`);
    const { kind, digest, ...location } = archive.append({
      url: pageUrl(name),
      fetchedAt: day(1),
      status: 200,
      statusText: 'OK',
      headers: [],
      payload,
      content: payload,
    });
    expect(kind).toBe('capture');
    store.putAnnouncement(announcement(name, `page ${name}`), day(1), {
      capture: { url: pageUrl(name), fetchedAt: day(1), kind: 'capture', digest, location },
    });
  }
  archive.close();
}

describe('a backup', () => {
  it('gives the data back, complete and sound, though it was made while another process writes', async () => {
    const [root, target, restored] = [testFolder(), join(testFolder(), 'backup'), join(testFolder(), 'restored')];
    const store = testStore(dataFolder(root).store);
    await crawl(root, store, '1', '2');
    const manifest = await backupData(root, target);
    expect(manifest).toMatchObject({ announcements: 2, lastSequence: 2 });
    expect(manifest.files.map(({ path }) => path.replace(/herald-\d+/, 'herald'))).toEqual([
      'store.db',
      'archive/herald-00000.warc.gz',
      'archive/herald-00000.cdxj',
    ]);
    expect(await checkBackup(target)).toEqual([]);

    expect(await restoreData(target, restored)).toEqual(manifest);
    const again = testStore(dataFolder(restored).store);
    expect([...again.records()]).toEqual([...store.records()]);
    expect(verifyPointers(again, dataFolder(restored).archive)).toEqual({ captures: 2, problems: [] });
    expect(await verifyArchive(dataFolder(restored).archive)).toMatchObject({ sound: true, problems: [] });
  });

  it('is brought up to date without copying archive files again', async () => {
    const [root, target] = [testFolder(), join(testFolder(), 'backup')];
    const store = testStore(dataFolder(root).store);
    await crawl(root, store, '1');
    const [, warc] = (await backupData(root, target)).files;
    const inode = statSync(join(target, warc!.path)).ino;
    await crawl(root, store, '2');
    const manifest = await backupData(root, target);
    expect(manifest).toMatchObject({ announcements: 2 });
    expect(manifest.files).toHaveLength(5);
    expect(statSync(join(target, warc!.path)).ino).toBe(inode);
    expect(await checkBackup(target)).toEqual([]);
  });

  it('tells what is damaged or gone, and is not restored then', async () => {
    const [root, target] = [testFolder(), join(testFolder(), 'backup')];
    await crawl(root, testStore(dataFolder(root).store), '1');
    await backupData(root, target);
    const store = readFileSync(join(target, 'store.db'));
    store[store.length - 1]! ^= 1;
    writeFileSync(join(target, 'store.db'), store);
    expect(await checkBackup(target)).toMatchObject([{ code: 'wrong-digest', where: join(target, 'store.db') }]);
    await expect(restoreData(target, join(testFolder(), 'x'))).rejects.toMatchObject({
      remedy: 'damaged',
      problems: [{ code: 'wrong-digest' }],
    });
  });

  it('refuses what would destroy data or is no backup', async () => {
    const [root, target] = [testFolder(), join(testFolder(), 'backup')];
    await crawl(root, testStore(dataFolder(root).store), '1');
    await backupData(root, target);
    await expect(backupData(root, root)).rejects.toThrow(/is the data folder itself/);
    await expect(restoreData(target, root)).rejects.toThrow(/already holds data/);
    await expect(restoreData(testFolder(), join(testFolder(), 'x'))).rejects.toThrow(
      /is no backup: it has no manifest/,
    );
    await expect(backupData(testFolder(), target)).rejects.toThrow(/there is no store/);
    const strange = testFolder();
    writeFileSync(join(strange, 'letters.txt'), 'dear');
    await expect(backupData(root, strange)).rejects.toThrow(/holds something that is no backup: letters.txt/);
    expect(readFileSync(join(strange, 'letters.txt'), 'utf8')).toBe('dear');
    expect(existsSync(join(strange, 'store.db'))).toBe(false);
  });

  it('of a store that nobody has open is made as well', async () => {
    const [root, target] = [testFolder(), join(testFolder(), 'backup')];
    const store = openStore(dataFolder(root).store);
    store.putAnnouncement(announcement('1', 'one'), day(1));
    store.close();
    expect(await backupData(root, target)).toMatchObject({ announcements: 1, files: [{ path: 'store.db' }] });
  });
});
