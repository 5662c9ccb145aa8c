import { useCallback, useEffect, useState } from 'react'
import { pluginClient, useLive, type PageOf } from '@tessera/plugin-api/web'
import { DataTable, EmptyState, Page, PageLink, useCan } from '@tessera/ui/page'
import { plugin } from '../../plugin.ts'
import type { routes } from '../../server/routes.ts'

type Quotas = readonly { readonly team: string; readonly amount: number }[]
type Shown = { readonly quotas: Quotas } | { readonly problem: string } | null

/** The quotas of a year, of this one where the address names none. */
export default function QuotasPage({ params }: PageOf<typeof plugin, 'quotas'>) {
  const [thisYear] = useState(() => new Date().getFullYear())
  const year = Number(params.year ?? thisYear)
  const shown = useQuotas(year)
  const mayEdit = useCan('quotas:edit_quota')
  const edit = mayEdit && (
    <PageLink plugin={plugin} page="new_quota">
      Set a quota
    </PageLink>
  )
  return (
    <Page title={`Quotas of ${year}`} actions={edit}>
      {shown === null && <p aria-busy="true">Loading…</p>}
      {shown !== null && 'problem' in shown && <p role="alert">{shown.problem}</p>}
      {shown !== null && 'quotas' in shown && (
        <DataTable
          label={`Quotas of ${year}`}
          rows={shown.quotas}
          rowKey={({ team }) => team}
          sort={{ by: 'amount', desc: true }}
          columns={[
            { id: 'team', title: 'Team', value: ({ team }) => team },
            { id: 'amount', title: 'Amount, EUR', value: ({ amount }) => amount, numeric: true },
          ]}
          empty={<EmptyState title="No team has a quota for this year yet" action={edit} />}
        />
      )}
    </Page>
  )
}

function useQuotas(year: number): Shown {
  const [shown, show] = useState<Shown>(null)
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
  return shown
}
