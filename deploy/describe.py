#!/usr/bin/env python3
"""The manual page and the shells' completions, made of what the program says of itself.

  deploy/describe.py PROGRAM          writes deploy/man and deploy/completions
  deploy/describe.py PROGRAM --check  compares them instead; exit code 1 if one is stale
"""
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FILES = {"FILE", "FIL", "DIR", "MAPP"}

WORDS = {
    "en": dict(name="NAME", synopsis="SYNOPSIS", description="DESCRIPTION", commands="COMMANDS",
               exits="EXIT STATUS", environment="ENVIRONMENT", files="FILES", see="SEE ALSO",
               command="COMMAND", options="options",
               summary="climate and environmental key figures of Sweden's regions",
               codes=["done", "failed", "wrong call", "the data has findings",
                      "another system did not answer as it should"],
               variables=[("TERTIL_SECTION__KEY", "Any key of tertil.toml, e.g. TERTIL_SERVER__LISTEN."),
                          ("TERTIL_DATA", "The data directory, where \\-\\-data names none."),
                          ("LC_ALL, LC_MESSAGES, LANG", "The language: Swedish, or English if one asks for it."),
                          ("NO_COLOR", "Writes without colours.")],
               paths=[("/etc/tertil/tertil.toml", "Settings; \"tertil config show --toml\" writes all of them."),
                      ("/var/lib/tertil", "The data directory of the installed service."),
                      ("/var/backups/tertil", "Backups that the timer makes."),
                      ("/usr/share/doc/tertil/OPERATIONS.md", "The operations guide.")]),
    "sv": dict(name="NAMN", synopsis="ANVÄNDNING", description="BESKRIVNING", commands="KOMMANDON",
               exits="SLUTKODER", environment="MILJÖ", files="FILER", see="SE ÄVEN",
               command="KOMMANDO", options="val",
               summary="de svenska regionernas nyckeltal för klimat och miljö",
               codes=["klart", "misslyckades", "fel i anropet", "anmärkningar på data",
                      "ett annat system svarade inte som det skulle"],
               variables=[("TERTIL_AVSNITT__NYCKEL", "Varje nyckel i tertil.toml, t.ex. TERTIL_SERVER__LISTEN."),
                          ("TERTIL_DATA", "Datamappen, när \\-\\-data inte anger någon."),
                          ("LC_ALL, LC_MESSAGES, LANG", "Språket: svenska, eller engelska om någon begär det."),
                          ("NO_COLOR", "Skriver utan färger.")],
               paths=[("/etc/tertil/tertil.toml", "Inställningar; ”tertil config show --toml” skriver alla."),
                      ("/var/lib/tertil", "Den installerade tjänstens datamapp."),
                      ("/var/backups/tertil", "Säkerhetskopior som timern gör."),
                      ("/usr/share/doc/tertil/DRIFT.md", "Handboken för drift.")]),
}


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in ".'" else line for line in text.split("\n"))


def option_head(option):
    head = ", ".join(f"\\fB{roff(name)}\\fR" for name in option["names"])
    return head + (f" \\fI{roff(option['value'])}\\fR" if option["value"] else "")


def commands_in(command):
    """The ones that can be called, in the order of the help."""
    for inner in command["commands"]:
        if inner["commands"]:
            yield from commands_in(inner)
        else:
            yield inner


def manual(root, language):
    w = WORDS[language]
    out = [f'.\\" {"Made by deploy/describe.py of what the program says; not to be edited."}',
           f'.TH TERTIL 1 "" "tertil {root["version"]}" "tertil"', f".SH {w['name']}",
           f"tertil \\- {roff(w['summary'])}", f".SH {w['synopsis']}", ".B tertil",
           f"\\fI{w['command']}\\fR [{w['options']}]", f".SH {w['description']}", roff(root["text"]),
           f".SH {w['commands']}"]
    for command in commands_in(root):
        call = command["path"].removeprefix("tertil ")
        for option in command["options"]:
            if option["positional"]:
                call += " " + option["positional"] + ("…" if option["many"] else "")
        out += [f".SS {roff(call)}", roff(command["text"])]
        for option in command["options"]:
            if "--help" in option["names"] or "--lang" in option["names"]:
                continue
            head = f"\\fI{option['positional']}\\fR" if option["positional"] else option_head(option)
            out += [".TP", head, roff(option["text"])]
        if command["footer"]:
            first, *examples = command["footer"].split("\n")
            out += [".PP", roff(first), ".PP", ".nf"] + [roff(line) for line in examples] + [".fi"]
    out.append(f".SH {w['exits']}")
    for code, text in enumerate(w["codes"]):
        out += [".TP", f".B {code}", roff(text)]
    for title, rows in ((w["environment"], w["variables"]), (w["files"], w["paths"])):
        out.append(f".SH {title}")
        for name, text in rows:
            out += [".TP", f".B {roff(name)}", text.replace(" --", " \\-\\-")]
    out += [f".SH {w['see']}", ".BR systemctl (1),", ".BR journalctl (1),", ".BR zstd (1)"]
    return "\n".join(out) + "\n"


def names(command):
    return [name for option in command["options"] for name in option["names"]]


def takes_file(command):
    return any(o["positional"] and o["positional"].startswith("FILE") for o in command["options"])


def all_commands(command):
    yield command
    for inner in command["commands"]:
        yield from all_commands(inner)


def values(command, kind):
    return sorted({name for option in command["options"] for name in option["names"]
                   if option["value"] and kind(option["value"])})


def bash(root):
    out = ["# Made by deploy/describe.py of what the program says; not to be edited.", "_tertil() {",
           '  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path=tertil i',
           "  COMPREPLY=()", "  for ((i = 1; i < COMP_CWORD; i++)); do",
           '    case "$path ${COMP_WORDS[i]}" in']
    inner = [c["path"] for c in all_commands(root) if c is not root]
    out.append("      " + " | ".join(f'"{path}"' for path in inner)
               + ') path="$path ${COMP_WORDS[i]}" ;;')
    out += ["    esac", "  done", '  case "$before" in']
    files = sorted({n for c in all_commands(root) for n in values(c, lambda v: v in FILES)})
    others = sorted({n for c in all_commands(root) for n in values(c, lambda v: v not in FILES)}
                    - set(files) - {"--lang"})
    out.append(f'    {" | ".join(files)}) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;')
    out.append('    --lang) mapfile -t COMPREPLY < <(compgen -W "sv en" -- "$word"); return ;;')
    out.append(f'    {" | ".join(others)}) return ;;')
    out += ["  esac", '  case "$path" in']
    for command in all_commands(root):
        words = " ".join([c["name"] for c in command["commands"]] + names(command))
        line = f'mapfile -t COMPREPLY < <(compgen -W "{words}" -- "$word")'
        if takes_file(command):
            line = (f'if [[ $word == -* ]]; then {line}; '
                    'else mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi')
        out.append(f'    "{command["path"]}") {line} ;;')
    out += ["  esac", "}", "complete -o filenames -F _tertil tertil"]
    return "\n".join(out) + "\n"


def zsh_text(text):
    return text.replace("'", "’").replace("[", "(").replace("]", ")").replace(":", "\\:").replace("\n", " ")


def zsh_function(command):
    name = "_" + command["path"].replace(" ", "_").replace("-", "_")
    out = [f"{name}() {{"]
    specs = []
    for option in command["options"]:
        if option["positional"]:
            what = "_files" if takes_file(command) else " "
            specs.append(f"'{'*' if option['many'] else ''}:{option['positional']}:{what}'")
        for one in option["names"]:
            spec = f"{one}[{zsh_text(option['text'])}]"
            if option["value"]:
                what = "(sv en)" if one == "--lang" else "_files" if option["value"] in FILES else " "
                spec += f":{zsh_text(option['value'])}:{what}"
            specs.append(f"'{spec}'")
    if command["commands"]:
        out += ["  local line state", "  local -a commands=("]
        out += [f"    '{c['name']}:{zsh_text(c['text'])}'" for c in command["commands"]]
        out += ["  )", "  _arguments -C \\"] + [f"    {spec} \\" for spec in specs]
        out += ["    '1: :->command' '*::argument:->rest'", "  case $state in",
                "    command) _describe command commands ;;", "    rest)", "      case $line[1] in"]
        for inner in command["commands"]:
            called = "_" + inner["path"].replace(" ", "_").replace("-", "_")
            out.append(f"        {inner['name']}) {called} ;;")
        out += ["      esac ;;", "  esac"]
    else:
        out += ["  _arguments \\"] + [f"    {spec} \\" for spec in specs[:-1]] + [f"    {specs[-1]}"]
    return "\n".join(out + ["}"])


def zsh(root):
    functions = [zsh_function(command) for command in all_commands(root)]
    return ("#compdef tertil\n# Made by deploy/describe.py of what the program says; not to be edited.\n"
            + "\n".join(functions) + '\n_tertil "$@"\n')


def fish_text(text):
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")


def fish(root):
    out = ["# Made by deploy/describe.py of what the program says; not to be edited.",
           "complete -c tertil -f"]
    for command in all_commands(root):
        words = command["path"].split()[1:]
        seen = [f"__fish_seen_subcommand_from {word}" for word in words]
        inner = " ".join(c["name"] for c in command["commands"])
        here = seen + ([f"not __fish_seen_subcommand_from {inner}"] if inner else [])
        when = f" -n '{'; and '.join(here)}'" if here else ""
        for one in command["commands"]:
            out.append(f"complete -c tertil{when} -a {one['name']} -d '{fish_text(one['text'])}'")
        when = f" -n '{'; and '.join(seen)}'" if seen else when
        if takes_file(command):
            out.append(f"complete -c tertil{when} -F")
        for option in command["options"]:
            line = "".join(f" -l {n[2:]}" if n.startswith("--") else f" -s {n[1:]}"
                           for n in option["names"])
            if not line:
                continue
            if option["value"]:
                line += (" -x -a 'sv en'" if "--lang" in option["names"]
                         else " -r -F" if option["value"] in FILES else " -x")
            out.append(f"complete -c tertil{when}{line} -d '{fish_text(option['text'])}'")
    return "\n".join(out) + "\n"


def main():
    program = sys.argv[1]
    told = {language: json.loads(subprocess.run(
        [program, "describe-commands", "--lang", language], check=True, capture_output=True).stdout)
        for language in WORDS}
    made = {"man/tertil.1": manual(told["en"], "en"), "man/sv/tertil.1": manual(told["sv"], "sv"),
            "completions/tertil.bash": bash(told["en"]), "completions/_tertil": zsh(told["en"]),
            "completions/tertil.fish": fish(told["en"])}
    stale = 0
    for name, text in made.items():
        path = HERE / name
        if sys.argv[2:] == ["--check"]:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                print(f"deploy/{name} is stale: deploy/describe.py {program}")
                stale += 1
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    sys.exit(stale > 0)


main()
