import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { tableCsv } from '../export/frame-csv.ts'
import { saveFile } from '../export/save-file.ts'
import { cellWords } from './cell-words.ts'
import type { Refused } from './import-file.ts'
import { rowsWords } from './import-words.ts'
import { WrongLines } from './wrong-lines.tsx'

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
      <WrongLines
        place={place}
        lines={refused}
        more={`; the download has ${refused.length === all ? 'all' : 'all that are kept'}`}
      />
    </Stack>
  )
}
