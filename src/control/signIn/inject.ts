/** A request to this server itself, from within: no socket, no address but the path. */
export interface InjectedRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query, with the sandbox's prefix. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface InjectedResponse {
  /** 0 when the connection ended without an answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Hands a request to what serves this server's provider. */
export type Inject = (request: InjectedRequest) => Promise<InjectedResponse>;

export const locationOf = ({ status, headers }: InjectedResponse): string | undefined =>
  status >= 300 && status < 400 && typeof headers['location'] === 'string'
    ? headers['location']
    : undefined;
