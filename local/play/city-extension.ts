// This city's extension of the emulator: beacons for lots, personas, and the API's words for the problems of the gateway.
import { commonProblems, languageOf, problemOf } from '../../shared/api/problem.ts'
import type { ControlledSystem } from '../emulator/control/control.ts'
import type { Extension } from '../emulator/extension.ts'
import { jsonReply, type Reply } from '../emulator/gateway/problems.ts'
import { beaconEnvironment } from './beacon/environment.ts'
import { developmentNetwork } from './beacon/network.ts'
import { beaconRelay } from './beacon/relay.ts'
import { personas } from './personas.ts'

const listPersonas = async ({ clock, issuer, origin }: ControlledSystem): Promise<Reply> => {
  const now = clock.now()
  const listed = await Promise.all(
    personas(now).map(async ({ name, description, claims }) => {
      const token = await issuer.token(claims, now)
      const curl = `curl -H 'authorization: Bearer ${token}' ${origin()}/v1/me`
      return { name, description, claims, token, curl }
    }),
  )
  return jsonReply({ personas: listed })
}

export const cityExtension: Extension = {
  environment: beaconEnvironment,
  service: beaconRelay,
  problem: (code, acceptLanguage) => {
    const language = languageOf(acceptLanguage)
    return { language, ...problemOf(commonProblems, code, language) }
  },
  control: {
    'GET /_local/personas': { about: 'Ready-made people, each with a token.', answer: listPersonas },
    'GET /_local/beacon-network': {
      about: 'The network of beacons that lots are drawn from here, for `wijk verify --beacon-network FILE`.',
      answer: async () => jsonReply(developmentNetwork),
    },
  },
}
