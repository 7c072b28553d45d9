/** A process of its own that writes to a store and an archive until it is killed; it tells on stdout what was acknowledged. */
import { writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { instantOf } from '../../../core/instant.ts';
import { openArchiveWriter } from '../../../crawler/archive/writer.ts';
import { openStore } from '../../../crawler/store/store.ts';
import { announcement, fetched, harbour, pageUrl } from './sample.ts';

const [path, mode] = process.argv.slice(2) as [string, 'hold' | 'write'];
const store = openStore(path);

if (mode === 'hold') {
  store.putAnnouncement(announcement('held', 'held'), instantOf(0));
  writeSync(1, 'ready\n');
  process.on('SIGTERM', () => {
    store.close();
    process.exit(0);
  });
  setInterval(() => undefined, 1000);
} else {
  const folder = join(dirname(path), 'archive');
  mkdirSync(folder, { recursive: true });
  const archive = await openArchiveWriter(folder, { rotateBytes: 20_000 });
  const start = store.counts().announcements;
  store.beginRun(harbour, instantOf(Date.now()));
  for (let n = start; ; n++) {
    const name = String(n);
    const at = instantOf(Date.now());
    const payload = Buffer.from(`page ${n} ${'of the harbour office '.repeat(20)}`);
    const { kind, digest, ...location } = archive.append({
      url: pageUrl(name),
      fetchedAt: at,
      status: 200,
      statusText: 'OK',
      headers: [],
      payload,
      content: payload,
    });
    const capture = {
      url: pageUrl(name),
      fetchedAt: at,
      kind: kind === 'capture' ? kind : ('revisit' as const),
      status: 200,
      digest,
      location,
    };
    store.batch(() => {
      store.addCandidates(harbour, [{ url: pageUrl(name) }], at);
      store.recordFetch(fetched(name, at, { capture }));
      store.putAnnouncement(announcement(name, `page ${n}`), at, { capture });
    });
    writeSync(1, `${n} ${location.file} ${location.offset} ${location.length} ${digest}\n`);
    if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}
