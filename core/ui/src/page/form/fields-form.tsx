import { Button } from '@mantine/core'
import type { Issue } from '@tessera/plugin-api'
import type { FormField } from '@tessera/plugin-api/wire'
import { Fragment, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { FieldInput, type DrawnField } from './field-input.tsx'
import { noProblem, placed, problemOf } from './form-problem.ts'

/** What stands in the fields of a form, by name; null for nothing. */
export type FieldValues = Readonly<Record<string, unknown>>

/** What a form does with what was filled in. */
export interface FormActions<Values> {
  /** What the button says. */
  readonly submit: string
  /** Rejects with what the server said; the form shows it and keeps everything. What it answers with is said below the button. */
  readonly onSubmit: (values: Values) => Promise<string | undefined>
}

/** A form of described fields. What is wrong stands next to its field; nothing that was typed is lost when it is refused. */
export function FieldsForm(
  props: FormActions<FieldValues> & {
    readonly fields: readonly FormField[]
    readonly initial?: FieldValues
    /** Wrong places that are known before anything is sent. */
    readonly check?: (values: FieldValues) => readonly Issue[]
    /** Draws the input of a field in another way; undefined: as usual. */
    readonly draw?: (input: DrawnField) => ReactNode | undefined
    /** The button rests while there is nothing to send. */
    readonly isReady?: (values: FieldValues) => boolean
  },
) {
  const { fields, initial = {}, submit, onSubmit, check, draw, isReady } = props
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState<FieldValues>(() => startOf(fields, initial))
  const [problem, setProblem] = useState(noProblem)
  const [said, say] = useState('')
  const [busy, setBusy] = useState(false)
  const names = new Set(fields.map(({ name }) => name))
  const show = (found: typeof noProblem) => {
    setProblem(found)
    const first = fields.find(({ name }) => found.fields[name] !== undefined)?.name
    if (first !== undefined) form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(first)}"]`)?.focus()
  }
  const send = async () => {
    say('')
    const known = check?.(values) ?? []
    if (known.length > 0) return show(placed(known, names))
    setBusy(true)
    setProblem(noProblem)
    try {
      say((await onSubmit(values)) ?? '')
    } catch (error) {
      show(problemOf(error, names))
    } finally {
      setBusy(false)
    }
  }
  const onForm = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) void send()
  }
  return (
    <form ref={form} className="t-form" noValidate onSubmit={onForm} aria-busy={busy}>
      {fields.map((field) => {
        const input = {
          field,
          value: values[field.name],
          error: problem.fields[field.name],
          onChange: (value: unknown) => setValues({ ...values, [field.name]: value }),
        }
        return <Fragment key={field.name}>{draw?.(input) ?? <FieldInput {...input} />}</Fragment>
      })}
      <div role="alert" className="t-form-problem">
        {problem.above}
      </div>
      <div className="t-form-end">
        <Button type="submit" loading={busy} disabled={isReady !== undefined && !isReady(values)}>
          {submit}
        </Button>
        <div role="status">{said}</div>
      </div>
    </form>
  )
}

function startOf(fields: readonly FormField[], initial: FieldValues): FieldValues {
  return Object.fromEntries(fields.map(({ name, usual }) => [name, initial[name] ?? usual ?? null]))
}
