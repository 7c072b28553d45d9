import { Worker, type ResourceLimits } from 'node:worker_threads';

/**
 * Starts a thread of ours. From the sources (tests, `npm run dev`) it must first register the TypeScript loader, which `--import tsx`
 * does not do in threads of Node 20; from `dist/` it starts as it is.
 * @param module the thread's module without its ending, relative to `from`: `./page-thread`
 * @param from `import.meta.url` of the caller
 * @param resourceLimits of its heap, in MB; Node's own where absent
 */
export function startThread(module: string, from: string, resourceLimits: ResourceLimits = {}): Worker {
  if (!from.endsWith('.ts')) return new Worker(new URL(`${module}.js`, from), { resourceLimits });
  const entry = new URL(`${module}.ts`, from).href;
  const loader = import.meta.resolve('tsx/esm/api');
  return new Worker(
    `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(entry)}); });`,
    { eval: true, resourceLimits },
  );
}
