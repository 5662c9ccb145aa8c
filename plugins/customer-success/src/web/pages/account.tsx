import { useCallback } from 'react'
import { pluginClient, type PageOf } from '@tessera/plugin-api/web'
import { Page, Section, useTenant } from '@tessera/ui/page'
import { accountStatuses, healthSegments, riskLevels } from '../../choices.ts'
import { plugin } from '../../plugin.ts'
import type { routes } from '../../server/routes.ts'
import type { AccountAnswer } from '../account-answer.ts'
import { Badge, toneOf } from '../badge.tsx'
import { Course } from '../course.tsx'
import { Happened } from '../happened.tsx'
import { Goals, People } from '../goals-and-people.tsx'
import { Lacking } from '../lacking.tsx'
import { Money } from '../money.tsx'
import { HealthParts, RiskParts } from '../score-parts.tsx'
import { useAnswer } from '../use-answer.ts'
import { asChange, asDay, asMoney, asScore } from '../words.ts'

/** One account: its scores and what they are made of, what happened with it, its goals and its people. */
export default function AccountPage({ params: { accountId } }: PageOf<typeof plugin, 'account'>) {
  const ask = useCallback(
    (signal: AbortSignal) => pluginClient<typeof routes>(plugin).account.query({ accountId }, { signal }),
    [accountId],
  )
  const answer = useAnswer(ask)
  if (answer === null || 'problem' in answer)
    return (
      <Page title="Account">
        {answer === null ? <p aria-busy="true">Loading…</p> : <p role="alert">{answer.problem}</p>}
      </Page>
    )
  const account = answer.value
  return (
    <Page title={account.name} about={aboutOf(account)}>
      <Lacking lacking={account.lacking} />
      <Summary account={account} />
      {account.warnings.length > 0 && (
        <Section title="Warnings">
          <ul style={{ margin: '8px 0 0', paddingLeft: 20 }}>
            {account.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
          {account.recommendation !== null && <p>What to do first: {account.recommendation}.</p>}
        </Section>
      )}
      <Section title="Course" about="Health score and churn risk in half a year.">
        <Course points={account.course} />
      </Section>
      <HealthParts account={account} />
      <RiskParts account={account} />
      {account.money !== null && <Money money={account.money} />}
      <Section title="What happened">
        <Happened accountId={account.accountId} />
      </Section>
      <Goals goals={account.goals} />
      <People people={account.people} />
    </Page>
  )
}

const aboutOf = ({ csm, date }: AccountAnswer) =>
  `${csm === null ? '' : `Looked after by ${csm}. `}As it stood at the end of ${asDay(date)}.`

function Summary({ account }: { readonly account: AccountAnswer }) {
  const { currency } = useTenant()
  const { status, segment, health, trend, risk, riskLevel, coverage, mrr } = account
  return (
    <dl style={{ display: 'flex', flexWrap: 'wrap', gap: '12px 40px', margin: 0 }}>
      <Fact name="Status" note={null} tone={status === 'churned' ? 'bad' : toneOf(status)}>
        {accountStatuses[status]}
      </Fact>
      <Fact name="Health" note={segment && healthSegments[segment]} tone={toneOf(segment)}>
        {asScore(health)}
      </Fact>
      <Fact name="In 30 days" note={null} tone="plain">
        {asChange(trend)}
      </Fact>
      <Fact name="Churn risk" note={riskLevel && riskLevels[riskLevel]} tone={toneOf(riskLevel)}>
        {asScore(risk)}
      </Fact>
      <Fact name="MRR" note={null} tone="plain">
        {asMoney(mrr, currency)}
      </Fact>
      <Fact name="Known of the score" note={null} tone="plain">
        {coverage === null ? '–' : `${Math.round(100 * coverage)}%`}
      </Fact>
    </dl>
  )
}

function Fact(props: {
  readonly name: string
  readonly note: string | null
  readonly tone: ReturnType<typeof toneOf>
  readonly children: string
}) {
  const { name, note, tone, children } = props
  return (
    <div>
      <dt style={{ color: 'var(--t-secondary)', fontSize: 12 }}>{name}</dt>
      <dd style={{ margin: 0, fontSize: 20, fontWeight: 600, lineHeight: '28px' }}>
        {children} {note !== null && <Badge tone={tone}>{note}</Badge>}
      </dd>
    </div>
  )
}
