import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../../core/atomic-file.ts';
import { HeraldError, messageOf } from '../../core/problem.ts';
import type { Edition } from './federation.ts';
import { rememberedPort, rememberPort } from './port.ts';
import { startDemoSite, type DemoSite } from './site.ts';
import { demoSources, type DemoSource } from './sources.ts';

/** A demo whose site is up, ready to be crawled into a data folder of its own. */
export interface Demo {
  /** The data folder to crawl, index and serve: `<root>/demo/port-8180`. Nothing of it mixes with the user's own announcements. */
  readonly dataRoot: string;
  /** Where the source files were written: `<dataRoot>/sources`. */
  readonly sourcesFolder: string;
  readonly sources: readonly DemoSource[];
  readonly site: DemoSite;
  /** 1 until a first start was finished, 2 from then on. */
  readonly edition: Edition;
  /** Something the reader should know before the crawl, such as a port that was taken. */
  readonly notice?: string;
  /** To be called when crawl and index are done: the next start will find the second edition. */
  finished(): void;
}

/**
 * Puts up the demo site and writes its source files. The port is the one of the last start, because it is part of every URL;
 * when somebody else has it now, the demo begins anew with another port and an empty folder, and says so.
 * @throws HeraldError `config` when the folder cannot be written or no port can be had.
 */
export async function openDemo(root: string): Promise<Demo> {
  const home = join(root, 'demo');
  const remembered = rememberedPort(home);
  const again = remembered === undefined ? undefined : await startAgain(home, remembered);
  const { site, edition } = again ?? (await startAfresh(home));
  const dataRoot = folderOf(home, site.port);
  const sourcesFolder = join(dataRoot, 'sources');
  const sources = demoSources(site.url);
  try {
    mkdirSync(sourcesFolder, { recursive: true });
    for (const source of sources) writeFileAtomic(join(sourcesFolder, source.file), source.text);
    rememberPort(home, site.port);
  } catch (error) {
    await site.close();
    throw new HeraldError('config', `cannot write the demo's folder ${dataRoot}: ${messageOf(error)}`, {
      hint: 'give another with --data DIR or HERALD_DATA, or make this one writable',
      cause: error,
    });
  }
  return {
    dataRoot,
    sourcesFolder,
    sources,
    site,
    edition,
    ...(remembered !== undefined && again === undefined
      ? {
          notice: `Port ${remembered} of the last start is taken by another program. The demo begins anew on port ${site.port}.`,
        }
      : {}),
    finished: () => writeFileAtomic(finishedFile(dataRoot), 'The first start was finished.\n'),
  };
}

interface Start {
  readonly site: DemoSite;
  readonly edition: Edition;
}

async function startAgain(home: string, port: number): Promise<Start | undefined> {
  const edition = wasFinished(folderOf(home, port)) ? 2 : 1;
  const site = await siteOn(port, edition);
  return site === undefined ? undefined : { site, edition };
}

async function startAfresh(home: string): Promise<Start> {
  for (let port = firstPort; port < firstPort + portsTried; port++) {
    // A folder of an earlier demo on that port has other pages at the same addresses.
    if (existsSync(folderOf(home, port))) continue;
    const site = await siteOn(port, 1);
    if (site !== undefined) return { site, edition: 1 };
  }
  throw new HeraldError(
    'config',
    `the demo found no free port between ${firstPort} and ${firstPort + portsTried - 1}`,
    {
      hint: 'stop the programs that listen there, or give an empty folder with --data DIR',
    },
  );
}

/**
 * The demo site's first choice. Above the ports of well-known services and below 32768, where systems take the ports of outgoing
 * connections from: a port from there would often be taken at the next start.
 */
const firstPort = 8180;
/** How many are tried. More would only be needed on a machine with a hundred servers. */
const portsTried = 100;

/** The site, or `undefined` when the port is taken or forbidden. */
async function siteOn(port: number, edition: Edition): Promise<DemoSite | undefined> {
  try {
    return await startDemoSite({ port, edition });
  } catch (error) {
    if (['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

const folderOf = (home: string, port: number): string => join(home, `port-${port}`);
const finishedFile = (dataRoot: string): string => join(dataRoot, 'first-start-finished');

function wasFinished(dataRoot: string): boolean {
  try {
    return readFileSync(finishedFile(dataRoot), 'utf8') !== '';
  } catch {
    return false;
  }
}
