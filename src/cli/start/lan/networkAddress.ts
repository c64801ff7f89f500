import { networkInterfaces } from 'node:os';

/** Interfaces of containers, virtual machines and tunnels: no phone is in their network. */
const VIRTUAL = /^(docker|br-|veth|virbr|vboxnet|vmnet|vEthernet|utun|tun|tap|wg|tailscale|zt)/i;

/** The IPv4 address by which others in the network reach this machine; undefined where it has none. */
export function networkAddress(interfaces = networkInterfaces()): string | undefined {
  const addresses = Object.entries(interfaces).flatMap(([name, list = []]) =>
    list
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ address, virtual: VIRTUAL.test(name) })),
  );
  return (addresses.find(({ virtual }) => !virtual) ?? addresses[0])?.address;
}
