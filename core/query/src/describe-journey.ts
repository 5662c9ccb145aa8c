import type { Lifecycle, Movement, RetentionCount } from '@tessera/plugin-api/server'

type Journey = RetentionCount | Lifecycle | Movement
type Printed = (where: unknown) => string

const suffix = (where: unknown, printed: Printed) => (where ? ` where ${printed(where)}` : '')

function retentionText({ retention, period, part, fact }: RetentionCount, printed: Printed): string {
  const { actor, start, back, unit, cohort, startIsBack, periods } = retention
  const range = cohort === 'first_ever' ? 'ever' : 'in the range'
  const members = `distinct ${actor} by the first row ${range} of ${fact.table} where ${printed(start)}`
  const asked = period === 'each' ? null : periods[period]
  const end = asked?.to === null ? ' or later' : asked && asked.to !== asked.from ? ` to ${asked.to}` : ''
  const when = asked ? `${unit} ${asked.from}${end}` : `each ${unit}`
  const over = `whose ${unit} ${period === 'each' ? 'of the period' : (asked?.to ?? asked?.from)} is over`
  if (part === 'cohort') return `${members}, ${over}`
  return `${members}, ${over} and who have ${startIsBack ? 'this or a later row' : 'a later row'} in ${when} where ${printed(back)}`
}

const lifecycleTexts: Readonly<Record<Lifecycle['part'], string>> = {
  new: 'active for the first time ever',
  returning: 'active in this bucket and the one before',
  resurrected: 'active in this bucket and not in the one before, but earlier',
  churned: 'active in the bucket before and not in this one',
}

const movementTexts: Readonly<Record<Movement['part'], string>> = {
  opening: 'open at the start of the bucket',
  new: 'where nothing was open at the start nor ever before',
  reactivated: 'where nothing was open at the start, but some before',
  expansion: 'gained where something is open at both ends',
  contraction: 'lost where something is open at both ends',
  churned: 'lost where nothing is open at the end',
  closing: 'open at the end of the bucket',
}

/** A retention, lifecycle or movement in one readable line. */
export function describeJourney(source: Journey, printed: Printed): string {
  if (source.kind === 'retention') return retentionText(source, printed)
  const { table, where } = source.fact
  const all = suffix(where, printed)
  if (source.kind === 'lifecycle') {
    const { actor, where: own } = source.lifecycle
    return `distinct ${actor} of ${table}${all}${suffix(own, printed)} ${lifecycleTexts[source.part]}`
  }
  const { entity, value, where: own } = source.movements
  const amount = source.count === 'amount' ? `sum of ${value} per ${entity}` : `number of ${entity} with ${value}`
  return `${amount} ${movementTexts[source.part]}, in ${table}${all}${suffix(own, printed)}`
}
