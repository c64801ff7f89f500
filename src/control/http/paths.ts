/** Where the API and its reference are, below a sandbox's base. */
export const API_PATH = '/control/v1';
export const DOCS_PATH = '/control/docs';

const API = /^(?:\/s\/[^/]+)?\/control\/v1(?:\/|$)/;

/** Whether a path as it was asked for, with or without a sandbox's prefix, is the API's. */
export const isApiPath = (path: string): boolean => API.test(path);
