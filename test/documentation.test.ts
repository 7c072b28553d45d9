import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { environmentVariables } from '../cli/environment.ts';
import { createProgram } from '../cli/program.ts';

/** Holds the documents to the code: commands, options, environment variables, scripts and links, in both directions. */
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const documents = markdownFiles(root);
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const program = await createProgram();
const commands = allCommands(program);

describe('docs/cli.md', () => {
  const reference = text('docs/cli.md');

  it.each(commands.map(({ name }) => name))('has a section for herald %s', (name) => {
    expect(reference).toContain(`## herald ${name}`);
  });

  it.each(commands.flatMap(({ name, command }) => ownOptions(command).map((option) => [name, option] as const)))(
    'documents herald %s %s',
    (name, option) => {
      expect(sectionOf(reference, `## herald ${name}`)).toContain(`\`${option}`);
    },
  );

  it('has no section of a command that does not exist', () => {
    const named = [...reference.matchAll(/^## herald (.+)$/gm)].map((match) => match[1]);
    expect(named.filter((name) => !commands.some((command) => command.name === name))).toEqual([]);
  });
});

describe('every document', () => {
  it('names only commands that exist', () => {
    const wrong = mentions().filter(({ words }) => commandOf(words) === undefined);
    expect(wrong).toEqual([]);
  });

  it('names only options that their command has', () => {
    const wrong = mentions().flatMap(({ file, words }) => {
      const found = commandOf(words);
      if (found === undefined) return [];
      const known = [...ownOptions(found.command), ...globalOptions, '--help', '--version'];
      return words
        .filter((word) => /^--[a-z]/.test(word) && !known.includes(word.replace(/[=,.;)].*$/, '')))
        .map((word) => `${file}: herald ${found.name} ${word}`);
    });
    expect(wrong).toEqual([]);
  });

  it('names only environment variables that exist', () => {
    const wrong = documents.flatMap((file) =>
      [...text(file).matchAll(/\bHERALD_[A-Z_]+/g)]
        .map((match) => match[0])
        .filter((name) => !(name in environmentVariables))
        .map((name) => `${file}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const scripts = Object.keys((JSON.parse(text('package.json')) as { scripts: Record<string, string> }).scripts);
    const wrong = documents.flatMap((file) =>
      [...text(file).matchAll(/`npm run ([a-z:-]+)/g)]
        .map((match) => match[1]!)
        .filter((name) => !scripts.includes(name))
        .map((name) => `${file}: npm run ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('links only to files and headings that exist', () => {
    const wrong = documents.flatMap((file) =>
      [...text(file).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)]
        .map((match) => match[1]!)
        .filter((link) => !linkExists(file, link))
        .map((link) => `${file}: ${link}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the README', () => {
  it.each(commands.map(({ name }) => name))('leads to herald %s', (name) => {
    expect(text('README.md')).toMatch(new RegExp(`\`herald ${name}\\b`));
  });

  it.each(Object.keys(environmentVariables))('documents %s', (name) => {
    expect(text('README.md')).toContain(`\`${name}\``);
  });

  it('documents the exit codes', () => {
    for (const code of ['0', '1', '2', '3']) expect(text('README.md')).toMatch(new RegExp(`^\\| ${code} +\\|`, 'm'));
  });
});

describe('every command', () => {
  it.each(commands.filter(({ command }) => command.commands.length === 0))(
    'herald $name has a description and examples',
    ({ command }) => {
      let help = '';
      command.configureOutput({ writeOut: (part) => (help += part) });
      command.outputHelp();
      expect(command.description().length).toBeGreaterThan(10);
      expect(help).toContain('Examples:');
    },
  );
});

const globalOptions = ['--data', '--json', '--quiet'];

function ownOptions(command: Command): string[] {
  return command.options
    .map((option) => option.long ?? '')
    .filter((long) => long !== '' && !['--data', '--json', '--quiet'].includes(long));
}

function allCommands(parent: Command, prefix = ''): { name: string; command: Command }[] {
  return parent.commands
    .flatMap((command) => [
      { name: `${prefix}${command.name()}`, command },
      ...allCommands(command, `${prefix}${command.name()} `),
    ])
    .filter(({ command }) => command.commands.length === 0);
}

/** Every `herald …` line of a code block or code span, in words. */
function mentions(): { file: string; words: string[] }[] {
  return documents.flatMap((file) => {
    const body = text(file);
    const spans = [...body.matchAll(/`(herald [^`\n]+)`/g)].map((match) => match[1]!);
    const lines = [...body.matchAll(/^ *(?:\$ )?((?:npx )?herald [^\n#]+)/gm)]
      .map((match) => match[1]!.replace(/^npx /, ''))
      .filter((line) => inCodeBlock(body, line));
    return [...spans, ...lines].map((line) => ({ file, words: line.split(/\s+/).slice(1) }));
  });
}

function inCodeBlock(body: string, line: string): boolean {
  return body.split('```').some((part, index) => index % 2 === 1 && part.includes(line));
}

function commandOf(words: readonly string[]): { name: string; command: Command } | undefined {
  if (words[0]?.startsWith('-') === true) return { name: '', command: program };
  return commands.find(({ name }) => words.slice(0, name.split(' ').length).join(' ') === name) ?? groupOf(words);
}

/** `herald sources` alone names a group of commands. */
function groupOf(words: readonly string[]): { name: string; command: Command } | undefined {
  const group = program.commands.find(
    (command) => command.name() === words[0] && command.commands.length > 0 && words.length === 1,
  );
  return group === undefined ? undefined : { name: group.name(), command: group };
}

function sectionOf(body: string, heading: string): string {
  const start = body.indexOf(`${heading}\n`);
  const end = body.indexOf('\n## ', start + 1);
  return start < 0 ? '' : body.slice(start, end < 0 ? undefined : end);
}

function linkExists(file: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : relative(root, resolve(root, dirname(file), path));
  if (!existsSync(join(root, target))) return false;
  if (anchor === undefined || !target.endsWith('.md')) return true;
  const anchors = [...text(target).matchAll(/^#+ (.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
  return anchors.includes(anchor);
}

function markdownFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', '.git', 'dist', 'coverage', 'local', 'demo', 'fixtures'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return markdownFiles(path);
    return entry.name.endsWith('.md') ? [relative(root, path)] : [];
  });
}
