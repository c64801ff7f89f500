// The package's type declarations, beside both forms of dist/sdk: those of src/sdk as the compiler emits them, but for
// types.ts, whose types are written out so that nothing of the server's schemas (and no package) is needed to read them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '../..');
const source = join(root, 'src');
const WRITTEN_OUT = join(source, 'sdk/types.ts');
/** Words that declarations of the SDK may name beside their own room. */
const MAY_REACH = /^(sdk\/|platform\/result\.ts$)/;

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
  ts.sys,
  root,
);
const entries = ts.sys.readDirectory(join(source, 'sdk/entries'), ['.ts']);
const program = ts.createProgram(entries, {
  ...options,
  noEmit: false,
  declaration: true,
  emitDeclarationOnly: true,
});
const checker = program.getTypeChecker();

/** Declarations that the entries lead to, by their path below src. */
function reached() {
  const found = new Map();
  const queue = entries.map((file) => resolve(file));
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const name = relative(source, file).replaceAll('\\', '/');
    if (found.has(name)) continue;
    if (!MAY_REACH.test(name)) throw new Error(`the SDK's types lead to src/${name}`);
    const text = file === WRITTEN_OUT ? writtenOut() : emitted(file);
    found.set(name, text);
    for (const [, path] of text.matchAll(/(?:from |import\()["'](\.[^"']+)\.js["']/g))
      queue.push(resolve(dirname(file), `${path}.ts`));
  }
  return found;
}

function emitted(file) {
  let text = '';
  const from = program.getSourceFile(file);
  const [fault] = program.getDeclarationDiagnostics(from);
  if (fault) throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(fault.messageText, ' ')}`);
  program.emit(from, (_name, written) => (text = written), undefined, true);
  return text;
}

/** Every type that types.ts exports, by its name. */
function writtenOut() {
  const module = checker.getSymbolAtLocation(program.getSourceFile(WRITTEN_OUT));
  const named = checker.getExportsOfModule(module).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return { name: symbol.name, type: checker.getDeclaredTypeOfSymbol(target), symbol: target };
  });
  const names = new Map(named.map(({ name, type }) => [type, name]));
  return named
    .map(
      ({ name, type, symbol }) =>
        `${doc(symbol)}export type ${name} = ${print(type, names, name)};`,
    )
    .join('\n');
}

/** `own` is the name of the type being declared, which must not stand for itself. */
function print(type, names, own) {
  const name = names.get(type);
  if (name !== undefined && name !== own) return name;
  const inner = (part) => print(part, names);
  if (type.isUnion() && type.types.some(({ flags }) => flags & ts.TypeFlags.Object))
    return type.types.map((part) => `(${inner(part)})`).join(' | ');
  if (checker.isArrayType(type)) {
    const readonly = type.symbol.name === 'ReadonlyArray' ? 'readonly ' : '';
    return `${readonly}(${inner(checker.getTypeArguments(type)[0])})[]`;
  }
  if (type.flags & ts.TypeFlags.Object) return printObject(type, inner);
  return checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
}

function printObject(type, inner) {
  const members = checker.getPropertiesOfType(type).map((symbol) => {
    const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
    const value = checker.getTypeOfSymbol(symbol);
    // An optional member is printed by its mark.
    const bare = optional ? checker.getNonNullableType(value) : value;
    const orNull = optional && isNullable(value) ? ' | null' : '';
    return `${doc(symbol)}${symbol.name}${optional ? '?' : ''}: ${inner(bare)}${orNull};`;
  });
  const records = checker
    .getIndexInfosOfType(type)
    .map(({ keyType, type: value }) => `[name: ${inner(keyType)}]: ${inner(value)};`);
  return `{\n${[...members, ...records].join('\n')}\n}`;
}

const isNullable = (type) =>
  type.isUnion() && type.types.some(({ flags }) => flags & ts.TypeFlags.Null);

function doc(symbol) {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  return text === '' ? '' : `/** ${text.replaceAll('\n', ' ')} */\n`;
}

for (const [name, text] of reached()) {
  for (const form of ['esm', 'cjs']) {
    const file = join(root, 'dist/sdk', form, 'types', name.replace(/\.ts$/, '.d.ts'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
