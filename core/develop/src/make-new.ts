import { discoverPlugins } from '@tessera/registry'
import { openDraft, type Draft, type WrittenFiles } from './draft.ts'
import { developErrors } from './errors.ts'
import { assertKebab, assertSnake } from './names.ts'
import { addJob } from './parts/job.ts'
import { addMetric } from './parts/metric.ts'
import { addPage } from './parts/page.ts'
import { addPanel } from './parts/panel.ts'
import { addPlugin } from './parts/plugin.ts'
import { addProvider } from './parts/provider.ts'
import { addRight } from './parts/right.ts'
import { findTarget, type TargetPlugin } from './target-plugin.ts'

/** What there are templates for. */
export const newKinds = ['plugin', 'metric', 'panel', 'page', 'job', 'right', 'provider'] as const

export type NewKind = (typeof newKinds)[number]

/** Parts a new plugin may begin with, in the order they are made. */
export const newParts = ['metric', 'panel', 'right', 'page', 'job'] as const

export type NewPart = (typeof newParts)[number]

const isOneOf = <const Names extends readonly string[]>(names: Names, name: string): name is Names[number] =>
  names.includes(name)

/** A kind as somebody typed it. Refuses with `kind_unknown`. */
export function readKind(kind: string): NewKind {
  if (isOneOf(newKinds, kind)) return kind
  throw developErrors('kind_unknown', { kind, kinds: newKinds })
}

/** Parts as somebody typed them. Refuses with `kind_unknown`. */
export function readParts(parts: readonly string[]): readonly NewPart[] {
  return parts.map((part) => {
    if (isOneOf(newParts, part)) return part
    throw developErrors('kind_unknown', { kind: part, kinds: newParts })
  })
}

export interface NewThing {
  readonly kind: NewKind
  readonly name: string
  /** Plugin the part belongs to, or whose extension point a provider adds to. */
  readonly plugin?: string | undefined
  /** Parts of a new plugin; a metric and a panel when left out. */
  readonly with?: readonly NewPart[] | undefined
  /** Metric of a new panel. */
  readonly metric?: string | undefined
  /** The new panel gets a view of its own. */
  readonly custom?: boolean | undefined
  /** Right that a new page needs. */
  readonly needs?: string | undefined
  /** Extension point of a new provider. */
  readonly point?: string | undefined
}

/** What was written, and what its author may do next. */
export interface MadeThing extends WrittenFiles {
  readonly next: readonly string[]
}

type AddPart = (draft: Draft, plugin: TargetPlugin, thing: NewThing) => readonly string[]

const addPart: Record<NewPart, AddPart> = {
  metric: (draft, plugin, { name }) => addMetric(draft, plugin, name),
  panel: (draft, plugin, { name, metric, custom }) => addPanel(draft, plugin, { name, metric, custom }),
  right: (draft, plugin, { name }) => addRight(draft, plugin, name),
  page: (draft, plugin, { name, needs }) => addPage(draft, plugin, { name, needs }),
  job: (draft, plugin, { name }) => addJob(draft, plugin, name),
}

/** Names of the parts a new plugin begins with. */
const firstNames: Record<NewPart, string> = {
  metric: 'recorded',
  panel: 'recorded_over_time',
  right: 'manage',
  page: 'start',
  job: 'tidy',
}

/**
 * Writes what the template of a kind makes, below `plugins/` of an installation. Refuses, and then writes nothing, with a sentence that
 * says what to do: `name_wrong`, `name_taken`, `file_taken`, `plugin_not_found` and the others of `developErrors`.
 */
export async function makeNew(root: string, thing: NewThing): Promise<MadeThing> {
  const draft = openDraft(root)
  const next = await addThing(draft, root, thing)
  return { ...(await draft.write()), next }
}

async function addThing(draft: Draft, root: string, thing: NewThing): Promise<readonly string[]> {
  const { kind, name, plugin } = thing
  if (kind === 'plugin') return addWhole(draft, root, thing)
  if (plugin === undefined) throw developErrors('plugin_unsaid', { what: kind })
  if (kind === 'provider') return addProvider(draft, root, { key: name, owner: plugin, point: thing.point })
  assertSnake(kind, name)
  const target = await findTarget(root, plugin)
  return [...addPart[kind](draft, target, thing), `test it: npx --yes pnpm test ${target.dir}`]
}

async function addWhole(draft: Draft, root: string, thing: NewThing): Promise<readonly string[]> {
  const { name: id, with: asked = ['metric', 'panel'] } = thing
  assertKebab('plugin', id)
  const { plugins, failures } = await discoverPlugins(root)
  if ([...plugins, ...failures].some((one) => one.id === id))
    throw developErrors('name_taken', { what: 'plugin', name: id, by: 'this installation' })
  // why: a panel shows a metric
  const parts = new Set<NewPart>(asked.includes('panel') ? ['metric', ...asked] : asked)
  const target = addPlugin(draft, id)
  const said = newParts
    .filter((part) => parts.has(part))
    .flatMap((part) => {
      const needs = part === 'page' && parts.has('right') ? firstNames.right : undefined
      return addPart[part](draft, target, { kind: part, name: firstNames[part], needs })
    })
  return [...said, 'see it: npx --yes pnpm dev', `test it: npx --yes pnpm test ${target.dir}`]
}
