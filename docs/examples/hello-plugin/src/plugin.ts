import { dashboard, definePlugin, dimension, metric, panel } from '@tessera/plugin-api'

/** What the plugin offers: one metric, one way to break it down, and where both are shown. */
export const plugin = definePlugin({
  id: 'hello',
  title: 'Hello',
  dimensions: {
    language: dimension({ title: 'Language', labels: { de: 'German', en: 'English', fr: 'French' } }),
  },
  metrics: {
    greetings: metric({
      title: 'Greetings',
      description: 'Number of hello_greeted events posted.',
      unit: 'count',
      direction: 'up',
      tier: 3,
      dimensions: ['language'],
    }),
  },
  panels: {
    by_language: panel({
      title: 'Greetings by language',
      view: 'ranked_bar',
      query: { metrics: ['greetings'], dimensions: ['language'] },
    }),
  },
  dashboards: {
    overview: dashboard({ title: 'Hello', revision: 1, cards: [{ panel: 'by_language', x: 0, y: 0, w: 12, h: 8 }] }),
  },
})
