/** Communities of which the person picks one. */
export interface GroupsModel {
  readonly choices: readonly {
    readonly group: string;
    readonly name: string;
    readonly href: string;
  }[];
}
