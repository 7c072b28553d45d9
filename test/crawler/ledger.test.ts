import { describe, expect, it } from 'vitest';
import { createLedger } from '../../crawler/ledger.ts';

/** A store as far as the ledger goes: what a failed transaction wrote is gone. */
function page(): { written: string[]; commits: number; batch: <T>(work: () => T) => T } {
  const state = {
    written: [] as string[],
    commits: 0,
    batch<T>(work: () => T): T {
      const before = [...state.written];
      try {
        const answer = work();
        state.commits += 1;
        return answer;
      } catch (error) {
        state.written = before;
        throw error;
      }
    },
  };
  return state;
}

describe('the ledger', () => {
  it('writes in the order of the places, whichever is ready first', async () => {
    const store = page();
    const ledger = createLedger(store);
    const delays = [30, 1, 15, 0];
    await Promise.all(
      delays.map((ms, index) => ledger.enter(later(ms, `page ${index}`), (text) => store.written.push(text))),
    );
    expect(store.written).toEqual(['page 0', 'page 1', 'page 2', 'page 3']);
  });

  it('writes many in one transaction and answers what each write answered', async () => {
    const store = page();
    const ledger = createLedger(store);
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) => ledger.enter(index, (number) => number * 2)),
    );
    expect(answers).toEqual(Array.from({ length: 32 }, (_, index) => index * 2));
    expect(store.commits).toBe(2);
  });

  it('answers only when the transaction is over', async () => {
    const store = page();
    const ledger = createLedger(store);
    let told = false;
    const entering = ledger.enter('page', (text) => store.written.push(text)).then(() => (told = true));
    await ledger.enter('another', () => expect(told).toBe(false));
    await entering;
    expect(store.commits).toBe(1);
  });

  it('passes over a place that was given up', async () => {
    const store = page();
    const ledger = createLedger(store);
    const lost = ledger.enter(Promise.reject(new Error('no such page')), () => 'never');
    const kept = ledger.enter('page', (text) => store.written.push(text));
    await expect(lost).rejects.toThrow('no such page');
    await kept;
    expect(store.written).toEqual(['page']);
  });

  it('rejects all of a transaction that failed, and goes on with the next', async () => {
    const store = page();
    const ledger = createLedger(store);
    const first = ledger.enter('first', (text) => store.written.push(text));
    const second = ledger.enter('second', () => {
      throw new Error('the disk is full');
    });
    await expect(first).rejects.toThrow('the disk is full');
    await expect(second).rejects.toThrow('the disk is full');
    await ledger.enter('third', (text) => store.written.push(text));
    expect(store.written).toEqual(['third']);
  });
});

function later<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), ms));
}
