/** Where the API and its reference are, below a sandbox's base. */
export const API_PATH = '/control/v1';
export const DOCS_PATH = '/control/docs';
