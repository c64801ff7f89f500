// A rule of our own for the linter: it knows none like it.

/** Rooms are made of factories and functions; a class only where a library demands one. */
const noOwnClass = {
  create: (context) => ({
    ClassDeclaration(node) {
      if (node.superClass === null)
        context.report({
          node,
          message:
            'Rooms are made of factories and functions; a class only where a library demands one.',
        });
    },
  }),
};

export default { meta: { name: 'house' }, rules: { 'no-own-class': noOwnClass } };
