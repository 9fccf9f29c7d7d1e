# Reads starts and samples; prints medians, spreads and the ratios that have a target.
BEGIN { FS = "\t" }

$1 == "start" { starts = starts " " $3 / 1000000; next }

$1 == "sample" {
  if (!($3 in seen)) { seen[$3] = 1; names[++nameCount] = $3 }
  add("rate", $3, $2, $4); add("p50", $3, $2, $5); add("p99", $3, $2, $6); add("cpu", $3, $2, $7)
  errors[$3] += $8
}

function add(what, name, round, value) {
  list[what, name] = list[what, name] " " value
  at[what, name, round] = value
}

# Sorts the numbers in TEXT into SORTED and returns how many there are.
function sorted(text,   n, i, j, v) {
  n = split(text, values, " ")
  for (i = 1; i <= n; i++) {
    v = values[i] + 0
    for (j = i - 1; j >= 1 && order[j] > v; j--) order[j + 1] = order[j]
    order[j + 1] = v
  }
  return n
}
function median(text,   n) {
  n = sorted(text)
  return n % 2 ? order[(n + 1) / 2] : (order[n / 2] + order[n / 2 + 1]) / 2
}
function lowest(text) { sorted(text); return order[1] }
function highest(text,   n) { n = sorted(text); return order[n] }

# Ratios are taken within a round, where both saw the same state of the machine.
function ratios(what, ours, theirs,   r, text) {
  for (r = 1; r <= rounds; r++) {
    if (at[what, theirs, r] > 0 && at[what, ours, r] > 0) text = text " " at[what, ours, r] / at[what, theirs, r]
  }
  return text
}

function target(label, text, limit, strictly, unit, invalid,   value, verdict) {
  if (text == "") return
  value = median(text)
  verdict = invalid ? "invalid" : (strictly ? value < limit : value <= limit) ? "met" : "missed"
  if (verdict != "met") missed++
  measured++
  targetLabel[measured] = label; targetValue[measured] = value; targetVerdict[measured] = verdict
  targetLow[measured] = lowest(text); targetHigh[measured] = highest(text)
  targetLimit[measured] = limit; targetUnit[measured] = unit; targetSign[measured] = strictly ? "<" : "<="
}

function failed(a, b) { return errors[a] + errors[b] > 0 }

# The load generator for HTTP/2 tells none.
function milliseconds(text,   value) {
  value = median(text)
  return value > 0 ? sprintf("%.2f", value / 1000) : "-"
}

function text_report(   i, name) {
  printf "%d connections, %d rounds of %d s, %d cores; %s\n\n", connections, rounds, seconds, cores, versions
  printf "%-20s %12s %10s %10s %14s %22s\n", "", "requests/s", "p50 ms", "p99 ms", "CPU µs/request", "spread of CPU"
  for (i = 1; i <= nameCount; i++) {
    name = names[i]
    printf "%-20s %12.0f %10s %10s %14.1f %14.1f .. %.1f", name, median(list["rate", name]),
      milliseconds(list["p50", name]), milliseconds(list["p99", name]), median(list["cpu", name]),
      lowest(list["cpu", name]), highest(list["cpu", name])
    printf errors[name] ? "   %d failed requests\n" : "\n", errors[name]
  }
  if (measured) printf "\n%-44s %8s %20s %10s\n", "target", "median", "spread", "wanted"
  for (i = 1; i <= measured; i++) {
    printf "%-44s %8.2f %12.2f .. %.2f %5s %.2f%s   %s\n", targetLabel[i], targetValue[i], targetLow[i],
      targetHigh[i], targetSign[i], targetLimit[i], targetUnit[i], targetVerdict[i]
  }
}

function json_report(   i, name) {
  printf "{\"connections\":%d,\"rounds\":%d,\"seconds\":%d,\"cores\":%d,\"versions\":\"%s\",\"servers\":[", connections, rounds, seconds, cores, versions
  for (i = 1; i <= nameCount; i++) {
    name = names[i]
    printf "%s{\"name\":\"%s\",\"requestsPerSecond\":%.1f,\"p50Micros\":%.0f,\"p99Micros\":%.0f", (i > 1 ? "," : ""), name,
      median(list["rate", name]), median(list["p50", name]), median(list["p99", name])
    printf ",\"cpuMicrosPerRequest\":%.2f,\"cpuMicrosPerRequestLow\":%.2f,\"cpuMicrosPerRequestHigh\":%.2f,\"failedRequests\":%d}",
      median(list["cpu", name]), lowest(list["cpu", name]), highest(list["cpu", name]), errors[name]
  }
  printf "],\"targets\":["
  for (i = 1; i <= measured; i++) {
    printf "%s{\"name\":\"%s\",\"value\":%.3f,\"low\":%.3f,\"high\":%.3f,\"limit\":%.2f,\"verdict\":\"%s\"}", (i > 1 ? "," : ""),
      targetLabel[i], targetValue[i], targetLow[i], targetHigh[i], targetLimit[i], targetVerdict[i]
  }
  printf "]}\n"
}

function against(label, what, ours, theirs, limit) {
  target(label, ratios(what, ours, theirs), limit, 0, "", failed(ours, theirs))
}

END {
  against("small body, CPU per request / nginx", "cpu", "runtime-proxy", "nginx", 1.0)
  against("small body, p99 / nginx", "p99", "runtime-proxy", "nginx", 1.1)
  against("16 KiB body, CPU per request / nginx", "cpu", "runtime-proxy:large", "nginx:large", 1.0)
  against("TLS, CPU per request / nginx", "cpu", "runtime-proxy:tls", "nginx:tls", 1.1)
  against("HTTP/2, CPU per request / nginx", "cpu", "runtime-proxy:h2", "nginx:h2", 1.1)
  against("small body, CPU per request / Vert.x", "cpu", "runtime-proxy", "vertx", 1.0)
  against("16 KiB body, CPU per request / Vert.x", "cpu", "runtime-proxy:large", "vertx:large", 1.0)
  against("TLS, CPU per request / Vert.x", "cpu", "runtime-proxy:tls", "vertx:tls", 1.0)
  against("HTTP/2, CPU per request / Vert.x", "cpu", "runtime-proxy:h2", "vertx:h2", 1.0)
  # Two loops do 1.8 times the work of one when a request costs no more than 2 / 1.8 of it.
  against("two loops, CPU per request / one loop", "cpu", "runtime-proxy:loops", "runtime-proxy", 1.11)
  against("function, CPU per request / workerd", "cpu", "runtime-function", "workerd", 0.6)
  target("function, p99 / workerd", ratios("p99", "runtime-function", "workerd"), 1, 1, "", failed("runtime-function", "workerd"))
  target("runtime ready, seconds", starts, 1.5, 0, " s", 0)
  if (format == "json") json_report()
  else text_report()
  if (check && (missed || !measured)) exit 1
}
