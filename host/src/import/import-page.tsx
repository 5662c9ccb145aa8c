import { Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { PageHeader } from '../controls/page-header.tsx'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'
import { useSession } from '../session/session-context.ts'
import { ImportInto } from './import-into.tsx'
import type { ImportTable } from './import-file.ts'
import './import.css'
import { PastImports } from './past-imports.tsx'

const idOf = ({ plugin, name }: ImportTable) => `${plugin}.${name}`

/** Brings the rows of a file into a table of a plugin, and takes back what was brought. */
export function ImportPage() {
  usePageTitle('Import')
  const trpc = useTRPC()
  const { tenant, plugins } = useSession()
  const [search, setSearch] = useSearchParams()
  const tables = useQuery(trpc.imports.tables.queryOptions())
  if (tables.isPending) return <PageLoading />
  if (tables.isError) return <ProblemNotice problem={problemOf(tables.error)} onRetry={() => void tables.refetch()} />
  const named = search.get('table')
  const table =
    tables.data.find((one) => idOf(one) === named) ?? (tables.data.length === 1 ? tables.data[0] : undefined)
  const groups = plugins.flatMap(({ id, title }) => {
    const items = tables.data
      .filter(({ plugin }) => plugin === id)
      .map((one) => ({ value: idOf(one), label: one.title }))
    return items.length === 0 ? [] : [{ group: title, items }]
  })
  const choose = (value: string | null) =>
    setSearch((before) => {
      const next = new URLSearchParams(before)
      if (value === null) next.delete('table')
      else next.set('table', value)
      return next
    })
  return (
    <div className="import-steps">
      <PageHeader
        title="Import"
        about={`Rows of a file into a table of ${tenant.name}. Rows with a known key are changed, the same file again changes nothing.`}
      />
      {tables.data.length === 0 ? (
        <Text c="dimmed">There is no table that you may import into.</Text>
      ) : (
        <Stack gap="md">
          <Select
            label="Table"
            placeholder="Choose a table"
            maw={420}
            data={groups}
            value={table ? idOf(table) : null}
            onChange={choose}
            searchable
            allowDeselect={false}
          />
          {table && table.description !== '' && (
            <Text size="sm" c="dimmed">
              {table.description}
            </Text>
          )}
          {table && <ImportInto key={idOf(table)} table={table} />}
        </Stack>
      )}
      <PastImports tables={tables.data} />
    </div>
  )
}
