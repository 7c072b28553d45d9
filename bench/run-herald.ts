import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What people run. `npm run bench` builds it first when a source is newer. */
export const builtCommand = join(import.meta.dirname, '../dist/cli/main.js');

/** A module as it was built, so that what is measured is what people run: the loader that runs these sources makes each call a little slower. */
export async function builtModule<T>(path: string): Promise<T> {
  return (await import(pathToFileURL(join(import.meta.dirname, '../dist', path)).href)) as T;
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly tookMs: number;
  /** Processor time of all its threads, milliseconds, from the system's account of the process; `undefined` where it keeps none (not Linux). */
  readonly cpuMs: number | undefined;
  /** Largest resident memory, bytes. */
  readonly peakBytes: number | undefined;
}

/** Runs the built command to its end and measures the whole process. */
export function runHerald(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return measured(spawnHerald(words, environment));
}

export function spawnHerald(words: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [builtCommand, ...words], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits for a process and adds up what it used. */
export async function measured(child: ChildProcess): Promise<Ran> {
  const started = performance.now();
  let out = '';
  let err = '';
  child.stdout!.on('data', (chunk) => (out += String(chunk)));
  child.stderr!.on('data', (chunk) => (err += String(chunk)));
  let cpuMs: number | undefined;
  let peakBytes: number | undefined;
  const look = setInterval(() => {
    cpuMs = cpuOf(child.pid!) ?? cpuMs;
    peakBytes = memoryOf(child.pid!, 'VmHWM') ?? peakBytes;
  }, 50);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(look);
  return { code, out, err, tookMs: performance.now() - started, cpuMs, peakBytes };
}

/** Processor time so far, milliseconds. */
export function cpuOf(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    // Fields 14 and 15 of proc(5), in ticks of 10 ms.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}

/** `VmRSS` now, `VmHWM` at most, bytes. */
export function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): number | undefined {
  try {
    const kilobytes = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
