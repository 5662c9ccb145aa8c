import { coreRights, domains, icons, rightId } from '@tessera/plugin-api'
import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { nearest } from '../model/nearest.ts'
import { pathProblem, plainPath, shapesOf } from '../model/page-paths.ts'

function checkWord(what: string, word: string | undefined, known: readonly string[]): void {
  if (word === undefined || known.includes(word)) return
  throw registryErrors('word_unknown', { what, word, meant: nearest(word, known), known })
}

/** Every page of a plugin has a path of its own, a right that is declared, and a web door that may draw it. */
export function checkPages({ id, contract, doors }: LoadedPlugin): void {
  const { pages = {}, permissions = {} } = contract
  checkWord('the domain of the contract', contract.domain, Object.keys(domains))
  checkWord('the icon of the contract', contract.icon, icons)
  const seen = new Map<string, string>()
  for (const [page, { title, path, icon, nav, needs }] of Object.entries(pages)) {
    const wrong = (reason: string) => registryErrors('page_wrong', { page, reason })
    if (!doors.web) throw registryErrors('page_without_door', { page })
    if (typeof title !== 'string' || title.trim() === '') throw wrong('it has no title')
    const problem = pathProblem(path)
    if (problem !== null) throw wrong(`its path '${String(path)}' is none: ${problem}`)
    for (const shape of shapesOf(path)) {
      const other = seen.get(shape)
      if (other !== undefined) throw wrong(`page '${other}' lies at the same address '${shape}'`)
      seen.set(shape, page)
    }
    checkWord(`the icon of page '${page}'`, icon, icons)
    if (nav !== undefined && !Number.isFinite(nav.order)) throw wrong('its nav has no order')
    if (nav !== undefined && plainPath(path) === null)
      throw wrong('navigation cannot lead to it, for its path needs a parameter')
    if (needs === undefined) continue
    const known = [...Object.keys(permissions), ...Object.keys(coreRights)]
    if (known.includes(needs)) continue
    const meant = nearest(needs, known)
    throw registryErrors('right_unknown', { where: `page '${page}'`, right: rightId(id, needs), meant })
  }
}
