/** Why something sealed cannot be opened; none of these is a person's doing, so they are thrown. */
export type VaultFault =
  | 'bad_secret' // the deployment key is not 32 bytes in base64url
  | 'malformed' // not something that this vault sealed
  | 'wrong_key' // sealed with another key than the one at hand
  | 'not_authentic'; // altered, or moved from another table, column or row

const MESSAGES: Readonly<Record<VaultFault, string>> = {
  bad_secret: 'the deployment key must be 32 bytes in base64url (43 characters)',
  malformed: 'the text was not sealed by this program',
  wrong_key: 'sealed with another key: is this the deployment key that the data was written with?',
  not_authentic: 'the sealed text was altered or moved from another row',
};

/** An Error whose `code` is the fault. `where` names the table and column, never the row or its content. */
export const vaultError = (fault: VaultFault, where?: string): Error =>
  Object.assign(new Error(where ? `${where}: ${MESSAGES[fault]}` : MESSAGES[fault]), {
    code: fault,
  });
