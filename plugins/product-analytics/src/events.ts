import { event } from '@tessera/plugin-api'

/** Events of the plugin, in words and with an example. */
export const events = {
  product_used: event({
    title: 'Product used',
    description: 'a screen, a feature or a call that somebody used',
    example: { platform: 'desktop', release: '2.4.0', feature: 'search', active_seconds: 95 },
  }),
  product_error: event({
    title: 'Error that was handled',
    example: { platform: 'desktop', release: '2.4.0', error_type: 'timeout' },
  }),
  product_crashed: event({ title: 'Crash', example: { platform: 'mobile', release: '2.4.0' } }),
  product_experiment_exposed: event({
    title: 'Variant of an experiment shown',
    example: { experiment: 'short_form', variant: 'short' },
  }),
  product_experiment_converted: event({ title: 'Experiment converted', example: { experiment: 'short_form' } }),
} as const
