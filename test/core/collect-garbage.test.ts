import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { collectGarbage } from '../../core/collect-garbage.ts';

it('collects what nothing holds any more', async () => {
  const held = {};
  const [kept, lost] = [new WeakRef(held), new WeakRef({})];
  await nextTurn();
  collectGarbage();
  expect(lost.deref()).toBeUndefined();
  expect(kept.deref()).toBe(held);
});
