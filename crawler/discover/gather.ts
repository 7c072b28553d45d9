import type { Attachment, StatedDate } from '../../core/announcement.ts';
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import { admit } from './admit.ts';
import type { Candidate, Discovery, NestedPage } from './discovery.ts';
import { absoluteUrl } from './url-identity.ts';

/** A link with what stood beside it, before anybody asked whether it belongs to the source. */
export interface FoundLink {
  readonly href: string;
  readonly title?: string;
  readonly published?: StatedDate;
  readonly updated?: StatedDate;
  readonly attachments?: readonly Attachment[];
}

/** Where the links stood. `base` is what relative ones are relative to, when not `url`. */
interface Place {
  readonly source: Source;
  readonly url: string;
  readonly base?: string;
  readonly via: Candidate['discoveredVia'];
}

/**
 * Found links as a discovery: each through the gate, each identity once (what a later mention knows better fills the gaps of the
 * first), and one problem for all links of a kind that could not be used.
 */
export function gather(
  links: readonly FoundLink[],
  place: {
    readonly source: Source;
    readonly url: string;
    readonly base?: string;
    readonly via: Candidate['discoveredVia'];
  },
  nested: readonly NestedPage[] = [],
  problems: readonly Problem[] = [],
): Discovery {
  const candidates = new Map<string, Candidate>();
  const refused: Problem[] = [];
  let outOfScope = 0;
  for (const link of links) {
    const admission = admit(link.href, place.source, place.base ?? place.url);
    if (admission.kind === 'out-of-scope') outOfScope++;
    else if (admission.kind === 'trap')
      refused.push({
        code: 'trap',
        message: `not followed, ${admission.reason}: ${admission.foundAs}`,
        where: place.url,
      });
    else if (admission.kind === 'no-url')
      refused.push({
        code: 'bad-link',
        message: `not a web address: \`${admission.foundAs.slice(0, 200)}\``,
        where: place.url,
      });
    else {
      const earlier = candidates.get(admission.url);
      const candidate = candidateOf(admission.url, admission.foundAs, link, place);
      candidates.set(admission.url, earlier === undefined ? candidate : { ...candidate, ...earlier });
    }
  }
  return { candidates: [...candidates.values()], nested, outOfScope, problems: [...problems, ...firstOfEach(refused)] };
}

function candidateOf(url: string, foundAs: string, link: FoundLink, place: Place): Candidate {
  return {
    url,
    foundAs,
    discoveredVia: place.via,
    ...(link.title === undefined || link.title === '' ? {} : { title: link.title }),
    ...(link.published === undefined ? {} : { published: link.published }),
    ...(link.updated === undefined ? {} : { updated: link.updated }),
    attachments: (link.attachments ?? []).flatMap((attachment) => {
      const absolute = absoluteUrl(attachment.url, place.base ?? place.url)?.href;
      return absolute === undefined ? [] : [{ ...attachment, url: absolute }];
    }),
  };
}

/** A page with a thousand traps has one problem, not a thousand. */
function firstOfEach(problems: readonly Problem[]): Problem[] {
  const byCode = new Map<string, Problem[]>();
  for (const problem of problems) byCode.set(problem.code, [...(byCode.get(problem.code) ?? []), problem]);
  return [...byCode.values()].map((alike) =>
    alike.length === 1 ? alike[0]! : { ...alike[0]!, message: `${alike[0]!.message} (and ${alike.length - 1} more)` },
  );
}
