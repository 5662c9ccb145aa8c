import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, useLocation } from 'react-router'
import type { MetricInfo } from '@tessera/plugin-api/wire'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { PageHeader } from '../controls/page-header.tsx'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'
import { useCarriedSearch } from '../state/use-view-state.ts'
import { kindWords, knownKinds } from '../explain/kind-words.ts'

/** What each kind of metric means, and the tenant's metrics of it. The address may name one, as in `#ratio`. */
export function KindsPage() {
  usePageTitle('Kinds of metrics')
  const trpc = useTRPC()
  const search = useCarriedSearch()
  const metrics = useQuery(trpc.catalogue.metrics.queryOptions())
  if (metrics.isPending) return <PageLoading />
  if (metrics.isError)
    return <ProblemNotice problem={problemOf(metrics.error)} onRetry={() => void metrics.refetch()} />
  return (
    <>
      <Anchor component={Link} to={{ pathname: '/catalogue', search }} size="sm">
        ‹ Catalogue
      </Anchor>
      <PageHeader title="Kinds of metrics" about="What a kind counts, and whether its values may be added up" />
      <Kinds metrics={metrics.data} />
    </>
  )
}

function Kinds({ metrics }: { readonly metrics: readonly MetricInfo[] }) {
  const search = useCarriedSearch()
  const { hash } = useLocation()
  const found = metrics.flatMap(({ kind }) => (kind === null ? [] : [kind]))
  const kinds = [...new Set([...knownKinds, ...found])]
  useEffect(() => {
    document.getElementById(hash.slice(1))?.scrollIntoView()
  }, [hash])
  return (
    <dl className="kinds panel-box">
      {kinds.map((kind) => {
        const { title, meaning, combining } = kindWords(kind)
        const own = metrics.filter((metric) => metric.kind === kind)
        return (
          <div key={kind} id={kind} className={hash === `#${kind}` ? 'kind kind-named' : 'kind'}>
            <dt>{title}</dt>
            <dd>
              <p>{meaning}</p>
              <p>{combining}</p>
              {own.length > 0 && (
                <ul className="link-list">
                  {own.map(({ id, title: name }) => (
                    <li key={id}>
                      <Link to={{ pathname: `/catalogue/${id}`, search }} className="link">
                        {name}
                      </Link>
                    </li>
                  ))}
                </ul>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
