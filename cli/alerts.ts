import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HeraldError } from '../core/problem.ts';
import { deliverAlerts, type AlertReport } from '../server/feeds/alert-delivery.ts';
import { loadAlerts, type Alert } from '../server/feeds/alerts.ts';
import { openEmbeddedEngine } from '../server/search/embedded/embedded-engine.ts';
import type { CommandContext } from './command.ts';
import { openAnalyzer } from './open-analyzer.ts';
import { openHistory } from './open-search.ts';

/** The saved searches to tell somebody about. @throws HeraldError `config` with every problem of the file. */
export function openAlerts(file: string | undefined): readonly Alert[] {
  const path = resolve(file ?? 'data/alerts.yaml');
  if (file === undefined && !existsSync(path)) return [];
  const { value, problems } = loadAlerts(path);
  if (problems.length > 0) throw new HeraldError('config', `the alerts in ${path} have problems`, { problems });
  return value;
}

/** Sends what is new for each alert, from the snapshot that is current now. */
export async function deliver(context: CommandContext, alerts: readonly Alert[]): Promise<readonly AlertReport[]> {
  if (alerts.length === 0) return [];
  const engine = openEmbeddedEngine(context.data, { analyzer: openAnalyzer() });
  const history = openHistory(context.data.store);
  try {
    const base = context.environment.HERALD_BASE_URL ?? 'http://localhost:8080';
    return await deliverAlerts(alerts, {
      engine,
      history: history.history,
      base,
      stateFile: join(context.data.root, 'alerts.json'),
    });
  } finally {
    await engine.close();
    history.close();
  }
}

/** Delivers, and tells how each went. */
export async function deliverAndTell(context: CommandContext, alerts: readonly Alert[]): Promise<void> {
  for (const delivery of await deliver(context, alerts))
    context.progress.event(delivery.failure === undefined ? 'alert-delivered' : 'alert-failed', { ...delivery });
}
