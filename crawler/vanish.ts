import { instantOf } from '../core/instant.ts';
import type { Run } from './run.ts';
import { isAlarming } from './store/recheck.ts';

/**
 * Why the site is to be doubted and not its announcements: more than its source's share of them answered 404 or 410 in this run.
 * A new content system, a moved section or a broken server look like this; a government that withdraws a fifth of everything does not.
 */
export function doubt(run: Run): string | undefined {
  const { vanished } = run.counts;
  if (!isAlarming({ vanished, present: run.present }, run.source.removal)) return undefined;
  return `${vanished} of ${run.present} announcements answer 404 or 410 in one run`;
}

/** At the end of a run: counts each page that was gone as one step towards its removal, or, in doubt, none of them, and raises the alarm. */
export function judgeGone(run: Run): string | undefined {
  const { source, parts, counts } = run;
  const alarm = doubt(run);
  if (alarm !== undefined) {
    parts.store.raiseAlarm(source.id, instantOf(parts.clock.now()), alarm);
    parts.progress.event('alarm', { source: source.id, reason: alarm });
    return alarm;
  }
  parts.store.batch(() => {
    for (const { url, at, title } of run.gone) {
      if (parts.store.recordMissing(source.id, url, at, source.removal) !== 'removed') continue;
      counts.removed += 1;
      parts.progress.event('removed', { source: source.id, url, title });
    }
  });
  return undefined;
}
