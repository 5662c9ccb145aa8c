import type { AuditEntry } from '@tessera/plugin-api/wire'

/** `orders.quota_changed` of `north` as "Quota changed: north". */
export function actionWords({ action, subject }: Pick<AuditEntry, 'action' | 'subject'>): string {
  const words = action.slice(action.indexOf('.') + 1).replaceAll('_', ' ')
  const sentence = words.charAt(0).toUpperCase() + words.slice(1)
  return subject === null ? sentence : `${sentence}: ${subject}`
}

const valueText = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(valueText).join(', ')
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

/** The details of an entry as one line. */
export function detailWords({ details }: Pick<AuditEntry, 'details'>): string {
  return Object.entries(details)
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${valueText(value)}`)
    .join('; ')
}

const kinds = { key: 'the key', job: 'the job', demo: 'demo data' } as const

/** Who did it: the name of a person, "the key CI", "the job orders.tidy". */
export function actorWords({ actor }: Pick<AuditEntry, 'actor'>): string {
  const { kind, id, name } = actor
  if (kind === 'person') return name ?? 'somebody who left'
  if (kind === 'server') return name ?? 'the server'
  const named = name ?? (kind === 'job' ? id : null)
  return named === null ? kinds[kind] : `${kinds[kind]} ${named}`
}
