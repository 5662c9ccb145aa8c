import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, dimension, metric, people, provider } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'

const money = (name: string, title: string, direction: 'up' | 'down' = 'up') =>
  metric(name, title, { unit: 'money', direction })
const opening = money('opening_mrr', 'MRR at the start')
const fresh = money('new_mrr', 'New')
const expansion = money('expansion_mrr', 'Expansion')
const contraction = money('contraction_mrr', 'Contraction', 'down')
const churned = money('churned_mrr', 'Churned', 'down')
const closing = money('closing_mrr', 'MRR at the end')
const kind = dimension('kind', 'Kind', {
  labels: { new: 'New', expansion: 'Expansion', contraction: 'Contraction', churn: 'Churned' },
})
const moved = money('moved_mrr', 'Movement of MRR')
const all = [opening, fresh, compared(fresh), expansion, contraction, churned, closing]
const options = { opening: opening.name, closing: closing.name, losses: [contraction.name, churned.name] }

/** Movements in every situation: by metrics and by a dimension, explained and not, below zero. */
export const waterfallCases: ViewCases = {
  empty: { title: 'Movements of MRR', frame: makeFrame(all, []), options },
  one: { title: 'Movements of MRR', frame: makeFrame([fresh], [[12_400]]) },
  many: {
    title: 'Movements of MRR',
    subtitle: 'What movements do not explain is a step of its own',
    frame: makeFrame(all, [[412_000, 38_200, 31_000, 21_500, 6_300, 18_900, 444_500]]),
    options,
  },
  huge: {
    title: 'Movements of forty accounts with long names',
    frame: makeFrame(
      [dimension('account', 'Account'), moved],
      Array.from({ length: 40 }, (_, at): Cell[] => [
        `An account with a long name ${at + 1}`,
        (at % 3 === 1 ? -1 : 1) * 9e9 * 0.9 ** at,
      ]),
    ),
  },
  null: {
    title: 'Movements of MRR by kind',
    subtitle: 'One is not known, and losses lead below zero',
    frame: makeFrame(
      [kind, moved],
      [
        ['churn', -41_000],
        ['new', 12_000],
        ['contraction', null],
        ['expansion', 4000],
      ],
    ),
  },
  estimate: {
    title: 'People by provider, estimated',
    frame: makeFrame(
      [provider, people],
      [
        ['google', 4000],
        ['meta', 1200],
      ],
    ),
  },
  error: { title: 'Movements of MRR', frame: makeFrame([provider], [['google']]) },
}
