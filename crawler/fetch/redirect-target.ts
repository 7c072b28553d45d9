/** A URL that can be asked: http or https, with a host; the fragment dropped, names and passwords refused. */
export function webUrl(text: string, base?: URL): URL | undefined {
  if (!URL.canParse(text, base?.href)) return undefined;
  const url = new URL(text, base);
  if (!/^https?:$/.test(url.protocol) || url.hostname === '' || url.username !== '' || url.password !== '')
    return undefined;
  url.hash = '';
  return url;
}

/** Where a Location leads. Servers write octets of UTF-8 into it, which the HTTP parser hands over one character each. */
export function redirectTarget(from: URL, location: string): URL | undefined {
  return webUrl(utf8Of(location.trim()), from);
}

function utf8Of(text: string): string {
  // Code units above 0xFF mean that it was decoded already.
  if (!/[\u0080-\u00ff]/.test(text) || /[\u0100-\uffff]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}
