import { Checkbox, JsonInput, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core'
import type { FormField } from '@tessera/plugin-api/wire'
import { choiceText, fieldAbout } from './field-words.ts'

/** A field with what stands in it and what is wrong with it. */
export interface DrawnField {
  readonly field: FormField
  readonly value: unknown
  readonly error: string | undefined
  readonly onChange: (value: unknown) => void
}

/** The input of one field. An empty one stands for the default. */
export function FieldInput(props: DrawnField) {
  const { field, value, error, onChange } = props
  const { name, required } = field
  const about = { name, label: field.title, description: fieldAbout(field), required, ...(error ? { error } : {}) }
  const text = typeof value === 'string' ? value : ''
  switch (field.kind) {
    case 'boolean':
      return (
        <Checkbox
          {...about}
          required={false}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'choice':
      return (
        <Select
          {...about}
          data={field.choices.map((choice) => ({ value: choice, label: choiceText(choice) }))}
          value={typeof value === 'string' ? value : null}
          onChange={(next) => onChange(next ?? field.usual)}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
        />
      )
    case 'integer':
    case 'number':
      return (
        <NumberInput
          {...about}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : field.usual)}
          allowDecimal={field.kind === 'number'}
          {...(field.least === null ? {} : { min: field.least })}
          {...(field.most === null ? {} : { max: field.most })}
          clampBehavior="none"
          thousandSeparator={field.unit === null ? '' : ','}
          {...(field.unit === null ? {} : { suffix: ` ${field.unit}` })}
        />
      )
    case 'secret':
      return (
        <PasswordInput
          {...about}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
          autoComplete="new-password"
          spellCheck={false}
        />
      )
    case 'date':
    case 'text':
      return (
        <TextInput
          {...about}
          {...(field.kind === 'date' ? { type: 'date' } : {})}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value === '' ? field.usual : event.currentTarget.value)}
        />
      )
    case 'json':
      return (
        <JsonInput
          {...about}
          autosize
          minRows={3}
          formatOnBlur
          validationError="This is no JSON"
          defaultValue={JSON.stringify(value ?? null, null, 2)}
          onChange={(written) => {
            try {
              onChange(JSON.parse(written) as unknown)
            } catch {
              // why: while it is being written it is none yet; the input says so
            }
          }}
        />
      )
  }
}
