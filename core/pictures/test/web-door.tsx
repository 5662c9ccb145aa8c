import { defineView } from '@tessera/plugin-api'
import { drawView, type ViewProps, type WebDoor } from '@tessera/plugin-api/web'
import { z } from 'zod'

const spec = defineView({
  title: 'Of a test',
  needs: { time: 'possible', dimensions: {}, metrics: {} },
  options: z.object({}),
  size: { least: { w: 1, h: 1 }, usual: { w: 6, h: 4 } },
})

const view = (Chart: (props: ViewProps<Record<string, never>>) => React.ReactNode) => async () => ({
  default: drawView(spec, { Chart }),
})

/** The web door of a plugin whose views draw well, wrongly, not at all, and for ever. */
const door: WebDoor = {
  plugin: 'tried',
  views: {
    well: view(({ width, height }) => (
      <svg width={width} height={height}>
        <text y={20}>drawn by a plugin</text>
      </svg>
    )),
    page: view(() => <p>a paragraph</p>),
    script: view(() => <svg dangerouslySetInnerHTML={{ __html: '<script>alert(1)</script>' }} />),
    two: view(() => [<svg key="a" />, <p key="b" />, <svg key="c" />]),
    nested: view(() => (
      <svg>
        <svg>
          <text>url(https://a) onload="b" href="c"</text>
        </svg>
      </svg>
    )),
    handler: view(() => <svg dangerouslySetInnerHTML={{ __html: '<text onload="alert(1)">a</text>' }} />),
    address: view(() => (
      <svg>
        <image href="https://example.org/seen.png" />
      </svg>
    )),
    style: view(() => <svg style={{ background: 'url(https://example.org/seen.png)' }} />),
    throws: view(() => {
      throw new Error('the chart is broken')
    }),
    secret: view(() => (
      <svg>
        <text>{process.env['TESSERA_SECRET'] ?? 'no secret'}</text>
      </svg>
    )),
    endless: view(() => {
      for (;;);
    }),
    later: view(() => {
      setTimeout(() => {
        throw new Error('after it was drawn')
      }, 1)
      return <svg />
    }),
  },
}
export default door
