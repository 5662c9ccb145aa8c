import type { Explanation } from '@tessera/plugin-api/wire'
import pg from 'pg'
import type { BenchCase, CaseContext } from '../bench-case.ts'
import { largeTenant, middleTenant, smallTenant, type BenchTenant } from '../data/world.ts'
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

/** Who sends SQL past the engine. */
interface Clients {
  readonly bare: pg.Client
  readonly hand: pg.Client
}

async function measure(
  { database, options }: CaseContext,
  clients: Clients,
  asked: { readonly question: Question; readonly tenant: BenchTenant },
): Promise<Measured> {
  const { question, tenant } = asked
  const { ask, explain } = askerOf(database.services, tenant, 'off')
  const query = (round: number) => question.ask(windowOf(question.days, round))
  const send = (client: pg.Client, text: string, values: readonly unknown[]) =>
    client.query({ text, values: [...values], rowMode: 'array' })
  const hand = (round: number) => question.hand(tenant.id, windowOf(question.days, round))
  const first = hand(options.rounds + 10)
  const answered = await ask(query(options.rounds + 10))
  assertSameAnswer(question.name, answered, (await send(clients.hand, first.text, first.values)).rows)
  const statements: Explanation[] = []
  // why: one after the other, so that the engine too stays on the connection it has
  for (let round = 0; round < options.rounds + 2; round += 1) statements.push(await explain(query(round)))
  return interleave(options.rounds, {
    engine: (round) => ask(query(round)),
    bare: async (round) => {
      const statement = statements[round]
      await send(clients.bare, statement?.sql ?? '', statement?.parameters ?? [])
    },
    hand: (round) => {
      const { text, values } = hand(round)
      return send(clients.hand, text, values)
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

/** Lets the runtime compile the engine's code, as in a server that has been up for a minute. */
async function warmUp({ database }: CaseContext): Promise<void> {
  const { ask } = askerOf(database.services, smallTenant, 'off')
  for (let back = 0; back < 40; back += 1) {
    for (const question of questions) await ask(question.ask(windowOf(question.days, back)))
  }
}

/** Eight questions over raw events, each in a window never asked before. */
export const queries: BenchCase = {
  name: 'queries',
  run: async (context) => {
    const client = () => new pg.Client({ connectionString: context.database.url })
    // why: a session that meets a page for the first time maps it first, which may take longer than reading it; nobody does so for others
    const clients = { bare: client(), hand: client() }
    await Promise.all([clients.bare.connect(), clients.hand.connect()])
    const found: Figure[] = []
    try {
      await warmUp(context)
      for (const tenant of [largeTenant, middleTenant]) {
        for (const question of questions) {
          found.push(...figures(question, tenant, await measure(context, clients, { question, tenant })))
        }
      }
    } finally {
      await Promise.all([clients.bare.end(), clients.hand.end()])
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
