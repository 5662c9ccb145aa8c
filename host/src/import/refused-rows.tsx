import { Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { tableCsv } from '../export/frame-csv.ts'
import { saveFile } from '../export/save-file.ts'
import { cellWords } from './cell-words.ts'
import type { Refused } from './import-file.ts'
import { rowsWords } from './import-words.ts'

const mostShown = 100

/** The rows that were refused, by line and reason, and a way to have them as a file, to be mended and brought again. */
export function RefusedRows(props: {
  readonly refused: readonly Refused[]
  /** How many there were. */
  readonly all: number
  /** Names of the file's columns. */
  readonly columns: readonly string[]
  /** `Line`, `Row`. */
  readonly place: string
  readonly fileName: string
}) {
  const { refused, all, columns, place, fileName } = props
  const save = () => {
    // why: a number is no formula, whatever its sign
    const heads = [place.toLowerCase(), 'reason', ...columns].map((title) => ({ title, type: 'number' as const }))
    const rows = refused.map(({ line, reason, cells }) => [String(line), reason, ...cells.map(cellWords)])
    saveFile(`${fileName.replace(/\.[^.]*$/, '')}-refused.csv`, tableCsv(heads, rows))
  }
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h5">
          Refused: {rowsWords(all)}
        </Title>
        <Button size="xs" variant="default" onClick={save}>
          Download them as CSV
        </Button>
      </Group>
      {refused.length < all && (
        <Text size="sm" c="dimmed">
          The first {rowsWords(refused.length)} are kept. Mend what they have in common and import the file again.
        </Text>
      )}
      <Table.ScrollContainer type="native" minWidth={0} mah={360} className="panel-box">
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={90}>{place}</Table.Th>
              <Table.Th>What is wrong</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {refused.slice(0, mostShown).map(({ line, reason }) => (
              <Table.Tr key={line}>
                <Table.Td className="import-line">{line}</Table.Td>
                <Table.Td className="import-reason">{reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {refused.length > mostShown && (
        <Text size="sm" c="dimmed">
          The first {mostShown} are shown; the download has {refused.length === all ? 'all' : 'all that are kept'}.
        </Text>
      )}
    </Stack>
  )
}
