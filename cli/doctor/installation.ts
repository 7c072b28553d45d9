import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../core/problem.ts';
import { version } from '../../core/version.ts';
import { openStore } from '../../crawler/store/store.ts';
import { well, wrong, type Finding } from './finding.ts';

/** The least Node.js that `package.json` asks for (`engines`): before 20.18.1 its zlib and fetch miss what we use. */
const leastNode = [20, 18, 1] as const;

/** The program itself: Node.js, its language data, SQLite, the clock. */
export function examineInstallation(nowMs: number): Finding[] {
  return [node(process.versions.node), languageData(), sqlite(), clock(nowMs)];
}

export function node(found: string): Finding {
  const parts = found.split('.').map(Number);
  const at = leastNode.findIndex((part, index) => parts[index] !== part);
  const isOld = at >= 0 && (parts[at] ?? 0) < leastNode[at]!;
  return isOld
    ? wrong('Node.js', `${found} is too old`, `install Node.js ${leastNode.join('.')} or newer`)
    : well('Node.js', `${found}, Herald ${version}`);
}

/** A Node built with `small-icu` knows English only: Japanese would not be cut into words, German dates not be read. */
function languageData(): Finding {
  const icu = process.versions['icu'];
  const missing = ['ja', 'de', 'ar', 'zh'].filter(
    (language) => Intl.DateTimeFormat.supportedLocalesOf([language]).length === 0,
  );
  if (icu === undefined || missing.length > 0)
    return wrong(
      'languages',
      `this Node.js lacks language data${missing.length === 0 ? '' : ` of ${missing.join(', ')}`}`,
      'use a Node.js with full ICU, as nodejs.org and the distributions ship it',
    );
  const words = [...new Intl.Segmenter('ja', { granularity: 'word' }).segment('東京都')].length;
  return well('languages', `ICU ${icu}, Unicode ${process.versions['unicode'] ?? ''}, ${words} segments in 東京都`);
}

function sqlite(): Finding {
  const folder = mkdtempSync(join(tmpdir(), 'herald-doctor-'));
  try {
    openStore(join(folder, 'store.db')).close();
    return well('SQLite', 'makes and opens a store');
  } catch (error) {
    return wrong(
      'SQLite',
      `cannot make a store in ${tmpdir()}: ${messageOf(error)}`,
      'install Herald anew for this system (npm install), and see that the folder for temporary files can be written',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A clock that stands before its own program was installed is wrong, and with it every certificate check and every first-seen. */
function clock(nowMs: number): Finding {
  const installedMs = statSync(import.meta.filename).mtimeMs;
  return nowMs + 60_000 < installedMs
    ? wrong(
        'clock',
        `${new Date(nowMs).toISOString()} is before this program was installed`,
        'set the clock (timedatectl set-ntp true)',
      )
    : well('clock', new Date(nowMs).toISOString());
}
