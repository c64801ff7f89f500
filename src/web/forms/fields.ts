/** The fields of a posted form: never undefined, never longer than 2,000 characters each unless said. */
export interface FormFields {
  get(name: string, most?: number): string;
  all(name: string): readonly string[];
}

/** The fields that a page shows again after a refusal. */
export const kept = <Name extends string>(
  form: FormFields,
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> =>
  Object.fromEntries(names.map((name) => [name, form.get(name)])) as Partial<Record<Name, string>>;
