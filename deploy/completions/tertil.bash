# Made by deploy/describe.py of what the program says; not to be edited.
_tertil() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path=tertil i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path ${COMP_WORDS[i]}" in
      "tertil serve" | "tertil import" | "tertil mapping" | "tertil mapping check" | "tertil mapping suggest" | "tertil mapping preview" | "tertil watch" | "tertil pull" | "tertil compare" | "tertil rank" | "tertil certainty" | "tertil movement" | "tertil forecast" | "tertil measures" | "tertil measures curve" | "tertil measures best" | "tertil plan" | "tertil plan export" | "tertil plan import" | "tertil export" | "tertil token" | "tertil token create" | "tertil token list" | "tertil token revoke" | "tertil user" | "tertil user add" | "tertil user list" | "tertil user remove" | "tertil user allow" | "tertil user set" | "tertil user password" | "tertil remind" | "tertil audit" | "tertil audit verify" | "tertil audit export" | "tertil backup" | "tertil verify-backup" | "tertil restore" | "tertil config" | "tertil config check" | "tertil config show" | "tertil settings" | "tertil settings show" | "tertil settings set" | "tertil doctor" | "tertil migrate" | "tertil copy" | "tertil demo") path="$path ${COMP_WORDS[i]}" ;;
    esac
  done
  case "$before" in
    --config | --data | --directory | --output | --password-file | --web) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --lang) mapfile -t COMPREPLY < <(compgen -W "sv en" -- "$word"); return ;;
    --as-of | --discount-rate | --email | --expires | --frame | --from | --keep | --listen | --metrics | --must | --name | --note | --org-unit | --plan | --region | --role | --scheme | --seed | --series | --settle | --source | --store | --target | --to | --type | --year | --years) return ;;
  esac
  case "$path" in
    "tertil") mapfile -t COMPREPLY < <(compgen -W "serve import mapping watch pull compare rank certainty movement forecast measures plan export token user remind audit backup verify-backup restore config settings doctor migrate copy demo -h --help --version --lang" -- "$word") ;;
    "tertil serve") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --data --store --listen --web --metrics" -- "$word") ;;
    "tertil import") if [[ $word == -* ]]; then mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --source --dry-run --quiet --config --data --store --json" -- "$word"); else mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi ;;
    "tertil mapping") mapfile -t COMPREPLY < <(compgen -W "check suggest preview -h --help --lang" -- "$word") ;;
    "tertil mapping check") if [[ $word == -* ]]; then mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --json" -- "$word"); else mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi ;;
    "tertil mapping suggest") if [[ $word == -* ]]; then mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --target --json" -- "$word"); else mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi ;;
    "tertil mapping preview") if [[ $word == -* ]]; then mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --source --config --data --store --json" -- "$word"); else mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi ;;
    "tertil watch") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --once --settle --config --data --store --directory --json" -- "$word") ;;
    "tertil pull") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --dry-run --config --data --store --json" -- "$word") ;;
    "tertil compare") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --region --years --scheme --as-of --config --data --store --json" -- "$word") ;;
    "tertil rank") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --year --series --scheme --as-of --config --data --store --json" -- "$word") ;;
    "tertil certainty") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --year --region --series --scheme --as-of --config --data --store --json" -- "$word") ;;
    "tertil movement") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --from --to --region --series --scheme --as-of --config --data --store --json" -- "$word") ;;
    "tertil forecast") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --year --region --series --scheme --as-of --config --data --store --json" -- "$word") ;;
    "tertil measures") mapfile -t COMPREPLY < <(compgen -W "curve best -h --help --lang --plan --discount-rate --config --data --store --json" -- "$word") ;;
    "tertil measures curve") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --plan --discount-rate --config --data --store --json" -- "$word") ;;
    "tertil measures best") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --frame --must --plan --discount-rate --config --data --store --json" -- "$word") ;;
    "tertil plan") mapfile -t COMPREPLY < <(compgen -W "export import -h --help --lang" -- "$word") ;;
    "tertil plan export") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --plan --output --config --data --store" -- "$word") ;;
    "tertil plan import") if [[ $word == -* ]]; then mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --plan --dry-run --config --data --store --json" -- "$word"); else mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi ;;
    "tertil export") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --canonical --type --config --data --store" -- "$word") ;;
    "tertil token") mapfile -t COMPREPLY < <(compgen -W "create list revoke -h --help --lang" -- "$word") ;;
    "tertil token create") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --role --source --expires --note --config --data --store --json" -- "$word") ;;
    "tertil token list") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --data --store --json" -- "$word") ;;
    "tertil token revoke") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --data --store --json" -- "$word") ;;
    "tertil user") mapfile -t COMPREPLY < <(compgen -W "add list remove allow set password -h --help --lang" -- "$word") ;;
    "tertil user add") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --role --name --org-unit --password-file --config --data --store --json" -- "$word") ;;
    "tertil user list") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --data --store --json" -- "$word") ;;
    "tertil user remove") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --data --store --json" -- "$word") ;;
    "tertil user allow") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --data --store --json" -- "$word") ;;
    "tertil user set") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --email --config --data --store --json" -- "$word") ;;
    "tertil user password") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --password-file --config --data --store --json" -- "$word") ;;
    "tertil remind") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --dry-run --config --data --store --json" -- "$word") ;;
    "tertil audit") mapfile -t COMPREPLY < <(compgen -W "verify export -h --help --lang" -- "$word") ;;
    "tertil audit verify") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --data --store --json" -- "$word") ;;
    "tertil audit export") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --data --store --json" -- "$word") ;;
    "tertil backup") if [[ $word == -* ]]; then mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --directory --keep --force --quiet --config --data --store --json" -- "$word"); else mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi ;;
    "tertil verify-backup") if [[ $word == -* ]]; then mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --quiet --json" -- "$word"); else mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi ;;
    "tertil restore") if [[ $word == -* ]]; then mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --quiet --config --data --store --json" -- "$word"); else mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi ;;
    "tertil config") mapfile -t COMPREPLY < <(compgen -W "check show -h --help --lang" -- "$word") ;;
    "tertil config check") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --data --store --json" -- "$word") ;;
    "tertil config show") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --data --store --json --toml" -- "$word") ;;
    "tertil settings") mapfile -t COMPREPLY < <(compgen -W "show set -h --help --lang" -- "$word") ;;
    "tertil settings show") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --data --store --json" -- "$word") ;;
    "tertil settings set") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --data --store --json" -- "$word") ;;
    "tertil doctor") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --data --store --json" -- "$word") ;;
    "tertil migrate") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --plan --config --data --store --json" -- "$word") ;;
    "tertil copy") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --config --from --to --json" -- "$word") ;;
    "tertil demo") mapfile -t COMPREPLY < <(compgen -W "-h --help --lang --seed --quiet --config --data --store --json" -- "$word") ;;
  esac
}
complete -o filenames -F _tertil tertil
