import { existsSync } from 'node:fs';
import { instantOf } from '../../core/instant.ts';
import { HeraldError } from '../../core/problem.ts';
import { silentProgress, type Progress } from '../../core/progress.ts';
import { version } from '../../core/version.ts';
import type { ServerWorld } from '../api/world.ts';
import { writeCsv, writeDatabase, writeJsonLines, type ExportSource } from './data-files.ts';
import { writeEvidence, type EvidenceParts } from './evidence.ts';
import { exportFormat, OutputFolder, type ExportedFile } from './output-folder.ts';
import { writePortable } from './portable.ts';
import { openSelection } from './selection.ts';
import { languages as known } from '../ui/languages.ts';
import type { Words } from '../ui/words/en.ts';
import { writeSite, type SiteOptions } from './site.ts';

export const exportKinds = ['jsonl', 'csv', 'minisearch', 'sqlite', 'site', 'evidence'] as const;
export type ExportKind = (typeof exportKinds)[number];

export interface ExportOptions {
  readonly kind: ExportKind;
  /** The folder to write. An earlier export there is replaced. */
  readonly target: string;
  /** Which announcements: the query string of a search, as the API takes it. */
  readonly query: string;
  readonly world: ServerWorld;
  /** Origin of permalinks, no slash at the end. */
  readonly base: string;
  readonly evidence: EvidenceParts;
  /** Languages of a site's own texts, the one that opens first. Default: English. */
  readonly languages?: readonly Words[];
  readonly progress?: Progress;
  /** Epoch milliseconds; default now. */
  readonly nowMs?: number;
}

/** `manifest.json` of an export: enough to say what it is, to make it again, and to see that nothing was changed. */
export interface ExportManifest {
  readonly format: typeof exportFormat;
  readonly kind: ExportKind;
  readonly herald: string;
  readonly made_at: string;
  readonly search: {
    /** As it was asked. */
    readonly query: string;
    /** The one form that all equal searches have. */
    readonly canonical: string;
    readonly description: string;
    /** Where it can be asked again: of this very index, while it is kept. */
    readonly url: string;
  };
  readonly index_version: string;
  readonly counts: { readonly announcements: number; readonly captures?: number };
  readonly files: readonly ExportedFile[];
}

/**
 * Writes the whole result of a search to a folder. The folder appears as a whole, with its manifest, or not at all.
 * @throws HeraldError `config`: the search has problems, there is no store, or the folder holds something else; `retry-later`: the
 * index was replaced meanwhile.
 */
export async function exportTo(options: ExportOptions): Promise<ExportManifest> {
  const { kind, world, base, progress = silentProgress } = options;
  if (!existsSync(options.evidence.data.store))
    throw new HeraldError('config', `there is no store in ${options.evidence.data.root}: the texts are there`, {
      hint: 'herald import of the archive makes it again; --data DIR names another folder',
    });
  const selection = await openSelection(world, options.query);
  const madeAt = instantOf(options.nowMs ?? Date.now());
  const folder = new OutputFolder(options.target);
  try {
    let announcements = 0;
    const written = (done: number): void => {
      announcements = done;
      progress.update({ task: `export ${kind}`, done, total: selection.total, unit: 'announcements' });
    };
    const source: ExportSource = { selection, history: world.history, base, written };
    const { languages = known.slice(0, 1) } = options;
    const more = await writeKind(kind, folder, source, options.evidence, { madeAt, languages });
    const asked = selection.query;
    const manifest: ExportManifest = {
      format: exportFormat,
      kind,
      herald: version,
      made_at: madeAt,
      search: {
        query: options.query,
        canonical: asked,
        description: selection.description,
        url: `${base}/api/v1/search?${[asked.replace(/(?:^|&)as_of=[^&]*/, ''), `as_of=${selection.indexVersion}`].filter((part) => part !== '').join('&')}`,
      },
      index_version: selection.indexVersion,
      counts: { announcements, ...more },
      files: await folder.files(),
    };
    folder.publish(manifest);
    return manifest;
  } catch (error) {
    folder.abandon();
    throw error;
  }
}

async function writeKind(
  kind: ExportKind,
  folder: OutputFolder,
  source: ExportSource,
  evidence: EvidenceParts,
  site: SiteOptions,
): Promise<{ readonly captures?: number }> {
  switch (kind) {
    case 'jsonl':
      await writeJsonLines(folder, source);
      break;
    case 'csv':
      await writeCsv(folder, source);
      break;
    case 'minisearch':
      await writePortable(folder, source);
      break;
    case 'sqlite':
      await writeDatabase(folder, source);
      break;
    case 'site':
      await writeSite(folder, source, site);
      break;
    case 'evidence':
      return { captures: (await writeEvidence(folder, source, evidence, site)).captures };
  }
  return {};
}
