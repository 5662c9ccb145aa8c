import pg from 'pg'
import type { BenchCase } from '../bench-case.ts'
import { largeTenant, middleTenant } from '../data/world.ts'
import { askerOf } from '../database/ask.ts'
import { median } from '../measure/quantile.ts'
import { interleave } from '../measure/interleave.ts'
import { assertSameAnswer } from '../questions/assert-same-answer.ts'
import { askShop, byGrain } from '../questions/ask-shop.ts'
import { windowOf } from '../questions/windows.ts'
import { atLeast, type Figure } from '../report/figure.ts'

const days = 181
const rounds = 3

/** What everybody writes first: every day joined with the events of the 28 days before its end. */
const rangeJoin = `
  select to_char(day, 'YYYY-MM-DD'), count(distinct e.user_id)
  from generate_series($2::timestamp, $3::timestamp - interval '1 day', interval '1 day') as day
    join core.events e on e.tenant_id = $1::uuid
      and e."timestamp" >= (day - interval '27 days') at time zone 'UTC'
      and e."timestamp" < (day + interval '1 day') at time zone 'UTC'
  group by day order by day`

/** Monthly users over half a year by day. */
export const rolling: BenchCase = {
  name: 'rolling',
  run: async ({ database }) => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const figures: Figure[] = []
    try {
      for (const tenant of [middleTenant, largeTenant]) {
        const { ask } = askerOf(database.services, tenant)
        const query = (back: number) => {
          const window = windowOf(days, back)
          return { window, asked: askShop(['mau'], window, byGrain(window, 'day')) }
        }
        const joined = (back: number) => {
          const { window } = query(back)
          return client.query({ text: rangeJoin, values: [tenant.id, window.from, window.to], rowMode: 'array' })
        }
        const first = await joined(0)
        assertSameAnswer('rolling', await ask(query(0).asked), first.rows as unknown[][])
        const samples =
          tenant === middleTenant
            ? await interleave(rounds, {
                engine: (round) => ask(query(1 + round).asked),
                join: (round) => joined(1 + round),
              })
            : await once({ engine: () => ask(query(1).asked), join: () => joined(1) })
        const [engine, join] = [median(samples.engine), median(samples.join)]
        const value = join / engine
        const name = `${tenant.slug}: range join by engine`
        figures.push({
          name,
          value,
          unit: '×',
          goal: atLeast(value, 10, '×'),
          from: { 'engine ms': engine, 'join ms': join },
        })
      }
    } finally {
      await client.end()
    }
    return {
      name: 'rolling',
      title: `users of the last 28 days by day over ${days} days, beside a range join`,
      figures,
      notes: [],
    }
  },
}

/** One timed run of each: the join of the largest tenant takes so long that rounds would tell nothing more. */
async function once<Name extends string>(contenders: Readonly<Record<Name, () => Promise<unknown>>>) {
  const samples = {} as Record<Name, number[]>
  for (const name of Object.keys(contenders) as Name[]) {
    const begin = performance.now()
    await contenders[name]()
    samples[name] = [performance.now() - begin]
  }
  return samples
}
