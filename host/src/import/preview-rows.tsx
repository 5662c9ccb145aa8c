import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { FileRows, RowFile } from '@tessera/row-files'
import { problemOf } from '../api/problem-of.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { cellWords } from './cell-words.ts'
import type { ImportTable } from './import-file.ts'
import type { Mapping } from './mapping.ts'
import { packRows } from './pack-rows.ts'

/** The first rows of a file under the table's columns, with what is wrong at each cell. */
export function PreviewRows(props: {
  readonly table: ImportTable
  readonly file: RowFile
  readonly sample: FileRows
  readonly mapping: Mapping
  readonly place: string
}) {
  const { table, file, sample, mapping, place } = props
  const client = useTRPCClient()
  const { parts, odd } = packRows(sample, mapping, file.columns.length)
  const check = useQuery({
    queryKey: ['import-check', table.plugin, table.name, sample, mapping],
    queryFn: async () => {
      const asked = { plugin: table.plugin, table: table.name, typed: file.typed }
      const answers = await Promise.all(parts.map((part) => client.imports.check.mutate({ ...asked, ...part })))
      return answers.flat()
    },
    staleTime: Infinity,
    gcTime: 0,
  })
  const wrong = Map.groupBy(check.data ?? [], ({ line }) => line)
  const columns = table.columns.filter(({ name }) => (mapping[name] ?? null) !== null)
  const rowReasons = (line: number) => [
    ...odd.filter((row) => row.line === line).map(({ reason }) => reason),
    ...(wrong.get(line) ?? [])
      .filter(({ column }) => column === null || !columns.some(({ name }) => name === column))
      .map(({ column, reason }) => (column === null ? reason : `${column} ${reason}`)),
  ]
  return (
    <>
      {check.isError && (
        <Text size="sm" role="alert">
          {problemOf(check.error).detail}
        </Text>
      )}
      <Table.ScrollContainer type="native" minWidth={0} className="panel-box">
        <Table verticalSpacing={6} className="import-preview">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{place}</Table.Th>
              {columns.map(({ name }) => (
                <Table.Th key={name}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sample.lines.map((line, nth) => (
              <Table.Tr key={line}>
                <Table.Td className="import-line">
                  {line}
                  {rowReasons(line).map((reason) => (
                    <Text key={reason} size="xs" className="import-wrong">
                      {reason}
                    </Text>
                  ))}
                </Table.Td>
                {columns.map(({ name }) => {
                  const faults = (wrong.get(line) ?? []).filter(({ column }) => column === name)
                  return (
                    <Table.Td key={name} data-wrong={faults.length > 0}>
                      <Text size="sm" lineClamp={2}>
                        {cellWords(sample.cells[nth]?.[mapping[name] ?? -1])}
                      </Text>
                      {faults.map(({ reason }) => (
                        <Text key={reason} size="xs" className="import-wrong">
                          {reason}
                        </Text>
                      ))}
                    </Table.Td>
                  )
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  )
}
