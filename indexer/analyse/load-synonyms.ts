/**
 * Synonym files: `data/synonyms/*.yaml`. A file is a list of groups; a group is a list of spellings that stand for one
 * another, or a map `{from: [...], to: [...]}` where only the first bring in the others:
 *
 *     groups:
 *       - [MOU, memorandum of understanding]
 *       - from: [AG]
 *         to: [attorney general]
 *
 * Every problem of every file is told; a group with a problem is left out, the others hold.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { sha256 } from '../../core/ids.ts';
import { messageOf, type Problem, type WithProblems } from '../../core/problem.ts';
import { createAnalyzer } from './analyzer.ts';
import type { SynonymGroup, Synonyms } from './synonyms.ts';

/** Longest spelling in words. A longer one is a sentence, and every search of its first word would look for it. */
const mostWords = 8;

/** Most spellings of one group: each is looked up with every search of any of them. */
const mostMembers = 24;

/** Reads all `.yaml` and `.yml` files of a folder, in order of their names. A missing folder is a problem, not an error. */
export function loadSynonyms(folder: string): WithProblems<Synonyms> {
  let files: string[];
  try {
    files = readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort();
  } catch (error) {
    const problem = {
      code: 'unreadable',
      message: `cannot read the folder of synonyms: ${messageOf(error)}`,
      hint: 'searches go without synonyms',
      where: folder,
    };
    return { value: synonymsOf([]), problems: [problem] };
  }
  const read = files.map((file) => readSynonymFile(join(folder, file)));
  const groups = read.flatMap((file) => file.value);
  return { value: synonymsOf(groups), problems: [...read.flatMap((file) => file.problems)] };
}

function synonymsOf(groups: readonly SynonymGroup[]): Synonyms {
  return { groups, digest: sha256(JSON.stringify(groups.map((group) => [group.members, group.from ?? []]))) };
}

function readSynonymFile(path: string): WithProblems<SynonymGroup[]> {
  try {
    return readSynonyms(readFileSync(path, 'utf8'), path);
  } catch (error) {
    return {
      value: [],
      problems: [{ code: 'unreadable', message: `cannot be read: ${messageOf(error)}`, where: path }],
    };
  }
}

/** The groups of one file's text. `where` names it in the problems. */
export function readSynonyms(text: string, where: string): WithProblems<SynonymGroup[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: Problem[] = document.errors.map((error) => ({
    code: 'bad-yaml',
    message: error.message.split('\n')[0]!,
    where,
    line: error.linePos?.[0].line ?? 1,
  }));
  const tell = (node: Node | null | undefined, code: string, message: string, hint: string): void => {
    problems.push({ code, message, hint, where, ...(node?.range ? { line: lines.linePos(node.range[0]).line } : {}) });
  };
  if (problems.length > 0) return { value: [], problems };
  const root = document.contents;
  const list = isMap(root) ? (root as YAMLMap).get('groups', true) : undefined;
  if (!isMap(root) || !isSeq(list)) {
    tell(
      root,
      'bad-form',
      'is no list of groups',
      'write `groups:` and below it one group a line, `- [MOU, memorandum of understanding]`',
    );
    return { value: [], problems };
  }
  for (const pair of (root as YAMLMap).items) {
    const key = pair.key as Node;
    if (!isScalar(key) || key.value !== 'groups')
      tell(key, 'unknown-key', `“${String(key)}” is not known here`, 'only `groups` is');
  }
  const groups: SynonymGroup[] = [];
  for (const item of list.items) {
    const group = readGroup(item as Node, tell);
    if (group !== undefined) groups.push(group);
  }
  return { value: groups, problems };
}

type Tell = (node: Node | null | undefined, code: string, message: string, hint: string) => void;

function readGroup(item: Node, tell: Tell): SynonymGroup | undefined {
  if (isSeq(item)) {
    const members = readMembers(item, tell);
    if (members === undefined) return undefined;
    if (members.length >= 2) return checked({ members }, item, tell);
    tell(
      item,
      'lone-spelling',
      'a group of fewer than two spellings does nothing',
      'add another spelling or remove the group',
    );
    return undefined;
  }
  const from = isMap(item) ? item.get('from', true) : undefined;
  const to = isMap(item) ? item.get('to', true) : undefined;
  if (!isMap(item) || !isSeq(from) || !isSeq(to) || item.items.length !== 2) {
    tell(item, 'bad-form', 'is no group', 'write `[one, other]` or `{from: [one], to: [other]}`');
    return undefined;
  }
  const sources = readMembers(from, tell);
  const members = readMembers(to, tell);
  if (sources === undefined || members === undefined || sources.length === 0 || members.length === 0) return undefined;
  return checked({ members, from: sources }, item, tell);
}

function checked(group: SynonymGroup, item: Node, tell: Tell): SynonymGroup | undefined {
  if (group.members.length <= mostMembers) return group;
  tell(
    item,
    'too-many',
    `has ${group.members.length} spellings, at most ${mostMembers} are searched`,
    'divide the group',
  );
  return undefined;
}

/** `undefined` when one of them cannot be used. */
function readMembers(list: YAMLSeq, tell: Tell): string[] | undefined {
  const members: string[] = [];
  let usable = true;
  for (const node of list.items as Node[]) {
    const text = isScalar(node) && typeof node.value === 'string' ? node.value.trim() : undefined;
    const problem = text === undefined ? 'is no text (put it in quotes)' : problemOf(text);
    if (problem === undefined && text !== undefined && !members.includes(text)) members.push(text);
    else {
      tell(
        node,
        'bad-spelling',
        problem === undefined
          ? `“${text ?? ''}” stands twice in its group`
          : `“${String(isScalar(node) ? node.value : node)}” ${problem}`,
        'mend it or remove it',
      );
      usable = false;
    }
  }
  return usable ? members : undefined;
}

const analyzer = createAnalyzer();

function problemOf(text: string): string | undefined {
  const words = analyzer.queryWords(text, []);
  if (words.length === 0) return 'has nothing that can be searched for';
  if (words.length > mostWords) return `has more than ${mostWords} words`;
  return undefined;
}
