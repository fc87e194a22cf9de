// Documents: who makes their files reads no other thing than the documents.
import { documentDrawnUp } from '../../events/documents.ts'
import { documentKeys } from '../../shared/documents/keys.ts'
import { documentsOperations } from '../../shared/documents/operations.ts'
import { type TableAccess, tellEvents, type Unit } from './unit.ts'

/** Draws up documents: in the transaction of the step that makes them. */
export const drawUpDocuments: TableAccess = {
  table: 'main',
  actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
  leadingKeys: [documentKeys.document],
}

const makeFiles: TableAccess = {
  table: 'main',
  actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
  leadingKeys: [documentKeys.document],
}

export const documentsUnits: readonly Unit[] = [
  {
    name: 'documents-api',
    context: 'documents',
    entry: 'functions/documents/api.ts',
    trigger: { kind: 'http', operations: Object.values(documentsOperations) },
    access: [
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [documentKeys.document] },
      { table: 'main', index: 'gsi1', actions: ['dynamodb:Query'], leadingKeys: [documentKeys.ofThing] },
    ],
    documents: 'reads',
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Niemand kan processen-verbaal, akkoorden en besluitenlijsten lezen.',
      en: 'Nobody can read official reports, agreements and lists of decisions.',
    },
  },
  {
    name: 'make-files',
    context: 'documents',
    entry: 'functions/documents/make-files.ts',
    trigger: { kind: 'events', events: [documentDrawnUp], retries: { attempts: 2, withinMinutes: 360 } },
    access: [makeFiles, tellEvents],
    documents: 'makes',
    memory: 1024,
    timeoutSeconds: 60,
    userImpact: {
      nl: 'Documenten zijn tot vijf minuten later te lezen: alleen de veger maakt ze nog.',
      en: 'Documents can be read up to five minutes late: only the sweeper still makes them.',
    },
  },
  {
    name: 'sweep-documents',
    context: 'documents',
    entry: 'functions/documents/sweep-documents.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [
      makeFiles,
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [documentKeys.filesDue] },
      tellEvents,
    ],
    documents: 'makes',
    memory: 1024,
    timeoutSeconds: 300,
    userImpact: {
      nl: 'Een document waarvan het maken is misgegaan, wordt niet opnieuw gemaakt.',
      en: 'A document whose making has failed is not made again.',
    },
  },
]
