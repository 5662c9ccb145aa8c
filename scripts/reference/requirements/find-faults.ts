import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { References, Requirement, RequirementDocument, Section } from '../../../docs/requirements/requirement.ts'
import type { NamedTest } from '../../../docs/requirements/tests.ts'
import type { KnownNames } from './known-names.ts'
import { testTitles } from './test-titles.ts'
import { kinds } from './words.ts'

/** Full name of something a section names: ids without a dot are of its plugin. */
export function fullName(kind: keyof References, name: string, plugin: string | undefined): string {
  const ofPlugin = kinds[kind].ofPlugin && !name.includes('.')
  return ofPlugin && plugin !== undefined ? `${plugin}.${name}` : name
}

function ofRequirement(section: Section, requirement: Requirement, known: KnownNames): string[] {
  const kindsHere = Object.keys(kinds) as (keyof References)[]
  return kindsHere.flatMap((kind) =>
    (requirement[kind] ?? []).flatMap((name) => {
      const full = fullName(kind, name, section.plugin)
      return known.has(kind, full)
        ? []
        : [`'${requirement.asks}' names the ${kinds[kind].one} '${full}', which does not exist`]
    }),
  )
}

/** Panels named beside metrics of which they show none. */
function ofPanels(section: Section, { asks, metrics = [], panels = [] }: Requirement, known: KnownNames): string[] {
  const wanted = metrics.map((name) => fullName('metrics', name, section.plugin))
  if (wanted.length === 0) return []
  return panels.flatMap((name) => {
    const full = fullName('panels', name, section.plugin)
    const isBeside = known.has('panels', full) && !known.shownBy(full).some((metric) => wanted.includes(metric))
    return isBeside ? [`'${asks}' names the panel '${full}', which shows none of its metrics`] : []
  })
}

function ofTests(tests: Readonly<Record<string, NamedTest>>, root: string, used: ReadonlySet<string>): string[] {
  return Object.entries(tests).flatMap(([key, { file, title }]) => {
    if (!used.has(key)) return [`no requirement names the test '${key}'; take it out of docs/requirements/tests.ts`]
    if (!existsSync(join(root, file))) return [`the test '${key}' is in ${file}, which does not exist`]
    const there = testTitles(join(root, file)).has(title)
    return there ? [] : [`the test '${key}' is not in ${file}: no test there is called '${title}'`]
  })
}

/** What the documents of coverage name and there is not, a sentence each. */
export function findFaults(
  documents: readonly RequirementDocument[],
  tests: Readonly<Record<string, NamedTest>>,
  { known, root }: { readonly known: KnownNames; readonly root: string },
): readonly string[] {
  const sections = documents.flatMap((document) => document.sections)
  const all = sections.flatMap(({ requirements }) => requirements)
  const used = new Set<string>(all.flatMap((requirement) => requirement.tests ?? []))
  const named = sections.flatMap((section) =>
    section.requirements.flatMap((requirement) => [
      ...ofRequirement(section, requirement, known),
      ...ofPanels(section, requirement, known),
    ]),
  )
  return [...named, ...ofTests(tests, root, used)]
}
