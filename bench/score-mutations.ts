import type { SourceId } from '../core/announcement.ts';
import { sourceOfHost } from '../crawler/source/host-source.ts';
import { extract } from '../crawler/extract/extract.ts';
import { germanMinistries, hasPublicPages, publicPages, type PageCase } from './extraction/cases.ts';
import { mutate, mutationKinds, mutationTexts, unsoundness, type Mutation } from './extraction/mutations.ts';
import { seeded } from './extraction/trees.ts';

/** Mutations tried unless told otherwise. */
const usualRuns = 20_000;
/** Longest page that is mutated, in characters: what a mutation breaks it breaks on small pages too, and twenty thousand runs end sooner. */
const longestPage = 120_000;
/** Most mutations of one page at once. */
const mostMutations = 8;
/** Characters of the longest cut. */
const longestPart = 2_000;

/**
 * `npm run score -- mutations [--runs N] [--seed N]`: real pages mutated and extracted. Whatever the page, extraction must not fail and
 * what it gives must be sound. Ends with 1 when anything was not, with what repeats it.
 */
export function main(args: readonly string[]): Promise<number> {
  if (!hasPublicPages()) {
    console.log('mutations: ../shared/suites/pages.tar.br is not here, nothing to mutate');
    return Promise.resolve(1);
  }
  const runs = numberAfter(args, '--runs') ?? usualRuns;
  const random = seeded(numberAfter(args, '--seed') ?? 1);
  const pages = [...publicPages(), ...germanMinistries()]
    .map((page) => ({ page, html: page.html() }))
    .filter(({ html }) => html.length <= longestPage);
  let unsound = 0;
  let slowest = { ms: 0, file: '' };
  for (let run = 0; run < runs; run++) {
    const { page, html } = pages[run % pages.length]!;
    const mutations = Array.from({ length: 1 + Math.floor(random() * mostMutations) }, () => mutationBy(random));
    const start = process.cpuUsage();
    const wrong = wrongOf(page, mutate(html, mutations));
    const ms = process.cpuUsage(start).user / 1000;
    if (ms > slowest.ms) slowest = { ms, file: page.file };
    if (wrong.length === 0) continue;
    unsound++;
    console.log(`${page.file}: ${wrong.slice(0, 3).join('; ')}\n  ${JSON.stringify(mutations)}`);
  }
  console.log(
    `${runs} mutations of ${pages.length} pages: ${unsound} unsound; the slowest took ${slowest.ms.toFixed(0)} ms of processor time (${slowest.file})`,
  );
  return Promise.resolve(unsound === 0 ? 0 : 1);
}

const source = sourceOfHost('https://bench.example/', 'bench' as SourceId);

function wrongOf(page: PageCase, html: string): string[] {
  try {
    return unsoundness(extract({ html, url: page.url, headers: [], source }));
  } catch (error) {
    return [`threw ${String(error)}`];
  }
}

function mutationBy(random: () => number): Mutation {
  return {
    at: random(),
    length: Math.floor(random() ** 3 * longestPart),
    how: mutationKinds[Math.floor(random() * mutationKinds.length)]!,
    text: mutationTexts[Math.floor(random() * mutationTexts.length)]!,
  };
}

function numberAfter(args: readonly string[], name: string): number | undefined {
  const at = args.indexOf(name);
  const value = at < 0 ? undefined : Number(args[at + 1]);
  return value !== undefined && Number.isInteger(value) && value > 0 ? value : undefined;
}
