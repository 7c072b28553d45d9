import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { demoFiles } from './demo-files.ts';

/**
 * The fictional federation whose announcements the demo crawls: what `data/demo/` says, as one of two editions. Edition 2
 * is what a second start finds: one announcement edited, one withdrawn (`data/demo/edition-2.yaml`).
 */
export type Edition = 1 | 2;

export const publishers = ['interior', 'chancellery', 'mio'] as const;
export type Publisher = (typeof publishers)[number];

/** One announcement as its file in `data/demo/` states it. */
export interface DemoAnnouncement {
  /** `interior/linnet-bridge-reopens`: the publisher's folder and the file's name. */
  readonly key: string;
  readonly publisher: Publisher;
  readonly slug: string;
  readonly title: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** `HH:MM`, local time of the publisher. */
  readonly time?: string;
  readonly agency: string;
  readonly kind: string;
  readonly number?: string;
  readonly topics: readonly string[];
  readonly speaker?: string;
  readonly place?: string;
  readonly attachments: readonly string[];
  readonly contacts: readonly string[];
  /** Keys of other announcements. */
  readonly related: readonly string[];
  /** Key of the same announcement in another language. */
  readonly translation?: string;
  /** In the small markup that `body.ts` renders. */
  readonly body: string;
  /** `YYYY-MM-DD` of the last edit, when there was one. */
  readonly modified?: string;
}

export interface Federation {
  readonly edition: Edition;
  /** Newest first within each publisher. */
  readonly announcements: readonly DemoAnnouncement[];
  /** Keys of what this edition has withdrawn; the first edition still has them. */
  readonly withdrawn: readonly DemoAnnouncement[];
}

/** Reads the federation from `data/demo/`. @throws Error naming the file when one of them is not as it must be: they are part of the installation. */
export function readFederation(edition: Edition, folder = demoFiles()): Federation {
  const first = publishers.flatMap((publisher) => readPublisher(folder, publisher));
  if (edition === 1) return { edition, announcements: first, withdrawn: [] };
  const changes = parseWith(
    changesShape,
    parse(readFileSync(join(folder, 'edition-2.yaml'), 'utf8')),
    'edition-2.yaml',
  );
  return applyChanges(first, changes);
}

function readPublisher(folder: string, publisher: Publisher): DemoAnnouncement[] {
  return readdirSync(join(folder, publisher))
    .filter((name) => name.endsWith('.md'))
    .map((name) => readAnnouncement(folder, publisher, name))
    .sort((a, b) => (a.date === b.date ? (a.slug < b.slug ? -1 : 1) : a.date < b.date ? 1 : -1));
}

function readAnnouncement(folder: string, publisher: Publisher, name: string): DemoAnnouncement {
  const key = `${publisher}/${name.replace(/\.md$/, '')}`;
  // An editor on another system may have saved the file with CRLF.
  const text = readFileSync(join(folder, publisher, name), 'utf8').replace(/\r\n/g, '\n');
  const match = /^---\n(.*?)\n---\n(.*)$/s.exec(text);
  if (match === null) throw new Error(`data/demo/${key}.md has no front matter`);
  const front = parseWith(frontShape, parse(match[1]!), `${key}.md`);
  const { time, number, speaker, place, translation, ...rest } = front;
  return {
    key,
    publisher,
    slug: key.slice(publisher.length + 1),
    ...rest,
    ...(time === undefined ? {} : { time }),
    ...(number === undefined ? {} : { number }),
    ...(speaker === undefined ? {} : { speaker }),
    ...(place === undefined ? {} : { place }),
    ...(translation === undefined ? {} : { translation }),
    body: match[2]!.trim(),
  };
}

function applyChanges(first: readonly DemoAnnouncement[], changes: z.infer<typeof changesShape>): Federation {
  const withdrawn = first.filter((announcement) => changes.withdrawn.includes(announcement.key));
  const announcements = first
    .filter((announcement) => !withdrawn.includes(announcement))
    .map((announcement) => {
      const edit = changes.edited.find((change) => change.announcement === announcement.key);
      if (edit === undefined) return announcement;
      if (!announcement.body.includes(edit.replace))
        throw new Error(`data/demo/edition-2.yaml: ${announcement.key} has no such text`);
      return { ...announcement, body: announcement.body.replace(edit.replace, edit.by), modified: edit.modified };
    });
  return { edition: 2, announcements, withdrawn };
}

/** The same announcement in the other edition's list, or wherever it is cited. */
export function announcementByKey(federation: Federation, key: string): DemoAnnouncement | undefined {
  return federation.announcements.find((announcement) => announcement.key === key);
}

export function announcementsOf(federation: Federation, publisher: Publisher): DemoAnnouncement[] {
  return federation.announcements.filter((announcement) => announcement.publisher === publisher);
}

function parseWith<T>(shape: z.ZodType<T>, value: unknown, file: string): T {
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw new Error(`data/demo/${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

const frontShape = z.strictObject({
  title: z.string(),
  date: day,
  time: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
  agency: z.string(),
  kind: z.string(),
  number: z.string().optional(),
  topics: z.array(z.string()),
  speaker: z.string().optional(),
  place: z.string().optional(),
  translation: z.string().optional(),
  attachments: z.array(z.string()).default([]),
  contacts: z.array(z.string()).default([]),
  related: z.array(z.string()).default([]),
});

const changesShape = z.strictObject({
  edited: z.array(z.strictObject({ announcement: z.string(), modified: day, replace: z.string(), by: z.string() })),
  withdrawn: z.array(z.string()),
});
