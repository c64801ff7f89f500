import type { Words } from './words.js';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** A script for the shell; file names are completed where no word is known. */
export const scriptFor = (shell: Shell, words: Words): string => SCRIPTS[shell](words);

const SCRIPTS: Readonly<Record<Shell, (words: Words) => string>> = { bash, zsh, fish };

/** Of bash and zsh: the words that may follow the verbs so far. */
const wordsFunction = (words: Words): string =>
  [
    '_standin_words() {',
    '  case "$1" in',
    ...Object.entries(words).map(([path, known]) => `    '${path}') echo '${known.join(' ')}' ;;`),
    '  esac',
    '}',
    '# What was typed before the cursor, without flags and their values: the verbs.',
    '_standin_verbs() {',
    '  local verbs="" next word',
    '  for word in "$@"; do',
    '    next="${verbs:+$verbs }$word"',
    '    if [ "${word#-}" = "$word" ] && [ -n "$(_standin_words "$next")" ]; then verbs="$next"; fi',
    '  done',
    '  echo "$verbs"',
    '}',
  ].join('\n');

function bash(words: Words): string {
  return `# standin completion bash
${wordsFunction(words)}
_standin() {
  local verbs
  verbs="$(_standin_verbs "\${COMP_WORDS[@]:1:COMP_CWORD-1}")"
  COMPREPLY=($(compgen -W "$(_standin_words "$verbs")" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _standin standin`;
}

function zsh(words: Words): string {
  return `#compdef standin
${wordsFunction(words)}
_standin() {
  local verbs
  verbs="$(_standin_verbs "\${(@)words[2,CURRENT-1]}")"
  compadd -- \${=$(_standin_words "$verbs")} || _files
}
compdef _standin standin`;
}

function fish(words: Words): string {
  const cases = Object.entries(words).map(
    ([path, known]) => `    case '${path}'\n      printf '%s\\n' ${known.join(' ')}`,
  );
  return `# standin completion fish
function __standin_words
  switch "$argv[1]"
${cases.join('\n')}
  end
end
function __standin_complete
  set -l verbs ''
  for word in (commandline -opc)[2..-1]
    set -l next (string trim -- "$verbs $word")
    if not string match -q -- '-*' $word; and test -n "(__standin_words $next)"
      set verbs $next
    end
  end
  __standin_words "$verbs"
end
complete -c standin -a '(__standin_complete)'`;
}
