import { Button, FileButton, Text } from '@mantine/core'
import { Upload } from 'lucide-react'
import { useState, type DragEvent } from 'react'

/** A place to drop a file of rows on, or to choose one. */
export function ChooseFile(props: {
  readonly chosen: string | null
  readonly disabled: boolean
  readonly onFile: (file: File) => void
}) {
  const { chosen, disabled, onFile } = props
  const [isOver, setOver] = useState(false)
  const over = (event: DragEvent) => {
    event.preventDefault()
    if (!disabled) setOver(true)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file && !disabled) onFile(file)
  }
  return (
    <div className="import-drop" data-over={isOver} onDragOver={over} onDragLeave={() => setOver(false)} onDrop={drop}>
      <Upload size={20} aria-hidden="true" />
      <Text size="sm">{chosen ?? 'Drop a file here: CSV, JSON, lines of JSON, or parquet'}</Text>
      <FileButton
        onChange={(file) => file && onFile(file)}
        accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl,.parquet"
        disabled={disabled}
        inputProps={{ 'aria-label': 'File of rows' }}
      >
        {(button) => (
          <Button {...button} size="xs" variant="default" disabled={disabled}>
            {chosen === null ? 'Choose a file' : 'Choose another'}
          </Button>
        )}
      </FileButton>
    </div>
  )
}
