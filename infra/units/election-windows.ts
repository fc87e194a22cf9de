// The windows of an election: schedules publish that they have opened or closed; a sweeper replaces lost schedules.
import * as events from '../../events/elections.ts'
import { electionKeys } from '../../shared/elections/keys.ts'
import { windowEventsMissing } from '../workflows/reach-window/steps.ts'
import type { Unit } from './unit.ts'

export const electionWindowsUnits: readonly Unit[] = [
  {
    name: 'schedule-windows',
    context: 'elections',
    entry: 'functions/elections/windows/schedule-windows.ts',
    trigger: {
      kind: 'events',
      events: [
        events.electionPlanned,
        events.electionMoved,
        events.electionCancelled,
        events.nominationsOpened,
        events.nominationsClosed,
        events.pollingOpened,
        events.pollingClosed,
      ],
      retries: { attempts: 2, withinMinutes: 360 },
    },
    access: [{ table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [electionKeys.election] }],
    schedules: ['reach-window'],
    memory: 256,
    timeoutSeconds: 30,
    userImpact: {
      nl: 'De melding dat een termijn is begonnen of gesloten, komt tot een kwartier te laat: alleen de periodieke controle doet die nog.',
      en: 'The notice that a window has opened or closed is up to a quarter of an hour late: only the sweeper still sends it.',
    },
  },
  {
    name: 'sweep-windows',
    context: 'elections',
    entry: 'functions/elections/windows/sweep-windows.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [{ table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [electionKeys.windowDue] }],
    starts: ['reach-window'],
    alarms: { says: 'window-event-late', metric: 'WindowEventsLate', userImpact: windowEventsMissing },
    memory: 256,
    timeoutSeconds: 60,
    userImpact: windowEventsMissing,
  },
]
