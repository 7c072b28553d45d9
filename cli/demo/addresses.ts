import type { DemoAnnouncement } from './federation.ts';

/** The path of an announcement's page on the demo site; each publisher has its own habit. */
export function announcementPath(announcement: DemoAnnouncement): string {
  switch (announcement.publisher) {
    case 'interior':
      return `/interior/news/${announcement.date.slice(0, 4)}/${announcement.slug}`;
    case 'chancellery':
      return `/chancellery/${chancellerySection(announcement)}/${announcement.slug}`;
    case 'mio':
      return `/mio/kouhou/${eraFolder(announcement.date)}/${announcement.slug}.html`;
  }
}

/** The path of an announcement's n-th attachment, from 1. */
export function attachmentPath(announcement: DemoAnnouncement, number: number): string {
  return `/${announcement.publisher}/files/${announcement.slug}-${number}.pdf`;
}

/** A topic or section name as a path segment: `Public Finance` to `public-finance`. */
export function segment(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function chancellerySection(announcement: DemoAnnouncement): string {
  if (announcement.agency !== 'Office of the Chancellor') return 'trade';
  return announcement.speaker === undefined ? 'actions' : 'remarks';
}

function eraFolder(date: string): string {
  const year = Number(date.slice(0, 4));
  return date < firstDayOfReiwa ? `h${year - 1988}` : `r${year - 2018}`;
}

/** The era 令和 began on 1 May 2019; the days of that year before it belong to 平成31年. */
const firstDayOfReiwa = '2019-05-01';

/** `2024-05-07` to `令和6年5月7日`, as Japanese offices write it; the first year of an era is 元年. */
export function eraDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  const era = date < firstDayOfReiwa ? { name: '平成', before: 1988 } : { name: '令和', before: 2018 };
  const count = year! - era.before;
  return `${era.name}${count === 1 ? '元' : count}年${month!}月${day!}日`;
}

/** `2024-05-07` to `7 May 2024`. */
export function englishDate(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(date));
}

/** `2024-05-07` to `Tuesday, 7 May 2024`. */
export function englishDateWithWeekday(date: string): string {
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(date));
  return `${weekday}, ${englishDate(date)}`;
}
