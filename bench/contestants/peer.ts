import { Absent } from './contestant.ts';

/**
 * A package that only benchmarks need; they are listed in bench/package.json, apart from the product's. Their types are not needed
 * either: each user says the little it uses.
 * @throws Absent when it is not installed
 */
export async function loadPeer<T>(name: string): Promise<T> {
  try {
    return (await import(name)) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND')
      throw new Absent('not installed: npm install --prefix bench');
    throw error;
  }
}
