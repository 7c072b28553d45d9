import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Both cores of the smallest machine: by default one is left idle.
    maxWorkers: 2,
    globalSetup: ['test/built.ts'],
  },
});
