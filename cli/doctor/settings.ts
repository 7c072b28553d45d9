import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { formatProblem, messageOf } from '../../core/problem.ts';
import { proxySettings } from '../../crawler/fetch/proxy.ts';
import { userAgent } from '../../crawler/fetch/user-agent.ts';
import { loadSources } from '../../crawler/source/load-sources.ts';
import type { Environment } from '../environment.ts';
import { openAnalyzer } from '../open-analyzer.ts';
import { count } from '../progress-line.ts';
import { warning, well, wrong, type Finding } from './finding.ts';

/** Limit for reaching a proxy, milliseconds. One that takes longer makes every page slow. */
const proxyMs = 3_000;

/** What people set: source files, synonyms, contact, proxy, certificates. Nothing but a proxy is asked over the network. */
export async function examineSettings(
  environment: Environment,
  variables: NodeJS.ProcessEnv,
  folder: string,
): Promise<Finding[]> {
  return [sources(folder), synonyms(), contact(environment), ...(await proxies(variables)), ...certificates(variables)];
}

function sources(folder: string): Finding {
  const { value, problems } = loadSources([folder]);
  if (problems.length > 0)
    return wrong(
      'sources',
      `${problems.length === 1 ? 'a problem' : `${problems.length} problems`} in ${folder}: ${formatProblem(problems[0]!)}`,
      'herald sources list names them all; docs/sources.md describes every key',
    );
  if (value.length === 0) return wrong('sources', `there is none in ${folder}`, 'herald sources add URL proposes one');
  const unproven = value.filter(({ verified }) => verified === 'never').length;
  const found = `${count(value.length)} in ${folder}`;
  return unproven === 0
    ? well('sources', found)
    : warning(
        'sources',
        `${found}, ${count(unproven)} of them never tried against the live site`,
        'herald sources check ID tries one; write the day into its file as "verified"',
      );
}

function synonyms(): Finding {
  try {
    openAnalyzer();
    return well('synonyms', 'read without a problem');
  } catch (error) {
    return wrong('synonyms', messageOf(error), 'mend the files of data/synonyms');
  }
}

function contact({ HERALD_CONTACT: given }: Environment): Finding {
  return given === undefined
    ? warning(
        'contact',
        'HERALD_CONTACT is not set: only hosts on this machine can be crawled',
        'set it to a mail address or a page at which a publisher can reach you',
      )
    : well('contact', `asks as "${userAgent(given)}"`);
}

async function proxies(variables: NodeJS.ProcessEnv): Promise<Finding[]> {
  try {
    const { http, https } = proxySettings(variables);
    const addresses = [...new Set([http, https].filter((address) => address !== undefined))];
    if (addresses.length === 0) return [well('proxy', 'none: hosts are asked directly')];
    return await Promise.all(addresses.map(reachProxy));
  } catch (error) {
    return [wrong('proxy', messageOf(error), 'write http://host:port, or unset it')];
  }
}

async function reachProxy(address: string): Promise<Finding> {
  const { hostname, port, protocol } = new URL(address);
  const shown = `${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
  const failure = await new Promise<string | undefined>((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(shown.split(':').at(-1)) });
    const end = (reason?: string): void => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(proxyMs, () => end(`no answer in ${proxyMs / 1000} seconds`));
    socket.once('connect', () => end());
    socket.once('error', (error) => end(messageOf(error)));
  });
  return failure === undefined
    ? well('proxy', `${shown} can be reached`)
    : wrong('proxy', `${shown} cannot be reached: ${failure}`, 'start it, or unset HTTP_PROXY and HTTPS_PROXY');
}

function certificates(variables: NodeJS.ProcessEnv): Finding[] {
  const findings: Finding[] = [];
  const file = variables['NODE_EXTRA_CA_CERTS'];
  if (file !== undefined && file !== '') findings.push(authorities(file));
  if (variables['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    findings.push(
      warning(
        'certificates',
        'NODE_TLS_REJECT_UNAUTHORIZED=0: anybody on the way may answer for a publisher',
        'unset it; name the authority of your network in NODE_EXTRA_CA_CERTS instead',
      ),
    );
  return findings.length === 0 ? [well('certificates', 'those that come with Node.js')] : findings;
}

function authorities(file: string): Finding {
  const hint = 'NODE_EXTRA_CA_CERTS must name a file of PEM certificates that are valid; mend it or unset it';
  if (!existsSync(file)) return wrong('certificates', `${file} does not exist`, hint);
  try {
    const blocks = readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    if (blocks.length === 0) return wrong('certificates', `${file} holds no certificate`, hint);
    const ended = blocks.filter((block) => Date.parse(new X509Certificate(block).validTo) < Date.now()).length;
    const found = `${count(blocks.length)} of ${file}${ended === 0 ? '' : `, ${count(ended)} of them out of date`}`;
    // Bundles of a system carry some old ones along.
    return ended === blocks.length
      ? wrong('certificates', found, hint)
      : well('certificates', `those of Node.js and ${found}`);
  } catch (error) {
    return wrong('certificates', `${file} cannot be read: ${messageOf(error)}`, hint);
  }
}
