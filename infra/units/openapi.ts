import { apiOperations } from '../../shared/api/operations.ts'
import type { Unit } from './unit.ts'

export const openapiUnits: readonly Unit[] = [
  {
    name: 'openapi',
    context: 'openapi',
    entry: 'functions/openapi/api.ts',
    trigger: { kind: 'http', operations: Object.values(apiOperations), isOpenToAnyOrigin: true },
    access: [],
    memory: 256,
    timeoutSeconds: 10,
    userImpact: {
      nl: 'Ontwikkelaars kunnen de beschrijving van de API niet ophalen.',
      en: 'Developers cannot fetch the description of the API.',
    },
  },
]
