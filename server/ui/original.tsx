import { hostOf, webAddress } from './formats.ts';
import type { Words } from './words/en.ts';

/** The way to the publisher's own page; nothing where its address is none of the web. */
export function Original({ url, words }: { readonly url: string; readonly words: Words }) {
  const address = webAddress(url);
  if (address === undefined) return null;
  return (
    <p class="to-original">
      <a class="button" href={address} rel="noreferrer">
        {words.announcement.original(hostOf(address))} <span aria-hidden="true">↗</span>
      </a>
    </p>
  );
}
