export type { QueryContext, QueryEngine, QueryEngineOptions, TenantDatabase } from './engine.ts'
export type { MetricModel, ModelMetric } from './model.ts'
