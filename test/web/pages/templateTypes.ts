import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Eta } from 'eta';
import ts from 'typescript';

/** Templates that the pages of `src/web` print; the simulated IRS keeps its own below views/irs, mails below views/email. */
export function templatesOf(views: string): readonly string[] {
  return readdirSync(views, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.eta') && !/^(irs|email)\b/.test(file))
    .map((file) => join(views, file))
    .sort();
}

const HEADER = `
import type { Views } from './src/web/pages/views.js';
import type { Layouts, PageFrame, Parts, Picture } from './test/web/pages/parts.js';
declare function include<K extends keyof Parts>(part: K, data: Parts[K]): string;
declare function include(part: Picture, data: object): string;
declare function layout<K extends keyof Layouts>(name: K, data: Layouts[K]): void;
declare function print(value: string | number): void;
`;

/**
 * Checks every template as TypeScript: its `it` is the model of its view (or the arguments of a partial or layout), and only
 * strings and numbers are printed. Returns what the compiler says, one line each.
 */
export function checkTemplates(root: string, views: string): readonly string[] {
  const eta = new Eta({ views });
  const sources = new Map(
    templatesOf(views).map((file) => [
      join(root, `${relative(views, file).replace(/\W/g, '_')}.template.ts`),
      sourceOf(eta, readFileSync(file, 'utf8'), relative(views, file).replace('.eta', '')),
    ]),
  );
  return compile(root, sources);
}

function sourceOf(eta: Eta, template: string, name: string): string {
  const body = eta.parse(template).map((part) => {
    if (typeof part === 'string') return '';
    return part.t === 'e' ? part.val : `print(${part.val});`;
  });
  return `${HEADER}\nexport function view(it: PageFrame & ${typeOf(name)}) {\n${body.join('\n')}\n}\n`;
}

function typeOf(name: string): string {
  if (name.startsWith('parts/')) return `Parts['/${name}']`;
  if (name.startsWith('layouts/')) return `Layouts['/${name}'] & { body: string }`;
  return name.startsWith('pictures/') ? 'object' : `Views['${name}']`;
}

function compile(root: string, sources: ReadonlyMap<string, string>): readonly string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noImplicitAny: false,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (file, ...rest) => {
    const source = sources.get(file);
    return source === undefined
      ? getSourceFile.call(host, file, ...rest)
      : ts.createSourceFile(file, source, ts.ScriptTarget.ES2023, true);
  };
  host.fileExists = (file) => sources.has(file) || fileExists.call(host, file);
  host.readFile = (file) => sources.get(file) ?? readFile.call(host, file);
  host.getCurrentDirectory = () => root;
  const program = ts.createProgram([...sources.keys()], options, host);
  return [...sources.keys()]
    .flatMap((file) => [
      ...program.getSyntacticDiagnostics(program.getSourceFile(file)),
      ...program.getSemanticDiagnostics(program.getSourceFile(file)),
    ])
    .map((found) => {
      const line = found.file?.getLineAndCharacterOfPosition(found.start ?? 0).line ?? 0;
      const text = found.file?.text.split('\n')[line]?.trim() ?? '';
      return `${relative(root, found.file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(found.messageText, ' ')} | ${text}`;
    });
}
