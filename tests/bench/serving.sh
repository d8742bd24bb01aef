#!/bin/bash
# Our server against nginx serving the same bytes as files, on the same cores with the same client.
#
#   serving.sh PROGRAM [rounds=5] [seconds=3] [server core=0] [client cores=1,2,3]
#
# One server core against three of the client: with fewer the client is the limit, and every ratio
# drifts to one. Beside the rates stands the server's own CPU time for a request, which other work
# on the machine disturbs less. Scaling is measured with two server cores (0,1) and two clients.
# Prints a table of medians and ratios (ours / nginx) over interleaved rounds, the p99 of each at
# full load (for scale only) and the peak memory of our server; the last line is JSON. nginx is set
# up as a good admin would: sendfile, open_file_cache, gzip_static, no access log.
# Goals: small >= 1.5, small gzip >= 1.7, small 304 >= 1.3, large >= 0.9, large gzip >= 1.7,
# two cores / one core >= 1.8.
set -euo pipefail
program=$(realpath "$1")
rounds=${2:-5} seconds=${3:-3} server_cores=${4:-0} client_cores=${5:-1,2,3}
for tool in nginx wrk taskset curl; do
  command -v "$tool" >/dev/null || { echo "serving: $tool is not installed, skipped"; exit 0; }
done

work=$(mktemp -d)
pids=()
stop() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap stop EXIT
mkdir "$work/www"

# --- ours: as many threads as cores, on the shipped data ---
small_path='/api/v1/comparison?region=13'
large_path='/api/v1/key-figures/renewable-fuel-public-transport/series'
count=$(tr ',' '\n' <<<"$server_cores" | wc -l)
start_ours() {  # cores threads output
  TERTIL_SERVER__THREADS=$2 TERTIL_SERVER__METRICS_LISTEN='' taskset -c "$1" \
    "$program" serve --data "$3-data" --listen 127.0.0.1:0 >"$3" 2>/dev/null &
  pids+=($!)
  for _ in $(seq 100); do grep -q '^listening on' "$3" && break; sleep 0.05; done
}
start_ours "$server_cores" "$count" "$work/ours"
ours=$(sed -n 's/^listening on //p' "$work/ours") ours_pid=${pids[0]}
start_ours 0 1 "$work/one"
one=$(sed -n 's/^listening on //p' "$work/one")
start_ours 0,1 2 "$work/two"
two=$(sed -n 's/^listening on //p' "$work/two")
curl -s "$ours$small_path" >"$work/www/small.json"
curl -s "$ours$large_path" >"$work/www/large.json"
gzip -9k "$work/www/small.json" "$work/www/large.json"
path_of() { case $1 in small*) echo "$small_path" ;; *) echo "$large_path" ;; esac; }

# --- nginx: the same files ---
port=$((20000 + RANDOM % 20000))
cat >"$work/nginx.conf" <<CONF
daemon off;
worker_processes $count;
pid $work/nginx.pid;
error_log $work/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  default_type application/json;
  sendfile on; tcp_nopush on; tcp_nodelay on;
  keepalive_requests 100000000; keepalive_timeout 60;
  open_file_cache max=100 inactive=60s; open_file_cache_valid 60s;
  client_body_temp_path $work/a; proxy_temp_path $work/b; fastcgi_temp_path $work/c;
  uwsgi_temp_path $work/d; scgi_temp_path $work/e;
  server {
    listen 127.0.0.1:$port reuseport;
    root $work/www;
    gzip_static on;
  }
}
CONF
chmod 755 "$work" "$work/www"
taskset -c "$server_cores" nginx -c "$work/nginx.conf" -e "$work/error.log" &
pids+=($!)
nginx_master=$!
nginx="http://127.0.0.1:$port"
for _ in $(seq 100); do curl -so /dev/null "$nginx/small.json" && break; sleep 0.05; done

nginx_pids=$(pgrep -P "$nginx_master" | tr '\n' ' ')

# --- one measurement: requests a second, p99, CPU microseconds of the server for a request ---
ticks() {  # pids
  local sum=0 pid
  for pid in $1; do sum=$((sum + $(awk '{print $14 + $15}' "/proc/$pid/stat"))); done
  echo "$sum"
}
measure() {  # url header pids [cores]
  local before cores=${4:-$client_cores}
  before=$(ticks "$3")
  taskset -c "$cores" wrk -t"$(tr ',' '\n' <<<"$cores" | wc -l)" -c64 -d"${seconds}s" --latency \
    -H "$2" "$1" >"$work/wrk"
  if grep -q 'Non-2xx\|Socket errors' "$work/wrk"; then
    echo "serving: errors from $1:" >&2; cat "$work/wrk" >&2; exit 1
  fi
  awk -v used=$(($(ticks "$3") - before)) -v hz="$(getconf CLK_TCK)" \
    '/Requests\/sec/{rate=$2} /99%/{p99=$2} /requests in/{n=$1}
     END{printf "%s %s %.3f\n", rate, p99, used * 1e6 / hz / n}' "$work/wrk"
}
tag() { curl -sI "$1" -H "$2" | awk 'tolower($1)=="etag:"{sub(/\r/,"");print $2}'; }
median() { sort -g | awk '{v[NR]=$1} END{print (NR%2)?v[(NR+1)/2]:(v[NR/2]+v[NR/2+1])/2}'; }

cases=(small large small-gzip large-gzip small-304)
for case in "${cases[@]}"; do
  file=${case%%-*}.json path=$(path_of "$case") header="X-Nothing: 1" header_ours="" header_nginx=""
  [[ $case == *gzip ]] && header="Accept-Encoding: gzip"
  header_ours=$header header_nginx=$header
  if [[ $case == *304 ]]; then
    header_ours="If-None-Match: $(tag "$ours$path" "$header")"
    header_nginx="If-None-Match: $(tag "$nginx/$file" "$header")"
    for pair in "$ours$path|$header_ours" "$nginx/$file|$header_nginx"; do
      status=$(curl -so /dev/null -w '%{http_code}' -H "${pair#*|}" "${pair%%|*}")
      [ "$status" = 304 ] || { echo "serving: no 304 from ${pair%%|*}" >&2; exit 1; }
    done
  elif ! cmp -s <(curl -s -H "$header" "$ours$path" | { [[ $case == *gzip ]] && gunzip || cat; }) \
      "$work/www/$file"; then
    echo "serving: the bytes of $case differ" >&2; exit 1
  fi
  for ((round = 0; round < rounds; ++round)); do
    measure "$ours$path" "$header_ours" "$ours_pid" >>"$work/$case.ours"
    measure "$nginx/$file" "$header_nginx" "$nginx_pids" >>"$work/$case.nginx"
  done
done
for ((round = 0; round < rounds; ++round)); do
  measure "$two$small_path" "X-Nothing: 1" "" 2,3 >>"$work/scale.two"
  measure "$one$small_path" "X-Nothing: 1" "" 2,3 >>"$work/scale.one"
done

# --- the table ---
printf '%-12s %10s %10s %6s   %9s %9s %6s   %9s %9s\n' answer ours/s nginx/s ratio 'ours us' \
  'nginx us' ratio 'p99 ours' 'p99 nginx'
json=
for case in "${cases[@]}"; do
  a=$(cut -d' ' -f1 "$work/$case.ours" | median) b=$(cut -d' ' -f1 "$work/$case.nginx" | median)
  c=$(cut -d' ' -f3 "$work/$case.ours" | median) d=$(cut -d' ' -f3 "$work/$case.nginx" | median)
  ratio=$(awk "BEGIN{printf \"%.2f\", $a/$b}") cpu=$(awk "BEGIN{printf \"%.2f\", $d/$c}")
  printf '%-12s %10.0f %10.0f %6s   %9.2f %9.2f %6s   %9s %9s\n' "$case" "$a" "$b" "$ratio" \
    "$c" "$d" "$cpu" "$(tail -1 "$work/$case.ours" | cut -d' ' -f2)" \
    "$(tail -1 "$work/$case.nginx" | cut -d' ' -f2)"
  json+="\"$case\":{\"ours\":$a,\"nginx\":$b,\"ratio\":$ratio,\"cpuRatio\":$cpu},"
done
double=$(cut -d' ' -f1 "$work/scale.two" | median)
single=$(cut -d' ' -f1 "$work/scale.one" | median)
scale=$(awk "BEGIN{printf \"%.2f\", $double/$single}")
peak=$(awk '/VmHWM/{print $2}' "/proc/$ours_pid/status")
printf 'two cores / one core: %s   peak memory: %s kB\n' "$scale" "$peak"
echo "{\"bench\":\"serving\",${json}\"scaling\":$scale,\"peakKiB\":$peak,\"rounds\":$rounds}"
