import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, dimension, metric, people, revenue, sample, success } from '../../cases/make-column.ts'
import { makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(41)
const country = dimension('country', 'Country')
const growth = metric('growth', 'Change of revenue', { unit: 'money' })
const codes =
  'US CA MX BR AR CL CO PE GB IE FR DE ES PT IT NL BE CH AT PL SE NO FI DK CZ RO UA TR ZA NG KE EG MA SA IL IN'
const more =
  'CN JP KR ID PH TH VN AU NZ SG MT HK LU KZ RU PK BD IR IQ AO CD ET TZ GH DZ GL IS CU BO PY UY VE EC MG MM MN'

/** A map in every situation: with states too small for it, former codes, codes that are none, and accounts without a country. */
export const mapCases: ViewCases = {
  empty: { title: 'Revenue by country', frame: makeFrame([country, revenue], []) },
  one: { title: 'Revenue by country', frame: makeFrame([country, revenue], [['DE', 120_000]]) },
  many: {
    title: 'Revenue by country',
    subtitle: 'Singapore is too small for the map, QQ is no country',
    frame: makeFrame(
      [country, revenue, compared(revenue)],
      [
        ['US', 912_000, 850_000],
        ['GB', 410_000, 420_000],
        ['DE', 380_500, 300_000],
        ['CA', 240_000, 210_000],
        ['AU', 190_000, 200_000],
        ['BR', 88_000, 80_000],
        ['IN', 64_000, 20_000],
        ['SG', 61_000, 40_000],
        ['ZA', 12_000, 12_000],
        [null, 9400, 0],
        ['QQ', 300, null],
      ],
    ),
  },
  huge: {
    title: 'Revenue in seventy countries',
    frame: makeFrame(
      [country, revenue],
      [...codes.split(' '), ...more.split(' '), 'XX', 'ZZ1', 'Nowhere that has a very long name indeed'].map(
        (code): Cell[] => [code, Math.round(random() ** 3 * 1e9)],
      ),
    ),
  },
  null: {
    title: 'Change of revenue by country',
    subtitle: 'Losses to one side; of one country nothing is known',
    frame: makeFrame(
      [country, growth],
      [
        ['US', 42_000],
        ['BR', -31_000],
        ['FR', null],
        ['DE', -2000],
        ['JP', 0],
      ],
    ),
  },
  estimate: {
    title: 'People by country',
    subtitle: 'With the success of each; codes may be small, numbers, or former ones',
    frame: makeFrame(
      [country, people, success, sample(success)],
      [
        ['us', 4119, 0.81, 900],
        ['276', 2100, 0.7, 300],
        ['UK', 900, 0.5, 12],
        ['GB', 40, 1, 1],
      ],
    ),
  },
  error: { title: 'Revenue', frame: makeFrame([revenue], [[1000]]) },
}
