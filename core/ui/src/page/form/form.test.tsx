import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { formFields } from '@tessera/plugin-api'
import { z } from 'zod'
import { Form } from './form.tsx'

const schema = z.object({
  team: z.string().min(1).meta({ title: 'Team' }),
  year: z.coerce.number().int().min(2000),
  since: z.iso.date().optional(),
  kind: z.enum(['quite_new', 'old']).default('quite_new'),
  amount: z.number().meta({ title: 'Amount', description: 'For the year.', units: 'EUR' }).default(1500),
  sure: z.boolean().default(false),
  many: z.array(z.string()).default([]),
})

test('each part of a schema is a field, named, counted and filled in as the schema says', () => {
  expect(formFields(schema).map(({ name, kind, required, usual }) => [name, kind, required, usual])).toEqual([
    ['team', 'text', true, null],
    ['year', 'integer', true, null],
    ['since', 'date', false, null],
    ['kind', 'choice', false, 'quite_new'],
    ['amount', 'number', false, 1500],
    ['sure', 'boolean', false, false],
    ['many', 'json', false, []],
  ])
  expect(formFields(schema)[4]).toMatchObject({ title: 'Amount', description: 'For the year.', unit: 'EUR' })
  expect(formFields(schema)[1]).toMatchObject({ title: 'year', least: 2000, most: null })
})

test('a form draws its fields with what stands in them', () => {
  const html = renderToStaticMarkup(
    <MantineProvider>
      <Form schema={schema} initial={{ team: 'North' }} submit="Set it" onSubmit={() => Promise.resolve('done')} />
    </MantineProvider>,
  )
  expect(html).toContain('value="North"')
  expect(html).toContain('1,500 EUR')
  expect(html).toContain('For the year. Usually 1,500 EUR.')
  expect(html).toContain('Usually quite new.')
  expect(html).toContain('value="quite new"')
  expect(html).toContain('Set it')
})
