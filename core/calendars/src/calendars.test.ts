import { describe, expect, test } from 'vitest'
import { checkCalendar, type CalendarPeriod } from './calendar.ts'
import { makeCalendar } from './make-calendar.ts'
import { readCalendarCsv } from './read-calendar-csv.ts'

const made = (more: object = {}) =>
  makeCalendar({ pattern: '4-5-4', firstDay: '2024-02-04', years: 5, leapYears: [2028], ...more })
const reason = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (error) {
    return (error as Error).message
  }
}

test('a pattern makes years of 52 weeks, and of 53 where told so', () => {
  const units = checkCalendar(made())
  expect(units.year.map(({ label, start, end }) => [label, start, end])).toEqual([
    ['2024', '2024-02-04', '2025-02-02'],
    ['2025', '2025-02-02', '2026-02-01'],
    ['2026', '2026-02-01', '2027-01-31'],
    ['2027', '2027-01-31', '2028-01-30'],
    ['2028', '2028-01-30', '2029-02-04'],
  ])
  const lengths = units.month.map(({ start, end }) => Temporal.PlainDate.from(start).until(end).days / 7)
  expect(lengths.slice(0, 12)).toEqual([4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4])
  expect(lengths.at(-1)).toBe(5)
  expect(units.week.filter(({ label }) => label.startsWith('2028'))).toHaveLength(53)
  expect(units.quarter[5]).toEqual({ unit: 'quarter', start: '2025-05-04', end: '2025-08-03', label: '2025 Q2' })
  expect(checkCalendar(made({ firstDay: '2023-12-31', years: 1 })).year[0]?.label).toBe('2024')
  expect(checkCalendar(made({ firstYear: 2030, years: 1 })).year[0]?.label).toBe('2030')
})

describe('a calendar that does not add up is refused', () => {
  const change = (unit: string, label: string, more: Partial<CalendarPeriod>) =>
    made().map((period) => (period.unit === unit && period.label === label ? { ...period, ...more } : period))
  test.each([
    [
      'a gap',
      change('week', '2024 W02', { end: '2024-02-17' }),
      /between weeks '2024 W02' and '2024 W03' nothing holds 2024-02-17/,
    ],
    [
      'an overlap',
      change('month', '2024 P02', { start: '2024-03-02' }),
      /months '2024 P01' and '2024 P02' overlap on 2024-03-02/,
    ],
    [
      'an end before the start',
      change('year', '2026', { end: '2026-01-01' }),
      /ends on 2026-01-01, not after its start/,
    ],
    ['no quarters', made().filter(({ unit }) => unit !== 'quarter'), /it has no quarter/],
    [
      'a month that starts inside a week',
      made().map((period) =>
        period.unit === 'month' && period.label === '2024 P01'
          ? { ...period, end: '2024-03-05' }
          : period.unit === 'month' && period.label === '2024 P02'
            ? { ...period, start: '2024-03-05' }
            : period,
      ),
      /month '2024 P02' starts on 2024-03-05, inside a week/,
    ],
    [
      'years that reach further than weeks',
      made().filter(({ label }) => label !== '2028 W53'),
      /do not cover the same days/,
    ],
  ])('%s', (_, periods, said) => {
    expect(reason(() => checkCalendar(periods))).toMatch(said)
  })
})

test('a calendar of more periods than a question can read is refused', () => {
  const day = (n: number) => Temporal.PlainDate.from('2026-01-01').add({ days: n }).toString()
  const weeks = Array.from({ length: 20_001 }, (_, n) => ({
    unit: 'week' as const,
    start: day(n),
    end: day(n + 1),
    label: `${n}`,
  }))
  expect(() => checkCalendar(weeks)).toThrow('20001 periods; 20000 are the most')
})

test('CSV is read as it is written, and a wrong line is named', () => {
  const text = ['unit,start,end,label', ...made().map((p) => `${p.unit},${p.start},${p.end},"${p.label}, made"`)].join(
    '\r\n',
  )
  expect(readCalendarCsv(`${text}\n`)).toEqual(made().map((period) => ({ ...period, label: `${period.label}, made` })))
  expect(reason(() => readCalendarCsv('start,end\n'))).toMatch(/first line must read unit,start,end,label/)
  expect(reason(() => readCalendarCsv('unit,start,end,label\nweek,2024-02-30,2024-03-01,W\n'))).toMatch(
    /line 2: start: write a day/,
  )
  expect(reason(() => readCalendarCsv('unit,start,end,label\nday,2024-02-01,2024-03-01,W,more\n'))).toMatch(/line 2: /)
  const late = (line: string) => reason(() => readCalendarCsv(`unit,start,end,label\n\n\n${line}\n`))
  expect(late('week,2024-02-30,2024-03-01,W')).toMatch(/line 4: start/)
  expect(late('week,2024-02-01,2024-02-08,"W, open')).toMatch(/line 4: a cell in quotes does not end/)
  expect(late('week,2024-02-01,2024-02-08,W "5" x')).toMatch(/line 4: a cell in quotes does not end/)
})
