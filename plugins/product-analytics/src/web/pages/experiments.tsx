import { useEffect, useState } from 'react'
import { pluginClient } from '@tessera/plugin-api/web'
import { DataTable, EmptyState, Page, Section } from '@tessera/ui/page'
import { plugin } from '../../plugin.ts'
import type { routes } from '../../server/routes.ts'
import { asDifference, asP, asShare, verdictOf, type Experiment } from './words.ts'

type Shown = { readonly experiments: readonly Experiment[] } | { readonly problem: string } | null

/** Every experiment with its variants, and what can be said of it. */
export default function ExperimentsPage() {
  const shown = useExperiments()
  return (
    <Page
      title="Experiments"
      about="Judged at their planned size, and not before. Intervals hold the true value 95 times of 100."
    >
      {shown === null && <p aria-busy="true">Loading…</p>}
      {shown !== null && 'problem' in shown && <p role="alert">{shown.problem}</p>}
      {shown !== null && 'experiments' in shown && shown.experiments.length === 0 && (
        <EmptyState title="There is no experiment yet; import them and their variants on the page of plugins" />
      )}
      {shown !== null &&
        'experiments' in shown &&
        shown.experiments.map((one) => <Result key={one.experiment} {...one} />)}
    </Page>
  )
}

function Result(experiment: Experiment) {
  const { title, hypothesis, conversion, variants } = experiment
  return (
    <Section title={title}>
      <p>
        <strong>{verdictOf(experiment)}</strong>
      </p>
      <p>
        {hypothesis} Success: {conversion}.
      </p>
      <DataTable
        label={`Variants of ${title}`}
        rows={variants}
        rowKey={({ variant }) => variant}
        columns={[
          {
            id: 'variant',
            title: 'Variant',
            value: ({ variant, isControl }) => (isControl && variant !== 'control' ? `${variant} (control)` : variant),
          },
          { id: 'users', title: 'Users', value: ({ users }) => users, numeric: true },
          { id: 'converted', title: 'Converted', value: ({ converted }) => converted, numeric: true },
          { id: 'rate', title: 'Rate', value: ({ rate }) => rate?.value ?? null, show: ({ rate }) => asShare(rate) },
          {
            id: 'difference',
            title: 'Difference',
            value: ({ difference }) => difference?.value ?? null,
            show: ({ difference }) => asDifference(difference),
          },
          { id: 'lift', title: 'Lift', value: ({ lift }) => lift?.value ?? null, show: ({ lift }) => asShare(lift) },
          { id: 'p', title: 'p', value: ({ pHolm }) => pHolm, show: ({ pHolm }) => asP(pHolm), numeric: true },
        ]}
      />
    </Section>
  )
}

function useExperiments(): Shown {
  const [shown, show] = useState<Shown>(null)
  useEffect(() => {
    const left = new AbortController()
    pluginClient<typeof routes>(plugin)
      .experiments.query(undefined, { signal: left.signal })
      .then((experiments) => show({ experiments }))
      .catch((error: unknown) => left.signal.aborted || show({ problem: Object(error).message }))
    return () => left.abort()
  }, [])
  return shown
}
