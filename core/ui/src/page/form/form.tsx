import { formFields, issueWords, type Issue } from '@tessera/plugin-api'
import { useMemo } from 'react'
import type { z } from 'zod'
import { FieldsForm, type FieldValues, type FormActions } from './fields-form.tsx'

/**
 * A form made from the schema of what it sends: a field for each of its parts, with the title, description and unit of its `meta`. What the
 * schema does not take is said before anything is sent.
 */
export function Form<Schema extends z.ZodObject>(
  props: FormActions<z.output<Schema>> & {
    readonly schema: Schema
    /** What stands in it at first; defaults of the schema stand by themselves. Another one makes no new form: give it a `key`. */
    readonly initial?: Partial<z.input<Schema>>
  },
) {
  const { schema, initial = {}, submit, onSubmit } = props
  const fields = useMemo(() => formFields(schema), [schema])
  return (
    <FieldsForm
      fields={fields}
      initial={initial}
      submit={submit}
      check={(values) => issuesOf(schema, values)}
      onSubmit={(values) => onSubmit(schema.parse(given(values)) as z.output<Schema>)}
    />
  )
}

const given = (values: FieldValues) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))

function issuesOf(schema: z.ZodObject, values: FieldValues): readonly Issue[] {
  const parsed = schema.safeParse(given(values))
  const issues = parsed.error?.issues ?? []
  return issues.map((issue) => {
    const [name = ''] = issue.path.map(String)
    const missing = issue.path.length === 1 && isEmpty(values[name])
    return { path: issue.path.join('.'), message: missing ? 'fill this in' : issueWords(issue) }
  })
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === ''
