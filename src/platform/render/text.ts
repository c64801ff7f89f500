/** Values put into a text's `{names}`. `count` also chooses between the forms `.one` and `.other` of a key. */
export type TextValues = Readonly<Record<string, string | number>>;

/**
 * A public text by its locale key: `area.rest.of.key` is found in `views/locales/<locale>/area.json`. A refusal's reason may
 * stand alone: it is looked up as `errors.<reason>`, then as `reasons.<reason>`.
 */
export type Text = string | { readonly key: string; readonly values: TextValues };
