import pg from 'pg'
import type { BenchCase, CaseContext } from '../bench-case.ts'
import { largeTenant, middleTenant, type BenchTenant } from '../data/world.ts'
import { askerOf } from '../database/ask.ts'
import { interleave } from '../measure/interleave.ts'
import { median, quantile } from '../measure/quantile.ts'
import { assertSameAnswer } from '../questions/assert-same-answer.ts'
import type { Question } from '../questions/question.ts'
import { questions } from '../questions/questions.ts'
import { windowOf } from '../questions/windows.ts'
import type { Figure } from '../report/figure.ts'

const overheadLimit = { times: 1.3, ms: 3 }

interface Measured {
  readonly engine: readonly number[]
  readonly bare: readonly number[]
  readonly hand: readonly number[]
}

async function measure(
  { database, options }: CaseContext,
  client: pg.Client,
  asked: { readonly question: Question; readonly tenant: BenchTenant },
): Promise<Measured> {
  const { question, tenant } = asked
  const { ask, explain } = askerOf(database.services, tenant, 'off')
  const query = (round: number) => question.ask(windowOf(question.days, round))
  const bare = (text: string, values: readonly unknown[]) =>
    client.query({ text, values: [...values], rowMode: 'array' })
  const hand = (round: number) => question.hand(tenant.id, windowOf(question.days, round))
  const first = hand(options.rounds + 10)
  const answered = await ask(query(options.rounds + 10))
  assertSameAnswer(question.name, answered, (await bare(first.text, first.values)).rows)
  const statements = await Promise.all(Array.from({ length: options.rounds + 2 }, (_, round) => explain(query(round))))
  return interleave(options.rounds, {
    engine: (round) => ask(query(round)),
    bare: async (round) => {
      const statement = statements[round]
      await bare(statement?.sql ?? '', statement?.parameters ?? [])
    },
    hand: (round) => {
      const { text, values } = hand(round)
      return bare(text, values)
    },
  })
}

function figures(question: Question, tenant: BenchTenant, measured: Measured): Figure[] {
  const name = `${question.name}, ${tenant.slug}`
  const [engine, bare, hand] = [measured.engine, measured.bare, measured.hand].map(median) as [number, number, number]
  const limit = Math.max(bare * overheadLimit.times, bare + overheadLimit.ms)
  return [
    {
      name: `${name}: engine over same SQL`,
      value: engine - bare,
      unit: 'ms',
      goal: { text: '≤ 3 ms or ≤ 0.3 × the SQL', met: engine <= limit },
      from: { 'engine p50': engine, p95: quantile(measured.engine, 0.95), 'same SQL': bare, 'by hand': hand },
    },
    { name: `${name}: engine by SQL by hand`, value: engine / hand, unit: '×' },
  ]
}

/** Eight questions over raw events, each in a window never asked before. */
export const queries: BenchCase = {
  name: 'queries',
  run: async (context) => {
    const client = new pg.Client({ connectionString: context.database.url })
    await client.connect()
    const found: Figure[] = []
    try {
      for (const tenant of [largeTenant, middleTenant]) {
        for (const question of questions) {
          found.push(...figures(question, tenant, await measure(context, client, { question, tenant })))
        }
      }
    } finally {
      await client.end()
    }
    const notes = questions.map(({ name, title }) => `${name}: ${title}`)
    return {
      name: 'queries',
      title: 'the engine beside its own SQL through pg, and SQL by hand',
      figures: found,
      notes,
    }
  },
}
