import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/**
 * Holds the import rule: a file imports from its own room, from `core/`, or from a room to its left, never to its right;
 * the composing pages (files directly in crawler/, indexer/, server/) may use every room of their third and to the left;
 * `cli/` stands at the far right. And the doors: which package may be imported where. And that there is no ring.
 */
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const rooms = [
  'build',
  'core',
  'crawler/source',
  'crawler/discover',
  'crawler/fetch',
  'crawler/archive',
  'crawler/decode',
  'crawler/extract',
  'crawler/store',
  'crawler',
  'indexer/analyse',
  'indexer/index',
  'indexer/snapshot',
  'indexer',
  'server/search',
  'server/api',
  'server/feeds',
  'server/ui',
  'server/export',
  'server',
  'cli',
  'bench',
] as const;

/** Package name pattern to the rooms that may import it. Packages not named here may be imported anywhere. */
const doors: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^undici$/, ['crawler/fetch']],
  [/^(cheerio|linkedom|@mozilla\/readability)$/, ['crawler/discover', 'crawler/extract']],
  [/^minisearch$/, ['indexer/index']],
  [/^(hono|@hono\/.*)$/, ['server/api', 'server/feeds', 'server/ui', 'server/export', 'server']],
  [/^(@photostructure\/sqlite|node:sqlite)$/, ['crawler/store']],
  [/^warcio$/, ['crawler/archive']],
  [/^yaml$/, ['core', 'crawler/source', 'indexer/analyse', 'server/api', 'server', 'cli']],
  [/^commander$/, ['cli']],
];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly line: number;
  readonly typeOnly: boolean;
}

const files = rooms.filter((room) => !room.includes('/')).flatMap((top) => sourceFiles(join(root, top)));
const imports = files.flatMap(importsOf);

describe('the import rule', () => {
  it('sees the whole product', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(100);
  });

  it('lets a file import only from its own room, core, or a room to its left', () => {
    const broken = imports
      .filter(({ to }) => to.startsWith('.'))
      .map((found) => ({ ...found, target: relative(root, resolve(root, dirname(found.from), found.to)) }))
      .filter(({ from, target }) => rank(target) > rank(from) || roomOf(target) === undefined)
      .map(({ from, line, target }) => `${from}:${line} imports ${target}`);
    expect(broken).toEqual([]);
  });

  it('gives bench to nobody and cli only to bench', () => {
    const broken = imports.filter(
      ({ from, to }) => /(^|\/)(bench|cli)\//.test(to) && !from.startsWith('cli/') && !from.startsWith('bench/'),
    );
    expect(broken).toEqual([]);
  });

  it('keeps each package behind its door', () => {
    const broken = imports
      .filter(({ to }) => !to.startsWith('.'))
      .flatMap(({ from, to, line }) => {
        const name = packageOf(to);
        const door = doors.find(([pattern]) => pattern.test(name));
        return door === undefined || from.startsWith('bench/') || door[1].includes(roomOf(from) ?? '')
          ? []
          : [`${from}:${line} imports ${name}`];
      });
    expect(broken).toEqual([]);
  });

  it('imports only what package.json declares', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string> | undefined
    >;
    const runtime = new Set(Object.keys(manifest['dependencies'] ?? {}));
    const all = new Set([
      ...runtime,
      ...Object.keys(manifest['devDependencies'] ?? {}),
      ...Object.keys(manifest['optionalDependencies'] ?? {}),
    ]);
    const broken = imports
      .filter(({ to }) => !to.startsWith('.') && !to.startsWith('node:'))
      .filter(({ from, to }) => !(from.startsWith('bench/') ? all : runtime).has(packageOf(to)))
      .map(({ from, line, to }) => `${from}:${line} imports ${to}`);
    expect(broken).toEqual([]);
  });

  it('has no ring of files', () => {
    expect(rings()).toEqual([]);
  });
});

describe('the rule itself', () => {
  it('knows left from right', () => {
    expect(rank('server/search/query.ts')).toBeGreaterThan(rank('crawler/store/store.ts'));
    expect(rank('crawler/crawl.ts')).toBeGreaterThan(rank('crawler/store/store.ts'));
    expect(roomOf('server/search/embedded/x.ts')).toBe('server/search');
    expect(packageOf('@hono/zod-openapi/x')).toBe('@hono/zod-openapi');
    expect(packageOf('hono/jsx')).toBe('hono');
  });
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'node_modules') return [];
    if (statSync(path).isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(name) ? [relative(root, path)] : [];
  });
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (node: ts.Node, to: string, typeOnly: boolean): void => {
    found.push({ from: file, to, typeOnly, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
      add(node, node.moduleSpecifier.text, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier))
      add(node, node.moduleSpecifier.text, node.isTypeOnly);
    if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0] !== undefined &&
      ts.isStringLiteral(node.arguments[0])
    )
      add(node, node.arguments[0].text, false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function roomOf(file: string): (typeof rooms)[number] | undefined {
  const inner = rooms.filter((room) => room.includes('/')).find((room) => file.startsWith(`${room}/`));
  return inner ?? rooms.find((room) => !room.includes('/') && file.startsWith(`${room}/`));
}

function rank(file: string): number {
  const room = roomOf(file);
  return room === undefined ? Infinity : rooms.indexOf(room);
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Strongly connected groups of more than one file, by Tarjan's algorithm. Type imports count too: a ring of types is a ring of ideas. */
function rings(): string[][] {
  const edges = new Map<string, string[]>();
  for (const { from, to } of imports) {
    if (!to.startsWith('.')) continue;
    const target = relative(root, resolve(root, dirname(from), to));
    edges.set(from, [...(edges.get(from) ?? []), target]);
  }
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const walk = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file)!);
    stack.push(file);
    for (const next of edges.get(file) ?? []) {
      if (!index.has(next)) walk(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
    }
    if (low.get(file) !== index.get(file)) return;
    const ring = stack.splice(stack.indexOf(file));
    if (ring.length > 1 || (edges.get(file) ?? []).includes(file)) found.push(ring);
  };
  for (const file of edges.keys()) if (!index.has(file)) walk(file);
  return found;
}
