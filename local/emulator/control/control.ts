// The endpoints under `/_local`: clock, tokens, and those of an extension. They exist only locally; no product code uses them.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { jsonReply, problemReply, type Reply } from '../gateway/problems.ts'
import { readBody, send } from '../gateway/wire.ts'
import type { Issuer } from '../issuer.ts'
import { messageOf } from '../json.ts'
import type { Activity } from '../time/activity.ts'
import type { VirtualClock } from '../time/clock.ts'
import type { TimeMachine } from '../time/time-machine.ts'
import { isLocalCaller } from './local-callers.ts'
import { after, ClockRequest, readJson, TokenRequest } from './requests.ts'

export type ControlledSystem = {
  readonly clock: VirtualClock
  readonly activity: Activity
  readonly timeMachine: TimeMachine
  readonly issuer: Issuer
  /** `http://127.0.0.1:port`, known once the server listens. */
  readonly origin: () => string
}

export type Endpoint = {
  readonly about: string
  readonly answer: (system: ControlledSystem, body: Buffer) => Promise<Reply>
}

const clockReply = (clock: VirtualClock, extra: object = {}) =>
  jsonReply({ now: new Date(clock.now()).toISOString(), frozen: clock.isFrozen, ...extra })

const moveClock = async (system: ControlledSystem, body: Buffer): Promise<Reply> => {
  const request = readJson(ClockRequest, body)
  if (!request.ok) return request.reply
  const { clock, timeMachine } = system
  if ('frozen' in request.value) {
    if (request.value.frozen) clock.freeze(true)
    else clock.run()
    return clockReply(clock)
  }
  const isForced = request.value.force
  try {
    const target = 'set' in request.value ? Date.parse(request.value.set) : after(clock.now(), request.value.advance)
    return clockReply(clock, { fired: await timeMachine.travel(target, { isForced }) })
  } catch (error) {
    return problemReply('conflict', { detail: messageOf(error) })
  }
}

const ownEndpoints: Readonly<Record<string, Endpoint>> = {
  'GET /_local/clock': { about: 'Reads the virtual clock.', answer: async ({ clock }) => clockReply(clock) },
  'POST /_local/clock': {
    about:
      'Moves the clock: {"advance": "PT1H"} or {"set": "2026-03-18T07:30:00+01:00"}, back only with "force": true; stops it: {"frozen": true}.',
    answer: moveClock,
  },
  'POST /_local/tokens': {
    about:
      'Issues a token: {"sub", "ward", "birthDate", "pseudonym", "roles": [], "scopes"}. Accounts with one pseudonym are one person.',
    answer: async ({ clock, issuer }, body) => {
      const request = readJson(TokenRequest, body)
      return request.ok ? jsonReply({ token: await issuer.token(request.value, clock.now()) }) : request.reply
    },
  },
  'GET /_local/settled': {
    about: 'Answers when no work is in progress any more: events relayed, deliveries made, tasks done.',
    answer: async ({ activity, clock }) => {
      try {
        await activity.settled()
        return clockReply(clock, { settled: true })
      } catch (error) {
        return problemReply('busy', { detail: messageOf(error) })
      }
    },
  },
  'GET /_local/.well-known/jwks.json': {
    about: 'The key of the development issuer.',
    answer: async ({ issuer }) => jsonReply(issuer.jwks),
  },
  'GET /_local/.well-known/openid-configuration': {
    about: 'The development issuer.',
    answer: async ({ issuer, origin }) =>
      jsonReply({
        issuer: issuer.issuer,
        jwks_uri: `${origin()}/_local/.well-known/jwks.json`,
        token_endpoint: `${origin()}/_local/tokens`,
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['token'],
        subject_types_supported: ['public'],
      }),
  },
}

const index = (endpoints: Readonly<Record<string, Endpoint>>) =>
  jsonReply({ endpoints: Object.entries(endpoints).map(([route, { about }]) => ({ route, about })) })

const longestBody = 64 * 1024

/** Answers a request whose path begins with `/_local`. */
export const control = (system: ControlledSystem, added: Readonly<Record<string, Endpoint>> = {}) => {
  const endpoints = { ...ownEndpoints, ...added }
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isLocalCaller(request.headers)) {
      send(request, response, problemReply('foreign-caller'))
      return
    }
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const body = await readBody(request, longestBody)
    const endpoint: Endpoint | undefined = endpoints[`${method} ${path}`]
    const reply =
      body === undefined
        ? problemReply('body-too-large')
        : endpoint
          ? await endpoint.answer(system, body)
          : method === 'GET' && /^\/_local\/?$/.test(path)
            ? index(endpoints)
            : problemReply('route-not-found')
    send(request, response, reply)
  }
}
