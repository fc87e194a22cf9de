/** Semantic version of the API; the major one is the base path. */
export const apiVersion = '1.0.0'
export const basePath = '/v1'
