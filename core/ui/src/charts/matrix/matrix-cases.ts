import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, dimension, metric, people } from '../../cases/make-column.ts'
import { makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(29)
const feature = dimension('feature', 'Feature')
const segment = dimension('segment', 'Segment', {
  labels: { enterprise: 'Enterprise', mid_market: 'Mid-market', smb: 'Small business' },
})
const adoption = metric('adoption', 'Adoption', { unit: 'ratio' })
const health = metric('health_change', 'Change of health', { unit: 'points' })
const value = metric('value', 'Value', { unit: 'money' })
const features = ['Dashboards', 'Alerts', 'Exports with a long name', 'Integrations', 'Reports']
const segments = ['enterprise', 'mid_market', 'smb']
const cells = (valueOf: (down: number, across: number) => Cell[]) =>
  features.flatMap((name, down) => segments.map((one, across): Cell[] => [name, one, ...valueOf(down, across)]))

/** A matrix in every situation. */
export const matrixCases: ViewCases = {
  empty: { title: 'Adoption by feature and segment', frame: makeFrame([feature, segment, adoption], []) },
  one: { title: 'Adoption', frame: makeFrame([feature, segment, adoption], [['Dashboards', 'smb', 0.42]]) },
  many: {
    title: 'Adoption by feature and segment',
    frame: makeFrame(
      [feature, segment, adoption, compared(adoption)],
      cells((down, across) => [(0.9 - down * 0.17) * (1 - across * 0.25), 0.3]),
    ),
  },
  huge: {
    title: 'Value of sixty services in forty countries',
    frame: makeFrame(
      [dimension('service', 'Service'), dimension('country', 'Country'), value],
      Array.from({ length: 60 * 40 }, (_, at): Cell[] => [
        `A service with a long name ${Math.floor(at / 40)}`,
        `C${at % 40}`,
        Math.round(random() ** 3 * 1e12),
      ]),
    ),
  },
  null: {
    title: 'Change of health by feature and segment',
    subtitle: 'Losses to one side of the scale; what nobody measured stays open',
    frame: makeFrame(
      [feature, segment, health],
      cells((down, across) => [down === 2 && across > 0 ? null : Math.round(random() * 80 - 40)]),
    ),
  },
  estimate: {
    title: 'People by feature and segment',
    frame: makeFrame(
      [feature, segment, people],
      cells((down, across) => [4000 / (down + 1) / (across + 1)]),
    ),
    options: { shade: 'row' },
  },
  error: { title: 'Adoption by feature alone', frame: makeFrame([feature, adoption], [['Dashboards', 0.4]]) },
}
