import { Button, FileButton, Group, List, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useState } from 'react'
import type { AppRouter } from '../api/app-router.ts'
import { useTRPC } from '../api/trpc.ts'
import { notifyDone } from '../controls/notify.ts'
import { PluginDrawer, type NamedPlugin } from './plugin-drawer.tsx'
import { countsSentence, rowsWord } from './row-words.ts'
import { RowsRefused, sendRows } from './send-rows.ts'

type ImportedTable = inferRouterOutputs<AppRouter>['records']['tables'][number]

/** The tables of a plugin that are imported: how many rows the tenant has, and a way to bring a file. */
export function PluginTablesDrawer(props: { readonly plugin: NamedPlugin; readonly onClose: () => void }) {
  const { plugin, onClose } = props
  const trpc = useTRPC()
  const tables = useQuery(trpc.records.tables.queryOptions({ plugin: plugin.id }))
  return (
    <PluginDrawer what="Tables" plugin={plugin} answer={tables} onClose={onClose}>
      {(all) => (
        <Stack gap="xl">
          {all.map((table) => (
            <TableImport key={table.name} plugin={plugin} table={table} />
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

function TableImport({ plugin, table }: { readonly plugin: NamedPlugin; readonly table: ImportedTable }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const place = { plugin: plugin.id, table: table.name }
  const check = useMutation({ mutationFn: (chosen: File) => sendRows({ ...place, file: chosen, check: true }) })
  const store = useMutation({
    mutationFn: (chosen: File) => sendRows({ ...place, file: chosen, check: false }),
    onSuccess: async (counts) => {
      notifyDone(`${table.title} imported. ${countsSentence(counts)}`)
      forget()
      await queries.invalidateQueries({ queryKey: trpc.records.tables.queryKey() })
    },
  })
  const forget = () => {
    setFile(null)
    check.reset()
    store.reset()
  }
  const choose = (chosen: File | null) => {
    if (!chosen) return
    forget()
    setFile(chosen)
    check.mutate(chosen)
  }
  const refusal = store.error ?? check.error
  return (
    <Stack gap="xs">
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
      <Group gap="xs">
        <FileButton
          onChange={choose}
          accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl"
          inputProps={{ 'aria-label': `File for ${table.title}` }}
        >
          {(button) => (
            <Button {...button} size="xs" variant="default" loading={check.isPending}>
              Choose a file
            </Button>
          )}
        </FileButton>
        {file !== null && <Text size="sm">{file.name}</Text>}
      </Group>
      {file !== null && check.isSuccess && store.error === null && (
        <Group gap="xs">
          <Text size="sm">{countsSentence(check.data)} Nothing is stored yet.</Text>
          <Button
            size="xs"
            loading={store.isPending}
            onClick={() => store.mutate(file)}
            aria-label={`Import ${table.title}`}
          >
            Import
          </Button>
        </Group>
      )}
      {refusal !== null && <Refusal error={refusal} />}
    </Stack>
  )
}

/** Why a file was not taken, and every place of it that is wrong. */
function Refusal({ error }: { readonly error: Error }) {
  const places = error instanceof RowsRefused ? error.places : []
  return (
    <Stack gap="xs" role="alert">
      <Text size="sm">{error.message}</Text>
      {places.length > 0 && (
        <List size="sm" spacing={2} mah={320} style={{ overflowY: 'auto' }}>
          {places.map(({ path, message }, at) => (
            <List.Item key={at}>
              {path}: {message}
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  )
}
