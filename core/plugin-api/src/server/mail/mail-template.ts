import { pluginErrors } from '../../errors.ts'
import { freeze } from '../../freeze.ts'
import type { MailMessage } from '../services/mail.ts'
import type { Picture } from '../services/render.ts'
import { htmlOf } from './html-of.ts'
import { plainTextOf } from './plain-text-of.ts'

/** A table of figures, as it is written: text, the first column left and the others right. */
export interface MailTable {
  readonly head?: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A part of a mail. `{name}` in a text stands for a value of that name; a table and a picture are values themselves. */
export type MailPart =
  | { readonly heading: string }
  | { readonly text: string }
  /** Name of a `MailTable`. */
  | { readonly table: string }
  /** Name of a picture of a panel, a PNG that `render` made. */
  | { readonly picture: string }

/** A mail with places for values. */
export interface MailTemplateSpec {
  /** One line. */
  readonly subject: string
  readonly body: readonly MailPart[]
}

type Places<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never
type PlacesIn<Part> = Part extends { heading: infer S } | { text: infer S } ? Places<S> : never
type Named<Part, Kind extends string> = Part extends Record<Kind, infer Name extends string> ? Name : never
type Body<T> = T extends { body: readonly (infer Part)[] } ? Part : never
type Subject<T> = T extends { subject: infer S } ? Places<S> : never

/** What a template is filled with: a text or number for each place, a table and a picture for each of those. */
export type MailValues<T> = { readonly [N in Subject<T> | PlacesIn<Body<T>>]: string | number } & {
  readonly [N in Named<Body<T>, 'table'>]: MailTable
} & { readonly [N in Named<Body<T>, 'picture'>]: Picture }

/** A template as `mailTemplate` answers it. */
export interface MailTemplate<T extends MailTemplateSpec = MailTemplateSpec> {
  /**
   * Subject, text, HTML and attachments, for `mail.send({ to, ...filled })`. Values are text and never markup. Refuses `mail_value_missing`,
   * `mail_value_wrong`.
   */
  readonly with: (
    values: MailValues<T>,
  ) => Pick<MailMessage, 'subject' | 'text'> & Required<Pick<MailMessage, 'html' | 'attachments'>>
}

/** A part with its values in place. */
export type FilledPart =
  | { readonly kind: 'heading' | 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly table: MailTable }
  | { readonly kind: 'picture'; readonly name: string; readonly picture: Picture }

/** Declares a mail: its text and its HTML are made of the same parts, so that both say the same. */
export function mailTemplate<const T extends MailTemplateSpec>(spec: T): MailTemplate<T> {
  freeze(spec)
  return freeze({
    with: (values: MailValues<T>) => {
      const parts = spec.body.map((part) => filledPart(part, values))
      const pictures = parts.filter((part) => part.kind === 'picture')
      return {
        subject: oneLine(withValues(spec.subject, values)),
        text: plainTextOf(parts),
        html: htmlOf(parts),
        attachments: [...new Map(pictures.map((part) => [part.name, part])).values()].map(
          ({ name, picture: { type, content } }) => ({
            name: `${name}.png`,
            type,
            content,
            inline: name,
          }),
        ),
      }
    },
  })
}

const longestSubject = 200

/** A subject as mails take it: a value in it may hold line breaks, other control characters, and very much. */
function oneLine(subject: string): string {
  const line = subject.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  return line.length <= longestSubject
    ? line
    : `${line
        .slice(0, longestSubject - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`
}

function valueOf(name: string, values: object): unknown {
  const value = Object.hasOwn(values, name) ? Reflect.get(values, name) : undefined
  if (value === undefined || value === null) throw pluginErrors('mail_value_missing', { name })
  return value
}

function withValues(text: string, values: object): string {
  return text.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = valueOf(name, values)
    // why: no mail holds other control characters, and whoever wrote the value cannot know
    if (typeof value === 'string' || typeof value === 'number') return storable(String(value))
    throw pluginErrors('mail_value_wrong', { name, reason: 'is neither text nor a number' })
  })
}

const storable = (text: string) => text.replaceAll('\0', '').toWellFormed()

/** A table whose cells are all text. */
function tableOf(name: string, values: object): MailTable {
  const table = valueOf(name, values) as MailTable
  const { head, rows } = table
  const lines: readonly unknown[] = head === undefined ? (rows ?? [null]) : [head, ...(rows ?? [null])]
  const isText = lines.every((line) => Array.isArray(line) && line.every((cell) => typeof cell === 'string'))
  if (!isText) throw pluginErrors('mail_value_wrong', { name, reason: 'is no table of texts' })
  const stored = (line: readonly string[]) => line.map(storable)
  return { ...(head === undefined ? {} : { head: stored(head) }), rows: rows.map(stored) }
}

function filledPart(part: MailPart, values: object): FilledPart {
  if ('heading' in part) return { kind: 'heading', text: withValues(part.heading, values) }
  if ('text' in part) return { kind: 'text', text: withValues(part.text, values) }
  if ('table' in part) return { kind: 'table', table: tableOf(part.table, values) }
  const name = part.picture
  const picture = valueOf(name, values) as Picture
  if (picture.type !== 'image/png')
    throw pluginErrors('mail_value_wrong', {
      name,
      reason: `is ${picture.type}, which mail programs do not show; draw a PNG`,
    })
  return { kind: 'picture', name, picture }
}
