// Documents: the function that makes their files may read nothing but documents.
import { documentDrawnUp } from '../../events/documents.ts'
import { documentKeys } from '../../shared/documents/keys.ts'
import { documentsOperations } from '../../shared/documents/operations.ts'
import { putEvents, type TableAccess, type Unit } from './unit.ts'

/** The right to create documents, in the transaction of the step that they record. */
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
    access: [makeFiles, putEvents],
    documents: 'makes',
    memory: 1024,
    timeoutSeconds: 60,
    userImpact: {
      nl: 'Documenten zijn tot vijf minuten te laat te lezen: alleen de periodieke controle maakt ze nog.',
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
      putEvents,
    ],
    documents: 'makes',
    memory: 1024,
    timeoutSeconds: 300,
    userImpact: {
      nl: 'Ging het maken van een document mis, dan wordt dat niet opnieuw geprobeerd.',
      en: 'If the files of a document could not be made, it is not tried again.',
    },
  },
]
