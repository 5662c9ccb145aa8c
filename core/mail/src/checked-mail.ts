import { roles } from '@tessera/plugin-api'
import type { MailMessage } from '@tessera/plugin-api/server'
import { unstorableText } from '@tessera/plugin-api/wire'
import { z } from 'zod'
import { mailErrors } from './errors.ts'

const mostRecipients = 50
const mostAttached = 5 * 1024 * 1024

// why: a line break in a header would begin another one
const oneLine = /^[^\p{Cc}\u2028\u2029]*$/u
const recipient = z.string().min(1).max(320).regex(oneLine, 'has a line break or another control character')

const given = z.strictObject({
  to: z.union(
    [
      z.array(recipient).min(1).max(mostRecipients),
      z.strictObject({ role: z.enum(roles as unknown as readonly [string, ...string[]]) }),
    ],
    `is neither 1 to ${mostRecipients} addresses or ids of members, each in one line, nor a role`,
  ),
  subject: z
    .string()
    .min(1, 'is empty')
    .max(200, 'is longer than 200 characters')
    .regex(oneLine, 'has a line break or another control character'),
  text: z.string().min(1, 'is empty').max(200_000, 'is longer than 200,000 characters'),
  html: z.string().min(1, 'is empty').max(500_000, 'is longer than 500,000 characters').optional(),
  attachments: z
    .array(
      z.strictObject({
        name: z
          .string()
          .min(1)
          .max(200)
          // why: characters that turn the order of others make a program look like a picture
          .regex(/^[^\p{Cc}\u2028\u2029/\\]+$/u, 'has slashes or control characters')
          .regex(/^[^\u202a-\u202e\u2066-\u2069]+$/u, 'has characters that turn the order of others'),
        type: z.string().regex(/^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,90}$/, 'is no media type like text/csv'),
        content: z.union([z.string(), z.instanceof(Uint8Array)]),
        inline: z
          .string()
          .regex(/^[\w-]{1,60}$/, 'is no name of letters, digits, - and _')
          .optional(),
      }),
    )
    .max(5, 'are more than 5')
    .default([]),
})

/** An attachment as it is stored: its content in base64. */
export interface StoredAttachment {
  readonly name: string
  readonly type: string
  readonly size: number
  readonly content: string
  /** Name by which the markup of the mail shows it. */
  readonly inline?: string
}

/** A mail that keeps the bounds. */
export interface CheckedMail {
  readonly to: readonly string[] | { readonly role: string }
  readonly subject: string
  readonly text: string
  readonly html: string | null
  readonly attachments: readonly StoredAttachment[]
}

/** Checks a mail. Refuses with `mail_wrong`. */
export function checkedMail(mail: MailMessage): CheckedMail {
  const wrong = (reason: string) => mailErrors('mail_wrong', { reason })
  const { to } = Object(mail) as MailMessage
  const parsed = given.safeParse({ ...mail, to: typeof to === 'string' ? [to] : to })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw wrong(`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim())
  }
  const { subject, text, html = null } = parsed.data
  const named = parsed.data.attachments.map(({ name }) => name)
  const unstorable = unstorableText({ to: parsed.data.to, subject, text, html, attachments: named })
  if (unstorable) throw wrong(`${unstorable.path}: ${unstorable.reason}`)
  const attachments = parsed.data.attachments.map(({ name, type, content, inline }) => {
    const bytes = Buffer.from(content as string)
    return {
      name,
      type,
      size: bytes.length,
      content: bytes.toString('base64'),
      ...(inline === undefined ? {} : { inline }),
    }
  })
  const shown = attachments.flatMap(({ inline }) => inline ?? [])
  if (new Set(shown).size < shown.length) throw wrong('two of its attachments have the same inline name')
  const attached = attachments.reduce((sum, { size }) => sum + size, 0)
  if (attached > mostAttached) throw wrong(`its attachments have ${attached} bytes, and ${mostAttached} are the most`)
  return { to: parsed.data.to, subject, text, html, attachments }
}
