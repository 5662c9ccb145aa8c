import { DataTable, Section } from '@tessera/ui/page'
import { healthGroups, healthInputs, type HealthInputName } from '../score/health-inputs.ts'
import { riskGroups, riskIndicators, type RiskIndicatorName } from '../score/risk-indicators.ts'
import type { AccountAnswer } from './account-answer.ts'
import { asChange, asValue } from './words.ts'

const ofHealth = (input: string) => healthInputs[input as HealthInputName]
const ofRisk = (indicator: string) => riskIndicators[indicator as RiskIndicatorName]

/** What the health score of an account is made of. */
export function HealthParts({ account: { parts } }: { readonly account: AccountAnswer }) {
  return (
    <Section
      title="What the health score is made of"
      about="Points times weight add up to the score. Beside the middle is what an input adds, compared with the account in the middle."
    >
      <DataTable
        label="Parts of the health score"
        rows={parts}
        rowKey={({ input }) => input}
        sort={{ by: 'beside' }}
        columns={[
          { id: 'input', title: 'Input', value: ({ input }) => ofHealth(input).title },
          {
            id: 'group',
            title: 'Group',
            value: ({ input }) => healthGroups[ofHealth(input).group].title,
            beneath: true,
          },
          {
            id: 'value',
            title: 'Value',
            value: ({ value }) => value,
            show: ({ input, value }) => asValue(value, ofHealth(input).unit),
            numeric: true,
          },
          { id: 'points', title: 'Points', value: ({ points }) => Math.round(points), numeric: true },
          {
            id: 'weight',
            title: 'Weight',
            value: ({ weight }) => weight,
            show: ({ weight }) => asValue(weight, 'share'),
            numeric: true,
          },
          {
            id: 'beside',
            title: 'Beside the middle',
            value: ({ contribution }) => contribution,
            show: ({ contribution }) => asChange(contribution),
            numeric: true,
          },
        ]}
        empty={<p>Too little is known of this account.</p>}
      />
    </Section>
  )
}

/** What the churn risk of an account is made of. */
export function RiskParts({ account: { indicators } }: { readonly account: AccountAnswer }) {
  return (
    <Section title="What speaks of churn" about="How much each indicator says, from 0 to 100.">
      <DataTable
        label="Indicators of churn risk"
        rows={indicators}
        rowKey={({ indicator }) => indicator}
        sort={{ by: 'level', desc: true }}
        columns={[
          { id: 'indicator', title: 'Indicator', value: ({ indicator }) => ofRisk(indicator).title },
          {
            id: 'group',
            title: 'Group',
            value: ({ indicator }) => riskGroups[ofRisk(indicator).group].title,
            beneath: true,
          },
          {
            id: 'value',
            title: 'Value',
            value: ({ value }) => value,
            show: ({ indicator, value }) => asValue(value, ofRisk(indicator).unit),
            numeric: true,
          },
          { id: 'level', title: 'Says', value: ({ level }) => Math.round(100 * level), numeric: true },
        ]}
        empty={<p>Nothing is known that speaks of churn.</p>}
      />
    </Section>
  )
}
