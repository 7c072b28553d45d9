import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HeraldError } from '../../../core/problem.ts';
import { exportFormat, OutputFolder } from '../../../server/export/output-folder.ts';

let root: string;
let target: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'herald-output-'));
  target = join(root, 'out');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function exported(text: string): Promise<void> {
  const folder = new OutputFolder(target);
  await folder.write('a/b.txt', [text]);
  folder.publish({ format: exportFormat, files: await folder.files() });
}

describe('the folder of an export', () => {
  it('appears with everything in it, and leaves nothing beside it', async () => {
    await exported('first');
    expect(readFileSync(join(target, 'a/b.txt'), 'utf8')).toBe('first');
    expect(JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'))).toMatchObject({
      files: [
        {
          path: 'a/b.txt',
          bytes: 5,
          digest: 'sha256:a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e',
        },
      ],
    });
    expect(readdirSync(root)).toEqual(['out']);
  });

  it('takes the place of an earlier export, and of an empty folder', async () => {
    mkdirSync(target);
    await exported('first');
    await exported('second');
    expect(readFileSync(join(target, 'a/b.txt'), 'utf8')).toBe('second');
    expect(readdirSync(root)).toEqual(['out']);
  });

  it('leaves an earlier export as it is until it is published, and when it is given up', async () => {
    await exported('first');
    const folder = new OutputFolder(target);
    await folder.write('a/b.txt', ['half']);
    expect(readFileSync(join(target, 'a/b.txt'), 'utf8')).toBe('first');
    folder.abandon();
    expect(readdirSync(root)).toEqual(['out']);
  });

  it('refuses a folder with anything else in it, and touches nothing there', () => {
    mkdirSync(target);
    writeFileSync(join(target, 'manifest.json'), '{"format":"something else"}');
    writeFileSync(join(target, 'thesis.txt'), 'years of work');
    expect(() => new OutputFolder(target)).toThrow(HeraldError);
    expect(readdirSync(target).sort()).toEqual(['manifest.json', 'thesis.txt']);
    writeFileSync(join(root, 'file'), '');
    expect(() => new OutputFolder(join(root, 'file'))).toThrow(/is a file/);
  });

  it('clears away what a killed export left, and puts back what it had moved aside', async () => {
    // No process has this number: the kernel's largest is 2^22.
    const dead = '.out.exporting-99999999-0badcafe';
    await exported('first');
    renameSync(target, join(root, `${dead}-old`));
    mkdirSync(join(root, dead));
    writeFileSync(join(root, dead, 'half.txt'), 'ha');
    const alive = `.out.exporting-${process.pid}-00000000`;
    mkdirSync(join(root, alive));
    const folder = new OutputFolder(target);
    expect(readFileSync(join(target, 'a/b.txt'), 'utf8')).toBe('first');
    folder.abandon();
    expect(readdirSync(root).sort()).toEqual([alive, 'out']);
  });
});
