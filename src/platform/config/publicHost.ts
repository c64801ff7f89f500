import { isIPv4 } from 'node:net';

/** Names that no public server has: RFC 6761, RFC 2606, RFC 6762, RFC 8375 and the internal one that ICANN set aside. */
const RESERVED =
  /(^|\.)(localhost|test|example|invalid|local|internal|home\.arpa|example\.(com|net|org))$/;
/** RFC 1918, RFC 3927, RFC 6598, loopback, and RFC 5737's first block, which networks of sandboxed machines are given. */
const PRIVATE_IPV4 =
  /^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|192\.0\.2)\./;
/** RFC 4193, RFC 4291 section 2.5.6 and loopback. */
const PRIVATE_IPV6 = /^\[(::1\]|f[cd]|fe[89ab])/;

/** Whether strangers may reach this address, as far as its host tells; '' is no address. */
export function isPublic(url: string): boolean {
  if (url === '') return false;
  const { hostname } = new URL(url);
  if (hostname.startsWith('[')) return !PRIVATE_IPV6.test(hostname);
  if (isIPv4(hostname)) return !PRIVATE_IPV4.test(hostname);
  return hostname.includes('.') && !RESERVED.test(hostname);
}
