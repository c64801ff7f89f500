/** The one place that reads the process's environment: everything else is handed its values. */
export const environment = (): Readonly<Record<string, string | undefined>> => process.env;
