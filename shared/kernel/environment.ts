// A function's environment variables. They come in as an argument; nothing here reads `process.env`.

export type Environment = { readonly [name: string]: string | undefined }

/** The value of a variable. Throws if it is missing, so that a misconfigured function does not start. */
export const required = (environment: Environment, name: string): string => {
  const value = environment[name]
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is missing`)
  return value
}

/** The variable that holds the ARN of a workflow: `CLOSE_POLL_ARN` for `close-poll`. */
export const workflowVariable = (workflow: string): string => `${workflow.toUpperCase().replaceAll('-', '_')}_ARN`
