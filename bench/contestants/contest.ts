import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { figure, median, percentile } from '../figures.ts';
import { isPlain, questionKinds, type Question, type QuestionKind } from '../questions.ts';
import type { ContestantName, Order, Reply, Task } from './contestant.ts';

/** What one engine did. `absent` says why it did not. */
export interface Standing {
  readonly name: ContestantName;
  readonly about: string;
  readonly absent?: string;
  readonly documentsPerSecond?: number;
  readonly fileBytes?: number;
  /** Opening in a fresh process whose modules are loaded, files in the page cache. */
  readonly openMs?: number;
  /** Resident memory after all questions. */
  readonly rssBytes?: number;
  readonly kinds: Readonly<Partial<Record<QuestionKind, KindFigures>>>;
  /** Over all questions of one to five words, and over all questions. */
  readonly plain?: KindFigures;
  readonly all?: KindFigures;
  /** The fewest questions of a kind it was asked in a round: fewer than there are when it is slow. */
  readonly fewest?: number;
}

/** Times of questions that the engine was asked before; `first`: of the same when they were asked for the first time. */
export interface KindFigures {
  readonly first: { readonly p50: number; readonly p99: number };
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Processor time a question, milliseconds, all threads. */
  readonly cpuMs: number;
  readonly medianTotal: number;
}

/** Rounds of each kind, after one in which each question is asked for the first time. */
const rounds = 3;

/** Turns over all kinds that only warm up. With one, V8 still compiles in the first kinds that count, and they look slower than the rest. */
const warmingTurns = 3;

/** How many times as many questions are drawn as a round has: others warm up than are measured. */
export const turns = 2;

/** Every other question: those that warm up, or those that are measured. Each half has all sorts. */
function half(which: 'warming' | 'measured', questions: readonly Question[]): readonly Question[] {
  return questions.filter((_, i) => i % turns === (which === 'warming' ? 0 : 1));
}

/**
 * What one engine may take for a round of one kind, milliseconds. A slower one is asked fewer questions, spread evenly, so that all
 * engines over the whole corpus are done in minutes; the report says how many.
 */
const roundMs = 2_000;

/** Questions that even the slowest is asked. */
const leastQuestions = 10;

/** These keep nothing on disk: the process that built is the one that is asked. */
const inMemory: readonly ContestantName[] = ['orama', 'flexsearch', 'lunr'];

/**
 * Engines side by side on the same documents and questions: each builds in turn, then each is opened in a fresh process, then each kind
 * of question is asked of all, round after round, in an order that turns. Engines remember: what was asked for the first time is told apart.
 */
export async function contest(
  names: readonly ContestantName[],
  task: Task,
  questions: readonly Question[],
  say: (text: string) => void,
): Promise<Standing[]> {
  const entrants: Entrant[] = [];
  for (const name of names) entrants.push(await enter(name, task, say));
  const present = entrants.filter(({ absent }) => absent === undefined);
  const byKind = questionKinds.map((kind) => ({ kind, asked: questions.filter((own) => own.kind === kind) }));
  // An engine is measured as it runs, not as it is being compiled.
  for (let turn = 0; turn < warmingTurns; turn++)
    for (const { kind, asked } of byKind)
      for (const entrant of present) {
        const all = half('warming', asked);
        const own = spread(all, entrant.share.get(kind) ?? all.length);
        limit(entrant, kind, await entrant.process.order({ do: 'ask', questions: own }));
      }
  for (const { kind, asked } of byKind) {
    for (let round = 0; round <= rounds; round++) {
      const order = round % 2 === 0 ? present : [...present].reverse();
      for (const entrant of order) {
        const all = half('measured', asked);
        const own = spread(all, entrant.share.get(kind) ?? all.length);
        note(entrant, kind, round === 0, await entrant.process.order({ do: 'ask', questions: own }));
      }
    }
    say(
      `  ${kind}: ${present.map(({ name, samples }) => `${name} ${figure(median(samples.get(kind)?.times ?? []))}`).join(', ')} ms`,
    );
  }
  const standings: Standing[] = [];
  for (const entrant of entrants) standings.push(await standingOf(entrant));
  return standings;
}

/** So many of the questions, spread evenly. */
function spread(questions: readonly Question[], count: number): readonly Question[] {
  return count >= questions.length
    ? questions
    : Array.from({ length: count }, (_, i) => questions[Math.floor((i * questions.length) / count)]!);
}

interface Samples {
  /** Of questions asked for the first time, and of the same asked again. */
  readonly first: number[];
  readonly times: number[];
  readonly totals: number[];
  cpuMs: number;
  asked: number;
}

interface Entrant {
  readonly name: ContestantName;
  readonly process: EngineProcess;
  about: string;
  absent?: string;
  documentsPerSecond?: number;
  fileBytes?: number;
  openMs?: number;
  readonly samples: Map<QuestionKind, Samples>;
  /** How many questions of a kind it can be asked in a round, by how long the first round took. */
  readonly share: Map<QuestionKind, number>;
}

async function enter(name: ContestantName, task: Task, say: (text: string) => void): Promise<Entrant> {
  const folder = join(task.folder, name);
  mkdirSync(folder, { recursive: true });
  const builder = new EngineProcess(name);
  const built = await builder.order({ do: 'build', ...task, folder });
  if (built.kind !== 'built') {
    builder.end();
    const reason = built.kind === 'absent' ? built.reason : 'answered out of turn';
    say(`  ${name}: ${reason}`);
    return { name, process: builder, about: '', absent: reason, samples: new Map(), share: new Map() };
  }
  const documentsPerSecond = (task.documents * 1000) / built.tookMs;
  say(`  ${name}: built, ${Math.round(documentsPerSecond)} documents/s`);
  const entrant: Entrant = {
    name,
    process: builder,
    about: built.about,
    documentsPerSecond,
    fileBytes: built.bytes,
    samples: new Map(),
    share: new Map(),
  };
  if (inMemory.includes(name)) return entrant;
  builder.end();
  const opener = new EngineProcess(name);
  // Once in a process of its own, so that the files are in the page cache.
  await opener.order({ do: 'open', folder });
  opener.end();
  const fresh = new EngineProcess(name);
  const opened = await fresh.order({ do: 'open', folder });
  return {
    ...entrant,
    process: fresh,
    ...(opened.kind === 'opened'
      ? { openMs: opened.tookMs }
      : { absent: opened.kind === 'absent' ? opened.reason : 'answered out of turn' }),
  };
}

/** How many questions of a kind an engine can be asked in a round, by how long it took for all of them. */
function limit({ share, name }: Entrant, kind: QuestionKind, reply: Reply): void {
  const { times } = answered(name, kind, reply);
  const tookMs = times.reduce<number>((sum, time) => sum + (time ?? 0), 0);
  const affordable = Math.floor((times.length * roundMs) / Math.max(tookMs, 1));
  share.set(kind, Math.min(times.length, Math.max(affordable, leastQuestions)));
}

function answered(name: ContestantName, kind: QuestionKind, reply: Reply): Reply & { kind: 'asked' } {
  if (reply.kind === 'asked') return reply;
  throw new Error(`${name}, ${kind}: ${reply.kind === 'absent' ? reply.reason : 'answered out of turn'}`);
}

function note({ samples, name }: Entrant, kind: QuestionKind, isFirst: boolean, reply: Reply): void {
  const { times, totals, cpuMs } = answered(name, kind, reply);
  const own = samples.get(kind) ?? { first: [], times: [], totals: [], cpuMs: 0, asked: 0 };
  samples.set(kind, own);
  times.forEach((time, i) => {
    if (time === null) return;
    if (isFirst) own.first.push(time);
    else own.times.push(time);
    own.totals.push(totals[i] ?? 0);
    own.asked += 1;
  });
  own.cpuMs += cpuMs;
}

async function standingOf({ samples, share, process: engine, ...entrant }: Entrant): Promise<Standing> {
  const kinds: Partial<Record<QuestionKind, KindFigures>> = {};
  for (const [kind, own] of samples) if (own.asked > 0) kinds[kind] = figuresOf([own]);
  if (entrant.absent !== undefined) return { ...entrant, kinds };
  const memory = await engine.order({ do: 'memory' });
  engine.end();
  return {
    ...entrant,
    kinds,
    plain: figuresOf([...samples].filter(([kind]) => isPlain(kind)).map(([, own]) => own)),
    all: figuresOf([...samples.values()]),
    fewest: Math.min(...share.values()),
    ...(memory.kind === 'memory' ? { rssBytes: memory.rssBytes } : {}),
  };
}

function figuresOf(samples: readonly Samples[]): KindFigures {
  const times = samples.flatMap((own) => own.times);
  const first = samples.flatMap((own) => own.first);
  return {
    first: { p50: median(first), p99: percentile(first, 0.99) },
    p50: median(times),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    cpuMs: samples.reduce((sum, own) => sum + own.cpuMs, 0) / samples.reduce((sum, own) => sum + own.asked, 0),
    medianTotal: median(samples.flatMap((own) => own.totals)),
  };
}

/** One engine in a process of its own. */
class EngineProcess {
  readonly #child: ChildProcess;
  #answer: ((reply: Reply) => void) | undefined;

  constructor(name: ContestantName) {
    this.#child = fork(join(import.meta.dirname, 'process.ts'), [name], {
      execArgv: ['--import', 'tsx', '--expose-gc', '--max-old-space-size=12000'],
      stdio: 'inherit',
    });
    this.#child.on('message', (reply: Reply) => this.#answer?.(reply));
    this.#child.on('exit', (code, signal) =>
      this.#answer?.({ kind: 'absent', reason: `its process ended with ${code ?? signal ?? 'nothing'}` }),
    );
  }

  order(order: Order): Promise<Reply> {
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.#child.send(order);
    });
  }

  end(): void {
    this.#answer = undefined;
    this.#child.kill();
  }
}

export interface AloneFigures {
  readonly openMs: number;
  readonly rssBytes: number;
  /** Of all questions when they were asked again, and when they were asked for the first time. */
  readonly times: readonly number[];
  readonly first: readonly number[];
  readonly byKind: ReadonlyMap<QuestionKind, readonly number[]>;
}

/** One engine alone over what lies in a folder: opened in a fresh process and asked in rounds, after others that warm it up. */
export async function contestEngine(
  name: ContestantName,
  folder: string,
  questions: readonly Question[],
): Promise<AloneFigures> {
  const first = new EngineProcess(name);
  await first.order({ do: 'open', folder });
  first.end();
  const engine = new EngineProcess(name);
  try {
    const opened = await engine.order({ do: 'open', folder });
    if (opened.kind !== 'opened') throw new Error(opened.kind === 'absent' ? opened.reason : 'answered out of turn');
    const byKind = new Map<QuestionKind, number[]>();
    const first: number[] = [];
    for (let round = -warmingTurns; round <= rounds; round++) {
      const own = half(round < 0 ? 'warming' : 'measured', questions);
      const asked = await engine.order({ do: 'ask', questions: own });
      if (asked.kind !== 'asked') throw new Error(asked.kind === 'absent' ? asked.reason : 'answered out of turn');
      if (round < 0) continue;
      asked.times.forEach((time, i) => {
        const { kind } = own[i]!;
        if (time === null) return;
        if (round === 0) first.push(time);
        else byKind.set(kind, [...(byKind.get(kind) ?? []), time]);
      });
    }
    const memory = await engine.order({ do: 'memory' });
    return {
      openMs: opened.tookMs,
      rssBytes: memory.kind === 'memory' ? memory.rssBytes : NaN,
      times: [...byKind.values()].flat(),
      first,
      byKind,
    };
  } finally {
    engine.end();
  }
}
