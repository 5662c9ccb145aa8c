import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { Notice } from '../controls/notice.tsx'
import { doneWords, rowsWords } from './import-words.ts'
import { RefusedRows } from './refused-rows.tsx'
import type { ImportState } from './use-import.ts'

/** How an import goes, and what came of it. */
export function ImportOutcome(props: {
  readonly shown: ImportState
  /** How many rows the file has; null while that is not known. */
  readonly all: number | null
  readonly columns: readonly string[]
  readonly place: string
  readonly fileName: string
  readonly onCancel: () => void
}) {
  const { shown, all, columns, place, fileName, onCancel } = props
  const { state, progress, problem } = shown
  const { rows, refused, refusedRows } = progress
  const of = all === null ? rowsWords(rows) : `${rows.toLocaleString('en-US')} of ${rowsWords(all)}`
  return (
    <Stack gap="md" role="region" aria-label="Import">
      {state === 'running' && (
        <Stack gap={6}>
          <Group justify="space-between" gap="xs">
            <Text size="sm" aria-live="polite">
              {rows === 0 ? of : `${of}: ${doneWords(progress)}`}
            </Text>
            <Button size="xs" variant="default" onClick={onCancel}>
              Cancel
            </Button>
          </Group>
          <Progress
            value={all ? Math.min(100, (rows / all) * 100) : 0}
            aria-label="Rows imported"
            transitionDuration={0}
          />
        </Stack>
      )}
      {state === 'done' && (
        <Notice tone={refusedRows > 0 ? 'warn' : 'good'} title={`Imported: ${doneWords(progress)}`}>
          {progress.inserted + progress.updated === 0 && rows > refusedRows && (
            <p>Nothing changed: these rows are there already, with the same values.</p>
          )}
          {refusedRows > 0 && (
            <p>
              Download the refused rows, mend them, and choose that file above: the columns with line and reason are
              left out, and rows that are there already stay as they are.
            </p>
          )}
        </Notice>
      )}
      {state === 'cancelled' && (
        <Notice tone="info" title={`Cancelled after ${of}: ${doneWords(progress)}`}>
          <p>
            What was brought until then stays. Undo it below, or import the file again: rows that are there are left.
          </p>
        </Notice>
      )}
      {problem !== null && (
        <Notice tone="warn" title={`Broken off after ${of}: ${doneWords(progress)}`}>
          <p>
            {problem.detail} Import the file again: rows that are there already are left. ({problem.code})
          </p>
        </Notice>
      )}
      {refusedRows > 0 && state !== 'running' && (
        <RefusedRows refused={refused} all={refusedRows} columns={columns} place={place} fileName={fileName} />
      )}
    </Stack>
  )
}
