export type Platform = { readonly node?: 'brought' | 'own'; readonly objection?: string }
export const platformOf: (machine: {
  readonly platform: string
  readonly arch: string
  readonly version: string
}) => Platform
