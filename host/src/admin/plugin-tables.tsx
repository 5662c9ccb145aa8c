import { Button, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { Link } from 'react-router'
import type { AppRouter } from '../api/app-router.ts'
import { useTRPC } from '../api/trpc.ts'
import { PluginDrawer, type NamedPlugin } from './plugin-drawer.tsx'
import { rowsWord } from './row-words.ts'

type ImportedTable = inferRouterOutputs<AppRouter>['records']['tables'][number]

/** The tables of a plugin that are imported: how many rows the tenant has, and the way to bring a file. */
export function PluginTablesDrawer(props: { readonly plugin: NamedPlugin; readonly onClose: () => void }) {
  const { plugin, onClose } = props
  const trpc = useTRPC()
  const tables = useQuery(trpc.records.tables.queryOptions({ plugin: plugin.id }))
  return (
    <PluginDrawer what="Tables" plugin={plugin} answer={tables} onClose={onClose}>
      {(all) => (
        <Stack gap="xl">
          {all.map((table) => (
            <TableCard key={table.name} plugin={plugin} table={table} />
          ))}
        </Stack>
      )}
    </PluginDrawer>
  )
}

/** The columns of a file, the ones that may be left out in brackets. */
function columnsSentence({ columns }: ImportedTable): string {
  return columns.map(({ name, required }) => (required ? name : `[${name}]`)).join(', ')
}

function TableCard({ plugin, table }: { readonly plugin: NamedPlugin; readonly table: ImportedTable }) {
  return (
    <Stack gap="xs" align="flex-start">
      <div>
        <Title order={3} size="h5">
          {table.title}
        </Title>
        {table.description !== '' && (
          <Text size="sm" c="dimmed">
            {table.description}
          </Text>
        )}
        <Text size="sm">{rowsWord(table.rows)}</Text>
        <Text size="xs" c="dimmed">
          Columns of a file: {columnsSentence(table)}
        </Text>
      </div>
      <Button
        component={Link}
        to={{ pathname: '/import', search: `?table=${plugin.id}.${table.name}` }}
        size="xs"
        variant="default"
        aria-label={`Import ${table.title}`}
      >
        Import a file
      </Button>
    </Stack>
  )
}
