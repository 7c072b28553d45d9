import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contest, turns, type KindFigures, type Standing } from './contestants/contest.ts';
import type { ContestantName } from './contestants/contestant.ts';
import { hasCorpus, readCorpus, textLength } from './corpus.ts';
import { figure, megabytes, table } from './figures.ts';
import type { BenchOptions } from './options.ts';
import { drawQuestions, questionKinds } from './questions.ts';
import { measureUpdate, updateText, type UpdateFigures } from './update.ts';

/** Up to this many documents every peer can hold in a usable time (Lunr and Orama grow slow and large beyond). */
const everybodysDocuments = 10_000;

const strong: readonly ContestantName[] = ['herald', 'minisearch', 'fts5'];
const all: readonly ContestantName[] = [...strong, 'orama', 'flexsearch', 'lunr'];

/** Herald's engine beside what a user would pick instead, on the same documents and questions. */
export async function benchEngine({ corpus, documents, questions: perKind, say }: BenchOptions): Promise<string> {
  if (!hasCorpus(corpus)) return `The ${corpus} corpus is not beside the project (../shared/corpora): not measured.`;
  const folder = mkdtempSync(join(tmpdir(), 'herald-bench-'));
  try {
    const texts = await readCorpus(corpus, documents);
    const questions = drawQuestions(texts, perKind * turns);
    const head = `${figure(texts.length)} documents of the ${corpus} corpus, ${figure(megabytes(textLength(texts)))} million characters; ${perKind} questions a kind, once for the first time and three times again`;
    say(head);
    const standings = await contest(
      strong,
      { corpus, documents: texts.length, folder: join(folder, 'all') },
      questions,
      say,
    );
    const update = await measureUpdate(join(folder, 'all', 'herald'), texts);
    const parts = [`### Engine: ${head}`, goals(standings, update), report(standings, perKind), updateText(update)];
    const fewer = Math.min(everybodysDocuments, texts.length);
    say(`everybody: ${fewer} documents`);
    const smaller = await readCorpus(corpus, fewer);
    const everybody = await contest(
      all,
      { corpus, documents: fewer, folder: join(folder, 'fewer') },
      drawQuestions(smaller, perKind * turns),
      say,
    );
    parts.push(`### Everybody: ${figure(fewer)} documents of the ${corpus} corpus`, report(everybody, perKind));
    return parts.join('\n\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What Herald must reach on the whole senate corpus, on a quiet machine, and what it reached here. */
function goals(standings: readonly Standing[], update: UpdateFigures): string {
  const named = (name: ContestantName): Standing | undefined => standings.find((standing) => standing.name === name);
  const herald = named('herald');
  const faster = (name: ContestantName): string =>
    `${figure(ratio(named(name)?.plain, herald?.plain))} x, all kinds ${figure(ratio(named(name)?.all, herald?.all))} x; for the first time ${figure(ratio(named(name)?.plain, herald?.plain, ({ first }) => first.p50))} x`;
  const times = (figures: KindFigures | undefined): string =>
    `p50 ${figure(figures?.p50)} ms, p99 ${figure(figures?.p99)} ms; for the first time ${figure(figures?.first.p50)} ms, ${figure(figures?.first.p99)} ms`;
  return table(
    ['goal', 'wanted', 'measured'],
    [
      ['one to five words, two facets', 'p50 0.5 ms, p99 5 ms', times(herald?.plain)],
      ['all kinds of questions', 'p99 5 ms', times(herald?.all)],
      ['phrases, common ones among them', 'p50 2 ms', times(herald?.kinds.phrase)],
      ['p50 against MiniSearch (without facets)', '100 x', faster('minisearch')],
      ['p50 against FTS5 (same facets)', '10 x', faster('fts5')],
      ['open', '300 ms', `${figure(herald?.openMs)} ms`],
      ['memory', '450 MB', `${figure(herald?.rssBytes === undefined ? undefined : megabytes(herald.rssBytes))} MB`],
      ['build', '3,000 documents/s', `${figure(herald?.documentsPerSecond)} documents/s`],
      ['update of 100 found', '1,000 ms', `${figure(update.visibleMs)} ms`],
    ],
  );
}

/** How many times the median of another: of questions asked again, or for the first time. */
function ratio(
  other: KindFigures | undefined,
  own: KindFigures | undefined,
  p50: (figures: KindFigures) => number = (figures) => figures.p50,
): number | undefined {
  return other === undefined || own === undefined ? undefined : p50(other) / p50(own);
}

function report(standings: readonly Standing[], perKind: number): string {
  const there = standings.filter(({ absent }) => absent === undefined);
  const herald = there.find(({ name }) => name === 'herald');
  const cost = table(
    ['engine', 'build, documents/s', 'files, MB', 'open, ms', 'memory, MB'],
    there.map(({ name, documentsPerSecond, fileBytes, openMs, rssBytes }) => [
      name,
      figure(documentsPerSecond),
      fileBytes === undefined || fileBytes === 0 ? '-' : figure(megabytes(fileBytes)),
      figure(openMs),
      rssBytes === undefined ? '-' : figure(megabytes(rssBytes)),
    ]),
  );
  const times = table(
    [
      'question',
      ...there.map(({ name }) => `${name}: p50 / p95 / p99 ms`),
      ...there.filter((other) => other !== herald).map(({ name }) => `p50 against ${name}`),
    ],
    questionKinds.map((kind) => {
      const own = herald?.kinds[kind];
      return [
        kind,
        ...there.map(({ kinds }) =>
          kinds[kind] === undefined
            ? '-'
            : `${figure(kinds[kind].p50)} / ${figure(kinds[kind].p95)} / ${figure(kinds[kind].p99)}`,
        ),
        ...there
          .filter((other) => other !== herald)
          .map(({ kinds }) =>
            own === undefined || kinds[kind] === undefined ? '-' : `${figure(kinds[kind].p50 / own.p50)} x`,
          ),
      ];
    }),
  );
  const processor = table(
    ['processor time a question, ms', ...there.map(({ name }) => name)],
    questionKinds.map((kind) => [kind, ...there.map(({ kinds }) => figure(kinds[kind]?.cpuMs))]),
  );
  const notes = standings
    .map(({ name, about, absent, fewest = perKind }) => {
      const fewer = fewest < perKind ? `; slow, so asked only ${fewest} to ${perKind} questions a kind and round` : '';
      return `- ${name}: ${absent === undefined ? `${about}${fewer}` : `takes no part: ${absent}`}`;
    })
    .join('\n');
  return [cost, times, processor, notes].join('\n\n');
}
