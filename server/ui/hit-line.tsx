import type { Hit } from '../search/engine.ts';
import { places } from '../api/places.ts';
import { formatsFor } from './formats.ts';
import type { Words } from './words/en.ts';

/** An announcement as one entry of a short list: its title leads to its page, in its own language and direction. */
export function HitLink({ hit }: { readonly hit: Hit }) {
  return (
    <a href={places.announcementPage('', hit.id)} lang={hit.language === 'und' ? undefined : hit.language} dir="auto">
      {hit.title}
    </a>
  );
}

/** When it was published, as precisely as that is known; nothing when it is not. */
export function HitDate({ hit, words }: { readonly hit: Hit; readonly words: Words }) {
  if (hit.published === undefined) return null;
  const { value, precision } = hit.published;
  return <time datetime={value}>{formatsFor(words.locale).stated(value, precision)}</time>;
}
