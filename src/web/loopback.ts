/** Whether an address leads nowhere but to the machine of whoever opens it (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3). */
export const isLoopback = (url: string): boolean =>
  /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
