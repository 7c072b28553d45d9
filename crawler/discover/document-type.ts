/* Documents by the ending of their path: what announcements attach. */

const documentType: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  rtf: 'application/rtf',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  csv: 'text/csv',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  hwp: 'application/x-hwp',
  hwpx: 'application/hwp+zip',
};

/** Media type of a document by the ending of its path; `undefined` for a web page. */
export function documentTypeOf(href: string): string | undefined {
  const ending = /\.([a-z]{3,4}x?)(?:[?#]|$)/i.exec(href)?.[1]?.toLowerCase();
  return ending === undefined ? undefined : documentType[ending];
}
