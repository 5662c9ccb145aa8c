import { Stack, Table, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../api/app-router.ts'
import { useTRPC } from '../api/trpc.ts'
import { Notice } from '../controls/notice.tsx'
import { notifyProblem } from '../controls/notify.ts'
import { useSession } from '../session/session-context.ts'
import type { ImportTable } from './import-file.ts'
import { doneWords, rowsWords, undoneWords } from './import-words.ts'
import { UndoButton } from './undo-button.tsx'

type Entry = inferRouterOutputs<AppRouter>['imports']['list']['imports'][number]

const keyWords = (key: Readonly<Record<string, unknown>>) =>
  Object.entries(key)
    .map(([column, value]) => `${column} ${String(value)}`)
    .join(', ')

/** What can be said of an import's undo. */
function undoWords(entry: Entry): string {
  if (entry.undo === 'done') {
    const left = entry.leftOver === 0 ? '' : `, ${entry.leftOver} left`
    return `undone: ${undoneWords(entry)}${left}`
  }
  return entry.undo === 'nothing' ? 'nothing to undo' : 'no longer kept'
}

/** What was imported before, newest first, each of which can be undone while that is kept. */
export function PastImports({ tables }: { readonly tables: readonly ImportTable[] }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { tenant, plugins } = useSession()
  const list = useQuery(trpc.imports.list.queryOptions({}))
  const undo = useMutation(
    trpc.imports.undo.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.imports.list.queryKey() }),
      onError: notifyProblem,
    }),
  )
  const imports = list.data?.imports ?? []
  if (imports.length === 0) return null
  const when = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: tenant.timeZone })
  const titleOf = (entry: Entry) => {
    const plugin = plugins.find(({ id }) => id === entry.plugin)?.title ?? entry.plugin
    return `${plugin}: ${tables.find(({ plugin: of, name }) => of === entry.plugin && name === entry.table)?.title ?? entry.table}`
  }
  return (
    <Stack gap="xs" mt="xl">
      <Title order={2} size="h5">
        Imports
      </Title>
      {undo.data && (
        <Notice tone={undo.data.leftOver > 0 ? 'warn' : 'good'} title={`Undone: ${undoneWords(undo.data)}`}>
          {undo.data.leftOver > 0 && (
            <>
              <p>{rowsWords(undo.data.leftOver)} left as they are:</p>
              <ul className="import-left">
                {undo.data.left.map(({ key, reason }) => (
                  <li key={JSON.stringify(key)}>
                    {keyWords(key)} {reason}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Notice>
      )}
      <Table.ScrollContainer type="native" minWidth={820} className="panel-box stacked">
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              {['When', 'Table', 'File', 'Rows', 'By', 'Undo'].map((head) => (
                <Table.Th key={head}>{head}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {imports.map((entry) => (
              <Table.Tr key={entry.id}>
                <Table.Td>{when.format(new Date(entry.beganAt))}</Table.Td>
                <Table.Td data-label="Table">{titleOf(entry)}</Table.Td>
                <Table.Td data-label="File" className="import-reason">
                  {entry.file ?? '–'}
                </Table.Td>
                <Table.Td data-label="Rows">
                  {doneWords({ ...entry, refusedRows: entry.refused })}
                  {entry.cancelled && ' (cancelled)'}
                </Table.Td>
                <Table.Td data-label="By">{entry.by ?? '–'}</Table.Td>
                <Table.Td data-label="Undo">
                  {entry.undo === 'possible' ? (
                    <UndoButton
                      name={entry.file ?? titleOf(entry)}
                      busy={undo.isPending && undo.variables.id === entry.id}
                      onUndo={() => undo.mutate({ id: entry.id })}
                    />
                  ) : (
                    <Text size="xs" c="dimmed">
                      {undoWords(entry)}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  )
}
