import { describe, expect, it } from 'vitest';
import { findDates } from '../../../crawler/extract/dates/written-date.ts';

describe('a date as people write it', () => {
  it.each([
    ['BOSTON – Wednesday, May 7, 2014 –', 'en', '2014-05-07'],
    ['7. Mai 2014, 10.30 Uhr', 'de', '2014-05-07T10:30'],
    ['1er avril 2020', 'fr', '2020-04-01'],
    ['el 7 de mayo de 2014', 'es', '2014-05-07'],
    ['12 grudnia 2019 r.', 'pl', '2019-12-12'],
    ['2014. május 7.', 'hu', '2014-05-07'],
    ['2014 m. gegužės 7 d.', 'lt', '2014-05-07'],
    ['7 мая 2014 г.', 'ru', '2014-05-07'],
    ['7 Μαΐου 2014', 'el', '2014-05-07'],
    ['ngày 7 tháng 5 năm 2014', 'vi', '2014-05-07'],
    ['2014년 5월 7일 10:30', 'ko', '2014-05-07T10:30'],
    ['26 | 01 | 2022', 'de', '2022-01-26'],
    ['member28.09.1912:44', 'de', '2019-09-28T12:44'],
    ['２０１４年５月７日（水）１５時３０分', 'ja', '2014-05-07T15:30'],
  ])('%s (%s) is %s', (text, language, value) => {
    expect(findDates(text, { language })[0]?.value).toBe(value);
  });

  it.each([
    ['令和6年3月5日', 'ja', '2024-03-05'],
    ['平成元年1月8日', 'ja', '1989-01-08'],
    ['中華民國103年5月7日', 'zh-Hant', '2014-05-07'],
    ['7 พฤษภาคม 2557', 'th', '2014-05-07'],
    ['٧ مايو ٢٠١٤', 'ar', '2014-05-07'],
    ['8 رجب 1435', 'ar', '2014-05-07'],
    ['17 اردیبهشت 1393', 'fa', '2014-05-07'],
  ])('%s (%s), of another calendar, is %s', (text, language, value) => {
    expect(findDates(text, { language })[0]?.value).toBe(value);
  });

  it('is read month first only where people do so', () => {
    expect(findDates('5/7/2014', { language: 'en' })[0]?.value).toBe('2014-05-07');
    expect(findDates('5/7/2014', { language: 'en-GB' })[0]?.value).toBe('2014-07-05');
    expect(findDates('5/7/2014', { language: 'en', order: 'dmy' })[0]?.value).toBe('2014-07-05');
    expect(findDates('5/17/2014', { language: 'de' })[0]?.value).toBe('2014-05-17');
  });

  it('keeps its zone and is never shifted to another day', () => {
    expect(findDates('2018-04-13T23:30:00-04:00')[0]?.value).toBe('2018-04-13T23:30-04:00');
    expect(findDates('2018-04-13T00:00:00-04:00')[0]).toMatchObject({ value: '2018-04-13', precision: 'day' });
    expect(findDates('5/7/2014 3:45 PM EST', { language: 'en' })[0]?.value).toBe('2014-05-07T15:45-05:00');
  });

  it('is no date when there is no such day or year', () => {
    for (const text of ['30. 2. 2014', '2014-13-01', '平成40年1月1日', 'May 99, 2014', 'version 1.2.2014.7'])
      expect(findDates(text)).toEqual([]);
  });

  it('is as precise as it is written', () => {
    expect(findDates('May 2014', { language: 'en' })[0]).toMatchObject({ value: '2014-05', precision: 'month' });
  });

  it('is read with a short year only where a label says that a date stands there', () => {
    expect(findDates('07.05.14')).toEqual([]);
    expect(findDates('07.05.14', { shortYears: true })[0]?.value).toBe('2014-05-07');
  });
});
