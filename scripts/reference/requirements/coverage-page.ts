import { posix } from 'node:path'
import { format } from 'prettier'
import { documents } from '../../../docs/requirements/documents.ts'
import { laterWork, type References, type Requirement, type Section } from '../../../docs/requirements/requirement.ts'
import { tests, type NamedTest } from '../../../docs/requirements/tests.ts'
import { findFaults, fullName } from './find-faults.ts'
import type { KnownNames } from './known-names.ts'
import { kinds } from './words.ts'

/** How far a requirement is met. */
type State = 'tested' | 'untested' | 'partly' | 'later' | 'missing'

const folder = 'docs/reference'

const cell = (text: string) => text.replaceAll(/\s+/g, ' ').replaceAll('|', String.raw`\|`)
const code = (text: string) => `\`${text}\``
const link = (text: string, path: string) => `[${text.replaceAll(/[[\]]/g, '')}](${posix.relative(folder, path)})`

const named = (requirement: Requirement, section: Section, kind: keyof References) =>
  (requirement[kind] ?? []).map((name) => fullName(kind, name, section.plugin))

const shown: Partial<Readonly<Record<keyof References, (name: string) => string>>> = {
  views: (name) => code(`entity.${name}`),
  commands: (name) => code(`tessera ${name}`),
  guides: (name) => link(posix.basename(name, '.md'), name),
}

const laterOf = ({ later = [] }: Requirement): string[] =>
  [later].flat().map((key) => laterWork[key as keyof typeof laterWork])

/** What meets a requirement, then what does not yet. */
function builtBy(requirement: Requirement, section: Section): string {
  const kindsHere = Object.keys(kinds) as (keyof References)[]
  const parts = kindsHere.flatMap((kind) => {
    const names = named(requirement, section, kind)
    if (names.length === 0) return []
    const { one, many } = kinds[kind]
    return [`${names.length === 1 ? one : many} ${names.map(shown[kind] ?? code).join(', ')}`]
  })
  const { missing, note } = requirement
  const later = laterOf(requirement)
  const notes = [
    ...(note === undefined ? [] : [note]),
    ...(later.length === 0 ? [] : [`**later:** ${later.join(', ')}`]),
    ...(missing === undefined ? [] : [`**missing:** ${missing}`]),
  ]
  return [...parts, ...notes].join('; ')
}

const hasFixtures = (requirement: Requirement, section: Section, known: KnownNames) =>
  named(requirement, section, 'metrics').some(known.hasFixture)

const isBuilt = (requirement: Requirement) => Object.keys(kinds).some((kind) => kind in requirement)

function stateOf(requirement: Requirement, fixtures: boolean): State {
  if (requirement.missing !== undefined) return 'missing'
  if (requirement.later !== undefined) return isBuilt(requirement) ? 'partly' : 'later'
  if (requirement.untested !== undefined) return 'untested'
  return fixtures || (requirement.tests ?? []).length > 0 ? 'tested' : 'untested'
}

function testedBy({ tests: keys = [], untested }: Requirement, fixtures: boolean, state: State): string {
  const all: Readonly<Record<string, NamedTest>> = tests
  const links = keys.flatMap((key) => {
    const test = all[key]
    return test ? [link(test.title, test.file)] : []
  })
  const examples = fixtures ? ['fixtures'] : []
  const open = untested === undefined ? [] : [`**not tested:** ${untested}`]
  return [...examples, ...links, ...open].join('; ') || (state === 'untested' ? '**not tested**' : '')
}

const head = '| Requirement | Met by | Tests |\n| --- | --- | --- |'

function sectionText(section: Section, known: KnownNames, states: State[]): string {
  const rows = section.requirements.map((requirement) => {
    const fixtures = hasFixtures(requirement, section, known)
    const state = stateOf(requirement, fixtures)
    states.push(state)
    const cells = [requirement.asks, builtBy(requirement, section), testedBy(requirement, fixtures, state)]
    return `| ${cells.map(cell).join(' | ')} |`
  })
  return `### ${section.title}\n\n${head}\n${rows.join('\n')}`
}

const words: Readonly<Record<State, string>> = {
  tested: 'Met and tested',
  untested: 'Met, but not or not wholly tested',
  partly: 'Met in part, the rest later',
  later: 'Later',
  missing: 'Missing in part or whole',
}

const countText = (states: readonly State[]) =>
  (Object.keys(words) as State[])
    .map((state) => `| ${words[state]} | ${states.filter((each) => each === state).length} |`)
    .join('\n')

const intro = [
  'Three documents say what SaaS metrics, support, product analytics, customer success and the unified layer are to give. Here is what each',
  'asks for, in our words, and where it is met. Written from `docs/requirements` by',
  '`test/coverage-reference.test.ts`, which fails when something named there does not exist, or when this page differs',
  '(`npx --yes pnpm test test/coverage-reference -u` writes it anew).',
  '',
  'A fixture is a worked example of a metric, checked exactly; [Metrics](metrics.md) counts them for each. Beside the tests named, every panel',
  'is filled and every procedure is tried by the suite that each plugin must pass ([Add a plugin](../guides/add-a-plugin.md)). **later** names work that',
  'is planned, **missing** what is neither there nor planned elsewhere.',
].join('\n')

/** The page docs/reference/coverage.md of a repository. Refused with a sentence for each thing that is named and does not exist. */
export async function coveragePage(root: string, known: KnownNames): Promise<string> {
  const faults = findFaults(documents, tests, { known, root })
  if (faults.length > 0) throw new Error(`docs/requirements is wrong:\n${faults.join('\n')}`)
  const texts = documents.map(({ number, title, sections }) => {
    const states: State[] = []
    const parts = sections.map((section) => sectionText(section, known, states))
    return `## Document ${number}: ${title}\n\n| Requirements | ${states.length} |\n| --- | --- |\n${countText(states)}\n\n${parts.join('\n\n')}`
  })
  return format(`# Coverage\n\n${intro}\n\n${texts.join('\n\n')}\n`, {
    parser: 'markdown',
    printWidth: 120,
    proseWrap: 'preserve',
  })
}
