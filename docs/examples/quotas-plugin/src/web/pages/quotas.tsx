import { useCallback, useEffect, useState } from 'react'
import { pluginClient, useLive, type PageOf } from '@tessera/plugin-api/web'
import { formatValue } from '@tessera/ui'
import { plugin } from '../../plugin.ts'
import type { routes } from '../../server/routes.ts'

type Quotas = readonly { readonly team: string; readonly amount: number }[]

/** The quotas of a year, of this one where the address names none. */
export default function QuotasPage({ params }: PageOf<typeof plugin, 'quotas'>) {
  const [thisYear] = useState(() => new Date().getFullYear())
  const year = Number(params.year ?? thisYear)
  const [shown, show] = useState<{ readonly quotas: Quotas } | { readonly problem: string } | null>(null)
  const load = useCallback(
    (signal: AbortSignal) => {
      pluginClient<typeof routes>(plugin)
        .list.query({ year }, { signal })
        .then((quotas) => show({ quotas }))
        .catch((error: unknown) => signal.aborted || show({ problem: Object(error).message }))
    },
    [year],
  )
  useEffect(() => {
    const left = new AbortController()
    load(left.signal)
    return () => left.abort()
  }, [load])
  useLive(plugin, 'quota_set', (set) => {
    if (set === null || set.year === year) load(AbortSignal.timeout(30_000))
  })
  return (
    <article>
      <h1>Quotas of {year}</h1>
      {shown === null && <p aria-busy="true">Loading…</p>}
      {shown !== null && 'problem' in shown && <p role="alert">{shown.problem}</p>}
      {shown !== null && 'quotas' in shown && shown.quotas.length === 0 && (
        <p>No team has a quota for this year yet.</p>
      )}
      {shown !== null && 'quotas' in shown && shown.quotas.length > 0 && (
        <ul>
          {shown.quotas.map(({ team, amount }) => (
            <li key={team}>
              {team}: {formatValue(amount, { style: 'exact' })}
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}
